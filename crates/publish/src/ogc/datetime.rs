//! The `datetime` parameter: an instant, or an interval that may be open at one end.

use super::query::QueryError;
use jiff::Timestamp;
use std::fmt;

/// A stretch of time with both ends included; an instant has both ends at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First instant; `None`: open.
    pub from: Option<Timestamp>,
    /// Last instant, not before the first; `None`: open. One end at least is closed.
    pub until: Option<Timestamp>,
}

impl Span {
    pub(super) fn read(text: &str) -> Result<Self, QueryError> {
        let wrong = || QueryError::Datetime { value: text.to_string() };
        let end = |part: &str| match part {
            "" | ".." => Ok(None),
            stamp => instant(stamp).map(Some).ok_or_else(wrong),
        };
        match text.split_once('/') {
            None => {
                let at = instant(text).ok_or_else(wrong)?;
                Ok(Self { from: Some(at), until: Some(at) })
            }
            Some((from, until)) => match (end(from)?, end(until)?) {
                (None, None) => Err(wrong()),
                (Some(from), Some(until)) if from > until => {
                    Err(QueryError::DatetimeOrder { from, until })
                }
                (from, until) => Ok(Self { from, until }),
            },
        }
    }

    /// Whether what lies between `from` and the instant before `until` (open: for good) may lie
    /// in this span. What has no time is in none: Part 1 gives it to nobody who asks for one.
    pub fn meets(&self, from: Timestamp, until: Option<Timestamp>) -> bool {
        self.until.is_none_or(|last| from <= last)
            && self.from.is_none_or(|first| until.is_none_or(|until| first < until))
    }
}

/// A moment of RFC 3339, which is narrower than what a lenient reader takes.
fn instant(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let sign = |at: usize, signs: &[u8]| bytes.get(at).is_some_and(|b| signs.contains(b));
    let shape = sign(4, b"-") && sign(7, b"-") && sign(10, b"Tt") && sign(13, b":");
    if shape && sign(16, b":") { text.parse().ok() } else { None }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Some(from), Some(until)) if from == until => write!(f, "{from}"),
            (from, until) => {
                let end = |at: Option<Timestamp>| at.map_or("..".to_string(), |at| at.to_string());
                write!(f, "{}/{}", end(from), end(until))
            }
        }
    }
}
