//! The linker's own reasons where it is wrong: pairs that are one event and were told least
//! probable, and pairs that are not and were told most.

use std::collections::{BTreeMap, BTreeSet};

use armistice_linkage::{Field, Linker};

use super::data::percentile;

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
    bits(linker);
    println!(
        "{} pairs of one event are not linked, some of them from least to most said:\n",
        missed.len()
    );
    list(&mut missed.iter().step_by(step));
    println!("\nPairs of two events that are said to be one, the surest:\n");
    list(&mut wrong.iter());
}

/// What each field said of the pairs that are listed, with the numbers left out of its words.
fn bits(linker: &Linker) {
    let mut said: BTreeMap<(Field, String), Vec<f64>> = BTreeMap::new();
    for pair in linker.likely(0.05) {
        let shares = linker.why(pair.a, pair.b).map(|why| why.shares).unwrap_or_default();
        for share in shares {
            said.entry((share.field, class(&share.words))).or_default().push(share.bits);
        }
    }
    println!("What the fields said of the pairs listed with 0.05 or more, in bits:\n");
    println!("| field | words | pairs | least | median | most |");
    println!("|---|---|{}", "---:|".repeat(4));
    for ((field, words), bits) in said {
        let at = |share: f64| percentile(&bits, share).unwrap_or(0.0);
        let (least, median, most) = (at(0.0), at(0.5), at(1.0));
        println!(
            "| {field:?} | {words} | {} | {least:+.1} | {median:+.1} | {most:+.1} |",
            bits.len()
        );
    }
    println!();
}

/// Words without their numbers: `2.0 km apart` and `3.1 km apart` are of one class.
fn class(words: &str) -> String {
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let words = words.split(' ').map(|word| if number(word) { "n" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_by_a_number_are_of_one_class() {
        assert_eq!(class("2.0 km apart (spot and locality)"), "n km apart (spot and locality)");
        assert_eq!(class("3 and 12 harmed"), class("0 and 1 harmed"));
        assert_ne!(class("same day"), class("same kind"));
    }
}
