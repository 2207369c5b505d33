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
incident-toll-note = من أدنى ما قيل إلى أعلاه؛ والطرف المفتوح يتلاشى. السطر الأخير يغطي كل الأرقام القائمة وليس متوسطاً.
incident-killed = القتلى
incident-civilians_killed = القتلى المدنيون
incident-wounded = الجرحى
incident-voice-through = { $voice }، عبر { $source }
incident-across = كل الأرقام القائمة
incident-gave-way = { $voice }، قبل رقم لاحق لها
incident-rule-one_figure = الرقم الوحيد لمصدر واحد.
incident-rule-latest = أحدث أرقام مصدر واحد، وعددها { $of }؛ والأقدم حلّ محله الأحدث.
incident-rule-unordered = أرقام مصدر واحد، وعددها { $of }، ولا يُعرف أيها الأحدث.
incident-rule-all_agree = اتفقت كل المصادر المستقلة، وعددها { $sources }.
incident-rule-most_agree = الرقم الأرجح هو ما ذكره { $agree } من { $of } من المصادر المستقلة.
incident-rule-compatible = أرقام متفاوتة الدقة لا ينفي أحدها الآخر.
incident-rule-rival = أرقام متعارضة: يغطيها نطاق ولا يُحسب لها متوسط.
incident-sources = قول مَن هو
incident-independent = المستقل بعضها عن بعض: { $count } من { $all } من الجهات.
incident-independent-between = المستقل بعضها عن بعض: { $least } على الأقل و{ $most } على الأكثر من { $all } من الجهات.
incident-echo-carries = { $source }: ينشر قول { $of }.
incident-echo-repeats = { $source }: يستشهد بقول { $of } ولا يزيد على تكراره.
incident-echo-repeats_undated = { $source }: يستشهد بقول { $of } ويقول مثله، ولا يُعرف أيهما تكلم أولاً.
incident-echo-adds_no_figure = { $source }: يستشهد بقول { $of } ولا يذكر أرقاماً من عنده، وقد لا يعرف أكثر.
incident-echo-same_words = { $source }: يقول لاحقاً ما قاله { $of } بعينه: نسخة أو إحصاء ثانٍ.
incident-disputes = موضع خلاف
incident-dispute-denial = بعضهم يرويه وبعضهم ينفيه
incident-dispute-kind = أنواع من الأحداث ينفي أحدها الآخر
incident-dispute-author = فاعلون مختلفون
incident-dispute-place = أماكن لا تلتقي
incident-dispute-time = أوقات لا تلتقي
incident-dispute-killed = لا عدد من القتلى يوافق كل الأرقام
incident-dispute-civilians_killed = لا عدد من القتلى المدنيين يوافق كل الأرقام
incident-dispute-wounded = لا عدد من الجرحى يوافق كل الأرقام
incident-dispute-side = { $says }: { $voices }
incident-covers = حوادث مفردة قد يُجملها
incident-covers-note = تقع ضمن زمانه ومكانه وليست هي إياه. ولا يُجمع شيء.
incident-covers-more = وغيرها، وعددها { $count }
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

incident-turn-merged = دُمجت مع:
incident-turn-split = انقسمت:
incident-turn-exchanged = تبادلت إفادات مع:
