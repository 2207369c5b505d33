board-title = Таблица положений — Armistice
board-now = Положение дел на конец дня { $day }
board-eyes = С чьих слов
board-watched = Кто сообщал
board-watched-days =
    { $days ->
        [one] известия за { $heard } из { $days } дня действия
        [few] известия за { $heard } из { $days } дней действия
        [many] известия за { $heard } из { $days } дней действия
       *[other] известия за { $heard } из { $days } дня действия
    }
board-watched-of = источников сообщало, из { $sources }
board-terms = Положения
board-terms-count =
    { $count ->
        [one] { $count } положение
        [few] { $count } положения
        [many] { $count } положений
       *[other] { $count } положения
    }
board-changed = Изменилось с { $before }
board-changed-nothing = ничего
board-step = с «{ $from }» на «{ $to }»
board-grid = Где стоит каждое положение в каждый день
board-days-cut = Последние { $days } дн. из { $all }. Чтобы увидеть более ранние, откройте таблицу по состоянию на тот момент (t).
board-term = Положение
board-reading = толкование: { $reading }
board-pointed = Клетка, на которой вы стоите
board-pointed-none = Наведите на клетку или идите по таблице стрелками. Enter открывает, на чём она основана.
board-bears =
    { $count ->
        [0] Ничего из сообщённого к ней не относится.
        [one] К ней относится { $count } инцидент или обязанность.
        [few] К ней относятся { $count } инцидента или обязанности.
        [many] К ней относятся { $count } инцидентов или обязанностей.
       *[other] К ней относятся { $count } инцидента или обязанности.
    }
board-open = Открыть оценку
board-clock = Отсчёт
board-clock-asks =
    { $days ->
        [one] требуется { $days } день без нарушений
        [few] требуются { $days } дня без нарушений
        [many] требуется { $days } дней без нарушений
       *[other] требуются { $days } дня без нарушений
    }
board-rule-alleged = считая каждое заявленное нарушение
board-rule-corroborated = считая только подкреплённые нарушения
board-rule-established = считая только выводы «установлено»
board-no-finding = Выводов ещё никто не внёс: считать нечего, и заключать из этого нечего.
board-clock-not-begun = не начат
board-clock-days = { $calm } из { $target } дней
board-clock-reached = достигнуто { $at }
board-clock-broken = прервано { $day } положением { $term }
board-clock-possibly = возможно, достигнуто { $at }
board-phases = Этапы и сроки
board-phase = Этап { $phase }
board-phase-not-due = Не наступил ни по одному подсчёту.
board-phase-due = Наступил бы { $at } по следующим подсчётам; ни одно сообщение не говорит, что он наступил:
board-phase-due-all = Наступил бы { $at } по каждому подсчёту; ни одно сообщение не говорит, что он наступил.
board-phase-count = { $rule }; точка зрения: { $eyes }
board-window = { $window }
board-window-open = Открыт { $opened }, закрывается { $closes }.
board-window-closed = Открыт { $opened }, закрыт { $closes }.
board-window-extended =
    { $hours ->
        [one] Продлён { $at } на { $hours } час; согласились: { $by }.
        [few] Продлён { $at } на { $hours } часа; согласились: { $by }.
        [many] Продлён { $at } на { $hours } часов; согласились: { $by }.
       *[other] Продлён { $at } на { $hours } часа; согласились: { $by }.
    }
board-changes = Что изменилось { $day } по сравнению с { $before }
board-changes-none = Все положения стоят там же, где днём раньше.
board-change = { $eyes }: { $to }, было: { $from }
board-rivals = Что насчитал каждый заявитель
board-rivals-day = День
board-rivals-note = Каждый подсчёт — своего заявителя. Они показаны рядом и никогда не складываются.
board-rivals-incidents = Один инцидент, несколько подсчётов
board-rivals-figure = { $what }: { $count }
board-rivals-no-figure = { $what }, число не названо
board-rivals-breaches = нарушений
board-rivals-by = возлагается: { $by }
board-keys = Таблица положений
board-key-view = Переключить: по положениям или по точкам зрения
board-key-open = Раскрыть или свернуть все положения
board-key-grid = Войти в таблицу
board-key-arrows = Перейти от клетки к клетке
board-key-enter = Открыть, на чём основана клетка
board-empty-title = Оценок ещё нет
board-empty = Примите сообщения или подайте своё: таблица заполнится по мере поступления.
board-empty-then = На тот момент соглашение не охватывало ни одного дня. Выберите момент позже.
board-in-force = Действует с { $from }, дни по времени { $zone }.
board-withdrawn = Сторона { $by } вышла из соглашения { $at }.
board-standing = Положения день за днём
board-view = Как разложена таблица
board-view-terms = По положениям
board-view-perspectives = По точкам зрения
board-open-all = Раскрыть все положения
board-close-all = Свернуть все положения
board-legend = Что значат знаки

assessment-title = { $id } — Armistice
assessment-back = Назад к таблице положений
assessment-neighbours = То же положение в другие дни и с других точек зрения
assessment-keys = Оценка
assessment-day-before = Днём раньше
assessment-day-after = Днём позже
assessment-eyes-next = Следующая точка зрения
assessment-assumed = Принято как допущение, потому что текст молчит:
assessment-formula = Формула, по которой оценивается
assessment-rests =
    { $count ->
        [one] Основана на { $count } инциденте или обязанности
        [few] Основана на { $count } инцидентах или обязанностях
        [many] Основана на { $count } инцидентах или обязанностях
       *[other] Основана на { $count } инцидента или обязанности
    }
assessment-nothing-title = Ничего из сообщённого не относится к этому положению в этот день
assessment-nothing-not_in_force = В этот день положение никого не связывает.
assessment-nothing-no_breach_known = Кто-то сообщал, и никто не сообщает о нарушении. Это ещё не спокойствие: смотрите охват.
assessment-nothing-undetermined = С этой точки зрения никто не сообщал, поэтому сказать ничего нельзя. Нет сообщения — не значит нет инцидента.
assessment-nothing-breach_alleged = На чём она основана, вам не показывается.
assessment-nothing-breach_corroborated = На чём она основана, вам не показывается.
assessment-unanswered = Обязанность, на которую вовремя не ответили
assessment-voices =
    { $count ->
        [one] { $count } заявитель:
        [few] { $count } заявителя:
        [many] { $count } заявителей:
       *[other] { $count } заявителя:
    }
assessment-by = Кем, как сказано:
assessment-by-open = никто не назван
