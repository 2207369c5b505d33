## Report form
form-title = File a report
form-signed-out = You are not signed in. You can write and keep reports here; they are sent once you have signed in.
form-no-lists-title = The form cannot be shown without a line yet
form-no-lists = Open this page once with a connection and signed in. From then on it also works without.
form-choose = Choose…
form-unknown = Not known
form-or-another = or another…
form-take-out = Take out { $name }
form-part-what = What
form-part-when = When
form-part-where = Where
form-part-many = How many
form-part-who = Who
form-part-words = In your words
form-part-observer = Who observed it
form-label-source = Filed for
form-label-sense = How do you know?
form-sense-heard = Heard it
form-sense-seen = Saw it
form-sense-told = Was told
form-label-kind = What happened
form-label-weapon = Weapon
form-label-model = Model, if you know it
form-hint-zone = Times of { $zone }
form-quick-times = Times at hand
form-just-now = Just now
form-last-minutes =
    { $count ->
        [60] In the last hour
        [one] In the last { $count } minute
       *[other] In the last { $count } minutes
    }
form-lasted = It lasted
form-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
form-label-from = From
form-label-until = Until
form-hint-until = The same as “from” if it was one moment. If you know only roughly, give the whole stretch in which it must have been.
form-way-bearing = From where I stand
form-way-place = At a named place
form-way-spot = On the map
form-way-open = Not known
form-label-own = Where you stood
form-sealed = Sealed: only the verification team sees where you stood. It is never published.
form-locate = Use my position
form-locating = Finding your position…
form-locate-denied = The browser may not use your position. Allow it in its settings, or type or tap it.
form-locate-failed = Your position could not be found. Go into the open and try again, or type or tap it.
form-map-open = Tap it on a map
form-map-close = Close the map
form-map = Map to tap a place on; the fields for latitude and longitude do the same
form-map-middle = Take the middle of the map
form-map-failed = The map could not be drawn. Type latitude and longitude instead.
form-accuracy = Known to { $distance }
form-label-lat = Latitude
form-label-lon = Longitude
form-label-direction = In which direction?
form-hint-direction = Seen from where you stood; north is up.
form-you = you
form-label-degrees = or degrees from a compass (0–360)
form-wind-N = N
form-wind-NE = NE
form-wind-E = E
form-wind-SE = SE
form-wind-S = S
form-wind-SW = SW
form-wind-W = W
form-wind-NW = NW
form-sector-N = north
form-sector-NE = north-east
form-sector-E = east
form-sector-SE = south-east
form-sector-S = south
form-sector-SW = south-west
form-sector-W = west
form-sector-NW = north-west
form-label-range = How far? (kilometres)
form-hint-range = Leave it empty if you cannot say.
form-label-near = at least
form-label-far = at most
form-label-place = Name of the place
form-label-spot = The place on the map
form-label-radius = How closely do you know it?
form-label-kilometres = Within how many kilometres
form-label-spot-name = Its name, if it has one
form-hint-figures = Give what you know: a best guess, or only “at least”, or only “at most”.
form-label-count = How many: explosions, trucks, vehicles
form-label-killed = People killed
form-label-wounded = People wounded
form-bound-low = at least
form-bound-best = best guess
form-bound-high = at most
form-hint-who = Leave it open if you do not know. Of several names, one is meant.
form-label-by = By whom
form-label-on = On whom
form-label-text = What you observed
form-hint-text = As it was, without drawing conclusions. Do not name people who could be harmed by it.
form-label-photos = Photos
form-add-photos = Add photos
form-photos-hint = At most { $most }, each up to { $size }; JPEG, PNG or WebP. They are sent as they were taken; the server keeps what the camera wrote into them from everybody but the verification team.
form-sealed-name = Sealed: only the secretariat sees name and contact.
form-label-name = Name
form-label-contact = How to reach them

