//! What follows from what is known: claims, incidents, the board.

use crate::failure::Failure;
use crate::known::{Known, day};
use crate::onlooker::Onlooker;
use armistice_fusion::Learned;
use armistice_judgement::{Evaluator, Input};
use armistice_model::{Board, Claim, Incident, KnownPlace};
use armistice_publish::Publication;
use jiff::civil::Date;

/// Claims and the incidents that they make.
pub struct Fused {
    /// What is fused, sorted by id.
    pub claims: Vec<Claim>,
    /// Claims of reports that a person set aside, sorted by id: in no incident.
    pub aside: Vec<Claim>,
    /// Sorted by id.
    pub incidents: Vec<Incident>,
}

/// What follows from what is known.
pub struct Judged {
    /// What is judged, sorted by id.
    pub claims: Vec<Claim>,
    /// Claims of reports that a person set aside, sorted by id: in no incident, not judged.
    pub aside: Vec<Claim>,
    /// Sorted by id.
    pub incidents: Vec<Incident>,
    /// The judgement.
    pub board: Board,
    /// Lines and areas the deal names.
    pub deal_lines: Vec<KnownPlace>,
}

impl Known {
    /// Reads, fuses and judges.
    ///
    /// # Errors
    /// When there is no deal, or it cannot be judged.
    pub fn judged(&self, until: Option<&str>, onlooker: &dyn Onlooker) -> Result<Judged, Failure> {
        self.judged_by(Evaluator::Streaming, until, onlooker)
    }

    /// The same by an evaluator of one's choice.
    ///
    /// # Errors
    /// As [`Known::judged`].
    pub fn judged_by(
        &self,
        evaluator: Evaluator,
        until: Option<&str>,
        onlooker: &dyn Onlooker,
    ) -> Result<Judged, Failure> {
        self.deal()?;
        let until = until.map(day).transpose()?;
        self.judged_from(self.claims(onlooker), evaluator, until, onlooker)
    }

    /// What the rows of the case's tables teach of each other, in the order in which they came in.
    fn learned(&self, claims: &[Claim]) -> Option<Learned> {
        let entry = |claim: &Claim| self.arrivals.get(&claim.report).map(|arrival| arrival.entry);
        let mut rows: Vec<&Claim> = claims.iter().filter(|claim| claim.row).collect();
        rows.sort_by(|a, b| entry(a).cmp(&entry(b)).then_with(|| a.id.cmp(&b.id)));
        Learned::from(rows.into_iter())
    }

    /// Fuses claims that were read before: [`Known::claims`], or what is the same.
    pub fn fused(&self, claims: Vec<Claim>) -> Fused {
        let set_aside = self.set_aside();
        let learned = self.learned(&claims);
        let (aside, claims): (Vec<Claim>, Vec<Claim>) =
            claims.into_iter().partition(|claim| set_aside.contains(&claim.report));
        let incidents =
            armistice_fusion::fuse_with(&claims, &self.decided(), learned.as_ref()).incidents;
        Fused { claims, aside, incidents }
    }

    /// Fuses and judges claims that were read before: [`Known::claims`], or what is the same.
    ///
    /// # Errors
    /// As [`Known::judged`].
    pub fn judged_from(
        &self,
        claims: Vec<Claim>,
        evaluator: Evaluator,
        until: Option<Date>,
        onlooker: &dyn Onlooker,
    ) -> Result<Judged, Failure> {
        let deal = self.deal()?;
        let bar = onlooker.progress("fusing and judging", 2);
        let Fused { claims, aside, incidents } = self.fused(claims);
        bar.step();
        let input = Input {
            deal,
            claims: &claims,
            incidents: &incidents,
            reports: &self.reports,
            decisions: &self.decisions,
            sources: &self.sources,
            places: &self.places,
            as_of: self.as_of,
            until,
        };
        let board = armistice_judgement::judge_by(&input, evaluator)
            .map_err(|error| Failure::new(error.to_string()))?;
        bar.step();
        let deal_lines =
            deal.areas.iter().filter_map(|area| self.places.find(&area.place).cloned()).collect();
        Ok(Judged { claims, aside, incidents, board, deal_lines })
    }
}

impl Judged {
    /// As `publish` wants it.
    pub fn publication<'a>(&'a self, known: &'a Known) -> Publication<'a> {
        Publication {
            case: &known.case,
            board: &self.board,
            incidents: &self.incidents,
            claims: &self.claims,
            reports: &known.reports,
            sources: &known.sources,
            places: &known.places,
            deal_lines: &self.deal_lines,
            checkpoint: &known.checkpoint,
        }
    }
}
