queue-title = Очередь
queue-list = Сообщения: сначала со спорными связями, затем новые
queue-keys = Очередь
queue-forbidden = Очередь предназначена для сотрудников миссии. Войдите, чтобы её увидеть.
queue-reading-only = Вы можете читать очередь. Решают аналитики и секретариат.
queue-open-count = открыто: { $count }
queue-show = Какие сообщения
queue-show-open = Открытые
queue-show-done = Принятые
queue-show-set_aside = Отложенные
queue-new =
    { $count ->
        [one] { $count } новое – показать
        [few] { $count } новых – показать
        [many] { $count } новых – показать
       *[other] { $count } новых – показать
    }
queue-more = Показать ещё
queue-empty-open-title = Ничего не ждёт
queue-empty-open = Все сообщения приняты или отложены. Поступившее появится здесь само.
queue-empty-done-title = Ещё ничего не принято
queue-empty-done = Сообщения появятся здесь, когда кто-нибудь примет их в открытой очереди.
queue-empty-set_aside-title = Ничего не отложено
queue-empty-set_aside = Сообщения, не касающиеся соглашения, можно отложить клавишей x; ничего никогда не удаляется.

## A report in the list
queue-title-withheld = Заголовок скрыт для защиты источника
queue-withheld = Слова скрыты для защиты источника.
queue-claims =
    { $count ->
        [0] нет утверждений
        [one] { $count } утверждение
        [few] { $count } утверждения
        [many] { $count } утверждений
       *[other] { $count } утверждений
    }
queue-gone = ушло из списка
queue-gone-long = Это сообщение уже обработал кто-то другой; оно ушло из списка. Дальше — клавиша j.
queue-disputed = спорная связь
queue-judging = оценивается
queue-duplicates = +{ $count } таких же
queue-duplicates-folded =
    { $count ->
        [one] { $count } сообщение с теми же словами, свёрнуто сюда
        [few] { $count } сообщения с теми же словами, свёрнуты сюда
        [many] { $count } сообщений с теми же словами, свёрнуты сюда
       *[other] { $count } сообщений с теми же словами, свёрнуты сюда
    }
queue-taken = Этим занимается { $name }
queue-taken-you = Этим занимаетесь вы
queue-taken-warning = Этим занимается { $name }. Поговорите, прежде чем решать.
queue-published = опубликовано { $moment }
queue-entry = запись { $entry }
queue-claims-of-report = Утверждения этого сообщения
queue-no-claims = В этом сообщении не прочитано ни одного утверждения.
queue-no-claims-yet = Сообщение читается; его утверждения появятся через мгновение.
queue-claim-disputed = связь с инцидентом спорна
queue-claim-linked = связано с инцидентом программой
queue-claim-alone = стоит отдельно
queue-claim-joined = стоит в инциденте с другими

## Beside it
queue-beside = Инцидент рядом
queue-beside-none = Выберите утверждение, чтобы сравнить его с инцидентом.
queue-alone-title = Рядом нет инцидента
queue-alone = Насколько видит программа, ни одно другое утверждение не говорит об этом событии. Объедините, если знаете лучше.
queue-suggested = Предложенный инцидент, связи нет
queue-linked = Инцидент, с которым есть связь
queue-link-disputed = Связь спорна.
queue-link-sure = Связано программой.
queue-probability = Вероятность { $probability }.
queue-others =
    { $count ->
        [one] Ещё { $count } утверждение
        [few] Ещё { $count } утверждения
        [many] Ещё { $count } утверждений
       *[other] Ещё { $count } утверждений
    }
queue-table = Это утверждение и остальные утверждения инцидента, вопрос за вопросом
queue-this = Это утверждение
queue-the-others = Остальные
queue-fit = Согласие
queue-fit-same = то же
queue-fit-overlaps = совместимо
queue-fit-differs = расходится
queue-fit-open = открыто
queue-apart = расстояние { $distance }
queue-between =
    { $hours ->
        [0] вплотную друг к другу
        [one] между ними { $hours } час
        [few] между ними { $hours } часа
        [many] между ними { $hours } часов
       *[other] между ними { $hours } часов
    }
