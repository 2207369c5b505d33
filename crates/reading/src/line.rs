//! A sentence with everything found in it, before anything is concluded.

use crate::draft::Bytes;
use crate::how_many::{Counted, counts};
use crate::names::Names;
use crate::place::{PlaceAt, places};
use crate::says::{Attribution, Voices};
use crate::sentence::{Word, words};
use crate::what::{Trigger, Triggers};
use crate::when::{Calendar, Timed, names_a_document};
use crate::who::{Mention, NameAt, mentions, names};

/// See the fields.
#[derive(Debug)]
pub(crate) struct Line<'t, 'a> {
    pub at: Bytes,
    pub words: Vec<Word<'t>>,
    pub names: Vec<NameAt<'a>>,
    pub mentions: Vec<Mention>,
    pub times: Vec<Timed>,
    pub counts: Vec<Counted>,
    pub places: Vec<PlaceAt>,
    pub triggers: Vec<Trigger>,
    pub attribution: Option<Attribution>,
}

impl<'t, 'a> Line<'t, 'a> {
    pub(crate) fn new(
        text: &'t str,
        at: Bytes,
        dictionary: &Names<'a>,
        triggers: &Triggers,
        voices: &Voices<'a>,
        calendar: &Calendar<'_>,
    ) -> Self {
        let words = words(text, at);
        let names = names(dictionary, text, at, &words);
        let mentions = mentions(&words, &names, voices.known());
        let mut times = calendar.times(&words);
        let mut document_dates = Vec::new();
        times.retain(|t| {
            let document = names_a_document(&words, t.from);
            if document {
                document_dates.push((t.from, t.until));
            }
            !document
        });
        let in_time = |i: usize| {
            times.iter().any(|t| (t.from..t.until).contains(&i))
                || document_dates.iter().any(|(a, b)| (*a..*b).contains(&i))
        };
        let in_name = |i: usize| names.iter().any(|n| (n.from..n.until).contains(&i));
        let counts = counts(&words, &|i| in_time(i) || in_name(i));
        let mut places = places(&words, &names, voices.known().places, &in_time);
        // "the truce that … agreed in Geneva": where a document was made is not where it happened.
        places.retain(|p| !names_a_document(&words, p.from));
        // A trigger inside a name ("Air Strike Command") is no event.
        let mut found = triggers.find(&words);
        found.retain(|t| !in_name(t.from));
        let triggered = |a: usize, b: usize| found.iter().any(|t| t.from >= a && t.from < b);
        let attribution = voices.attribution(&words, &names, &mentions, &times, &triggered);
        Self { at, words, names, mentions, times, counts, places, triggers: found, attribution }
    }

    /// Word `i` in lower case, "" outside the sentence.
    pub(crate) fn low(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| w.low.as_str())
    }

    /// Bytes of words `from..until`.
    pub(crate) fn bytes(&self, from: usize, until: usize) -> Option<Bytes> {
        let last = until.checked_sub(1)?.min(self.words.len().checked_sub(1)?);
        Some((self.words.get(from)?.at.0, self.words.get(last)?.at.1))
    }

    /// Whether word `i` belongs to what is told and not to how it is brought in.
    pub(crate) fn told(&self, i: usize) -> bool {
        match &self.attribution {
            None => true,
            Some(a) => !a.frame.iter().any(|(from, until)| (*from..*until).contains(&i)),
        }
    }

    /// Whether any of the words stands in `from..until`.
    pub(crate) fn has(&self, from: usize, until: usize, set: &[&str]) -> bool {
        (from..until).any(|i| set.contains(&self.low(i)))
    }

    /// The clauses of what is told: stretches of words, each with at least one trigger or count
    /// where there is more than one.
    pub(crate) fn clauses(&self) -> Vec<(usize, usize)> {
        let end = self.words.len();
        let mut cuts = vec![0];
        for i in 1..end {
            let comma = self.low(i - 1) == ",";
            let here = self.low(i);
            let cut = matches!(self.words.get(i).map(|w| w.text), Some(";" | "—"))
                || (comma
                    && matches!(
                        here,
                        "and" | "but" | "while" | "as" | "after" | "whereas" | "before"
                    ))
                || (matches!(here, "while" | "whereas" | "but") && !comma);
            if cut {
                cuts.push(i);
            }
        }
        cuts.push(end);
        let mut clauses: Vec<(usize, usize)> = Vec::new();
        for pair in cuts.windows(2) {
            let &[from, until] = pair else { continue };
            let says =
                self.triggers.iter().any(|t| t.from >= from && t.from < until && self.told(t.from))
                    || self.elliptic(from, until);
            // Where somebody else begins to speak, what was told before ends.
            let speaks = from > 0
                && self.attribution.as_ref().is_some_and(|a| {
                    a.content.0 > 0 && a.frame.iter().any(|(f, _)| *f >= from && *f < until)
                });
            // "; whether she was a civilian was not clear": what is left open unsays nothing.
            let asks = from > 0
                && (from..from + 2)
                    .any(|i| matches!(self.low(i), "whether" | "whose" | "who" | "how"));
            match clauses.last_mut() {
                Some(last) if !says && !speaks && !asks => last.1 = until,
                _ => clauses.push((from, until)),
            }
        }
        // A first stretch without an event leads into the next one.
        if let [first, second, ..] = clauses.as_slice() {
            let (first, second) = (*first, *second);
            if !self.triggers.iter().any(|t| t.from >= first.0 && t.from < first.1) {
                clauses.remove(0);
                if let Some(c) = clauses.first_mut() {
                    *c = (first.0, second.1);
                }
            }
        }
        clauses
    }

    /// ", and one civilian in B": no verb, but people and a place.
    fn elliptic(&self, from: usize, until: usize) -> bool {
        self.counts.iter().any(|c| c.from >= from && c.until <= until)
            && self.places.iter().any(|p| p.from >= from && p.until <= until)
    }
}
