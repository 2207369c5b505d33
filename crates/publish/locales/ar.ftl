# ما يقوله البرنامج نفسه في النشرة، بالعربية الفصحى.
#
# Choices (docs/languages.md): Western digits; months with both names; alleged is مزعوم, which is
# somebody's word, corroborated is معزَّز, which is no proof. Words of the case come in isolated, so
# that they may run from left to right. Nouns that agree in number stand in the six forms of CLDR.

## Days and times

month = { $month ->
    [1] كانون الثاني/يناير
    [2] شباط/فبراير
    [3] آذار/مارس
    [4] نيسان/أبريل
    [5] أيار/مايو
    [6] حزيران/يونيه
    [7] تموز/يوليه
    [8] آب/أغسطس
    [9] أيلول/سبتمبر
    [10] تشرين الأول/أكتوبر
    [11] تشرين الثاني/نوفمبر
   *[12] كانون الأول/ديسمبر
}
day-long = { $day } { month } { $year }
day-short = { $day } { month }
days-of-month = { $first }–{ $last } { month }
days-two = { $first } – { $last }
moment = { $day }، الساعة { $clock } ({ $zone })
moment-short = { $day }، الساعة { $clock }
when-open = غير مؤرَّخ
when-over-day = { $day }، على مدى اليوم
when-not-one-day = { $days }، لا يُنسب إلى يوم بعينه
when-hour-open = { $day }، الساعة غير مذكورة
when-day-open = { $days }، اليوم غير مذكور
when-between = { $day }، بين الساعة { $from } والساعة { $until }
when-between-days = بين الساعة { $from } من يوم { $first } والساعة { $until } من يوم { $last }
length-hours = { $n ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
   *[other] { $n } ساعة
}
length-minutes = { $n ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $n } دقائق
   *[other] { $n } دقيقة
}
dateline = { $day }، اليوم { $n }
as-known-on = وفق ما كان معلوماً في { $moment }

## Numbers, lengths, places

decimal-mark = .
thousands-mark = ,
count-up-to = { $n } على الأكثر
count-about = نحو { $n } ({ $low }–{ $high })
count-about-bare = نحو { $n }
count-range = { $low }–{ $high }
count-at-least = { $n } على الأقل
count-of = { $what }: { $count }
breaches = { $count ->
    [zero] لا خروق
    [one] خرق واحد
    [two] خرقان
    [few] { $count } خروق
    [many] { $count } خرقاً
    [other] { $count } خرق
   *[words] الخروق: { $count }
}
breaches-untold = خروق
killed = { $count ->
    [zero] لا قتلى
    [one] قتيل واحد
    [two] قتيلان
    [few] { $count } قتلى
    [many] { $count } قتيلاً
    [other] { $count } قتيل
   *[words] القتلى: { $count }
}
killed-of-them = { killed } (منهم مدنيون: { $civilians })
killed-one-of-them = { killed } (منهم مدنيون: { $civilians })
civilian-killed = { civilians-killed }
civilians-killed = { $count ->
    [zero] لا قتلى مدنيين
    [one] قتيل مدني واحد
    [two] قتيلان مدنيان
    [few] { $count } قتلى مدنيين
    [many] { $count } قتيلاً مدنياً
    [other] { $count } قتيل مدني
   *[words] القتلى المدنيون: { $count }
}
wounded = { $count ->
    [zero] لا جرحى
    [one] جريح واحد
    [two] جريحان
    [few] { $count } جرحى
    [many] { $count } جريحاً
    [other] { $count } جريح
   *[words] الجرحى: { $count }
}
distance-metres = { $n } م
distance-kilometres = { $n } كم
degrees = { $degrees }° { $half ->
    [north] شمالاً
    [south] جنوباً
    [west] غرباً
   *[east] شرقاً
}
place-open = المكان غير مذكور
place-off-map = غير مبيّن على الخريطة
place-within = ضمن { $distance }
place-along = في موضع ما على امتداد الخط، بفارق { $distance }
place-inside = في موضع ما داخل حدود المكان
place-in-region = في موضع ما في { $region }
place-named = { $name } ({ $precision })

