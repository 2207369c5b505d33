//! Who answers what: one file for each part of the interface.

mod accounts;
mod board;
mod case;
mod data;
mod decisions;
mod events;
mod field;
mod identity;
mod incidents;
mod ledger;
mod map;
mod ogc;
mod queue;
mod reports;
mod session;
mod tokens;
mod watch;
mod webhooks;

use crate::book::Book;
use crate::house::House;
use axum::Router;
use serde_json::Value;

/// Every endpoint, and the OpenAPI document of them.
pub fn all() -> (Router<House>, Value) {
    let parts = [
        session::enter,
        case::enter,
        board::enter,
        incidents::enter,
        reports::enter,
        queue::enter,
        decisions::enter,
        field::enter,
        ledger::enter,
        map::enter,
        events::enter,
        data::enter,
        accounts::enter,
        tokens::enter,
        webhooks::enter,
        identity::enter,
        watch::enter,
    ];
    let book = parts.into_iter().fold(Book::new(), |book, part| part(book));
    let (router, document) = book.close();
    // OGC API – Features brings its own definition.
    (router.merge(ogc::routes()), document)
}
