incident-title = Инцидент { $id } — Armistice
incident-keys = Инцидент
incident-actions = Что вы можете сделать
incident-scope-incident = Инцидент
incident-scope-summary = Несколько событий, о которых сказано вместе
incident-scope-tally = Собственный подсчёт заявителя
incident-scope-toll = Итог за долгое время
incident-on = против: { $whom }, как сказано
incident-verification = Проверка
incident-verification-none = Пока никто не проверял.
incident-signed = подпись: { $by }, { $at }
incident-terms = По положениям
incident-terms-none = Ни одно положение к нему не относится.
incident-attribution = Кто, как говорят, это сделал
incident-attribution-none = Ни одно утверждение не называет исполнителя.
incident-named-by =
    { $count ->
        [one] называет { $count } заявитель: { $voices }
        [few] называют { $count } заявителя: { $voices }
        [many] называют { $count } заявителей: { $voices }
       *[other] называют { $count } заявителя: { $voices }
    }
incident-named-among =
    { $count ->
        [one] один из нескольких — { $count } заявитель: { $voices }
        [few] один из нескольких — { $count } заявителя: { $voices }
        [many] один из нескольких — { $count } заявителей: { $voices }
       *[other] один из нескольких — { $count } заявителя: { $voices }
    }
incident-denied-by =
    { $count ->
        [one] отрицает { $count } заявитель: { $voices }
        [few] отрицают { $count } заявителя: { $voices }
        [many] отрицают { $count } заявителей: { $voices }
       *[other] отрицают { $count } заявителя: { $voices }
    }
incident-attributed = Приписано: { $actor }.
incident-attributed-none = Никто из людей его не приписал.
incident-claims =
    { $count ->
        [one] { $count } утверждение
        [few] { $count } утверждения по заявителям
        [many] { $count } утверждений по заявителям
       *[other] { $count } утверждения по заявителям
    }
incident-toll = Пострадавшие, как говорит каждый
incident-toll-note = От наименьшего до наибольшего из сказанного; открытый край бледнеет. Последняя строка охватывает все утверждения, это не среднее.
incident-killed = Убитые
incident-civilians_killed = Убитые гражданские лица
incident-wounded = Раненые
incident-voice-through = { $voice }, через { $source }
incident-across = все утверждения вместе
incident-requests = Запросы сторонам
incident-requests-none = Ни у одной стороны ответа не просили.
incident-request = Запрос стороне { $party }:
incident-answer = Ответ стороны { $party }
incident-unanswered = Ответа ещё нет.
incident-entry = запись { $entry }
incident-history = Что решили люди
incident-history-none = По этому инциденту никто ничего не решал.
incident-undone = отменено записью { $entry }
incident-do-verify = Проверить
incident-do-attribute = Приписать
incident-do-find = Подписать вывод
incident-do-ask = Направить запрос стороне
incident-do-answer = Внести ответ
incident-do-undo = Отменить
incident-actor = Исполнитель
incident-actor-hint = Первыми стоят те, кого называют утверждения.
incident-actor-missing = Выберите исполнителя.
incident-text-missing = Напишите текст.
incident-determination = Вывод
incident-party = Сторона или гарант
incident-question = Вопрос
incident-answer-text = Ответ
incident-undo-what = Запись { $entry } остаётся в журнале; новая запись говорит, что она больше не учитывается:
incident-choose = Выберите…
