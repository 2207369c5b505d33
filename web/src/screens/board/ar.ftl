board-title = لوحة البنود – Armistice
board-now = وضع الاتفاق عند نهاية { $day }
board-eyes = بقول مَن
board-watched = مَن كان يُبلِّغ
board-watched-days =
    { $days ->
        [zero] لا أيام سريان بعد
        [one] وردت أنباء في { $heard } من يوم السريان الواحد
        [two] وردت أنباء في { $heard } من يومَي السريان
        [few] وردت أنباء في { $heard } من { $days } أيام سريان
        [many] وردت أنباء في { $heard } من { $days } يوم سريان
       *[other] وردت أنباء في { $heard } من { $days } يوم سريان
    }
board-watched-of = المصادر المُبلِّغة، من أصل { $sources }
board-terms = البنود
board-terms-count =
    { $count ->
        [zero] لا بنود
        [one] بند واحد
        [two] بندان
        [few] { $count } بنود
        [many] { $count } بنداً
       *[other] { $count } بند
    }
board-changed = ما تغيّر منذ { $before }
board-changed-nothing = لا شيء
board-step = من «{ $from }» إلى «{ $to }»
board-grid = وضع كل بند في كل يوم
board-days-cut = آخر { $days } يوماً من أصل { $all }. لما قبلها اقرأ اللوحة كما كانت معلومة حينها (t).
board-term = البند
board-reading = قراءة: { $reading }
board-pointed = الخانة التي أنت عندها
board-pointed-none = أشر إلى خانة أو تنقّل في اللوحة بمفاتيح الأسهم. مفتاح الإدخال يفتح ما تستند إليه.
board-bears =
    { $count ->
        [zero] لا شيء مُبلَّغاً عنه يتصل بها.
        [one] يتصل بها حادث أو واجب واحد.
        [two] يتصل بها حادثان أو واجبان.
        [few] يتصل بها { $count } حوادث أو واجبات.
        [many] يتصل بها { $count } حادثاً أو واجباً.
       *[other] يتصل بها { $count } حادث أو واجب.
    }
board-open = فتح التقييم
board-clock = العدّاد
board-clock-asks =
    { $days ->
        [zero] لا يُطلب أي يوم هدوء
        [one] المطلوب يوم واحد من الهدوء
        [two] المطلوب يومان من الهدوء
        [few] المطلوب { $days } أيام من الهدوء
        [many] المطلوب { $days } يوماً من الهدوء
       *[other] المطلوب { $days } يوم من الهدوء
    }
board-rule-alleged = باحتساب كل خرق مزعوم
board-rule-corroborated = باحتساب الخروق المعزَّزة فقط
board-rule-established = باحتساب الاستنتاجات الثابتة فقط
board-no-finding = لم يُدخِل أحد أي استنتاج بعد: فلا شيء يُحتسب ولا شيء يُستخلص منه.
board-clock-not-begun = لم يبدأ
board-clock-days = { $calm } من { $target } من أيام الهدوء
board-clock-reached = اكتمل في { $at }
board-clock-broken = انقطع في { $day } بسبب { $term }
board-clock-possibly = ربما اكتمل في { $at }
board-phases = المراحل والمهل
board-phase = المرحلة { $phase }
board-phase-not-due = غير مستحقة وفق أي عدّ.
board-phase-due = كانت ستُفتح في { $at } وفق ما يلي من عدّ؛ ولا يذكر أي تقرير أنها فُتحت:
board-phase-due-all = كانت ستُفتح في { $at } وفق كل عدّ؛ ولا يذكر أي تقرير أنها فُتحت.
board-phase-count = { $rule }، بمنظور { $eyes }
board-window = { $window }
board-window-open = فُتحت في { $opened }، وتُغلق في { $closes }.
board-window-closed = فُتحت في { $opened }، وأُغلقت في { $closes }.
board-window-extended =
    { $hours ->
        [zero] مُدّدت في { $at }، باتفاق { $by }.
        [one] مُدّدت في { $at } ساعة واحدة، باتفاق { $by }.
        [two] مُدّدت في { $at } ساعتين، باتفاق { $by }.
        [few] مُدّدت في { $at } { $hours } ساعات، باتفاق { $by }.
        [many] مُدّدت في { $at } { $hours } ساعة، باتفاق { $by }.
       *[other] مُدّدت في { $at } { $hours } ساعة، باتفاق { $by }.
    }
