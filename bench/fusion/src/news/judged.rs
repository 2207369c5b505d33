//! What a person says of each pair, and what these verdicts come to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The columns of a file of verdicts.
const HEADER: [&str; 8] =
    ["drawn", "story_a", "story_b", "claim_a", "claim_b", "probability", "verdict", "class"];
/// The lower ends of the bands of probability.
const BANDS: [f64; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// The class of a link that is right because two outlets carry one text, nearly word for word.
const COPIED: &str = "same wire copied";

/// Why a pair was looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// It is linked.
    Link,
    /// It is not, though near.
    Near,
    /// It was linked before a change of the linker that the README tells of, and is no more.
    Undone,
    /// It is linked since that change.
    Made,
}

impl Drawn {
    const ALL: [Self; 4] = [Self::Link, Self::Near, Self::Undone, Self::Made];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Near => "near",
            Self::Undone => "undone",
            Self::Made => "made",
        }
    }
}

/// What a person says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One event.
    Same,
    /// Two events, or none of them one.
    Different,
    /// The stories do not say enough.
    CannotTell,
}

impl Verdict {
    const ALL: [Self; 3] = [Self::Same, Self::Different, Self::CannotTell];

    fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// One pair.
pub struct Judged {
    /// Why it was looked at.
    pub drawn: Drawn,
    /// The stories' numbers.
    pub story_a: String,
    /// The same of the other.
    pub story_b: String,
    /// The claims' ids.
    pub claim_a: String,
    /// The same of the other.
    pub claim_b: String,
    /// What the link says.
    pub probability: Option<f64>,
    /// What the person says; `None` is not yet judged.
    pub verdict: Option<Verdict>,
    /// The class of error of a link that is wrong or of an event that is missed; of a right link,
    /// [`COPIED`] or nothing.
    pub class: String,
}

impl Judged {
    /// Whether it is one event that is not linked.
    pub fn is_missed(&self) -> bool {
        self.drawn == Drawn::Near && self.verdict == Some(Verdict::Same)
    }

    fn is_within(&self) -> bool {
        self.story_a == self.story_b
    }
}

/// Reads a file of verdicts.
pub fn read(path: &Path) -> Result<Vec<Judged>, String> {
    let failed = |error: csv::Error| format!("{}: {error}", path.display());
    let mut rows = csv::Reader::from_path(path).map_err(failed)?;
    let mut judged = Vec::new();
    for (number, row) in rows.records().enumerate() {
        let row = row.map_err(failed)?;
        let cell = |at: usize| row.get(at).unwrap_or("").trim().to_string();
        let wrong = |what: &str, word: &str| {
            format!("{}, line {}: {word:?} is no {what}", path.display(), number + 2)
        };
        let drawn = cell(0);
        let drawn = *Drawn::ALL
            .iter()
            .find(|way| way.word() == drawn)
            .ok_or_else(|| wrong("way to be drawn", &drawn))?;
        let verdict = match cell(6) {
            word if word.is_empty() => None,
            word => Some(
                *Verdict::ALL
                    .iter()
                    .find(|verdict| verdict.word() == word)
                    .ok_or_else(|| wrong("verdict", &word))?,
            ),
        };
        let probability = match cell(5) {
            word if word.is_empty() => None,
            word => Some(word.parse().map_err(|_| wrong("probability", &word))?),
        };
        judged.push(Judged {
            drawn,
            story_a: cell(1),
            story_b: cell(2),
            claim_a: cell(3),
            claim_b: cell(4),
            probability,
            verdict,
            class: cell(7),
        });
    }
    Ok(judged)
}

/// Writes a file of verdicts.
pub fn write(path: &Path, judged: &[Judged]) -> Result<(), String> {
    let failed = |error: csv::Error| format!("{}: {error}", path.display());
    let mut rows = csv::Writer::from_path(path).map_err(failed)?;
    rows.write_record(HEADER).map_err(failed)?;
    for pair in judged {
        let probability = pair.probability.map(|p| format!("{p:.3}")).unwrap_or_default();
        let verdict = pair.verdict.map_or("", Verdict::word);
        rows.write_record([
            pair.drawn.word(),
            &pair.story_a,
            &pair.story_b,
            &pair.claim_a,
            &pair.claim_b,
            &probability,
            verdict,
            &pair.class,
        ])
        .map_err(failed)?;
    }
    rows.flush().map_err(|error| format!("{}: {error}", path.display()))
}

/// How many pairs had which verdict.
#[derive(Clone, Copy, Default)]
struct Tally {
    same: usize,
    different: usize,
    cannot_tell: usize,
    said: f64,
}

impl Tally {
    fn of<'a>(pairs: impl Iterator<Item = &'a Judged>) -> Self {
        let mut tally = Self::default();
        for pair in pairs {
            match pair.verdict {
                Some(Verdict::Same) => tally.same += 1,
                Some(Verdict::Different) => tally.different += 1,
                Some(Verdict::CannotTell) => tally.cannot_tell += 1,
                None => continue,
            }
            tally.said += pair.probability.unwrap_or(0.0);
        }
        tally
    }

    fn pairs(&self) -> usize {
        self.same + self.different + self.cannot_tell
    }

