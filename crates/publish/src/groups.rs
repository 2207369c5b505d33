//! The incidents of a bulletin: in groups, and no more of them than a reader can use.

use crate::day::Day;
use crate::item::Item;
use crate::standing::Standings;
use crate::told::is_declared;
use crate::tongue::Tongue;
use crate::veil::Veil;
use crate::words;
use armistice_model::{Incident, Interval};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// How many incidents that bear on a term of the day are listed.
const MOST: usize = 200;
/// How many of any other group.
const MOST_BESIDE: usize = 100;

/// Incidents that are listed together.
pub(crate) struct Group {
    /// Its head.
    pub(crate) title: String,
    /// What the reader should keep in mind; may be empty.
    pub(crate) note: String,
    /// The incidents listed.
    pub(crate) items: Vec<Item>,
    /// How many there are, listed or not.
    pub(crate) all: usize,
    /// Where those stand that are not listed; `None` where all are.
    pub(crate) rest: Option<String>,
}

/// Makes the groups of a day.
pub(crate) struct Sorter<'a> {
    /// The language.
    pub(crate) t: &'a Tongue,
    /// The day.
    pub(crate) date: Date,
    /// Where incidents stand.
    pub(crate) standings: &'a Standings<'a>,
    /// What may leave.
    pub(crate) veil: &'a Veil<'a>,
    /// The zone of the case's days.
    pub(crate) zone: &'a TimeZone,
}

impl Sorter<'_> {
    /// All groups, empty ones too, with the incidents numbered through.
    pub(crate) fn groups(&self, day: &Day) -> Vec<Group> {
        let (bearing, bare): (Vec<&Incident>, Vec<&Incident>) = day
            .dated
            .iter()
            .copied()
            .filter(|i| !is_declared(i))
            .partition(|i| self.standings.gravest(&i.id).is_some());
        let (words, undated): (Vec<&Incident>, Vec<&Incident>) =
            day.undated.iter().copied().partition(|i| is_declared(i));
        let dated = day.dated.iter().copied().filter(|i| is_declared(i));
        let declared: Vec<&Incident> = dated.chain(words).collect();
        let (from, until) = match Interval::days(self.date, self.date, self.zone) {
            Some(day) => (day.from().to_string(), day.until().to_string()),
            None => (String::new(), String::new()),
        };
        let inside = format!("from not before {from}, until not after {until}");
        let published = format!("first_published from {from} to before {until}");
        let mut groups = vec![
            self.group(
                "declared",
                (declared, MOST_BESIDE),
                &format!("kind statement or talks, {inside}; or when is open, {published}"),
            ),
            self.group(
                "bearing",
                (bearing, MOST),
                &format!("{inside}, kind neither statement nor talks, status not empty"),
            ),
            self.group(
                "spread",
                (day.spread.clone(), MOST_BESIDE),
                &format!("from before {until}, until after {from}, one of the two outside the day"),
            ),
            self.group(
                "bare",
                (bare, MOST_BESIDE),
                &format!("{inside}, kind neither statement nor talks, status empty"),
            ),
            self.group(
                "late",
                (day.late.clone(), MOST_BESIDE),
                &format!("until not after {from}, {published}"),
            ),
            self.group(
                "undated",
                (undated, MOST_BESIDE),
                &format!("when is open, kind neither statement nor talks, {published}"),
            ),
        ];
        for (i, item) in groups.iter_mut().flat_map(|g| &mut g.items).enumerate() {
            item.number = i + 1;
        }
        groups
    }

    /// `rows` says which rows of the table they are, in the words of its own columns.
    fn group(&self, which: &str, (list, most): (Vec<&Incident>, usize), rows: &str) -> Group {
        let t = self.t;
        let all = list.len();
        let listed = self.gravest(list, most);
        let rest = all - listed.len();
        Group {
            title: t.say("group-title", [("group", which.into())]),
            note: t.say("group-note", [("group", which.into())]),
            items: listed
                .iter()
                .map(|i| Item::of(t, i, self.date, self.standings, self.veil, self.zone))
                .collect(),
            all,
            rest: (rest > 0).then(|| {
                t.say(
                    "group-rest",
                    [
                        ("listed", (all - rest).into()),
                        ("rest", words::thousands(t, rest).into()),
                        ("all", words::thousands(t, all).into()),
                        ("table", t.own("incidents.csv").into()),
                        ("shapes", t.own("incidents.geojson").into()),
                        (
                            "rows",
                            t.english(&format!("scope incident or summary with {rows}")).into(),
                        ),
                    ],
                )
            }),
        }
    }

    /// The `most` incidents that stand gravest, then those that most voices and claims tell of,
    /// then the deadliest; in the order in which they were given.
    fn gravest<'i>(&self, list: Vec<&'i Incident>, most: usize) -> Vec<&'i Incident> {
        if list.len() <= most {
            return list;
        }
        let mut ranked: Vec<(usize, &Incident)> = list.into_iter().enumerate().collect();
        ranked.sort_by_cached_key(|(at, incident)| {
            let killed = incident.casualties.killed.as_ref().map(|k| k.low);
            let gravity = self.standings.gravest(&incident.id);
            std::cmp::Reverse((
                gravity,
                incident.voices,
                incident.claims.len(),
                killed,
                std::cmp::Reverse(*at),
            ))
        });
        ranked.truncate(most);
        ranked.sort_unstable_by_key(|(at, _)| *at);
        ranked.into_iter().map(|(_, incident)| incident).collect()
    }
}

impl Group {
    /// How many, for the head of the group: `17`, or `200 of 1,243` where not all are listed.
    pub(crate) fn count(&self, t: &Tongue) -> String {
        match self.items.len() {
            n if n == self.all => n.to_string(),
            n => {
                let all = words::thousands(t, self.all);
                t.say("listed-of", [("listed", n.into()), ("all", all.into())])
            }
        }
    }
}
