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
incident-toll-note = От наименьшего до наибольшего из сказанного; открытый край бледнеет. Последняя строка охватывает все действующие цифры, это не среднее.
incident-killed = Убитые
incident-civilians_killed = Убитые гражданские лица
incident-wounded = Раненые
incident-voice-through = { $voice }, через { $source }
incident-across = все действующие цифры
incident-gave-way = { $voice }, до собственной более поздней цифры
incident-rule-one_figure = Единственная цифра одного источника.
incident-rule-latest = Последняя из цифр одного источника (всего { $of }); прежние уступили ей.
incident-rule-unordered = Цифры одного источника (всего { $of }); какая из них позднее, неизвестно.
incident-rule-all_agree = Все независимые источники согласны: { $sources }.
incident-rule-most_agree = Лучшая цифра – та, которую дают независимые источники: { $agree } из { $of }.
incident-rule-compatible = Сказано более или менее точно; ни одна цифра не исключает другую.
incident-rule-rival = Соперничающие подсчёты: их охватывает диапазон, ничего не усредняется.
incident-sources = Чьи это слова
incident-independent = Независимых друг от друга заявителей: { $count } из { $all }.
incident-independent-between = Независимых друг от друга заявителей: не менее { $least } и не более { $most } из { $all }.
incident-echo-carries = { $source }: передаёт слова источника «{ $of }».
incident-echo-repeats = { $source }: ссылается на источник «{ $of }» и лишь повторяет его слова.
incident-echo-repeats_undated = { $source }: ссылается на источник «{ $of }» и говорит то же; кто сказал первым, неизвестно.
incident-echo-adds_no_figure = { $source }: ссылается на источник «{ $of }» и не даёт своих цифр; возможно, не знает большего.
incident-echo-same_words = { $source }: позднее говорит в точности то же, что «{ $of }»: копия или второй подсчёт.
incident-disputes = Спорно
incident-dispute-denial = Одни говорят об этом, другие отрицают
incident-dispute-kind = События, исключающие друг друга
incident-dispute-author = Названы разные исполнители
incident-dispute-place = Места, которые не сходятся
incident-dispute-time = Время, которое не сходится
incident-dispute-killed = Нет числа убитых, которое отвечало бы всем подсчётам
incident-dispute-civilians_killed = Нет числа убитых гражданских, которое отвечало бы всем подсчётам
incident-dispute-wounded = Нет числа раненых, которое отвечало бы всем подсчётам
incident-dispute-side = { $says }: { $voices }
incident-covers = Отдельные события, которые оно может обобщать
incident-covers-note = Они лежат в пределах его времени и места и с ним не совпадают. Ничего не складывается.
incident-covers-more = и ещё { $count }
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

incident-turn-merged = Объединено:
incident-turn-split = Разделено:
incident-turn-exchanged = Обмен сообщениями с:
