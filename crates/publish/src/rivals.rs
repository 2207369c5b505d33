//! Rival counts: each voice's own figures, side by side and never added up.

use crate::cells::Cells;
use crate::veil::Veil;
use crate::words;
use armistice_model::{Board, Coverage, Near, Perspective, RivalCount, Sources};
use jiff::civil::Date;

/// How many figures of one voice are shown.
const MOST: usize = 40;

/// One voice and what it counts on a day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RivalVoice {
    /// Its public name.
    pub(crate) voice: String,
    /// Whom it stands close to.
    pub(crate) stands: String,
    /// Its figures, one a line; the first [`MOST`] of them.
    pub(crate) figures: Vec<Figure>,
    /// How many more it gives.
    pub(crate) more: usize,
    /// How much those who stand where it stands were watching.
    pub(crate) coverage: Option<Coverage>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Figure {
    /// `45 breaches`.
    pub(crate) count: String,
    /// `laid at Opposition; in Aleppo; 13–15 September`.
    pub(crate) of: String,
    /// The claim it stands in.
    pub(crate) claim: String,
}

/// What each voice counts for `day`, voices by name.
pub(crate) fn rivals(
    board: &Board,
    day: Date,
    sources: &Sources,
    cells: &Cells,
    veil: &Veil,
) -> Vec<RivalVoice> {
    let mut mine: Vec<&RivalCount> =
        board.rival_counts.iter().filter(|r| r.day <= day && day <= r.until).collect();
    mine.sort_by(|a, b| {
        (&a.voice, &a.what, &a.by, a.day, a.until, &a.place, &a.claim)
            .cmp(&(&b.voice, &b.what, &b.by, b.day, b.until, &b.place, &b.claim))
    });
    let mut voices: Vec<RivalVoice> = Vec::new();
    let mut last = None;
    for rival in mine {
        if last != Some(&rival.voice) {
            let near = sources.near(&rival.voice);
            voices.push(RivalVoice {
                voice: veil.source(&rival.voice),
                stands: match &near {
                    Near::Party(party) => format!("close to {party}"),
                    Near::Independent => "independent".to_string(),
                },
                figures: Vec::new(),
                more: 0,
                coverage: coverage(board, day, &near, cells),
            });
            last = Some(&rival.voice);
        }
        match voices.last_mut() {
            Some(voice) if voice.figures.len() < MOST => voice.figures.push(figure(rival, veil)),
            Some(voice) => voice.more += 1,
            None => {}
        }
    }
    voices.sort_by(|a, b| a.voice.cmp(&b.voice));
    voices
}

impl RivalVoice {
    /// Where the figures stand that are not shown; `None` where all are.
    pub(crate) fn rest(&self) -> Option<String> {
        let figures =
            words::number(self.more, "more figure of it stands", "more figures of it stand");
        (self.more > 0).then(|| format!("{figures} in board.json under rival_counts"))
    }
}

fn coverage(board: &Board, day: Date, near: &Near, cells: &Cells) -> Option<Coverage> {
    let eyes = match near {
        Near::Party(party) => Perspective::Close(party.clone()),
        Near::Independent => Perspective::Independent,
    };
    cells.at(board.terms.first()?, day, &eyes.slug()).map(|a| a.coverage)
}

fn figure(rival: &RivalCount, veil: &Veil) -> Figure {
    let harmed = words::casualties(&rival.casualties);
    // Where people are counted, the number is of something else: of strikes, of trucks.
    let kind = || veil.claim(&rival.claim).map_or("told", |claim| claim.kind.word());
    let what = if rival.what == "killed" { kind() } else { &rival.what }.replace('-', " ");
    let count = match (&rival.count, harmed) {
        (Some(count), Some(harmed)) => format!("{count} {what}; {harmed}"),
        (Some(count), None) => format!("{count} {what}"),
        (None, Some(harmed)) => harmed,
        (None, None) => format!("{what}, no figure told"),
    };
    let mut of = Vec::new();
    of.extend(words::who(&rival.by).map(|by| format!("laid at {by}")));
    of.extend(rival.place.as_ref().map(|place| format!("in {place}")));
    of.push(words::days(rival.day, rival.until));
    Figure {
        count: veil.text(&count).into_owned(),
        of: veil.text(&of.join("; ")).into_owned(),
        claim: rival.claim.to_string(),
    }
}
