## Map
map-title = Карта инцидентов
map-canvas = Карта; список инцидентов на этой странице содержит то же
map-keys = Карта
map-keys-time = Карта: дни
map-key-close = Закрыть открытое на карте
map-filters =
    { $count ->
        [0] Фильтры
        [one] Фильтры: задан { $count }
        [few] Фильтры: задано { $count }
        [many] Фильтры: задано { $count }
       *[other] Фильтры: задано { $count }
    }
map-filters-clear = Показать все
map-filter-term = Положение
map-filter-perspective = С точки зрения
map-filter-kind = Вид
map-filter-party = Названная сторона
map-filter-status = Статус
map-any-term = любое положение
map-any-kind = любой вид
map-any-party = любая сторона
map-any-status = любой статус
map-asking = Запрашиваются статусы инцидентов: пока { $count }
map-time = Дни
map-day = Показанный день
map-play = Показать день за днём
map-pause = Пауза
map-step-back = Предыдущий день
map-step-on = Следующий день
map-span = Сколько дней сразу
map-span-1 = 1 день
map-span-7 = 7 дней
map-span-all = Все
map-one-day = { $weekday }, { $day }
map-week = Неделя { $days }
map-all-days = Все дни, { $days }
map-count =
    { $count ->
        [0] инцидентов нет
        [one] { $shown } инцидент
        [few] { $shown } инцидента
        [many] { $shown } инцидентов
       *[other] { $shown } инцидентов
    }
map-coverage-days = в каждый из этих дней сообщало от { $low } до { $high } из { $sources } источников
map-days-hint = Инцидент, день которого неточен, показан в каждый день, когда он мог произойти.
map-undated =
    { $count ->
        [one] { $shown } инцидент без даты; он виден только во «Все».
        [few] { $shown } инцидента без даты; они видны только во «Все».
        [many] { $shown } инцидентов без даты; они видны только во «Все».
       *[other] { $shown } инцидентов без даты; они видны только во «Все».
    }
map-clusters = Посчитаны вместе; приблизьте, чтобы увидеть очертания
map-shapes = Каждый инцидент — где-то внутри своего очертания
map-no-webgl = Карту здесь не нарисовать: в этом браузере нет WebGL. В списке те же инциденты.
map-tiles-missing = Часть карты не удалось получить. Подвиньте карту, чтобы попробовать снова; список полон.
map-truncated = Инцидентов больше, чем вмещает страница (прислано { $count }): пока очертания не видны, группы считает сервер, за все дни вместе.
map-list = Инциденты в этой части карты
map-none-title = Инцидентов здесь нет
map-none = В этой части карты, в эти дни и с этими фильтрами ни одного не известно. Отдалите карту, выберите больше дней или уберите фильтры. Отсутствие сообщений не означает, что ничего не произошло.
map-more = Показать ещё
map-show = На карте
map-show-this = Показать на карте: { $what }
map-what-by = { $what }, приписывается: { $by }
map-what-on = { $what }, против: { $on }
map-popover = Инцидент на карте
map-open-incident = Открыть инцидент
map-voices =
    { $count ->
        [one] говорит { $count } заявитель
        [few] говорят { $count } заявителя
        [many] говорят { $count } заявителей
       *[other] говорят { $count } заявителей
    }
map-several =
    { $count ->
        [one] здесь { $count } инцидент
        [few] здесь { $count } инцидента
        [many] здесь { $count } инцидентов
       *[other] здесь { $count } инцидентов
    }
map-several-more =
    { $count ->
        [one] и ещё { $shown } инцидент: все они в списке
        [few] и ещё { $shown } инцидента: все они в списке
        [many] и ещё { $shown } инцидентов: все они в списке
       *[other] и ещё { $shown } инцидентов: все они в списке
    }
map-somewhere-within = где-то в пределах { $distance } от места: { $place }
map-somewhere-here = где-то в пределах { $distance }
map-somewhere-along = где-то вдоль линии { $place }, плюс-минус { $distance }
map-somewhere-in = где-то внутри: { $place }
map-strip = { $name } ({ $distance })
map-legend = Обозначения
map-legend-disc = может быть где угодно внутри
map-legend-line = линия соглашения
map-legend-area = зона соглашения
map-legend-keep_out = запретная полоса
map-legend-eyes = Цвета: самый тяжёлый статус; учтены { $eyes }. Группа показывает, сколько в ней инцидентов, кольцом — доли статусов, а под числом — сколько из них с самым тяжёлым.
map-legend-sources = Источники: { $sources }.
map-case-sources = Инциденты: источники дела
