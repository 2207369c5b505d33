//! Keep-out strips, as far as the plain words of the terms name a distance from a line.

use crate::frame::METRES_PER_DEGREE;
use armistice_model::{KnownPlace, Shape, TermLine};

/// Ground beside a line that some term keeps somebody or something out of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Strip {
    /// Corners, `[longitude, latitude]`.
    pub(crate) ring: Vec<[f64; 2]>,
    /// Metres from the line.
    pub(crate) metres: f64,
    /// `north`, `south`, `east` or `west`.
    pub(crate) side: &'static str,
    /// The terms that name it, with their readings.
    pub(crate) terms: Vec<String>,
}

/// The strips that the terms name beside these lines, widest first, each once.
pub(crate) fn strips(terms: &[TermLine], lines: &[KnownPlace]) -> Vec<Strip> {
    let mut out: Vec<Strip> = Vec::new();
    for term in terms {
        let name = match &term.reading {
            Some(reading) => format!("{} ({reading})", term.number),
            None => term.number.clone(),
        };
        for line in lines {
            let Shape::Line { course, .. } = &line.shape else { continue };
            for (metres, side) in distances(&term.plain, &line.name) {
                match out.iter_mut().find(|s| s.side == side && (s.metres - metres).abs() < 0.5) {
                    Some(strip) if !strip.terms.contains(&name) => strip.terms.push(name.clone()),
                    Some(_) => {}
                    None => out.push(Strip {
                        ring: ring(course, metres, side),
                        metres,
                        side,
                        terms: vec![name.clone()],
                    }),
                }
            }
        }
    }
    out.sort_by(|a, b| b.metres.total_cmp(&a.metres).then(a.side.cmp(b.side)));
    out
}

const SIDES: [&str; 4] = ["north", "south", "east", "west"];

/// Distances that stand, with a side, right before the name of the line: "less than 3 500 m north
/// of Castello Road". Words that fit no such pattern give no strip: better none than a wrong one.
fn distances(plain: &str, line: &str) -> Vec<(f64, &'static str)> {
    let text = plain.to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let line = line.to_lowercase();
    let mut out = Vec::new();
    if line.is_empty() {
        return out;
    }
    for (at, _) in text.match_indices(&line) {
        let Some(before) = text.get(..at) else { continue };
        // "north of Castello (Castello Road)": the deal's own name for the line stands between.
        let aside = before.trim_end().ends_with('(');
        let words: Vec<&str> = before.split_whitespace().rev().take(12).collect();
        let mut words = words.into_iter().filter(|w| !matches!(*w, "of" | "the" | "(")).peekable();
        let mut own_name = if aside { 4 } else { 0 };
        while own_name > 0 && words.peek().is_some_and(|w| !SIDES.contains(w)) {
            words.next();
            own_name -= 1;
        }
        let Some(side) = words.next().and_then(|w| SIDES.into_iter().find(|s| *s == w)) else {
            continue;
        };
        let unit = match words.next() {
            Some("m" | "metres") => 1.0,
            Some("km" | "kilometres") => 1000.0,
            _ => continue,
        };
        let digits: Vec<&str> =
            words.take_while(|w| w.starts_with(|c: char| c.is_ascii_digit())).collect();
        let number: String = digits.into_iter().rev().collect::<String>().replace(',', "");
        if let Ok(value) = number.parse::<f64>()
            && value > 0.0
            && value * unit <= 500_000.0
        {
            out.push((value * unit, side));
        }
    }
    out
}

/// The line and the same line moved to the side, joined. The side is read along the meridian or
/// the parallel, as the deal's distances are.
fn ring(course: &[[f64; 2]], metres: f64, side: &str) -> Vec<[f64; 2]> {
    let up = metres / METRES_PER_DEGREE;
    let latitude = course.first().map_or(0.0, |p| p[1]);
    let along = up / latitude.to_radians().cos().abs().max(0.01);
    let [east, north] = match side {
        "north" => [0.0, up],
        "south" => [0.0, -up],
        "east" => [along, 0.0],
        _ => [-along, 0.0],
    };
    let moved = course.iter().rev().map(|p| [p[0] + east, p[1] + north]);
    course.iter().copied().chain(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_read_from_plain_words_or_not_at_all() {
        let of = |text: &str| distances(text, "Castello Road");
        assert_eq!(of("no tank less than 3 500 m north of Castello Road."), [(3500.0, "north")]);
        assert_eq!(
            of("within 500 m south of Castello Road or within 1 km north of the Castello Road"),
            [(500.0, "south"), (1000.0, "north")]
        );
        assert_eq!(of("within 2.5 km east of Castello Road"), [(2500.0, "east")]);
        assert_eq!(
            of("by Government less than 3 500 m north of Castello (Castello Road)."),
            [(3500.0, "north")]
        );
        assert!(of("less than 500 m from Castello (Castello Road)").is_empty());
        assert!(of("on Castello Road").is_empty());
        assert!(of("20 guards north of Castello Road").is_empty());
        assert!(of("less than 9 999 999 km north of Castello Road").is_empty());
    }
}
