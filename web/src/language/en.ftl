# Words of every screen. Terms follow docs/languages.md.

## Frame
shell-skip = Skip to the content
shell-name = Armistice
shell-navigation = Screens
shell-board = Board
shell-map = Map
shell-queue = Queue
shell-report = File a report
shell-bulletins = Bulletins
shell-ledger = Ledger
shell-admin = Administration
shell-developers = Interfaces
shell-language = Language
shell-theme = Colours
shell-theme-system = As the system
shell-theme-light = Light
shell-theme-dark = Dark
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-signed-in = { $name }, { $role }
shell-signed-out = You are signed out.
shell-public = Public view
shell-entries =
    { $count ->
        [one] { $count } entry
       *[other] { $count } entries
    }
shell-keys = Keyboard
shell-line-lost = No connection: what is shown may be out of date
shell-line-open = News comes in as it happens
shell-missing-title = There is no such page
shell-missing = The address { $path } leads nowhere. Choose a screen above, or go back.
shell-news-entry = New in the ledger: { $summary }
role-viewer = viewer
role-reporter = reporter
role-analyst = analyst
role-secretariat = secretariat
role-admin = administrator

## Time travel
as-of-now = As known on { $moment }
as-of-then = As known on { $moment } – not the newest
as-of-open = Change what is known
as-of-title = As known on
as-of-hint = Shows the board as it would have been with what was known then. Nothing is changed.
as-of-moment = Date and time ({ $zone })
as-of-entry = or the ledger up to entry
as-of-entry-hint = From 1 to { $count }
as-of-show = Show
as-of-newest = Back to the newest
as-of-wrong = Give a date with a time, or an entry’s number from 1 to { $count }.

## Keys
keys-title = Keyboard
keys-letters = Single letters work as shortcuts
keys-everywhere = Everywhere
keys-help = Show the keys
keys-go-board = Go to the board
keys-go-map = Go to the map
keys-go-queue = Go to the queue
keys-go-report = File a report
keys-go-bulletins = Go to the bulletins
keys-go-ledger = Go to the ledger
keys-go-admin = Go to administration
keys-go-developers = Go to the interfaces
keys-as-of = Change what is known
keys-theme = Switch between light and dark

## States and parts
state-waiting = Loading…
state-again = Try again
state-to-board = To the board
state-line-title = The server does not answer
state-line = Check the connection, then try again. Nothing you have entered here is lost.
state-forbidden-title = This is not shown to you
state-forbidden = Sign in with an account that may see it.
state-missing-title = This does not exist
state-missing = It may have been merged or renamed. Start again from the board.
state-often-title = Too many requests
state-often = Wait a minute, then try again.
state-server-title = The server could not do this
state-server = Try again. If it goes on, tell whoever runs the server, with the time at which it happened.
state-program-title = This page could not be drawn
state-program = Load it again. If it goes on, tell whoever runs the server which address this is.
dialog-close = Close
dialog-cancel = Cancel
toast-region = Messages
toast-close = Close this message
list-comma = {", "}

## Where a term stands
status-not_in_force = not in force
status-no_breach_known = no breach known
status-undetermined = undetermined
status-breach_alleged = breach alleged
status-breach_corroborated = breach corroborated
status-contested = contested
status-assumed = rests on an assumption
finding-established = established
finding-not_established = not established
finding-unattributable = unattributable
finding-by-person = Found by a person: { $finding }
verification-reported = reported
verification-corroborated = corroborated
verification-verified = verified
verification-unverifiable = unverifiable
stance-fact = tells as fact
stance-claimed = claims
stance-accused = accuses
stance-denied = denies
coverage-words = { $reporting } of { $sources } sources reporting, { $heard } of { $regions } regions heard from
coverage-title = Coverage

## Whose eyes
eyes-all = all sources
eyes-independent = independent sources
eyes-close = sources close to { $party }
eyes-short-all = all
eyes-short-independent = independent
eyes-short-close = close to { $party }

## Times, places and counts
days-range = { $from }–{ $until }
when-open = undated
when-hour-open = { $day }, hour not told
when-day-open = { $days }, day not told
when-over-the-day = { $day }, over the day
when-over-days = { $days }, not attributable to one day
when-between-hours = { $day }, between { $from } and { $until }
when-between = between { $from } and { $until }
place-open = place not told
place-somewhere-in = somewhere in { $region }
place-unnamed = unnamed place
place-unmapped = not on the map
place-within = within { $distance }
place-along = somewhere along it, give or take { $distance }
place-inside = somewhere inside
place-precise = { $title } ({ $precision })
count-at-least = at least { $low }
count-up-to = up to { $high }
count-range = { $low }–{ $high }
count-about = about { $best } ({ $low }–{ $high })
harm-killed = { $count } killed
harm-civilians-killed = civilians killed: { $count }
harm-killed-of-them = { $count } killed (civilians: { $civilians })
harm-wounded = { $count } wounded

## Kinds of event
kind-attack = attack
kind-shelling = shelling
kind-airstrike = airstrike
kind-drone-strike = drone strike
kind-small-arms-fire = small arms fire
kind-clash = clash
kind-ground-assault = ground assault
kind-violence-against-civilians = violence against civilians
kind-explosion = explosion
kind-attack-on-aid = attack on aid
kind-ceasefire-breach = ceasefire breach
kind-abduction = abduction
kind-force-movement = force movement
kind-withdrawal = withdrawal
kind-territory-change = territory change
kind-siege = siege
kind-fortification = fortification
kind-weapon-presence = weapon presence
kind-overflight = overflight
kind-restriction-of-monitors = restriction of monitors
kind-restriction-of-movement = restriction of movement
kind-aid-request = aid request
kind-aid-approval = aid approval
kind-aid-passage = aid passage
kind-aid-obstruction = aid obstruction
kind-detainee-release = detainee release
kind-talks = talks
kind-statement = statement

## Classes of weapon
weapon-tank = tank
weapon-artillery = artillery
weapon-mortar = mortar
weapon-rocket-artillery = rocket artillery
weapon-tactical-missile = tactical missile
weapon-anti-tank-missile = anti-tank missile
weapon-personnel-carrier = personnel carrier
weapon-vehicle = vehicle
weapon-heavy-machine-gun = heavy machine gun
weapon-light-machine-gun = light machine gun
weapon-small-arms = small arms
weapon-personnel = fighters
weapon-aircraft = aircraft
weapon-helicopter = helicopter
weapon-drone = drone
weapon-explosive = explosive

## Which question a stretch of words answers
field-whole = the whole statement
field-what = what
field-by = by whom
field-on = on whom
field-where = where
field-when = when
field-how_many = how many
field-says = who says it
field-cue = how it is said
