//! API tokens: what programs come in with.

use crate::answer::{Created, Json};
use crate::asked::{Named, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Power, Scope, Scopes, TokenLine};
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
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
