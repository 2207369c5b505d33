//! What happens, told to everybody who listens.

use armistice_publish::TurnRow;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::broadcast;

/// How far a listener may fall behind before it is told to start again.
const BEHIND: usize = 1_024;

/// Something that happened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// An entry was appended to the ledger.
    Entry {
        /// Its number.
        index: u64,
        /// `report`, `decision`, `case_file` or `account`.
        kind: &'static str,
        /// In few words, as the mission may read them.
        summary: String,
        /// Its first report, if it has one.
        #[serde(skip_serializing_if = "Option::is_none")]
        report: Option<String>,
    },
    /// Everything up to an entry is judged.
    Settled {
        /// How many entries.
        entries: u64,
        /// The ledger's root over them.
        root: String,
        /// The instant of judgement.
        as_of: String,
    },
    /// Incidents became one, fell apart or exchanged claims.
    Turned(TurnRow),
    /// Somebody took up a report, or laid it down.
    TakenUp {
        /// Which report.
        report: String,
        /// Who; `null` when it was laid down.
        by: Option<String>,
    },
}

impl Event {
    /// Its name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entry { .. } => "entry",
            Self::Settled { .. } => "settled",
            Self::Turned(_) => "turned",
            Self::TakenUp { .. } => "taken_up",
        }
    }

    /// Whether anybody may hear it; the rest is for the mission.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Settled { .. })
    }
}

/// Tells everybody.
#[derive(Clone, Debug)]
pub struct Bus(broadcast::Sender<Event>);

impl Bus {
    /// With nobody listening yet.
    pub fn new() -> Self {
        Self(broadcast::channel(BEHIND).0)
    }

    /// Tells those who listen now.
    pub fn tell(&self, event: Event) {
        // Nobody listening is no fault.
        let _ = self.0.send(event);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
