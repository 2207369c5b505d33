incident-title = Incident { $id } – Armistice
incident-keys = Incident
incident-actions = What you may do
incident-scope-incident = Incident
incident-scope-summary = Several events told together
incident-scope-tally = A voice’s own count
incident-scope-toll = A toll over a long time
incident-on = against { $whom }, as told
incident-verification = Verification
incident-verification-none = Nobody has checked it yet.
incident-signed = signed by { $by }, { $at }
incident-terms = Under the terms
incident-terms-none = No term bears on it.
incident-attribution = Who is said to have done it
incident-attribution-none = No claim names an author.
incident-named-by =
    { $count ->
        [one] named by { $count } voice: { $voices }
       *[other] named by { $count } voices: { $voices }
    }
incident-named-among =
    { $count ->
        [one] one of several to { $count } voice: { $voices }
       *[other] one of several to { $count } voices: { $voices }
    }
incident-denied-by =
    { $count ->
        [one] denied by { $count } voice: { $voices }
       *[other] denied by { $count } voices: { $voices }
    }
incident-attributed = Attributed to { $actor }:
incident-attributed-none = No person has attributed it.
incident-claims =
    { $count ->
        [one] { $count } claim
       *[other] { $count } claims, by whose word
    }
incident-toll = People harmed, as each tells it
incident-toll-note = From the lowest to the highest that is told; an open end fades. The last line covers all figures that stand and is no average.
incident-killed = Killed
incident-civilians_killed = Civilians killed
incident-wounded = Wounded
incident-voice-through = { $voice }, through { $source }
incident-across = all figures that stand
incident-gave-way = { $voice }, before a later figure of its own
incident-rule-one_figure = One source’s only figure.
incident-rule-latest = One source’s latest of { $of } figures; the earlier ones gave way.
incident-rule-unordered = One source’s { $of } figures; which is the later is not known.
incident-rule-all_agree = All independent sources agree: { $sources }.
incident-rule-most_agree = The best figure is what { $agree } of { $of } independent sources give.
incident-rule-compatible = Told more or less precisely; no figure rules out another.
incident-rule-rival = Rival counts: a range covers them, nothing is averaged.
incident-sources = Whose word it is
incident-independent = Independent of each other: { $count } of { $all } voices.
incident-independent-between = Independent of each other: at least { $least } and at most { $most } of { $all } voices.
incident-echo-carries = { $source } carries the word of { $of }.
incident-echo-repeats = { $source } cites { $of } and only repeats what it says.
incident-echo-repeats_undated = { $source } cites { $of } and says the same; which of the two spoke first is not known.
incident-echo-adds_no_figure = { $source } cites { $of } and gives no figures of its own; it may know no more.
incident-echo-same_words = { $source } says the very same as { $of }, later: a copy or a second count.
incident-disputes = In dispute
incident-dispute-denial = Some tell it, some deny it
incident-dispute-kind = Kinds of event that exclude each other
incident-dispute-author = Different authors
incident-dispute-place = Places that do not meet
incident-dispute-time = Times that do not meet
incident-dispute-killed = No number of dead satisfies all counts
incident-dispute-civilians_killed = No number of civilian dead satisfies all counts
incident-dispute-wounded = No number of wounded satisfies all counts
incident-dispute-side = { $says }: { $voices }
incident-covers = Single incidents that it may sum up
incident-covers-note = They lie within its time and place and are not the same. Nothing is added up.
incident-covers-more = and { $count } more
incident-requests = Requests to parties
incident-requests-none = No party has been asked for its answer.
incident-request = Asked of { $party }:
incident-answer = Answer of { $party }
incident-unanswered = No answer yet.
incident-entry = entry { $entry }
incident-history = What people decided
incident-history-none = Nobody has decided anything about this incident.
incident-undone = undone by entry { $entry }
incident-do-verify = Verify
incident-do-attribute = Attribute
incident-do-find = Sign a finding
incident-do-ask = Ask a party
incident-do-answer = Enter an answer
incident-do-undo = Undo
incident-actor = Actor
incident-actor-hint = Those that claims name stand first.
incident-actor-missing = Choose the actor.
incident-text-missing = Write the text.
incident-determination = Determination
incident-party = Party or guarantor
incident-question = Question
incident-answer-text = Its answer
incident-undo-what = Entry { $entry } stays in the ledger; a new entry says that it no longer counts:
incident-choose = Choose…

incident-turn-merged = Merged:
incident-turn-split = Split:
incident-turn-exchanged = Exchanged claims with:
