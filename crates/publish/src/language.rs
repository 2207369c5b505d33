//! The languages in which the program's own words are written.

use std::fmt;
use std::str::FromStr;

/// A language of the bulletin's fixed texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Modern standard Arabic, from right to left.
    Ar,
    /// Russian.
    Ru,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::En, Self::Ar, Self::Ru];

    /// Its tag (BCP 47): `en`, `ar`, `ru`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
            Self::Ru => "ru",
        }
    }

    /// The direction of its writing, as HTML's `dir` has it: `ltr` or `rtl`.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            Self::En | Self::Ru => "ltr",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Ru => "Русский",
        }
    }

    /// Its messages, in the syntax of Project Fluent.
    pub(crate) const fn messages(self) -> &'static str {
        match self {
            Self::En => include_str!("../locales/en.ftl"),
            Self::Ar => include_str!("../locales/ar.ftl"),
            Self::Ru => include_str!("../locales/ru.ftl"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A tag of a language that the bulletin is not written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bulletin is not written in `{0}`: ask for en, ar or ru")]
pub struct LanguageError(String);

impl FromStr for Language {
    type Err = LanguageError;

    /// Reads a tag; what follows the language in it (`ar-SY`) does not matter.
    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|l| l.code().eq_ignore_ascii_case(primary))
            .ok_or_else(|| LanguageError(tag.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_lead_back() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
        }
        assert_eq!("AR-sy".parse(), Ok(Language::Ar));
        assert!("fr".parse::<Language>().is_err());
    }
}
