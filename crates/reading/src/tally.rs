//! A voice's own count of breaches: "45 breaches by the opposition (Aleppo 26, Damascus 11)".

use crate::draft::Draft;
use crate::line::Line;
use crate::place::place_of;
use crate::prose::{Heard, Told, time_of};
use crate::what::{Act, Form};
use crate::who::list_of;
use armistice_model::{EventKind, Field, Scope, When, Who};

/// Reads the tallies of a clause; `false` where it has none. `charged`: somebody is accused of
/// it, whom the caller names.
pub(crate) fn read(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    heard: &Heard,
    charged: bool,
    told: &mut Told<'_>,
) -> bool {
    let Some(trigger) =
        line.triggers.iter().find(|t| t.act == Act::Breach && t.from >= from && t.from < until)
    else {
        return false;
    };
    // "Violations" of what, only the truce's own words tell.
    let bare = trigger.form == Form::Noun && trigger.until - trigger.from == 1;
    let truce = || ["truce", "ceasefire", "cease-fire", "cessation"];
    let body = told.report.body();
    if bare
        && (!truce().iter().any(|w| body.contains(w))
            || matches!(line.low(trigger.until), "against" | "committed")
            || line.has(from, until, &["rights", "law", "airspace"]))
    {
        return false;
    }
    let denied = (from..trigger.from).any(|i| matches!(line.low(i), "no" | "not"));
    if denied {
        return true;
    }
    let total = line.counts.iter().find(|c| match trigger.form {
        Form::Noun => c.until <= trigger.from && c.until + 2 >= trigger.from && c.from >= from,
        Form::Verb => {
            c.from >= trigger.until && c.from <= trigger.until + 2 && line.low(c.until) == "times"
        }
    });
    // Who is said to have breached it.
    let inside = |i: usize| i >= from && i < until && line.told(i);
    let by = match trigger.form {
        Form::Noun => {
            let at = (trigger.until..until.min(trigger.until + 6)).find(|i| line.low(*i) == "by");
            at.and_then(|at| line.mentions.iter().position(|m| m.from > at && m.from <= at + 3))
                .or_else(|| {
                    line.mentions.iter().position(|m| m.until == trigger.from && inside(m.from))
                })
        }
        Form::Verb => line.mentions.iter().rposition(|m| {
            m.until <= trigger.from && inside(m.from) && trigger.from - m.until <= 4
        }),
    };
    let by: Vec<_> = by.map_or_else(Vec::new, |i| list_of(&line.words, &line.mentions, i));
    let mut base = Draft::new(EventKind::CeasefireBreach, line.at, heard.voice.clone());
    heard.write(&mut base);
    base.by = Who::one_of(by.iter().map(|m| m.actor.clone()));
    base.mark_all(Field::By, by.iter().map(|m| m.at));
    base.mark_all(Field::What, line.bytes(trigger.from, trigger.until));
    let Some(total) = total else {
        if bare && !charged {
            return false;
        }
        // A breach without a number is one event, if somebody or some place is told of it.
        let here: Vec<_> = line.places.iter().filter(|p| inside(p.from)).collect();
        if base.by.is_open() && here.is_empty() && !charged {
            return false;
        }
        let other = line.triggers.iter().any(|t| {
            t.from >= from
                && t.from < until
                && t.act != Act::Breach
                && crate::event::is_violent(t.act)
        });
        if other {
            return false;
        }
        if let Some((place, at)) = place_of(&line.words, &here) {
            base.place = place;
            base.mark_all(Field::Where, at);
        } else if line.has(from, until, &["there"])
            && let Some((place, at)) = &told.place
        {
            base.place = place.clone();
            base.mark_all(Field::Where, at.iter().copied());
            // A charge that points back to what was told "there" means its day as well.
            if charged && let Some((interval, at)) = &told.when {
                base.when = When::Within(*interval);
                base.mark_all(Field::When, at.iter().copied());
            }
        }
        if let Some((interval, at)) = time_of(line, from, until, told) {
            base.when = When::Within(interval);
            base.mark_all(Field::When, at);
        }
        told.drafts.push(base);
        return true;
    };
    // Parts of a count told in the sentence before are that count's parts.
    let earlier = told
        .drafts
        .iter()
        .rfind(|d| {
            d.kind == EventKind::CeasefireBreach && d.scope == Scope::Tally && d.voice == base.voice
        })
        .cloned();
    base.scope = Scope::Tally;
    let carried = base.by.is_open();
    if let Some(earlier) = earlier.as_ref().filter(|_| carried) {
        base.by = earlier.by.clone();
        base.mark_all(Field::By, earlier.marked(Field::By));
    }
    let own_time = time_of(line, from, until, told);
    if let Some((interval, at)) = &own_time {
        base.when = When::Throughout(*interval);
        base.mark_all(Field::When, at.iter().copied());
    }
    let parts = parts(line, total.from, until);
    let only_parts = parts.first().is_some_and(|(c, _)| c.from == total.from);
    // "On the first day it had counted 23": another day than the one told before.
    let other_day = (from..trigger.from).any(|i| {
        matches!(line.low(i), "day") && !line.times.iter().any(|t| (t.from..t.until).contains(&i))
    });
    if own_time.is_none()
        && !other_day
        && only_parts
        && let Some(earlier) = &earlier
        && carried
    {
        base.when = earlier.when;
        base.mark_all(Field::When, earlier.marked(Field::When));
    }
    if !only_parts {
        let mut whole = base.clone();
        whole.count = Some(total.count);
        whole.mark_all(Field::HowMany, line.bytes(total.from, total.until));
        // One place for the whole count, where no parts divide it.
        let here: Vec<_> =
            line.places.iter().filter(|p| inside(p.from) && p.from > trigger.from).collect();
        if parts.is_empty()
            && let Some((place, at)) = place_of(&line.words, &here)
        {
            whole.place = place;
            whole.mark_all(Field::Where, at);
        }
        told.drafts.push(whole);
    }
    for (counted, place) in parts {
        let mut part = base.clone();
        part.count = Some(counted.count);
        part.mark_all(Field::HowMany, line.bytes(counted.from, counted.until));
        part.place = place.place.clone();
        part.mark(Field::Where, place.at);
        told.drafts.push(part);
    }
    true
}

/// "26 breaches in Aleppo, 11 in Damascus" and "(Aleppo 26, Damascus 11)": each number with its
/// place; empty where there are fewer than two.
fn parts<'l>(
    line: &'l Line<'_, '_>,
    first: usize,
    until: usize,
) -> Vec<(&'l crate::how_many::Counted, &'l crate::place::PlaceAt)> {
    let mut found = Vec::new();
    let counts = || {
        line.counts
            .iter()
            .filter(|c| c.from >= first && c.until <= until && c.count.high == Some(c.count.low))
    };
    for counted in counts() {
        let after = line.places.iter().find(|p| {
            p.from >= counted.until
                && p.from <= counted.until + 7
                && (counted.until..p.from).any(|i| line.low(i) == "in")
                && !counts().any(|c| c.from > counted.from && c.from < p.from)
                && !(counted.until..p.from).any(|i| line.low(i) == "(")
        });
        if let Some(place) = after {
            found.push((counted, place));
        }
    }
    if found.len() < 2 {
        found.clear();
        for counted in counts() {
            let before = line.places.iter().find(|p| {
                p.until <= counted.from
                    && counted.from - p.until <= 1
                    && (p.until..counted.from).all(|i| matches!(line.low(i), ":" | "-" | "–" | "("))
            });
            if let Some(place) = before {
                found.push((counted, place));
            }
        }
    }
    if found.len() < 2 {
        found.clear();
    }
    found
}
