# What the program itself says in a bulletin, in English.
#
# This file is the reference: every other language has the same messages with the same variables.
# No message holds < > & or the double quotation mark of the keyboard: some stand in a page as they
# are.
# A count is a number where it is one, and words ("at least 20") where it is not; a message that
# bends its words to the number has [words] for the others.

## Days and times

month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
day-long = { $day } { month } { $year }
day-short = { $day } { month }
days-of-month = { $first }–{ $last } { month }
days-two = { $first } – { $last }
moment = { $day }, { $clock } ({ $zone })
moment-short = { $day }, { $clock }
when-open = undated
when-over-day = { $day }, over the day
when-not-one-day = { $days }, not attributable to one day
when-hour-open = { $day }, hour not told
when-day-open = { $days }, day not told
when-between = { $day }, between { $from } and { $until }
when-between-days = between { $first }, { $from } and { $last }, { $until }
length-hours = { $n } h
length-minutes = { $n } min
dateline = { $day }, day { $n }
as-known-on = as known on { $moment }

## Numbers, lengths, places

decimal-mark = .
thousands-mark = ,
count-up-to = up to { $n }
count-about = about { $n } ({ $low }–{ $high })
count-about-bare = about { $n }
count-range = { $low }–{ $high }
count-at-least = at least { $n }
count-of = { $count } { $what }
breaches = { $count } breaches
breaches-untold = breaches
killed = { $count } killed
killed-of-them = { $count } killed ({ $civilians } of them civilians)
killed-one-of-them = { $count } killed ({ $civilians } of them a civilian)
civilian-killed = { $count } civilian killed
civilians-killed = { $count } civilians killed
wounded = { $count } wounded
distance-metres = { $n } m
distance-kilometres = { $n } km
degrees = { $degrees }° { $half ->
    [north] N
    [south] S
    [west] W
   *[east] E
}
place-open = place not told
place-off-map = not on the map
place-within = within { $distance }
place-along = somewhere along it, give or take { $distance }
place-inside = somewhere inside
place-in-region = somewhere in { $region }
place-named = { $name } ({ $precision })

## Lists

list-more = { $head }, { $next }
list-and-more = { $head }, { $next }
list-and = { $head } and { $next }
list-or-more = { $head }, { $next }
list-or = { $head } or { $next }
list-apart = { $head }; { $next }

## Where a term stands, whose eyes, by which rule

status = { $status ->
    [not-in-force] not in force
    [no-breach-known] no breach known
    [breach-alleged] breach alleged
    [breach-corroborated] breach corroborated
   *[undetermined] undetermined
}
determination = { $found ->
    [established] established
    [not-established] not established
   *[unattributable] unattributable
}
contested = contested
not-judged = not judged
withheld = [withheld]
view = { $whose ->
    [party] close to { $party }
    [independent] independent
   *[all] all
}
eyes = { $whose ->
    [party] sources close to { $party }
    [independent] independent sources
   *[all] all sources
}
eyes-by = { $whose ->
    [party] sources close to { $party }
    [independent] independent sources
   *[all] all sources
}
every-count = every count
voice-stands = { $whose ->
    [party] close to { $party }
   *[independent] independent
}
rule = { $rule ->
    [alleged] counting alleged breaches
    [corroborated] counting corroborated breaches
    [established] counting established findings only
   *[established-none] counting established findings only (no finding has been entered)
}
coverage = { $reporting } of { $sources } sources reporting, { $heard } of { $regions } regions heard from
coverage-of = Coverage: { $coverage }

## Names of terms

term-quoted = { $term } (“{ $words }”)
term-in-both-readings = { $term } in both readings
term-in-every-reading = { $term } in every reading
term-in-own-reading = { $term } in the text's own reading
term-in-reading = { $term } in the reading { $reading }
term-and-reading = { $term } ({ $reading })
in-reading = in the reading { $reading }
same-in-readings = the same in the { $n ->
    [one] reading
   *[other] readings
} { $readings }

## Kinds of event

kind = { $kind ->
    [shelling] shelling
    [airstrike] airstrike
    [drone-strike] drone strike
    [small-arms-fire] small arms fire
    [clash] clash
    [ground-assault] ground assault
    [violence-against-civilians] violence against civilians
    [explosion] explosion
    [attack-on-aid] attack on aid
    [ceasefire-breach] ceasefire breach
    [abduction] abduction
    [force-movement] force movement
    [withdrawal] withdrawal
    [territory-change] territory change
    [siege] siege
    [fortification] fortification
    [weapon-presence] weapon presence
    [overflight] overflight
    [restriction-of-monitors] restriction of monitors
    [restriction-of-movement] restriction of movement
    [aid-request] aid request
    [aid-approval] aid approval
    [aid-passage] aid passage
    [aid-obstruction] aid obstruction
    [detainee-release] detainee release
    [talks] talks
   *[statement] statement
}
kind-of-summary = { $kind }, several events told together
told = told

