incident-title = الحادث { $id } – Armistice
incident-keys = الحادث
incident-actions = ما يمكنك فعله
incident-scope-incident = حادث
incident-scope-summary = عدة أحداث مروية معاً
incident-scope-tally = إحصاء جهة
incident-scope-toll = حصيلة مدة طويلة
incident-on = ضد { $whom }، كما قيل
incident-verification = التحقّق
incident-verification-none = لم يتحقّق منه أحد بعد.
incident-signed = بتوقيع { $by }، { $at }
incident-terms = بموجب البنود
incident-terms-none = لا بند يتصل به.
incident-attribution = مَن يُقال إنه الفاعل
incident-attribution-none = لا تسمّي أي إفادة فاعلاً.
incident-named-by =
    { $count ->
        [zero] لا جهة تسمّيه: { $voices }
        [one] تسمّيه جهة واحدة: { $voices }
        [two] تسمّيه جهتان: { $voices }
        [few] تسمّيه { $count } جهات: { $voices }
        [many] تسمّيه { $count } جهة: { $voices }
       *[other] تسمّيه { $count } جهة: { $voices }
    }
incident-named-among =
    { $count ->
        [zero] لا جهة تعدّه واحداً من عدة: { $voices }
        [one] واحد من عدة لدى جهة واحدة: { $voices }
        [two] واحد من عدة لدى جهتين: { $voices }
        [few] واحد من عدة لدى { $count } جهات: { $voices }
        [many] واحد من عدة لدى { $count } جهة: { $voices }
       *[other] واحد من عدة لدى { $count } جهة: { $voices }
    }
incident-denied-by =
    { $count ->
        [zero] لا جهة تنفيه: { $voices }
        [one] تنفيه جهة واحدة: { $voices }
        [two] تنفيه جهتان: { $voices }
        [few] تنفيه { $count } جهات: { $voices }
        [many] تنفيه { $count } جهة: { $voices }
       *[other] تنفيه { $count } جهة: { $voices }
    }
incident-attributed = أُسند إلى { $actor }:
incident-attributed-none = لم يُسنده أحد.
incident-claims =
    { $count ->
        [zero] لا إفادات
        [one] إفادة واحدة
        [two] إفادتان، حسب الجهة
        [few] { $count } إفادات، حسب الجهة
        [many] { $count } إفادة، حسب الجهة
       *[other] { $count } إفادة، حسب الجهة
    }
incident-toll = المتضررون كما ترويهم كل جهة
incident-toll-note = من أدنى ما قيل إلى أعلاه؛ والطرف المفتوح يتلاشى. السطر الأخير يغطي كل الإفادات وليس متوسطاً.
incident-killed = القتلى
incident-civilians_killed = القتلى المدنيون
incident-wounded = الجرحى
incident-voice-through = { $voice }، عبر { $source }
incident-across = كل الإفادات معاً
incident-requests = أسئلة إلى الأطراف
incident-requests-none = لم يُطلب ردّ أي طرف.
incident-request = سؤال إلى { $party }:
incident-answer = ردّ { $party }
incident-unanswered = لا ردّ بعد.
incident-entry = القيد { $entry }
incident-history = ما قرّره الأشخاص
incident-history-none = لم يقرّر أحد شيئاً بشأن هذا الحادث.
incident-undone = تراجع عنه القيد { $entry }
incident-do-verify = تحقّق
incident-do-attribute = إسناد
incident-do-find = توقيع استنتاج
incident-do-ask = توجيه سؤال إلى طرف
incident-do-answer = إدخال ردّ
incident-do-undo = تراجع
incident-actor = الفاعل
incident-actor-hint = من تسمّيهم الإفادات أولاً.
incident-actor-missing = اختر الفاعل.
incident-text-missing = اكتب النص.
incident-determination = الاستنتاج
incident-party = الطرف أو الضامن
incident-question = السؤال
incident-answer-text = ردّه
incident-undo-what = يبقى القيد { $entry } في السجلّ؛ ويقول قيد جديد إنه لم يعد محسوباً:
incident-choose = اختر…
