//! Aid under attack: what was hit, and whose it was.

use crate::draft::Draft;
use crate::line::Line;
use crate::sentence::Word;
use crate::who::{Mention, list_of};
use armistice_model::{Field, Who};

/// Whether the words tell a target of aid: "aid convoy", "Red Crescent warehouse", "aid workers".
/// Gives the words.
pub(crate) fn aid_target(words: &[Word<'_>], from: usize, until: usize) -> Option<(usize, usize)> {
    let low = |i: usize| words.get(i).map_or("", |w| w.low.as_str());
    (from..until.min(words.len())).find_map(|i| {
        let thing = low(i);
        let carries = matches!(
            thing,
            "convoy"
                | "convoys"
                | "truck"
                | "trucks"
                | "lorries"
                | "warehouse"
                | "warehouses"
                | "depot"
                | "worker"
                | "workers"
        );
        let of_aid = (1..=3).find(|n| {
            i.checked_sub(*n).is_some_and(|k| k >= from)
                && matches!(
                    low(i.saturating_sub(*n)),
                    "aid" | "relief" | "humanitarian" | "un" | "crescent" | "cross"
                )
        });
        match (carries, of_aid) {
            (true, Some(n)) => Some((i.saturating_sub(n), i + 1)),
            _ => None,
        }
    })
}

/// Who suffers an attack on aid, where no victim is told: the bodies whose convoy, warehouse or
/// workers it says they are ("a UN and Red Crescent convoy", "trucks of the United Nations"),
/// else the people who bring aid and do not fight.
pub(crate) fn whose_aid(line: &Line<'_, '_>, (from, until): (usize, usize), draft: &mut Draft) {
    if !draft.on.is_open() {
        return;
    }
    let owns = |m: &Mention| {
        let inside = m.from < until && m.until > from;
        let before = m.until == from;
        let after = line.low(until) == "of" && m.from > until && m.from <= until + 2;
        (inside || before || after) && !m.describes
    };
    let owners = match line.mentions.iter().position(owns) {
        Some(index) => list_of(&line.words, &line.mentions, index),
        None => Vec::new(),
    };
    let owners: Vec<&Mention> =
        owners.into_iter().filter(|m| !draft.by.0.contains(&m.actor)).collect();
    if owners.is_empty() {
        draft.on = Who::one("Civilians");
        draft.mark_all(Field::On, line.bytes(from, until));
    } else {
        draft.on = Who::one_of(owners.iter().map(|m| m.actor.clone()));
        draft.mark_all(Field::On, owners.iter().map(|m| m.at));
    }
}
