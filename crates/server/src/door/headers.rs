//! What every answer carries, so that a browser runs nothing that we did not send.

use crate::house::House;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Nothing inline, nothing from elsewhere; the map's worker may be a blob of our own making.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; \
    child-src 'self' blob:; frame-src 'self'; manifest-src 'self'; form-action 'self'; \
    frame-ancestors 'self'; base-uri 'none'";

/// Puts the headers on that keep a browser safe. A page with a policy of its own keeps it.
pub async fn dress(State(house): State<House>, request: Request, next: Next) -> Response {
    let open = ["/data/", "/feeds/", "/ogc", "/tiles/"]
        .iter()
        .any(|prefix| request.uri().path().starts_with(prefix));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    let policy = house.policy().unwrap_or_else(|| HeaderValue::from_static(POLICY));
    put(header::CONTENT_SECURITY_POLICY, policy);
    put(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    put(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    put(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    put(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("geolocation=(self), camera=(self), microphone=()"),
    );
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if house.secure() {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        put(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if open {
        // What anybody may read, any page may read; cookies do not come along.
        put(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    } else {
        put(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The policy where map tiles may be fetched from an address of the user's.
pub fn policy_with(tiles: &str) -> Option<HeaderValue> {
    let origin = tiles.split_once("://").map(|(scheme, rest)| {
        let host = rest.split(['/', '{']).next().unwrap_or(rest);
        format!("{scheme}://{host}")
    })?;
    let policy = POLICY
        .replace("img-src 'self'", &format!("img-src 'self' {origin}"))
        .replace("connect-src 'self'", &format!("connect-src 'self' {origin}"));
    HeaderValue::from_str(&policy).ok()
}
