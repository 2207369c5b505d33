//! Facts that come late, are withdrawn and are replaced.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::collections::BTreeSet;

use armistice_monitor::{
    Change, Checked, End, Fact, Formula, Journal, JournalError, Patience, Signature, State, Stream,
    Value, evaluate, parse_formula,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError};
use shared::generate;
use shared::wide::{self, Leaning};

fn signature() -> Signature {
    Signature::parse("e() p(int) q(int,int) r(int)").unwrap()
}

fn cases(cases: u32) -> Config {
    Config { max_global_rejects: cases * 12, ..Config::with_cases(cases) }
}

fn journal(formula: &Formula, patience: Patience) -> Result<(Checked, Journal), TestCaseError> {
    let reject = |error: armistice_monitor::CheckError| TestCaseError::reject(error.to_string());
    let checked = Checked::new(formula.clone(), &signature()).map_err(reject)?;
    let journal = Journal::new(&checked, patience).map_err(reject)?;
    Ok((checked, journal))
}

/// The facts in time, as the plain evaluator wants them: one time point a moment.
fn stream_of(facts: &[(i64, Fact)]) -> Stream {
    let mut facts = facts.to_vec();
    facts.sort_by_key(|(ts, _)| *ts);
    let mut stream = Stream::new();
    for group in facts.chunk_by(|one, other| one.0 == other.0) {
        stream.push(group[0].0, group.iter().map(|(_, fact)| fact.clone())).unwrap();
    }
    stream
}

type Verdicts = BTreeSet<(i64, Vec<Value>)>;

fn expected(checked: &Checked, facts: &[(i64, Fact)], end: End) -> Verdicts {
    let verdicts = evaluate(checked, &stream_of(facts), end);
    verdicts.into_iter().map(|verdict| (verdict.ts, verdict.bindings)).collect()
}

/// Follows the changes: what stands, and what is final.
#[derive(Default)]
struct Follower {
    standing: Verdicts,
    finals: Verdicts,
}

impl Follower {
    fn take(&mut self, changes: Vec<Change>) -> Result<(), TestCaseError> {
        for change in changes {
            let verdict = (change.ts, change.bindings);
            match change.state {
                State::Open => return Err(TestCaseError::fail("a change is never open")),
                State::Provisional => prop_assert!(self.standing.insert(verdict)),
                State::Withdrawn => {
                    self.finals.remove(&verdict);
                    prop_assert!(self.standing.remove(&verdict));
                }
                State::Final => {
                    prop_assert!(self.standing.contains(&verdict));
                    prop_assert!(self.finals.insert(verdict));
                }
            }
        }
        Ok(())
    }
}

/// Facts in some order, each perhaps withdrawn or replaced later.
#[derive(Clone, Debug)]
enum Entry {
    Insert(usize),
    /// Enters a fact that will be taken back.
    Detour(usize, i64),
    Update,
}

fn facts() -> impl Strategy<Value = Vec<(i64, Fact)>> {
    generate::stream().prop_map(|stream| {
        stream
            .points()
            .iter()
            .flat_map(|point| point.facts.iter().map(|fact| (point.ts, fact.clone())))
            .collect()
    })
}

fn entries() -> impl Strategy<Value = (Vec<(i64, Fact)>, Vec<Entry>)> {
    facts().prop_flat_map(|facts| {
        let count = facts.len();
        let order = Just((0..count).collect::<Vec<_>>()).prop_shuffle();
        let extras =
            prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), 4..20_i64), 0..8);
        (Just(facts), order, extras).prop_map(|(facts, order, extras)| {
            let mut entries: Vec<Entry> = order.into_iter().map(Entry::Insert).collect();
            for (place, update, ts) in extras {
                let at = place.index(entries.len() + 1);
                let detour = place.index(facts.len().max(1));
                let entry = if update || facts.is_empty() {
                    Entry::Update
                } else {
                    Entry::Detour(detour, ts)
                };
                entries.insert(at, entry);
            }
            (facts, entries)
        })
    })
}

