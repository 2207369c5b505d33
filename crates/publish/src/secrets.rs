//! Names that may not leave, found wherever they turn up in a text.

use crate::audience::{Audience, Sensitive};
use aho_corasick::AhoCorasick;
use armistice_model::{Report, Sources};
use std::borrow::Cow;
use std::sync::Arc;

/// What stands in place of a name that may not leave.
pub(crate) const WITHHELD: &str = "[withheld]";

/// The names of a case that may not leave: gathered once, from all that is known, so that the
/// name of a protected source is caught in somebody else's headline and an observer's in the
/// reason of a merge. Cloning is cheap.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Names of protected sources and of persons.
    all: Option<Arc<AhoCorasick>>,
    /// Names of persons alone.
    persons: Option<Arc<AhoCorasick>>,
}

impl Secrets {
    /// Gathers what must not leave.
    pub fn gather<'r>(sources: &Sources, reports: impl IntoIterator<Item = &'r Report>) -> Self {
        Self::of(sources, persons(reports))
    }

    /// The same from a list of persons' names that was kept.
    pub fn of(sources: &Sources, persons: Vec<String>) -> Self {
        let mut all = persons.clone();
        for source in sources.iter().filter(|s| s.protected) {
            all.extend([source.id.as_str().to_string(), source.name.clone()]);
            all.extend(source.also.iter().cloned());
        }
        Self { all: searcher(all), persons: searcher(persons) }
    }

    /// Text without the names that this audience may not see.
    pub fn strike<'t>(&self, text: &'t str, audience: Audience) -> Cow<'t, str> {
        let searcher = if !audience.sees(Sensitive::SourceIdentity) {
            &self.all
        } else if !audience.sees(Sensitive::PersonalData) {
            &self.persons
        } else {
            return Cow::Borrowed(text);
        };
        match searcher {
            Some(searcher) => struck(searcher, text),
            None => Cow::Borrowed(text),
        }
    }
}

/// Observers' names and how to reach them, each once, sorted.
pub fn persons<'r>(reports: impl IntoIterator<Item = &'r Report>) -> Vec<String> {
    // The one reason to look: to find it in everything that leaves, and take it out.
    let of = |report: &'r Report| {
        let sealed = report.observer.iter().chain(&report.observer_contact);
        sealed.map(|o| o.reveal().clone()).collect::<Vec<String>>()
    };
    let mut names: Vec<String> = reports.into_iter().flat_map(of).collect();
    names.sort();
    names.dedup();
    names
}

fn struck<'t>(searcher: &AhoCorasick, text: &'t str) -> Cow<'t, str> {
    let mut out = String::new();
    let mut done = 0;
    // Overlapping, because a long secret that turns out to be a part of a longer word may hold a
    // short one that stands alone.
    let mut found: Vec<(usize, usize)> = searcher
        .find_overlapping_iter(text)
        .map(|m| (m.start(), m.end()))
        .filter(|(from, until)| gives_away(text, *from, *until))
        .collect();
    found.sort_unstable();
    for (from, until) in found {
        if until <= done {
            continue;
        }
        if from >= done {
            out.push_str(text.get(done..from).unwrap_or_default());
            out.push_str(WITHHELD);
        }
        done = until;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// A searcher for all secrets at once; `None` when there are none.
fn searcher(mut secrets: Vec<String>) -> Option<Arc<AhoCorasick>> {
    // Letters beyond ASCII fold only through these spellings.
    let folded: Vec<String> =
        secrets.iter().flat_map(|s| [s.to_lowercase(), s.to_uppercase()]).collect();
    secrets.extend(folded);
    secrets.retain_mut(|s| {
        *s = s.trim().to_string();
        s.chars().count() > 1
    });
    secrets.sort();
    secrets.dedup();
    if secrets.is_empty() {
        return None;
    }
    AhoCorasick::builder().ascii_case_insensitive(true).build(secrets).ok().map(Arc::new)
}

/// Whether a secret found at bytes `from..until` is one: a long one always, a short one ("Ali")
/// only where it is not a part of another word ("Khalil").
fn gives_away(text: &str, from: usize, until: usize) -> bool {
    let before = text.get(..from).and_then(|t| t.chars().next_back());
    let after = text.get(until..).and_then(|t| t.chars().next());
    text.get(from..until).is_some_and(|t| t.chars().count() >= 6)
        || !(before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric))
}
