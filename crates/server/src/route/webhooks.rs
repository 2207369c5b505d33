//! Webhooks: whom to tell.

use crate::answer::{Created, Json};
use crate::asked::{Named, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Change, Power};
use armistice_hooks::{Hook, Target};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/webhooks", "admin", "Webhooks")
            .need(Need::Power(Power::Admin))
            .answers::<HooksPage>(200, "Webhooks, without their secrets"),
        hooks,
    )
    .add(
        Endpoint::post("/api/v1/webhooks", "admin", "Add a webhook; its secret is shown once")
            .need(Need::Power(Power::Admin))
            .takes::<NewHook>()
            .answers::<MadeHook>(201, "Added"),
        add_hook,
    )
    .add(
        Endpoint::delete("/api/v1/webhooks/{id}", "admin", "Remove a webhook")
            .need(Need::Power(Power::Admin))
            .path_number("id", "The webhook's number")
            .answers_nothing(),
        remove_hook,
    )
}

#[derive(Serialize, JsonSchema)]
struct HooksPage {
    webhooks: Vec<HookRow>,
}

/// A webhook without its secret.
#[derive(Serialize, JsonSchema)]
struct HookRow {
    /// Its number.
    id: u64,
    /// What is called.
    url: String,
    /// What it is told of.
    events: Vec<String>,
    /// When it was added, RFC 3339.
    created: String,
    /// When it last took a delivery.
    succeeded: Option<String>,
    /// How often in a row it then did not.
    failures: u32,
    /// Why not, the last time.
    error: Option<String>,
    /// How many deliveries wait.
    waiting: u64,
}

impl HookRow {
    fn of(hook: &Hook) -> Self {
        Self {
            id: hook.id,
            url: hook.url.clone(),
            events: hook.events.clone(),
            created: hook.created.to_string(),
            succeeded: hook.succeeded.map(|at| at.to_string()),
            failures: hook.failures,
            error: hook.error.clone(),
            waiting: hook.waiting,
        }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
enum HookEvent {
    /// A breach is newly alleged, or stands otherwise than before.
    #[serde(rename = "breach")]
    Breach,
    /// Everything up to an entry is judged.
    #[serde(rename = "settled")]
    Settled,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewHook {
    /// https, at a public address.
    url: String,
    /// What to be told of.
    events: Vec<HookEvent>,
}

#[derive(Serialize, JsonSchema)]
struct MadeHook {
    webhook: HookRow,
    /// What its calls are signed with: shown this once.
    secret: String,
}

async fn hooks(State(house): State<House>) -> Result<Json<HooksPage>, Problem> {
    let page = house
        .read(|house| {
            let all = house.hooks().list().map_err(hooked)?;
            Ok(HooksPage { webhooks: all.iter().map(HookRow::of).collect() })
        })
        .await?;
    Ok(Json(page))
}

fn hooked(error: armistice_hooks::Error) -> Problem {
    Problem::refused(error.to_string())
}

async fn add_hook(
    State(house): State<House>,
    seen: Seen,
    Sent(new): Sent<NewHook>,
) -> Result<Created<MadeHook>, Problem> {
    let made = house
        .read(move |house| {
            let target = Target::new(&new.url, house.allow())
                .map_err(|refused| Problem::refused(refused.to_string()))?;
            let events: Vec<String> = new
                .events
                .iter()
                .filter_map(|e| serde_json::to_value(e).ok()?.as_str().map(str::to_string))
                .collect();
            let now = Timestamp::now();
            let (hook, secret) = house.hooks().subscribe(&target, &events, now).map_err(hooked)?;
            let change = Change::WebhookAdded { webhook: hook.id, host: hook.host() };
            house.accounts().note(Some(&seen.caller()?.name), &change, now)?;
            house.record_accounts()?;
            Ok(MadeHook { webhook: HookRow::of(&hook), secret: secret.reveal().to_string() })
        })
        .await?;
    Ok(Created(made))
}

async fn remove_hook(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<u64>,
) -> Result<StatusCode, Problem> {
    house
        .read(move |house| {
            let hook = house
                .hooks()
                .unsubscribe(id)
                .map_err(|error| Problem::new(StatusCode::NOT_FOUND, error.to_string()))?;
            let change = Change::WebhookRemoved { webhook: id, host: hook.host() };
            let now = Timestamp::now();
            house.accounts().note(Some(&seen.caller()?.name), &change, now)?;
            house.record_accounts()
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
