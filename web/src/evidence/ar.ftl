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
