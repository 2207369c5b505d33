//! What identifies an observer, kept where it cannot leave by accident.

use std::fmt;

/// A value that may be stored and compared but never shown: every ordinary way out
/// (`Debug`, `Display`, serialisation) prints `"[sealed]"`.
///
/// [`Sealed::reveal`] is the only door; it is searched for in review.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sealed<T>(T);

impl<T> Sealed<T> {
    /// Seals a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the few places that are allowed to see it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

impl<T> fmt::Display for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

impl<T> serde::Serialize for Sealed<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("[sealed]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ordinary_way_out() {
        let sealed = Sealed::new("TC-07".to_string());
        assert_eq!(format!("{sealed} {sealed:?}"), "[sealed] [sealed]");
        assert_eq!(serde_json::to_string(&sealed).unwrap(), "\"[sealed]\"");
        assert_eq!(sealed.reveal(), "TC-07");
    }
}