## The first paragraph. `breaches` is 1 for one breach of one clause, 2 for more.

lead-day-open = The day was not over when this was computed: reports up to { $moment } are counted.
lead-not-yet = On { $day } the deal was not yet in force.
lead-no-longer = On { $day } the deal was no longer in force: { $guarantor } withdrew on { $moment }.
lead-withdrew = On { $day }, day { $n } of the deal, { $guarantor } withdrew from it at { $moment }.
lead-took-effect = The deal took effect on { $moment }; { $day } is its day 1.
lead-in-force = On { $day }, day { $n } of the deal, its terms are judged as in force (no guarantor { $withdrawn ->
    [later] had yet
   *[never] has
} withdrawn){ $windows }.
lead-closed = ; the { $window } closed on { $day }
lead-window-closed = ; the { $window } window closed on { $day }
lead-none-reported = { $eyes }: none is known to have reported on the day.
lead-none-reported-open = { $eyes }: none is known to have reported on the day; undetermined: { $terms }.
lead-no-breach = { $eyes } allege no breach on the day.
lead-no-breach-open = { $eyes } name no breach for certain; undetermined: { $terms }.
lead-alleged = { $eyes } allege { $breaches ->
    [one] a breach
   *[other] breaches
} of { $terms }{ $authors ->
    [0] {""}
   *[other] , laid at { $by }
}{ $incidents ->
    [0] {""}
    [one] , in { $incidents } incident
   *[other] , in { $incidents } incidents
}.
lead-none-corroborated = No breach is corroborated by voices that do not lean on each other.
lead-corroborated = Corroborated by voices that do not lean on each other: { $breaches ->
    [one] a breach
   *[other] breaches
} of { $terms }.
lead-contested = Contested: { $terms }.
lead-undetermined = Undetermined: { $terms }.
lead-coverage = Coverage of the day: { $coverage }. That nothing was reported does not mean that nothing happened.
lead-clock-not-begun = The { $clock } clock has not begun to count.
lead-clock = The { $clock } clock, which asks for { $days ->
    [one] { $days } day
   *[other] { $days } days
} of calm, { $rule }, shows { $calm }.
lead-clock-same = The same clock, { $rule }, shows { $calm }.
calm-first = { $days ->
    [one] { $days } day
   *[other] { $days } days
} by { $whose }
calm-next = { $days } by { $whose }
calm-last = { $head }, and { $next }

## What changed

change-first-day = The first day of the board: there is no day before to compare with.
change-in-force = The deal took effect ({ $moment }).
change-withdrew = { $guarantor } withdrew from the deal ({ $moment }).
change-status = { $old } → { $new } ({ $eyes })
change-terms = { $terms }: { $moves }.
change-no-term = No term changed where it stands.
change-arrivals = { $new ->
    [one] { $new } incident
   *[other] { $new } incidents
} dated to this day; { $late ->
    [0] none
    [one] { $late } incident
   *[other] { $late } incidents
} of an earlier day came to light.
change-no-clock = No clock was broken, reached its target or began anew.
change-clock = { $clock } clock: { $what } ({ $whose }).
change-whose = { $eyes } { $rule }
change-clock-anew = counts anew from { $moment }
change-clock-stopped = no longer counts
change-clock-reached = reached its { $days } days
change-clock-broken = calm broken by { $term } after { $days ->
    [one] { $days } day
   *[other] { $days } days
}
change-window-opened = Window { $window } opened { $moment }.
change-window-extended = Window { $window } extended by { $length } ({ $by }, { $moment }).
change-window-closes = Window { $window } closes { $moment }.

## Clocks, windows, phases

clock-not-begun = not begun
clock-calm = { $shown } of { $target } days of calm
clock-reached = { $shown } of { $target } days reached { $moment }
clock-state-reached = reached { $moment }
clock-state-broken = broken { $day } by { $term }
clock-state-maybe = possibly reached { $moment }
window = { $window }: opened { $opened }, { $state ->
    [closed] closed
   *[open] closes
} { $closes }{ $extended }.
window-extended = ; extended by { $length } on { $moment } ({ $by })
phase = { $phase }: { $state }.
phase-expects = The deal expects: { $what }.
phase-not-opened = not opened ({ $whose })
phase-not-opened-by-any = not opened (by every count)
phase-whose = { $rule }: { $eyes }
phase-would = would have opened { $moment }, had { $counted }; no report says that it did
phase-would-by-every-count = would have opened { $moment } by every count; no report says that it did
phase-counted = { $rule ->
    [alleged] every alleged breach counted ({ $eyes })
    [corroborated] only corroborated breaches counted ({ $eyes })
    [established] only established findings counted ({ $eyes })
   *[established-none] only established findings counted ({ $eyes }; no finding has been entered)
}
assumed = ~ { $term }: { $assumed }

## Rival counts

