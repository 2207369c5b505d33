queue-title = Queue
queue-list = Reports, disputed links first, then newest first
queue-keys = Queue
queue-forbidden = The queue is for the mission’s people. Sign in to see it.
queue-reading-only = You may read the queue. Deciding is for analysts and the secretariat.
queue-open-count = { $count } open
queue-show = Which reports
queue-show-open = Open
queue-show-done = Accepted
queue-show-set_aside = Set aside
queue-new =
    { $count ->
        [one] { $count } new – show
       *[other] { $count } new – show
    }
queue-more = Show more
queue-empty-open-title = Nothing is waiting
queue-empty-open = Every report was accepted or set aside. What comes in appears here by itself.
queue-empty-done-title = Nothing was accepted yet
queue-empty-done = Reports appear here once somebody accepts them in the open queue.
queue-empty-set_aside-title = Nothing was set aside
queue-empty-set_aside = Reports that say nothing about the deal can be set aside with x; nothing is ever deleted.

## A report in the list
queue-title-withheld = Title withheld to protect the source
queue-withheld = The words are withheld to protect a source.
queue-claims =
    { $count ->
        [0] no claims
        [one] { $count } claim
       *[other] { $count } claims
    }
queue-gone = left the list
queue-gone-long = Somebody else has dealt with this report; it left the list. Go on with j.
queue-disputed = disputed link
queue-judging = being judged
queue-duplicates = +{ $count } the same
queue-duplicates-folded =
    { $count ->
        [one] { $count } report with the same words, folded in here
       *[other] { $count } reports with the same words, folded in here
    }
queue-taken = { $name } is on this
queue-taken-you = You are on this
queue-taken-warning = { $name } is on this. Speak with them before you decide.
queue-published = published { $moment }
queue-entry = entry { $entry }
queue-claims-of-report = Claims of this report
queue-no-claims = No claim was read in this report.
queue-no-claims-yet = The report is being read; its claims appear in a moment.
queue-claim-disputed = its link with an incident is disputed
queue-claim-linked = linked with an incident by the program
queue-claim-alone = stands alone
queue-claim-joined = stands in an incident with others

## Beside it
queue-beside = The incident beside it
queue-beside-none = Choose a claim to compare it with an incident.
queue-alone-title = No incident beside it
queue-alone = No other claim tells of this event, as far as the program can see. Merge it where you know better.
queue-suggested = Suggested incident, not linked
queue-linked = Incident it is linked with
queue-link-disputed = The link is disputed.
queue-link-sure = Linked by the program.
queue-probability = Probability { $probability }.
queue-others =
    { $count ->
        [one] { $count } other claim
       *[other] { $count } other claims
    }
queue-table = This claim and the others of the incident, question by question
queue-this = This claim
queue-the-others = The others
queue-fit = Fit
queue-fit-same = same
queue-fit-overlaps = can be both
queue-fit-differs = differs
queue-fit-open = open
queue-apart = { $distance } apart
queue-between =
    { $hours ->
        [0] next to each other
        [one] { $hours } hour apart
       *[other] { $hours } hours apart
    }
queue-open = not told
queue-ask-kind = What
queue-ask-when = When
queue-ask-where = Where
queue-ask-by = By whom
queue-ask-on = On whom
queue-ask-killed = Killed
queue-ask-wounded = Wounded
queue-to-report = To the report

## Deciding
queue-acts = Decide
queue-next = Next report
queue-previous = Report before
queue-next-claim = Next claim of the report
queue-previous-claim = Claim before
queue-open-report = Open the report
queue-open-incident = Open the incident
queue-show-new = Show what is new
queue-take-up = Take up
queue-let-go = Let go
queue-undo-last = Undo the last
queue-undo = Undo
queue-do-accept = Accept
queue-do-set-aside = Set aside
queue-do-merge = Merge
queue-do-split = Split
queue-do-verify = Verify
queue-do-undo = Undo
queue-about-accept = The report was read, and its claims stand as they are linked. It says nothing about whether they are true.
queue-about-set-aside = The report leaves the queue. It stays in the ledger and in everything computed from it.
queue-about-split = The claims that you mark do not speak of the same event. They will not be linked again.
queue-about-verify = Says how far the incident was checked by people. It is no finding about a term.
queue-about-undo = Takes back entry { $entry } by an entry of its own. Both stay in the ledger.
queue-undo-reason = Its reason: { $reason }
queue-reason = Reason, in one line
queue-reason-hint = ↓ takes one from below; Enter confirms. It is signed and kept for ever.
queue-reason-missing = Every decision carries its reason: write one, or take one from below.
queue-reasons = Reasons given before
queue-reason-accept-1 = Read; its claims are told as they stand in the report
queue-reason-accept-2 = Known source; nothing speaks against it
queue-reason-set-aside-1 = Tells of no event
queue-reason-set-aside-2 = Outside the ground and the time of the deal
queue-reason-merge-1 = Same place, time and kind of event
queue-reason-merge-2 = One passes on the other’s word
queue-reason-split-1 = Different places
queue-reason-split-2 = Different times
queue-reason-verify-1 = Photographs compared with the place
queue-reason-verify-2 = Two teams saw it independently of each other
queue-reason-undo-1 = Pressed by mistake
queue-reason-undo-2 = New information
queue-merge-own = Claims of this report
queue-merge-incident = speak of the same event as
queue-merge-incident-hint = Incidents of the same days, those of the same kind first.
queue-merge-choose = Choose an incident
queue-merge-suggested = { $incident } (suggested)
queue-merge-claim = more exactly, as this claim of it
queue-merge-two = Mark at least one claim of the report and choose an incident with another claim.
queue-split-which = These do not speak of the same event
queue-split-two = Mark at least two claims.
queue-split-alone = This claim stands alone: there is nothing to split.
queue-verify-none = This claim stands in no incident yet. Wait until it is judged.
queue-verify-state = How far it was checked
queue-done-accept = Accepted.
queue-done-set-aside = Set aside.
queue-done-merge = Merged.
queue-done-split = Split.
queue-done-verify = Verification entered.
queue-done-undo = Undone.
queue-failed = { $what }: not done. { $why }
queue-nothing-to-undo = There is nothing of yours to undo.
