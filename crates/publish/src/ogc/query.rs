//! Query parameters, read into fields that a database can be asked for.

use super::bbox::Bbox;
use super::crs::Crs;
use super::datetime::Span;
use super::encoding::{decoded, encoded};
use jiff::Timestamp;
use std::fmt;

/// What is asked of a collection. Printing one gives a query string that reads back as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemsQuery {
    /// Only what lies in this window; what has no place is then left out.
    pub bbox: Option<Bbox>,
    /// Only what may have happened then; what has no time is then left out.
    pub datetime: Option<Span>,
    /// How many at most, 1 to [`ItemsQuery::MOST`].
    pub limit: u32,
    /// In which reference system to answer.
    pub crs: Crs,
    /// Where the page before this one ended, as its `next` link said.
    pub cursor: Option<String>,
}

impl ItemsQuery {
    /// The greatest page. More may be asked for, and this much is then given.
    pub const MOST: u32 = 10_000;
    /// The page where nothing is asked for.
    pub const USUAL: u32 = 10;
    /// Bytes of a cursor.
    const LONGEST_CURSOR: usize = 256;

    /// Reads the part of a URL behind its question mark, percent-encoded.
    ///
    /// # Errors
    /// One that belongs into the detail of an answer with status 400: an unknown or repeated
    /// parameter (Part 1, requirement `query-param-unknown`), or a value that is none
    /// (`query-param-invalid`).
    pub fn read(query: &str) -> Result<Self, QueryError> {
        const KNOWN: &[&str] = &["bbox", "bbox-crs", "datetime", "limit", "crs", "cursor", "f"];
        let given = Given::read(query, KNOWN)?;
        let bbox_crs = given.crs("bbox-crs")?;
        let limit = match given.value("limit") {
            None => Self::USUAL,
            Some(text) => limit(text)?,
        };
        let cursor = given.value("cursor").map(str::to_string);
        if cursor.as_ref().is_some_and(|c| c.is_empty() || c.len() > Self::LONGEST_CURSOR) {
            return Err(QueryError::Cursor);
        }
        given.format()?;
        Ok(Self {
            bbox: given.value("bbox").map(|text| Bbox::read(text, bbox_crs)).transpose()?,
            datetime: given.value("datetime").map(Span::read).transpose()?,
            limit,
            crs: given.crs("crs")?,
            cursor,
        })
    }
}

impl Default for ItemsQuery {
    fn default() -> Self {
        Self { bbox: None, datetime: None, limit: Self::USUAL, crs: Crs::Crs84, cursor: None }
    }
}

impl fmt::Display for ItemsQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "limit={}", self.limit)?;
        if let Some(bbox) = &self.bbox {
            write!(f, "&bbox={bbox}")?;
        }
        if let Some(span) = &self.datetime {
            write!(f, "&datetime={span}")?;
        }
        if self.crs != Crs::default() {
            write!(f, "&crs={}", encoded(self.crs.uri()))?;
        }
        match &self.cursor {
            Some(cursor) => write!(f, "&cursor={}", encoded(cursor)),
            None => Ok(()),
        }
    }
}

/// What is asked of one item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemQuery {
    /// In which reference system to answer.
    pub crs: Crs,
}

impl ItemQuery {
    /// Reads the part of a URL behind its question mark.
    ///
    /// # Errors
    /// As [`ItemsQuery::read`].
    pub fn read(query: &str) -> Result<Self, QueryError> {
        let given = Given::read(query, &["crs", "f"])?;
        given.format()?;
        Ok(Self { crs: given.crs("crs")? })
    }
}

/// Reads the query of a document that takes no parameter but its format.
///
/// # Errors
/// As [`ItemsQuery::read`].
pub fn no_parameters(query: &str) -> Result<(), QueryError> {
    Given::read(query, &["f"])?.format()
}

/// A number from 1; one that is greater than any page is a wish for the greatest.
fn limit(text: &str) -> Result<u32, QueryError> {
    let number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u32>() {
        Ok(0) => Err(QueryError::Limit { value: text.to_string() }),
        Ok(asked) => Ok(asked.min(ItemsQuery::MOST)),
        Err(_) if number => Ok(ItemsQuery::MOST),
        Err(_) => Err(QueryError::Limit { value: text.to_string() }),
    }
}

