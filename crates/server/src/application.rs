//! The web application, built into the program.

use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

/// A file of the application, plain and compressed where it was.
struct Asset {
    path: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Whether there is an application.
pub fn is_built() -> bool {
    !ASSETS.is_empty()
}

/// Answers what no endpoint does: a file of the application, or its first page.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if !matches!(method, Method::GET | Method::HEAD) {
        return missing(path);
    }
    let reserved = ["api/", "ogc", "data/", "feeds/", "tiles/", "bulletins/", "openrosa/"];
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    // Published bulletins lead to the page of all days beside their folder.
    if path == "index.html" {
        return Redirect::permanent("/bulletins").into_response();
    }
    let found = ASSETS.iter().find(|asset| asset.path == path);
    match found {
        Some(asset) => answer(asset, &headers),
        // A name with an ending is a file's, but an assessment's has dots as well.
        None if reserved.iter().any(|r| path.starts_with(r)) => missing(path),
        None if is_file && path.starts_with("assets/") => missing(path),
        None => first_page(&headers).unwrap_or_else(|| without(path)),
    }
}

/// The application's first page, which finds its way by the address; `None` where it is not built.
pub fn first_page(headers: &HeaderMap) -> Option<Response> {
    let index = ASSETS.iter().find(|asset| asset.path == "index.html")?;
    Some(answer(index, headers))
}

fn missing(path: &str) -> Response {
    Problem::new(StatusCode::NOT_FOUND, format!("there is nothing at /{path}")).into_response()
}

fn without(path: &str) -> Response {
    if !path.is_empty() {
        return missing(path);
    }
    let text = "This program was built without its web application (Node was missing).\n\
        The interfaces are whole: see /openapi.json, /ogc, /data/incidents.csv, /bulletins.\n";
    (StatusCode::OK, text).into_response()
}

fn answer(asset: &Asset, headers: &HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let (bytes, encoding) = match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if accepts.contains("br") => (bytes, Some("br")),
        (_, Some(bytes)) if accepts.contains("gzip") => (bytes, Some("gzip")),
        _ => (asset.plain, None),
    };
    let mut response = Response::new(Body::from(bytes));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(asset.path)));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    // Files under assets/ have a hash of their content in their names.
    let cache = if asset.path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "geojson" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pbf" => "application/x-protobuf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
