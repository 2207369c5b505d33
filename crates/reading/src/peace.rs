//! What happened besides violence: talks, aid, withdrawals, sieges, statements.

use crate::Reader;
use crate::draft::{Bytes, Draft};
use crate::event::is_violent;
use crate::line::Line;
use crate::prose::{Heard, Told, time_of};
use crate::weapon::weapon;
use crate::what::{Act, Form, Trigger};
use crate::when::Said;
use crate::who::{Mention, list_of};
use armistice_model::{EventKind, Field, When, Who};

/// The events without violence of a clause.
pub(crate) fn events(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> Vec<Draft> {
    let triggers: Vec<&Trigger> = line
        .triggers
        .iter()
        .filter(|t| t.from >= from && t.from < until && !is_violent(t.act))
        .filter(|t| {
            line.told(t.from)
                || (t.act == Act::Statement && line.low(t.from).starts_with("declare"))
        })
        .collect();
    if let Some(draft) = presence(line, from, until, heard) {
        return vec![draft];
    }
    // One event a clause: what is done before what is said.
    let Some(main) = triggers
        .iter()
        .min_by_key(|t| (t.act == Act::Statement, matches!(t.act, Act::Talks), t.from))
    else {
        return Vec::new();
    };
    match main.act {
        Act::Talks => talks(line, from, until, main, heard, told),
        Act::Statement => crate::statement::statement(line, from, until, main, heard, reader, told),
        Act::Kind(kind) => deed(line, from, until, main, kind, heard, told),
        _ => Vec::new(),
    }
}

/// The actors before a verb at word `at`.
pub(crate) fn subject<'l>(line: &'l Line<'_, '_>, from: usize, at: usize) -> Vec<&'l Mention> {
    let fits = |m: &Mention| {
        m.from >= from && m.until <= at && !m.describes && line.told(m.from) && at - m.until <= 12
    };
    match line.mentions.iter().rposition(fits) {
        Some(index) => {
            list_of(&line.words, &line.mentions, index).into_iter().filter(|m| fits(m)).collect()
        }
        None => Vec::new(),
    }
}

fn deed(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    main: &Trigger,
    kind: EventKind,
    heard: &Heard,
    told: &mut Told<'_>,
) -> Vec<Draft> {
    let mut kind = kind;
    let nobody = (from..main.until).any(|i| matches!(line.low(i), "no" | "none"));
    let mut draft = Draft::new(kind, line.at, heard.voice.clone());
    draft.mark_all(Field::What, line.bytes(main.from, main.until));
    let place_after = line.places.iter().any(|p| p.from >= main.until && p.from < until);
    if kind == EventKind::AidPassage {
        let arrives = line.has(main.from, main.until, &["reached", "entered", "arrived"]);
        if nobody {
            // "No convoy reached A": aid was kept away. "No truck crossed" while somebody
            // watched is only what was seen there, and tells nothing of an obstruction.
            if !arrives || !place_after {
                return Vec::new();
            }
            kind = EventKind::AidObstruction;
            draft.kind = kind;
            draft.mark_all(Field::What, line.bytes(from, main.until));
        }
    } else if nobody {
        return Vec::new();
    }
    let by = subject(line, from, main.from);
    let aid = matches!(
        kind,
        EventKind::AidPassage
            | EventKind::AidObstruction
            | EventKind::AidRequest
            | EventKind::AidApproval
    );
    let waiting = kind == EventKind::AidObstruction
        && (nobody
            || main.passive
            || line.has(main.from, main.until, &["waiting", "stuck", "stranded"]));
    if !waiting && (kind != EventKind::DetaineeRelease || !main.passive) {
        draft.by = Who::one_of(by.iter().map(|m| m.actor.clone()));
        draft.mark_all(Field::By, by.iter().map(|m| m.at));
    }
    if aid {
        counted(line, from, until, &mut draft);
        addressed(line, main.from + 1, until, &mut draft);
    }
    if matches!(kind, EventKind::Withdrawal | EventKind::ForceMovement)
        && let Some((arm, at)) = weapon(&line.words, from, until)
    {
        draft.weapon = Some(arm);
        draft.mark(Field::What, at);
    }
    let placed = line.places.iter().any(|p| p.from >= from && p.from < until && line.told(p.from));
    let timed = time_of(line, from, until, told).is_some();
    if kind == EventKind::AidRequest {
        return requests(line, from, until, draft, told);
    }
    // A bare noun ("withdrawal") or a deed by nobody, nowhere, at no time tells nothing.
    if !placed && !timed && (draft.by.is_open() || main.form == Form::Noun) {
        return Vec::new();
    }
    if nobody && let Some((interval, at)) = time_of(line, from, until, told) {
        // It held over the days told; "by Friday" only tells of Friday.
        let days = line.times.iter().any(|t| matches!(t.said, Said::Days(a, b) if a != b));
        draft.when = if days { When::Throughout(interval) } else { When::Within(interval) };
        draft.mark_all(Field::When, at);
        let here: Vec<_> = line
            .places
            .iter()
            .filter(|p| p.from >= from && p.from < until && line.told(p.from))
            .collect();
        if let Some((place, at)) = crate::place::place_of(&line.words, &here) {
            draft.place = place.clone();
            draft.mark_all(Field::Where, at.iter().copied());
            told.destination = Some((place, at));
        }
    }
    vec![draft]
}

