# Что говорит в бюллетене сама программа, по-русски.
#
# Choices (docs/languages.md): alleged is заявлено, somebody's word; corroborated is подкреплено,
# which is less than подтверждено. Names of the case are not declined: a declined noun stands
# before them. Nouns agree with their numbers in the three forms of CLDR.

## Days and times

month = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
day-long = { $day } { month } { $year } года
day-short = { $day } { month }
days-of-month = { $first }–{ $last } { month }
days-two = { $first } – { $last }
moment = { $day }, { $clock } ({ $zone })
moment-short = { $day }, { $clock }
when-open = без даты
when-over-day = { $day }, в течение дня
when-not-one-day = { $days }, не относится к какому-либо одному дню
when-hour-open = { $day }, час не указан
when-day-open = { $days }, день не указан
when-between = { $day }, между { $from } и { $until }
when-between-days = между { $from } { $first } и { $until } { $last }
length-hours = { $n } ч
length-minutes = { $n } мин
dateline = { $day }, { $n }-й день
as-known-on = по данным на { $moment }

## Numbers, lengths, places

decimal-mark = ,
thousands-mark = {"\u00A0"}
count-up-to = не более { $n }
count-about = около { $n } ({ $low }–{ $high })
count-about-bare = около { $n }
count-range = { $low }–{ $high }
count-at-least = не менее { $n }
count-of = { $what }: { $count }
breaches = { $count ->
    [one] { $count } нарушение
    [few] { $count } нарушения
    [many] { $count } нарушений
   *[words] нарушений: { $count }
}
breaches-untold = нарушения
killed = { $count ->
    [one] убит { $count } человек
    [few] убиты { $count } человека
    [many] убито { $count } человек
   *[words] число убитых: { $count }
}
killed-of-them = { killed } (из них гражданских лиц: { $civilians })
killed-one-of-them = { killed } (из них гражданских лиц: { $civilians })
civilian-killed = { civilians-killed }
civilians-killed = { $count ->
    [one] убито { $count } гражданское лицо
    [few] убиты { $count } гражданских лица
    [many] убито { $count } гражданских лиц
   *[words] число убитых гражданских лиц: { $count }
}
wounded = { $count ->
    [one] ранен { $count } человек
    [few] ранены { $count } человека
    [many] ранено { $count } человек
   *[words] число раненых: { $count }
}
distance-metres = { $n } м
distance-kilometres = { $n } км
degrees = { $degrees }° { $half ->
    [north] с. ш.
    [south] ю. ш.
    [west] з. д.
   *[east] в. д.
}
place-open = место не указано
place-off-map = на карте не показано
place-within = в пределах { $distance }
place-along = где-то вдоль линии, с точностью до { $distance }
place-inside = где-то внутри
place-in-region = где-то в регионе { $region }
place-named = { $name } ({ $precision })

## Lists

list-more = { $head }, { $next }
list-and-more = { $head }, { $next }
list-and = { $head } и { $next }
list-or-more = { $head }, { $next }
list-or = { $head } или { $next }
list-apart = { $head }; { $next }

## Where a term stands, whose eyes, by which rule

status = { $status ->
    [not-in-force] не действует
    [no-breach-known] нарушений не известно
    [breach-alleged] заявлено о нарушении
    [breach-corroborated] нарушение подкреплено
   *[undetermined] не определено
}
determination = { $found ->
    [established] установлено
    [not-established] не установлено
   *[unattributable] принадлежность не определить
}
contested = оспаривается
not-judged = не оценивалось
withheld = [скрыто]
view = { $whose ->
    [party] близкие к стороне { $party }
    [independent] независимые источники
   *[all] все источники
}
eyes = { $whose ->
    [party] близкие к стороне { $party } источники
    [independent] независимые источники
   *[all] все источники
}
eyes-by = { $whose ->
    [party] близких к стороне { $party } источников
    [independent] независимых источников
   *[all] всех источников
}
every-count = каждого из подсчётов
voice-stands = { $whose ->
    [party] близость к стороне { $party }
   *[independent] независимый источник
}
rule = { $rule ->
    [alleged] при учёте заявленных нарушений
    [corroborated] при учёте подкреплённых нарушений
    [established] при учёте только выводов об установленных нарушениях
   *[established-none] при учёте только выводов об установленных нарушениях (выводов не внесено)
}
coverage = сообщали { $reporting } из { $sources ->
    [one] { $sources } источника
   *[many] { $sources } источников
}, сведения получены по { $heard } из { $regions ->
    [one] { $regions } региона
   *[many] { $regions } регионов
}
coverage-of = Охват: { $coverage }

## Names of terms

