//! Rival counts: each voice's own figures, side by side and never added up.

use crate::cells::Cells;
use crate::veil::Veil;
use crate::words;
use armistice_model::{
    Board, Coverage, Incident, IncidentId, Near, Perspective, RivalCount, Sources,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many figures of one voice are shown.
const MOST: usize = 40;
/// How many incidents on whose toll voices differ.
const MOST_INCIDENTS: usize = 20;

/// Each voice's own figures: for a day or days, and for single incidents.
pub(crate) struct Rivals {
    /// Counts of a day or of days, voices by name.
    pub(crate) days: Vec<RivalVoice>,
    /// Counts of one incident each, those that most voices count first.
    pub(crate) incidents: Vec<RivalIncident>,
    /// How many more incidents are counted differently.
    pub(crate) more: usize,
}

/// What several voices count of one incident.
pub(crate) struct RivalIncident {
    /// `Airstrike, Jabal Thurdah (within 3 km)`.
    pub(crate) title: String,
    /// The incident's name.
    pub(crate) id: String,
    /// Voices by name.
    pub(crate) voices: Vec<RivalVoice>,
}

impl Rivals {
    /// Whether no voice gives a figure.
    pub(crate) fn is_empty(&self) -> bool {
        self.days.is_empty() && self.incidents.is_empty()
    }

    /// Where the incidents stand that are not shown; `None` where all are.
    pub(crate) fn rest(&self) -> Option<String> {
        let more = words::number(
            self.more,
            "more incident is counted differently",
            "more incidents are counted differently",
        );
        (self.more > 0).then(|| format!("{more}: see rival_counts in board.json."))
    }
}

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

/// The incidents that some voice counts, by their names.
pub(crate) type Counted<'a> = HashMap<&'a IncidentId, &'a Incident>;

/// Finds them once for all days.
pub(crate) fn counted<'a>(board: &'a Board, incidents: &'a [Incident]) -> Counted<'a> {
    let names: HashSet<&IncidentId> =
        board.rival_counts.iter().filter_map(|r| r.incident.as_ref()).collect();
    incidents.iter().filter(|i| names.contains(&i.id)).map(|i| (&i.id, i)).collect()
}

/// What rival counts are read from.
pub(crate) struct Tellers<'a> {
    /// The board.
    pub(crate) board: &'a Board,
    /// Its cells.
    pub(crate) cells: &'a Cells<'a>,
    /// The incidents that some voice counts.
    pub(crate) counted: &'a Counted<'a>,
    /// Who stands close to whom.
    pub(crate) sources: &'a Sources,
    /// What may leave.
    pub(crate) veil: &'a Veil<'a>,
}

/// What each voice counts for `day`.
pub(crate) fn rivals(tellers: &Tellers, day: Date) -> Rivals {
    let counts = tellers.board.rival_counts.iter().filter(|r| r.day <= day && day <= r.until);
    let mut whole = Vec::new();
    let mut single: BTreeMap<&IncidentId, Vec<&RivalCount>> = BTreeMap::new();
    for count in counts {
        match &count.incident {
            Some(incident) => single.entry(incident).or_default().push(count),
            None => whole.push(count),
        }
    }
    // Ranked before they are put into words: a day may have thousands.
    let mut ranked: Vec<(&IncidentId, Vec<&RivalCount>)> = single.into_iter().collect();
    ranked.sort_by_cached_key(|(_, counts)| {
        let voices: HashSet<_> = counts.iter().map(|count| &count.voice).collect();
        std::cmp::Reverse(voices.len())
    });
    let more = ranked.len().saturating_sub(MOST_INCIDENTS);
    ranked.truncate(MOST_INCIDENTS);
    let incidents = ranked
        .into_iter()
        .map(|(id, counts)| RivalIncident {
            title: title(tellers.counted.get(id).copied(), &counts, tellers.veil),
            id: id.to_string(),
            voices: voices(tellers, day, counts),
        })
        .collect();
    Rivals { days: voices(tellers, day, whole), incidents, more }
}

/// `Airstrike, Jabal Thurdah (within 3 km)`.
fn title(incident: Option<&Incident>, counts: &[&RivalCount], veil: &Veil) -> String {
    let text = match incident {
        Some(i) => format!("{}, {}", i.kind.word().replace('-', " "), words::place(&i.place)),
        None => match counts.iter().find_map(|c| c.place.as_ref()) {
            Some(place) => format!("one event in {place}"),
            None => "one event".to_string(),
        },
    };
    words::capital(&veil.text(&text))
}

/// The figures voice by voice, voices by name.
fn voices(tellers: &Tellers, day: Date, mut mine: Vec<&RivalCount>) -> Vec<RivalVoice> {
    let Tellers { board, cells, sources, veil, .. } = tellers;
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
    if rival.incident.is_some() && of.is_empty() {
        of.push("author not told".to_string());
    }
    // The head of an incident's group says where and what.
    if rival.incident.is_none() {
        of.extend(rival.place.as_ref().map(|place| format!("in {place}")));
        of.push(words::days(rival.day, rival.until));
    }
    Figure {
        count: veil.text(&count).into_owned(),
        of: veil.text(&of.join("; ")).into_owned(),
        claim: rival.claim.to_string(),
    }
}