/// "40 trucks", "two convoys".
fn counted(line: &Line<'_, '_>, from: usize, until: usize, draft: &mut Draft) {
    let things = ["trucks", "truck", "lorries", "convoys", "vehicles"];
    let found = line.counts.iter().find(|c| {
        c.from >= from
            && c.until <= until
            && (c.until..c.until + 3).any(|i| things.contains(&line.low(i)))
    });
    if let Some(c) = found {
        draft.count = Some(c.count);
        draft.mark_all(Field::HowMany, line.bytes(c.from, c.until));
    }
}

/// "The request was made to A and to B."
fn addressed(line: &Line<'_, '_>, from: usize, until: usize, draft: &mut Draft) {
    let to: Vec<&Mention> = line
        .mentions
        .iter()
        .filter(|m| m.from >= from && m.until <= until && !m.describes)
        .filter(|m| {
            line.low(m.from.wrapping_sub(1)) == "to"
                || (m.from <= from + 1 && draft.kind == EventKind::AidRequest)
                || (line.low(m.from.wrapping_sub(1)) == "the"
                    && line.low(m.from.wrapping_sub(2)) == "to")
        })
        .collect();
    if draft.on.is_open() && !to.is_empty() {
        draft.on = Who::one_of(to.iter().map(|m| m.actor.clone()));
        draft.mark_all(Field::On, to.iter().map(|m| m.at));
    }
}

/// One request for each day it was made on; for the place aid was to go to.
fn requests(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    mut draft: Draft,
    told: &mut Told<'_>,
) -> Vec<Draft> {
    let to: Vec<&crate::place::PlaceAt> = line
        .places
        .iter()
        .filter(|p| p.from >= from && p.from < until && p.bearing == crate::place::Bearing::At)
        .collect();
    if let Some((place, at)) = crate::place::place_of(&line.words, &to) {
        draft.place = place.clone();
        draft.mark_all(Field::Where, at.iter().copied());
        told.place = Some((place.clone(), at.clone()));
        told.destination = Some((place, at));
    } else if let Some((place, at)) = &told.destination {
        draft.place = place.clone();
        draft.mark_all(Field::Where, at.iter().copied());
    }
    let days: Vec<_> = line
        .times
        .iter()
        .filter(|t| t.from >= from && t.from < until && line.told(t.from))
        .collect();
    let mut all: Vec<Draft> = days
        .iter()
        .filter_map(|t| {
            let interval = told.calendar.interval(&t.said, None, None)?;
            let mut one = draft.clone();
            one.when = When::Within(interval);
            one.mark_all(Field::When, line.bytes(t.from, t.until));
            Some(one)
        })
        .collect();
    if all.is_empty() {
        all.push(draft);
    }
    all
}

/// "Tanks of the army were still by the road": weapons where they stand.
fn presence(line: &Line<'_, '_>, from: usize, until: usize, heard: &Heard) -> Option<Draft> {
    let (arm, at) = weapon(&line.words, from, until)?;
    if matches!(arm.class, armistice_model::WeaponClass::Explosive) {
        return None;
    }
    let word = line.words.iter().position(|w| w.at.0 >= at.0)?;
    let be = (word..until.min(word + 9)).find(|i| {
        matches!(line.low(*i), "were" | "was" | "are" | "remain" | "remained" | "stood" | "stand")
    })?;
    let standing = (be + 1..until.min(be + 5)).any(|i| {
        matches!(
            line.low(i),
            "by" | "near"
                | "beside"
                | "along"
                | "stationed"
                | "deployed"
                | "positioned"
                | "seen"
                | "at"
                | "on"
                | "parked"
        )
    }) && !line.has(
        be,
        be + 3,
        &["not", "hit", "destroyed", "captured", "shot", "struck", "fired"],
    );
    let nobody = (from..be).any(|i| line.low(i) == "no");
    let placed = line.places.iter().any(|p| p.from > be && p.from < until);
    if !standing || nobody || !placed {
        return None;
    }
    let mut draft = Draft::new(EventKind::WeaponPresence, line.at, heard.voice.clone());
    draft.weapon = Some(arm);
    draft.mark_all(Field::What, line.bytes(word, be + 1));
    let fits = |m: &Mention| m.from >= from && m.until <= be && !m.describes;
    let owners: Vec<&Mention> = match line.mentions.iter().rposition(fits) {
        Some(index) => list_of(&line.words, &line.mentions, index),
        None => Vec::new(),
    };
    draft.by = Who::one_of(owners.iter().map(|m| m.actor.clone()));
    draft.mark_all(Field::By, owners.iter().map(|m| m.at));
    Some(draft)
}

