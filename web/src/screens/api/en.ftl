api-title = Interfaces – Armistice
api-keys = Interfaces
api-intro = Everything on these screens can be had by programs too. Without a token an answer shows what is public.
api-search = Search in paths, names and words
api-found =
    { $count ->
        [one] { $count } operation
       *[other] { $count } operations
    }
api-none-title = Nothing has these words
api-none = Use fewer or shorter ones.
api-schemas = Types
api-parameters = Parameters
api-parameter = Name
api-where = Where
api-type = Type
api-meaning = Meaning
api-required = required
api-body = Sent
api-answer = Answer { $status }
