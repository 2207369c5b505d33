## Map
map-title = Map of incidents
map-canvas = Map; the list of incidents on this page holds the same
map-keys = Map
map-keys-time = Map: days
map-key-close = Close what is open on the map
map-filters =
    { $count ->
        [0] Filters
        [one] Filters: { $count } set
       *[other] Filters: { $count } set
    }
map-filters-clear = Show all
map-filter-term = Term
map-filter-perspective = As seen by
map-filter-kind = Kind
map-filter-party = Party named
map-filter-status = Status
map-any-term = any term
map-any-kind = any kind
map-any-party = any party
map-any-status = any status
map-asking = Asking how incidents stand: { $count } so far
map-time = Days
map-day = Day shown
map-play = Play the days
map-pause = Pause
map-step-back = Previous day
map-step-on = Next day
map-span = How many days at once
map-span-1 = 1 day
map-span-7 = 7 days
map-span-all = All
map-one-day = { $weekday }, { $day }
map-week = The week of { $days }
map-all-days = All days, { $days }
map-count =
    { $count ->
        [0] no incidents
        [one] { $shown } incident
       *[other] { $shown } incidents
    }
map-coverage-days = on each of these days { $low } to { $high } of { $sources } sources reporting
map-days-hint = An incident whose day is uncertain shows on every day it may have been.
map-undated =
    { $count ->
        [one] { $shown } incident has no date; it shows only under “All”.
       *[other] { $shown } incidents have no date; they show only under “All”.
    }
map-clusters = Counted together; zoom in for shapes
map-shapes = Each incident is somewhere inside its shape
map-no-webgl = The map cannot be drawn here: this browser has no WebGL. The list holds the same incidents.
map-tiles-missing = Part of the map could not be fetched. Move the map to try again; the list is complete.
map-truncated = More incidents than this page can hold ({ $count } were sent): below the zoom of shapes, clusters are counted by the server for all days together.
map-list = Incidents in this part of the map
map-none-title = No incident here
map-none = None is known in this part of the map, on these days, with these filters. Zoom out, choose more days or take filters away. Nothing reported does not mean that nothing happened.
map-more = Show more
map-show = On the map
map-show-this = Show on the map: { $what }
map-what-by = { $what }, said to be by { $by }
map-what-on = { $what }, on { $on }
map-popover = Incident on the map
map-open-incident = Open the incident
map-voices =
    { $count ->
        [one] told by { $count } voice
       *[other] told by { $count } voices
    }
map-several =
    { $count ->
        [one] { $count } incident here
       *[other] { $count } incidents here
    }
map-several-more =
    { $count ->
        [one] and { $shown } more: the list has all
       *[other] and { $shown } more: the list has all
    }
map-somewhere-within = somewhere within { $distance } of { $place }
map-somewhere-here = somewhere within { $distance }
map-somewhere-along = somewhere along { $place }, give or take { $distance }
map-somewhere-in = somewhere in { $place }
map-strip = { $name } ({ $distance })
map-legend = Legend
map-legend-disc = may be anywhere inside
map-legend-line = line of the deal
map-legend-area = area of the deal
map-legend-keep_out = keep-out strip
map-legend-eyes = Colours: gravest status in the eyes of { $eyes }. A cluster shows how many incidents it holds, in its ring how many are of each status, and below the number how many are of the gravest.
map-legend-sources = Sources: { $sources }.
map-case-sources = Incidents: the case’s sources
