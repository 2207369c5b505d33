//! Who says so, and how: speakers, the words they are brought in with, and their stance.

use crate::Known;
use crate::draft::Bytes;
use crate::sentence::Word;
use crate::when::Timed;
use crate::who::{Mention, NameAt};
use armistice_model::{Source, SourceId, SourceKind, Stance};

/// Who speaks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Speaker {
    /// A source the case knows, named here.
    Known(SourceId),
    /// Somebody told of before: "it", "the ministry".
    Before,
    /// Somebody the case does not know.
    Unknown,
}

/// How a sentence, or a part of it, is brought in.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    pub speaker: Speaker,
    pub stance: Stance,
    /// The words that name the speaker.
    pub says: Option<Bytes>,
    /// The word that brings it in.
    pub cue: Bytes,
    /// The word itself.
    pub verb: String,
    /// Words that it covers.
    pub content: (usize, usize),
    /// Words that belong to it and not to what is told: no event, date or place is read there.
    pub frame: Vec<(usize, usize)>,
}

const SAID: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "stated",
    "states",
    "announced",
    "announces",
    "added",
    "adds",
    "reported",
    "reports",
    "report",
    "claimed",
    "claims",
    "claim",
    "warned",
    "warns",
    "insisted",
    "confirmed",
    "acknowledged",
    "admitted",
    "argued",
    "recorded",
    "counted",
    "documented",
    "gave",
    "gives",
    "put",
    "described",
    "condemned",
    "tweeted",
    "testified",
    "noted",
    "declared",
    "denounced",
];
const ACCUSED: &[&str] =
    &["accused", "accuses", "accusing", "blamed", "blames", "blaming", "held", "holds"];
const DENIED: &[&str] = &["denied", "denies", "denying"];

/// Nouns for people and bodies that speak.
const SPEAKERS: &[&str] = &[
    "official",
    "officials",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "activist",
    "activists",
    "resident",
    "residents",
    "source",
    "sources",
    "ministry",
    "minister",
    "ministers",
    "army",
    "military",
    "police",
    "command",
    "commander",
    "commanders",
    "centre",
    "center",
    "agency",
    "committee",
    "office",
    "group",
    "groups",
    "organisation",
    "organization",
    "monitor",
    "monitors",
    "witness",
    "witnesses",
    "medic",
    "medics",
    "doctor",
    "doctors",
    "president",
    "envoy",
    "secretary",
    "statement",
    "media",
    "television",
    "department",
    "authorities",
    "government",
    "room",
    "rescuers",
    "leader",
    "delegation",
    "team",
    "chief",
    "general",
    "colonel",
    "aide",
    "diplomat",
    "diplomats",
    "he",
    "she",
    "it",
    "they",
    "observatory",
    "coalition",
    "ministries",
    "kremlin",
    "staff",
    "network",
    "bulletin",
    "accounts",
    "council",
];

/// Which source speaks for which actor, and which actor a source belongs to.
#[derive(Debug)]
pub(crate) struct Voices<'a> {
    known: Known<'a>,
    /// Actor's name → the source that speaks for it.
    by_actor: Vec<(&'a str, &'a Source)>,
    by_source: Vec<(&'a SourceId, &'a str)>,
}

