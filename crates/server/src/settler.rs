//! Judges anew when something was entered, beside the serving: what came in meanwhile is judged
//! together, and only what changed is written into the views.

use crate::announce::Announced;
use crate::bus::{Bus, Event};
use crate::sight::{Sight, Whole};
use armistice_case::{AsOf, Failure, Fused, Judged, Known, Next, Nobody};
use armistice_judgement::Evaluator;
use armistice_ledger::Ledger;
use armistice_model::{Act, Board, Claim, ClaimId, IncidentId, Report, ReportId};
use armistice_publish::{Audience, Checkpoint, Secrets, TurnRow, Veil, persons, turn_rows};
use armistice_views::{Checked, CompactBoard, Party, QueueState, Received, Settled, Views};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// An entry that is on the disk and waits to be judged.
pub struct Appended {
    /// What it brings.
    pub next: Next,
    /// The ledger with it.
    pub checkpoint: Checkpoint,
}

/// The way to the settler.
#[derive(Clone)]
pub struct ToSettler(Sender<Appended>);

impl ToSettler {
    /// A way, and its other end.
    pub fn new() -> (Self, Receiver<Appended>) {
        let (send, receive) = std::sync::mpsc::channel();
        (Self(send), receive)
    }

    /// Hands an entry over.
    pub fn send(&self, appended: Appended) {
        // Nobody at the other end: the program is stopping, and the ledger holds it.
        let _ = self.0.send(appended);
    }
}

/// What is settled, for whoever answers.
#[derive(Clone, Default)]
pub struct Settlement {
    sight: Arc<RwLock<Option<Arc<Sight>>>>,
    whole: Arc<Mutex<Option<Arc<Whole>>>>,
}

impl Settlement {
    /// The newest settled state; `None` until there is one.
    pub fn sight(&self) -> Option<Arc<Sight>> {
        self.sight.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_sight(&self, sight: Sight) {
        *self.sight.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(sight));
    }

    /// The whole case in memory, read and judged if it is not there yet: slow the first time.
    ///
    /// # Errors
    /// When the ledger cannot be read or judged.
    pub fn whole(&self, ledger: &std::path::Path) -> Result<Arc<Whole>, Failure> {
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole) = &*whole {
            return Ok(Arc::clone(whole));
        }
        let known = Known::of_ledger(&Ledger::open(ledger)?, &AsOf::Everything, &Nobody)?;
        let judged = known.judged(None, &Nobody)?;
        Ok(Arc::clone(whole.insert(Arc::new(Whole { known: Arc::new(known), judged }))))
    }

    /// The whole case, where it is in memory and of exactly so many entries.
    fn whole_of(&self, entries: u64) -> Option<Arc<Whole>> {
        let whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        whole.clone().filter(|whole| whole.known.checkpoint.entries == entries)
    }

    fn set_whole(&self, new: Option<Arc<Whole>>) {
        *self.whole.lock().unwrap_or_else(PoisonError::into_inner) = new;
    }
}

/// More reports than this are not kept in memory once they are settled.
const KEPT: usize = 200_000;

/// The one who judges.
pub struct Settler {
    /// Where the ledger lies.
    pub ledger: PathBuf,
    /// Where to put what follows.
    pub views: Arc<dyn Views>,
    /// Whom to tell.
    pub bus: Bus,
    /// What others read.
    pub settlement: Settlement,
    announced: Arc<Announced>,
    known: Option<Known>,
    claims: Vec<Claim>,
}

impl Settler {
    /// Has read nothing yet.
    pub fn new(
        ledger: PathBuf,
        views: Arc<dyn Views>,
        bus: Bus,
        settlement: Settlement,
        announced: Arc<Announced>,
    ) -> Self {
        Self { ledger, views, bus, settlement, announced, known: None, claims: Vec::new() }
    }