## Lists

list-more = { $head }، { $next }
list-and-more = { $head } و{ $next }
list-and = { $head } و{ $next }
list-or-more = { $head } أو { $next }
list-or = { $head } أو { $next }
list-apart = { $head }؛ { $next }

## Where a term stands, whose eyes, by which rule

status = { $status ->
    [not-in-force] غير سارٍ
    [no-breach-known] لا خرق معلوم
    [breach-alleged] خرق مزعوم
    [breach-corroborated] خرق معزَّز
   *[undetermined] غير محسوم
}
determination = { $found ->
    [established] ثابت
    [not-established] غير ثابت
   *[unattributable] متعذّر الإسناد
}
contested = محل خلاف
not-judged = لم يُقيَّم
withheld = [محجوب]
view = { $whose ->
    [party] مصادر مقرّبة من الطرف { $party }
    [independent] مصادر مستقلة
   *[all] جميع المصادر
}
eyes = { $whose ->
    [party] المصادر المقرّبة من الطرف { $party }
    [independent] المصادر المستقلة
   *[all] جميع المصادر
}
eyes-by = { $whose ->
    [party] المصادر المقرّبة من الطرف { $party }
    [independent] المصادر المستقلة
   *[all] جميع المصادر
}
every-count = كل إحصاء
voice-stands = { $whose ->
    [party] مقرّبة من الطرف { $party }
   *[independent] مستقلة
}
rule = { $rule ->
    [alleged] باحتساب الخروق المزعومة
    [corroborated] باحتساب الخروق المعزَّزة
    [established] باحتساب الاستنتاجات الثابتة وحدها
   *[established-none] باحتساب الاستنتاجات الثابتة وحدها (لم يُقيَّد أي استنتاج)
}
coverage = المصادر التي قدّمت تقارير: { $reporting } من أصل { $sources }؛ المناطق التي وردت منها أنباء: { $heard } من أصل { $regions }
coverage-of = التغطية: { $coverage }

## Names of terms

term-quoted = { $term } («{ $words }»)
term-in-both-readings = { $term } في القراءتين معاً
term-in-every-reading = { $term } في جميع القراءات
term-in-own-reading = { $term } في القراءة الواردة في النص نفسه
term-in-reading = { $term } في قراءة { $reading }
term-and-reading = { $term } ({ $reading })
in-reading = في قراءة { $reading }
same-in-readings = { $n ->
    [one] والحال نفسه في قراءة
    [two] والحال نفسه في قراءتَي
   *[other] والحال نفسه في قراءات
} { $readings }

## Kinds of event

kind = { $kind ->
    [shelling] قصف مدفعي أو صاروخي
    [airstrike] غارة جوية
    [drone-strike] ضربة بطائرة مسيّرة
    [small-arms-fire] إطلاق نار من أسلحة خفيفة
    [clash] اشتباك
    [ground-assault] هجوم برّي
    [violence-against-civilians] عنف ضد المدنيين
    [explosion] انفجار
    [attack-on-aid] هجوم على المساعدات الإنسانية
    [ceasefire-breach] خرق لوقف إطلاق النار
    [abduction] اختطاف
    [force-movement] تحرّك قوات
    [withdrawal] انسحاب
    [territory-change] تغيّر السيطرة على الأرض
    [siege] حصار
    [fortification] تحصين
    [weapon-presence] وجود أسلحة
    [overflight] تحليق
    [restriction-of-monitors] تقييد المراقبين
    [restriction-of-movement] تقييد التنقّل
    [aid-request] طلب إيصال مساعدات
    [aid-approval] موافقة على إيصال مساعدات
    [aid-passage] مرور مساعدات
    [aid-obstruction] عرقلة المساعدات
    [detainee-release] إطلاق سراح محتجزين
    [talks] محادثات
   *[statement] تصريح
}
kind-of-summary = { $kind }، عدة أحداث رُويت معاً
told = ما رُوي

