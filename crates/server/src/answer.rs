//! Answers in their formats.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
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

/// The same, with the name to save them under.
pub fn download(media_type: &'static str, name: &str, bytes: Arc<[u8]>) -> Response {
    let mut response = kept(media_type, bytes);
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
