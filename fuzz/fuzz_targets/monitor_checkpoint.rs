//! Checkpoints of monitors: the first byte says which formula and what the bytes after it are.
//!
//! An even byte: they are all a checkpoint has after its head, and get a checksum that is right. An odd
//! one: they change a true checkpoint, four bytes a change: where, and what is added there.
//!
//! Laws: no panic, neither on reading them nor in feeding to the end what was read; a true checkpoint
//! that is changed anywhere is refused by its checksum; what is read is written so that it reads back.

#![no_main]

use std::sync::LazyLock;

use armistice_monitor::{Checked, Fact, Monitor, Signature, Value, Verdict, parse_formula};
use libfuzzer_sys::fuzz_target;

/// Between them they have every step that keeps a state.
const FORMULAS: [&str; 8] = [
    "n(s) AND (NOT ONCE[0,5] q(x, x)) AND p(x) AND NOT EVENTUALLY[1,4] p(x)",
    "(NOT p(x)) SINCE[2,9] q(x, y)",
    "(p(x) AND NOT q(x, x)) UNTIL[1,6] q(x, y)",
    "x <- MED y; z ONCE[0,5] t(x, y, z)",
    "s <- MAX s ONCE[0,5] n(s)",
    "PREVIOUS[0,3] (p(x) AND NEXT q(x, y))",
    "LET d(x, y) = ONCE[0,6] q(x, y) IN (d(x, y) AND d(y, x)) OR (HISTORICALLY[0,2] q(x, y))",
    "n <- SUM y; x (q(x, y) SINCE[0,5] (EVENTUALLY[0,3] q(x, y)))",
];

struct Case {
    checked: Checked,
    /// A true checkpoint, without its checksum, and how much of it names the formula.
    bytes: Vec<u8>,
    head: usize,
}

fn facts(turn: i64) -> Vec<Fact> {
    let int = |number: i64| Value::Int(number % 3);
    vec![
        Fact::new("p", [int(turn)]),
        Fact::new("q", [int(turn), int(turn / 2)]),
        Fact::new("q", [int(turn + 1), int(turn + 1)]),
        Fact::new("t", [int(turn), Value::Int(i64::MAX - turn), int(turn / 4)]),
        Fact::new("n", [Value::from(format!("zone {}", turn % 4))]),
    ]
}

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let signature = Signature::parse("p(int) q(int,int) t(int,int,int) n(string)").unwrap();
    let of = |text: &&str| {
        let checked = Checked::new(parse_formula(text).unwrap(), &signature).unwrap();
        let mut monitor = Monitor::new(&checked).unwrap();
        let mut told = Vec::new();
        for turn in 0..9 {
            monitor.step(turn, &facts(turn), &mut told).unwrap();
        }
        let mut bytes = monitor.checkpoint(&checked);
        bytes.truncate(bytes.len() - 8);
        let names = [checked.formula().to_string().len(), signature.to_string().len()];
        // Each name with its length, of one byte or two.
        let named: usize = names.iter().map(|len| len + if *len < 128 { 1 } else { 2 }).sum();
        let head = "armistice monitor 1\n".len() + named;
        Case { checked, bytes, head }
    };
    FORMULAS.iter().map(of).collect()
});

fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// Feeds it to the end, whatever it says.
fn outlive(mut monitor: Monitor) {
    let mut told: Vec<Verdict> = Vec::new();
    for ts in [9, 10, 11, 11, 13, 20, 400] {
        let _ = monitor.step(ts, &facts(ts), &mut told);
    }
    monitor.advance(1_000, &mut told);
    let _ = monitor.step(1 << 40, &facts(1), &mut told);
    let _ = monitor.step(i64::MAX - 1, &facts(2), &mut told);
    monitor.close(&mut told);
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let case = &CASES[usize::from(choice / 2) % CASES.len()];
    let mut state = case.bytes.clone();
    if choice % 2 == 0 {
        state.truncate(case.head);
        state.extend_from_slice(rest);
    } else {
        for change in rest.chunks_exact(4).take(64) {
            let place = usize::from(change[0]) << 8 | usize::from(change[1]);
            let place = case.head + place % (state.len() - case.head).max(1);
            match (change[2], state.get_mut(place)) {
                (0, Some(_)) => drop(state.remove(place)),
                (1, Some(_)) => state.insert(place, change[3]),
                (_, Some(byte)) => *byte = byte.wrapping_add(change[3]),
                (_, None) => state.push(change[3]),
            }
        }
        let mut unsealed = state.clone();
        unsealed.extend_from_slice(&sealed(case.bytes.clone())[case.bytes.len()..]);
        assert!(state == case.bytes || Monitor::restore(&case.checked, &unsealed).is_err());
    }
    let Ok(monitor) = Monitor::restore(&case.checked, &sealed(state)) else { return };
    let written = monitor.checkpoint(&case.checked);
    let again = Monitor::restore(&case.checked, &written).unwrap();
    assert_eq!(again.checkpoint(&case.checked), written);
    outlive(monitor);
});
