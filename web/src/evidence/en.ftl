claim-against = denies it or tells it otherwise
claim-withheld = Its words are withheld to protect a source.
claim-through = through { $source }
claim-published = published { $at }
claim-unstamped = no stamp
claim-in-report = Show in the report
range-voice = Whose word
range-count = Count
range-drawn = Drawn
link-why =
    { $count ->
        [one] Why these claims are held to speak of one event: { $count } link
       *[other] Why these claims are held to speak of one event: { $count } links
    }
link-decided = joined by a person
link-computed = joined ({ $probability } %)
