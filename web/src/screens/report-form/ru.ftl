## Report form
form-title = Подать сообщение
form-signed-out = Вы не вошли. Сообщения можно писать и хранить здесь; они будут отправлены, когда вы войдёте.
form-no-lists-title = Форму пока нельзя показать без связи
form-no-lists = Откройте эту страницу один раз со связью и войдя в систему. После этого она работает и без связи.
form-choose = Выберите…
form-unknown = Неизвестно
form-or-another = или ещё…
form-take-out = Убрать { $name }
form-part-what = Что
form-part-when = Когда
form-part-where = Где
form-part-many = Сколько
form-part-who = Кто
form-part-words = Своими словами
form-part-observer = Кто наблюдал
form-label-source = Подаётся от имени
form-label-sense = Откуда вы знаете?
form-sense-heard = Слышал(а)
form-sense-seen = Видел(а)
form-sense-told = Рассказали
form-label-kind = Что произошло
form-label-weapon = Оружие
form-label-model = Модель, если известна
form-hint-zone = Время по поясу { $zone }
form-quick-times = Готовые значения времени
form-just-now = Только что
form-last-minutes =
    { $count ->
        [60] За последний час
        [one] За последнюю { $count } минуту
        [few] За последние { $count } минуты
        [many] За последние { $count } минут
       *[other] За последние { $count } минут
    }
form-lasted = Длилось
form-minutes =
    { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
        [many] { $count } минут
       *[other] { $count } минут
    }
form-label-from = С
form-label-until = По
form-hint-until = То же, что «с», если это был один момент. Если известно лишь примерно, укажите весь промежуток, в который это должно было произойти.
form-way-bearing = От места, где я стою
form-way-place = В названном месте
form-way-spot = На карте
form-way-open = Неизвестно
form-label-own = Где вы стояли
form-sealed = Скрыто: где вы стояли, видит только группа проверки. Это никогда не публикуется.
form-locate = Взять моё положение
form-locating = Определяется положение…
form-locate-denied = Браузеру не разрешено узнавать ваше положение. Разрешите в настройках либо введите или укажите его.
form-locate-failed = Положение определить не удалось. Выйдите на открытое место и попробуйте снова либо введите или укажите его.
form-map-open = Указать на карте
form-map-close = Закрыть карту
form-map = Карта, на которой указывают место; поля широты и долготы делают то же
form-map-middle = Взять середину карты
form-map-failed = Карту нарисовать не удалось. Введите широту и долготу.
form-accuracy = Известно с точностью до { $distance }
form-label-lat = Широта
form-label-lon = Долгота
form-label-direction = В каком направлении?
form-hint-direction = Если смотреть с места, где вы стояли; север вверху.
form-you = вы
form-label-degrees = или градусы по компасу (0–360)
form-wind-N = С
form-wind-NE = СВ
form-wind-E = В
form-wind-SE = ЮВ
form-wind-S = Ю
form-wind-SW = ЮЗ
form-wind-W = З
form-wind-NW = СЗ
form-sector-N = северу
form-sector-NE = северо-востоку
form-sector-E = востоку
form-sector-SE = юго-востоку
form-sector-S = югу
form-sector-SW = юго-западу
form-sector-W = западу
form-sector-NW = северо-западу
form-label-range = Как далеко? (километры)
form-hint-range = Оставьте пустым, если не можете сказать.
form-label-near = не меньше
form-label-far = не больше
form-label-place = Название места
form-label-spot = Место на карте
form-label-radius = Насколько точно вы его знаете?
form-label-kilometres = В пределах скольких километров
form-label-spot-name = Название, если есть
form-hint-figures = Укажите, что знаете: лучшую оценку, либо только «не меньше», либо только «не больше».
form-label-count = Сколько: взрывов, грузовиков, машин
form-label-killed = Убито людей
form-label-wounded = Ранено людей
form-bound-low = не меньше
form-bound-best = лучшая оценка
form-bound-high = не больше
form-hint-who = Оставьте открытым, если не знаете. Из нескольких имён имеется в виду одно.
form-label-by = Кто
form-label-on = Против кого
form-label-text = Что вы наблюдали
form-hint-text = Как было, без выводов. Не называйте людей, которым это может повредить.
form-label-photos = Снимки
form-add-photos = Добавить снимки
form-photos-hint = Не больше { $most }, каждый до { $size }; JPEG, PNG или WebP. Они отправляются как сняты; то, что записала в них камера, сервер скрывает от всех, кроме группы проверки.
form-sealed-name = Скрыто: имя и контакт видит только секретариат.
form-label-name = Имя
form-label-contact = Как связаться

