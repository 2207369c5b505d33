//! The reason of a link piece by piece: what was found, and how many bits it is worth.

use crate::facet::{Facet, Lane, Names};
use crate::learned::Odds;
use crate::pair::{Comparison, harm_words};
use crate::weigh::{crowd, weigh};
use armistice_linkage::{Field, Why};
use armistice_model::{Aspect, Claim, Evidence};
use std::f64::consts::LN_2;

/// Pieces of less weight than this, in bits, say nothing.
const NOTHING: f64 = 0.005;

/// Two claims that were compared, with what each says.
#[derive(Clone, Copy)]
pub(crate) struct Compared<'a> {
    pub(crate) facets: [&'a Facet; 2],
    pub(crate) claims: [&'a Claim; 2],
    pub(crate) comparison: &'a Comparison,
    pub(crate) names: &'a Names<'a>,
}

/// The evidence by weights set by hand. The bits add up to `log_odds`, given in natural
/// logarithms, but for rounding to hundredths.
pub(crate) fn by_hand(compared: &Compared<'_>, log_odds: f64) -> Vec<Evidence> {
    let [a, b] = compared.facets;
    let mut pieces: Vec<(Aspect, f64)> = Vec::with_capacity(9);
    weigh(a, b, compared.comparison, compared.names, &mut |about, weight| match pieces
        .iter_mut()
        .find(|(known, _)| *known == about)
    {
        Some((_, sum)) => *sum += weight,
        None => pieces.push((about, weight)),
    });
    let all = pieces.into_iter().map(|(about, weight)| (about, weight, compared.words(about)));
    rounded(all, log_odds, "odds are said no further than this")
}

/// The evidence by learned odds.
pub(crate) fn by_learning(why: &Why, log_odds: f64) -> Vec<Evidence> {
    let all = why.shares.iter().map(|share| {
        let about = match share.field {
            Field::Prior => Aspect::Prior,
            Field::When => Aspect::Time,
            Field::Where => Aspect::Place,
            Field::Kind => Aspect::Kind,
            Field::Actor => Aspect::Author,
            Field::Count => Aspect::Casualties,
            Field::Text => Aspect::Words,
            Field::Rivals => Aspect::Rivals,
        };
        let words = match share.field {
            Field::Actor => share.words.replace("actor", "author"),
            _ => share.words.clone(),
        };
        (about, share.bits * LN_2, words)
    });
    rounded(all, log_odds, "among all reports near, and no further than odds are said")
}

/// Says of learned odds that they are learned, and from what.
pub(crate) fn learned_from(odds: &Odds) -> String {
    format!("odds learned from {} rows", thousands(odds.rows()))
}

fn thousands(n: usize) -> String {
    let figures = n.to_string();
    let mut out = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

fn rounded(
    pieces: impl Iterator<Item = (Aspect, f64, String)>,
    log_odds: f64,
    bound: &str,
) -> Vec<Evidence> {
    let hundredths = |log: f64| (log / LN_2 * 100.0).round() / 100.0;
    let (mut all, mut sum) = (Vec::new(), 0.0);
    for (about, weight, words) in pieces {
        sum += weight;
        if (weight / LN_2).abs() >= NOTHING {
            all.push(Evidence { about, bits: hundredths(weight), words });
        }
    }
    if ((log_odds - sum) / LN_2).abs() >= NOTHING {
        let bits = hundredths(log_odds - sum);
        all.push(Evidence { about: Aspect::Bound, bits, words: bound.into() });
    }
    all
}

impl Compared<'_> {
    fn words(&self, about: Aspect) -> String {
        let (c, [a, b], [left, right]) = (self.comparison, self.claims, self.facets);
        match about {
            Aspect::Prior => "before anything is compared".into(),
            Aspect::Crowd => {
                let crowd = crowd(left, right, c, self.names).round();
                format!("about {crowd} reports there and then")
            }
            Aspect::Time => c.time.words(),
            Aspect::Place => c.place.words(),
            Aspect::Kind => format!("{} and {}", a.kind, b.kind),
            Aspect::Author => c.by.words("author").unwrap_or_default(),
            Aspect::Target => c.on.words("target").unwrap_or_default(),
            Aspect::Casualties => harm_words(&a.casualties, &b.casualties).unwrap_or_default(),
            Aspect::Denial => "one tells it and the other denies it".into(),
            Aspect::Carriage => c.carriage.words().unwrap_or_default().into(),
            Aspect::Scope => match left.lane {
                Lane::Event => "one speaker on one day".into(),
                Lane::Summary => "one stretch at one place summed up".into(),
                Lane::Tally => "one voice's one number".into(),
            },
            Aspect::Words | Aspect::Rivals | Aspect::Bound => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pieces_leave_open_is_said() {
        let pieces = || [(Aspect::Prior, -2.0, String::new()), (Aspect::Time, 1e-4, String::new())];
        let told = rounded(pieces().into_iter(), -2.0 + 1e-4, "bound");
        assert_eq!(told.len(), 1);
        let told = rounded(pieces().into_iter(), -1.0, "bound");
        assert_eq!(
            told.iter().map(|e| e.about).collect::<Vec<_>>(),
            [Aspect::Prior, Aspect::Bound]
        );
        assert!((told.iter().map(|e| e.bits).sum::<f64>() + 1.0 / LN_2).abs() < 0.01);
    }

    #[test]
    fn large_numbers_are_told_in_thousands() {
        assert_eq!([0, 999, 3_000, 1_234_567].map(thousands), ["0", "999", "3,000", "1,234,567"]);
    }
}
