api-title = Интерфейсы — Armistice
api-keys = Интерфейсы
api-intro = Всё, что есть на этих экранах, доступно и программам. Без ключа ответ показывает открытое.
api-search = Поиск по путям, именам и словам
api-found =
    { $count ->
        [one] { $count } операция
        [few] { $count } операции
        [many] { $count } операций
       *[other] { $count } операции
    }
api-none-title = Этих слов нигде нет
api-none = Возьмите меньше слов или покороче.
api-schemas = Типы
api-parameters = Параметры
api-parameter = Имя
api-where = Где
api-type = Тип
api-meaning = Значение
api-required = обязателен
api-body = Отправляется
api-answer = Ответ { $status }
