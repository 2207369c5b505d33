//! What an incident tells of its own sources: by which rule its figures make a range, who stands
//! together, what is in dispute, and over which incidents a summary lies.

use crate::veil::Veil;
use armistice_model::{
    CasualtyRange, ClaimId, Contradiction, Count, Dispute, EchoReason, Field, Incident, IncidentId,
    Origin, Rule, SourceId,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an incident tells of its sources, as the audience may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// How many of the voices at least are no echo of another.
    pub independent: usize,
    /// How many at most; more than `independent` where one cannot tell.
    pub independent_at_most: usize,
    /// People harmed, the ways apart, each with its rule and every figure.
    pub toll: Vec<TollRow>,
    /// Which sources stand together, and why. Sources that stand alone are not listed.
    pub origins: Vec<OriginRow>,
    /// What the claims contradict each other about.
    pub disputes: Vec<DisputeRow>,
    /// Single incidents over which this summary lies; `null` for all others.
    pub covers: Option<CoversRow>,
}

/// A way of being harmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Harm {
    /// People killed.
    Killed,
    /// Of these, civilians.
    CiviliansKilled,
    /// People wounded.
    Wounded,
}

impl Harm {
    /// `civilians killed`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::CiviliansKilled => "civilians killed",
            Self::Wounded => "wounded",
        }
    }
}

/// How many were harmed in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TollRow {
    /// In which way.
    pub harm: Harm,
    /// Lowest low to highest high of the figures that stand; `best` only where the rule gives one.
    pub range: Count,
    /// The rule.
    pub rule: Rule,
    /// The rule in words.
    pub sentence: String,
    /// Every figure, in the order in which they were told.
    pub figures: Vec<FigureRow>,
}

/// One voice's figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureRow {
    /// Whose, by public name.
    pub voice: String,
    /// The claim in which it was first given.
    pub claim: ClaimId,
    /// The figure.
    pub count: Count,
    /// When it was first given, RFC 3339; `null` if unstamped.
    pub told: Option<String>,
    /// Whether the same source's later figure took its place.
    pub superseded: bool,
}

/// One word and all who pass it on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OriginRow {
    /// Whose word it is, by public name.
    pub voice: String,
    /// Who stands with it.
    pub with: Vec<EchoRow>,
}

/// A source that stands with another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EchoRow {
    /// Which, by public name.
    pub source: String,
    /// With which, by public name.
    pub of: String,
    /// Why.
    pub why: EchoReason,
    /// Whether that is known; where it is not, it counts among the most and not the least.
    pub certain: bool,
    /// In words.
    pub sentence: String,
}

/// A question to which voices give answers that cannot all be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisputeRow {
    /// The question.
    pub question: Field,
    /// In what way.
    pub about: Contradiction,
    /// All of it in one line.
    pub sentence: String,
    /// The answers.
    pub sides: Vec<DisputeSideRow>,
}

/// What some voices say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DisputeSideRow {
    /// In words; times in UTC.
    pub says: String,
    /// Whose word it is, by public names.
    pub voices: Vec<String>,
    /// The first claim that says so.
    pub claim: ClaimId,
}

/// Single incidents over which a summary lies. They may be what it sums up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoversRow {
    /// Which.
    pub incidents: Vec<IncidentId>,
    /// How many more there are.
    pub more: usize,
    /// Why these.
    pub reason: String,
}

impl Account {
    /// Of an incident, as the veil's audience may see it.
    pub(crate) fn of(incident: &Incident, veil: &Veil) -> Self {
        let ranges = &incident.ranges;
        let toll = [
            (Harm::Killed, &ranges.killed),
            (Harm::CiviliansKilled, &ranges.civilians_killed),
            (Harm::Wounded, &ranges.wounded),
        ];
        Self {
            independent: incident.independent,
            independent_at_most: incident.independent_at_most,
            toll: toll
                .into_iter()
                .filter_map(|(harm, range)| Some(TollRow::of(harm, range.as_ref()?, veil)))
                .collect(),
            origins: sorted(incident.origins.iter().map(|o| OriginRow::of(o, veil)), |o| &o.voice),
            disputes: incident.disputes.iter().map(|d| DisputeRow::of(d, veil)).collect(),
            covers: incident.covers.as_ref().map(|covers| CoversRow {
                incidents: covers.incidents.clone(),
                more: covers.more,
                reason: veil.text(&covers.reason).into_owned(),
            }),
        }
    }

