//! A formula and a log: everything before the first `@` is read as a formula, the rest as a log.
//!
//! Laws: no panic; what is printed reads back as the same formula; a log is in the order of time;
//! what holds while more may come holds in the end; every verdict can be asked why, and its facts
//! are facts of the log. The streaming monitor, stopped and restored on the way, tells what the plain
//! evaluator tells, and early only what it tells in the end.

#![no_main]

use armistice_monitor::{
    Checked, End, Evaluation, Formula, MAX_DEPTH, Monitor, Node, Polarity, Signature, Stream,
    Verdict, parse_formula, split_polarity,
};
use libfuzzer_sys::fuzz_target;

/// How many facts and variables a formula names. Rows multiply with each.
fn mentions(formula: &Formula) -> usize {
    let here = match formula.node() {
        Node::Predicate(_, arguments) => 1 + arguments.len() / 4,
        // It doubles its operands.
        Node::Equiv(..) => 3,
        _ => 0,
    };
    here + formula.node().children().into_iter().map(mentions).sum::<usize>()
}

/// The monitor is restored from its checkpoint at about every third time point.
fn streamed(checked: &Checked, stream: &Stream, closed: &[Verdict]) {
    let Ok(mut monitor) = Monitor::new(checked) else { return };
    let mut told = Vec::new();
    for (at, point) in stream.points().iter().enumerate() {
        if at % 3 == 1 {
            monitor = Monitor::restore(checked, &monitor.checkpoint(checked)).unwrap();
        }
        // The end of the range of times is not a time for it.
        let Ok(()) = monitor.step(point.ts, &point.facts, &mut told) else { return };
        for verdict in &told {
            assert!(closed.binary_search(verdict).is_ok(), "{}: {verdict:?}", checked.formula());
        }
    }
    monitor.close(&mut told);
    told.sort();
    assert_eq!(told, closed, "{}", checked.formula());
}

fn evaluated(formula: &Formula, stream: &Stream, signature: &Signature) {
    let Ok(checked) = Checked::new(formula.clone(), signature) else { return };
    let evaluation = Evaluation::new(&checked, stream);
    let closed = evaluation.verdicts(End::Closed);
    let open = evaluation.verdicts(End::Open);
    assert!(closed.is_sorted());
    streamed(&checked, stream, &closed);
    for verdict in &open {
        assert!(closed.binary_search(verdict).is_ok(), "{formula}: {verdict:?} does not last");
    }
    for verdict in closed.iter().take(8) {
        assert_eq!(verdict.bindings.len(), checked.columns().len());
        assert_eq!(stream.points()[verdict.time_point].ts, verdict.ts);
        let evidence = evaluation.why(verdict).unwrap();
        for found in &evidence.facts {
            assert!(stream.points()[found.time_point].facts.get(found.fact).is_some());
        }
    }
}

fuzz_target!(|text: &str| {
    let (formula, log) = text.split_at(text.find('@').unwrap_or(text.len()));
    let stream = Stream::parse(log, &Signature::open()).unwrap_or_default();
    assert!(stream.points().is_sorted_by_key(|point| point.ts));
    let shown = Signature::of_stream(&stream);
    if let Err(error) = Signature::parse(formula) {
        assert!(formula.get(error.span.start..error.span.end).is_some(), "{error:?}");
    }
    let formula = match parse_formula(formula) {
        Ok(formula) => formula,
        Err(error) => {
            assert!(formula.get(error.span.start..error.span.end).is_some(), "{error:?}");
            return;
        }
    };
    let printed = formula.to_string();
    assert_eq!(parse_formula(&printed).as_ref(), Ok(&formula), "{printed}");
    let by_polarity = |name: &str, polarity| match polarity {
        Polarity::Positive => format!("{name}_p"),
        Polarity::Negative => format!("{name}_n"),
    };
    // A definition made twice, once for each polarity, lies one deeper.
    if let Ok(split) = split_polarity(&formula, by_polarity)
        && split.depth() <= MAX_DEPTH
    {
        let printed = split.to_string();
        assert_eq!(parse_formula(&printed).as_ref(), Ok(&split), "{printed}");
    }
    let _ = Checked::new(formula.clone(), &Signature::open());
    // Five mentions of ten facts: at most 100,000 rows.
    let facts: usize = stream.points().iter().map(|point| point.facts.len()).sum();
    if mentions(&formula) <= 5 && facts <= 10 && stream.len() <= 16 {
        evaluated(&formula, &stream, &Signature::open());
        if let Ok(shown) = shown {
            evaluated(&formula, &stream, &shown);
        }
    }
});