    /// Makes ready to serve: takes the views as they are if they hold the ledger as it is, and
    /// judges if not.
    ///
    /// # Errors
    /// When the ledger or the views cannot be read, or the case cannot be judged.
    pub fn begin(&mut self, outline: &Known) -> Result<(), Failure> {
        let held = self.views.held().map_err(words)?;
        let current = held.filter(|held| {
            held.checkpoint == outline.checkpoint
                && held.program_version == armistice_publish::PROGRAM_VERSION
        });
        let Some(held) = current else { return self.settle() };
        let persons = self.views.persons().map_err(words)?;
        let board = self.views.board(Audience::Secretariat).map_err(words)?;
        let head = board.and_then(|bytes| serde_json::from_slice::<CompactBoard>(&bytes).ok());
        let Some(head) = head else { return self.settle() };
        self.settlement.set_sight(Sight {
            deal_lines: deal_lines(outline),
            outline: outline.light(),
            head: head.head(),
            secrets: Secrets::of(&outline.sources, persons.clone()),
            persons,
            held,
        });
        Ok(())
    }

    /// Judges what comes until nobody can send any more.
    pub fn run(mut self, entries: Receiver<Appended>) {
        while let Ok(first) = entries.recv() {
            self.take_in(first);
            while let Ok(next) = entries.try_recv() {
                self.take_in(next);
            }
            if let Err(error) = self.settle() {
                tracing::error!(%error, "could not judge anew; what is shown is older");
                self.known = None;
            }
        }
    }

    fn take_in(&mut self, appended: Appended) {
        let Some(known) = &mut self.known else { return };
        if appended.checkpoint.entries <= known.checkpoint.entries {
            // Read from the ledger already, together with the rest.
            return;
        }
        if let Next::Reports { reports, .. } = &appended.next {
            self.claims.extend(known.claims_of(reports, &Nobody));
            self.claims.sort_by(|a, b| a.id.cmp(&b.id));
            self.claims.dedup_by(|a, b| a.id == b.id);
        }
        known.extend(appended.next, appended.checkpoint);
    }

    /// Judges everything known and puts it into the views.
    ///
    /// # Errors
    /// When the ledger or the views cannot be read, or the case cannot be judged.
    pub fn settle(&mut self) -> Result<(), Failure> {
        if self.known.is_none() {
            let ledger = Ledger::open(&self.ledger)?;
            let known = Known::of_ledger(&ledger, &AsOf::Everything, &Nobody)?;
            self.claims = known.claims(&Nobody);
            self.known = Some(known);
        }
        let Some(known) = &self.known else { return Ok(()) };
        let before = self.earlier(known)?;
        let judged = known.judged_from(self.claims.clone(), Evaluator::Streaming, None, &Nobody)?;
        let turned = before.map(|before| before.turned(known, &judged)).unwrap_or_default();
        self.put_into_views(known, &judged)?;
        let held = self.views.held().map_err(words)?;
        if let Some(held) = held {
            self.bus.tell(Event::Settled {
                entries: held.checkpoint.entries,
                root: held.checkpoint.root.clone(),
                as_of: held.as_of.to_string(),
            });
            self.settlement.set_sight(Sight {
                outline: known.light(),
                head: Board { assessments: Vec::new(), ..judged.board.clone() },
                secrets: Secrets::gather(&known.sources, &known.reports),
                persons: persons(&known.reports),
                held,
                deal_lines: judged.deal_lines.clone(),
            });
        }
        if known.reports.len() > KEPT {
            self.settlement.set_whole(None);
            self.announce(known, &judged);
        } else {
            let whole = Arc::new(Whole { known: Arc::new(known.clone()), judged });
            self.settlement.set_whole(Some(Arc::clone(&whole)));
            self.announce(&whole.known, &whole.judged);
        }
        for turn in turned {
            self.bus.tell(Event::Turned(turn));
        }
        Ok(())
    }

    /// What was settled last, to tell what became of it. Nothing where nothing was, or where it is
    /// too much to be made again.
    fn earlier(&self, known: &Known) -> Result<Option<Earlier>, Failure> {
        let held = self.views.held().map_err(words)?;
        let Some(entries) = held.map(|held| held.checkpoint.entries) else { return Ok(None) };
        if entries >= known.checkpoint.entries || known.reports.len() > KEPT {
            return Ok(None);
        }
        if let Some(whole) = self.settlement.whole_of(entries) {
            return Ok(Some(Earlier::Held(whole)));
        }
        let earlier =
            Known::of_ledger(&Ledger::open(&self.ledger)?, &AsOf::Entries(entries), &Nobody)?;
        let fused = earlier.fused(earlier.claims(&Nobody));
        Ok(Some(Earlier::Made(fused)))
    }

