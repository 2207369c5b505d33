## Report form
form-title = تقديم تقرير
form-signed-out = لم تسجّل الدخول. يمكنك كتابة التقارير وحفظها هنا؛ وتُرسل بعد تسجيل دخولك.
form-no-lists-title = لا يمكن عرض الاستمارة دون اتصال بعد
form-no-lists = افتح هذه الصفحة مرة وأنت متصل ومسجّل الدخول. بعدها تعمل دون اتصال أيضاً.
form-choose = اختر…
form-unknown = غير معروف
form-or-another = أو غيره…
form-take-out = إزالة { $name }
form-part-what = ماذا
form-part-when = متى
form-part-where = أين
form-part-many = كم
form-part-who = مَن
form-part-words = بكلماتك
form-part-observer = مَن رصده
form-label-source = مقدَّم باسم
form-label-sense = كيف علمت؟
form-sense-heard = سمعته
form-sense-seen = رأيته
form-sense-told = أُخبرت به
form-label-kind = ماذا حدث
form-label-weapon = السلاح
form-label-model = الطراز إن عرفته
form-hint-zone = الأوقات بتوقيت { $zone }
form-quick-times = أوقات جاهزة
form-just-now = الآن
form-last-minutes =
    { $count ->
        [60] في الساعة الأخيرة
        [zero] الآن
        [one] في الدقيقة الأخيرة
        [two] في آخر دقيقتين
        [few] في آخر { $count } دقائق
        [many] في آخر { $count } دقيقة
       *[other] في آخر { $count } دقيقة
    }
