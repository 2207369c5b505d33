//! Answers in their formats.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::io::Write;
use std::sync::Arc;

/// JSON.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => media("application/json", bytes),
            Err(error) => crate::problem::Problem::ours(error.to_string()).into_response(),
        }
    }
}

/// JSON that something was made.
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.0).into_response();
        if response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::CREATED;
        }
        response
    }
}

/// Bytes of a format.
pub fn media(media_type: &'static str, bytes: impl Into<Body>) -> Response {
    let kind = HeaderValue::from_static(media_type);
    ([(header::CONTENT_TYPE, kind)], bytes.into()).into_response()
}

/// Bytes that are kept, without copying them.
pub fn kept(media_type: &'static str, bytes: Arc<[u8]>) -> Response {
    media(media_type, axum::body::Bytes::from_owner(bytes))
}

/// Whether whoever asks takes gzip (RFC 9110 §12.5.3).
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let all = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("gzip") && weight.is_ok_and(|w| w > 0.0)
    })
}

/// Bytes that are kept in gzip.
pub fn kept_gzip(media_type: &'static str, bytes: Arc<[u8]>) -> Response {
    let mut response = kept(media_type, bytes);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Bytes in gzip.
///
/// # Errors
/// None that memory has.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    to.write_all(bytes)?;
    to.finish()
}

/// The same as [`kept`], with the name to save them under.
pub fn download(media_type: &'static str, name: &str, bytes: Arc<[u8]>) -> Response {
    let mut response = kept(media_type, bytes);
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_gzip_only_where_it_is_asked_for() {
        let asks = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_gzip(&headers)
        };
        assert!(asks("gzip, deflate, br, zstd") && asks("br;q=1.0, GZIP;q=0.5"));
        assert!(!asks("br") && !asks("gzip;q=0") && !asks("") && !takes_gzip(&HeaderMap::new()));
    }
}
