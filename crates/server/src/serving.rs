//! Answering until told to stop.

use crate::application;
use crate::door::{dress, enter};
use crate::house::House;
use crate::open::{Config, Opened};
use crate::route;
use armistice_case::{Doing, Failure, Onlooker};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// How long requests that are being answered may take when the program stops.
const GRACE: Duration = Duration::from_secs(10);

/// A server that answers.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// How others reach it.
    pub url: String,
    /// The password of the administrator that was just made: told this once.
    pub first_password: Option<String>,
    /// Whether the web application is part of this program.
    pub application: bool,
}

/// Serves a case until the program is told to stop (SIGINT, SIGTERM). `ready` is told when it
/// answers.
///
/// # Errors
/// When the case cannot be opened, or the address is taken.
pub fn serve(
    config: &Config,
    onlooker: &dyn Onlooker,
    ready: impl FnOnce(&Running),
) -> Result<(), Failure> {
    // First, so that the address is known that links are made with.
    let listener = std::net::TcpListener::bind(config.listen)
        .doing(format!("listen at {} (choose another with --listen)", config.listen))?;
    let address = listener.local_addr().doing("listen")?;
    let config = Config { listen: address, ..config.clone() };
    let opened = Opened::new(&config, onlooker)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(64)
        .build()
        .doing("start")?;
    runtime.block_on(async move {
        listener.set_nonblocking(true).doing("listen")?;
        let listener = TcpListener::from_std(listener).doing("listen")?;
        let url = opened.house.public_url().to_string();
        let first_password = opened.first_password.clone();
        ready(&Running { address, url, first_password, application: application::is_built() });
        deliver(opened.house.clone());
        run(opened, listener).await
    })
}

async fn run(opened: Opened, listener: TcpListener) -> Result<(), Failure> {
    let Opened { house, stop, .. } = opened;
    let router = router(house.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let mut stopping = house.stopping();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    tokio::select! {
        served = server => served.doing("serve"),
        () = async {
            // An error means that nobody can tell us any more: then there is nothing to wait for.
            let _ = stopping.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        } => Ok(()),
    }
}

async fn told_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}

/// Everything that answers.
pub(crate) fn router(house: House) -> Router {
    let (routes, document) = route::all();
    let document: Arc<[u8]> = serde_json::to_vec(&document).unwrap_or_default().into();
    let openapi = get(move || {
        let document = Arc::clone(&document);
        async move { crate::answer::kept("application/json", document) }
    });
    // News must leave at once, and pictures are compressed already.
    let squeeze = SizeAbove::new(512)
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::new("application/vnd.apache.parquet"));
    routes
        .route("/openapi.json", openapi)
        .fallback(application::serve)
        .layer(from_fn_with_state(house.clone(), enter))
        .layer(CompressionLayer::new().compress_when(squeeze))
        .layer(from_fn_with_state(house.clone(), dress))
        .layer(from_fn_with_state(house.clone(), count))
        .with_state(house)
}

/// Counts an answer and tells of it.
async fn count(State(house): State<House>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "application".to_string(), |path| path.as_str().to_string());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    house.metrics().count(method.as_str(), &route, status, took);
    tracing::debug!(%method, route, status, micros = took.as_micros() as u64, "answered");
    response
}

/// Calls webhooks, on a thread of its own, as long as the program runs.
fn deliver(house: House) {
    let client = armistice_hooks::Client::new("armistice", house.allow());
    let spawned = std::thread::Builder::new().name("webhooks".to_string()).spawn(move || {
        let stopping = house.stopping();
        while !*stopping.borrow() {
            match house.hooks().deliver_due(&client, jiff::Timestamp::now()) {
                Ok(round) if round.delivered + round.failed > 0 => {
                    tracing::info!(delivered = round.delivered, failed = round.failed, "webhooks");
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "webhooks"),
            }
            std::thread::sleep(Duration::from_secs(1));
        }
    });
    if let Err(error) = spawned {
        tracing::error!(%error, "webhooks are not called");
    }
}
