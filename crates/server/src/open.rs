//! Opening a case for serving.

use crate::announce::Announced;
use crate::basic::Basic;
use crate::bus::Bus;
use crate::clerk::Clerk;
use crate::door::{Limits, policy_with};
use crate::house::{House, Rooms};
use crate::identity::Identities;
use crate::metrics::Metrics;
use crate::settler::{Settlement, Settler, ToSettler};
use crate::shelf::Shelf;
use crate::taken_up::Desk;
use armistice_accounts::Accounts;
use armistice_case::{Doing, Failure, Folder, Known, Onlooker, own_key};
use armistice_hooks::{Allow, Hooks};
use armistice_views::{Sqlite, Views};
use jiff::Timestamp;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::sync::{Semaphore, watch};

/// The folder beside the ledger that holds what can be made again, and who may come in.
const ROOMS: &str = "serve";

/// How many may wait for an earlier board, the one whose turn it is among them.
const WAITING: usize = 8;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Config {
    /// The case's folder.
    pub case: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// How others reach us; `http://ADDRESS` if not given.
    pub public_url: Option<String>,
    /// Whether a proxy stands before us that ends TLS and names the client's address.
    pub behind_proxy: bool,
    /// Requests a second for each address that nobody signed in from; `None` for no limit.
    pub per_second: Option<u32>,
    /// Map tiles of the mission's own: a template with `{z}/{x}/{y}` or a `.pmtiles` file.
    pub map_tiles: Option<String>,
    /// What webhooks may call besides public addresses.
    pub allow: Allow,
    /// A provider of identities with which people may sign in.
    pub identities: Option<IdentityProvider>,
}

/// How this program is known to a provider of identities (OpenID Connect).
#[derive(Clone)]
pub struct IdentityProvider {
    /// The provider's issuer URL.
    pub issuer: String,
    /// The client's ID there.
    pub client_id: String,
    /// The client's secret, if it has one.
    pub client_secret: Option<String>,
}

// The secret must not reach a log file through a debug print.
impl std::fmt::Debug for IdentityProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IdentityProvider").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// A case that is open.
pub struct Opened {
    /// What it stands on.
    pub(crate) house: House,
    /// Tells everybody to stop.
    pub(crate) stop: watch::Sender<bool>,
    /// The password of the administrator that was just made: told this once.
    pub first_password: Option<String>,
}

/// The folder of what is not the ledger, made if need be.
///
/// # Errors
/// When it cannot be made.
pub fn rooms(folder: &Folder) -> Result<PathBuf, Failure> {
    let rooms = folder.path().join(ROOMS);
    std::fs::create_dir_all(&rooms).doing(format!("make {}", rooms.display()))?;
    Ok(rooms)
}

fn views(rooms: &Path) -> Result<Arc<dyn Views>, Failure> {
    let views = Sqlite::open(rooms.join("views.db")).doing("open the views")?;
    Ok(Arc::new(views))
}

/// Throws the views away and makes them again.
///
/// # Errors
/// When the case cannot be read or judged.
pub fn rebuild(case: &Path, onlooker: &dyn Onlooker) -> Result<(), Failure> {
    let folder = Folder::at(case)?;
    folder.open(onlooker)?;
    let rooms = rooms(&folder)?;
    for name in ["views.db", "views.db-wal", "views.db-shm"] {
        let path = rooms.join(name);
        if path.exists() {
            std::fs::remove_file(&path).doing(format!("delete {}", path.display()))?;
        }
    }
    let hooks = Hooks::open(&rooms.join("hooks.db")).doing("open the webhooks")?;
    let announced = Announced::open(&rooms.join("announced.json"), Arc::new(hooks), "");
    let (bus, settlement) = (Bus::new(), Settlement::default());
    Settler::new(folder.ledger(), views(&rooms)?, bus, settlement, Arc::new(announced)).settle()
}

/// How many look something up at the same time: enough that no core waits for the disk.
fn turns() -> usize {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    (2 * cores).max(4)
}

impl Opened {
    /// Opens a case: brings its own files in, takes the pen, makes the views ready.
    ///
    /// # Errors
    /// When it cannot be read, is being written by somebody else, or cannot be judged.
    pub fn new(config: &Config, onlooker: &dyn Onlooker) -> Result<Self, Failure> {
        let folder = Folder::at(&config.case)?;
        folder.open(onlooker)?;
        let writer = folder.writer()?;
        let rooms = rooms(&folder)?;
        let views = views(&rooms)?;
        let accounts = Accounts::open(&rooms.join("accounts.db")).doing("open the accounts")?;
        let hooks = Hooks::open(&rooms.join("hooks.db")).doing("open the webhooks")?;
        let first = accounts.first_admin(Timestamp::now()).doing("make the first account")?;

        let (bus, settlement) = (Bus::new(), Settlement::default());
        let outline = Known::outline(&writer)?;
        outline.deal()?;
        let public_url =
            config.public_url.clone().unwrap_or_else(|| format!("http://{}", config.listen));
        let public_url = public_url.trim_end_matches('/').to_string();
        let hooks = Arc::new(hooks);
        let announced =
            Announced::open(&rooms.join("announced.json"), Arc::clone(&hooks), &public_url);
        let announced = Arc::new(announced);
        let mut settler = Settler::new(
            folder.ledger(),
            Arc::clone(&views),
            bus.clone(),
            settlement.clone(),
            Arc::clone(&announced),
        );
        settler.begin(&outline)?;
        let (to_settler, entries) = ToSettler::new();
        let clerk = Clerk::new(writer, outline, bus.clone(), Arc::clone(&views), to_settler)?;
        std::thread::Builder::new()
            .name("settler".to_string())
            .spawn(move || settler.run(entries))
            .doing("start the settler")?;

        let (stop, stopping) = watch::channel(false);
        let house = House::new(Rooms {
            ledger: folder.ledger(),
            clerk,
            views,
            rooms,
            accounts: Arc::new(accounts),
            hooks,
            announced,
            identities: config.identities.clone().map(|provider| {
                let settings = armistice_accounts::oidc::Settings {
                    issuer: provider.issuer,
                    client_id: provider.client_id,
                    client_secret: provider.client_secret,
                    redirect_uri: format!("{public_url}/api/v1/oidc/back"),
                };
                Arc::new(Identities::new(settings, config.allow))
            }),
            allow: config.allow,
            stopping,
            turns: Semaphore::new(turns()),
            judging: Mutex::new(()),
            waiting: Semaphore::new(WAITING),
            recording: Mutex::new(()),
            own_key: own_key()?,
            settlement,
            bus,
            desk: Desk::default(),
            limits: Limits::new(config.per_second),
            basic: Basic::default(),
            shelf: Shelf::default(),
            metrics: Metrics::new(),
            secure: config.behind_proxy || public_url.starts_with("https://"),
            behind_proxy: config.behind_proxy,
            public_url,
            policy: config.map_tiles.as_deref().and_then(policy_with),
            map_tiles: config.map_tiles.clone(),
        });
        house.record_accounts().map_err(|problem| Failure::new(problem.to_string()))?;
        let first_password = first.map(|secret| secret.reveal().to_string());
        Ok(Self { house, stop, first_password })
    }
}