## The first paragraph

lead-day-open = لم يكن اليوم قد انتهى عند إعداد هذه النشرة: تُحتسب التقارير الواردة حتى { $moment }.
lead-not-yet = في { $day } لم يكن الاتفاق قد دخل حيّز النفاذ بعد.
lead-no-longer = في { $day } لم يعد الاتفاق نافذاً: فقد انسحب الضامن { $guarantor } في { $moment }.
lead-withdrew = في { $day }، اليوم { $n } من سريان الاتفاق، انسحب منه الضامن { $guarantor } في { $moment }.
lead-took-effect = دخل الاتفاق حيّز النفاذ في { $moment }؛ ويوم { $day } هو يومه الأول.
lead-in-force = في { $day }، اليوم { $n } من سريان الاتفاق، تُعدّ بنوده سارية ({ $withdrawn ->
    [later] لم يكن أي ضامن قد انسحب بعد
   *[never] لم ينسحب أي ضامن
}){ $windows }.
lead-closed = ؛ وانتهت المهلة { $window } في { $day }
lead-window-closed = ؛ وانتهت المهلة { $window } في { $day }
lead-none-reported = { $eyes }: لا يُعلم أن أيّاً منها قدّم تقريراً عن هذا اليوم.
lead-none-reported-open = { $eyes }: لا يُعلم أن أيّاً منها قدّم تقريراً عن هذا اليوم؛ غير محسوم: { $terms }.
lead-no-breach = { $eyes }: لا تدّعي وقوع أي خرق في هذا اليوم.
lead-no-breach-open = { $eyes }: لا تجزم بوقوع أي خرق؛ غير محسوم: { $terms }.
lead-alleged = { $eyes }: تدّعي وقوع { $breaches ->
    [one] خرق
   *[other] خروق
} لأحكام { $terms }{ $authors ->
    [0] {""}
   *[other] ، والمسؤولية منسوبة إلى { $by }
}{ $incidents ->
    [zero] {""}
    [one] ، في حادث واحد
    [two] ، في حادثين
    [few] ، في { $incidents } حوادث
    [many] ، في { $incidents } حادثاً
   *[other] ، في { $incidents } حادث
}.
lead-none-corroborated = لا خرق تعزّزه جهات لا يعتمد بعضها على بعض.
lead-corroborated = معزَّز من جهات لا يعتمد بعضها على بعض: { $breaches ->
    [one] وقوع خرق
   *[other] وقوع خروق
} لأحكام { $terms }.
lead-contested = محل خلاف: { $terms }.
lead-undetermined = غير محسوم: { $terms }.
lead-coverage = التغطية في هذا اليوم: { $coverage }. وعدم ورود تقارير لا يعني أن شيئاً لم يحدث.
lead-clock-not-begun = لم يبدأ عدّاد { $clock } العدّ بعد.
lead-clock = عدّاد { $clock }، الذي يشترط { $days ->
    [one] يوماً واحداً
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
} من الهدوء، يُظهر { $rule } { $calm }.
lead-clock-same = والعدّاد نفسه يُظهر { $rule } { $calm }.
calm-first = { $days ->
    [zero] صفراً من الأيام
    [one] يوماً واحداً
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
} بحسب { $whose }
calm-next = { calm-first }
calm-last = { $head }، و{ $next }

## What changed

