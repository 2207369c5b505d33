//! What happened: words that name an event, and whether the text says that it took place.

use crate::sentence::Word;
use crate::words_of_events::TRIGGERS;
use armistice_model::EventKind;

/// What a trigger stands for, before the rest of its clause decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// A kind of its own.
    Kind(EventKind),
    /// People killed or wounded, by means that other words tell.
    Harm,
    /// "struck", "hit", "targeted": by what, other words tell.
    Strike,
    /// "bombed", "bombing".
    Bomb,
    /// "attack".
    Attack,
    /// "advanced", "offensive".
    Advance,
    /// "shot down".
    ShotDown,
    /// "accused", "blamed" and the like stand in `says`; this is a breach of the truce.
    Breach,
    /// "met", "agreed", "talks".
    Talks,
    /// A statement worth keeping as one.
    Statement,
}

/// Whether a trigger is a verb or a noun: who does what stands elsewhere in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Verb,
    Noun,
}

/// A trigger found: words `from..until`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trigger {
    pub from: usize,
    pub until: usize,
    pub act: Act,
    pub form: Form,
    /// After a form of "be", without an object: the subject suffers.
    pub passive: bool,
    /// "may have struck".
    pub hedged: bool,
}

use EventKind as K;
use Form::{Noun, Verb};

/// The table, parted into words once.
#[derive(Debug)]
pub(crate) struct Triggers {
    entries: Vec<(Vec<Vec<&'static str>>, Act, Form)>,
    by_first: std::collections::HashMap<&'static str, Vec<usize>>,
}

impl Triggers {
    pub(crate) fn new() -> Self {
        let mut by_first: std::collections::HashMap<&'static str, Vec<usize>> =
            std::collections::HashMap::new();
        let mut entries = Vec::new();
        for (words, act, form) in TRIGGERS {
            let slots: Vec<Vec<&'static str>> =
                words.split(' ').map(|slot| slot.split('|').collect()).collect();
            for first in slots.first().into_iter().flatten() {
                by_first.entry(first).or_default().push(entries.len());
            }
            entries.push((slots, *act, *form));
        }
        Self { entries, by_first }
    }

    /// Every trigger that the sentence says took place; the longest where several start at one
    /// word, none inside another.
    pub(crate) fn find(&self, words: &[Word<'_>]) -> Vec<Trigger> {
        let mut found: Vec<Trigger> = Vec::new();
        let mut i = 0;
        while i < words.len() {
            let best = words
                .get(i)
                .and_then(|w| self.by_first.get(w.low.as_str()))
                .into_iter()
                .flatten()
                .filter_map(|e| {
                    let (slots, act, form) = self.entries.get(*e)?;
                    Some((fits(slots, words, i)?, *act, *form))
                })
                .max_by_key(|(until, _, _)| *until);
            let Some((until, act, form)) = best else {
                i += 1;
                continue;
            };
            let form = if form == Verb && used_as_noun(words, i, until) { Noun } else { form };
            let (real, hedged) = reality(words, i, until, act, form);
            if real {
                let passive = form == Verb && passive(words, i, until);
                found.push(Trigger { from: i, until, act, form, passive, hedged });
            }
            // Inside a loose pattern further triggers may stand ("struck an army position and
            // killed"); only what matched tightly is used up.
            i = if until - i <= 3 { until } else { i + 1 };
        }
        found
    }
}

/// The word after the pattern if it stands at word `i`.
fn fits(slots: &[Vec<&'static str>], words: &[Word<'_>], i: usize) -> Option<usize> {
    let mut at = i;
    let mut reach = 1;
    for slot in slots {
        if let [gap @ (".." | "...")] = slot.as_slice() {
            reach = if *gap == ".." { 5 } else { 10 };
            continue;
        }
        let hit = (at..(at + reach).min(words.len()))
            .find(|k| words.get(*k).is_some_and(|w| slot.contains(&w.low.as_str())))?;
        // A gap does not run over a comma or a stop.
        if (at..hit).any(|k| words.get(k).is_some_and(Word::is_mark)) {
            return None;
        }
        at = hit + 1;
        reach = 1;
    }
    Some(at)
}

fn low<'w>(words: &'w [Word<'_>], i: Option<usize>) -> &'w str {
    i.and_then(|i| words.get(i)).map_or("", |w| w.low.as_str())
}

const BE: &[&str] = &["was", "were", "been", "be", "is", "are", "being", "got"];

/// "the killed", "their bombing of", "a strike".
fn used_as_noun(words: &[Word<'_>], from: usize, until: usize) -> bool {
    let before = low(words, from.checked_sub(1));
    let own = low(words, Some(from));
    let ing_or_base = own.ends_with("ing") || matches!(own, "strikes" | "bomb" | "bombs");
    let article = matches!(
        before,
        "a" | "an"
            | "the"
            | "its"
            | "their"
            | "his"
            | "of"
            | "by"
            | "in"
            | "these"
            | "this"
            | "heavy"
    );
    ing_or_base && (article || low(words, Some(until)) == "of")
}

/// Whether a form of "be" stands before the verb (adverbs may part them).
fn passive(words: &[Word<'_>], from: usize, until: usize) -> bool {
    let own = low(words, Some(from));
    if own.ends_with("ing") {
        return false;
    }
    if (from..until).any(|i| BE.contains(&low(words, Some(i)))) {
        return true;
    }
    (1..=3).any(|back| {
        let word = low(words, from.checked_sub(back));
        BE.contains(&word)
            && (1..back).all(|b| {
                let between = low(words, from.checked_sub(b));
                between.ends_with("ly")
                    || matches!(
                        between,
                        "also"
                            | "then"
                            | "again"
                            | "reportedly"
                            | "later"
                            | "still"
                            | "all"
                            | "both"
                            | "killed"
                            | "wounded"
                            | "injured"
                            | "and"
                            | "or"
                    )
            })
    })
}

/// Whether the text says that it happened, and whether only with "may".
fn reality(words: &[Word<'_>], from: usize, until: usize, act: Act, form: Form) -> (bool, bool) {
    let before = |n: usize| low(words, from.checked_sub(n));
    let near = |set: &[&str], reach: usize| (1..=reach).any(|n| set.contains(&before(n)));
    // Words before the nearest comma only.
    let clause = (1..=12)
        .take_while(|n| {
            from.checked_sub(*n).is_some_and(|i| {
                words.get(i).is_some_and(|w| !matches!(w.text, "," | ";" | "." | ":"))
            })
        })
        .count();
    if near(&["if", "unless", "whether"], clause) {
        return (false, false);
    }
    match form {
        Verb => {
            let mut hedged = false;
            let reach = clause.min(4);
            if near(&["not", "never", "cannot", "without", "nor"], reach) {
                return (false, false);
            }
            if near(&["would", "will", "could", "should", "must", "shall", "can", "won't"], reach) {
                return (false, false);
            }
            if near(&["may", "might"], reach) {
                if !near(&["have"], reach) {
                    return (false, false);
                }
                hedged = true;
            }
            if before(1) == "to" || (before(2) == "to" && before(1).ends_with("ly")) {
                let begun = [
                    "began",
                    "begun",
                    "begins",
                    "started",
                    "starts",
                    "continued",
                    "continues",
                    "managed",
                    "beginning",
                    "starting",
                ];
                if !near(&begun, clause.min(3)) {
                    return (false, false);
                }
            }
            // "are to be withdrawn".
            if before(1) == "be" && before(2) == "to" {
                return (false, false);
            }
            // "No tank withdrew", "No aid convoy had reached": the subject itself is nobody.
            let nobody = near(&["no", "none", "nobody"], clause.min(6));
            if nobody && !matches!(act, Act::Kind(K::AidPassage)) {
                return (false, false);
            }
            (true, hedged)
        }
        Noun => {
            let reach = clause.min(4);
            let stopped = [
                "halt",
                "halting",
                "end",
                "ending",
                "stop",
                "stopping",
                "cease",
                "ceasing",
                "prevent",
                "preventing",
                "avoid",
                "reduce",
                "reducing",
                "without",
                "no",
                "against",
                "possible",
                "potential",
                "future",
                "threatened",
                "planned",
                "threat",
                "any",
                "fresh",
                "intent",
                "plans",
                "plan",
                "risk",
                "fear",
                "fears",
            ];
            // "fresh attacks" are attacks; a fresh round of talks is not yet talks.
            let stops =
                |w: &str| stopped.contains(&w) && (w != "fresh" || matches!(act, Act::Talks));
            if (1..=reach).any(|n| stops(before(n))) && !(before(1) == "against" && form == Verb) {
                return (false, false);
            }
            // "could launch attacks".
            let modal = [
                "would",
                "could",
                "might",
                "will",
                "can",
                "should",
                "may",
                "under",
                "allegations",
                "likely",
            ];
            if near(&modal, reach) && !near(&["have"], 2) {
                return (false, false);
            }
            // "A withdrawal there would not have been seen."
            let doubt = ["would", "could", "will", "may", "might", "cannot", "not"];
            if (until..until + 4)
                .take_while(|i| !words.get(*i).is_some_and(Word::is_mark))
                .any(|i| doubt.contains(&low(words, Some(i))))
            {
                return (false, false);
            }
            if matches!(act, Act::Talks) {
                let real = near(
                    &["in", "held", "holding", "hold", "began", "resumed", "ended"],
                    clause.min(5),
                ) || matches!(
                    low(words, Some(until)),
                    "between" | "in" | "with" | "began" | "resumed" | "ended"
                );
                let def = before(1) == "the" || before(1) == "to";
                let modal = near(&["would", "will", "for", "from", "to", "not"], clause.min(5));
                return (real && !def && !modal, false);
            }
            (true, false)
        }
    }
}

/// Words that tell aircraft.
pub(crate) fn tells_aircraft(word: &str) -> bool {
    matches!(
        word,
        "aircraft"
            | "warplane"
            | "warplanes"
            | "jet"
            | "jets"
            | "plane"
            | "planes"
            | "helicopter"
            | "helicopters"
            | "bomber"
            | "bombers"
            | "fighter-jet"
            | "fighter-jets"
            | "airforce"
    )
}

/// Words that tell fire from the ground.
pub(crate) fn tells_ground_fire(word: &str) -> bool {
    matches!(
        word,
        "shell"
            | "shells"
            | "mortar"
            | "mortars"
            | "rocket"
            | "rockets"
            | "missile"
            | "missiles"
            | "artillery"
            | "howitzers"
            | "tanks"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::words;

    fn read(text: &str) -> Vec<String> {
        let words = words(text, (0, text.len()));
        Triggers::new()
            .find(&words)
            .iter()
            .map(|t| {
                let said: Vec<&str> = words[t.from..t.until].iter().map(|w| w.text).collect();
                format!("{}{}", said.join(" "), if t.hedged { "?" } else { "" })
            })
            .collect()
    }

    #[test]
    fn what_is_asked_feared_or_denied_did_not_happen() {
        for (text, expected) in [
            ("Rebels shelled Duma.", vec!["shelled"]),
            ("They are to withdraw their tanks.", vec![]),
            ("The army began to withdraw its tanks.", vec!["withdraw"]),
            ("A withdrawal there would not have been seen.", vec![]),
            ("No withdrawal was seen.", vec![]),
            ("plans for a halt to the fighting in Syria", vec![]),
            ("Coalition aircraft may have struck Syrian army positions.", vec!["struck?"]),
            ("They would not have attacked.", vec![]),
            ("parties are to cease all attacks with any weapons", vec![]),
            ("unless it attacked them", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