    /// The share of those that could be told, and Wilson's interval of 95 in 100 about it.
    fn share(&self) -> String {
        let n = (self.same + self.different) as f64;
        if n == 0.0 {
            return "–".to_string();
        }
        const Z: f64 = 1.96;
        let share = self.same as f64 / n;
        let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half =
            Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        format!("{share:.2} ({:.2} to {:.2})", (middle - half).max(0.0), (middle + half).min(1.0))
    }

    fn row(&self, name: &str, into: &mut String) {
        let said = match self.pairs() {
            n if n > 0 && self.said > 0.0 => format!("{:.2}", self.said / n as f64),
            _ => "–".to_string(),
        };
        let _ = writeln!(
            into,
            "| {name} | {} | {} | {} | {} | {said} | {} |",
            self.pairs(),
            self.same,
            self.different,
            self.cannot_tell,
            self.share()
        );
    }
}

/// The tables of the README.
pub fn text(judged: &[Judged]) -> String {
    let drawn = |way| judged.iter().filter(move |pair| pair.drawn == way);
    let (links, near) = (|| drawn(Drawn::Link), || drawn(Drawn::Near));
    let mut text = String::from(
        "| pairs | judged | same | different | cannot tell | said, mean | same, of those told |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
    );
    Tally::of(links()).row("links", &mut text);
    let across = || links().filter(|pair| !pair.is_within());
    Tally::of(across()).row("between stories", &mut text);
    Tally::of(across().filter(|pair| pair.class != COPIED))
        .row("between stories, but for copied text", &mut text);
    Tally::of(links().filter(|pair| pair.is_within())).row("within a story", &mut text);
    for (at, low) in BANDS.iter().enumerate() {
        let high = BANDS.get(at + 1).copied();
        let fits = |pair: &&Judged| {
            pair.probability.is_some_and(|p| p >= *low && high.is_none_or(|high| p < high))
        };
        let name =
            high.map_or(format!("said {low} or more"), |high| format!("said {low} to {high}"));
        Tally::of(links().filter(fits)).row(&name, &mut text);
    }
    Tally::of(near()).row("near, not linked", &mut text);
    Tally::of(drawn(Drawn::Undone)).row("links undone", &mut text);
    Tally::of(drawn(Drawn::Made)).row("links made", &mut text);
    classes("links that are wrong", links().filter(is(Verdict::Different)), &mut text);
    classes("events that are missed", near().filter(|pair| pair.is_missed()), &mut text);
    text
}

fn is(verdict: Verdict) -> impl Fn(&&Judged) -> bool {
    move |pair| pair.verdict == Some(verdict)
}

fn classes<'a>(what: &str, pairs: impl Iterator<Item = &'a Judged>, into: &mut String) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs {
        *counts.entry(&pair.class).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(class, count)| (std::cmp::Reverse(*count), *class));
    let _ = writeln!(into, "\n| {what} | pairs |\n|---|---:|");
    for (class, count) in counts {
        let _ = writeln!(into, "| {class} | {count} |");
    }
}

/// How many of the judged pairs are together now. `together` is `None` of a claim that is read no
/// more.
pub fn text_of_now(judged: &[Judged], together: impl Fn(&Judged) -> Option<bool>) -> String {
    let mut counts: BTreeMap<(&str, &str), [usize; 3]> = BTreeMap::new();
    for pair in judged {
        let Some(verdict) = pair.verdict else { continue };
        let at = match together(pair) {
            Some(true) => 0,
            Some(false) => 1,
            None => 2,
        };
        if let Some(count) =
            counts.entry((pair.drawn.word(), verdict.word())).or_default().get_mut(at)
        {
            *count += 1;
        }
    }
    let mut text = String::from(
        "\n| drawn as | verdict | in one incident now | in two | not read any more |\n|---|---|---:|---:|---:|\n",
    );
    for ((drawn, verdict), [one, two, gone]) in counts {
        let _ = writeln!(text, "| {drawn} | {verdict} | {one} | {two} | {gone} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(verdict: Verdict, probability: f64, within: bool) -> Judged {
        Judged {
            drawn: Drawn::Link,
            story_a: "1".into(),
            story_b: if within { "1" } else { "2" }.into(),
            claim_a: "C-a-1".into(),
            claim_b: "C-b-1".into(),
            probability: Some(probability),
            verdict: Some(verdict),
            class: if verdict == Verdict::Different { "other day" } else { "" }.into(),
        }
    }

    #[test]
    fn what_cannot_be_told_is_counted_and_is_no_part_of_the_share() {
        let judged = [
            pair(Verdict::Same, 0.97, false),
            pair(Verdict::Different, 0.55, true),
            pair(Verdict::CannotTell, 0.55, true),
        ];
        let text = text(&judged);
        assert!(text.contains("| links | 3 | 1 | 1 | 1 | 0.69 | 0.50 ("), "{text}");
        assert!(text.contains("| said 0.5 to 0.6 | 2 | 0 | 1 | 1 | 0.55 | 0.00 ("), "{text}");
        assert!(text.contains("| other day | 1 |"), "{text}");
    }

    #[test]
    fn verdicts_are_read_as_they_were_written() {
        let path = std::env::temp_dir().join(format!("news-judged-{}.csv", std::process::id()));
        write(&path, &[pair(Verdict::CannotTell, 0.5, false)]).unwrap();
        let judged = read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(judged[0].verdict == Some(Verdict::CannotTell) && !judged[0].is_within());
        assert_eq!(judged[0].probability, Some(0.5));
    }
}
