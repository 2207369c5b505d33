//! Laws of the streaming monitor that hold for every formula and log: stopping and going on, telling
//! early, telling changes, holding no more than is needed.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeSet;

use armistice_monitor::{
    Checked, End, Fact, Formula, Monitor, Node, Signature, Stream, Value, Verdict, decided,
    evaluate, parse_formula,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::wide::{self, Leaning};

fn cases(cases: u32) -> Config {
    Config { max_global_rejects: cases * 12, ..Config::with_cases(cases) }
}

fn any_case() -> impl Strategy<Value = (Formula, Stream)> {
    prop_oneof![
        wide::cases(Leaning::Plain),
        wide::cases(Leaning::Values),
        wide::cases(Leaning::Time),
    ]
}

fn checked(formula: &Formula) -> Result<Checked, TestCaseError> {
    let reject =
        |error: armistice_monitor::CheckError| TestCaseError::reject(error.problem.to_string());
    let checked = Checked::new(formula.clone(), &wide::signature()).map_err(reject)?;
    Monitor::new(&checked).map_err(reject)?;
    Ok(checked)
}

fn mentions_constants(formula: &Formula) -> bool {
    matches!(formula.node(), Node::True | Node::False)
        || formula.node().children().into_iter().any(mentions_constants)
}

fn take(monitor: &mut Monitor, stream: &Stream, from: usize, until: usize) -> Vec<Verdict> {
    let mut told = Vec::new();
    for point in &stream.points()[from..until] {
        monitor.step(point.ts, &point.facts, &mut told).unwrap();
    }
    told
}

/// The checksum at the end of a checkpoint, made anew after its bytes were changed.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let body = bytes.len().saturating_sub(8);
    let sum = bytes[..body].iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    bytes.truncate(body);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// Whatever a monitor is in, it can be fed to the end.
fn outlive(mut monitor: Monitor, stream: &Stream) {
    let mut told = Vec::new();
    for round in 0..3 {
        for point in stream.points() {
            // Made-up states may stand anywhere in time.
            let ts = point.ts.saturating_add(round * 100);
            let _ = monitor.step(ts, &point.facts, &mut told);
        }
    }
    monitor.advance(i64::MAX - 1, &mut told);
    let _ = monitor.step(i64::MAX - 1, &[Fact::new("p", [0]), Fact::new("q", [0, 1])], &mut told);
    let _ = monitor.held();
    monitor.close(&mut told);
}

/// What is done to the bytes of a checkpoint.
#[derive(Clone, Debug)]
enum Harm {
    Set(prop::sample::Index, u8),
    Insert(prop::sample::Index, u8),
    Remove(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let byte = prop_oneof![any::<u8>(), 0..4_u8, Just(0x7f), Just(0xff)];
    prop_oneof![
        6 => (any::<prop::sample::Index>(), byte.clone()).prop_map(|(at, to)| Harm::Set(at, to)),
        1 => (any::<prop::sample::Index>(), byte).prop_map(|(at, to)| Harm::Insert(at, to)),
        1 => any::<prop::sample::Index>().prop_map(Harm::Remove),
    ]
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// A monitor that was written and read back, any number of times, goes on as if nothing had been.
    #[test]
    fn a_restored_monitor_goes_on((formula, stream) in any_case(), stops in any::<u16>()) {
        let checked = checked(&formula)?;
        let mut monitor = Monitor::new(&checked).unwrap();
        let mut told = Vec::new();
        for (at, point) in stream.points().iter().enumerate() {
            if stops >> (at % 16) & 1 == 1 {
                let bytes = monitor.checkpoint(&checked);
                let restored = Monitor::restore(&checked, &bytes).unwrap();
                let again = Monitor::restore(&checked, &restored.checkpoint(&checked)).unwrap();
                prop_assert_eq!(restored.told(), monitor.told());
                monitor = again;
            }
            monitor.step(point.ts, &point.facts, &mut told).unwrap();
        }
        let mut restored = Monitor::restore(&checked, &monitor.checkpoint(&checked)).unwrap();
        restored.close(&mut told);
        told.sort();
        prop_assert_eq!(told, evaluate(&checked, &stream, End::Closed), "{}", formula);
    }

    /// Whatever is done to a checkpoint, it is refused or gives a monitor that does not fall over.
    #[test]
    fn a_damaged_checkpoint_harms_nobody(
        (formula, stream) in any_case(),
        at in any::<prop::sample::Index>(),
        harms in prop::collection::vec(harm(), 1..4),
    ) {
        let checked = checked(&formula)?;
        let mut monitor = Monitor::new(&checked).unwrap();
        take(&mut monitor, &stream, 0, at.index(stream.len() + 1));
        let bytes = monitor.checkpoint(&checked);
        // What comes before the state names the formula and the signature, and is checked whole.
        let (formula_text, signature) = (checked.formula().to_string(), checked.signature().to_string());
        let head = 20 + formula_text.len() + signature.len();
        let mut harmed = bytes.clone();
        for harm in &harms {
            let place = |at: &prop::sample::Index| head + at.index((harmed.len() - 8 - head).max(1));
            match harm {
                Harm::Set(at, to) => { let at = place(at); harmed[at] = *to; }
                Harm::Insert(at, to) => { let at = place(at); harmed.insert(at, *to); }
                Harm::Remove(at) => { let at = place(at); harmed.remove(at); }
            }
            if harmed.len() < head + 9 { break; }
        }
        if harmed != bytes {
            prop_assert!(Monitor::restore(&checked, &harmed).is_err());
        }
        if let Ok(monitor) = Monitor::restore(&checked, &sealed(harmed)) {
            outlive(monitor, &stream);
        }
    }

    /// What is told while more may come is what the plain evaluator tells then, and stays.
    #[test]
    fn what_is_told_early_stays((formula, stream) in any_case(), at in any::<prop::sample::Index>()) {
        let checked = checked(&formula)?;
        let mut monitor = Monitor::new(&checked).unwrap();
        let seen = at.index(stream.len() + 1);
        let mut early = take(&mut monitor, &stream, 0, seen);
        let complete = usize::try_from(monitor.told()).unwrap();
        let begun = Stream::from_points(stream.points()[..seen].iter().cloned()).unwrap();
        // What is joined with nothing need not be waited for, which only the monitor knows.
        if !mentions_constants(&formula) {
            prop_assert!(complete <= decided(&checked, &begun), "{}", formula);
        }
        let whole = evaluate(&checked, &stream, End::Closed);
        let expected: Vec<Verdict> =
            whole.iter().filter(|verdict| verdict.time_point < complete).cloned().collect();
        early.sort();
        prop_assert_eq!(&early, &expected, "{}", formula);
        let open: BTreeSet<Verdict> = evaluate(&checked, &begun, End::Open).into_iter().collect();
        let waits = complete <= decided(&checked, &begun);
        prop_assert!(!waits || early.iter().all(|verdict| open.contains(verdict)), "{}", formula);
        // The end makes the rest known.
        let mut rest = take(&mut monitor, &stream, seen, stream.len());
        monitor.close(&mut rest);
        rest.sort();
        let later: Vec<Verdict> =
            whole.iter().filter(|verdict| verdict.time_point >= complete).cloned().collect();
        prop_assert_eq!(rest, later, "{}", formula);
    }

    /// A time point is told as soon as the clock is past what it looks at, and nothing before that is
    /// needed.
    #[test]
    fn a_time_point_is_told_when_the_clock_is_past_it((formula, stream) in any_case()) {
        let checked = checked(&formula)?;
        let Some(ahead) = checked.looks_ahead() else {
            return Err(TestCaseError::reject("waits for a time point"));
        };
        let mut monitor = Monitor::new(&checked).unwrap();
        let mut told = take(&mut monitor, &stream, 0, stream.len());
        for (at, point) in stream.points().iter().enumerate() {
            let Some(past) = point.ts.checked_add_unsigned(ahead).and_then(|ts| ts.checked_add(1))
            else { continue };
            monitor.advance(past, &mut told);
            prop_assert!(monitor.told() > at as u64, "{} at {}: {}", formula, at, monitor.told());
        }
        // An advance changes nothing but when things are told.
        monitor.close(&mut told);
        told.sort();
        prop_assert_eq!(told, evaluate(&checked, &stream, End::Closed), "{}", formula);
    }

    /// The changes add up to what holds.
    #[test]
    fn changes_add_up_to_what_holds((formula, stream) in any_case()) {
        let checked = checked(&formula)?;
        let mut monitor = Monitor::of_changes(&checked).unwrap();
        let mut holding: BTreeSet<Vec<Value>> = BTreeSet::new();
        let mut failed = None;
        let mut told = Vec::new();
        let mut follow = |outcome: armistice_monitor::Outcome<'_>| {
            let [added, removed] = outcome.changes();
            for row in removed {
                if !holding.remove(&row) { failed = Some(format!("{row:?} goes and was not there")); }
            }
            for row in added {
                if !holding.insert(row.clone()) { failed = Some(format!("{row:?} comes twice")); }
            }
            let now: BTreeSet<Vec<Value>> = outcome.verdicts().map(|one| one.bindings).collect();
            if now != holding || now.len() != outcome.len() {
                failed = Some(format!("{now:?} against {holding:?}"));
            }
            told.extend(outcome.verdicts());
        };
        for point in stream.points() {
            monitor.step_with(point.ts, &point.facts, &mut follow).unwrap();
        }
        monitor.close_with(&mut follow);
        prop_assert_eq!(failed, None, "{}", formula);
        told.sort();
        prop_assert_eq!(told, evaluate(&checked, &stream, End::Closed), "{}", formula);
    }
}

#[test]
fn a_checkpoint_cut_short_anywhere_is_refused() {
    let formula = parse_formula(
        "notify(c, z) AND (NOT EVENTUALLY[0,9] pass(c)) AND (n <- CNT a; z ONCE[0,20] notify(a, z))",
    )
    .unwrap();
    let signature = Signature::parse("notify(int,string) pass(int)").unwrap();
    let checked = Checked::new(formula, &signature).unwrap();
    let mut monitor = Monitor::new(&checked).unwrap();
    let mut told = Vec::new();
    for ts in 0..20 {
        let fact = Fact::new("notify", [Value::Int(ts), Value::from(format!("zone {}", ts % 3))]);
        monitor.step(ts, &[fact], &mut told).unwrap();
    }
    let bytes = monitor.checkpoint(&checked);
    assert!(Monitor::restore(&checked, &bytes).is_ok());
    for length in 0..bytes.len() {
        assert!(Monitor::restore(&checked, &bytes[..length]).is_err(), "{length}");
        if length >= 28 {
            let cut = sealed([&bytes[..length], &[0; 8][..]].concat());
            assert!(
                length == bytes.len() - 8 || Monitor::restore(&checked, &cut).is_err(),
                "{length}"
            );
        }
    }
}

/// Formulas whose windows are bounded, over texts and floating-point numbers.
const BOUNDED: [&str; 22] = [
    "n(s) AND ONCE[0,20] n(s)",
    "ONCE[3,20] n(s)",
    "n(s) AND NOT EVENTUALLY[1,20] n(s)",
    "EVENTUALLY[3,20] n(s)",
    "(NOT m(0.5)) SINCE[0,20] n(s)",
    "(NOT w(s, 0.5)) SINCE[2,20] n(s)",
    "(EXISTS f. w(s, f)) SINCE[0,20] n(s)",
    "n(s) SINCE[0,20] (EXISTS f. w(s, f))",
    "(NOT (EXISTS f. w(s, f))) UNTIL[0,20] n(s)",
    "n(s) UNTIL[2,20] (EXISTS f. w(s, f))",
    "(ONCE[0,5] n(s)) UNTIL[0,20] (EXISTS f. w(s, f))",
    "HISTORICALLY[0,3] n(s)",
    "n(s) AND HISTORICALLY[2,20] (NOT n(s))",
    "n(s) AND ALWAYS[1,20] (NOT n(s))",
    "PREVIOUS n(s)",
    "NEXT[0,5] (EXISTS f. w(s, f))",
    "a <- CNT s; f ONCE[0,20] w(s, f)",
    "a <- SUM f ONCE[0,20] w(s, f)",
    "a <- MED f; s ONCE[0,20] w(s, f)",
    "a <- MAX s ONCE[0,20] n(s)",
    "(ONCE[0,9] w(s, f)) AND (ONCE[2,20] n(s)) AND NOT ONCE[0,9] m(f)",
    "LET d(s) = ONCE[0,5] n(s) IN d(s) AND (g = 1.5 OR m(g)) AND NOT EVENTUALLY[1,9] d(s)",
];

/// What bounded windows let go is let go everywhere: held after 200,000 time points of ever new values is
/// what was held after 20,000.
#[test]
fn bounded_windows_hold_no_more_in_the_long_run() {
    let mut texts = 0;
    for text in BOUNDED {
        for changes in [false, true] {
            let checked = Checked::new(parse_formula(text).unwrap(), &wide::signature()).unwrap();
            let mut monitor =
                if changes { Monitor::of_changes(&checked) } else { Monitor::new(&checked) }
                    .unwrap();
            // Long enough to see what grows.
            let points = if changes { 60_000 } else { 200_000 };
            let mut sizes = Vec::new();
            let mut told = 0;
            for ts in 0..points {
                texts += 1;
                let name = Value::from(format!("zone {}", texts / 4));
                let number = Value::float(f64::from(texts / 4) + 0.5);
                let facts = [
                    Fact::new("n", [name.clone()]),
                    Fact::new("w", [name, number.clone()]),
                    Fact::new("m", [number]),
                ];
                let shown = if ts % 3 == 0 { &facts[..2] } else { &facts[..] };
                monitor.step_with(i64::from(ts), shown, |outcome| told += outcome.len()).unwrap();
                if (ts + 1) % 20_000 == 0 {
                    // The checkpoint has what `held` leaves out: the values themselves.
                    sizes.push((monitor.held(), monitor.checkpoint(&checked).len()));
                }
            }
            assert!(told > 0, "{text}");
            for (held, bytes) in sizes {
                assert!(held < 1_000, "{text}: {held} rows");
                assert!(bytes < 200_000, "{text}: {bytes} bytes");
            }
        }
    }
}

/// Values that nothing holds any more are forgotten from time to time, and their places are taken by
/// others: no verdict may notice, nor a monitor that is restored between.
#[test]
fn what_is_forgotten_is_not_missed() {
    let mut stream = Stream::new();
    for ts in 0..4_000_i64 {
        let name = |back: i64| Value::from(format!("zone {}", (ts - back).max(0)));
        let number = |back: i64| Value::float((ts - back) as f64 + 0.5);
        let facts = [
            Fact::new("n", [name(0)]),
            Fact::new("n", [name(ts % 7)]),
            Fact::new("w", [name(ts % 5), number(ts % 11)]),
            Fact::new("w", [name(ts % 19), number(0)]),
            Fact::new("m", [number(ts % 13)]),
        ];
        stream.push(ts + ts / 3, facts).unwrap();
    }
    for text in BOUNDED {
        let checked = Checked::new(parse_formula(text).unwrap(), &wide::signature()).unwrap();
        let mut monitor = Monitor::new(&checked).unwrap();
        let mut told = Vec::new();
        for (at, point) in stream.points().iter().enumerate() {
            if at % 1_111 == 1_110 {
                monitor = Monitor::restore(&checked, &monitor.checkpoint(&checked)).unwrap();
            }
            monitor.step(point.ts, &point.facts, &mut told).unwrap();
        }
        monitor.close(&mut told);
        told.sort();
        assert!(told == evaluate(&checked, &stream, End::Closed), "{text}");
    }
}

/// A log that is refused in the middle of a time point leaves nothing of it behind.
#[test]
fn a_refused_time_point_leaves_no_trace() {
    let signature = Signature::parse("p(x:int) q(x:int)").unwrap();
    for text in ["p(x) AND NOT ONCE q(x)", "p(x) AND NOT EVENTUALLY[0,9] q(x)"] {
        let checked = Checked::new(parse_formula(text).unwrap(), &signature).unwrap();
        let mut monitor = Monitor::new(&checked).unwrap();
        let mut told = Vec::new();
        for log in ["@1 p (1) @2 q (7) p (7) (", "@3 p (2)(7)"] {
            let mut watch = armistice_monitor::Watch::new(&mut monitor, &signature, |outcome| {
                told.extend(outcome.verdicts().map(|verdict| (verdict.ts, verdict.bindings)));
            });
            let outcome = armistice_monitor::read_text(log.as_bytes(), &signature, &mut watch);
            if outcome.is_ok() {
                watch.close();
            }
        }
        assert_eq!(told, [(1, vec![1.into()]), (3, vec![2.into()]), (3, vec![7.into()])], "{text}");
    }
}
