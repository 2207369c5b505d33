## The map's ground
ground-title = الخريطة
ground-zoom-in = تقريب
ground-zoom-out = إبعاد
ground-sources = مصادر الخريطة
ground-natural-earth = خريطة الأساس: Natural Earth. رسم الحدود لا يعبّر عن رأي بشأنها.