    /// Last of all, so that whoever is told finds what they are told of.
    fn announce(&self, known: &Known, judged: &Judged) {
        if let Err(error) = self.announced.settled(&judged.publication(known)) {
            tracing::error!(%error, "new breaches are not announced");
        }
    }

    fn put_into_views(&self, known: &Known, judged: &Judged) -> Result<(), Failure> {
        let publication = judged.publication(known);
        let (accepted, aside) = (known.accepted(), known.set_aside());
        let received = known.arrivals.iter().map(|(id, arrival)| {
            let state = if aside.contains(id) {
                QueueState::SetAside
            } else if accepted.contains(id) {
                QueueState::Accepted
            } else {
                QueueState::Open
            };
            let received = Received { entry: arrival.entry, recorded: arrival.recorded, state };
            (id.clone(), received)
        });
        let received: HashMap<_, _> = received.collect();
        let parties = parties(known);
        let settled = Settled {
            publication: &publication,
            received: &received,
            checked: &checked(known),
            parties: &parties,
            aside: &judged.aside,
            audiences: &Audience::ALL,
        };
        let changes = self.views.settle(&settled).map_err(words)?;
        tracing::info!(
            entries = known.checkpoint.entries,
            written = changes.written(),
            kept = changes.kept,
            "settled"
        );
        Ok(())
    }
}

/// What was settled before.
enum Earlier {
    Held(Arc<Whole>),
    Made(Fused),
}

impl Earlier {
    /// What became of its incidents, as everybody may read it.
    fn turned(&self, known: &Known, judged: &Judged) -> Vec<TurnRow> {
        let (claims, incidents) = match self {
            Self::Held(whole) => (&whole.judged.claims, &whole.judged.incidents),
            Self::Made(fused) => (&fused.claims, &fused.incidents),
        };
        let turns = armistice_fusion::turns(incidents, &judged.incidents, &known.decided());
        if turns.is_empty() {
            return Vec::new();
        }
        // Only the ends of the links that are told are looked up.
        let named: HashSet<&ClaimId> =
            turns.iter().flat_map(|turn| turn.because.claims()).collect();
        let all = claims.iter().chain(&judged.claims).chain(&judged.aside);
        let claims: Vec<Claim> = all.filter(|c| named.contains(&c.id)).cloned().collect();
        let of_named: HashSet<&ReportId> = claims.iter().map(|c| &c.report).collect();
        let reports = known.reports.iter().filter(|report| of_named.contains(&report.id));
        let reports: Vec<Report> = reports.cloned().collect();
        turn_rows(&turns, &Veil::new(&known.sources, &claims, &reports, Audience::Public))
    }
}

fn words(error: armistice_views::ViewsError) -> Failure {
    Failure::new(error.to_string())
}

/// The deal's lines and areas.
pub fn deal_lines(known: &Known) -> Vec<armistice_model::KnownPlace> {
    let areas = known.deal.iter().flat_map(|deal| &deal.areas);
    areas.filter_map(|area| known.places.find(&area.place).cloned()).collect()
}

/// The deal's parties and outside groups, and who acts for them.
fn parties(known: &Known) -> Vec<Party> {
    let Some(deal) = &known.deal else { return Vec::new() };
    let party = |name: &str, members: &[armistice_deal::Member]| Party {
        name: name.to_string(),
        actors: members.iter().map(|m| m.actor.clone()).collect(),
    };
    let parties = deal.parties.iter().map(|p| party(&p.name, &p.members));
    parties.chain(deal.outside.iter().map(|o| party(&o.name, &o.members))).take(32).collect()
}

/// What people last said of how far incidents are checked.
fn checked(known: &Known) -> HashMap<IncidentId, Checked> {
    let mut checked = HashMap::new();
    for ruling in known.rulings.iter().filter(|r| r.undone_by.is_none()) {
        if let Act::Verify { incident, state } = &ruling.decision.act {
            checked.insert(
                incident.clone(),
                Checked {
                    state: *state,
                    by: Some(ruling.author.clone()),
                    at: Some(ruling.decision.at),
                    reason: Some(ruling.decision.reason.clone()),
                },
            );
        }
    }
    checked
}
