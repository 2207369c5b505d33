## The map's ground
ground-title = Карта
ground-zoom-in = Приблизить
ground-zoom-out = Отдалить
ground-sources = Источники карты
ground-natural-earth = Основа карты: Natural Earth. Показанные границы не выражают мнения о них.
