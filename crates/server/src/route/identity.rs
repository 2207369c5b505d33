//! Signing in with an identity that is known elsewhere.

use crate::answer::Json;
use crate::asked::{Asked, Named, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen, passing_cookie, passing_session, session_cookie};
use crate::house::House;
use crate::identity::Identities;
use crate::problem::Problem;
use armistice_accounts::oidc::Answer;
use armistice_accounts::{Mark, Name, Power};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get(
            "/api/v1/oidc",
            "session",
            "Whether one may sign in with an identity known elsewhere",
        )
        .answers::<ProviderPage>(200, "The provider, if there is one"),
        provider,
    )
    .add(
        Endpoint::get("/api/v1/oidc/start", "session", "Go to the identity provider")
            .may_fail(&[302, 403, 404, 502])
            .answers_nothing(),
        start,
    )
    .add(
        Endpoint::get("/api/v1/oidc/back", "session", "Come back from the identity provider")
            .asks::<Back>()
            .may_fail(&[303, 403, 404, 422, 502])
            .answers_nothing(),
        back,
    )
    .add(
        Endpoint::post(
            "/api/v1/accounts/{name}/identity",
            "admin",
            "Let an identity sign in as an account",
        )
        .need(Need::Power(Power::Admin))
        .path_text("name", "The account's name")
        .takes::<NewIdentity>()
        .answers_nothing(),
        link,
    )
    .add(
        Endpoint::delete(
            "/api/v1/accounts/{name}/identity",
            "admin",
            "No identity may sign in as the account any more",
        )
        .need(Need::Power(Power::Admin))
        .path_text("name", "The account's name")
        .answers_nothing(),
        unlink,
    )
}

/// A provider of identities.
#[derive(Serialize, JsonSchema)]
struct ProviderPage {
    /// Its issuer; `null` where there is none.
    issuer: Option<String>,
}

/// What the browser brings back.
#[derive(Deserialize, JsonSchema)]
struct Back {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// An identity: by the provider's own name for it, or by an address that the provider verified.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewIdentity {
    /// The provider's own name for it.
    subject: Option<String>,
    /// Its address; bound to the subject at the first sign-in.
    email: Option<String>,
}

fn identities(house: &House) -> Result<Arc<Identities>, Problem> {
    house.identities().ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "no identity provider is set up here: sign in with name and password",
        )
    })
}

async fn provider(State(house): State<House>) -> Json<ProviderPage> {
    Json(ProviderPage { issuer: house.identities().map(|i| i.issuer().to_string()) })
}

fn onward(status: StatusCode, to: &str, cookies: Vec<Option<HeaderValue>>) -> Response {
    let mut headers = HeaderMap::new();
    if let Ok(to) = HeaderValue::from_str(to) {
        headers.insert(header::LOCATION, to);
    }
    for cookie in cookies.into_iter().flatten() {
        headers.append(header::SET_COOKIE, cookie);
    }
    (status, headers).into_response()
}

async fn start(State(house): State<House>) -> Result<Response, Problem> {
    let begun = house.read(|house| identities(house)?.begin(Timestamp::now())).await?;
    let cookie = passing_cookie(begun.cookie.reveal(), house.secure());
    Ok(onward(StatusCode::FOUND, &begun.url, vec![cookie]))
}

async fn back(
    State(house): State<House>,
    headers: HeaderMap,
    Asked(sent): Asked<Back>,
) -> Result<Response, Problem> {
    let cookie = passing_session(&headers).unwrap_or_default();
    let signed = house
        .read(move |house| {
            let now = Timestamp::now();
            let Back { state, code, iss, error } = sent;
            let answer = Answer { state, code, iss, error };
            let identity = identities(house)?.finish(&cookie, &answer, now)?;
            Ok(house.accounts().sign_in_as(&identity, now)?)
        })
        .await?;
    let session = session_cookie(signed.session.reveal(), house.secure());
    Ok(onward(StatusCode::SEE_OTHER, "/", vec![session]))
}

fn account(text: &str) -> Result<Name, Problem> {
    text.parse().map_err(|_| Problem::missing("account", text))
}

async fn link(
    State(house): State<House>,
    seen: Seen,
    Named(name): Named<String>,
    Sent(sent): Sent<NewIdentity>,
) -> Result<StatusCode, Problem> {
    house
        .read(move |house| {
            let mark = match (sent.subject, sent.email) {
                (Some(subject), None) => Mark::Subject(subject),
                (None, Some(email)) => Mark::Email(email),
                _ => return Err(Problem::refused("name either the subject or the email")),
            };
            let (name, by) = (account(&name)?, &seen.caller()?.name);
            let issuer = identities(house)?.issuer().to_string();
            house.accounts().link(&name, &issuer, &mark, Some(by), Timestamp::now())?;
            house.record_accounts()
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn unlink(
    State(house): State<House>,
    seen: Seen,
    Named(name): Named<String>,
) -> Result<StatusCode, Problem> {
    house
        .read(move |house| {
            let (name, by) = (account(&name)?, &seen.caller()?.name);
            let issuer = identities(house)?.issuer().to_string();
            house.accounts().unlink(&name, &issuer, Some(by), Timestamp::now())?;
            house.record_accounts()
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