change-first-day = اليوم الأول على اللوحة: لا يوم قبله للمقارنة به.
change-in-force = دخل الاتفاق حيّز النفاذ ({ $moment }).
change-withdrew = انسحب الضامن { $guarantor } من الاتفاق ({ $moment }).
change-status = { $old } ← { $new } ({ $eyes })
change-terms = { $terms }: { $moves }.
change-no-term = لم يتغيّر وضع أي بند.
change-arrivals = { $new ->
    [zero] لا حوادث مؤرَّخة
    [one] حادث واحد مؤرَّخ
    [two] حادثان مؤرَّخان
    [few] { $new } حوادث مؤرَّخة
    [many] { $new } حادثاً مؤرَّخاً
   *[other] { $new } حادث مؤرَّخ
} بهذا اليوم؛ { $late ->
    [zero] ولم يظهر أي حادث من يوم سابق
    [one] وظهر حادث واحد من يوم سابق
    [two] وظهر حادثان من يوم سابق
    [few] وظهرت { $late } حوادث من يوم سابق
    [many] وظهر { $late } حادثاً من يوم سابق
   *[other] وظهر { $late } حادث من يوم سابق
}.
change-no-clock = لم ينقطع أي عدّاد ولم يبلغ هدفه ولم يبدأ العدّ من جديد.
change-clock = عدّاد { $clock }: { $what } ({ $whose }).
change-whose = { $eyes } { $rule }
change-clock-anew = يعدّ من جديد ابتداءً من { $moment }
change-clock-stopped = لم يعد يعدّ
change-clock-reached = { $days ->
    [one] اكتمل يومه المطلوب
    [two] اكتمل يوماه المطلوبان
    [few] اكتملت أيامه المطلوبة، وعددها { $days }
   *[other] اكتملت أيامه المطلوبة، وعددها { $days }
}
change-clock-broken = انقطع الهدوء بخرق { $term } بعد { $days ->
    [zero] صفر من الأيام
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يوماً
   *[other] { $days } يوم
}
change-window-opened = فُتحت المهلة { $window } في { $moment }.
change-window-extended = مُدِّدت المهلة { $window } لمدة { $length } ({ $by }، { $moment }).
change-window-closes = تنتهي المهلة { $window } في { $moment }.

## Clocks, windows, phases

clock-not-begun = لم يبدأ
clock-calm = أيام الهدوء: { $shown } من { $target }
clock-reached = الأيام: { $shown } من { $target }، اكتملت في { $moment }
clock-state-reached = اكتمل في { $moment }
clock-state-broken = انقطع في { $day } بخرق { $term }
clock-state-maybe = ربما اكتمل في { $moment }
window = المهلة { $window }: فُتحت في { $opened }، { $state ->
    [closed] وانتهت
   *[open] وتنتهي
} في { $closes }{ $extended }.
window-extended = ؛ مُدِّدت لمدة { $length } في { $moment } ({ $by })
phase = المرحلة { $phase }: { $state }.
phase-expects = يتوقع الاتفاق ما يلي: { $what }.
phase-not-opened = لم تُفتح ({ $whose })
phase-not-opened-by-any = لم تُفتح (بحسب كل إحصاء)
phase-whose = { $rule }: { $eyes }
phase-would = كانت ستُفتح في { $moment } لو { $counted }؛ ولا يذكر أي تقرير أنها فُتحت
phase-would-by-every-count = كانت ستُفتح في { $moment } بحسب كل إحصاء؛ ولا يذكر أي تقرير أنها فُتحت
phase-counted = { $rule ->
    [alleged] احتُسب كل خرق مزعوم ({ $eyes })
    [corroborated] لم تُحتسب إلا الخروق المعزَّزة ({ $eyes })
    [established] لم تُحتسب إلا الاستنتاجات الثابتة ({ $eyes })
   *[established-none] لم تُحتسب إلا الاستنتاجات الثابتة ({ $eyes }؛ لم يُقيَّد أي استنتاج)
}
assumed = ~ { $term }: { $assumed }

## Rival counts