/// Enters everything and returns what the changes add up to.
fn enter(
    journal: &mut Journal,
    facts: &[(i64, Fact)],
    entries: &[Entry],
) -> Result<Follower, TestCaseError> {
    let mut follower = Follower::default();
    let mut detours = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match entry {
            Entry::Insert(fact) => {
                let (ts, fact_) = &facts[*fact];
                journal.insert(*fact as u64, *ts, fact_.clone()).unwrap();
            }
            Entry::Detour(fact, ts) => {
                let id = 1000 + at as u64;
                journal.insert(id, *ts, facts[*fact].1.clone()).unwrap();
                detours.push(id);
            }
            Entry::Update => follower.take(journal.update())?,
        }
    }
    for (at, id) in detours.into_iter().enumerate() {
        if at % 2 == 1 {
            follower.take(journal.update())?;
            journal.replace(id, 7, Fact::new("p", [1])).unwrap();
        }
        journal.withdraw(id).unwrap();
    }
    follower.take(journal.update())?;
    Ok(follower)
}

proptest! {
    #![proptest_config(cases(4000))]

    /// In whatever order facts come, and whatever comes and goes between, what stands is what the
    /// plain evaluator says of what stands.
    #[test]
    fn the_order_of_entering_leaves_no_trace(
        formula in generate::guarded(false),
        (facts, entries) in entries(),
        lateness in prop_oneof![Just(0_u64), 1..12_u64, Just(1000_u64)],
    ) {
        let patience = Patience { lateness, retention: None };
        let (checked, mut journal) = journal(&formula, patience)?;
        let mut follower = enter(&mut journal, &facts, &entries)?;
        let standing: Verdicts = journal.standing().map(|change| (change.ts, change.bindings)).collect();
        prop_assert_eq!(&follower.standing, &standing, "{}", formula);
        // What is told early is what every end would leave.
        prop_assert!(standing.is_subset(&expected(&checked, &facts, End::Closed)), "{}", formula);
        follower.take(journal.close())?;
        prop_assert_eq!(&follower.standing, &expected(&checked, &facts, End::Closed), "{}", formula);
        prop_assert_eq!(&follower.finals, &follower.standing);
    }

    /// Facts that come within the allowed lateness never make a final verdict change.
    #[test]
    fn final_is_final(formula in generate::guarded(false), facts in facts(), order in any::<u64>()) {
        let patience = Patience { lateness: 4, retention: Some(0) };
        let (checked, mut journal) = journal(&formula, patience)?;
        // Shuffled by at most the lateness.
        let mut late: Vec<(i64, usize)> = facts
            .iter()
            .enumerate()
            .map(|(at, (ts, _))| (ts + (order.rotate_left(at as u32 * 7) % 5) as i64, at))
            .collect();
        late.sort();
        let mut follower = Follower::default();
        for (_, at) in late {
            let (ts, fact) = &facts[at];
            journal.insert(at as u64, *ts, fact.clone()).unwrap();
            let finals = follower.finals.clone();
            follower.take(journal.update())?;
            prop_assert!(finals.is_subset(&follower.finals), "{}", formula);
        }
        follower.take(journal.close())?;
        prop_assert_eq!(&follower.standing, &expected(&checked, &facts, End::Closed), "{}", formula);
    }
}

/// A formula, the facts of a long log, and how far before or after its turn each of them is entered.
fn long_entries() -> impl Strategy<Value = (Formula, Vec<(i64, Fact)>, Vec<i64>)> {
    let case = prop_oneof![wide::long_cases(Leaning::Time), wide::long_cases(Leaning::Plain)];
    let turn = prop_oneof![6 => Just(0_i64), 3 => -9..9_i64, 1 => -200..200_i64];
    (case, prop::collection::vec(turn, 1..40)).prop_map(|((formula, stream), turns)| {
        let facts = stream
            .points()
            .iter()
            .flat_map(|point| point.facts.iter().map(|fact| (point.ts, fact.clone())));
        (formula, facts.collect(), turns)
    })
}

