reports-title = Сообщение { $id } — Armistice
reports-keys = Сообщение
reports-report = Сообщение
reports-untitled = Сообщение без заголовка
reports-source = Источник
reports-published = Опубликовано
reports-recorded = Принято
reports-entry = запись { $entry }
reports-format = Формат
reports-evidence = Доказательства, SHA-256
reports-flags = Отмечено при приёме
reports-words = Его слова
reports-withheld = Сотрудники миссии могут его прочесть: войдите.
reports-claims =
    { $count ->
        [one] В нём прочитано { $count } утверждение
        [few] В нём прочитано { $count } утверждения
        [many] В нём прочитано { $count } утверждений
       *[other] В нём прочитано { $count } утверждения
    }
reports-claims-none = Ни одного утверждения в нём не прочитано. Его слова остаются в журнале.
reports-mark = Отметить в тексте
reports-next = Следующее утверждение
reports-previous = Предыдущее утверждение
reports-self-defence = в ответ на угрозу, как сказано
reports-open = не сказано
reports-photos =
    { $count ->
        [one] { $count } фотография
        [few] { $count } фотографии
        [many] { $count } фотографий
       *[other] { $count } фотографии
    }
reports-photo = Фотография { $number } из сообщения
reports-kilobytes = { $size } кБ
reports-observer = Наблюдавший человек
reports-observer-note = Защищено. Показано вам по вашей роли; наружу не выходит.
reports-observer-name = Имя
reports-observer-contact = Как связаться
reports-observer-position = Местоположение
