//! Sentences that say more about an event told before: its dead, its place, who owns to it.

use crate::Reader;
use crate::draft::Draft;
use crate::event;
use crate::harm::{self, Group, Victim};
use crate::line::Line;
use crate::place::place_of;
use crate::prose::{Heard, Told, time_of};
use crate::what::Form;
use armistice_model::{Field, Scope, Stance, Who};

/// Harm told in a sentence that has no event of its own: more about the one before, or another
/// voice's count of it.
pub(crate) fn continues(
    line: &Line<'_, '_>,
    groups: &[Group],
    heard: &Heard,
    told: &mut Told<'_>,
) -> bool {
    let fits =
        |d: &Draft| d.kind.may_be_attack() && d.scope != Scope::Toll && d.scope != Scope::Tally;
    // The event told last; where the dead are somebody's, the last one done to them.
    let victim = groups.iter().find_map(|g| match &g.victim {
        Victim::Of(actor) => Some(actor.as_str()),
        _ => None,
    });
    let suffered = |d: &Draft| victim.is_some_and(|v| d.on.0.iter().any(|name| name == v));
    let matched = told.drafts.iter().rposition(|d| fits(d) && suffered(d));
    let last = told.drafts.iter().rposition(fits);
    let Some(index) = matched.filter(|i| *i >= told.last_paragraph).or(last) else {
        return false;
    };
    let reach = if matched == Some(index) { told.last_paragraph } else { told.paragraph };
    let own = groups.iter().collect::<Vec<_>>();
    let Some(earlier) = told.drafts.get(index) else { return false };
    let others = heard.voice != earlier.voice && !heard.marks.is_empty();
    let earlier = earlier.clone();
    // What this voice has told of the event already: the second telling adds to the first.
    if others
        && let Some(first) =
            told.drafts.iter_mut().rfind(|d| d.voice == heard.voice && d.same_event(&earlier))
    {
        let mut second = Draft::new(first.kind, line.at, first.voice.clone());
        harm::write(&own, &mut second);
        first.cover(&second);
        return true;
    }
    if others {
        let mut rival = earlier.clone();
        rival.unmark(Field::HowMany);
        rival.unmark(Field::Says);
        rival.unmark(Field::Cue);
        rival.casualties = armistice_model::Casualties::default();
        rival.whole = line.at;
        heard.write(&mut rival);
        harm::write(&own, &mut rival);
        told.drafts.push(rival);
        return true;
    }
    if index < reach {
        return false;
    }
    let Some(earlier) = told.drafts.get_mut(index) else { return false };
    harm::write(&own, earlier);
    earlier.whole = (earlier.whole.0.min(line.at.0), earlier.whole.1.max(line.at.1));
    true
}

/// "The strikes were near A": where the event before took place.
pub(crate) fn refines(
    line: &Line<'_, '_>,
    from: usize,
    until: usize,
    groups: &[Group],
    told: &mut Told<'_>,
) -> bool {
    let definite = line.triggers.iter().any(|t| {
        t.from >= from
            && t.from < until
            && t.from <= from + 3
            && event::is_violent(t.act)
            && t.form == Form::Noun
            && event::is_definite(line, t.from)
            && matches!(line.low(t.until), "was" | "were" | "took")
    });
    if !definite || !groups.is_empty() || time_of(line, from, until, told).is_some() {
        return false;
    }
    let here: Vec<&crate::place::PlaceAt> = line
        .places
        .iter()
        .filter(|p| p.from >= from && p.from < until && line.told(p.from))
        .collect();
    let Some((place, at)) = place_of(&line.words, &here) else { return false };
    let Some(earlier) =
        told.drafts.iter_mut().rev().find(|d| d.kind.may_be_attack() && d.scope == Scope::Incident)
    else {
        return false;
    };
    let finer = match (&earlier.place.shape, &place.shape) {
        (Some(old), Some(new)) => crate::place::reach_m(new) < crate::place::reach_m(old),
        (None, _) => true,
        _ => false,
    };
    if finer {
        earlier.unmark(Field::Where);
        earlier.place = place;
        earlier.mark_all(Field::Where, at);
        earlier.whole = (earlier.whole.0.min(line.at.0), earlier.whole.1.max(line.at.1));
    }
    true
}

/// "Islamic State claimed the attack."
pub(crate) fn claimed_by(
    line: &Line<'_, '_>,
    heard: &Heard,
    reader: &Reader<'_>,
    told: &mut Told<'_>,
) -> bool {
    let Some(at) = (1..line.words.len()).find(|i| {
        line.low(*i) == "claimed"
            && (*i + 1..*i + 4).any(|k| {
                matches!(line.low(k), "responsibility" | "attack" | "bombing" | "strike" | "blast")
            })
    }) else {
        return false;
    };
    let Some(claimant) = line.mentions.iter().rfind(|m| m.until <= at && !m.describes) else {
        return false;
    };
    let Some(mut draft) = told
        .drafts
        .iter()
        .rev()
        .find(|d| d.kind.may_be_attack() && d.scope == Scope::Incident)
        .cloned()
    else {
        return false;
    };
    draft.unmark(Field::Says);
    draft.unmark(Field::Cue);
    draft.unmark(Field::By);
    draft.whole = line.at;
    draft.voice = reader
        .voices
        .of_actor(&claimant.actor)
        .map_or_else(|| heard.voice.clone(), |s| s.id.clone());
    draft.stance = Stance::Claimed;
    draft.by = Who::one(claimant.actor.clone());
    draft.mark(Field::By, claimant.at);
    draft.mark(Field::Says, claimant.at);
    draft.mark_all(Field::Cue, line.bytes(at, at + 1));
    told.drafts.push(draft);
    true
}
