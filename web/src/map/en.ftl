## The map's ground
ground-title = Map
ground-zoom-in = Zoom in
ground-zoom-out = Zoom out
ground-sources = Sources of the map
ground-natural-earth = Base map: Natural Earth. Borders drawn are no opinion on them.
