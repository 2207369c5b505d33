//! The state of a monitor as bytes, and back.
//!
//! What is planned from the formula is not written: the bytes are read back into a monitor of the same
//! formula and signature, and refused by any other. Bytes that were altered are refused by their
//! checksum; bytes that somebody made up may give a monitor that says nonsense, but none that panics.

mod sound;

use thiserror::Error;

use crate::check::{CheckError, Checked};
use crate::engine::group::Bag;
use crate::engine::port::Port;
use crate::engine::since::Start;
use crate::engine::step::{Op, Out, Slot};
use crate::engine::until::Before;
use crate::engine::window::{Mark, Moment};
use crate::engine::word::Dictionary;
use crate::engine::{Engine, Monitor};
use crate::value::Value;

/// Names the format and its version.
const MAGIC: &[u8] = b"armistice monitor 1\n";

/// Why bytes are no state of a monitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// Another file, or one of another version.
    #[error("this is no checkpoint of this version; give a file that this program has written")]
    NotACheckpoint,
    /// Cut short or altered.
    #[error("the checkpoint is damaged; start from an earlier one or from the log")]
    Damaged,
    /// Of another formula or signature.
    #[error("the checkpoint is of the formula `{formula}`; give it the monitor of that formula")]
    OtherFormula {
        /// The formula it is of.
        formula: String,
    },
    /// The formula cannot be monitored.
    #[error(transparent)]
    Check(#[from] CheckError),
}

const NO_MOMENT: Moment = Moment { tp: 0, number: 0, ts: 0, before: 0 };

/// FNV-1a: against accidents, not against forgers.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    sum.to_le_bytes()
}

/// What a checkpoint belongs to.
fn identity(checked: &Checked) -> (String, String) {
    (checked.formula().to_string(), checked.signature().to_string())
}

impl Monitor {
    /// The state as bytes: what [`Monitor::restore`] goes on from.
    ///
    /// ```
    /// use armistice_monitor::{Checked, Fact, Monitor, Signature, parse_formula};
    ///
    /// let formula = parse_formula("report(z) AND NOT ONCE[0,7d) shell(z)")?;
    /// let checked = Checked::new(formula, &Signature::open())?;
    /// let mut told = Vec::new();
    /// let mut monitor = Monitor::new(&checked)?;
    /// monitor.step(0, &[Fact::new("shell", [4])], &mut told)?;
    /// let bytes = monitor.checkpoint(&checked);
    ///
    /// let mut later = Monitor::restore(&checked, &bytes)?;
    /// later.step(86_400, &[Fact::new("report", [4]), Fact::new("report", [5])], &mut told)?;
    /// assert_eq!(told.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn checkpoint(&self, checked: &Checked) -> Vec<u8> {
        let (formula, signature) = identity(checked);
        let mut port = Port::Out(MAGIC.to_vec());
        port.text(&formula);
        port.text(&signature);
        // A visit can write in both directions, so that it asks for the state to be its own.
        self.engine.clone().visit(&mut port);
        match port {
            Port::Out(mut bytes) => {
                let sum = checksum(&bytes);
                bytes.extend_from_slice(&sum);
                bytes
            }
            Port::In { .. } => Vec::new(),
        }
    }

    /// A monitor in the state that was written, which goes on as if nothing had been.
    ///
    /// # Errors
    /// [`CheckpointError`] for what is no checkpoint, is damaged, or belongs to another formula or
    /// signature.
    pub fn restore(checked: &Checked, bytes: &[u8]) -> Result<Self, CheckpointError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(CheckpointError::NotACheckpoint)?;
        let (_, sum) = bytes.split_last_chunk::<8>().ok_or(CheckpointError::Damaged)?;
        let body = rest.len().checked_sub(8).ok_or(CheckpointError::Damaged)?;
        if checksum(&bytes[..bytes.len() - 8]) != *sum {
            return Err(CheckpointError::Damaged);
        }
        let mut port = Port::In { bytes: &rest[..body], sound: true };
        let found = (port.text(""), port.text(""));
        if found != identity(checked) {
            return Err(CheckpointError::OtherFormula { formula: found.0 });
        }
        let mut monitor = Self::new(checked)?;
        monitor.engine.visit(&mut port);
        if port.is_sound() && port.is_at_end() {
            Ok(monitor)
        } else {
            Err(CheckpointError::Damaged)
        }
    }
}

impl Engine {
    fn visit(&mut self, port: &mut Port<'_>) {
        // Every place costs a byte at least, so that a few bytes cannot ask for a huge dictionary.
        let mut places: Vec<Option<Value>> = Vec::new();
        for (place, value) in self.dictionary.entries() {
            places.resize(usize::try_from(place).unwrap_or(places.len()), None);
            places.push(Some(value.clone()));
        }
        port.list(&mut places, &None, Port::place);
        if port.is_loading() {
            let entries =
                (0..).zip(places).filter_map(|(place, value)| Some((place, value?))).collect();
            let planned: Vec<Value> =
                self.constants.iter().map(|word| self.dictionary.value(*word)).collect();
            self.dictionary = Dictionary::of_entries(entries).unwrap_or_default();
            let found = self.constants.iter().map(|word| self.dictionary.value(*word));
            port.demand(found.eq(planned));
        }
        port.queue(&mut self.points, &NO_MOMENT, Port::moment);
        port.number(&mut self.count);
        port.signed(&mut self.first);
        port.signed(&mut self.last);
        port.signed(&mut self.watermark);
        port.flag(&mut self.closed);
        for domain in &mut self.domains {
            port.number(&mut domain.cursor);
            for place in 0..domain.slots.len() {
                domain.slots[place].visit(port);
            }
            if port.is_loading() {
                domain.ask();
                domain.wake.wake_all();
            }
        }
        if port.is_loading() {
            port.demand(self.is_coherent());
        }
    }
}

