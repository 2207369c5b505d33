//! Names of things. Each is derived from content, so that the same input gives the same name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a name.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A source, by the short name its case gives it (`sohr`).
    SourceId
}
text_id! {
    /// A report: `R-` and the first 16 hexadecimal digits of the SHA-256 of its bytes.
    ReportId
}
text_id! {
    /// A claim: its report's digits and its number in that report (`C-1f…-2`).
    ClaimId
}
text_id! {
    /// An incident: `I-` and hexadecimal digits derived from its founding claim, so that
    /// unrelated additions never rename it.
    IncidentId
}

impl ClaimId {
    /// The `number`th claim (from 1) read from `report`.
    pub fn of(report: &ReportId, number: usize) -> Self {
        let digits = report.as_str().strip_prefix("R-").unwrap_or(report.as_str());
        Self::new(format!("C-{digits}-{number}"))
    }
}
