# Слова всех экранов. Термины — по docs/languages.md.

## Frame
shell-skip = Перейти к содержанию
shell-name = Armistice
shell-navigation = Экраны
shell-board = Таблица положений
shell-map = Карта
shell-queue = Очередь
shell-report = Подать сообщение
shell-bulletins = Бюллетени
shell-ledger = Журнал
shell-admin = Управление
shell-developers = Интерфейсы
shell-language = Язык
shell-theme = Цвета
shell-theme-system = Как в системе
shell-theme-light = Светлые
shell-theme-dark = Тёмные
shell-sign-in = Войти
shell-sign-out = Выйти
shell-signed-in = { $name }, { $role }
shell-signed-out = Вы вышли.
shell-public = Общий доступ
shell-entries =
    { $count ->
        [one] { $count } запись
        [few] { $count } записи
        [many] { $count } записей
       *[other] { $count } записи
    }
shell-keys = Клавиши
shell-line-lost = Нет связи: показанное может быть устаревшим
shell-line-open = Новое появляется сразу
shell-missing-title = Такой страницы нет
shell-missing = Адрес { $path } никуда не ведёт. Выберите экран вверху или вернитесь назад.
shell-news-entry = Новое в журнале: { $summary }
role-viewer = читатель
role-reporter = полевой наблюдатель
role-analyst = аналитик
role-secretariat = секретариат
role-admin = администратор

## Time travel
as-of-now = По данным на { $moment }
as-of-then = По данным на { $moment } — не самые новые
as-of-open = Сменить момент данных
as-of-title = По данным на
as-of-hint = Показывает таблицу такой, какой она была бы по известному тогда. Ничего не меняется.
as-of-moment = Дата и время ({ $zone })
as-of-entry = или журнал до записи
as-of-entry-hint = От 1 до { $count }
as-of-show = Показать
as-of-newest = Вернуться к новейшему
as-of-wrong = Укажите дату со временем или номер записи от 1 до { $count }.

## Keys
keys-title = Клавиши
keys-letters = Отдельные буквы работают как сочетания
keys-everywhere = Везде
keys-help = Показать клавиши
keys-go-board = К таблице положений
keys-go-map = К карте
keys-go-queue = К очереди
keys-go-report = Подать сообщение
keys-go-bulletins = К бюллетеням
keys-go-ledger = К журналу
keys-go-admin = К управлению
keys-go-developers = К интерфейсам
keys-as-of = Сменить момент данных
keys-theme = Светлые или тёмные цвета

## States and parts
state-waiting = Загрузка…
state-again = Повторить
state-to-board = К таблице положений
state-line-title = Сервер не отвечает
state-line = Проверьте связь и повторите. Введённое здесь не пропадёт.
state-forbidden-title = Вам это не показывается
state-forbidden = Войдите с учётной записью, которой это доступно.
state-missing-title = Этого не существует
state-missing = Возможно, это объединено или переименовано. Начните с таблицы положений.
state-often-title = Слишком много запросов
state-often = Подождите минуту и повторите.
state-server-title = Сервер не смог этого сделать
state-server = Повторите. Если не поможет, сообщите тому, кто ведёт сервер, и назовите время.
state-program-title = Эту страницу не удалось показать
state-program = Загрузите её заново. Если не поможет, сообщите её адрес тому, кто ведёт сервер.
dialog-close = Закрыть
dialog-cancel = Отмена
toast-region = Сообщения программы
toast-close = Закрыть это сообщение
list-comma = {", "}

