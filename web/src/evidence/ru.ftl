claim-against = отрицает или рассказывает иначе
claim-withheld = Слова скрыты для защиты источника.
claim-through = через { $source }
claim-published = опубликовано { $at }
claim-unstamped = без отметки времени
claim-in-report = Показать в сообщении
range-voice = Заявитель
range-count = Число
range-drawn = На шкале
link-why =
    { $count ->
        [one] Почему эти утверждения считаются об одном событии: { $count } связь
        [few] Почему эти утверждения считаются об одном событии: { $count } связи
        [many] Почему эти утверждения считаются об одном событии: { $count } связей
       *[other] Почему эти утверждения считаются об одном событии: { $count } связи
    }
link-decided = объединены человеком
link-computed = объединены ({ $probability } %)
bits-caption = Каждый бит удваивает шансы на то, что оба сообщения об одном событии; каждый бит ниже нуля уменьшает их вдвое.
bits-about = О чём
bits-bits = Биты
bits-drawn = На рисунке
bits-found = Что найдено
bits-sum = Всего
bits-odds-for = { $times } к 1, что это одно событие
bits-odds-against = 1 к { $times }, что это одно событие
bits-prior = Сначала
bits-crowd = Теснота
bits-time = Когда
bits-place = Где
bits-kind = Что
bits-author = Кто
bits-target = Против кого
bits-casualties = Сколько
bits-denial = Отрицание
bits-carriage = Как передано
bits-scope = Охват
bits-words = Слова
bits-rivals = Другие
bits-bound = Предел
