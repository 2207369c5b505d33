board-title = Board – Armistice
board-now = Where the deal stands at the end of { $day }
board-eyes = By whose word
board-watched = Who was reporting
board-watched-days =
    { $days ->
        [one] heard from on { $heard } of { $days } day in force
       *[other] heard from on { $heard } of { $days } days in force
    }
board-watched-of = sources reporting, of { $sources }
board-terms = Terms
board-terms-count =
    { $count ->
        [one] { $count } term
       *[other] { $count } terms
    }
board-changed = Changed since { $before }
board-changed-nothing = nothing
board-step = from “{ $from }” to “{ $to }”
board-grid = Where each term stands on each day
board-days-cut = The last { $days } of { $all } days. For earlier ones, read the board as known then (t).
board-term = Term
board-reading = reading: { $reading }
board-pointed = The cell you are at
board-pointed-none = Point at a cell, or go through the board with the arrow keys. Enter opens what it rests on.
board-bears =
    { $count ->
        [0] Nothing reported bears on it.
        [one] { $count } incident or duty bears on it.
       *[other] { $count } incidents or duties bear on it.
    }
board-open = Open the assessment
board-clock = Clock
board-clock-asks =
    { $days ->
        [one] asks for { $days } day without breach
       *[other] asks for { $days } days without breach
    }
board-rule-alleged = counting every alleged breach
board-rule-corroborated = counting corroborated breaches only
board-rule-established = counting established findings only
board-no-finding = Nobody has entered a finding yet: there is nothing to count, and nothing to conclude from it.
board-clock-not-begun = not begun
board-clock-days = { $calm } of { $target } days
board-clock-reached = reached { $at }
board-clock-broken = broken { $day } by { $term }
board-clock-possibly = possibly reached { $at }
board-phases = Phases and windows
board-phase = Phase { $phase }
board-phase-not-due = Not due by any count.
board-phase-due = Would have opened { $at } by these counts; no report says that it did:
board-phase-due-all = Would have opened { $at } by every count; no report says that it did.
board-phase-count = { $rule }, seen by { $eyes }
board-window = { $window }
board-window-open = Opened { $opened }, closes { $closes }.
board-window-closed = Opened { $opened }, closed { $closes }.
board-window-extended = Extended { $at } by { $hours } hours, by { $by }.
board-changes = What changed on { $day } since { $before }
board-changes-none = Every term stands as the day before.
board-change = { $eyes }: { $to }, was { $from }
board-rivals = What each voice counts
board-rivals-day = Day
board-rivals-note = Each count is its voice’s own. They are shown side by side and never added up.
board-rivals-incidents = One incident, several counts
board-rivals-figure = { $count } { $what }
board-rivals-no-figure = { $what }, no figure told
board-rivals-breaches = breaches
board-rivals-by = laid at { $by }
board-keys = Board
board-key-view = Switch between terms and perspectives
board-key-open = Open or close every term
board-key-grid = Go into the board
board-key-arrows = Go from cell to cell
board-key-enter = Open what the cell rests on
board-empty-title = Nothing has been judged yet
board-empty = Take reports in, or file one; the board fills as they come.
board-empty-then = At that moment the deal covered no day. Choose a later one.
board-in-force = In force since { $from }, days in { $zone }.
board-withdrawn = { $by } withdrew on { $at }.
board-standing = The terms, day by day
board-view = How the board is laid out
board-view-terms = By term
board-view-perspectives = By perspective
board-open-all = Open every term
board-close-all = Close every term
board-legend = What the marks mean

assessment-title = { $id } – Armistice
assessment-back = Back to the board
assessment-neighbours = The same term on other days and through other eyes
assessment-keys = Assessment
assessment-day-before = The day before
assessment-day-after = The day after
assessment-eyes-next = Through the next eyes
assessment-assumed = Assumed, because the text is silent:
assessment-formula = The formula that is judged
assessment-rests =
    { $count ->
        [one] It rests on { $count } incident or duty
       *[other] It rests on { $count } incidents or duties
    }
assessment-nothing-title = Nothing reported bears on this term on this day
assessment-nothing-not_in_force = The term binds nobody on this day.
assessment-nothing-no_breach_known = Somebody was reporting and nobody reports a breach. That is not the same as calm: see the coverage.
assessment-nothing-undetermined = Nobody of this perspective was reporting, so nothing can be said. No report is not no incident.
assessment-nothing-breach_alleged = What it rests on is not shown to you.
assessment-nothing-breach_corroborated = What it rests on is not shown to you.
assessment-unanswered = A duty that nothing answered in time
assessment-voices =
    { $count ->
        [one] { $count } voice:
       *[other] { $count } voices:
    }
assessment-by = By, as told:
assessment-by-open = nobody is named
