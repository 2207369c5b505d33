//! When the deal, its windows and its terms bind.

use crate::Input;
use armistice_deal::{Change, Deal, Moment, Term, Window};
use armistice_model::{Act, Decision, InForce, Interval, WindowView};
use jiff::{SignedDuration, Timestamp};

/// What decisions have done to the deal.
pub struct Binding {
    from: Timestamp,
    until: Option<(Timestamp, String)>,
    /// Joinings and leavings.
    pub changes: Vec<Change>,
    windows: Vec<(String, Timestamp)>,
}

/// Phases that have opened, with the moment.
pub type Opened = Vec<(String, Timestamp)>;

/// Whether a term binds only once a phase has opened.
pub fn waits_for_phase(term: &Term) -> bool {
    matches!(term.from, Moment::PhaseOpens(_))
}

pub fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(at)
}

impl Binding {
    /// Reads the decisions.
    pub fn of(input: &Input) -> Self {
        let deal = input.deal;
        let mut changes = Vec::new();
        let mut withdrawals: Vec<(Timestamp, String)> = Vec::new();
        for decision in input.decisions {
            match &decision.act {
                Act::Withdraw { by } if deal.may_withdraw.contains(by) => {
                    withdrawals.push((decision.at, by.clone()));
                }
                Act::Join { actor, party } => changes.push(Change {
                    at: decision.at,
                    actor: actor.clone(),
                    party: Some(party.clone()),
                }),
                Act::Leave { actor } => {
                    changes.push(Change { at: decision.at, actor: actor.clone(), party: None });
                }
                _ => {}
            }
        }
        withdrawals.sort();
        let mut binding = Self {
            from: deal.day_d,
            until: withdrawals.into_iter().next(),
            changes,
            windows: Vec::new(),
        };
        binding.windows = deal
            .windows
            .iter()
            .map(|w| (w.name.clone(), window_view(deal, w, input.decisions).closes))
            .collect();
        binding
    }

    /// From when until when the deal binds.
    pub fn in_force(&self) -> InForce {
        InForce { from: self.from, until: self.until.clone() }
    }

    /// The deal's windows, extensions included.
    pub fn windows(&self, input: &Input) -> Vec<WindowView> {
        input.deal.windows.iter().map(|w| window_view(input.deal, w, input.decisions)).collect()
    }

    /// The instant of a moment; `None` while it has not come.
    pub fn instant(&self, moment: &Moment, opened: &Opened) -> Option<Timestamp> {
        match moment {
            Moment::DayD(seconds) => Some(later(self.from, *seconds)),
            Moment::At(at) => Some(*at),
            Moment::PhaseOpens(phase) => {
                opened.iter().find(|(name, _)| name == phase).map(|(_, at)| *at)
            }
            Moment::WindowCloses(window) => {
                self.windows.iter().find(|(name, _)| name == window).map(|(_, at)| *at)
            }
        }
    }

    /// The stretch in which a term binds; `None` if it never has.
    pub fn stretch(&self, term: &Term, opened: &Opened) -> Option<Interval> {
        let from = self.instant(&term.from, opened)?.max(self.from);
        let mut until = term
            .until
            .as_ref()
            .and_then(|moment| self.instant(moment, opened))
            .unwrap_or(Timestamp::MAX);
        if let Some((withdrawn, _)) = &self.until {
            until = until.min(*withdrawn);
        }
        Interval::new(from, until)
    }
}

fn window_view(deal: &Deal, window: &Window, decisions: &[Decision]) -> WindowView {
    let opened = match &window.from {
        Moment::DayD(seconds) => later(deal.day_d, *seconds),
        Moment::At(at) => *at,
        // A window cannot wait for what it precedes; the checker refuses it.
        Moment::PhaseOpens(_) | Moment::WindowCloses(_) => deal.day_d,
    };
    let mut extensions: Vec<(Timestamp, i64, Vec<String>)> = decisions
        .iter()
        .filter_map(|decision| match &decision.act {
            // An extension that only some of those who must agree have agreed to is none.
            Act::Extend { of, seconds, by }
                if *of == window.name && window.extended_by.iter().all(|who| by.contains(who)) =>
            {
                Some((decision.at, *seconds, by.clone()))
            }
            _ => None,
        })
        .collect();
    extensions.sort();
    let total = extensions.iter().fold(window.lasts, |sum, (_, s, _)| sum.saturating_add(*s));
    WindowView { window: window.name.clone(), opened, closes: later(opened, total), extensions }
}
