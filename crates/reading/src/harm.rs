//! Who was harmed, and how many of them.

use crate::draft::{Bytes, Draft};
use crate::how_many::{Counted, number, sum};
use crate::sentence::Word;
use crate::who::Mention;
use armistice_model::{Count, Field};

/// Of what sort the people are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Victim {
    Civilians,
    /// Of an actor of the case.
    Of(String),
    /// Not told.
    People,
}

/// A number of people, at words `from..until`.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub from: usize,
    pub until: usize,
    pub at: Bytes,
    pub who_at: Option<Bytes>,
    pub count: Count,
    pub victim: Victim,
    pub killed: bool,
    /// Part of people counted already ("two of them civilians").
    pub part: bool,
}

const CIVILIANS: &[&str] = &[
    "civilian",
    "civilians",
    "residents",
    "citizens",
    "paramedics",
    "medics",
    "nurses",
    "doctors",
    "journalists",
    "journalist",
    "villagers",
    "worshippers",
    "schoolchildren",
    "patients",
    "medic",
    "paramedic",
    "staff",
    "worker",
    "workers",
    "volunteers",
    "drivers",
    "villager",
];
const PEOPLE: &[&str] = &[
    "people",
    "persons",
    "person",
    "men",
    "man",
    "women",
    "woman",
    "children",
    "child",
    "others",
    "other",
    "members",
    "bodies",
    "lives",
    "individuals",
    "family",
    "victims",
    "martyrs",
    "girls",
    "boys",
    "teenagers",
    "pilot",
    "commander",
    "leader",
    "fighters",
    "fighter",
    "gunmen",
    "militiamen",
    "officers",
    "officer",
    "commanders",
    "pilots",
    "crew",
];
const DEAD: &[&str] = &[
    "killed",
    "dead",
    "died",
    "deaths",
    "death",
    "executed",
    "massacred",
    "beheaded",
    "slain",
    "shot",
];
const HURT: &[&str] = &["wounded", "injured", "hurt", "injuries"];
const KILLING: &[&str] = &[
    "killed",
    "killing",
    "kills",
    "kill",
    "executed",
    "executing",
    "massacred",
    "beheaded",
    "left",
    "claimed",
    "crucified",
];
const HURTING: &[&str] = &["wounded", "wounding", "wounds", "injured", "injuring"];
const BE: &[&str] = &["was", "were", "been", "are", "is", "be", "being"];
/// Words that cannot stand between a number and the people it counts.
const STOPS: &[&str] = &[
    "in",
    "at",
    "near",
    "on",
    "by",
    "from",
    "to",
    "with",
    "after",
    "before",
    "during",
    "when",
    "while",
    "who",
    "which",
    "that",
    "and",
    "or",
    "hours",
    "hour",
    "days",
    "day",
    "weeks",
    "months",
    "years",
    "year",
    "minutes",
    "times",
    "metres",
    "meters",
    "kilometres",
    "km",
    "per",
    "cent",
    "percent",
    "trucks",
    "truck",
    "vehicles",
    "breaches",
    "breach",
    "violations",
    "strikes",
    "raids",
    "shells",
    "rockets",
    "missiles",
    "tanks",
    "areas",
    "towns",
    "villages",
    "checkpoints",
    "steps",
    "points",
    "convoys",
    "houses",
    "homes",
    "million",
    "dollars",
    "powers",
    "sides",
    "parties",
    "guarantors",
    "ministers",
    "countries",
    "had",
    "has",
    "have",
    "will",
    "would",
    "for",
    "continuous",
    "months'",
    "term",
    "of",
    "as",
    "soon",
];