form-lasted = دام
form-minutes =
    { $count ->
        [zero] أقل من دقيقة
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
form-label-from = من
form-label-until = إلى
form-hint-until = مثل «من» إن كانت لحظة واحدة. وإن لم تعرف إلا تقريباً فاكتب المدة كلها التي لا بد أنه وقع فيها.
form-way-bearing = من حيث أقف
form-way-place = في مكان مسمّى
form-way-spot = على الخريطة
form-way-open = غير معروف
form-label-own = أين كنت تقف
form-sealed = مختوم: لا يرى مكان وقوفك إلا فريق التحقّق، ولا يُنشر أبداً.
form-locate = استخدام موقعي
form-locating = جارٍ تحديد موقعك…
form-locate-denied = لا يُسمح للمتصفح باستخدام موقعك. اسمح بذلك في إعداداته، أو اكتب الموقع أو انقره.
form-locate-failed = تعذّر تحديد موقعك. اخرج إلى مكان مكشوف وأعد المحاولة، أو اكتب الموقع أو انقره.
form-map-open = انقره على خريطة
form-map-close = إغلاق الخريطة
form-map = خريطة لنقر مكان عليها؛ حقلا العرض والطول يؤديان الغرض نفسه
form-map-middle = اختر وسط الخريطة
form-map-failed = تعذّر رسم الخريطة. اكتب العرض والطول بدلاً من ذلك.
form-accuracy = معروف بدقة { $distance }
form-label-lat = خط العرض
form-label-lon = خط الطول
form-label-direction = في أي اتجاه؟
form-hint-direction = كما يُرى من حيث وقفت؛ الشمال إلى أعلى.
form-you = أنت
form-label-degrees = أو درجات من بوصلة (0–360)
form-wind-N = شمال
form-wind-NE = شمال شرق
form-wind-E = شرق
form-wind-SE = جنوب شرق
form-wind-S = جنوب
form-wind-SW = جنوب غرب
form-wind-W = غرب
form-wind-NW = شمال غرب
form-sector-N = الشمال
form-sector-NE = الشمال الشرقي
form-sector-E = الشرق
form-sector-SE = الجنوب الشرقي
form-sector-S = الجنوب
form-sector-SW = الجنوب الغربي
form-sector-W = الغرب
form-sector-NW = الشمال الغربي
form-label-range = كم يبعد؟ (كيلومتر)
form-hint-range = اتركه فارغاً إن لم تستطع القول.
form-label-near = على الأقل
form-label-far = على الأكثر
form-label-place = اسم المكان
form-label-spot = المكان على الخريطة
form-label-radius = ما دقة معرفتك به؟
form-label-kilometres = ضمن كم كيلومتراً
form-label-spot-name = اسمه إن كان له اسم
form-hint-figures = اكتب ما تعرفه: أفضل تقدير، أو «على الأقل» وحده، أو «على الأكثر» وحده.
form-label-count = كم العدد: انفجارات، شاحنات، مركبات
form-label-killed = القتلى
form-label-wounded = الجرحى
form-bound-low = على الأقل
form-bound-best = أفضل تقدير
form-bound-high = على الأكثر
form-hint-who = اتركه مفتوحاً إن لم تعرف. وإن ذكرت عدة أسماء فالمقصود واحد منها.
form-label-by = مَن الفاعل
form-label-on = مَن المستهدف
form-label-text = ما رصدته
form-hint-text = كما كان، دون استنتاج. لا تذكر أسماء أشخاص قد يلحقهم أذى بسبب ذلك.
form-label-photos = الصور
form-add-photos = إضافة صور
form-photos-hint = { $most } على الأكثر، حتى { $size } لكل منها؛ JPEG أو PNG أو WebP. تُرسل كما التُقطت؛ ويحجب الخادم ما كتبته الكاميرا فيها عن الجميع عدا فريق التحقّق.
form-sealed-name = مختوم: لا يرى الاسم ووسيلة الاتصال إلا الأمانة.
form-label-name = الاسم
form-label-contact = كيف يمكن الوصول إليه

form-tell-title = هذا ما سيُبلَّغ عنه
form-tell-what = { $event }.
form-tell-what-with = { $event }، { $weapon }.
form-tell-where = { $where }؛ { $sense }.
form-tell-heard = سماعاً
form-tell-seen = رؤيةً
form-tell-told = نقلاً عن آخرين
form-tell-sense-open = لم يُذكر بعد كيف علمت
form-tell-nowhere = المكان غير مذكور
form-tell-place = في { $place }
form-tell-spot = في موضع ما ضمن { $distance } من المكان المحدّد على الخريطة
form-tell-spot-named = في موضع ما ضمن { $distance } من المكان المحدّد على الخريطة، { $place }
form-tell-between = { $low } إلى { $high } كم
form-tell-bearing-range = على بعد نحو { $range } إلى { $direction } من حيث وقفت
form-tell-bearing = إلى { $direction } من حيث وقفت، والمسافة غير مذكورة
form-tell-range = على بعد نحو { $range } من حيث وقفت، والاتجاه غير مذكور
form-tell-degrees = { $wind } ({ $degrees }°)
form-tell-at = في { $day } الساعة { $time }.
form-tell-within-day = في { $day }، بين { $from } و{ $until }.
form-tell-over-days = بين { $from } و{ $until }.
form-tell-count = العدد: { $count }.
form-tell-killed = القتلى: { $count }.
form-tell-wounded = الجرحى: { $count }.
form-tell-by = الفاعل: { $names }.
form-tell-on = المستهدف: { $names }.
form-count-about = نحو { $best }
form-count-about-in = نحو { $best } ({ $range })

form-send = إرسال
form-untouched = كل شيء يُحفظ على هذا الجهاز أثناء الكتابة.
form-kept = محفوظ على هذا الجهاز.
form-not-kept = تعذّر الحفظ على هذا الجهاز. أفرغ بعض المساحة، ولا تغلق هذه الصفحة قبل الإرسال.
form-queued = التقرير في صندوق الصادر.
form-queued-offline = لا اتصال: ينتظر التقرير على هذا الجهاز ويُرسل تلقائياً عند عودة الاتصال.
form-sent =
    { $count ->
        [zero] لم يُرسل أي تقرير.
        [one] أُرسل تقرير واحد.
        [two] أُرسل تقريران.
        [few] أُرسلت { $count } تقارير.
        [many] أُرسل { $count } تقريراً.
       *[other] أُرسل { $count } تقرير.
    }
form-none-sent = لم يمكن إرسال شيء بعد. ما ينتظر محفوظ وتُعاد محاولته.
form-faults =
    { $count ->
        [zero] لا شيء يحتاج إلى إصلاح
        [one] أمر واحد يحتاج إلى إصلاح قبل الإرسال
        [two] أمران يحتاجان إلى إصلاح قبل الإرسال
        [few] { $count } أمور تحتاج إلى إصلاح قبل الإرسال
        [many] { $count } أمراً تحتاج إلى إصلاح قبل الإرسال
       *[other] { $count } أمر تحتاج إلى إصلاح قبل الإرسال
    }
form-fault-missing = مطلوب
form-fault-no-time = أدخل يوماً ووقتاً
form-fault-swapped-times = ينتهي قبل أن يبدأ: هل تبادلا؟
form-fault-future = يقع في المستقبل: تحقّق من اليوم
form-fault-no-number = أدخل أعداداً صحيحة من 0، أو لا شيء
form-fault-unordered = يجب ألا يزيد الأدنى على الأفضل ولا الأفضل على الأقصى
form-fault-off-globe = خط العرض من −90 إلى 90 وخط الطول من −180 إلى 180؛ أدخلهما معاً
form-fault-no-bearing = الدرجات من 0 إلى 360 باتجاه عقارب الساعة من الشمال
form-fault-swapped-range = أدنى مسافة أكبر من أقصاها: هل تبادلتا؟
form-fault-no-direction = اختر اتجاهاً أو قل كم يبعد
form-fault-no-radius = اذكر مدى الدقة: لا مكان يُعرف بنقطة
form-fault-too-many-photos = أكثر مما ينبغي: أزل بعضها
form-fault-photo-too-large = إحداها أكبر مما ينبغي: أزلها
form-fault-no-photo = إحداها ليست JPEG أو PNG أو WebP: أزلها
form-fault-too-long = أطول مما ينبغي: اختصره
form-refused-title = لم يقبل الخادم هذا التقرير
form-closed-sent = أُرسل هذا التقرير
form-closed-sent-hint = لم يعد محتواه على هذا الجهاز. لتصحيحه قدّم تقريراً آخر.
form-closed-waiting = ربما وصل هذا التقرير إلى الخادم
form-closed-waiting-hint = انتهت محاولة إرسال دون جواب. لا يمكن تغييره حتى يُعرف ذلك؛ ولا يُؤخذ مرتين أبداً.
form-another = كتابة تقرير آخر
form-open-report = فتح التقرير

form-outbox = على هذا الجهاز
form-outbox-hint = ما يُرسل يُمحى من هذا الجهاز؛ ويبقى رقمه ووقته.
form-not-persistent = قد يمحو المتصفح مخزن هذا الجهاز عند ضيق المساحة: أرسل قريباً.
form-send-now =
    { $count ->
        [zero] إرسال الآن
        [one] إرسال تقرير الآن
        [two] إرسال تقريرين الآن
        [few] إرسال { $count } تقارير الآن
        [many] إرسال { $count } تقريراً الآن
       *[other] إرسال { $count } تقرير الآن
    }
form-state-draft = مسودة
form-state-waiting = ينتظر
form-state-sending = يُرسل
form-state-sent = أُرسل
form-state-refused = رُفض
form-why-line = لا اتصال. يُرسل تلقائياً عند عودته.
form-why-sign-in = سجّل الدخول لإرساله.
form-why-other-person = كتبه { $owner }: يُرسل عندما يسجّل دخوله.
form-why-server = لدى الخادم مشكلة. تُعاد المحاولة تلقائياً.
form-perhaps-there = انتهت محاولة دون جواب؛ ولا يُؤخذ مرتين أبداً.
form-go-on = متابعة
form-change = تغيير
form-clear = إزالة من القائمة
form-delete = حذف
form-delete-title = حذف هذا التقرير من الجهاز؟
form-delete-hint = لم يُرسل ولا يمكن استعادته.
form-delete-perhaps = ربما وصل إلى الخادم؛ حذفه هنا لا يسحبه.
form-no-kind = تقرير لم يُحدَّد نوعه بعد
form-entry = القيد { $entry }
