decision-reason = Обоснование
decision-reason-hint = Навсегда остаётся в журнале под вашим именем.
decision-reason-missing = Напишите почему: каждое решение несёт своё обоснование.
decision-missing = Выберите, что решается.
decision-cites = Сообщения, из которых это видно (необязательно)
decision-cites-hint = Их имена, например R-0c4fae349d137854, через пробел.
decision-enter = Подписать и внести
decision-entered = Внесено в журнал, запись { $entry }.