fn low<'w>(words: &'w [Word<'_>], i: Option<usize>) -> &'w str {
    i.and_then(|i| words.get(i)).map_or("", |w| w.low.as_str())
}

/// What harm is told of people, within words `from..until`.
/// `seed` is the harm told last in the sentence, for lists that tell it once.
pub(crate) fn groups(
    words: &[Word<'_>],
    counts: &[Counted],
    mentions: &[Mention],
    from: usize,
    until: usize,
    seed: Option<bool>,
) -> Vec<Group> {
    let mut counts: Vec<Counted> =
        counts.iter().filter(|c| c.from >= from && c.until <= until).copied().collect();
    counts.extend(single(words, &counts, from, until));
    counts.sort_by_key(|c| c.from);
    let mut found: Vec<Group> = Vec::new();
    for (n, counted) in counts.iter().enumerate() {
        let next = counts.get(n + 1).map_or(until, |c| c.from).min(until);
        let Some(mut group) = people(words, counted, mentions, next) else { continue };
        let direct = direct_harm(words, &group, counted);
        let killed = direct
            .or_else(|| harm_before(words, counted.from, from, &found))
            .or_else(|| harm_after(words, group.until, until))
            .or_else(|| list_harm(words, &group, &found, seed))
            .or(group.part.then_some(true));
        let Some(killed) = killed else { continue };
        group.killed = killed;
        found.push(group);
    }
    found
}

/// "a second person", "the pilot was killed": one.
fn single(words: &[Word<'_>], counts: &[Counted], from: usize, until: usize) -> Vec<Counted> {
    (from..until)
        .filter(|i| !counts.iter().any(|c| (c.from..c.until).contains(i)))
        .filter_map(|i| {
            let article = low(words, Some(i));
            let (a, b) = (low(words, Some(i + 1)), low(words, Some(i + 2)));
            let ordinal = matches!(a, "second" | "third" | "fourth" | "fifth");
            let noun = if ordinal { b } else { a };
            let person = matches!(
                noun,
                "person"
                    | "civilian"
                    | "soldier"
                    | "man"
                    | "woman"
                    | "child"
                    | "rebel"
                    | "fighter"
                    | "pilot"
                    | "commander"
                    | "girl"
                    | "boy"
                    | "journalist"
                    | "medic"
                    | "officer"
                    | "leader"
            );
            let fits = match article {
                "a" | "an" => person,
                "the" | "its" => matches!(noun, "pilot" | "commander" | "driver"),
                _ => false,
            };
            let until = i + 1 + usize::from(ordinal);
            let suffers = BE.contains(&low(words, Some(until + 1)))
                || KILLING.contains(&low(words, i.checked_sub(1)));
            (fits && suffers).then_some(Counted { from: i, until, count: Count::exactly(1) })
        })
        .collect()
}

/// The people a number counts, if it counts people.
fn people(
    words: &[Word<'_>],
    counted: &Counted,
    mentions: &[Mention],
    next: usize,
) -> Option<Group> {
    let at = |until: usize| -> Option<Bytes> {
        Some((words.get(counted.from)?.at.0, words.get(until.checked_sub(1)?)?.at.1))
    };
    let group = |until: usize, victim: Victim, who_at: Option<Bytes>, part: bool| {
        Some(Group {
            from: counted.from,
            until,
            at: at(until)?,
            who_at,
            count: counted.count,
            victim,
            killed: true,
            part,
        })
    };
    let word = |i: usize| low(words, Some(i));
    // "dozens of soldiers".
    let vague = counted.count.high.is_none() && counted.count.best.is_none();
    let of = vague
        && word(counted.until) == "of"
        && !matches!(word(counted.until + 1), "them" | "whom" | "the" | "those");
    let after = counted.until + usize::from(of);
    // "nine of the dead were fighters", "49 of them civilians".
    if word(after) == "of" && matches!(word(after + 1), "them" | "whom" | "the" | "those") {
        let dead = word(after + 1) != "the"
            || matches!(word(after + 2), "dead" | "victims" | "killed" | "casualties");
        if dead {
            let civilian =
                (after + 2..after + 6).find(|i| word(*i) == "civilians" || word(*i) == "civilian");
            let victim = if civilian.is_some() { Victim::Civilians } else { Victim::People };
            return group(civilian.map_or(after + 2, |i| i + 1), victim, None, true);
        }
    }
    // "and four were civilians".
    if BE.contains(&word(after)) && matches!(word(after + 1), "civilians" | "civilian") {
        return group(after + 2, Victim::Civilians, None, true);
    }
    let among = (1..=3)
        .any(|n| matches!(low(words, counted.from.checked_sub(n)), "including" | "among" | "whom"))
        || ((1..=3).any(|n| low(words, counted.from.checked_sub(n)) == "them")
            && (1..=4).any(|n| low(words, counted.from.checked_sub(n)) == "among"));
    let among = among
        || (1..=20).any(|n| {
            low(words, counted.from.checked_sub(n)) == "among"
                && matches!(low(words, (counted.from + 1).checked_sub(n)), "them" | "the" | "whom")
        });
    for i in after..next.min(after + 7) {
        let here = word(i);
        if let Some(m) = mentions.iter().find(|m| m.from == i && !m.describes) {
            let victim = if m.actor == "Civilians" {
                Victim::Civilians
            } else {
                Victim::Of(m.actor.clone())
            };
            let mut end = m.until;
            while PEOPLE.contains(&word(end))
                || matches!(word(end), "militants" | "soldiers" | "troops")
            {
                end += 1;
            }
            return group(end, victim, Some(m.at), among);
        }
        let who_at = words.get(i).map(|w| w.at);
        if CIVILIANS.contains(&here) {
            return group(i + 1, Victim::Civilians, who_at, among);
        }
        if PEOPLE.contains(&here) {
            // "members of the regime forces", "men of": the actor follows.
            if matches!(word(i + 1), "of" | "from" | "among")
                && let Some(m) =
                    mentions.iter().find(|m| !m.describes && m.from >= i + 2 && m.from <= i + 3)
            {
                let victim = if m.actor == "Civilians" {
                    Victim::Civilians
                } else {
                    Victim::Of(m.actor.clone())
                };
                return group(m.until, victim, Some(m.at), among);
            }
            if here == "other" {
                continue;
            }
            return group(i + 1, Victim::People, None, among);
        }
        if DEAD.contains(&here) || HURT.contains(&here) {
            let civilians = matches!(word(i + 1), "among" | "of")
                && (i + 2..i + 4).any(|k| word(k) == "civilians");
            let victim = if civilians { Victim::Civilians } else { Victim::People };
            return group(i, victim, None, among);
        }
        let stop = STOPS.contains(&here) || words.get(i).is_none_or(Word::is_mark);
        if stop || BE.contains(&here) {
            break;
        }
    }
    // A bare number: "killed more than 290,000", "Dozens were wounded", "toll rose to 19".
    let closes = words
        .get(after)
        .is_none_or(|w| w.is_mark() || w.low == "and" || w.low == "in" || w.low == "on");
    let bare_after = BE.contains(&word(after))
        && (DEAD.contains(&word(after + 1)) || HURT.contains(&word(after + 1)));
    if (closes && people_told_before(words, counted.from)) || bare_after {
        let civilian = (1..=30).find(|n| {
            let n = *n;
            low(words, counted.from.checked_sub(n)) == "civilians"
                && matches!(low(words, counted.from.checked_sub(n - 1)), "killed" | "dead")
        });
        return match civilian.and_then(|n| counted.from.checked_sub(n)).and_then(|i| words.get(i)) {
            Some(word) => group(after, Victim::Civilians, Some(word.at), among),
            None => group(after, Victim::People, None, among),
        };
    }
    None
}

/// Whether a bare number follows a word of death, or "rose to" after one.
fn people_told_before(words: &[Word<'_>], from: usize) -> bool {
    let before = |n: usize| low(words, from.checked_sub(n));
    if matches!(before(1), "killed" | "killing" | "wounded" | "wounding" | "injuring") {
        return true;
    }
    let risen = before(1) == "to"
        && (2..=3).any(|n| matches!(before(n), "rose" | "risen" | "climbed" | "grown" | "rising"));
    let toll = before(1) == "of" && before(2) == "toll"
        || before(1) == "at" && (2..=4).any(|n| before(n) == "toll");
    let deadly = (1..=30).any(|n| matches!(before(n), "killed" | "dead" | "toll" | "deaths"));
    (risen && deadly) || toll
}

/// "20 dead", "three deaths", "toll of 20".
fn direct_harm(words: &[Word<'_>], group: &Group, counted: &Counted) -> Option<bool> {
    let after = low(words, Some(group.until));
    if group.part {
        return Some(true);
    }
    let toll = people_told_before(words, counted.from)
        && !matches!(low(words, counted.from.checked_sub(1)), "wounded" | "wounding" | "injuring");
    if group.until == counted.until && toll {
        return Some(true);
    }
    if matches!(after, "dead" | "deaths")
        || (DEAD.contains(&after)
            && (counted.until..=group.until).contains(&group.until)
            && group.until == counted.until)
    {
        return Some(true);
    }
    if HURT.contains(&after) && group.until == counted.until {
        return Some(false);
    }
    // "rose to 58 civilians".
    (low(words, counted.from.checked_sub(1)) == "to" && people_told_before(words, counted.from))
        .then_some(true)
}

/// "killed at least 13 people", also further down a list.
fn harm_before(words: &[Word<'_>], at: usize, from: usize, earlier: &[Group]) -> Option<bool> {
    let before = |n: usize| low(words, at.checked_sub(n).filter(|i| *i >= from));
    for n in 1..=2 {
        let word = before(n);
        let active = !(n + 1..=n + 2).any(|b| BE.contains(&before(b)));
        if KILLING.contains(&word) && active {
            let takes_lives = !matches!(word, "left" | "claimed")
                || (1..=8).any(|k| matches!(low(words, Some(at + k)), "dead" | "lives"));
            return takes_lives.then_some(true);
        }
        if HURTING.contains(&word) && active {
            return Some(false);
        }
        if !matches!(word, "the" | "a" | "an" | "and" | "another" | "further") {
            break;
        }
    }
    // "killed two rebels and three soldiers".
    let last = earlier.last()?;
    let joined = last.until <= at
        && (last.until..at).all(|i| matches!(low(words, Some(i)), "and" | "," | "or"));
    let last_active = KILLING.contains(&low(words, last.from.checked_sub(1)))
        || HURTING.contains(&low(words, last.from.checked_sub(1)));
    (joined && last_active).then_some(last.killed)
}

/// "13 civilians were killed", "two rebels and two soldiers died".
fn harm_after(words: &[Word<'_>], group_end: usize, until: usize) -> Option<bool> {
    let mut been = false;
    for i in group_end..until.min(group_end + 14) {
        let word = low(words, Some(i));
        if BE.contains(&word) {
            been = true;
        } else if DEAD.contains(&word) || HURT.contains(&word) {
            // "two soldiers killed three rebels": the subject did it.
            let next = low(words, Some(i + 1));
            let object = number(words, i + 1).is_some()
                || matches!(
                    next,
                    "at" | "the"
                        | "a"
                        | "an"
                        | "more"
                        | "about"
                        | "some"
                        | "dozens"
                        | "several"
                        | "between"
                        | "up"
                        | "nearly"
                        | "around"
                        | "over"
                );
            if been || word == "died" || !object {
                return Some(DEAD.contains(&word));
            }
            return None;
        } else if words.get(i).is_some_and(|w| matches!(w.text, ";" | "." | ":")) {
            return None;
        }
    }
    None
}

/// "one civilian was killed in A, one civilian in B": the verb stands once.
fn list_harm(
    words: &[Word<'_>],
    group: &Group,
    earlier: &[Group],
    seed: Option<bool>,
) -> Option<bool> {
    let placed = matches!(low(words, Some(group.until)), "in" | "near" | "at" | "on");
    earlier.last().map(|g| g.killed).or(seed).filter(|_| placed)
}

/// Writes the groups into a claim: sums of what stands side by side, parts as parts.
pub(crate) fn write(groups: &[&Group], draft: &mut Draft) {
    let add = |slot: &mut Option<Count>, count: Count| {
        *slot = Some(slot.map_or(count, |had| sum(had, count)));
    };
    let mut harm = armistice_model::Casualties::default();
    for group in groups.iter().filter(|g| !g.part) {
        draft.mark(Field::HowMany, group.at);
        if group.killed {
            add(&mut harm.killed, group.count);
            if group.victim == Victim::Civilians {
                add(&mut harm.civilians_killed, group.count);
            }
        } else {
            add(&mut harm.wounded, group.count);
        }
    }
    for group in groups.iter().filter(|g| g.part && g.killed) {
        if group.victim == Victim::Civilians {
            draft.mark(Field::HowMany, group.at);
            add(&mut harm.civilians_killed, group.count);
        }
    }
    let had = &mut draft.casualties;
    had.killed = had.killed.or(harm.killed);
    had.civilians_killed = had.civilians_killed.or(harm.civilians_killed);
    had.wounded = had.wounded.or(harm.wounded);
}
