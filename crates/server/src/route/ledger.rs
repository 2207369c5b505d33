//! The ledger and its proofs.

use super::incidents::limit;
use crate::answer::Json;
use crate::asked::{Asked, Named};
use crate::book::{Book, Endpoint};
use crate::door::Seen;
use crate::house::House;
use crate::page::{ConsistencyPage, EntriesPage, LedgerPage, ProofPage, Writers, entries, proof};
use crate::problem::Problem;
use armistice_ledger::merkle;
use axum::extract::State;
use data_encoding::HEXLOWER;
use schemars::JsonSchema;
use serde::Deserialize;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get(
            "/api/v1/ledger",
            "ledger",
            "The ledger: its size, its root, its signed checkpoint",
        )
        .answers::<LedgerPage>(200, "The ledger"),
        whole,
    )
    .add(
        Endpoint::get("/api/v1/ledger/entries", "ledger", "Entries in order")
            .asks::<EntriesAsk>()
            .answers::<EntriesPage>(200, "Some entries"),
        list,
    )
    .add(
        Endpoint::get(
            "/api/v1/ledger/entries/{index}/proof",
            "ledger",
            "The proof that an entry is in the ledger (RFC 6962)",
        )
        .path_number("index", "The entry's number, from 0")
        .asks::<ProofAsk>()
        .answers::<ProofPage>(200, "The proof"),
        prove,
    )
    .add(
        Endpoint::get(
            "/api/v1/ledger/consistency",
            "ledger",
            "The proof that the ledger continues an earlier one (RFC 6962)",
        )
        .asks::<ConsistencyAsk>()
        .answers::<ConsistencyPage>(200, "The proof"),
        consistency,
    )
}

/// Which entries.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EntriesAsk {
    /// From this one on; the last ones if left out.
    from: Option<u64>,
    /// How many at most, 1 to 500; 100 if left out.
    #[schemars(range(min = 1, max = 500))]
    limit: Option<usize>,
}

/// Among how many entries.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProofAsk {
    /// All of them if left out.
    size: Option<u64>,
}

/// Between which two ledgers.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ConsistencyAsk {
    /// Entries of the earlier one.
    old: u64,
    /// Entries of the later one; all of them if left out.
    new: Option<u64>,
}

async fn whole(State(house): State<House>) -> Result<Json<LedgerPage>, Problem> {
    let page = house
        .read(|house| {
            Ok(house.clerk().ledger(|ledger, _| LedgerPage {
                size: ledger.size(),
                root: ledger.root().to_string(),
                checkpoint: ledger.checkpoint().note().to_string(),
                log_key: HEXLOWER.encode(ledger.log().as_bytes()),
            }))
        })
        .await?;
    Ok(Json(page))
}

async fn list(
    State(house): State<House>,
    seen: Seen,
    Asked(ask): Asked<EntriesAsk>,
) -> Result<Json<EntriesPage>, Problem> {
    let most = limit(ask.limit, 100, 500)?;
    let page = house
        .read(move |house| {
            let sight = house.sight()?;
            let (writers, veil) = (Writers::of(house), sight.veil(&[], &[], seen.audience));
            house.clerk().ledger(|ledger, leaves| {
                let from = ask.from.unwrap_or_else(|| ledger.size().saturating_sub(most as u64));
                entries(ledger, leaves, (from, most), (&writers, &veil))
            })
        })
        .await?;
    Ok(Json(page))
}

async fn prove(
    State(house): State<House>,
    seen: Seen,
    Named(index): Named<u64>,
    Asked(ask): Asked<ProofAsk>,
) -> Result<Json<ProofPage>, Problem> {
    let page = house
        .read(move |house| {
            house
                .clerk()
                .ledger(|ledger, leaves| proof(ledger, leaves, (index, ask.size), seen.audience))
        })
        .await?;
    Ok(Json(page))
}

async fn consistency(
    State(house): State<House>,
    Asked(ask): Asked<ConsistencyAsk>,
) -> Result<Json<ConsistencyPage>, Problem> {
    let page = house
        .read(move |house| {
            house.clerk().ledger(|ledger, leaves| {
                let new = ask.new.unwrap_or_else(|| ledger.size());
                let wrong = || {
                    Problem::asked(format!(
                        "old={} and new={new}: 1 ≤ old ≤ new ≤ {} is wanted",
                        ask.old,
                        ledger.size()
                    ))
                };
                let among =
                    usize::try_from(new).ok().and_then(|n| leaves.get(..n)).ok_or_else(wrong)?;
                let ranges = merkle::consistency_ranges(ask.old, new).ok_or_else(wrong)?;
                let known = among.iter().map(|leaf| Ok::<_, Problem>(*leaf));
                let path = merkle::prove(&ranges, known)?.ok_or_else(wrong)?;
                Ok(ConsistencyPage {
                    old: ask.old,
                    new,
                    path: path.iter().map(ToString::to_string).collect(),
                    root: merkle::root(among).to_string(),
                })
            })
        })
        .await?;
    Ok(Json(page))
}