form-tell-title = Вот что будет сообщено
form-tell-what = { $event }.
form-tell-what-with = { $event }, { $weapon }.
form-tell-where = { $where }; { $sense }.
form-tell-heard = было слышно
form-tell-seen = было видно
form-tell-told = со слов других
form-tell-sense-open = ещё не сказано, откуда вы знаете
form-tell-nowhere = Место не указано
form-tell-place = Место: { $place }
form-tell-spot = Где-то в пределах { $distance } от места на карте
form-tell-spot-named = Где-то в пределах { $distance } от места на карте, { $place }
form-tell-between = { $low }–{ $high } км
form-tell-bearing-range = Примерно { $range } к { $direction } от места, где вы стояли
form-tell-bearing = К { $direction } от места, где вы стояли, расстояние не указано
form-tell-range = Примерно { $range } от места, где вы стояли, направление не указано
form-tell-degrees = { $wind } ({ $degrees }°)
form-tell-at = { $day }, в { $time }.
form-tell-within-day = { $day }, между { $from } и { $until }.
form-tell-over-days = Между { $from } и { $until }.
form-tell-count = Число: { $count }.
form-tell-killed = Убито: { $count }.
form-tell-wounded = Ранено: { $count }.
form-tell-by = Кто: { $names }.
form-tell-on = Против кого: { $names }.
form-count-about = около { $best }
form-count-about-in = около { $best } ({ $range })

form-send = Отправить
form-untouched = Всё сохраняется на этом устройстве, пока вы пишете.
form-kept = Сохранено на этом устройстве.
form-not-kept = Сохранить на этом устройстве не удалось. Освободите место и не закрывайте страницу, пока не отправите.
form-queued = Сообщение в исходящих.
form-queued-offline = Связи нет: сообщение ждёт на этом устройстве и уйдёт само, когда она появится.
form-sent =
    { $count ->
        [one] Отправлено { $count } сообщение.
        [few] Отправлено { $count } сообщения.
        [many] Отправлено { $count } сообщений.
       *[other] Отправлено { $count } сообщений.
    }
form-none-sent = Пока ничего отправить не удалось. То, что ждёт, сохранено; попытка повторится.
form-faults =
    { $count ->
        [one] Перед отправкой нужно исправить { $count } место
        [few] Перед отправкой нужно исправить { $count } места
        [many] Перед отправкой нужно исправить { $count } мест
       *[other] Перед отправкой нужно исправить { $count } мест
    }
form-fault-missing = нужно указать
form-fault-no-time = укажите день и время
form-fault-swapped-times = конец раньше начала: переставлены?
form-fault-future = это в будущем: проверьте день
form-fault-no-number = укажите целые числа от 0 или ничего
form-fault-unordered = меньшее не должно превышать оценку, а оценка — большее
form-fault-off-globe = широта от −90 до 90, долгота от −180 до 180; нужны обе
form-fault-no-bearing = градусы от 0 до 360, по часовой стрелке от севера
form-fault-swapped-range = наименьшее расстояние больше наибольшего: переставлены?
form-fault-no-direction = выберите направление или скажите, как далеко
form-fault-no-radius = скажите, насколько точно: место не бывает известно до точки
form-fault-too-many-photos = слишком много: уберите часть
form-fault-photo-too-large = один слишком велик: уберите его
form-fault-no-photo = один не JPEG, PNG или WebP: уберите его
form-fault-too-long = слишком длинно: сократите
form-refused-title = Сервер не принял это сообщение
form-closed-sent = Это сообщение отправлено
form-closed-sent-hint = Его содержания на этом устройстве больше нет. Чтобы исправить, подайте другое.
form-closed-waiting = Это сообщение, возможно, уже на сервере
form-closed-waiting-hint = Попытка отправки закончилась без ответа. Менять его нельзя, пока это не выяснится; дважды оно принято не будет.
form-another = Написать другое
form-open-report = Открыть сообщение

form-outbox = На этом устройстве
form-outbox-hint = Отправленное стирается с этого устройства; номер и время остаются.
form-not-persistent = При нехватке места браузер может очистить хранилище: отправьте скорее.
form-send-now =
    { $count ->
        [one] Отправить сейчас: { $count }
        [few] Отправить сейчас: { $count }
        [many] Отправить сейчас: { $count }
       *[other] Отправить сейчас: { $count }
    }
form-state-draft = Черновик
form-state-waiting = Ждёт
form-state-sending = Отправляется
form-state-sent = Отправлено
form-state-refused = Не принято
form-why-line = Связи нет. Уйдёт само, когда она появится.
form-why-sign-in = Войдите, чтобы отправить.
form-why-other-person = Написано под именем { $owner }: уйдёт, когда этот человек войдёт.
form-why-server = На сервере неполадки. Попытка повторится сама.
form-perhaps-there = Попытка закончилась без ответа; дважды принято не будет.
form-go-on = Продолжить
form-change = Изменить
form-clear = Убрать из списка
form-delete = Удалить
form-delete-title = Удалить это сообщение с устройства?
form-delete-hint = Оно не отправлено, и вернуть его будет нельзя.
form-delete-perhaps = Возможно, оно уже на сервере; удаление здесь его не отзовёт.
form-no-kind = Сообщение, вид ещё не указан
form-entry = Запись { $entry }
