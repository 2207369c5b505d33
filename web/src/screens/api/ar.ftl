api-title = الواجهات البرمجية – Armistice
api-keys = الواجهات البرمجية
api-intro = كل ما في هذه الشاشات متاح للبرامج أيضاً. من دون رمز يُظهر الجواب ما هو عام.
api-search = البحث في المسارات والأسماء والكلمات
api-found =
    { $count ->
        [zero] لا عمليات
        [one] عملية واحدة
        [two] عمليتان
        [few] { $count } عمليات
        [many] { $count } عملية
       *[other] { $count } عملية
    }
api-none-title = لا شيء فيه هذه الكلمات
api-none = استعمل كلمات أقل أو أقصر.
api-schemas = الأنواع
api-parameters = المعاملات
api-parameter = الاسم
api-where = الموضع
api-type = النوع
api-meaning = المعنى
api-required = إلزامي
api-body = المُرسَل
api-answer = الجواب { $status }
