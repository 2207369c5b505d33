reports-title = Report { $id } – Armistice
reports-keys = Report
reports-report = Report
reports-untitled = A report without a headline
reports-source = Source
reports-published = Published
reports-recorded = Taken in
reports-entry = entry { $entry }
reports-format = Format
reports-evidence = Evidence, SHA-256
reports-flags = Noted when it was taken
reports-words = Its words
reports-withheld = Members of the mission can read it: sign in.
reports-claims =
    { $count ->
        [one] { $count } claim read in it
       *[other] { $count } claims read in it
    }
reports-claims-none = No claim was read in it. Its words still stand in the ledger.
reports-mark = Mark in the text
reports-next = The next claim
reports-previous = The claim before
reports-self-defence = in answer to a threat, as told
reports-open = not told
reports-photos =
    { $count ->
        [one] { $count } photo
       *[other] { $count } photos
    }
reports-photo = Photo { $number } of the report
reports-kilobytes = { $size } kB
reports-observer = The person who observed
reports-observer-note = Protected. Shown to you by your role; it leaves by no public path.
reports-observer-name = Name
reports-observer-contact = Contact
reports-observer-position = Position