form-tell-title = This is what will be reported
form-tell-what = { $event }.
form-tell-what-with = { $event }, { $weapon }.
form-tell-where = { $where }; { $sense }.
form-tell-heard = heard
form-tell-seen = seen
form-tell-told = told by others
form-tell-sense-open = not yet said how you know
form-tell-nowhere = Place not told
form-tell-place = At { $place }
form-tell-spot = Somewhere within { $distance } of the place on the map
form-tell-spot-named = Somewhere within { $distance } of the place on the map, { $place }
form-tell-between = { $low } to { $high } km
form-tell-bearing-range = About { $range } { $direction } of where you stood
form-tell-bearing = To the { $direction } of where you stood, distance not told
form-tell-range = About { $range } from where you stood, direction not told
form-tell-degrees = { $wind } ({ $degrees }°)
form-tell-at = On { $day } at { $time }.
form-tell-within-day = On { $day }, between { $from } and { $until }.
form-tell-over-days = Between { $from } and { $until }.
form-tell-count = Number: { $count }.
form-tell-killed = Killed: { $count }.
form-tell-wounded = Wounded: { $count }.
form-tell-by = By { $names }.
form-tell-on = On { $names }.
form-count-about = about { $best }
form-count-about-in = about { $best } ({ $range })

form-send = Send
form-untouched = Everything is kept on this device as you write.
form-kept = Kept on this device.
form-not-kept = This could not be kept on this device. Free some room, and do not close this page before it is sent.
form-queued = The report is in the outbox.
form-queued-offline = No line: the report waits on this device and is sent by itself when there is one.
form-sent =
    { $count ->
        [one] { $count } report sent.
       *[other] { $count } reports sent.
    }
form-none-sent = Nothing could be sent yet. What waits is kept and tried again.
form-faults =
    { $count ->
        [one] { $count } thing to mend before it can be sent
       *[other] { $count } things to mend before it can be sent
    }
form-fault-missing = needed
form-fault-no-time = give a day and a time
form-fault-swapped-times = ends before it begins: swapped?
form-fault-future = lies in the future: check the day
form-fault-no-number = give whole numbers from 0, or nothing
form-fault-unordered = the least must not be above the best, nor the best above the most
form-fault-off-globe = latitude is −90 to 90, longitude −180 to 180; give both
form-fault-no-bearing = degrees go from 0 to 360, clockwise from north
form-fault-swapped-range = the least distance is above the greatest: swapped?
form-fault-no-direction = choose a direction, or say how far
form-fault-no-radius = say how closely: no place is known to a point
form-fault-too-many-photos = too many: take some out
form-fault-photo-too-large = one is too large: take it out
form-fault-no-photo = one is no JPEG, PNG or WebP: take it out
form-fault-too-long = too long: shorten it
form-refused-title = The server did not take this report
form-closed-sent = This report was sent
form-closed-sent-hint = What was in it is no longer on this device. To correct it, file another.
form-closed-waiting = This report may already be with the server
form-closed-waiting-hint = A try to send it ended without an answer. It cannot be changed until that is known; it is never taken twice.
form-another = Write another
form-open-report = Open the report

form-outbox = On this device
form-outbox-hint = What is sent is wiped from this device; its number and time stay.
form-not-persistent = The browser may clear this device’s store when room runs short: send soon.
form-send-now =
    { $count ->
        [one] Send { $count } now
       *[other] Send { $count } now
    }
form-state-draft = Draft
form-state-waiting = Waiting
form-state-sending = Sending
form-state-sent = Sent
form-state-refused = Refused
form-why-line = No line. It is sent by itself when there is one.
form-why-sign-in = Sign in to send it.
form-why-other-person = Written by { $owner }: it is sent when they are signed in.
form-why-server = The server is in trouble. It is tried again by itself.
form-perhaps-there = A try ended without an answer; it is never taken twice.
form-go-on = Go on
form-change = Change
form-clear = Clear from the list
form-delete = Delete
form-delete-title = Delete this report from the device?
form-delete-hint = It has not been sent and cannot be brought back.
form-delete-perhaps = It may already be with the server; deleting it here does not take it back.
form-no-kind = Report without a kind yet
form-entry = Entry { $entry }