impl Slot {
    fn visit(&mut self, port: &mut Port<'_>) {
        if let Out::Kept(store) = &mut self.out {
            port.store(store);
        }
        match (&mut self.op, &mut self.out) {
            (Op::Facts { backlog: Some(backlog), .. }, Out::Batch(rows)) => {
                port.queue(&mut backlog.tps, &0, Port::number);
                port.queue(&mut backlog.words, &crate::engine::word::Word::default(), Port::word);
                port.demand(backlog.words.len() == backlog.tps.len() * rows.width());
            }
            (Op::Snapshot { version, .. }, _) if port.is_loading() => *version = None,
            (Op::Previous { last, .. }, _) => port.rows(last),
            (Op::Next { queue, .. }, Out::Batch(rows)) => {
                let none = (0, crate::engine::rows::Rows::new(rows.width()));
                port.queue(queue, &none, |port, (ts, rows)| {
                    port.signed(ts);
                    port.rows(rows);
                });
            }
            (Op::Held(_, held), Out::Kept(store)) => {
                port.list(&mut held.current, &0, Port::small);
                port.list(&mut held.step, &0, Port::number);
                port.demand(sound::held(held, store));
            }
            (
                Op::KeptProject(_, _, tally) | Op::KeptUnion(_, tally) | Op::KeptJoin { tally, .. },
                Out::Kept(store),
            ) => {
                port.list(&mut tally.0, &0, Port::count);
                port.demand(sound::tally(tally, store));
            }
            (Op::Past(_, window) | Op::Future(window), Out::Kept(store)) => {
                for marks in [&mut window.starts, &mut window.ends] {
                    port.queue(marks, &Mark { id: 0, at: NO_MOMENT }, |port, mark| {
                        port.small(&mut mark.id);
                        port.moment(&mut mark.at);
                    });
                }
                port.size(&mut window.entered);
                port.list(&mut window.waiting, &0, Port::small);
                port.list(&mut window.net, &0, Port::count);
                port.demand(sound::window(window, store));
            }
            (Op::Since { since, .. }, Out::Kept(store)) => {
                let none = Start { id: 0, number: 0, ts: 0 };
                port.queue(&mut since.starts, &none, |port, start| {
                    port.small(&mut start.id);
                    port.number(&mut start.number);
                    port.signed(&mut start.ts);
                });
                port.size(&mut since.entered);
                port.number(&mut since.number);
                port.list(&mut since.inside, &0, Port::small);
                port.list(&mut since.live, &0, Port::small);
                port.list(&mut since.alive_from, &0, Port::number);
                port.list(&mut since.fresh, &0, Port::small);
                port.demand(sound::since(since, store));
            }
            (Op::Until(until), Out::Kept(store)) => {
                port.number(&mut until.next);
                port.queue(&mut until.times, &0, Port::signed);
                for lists in [&mut until.begins, &mut until.ends] {
                    port.queue(lists, &Vec::new(), |port, list| port.list(list, &0, Port::small));
                }
                port.list(&mut until.net, &0, Port::small);
                port.list(&mut until.waiting, &0, Port::small);
                port.demand(sound::until(until, store));
                for before in &mut until.before {
                    let (Before::Without { last, .. } | Before::With { last, .. }) = before else {
                        continue;
                    };
                    port.store(&mut last.store);
                    port.list(&mut last.since, &0, Port::number);
                    port.list(&mut last.last, &0, Port::number);
                    port.queue(&mut last.order, &(0, 0, 0), |port, (id, tp, ts)| {
                        port.small(id);
                        port.number(tp);
                        port.signed(ts);
                    });
                    port.demand(sound::record(last));
                }
            }
            (Op::Group { group, .. }, Out::Kept(store)) => {
                port.store(&mut group.groups);
                port.list(&mut group.bags, &Bag::default(), bag);
                let mut outcomes: Vec<u64> = group
                    .outcomes
                    .iter()
                    .map(|outcome| outcome.map_or(0, |id| u64::from(id) + 1))
                    .collect();
                port.list(&mut outcomes, &0, Port::number);
                port.flag(&mut group.begun);
                if port.is_loading() {
                    port.demand(group.restore_outcomes(&outcomes, store));
                    port.demand(sound::group(group, store));
                }
            }
            _ => {}
        }
    }
}

fn bag(port: &mut Port<'_>, bag: &mut Bag) {
    port.signed(&mut bag.size);
    port.signed(&mut bag.whole);
    let sum = bag.sum.cast_unsigned();
    let mask = u128::from(u64::MAX);
    let mut low = u64::try_from(sum & mask).unwrap_or(0);
    let mut high = u64::try_from(sum >> 64).unwrap_or(0);
    port.number(&mut low);
    port.number(&mut high);
    bag.sum = (u128::from(high) << 64 | u128::from(low)).cast_signed();
    port.tally(&mut bag.values);
}
