//! Signing in and out.

use crate::answer::Json;
use crate::asked::Sent;
use crate::book::{Book, Endpoint};
use crate::door::{Seen, clearing, session_cookie};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Caller, csrf};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/session", "session", "Who is signed in")
            .answers::<SessionPage>(200, "Who is signed in, if anybody"),
        read,
    )
    .add(
        Endpoint::post("/api/v1/session", "session", "Sign in")
            .takes::<SignIn>()
            .answers::<SessionPage>(200, "Signed in; a cookie keeps the session"),
        sign_in,
    )
    .add(Endpoint::delete("/api/v1/session", "session", "Sign out").answers_nothing(), sign_out)
    .add(
        Endpoint::post("/api/v1/password", "session", "Change one's own password")
            .takes::<NewPassword>()
            .answers::<SessionPage>(200, "Changed; all other sessions are ended"),
        change_password,
    )
}

/// Who is signed in.
#[derive(Serialize, JsonSchema)]
struct SessionPage {
    /// `null` for nobody.
    user: Option<User>,
    /// To be sent as `x-csrf-token` with every change.
    csrf: Option<String>,
    /// Languages of the interface.
    languages: [&'static str; 3],
}

/// Somebody.
#[derive(Serialize, JsonSchema)]
struct User {
    /// What they sign in with.
    name: String,
    /// What others see.
    display: String,
    /// What they are to the mission.
    role: &'static str,
    /// Whether somebody else set their password.
    must_change_password: bool,
}

/// Name and password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    name: String,
    password: String,
}

/// Old and new password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    old: String,
    new: String,
}

fn page(caller: Option<&Caller>, session: Option<&str>) -> SessionPage {
    SessionPage {
        user: caller.map(|caller| User {
            name: caller.name.as_str().to_string(),
            display: caller.display.clone(),
            role: caller.role.as_str(),
            must_change_password: caller.must_change_password,
        }),
        csrf: session.map(csrf),
        languages: ["en", "ar", "ru"],
    }
}

async fn read(seen: Seen) -> Json<SessionPage> {
    Json(page(seen.caller.as_ref(), seen.session.as_deref()))
}

async fn sign_in(
    State(house): State<House>,
    seen: Seen,
    Sent(sent): Sent<SignIn>,
) -> Result<Response, Problem> {
    let (accounts, now) = (house.accounts(), Timestamp::now());
    let signed = house
        .blocking(move || Ok(accounts.sign_in(&sent.name, &sent.password, seen.address, now)?))
        .await?;
    Ok(with_cookie(&house, &signed))
}

fn with_cookie(house: &House, signed: &armistice_accounts::SignedIn) -> Response {
    let id = signed.session.reveal();
    let mut headers = HeaderMap::new();
    if let Some(cookie) = session_cookie(id, house.secure()) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    (headers, Json(page(Some(&signed.caller), Some(id)))).into_response()
}

async fn sign_out(State(house): State<House>, seen: Seen) -> Result<Response, Problem> {
    if let Some(id) = seen.session {
        let accounts = house.accounts();
        house.blocking(move || Ok(accounts.end_session(&id)?)).await?;
    }
    let cookie = [(header::SET_COOKIE, clearing(house.secure()))];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

async fn change_password(
    State(house): State<House>,
    seen: Seen,
    Sent(sent): Sent<NewPassword>,
) -> Result<Response, Problem> {
    let name = seen.caller()?.name.clone();
    let signed = house
        .read(move |house| {
            let accounts = house.accounts();
            let now = Timestamp::now();
            let signed =
                accounts.change_password(&name, &sent.old, &sent.new, seen.address, now)?;
            house.record_accounts()?;
            Ok(signed)
        })
        .await?;
    Ok(with_cookie(&house, &signed))
}
