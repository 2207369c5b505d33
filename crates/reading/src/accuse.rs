//! "X accused Y of Z", "X held Y responsible": who lays what at whose door.

use crate::Reader;
use crate::draft::Draft;
use crate::event;
use crate::harm;
use crate::line::Line;
use crate::prose::{Heard, Told, situate};
use crate::tally;
use crate::what::{Act, tells_aircraft};
use crate::who::list_of;
use armistice_model::{EventKind, Field, Scope, Stance, Who};

/// Reads an accusation; `false` where the sentence is none.
pub(crate) fn read(
    line: &Line<'_, '_>,
    heard: &Heard,
    _reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> bool {
    let Some(attribution) = line.attribution.as_ref().filter(|a| a.stance == Stance::Accused)
    else {
        return false;
    };
    let start = attribution.content.0;
    let end = line.words.len();
    // "blamed the strike on Russia".
    let on = (start..end).find(|i| line.low(*i) == "on");
    let first = match attribution.verb.as_str() {
        "blamed" | "blames" | "blaming"
            if on.is_some()
                && !line.mentions.iter().any(|m| m.from >= start && m.from <= start + 1) =>
        {
            on.map_or(start, |i| i + 1)
        }
        _ => start,
    };
    let Some(index) =
        line.mentions.iter().position(|m| m.from >= first && m.from <= first + 2 && !m.describes)
    else {
        return true;
    };
    let accused = list_of(&line.words, &line.mentions, index);
    let last = accused.iter().map(|m| m.until).max().unwrap_or(first);
    let of = (last..end.min(last + 4)).find(|i| matches!(line.low(*i), "of" | "for"));
    let name = |draft: &mut Draft| {
        draft.by = Who::one_of(accused.iter().map(|m| m.actor.clone()));
        draft.unmark(Field::By);
        draft.mark_all(Field::By, accused.iter().map(|m| m.at));
    };
    if let Some(of) = of {
        // What follows " and said" is no part of the charge.
        let stop = (of + 1..end)
            .find(|i| {
                line.low(*i) == "and"
                    && matches!(
                        line.low(*i + 1),
                        "said" | "called" | "added" | "demanded" | "urged"
                    )
            })
            .unwrap_or(end);
        let before = told.drafts.len();
        if tally::read(line, of, stop, heard, true, told) {
            for draft in told.drafts.get_mut(before..).unwrap_or(&mut []) {
                name(draft);
            }
            return true;
        }
        let groups = harm::groups(&line.words, &line.counts, &line.mentions, of, stop, None);
        let last_kind = told.drafts.iter().rev().map(|d| d.kind).find(|k| k.may_be_attack());
        let placed = line.places.iter().any(|p| p.from >= of && p.from < stop)
            || line.times.iter().any(|t| t.from >= of && t.from < stop);
        let generic = line
            .triggers
            .iter()
            .any(|t| t.from >= of && matches!(t.act, Act::Attack | Act::Strike | Act::Bomb));
        let violent = line.triggers.iter().any(|t| t.from >= of && event::is_violent(t.act));
        if (!generic || placed || !groups.is_empty() || last_kind.is_none())
            && let Some(mut draft) =
                event::violent(line, of, stop, &groups, last_kind, &heard.voice)
        {
            heard.write(&mut draft);
            situate(line, of, stop, stop, told, &mut draft, true);
            name(&mut draft);
            told.drafts.push(draft);
            return true;
        }
        // "of lying" is no charge of violence.
        if !violent {
            return true;
        }
    }
    charge_earlier(line, heard, told, &name);
    true
}

/// The charge is about what has been told: the same voice's claims of the paragraph are laid at
/// the door of the accused; another voice's are told again as this one's.
fn charge_earlier(
    line: &Line<'_, '_>,
    heard: &Heard,
    told: &mut Told<'_>,
    name: &dyn Fn(&mut Draft),
) {
    let fits = |d: &Draft| {
        d.kind.may_be_attack()
            && d.kind != EventKind::CeasefireBreach
            && matches!(d.scope, Scope::Incident | Scope::Summary)
    };
    let paragraph = told.paragraph;
    let mut charged = false;
    for draft in told.drafts.get_mut(paragraph..).unwrap_or(&mut []) {
        if fits(draft)
            && draft.by.is_open()
            && draft.voice == heard.voice
            && draft.scope == Scope::Incident
        {
            name(draft);
            // Whoever accuses aircraft tells how.
            if let Some(word) = line.words.iter().find(|w| tells_aircraft(&w.low))
                && matches!(draft.kind, EventKind::Clash | EventKind::ViolenceAgainstCivilians)
            {
                draft.kind = EventKind::Airstrike;
                draft.mark(Field::What, word.at);
            }
            draft.stance = Stance::Accused;
            for (field, at) in &heard.marks {
                draft.mark(*field, *at);
            }
            draft.whole = (draft.whole.0.min(line.at.0), draft.whole.1.max(line.at.1));
            charged = true;
        }
    }
    if charged {
        return;
    }
    let Some(mut again) = told.drafts.iter().rev().find(|d| fits(d)).cloned() else { return };
    // The same voice that named them already says it once more, now as a charge.
    let mut named = Draft::new(again.kind, line.at, heard.voice.clone());
    name(&mut named);
    if let Some(first) = told.drafts.iter_mut().rfind(|d| {
        d.voice == heard.voice && d.same_event(&again) && d.by == named.by && !named.by.is_open()
    }) {
        first.stance = Stance::Accused;
        for (field, at) in &heard.marks {
            first.mark(*field, *at);
        }
        first.reach(line.at);
        return;
    }
    again.unmark(Field::Says);
    again.unmark(Field::Cue);
    again.whole = line.at;
    heard.write(&mut again);
    name(&mut again);
    told.drafts.push(again);
}