heading-rivals = Rival counts, side by side
rivals-note = Each voice's own figures. They are never added up.
no-rivals = No voice is known to have given a count for the day.
one-event = one event
one-event-in = one event in { $place }
no-figure-told = { $what }, no figure told
laid-at = laid at { $by }
author-not-told = author not told
in-place = in { $place }
rivals-rest = { $n ->
    [one] { $n } more incident is counted differently
   *[other] { $n } more incidents are counted differently
}: see { $field } in { $file }.
rival-rest = { $n ->
    [one] { $n } more figure of it stands
   *[other] { $n } more figures of it stand
} in { $file } under { $field }
claim-id = claim { $claim }

## Incidents

heading-incidents = Incidents
no-incidents = None is known. That nothing was reported does not mean that nothing happened.
group-title = { $group ->
    [declared] What was declared
    [bearing] On this day, bearing on a term
    [spread] Spread over several days, or of an unsure day
    [bare] On this day, bearing on no term
    [late] Of earlier days, first published on this one
   *[undated] Undated, first published on this day
}
group-note = { $group ->
    [declared] Statements and talks of this day, and those of no told time first published on it, whether they bear on a term or not. That something was said does not make it so.
    [bearing] Reported, not found. Each is a hypothesis that some claims speak of one event.
    [spread] None of these is attributable to this day alone, and none is counted on it alone.
    [bare] Kept for completeness: the deal says nothing about them, or the parties to it are not said to be involved.
    [late] They stand on the board on the day they are said to have happened.
   *[undated] No time is told, so they stand on no day of the board.
}
group-rest = Listed are the { $listed } gravest and most told of { $all }; { $rest } more stand in { $table } and { $shapes }. All { $all } are the rows of { $table } of { $rows }.
listed-of = { $listed } of { $all }
when-and-who = { $when }; { $who }.
said-to-be-by = said to be by { $by }
by-and-on = { $by }, on { $on }
no-casualties-told = no casualties told
told-earlier = earlier { $figure }
told-figures = { $figures } ({ $voices })
told-more = { $n ->
    [one] { $n } more figure
   *[other] { $n } more figures
}
said = { $kind }: “{ $words }” ({ $voice })
voices = { $n ->
    [one] { $n } voice
   *[other] { $n } voices
}: { $voices }
denied-by = Denied or told otherwise by { $voices }
independent-exactly = Independent of each other: { $n }
independent-between = Independent of each other: at least { $least }, at most { $most }
stand-together = Stand together: { $reason }
how-counted = How counted: { $reason }
in-dispute = In dispute: { $reason }
may-sum-up = Single incidents that it may sum up: { $n }
bearing = { $term }: { $status }
found-on-term = { $term } { $found }
found-by-a-person = Found by a person: { $found }
held-to-be-one = Held to be one event: { $reason }
more-links = And { $n ->
    [one] { $n } more link
   *[other] { $n } more links
}, with their reasons, in { $command }
why = why: { $cells }

## The page

page-title = { $dateline }: { $deal }
kicker = Ceasefire bulletin
all-days = All days
languages = Other languages
term = Term
heading-board = The board
coverage-heading = Coverage
legend-contested = contested: some voice denies it or tells it otherwise
legend-assumed = leans on a number or rule that was assumed
what-a-cell-rests-on = What a cell rests on: { $command }
heading-changes = What changed since yesterday
heading-clock = The { $clock } clock
by-the-count-of = By the count of
heading-windows = Windows
heading-phases = Phases
heading-assumed = Numbers and rules that were assumed
heading-map = Where, as far as told

## The map

map-whole = The whole case; each incident as wide as its source left it
map-around = The ground around { $lines }
map-mark = { $number }. { $kind }; { $place }
map-strip = { $distance } { $side ->
    [north] north
    [south] south
    [west] west
   *[east] east
}: { $terms }
bears-on-no-term = bears on no term
sign-air = from the air
sign-ground = on the ground
sign-aid = aid
sign-other = other
map-note = Each shape covers where the incident may have been; a sign in its middle marks the shape and not the spot. A broken outline: of this day or another, or spread over several. Numbers are those of the list below. Lines and strips are drawn coarsely and are no survey.
map-unplaced = Not drawn, since the place is open, off the map or as wide as it: { $numbers }.
map-unlisted = Only what is listed is drawn: { $n } more of the day stand in { $file }.

## The foot

foot-people-find = The program assesses, people find. A letter on this page says what is reported and how well it is supported; whether a term was breached is for a person to determine, with a signature. That nothing was reported does not mean that nothing happened.
foot-computed = Computed by Armistice { $version } from the first { $entries ->
    [1] entry
   *[other] { $entries } entries
} of the ledger of case { $case }, whose root is { $root }. To have the same files again, byte for byte: take the ledger and the same version, see that the root is this one, and type
foot-licences = Reports and datasets remain under the terms of those who published them{ $credit ->
    [ucdp] {" "}(UCDP GED, Uppsala University: CC BY 4.0)
   *[none] {""}
}; the program is under MIT or Apache-2.0, as you choose.
