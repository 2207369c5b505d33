claim-against = ينفيه أو يرويه على نحو آخر
claim-withheld = كلماته محجوبة حمايةً لمصدر.
claim-through = عبر { $source }
claim-published = نُشر في { $at }
claim-unstamped = بلا ختم زمني
claim-in-report = عرضها في التقرير
range-voice = الجهة المُفيدة
range-count = العدد
range-drawn = مرسوماً
link-why =
    { $count ->
        [zero] سبب اعتبار هذه الإفادات عن حادث واحد: لا روابط
        [one] سبب اعتبار هذه الإفادات عن حادث واحد: رابط واحد
        [two] سبب اعتبار هذه الإفادات عن حادث واحد: رابطان
        [few] سبب اعتبار هذه الإفادات عن حادث واحد: { $count } روابط
        [many] سبب اعتبار هذه الإفادات عن حادث واحد: { $count } رابطاً
       *[other] سبب اعتبار هذه الإفادات عن حادث واحد: { $count } رابط
    }
link-decided = دمجها شخص
link-computed = مدموجة ({ $probability }%)
bits-caption = كل بِت يضاعف أرجحية أن الإفادتين عن حادثة واحدة، وكل بِت تحت الصفر ينصّفها.
bits-about = الجانب
bits-bits = بِت
bits-drawn = رسم
bits-found = ما وُجد
bits-sum = المجموع
bits-odds-for = { $times } إلى 1 أنهما حادثة واحدة
bits-odds-against = 1 إلى { $times } أنهما حادثة واحدة
bits-prior = ابتداءً
bits-crowd = الازدحام
bits-time = متى
bits-place = أين
bits-kind = ماذا
bits-author = الفاعل
bits-target = المستهدف
bits-casualties = كم
bits-denial = النفي
bits-carriage = كيف نُقل
bits-scope = النطاق
bits-words = الألفاظ
bits-rivals = المنافسون
bits-bound = الحد
