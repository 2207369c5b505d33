//! TOML read so that every fault has a line and a column.

use crate::refusal::{Refusal, position, quoted};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One of a case's files.
pub(crate) struct CaseFile<'a> {
    text: &'a str,
    name: &'a str,
}

impl<'a> CaseFile<'a> {
    /// A file by its text and its name.
    pub(crate) fn new(text: &'a str, name: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), name }
    }

    /// A fault at a place in the file.
    pub(crate) fn fault(
        &self,
        at: &Range<usize>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Refusal {
        Refusal::at(self.name, position(self.text, at.start, 1), what, help)
    }

    /// The file's entries, each written as `[[kind]]`. Nothing else may stand in it.
    pub(crate) fn entries<T>(
        &self,
        kind: &'static str,
        allowed: &'static [&'static str],
        mut each: impl FnMut(Entry<'_>) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let document = DeTable::parse(self.text).map_err(|e| {
            let at = e.span().unwrap_or(0..0);
            let what = e.message().lines().collect::<Vec<_>>().join(", ");
            self.fault(&at, what, "mend the TOML")
        })?;
        let mut list = Vec::new();
        for (key, value) in document.get_ref() {
            if key.get_ref() != kind {
                return Err(self.fault(
                    &key.span(),
                    format!("unknown key {}", quoted(key.get_ref())),
                    format!("only [[{kind}]] may stand here"),
                ));
            }
            let tables = value
                .get_ref()
                .as_array()
                .filter(|a| a.iter().all(|entry| entry.get_ref().is_table()));
            let Some(tables) = tables else {
                return Err(self.fault(
                    &key.span(),
                    format!("{kind} is not a list of tables"),
                    format!("write [[{kind}]] with two brackets"),
                ));
            };
            for table in tables {
                let Some(fields) = table.get_ref().as_table() else { continue };
                let entry = Entry {
                    file: self,
                    kind,
                    fields,
                    span: table.span(),
                    asked: RefCell::new(Vec::new()),
                };
                entry.only(allowed)?;
                list.push(each(entry)?);
            }
        }
        Ok(list)
    }
}