heading-rivals = إحصاءات متباينة، جنباً إلى جنب
rivals-note = أرقام كل جهة كما أوردتها. وهي لا تُجمع أبداً.
no-rivals = لا يُعلم أن أي جهة قدّمت إحصاءً لهذا اليوم.
one-event = حدث واحد
one-event-in = حدث واحد في { $place }
no-figure-told = { $what }، دون ذكر رقم
laid-at = المسؤولية منسوبة إلى { $by }
author-not-told = الفاعل غير مذكور
in-place = في { $place }
rivals-rest = { $n ->
    [one] وهناك حادث واحد آخر تتباين إحصاءاته
    [two] وهناك حادثان آخران تتباين إحصاءاتهما
    [few] وهناك { $n } حوادث أخرى تتباين إحصاءاتها
    [many] وهناك { $n } حادثاً آخر تتباين إحصاءاتها
   *[other] وهناك { $n } حادث آخر تتباين إحصاءاتها
}: انظر { $field } في { $file }.
rival-rest = { $n ->
    [one] وهناك رقم واحد آخر لهذه الجهة
    [two] وهناك رقمان آخران لهذه الجهة
    [few] وهناك { $n } أرقام أخرى لهذه الجهة
    [many] وهناك { $n } رقماً آخر لهذه الجهة
   *[other] وهناك { $n } رقم آخر لهذه الجهة
} في { $file } تحت { $field }
claim-id = الإفادة { $claim }

## Incidents

heading-incidents = الحوادث
no-incidents = لا حوادث معلومة. وعدم ورود تقارير لا يعني أن شيئاً لم يحدث.
group-title = { $group ->
    [declared] ما أُعلن
    [bearing] في هذا اليوم، وتتصل ببند
    [spread] موزّعة على عدة أيام، أو يومها غير مؤكد
    [bare] في هذا اليوم، ولا تتصل بأي بند
    [late] من أيام سابقة، نُشرت لأول مرة في هذا اليوم
   *[undated] غير مؤرَّخة، نُشرت لأول مرة في هذا اليوم
}
group-note = { $group ->
    [declared] تصريحات هذا اليوم ومحادثاته، وما لم يُذكر وقته منها ونُشر لأول مرة فيه، سواء اتصلت ببند أم لا. وقول الشيء لا يجعله حقيقة.
    [bearing] أُبلغ عنها ولم تثبت. وكل منها فرضية مفادها أن بعض الإفادات تتناول حدثاً واحداً.
    [spread] لا يُنسب أي منها إلى هذا اليوم وحده، ولا يُحتسب عليه وحده.
    [bare] مذكورة استيفاءً للعرض: لا ينص الاتفاق على شيء بشأنها، أو لا يُقال إن أطرافه ضالعة فيها.
    [late] تظهر على اللوحة في اليوم الذي يُقال إنها وقعت فيه.
   *[undated] لا يُذكر لها وقت، ولذلك لا تظهر في أي يوم على اللوحة.
}
group-rest = المدرج هنا هو الأخطر والأكثر رواية: { $listed } من { $all }؛ والباقي، وعدده { $rest }، وارد في { $table } و{ $shapes }. وجميعها، وعددها { $all }، هي صفوف { $table } التي ينطبق عليها: { $rows }.
listed-of = { $listed } من { $all }
when-and-who = { $when }؛ { $who }.
said-to-be-by = يُنسب إلى { $by }
by-and-on = { $by }، ضد { $on }
no-casualties-told = لم تُذكر إصابات
told-earlier = وسابقاً { $figure }
told-figures = { $figures } ({ $voices })
told-more = { $n ->
    [one] رقم واحد آخر
    [two] رقمان آخران
    [few] { $n } أرقام أخرى
    [many] { $n } رقماً آخر
   *[other] { $n } رقم آخر
}
said = { $kind }: «{ $words }» ({ $voice })
voices = { $n ->
    [zero] لا جهات
    [one] جهة واحدة
    [two] جهتان
    [few] { $n } جهات
    [many] { $n } جهة
   *[other] { $n } جهة
}: { $voices }
denied-by = نفته أو روته على نحو مختلف: { $voices }
independent-exactly = جهات مستقلة بعضها عن بعض: { $n }
independent-between = جهات مستقلة بعضها عن بعض: { $least } على الأقل و{ $most } على الأكثر
stand-together = تُعدّ جهة واحدة: { $reason }
how-counted = قاعدة العدّ: { $reason }
in-dispute = موضع خلاف: { $reason }
may-sum-up = حوادث مفردة قد يُجملها: { $n }
bearing = { $term }: { $status }
found-on-term = { $term }: { $found }
found-by-a-person = استنتاج موقَّع من شخص: { $found }
held-to-be-one = عُدّت حدثاً واحداً للسبب الآتي: { $reason }
more-links = { $n ->
    [one] ورابط واحد آخر مع سببه
    [two] ورابطان آخران مع سببيهما
    [few] و{ $n } روابط أخرى مع أسبابها
    [many] و{ $n } رابطاً آخر مع أسبابها
   *[other] و{ $n } رابط آخر مع أسبابها
} في { $command }
why = لماذا: { $cells }

