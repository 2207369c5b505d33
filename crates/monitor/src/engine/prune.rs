//! Leaves out the steps that planning tried and did not use.

use crate::engine::since::Hold;
use crate::engine::step::{Op, Out};
use crate::engine::until::Before;
use crate::engine::wake::Wake;
use crate::engine::{Domain, Engine, Wait};

impl Op {
    /// The steps of the same domain that this one reads.
    pub(super) fn each_source(&mut self, visit: &mut impl FnMut(&mut usize)) {
        match self {
            Self::Unit
            | Self::Empty
            | Self::Facts { .. }
            | Self::Clock(..)
            | Self::Future(_)
            | Self::Next { .. }
            | Self::Asked
            | Self::Until(_) => {}
            Self::Filter(source, _)
            | Self::Assign(source, _)
            | Self::Project(source, ..)
            | Self::Snapshot { source, .. }
            | Self::Held(source, _)
            | Self::KeptFilter(source, _)
            | Self::KeptAssign(source, _)
            | Self::KeptProject(source, ..)
            | Self::Past(source, _)
            | Self::Previous { source, .. }
            | Self::Group { source, .. } => visit(source),
            Self::Join { left, right, .. } | Self::KeptJoin { left, right, .. } => {
                visit(left);
                visit(right);
            }
            Self::Minus { source, denied, .. } | Self::KeptMinus { source, denied, .. } => {
                visit(source);
                visit(denied);
            }
            Self::Union(sources, _) | Self::KeptUnion(sources, _) => {
                sources.iter_mut().for_each(|(source, _)| visit(source));
            }
            Self::Since { from, since } => {
                visit(from);
                for hold in &mut since.holds {
                    match hold {
                        Hold::Test(_) => {}
                        Hold::Without { slot, .. }
                        | Hold::With { slot, .. }
                        | Hold::Among { slot } => visit(slot),
                    }
                }
            }
        }
    }

    /// The steps of the domain it is fed by that this one reads beside its main operand.
    fn each_fed(&mut self, visit: &mut impl FnMut(&mut usize)) {
        if let Self::Until(until) = self {
            for before in &mut until.before {
                match before {
                    Before::Test(_) => {}
                    Before::Without { slot, .. } | Before::With { slot, .. } => visit(slot),
                }
            }
        }
    }
}

/// Which steps of which domains the root needs.
fn needed(domains: &mut [Domain], root: (usize, usize)) -> Vec<Vec<bool>> {
    let mut needed: Vec<Vec<bool>> =
        domains.iter().map(|domain| vec![false; domain.slots.len()]).collect();
    let mut open = vec![root];
    while let Some((domain, slot)) = open.pop() {
        if std::mem::replace(&mut needed[domain][slot], true) {
            continue;
        }
        let op = &mut domains[domain].slots[slot].op;
        op.each_source(&mut |source| open.push((domain, *source)));
        let mut fed = Vec::new();
        op.each_fed(&mut |source| fed.push(*source));
        for (inner, other) in domains.iter().enumerate() {
            for feed in &other.feeds {
                if (feed.domain, feed.slot) == (domain, slot) {
                    open.push((inner, feed.from));
                    open.extend(fed.iter().map(|source| (inner, *source)));
                }
            }
        }
    }
    needed
}

impl Engine {
    /// Keeps only the steps that the root needs.
    pub(super) fn prune(&mut self) {
        let needed = needed(&mut self.domains, self.root);
        let places: Vec<Vec<usize>> = needed
            .iter()
            .map(|needed| {
                let mut next = 0;
                needed
                    .iter()
                    .map(|kept| {
                        next += usize::from(*kept);
                        next.saturating_sub(1)
                    })
                    .collect()
            })
            .collect();
        // Who feeds an operator tells where its further operands are.
        let feeders: Vec<_> = self
            .domains
            .iter()
            .enumerate()
            .flat_map(|(inner, domain)| domain.feeds.iter().map(move |feed| (inner, *feed)))
            .collect();
        for (inner, feed) in feeders {
            let op = &mut self.domains[feed.domain].slots[feed.slot].op;
            op.each_fed(&mut |source| *source = places[inner][*source]);
        }
        for (at, domain) in self.domains.iter_mut().enumerate() {
            let kept = &needed[at];
            let mut slot = 0;
            domain.slots.retain(|_| {
                slot += 1;
                kept[slot - 1]
            });
            for slot in &mut domain.slots {
                slot.op.each_source(&mut |source| *source = places[at][*source]);
            }
            domain.leaves.retain(|leaf| kept[*leaf]);
            domain.leaves.iter_mut().for_each(|leaf| *leaf = places[at][*leaf]);
            domain.asked.retain(|(since, _)| kept[*since]);
            for (since, asked) in &mut domain.asked {
                *since = places[at][*since];
                *asked = places[at][*asked];
            }
            domain.feeds.retain(|feed| needed[feed.domain][feed.slot]);
            for feed in &mut domain.feeds {
                feed.from = places[at][feed.from];
                feed.slot = places[feed.domain][feed.slot];
            }
        }
        for leaves in self.predicates.values_mut() {
            leaves.retain(|leaf| needed[leaf.domain][leaf.slot]);
            leaves.iter_mut().for_each(|leaf| leaf.slot = places[leaf.domain][leaf.slot]);
        }
        self.predicates.retain(|_, leaves| !leaves.is_empty());
        self.root.1 = places[self.root.0][self.root.1];
        let mut waits: Vec<Vec<Wait>> = vec![Vec::new(); self.domains.len()];
        for (inner, domain) in self.domains.iter().enumerate() {
            for feed in &domain.feeds {
                let wait = Wait { domain: inner, seconds: feed.seconds };
                if !waits[feed.domain].contains(&wait) {
                    waits[feed.domain].push(wait);
                }
            }
        }
        for (domain, waits) in self.domains.iter_mut().zip(waits) {
            domain.waits = waits;
            if domain.waits.is_empty() {
                // What it was to wait for has been left out: its facts need not wait either.
                for leaf in &domain.leaves {
                    if let Op::Facts { backlog, .. } = &mut domain.slots[*leaf].op {
                        *backlog = None;
                    }
                }
            }
            domain.wake = Wake::new(&mut domain.slots);
            for slot in &mut domain.slots {
                if let (Op::Group { .. }, Out::Kept(store)) = (&slot.op, &mut slot.out) {
                    store.loosen();
                }
            }
        }
        for at in 0..self.domains.len() {
            // These count time points; the others hear only of what there is.
            let counted = self.domains[at].feeds.iter().any(|feed| {
                let op = &self.domains[feed.domain].slots[feed.slot].op;
                matches!(op, Op::Next { .. } | Op::Until(_))
            });
            self.domains[at].wake.let_rest(!counted);
        }
        // A domain without steps is at no time point, and nobody waits for it.
        self.order.retain(|domain| !self.domains[*domain].slots.is_empty());
    }
}