term-quoted = { $term } («{ $words }»)
term-in-both-readings = { $term } в обоих толкованиях
term-in-every-reading = { $term } в каждом толковании
term-in-own-reading = { $term } в толковании самого текста
term-in-reading = { $term } в толковании { $reading }
term-and-reading = { $term } ({ $reading })
in-reading = в толковании { $reading }
same-in-readings = так же в { $n ->
    [one] толковании
   *[many] толкованиях
} { $readings }

## Kinds of event

kind = { $kind ->
    [shelling] обстрел
    [airstrike] авиаудар
    [drone-strike] удар беспилотника
    [small-arms-fire] огонь из стрелкового оружия
    [clash] боестолкновение
    [ground-assault] наземный штурм
    [violence-against-civilians] насилие в отношении гражданских лиц
    [explosion] взрыв
    [attack-on-aid] нападение на гуманитарную помощь
    [ceasefire-breach] нарушение прекращения огня
    [abduction] похищение
    [force-movement] передвижение сил
    [withdrawal] отвод сил
    [territory-change] смена контроля над территорией
    [siege] осада
    [fortification] возведение укреплений
    [weapon-presence] наличие вооружений
    [overflight] пролёт авиации
    [restriction-of-monitors] ограничение наблюдателей
    [restriction-of-movement] ограничение передвижения
    [aid-request] запрос на доставку помощи
    [aid-approval] разрешение на доставку помощи
    [aid-passage] проход помощи
    [aid-obstruction] воспрепятствование доставке помощи
    [detainee-release] освобождение задержанных
    [talks] переговоры
   *[statement] заявление
}
kind-of-summary = { $kind }, несколько событий вместе
told = сообщённое

## The first paragraph

lead-day-open = На момент подготовки бюллетеня день ещё не закончился: учтены сообщения по { $moment }.
lead-not-yet = { $day } соглашение ещё не действовало.
lead-no-longer = { $day } соглашение уже не действовало: гарант { $guarantor } вышел из него { $moment }.
lead-withdrew = { $day }, на { $n }-й день действия соглашения, гарант { $guarantor } вышел из него: { $moment }.
lead-took-effect = Соглашение вступило в силу { $moment }; { $day } — его первый день.
lead-in-force = { $day }, на { $n }-й день действия соглашения, его положения считаются действующими ({ $withdrawn ->
    [later] ни один гарант к этому времени из него не вышел
   *[never] ни один гарант из него не вышел
}){ $windows }.
lead-closed = ; срок { $window } истёк { $day }
lead-window-closed = ; срок { $window } истёк { $day }
lead-none-reported = { $eyes }: неизвестно, чтобы кто-либо из них сообщал об этом дне.
lead-none-reported-open = { $eyes }: неизвестно, чтобы кто-либо из них сообщал об этом дне; не определено: { $terms }.
lead-no-breach = { $eyes } не заявляют о нарушениях за этот день.
lead-no-breach-open = { $eyes } с определённостью не называют ни одного нарушения; не определено: { $terms }.
lead-alleged = { $eyes } заявляют о { $breaches ->
    [one] нарушении
   *[many] нарушениях
} { $terms }{ $authors ->
    [0] {""}
   *[many] , возлагая ответственность на { $by }
}{ $incidents ->
    [0] {""}
    [one] , в { $incidents } инциденте
   *[many] , в { $incidents } инцидентах
}.
lead-none-corroborated = Ни одно нарушение не подкреплено заявителями, которые не опираются друг на друга.
lead-corroborated = Подкреплено заявителями, которые не опираются друг на друга: { $breaches ->
    [one] нарушение
   *[many] нарушения
} { $terms }.
lead-contested = Оспаривается: { $terms }.
lead-undetermined = Не определено: { $terms }.
lead-coverage = Охват за день: { $coverage }. Отсутствие сообщений не означает, что ничего не произошло.
lead-clock-not-begun = Отсчёт { $clock } ещё не начался.
lead-clock = Отсчёт { $clock }, для которого требуется { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} без нарушений, { $rule } показывает { $calm }.
lead-clock-same = Тот же отсчёт { $rule } показывает { $calm }.
calm-first = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} по данным { $whose }
calm-next = { calm-first }
calm-last = { $head }, { $next }

## What changed