/// One entry of a file.
pub(crate) struct Entry<'a> {
    file: &'a CaseFile<'a>,
    kind: &'static str,
    fields: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Entry<'a> {
    fn only(&self, allowed: &[&str]) -> Result<(), Refusal> {
        for key in self.fields.keys() {
            if !allowed.contains(&key.get_ref().as_ref()) {
                return Err(self.file.fault(
                    &key.span(),
                    format!("unknown key {} in [[{}]]", quoted(key.get_ref()), self.kind),
                    format!("allowed are {}", allowed.join(", ")),
                ));
            }
        }
        Ok(())
    }

    /// Refuses the keys that nobody asked for, `why` being the reason they have no place here.
    pub(crate) fn nothing_else(&self, why: &str) -> Result<(), Refusal> {
        let asked = self.asked.borrow();
        for key in self.fields.keys() {
            if !asked.contains(&key.get_ref().as_ref()) {
                return Err(self.file.fault(
                    &key.span(),
                    format!("{} has no place in {why}", quoted(key.get_ref())),
                    format!("it takes {}", asked.join(", ")),
                ));
            }
        }
        Ok(())
    }

    /// A fault of the entry as a whole.
    pub(crate) fn fault(&self, what: impl Into<String>, help: impl Into<String>) -> Refusal {
        self.file.fault(&self.span, what, help)
    }

    /// A fault at a key's value, or at the entry where it has no such key.
    pub(crate) fn fault_at(
        &self,
        key: &str,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> Refusal {
        let span = self.fields.get(key).map_or(self.span.clone(), Spanned::span);
        self.file.fault(&span, what, help)
    }

    fn field(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.fields.get(key)
    }

    /// Whether the entry has the key.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.fields.contains_key(key)
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) -> Refusal {
        self.file.fault(
            &value.span(),
            format!("{key} is {} and should be {wanted}", value.get_ref().type_str()),
            format!("write {wanted}"),
        )
    }

    fn missing(&self, key: &str, wanted: &str) -> Refusal {
        self.fault(format!("[[{}]] has no {key}", self.kind), format!("add {key} = {wanted}"))
    }

    /// A text that is not empty, if given.
    pub(crate) fn text(&self, key: &'static str) -> Result<Option<&'a str>, Refusal> {
        let Some(value) = self.field(key) else { return Ok(None) };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(value, key, "a text"))?;
        if text.trim().is_empty() {
            return Err(self.file.fault(
                &value.span(),
                format!("{key} is empty"),
                format!("write it or leave {key} out"),
            ));
        }
        Ok(Some(text))
    }

    /// A text that must be given.
    pub(crate) fn needed_text(&self, key: &'static str) -> Result<&'a str, Refusal> {
        self.text(key)?.ok_or_else(|| self.missing(key, "\"…\""))
    }

    /// A list of texts; empty where not given.
    pub(crate) fn texts(&self, key: &'static str) -> Result<Vec<String>, Refusal> {
        let Some(value) = self.field(key) else { return Ok(Vec::new()) };
        let list =
            value.get_ref().as_array().ok_or_else(|| self.wrong(value, key, "a list of texts"))?;
        list.iter()
            .map(|item| match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => Ok(text.to_string()),
                _ => Err(self.wrong(item, key, "a list of texts")),
            })
            .collect()
    }

    /// A list of at least `least` texts.
    pub(crate) fn needed_texts(
        &self,
        key: &'static str,
        least: usize,
    ) -> Result<Vec<String>, Refusal> {
        let texts = self.texts(key)?;
        if !self.has(key) {
            return Err(self.missing(key, "[\"…\"]"));
        }
        if texts.len() < least {
            return Err(self.fault_at(
                key,
                format!("{key} names {} and should name {least} or more", texts.len()),
                format!("write {key} = [\"…\"]"),
            ));
        }
        Ok(texts)
    }

    /// `true` or `false`; `false` where not given.
    pub(crate) fn flag(&self, key: &'static str) -> Result<bool, Refusal> {
        self.field(key).map_or(Ok(false), |value| {
            value.get_ref().as_bool().ok_or_else(|| self.wrong(value, key, "true or false"))
        })
    }

    /// A number that must be given.
    pub(crate) fn needed_number(&self, key: &'static str) -> Result<f64, Refusal> {
        let value = self.field(key).ok_or_else(|| self.missing(key, "a number"))?;
        self.number(value, key)
    }

    fn number(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<f64, Refusal> {
        let number = match value.get_ref() {
            DeValue::Integer(n) if n.radix() == 10 => n.as_str().parse::<f64>().ok(),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok(),
            _ => None,
        };
        number.filter(|n| n.is_finite()).ok_or_else(|| self.wrong(value, key, "a plain number"))
    }

    /// One position, `[longitude, latitude]`.
    pub(crate) fn position(&self, key: &'static str) -> Result<[f64; 2], Refusal> {
        let value = self.field(key).ok_or_else(|| self.missing(key, "[longitude, latitude]"))?;
        self.pair(value, key)
    }

    /// A list of positions.
    pub(crate) fn positions(&self, key: &'static str) -> Result<Vec<[f64; 2]>, Refusal> {
        let value =
            self.field(key).ok_or_else(|| self.missing(key, "[[longitude, latitude], …]"))?;
        let list = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong(value, key, "a list of [longitude, latitude]"))?;
        list.iter().map(|item| self.pair(item, key)).collect()
    }

    fn pair(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<[f64; 2], Refusal> {
        let wanted = "[longitude, latitude]";
        let mut pair =
            value.get_ref().as_array().ok_or_else(|| self.wrong(value, key, wanted))?.iter();
        match (pair.next(), pair.next(), pair.next()) {
            (Some(east), Some(north), None) => {
                Ok([self.number(east, key)?, self.number(north, key)?])
            }
            _ => Err(self.wrong(value, key, wanted)),
        }
    }

    /// An instant with its zone: a text or a TOML date and time.
    pub(crate) fn needed_instant(&self, key: &'static str) -> Result<jiff::Timestamp, Refusal> {
        let help = "write it with its offset: \"2016-09-14 20:00 +03:00\"";
        let value =
            self.field(key).ok_or_else(|| self.missing(key, "\"2016-09-14 20:00 +03:00\""))?;
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => return Err(self.wrong(value, key, "a date and time")),
        };
        let stamp = crate::stamp(&text, &jiff::tz::TimeZone::UTC)
            .map_err(|e| self.file.fault(&value.span(), format!("{key}: {}", e.what), e.help))?;
        if !stamp.zoned {
            return Err(self.file.fault(&value.span(), format!("{key} names no zone"), help));
        }
        if !stamp.timed {
            return Err(self.file.fault(
                &value.span(),
                format!("{key} names no time of day"),
                help,
            ));
        }
        Ok(stamp.at)
    }
}

/// Where two entries share a name, the later one, to point at. `names` gives the spellings of
/// each entry.
pub(crate) struct Named {
    spans: Vec<(String, Range<usize>)>,
}

impl Named {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self { spans: Vec::new() }
    }

    /// Remembers where an entry spells its names.
    pub(crate) fn remember(&mut self, entry: &Entry<'_>, label: &str) {
        self.spans.push((label.to_string(), entry.span.clone()));
    }

    /// The model's refusal of a list, at the second of the two entries.
    pub(crate) fn refuse(
        &self,
        file: &CaseFile<'_>,
        e: &armistice_model::CaseFileError,
    ) -> Refusal {
        let armistice_model::CaseFileError::TwiceNamed { name, first, second } = e;
        let at = self.spans.iter().rev().find(|(label, _)| label == second);
        let at = at.map_or(0..0, |(_, span)| span.clone());
        file.fault(
            &at,
            format!("{} names both {} and {}", quoted(name), quoted(first), quoted(second)),
            "take it from one of them",
        )
    }
}
