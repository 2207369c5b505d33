//! The linker's own reasons where it is wrong: pairs that are one event and were told least
//! probable, and pairs that are not and were told most.

use std::collections::BTreeSet;

use armistice_linkage::Linker;

/// How many of each.
const SHOWN: usize = 8;

/// A pair of records by number, the lower first.
pub type Pair = (usize, usize);

/// Prints the reasons, given the pairs that are true, and how to show a record.
pub fn print(linker: &Linker, truth: &BTreeSet<Pair>, show: impl Fn(usize) -> String) {
    let said = |pair: &Pair| linker.why(pair.0, pair.1);
    let mut missed: Vec<(f64, Pair)> = truth
        .iter()
        .filter(|(a, b)| linker.incident(*a) != linker.incident(*b))
        .filter_map(|pair| Some((said(pair)?.probability, *pair)))
        .collect();
    let mut wrong: Vec<(f64, Pair)> = linker
        .likely(0.05)
        .map(|likely| (likely.probability, (likely.a, likely.b)))
        .filter(|(_, pair)| !truth.contains(pair))
        .collect();
    missed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    wrong.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // Of those missed, some from the whole range: the least are often hopeless.
    let step = (missed.len() / SHOWN).max(1);
    let list = |pairs: &mut dyn Iterator<Item = &(f64, Pair)>| {
        for (probability, (a, b)) in pairs.take(SHOWN) {
            println!("- said {probability:.3}\n  - {}\n  - {}", show(*a), show(*b));
            if let Some(why) = linker.why(*a, *b) {
                println!("  - {}", why.line());
            }
        }
    };
    println!(
        "{} pairs of one event are not linked, some of them from least to most said:\n",
        missed.len()
    );
    list(&mut missed.iter().step_by(step));
    println!("\nPairs of two events that are said to be one, the surest:\n");
    list(&mut wrong.iter());
}
