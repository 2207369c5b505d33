reports-title = التقرير { $id } – Armistice
reports-keys = التقرير
reports-report = تقرير
reports-untitled = تقرير بلا عنوان
reports-source = المصدر
reports-published = نُشر
reports-recorded = أُدخل
reports-entry = القيد { $entry }
reports-format = الصيغة
reports-evidence = الأدلّة، SHA-256
reports-flags = ملاحظات عند إدخاله
reports-words = كلماته
reports-withheld = يستطيع أعضاء البعثة قراءته: سجّل الدخول.
reports-claims =
    { $count ->
        [zero] لا إفادات قُرئت فيه
        [one] إفادة واحدة قُرئت فيه
        [two] إفادتان قُرئتا فيه
        [few] { $count } إفادات قُرئت فيه
        [many] { $count } إفادة قُرئت فيه
       *[other] { $count } إفادة قُرئت فيه
    }
reports-claims-none = لم تُقرأ فيه أي إفادة. وتبقى كلماته في السجلّ.
reports-mark = تعليم في النص
reports-next = الإفادة التالية
reports-previous = الإفادة السابقة
reports-self-defence = رداً على تهديد، كما قيل
reports-open = غير مذكور
reports-photos =
    { $count ->
        [zero] لا صور
        [one] صورة واحدة
        [two] صورتان
        [few] { $count } صور
        [many] { $count } صورة
       *[other] { $count } صورة
    }
reports-photo = الصورة { $number } من التقرير
reports-kilobytes = { $size } كيلوبايت
reports-observer = الشخص الذي راقب
reports-observer-note = محميّ. يُعرض لك بحكم دورك ولا يخرج بأي طريق عام.
reports-observer-name = الاسم
reports-observer-contact = وسيلة الاتصال
reports-observer-position = الموقع
