//! What the application needs to know of the case before anything else.

use crate::house::House;
use crate::sight::Sight;
use armistice_model::{Board, EventKind, KnownPlace, Shape, TermLine, WeaponClass};
use armistice_publish::ogc::{Features, Item};
use armistice_publish::{Audience, Checkpoint, Publication, Sensitive, Veil};
use armistice_views::PerspectiveName;
use schemars::JsonSchema;
use serde::Serialize;

/// The case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CasePage {
    /// Its name.
    pub case: String,
    /// The deal's title.
    pub deal: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
    /// The instant of judgement, RFC 3339.
    pub as_of: String,
    /// The prefix of the ledger that is judged.
    pub checkpoint: Checkpoint,
    /// The program.
    pub program_version: String,
    /// Days of the board.
    #[schemars(with = "Vec<String>")]
    pub days: Vec<jiff::civil::Date>,
    /// Whose eyes there are.
    pub perspectives: Vec<PerspectiveName>,
    /// The terms.
    pub terms: Vec<TermLine>,
    /// Kinds of event.
    pub kinds: Vec<String>,
    /// Classes of weapon.
    pub weapons: Vec<String>,
    /// Names of actors.
    pub actors: Vec<String>,
    /// Names of the deal's parties.
    pub parties: Vec<String>,
    /// Names of its guarantors.
    pub guarantors: Vec<String>,
    /// Names of its clocks.
    pub clocks: Vec<String>,
    /// Names of its windows.
    pub windows: Vec<String>,
    /// States of verification.
    pub verification: [&'static str; 4],
    /// Places that the case knows.
    pub places: Vec<PlaceRow>,
    /// Who says things, by public names.
    pub sources: Vec<SourceRow>,
    /// Where all this is: west, south, east, north in degrees.
    pub bounds: Option<[f64; 4]>,
    /// The deal's areas, lines and keep-out strips, as GeoJSON.
    #[schemars(with = "serde_json::Value")]
    pub deal_lines: GroundCollection,
    /// Map tiles of the user's.
    pub map: MapTiles,
    /// Languages of the interface and the fixed texts.
    pub languages: [&'static str; 3],
}

/// A place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// Governorate or other large unit.
    pub region: Option<String>,
    /// Its shape.
    pub shape: Shape,
}

/// A source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceRow {
    /// What to file as it under: its short name; for a protected source, which only those who may
    /// file are told of, a word that stands for it where its name may not be seen.
    pub id: String,
    /// By the name that the audience may read.
    pub name: String,
}

/// The deal's ground.
#[derive(Clone, Debug, Serialize)]
pub struct GroundCollection {
    #[serde(rename = "type")]
    tag: &'static str,
    features: Vec<Item>,
}

/// Map tiles.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MapTiles {
    /// An address of tiles that the mission's own administrator chose; `null` for none.
    pub tiles: Option<String>,
}

/// The deal's areas, lines and keep-out strips.
pub fn ground(sight: &Sight, veil: &Veil<'_>) -> Vec<Item> {
    let board: &Board = &sight.head;
    let publication = Publication {
        case: &sight.outline.case,
        board,
        incidents: &[],
        claims: &[],
        reports: &[],
        sources: &sight.outline.sources,
        places: &sight.outline.places,
        deal_lines: &sight.deal_lines,
        checkpoint: &sight.held.checkpoint,
    };
    Features::new(None, veil).areas(&publication)
}

/// The case for an audience.
pub fn case_page(house: &House, sight: &Sight, audience: Audience, may_file: bool) -> CasePage {
    let veil = sight.veil(&[], &[], audience);
    let outline = &sight.outline;
    let deal = outline.deal.as_ref();
    let names = |list: Vec<&str>| list.into_iter().map(|n| veil.text(n).into_owned()).collect();
    let head = &sight.head;
    let sources = outline.sources.iter().filter(|s| may_file || !s.protected);
    CasePage {
        case: outline.case.clone(),
        deal: head.deal.clone(),
        time_zone: head.time_zone.clone(),
        as_of: sight.held.as_of.to_string(),
        checkpoint: sight.held.checkpoint.clone(),
        program_version: sight.held.program_version.clone(),
        days: head.days.clone(),
        perspectives: head
            .perspectives
            .iter()
            .map(|p| PerspectiveName { slug: p.slug(), name: p.to_string() })
            .collect(),
        terms: head.terms.clone(),
        kinds: EventKind::ALL.iter().map(word).collect(),
        weapons: WeaponClass::ALL.iter().map(word).collect(),
        actors: names(outline.actors.iter().map(|a| a.name.as_str()).collect()),
        parties: deal
            .map(|d| d.parties.iter().map(|p| p.name.clone()).collect())
            .unwrap_or_default(),
        guarantors: deal
            .map(|d| d.guarantors.iter().map(|g| g.name.clone()).collect())
            .unwrap_or_default(),
        clocks: deal.map(|d| d.clocks.iter().map(|c| c.name.clone()).collect()).unwrap_or_default(),
        windows: deal
            .map(|d| d.windows.iter().map(|w| w.name.clone()).collect())
            .unwrap_or_default(),
        verification: ["reported", "corroborated", "verified", "unverifiable"],
        places: outline
            .places
            .iter()
            .map(|place| PlaceRow {
                name: veil.text(&place.name).into_owned(),
                region: place.region.as_ref().map(|r| veil.text(r).into_owned()),
                shape: place.shape.clone(),
            })
            .collect(),
        sources: sources
            .map(|source| SourceRow {
                id: match source.protected && !audience.sees(Sensitive::SourceIdentity) {
                    true => house.stand_in(&source.id),
                    false => source.id.to_string(),
                },
                name: veil.source(&source.id),
            })
            .collect(),
        bounds: bounds(outline.places.iter().chain(&sight.deal_lines)),
        deal_lines: GroundCollection { tag: "FeatureCollection", features: ground(sight, &veil) },
        map: MapTiles { tiles: house.map_tiles().map(str::to_string) },
        languages: ["en", "ar", "ru"],
    }
}

/// A word of the vocabulary as it is written in data.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_string))
        .unwrap_or_default()
}

fn bounds<'a>(places: impl Iterator<Item = &'a KnownPlace>) -> Option<[f64; 4]> {
    places.flat_map(|place| place.shape.positions()).fold(None, |known, [lon, lat]| {
        let [west, south, east, north] = known.unwrap_or([*lon, *lat, *lon, *lat]);
        Some([west.min(*lon), south.min(*lat), east.max(*lon), north.max(*lat)])
    })
}
