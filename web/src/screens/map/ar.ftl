## Map
map-title = خريطة الحوادث
map-canvas = خريطة؛ قائمة الحوادث في هذه الصفحة تضم المحتوى نفسه
map-keys = الخريطة
map-keys-time = الخريطة: الأيام
map-key-close = إغلاق المفتوح على الخريطة
map-filters =
    { $count ->
        [zero] عوامل التصفية
        [one] عوامل التصفية: عامل واحد
        [two] عوامل التصفية: عاملان
        [few] عوامل التصفية: { $count } عوامل
        [many] عوامل التصفية: { $count } عاملاً
       *[other] عوامل التصفية: { $count } عامل
    }
map-filters-clear = عرض الكل
map-filter-term = البند
map-filter-perspective = من منظور
map-filter-kind = النوع
map-filter-party = الطرف المذكور
map-filter-status = الحالة
map-any-term = أي بند
map-any-kind = أي نوع
map-any-party = أي طرف
map-any-status = أي حالة
map-asking = جارٍ السؤال عن حالة الحوادث: { $count } حتى الآن
map-time = الأيام
map-day = اليوم المعروض
map-play = تشغيل الأيام
map-pause = إيقاف مؤقت
map-step-back = اليوم السابق
map-step-on = اليوم التالي
map-span = عدد الأيام معاً
map-span-1 = يوم واحد
map-span-7 = 7 أيام
map-span-all = الكل
map-one-day = { $weekday }، { $day }
map-week = أسبوع { $days }
map-all-days = كل الأيام، { $days }
map-count =
    { $count ->
        [zero] لا حوادث
        [one] حادث واحد
        [two] حادثان
        [few] { $shown } حوادث
        [many] { $shown } حادثاً
       *[other] { $shown } حادث
    }
map-coverage-days = في كل يوم من هذه الأيام أبلغ ما بين { $low } و{ $high } من { $sources } من المصادر
map-days-hint = الحادث الذي لا يُعرف يومه بدقة يظهر في كل يوم قد يكون وقع فيه.
map-undated =
    { $count ->
        [zero] لا حوادث بلا تاريخ.
        [one] حادث واحد بلا تاريخ؛ يظهر ضمن «الكل» فقط.
        [two] حادثان بلا تاريخ؛ يظهران ضمن «الكل» فقط.
        [few] { $shown } حوادث بلا تاريخ؛ تظهر ضمن «الكل» فقط.
        [many] { $shown } حادثاً بلا تاريخ؛ تظهر ضمن «الكل» فقط.
       *[other] { $shown } حادث بلا تاريخ؛ تظهر ضمن «الكل» فقط.
    }
map-clusters = معدودة معاً؛ قرّب لرؤية الأشكال
map-shapes = كل حادث في موضع ما داخل شكله
map-no-webgl = تعذّر رسم الخريطة هنا: هذا المتصفح بلا WebGL. القائمة تضم الحوادث نفسها.
map-tiles-missing = تعذّر جلب جزء من الخريطة. حرّك الخريطة للمحاولة مجدداً؛ القائمة كاملة.
map-truncated = الحوادث أكثر مما تتسع له هذه الصفحة (أُرسل منها { $count }): دون مستوى تقريب الأشكال يعدّ الخادم المجموعات لكل الأيام معاً.
map-list = الحوادث في هذا الجزء من الخريطة
map-none-title = لا حوادث هنا
map-none = لا يُعرف حادث في هذا الجزء من الخريطة في هذه الأيام وبعوامل التصفية هذه. بعّد الخريطة أو اختر أياماً أكثر أو أزل عوامل التصفية. عدم الإبلاغ لا يعني أن شيئاً لم يحدث.
map-more = عرض المزيد
map-show = على الخريطة
map-show-this = عرض على الخريطة: { $what }
map-what-by = { $what }، يُقال إنه من { $by }
map-what-on = { $what }، على { $on }
map-popover = حادث على الخريطة
map-open-incident = فتح الحادث
map-voices =
    { $count ->
        [zero] لم تُفد به أي جهة
        [one] أفادت به جهة واحدة
        [two] أفادت به جهتان
        [few] أفادت به { $count } جهات
        [many] أفادت به { $count } جهة
       *[other] أفادت به { $count } جهة
    }
map-several =
    { $count ->
        [zero] لا حوادث هنا
        [one] حادث واحد هنا
        [two] حادثان هنا
        [few] { $count } حوادث هنا
        [many] { $count } حادثاً هنا
       *[other] { $count } حادث هنا
    }
map-several-more =
    { $count ->
        [zero] القائمة تضم الكل
        [one] وحادث آخر: القائمة تضم الكل
        [two] وحادثان آخران: القائمة تضم الكل
        [few] و{ $shown } حوادث أخرى: القائمة تضم الكل
        [many] و{ $shown } حادثاً آخر: القائمة تضم الكل
       *[other] و{ $shown } حادث آخر: القائمة تضم الكل
    }
map-somewhere-within = في موضع ما ضمن { $distance } من { $place }
map-somewhere-here = في موضع ما ضمن { $distance }
map-somewhere-along = في موضع ما على امتداد { $place }، بهامش { $distance }
map-somewhere-in = في موضع ما داخل { $place }
map-strip = { $name } ({ $distance })
map-legend = مفتاح الخريطة
map-legend-disc = قد يكون في أي موضع داخله
map-legend-line = خط في الاتفاق
map-legend-area = نطاق في الاتفاق
map-legend-keep_out = شريط محظور
map-legend-eyes = الألوان: أشد حالة من منظور { $eyes }. وتعرض المجموعة عدد ما فيها من الحوادث، وفي حلقتها نصيب كل حالة، وتحت العدد كم منها في أشد حالة.
map-legend-sources = المصادر: { $sources }.
map-case-sources = الحوادث: مصادر الملفّ
