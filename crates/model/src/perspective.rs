//! Whose eyes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whom a source stands close to.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Near {
    /// A party of the deal, by its name there.
    Party(String),
    /// No party.
    Independent,
}

/// The sources whose claims an assessment counts.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(into = "String", from = "String")]
#[schemars(with = "String")]
pub enum Perspective {
    /// Those that stand close to the named party.
    Close(String),
    /// Those that stand close to none.
    Independent,
    /// Every source.
    All,
}

impl Perspective {
    /// Whether a source that stands `near` is counted.
    pub fn counts(&self, near: &Near) -> bool {
        match (self, near) {
            (Self::All, _) | (Self::Independent, Near::Independent) => true,
            (Self::Close(party), Near::Party(name)) => party == name,
            _ => false,
        }
    }

    /// Short name for files and the command line: `government`, `independent`, `all`.
    pub fn slug(&self) -> String {
        match self {
            Self::Close(party) => party
                .chars()
                .map(
                    |c| if c.is_alphanumeric() { c.to_lowercase().to_string() } else { "-".into() },
                )
                .collect(),
            Self::Independent => "independent".into(),
            Self::All => "all".into(),
        }
    }
}

impl fmt::Display for Perspective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Close(party) => write!(f, "close to {party}"),
            Self::Independent => f.write_str("independent"),
            Self::All => f.write_str("all"),
        }
    }
}

impl From<Perspective> for String {
    fn from(perspective: Perspective) -> Self {
        perspective.to_string()
    }
}

impl From<String> for Perspective {
    fn from(text: String) -> Self {
        match text.as_str() {
            "all" => Self::All,
            "independent" => Self::Independent,
            other => Self::Close(other.strip_prefix("close to ").unwrap_or(other).to_string()),
        }
    }
}
