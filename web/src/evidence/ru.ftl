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