/// Talks held or an agreement reached, with those who talk.
fn talks(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    main: &Trigger,
    heard: &Heard,
    told: &mut Told<'_>,
) -> Vec<Draft> {
    // "the plan that A and B agreed", "the truce agreed by A and B": background.
    let relative = main.form == Form::Verb
        && (from..main.from).any(|i| {
            matches!(line.low(i), "that" | "which" | "when" | "after" | "before")
                || (i + 1 == main.from
                    && matches!(
                        line.low(i),
                        "truce" | "deal" | "plan" | "ceasefire" | "arrangement"
                    ))
        });
    if relative {
        return Vec::new();
    }
    let fits =
        |m: &Mention| m.from >= from && m.until <= until && !m.describes && line.told(m.from);
    let mut parties: Vec<&Mention> =
        line.mentions.iter().filter(|m| fits(m) && m.until <= main.from).collect();
    if main.form == Form::Noun || parties.len() < 2 {
        parties.extend(
            line.mentions
                .iter()
                .filter(|m| fits(m) && m.from >= main.until && m.from <= main.until + 8),
        );
    }
    let mut draft = Draft::new(EventKind::Talks, line.at, heard.voice.clone());
    draft.mark_all(Field::What, line.bytes(main.from, main.until));
    draft.by = Who::one_of(parties.iter().map(|m| m.actor.clone()));
    draft.mark_all(Field::By, parties.iter().map(|m| m.at));
    let earlier = told.drafts.iter().rfind(|d| d.kind == EventKind::Talks).cloned();
    // "The ministers met": those told of before.
    let definite = line.has(from, main.from, &["ministers", "pair", "two", "both", "they", "men"])
        // "was once more locked in talks with his counterpart": one side told, the talks not new.
        || (draft.by.0.len() == 1
            && line.has(from, main.until, &["still", "locked", "again", "once"])
            && earlier.as_ref().is_some_and(|e| draft.by.0.iter().all(|name| e.by.0.contains(name))));
    if draft.by.0.len() < 2 {
        match (&earlier, definite) {
            (Some(before), true) => {
                draft.by = before.by.clone();
                draft.mark_all(Field::By, before.marked(Field::By));
            }
            _ => return Vec::new(),
        }
    }
    draft.on = draft.by.clone();
    let on: Vec<Bytes> = draft.marked(Field::By);
    draft.mark_all(Field::On, on);
    // "a halt to the fighting in Syria" is what they talk of, not where.
    let here: Vec<_> = line
        .places
        .iter()
        .filter(|p| p.from >= from && p.from < until && line.told(p.from))
        .filter(|p| p.reach_m < 100_000.0 || p.from == main.until + 1)
        .collect();
    if let Some((place, at)) = crate::place::place_of(&line.words, &here) {
        draft.place = place;
        draft.mark_all(Field::Where, at);
    }
    let own_time = time_of(line, from, until, told);
    let still = line.has(from, until, &["still", "once", "locked", "continued"]);
    // "was once more locked in talks": the talks told of before, and their day.
    if own_time.is_none()
        && (still || definite)
        && let Some(before) = earlier.filter(|b| b.by == draft.by)
    {
        draft.when = before.when;
        draft.mark_all(Field::When, before.marked(Field::When));
        if draft.when == When::Open && draft.place == armistice_model::Place::open() {
            return Vec::new();
        }
    }
    if let Some((interval, at)) =
        own_time.or_else(|| time_of(line, 0, until, told)).filter(|_| draft.when == When::Open)
    {
        draft.when = When::Within(interval);
        draft.mark_all(Field::When, at.iter().copied());
        told.when = Some((interval, at));
    }
    vec![draft]
}

/// "The request was made to A and B": more about the request before.
pub(crate) fn follow_up(line: &Line<'_, '_>, told: &mut Told<'_>) {
    // "B was asked for the same": the same request, to somebody else.
    let same = (0..line.words.len()).find(|i| {
        line.low(*i) == "asked" && line.low(*i + 1) == "for" && line.low(*i + 3) == "same"
    });
    if let Some(at) = same
        && let Some(mut again) =
            told.drafts.iter().rfind(|d| d.kind == EventKind::AidRequest).cloned()
    {
        let asked = subject(line, 0, at);
        if !asked.is_empty() {
            again.on = Who::one_of(asked.iter().map(|m| m.actor.clone()));
            again.unmark(Field::On);
            again.mark_all(Field::On, asked.iter().map(|m| m.at));
            again.whole = line.at;
            told.drafts.push(again);
        }
        return;
    }
    let asks = line.low(0) == "the"
        && line.low(1) == "request"
        && line.has(2, 6, &["made", "addressed", "sent"]);
    if !asks {
        return;
    }
    if let Some(draft) = told.drafts.iter_mut().rev().find(|d| d.kind == EventKind::AidRequest) {
        addressed(line, 2, line.words.len(), draft);
        let whole = draft.whole;
        // Only where the two stand beside each other is one stretch of words honest.
        if line.at.0.saturating_sub(whole.1) < 4 {
            draft.whole = (whole.0, line.at.1);
        }
    }
}