fn wide_journal(
    formula: &Formula,
    patience: Patience,
) -> Result<(Checked, Journal), TestCaseError> {
    let reject = |error: armistice_monitor::CheckError| TestCaseError::reject(error.to_string());
    let checked = Checked::new(formula.clone(), &wide::signature()).map_err(reject)?;
    let journal = Journal::new(&checked, patience).map_err(reject)?;
    Ok((checked, journal))
}

proptest! {
    #![proptest_config(cases(1500))]

    /// The same over logs that are long enough for states to go back to.
    #[test]
    fn a_long_log_in_any_order_leaves_no_trace(
        (formula, facts, turns) in long_entries(),
        lateness in prop_oneof![Just(0_u64), 1..12_u64, Just(1000_u64)],
        stride in 1..30_usize,
    ) {
        let (checked, mut journal) = wide_journal(&formula, Patience { lateness, retention: None })?;
        let mut order: Vec<usize> = (0..facts.len()).collect();
        order.sort_by_key(|at| *at as i64 + turns[at % turns.len()]);
        let mut follower = Follower::default();
        let mut detours = Vec::new();
        for (count, at) in order.into_iter().enumerate() {
            let (ts, fact) = &facts[at];
            journal.insert(at as u64, *ts, fact.clone()).unwrap();
            let turn = turns[count % turns.len()];
            if turn < 0 {
                // A fact that is taken back later, at the same moment or near it.
                let id = 100_000 + count as u64;
                let beside = ts.saturating_add(turn % 3).max(i64::MIN + 1);
                journal.insert(id, beside, fact.clone()).unwrap();
                detours.push(id);
            }
            if count % stride == 0 {
                follower.take(journal.update())?;
                for (turn, id) in detours.drain(..).enumerate() {
                    if turn % 2 == 0 {
                        journal.replace(id, *ts, Fact::new("q", [0, 1])).unwrap();
                    }
                    journal.withdraw(id).unwrap();
                }
            }
        }
        for id in detours {
            journal.withdraw(id).unwrap();
        }
        follower.take(journal.update())?;
        let whole = expected(&checked, &facts, End::Closed);
        prop_assert!(follower.standing.is_subset(&whole), "{}", formula);
        // When the clock is past all that is looked at, all is told and all is final.
        if let (Some(ahead), Some((last, _))) = (checked.looks_ahead(), facts.last()) {
            let past = ahead.saturating_add(lateness).saturating_add(2);
            journal.heartbeat(last.saturating_add_unsigned(past));
            follower.take(journal.update())?;
            if last.checked_add_unsigned(past).is_some() {
                prop_assert_eq!(&follower.standing, &whole, "{}", formula);
                prop_assert_eq!(&follower.finals, &whole, "{}", formula);
            }
        }
        follower.take(journal.close())?;
        prop_assert_eq!(&follower.standing, &whole, "{}", formula);
        prop_assert_eq!(&follower.finals, &whole, "{}", formula);
    }

    /// The same for facts within the allowed lateness where nothing older is kept: none is refused, and
    /// what is final stays.
    #[test]
    fn final_is_final_in_long_logs((formula, facts, turns) in long_entries(), lateness in 0..10_u64) {
        let patience = Patience { lateness, retention: Some(0) };
        let (checked, mut journal) = wide_journal(&formula, patience)?;
        let mut order: Vec<usize> = (0..facts.len()).collect();
        order.sort_by_key(|at| {
            let late = turns[at % turns.len()].unsigned_abs() % (lateness + 1);
            (facts[*at].0.saturating_add_unsigned(late), std::cmp::Reverse(facts[*at].0))
        });
        let mut follower = Follower::default();
        for (count, at) in order.into_iter().enumerate() {
            let (ts, fact) = &facts[at];
            journal.insert(at as u64, *ts, fact.clone()).unwrap();
            if count % 3 == 0 {
                for change in journal.update() {
                    let verdict = (change.ts, change.bindings.clone());
                    prop_assert!(!follower.finals.contains(&verdict), "{}: {:?}", formula, change);
                    follower.take(vec![change])?;
                }
            }
        }
        for change in journal.close() {
            let verdict = (change.ts, change.bindings.clone());
            prop_assert!(!follower.finals.contains(&verdict), "{}: {:?}", formula, change);
            follower.take(vec![change])?;
        }
        prop_assert_eq!(&follower.standing, &expected(&checked, &facts, End::Closed), "{}", formula);
    }
}

