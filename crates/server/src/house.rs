//! What the server stands on, shared by everything that answers.

use crate::announce::Announced;
use crate::basic::Basic;
use crate::bus::Bus;
use crate::clerk::Clerk;
use crate::door::Limits;
use crate::identity::Identities;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::settler::Settlement;
use crate::shelf::Shelf;
use crate::sight::{Sight, Whole};
use crate::taken_up::Desk;
use armistice_accounts::{Accounts, Caller};
use armistice_hooks::{Allow, Hooks};
use armistice_ledger::{Key, Sha256};
use armistice_model::SourceId;
use armistice_views::Views;
use axum::http::{HeaderValue, StatusCode};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

/// The house: cheap to clone.
#[derive(Clone)]
pub struct House(Arc<Rooms>);

/// What is in it.
pub struct Rooms {
    /// The ledger's folder.
    pub ledger: PathBuf,
    /// The writer.
    pub clerk: Clerk,
    /// Where pages come from.
    pub views: Arc<dyn Views>,
    /// Where what is not the ledger lies: views, accounts, what waits.
    pub rooms: PathBuf,
    /// Who may come in.
    pub accounts: Arc<Accounts>,
    /// Whom to call.
    pub hooks: Arc<Hooks>,
    /// Who vouches for people, besides their passwords.
    pub identities: Option<Arc<Identities>>,
    /// What was announced.
    pub announced: Arc<Announced>,
    /// What may be called.
    pub allow: Allow,
    /// Turns true when the program stops.
    pub stopping: watch::Receiver<bool>,
    /// Whose turn it is among those who look something up.
    pub turns: Semaphore,
    /// Held while an earlier board is judged: one at a time, whoever asks.
    pub judging: Mutex<()>,
    /// Places for those who wait for that.
    pub waiting: Semaphore,
    /// Held while what was done to the accounts is written into the ledger: once, whoever writes.
    pub recording: Mutex<()>,
    /// Signs for the program itself: the records of the accounts.
    pub own_key: Key,
    /// What is settled.
    pub settlement: Settlement,
    /// Who hears what happens.
    pub bus: Bus,
    /// Who is on what.
    pub desk: Desk,
    /// How often.
    pub limits: Limits,
    /// Names and passwords that were right.
    pub basic: Basic,
    /// Pages that took long to make.
    pub shelf: Shelf,
    /// Figures.
    pub metrics: Metrics,
    /// Whether we are reached by TLS.
    pub secure: bool,
    /// Whether a proxy stands before us.
    pub behind_proxy: bool,
    /// How others reach us, without a slash at the end.
    pub public_url: String,
    /// Map tiles of the user's.
    pub map_tiles: Option<String>,
    /// The policy with them.
    pub policy: Option<HeaderValue>,
}

/// One's turn; it ends when this is dropped.
pub struct Turn<'a> {
    _judging: MutexGuard<'a, ()>,
    _place: SemaphorePermit<'a>,
}

impl House {
    /// Builds it.
    pub fn new(rooms: Rooms) -> Self {
        Self(Arc::new(rooms))
    }

