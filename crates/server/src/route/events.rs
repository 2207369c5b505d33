//! News for open browsers (server-sent events).

use crate::book::{Book, Endpoint};
use crate::bus::Event;
use crate::door::Seen;
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::Power;
use armistice_publish::Audience;
use axum::extract::State;
use axum::response::sse::{self, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Enters the endpoint.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get(
            "/api/v1/events",
            "events",
            "News as it happens: `entry`, `turned`, `taken_up` (for the mission), `settled`",
        )
        .answers_media("text/event-stream", "Server-sent events"),
        listen,
    )
}

/// One who listens, counted as long as they do.
struct Listener {
    news: Receiver<Event>,
    mission: bool,
    audience: Audience,
    house: House,
}

impl Listener {
    /// The news as this audience may read them: what people write may name whom it must not.
    fn veiled(&self, event: Event) -> Event {
        match (event, self.house.sight()) {
            (Event::Entry { index, kind, summary, report }, Ok(sight)) => {
                let summary = sight.veil(&[], &[], self.audience).text(&summary).into_owned();
                Event::Entry { index, kind, summary, report }
            }
            (event, _) => event,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.house.metrics().listening.dec();
    }
}

async fn listen(
    State(house): State<House>,
    seen: Seen,
) -> Result<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>, Problem> {
    let mission = seen.may(Power::Read).is_ok();
    house.metrics().listening.inc();
    let (news, audience) = (house.bus().listen(), seen.audience);
    let listener = Listener { news, mission, audience, house };
    let stream = stream::unfold(listener, |mut listener| async move {
        let event = next(&mut listener).await?;
        Some((Ok(event), listener))
    });
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    Ok(Sse::new(stream).keep_alive(alive))
}

async fn next(listener: &mut Listener) -> Option<sse::Event> {
    loop {
        let mut stopping = listener.house.stopping();
        let heard = tokio::select! {
            heard = listener.news.recv() => heard,
            _ = stopping.wait_for(|stop| *stop) => return None,
        };
        match heard {
            Ok(event) if listener.mission || event.is_public() => {
                let event = listener.veiled(event);
                let data = serde_json::to_string(&event).unwrap_or_default();
                return Some(sse::Event::default().event(event.name()).data(data));
            }
            Ok(_) => {}
            // Too far behind: everything may have changed.
            Err(RecvError::Lagged(_)) => {
                return Some(sse::Event::default().event("missed").data("{}"));
            }
            Err(RecvError::Closed) => return None,
        }
    }
}
