//! Accounts, tokens and webhooks.

use crate::answer::{Created, Json};
use crate::asked::{Named, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Account, Change, Edit, Name, Power, Role, Scope, Scopes, TokenLine};
use armistice_hooks::{Hook, Target};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/accounts", "admin", "Accounts")
            .need(Need::Power(Power::Admin))
            .answers::<AccountsPage>(200, "All accounts"),
        accounts,
    )
    .add(
        Endpoint::post(
            "/api/v1/accounts",
            "admin",
            "Make an account; without a password one is made and shown once",
        )
        .need(Need::Power(Power::Admin))
        .takes::<NewAccount>()
        .may_fail(&[409])
        .answers::<MadeAccount>(201, "Made"),
        create,
    )
    .add(
        Endpoint::patch("/api/v1/accounts/{name}", "admin", "Change an account")
            .need(Need::Power(Power::Admin))
            .path_text("name", "The account's name")
            .takes::<EditAccount>()
            .answers::<MadeAccount>(200, "As it is now"),
        edit,
    )
    .add(
        Endpoint::get(
            "/api/v1/tokens",
            "admin",
            "One's own API tokens; all of them for an administrator",
        )
        .need(Need::Power(Power::Read))
        .answers::<TokensPage>(200, "Tokens, without their secrets"),
        tokens,
    )
    .add(
        Endpoint::post(
            "/api/v1/tokens",
            "admin",
            "Make an API token for oneself; it is shown once",
        )
        .need(Need::Power(Power::Read))
        .takes::<NewToken>()
        .answers::<MadeToken>(201, "Made"),
        create_token,
    )
    .add(
        Endpoint::delete("/api/v1/tokens/{id}", "admin", "Revoke a token")
            .need(Need::Power(Power::Read))
            .path_number("id", "The token's number")
            .answers_nothing(),
        revoke,
    )
    .add(
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

#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum RoleWord {
    Viewer,
    Reporter,
    Analyst,
    Secretariat,
    Admin,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Viewer => Self::Viewer,
            RoleWord::Reporter => Self::Reporter,
            RoleWord::Analyst => Self::Analyst,
            RoleWord::Secretariat => Self::Secretariat,
            RoleWord::Admin => Self::Admin,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct AccountsPage {
    accounts: Vec<AccountRow>,
}

/// An account.
#[derive(Serialize, JsonSchema)]
struct AccountRow {
    /// What they sign in with.
    name: String,
    /// What others see.
    display: String,
    /// What they are to the mission.
    role: &'static str,
    /// Whether it cannot be used for now.
    disabled: bool,
    /// Whether somebody else set its password.
    must_change_password: bool,
    /// Fingerprint of the key that signs for it.
    key: String,
    /// When it was made, RFC 3339.
    created: String,
}

impl AccountRow {
    fn of(account: &Account) -> Self {
        let key = armistice_ledger::PublicKey::from_bytes(account.public_key);
        Self {
            name: account.name.as_str().to_string(),
            display: account.display.clone(),
            role: account.role.as_str(),
            disabled: account.disabled,
            must_change_password: account.must_change_password,
            key: key.fingerprint(),
            created: account.created.to_string(),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// 2 to 64 small letters, digits, dots and dashes.
    name: String,
    /// What others see.
    display: String,
    /// What they are to the mission.
    role: RoleWord,
    /// At least twelve characters; one is made if left out.
    password: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct MadeAccount {
    account: AccountRow,
    /// The password that was made: shown this once.
    password: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EditAccount {
    /// What others see.
    display: Option<String>,
    /// What they are to the mission.
    role: Option<RoleWord>,
    /// Another password; all sessions end.
    password: Option<String>,
    /// Makes a password and shows it once; all sessions end.
    reset_password: Option<bool>,
    /// Whether it cannot be used for now.
    disabled: Option<bool>,
}

fn name(text: &str) -> Result<Name, Problem> {
    text.parse().map_err(|error: armistice_accounts::BadName| Problem::refused(error.to_string()))
}

async fn accounts(State(house): State<House>) -> Result<Json<AccountsPage>, Problem> {
    let page = house
        .read(|house| {
            let all = house.accounts().list()?;
            Ok(AccountsPage { accounts: all.iter().map(AccountRow::of).collect() })
        })
        .await?;
    Ok(Json(page))
}

async fn create(
    State(house): State<House>,
    seen: Seen,
    Sent(new): Sent<NewAccount>,
) -> Result<Created<MadeAccount>, Problem> {
    let made = house
        .read(move |house| {
            let (account, secret) = house.accounts().create(
                &name(&new.name)?,
                &new.display,
                new.role.into(),
                new.password.as_deref(),
                Some(&seen.caller()?.name),
                Timestamp::now(),
            )?;
            house.record_accounts()?;
            let password = secret.map(|secret| secret.reveal().to_string());
            Ok(MadeAccount { account: AccountRow::of(&account), password })
        })
        .await?;
    Ok(Created(made))
}

async fn edit(
    State(house): State<House>,
    seen: Seen,
    Named(of): Named<String>,
    Sent(sent): Sent<EditAccount>,
) -> Result<Json<MadeAccount>, Problem> {
    let changed = house
        .read(move |house| {
            let (accounts, now) = (house.accounts(), Timestamp::now());
            let by = Some(&seen.caller()?.name);
            let missing = |_| Problem::missing("account", &of);
            let of: Name = of.parse().map_err(|bad: armistice_accounts::BadName| missing(bad))?;
            let edit = Edit {
                display: sent.display,
                role: sent.role.map(Role::from),
                password: sent.password,
                disabled: sent.disabled,
            };
            let account = accounts.edit(&of, &edit, by, now)?;
            let password = match sent.reset_password {
                Some(true) => Some(accounts.reset_password(&of, by, now)?.reveal().to_string()),
                _ => None,
            };
            house.record_accounts()?;
            Ok(MadeAccount { account: AccountRow::of(&account), password })
        })
        .await?;
    Ok(Json(changed))
}

#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ScopeWord {
    Read,
    Report,
    Decide,
    Admin,
}

impl From<ScopeWord> for Scope {
    fn from(word: ScopeWord) -> Self {
        match word {
            ScopeWord::Read => Self::Read,
            ScopeWord::Report => Self::Report,
            ScopeWord::Decide => Self::Decide,
            ScopeWord::Admin => Self::Admin,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct TokensPage {
    tokens: Vec<TokenRow>,
}

/// A token without its secret.
#[derive(Serialize, JsonSchema)]
struct TokenRow {
    /// Its number.
    id: u64,
    /// Whose.
    account: String,
    /// What it is for.
    label: String,
    /// What it may be used for.
    scopes: Vec<&'static str>,
    /// When it was made, RFC 3339.
    created: String,
    /// From when on it is refused.
    expires: Option<String>,
    /// The day on which it was last used.
    used_on: Option<String>,
}

impl TokenRow {
    fn of(line: &TokenLine) -> Self {
        Self {
            id: line.id,
            account: line.account.as_str().to_string(),
            label: line.label.clone(),
            scopes: line.scopes.iter().map(Scope::as_str).collect(),
            created: line.created.to_string(),
            expires: line.expires.map(|at| at.to_string()),
            used_on: line.used_on.map(|day| day.to_string()),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    /// What it is for.
    label: String,
    /// What it may be used for.
    scopes: Vec<ScopeWord>,
    /// Days after which it is refused; never if left out.
    #[schemars(range(min = 1, max = 3660))]
    expires_days: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
struct MadeToken {
    token: TokenRow,
    /// The token itself: shown this once.
    secret: String,
}

async fn tokens(State(house): State<House>, seen: Seen) -> Result<Json<TokensPage>, Problem> {
    let page = house
        .read(move |house| {
            let caller = seen.caller()?;
            let of = (!caller.may(Power::Admin)).then_some(&caller.name);
            let lines = house.accounts().tokens(of)?;
            Ok(TokensPage { tokens: lines.iter().map(TokenRow::of).collect() })
        })
        .await?;
    Ok(Json(page))
}

/// Only who is there in person makes or revokes a token: a token does not make tokens.
fn in_person(seen: &Seen) -> Result<(), Problem> {
    match seen.caller()?.via {
        armistice_accounts::Via::Session => Ok(()),
        armistice_accounts::Via::Token { .. } => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "tokens are made and revoked by people who are signed in, not by tokens",
        )),
    }
}

async fn create_token(
    State(house): State<House>,
    seen: Seen,
    Sent(new): Sent<NewToken>,
) -> Result<Created<MadeToken>, Problem> {
    in_person(&seen)?;
    let made = house
        .read(move |house| {
            let (name, now) = (&seen.caller()?.name, Timestamp::now());
            let scopes: Scopes = new.scopes.into_iter().map(Scope::from).collect();
            let expires =
                new.expires_days.map(|d| armistice_accounts::token::expiry_in_days(d, now));
            let (line, secret) = house.accounts().create_token(
                name,
                &new.label,
                scopes,
                expires,
                Some(name),
                now,
            )?;
            house.record_accounts()?;
            let secret = secret.reveal().to_string();
            Ok(MadeToken { token: TokenRow::of(&line), secret })
        })
        .await?;
    Ok(Created(made))
}

async fn revoke(
    State(house): State<House>,
    seen: Seen,
    Named(id): Named<u64>,
) -> Result<StatusCode, Problem> {
    in_person(&seen)?;
    house
        .read(move |house| {
            let caller = seen.caller()?;
            let of = (!caller.may(Power::Admin)).then_some(&caller.name);
            house.accounts().revoke_token(id, of, Some(&caller.name), Timestamp::now())?;
            house.record_accounts()
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
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
