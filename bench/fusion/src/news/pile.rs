//! Stories to claims: the news set read with what the shipped case knows, and with the towns and
//! villages of Syria besides.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use armistice_fusion::{Decided, Fused, fuse};
use armistice_intake::{Context, take};
use armistice_model::{
    Actors, Claim, Gazetteer, KnownPlace, Report, ReportId, Shape, SourceId, Sources,
};
use armistice_reading::{Known, Reader};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::dateline::dateline;
use super::sample::Pair;

/// The news set.
pub const STORIES: &str = "../shared/data/news/fa-kes.csv";
/// OCHA's list of populated places; read if it is there.
const PLACES: &str = "../shared/data/syria/ocha-places.csv";
/// Whose sources, actors and places are known.
const CASE: &str = "cases/syria-2016-09";
/// The list has points only: about the size of a small town, in metres.
const TOWN_M: f64 = 1_500.0;
/// Shorter names are as often a word or a person's name.
const LEAST_LETTERS: usize = 5;
/// Governorates as the list spells them, and as the case does where it spells them otherwise.
const REGIONS: [(&str, &str); 8] = [
    ("Al-Hasakeh", "Hasakah"),
    ("Idleb", "Idlib"),
    ("Ar-Raqqa", "Raqqa"),
    ("Lattakia", "Latakia"),
    ("Rural Damascus", "Rif Dimashq"),
    ("Deir-ez-Zor", "Deir ez-Zor"),
    ("Dar'a", "Daraa"),
    ("As-Sweida", "Sweida"),
];

/// One story.
struct Story {
    id: String,
    outlet: String,
    misdated: bool,
    report: Report,
}

/// The claims of all stories.
pub struct Pile {
    /// How many stories were read.
    pub stories: usize,
    /// How many of them print another day than the set gives them, by more than one.
    pub misdated: usize,
    /// What they claim, in the order of the stories and of each story's text.
    pub claims: Vec<Claim>,
    by_report: BTreeMap<ReportId, Story>,
}

impl Pile {
    /// Reads the stories.
    pub fn read() -> Result<Self, String> {
        if !Path::new(STORIES).is_file() {
            return Err(format!("it wants {STORIES}, which is not there"));
        }
        let zone = TimeZone::get("Asia/Damascus").map_err(|error| error.to_string())?;
        let (sources, actors, places) = known()?;
        let known = Known { sources: &sources, actors: &actors, places: &places, zone: &zone };
        let reader = Reader::new(known);
        let mut pile =
            Self { stories: 0, misdated: 0, claims: Vec::new(), by_report: BTreeMap::new() };
        for story in stories(&sources, &zone)? {
            pile.stories += 1;
            pile.misdated += usize::from(story.misdated);
            // The same story filed twice is one report.
            if !pile.by_report.contains_key(&story.report.id) {
                pile.claims.extend(reader.read(&story.report));
                pile.by_report.insert(story.report.id.clone(), story);
            }
        }
        Ok(pile)
    }

    /// Their incidents, with nothing decided by a person.
    pub fn fuse(&self) -> Fused {
        fuse(&self.claims, &Decided::default())
    }

    /// Whether two claims are fused when there are no others.
    pub fn are_one_alone(&self, a: &str, b: &str) -> bool {
        let two: Vec<Claim> = self
            .claims
            .iter()
            .filter(|claim| [a, b].contains(&claim.id.as_str()))
            .cloned()
            .collect();
        two.len() == 2 && fuse(&two, &Decided::default()).incidents.len() == 1
    }

    fn story(&self, claim: usize) -> Option<&Story> {
        self.claims.get(claim).and_then(|claim| self.by_report.get(&claim.report))
    }

    /// The number of a claim's story.
    pub fn story_of(&self, claim: usize) -> &str {
        self.story(claim).map_or("", |story| &story.id)
    }

    /// Whether a pair is of two stories.
    pub fn are_of_two_stories(&self, pair: &Pair) -> bool {
        self.story_of(pair.a) != self.story_of(pair.b)
    }

    /// Both claims with their words, to be judged by a person.
    pub fn describe(&self, pair: &Pair, into: &mut String) {
        for claim in [pair.a, pair.b] {
            if let (Some(story), Some(claim)) = (self.story(claim), self.claims.get(claim)) {
                describe(story, claim, into);
            }
        }
        if let Some(link) = &pair.link {
            let _ = writeln!(into, "  {:.3}: {}", link.probability, link.reason);
        }
    }
}

fn describe(story: &Story, claim: &Claim, into: &mut String) {
    let words = claim.spans.first().and_then(|span| story.report.text.get(span.from..span.until));
    let day = |at: jiff::Timestamp| at.to_zoned(story.report.zone.clone()).date().to_string();
    let published = claim.published.map_or("undated".to_string(), day);
    let when = claim
        .when
        .interval()
        .map_or("open".to_string(), |when| format!("{} to {}", when.from(), when.until()));
    let reach = claim.place.shape.as_ref().map(Shape::reach_m);
    let _ = writeln!(
        into,
        "- {} {} {published} {} voice {} {:?} {:?}\n  {}\n  {}; when {when}; where {:?} {:?} {reach:?} m; \
         by {:?} on {:?}; {:?} count {:?}",
        story.id,
        story.outlet,
        claim.id,
        claim.voice,
        claim.stance,
        claim.scope,
        words.unwrap_or(""),
        claim.kind,
        claim.place.name.as_deref().unwrap_or("open"),
        claim.place.region.as_deref().unwrap_or("open"),
        claim.by.0,
        claim.on.0,
        Harm(claim),
        claim.count.map(|count| count.to_string()),
    );
}

