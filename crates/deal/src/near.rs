//! Names that look alike: "did you mean …".

/// The one of `known` that `word` was most likely meant to be, if any is near enough.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
    // A third of the letters may be wrong: `atack`, `Oposition`, `reach` for `reaches`.
    let most = written.len().div_ceil(3).max(1);
    known
        .into_iter()
        .filter_map(|name| {
            let other: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
            let steps = distance(&written, &other);
            (steps <= most && steps < other.len()).then_some((steps, name))
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, name)| name)
}

/// Nobody mistypes more than this, and the distance takes time in the square of the length.
const LONGEST: usize = 64;

/// How many letters must be put in, left out, replaced, or swapped with their neighbour
/// (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0
                && j > 0
                && a.get(i - 1) == Some(y)
                && b.get(j - 1) == Some(x)
                && !before.is_empty();
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_finds_its_word() {
        let known = ["attack", "aid-passage", "aid-request", "Opposition"];
        assert_eq!(nearest("atack", known), Some("attack"));
        assert_eq!(nearest("attakc", known), Some("attack"));
        assert_eq!(nearest("oposition", known), Some("Opposition"));
        assert_eq!(nearest("reach", ["reaches", "from"]), Some("reaches"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("a", ["b"]), None);
    }

    #[test]
    fn neighbours_that_changed_places_count_once() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("ab"), &chars("ba")), 1);
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
        assert_eq!(distance(&chars("abc"), &chars("abc")), 0);
    }
}
