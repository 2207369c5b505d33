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
bits-caption = Each bit doubles the odds that the two claims are one event; each bit below nought halves them.
bits-about = About
bits-bits = Bits
bits-drawn = Drawn
bits-found = What was found
bits-sum = In all
bits-odds-for = { $times } to 1 that they are one event
bits-odds-against = 1 to { $times } that they are one event
bits-prior = At first
bits-crowd = Crowd
bits-time = When
bits-place = Where
bits-kind = What
bits-author = By
bits-target = On
bits-casualties = How many
bits-denial = Denial
bits-carriage = How told
bits-scope = Scope
bits-words = Words
bits-rivals = Rivals
bits-bound = Limit
