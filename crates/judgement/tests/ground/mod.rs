//! A small deal and plain claims to judge: the shape of the first case, nothing of its data.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use armistice_deal::{
    Area, Clock, Deal, Group, Guarantor, Member, Mixed, Moment, Outside, Party, Pattern, Phase,
    PlaceFit, Reading, Rule, Term, WeaponFit, WeaponSet, Window,
};
use armistice_judgement::{Evaluator, Input, judge, judge_by};
use armistice_model::{
    Assessment, AssessmentId, Board, Casualties, Claim, ClaimId, Count, Decision, EventKind, Field,
    Gazetteer, Incident, IncidentId, Interval, KnownPlace, Near, Place, Report, ReportId, Scope,
    Shape, Side, Source, SourceId, SourceKind, Sources, Span, Stance, Weapon, WeaponClass, When,
    Who,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

pub fn zone() -> TimeZone {
    TimeZone::get("Asia/Damascus").unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(zone()).unwrap().timestamp()
}

pub fn days(first: &str, last: &str) -> Interval {
    Interval::days(first.parse().unwrap(), last.parse().unwrap(), &zone()).unwrap()
}

fn member(actor: &str) -> Member {
    Member { actor: actor.into(), from: None, until: None }
}

fn term(number: &str, rule: Rule) -> Term {
    Term {
        number: number.into(),
        words: format!("words of {number}"),
        from: Moment::DayD(0),
        until: None,
        rule,
        readings: Vec::new(),
        assumptions: Vec::new(),
        span: (0, 0),
    }
}

pub fn keep_out(metres: f64) -> Rule {
    Rule::Never(Pattern {
        kinds: vec!["weapon-presence".into()],
        by: vec![Group::Party("Government".into())],
        weapons: vec!["heavy-weapon".into()],
        place: Some(PlaceFit::Within { metres, side: Some(Side::North), of: "Road".into() }),
        ..Pattern::default()
    })
}

pub fn attacks() -> Rule {
    Rule::Never(Pattern {
        kinds: vec!["attack".into()],
        by: vec![Group::Bound],
        on: vec![Group::Bound, Group::Actor("Civilians".into())],
        self_defence: Some(false),
        ..Pattern::default()
    })
}

pub fn deal() -> Deal {
    let fit = |class| WeaponFit { class, calibre_from_mm: None, models: Vec::new() };
    let mut keeping_out = term("2.c", keep_out(3500.0));
    keeping_out.readings = vec![Reading { name: "An-Nahar".into(), rule: keep_out(3000.0) }];
    let mut access = term(
        "1.c",
        Rule::Every {
            trigger: Pattern { kinds: vec!["aid-request".into()], ..Pattern::default() },
            answer: Pattern { kinds: vec!["aid-passage".into()], ..Pattern::default() },
            same_place: true,
            within: 72 * HOUR,
            least_percent: None,
        },
    );
    access.assumptions = vec!["the text names no limit".into()];
    let mut flights = term(
        "4",
        Rule::Never(Pattern {
            kinds: vec!["overflight".into()],
            by: vec![Group::Party("Government".into())],
            ..Pattern::default()
        }),
    );
    flights.from = Moment::PhaseOpens("JIC".into());
    let people = term(
        "1.d",
        Rule::People {
            watch: Pattern {
                kinds: vec!["attack".into()],
                self_defence: Some(true),
                ..Pattern::default()
            },
            why: "proportion is for people to judge".into(),
        },
    );
    Deal {
        title: "A deal".into(),
        agreed: Some((at("2016-09-09T22:00"), "Geneva".into())),
        zone: zone(),
        zone_name: "Asia/Damascus".into(),
        day_d: at("2016-09-12T19:00"),
        guarantors: vec![
            Guarantor { name: "Russia".into(), members: vec![member("Russia")] },
            Guarantor {
                name: "United States".into(),
                members: vec![member("United States"), member("Coalition")],
            },
        ],
        parties: vec![
            Party {
                name: "Government".into(),
                words: String::new(),
                members: vec![member("Government")],
                guarantor: Some("Russia".into()),
            },
            Party {
                name: "Opposition".into(),
                words: String::new(),
                members: vec![member("Opposition"), member("Ahrar")],
                guarantor: Some("United States".into()),
            },
        ],
        outside: vec![
            Outside { name: "ISIL".into(), members: vec![member("IS")] },
            Outside { name: "Nusra".into(), members: vec![member("Nusra")] },
        ],
        mixed: vec![Mixed {
            name: "insurgents".into(),
            may_be: vec!["Opposition".into(), "Nusra".into()],
        }],
        weapons: vec![WeaponSet {
            name: "heavy-weapon".into(),
            any_of: vec![fit(WeaponClass::Tank), fit(WeaponClass::Artillery)],
        }],
        areas: vec![Area { name: "Road".into(), place: "the road".into() }],
        terms: vec![term("1.a", attacks()), access, people, keeping_out, flights],
        windows: vec![Window {
            name: "First".into(),
            from: Moment::DayD(0),
            lasts: 48 * HOUR,
            extended_by: vec!["Russia".into(), "United States".into()],
            assumptions: Vec::new(),
        }],
        clocks: vec![Clock {
            name: "Adherence".into(),
            from: Moment::DayD(0),
            terms: vec!["1.a".into()],
            days: 7,
            restarts_by: vec!["Russia".into(), "United States".into()],
        }],
        phases: vec![Phase {
            name: "JIC".into(),
            clock: "Adherence".into(),
            expects: vec!["both set it up".into()],
        }],
        may_withdraw: vec!["Russia".into(), "United States".into()],
    }
}

pub fn sources() -> Sources {
    let source = |id: &str, near: Near| Source {
        id: SourceId::new(id),
        name: id.to_uppercase(),
        also: Vec::new(),
        near,
        kind: SourceKind::Monitor,
        protected: false,
        public: None,
        note: None,
    };
    let party = |name: &str| Near::Party(name.into());
    Sources::new(vec![
        source("gov-1", party("Government")),
        source("gov-2", party("Government")),
        source("opp-1", party("Opposition")),
        source("ind-1", Near::Independent),
        source("ind-2", Near::Independent),
    ])
    .unwrap()
}

pub fn places() -> Gazetteer {
    Gazetteer::new(vec![KnownPlace {
        name: "the road".into(),
        also: Vec::new(),
        shape: Shape::Line { course: vec![[37.10, 36.26], [37.20, 36.26]], margin_m: 0.0 },
        region: Some("Aleppo".into()),
        note: None,
    }])
    .unwrap()
}

/// A claim that says nothing yet but whose it is.
pub fn claim(number: usize, voice: &str, when: When) -> Claim {
    Claim {
        id: ClaimId::new(format!("C-{number:04}")),
        report: ReportId::new(format!("R-{number:04}")),
        voice: SourceId::new(voice),
        through: SourceId::new(voice),
        published: when.interval().map(|i| i.until()),
        stance: Stance::Claimed,
        scope: Scope::Incident,
        kind: EventKind::Shelling,
        by: Who::open(),
        on: Who::open(),
        weapon: None,
        self_defence: false,
        when,
        place: Place::open(),
        casualties: Casualties::default(),
        count: None,
        row: false,
        spans: vec![Span { field: Field::Whole, from: 0, until: 1 }],
    }
}

pub fn attack(number: usize, voice: &str, day: &str, by: &[&str], on: &[&str]) -> Claim {
    Claim {
        by: Who::one_of(by.iter().map(ToString::to_string)),
        on: Who::one_of(on.iter().map(ToString::to_string)),
        ..claim(number, voice, When::Within(days(day, day)))
    }
}

pub fn tank(number: usize, north_m: f64, radius_m: f64) -> Claim {
    let lat = 36.26 + north_m / 111_195.08;
    Claim {
        kind: EventKind::WeaponPresence,
        by: Who::one("Government"),
        weapon: Some(Weapon::of(WeaponClass::Tank)),
        place: Place {
            name: None,
            region: Some("Aleppo".into()),
            shape: Some(Shape::disc([37.15, lat], radius_m).unwrap()),
        },
        ..claim(number, "ind-1", When::Within(days("2016-09-14", "2016-09-14")))
    }
}

/// An incident of these claims (by their place in the list).
pub fn incident(name: &str, claims: &[Claim], of: &[usize]) -> Incident {
    let members: Vec<&Claim> = of.iter().map(|i| &claims[*i]).collect();
    Incident {
        id: IncidentId::new(name),
        claims: members.iter().map(|c| c.id.clone()).collect(),
        scope: members[0].scope,
        kind: members[0].kind,
        by: Vec::new(),
        on: Vec::new(),
        when: members[0].when,
        place: members[0].place.clone(),
        casualties: Casualties::default(),
        voices: members.len(),
        independent: members.len(),
        independent_at_most: members.len(),
        ranges: Default::default(),
        origins: Vec::new(),
        disputes: Vec::new(),
        covers: None,
        links: Vec::new(),
    }
}

/// One incident per claim.
pub fn apart(claims: &[Claim]) -> Vec<Incident> {
    (0..claims.len()).map(|i| incident(&format!("I-{i:04}"), claims, &[i])).collect()
}

pub struct Ground {
    pub deal: Deal,
    pub claims: Vec<Claim>,
    pub incidents: Vec<Incident>,
    pub reports: Vec<Report>,
    pub decisions: Vec<Decision>,
    pub as_of: Timestamp,
}

impl Ground {
    pub fn of(claims: Vec<Claim>) -> Self {
        let incidents = apart(&claims);
        Self {
            deal: deal(),
            claims,
            incidents,
            reports: Vec::new(),
            decisions: Vec::new(),
            as_of: at("2016-09-25T23:59"),
        }
    }

    pub fn board(&self) -> Board {
        let (sources, places) = (sources(), places());
        let input = Input {
            deal: &self.deal,
            claims: &self.claims,
            incidents: &self.incidents,
            reports: &self.reports,
            decisions: &self.decisions,
            sources: &sources,
            places: &places,
            as_of: self.as_of,
            until: Some("2016-09-25".parse().unwrap()),
        };
        let board = judge(&input).unwrap();
        // Whatever a test looks at, both of the monitor's evaluators agree on it.
        assert_eq!(board, judge_by(&input, Evaluator::Plain).unwrap());
        board
    }
}

pub fn cell<'a>(board: &'a Board, id: &str) -> &'a Assessment {
    let id: AssessmentId = id.parse().unwrap();
    board.assessments.iter().find(|a| a.id == id).unwrap_or_else(|| panic!("no {id}"))
}

pub fn killed(n: u64) -> Casualties {
    Casualties { killed: Some(Count::exactly(n)), ..Casualties::default() }
}
