//! What is said and no more: aims, sides taken, doubts, denials of intent.

use crate::Reader;
use crate::draft::Draft;
use crate::line::Line;
use crate::peace::{follow_up, subject};
use crate::prose::{Heard, Told, time_of};
use crate::what::Trigger;
use crate::who::Mention;
use armistice_model::{EventKind, Field, Stance, When, Who};

/// A statement that is itself what happened.
pub(crate) fn statement(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    main: &Trigger,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &Told<'_>,
) -> Vec<Draft> {
    // "All of this came before the truce takes effect": background.
    if line.has(from, main.from, &["before", "after", "when", "since", "until", "that", "which"]) {
        return Vec::new();
    }
    let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
    draft.mark_all(
        Field::What,
        line.bytes(
            main.from,
            until - usize::from(line.words.get(until - 1).is_some_and(|w| w.is_mark())),
        ),
    );
    let speaker: Vec<&Mention> =
        if line.low(main.from).starts_with("t") || line.low(main.from).starts_with("com") {
            Vec::new()
        } else {
            subject(line, from, main.from)
        };
    if speaker.is_empty() {
        own_actor(heard, reader, main, line, &mut draft);
    }
    // Told of somebody else's words: it is their word.
    if let (Some(first), None) = (speaker.first(), &line.attribution)
        && reader.voices.actor_of(&heard.voice) != Some(first.actor.as_str())
        && let Some(source) = reader.voices.of_actor(&first.actor)
    {
        draft.voice = source.id.clone();
        draft.mark(Field::Says, first.at);
        draft.stance = Stance::Claimed;
    }
    draft.by = if speaker.is_empty() {
        draft.by
    } else {
        Who::one_of(speaker.iter().map(|m| m.actor.clone()))
    };
    draft.mark_all(Field::By, speaker.iter().map(|m| m.at));
    if let Some((interval, at)) = time_of(line, from, until, told) {
        draft.when = When::Within(interval);
        draft.mark_all(Field::When, at);
    }
    vec![draft]
}

fn own_actor(
    heard: &Heard,
    reader: &Reader<'_>,
    main: &Trigger,
    line: &Line<'_, '_>,
    draft: &mut Draft,
) {
    let says = line.attribution.as_ref().and_then(|a| a.says);
    // "The truce took effect": nobody's word but the truce's.
    if matches!(line.low(main.until.saturating_sub(1)), "effect" | "force") {
        return;
    }
    if let (Some(actor), Some(at)) = (reader.voices.actor_of(&heard.voice), says) {
        draft.by = Who::one(actor);
        draft.mark(Field::By, at);
    }
}