fn convoys(patience: Patience) -> Journal {
    let formula = parse_formula("notify(c) AND NOT EVENTUALLY[0,72h] pass(c)").unwrap();
    Journal::new(&Checked::new(formula, &Signature::open()).unwrap(), patience).unwrap()
}

#[test]
fn a_deadline_runs_closes_by_the_clock_alone_and_becomes_final() {
    let mut journal = convoys(Patience { lateness: 3600, retention: None });
    journal.insert(1, 0, Fact::new("notify", [7])).unwrap();
    assert!(journal.update().is_empty());
    assert_eq!(journal.open().len(), 1, "the deadline runs");
    journal.heartbeat(72 * 3600);
    assert!(journal.update().is_empty(), "the passage may be in the 72nd hour");
    journal.heartbeat(72 * 3600 + 1);
    let states: Vec<State> = journal.update().into_iter().map(|change| change.state).collect();
    assert_eq!(states, [State::Provisional], "it may have been, and come to be known late");
    journal.heartbeat(72 * 3600 + 3602);
    let states: Vec<State> = journal.update().into_iter().map(|change| change.state).collect();
    assert_eq!(states, [State::Final]);
    assert!(journal.open().is_empty());
    // A fact that is too late even so is taken, and what was final is withdrawn in the open.
    journal.insert(2, 3600, Fact::new("pass", [7])).unwrap();
    let states: Vec<State> = journal.update().into_iter().map(|change| change.state).collect();
    assert_eq!(states, [State::Withdrawn]);
}

#[test]
fn calm_is_noticed_by_a_tick() {
    let formula = parse_formula("(NOT breach()) SINCE[7d,*) start()").unwrap();
    let checked = Checked::new(formula, &Signature::open()).unwrap();
    let mut journal = Journal::new(&checked, Patience { lateness: 0, retention: None }).unwrap();
    let nothing = || Vec::<i64>::new();
    journal.insert(1, 0, Fact::new("start", nothing())).unwrap();
    journal.tick(7 * 86_400).unwrap();
    let changes = journal.update();
    assert_eq!((changes[0].ts, changes[0].state), (7 * 86_400, State::Provisional));
    journal.insert(2, 86_400, Fact::new("breach", nothing())).unwrap();
    assert_eq!(journal.update()[0].state, State::Withdrawn);
    journal.withdraw(2).unwrap();
    assert_eq!(journal.update()[0].state, State::Provisional);
}

#[test]
fn what_cannot_be_taken_is_refused_and_changes_nothing() {
    let mut journal = convoys(Patience { lateness: 10, retention: Some(100) });
    for n in 0..2000 {
        journal.insert(n, n as i64 * 10, Fact::new("notify", [n as i64])).unwrap();
        journal.update();
    }
    let before: Vec<Change> = journal.standing().collect();
    let error = journal.insert(5000, 3, Fact::new("notify", [1])).unwrap_err();
    assert!(matches!(error, JournalError::TooOld { valid: 3, .. }), "{error}");
    assert_eq!(journal.withdraw(0), Err(JournalError::Unknown { id: 0 }));
    assert_eq!(
        journal.insert(1999, 19_990, Fact::new("notify", [1])),
        Err(JournalError::Taken { id: 1999 })
    );
    assert_eq!(
        journal.insert(5000, i64::MAX, Fact::new("notify", [1])),
        Err(JournalError::OutOfRange { valid: i64::MAX })
    );
    assert!(journal.update().is_empty());
    assert_eq!(journal.standing().collect::<Vec<_>>(), before);
}
