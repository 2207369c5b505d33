//! What an audience may see: sources by their public names, words only where nobody is exposed.

use crate::audience::{Audience, Sensitive};
use crate::secrets::Secrets;
use armistice_model::{
    Claim, ClaimId, Evidence, Incident, Interval, Link, LinkKind, Report, ReportId, SourceId,
    Sources, When,
};
use std::borrow::Cow;
use std::collections::HashMap;

/// The one door through which text of the case passes on its way out.
///
/// Built once from the whole input, so that a secret is caught wherever it turns up: the name of
/// a protected source in somebody else's headline, an observer in the reason of a merge.
pub struct Veil<'a> {
    audience: Audience,
    sources: &'a Sources,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    reports: HashMap<&'a ReportId, &'a Report>,
    secrets: Secrets,
}

impl<'a> Veil<'a> {
    /// Gathers what must not leave from `sources` and `reports`.
    pub fn new(
        sources: &'a Sources,
        claims: &'a [Claim],
        reports: &'a [Report],
        audience: Audience,
    ) -> Self {
        Self::with(Secrets::gather(sources, reports), sources, claims, reports, audience)
    }

    /// The same over some of the claims and reports, with what must not leave gathered before
    /// from all of them.
    pub fn with(
        secrets: Secrets,
        sources: &'a Sources,
        claims: &'a [Claim],
        reports: &'a [Report],
        audience: Audience,
    ) -> Self {
        Self {
            audience,
            sources,
            claims: claims.iter().map(|c| (&c.id, c)).collect(),
            reports: reports.iter().map(|r| (&r.id, r)).collect(),
            secrets,
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

    /// A source, by the name that this audience may read.
    pub fn source(&self, id: &SourceId) -> String {
        match self.sources.find(id.as_str()) {
            Some(source) if self.audience.sees(Sensitive::SourceIdentity) => source.name.clone(),
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
        self.secrets.strike(text, self.audience)
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
        self.audience.sees(Sensitive::ProtectedWords) || !self.protects(claim)
    }

    /// Whether the report's headline and file may be shown to this audience.
    pub fn shows_report(&self, report: &Report) -> bool {
        self.audience.sees(Sensitive::ProtectedWords)
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

    /// The reason of a link piece by piece, for whoever may read its words; else nothing.
    pub fn evidence(&self, link: &Link) -> Vec<Evidence> {
        let ends = [self.claim(&link.a), self.claim(&link.b)];
        if ends.iter().any(|end| end.is_none_or(|claim| !self.shows_words(claim))) {
            return Vec::new();
        }
        let told = |piece: &Evidence| Evidence {
            words: self.text(&piece.words).into_owned(),
            ..piece.clone()
        };
        link.evidence.iter().map(told).collect()
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
