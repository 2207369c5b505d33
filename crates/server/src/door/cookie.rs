//! The session's cookie.

use axum::http::{HeaderMap, HeaderValue, header};

/// The name over TLS: the prefix makes browsers refuse it from anywhere else (RFC 6265bis).
const SECURE: &str = "__Host-armistice";
/// The name on the loopback of one's own machine, where there is no TLS.
const PLAIN: &str = "armistice";

/// The name while somebody is at the identity provider.
const PASSING: &str = "armistice-oidc";

/// The cookie that keeps a session, for the browser's own lifetime at most.
pub fn session_cookie(id: &str, secure: bool) -> Option<HeaderValue> {
    let cookie = if secure {
        format!("{SECURE}={id}; Path=/; HttpOnly; SameSite=Lax; Secure")
    } else {
        format!("{PLAIN}={id}; Path=/; HttpOnly; SameSite=Lax")
    };
    HeaderValue::from_str(&cookie).ok()
}

/// The cookie that ends one.
pub fn clearing(secure: bool) -> HeaderValue {
    HeaderValue::from_static(if secure {
        "__Host-armistice=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
    } else {
        "armistice=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    })
}

/// The cookie of somebody who is at the identity provider, for ten minutes.
pub fn passing_cookie(value: &str, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let path = "/api/v1/oidc";
    let cookie =
        format!("{PASSING}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age=600{secure}");
    HeaderValue::from_str(&cookie).ok()
}

/// Its value among a request's cookies.
pub fn passing_session(headers: &HeaderMap) -> Option<String> {
    named(headers, PASSING)
}

/// The session's id among a request's cookies.
pub(super) fn session(headers: &HeaderMap, secure: bool) -> Option<String> {
    named(headers, if secure { SECURE } else { PLAIN })
}

fn named(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_string())
}
