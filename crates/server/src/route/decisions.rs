//! What people decide.

use super::incidents::limit;
use crate::answer::{Created, Json};
use crate::asked::{Asked, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::house::House;
use crate::page::{Decided, Writers, decided};
use crate::problem::Problem;
use armistice_accounts::Power;
use armistice_case::Ruling;
use armistice_model::Act;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/decisions", "decisions", "What was decided, the newest first")
            .need(Need::Power(Power::Read))
            .asks::<Ask>()
            .answers::<DecisionsPage>(200, "A page of decisions"),
        list,
    )
    .add(
        Endpoint::post("/api/v1/decisions", "decisions", "Decide: signed, with a reason, for ever")
            .need(Need::Power(Power::Decide))
            .takes::<Deciding>()
            .answers::<Entered>(201, "It is in the ledger"),
        decide,
    )
}

/// Which decisions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ask {
    /// How many at most, 1 to 500; 100 if left out.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<usize>,
    /// Those before this entry.
    after: Option<u64>,
}

/// Decisions.
#[derive(Serialize, JsonSchema)]
struct DecisionsPage {
    /// The newest first.
    decisions: Vec<Decided>,
    /// What to send as `after` for the next page.
    next: Option<u64>,
}

/// A decision to be entered.
#[derive(Deserialize, JsonSchema)]
struct Deciding {
    /// The act, and what it names.
    #[serde(flatten)]
    act: Act,
    /// Why; it is kept with the decision for ever.
    reason: String,
    /// Reports that show it.
    #[serde(default)]
    cites: Vec<String>,
    /// From when it holds; now if left out.
    #[schemars(with = "Option<String>")]
    at: Option<Timestamp>,
}

/// A decision that is in the ledger.
#[derive(Serialize, JsonSchema)]
struct Entered {
    /// Its entry.
    entry: u64,
    /// As it was entered.
    decision: Decided,
    /// What whoever decided should know.
    note: Option<String>,
}

async fn list(
    State(house): State<House>,
    seen: Seen,
    Asked(ask): Asked<Ask>,
) -> Result<Json<DecisionsPage>, Problem> {
    let most = limit(ask.limit, 100, 500)?;
    let page = house
        .read(move |house| {
            let sight = house.sight()?;
            let (veil, writers) = (sight.veil(&[], &[], seen.audience), Writers::of(house));
            let before = ask.after.unwrap_or(u64::MAX);
            let mut decisions: Vec<Decided> = house.clerk().outline(|known| {
                let rulings = known.rulings.iter().rev().filter(|r| r.entry < before);
                rulings.take(most + 1).map(|r| decided(r, &writers, &veil)).collect()
            });
            let more = decisions.len() > most;
            decisions.truncate(most);
            let next = decisions.last().filter(|_| more).map(|d| d.entry);
            Ok(DecisionsPage { decisions, next })
        })
        .await?;
    Ok(Json(page))
}

/// What an act needs.
fn power(act: &Act) -> Power {
    match act {
        Act::Merge { .. }
        | Act::Split { .. }
        | Act::Verify { .. }
        | Act::Attribute { .. }
        | Act::Accept { .. }
        | Act::SetAside { .. }
        | Act::Ask { .. }
        | Act::Answer { .. }
        | Act::Undo { .. } => Power::Decide,
        Act::Find { .. }
        | Act::Extend { .. }
        | Act::Restart { .. }
        | Act::Withdraw { .. }
        | Act::Join { .. }
        | Act::Leave { .. } => Power::DecideTerms,
    }
}

async fn decide(
    State(house): State<House>,
    seen: Seen,
    Sent(sent): Sent<Deciding>,
) -> Result<Created<Entered>, Problem> {
    seen.may(power(&sent.act))?;
    let entered = house
        .read(move |house| {
            let sight = house.sight()?;
            // To undo needs what it took to decide.
            if let Act::Undo { of } = &sent.act {
                let undone = house.clerk().outline(|known| {
                    let found = known.rulings.iter().find(|r| r.entry == *of);
                    found.map(|ruling| power(&ruling.decision.act))
                });
                undone.map(|needed| seen.may(needed)).transpose()?;
            }
            let key = house.key_of(seen.caller()?)?;
            let entered = house.clerk().decide(&key, sent.act, sent.reason, sent.cites, sent.at)?;
            let ruling = Ruling {
                entry: entered.entry,
                author: entered.author,
                decision: entered.decision,
                undone_by: None,
            };
            let veil = sight.veil(&[], &[], seen.audience);
            Ok(Entered {
                entry: entered.entry,
                decision: decided(&ruling, &Writers::of(house), &veil),
                note: entered.note,
            })
        })
        .await?;
    Ok(Created(entered))
}