/// The parameters as they came, each once.
struct Given(Vec<(&'static str, String)>);

impl Given {
    fn read(query: &str, known: &'static [&'static str]) -> Result<Self, QueryError> {
        let mut list: Vec<(&'static str, String)> = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let encoding = || QueryError::Encoding { part: part.to_string() };
            let name = decoded(name).ok_or_else(encoding)?;
            let value = decoded(value).ok_or_else(encoding)?;
            let Some(name) = known.iter().find(|k| **k == name) else {
                return Err(QueryError::Unknown { name, known: known.join(", ") });
            };
            if list.iter().any(|(taken, _)| taken == name) {
                return Err(QueryError::Repeated { name });
            }
            list.push((name, value));
        }
        Ok(Self(list))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }

    fn crs(&self, name: &'static str) -> Result<Crs, QueryError> {
        self.value(name).map_or(Ok(Crs::default()), |uri| {
            Crs::from_uri(uri).ok_or_else(|| QueryError::Crs { name, value: uri.to_string() })
        })
    }

    fn format(&self) -> Result<(), QueryError> {
        match self.value("f") {
            None | Some("json" | "geojson") => Ok(()),
            Some(value) => Err(QueryError::Format { value: value.to_string() }),
        }
    }
}

/// Why a query was refused; to be answered with status 400.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QueryError {
    /// A parameter that is not known here.
    #[error("`{name}` is no parameter here; known are {known}")]
    Unknown {
        /// Its name.
        name: String,
        /// Those that are.
        known: String,
    },
    /// A parameter that came twice.
    #[error("`{name}` stands twice: give it once")]
    Repeated {
        /// Its name.
        name: &'static str,
    },
    /// Broken percent-encoding, or bytes that are not UTF-8.
    #[error("`{part}` is not percent-encoded UTF-8: write a percent sign as %25")]
    Encoding {
        /// The parameter as it came.
        part: String,
    },
    /// Neither four nor six numbers.
    #[error(
        "bbox has {found} numbers: write four (west,south,east,north), or six with a height after each corner; in EPSG:4326 the latitude of each corner comes first"
    )]
    BboxLength {
        /// How many.
        found: usize,
    },
    /// Not a number.
    #[error("`{value}` in bbox is no number: write degrees such as 37.16, parted by commas")]
    BboxNumber {
        /// What stands there.
        value: String,
    },
    /// Off the globe.
    #[error(
        "bbox has {axis} {value}: it must lie in -{most}..{most}; are the axes in the order of bbox-crs?"
    )]
    BboxRange {
        /// The number.
        value: f64,
        /// `longitude` or `latitude`.
        axis: &'static str,
        /// The greatest allowed.
        most: f64,
    },
    /// Upside down.
    #[error("bbox runs from latitude {south} up to {north}: the southern edge comes first")]
    BboxOrder {
        /// The first latitude.
        south: f64,
        /// The second.
        north: f64,
    },
    /// Neither an instant nor an interval.
    #[error(
        "datetime `{value}` is neither an instant nor an interval of RFC 3339: write 2016-09-15T00:00:00Z, 2016-09-15T00:00:00Z/2016-09-16T00:00:00Z, or `..` for one open end"
    )]
    Datetime {
        /// What stands there.
        value: String,
    },
    /// Ends before it begins.
    #[error("datetime runs from {from} to {until}: the earlier end comes first")]
    DatetimeOrder {
        /// The first end.
        from: Timestamp,
        /// The second.
        until: Timestamp,
    },
    /// No number from 1.
    #[error("limit `{value}` is no whole number from 1 to {}", ItemsQuery::MOST)]
    Limit {
        /// What stands there.
        value: String,
    },
    /// A reference system that is not served.
    #[error("{name} `{value}` is not served: write {} or {}", Crs::Crs84, Crs::Epsg4326)]
    Crs {
        /// `crs` or `bbox-crs`.
        name: &'static str,
        /// What stands there.
        value: String,
    },
    /// A cursor that no `next` link had.
    #[error("cursor is empty or too long: follow the `next` link as it stands")]
    Cursor,
    /// A format that is not served.
    #[error("f `{value}` is not served: write f=json")]
    Format {
        /// What stands there.
        value: String,
    },
}