fn has_words(name: &str, part: &str) -> bool {
    let (name, part) = (name.to_lowercase(), part.to_lowercase());
    name.match_indices(&part).any(|(i, _)| {
        let before = name.get(..i).and_then(|t| t.chars().next_back());
        let after = name.get(i + part.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

impl<'a> Voices<'a> {
    pub(crate) fn new(known: Known<'a>) -> Self {
        let names_of = |s: &'a Source| {
            std::iter::once(s.name.as_str()).chain(s.also.iter().map(String::as_str))
        };
        let rank = |s: &Source| match s.kind {
            SourceKind::Ministry => 0,
            SourceKind::ArmedForce | SourceKind::Guarantor => 1,
            SourceKind::Un => 2,
            _ => 3,
        };
        let mut by_actor = Vec::new();
        let mut by_source: Vec<(&'a SourceId, &'a str)> = Vec::new();
        for actor in known.actors.iter() {
            let spellings = || {
                std::iter::once(actor.name.as_str()).chain(actor.also.iter().map(String::as_str))
            };
            let own = spellings().find_map(|s| known.sources.find(s)).filter(|s| !s.protected);
            let mut linked: Vec<&'a Source> = known
                .sources
                .iter()
                .filter(|s| {
                    !s.protected
                        && !matches!(
                            s.kind,
                            SourceKind::News | SourceKind::Dataset | SourceKind::Monitor
                        )
                })
                .filter(|s| names_of(s).any(|n| spellings().any(|a| has_words(n, a))))
                .collect();
            for source in &linked {
                if !by_source.iter().any(|(id, _)| *id == &source.id) {
                    by_source.push((&source.id, &actor.name));
                }
            }
            linked.sort_by_key(|s| rank(s));
            if let Some(source) = own.or(linked.first().copied()) {
                by_actor.push((actor.name.as_str(), source));
            }
        }
        Self { known, by_actor, by_source }
    }

    /// The source that speaks for an actor.
    pub(crate) fn of_actor(&self, actor: &str) -> Option<&'a Source> {
        self.by_actor.iter().find(|(name, _)| *name == actor).map(|(_, s)| *s)
    }

    /// The actor that a source belongs to.
    pub(crate) fn actor_of(&self, source: &SourceId) -> Option<&'a str> {
        self.by_source.iter().find(|(id, _)| *id == source).map(|(_, a)| *a)
    }

    /// Who is meant by the words `from..until`, if they can be a speaker.
    fn speaker(
        &self,
        words: &[Word<'_>],
        names: &[NameAt<'_>],
        mentions: &[Mention],
        from: usize,
        until: usize,
    ) -> Option<Speaker> {
        let inside = |a: usize, b: usize| a >= from && b <= until;
        if let Some(source) =
            names.iter().filter(|n| inside(n.from, n.until)).find_map(|n| n.sense.source)
        {
            return Some(Speaker::Known(source.id.clone()));
        }
        // "On the first day it had": the pronoun alone.
        let last = words
            .get(from..until)?
            .iter()
            .rev()
            .find(|w| !matches!(w.low.as_str(), "had" | "has" | "have" | "also" | "later"));
        if last.is_some_and(|w| matches!(w.low.as_str(), "it" | "he" | "she" | "they")) {
            return Some(Speaker::Before);
        }
        // "Civilians said": people, not a source of the case.
        let actor = mentions
            .iter()
            .filter(|m| inside(m.from, m.until) && !m.describes)
            .find_map(|m| self.of_actor(&m.actor));
        if let Some(source) = actor {
            return Some(Speaker::Known(source.id.clone()));
        }
        let part = words.get(from..until)?;
        // "the ministry", "the committee": the last one told of, unless something more is said.
        let bare = part.first().is_some_and(|w| w.low == "the") && part.len() <= 3
            || matches!(part, [one] if matches!(one.low.as_str(), "it" | "he" | "she" | "they"));
        if bare && part.iter().any(|w| SPEAKERS.contains(&w.low.as_str())) {
            return Some(Speaker::Before);
        }
        let person = part.iter().any(|w| SPEAKERS.contains(&w.low.as_str()))
            || part.iter().skip(1).any(Word::is_capital);
        person.then_some(Speaker::Unknown)
    }

    /// The source a leading credit names: "(AFP) Dozens…", "GENEVA (Reuters) - …". Gives the
    /// words of the credit.
    pub(crate) fn credit(
        &self,
        words: &[Word<'_>],
        names: &[NameAt<'_>],
    ) -> Option<(SourceId, Bytes)> {
        let open = words.iter().take(6).position(|w| w.text == "(")?;
        let name = names.iter().find(|n| n.from == open + 1)?;
        let closed = words.get(name.until).is_some_and(|w| w.text == ")");
        let capitals = words.iter().take(open).all(|w| w.is_mark() || w.is_capital());
        let source = name.sense.source?;
        (closed && capitals).then(|| (source.id.clone(), name.at))
    }

    /// How the sentence is brought in; `None` if it is told as it is.
    pub(crate) fn attribution(
        &self,
        words: &[Word<'_>],
        names: &[NameAt<'_>],
        mentions: &[Mention],
        times: &[Timed],
        triggered: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Attribution> {
        let end = words.len() - usize::from(words.last().is_some_and(Word::is_mark));
        let bytes = |from: usize, until: usize| -> Option<Bytes> {
            Some((words.get(from)?.at.0, words.get(until.checked_sub(1)?)?.at.1))
        };
        let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
        let in_name = |i: usize| names.iter().any(|n| (n.from..n.until).contains(&i));
        for (i, word) in words.iter().enumerate() {
            let verb = word.low.as_str();
            // "according to X".
            if verb == "according" && low(i + 1) == "to" {
                let stop = (i + 2..end).find(|k| matches!(low(*k), "," | ";")).unwrap_or(end);
                // Where no comma closes the phrase, the name itself does.
                let named = names.iter().find(|n| n.from >= i + 2 && n.until <= stop);
                let stop = match named {
                    Some(n) if n.sense.source.is_some() && n.until + 3 < stop => n.until,
                    _ => stop,
                };
                if let Some(speaker) = self.speaker(words, names, mentions, i + 2, stop) {
                    return Some(Attribution {
                        speaker,
                        stance: Stance::Claimed,
                        says: bytes(i + 2, stop),
                        cue: bytes(i, i + 2)?,
                        verb: "said".into(),
                        content: (0, words.len()),
                        frame: vec![(i, stop)],
                    });
                }
            }
            let stance = if SAID.contains(&verb) {
                Stance::Claimed
            } else if ACCUSED.contains(&verb) {
                Stance::Accused
            } else if DENIED.contains(&verb) {
                Stance::Denied
            } else {
                continue;
            };
            let before = if i == 0 { "" } else { low(i - 1) };
            // "was held", "were recorded", "the report", "claimed the lives".
            if in_name(i)
                || matches!(
                    before,
                    "was"
                        | "were"
                        | "been"
                        | "be"
                        | "is"
                        | "are"
                        | "the"
                        | "a"
                        | "an"
                        | "to"
                        | "its"
                        | "their"
                        | "not"
                        | "of"
                )
                || (verb == "claimed"
                    && matches!(low(i + 2), "lives" | "life" | "responsibility" | "attack"))
                || (matches!(verb, "held" | "holds")
                    && !(i..end.min(i + 8)).any(|k| low(k) == "responsible"))
                || (matches!(verb, "put" | "gave" | "gives")
                    && !(i..end.min(i + 8))
                        .any(|k| matches!(low(k), "dead" | "killed" | "deaths" | "toll" | "at")))
            {
                continue;
            }
            let previous_comma = (0..i).rev().find(|k| matches!(low(*k), "," | ";" | "—" | "–"));
            // ", the ministry said." and ", the ministry said on 13 September, …"
            if let Some(comma) = previous_comma
                && stance == Stance::Claimed
                && i - comma > 1
                && i - comma <= 14
                && comma >= 3
                && !triggered(comma + 1, i)
                && (triggered(0, comma) || !matches!(low(comma + 1), "but" | "and"))
                && !matches!(
                    verb,
                    "recorded"
                        | "counted"
                        | "documented"
                        | "gave"
                        | "put"
                        | "described"
                        | "condemned"
                )
                && triggered(0, comma)
                && low(comma + 1) != "but"
            {
                let stop = (i + 1..end).find(|k| matches!(low(*k), "," | ";" | ":")).unwrap_or(end);
                if let Some(speaker) = self.speaker(words, names, mentions, comma + 1, i)
                    && !triggered(i + 1, stop)
                {
                    return Some(Attribution {
                        speaker,
                        stance,
                        says: bytes(comma + 1, i),
                        cue: word.at,
                        verb: verb.into(),
                        content: (0, words.len()),
                        frame: vec![(comma, stop)],
                    });
                }
            }
            // ", said the ministry."
            if previous_comma.is_some_and(|c| c + 1 == i)
                && triggered(0, i)
                && stance == Stance::Claimed
            {
                let stop = (i + 1..end).find(|k| matches!(low(*k), "," | ";")).unwrap_or(end);
                if let Some(speaker) = self.speaker(words, names, mentions, i + 1, stop) {
                    return Some(Attribution {
                        speaker,
                        stance,
                        says: bytes(i + 1, stop),
                        cue: word.at,
                        verb: verb.into(),
                        content: (0, words.len()),
                        frame: vec![(i, stop)],
                    });
                }
            }
            // "The ministry said (on Thursday) (that) …", also after ", but" or "; ".
            let start = (0..i)
                .rev()
                .find(|k| {
                    matches!(low(*k), ";" | "but" | ":")
                        || (low(*k) == "and" && low(k.saturating_sub(1)) == ",")
                })
                .map_or(0, |k| k + 1);
            let start = start
                + (start..i)
                    .take_while(|k| matches!(low(*k), "\"" | "\u{201c}" | "but" | "and" | ","))
                    .count();
            if i <= start || i - start > 18 || triggered(start, i) {
                continue;
            }
            // "The centre reported nothing, but the ministry counted 45": the event is the second's.
            let turn = (i + 1..end).find(|k| matches!(low(*k), "but" | "while" | "whereas"));
            if let Some(turn) = turn
                && !triggered(i + 1, turn)
                && (turn..end).any(|k| SAID.contains(&low(k)))
            {
                continue;
            }
            // "On Thursday the ministry said": the date is no part of the name.
            let Some(speaker) = self.speaker(words, names, mentions, start, i) else { continue };
            let mut after = i + 1;
            let mut frame = vec![(start, i + 1)];
            // Of "On the first day it had counted" only "it" names who speaks.
            let pronoun =
                (start..i).rev().find(|k| matches!(low(*k), "it" | "he" | "she" | "they"));
            let named = match (&speaker, pronoun) {
                (Speaker::Before, Some(k)) => bytes(k, k + 1),
                _ => bytes(start, i),
            };
            if let Some(time) = times.iter().find(|t| {
                t.from >= after
                    && t.from <= after + 1
                    && (t.from == after || matches!(low(after), "on" | "in"))
            }) && matches!(
                verb,
                "said"
                    | "says"
                    | "announced"
                    | "stated"
                    | "reported"
                    | "claimed"
                    | "confirmed"
                    | "warned"
                    | "told"
            ) {
                frame.push((after, time.until));
                after = time.until;
            }
            // "…, it said on 13 September" at the end brings in the same.
            if let Some(comma) = (after..end).rev().find(|k| low(*k) == ",")
                && matches!(low(comma + 1), "it" | "he" | "she" | "they")
                && SAID.contains(&low(comma + 2))
            {
                frame.push((comma, end));
            }
            return Some(Attribution {
                speaker,
                stance,
                says: named,
                cue: word.at,
                verb: verb.into(),
                content: (after, words.len()),
                frame,
            });
        }
        None
    }

    /// The source by the words of a phrase of its own ("reported by the Observatory").
    pub(crate) fn known(&self) -> Known<'a> {
        self.known
    }
}