    /// Runs what may block on a thread for it.
    ///
    /// # Errors
    /// Those of the work itself; 503 when the program is stopping.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(error) if error.is_panic() => Err(Problem::ours(
                "this answer could not be made; the record of the server says why",
            )),
            Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping")),
        }
    }

    /// Runs a read of the house on a thread for it.
    ///
    /// # Errors
    /// As [`House::blocking`].
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&House) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let house = self.clone();
        self.blocking(move || work(&house)).await
    }

    /// Looks something up that takes milliseconds, when it is its turn. More of these at a time
    /// than the cores can do would make all of them late, and some of them very late; whoever came
    /// first is answered first.
    ///
    /// # Errors
    /// As [`House::blocking`].
    pub async fn look_up<T: Send + 'static>(
        &self,
        work: impl FnOnce(&House) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.0.turns.acquire().await;
        let _turn = turn.map_err(|_| Problem::ours("nobody gives turns any more"))?;
        self.read(work).await
    }

    /// What is settled.
    ///
    /// # Errors
    /// 503 before anything is.
    pub fn sight(&self) -> Result<Arc<Sight>, Problem> {
        self.0.settlement.sight().ok_or_else(|| {
            Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the case is being judged for the first time: try again in a moment",
            )
        })
    }

    /// The whole case in memory.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn whole(&self) -> Result<Arc<Whole>, Problem> {
        Ok(self.0.settlement.whole(&self.0.ledger)?)
    }

    /// The key that signs for an account.
    ///
    /// # Errors
    /// When the account is gone.
    pub fn key_of(&self, caller: &Caller) -> Result<Key, Problem> {
        let seed = self.0.accounts.signing_seed(&caller.name)?;
        Ok(Key::from_seed(caller.name.as_str(), &seed))
    }

    /// A word that stands for a source whose name may not be seen: always the same, and nobody can
    /// reckon it from the name, because our own key is in it.
    pub fn stand_in(&self, source: &SourceId) -> String {
        let signed = self.0.own_key.sign(format!("stands for {source}").as_bytes());
        let hash = Sha256::of(signed.as_bytes()).to_string();
        format!("protected-{}", hash.get(..16).unwrap_or(&hash))
    }

    /// Writes what was done to the accounts into the ledger; what could not be written is written
    /// with the next.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn record_accounts(&self) -> Result<(), Problem> {
        let _alone = self.0.recording.lock().unwrap_or_else(PoisonError::into_inner);
        for audit in self.0.accounts.unrecorded()? {
            let (id, summary) = (audit.id, audit.summary());
            let payload = crate::record::payload(audit);
            self.0.clerk.record(&self.0.own_key, &payload, &summary)?;
            self.0.accounts.recorded(id)?;
        }
        Ok(())
    }

    /// The accounts.
    pub fn accounts(&self) -> Arc<Accounts> {
        Arc::clone(&self.0.accounts)
    }

    /// Whom to call.
    pub fn hooks(&self) -> &Hooks {
        &self.0.hooks
    }

    /// Who vouches for people, besides their passwords.
    pub fn identities(&self) -> Option<Arc<Identities>> {
        self.0.identities.clone()
    }

    /// What was announced.
    pub fn announced(&self) -> &Announced {
        &self.0.announced
    }

    /// What may be called.
    pub fn allow(&self) -> Allow {
        self.0.allow
    }

    /// Turns true when the program stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    /// One's turn to judge an earlier board: one at a time, and few wait, so that whoever asks for
    /// the past does not keep everybody else from the present.
    ///
    /// # Errors
    /// 503 when enough wait already.
    pub fn judging(&self) -> Result<Turn<'_>, Problem> {
        let place = self.0.waiting.try_acquire().map_err(|_| {
            Problem::busy("many ask for earlier boards just now, and each is judged anew", 5)
        })?;
        let judging = self.0.judging.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Turn { _judging: judging, _place: place })
    }

    /// Where the photos of a form wait until all are there.
    pub fn spool(&self, uuid: &str) -> PathBuf {
        // A form's id is checked before: it has no slash.
        self.0.rooms.join("spool").join(uuid)
    }

    /// Where pages come from.
    pub fn views(&self) -> &dyn Views {
        self.0.views.as_ref()
    }

    /// The writer.
    pub fn clerk(&self) -> &Clerk {
        &self.0.clerk
    }

    /// Who hears what happens.
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    /// Who is on what.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// How often.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Names and passwords that were right.
    pub fn basic(&self) -> &Basic {
        &self.0.basic
    }

    /// Pages that took long to make.
    pub fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    /// Figures.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Whether we are reached by TLS.
    pub fn secure(&self) -> bool {
        self.0.secure
    }

    /// Whether a proxy stands before us.
    pub fn behind_proxy(&self) -> bool {
        self.0.behind_proxy
    }

    /// How others reach us, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// Whether an origin is how others reach us.
    pub fn is_public_url(&self, origin: &str) -> bool {
        self.0.public_url == origin
    }

    /// Map tiles of the user's.
    pub fn map_tiles(&self) -> Option<&str> {
        self.0.map_tiles.as_deref()
    }

    /// The policy of pages, where it is not the usual one.
    pub fn policy(&self) -> Option<HeaderValue> {
        self.0.policy.clone()
    }

    /// The ledger's folder.
    pub fn ledger_folder(&self) -> &std::path::Path {
        &self.0.ledger
    }
}
