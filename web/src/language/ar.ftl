# كلمات كل الشاشات. المصطلحات وفق docs/languages.md.

## Frame
shell-skip = انتقل إلى المحتوى
shell-name = Armistice
shell-navigation = الشاشات
shell-board = لوحة البنود
shell-map = الخريطة
shell-queue = قائمة الانتظار
shell-report = تقديم تقرير
shell-bulletins = النشرات
shell-ledger = السجلّ
shell-admin = الإدارة
shell-developers = الواجهات البرمجية
shell-language = اللغة
shell-theme = الألوان
shell-theme-system = كما في النظام
shell-theme-light = فاتحة
shell-theme-dark = داكنة
shell-sign-in = تسجيل الدخول
shell-sign-out = تسجيل الخروج
shell-signed-in = { $name }، { $role }
shell-signed-out = تم تسجيل خروجك.
shell-public = العرض العام
shell-entries =
    { $count ->
        [zero] لا قيود
        [one] قيد واحد
        [two] قيدان
        [few] { $count } قيود
        [many] { $count } قيداً
       *[other] { $count } قيد
    }
shell-keys = لوحة المفاتيح
shell-line-lost = لا اتصال: قد لا يكون المعروض حديثاً
shell-line-open = تصل المستجدات فور حدوثها
shell-missing-title = لا توجد صفحة كهذه
shell-missing = العنوان { $path } لا يؤدي إلى شيء. اختر شاشة أعلاه أو عُد إلى الخلف.
shell-news-entry = جديد في السجلّ: { $summary }
role-viewer = مطّلع
role-reporter = مبلِّغ ميداني
role-analyst = محلّل
role-secretariat = الأمانة
role-admin = مدير النظام

## Time travel
as-of-now = وفق ما كان معلوماً في { $moment }
as-of-then = وفق ما كان معلوماً في { $moment } – ليس الأحدث
as-of-open = تغيير تاريخ المعلوم
as-of-title = وفق ما كان معلوماً في
as-of-hint = يعرض اللوحة كما كانت ستبدو بما كان معلوماً حينها. لا يتغيّر شيء.
as-of-moment = التاريخ والوقت ({ $zone })
as-of-entry = أو السجلّ حتى القيد رقم
as-of-entry-hint = من 1 إلى { $count }
as-of-show = عرض
as-of-newest = العودة إلى الأحدث
as-of-wrong = أدخل تاريخاً مع الوقت، أو رقم قيد من 1 إلى { $count }.

## Keys
keys-title = لوحة المفاتيح
keys-letters = الحروف المفردة تعمل كاختصارات
keys-everywhere = في كل مكان
keys-help = عرض المفاتيح
keys-go-board = إلى لوحة البنود
keys-go-map = إلى الخريطة
keys-go-queue = إلى قائمة الانتظار
keys-go-report = تقديم تقرير
keys-go-bulletins = إلى النشرات
keys-go-ledger = إلى السجلّ
keys-go-admin = إلى الإدارة
keys-go-developers = إلى الواجهات البرمجية
keys-as-of = تغيير تاريخ المعلوم
keys-theme = التبديل بين الفاتح والداكن

## States and parts
state-waiting = جارٍ التحميل…
state-again = أعد المحاولة
state-to-board = إلى لوحة البنود
state-line-title = الخادم لا يجيب
state-line = تحقّق من الاتصال ثم أعد المحاولة. لن يضيع شيء مما أدخلته هنا.
state-forbidden-title = هذا غير معروض لك
state-forbidden = سجّل الدخول بحساب يحق له الاطلاع عليه.
state-missing-title = هذا غير موجود
state-missing = ربما دُمج أو تغيّر اسمه. ابدأ من لوحة البنود.
state-often-title = طلبات أكثر مما ينبغي
state-often = انتظر دقيقة ثم أعد المحاولة.
state-server-title = لم يتمكّن الخادم من ذلك
state-server = أعد المحاولة. إن استمر الأمر فأخبر من يدير الخادم واذكر وقت حدوثه.
state-program-title = تعذّر رسم هذه الصفحة
state-program = حمّلها من جديد. إن استمر الأمر فأخبر من يدير الخادم بعنوان الصفحة.
dialog-close = إغلاق
dialog-cancel = إلغاء
toast-region = رسائل
toast-close = إغلاق هذه الرسالة
list-comma = {"، "}

