//! What an audience may see: sources by their public names, words only where nobody is exposed.

use aho_corasick::AhoCorasick;
use armistice_model::{
    Claim, ClaimId, Incident, Interval, Link, LinkKind, Report, ReportId, SourceId, Sources, When,
};
use std::borrow::Cow;
use std::collections::HashMap;

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anybody. Reports of protected sources show neither title nor words.
    Public,
    /// The mission's own people. Words are shown; observers are not, nor are protected sources
    /// named.
    Mission,
}

/// What stands in place of a name that may not leave.
pub(crate) const WITHHELD: &str = "[withheld]";

/// The one door through which text of the case passes on its way out.
///
/// Built once from the whole input, so that a secret is caught wherever it turns up: the name of
/// a protected source in somebody else's headline, an observer in the reason of a merge.
pub struct Veil<'a> {
    audience: Audience,
    sources: &'a Sources,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    reports: HashMap<&'a ReportId, &'a Report>,
    secrets: Option<AhoCorasick>,
}

impl<'a> Veil<'a> {
    /// Gathers what must not leave from `sources` and `reports`.
    pub fn new(
        sources: &'a Sources,
        claims: &'a [Claim],
        reports: &'a [Report],
        audience: Audience,
    ) -> Self {
        let mut secrets: Vec<String> = Vec::new();
        for source in sources.iter().filter(|s| s.protected) {
            secrets.extend([source.id.as_str().to_string(), source.name.clone()]);
            secrets.extend(source.also.iter().cloned());
        }
        for observer in reports.iter().filter_map(|r| r.observer.as_ref()) {
            // The one reason to look: to find it in everything that leaves, and take it out.
            secrets.push(observer.reveal().clone());
        }
        Self {
            audience,
            sources,
            claims: claims.iter().map(|c| (&c.id, c)).collect(),
            reports: reports.iter().map(|r| (&r.id, r)).collect(),
            secrets: searcher(secrets),
        }
    }

    /// Who reads.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// A claim by its id.
    pub fn claim(&self, id: &ClaimId) -> Option<&'a Claim> {
        self.claims.get(id).copied()
    }

    /// A report by its id.
    pub fn report(&self, id: &ReportId) -> Option<&'a Report> {
        self.reports.get(id).copied()
    }

    /// A source, by the name that anybody may read.
    pub fn source(&self, id: &SourceId) -> String {
        match self.sources.find(id.as_str()) {
            Some(source) => source.public_name().to_string(),
            None => self.text(id.as_str()).into_owned(),
        }
    }

    /// Sources by their public names, in the order given. Two protected sources may share one
    /// public name; they stay two.
    pub fn sources(&self, ids: &[SourceId]) -> Vec<String> {
        ids.iter().map(|id| self.source(id)).collect()
    }

    /// Text of the case without the names that may not leave.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(secrets) = &self.secrets else { return Cow::Borrowed(text) };
        let mut out = String::new();
        let mut done = 0;
        // Overlapping, because a long secret that turns out to be a part of a longer word may
        // hold a short one that stands alone.
        let mut found: Vec<(usize, usize)> = secrets
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

    /// Takes the names that may not leave out of a text.
    pub(crate) fn clean(&self, text: &mut String) {
        if let Cow::Owned(cleaned) = self.text(text) {
            *text = cleaned;
        }
    }

    /// Whether a protected source stands behind the claim.
    pub fn protects(&self, claim: &Claim) -> bool {
        let protected = |id: &SourceId| self.sources.find(id.as_str()).is_some_and(|s| s.protected);
        protected(&claim.voice)
            || protected(&claim.through)
            || self.report(&claim.report).is_some_and(|r| protected(&r.source))
    }

    /// Whether the claim's words may be shown to this audience.
    pub fn shows_words(&self, claim: &Claim) -> bool {
        self.audience == Audience::Mission || !self.protects(claim)
    }

    /// Whether the report's headline and file may be shown to this audience.
    pub fn shows_report(&self, report: &Report) -> bool {
        self.audience == Audience::Mission
            || !self.sources.find(report.source.as_str()).is_some_and(|s| s.protected)
    }

    /// The claim's words as they stand in the report; `None` where they may not be shown.
    pub fn quote(&self, claim: &Claim) -> Option<String> {
        let report = self.report(&claim.report).filter(|_| self.shows_words(claim))?;
        let span = claim.spans.first()?;
        report.text.get(span.from..span.until).map(|words| self.text(words).into_owned())
    }

    /// The reason of a link. Where a protected source stands at one end, the public reads what
    /// the claims' own fields show and not the words of the reason, which may repeat the report.
    pub fn reason(&self, link: &Link) -> String {
        let ends = [self.claim(&link.a), self.claim(&link.b)];
        let hidden = ends.iter().any(|end| end.is_none_or(|claim| !self.shows_words(claim)));
        match ends {
            [Some(a), Some(b)] if hidden => reason_from_fields(a, b, link.kind),
            _ if hidden => "claims not at hand".to_string(),
            _ => self.text(&link.reason).into_owned(),
        }
    }

    /// The public names of those whose word an incident is, each voice once, sorted.
    pub fn voices(&self, incident: &Incident) -> Vec<String> {
        self.voices_where(incident, |_| true)
    }

    /// The same for some of its claims.
    pub(crate) fn voices_where(
        &self,
        incident: &Incident,
        wanted: impl Fn(&Claim) -> bool,
    ) -> Vec<String> {
        let mut ids: Vec<&SourceId> = incident
            .claims
            .iter()
            .filter_map(|c| self.claim(c))
            .filter(|claim| wanted(claim))
            .map(|claim| &claim.voice)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let mut names: Vec<String> = ids.into_iter().map(|id| self.source(id)).collect();
        names.sort();
        names
    }
}

/// A searcher for all secrets at once; `None` when there are none.
fn searcher(mut secrets: Vec<String>) -> Option<AhoCorasick> {
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
    AhoCorasick::builder().ascii_case_insensitive(true).build(secrets).ok()
}

/// Whether a secret found at bytes `from..until` is one: a long one always, a short one ("Ali")
/// only where it is not a part of another word ("Khalil").
fn gives_away(text: &str, from: usize, until: usize) -> bool {
    let before = text.get(..from).and_then(|t| t.chars().next_back());
    let after = text.get(until..).and_then(|t| t.chars().next());
    text.get(from..until).is_some_and(|t| t.chars().count() >= 6)
        || !(before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric))
}

fn reason_from_fields(a: &Claim, b: &Claim, kind: LinkKind) -> String {
    let span = |claim: &Claim| match claim.when {
        When::Open => None,
        When::Within(i) | When::Throughout(i) => Some(i),
    };
    let mut parts = vec![match kind {
        LinkKind::Same => "by their fields".to_string(),
        LinkKind::Decided => "decided by a person".to_string(),
    }];
    parts.push(if a.kind == b.kind {
        format!("same kind ({})", a.kind)
    } else {
        format!("{} and {}", a.kind, b.kind)
    });
    if let (Some(x), Some(y)) = (span(a), span(b)) {
        parts.push(
            if Interval::intersect(&x, &y).is_some() { "times overlap" } else { "times apart" }
                .to_string(),
        );
    }
    if let (Some(x), Some(y)) = (&a.place.shape, &b.place.shape) {
        let touch = x.middle_distance_m(y) <= x.reach_m() + y.reach_m();
        parts.push(if touch { "places overlap" } else { "places apart" }.to_string());
    }
    parts.join("; ")
}
