//! The shipped case as a whole, read from its own reports, without and with the dataset's rows.

#![allow(clippy::unwrap_used, clippy::panic)]

mod say;

use armistice_fusion::{Decided, Fused, fuse};
use armistice_intake::{Context, take};
use armistice_model::{Claim, ClaimId, Report};
use armistice_reading::{Known, Reader};
use jiff::tz::TimeZone;
use say::{days_of_one_voice, foretold, together};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(of)
}

/// Claims, and of each the name of its report's file (of a row: its number) and its words.
struct Pile {
    claims: Vec<Claim>,
    said: BTreeMap<ClaimId, (String, String)>,
}

impl Pile {
    /// The case's reports, and the rows of `table` besides.
    fn of(table: Option<&Path>) -> Self {
        let case = folder("cases/syria-2016-09");
        let text = |name: &str| std::fs::read_to_string(case.join(name)).unwrap();
        let sources = armistice_intake::sources(&text("sources.toml"), "sources.toml").unwrap();
        let actors = armistice_intake::actors(&text("actors.toml"), "actors.toml").unwrap();
        let places = armistice_intake::places(&text("places.toml"), "places.toml").unwrap();
        let zone = TimeZone::get("Asia/Damascus").unwrap();
        let reader =
            Reader::new(Known { sources: &sources, actors: &actors, places: &places, zone: &zone });
        let context = Context {
            sources: &sources,
            zone: zone.clone(),
            format: None,
            source: None,
            now: "2017-01-01T00:00:00Z".parse().unwrap(),
        };
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(case.join("reports")).unwrap().map(|e| e.unwrap().path()).collect();
        files.extend(table.map(Path::to_path_buf));
        let mut pile = Self { claims: Vec::new(), said: BTreeMap::new() };
        for path in files {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            for report in take(&std::fs::read(&path).unwrap(), stem, &context).unwrap().reports {
                let name = report.cell("id").map_or(stem, |(id, _)| id).to_string();
                for claim in reader.read(&report) {
                    let words = words(&report, &claim);
                    pile.said.insert(claim.id.clone(), (name.clone(), words));
                    pile.claims.push(claim);
                }
            }
        }
        pile
    }

    fn fuse(&self) -> Fused {
        fuse(&self.claims, &Decided::default())
    }

    /// The claim whose report has this name and whose words hold these, foremost.
    fn claim(&self, report: &str, words: &str) -> &Claim {
        let place = |claim: &&Claim| {
            let (name, said) = self.said.get(&claim.id)?;
            name.ends_with(report).then(|| said.to_lowercase().find(&words.to_lowercase()))?
        };
        let fitting = self.claims.iter().filter(|claim| place(claim).is_some());
        fitting.min_by_key(place).unwrap_or_else(|| panic!("{report} does not say {words:?}"))
    }
}

fn words(report: &Report, claim: &Claim) -> String {
    claim.spans.first().and_then(|s| report.text.get(s.from..s.until)).unwrap_or("").to_string()
}

const STRIKE: &[(&str, &str)] = &[
    ("ru-mod-deir-ez-zor-strike", "killed 62 soldiers"),
    ("syrian-command-deir-ez-zor-strike", "struck a Syrian army position"),
    ("sohr-thurdah-strike", "at least 80 Syrian soldiers"),
    ("sohr-164-killed", "Jabal Thurdah"),
    ("afp-deir-ez-zor-strike", "dozens of Syrian soldiers"),
    ("afp-deir-ez-zor-strike", "62 soldiers"),
    ("afp-deir-ez-zor-strike", "at least 80 dead"),
    ("asian-age-deir-ez-zor-strike", "dozens of Syrian soldiers"),
    ("asian-age-deir-ez-zor-strike", "62 soldiers"),
    ("asian-age-deir-ez-zor-strike", "at least 80 dead"),
    ("us-centcom-deir-ez-zor-strike", "an Islamic State position"),
];

/// Each of these is one event.
const TOGETHER: &[&[(&str, &str)]] = &[
    STRIKE,
    &[
        ("bbc-khan-tuman-four-staff", "four medical staff"),
        ("sohr-khan-tuman", "at least 13 people"),
        ("liveuamap-khan-tuman", "14 people"),
    ],
    &[("sohr-fourth-day", "in Hadar one civilian"), ("sana-hadar", "one civilian")],
];

