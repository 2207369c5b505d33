decision-reason = السبب
decision-reason-hint = يبقى في السجلّ باسمك دائماً.
decision-reason-missing = اكتب السبب: كل قرار يحمل سببه.
decision-missing = اختر ما يُقرَّر.
decision-cites = التقارير التي تُظهر ذلك (اختياري)
decision-cites-hint = أسماؤها، مثل R-0c4fae349d137854، تفصل بينها مسافات.
decision-enter = توقيع وقيد
decision-entered = قُيِّد في السجلّ بالرقم { $entry }.
