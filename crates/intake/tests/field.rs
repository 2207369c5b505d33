//! Field reports become lines that are taken whole, and no line leads back to its observer.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::field::{
    Attachment, Bounds, FieldPlace, FieldReport, FieldWeapon, Figure, Observer, Sense, Spot, Wind,
};
use armistice_intake::{Context, take};
use armistice_model::{
    EventKind, Format, Range, Report, Shape, SourceId, Sources, Stance, WeaponClass,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::option::of;
use proptest::prelude::*;
use std::sync::LazyLock;

fn take_line(line: &str) -> Report {
    let sources = Sources::default();
    let context = Context {
        sources: &sources,
        zone: TimeZone::UTC,
        format: Some(Format::JsonLines),
        source: None,
        now: Timestamp::MAX,
    };
    let taken = take(line.as_bytes(), "field.jsonl", &context).unwrap();
    let refused: Vec<_> =
        taken.refused.iter().filter(|r| !r.what.contains("does not list")).collect();
    assert!(refused.is_empty(), "{refused:?} of {line}");
    let [report] = <[Report; 1]>::try_from(taken.reports).unwrap();
    report
}

/// The documented example.
static TOLD: LazyLock<&str> = LazyLock::new(|| {
    let doc = include_str!("../../../docs/field-report.md");
    doc.split("```json\n").nth(1).unwrap().split("```").next().unwrap()
});

/// What the published schema lets through.
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = schemars::schema_for!(FieldReport);
    jsonschema::validator_for(schema.as_value()).unwrap()
});

#[test]
fn every_key_is_documented() {
    let doc = include_str!("../../../docs/field-report.md");
    let schema = schemars::schema_for!(FieldReport);
    let keys = schema.as_value()["properties"].as_object().unwrap();
    assert!(keys.len() > 15);
    for key in keys.keys() {
        assert!(doc.contains(&format!("`{key}`")), "{key} is not documented");
    }
    let told: serde_json::Value = serde_json::from_str(*TOLD).unwrap();
    assert!(SCHEMA.is_valid(&told));
    assert!(!SCHEMA.is_valid(&serde_json::json!({"uuid": 1})));
}

