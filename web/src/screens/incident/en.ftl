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
incident-toll-note = From the lowest to the highest that is told; an open end fades. The last line covers all claims and is no average.
incident-killed = Killed
incident-civilians_killed = Civilians killed
incident-wounded = Wounded
incident-voice-through = { $voice }, through { $source }
incident-across = all claims together
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