change-first-day = Первый день таблицы: предыдущего дня для сравнения нет.
change-in-force = Соглашение вступило в силу ({ $moment }).
change-withdrew = Гарант { $guarantor } вышел из соглашения ({ $moment }).
change-status = { $old } → { $new } ({ $eyes })
change-terms = { $terms }: { $moves }.
change-no-term = Ни по одному положению ничего не изменилось.
change-arrivals = { $new ->
    [one] К этому дню относится { $new } инцидент
    [few] К этому дню относятся { $new } инцидента
   *[many] К этому дню относятся { $new } инцидентов
}; { $late ->
    [0] об инцидентах предыдущих дней новых сведений нет
    [one] стало известно о { $late } инциденте более раннего дня
   *[many] стало известно о { $late } инцидентах более раннего дня
}.
change-no-clock = Ни один отсчёт не прервался, не достиг цели и не начался заново.
change-clock = Отсчёт { $clock }: { $what } ({ $whose }).
change-whose = { $eyes } { $rule }
change-clock-anew = идёт заново с { $moment }
change-clock-stopped = больше не идёт
change-clock-reached = { $days ->
    [one] достиг требуемого { $days } дня
   *[many] достиг требуемых { $days } дней
}
change-clock-broken = прерван нарушением { $term } после { $days ->
    [one] { $days } дня
   *[many] { $days } дней
} без нарушений
change-window-opened = Срок { $window } начался { $moment }.
change-window-extended = Срок { $window } продлён на { $length } ({ $by }, { $moment }).
change-window-closes = Срок { $window } истекает { $moment }.

## Clocks, windows, phases

clock-not-begun = не начат
clock-calm = дней без нарушений: { $shown } из { $target }
clock-reached = дней: { $shown } из { $target }, цель достигнута { $moment }
clock-state-reached = цель достигнута { $moment }
clock-state-broken = прерван { $day } нарушением { $term }
clock-state-maybe = цель, возможно, достигнута { $moment }
window = Срок { $window }: начался { $opened }, { $state ->
    [closed] истёк
   *[open] истекает
} { $closes }{ $extended }.
window-extended = ; продлён на { $length } { $moment } ({ $by })
phase = Этап { $phase }: { $state }.
phase-expects = Соглашение предполагает: { $what }.
phase-not-opened = не начат ({ $whose })
phase-not-opened-by-any = не начат (по данным каждого из подсчётов)
phase-whose = { $rule }: { $eyes }
phase-would = начался бы { $moment }, если бы { $counted }; ни в одном сообщении не говорится, что он начался
phase-would-by-every-count = начался бы { $moment } по данным каждого из подсчётов; ни в одном сообщении не говорится, что он начался
phase-counted = { $rule ->
    [alleged] учитывалось каждое заявленное нарушение ({ $eyes })
    [corroborated] учитывались только подкреплённые нарушения ({ $eyes })
    [established] учитывались только выводы об установленных нарушениях ({ $eyes })
   *[established-none] учитывались только выводы об установленных нарушениях ({ $eyes }; выводов не внесено)
}
assumed = ~ { $term }: { $assumed }

## Rival counts

heading-rivals = Расходящиеся подсчёты, бок о бок
rivals-note = Собственные данные каждого заявителя. Они никогда не складываются.
no-rivals = Неизвестно, чтобы кто-либо привёл подсчёт за этот день.
one-event = одно событие
one-event-in = одно событие: { $place }
no-figure-told = { $what }, число не указано
laid-at = ответственность возлагается на { $by }
author-not-told = исполнитель не указан
in-place = место: { $place }
rivals-rest = { $n ->
    [one] Ещё по { $n } инциденту подсчёты расходятся
   *[many] Ещё по { $n } инцидентам подсчёты расходятся
}: см. { $field } в { $file }.
rival-rest = { $n ->
    [one] Ещё { $n } показатель этого заявителя приводится
    [few] Ещё { $n } показателя этого заявителя приводятся
   *[many] Ещё { $n } показателей этого заявителя приводятся
} в { $file }, поле { $field }
claim-id = утверждение { $claim }

## Incidents

heading-incidents = Инциденты
no-incidents = Ни об одном не известно. Отсутствие сообщений не означает, что ничего не произошло.
group-title = { $group ->
    [declared] Что было заявлено
    [bearing] Этого дня, затрагивают какое-либо положение
    [spread] За несколько дней или без точного дня
    [bare] Этого дня, не затрагивают ни одного положения
    [late] Более ранних дней, впервые опубликованы в этот день
   *[undated] Без даты, впервые опубликованы в этот день
}
group-note = { $group ->
    [declared] Заявления и переговоры этого дня, а также те, время которых не указано, впервые опубликованные в этот день, независимо от того, затрагивают ли они какое-либо положение. Сказанное не становится от этого фактом.
    [bearing] О них сообщено, но выводов по ним нет. Каждый инцидент — это гипотеза, что несколько утверждений относятся к одному событию.
    [spread] Ни один из них нельзя отнести только к этому дню, и ни один не учитывается только по нему.
    [bare] Приводятся для полноты: соглашение о них ничего не говорит, или не сообщается, что к ним причастны его стороны.
    [late] В таблице они показаны в тот день, когда, как сообщается, произошли.
   *[undated] Время не указано, поэтому в таблице их нет ни в одном дне.
}
group-rest = Приведены наиболее тяжкие и наиболее освещённые: { $listed } из { $all }; остальные ({ $rest }) содержатся в { $table } и { $shapes }. Все они ({ $all }) — это строки { $table }, отвечающие условию: { $rows }.
listed-of = { $listed } из { $all }
when-and-who = { $when }; { $who }.
said-to-be-by = приписывается: { $by }
by-and-on = { $by }; против: { $on }
no-casualties-told = о пострадавших не сообщается
told-earlier = ранее { $figure }
told-figures = { $figures } ({ $voices })
told-more = { $n ->
    [one] ещё { $n } показатель
    [few] ещё { $n } показателя
   *[many] ещё { $n } показателей
}
said = { $kind }: «{ $words }» ({ $voice })
voices = { $n ->
    [one] { $n } заявитель
    [few] { $n } заявителя
   *[many] { $n } заявителей
}: { $voices }
denied-by = Отрицают или излагают иначе: { $voices }
independent-exactly = Независимых друг от друга: { $n }
independent-between = Независимых друг от друга: не менее { $least }, не более { $most }
stand-together = Считаются вместе: { $reason }
how-counted = Как посчитано: { $reason }
in-dispute = Спорно: { $reason }
may-sum-up = Отдельных событий, которые оно может обобщать: { $n }
bearing = { $term }: { $status }
found-on-term = { $term }: { $found }
found-by-a-person = Вывод, подписанный человеком: { $found }
held-to-be-one = Считаются одним событием: { $reason }
more-links = И ещё { $n ->
    [one] { $n } связь с обоснованием
    [few] { $n } связи с обоснованиями
   *[many] { $n } связей с обоснованиями
} в { $command }
why = почему: { $cells }

## The page

page-title = { $dateline }: { $deal }
kicker = Бюллетень о прекращении огня
all-days = Все дни
languages = Другие языки
term = Положение
heading-board = Таблица положений
coverage-heading = Охват
legend-contested = оспаривается: кто-то отрицает или излагает иначе
legend-assumed = опирается на принятое нами число или правило
what-a-cell-rests-on = На чём основана ячейка: { $command }
heading-changes = Что изменилось со вчерашнего дня
heading-clock = Отсчёт { $clock }
by-the-count-of = Чей подсчёт
heading-windows = Сроки
heading-phases = Этапы
heading-assumed = Числа и правила, принятые как допущение
heading-map = Где, насколько сообщено

## The map

map-whole = Всё дело; каждый инцидент показан настолько широко, насколько указал источник
map-around = Местность вокруг { $lines }
map-mark = { $number }. { $kind }; { $place }
map-strip = { $distance } { $side ->
    [north] к северу
    [south] к югу
    [west] к западу
   *[east] к востоку
}: { $terms }
bears-on-no-term = положений не затрагивает
sign-air = с воздуха
sign-ground = на земле
sign-aid = помощь
sign-other = прочее
map-note = Каждая фигура охватывает место, где мог произойти инцидент; знак в её середине отмечает фигуру, а не точку. Прерывистый контур: этого или другого дня либо нескольких дней. Номера те же, что в списке ниже. Линии и полосы нанесены приблизительно и не являются съёмкой.
map-unplaced = Не показаны, так как место неизвестно, лежит за пределами карты или не меньше её: { $numbers }.
map-unlisted = Показаны только перечисленные: ещё { $n } за этот день содержатся в { $file }.

## The foot

foot-people-find = Программа оценивает, выводы делают люди. Буква на этой странице говорит, о чём сообщено и насколько это подкреплено; было ли положение нарушено, определяет человек и ставит подпись. Отсутствие сообщений не означает, что ничего не произошло.
foot-computed = Вычислено программой Armistice { $version } по { $entries ->
    [one] первой { $entries } записи
   *[many] первым { $entries } записям
} журнала дела { $case }, корневой хеш которого { $root }. Чтобы получить те же файлы байт в байт, возьмите журнал и ту же версию, убедитесь, что корневой хеш тот же, и наберите
foot-licences = Сообщения и наборы данных остаются на условиях тех, кто их опубликовал{ $credit ->
    [ucdp] {" "}(UCDP GED, Uppsala University: CC BY 4.0)
   *[none] {""}
}; программа распространяется по лицензии MIT или Apache-2.0, по вашему выбору.