    /// `2`, or `1 to 2` where one cannot tell.
    pub(crate) fn independent_words(&self) -> String {
        if self.independent == self.independent_at_most {
            self.independent.to_string()
        } else {
            format!("{} to {}", self.independent, self.independent_at_most)
        }
    }

    /// The rule by which people harmed in one way are counted; empty where nothing is told.
    pub(crate) fn rule(&self, harm: Harm) -> &str {
        self.toll.iter().find(|row| row.harm == harm).map_or("", |row| row.sentence.as_str())
    }

    /// Each source that stands with another, in words.
    pub(crate) fn echoes(&self) -> impl Iterator<Item = &str> {
        self.origins.iter().flat_map(|origin| &origin.with).map(|echo| echo.sentence.as_str())
    }

    /// Whether voices stand together, or may.
    pub(crate) fn is_entangled(&self) -> bool {
        !self.origins.is_empty() || self.independent < self.independent_at_most
    }

    /// In English, line by line, what is more than plain: nothing of one voice's one figure.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.is_entangled() {
            lines.push(format!("independent voices: {}", self.independent_words()));
        }
        lines.extend(self.echoes().map(|echo| format!("stand together: {echo}")));
        let told = self.toll.iter().filter(|row| row.rule != Rule::OneFigure);
        lines.extend(
            told.map(|row| format!("{}: {} ({})", row.harm.words(), row.words(), row.sentence)),
        );
        lines.extend(self.disputes.iter().map(|d| format!("in dispute: {}", d.sentence)));
        if let Some(covers) = &self.covers {
            let names: Vec<&str> = covers.incidents.iter().map(IncidentId::as_str).collect();
            let more = match covers.more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            lines.push(format!("may sum up: {}{more} ({})", names.join(", "), covers.reason));
        }
        lines
    }
}

impl TollRow {
    /// The range; `about` is said of a source's own words alone, and not of what most give.
    pub(crate) fn words(&self) -> String {
        match (self.rule, self.range.best) {
            (Rule::MostAgree { .. }, Some(best)) => {
                let whole = Count { best: None, ..self.range };
                format!("{best} by most, {whole} by all")
            }
            _ => self.range.to_string(),
        }
    }

    fn of(harm: Harm, range: &CasualtyRange, veil: &Veil) -> Self {
        Self {
            harm,
            range: range.range,
            rule: range.rule,
            sentence: range.words(),
            figures: range
                .from
                .iter()
                .map(|figure| FigureRow {
                    voice: veil.source(&figure.voice),
                    claim: figure.claim.clone(),
                    count: figure.count,
                    told: figure.told.map(|at| at.to_string()),
                    superseded: figure.superseded,
                })
                .collect(),
        }
    }
}

impl OriginRow {
    fn of(origin: &Origin, veil: &Veil) -> Self {
        let echo = |echo: &armistice_model::Echo| {
            let (source, of) = (veil.source(&echo.source), veil.source(&echo.of));
            EchoRow {
                sentence: format!("{source} with {of}: {}", echo.why.words()),
                source,
                of,
                why: echo.why,
                certain: echo.why.is_certain(),
            }
        };
        Self {
            voice: veil.source(&origin.voice),
            with: sorted(origin.with.iter().map(echo), |echo| &echo.sentence),
        }
    }
}

impl DisputeRow {
    fn of(dispute: &Dispute, veil: &Veil) -> Self {
        let names = |ids: &[SourceId]| sorted(veil.sources(ids).into_iter(), |name| name);
        let sides: Vec<DisputeSideRow> = dispute
            .sides
            .iter()
            .map(|side| DisputeSideRow {
                says: veil.text(&side.says).into_owned(),
                voices: names(&side.voices),
                claim: side.claim.clone(),
            })
            .collect();
        let told: Vec<String> =
            sides.iter().map(|s| format!("{} ({})", s.says, s.voices.join(", "))).collect();
        Self {
            question: dispute.question,
            about: dispute.about,
            sentence: format!("{}: {}", dispute.about.words(), told.join(" | ")),
            sides,
        }
    }
}

/// By public name, so that the order tells nothing of the names behind.
fn sorted<T>(rows: impl Iterator<Item = T>, by: impl Fn(&T) -> &String) -> Vec<T> {
    let mut rows: Vec<T> = rows.collect();
    rows.sort_by(|a, b| by(a).cmp(by(b)));
    rows
}