queue-open = не сказано
queue-ask-kind = Что
queue-ask-when = Когда
queue-ask-where = Где
queue-ask-by = Кем
queue-ask-on = Против кого
queue-ask-killed = Убито
queue-ask-wounded = Ранено
queue-to-report = К сообщению

## Deciding
queue-acts = Решить
queue-next = Следующее сообщение
queue-previous = Предыдущее сообщение
queue-next-claim = Следующее утверждение сообщения
queue-previous-claim = Предыдущее утверждение
queue-open-report = Открыть сообщение
queue-open-incident = Открыть инцидент
queue-show-new = Показать новое
queue-take-up = Взять себе
queue-let-go = Отпустить
queue-undo-last = Отменить последнее
queue-undo = Отменить
queue-do-accept = Принять
queue-do-set-aside = Отложить
queue-do-merge = Объединить
queue-do-split = Разделить
queue-do-verify = Проверить
queue-do-undo = Отменить
queue-about-accept = Сообщение прочитано, и его утверждения остаются связанными так, как есть. О том, верны ли они, это ничего не говорит.
queue-about-set-aside = Сообщение уходит из очереди. Оно остаётся в журнале и во всём, что из него вычислено.
queue-about-split = Отмеченные утверждения говорят не об одном событии. Больше они связаны не будут.
queue-about-verify = Говорит, насколько инцидент проверен людьми. Это не вывод о положении соглашения.
queue-about-undo = Берёт назад запись { $entry } отдельной записью. В журнале остаются обе.
queue-undo-reason = Её обоснование: { $reason }
queue-reason = Обоснование одной строкой
queue-reason-hint = ↓ берёт одно из приведённых ниже; Enter подтверждает. Оно подписывается и хранится всегда.
queue-reason-missing = У каждого решения есть обоснование: напишите его или возьмите одно из приведённых ниже.
queue-reasons = Прежние обоснования
queue-reason-accept-1 = Прочитано; утверждения переданы так, как стоят в сообщении
queue-reason-accept-2 = Известный источник; ничто не говорит против
queue-reason-set-aside-1 = Не говорит ни о каком событии
queue-reason-set-aside-2 = Вне территории и времени соглашения
queue-reason-merge-1 = Те же место, время и вид события
queue-reason-merge-2 = Одно передаёт слова другого
queue-reason-split-1 = Разные места
queue-reason-split-2 = Разное время
queue-reason-verify-1 = Фотографии сопоставлены с местом
queue-reason-verify-2 = Две группы видели это независимо друг от друга
queue-reason-undo-1 = Нажато по ошибке
queue-reason-undo-2 = Новые сведения
queue-merge-own = Утверждения этого сообщения
queue-merge-incident = говорят о том же событии, что и
queue-merge-incident-hint = Инциденты тех же дней, сначала того же вида.
queue-merge-choose = Выберите инцидент
queue-merge-suggested = { $incident } (предложено)
queue-merge-claim = точнее, что и это его утверждение
queue-merge-two = Отметьте хотя бы одно утверждение сообщения и выберите инцидент с другим утверждением.
queue-split-which = Говорят не об одном событии
queue-split-two = Отметьте хотя бы два утверждения.
queue-split-alone = Это утверждение стоит отдельно: разделять нечего.
queue-verify-none = Это утверждение ещё не стоит ни в одном инциденте. Подождите, пока оно будет оценено.
queue-verify-state = Насколько проверено
queue-done-accept = Принято.
queue-done-set-aside = Отложено.
queue-done-merge = Объединено.
queue-done-split = Разделено.
queue-done-verify = Проверка внесена.
queue-done-undo = Отменено.
queue-failed = { $what }: не выполнено. { $why }
queue-nothing-to-undo = Вашего, что можно было бы отменить, нет.
