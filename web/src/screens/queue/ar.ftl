queue-title = قائمة الانتظار
queue-list = التقارير: ذات الروابط محل الخلاف أولاً ثم الأحدث
queue-keys = قائمة الانتظار
queue-forbidden = قائمة الانتظار لأفراد البعثة. سجّل الدخول لرؤيتها.
queue-reading-only = لك أن تقرأ القائمة. أما القرار فللمحلّلين والأمانة.
queue-open-count = المفتوح: { $count }
queue-show = أي التقارير
queue-show-open = المفتوحة
queue-show-done = المقبولة
queue-show-set_aside = المنحّاة جانباً
queue-new =
    { $count ->
        [zero] لا تقارير جديدة
        [one] تقرير جديد واحد – عرض
        [two] تقريران جديدان – عرض
        [few] { $count } تقارير جديدة – عرض
        [many] { $count } تقريراً جديداً – عرض
       *[other] { $count } تقرير جديد – عرض
    }
queue-more = عرض المزيد
queue-empty-open-title = لا شيء في الانتظار
queue-empty-open = كل التقارير قُبلت أو نُحّيت جانباً. وما يرد يظهر هنا تلقائياً.
queue-empty-done-title = لم يُقبل شيء بعد
queue-empty-done = تظهر التقارير هنا متى قبلها أحد في القائمة المفتوحة.
queue-empty-set_aside-title = لم يُنحَّ شيء جانباً
queue-empty-set_aside = التقارير التي لا تخصّ الاتفاق تُنحّى جانباً بالمفتاح x؛ ولا يُحذف شيء أبداً.

## A report in the list
queue-title-withheld = العنوان محجوب حمايةً للمصدر
queue-withheld = الكلام محجوب حمايةً لمصدر.
queue-claims =
    { $count ->
        [zero] لا إفادات
        [one] إفادة واحدة
        [two] إفادتان
        [few] { $count } إفادات
        [many] { $count } إفادة
       *[other] { $count } إفادة
    }
queue-gone = غادر القائمة
queue-gone-long = تولّى شخص آخر هذا التقرير فغادر القائمة. تابع بالمفتاح j.
queue-disputed = رابط محل خلاف
queue-judging = قيد التقييم
queue-duplicates = +{ $count } مثله
queue-duplicates-folded =
    { $count ->
        [zero] لا تقارير بالكلام نفسه
        [one] تقرير واحد بالكلام نفسه، مطويّ هنا
        [two] تقريران بالكلام نفسه، مطويّان هنا
        [few] { $count } تقارير بالكلام نفسه، مطويّة هنا
        [many] { $count } تقريراً بالكلام نفسه، مطويّة هنا
       *[other] { $count } تقرير بالكلام نفسه، مطويّة هنا
    }
queue-taken = يعمل عليه { $name }
queue-taken-you = أنت تعمل عليه
queue-taken-warning = يعمل عليه { $name }. تحدّث إليه قبل أن تقرّر.
queue-published = نُشر في { $moment }
queue-entry = القيد { $entry }
queue-claims-of-report = إفادات هذا التقرير
queue-no-claims = لم تُقرأ في هذا التقرير أي إفادة.
queue-no-claims-yet = يُقرأ التقرير الآن، وتظهر إفاداته بعد لحظة.
queue-claim-disputed = رابطها بحادث محل خلاف
queue-claim-linked = ربطها البرنامج بحادث
queue-claim-alone = قائمة وحدها
queue-claim-joined = قائمة في حادث مع غيرها

## Beside it
queue-beside = الحادث إلى جانبها
queue-beside-none = اختر إفادة لمقارنتها بحادث.
queue-alone-title = لا حادث إلى جانبها
queue-alone = لا إفادة أخرى تتحدث عن هذا الحدث بقدر ما يرى البرنامج. ادمجها إن كنت أعلم.
queue-suggested = حادث مقترح، غير مربوط
queue-linked = الحادث المربوطة به
queue-link-disputed = الرابط محل خلاف.
queue-link-sure = ربطها البرنامج.
queue-probability = الاحتمال { $probability }.
queue-others =
    { $count ->
        [zero] لا إفادات أخرى
        [one] إفادة أخرى واحدة
        [two] إفادتان أخريان
        [few] { $count } إفادات أخرى
        [many] { $count } إفادة أخرى
       *[other] { $count } إفادة أخرى
    }
queue-table = هذه الإفادة وسائر إفادات الحادث، سؤالاً سؤالاً
queue-this = هذه الإفادة
queue-the-others = الأخرى
queue-fit = التوافق
queue-fit-same = نفسه
queue-fit-overlaps = ممكن كلاهما
queue-fit-differs = مختلف
queue-fit-open = مفتوح
queue-apart = بينهما { $distance }
queue-between =
    { $hours ->
        [zero] متجاوران
        [one] بينهما ساعة واحدة
        [two] بينهما ساعتان
        [few] بينهما { $hours } ساعات
        [many] بينهما { $hours } ساعة
       *[other] بينهما { $hours } ساعة
    }
queue-open = لم يُذكر
queue-ask-kind = ماذا
queue-ask-when = متى
queue-ask-where = أين
queue-ask-by = مِن قِبل
queue-ask-on = ضد
queue-ask-killed = القتلى
queue-ask-wounded = الجرحى
queue-to-report = إلى التقرير

## Deciding
queue-acts = القرار
queue-next = التقرير التالي
queue-previous = التقرير السابق
queue-next-claim = الإفادة التالية من التقرير
queue-previous-claim = الإفادة السابقة
queue-open-report = فتح التقرير
queue-open-incident = فتح الحادث
queue-show-new = عرض الجديد
queue-take-up = تولٍّ
queue-let-go = تخلٍّ
queue-undo-last = التراجع عن الأخير
queue-undo = تراجع
queue-do-accept = قبول
queue-do-set-aside = تنحية جانباً
queue-do-merge = دمج
queue-do-split = فصل
queue-do-verify = تحقّق
queue-do-undo = تراجع
queue-about-accept = قُرئ التقرير وتبقى إفاداته مربوطة كما هي. ولا يقول ذلك شيئاً عن صحّتها.
queue-about-set-aside = يغادر التقرير القائمة، ويبقى في السجلّ وفي كل ما يُحسب منه.
queue-about-split = الإفادات التي تحدّدها لا تتحدث عن حدث واحد، ولن تُربط ثانيةً.
queue-about-verify = يقول إلى أي حد تحقّق الناس من الحادث. وليس استنتاجاً بشأن بند.
queue-about-undo = يُبطل القيد { $entry } بقيد مستقل. ويبقى كلاهما في السجلّ.
queue-undo-reason = سببه: { $reason }
queue-reason = السبب في سطر واحد
queue-reason-hint = السهم ↓ يأخذ سبباً مما يلي، وEnter يؤكّد. يُوقَّع ويُحفظ دائماً.
queue-reason-missing = لكل قرار سببه: اكتب سبباً أو خذ واحداً مما يلي.
queue-reasons = أسباب سبق ذكرها
queue-reason-accept-1 = قُرئ؛ وإفاداته كما وردت في التقرير
queue-reason-accept-2 = مصدر معروف ولا شيء يعارضه
queue-reason-set-aside-1 = لا يتحدث عن أي حدث
queue-reason-set-aside-2 = خارج أرض الاتفاق وزمنه
queue-reason-merge-1 = المكان والزمان ونوع الحدث نفسها
queue-reason-merge-2 = أحدهما ينقل كلام الآخر
queue-reason-split-1 = مكانان مختلفان
queue-reason-split-2 = زمانان مختلفان
queue-reason-verify-1 = قورنت الصور بالمكان
queue-reason-verify-2 = رآه فريقان كل على حدة
queue-reason-undo-1 = ضُغط خطأً
queue-reason-undo-2 = معلومات جديدة
queue-merge-own = إفادات هذا التقرير
queue-merge-incident = تتحدث عن الحدث نفسه الذي يتحدث عنه
queue-merge-incident-hint = حوادث الأيام نفسها، وما كان من النوع نفسه أولاً.
queue-merge-choose = اختر حادثاً
queue-merge-suggested = { $incident } (مقترح)
queue-merge-claim = وبالتحديد هذه الإفادة منه
queue-merge-two = حدّد إفادة واحدة على الأقل من التقرير واختر حادثاً فيه إفادة أخرى.
queue-split-which = هذه لا تتحدث عن حدث واحد
queue-split-two = حدّد إفادتين على الأقل.
queue-split-alone = هذه الإفادة قائمة وحدها: لا شيء يُفصل.
queue-verify-none = هذه الإفادة ليست في حادث بعد. انتظر حتى تُقيَّم.
queue-verify-state = إلى أي حد تُحقّق منه
queue-done-accept = قُبل.
queue-done-set-aside = نُحّي جانباً.
queue-done-merge = دُمجت.
queue-done-split = فُصلت.
queue-done-verify = دُوّن التحقّق.
queue-done-undo = تم التراجع.
queue-failed = { $what }: لم يتم. { $why }
queue-nothing-to-undo = ليس لك ما تتراجع عنه.
