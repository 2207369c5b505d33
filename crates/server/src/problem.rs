//! What went wrong, as RFC 9457 has it: every error of every interface looks like this.

use armistice_case::{Failure, Kind};
use armistice_views::ViewsError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// An error as it is answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says what kind it is.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What, where, and what to do.
    detail: String,
    /// Faults of single fields, where there are such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<FieldFault>,
    /// Seconds after which it may be tried again.
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// A fault of one field of what was sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FieldFault {
    /// Which field.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

impl Problem {
    /// A problem of this status; `detail` says what to do.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error").to_string(),
            status: status.as_u16(),
            detail: detail.into(),
            faults: Vec::new(),
            retry_after: None,
        }
    }

    /// What was asked makes no sense.
    pub fn asked(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// There is no such thing.
    pub fn missing(what: &str, name: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("there is no {what} `{name}` in this case"))
    }

    /// The request itself is fine, but what it asks cannot be done to this case.
    pub fn refused(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// Our fault, not the caller's.
    pub fn ours(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }

    /// Too often.
    pub fn too_often(seconds: u64) -> Self {
        let detail = format!("too many requests from here: try again in {seconds} s");
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
    }

    /// Not now; `seconds` after which it may be tried again.
    pub fn busy(detail: &str, seconds: u64) -> Self {
        let detail = format!("{detail}: try again in {seconds} s");
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// With faults of single fields.
    #[must_use]
    pub fn with_faults(mut self, faults: Vec<FieldFault>) -> Self {
        self.faults = faults;
        self
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if self.status >= 500 {
            tracing::error!(status = self.status, detail = %self.detail, "failed");
        }
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<ViewsError> for Problem {
    fn from(error: ViewsError) -> Self {
        match error {
            ViewsError::Damaged { .. } | ViewsError::Store { .. } | ViewsError::TooMany { .. } => {
                Self::ours(error.to_string())
            }
            ViewsError::Tile(_) => Self::new(StatusCode::NOT_FOUND, error.to_string()),
            _ => Self::asked(error.to_string()),
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure.kind() {
            Kind::Ledger | Kind::ClosedPipe => Self::ours(failure.to_string()),
            Kind::Plain | Kind::Deal => Self::refused(failure.to_string()),
        }
    }
}

impl From<armistice_ledger::Error> for Problem {
    fn from(error: armistice_ledger::Error) -> Self {
        Self::ours(error.to_string())
    }
}

impl From<armistice_accounts::Error> for Problem {
    fn from(error: armistice_accounts::Error) -> Self {
        use armistice_accounts::Error;
        let detail = error.to_string();
        match error {
            Error::WrongPassword => Self::new(StatusCode::UNAUTHORIZED, detail),
            Error::TooOften(wait) => Self::too_often(wait.seconds()),
            Error::NoAccount(..) => Self::new(StatusCode::NOT_FOUND, detail),
            Error::NameTaken(..) => Self::new(StatusCode::CONFLICT, detail),
            Error::Database(..)
            | Error::Damaged(..)
            | Error::File { .. }
            | Error::NewerSchema { .. }
            | Error::Randomness(..)
            | Error::Hashing(..) => Self::ours(detail),
            _ => Self::refused(detail),
        }
    }
}