#[test]
fn a_report_becomes_one_line() {
    let report = FieldReport::read(TOLD.as_bytes()).unwrap();
    let photo = Attachment {
        name: "photo-1.jpg".into(),
        sha256: "ab".repeat(32),
        media_type: "image/jpeg".into(),
        bytes: 81_234,
    };
    let line = report.to_json_line(None, &[photo]);
    insta::assert_snapshot!(line, @r#"{"source":"team-castello","published":"2016-09-16T05:40:12Z","uuid":"3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c","heard_or_seen":"heard","kind":"shelling","by":["Government of Syria"],"weapon":{"class":"mortar"},"from":"2016-09-16T05:10:00Z","until":"2016-09-16T05:20:00Z","place":{"lon":37.08473,"lat":36.22752,"radius_m":3000.0},"killed":0,"count":{"low":4,"high":6},"text":"Outgoing, then impacts.\nSmoke after.","attachments":[{"name":"photo-1.jpg","sha256":"abababababababababababababababababababababababababababababababab","media_type":"image/jpeg","bytes":81234}],"observer":"TC-07","observer_contact":"+963 11 555 0177","observer_position":{"lon":37.1217,"lat":36.2581,"accuracy_m":12.0,"bearing":{"deg":225.0,"margin_deg":22.5},"range_m":{"low":4000.0,"high":5000.0}}}"#);
    let taken = take_line(&line);
    assert_eq!(taken.observer.as_ref().unwrap().reveal(), "TC-07");
    assert_eq!(taken.observer_contact.as_ref().unwrap().reveal(), "+963 11 555 0177");
    assert_eq!(Some(*taken.observer_position.as_ref().unwrap().reveal()), report.position());
    let printed = format!("{report:?} {taken:?} {}", serde_json::to_string(&taken).unwrap());
    for secret in ["TC-07", "555 0177", "37.1217", "36.2581", "225"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
    assert!(!taken.text.contains("4000"));
}

#[test]
fn what_was_told_is_a_claim_and_one_minute_has_a_length() {
    let report = FieldReport::read(
        TOLD.replace("\"heard\"", "\"told\"").replace("08:20:00", "08:10:00").as_bytes(),
    )
    .unwrap();
    let taken = take_line(&report.to_json_line(None, &[]));
    assert_eq!(taken.cell("stance").unwrap().0, "claimed");
    assert_eq!(taken.cell("until").unwrap().0, "2016-09-16T05:11:00Z");
}

#[test]
fn nothing_is_placed_that_is_not_bounded() {
    let mut report = FieldReport::read(TOLD.as_bytes()).unwrap();
    report.range_m = None;
    assert_eq!(report.shape(None), None);
    assert!(take_line(&report.to_json_line(None, &[])).cell("place").is_none());
    let Some(Shape::Disc { radius_m, .. }) = report.shape(Some(8_000.0)) else { panic!() };
    assert!(radius_m > 4_000.0);
    // A bound on hearing is none on seeing.
    report.heard_or_seen = Sense::Seen;
    assert_eq!(report.shape(Some(8_000.0)), None);
    report.place = Some(FieldPlace { name: Some("Handarat".into()), ..Default::default() });
    assert_eq!(take_line(&report.to_json_line(None, &[])).cell("place").unwrap().0, "Handarat");
}

#[test]
fn every_fault_is_named_at_once() {
    let told = |faults: Vec<armistice_intake::field::FieldFault>| {
        faults.iter().map(|f| format!("{}: {}", f.field, f.message)).collect::<Vec<_>>().join("\n")
    };
    let mut report = FieldReport::read(TOLD.as_bytes()).unwrap();
    report.uuid = "7".into();
    report.source = SourceId::new(" ");
    report.observed_until = "2016-09-16T04:00:00Z".parse().unwrap();
    report.filed_at = "2016-09-16T05:00:00Z".parse().unwrap();
    report.count = Some(Figure::Between(Bounds { low: Some(3), best: Some(2), high: None }));
    report.killed = Some(Figure::Between(Bounds::default()));
    report.place = Some(FieldPlace { lon: Some(37.0), ..Default::default() });
    report.bearing_deg = Some(361.0);
    report.range_m = Some(Range { low: 9.0, high: f64::NAN });
    report.observer_position = None;
    insta::assert_snapshot!(told(report.check()), @"
    uuid: is no UUID: write 8-4-4-4-12 hexadecimal digits, small letters
    source: has an empty name, or one of more than 200 bytes: mend it or leave it out
    observed_until: lies before observed_from: are they swapped?
    observed_from: lies after the report was filed: write when it was observed, with its zone
    count: is out of order: write low ≤ best ≤ high
    killed: says no number: write low, best or high, or leave it out
    place: is half a position: write lon, lat and radius_m, all three
    bearing_deg: is no bearing: write degrees from 0 to 360, clockwise from north
    bearing_sector: stands beside bearing_deg: keep the one that was read
    range_m: is no distance: write metres from 0 to 100000
    range_m: has a low above its high: are they swapped?
    bearing_deg: has no observer_position to count from: add it, or leave this out
    bearing_sector: has no observer_position to count from: add it, or leave this out
    range_m: has no observer_position to count from: add it, or leave this out
    ");
    let misformed = r#"{"uuid": 5, "source": "x", "kind": "shellling", "observed_from": "2016-09-16T08:10:00",
        "count": "many", "heard_or_seen": "felt", "observer": "Hassan", "by": "me", "bearing_sector": "up",
        "observer_position": {"lon": "37.1217"}, "colour": 1}"#;
    let faults = told(FieldReport::read(misformed.as_bytes()).unwrap_err());
    assert!(!faults.contains("Hassan") && !faults.contains("37.1217"));
    insta::assert_snapshot!(faults, @r#"
    observed_until: is missing: add it
    filed_at: is missing: add it
    uuid: invalid type: integer `5`, expected a string; see docs/field-report.md
    kind: unknown variant `shellling`, expected one of `shelling`, `airstrike`, `drone-strike`, `small-arms-fire`, `clash`, `ground-assault`, `violence-against-civilians`, `explosion`, `attack-on-aid`, `ceasefire-breach`, `abduction`, `force-movement`, `withdrawal`, `territory-change`, `siege`, `fortification`, `weapon-presence`, `overflight`, `restriction-of-monitors`, `restriction-of-movement`, `aid-request`, `aid-approval`, `aid-passage`, `aid-obstruction`, `detainee-release`, `talks`, `statement`; see docs/field-report.md
    observed_from: failed to find offset component, which is required for parsing a timestamp; see docs/field-report.md
    count: neither a whole number from 0 nor an object of low, best, high; see docs/field-report.md
    heard_or_seen: unknown variant `felt`, expected one of `heard`, `seen`, `told`; see docs/field-report.md
    observer: should be {"name", "contact"}, texts
    by: invalid type: string "me", expected a sequence; see docs/field-report.md
    bearing_sector: unknown variant `up`, expected one of `N`, `NNE`, `NE`, `ENE`, `E`, `ESE`, `SE`, `SSE`, `S`, `SSW`, `SW`, `WSW`, `W`, `WNW`, `NW`, `NNW`; see docs/field-report.md
    observer_position: should be {"lon", "lat", "accuracy_m"}, numbers
    colour: unknown field `colour`, expected one of `uuid`, `source`, `observed_from`, `observed_until`, `heard_or_seen`, `kind`, `stance`, `weapon`, `count`, `killed`, `wounded`, `by`, `on`, `text`, `place`, `observer_position`, `bearing_deg`, `bearing_sector`, `range_m`, `observer`, `filed_at`; see docs/field-report.md
    "#);
    insta::assert_snapshot!(told(FieldReport::read(b"{\"uuid\":").unwrap_err()), @"report: is no JSON: EOF while parsing a value at line 1 column 8; send it whole");
    let twice = TOLD.replacen('{', "{\"uuid\": \"3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c\",", 1);
    insta::assert_snapshot!(told(FieldReport::read(twice.as_bytes()).unwrap_err()), @"report: duplicate field `uuid` at line 2 column 8; see docs/field-report.md");
}

fn any_figure() -> impl Strategy<Value = Figure> {
    prop_oneof![
        (0u64..100).prop_map(Figure::Exactly),
        (of(0u64..9), of(5u64..20), of(0u64..99))
            .prop_map(|(low, best, high)| Figure::Between(Bounds { low, best, high })),
    ]
}

/// Mostly within bounds, so that most reports are sound.
fn within(low: f64, high: f64) -> BoxedStrategy<f64> {
    let off = proptest::sample::select(vec![f64::NAN, f64::INFINITY, -1e9, 1e300]);
    // As a phone writes them; serde_json reads longer ones to the last digit but one.
    let sound = (low..high).prop_map(|n| (n * 1e4).round() / 1e4);
    prop_oneof![19 => sound, 1 => off].boxed()
}

type What = (Sense, EventKind, Option<Stance>, Option<FieldWeapon>, [Option<Figure>; 3]);
type Where = (Option<FieldPlace>, Option<Spot>, Option<f64>, Option<Wind>, Option<Range>);

fn any_what() -> BoxedStrategy<What> {
    let weapon = (proptest::sample::select(WeaponClass::ALL), of("\\PC{0,9}"))
        .prop_map(|(class, model)| FieldWeapon { class, model });
    (
        proptest::sample::select(Sense::ALL.to_vec()),
        proptest::sample::select(EventKind::ALL),
        of(Just(Stance::Denied)),
        of(weapon),
        [of(any_figure()), of(any_figure()), of(any_figure())],
    )
        .boxed()
}

fn any_where() -> BoxedStrategy<Where> {
    let disc = (of("\\PC{1,6}"), within(-180.0, 180.0), within(-90.0, 90.0), within(1.0, 1e4))
        .prop_map(|(name, lon, lat, radius_m)| FieldPlace {
            name,
            lon: Some(lon),
            lat: Some(lat),
            radius_m: Some(radius_m),
        });
    let place = prop_oneof![
        disc,
        of("\\PC{0,6}").prop_map(|name| FieldPlace { name, ..Default::default() })
    ];
    let spot = (within(-180.0, 180.0), within(-90.0, 90.0), within(0.0, 500.0))
        .prop_map(|(lon, lat, accuracy_m)| Spot { lon, lat, accuracy_m });
    let range = (within(0.0, 5e3), within(4e3, 9e3)).prop_map(|(low, high)| Range { low, high });
    let degrees = prop_oneof![2 => Just(None), 1 => within(0.0, 360.0).prop_map(Some)];
    let wind = prop_oneof![
        2 => Just(None),
        1 => proptest::sample::select(Wind::ALL.to_vec()).prop_map(Some)
    ];
    (of(place), proptest::option::weighted(0.9, spot), degrees, wind, of(range)).boxed()
}

fn any_told() -> impl Strategy<Value = FieldReport> {
    let times = (0i64..4_000, -5i64..5_000, -60i64..4_000);
    let observer = (of("\\PC{0,9}"), of(any::<String>()))
        .prop_map(|(name, contact)| Observer { name, contact });
    let words = (
        prop_oneof![19 => Just("team-castello"), 1 => Just("  ")],
        proptest::collection::vec("\\PC{1,6}", 0..3),
        of(any::<String>()),
        of(observer),
    );
    (times, any_what(), any_where(), words.boxed()).prop_map(|(times, what, whence, words)| {
        let at = |second: i64| Timestamp::from_second(1_474_000_000 + second).unwrap();
        let (from, length, later) = times;
        let (source, by, text, observer) = words;
        FieldReport {
            uuid: "3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c".into(),
            source: SourceId::new(source),
            observed_from: at(from),
            observed_until: at(from + length),
            heard_or_seen: what.0,
            kind: what.1,
            stance: what.2,
            weapon: what.3,
            count: what.4[0],
            killed: what.4[1],
            wounded: what.4[2],
            on: by.clone(),
            by,
            text,
            place: whence.0,
            observer_position: whence.1,
            bearing_deg: whence.2,
            bearing_sector: whence.3,
            range_m: whence.4,
            observer,
            filed_at: at(from + length + later),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What the check passes, intake takes without a word; and neither ever panics.
    #[test]
    fn a_report_without_faults_is_a_line_without_faults(report in any_told(), audible in of(0.0..50_000.0)) {
        let line = report.to_json_line(audible, &[]);
        prop_assert!(!line.contains('\n'));
        if report.check().is_empty() {
            let taken = take_line(&line);
            prop_assert_eq!(taken.observer_position.map(|p| *p.reveal()), report.position());
            prop_assert_eq!(report.to_json_line(audible, &[]), line);
            prop_assert!(SCHEMA.is_valid(&serde_json::to_value(&report).unwrap()));
            let again = FieldReport::read(&serde_json::to_vec(&report).unwrap()).unwrap();
            prop_assert_eq!(again, report);
        }
    }
}