/// "Washington wants Moscow to help clinch a ceasefire, get aid to civilians and …": each aim a
/// statement of the one who wants.
pub(crate) fn wants(
    line: &Line<'_, '_>,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> bool {
    let Some(at) = (1..line.words.len())
        .find(|i| matches!(line.low(*i), "wants" | "want" | "seeks" | "demands") && line.told(*i))
    else {
        return false;
    };
    let Some(wanting) = line.mentions.iter().rfind(|m| m.until <= at && at - m.until <= 1) else {
        return false;
    };
    let Some(to) = (at + 1..line.words.len().min(at + 8)).find(|i| line.low(*i) == "to") else {
        return false;
    };
    let start = to + 1 + usize::from(line.low(to + 1) == "help");
    let end = (start..line.words.len())
        .find(|i| {
            (line.low(*i) == "to" && line.low(*i + 1) == "end")
                || matches!(line.low(*i), "." | ";" | "that")
        })
        .unwrap_or(line.words.len());
    let mut aims: Vec<(usize, usize)> = Vec::new();
    let mut first = start;
    for i in start..=end {
        let cut = i == end || line.low(i) == "," || (line.low(i) == "and" && i > first);
        if cut {
            let mut a = first;
            while a < i
                && (matches!(line.low(a), "and" | "eventually" | "then" | "also")
                    || line.words.get(a).is_some_and(|w| w.is_mark()))
            {
                a += 1;
            }
            if i > a + 1 {
                aims.push((a, i));
            }
            first = i + 1;
        }
    }
    let source = reader.voices.of_actor(&wanting.actor);
    for (a, b) in &aims {
        let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
        heard.write(&mut draft);
        if let Some(source) = source {
            draft.voice = source.id.clone();
        }
        draft.stance = Stance::Claimed;
        draft.by = Who::one(wanting.actor.clone());
        draft.mark(Field::By, wanting.at);
        draft.mark(Field::Says, wanting.at);
        draft.mark_all(Field::Cue, line.bytes(at, at + 1));
        draft.mark_all(Field::What, line.bytes(*a, *b));
        told.drafts.push(draft);
    }
    !aims.is_empty()
}

/// "With Moscow supporting the regime and Washington behind a coalition of rebel groups": who
/// backs whom, as a statement each.
pub(crate) fn sides_taken(
    line: &Line<'_, '_>,
    heard: &Heard,
    _reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> bool {
    let mut any = false;
    for at in 1..line.words.len() {
        if !matches!(line.low(at), "supporting" | "backing" | "behind" | "backs" | "supports")
            || !line.told(at)
        {
            continue;
        }
        let Some(backer) = line.mentions.iter().find(|m| m.until == at) else { continue };
        let backed = line.mentions.iter().find(|m| m.from > at && m.from <= at + 6);
        let Some(backed) = backed.filter(|b| b.actor != backer.actor) else { continue };
        let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
        heard.write(&mut draft);
        draft.by = Who::one(backer.actor.clone());
        draft.on = Who::one(backed.actor.clone());
        draft.mark(Field::By, backer.at);
        draft.mark(Field::On, backed.at);
        draft.mark_all(Field::What, line.bytes(at, at + 1));
        told.drafts.push(draft);
        any = true;
    }
    any
}

/// "It could not confirm that …": neither a claim that it happened nor a denial, so a statement
/// that keeps the words, the place and the day it was said.
pub(crate) fn unconfirmed(
    line: &Line<'_, '_>,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> bool {
    let Some(at) = (1..line.words.len()).find(|i| {
        matches!(line.low(*i), "confirm" | "verify")
            && (1..=3).any(|n| matches!(line.low(i.wrapping_sub(n)), "not" | "cannot" | "unable"))
    }) else {
        return intent(line, heard, reader, told);
    };
    let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
    heard.write(&mut draft);
    draft.stance = Stance::Claimed;
    draft.mark_all(
        Field::What,
        line.bytes(at.saturating_sub(2), line.words.len().saturating_sub(1)),
    );
    if let (Some(actor), Some(at)) =
        (reader.voices.actor_of(&heard.voice), line.attribution.as_ref().and_then(|a| a.says))
    {
        draft.by = Who::one(actor);
        draft.mark(Field::By, at);
    }
    spoken(line, &mut draft, told);
    let here: Vec<_> = line.places.iter().filter(|p| p.from > at).collect();
    if let Some((place, marks)) = crate::place::place_of(&line.words, &here) {
        draft.place = place;
        draft.mark_all(Field::Where, marks);
    }
    told.drafts.push(draft);
    true
}

/// A denial of intent is no denial of the deed.
fn intent(line: &Line<'_, '_>, heard: &Heard, reader: &Reader<'_>, told: &mut Told<'_>) -> bool {
    let Some(denied) = (0..line.words.len()).find(|i| matches!(line.low(*i), "denied" | "denies"))
    else {
        return false;
    };
    if !line.has(
        denied,
        line.words.len(),
        &["intent", "meant", "intended", "intention", "deliberate", "deliberately"],
    ) {
        return false;
    }
    let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
    heard.write(&mut draft);
    draft.stance = Stance::Claimed;
    draft.mark_all(Field::What, line.bytes(denied, line.words.len().saturating_sub(1)));
    let speaker = subject(line, 0, denied);
    if let (Some(first), None) = (speaker.first(), &line.attribution) {
        draft.by = Who::one_of(speaker.iter().map(|m| m.actor.clone()));
        draft.mark_all(Field::By, speaker.iter().map(|m| m.at));
        draft.mark(Field::Says, first.at);
        draft.mark_all(Field::Cue, line.bytes(denied, denied + 1));
        if reader.voices.actor_of(&heard.voice) != Some(first.actor.as_str())
            && let Some(source) = reader.voices.of_actor(&first.actor)
        {
            draft.voice = source.id.clone();
        }
    } else if let (Some(actor), Some(at)) =
        (reader.voices.actor_of(&heard.voice), line.attribution.as_ref().and_then(|a| a.says))
    {
        draft.by = Who::one(actor);
        draft.mark(Field::By, at);
    }
    told.drafts.push(draft);
    true
}

/// The day a statement was made on, from the words that bring it in.
fn spoken(line: &Line<'_, '_>, draft: &mut Draft, told: &Told<'_>) {
    let framed = line.times.iter().find(|t| !line.told(t.from));
    if let Some(time) = framed
        && let Some(interval) = told.calendar.interval(&time.said, None, None)
    {
        draft.when = When::Within(interval);
        draft.mark_all(Field::When, line.bytes(time.from, time.until));
    }
}

/// Somebody the case knows, other than the publisher, says something that is no event.
pub(crate) fn only_said(
    line: &Line<'_, '_>,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) {
    let Some(attribution) = &line.attribution else {
        follow_up(line, told);
        return;
    };
    follow_up(line, told);
    let (from, until) = attribution.content;
    // "X said this; Y said that": X said only this.
    let until = (from..until).find(|i| line.low(*i) == ";").unwrap_or(until);
    if !heard.named
        || heard.voice == told.report.source
        || heard.stance != Stance::Claimed
        || until < from + 3
    {
        return;
    }
    if line.has(0, line.words.len(), &["not"]) && line.has(0, line.words.len(), &["say"]) {
        return;
    }
    let mut draft = Draft::new(EventKind::Statement, line.at, heard.voice.clone());
    heard.write(&mut draft);
    let end = until - usize::from(line.words.get(until - 1).is_some_and(|w| w.is_mark()));
    draft.mark_all(Field::What, line.bytes(from, end));
    if let (Some(actor), Some(at)) = (reader.voices.actor_of(&heard.voice), attribution.says) {
        draft.by = Who::one(actor);
        draft.mark(Field::By, at);
    }
    spoken(line, &mut draft, told);
    told.drafts.push(draft);
}