## Where a term stands
status-not_in_force = не действует
status-no_breach_known = нарушений не известно
status-undetermined = не определено
status-breach_alleged = заявлено о нарушении
status-breach_corroborated = нарушение подкреплено
status-contested = оспаривается
status-assumed = опирается на допущение
finding-established = установлено
finding-not_established = не установлено
finding-unattributable = принадлежность не определить
finding-by-person = Вывод человека: { $finding }
verification-reported = сообщено
verification-corroborated = подкреплено
verification-verified = проверено
verification-unverifiable = проверить невозможно
stance-fact = сообщено как факт
stance-claimed = со слов
stance-accused = обвинение
stance-denied = отрицание
coverage-words = сообщали { $reporting } из { $sources } источников, вести есть из { $heard } из { $regions } регионов
coverage-title = Охват

## Whose eyes
eyes-all = все источники
eyes-independent = независимые источники
eyes-close = источники, близкие к стороне { $party }
eyes-short-all = все
eyes-short-independent = независимые
eyes-short-close = близкие к стороне { $party }

## Times, places and counts
days-range = { $from }–{ $until }
when-open = без даты
when-hour-open = { $day }, час не указан
when-day-open = { $days }, день не указан
when-over-the-day = { $day }, в течение дня
when-over-days = { $days }, к одному дню не отнести
when-between-hours = { $day }, между { $from } и { $until }
when-between = между { $from } и { $until }
place-open = место не указано
place-somewhere-in = где-то в регионе { $region }
place-unnamed = место без названия
place-unmapped = не на карте
place-within = в пределах { $distance }
place-along = где-то вдоль, с точностью до { $distance }
place-inside = где-то внутри
place-precise = { $title } ({ $precision })
count-at-least = не менее { $low }
count-up-to = до { $high }
count-range = { $low }–{ $high }
count-about = около { $best } ({ $low }–{ $high })
harm-killed = убитых: { $count }
harm-civilians-killed = убитых гражданских лиц: { $count }
harm-killed-of-them = убитых: { $count } (из них гражданских лиц: { $civilians })
harm-wounded = раненых: { $count }

## Kinds of event
kind-attack = нападение
kind-shelling = обстрел
kind-airstrike = авиаудар
kind-drone-strike = удар беспилотника
kind-small-arms-fire = огонь из стрелкового оружия
kind-clash = боестолкновение
kind-ground-assault = наземный штурм
kind-violence-against-civilians = насилие в отношении гражданских лиц
kind-explosion = взрыв
kind-attack-on-aid = нападение на гуманитарную помощь
kind-ceasefire-breach = нарушение прекращения огня
kind-abduction = похищение
kind-force-movement = передвижение сил
kind-withdrawal = отвод сил
kind-territory-change = смена контроля над территорией
kind-siege = осада
kind-fortification = возведение укреплений
kind-weapon-presence = наличие вооружений
kind-overflight = пролёт авиации
kind-restriction-of-monitors = ограничение наблюдателей
kind-restriction-of-movement = ограничение передвижения
kind-aid-request = запрос на доставку помощи
kind-aid-approval = разрешение на доставку помощи
kind-aid-passage = проход помощи
kind-aid-obstruction = воспрепятствование доставке помощи
kind-detainee-release = освобождение задержанных
kind-talks = переговоры
kind-statement = заявление

## Classes of weapon
weapon-tank = танк
weapon-artillery = артиллерия
weapon-mortar = миномёт
weapon-rocket-artillery = реактивная система залпового огня
weapon-tactical-missile = тактическая ракета
weapon-anti-tank-missile = противотанковая ракета
weapon-personnel-carrier = бронетранспортёр
weapon-vehicle = военная машина
weapon-heavy-machine-gun = крупнокалиберный пулемёт
weapon-light-machine-gun = ручной пулемёт
weapon-small-arms = стрелковое оружие
weapon-personnel = личный состав
weapon-aircraft = самолёт
weapon-helicopter = вертолёт
weapon-drone = беспилотник
weapon-explosive = взрывное устройство

## Which question a stretch of words answers
field-whole = утверждение целиком
field-what = что
field-by = кем
field-on = против кого
field-where = где
field-when = когда
field-how_many = сколько
field-says = кто говорит
field-cue = как сказано
