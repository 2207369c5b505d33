//! Which reports repeat each other.
//!
//! Two reports are duplicates if their bodies are the same but for white space, or if every claim
//! of one is held to be the same as some claim of the other with a probability of at least
//! [`Suggestion::COPY`]. Duplicates of duplicates are duplicates.

use crate::told::Suggestion;
use armistice_model::{Claim, ClaimId, Incident, Report, ReportId};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Groups of duplicates: for each report the number of the first member in the reports' order;
/// its own if it has none.
pub(crate) fn groups(reports: &[&Report], claims: &[Claim], incidents: &[Incident]) -> Vec<usize> {
    let mut forest = Forest { up: (0..reports.len()).collect() };
    let mut by_text: HashMap<[u8; 32], usize> = HashMap::new();
    for (number, report) in reports.iter().enumerate() {
        if let Some(text) = text(report) {
            let first = *by_text.entry(text).or_insert(number);
            forest.join(first, number);
        }
    }
    let number_of: HashMap<&ReportId, usize> =
        reports.iter().enumerate().map(|(i, r)| (&r.id, i)).collect();
    let mut told: HashMap<usize, usize> = HashMap::new();
    let mut report_of: HashMap<&ClaimId, usize> = HashMap::new();
    for claim in claims {
        if let Some(number) = number_of.get(&claim.report) {
            *told.entry(*number).or_default() += 1;
            report_of.insert(&claim.id, *number);
        }
    }
    // (a report, another, a claim of the first that the other has as well)
    let mut repeats: Vec<(usize, usize, &ClaimId)> = Vec::new();
    let links = incidents.iter().flat_map(|i| &i.links);
    for link in links.filter(|l| l.probability >= Suggestion::COPY) {
        if let (Some(a), Some(b)) = (report_of.get(&link.a), report_of.get(&link.b))
            && a != b
        {
            repeats.push((*a, *b, &link.a));
            repeats.push((*b, *a, &link.b));
        }
    }
    repeats.sort_unstable();
    repeats.dedup();
    for pair in repeats.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
        if let Some((a, b, _)) = pair.first()
            && told.get(a) == Some(&pair.len())
        {
            forest.join(*a, *b);
        }
    }
    (0..reports.len()).map(|number| forest.top(number)).collect()
}

/// The print of a body without its white space; `None` where there are no words.
fn text(report: &Report) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut any = false;
    for word in report.body().split_whitespace() {
        any = true;
        hash.update(word.as_bytes());
        hash.update(b" ");
    }
    any.then(|| hash.finalize().into())
}

/// Disjoint sets; the top of each is its least member.
struct Forest {
    up: Vec<usize>,
}

impl Forest {
    fn top(&mut self, mut number: usize) -> usize {
        while let Some(&up) = self.up.get(number) {
            if up == number {
                break;
            }
            let over = self.up.get(up).copied().unwrap_or(up);
            if let Some(place) = self.up.get_mut(number) {
                *place = over;
            }
            number = over;
        }
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.top(a), self.top(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(place) = self.up.get_mut(high) {
            *place = low;
        }
    }
}
