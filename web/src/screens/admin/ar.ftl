admin-title = إدارة النظام
admin-about = كل تغيير هنا قيد في السجلّ باسم من أجراه. أما كلمات المرور والأسرار فلا تُدوَّن.
admin-forbidden = الحسابات وخطاطيف الويب لمديري النظام. سجّل الدخول بحساب كهذا.
admin-to-account = حسابك
admin-once = يُعرض هذه المرة وحدها
admin-once-hint = لن يراه أحد ثانيةً. انسخه الآن؛ وإن ضاع استُبدل به غيره.
admin-once-done = حفظتُه
admin-copy = نسخ
admin-copied = نُسخ

## Accounts
admin-accounts = الحسابات
admin-account-new = حساب جديد
admin-account-changed = تغيّر حساب { $name }.
admin-name = الاسم
admin-name-hint = لتسجيل الدخول: من 2 إلى 64 من الحروف اللاتينية الصغيرة والأرقام والنقاط والشرطات. يُدوَّن في السجلّ ولا يُعطى لغيره أبداً.
admin-display = الاسم المعروض
admin-display-hint = الاسم الذي يراه الآخرون بجانب القرارات.
admin-role = الدور
admin-role-viewer = يرى عرض البعثة وقائمة الانتظار.
admin-role-reporter = يقدّم تقارير من الميدان.
admin-role-analyst = يقدّم التقارير ويقرّر: يقبل ويدمج ويتحقّق ويُسند.
admin-role-secretariat = كل ذلك، ويوقّع الاستنتاجات ويدوّن أعمال الضامنين، ويرى البيانات الشخصية للمراقبين.
admin-role-admin = يدير الحسابات وخطاطيف الويب، ولا يقرّر.
admin-state = الحالة
admin-enabled = مستعمل
admin-disabled = معطّل
admin-new-password = عليه تغيير كلمة المرور
admin-key = أول المفتاح
admin-created = أُنشئ
admin-actions = إجراءات
admin-make = إنشاء
admin-save = حفظ
admin-edit = تغيير
admin-edit-of = تغيير { $name }
admin-reset = كلمة مرور جديدة
admin-reset-of = كلمة مرور جديدة لـ { $name }
admin-reset-words = تُنشأ كلمة مرور جديدة لـ { $name }، وتُنهى جلساته كلها، وعليه تغييرها عند الدخول.
admin-disable = تعطيل
admin-disable-of = تعطيل { $name }
admin-disable-words = تُنهى جلسات { $name } كلها وتُرفض رموزه. وما قُرّر يبقى. ويمكن تفعيله ثانيةً.
admin-enable = تفعيل
admin-enable-of = تفعيل { $name }
admin-enable-words = يستطيع { $name } الدخول ثانيةً بكلمة المرور السابقة.
admin-password-of = كلمة مرور { $name }
admin-password-hint = سلّمها إلى صاحبها مباشرةً لا في رسالة جماعية. وعليه تغييرها عند أول دخول.

## Webhooks
admin-webhooks = خطاطيف الويب
admin-webhooks-about = عنوان برنامج آخر يُستدعى عند تغيّر شيء. يحمل الاستدعاء ما يجوز للجمهور رؤيته مع توقيع.
admin-webhooks-none = لا برنامج يُبلَّغ بشيء بعد.
admin-webhook-new = خطاف ويب جديد
admin-webhook-add = إضافة
admin-webhook-url = العنوان
admin-webhook-url-hint = يبدأ بـ https:// ويمكن بلوغه من الشبكة العامة.
admin-webhook-events = يُبلَّغ عندما
admin-event-breach = يُزعم خرق جديد أو يتغيّر وضعه
admin-event-settled = يُقيَّم كل شيء حتى قيد ما
admin-webhook-secret = سرّ خطاف الويب
admin-webhook-secret-hint = به يتحقّق المتلقّي من توقيع كل استدعاء.
admin-webhook-silent = لم يُستدعَ بعد.
admin-webhook-well = آخر استلام في { $moment }.
admin-webhook-failing =
    { $failures ->
        [zero] لم يخفق استدعاء: { $why }
        [one] أخفق آخر استدعاء: { $why }
        [two] أخفق آخر استدعاءين: { $why }
        [few] أخفقت آخر الاستدعاءات (عددها { $failures }): { $why }
        [many] أخفقت آخر الاستدعاءات (عددها { $failures }): { $why }
       *[other] أخفقت آخر الاستدعاءات (عددها { $failures }): { $why }
    }
admin-remove = إزالة
admin-remove-of = إزالة { $name }
admin-remove-words = لن يُستدعى { $url } بعد الآن، ولا حتى بما ينتظر.
admin-removed = أُزيل خطاف الويب.

## One's own account
admin-account-title = حسابك
admin-account-who = { $display }، اسم الدخول { $name }، { $role }.
admin-account-rights = ما يجوز لك
admin-account-signed-out = سجّل الدخول لرؤية حسابك.
admin-password = كلمة المرور
admin-password-forced = كلمة مرورك وضعها شخص آخر. غيّرها فينفتح ما سواها.
admin-password-old = كلمة المرور الحالية
admin-password-new = كلمة المرور الجديدة
admin-password-new-hint = ما لا يقل عن { $count } حرفاً؛ وبضع كلمات متتالية تكفي.
admin-password-again = كلمة المرور الجديدة ثانيةً
admin-password-short = يجب ألا تقل عن { $count } حرفاً.
admin-password-differs = كلمتا المرور الجديدتان مختلفتان: اكتب الثانية من جديد.
admin-password-change = تغيير كلمة المرور
admin-password-changed = تغيّرت كلمة المرور، وأُنهيت جلساتك الأخرى كلها.
admin-tokens = رموز للبرامج
admin-tokens-about = بالرمز يقرأ برنامجك أو يقدّم تقارير أو يقرّر باسمك ضمن دورك. أعطِ كل برنامج رمزه.
admin-tokens-none = لا رموز.
admin-token-new = رمز جديد
admin-token-label = لأي غرض
admin-token-label-hint = البرنامج وموضع تشغيله لتعرفه لاحقاً.
admin-token-scopes = يُستعمل من أجل
admin-scope-read = قراءة عرض البعثة
admin-scope-report = تقديم التقارير
admin-scope-decide = القرار
admin-scope-admin = إدارة النظام
admin-token-days = عدد الأيام حتى انتهائه
admin-token-days-hint = إذا تُرك فارغاً فلا ينتهي من تلقاء نفسه.
admin-token-secret = الرمز «{ $name }»
admin-token-secret-hint = يرسله البرنامج هكذا: «Authorization: Bearer …».
admin-token-made = أُنشئ في { $moment }
admin-token-until = حتى { $moment }
admin-token-forever = لا ينتهي
admin-token-used = آخر استعمال { $day }
admin-token-unused = لم يُستعمل
admin-revoke = إلغاء
admin-revoke-of = إلغاء { $name }
admin-revoke-words = سيُرفض من الآن البرنامج الذي يستعمل «{ $name }».
admin-revoked = أُلغي الرمز.
