//! Rival counts: each voice's own figures, side by side and never added up.

use crate::cells::Cells;
use crate::tongue::Tongue;
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
    pub(crate) fn rest(&self, t: &Tongue) -> Option<String> {
        let (field, file) = (t.own("rival_counts"), t.own("board.json"));
        let told = [("n", self.more.into()), ("field", field.into()), ("file", file.into())];
        (self.more > 0).then(|| t.say("rivals-rest", told))
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
    /// The language.
    pub(crate) t: &'a Tongue,
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
            title: title(tellers.t, tellers.counted.get(id).copied(), &counts, tellers.veil),
            id: id.to_string(),
            voices: voices(tellers, day, counts),
        })
        .collect();
    Rivals { days: voices(tellers, day, whole), incidents, more }
}

/// `Airstrike, Jabal Thurdah (within 3 km)`.
fn title(t: &Tongue, incident: Option<&Incident>, counts: &[&RivalCount], veil: &Veil) -> String {
    let text = match incident {
        Some(i) => t.row(&[words::kind(t, i.kind), words::place(t, &i.place)]),
        None => match counts.iter().find_map(|c| c.place.as_ref()) {
            Some(place) => t.say("one-event-in", [("place", t.own(place).into())]),
            None => t.word("one-event"),
        },
    };
    words::capital(&veil.text(&text))
}

/// The figures voice by voice, voices by name.
fn voices(tellers: &Tellers, day: Date, mut mine: Vec<&RivalCount>) -> Vec<RivalVoice> {
    let Tellers { t, board, cells, sources, veil, .. } = tellers;
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
                voice: t.own(&veil.source(&rival.voice)),
                stands: match &near {
                    Near::Party(party) => t.say(
                        "voice-stands",
                        [("whose", "party".into()), ("party", t.own(party).into())],
                    ),
                    Near::Independent => t.say(
                        "voice-stands",
                        [("whose", "independent".into()), ("party", "".into())],
                    ),
                },
                figures: Vec::new(),
                more: 0,
                coverage: coverage(board, day, &near, cells),
            });
            last = Some(&rival.voice);
        }
        match voices.last_mut() {
            Some(voice) if voice.figures.len() < MOST => voice.figures.push(figure(t, rival, veil)),
            Some(voice) => voice.more += 1,
            None => {}
        }
    }
    voices.sort_by(|a, b| a.voice.cmp(&b.voice));
    voices
}

impl RivalVoice {
    /// Where the figures stand that are not shown; `None` where all are.
    pub(crate) fn rest(&self, t: &Tongue) -> Option<String> {
        let (field, file) = (t.own("rival_counts"), t.own("board.json"));
        let told = [("n", self.more.into()), ("field", field.into()), ("file", file.into())];
        (self.more > 0).then(|| t.say("rival-rest", told))
    }
}

fn coverage(board: &Board, day: Date, near: &Near, cells: &Cells) -> Option<Coverage> {
    let eyes = match near {
        Near::Party(party) => Perspective::Close(party.clone()),
        Near::Independent => Perspective::Independent,
    };
    cells.at(board.terms.first()?, day, &eyes.slug()).map(|a| a.coverage)
}

fn figure(t: &Tongue, rival: &RivalCount, veil: &Veil) -> Figure {
    let harmed = words::casualties(t, &rival.casualties);
    let what = || what(t, rival, veil);
    let count = rival.count.as_ref().map(|count| match rival.what.as_str() {
        "breaches" => words::breaches(t, count),
        _ => words::count_of(t, count, what()),
    });
    let count = match (count, harmed) {
        (Some(count), Some(harmed)) => t.series(&[count, harmed]),
        (Some(told), None) | (None, Some(told)) => told,
        (None, None) => t.say("no-figure-told", [("what", what().into())]),
    };
    let mut of = Vec::new();
    of.extend(words::who(t, &rival.by).map(|by| t.say("laid-at", [("by", by.into())])));
    if rival.incident.is_some() && of.is_empty() {
        of.push(t.word("author-not-told"));
    }
    // The head of an incident's group says where and what.
    if rival.incident.is_none() {
        let place = rival.place.as_ref();
        of.extend(place.map(|place| t.say("in-place", [("place", t.own(place).into())])));
        of.push(words::days(t, rival.day, rival.until));
    }
    Figure {
        count: veil.text(&count).into_owned(),
        of: veil.text(&t.series(&of)).into_owned(),
        claim: rival.claim.to_string(),
    }
}

/// What is counted. Where people are counted, the number is of something else: of strikes, of
/// trucks.
fn what(t: &Tongue, rival: &RivalCount, veil: &Veil) -> String {
    match rival.what.as_str() {
        "killed" => match veil.claim(&rival.claim) {
            Some(claim) => words::kind(t, claim.kind),
            None => t.word("told"),
        },
        "breaches" => t.word("breaches-untold"),
        word => match word.parse() {
            Ok(kind) => words::kind(t, kind),
            Err(_) => t.own(&word.replace('-', " ")),
        },
    }
}