/// In each of these, every one is another event.
const APART: &[&[(&str, &str)]] = &[
    &[
        ("2016-09-24-sohr-aleppo-bombed", "40 civilians"),
        ("2016-09-24-sohr-aleppo-bombed", "seven more civilians"),
        ("2016-09-25-sohr-aleppo-bombed", "45 civilians"),
    ],
    &[("sohr-first-civilians", "Hadar"), ("sohr-fourth-day", "in Hadar one civilian")],
    &[
        ("white-helmets-tallbisah", "two civilians"),
        ("white-helmets-tallbisah", "three more civilians"),
        ("sohr-164-killed", "in Talbiseh"),
        ("sohr-aid-enters-al-waer", "killed in Talbiseh"),
    ],
    &[
        ("opposition-ops-hadar-clashes", "five rebels"),
        ("opposition-ops-hadar-clashes", "five more rebels"),
    ],
    &[
        ("opposition-ops-ghouta", "near Hawsh Nasri"),
        ("opposition-ops-ghouta", "on the edge of Damascus"),
    ],
    &[
        ("sohr-first-civilians", "one civilian was killed in Aleppo"),
        ("sohr-first-civilians", "one more person"),
    ],
];

/// The same of the dataset's rows: with whom each belongs.
const ROWS: &[(&str, (&str, &str))] = &[
    ("227936", STRIKE[0]),
    ("228450", ("bbc-khan-tuman-four-staff", "four medical staff")),
    ("228474", ("2016-09-24-sohr-aleppo-bombed", "40 civilians")),
    ("228513", ("2016-09-25-sohr-aleppo-bombed", "45 civilians")),
    ("227832", ("sohr-first-civilians", "Hadar")),
    ("227901", ("sohr-fourth-day", "in Hadar one civilian")),
    ("227932", ("white-helmets-tallbisah", "two civilians")),
    ("227934", ("white-helmets-tallbisah", "three more civilians")),
    ("227717", ("opposition-ops-hadar-clashes", "five rebels")),
    ("319419", ("opposition-ops-ghouta", "near Hawsh Nasri")),
    ("319418", ("opposition-ops-ghouta", "on the edge of Damascus")),
];

impl Pile {
    fn assert_together(&self, fused: &Fused, a: (&str, &str), b: (&str, &str), expected: bool) {
        let (x, y) = (self.claim(a.0, a.1), self.claim(b.0, b.1));
        assert!(x.id != y.id, "{a:?} and {b:?} are one claim");
        assert_eq!(together(fused, x.id.as_str(), y.id.as_str()), expected, "{a:?} {b:?}");
    }

    fn assert_sound(&self, fused: &Fused) {
        for group in TOGETHER {
            group.iter().skip(1).for_each(|b| self.assert_together(fused, group[0], *b, true));
        }
        for group in APART {
            for (n, a) in group.iter().enumerate() {
                group.iter().skip(n + 1).for_each(|b| self.assert_together(fused, *a, *b, false));
            }
        }
        for incident in &fused.incidents {
            let claims: Vec<&Claim> =
                self.claims.iter().filter(|claim| incident.claims.contains(&claim.id)).collect();
            for a in &claims {
                for b in &claims {
                    assert!(!days_of_one_voice(a, b), "{} {}", a.id, b.id);
                    assert!(!foretold(a, b), "{} {}", a.id, b.id);
                }
            }
        }
    }
}

#[test]
fn the_case_alone() {
    let pile = Pile::of(None);
    pile.assert_sound(&pile.fuse());
}

#[test]
fn the_case_and_the_dataset() {
    let table = folder("../shared/data/syria/ucdp-ged-syria-2016-09-09_25.csv");
    if !table.is_file() {
        assert!(std::env::var("CI").is_err(), "the dataset is not beside the checkout");
        println!("skipped: the dataset is not beside the checkout");
        return;
    }
    let pile = Pile::of(Some(&table));
    let fused = pile.fuse();
    pile.assert_sound(&fused);
    for (row, claim) in ROWS {
        pile.assert_together(&fused, (row, ""), *claim, true);
    }
    // Other fights beside the strike on that day.
    for row in ["227953", "227968", "227949"] {
        pile.assert_together(&fused, (row, ""), STRIKE[0], false);
    }
}