/// The people harmed, as short as can be.
struct Harm<'a>(&'a Claim);

impl std::fmt::Debug for Harm<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let harm = &self.0.casualties;
        let counts = [
            ("killed", harm.killed),
            ("civilians killed", harm.civilians_killed),
            ("wounded", harm.wounded),
        ];
        for (what, count) in counts {
            if let Some(count) = count {
                write!(f, "{count} {what} ")?;
            }
        }
        Ok(())
    }
}

fn known() -> Result<(Sources, Actors, Gazetteer), String> {
    let text = |name: &str| {
        let path = Path::new(CASE).join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let faults = |error: armistice_intake::Refusal| format!("{CASE}: {error:?}");
    let sources =
        armistice_intake::sources(&text("sources.toml")?, "sources.toml").map_err(faults)?;
    let actors = armistice_intake::actors(&text("actors.toml")?, "actors.toml").map_err(faults)?;
    let places = armistice_intake::places(&text("places.toml")?, "places.toml").map_err(faults)?;
    Ok((sources, actors, with_towns(places)?))
}

/// The case's places, and those of OCHA's list that the case does not know by that name.
fn with_towns(places: Gazetteer) -> Result<Gazetteer, String> {
    if !Path::new(PLACES).is_file() {
        eprintln!("bench: without {PLACES}: only the case's own places are known");
        return Ok(places);
    }
    let failed = |error: csv::Error| format!("{PLACES}: {error}");
    let mut rows = csv::Reader::from_path(PLACES).map_err(failed)?;
    let mut list: Vec<KnownPlace> = places.iter().cloned().collect();
    for row in rows.deserialize::<BTreeMap<String, String>>() {
        let row = row.map_err(failed)?;
        let cell = |name: &str| row.get(name).map_or("", |cell| cell.trim());
        let (name, region) = (cell("PP_NAME_EN"), cell("ADM1_EN"));
        let degrees = |name: &str| cell(name).parse::<f64>().ok();
        let (Some(lon), Some(lat)) = (degrees("lon"), degrees("lat")) else { continue };
        let Ok(shape) = Shape::disc([lon, lat], TOWN_M) else { continue };
        if name.chars().count() < LEAST_LETTERS || places.find(name).is_some() {
            continue;
        }
        let region = REGIONS.iter().find(|(theirs, _)| *theirs == region).map_or(region, |r| r.1);
        list.push(KnownPlace {
            name: name.to_string(),
            also: Vec::new(),
            shape,
            region: Some(region.to_string()),
            note: None,
        });
    }
    list.sort_by_key(|place| place.name.to_lowercase());
    list.dedup_by_key(|place| place.name.to_lowercase());
    Gazetteer::new(list).map_err(|error| error.to_string())
}

fn stories(sources: &Sources, zone: &TimeZone) -> Result<Vec<Story>, String> {
    let failed = |error: csv::Error| format!("{STORIES}: {error}");
    let mut rows = csv::Reader::from_path(STORIES).map_err(failed)?;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut stories = Vec::new();
    for row in rows.deserialize::<BTreeMap<String, String>>() {
        let row = row.map_err(failed)?;
        let cell = |name: &str| row.get(name).map_or("", |cell| cell.trim());
        let printed = dateline(cell("article_content"));
        let given = day(cell("date"));
        let Some(day) = printed.or(given) else { continue };
        let misdated = given.is_some_and(|given| (day - given).get_days().abs() > 1);
        let outlet = cell("source");
        let line = |name: &str| cell(name).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!(
            "Source: {outlet}\nPublished: {day}\nTitle: {}\n\n{}\n",
            line("article_title"),
            cell("article_content")
        );
        let context = Context {
            sources,
            zone: zone.clone(),
            format: Some(armistice_model::Format::Text),
            source: None,
            now: jiff::Timestamp::MAX,
        };
        let Ok(taken) = take(text.as_bytes(), cell("unit_id"), &context) else { continue };
        let Some(mut report) = taken.reports.into_iter().next() else { continue };
        // The case does not list most of the outlets; they are sources all the same.
        if sources.find(outlet).is_none() {
            report.source = SourceId::new(outlet);
        }
        let times = seen.entry(cell("unit_id").to_string()).or_insert(0);
        *times += 1;
        // A few numbers are given to two stories.
        let id = match *times {
            1 => cell("unit_id").to_string(),
            n => format!("{}-{n}", cell("unit_id")),
        };
        stories.push(Story { id, outlet: outlet.to_string(), misdated, report });
    }
    Ok(stories)
}

/// `4/5/2017` as a date.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(|part| part.parse::<i16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn months_come_first() {
        assert_eq!(day("4/5/2017"), Some(jiff::civil::date(2017, 4, 5)));
        assert_eq!(day("2017-04-05"), None);
    }
}