board-changes = ما تغيّر في { $day } عن { $before }
board-changes-none = كل بند على ما كان عليه في اليوم السابق.
board-change = { $eyes }: { $to }، وكان: { $from }
board-rivals = ما تحصيه كل جهة
board-rivals-day = اليوم
board-rivals-note = كل إحصاء هو لجهته وحدها. تُعرض الإحصاءات جنباً إلى جنب ولا تُجمع أبداً.
board-rivals-incidents = حادث واحد وإحصاءات متباينة
board-rivals-figure = { $what }: { $count }
board-rivals-no-figure = { $what }، بلا رقم مذكور
board-rivals-breaches = خروق
board-rivals-by = منسوبة إلى { $by }
board-keys = لوحة البنود
board-key-view = التبديل بين البنود والمنظورات
board-key-open = فتح كل البنود أو إغلاقها
board-key-grid = الدخول إلى اللوحة
board-key-arrows = التنقّل من خانة إلى خانة
board-key-enter = فتح ما تستند إليه الخانة
board-empty-title = لم يُقيَّم شيء بعد
board-empty = أدخل تقارير أو قدّم تقريراً؛ تمتلئ اللوحة بورودها.
board-empty-then = في تلك اللحظة لم يكن الاتفاق يشمل أي يوم. اختر لحظة لاحقة.
board-in-force = سارٍ منذ { $from }، والأيام بتوقيت { $zone }.
board-withdrawn = انسحب { $by } في { $at }.
board-standing = البنود يوماً بيوم
board-view = ترتيب اللوحة
board-view-terms = حسب البند
board-view-perspectives = حسب المنظور
board-open-all = فتح كل البنود
board-close-all = إغلاق كل البنود
board-legend = معاني العلامات

assessment-title = { $id } – Armistice
assessment-back = العودة إلى لوحة البنود
assessment-neighbours = البند نفسه في أيام أخرى ومن منظورات أخرى
assessment-keys = التقييم
assessment-day-before = اليوم السابق
assessment-day-after = اليوم التالي
assessment-eyes-next = المنظور التالي
assessment-assumed = افتراضات لسكوت النص:
assessment-formula = الصيغة التي يُقيَّم بها
assessment-rests =
    { $count ->
        [zero] لا يستند إلى شيء مُبلَّغ عنه
        [one] يستند إلى حادث أو واجب واحد
        [two] يستند إلى حادثين أو واجبين
        [few] يستند إلى { $count } حوادث أو واجبات
        [many] يستند إلى { $count } حادثاً أو واجباً
       *[other] يستند إلى { $count } حادث أو واجب
    }
assessment-nothing-title = لا شيء مُبلَّغاً عنه يتصل بهذا البند في هذا اليوم
assessment-nothing-not_in_force = لا يُلزم البند أحداً في هذا اليوم.
assessment-nothing-no_breach_known = كان هناك من يُبلّغ ولم يُبلّغ أحد عن خرق. ليس هذا هدوءاً بالضرورة: انظر التغطية.
assessment-nothing-undetermined = لم يُبلّغ أحد من هذا المنظور، فلا يمكن قول شيء. غياب التقرير ليس غياب الحادث.
assessment-nothing-breach_alleged = ما يستند إليه غير معروض لك.
assessment-nothing-breach_corroborated = ما يستند إليه غير معروض لك.
assessment-unanswered = واجب لم يُستجب له في أجله
assessment-voices =
    { $count ->
        [zero] لا جهات:
        [one] جهة واحدة:
        [two] جهتان:
        [few] { $count } جهات:
        [many] { $count } جهة:
       *[other] { $count } جهة:
    }
assessment-by = الفاعل، كما قيل:
assessment-by-open = لم يُسمَّ أحد
