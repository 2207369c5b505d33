//! Every request comes in here: its address, its limit, who it is, whether it was meant.

use super::cookie;
use super::seen::{Need, Seen};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Caller, Via, csrf_matches};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Lets a request in, or says why not.
pub async fn enter(State(house): State<House>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match recognise(&house, &parts).await {
        Ok(seen) => {
            parts.extensions.insert(seen);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// Refuses what says that it is larger than an endpoint takes, before any of it is read.
pub async fn fits(most: usize, request: Request, next: Next) -> Response {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok());
    match length.and_then(|length| length.parse::<u64>().ok()) {
        Some(length) if length > most as u64 => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("{length} bytes are too many: at most {most} are taken here"),
        )
        .into_response(),
        _ => next.run(request).await,
    }
}

/// Lets through who has what an endpoint needs.
pub async fn need(need: Need, request: Request, next: Next) -> Response {
    if let Need::Power(power) = need {
        let seen = request.extensions().get::<Seen>();
        let allowed = seen.map_or_else(
            || Err(Problem::ours("nobody was seen at the door")),
            |seen| seen.may(power).map(|_| ()),
        );
        if let Err(problem) = allowed {
            return problem.into_response();
        }
    }
    next.run(request).await
}

async fn recognise(house: &House, request: &Parts) -> Result<Seen, Problem> {
    let now = Timestamp::now();
    let (headers, method) = (&request.headers, &request.method);
    let address = address(house, request);
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe {
        same_origin(house, headers)?;
    }
    let (caller, session) = match credentials(house, headers) {
        Credentials::None => (None, None),
        Credentials::Session(id) => {
            let accounts = house.accounts();
            let known = id.clone();
            let caller = house.blocking(move || Ok(accounts.session(&known, now)?)).await?;
            let id = caller.is_some().then_some(id);
            (caller, id)
        }
        Credentials::Token(token) => {
            let accounts = house.accounts();
            let caller = house.blocking(move || Ok(accounts.token(&token, now)?)).await?;
            (Some(caller.ok_or_else(unknown_token)?), None)
        }
        Credentials::Basic(header) => {
            (Some(house.basic().recognise(house, header, address, now).await?), None)
        }
    };
    house.limits().check(caller.as_ref(), address, now)?;
    if let (Some(id), false) = (&session, safe) {
        let offered = headers.get("x-csrf-token").and_then(|v| v.to_str().ok()).unwrap_or("");
        if caller.as_ref().is_some_and(|c| c.via == Via::Session) && !csrf_matches(id, offered) {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "the header x-csrf-token is missing or not this session's: take it from GET /api/v1/session",
            ));
        }
    }
    let audience = Seen::audience_of(caller.as_ref());
    Ok(Seen { caller, audience, session, address })
}

fn unknown_token() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "this API token is not known, is revoked or has expired")
}

enum Credentials {
    None,
    Session(String),
    Token(String),
    Basic(String),
}

fn credentials(house: &House, headers: &HeaderMap) -> Credentials {
    if let Some(value) = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()) {
        let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
        if scheme.eq_ignore_ascii_case("bearer") {
            return Credentials::Token(rest.trim().to_string());
        }
        if scheme.eq_ignore_ascii_case("basic") {
            return Credentials::Basic(rest.trim().to_string());
        }
    }
    cookie::session(headers, house.secure()).map_or(Credentials::None, Credentials::Session)
}

/// A page of another site may make a browser send a request, but not hide where it comes from.
fn same_origin(house: &House, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let cross = text("sec-fetch-site").is_some_and(|site| site == "cross-site");
    let origin = text("origin").filter(|o| *o != "null");
    let host = text("host").unwrap_or("");
    let foreign = origin.is_some_and(|origin| {
        let of_origin = origin.split_once("://").map_or(origin, |(_, host)| host);
        of_origin != host && !house.is_public_url(origin)
    });
    if cross || foreign {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this request comes from another site's page; changes are made from this one",
        ));
    }
    Ok(())
}

/// The client's address: behind a proxy, the last one that the proxy itself added.
fn address(house: &House, request: &Parts) -> IpAddr {
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| peer.ip());
    if !house.behind_proxy() {
        return peer;
    }
    let forwarded = request.headers.get_all("x-forwarded-for").iter().next_back();
    let last = forwarded.and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next());
    last.and_then(|address| address.trim().parse().ok()).unwrap_or(peer)
}

/// How often somebody may come.
pub struct Limits {
    anybody: Option<armistice_accounts::Limiter<IpAddr>>,
    members: Option<armistice_accounts::Limiter<String>>,
}

impl Limits {
    /// So many requests a second for each address that nobody signed in from, ten times as many
    /// for each account; `None` for no limit.
    pub fn new(per_second: Option<u32>) -> Self {
        use armistice_accounts::{Limiter, Rate};
        let rate = |n: u32| Rate::per_minute(n.saturating_mul(10), n.saturating_mul(60));
        Self {
            anybody: per_second.map(|n| Limiter::new(rate(n), 100_000)),
            members: per_second.map(|n| Limiter::new(rate(n.saturating_mul(10)), 100_000)),
        }
    }

    fn check(&self, caller: Option<&Caller>, from: IpAddr, now: Timestamp) -> Result<(), Problem> {
        let taken = match caller {
            Some(caller) => {
                self.members.as_ref().map(|l| l.take(&caller.name.as_str().to_string(), now))
            }
            None => self.anybody.as_ref().map(|l| l.take(&from, now)),
        };
        match taken {
            Some(Err(wait)) => Err(Problem::too_often(wait.seconds())),
            _ => Ok(()),
        }
    }
}
