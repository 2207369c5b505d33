//! Sentences of our own making.

use super::kind::Kind;

/// The sentences that the shipped weights are trained on, with their kinds.
pub fn examples() -> Vec<(&'static str, Kind)> {
    let mut all = Vec::new();
    let mut under = Kind::Other;
    for line in include_str!("examples.txt").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(word) => under = Kind::of_word(word).unwrap_or(Kind::Other),
            None => all.push((line, under)),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_examples_and_none_is_written_twice() {
        let mut all = examples();
        for kind in Kind::ALL {
            assert!(all.iter().filter(|(_, k)| k == kind).count() >= 8, "{}", kind.word());
        }
        for line in include_str!("examples.txt").lines().filter(|line| line.starts_with('[')) {
            let word = line.trim_matches(['[', ']']);
            assert!(Kind::of_word(word).is_some(), "there is no kind {word}");
        }
        let (count, _) = (all.len(), all.sort());
        all.dedup_by_key(|(text, _)| *text);
        assert_eq!(all.len(), count);
    }
}