## The page

page-title = { $dateline }: { $deal }
kicker = نشرة وقف إطلاق النار
all-days = جميع الأيام
languages = لغات أخرى
term = البند
heading-board = لوحة البنود
coverage-heading = التغطية
legend-contested = محل خلاف: تنفيه جهة أو ترويه على نحو مختلف
legend-assumed = يستند إلى رقم أو قاعدة مفترضة
what-a-cell-rests-on = ما تستند إليه الخانة: { $command }
heading-changes = ما تغيّر منذ الأمس
heading-clock = عدّاد { $clock }
by-the-count-of = بحسب إحصاء
heading-windows = المُهل
heading-phases = المراحل
heading-assumed = أرقام وقواعد مفترضة
heading-map = المواقع، بقدر ما رُوي

## The map

map-whole = نطاق الملف كله؛ كل حادث بالاتساع الذي تركه له مصدره
map-around = محيط { $lines }
map-mark = { $number }. { $kind }؛ { $place }
map-strip = { $distance } { $side ->
    [north] شمالاً
    [south] جنوباً
    [west] غرباً
   *[east] شرقاً
}: { $terms }
bears-on-no-term = لا يتصل بأي بند
sign-air = من الجو
sign-ground = على الأرض
sign-aid = مساعدات
sign-other = غير ذلك
map-note = يغطي كل شكل المساحة التي ربما وقع فيها الحادث؛ والعلامة في وسطه تدل على الشكل لا على الموقع. والحدّ المتقطع: من هذا اليوم أو من غيره، أو موزّع على عدة أيام. والأرقام هي أرقام القائمة أدناه. والخطوط والأشرطة مرسومة على وجه التقريب وليست مسحاً.
map-unplaced = لم تُرسم لأن مكانها غير معلوم أو خارج الخريطة أو باتساعها: { $numbers }.
map-unlisted = لا يُرسم إلا المدرج في القائمة: ولليوم { $n } غيرها في { $file }.

## The foot

foot-people-find = البرنامج يقيّم، والأشخاص هم من يستنتجون. والحرف في هذه الصفحة يبيّن ما أُبلغ عنه ومدى تعزيزه؛ أما هل خُرق البند فأمر يبتّ فيه شخص ويوقّع عليه. وعدم ورود تقارير لا يعني أن شيئاً لم يحدث.
foot-computed = أعدّ هذه الصفحة برنامج Armistice { $version } من { $entries ->
    [zero] سجلّ خالٍ
    [one] القيد الأول
    [two] القيدين الأولين
    [few] القيود الـ{ $entries } الأولى
    [many] القيود الـ{ $entries } الأولى
   *[other] القيود الـ{ $entries } الأولى
} في سجلّ الملف { $case }، وجذره { $root }. وللحصول على الملفات نفسها مرة أخرى، بايتاً ببايت: خذ السجلّ والإصدار نفسه، وتأكد من أن الجذر هو هذا، واكتب
foot-licences = تبقى التقارير ومجموعات البيانات خاضعة لشروط ناشريها{ $credit ->
    [ucdp] {" "}(UCDP GED, Uppsala University: CC BY 4.0)
   *[none] {""}
}؛ والبرنامج متاح بموجب رخصة MIT أو Apache-2.0، أيهما شئت.
