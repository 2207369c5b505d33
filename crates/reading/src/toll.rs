//! Tolls of a whole war: counted, never an incident.

use crate::draft::Draft;
use crate::harm::{self, Group};
use crate::line::Line;
use crate::prose::{Heard, Told};
use armistice_model::{EventKind, Field, Scope, Stance};

/// Words of a whole war.
pub(crate) fn words(line: &Line<'_, '_>, from: usize, until: usize) -> bool {
    let war = (from..until).any(|i| {
        matches!(line.low(i), "war" | "conflict" | "uprising")
            && (i + 1..until.min(i + 8))
                .any(|k| matches!(line.low(k), "killed" | "claimed" | "left" | "cost" | "killing"))
    });
    let since = (from..until).any(|i| {
        line.low(i) == "since"
            && (i + 1..until.min(i + 7))
                .any(|k| matches!(line.low(k), "war" | "conflict" | "uprising" | "revolution"))
    });
    war || since
}

/// "A five-year war that has killed more than 290,000."
pub(crate) fn read(line: &Line<'_, '_>, heard: &Heard, told: &mut Told<'_>) {
    if !words(line, 0, line.words.len()) {
        return;
    }
    let groups = harm::groups(&line.words, &line.counts, &line.mentions, 0, line.words.len(), None);
    let whole: Vec<&Group> = groups.iter().filter(|g| !g.part).collect();
    let Some(first) = whole.first() else { return };
    let mut draft = Draft::new(EventKind::Clash, line.at, heard.voice.clone());
    heard.write(&mut draft);
    if !line.told(first.from) || heard.stance == Stance::Accused {
        return;
    }
    draft.scope = Scope::Toll;
    harm::write(&whole, &mut draft);
    let what = (0..line.words.len())
        .find(|i| matches!(line.low(*i), "war" | "conflict" | "uprising" | "revolution"));
    draft.mark_all(Field::What, what.and_then(|i| line.bytes(i, i + 1)));
    told.drafts.push(draft);
}