## Where a term stands
status-not_in_force = غير سارٍ
status-no_breach_known = لا خرق معلوماً
status-undetermined = غير محسوم
status-breach_alleged = خرق مزعوم
status-breach_corroborated = خرق معزَّز
status-contested = محل خلاف
status-assumed = يستند إلى افتراض
finding-established = ثابت
finding-not_established = غير ثابت
finding-unattributable = متعذّر الإسناد
finding-by-person = استنتاج شخص: { $finding }
verification-reported = مُبلَّغ عنه
verification-corroborated = معزَّز
verification-verified = متحقَّق منه
verification-unverifiable = متعذّر التحقّق منه
stance-fact = مورَد كواقعة
stance-claimed = قول منسوب
stance-accused = اتهام
stance-denied = نفي
coverage-words = { $reporting } من { $sources } من المصادر أبلغت، ووردت أنباء من { $heard } من { $regions } من المناطق
coverage-title = التغطية

## Whose eyes
eyes-all = جميع المصادر
eyes-independent = المصادر المستقلة
eyes-close = المصادر القريبة من { $party }
eyes-short-all = الكل
eyes-short-independent = مستقلة
eyes-short-close = قريبة من { $party }

## Times, places and counts
days-range = { $from }–{ $until }
when-open = بلا تاريخ
when-hour-open = { $day }، الساعة غير مذكورة
when-day-open = { $days }، اليوم غير مذكور
when-over-the-day = { $day }، على مدى اليوم
when-over-days = { $days }، لا يُنسب إلى يوم واحد
when-between-hours = { $day }، بين { $from } و{ $until }
when-between = بين { $from } و{ $until }
place-open = المكان غير مذكور
place-somewhere-in = في مكان ما من { $region }
place-unnamed = مكان بلا اسم
place-unmapped = ليس على الخريطة
place-within = ضمن { $distance }
place-along = في موضع ما على امتداده، بهامش { $distance }
place-inside = في موضع ما داخله
place-precise = { $title } ({ $precision })
count-at-least = ما لا يقل عن { $low }
count-up-to = حتى { $high }
count-range = { $low }–{ $high }
count-about = نحو { $best } ({ $low }–{ $high })
harm-killed = القتلى: { $count }
harm-civilians-killed = القتلى المدنيون: { $count }
harm-killed-of-them = القتلى: { $count } (منهم مدنيون: { $civilians })
harm-wounded = الجرحى: { $count }

## Kinds of event
kind-attack = هجوم
kind-shelling = قصف مدفعي أو صاروخي
kind-airstrike = غارة جوية
kind-drone-strike = ضربة بطائرة مسيّرة
kind-small-arms-fire = إطلاق نار من أسلحة خفيفة
kind-clash = اشتباك
kind-ground-assault = هجوم برّي
kind-violence-against-civilians = عنف ضد المدنيين
kind-explosion = انفجار
kind-attack-on-aid = هجوم على المساعدات الإنسانية
kind-ceasefire-breach = خرق لوقف إطلاق النار
kind-abduction = اختطاف
kind-force-movement = تحرّك قوات
kind-withdrawal = انسحاب
kind-territory-change = تغيّر السيطرة على الأرض
kind-siege = حصار
kind-fortification = تحصين
kind-weapon-presence = وجود أسلحة
kind-overflight = تحليق
kind-restriction-of-monitors = تقييد المراقبين
kind-restriction-of-movement = تقييد التنقّل
kind-aid-request = طلب إيصال مساعدات
kind-aid-approval = موافقة على إيصال مساعدات
kind-aid-passage = مرور مساعدات
kind-aid-obstruction = عرقلة المساعدات
kind-detainee-release = إطلاق سراح محتجزين
kind-talks = محادثات
kind-statement = تصريح

## Classes of weapon
weapon-tank = دبابة
weapon-artillery = مدفعية
weapon-mortar = مدفع هاون
weapon-rocket-artillery = راجمة صواريخ
weapon-tactical-missile = صاروخ تكتيكي
weapon-anti-tank-missile = صاروخ مضاد للدبابات
weapon-personnel-carrier = ناقلة جند مدرّعة
weapon-vehicle = مركبة عسكرية
weapon-heavy-machine-gun = رشاش ثقيل
weapon-light-machine-gun = رشاش خفيف
weapon-small-arms = أسلحة خفيفة
weapon-personnel = مقاتلون
weapon-aircraft = طائرة
weapon-helicopter = مروحية
weapon-drone = طائرة مسيّرة
weapon-explosive = عبوة ناسفة

## Which question a stretch of words answers
field-whole = الإفادة كاملة
field-what = ماذا
field-by = مَن الفاعل
field-on = مَن المستهدف
field-where = أين
field-when = متى
field-how_many = كم
field-says = مَن يقول
field-cue = كيف قيل
