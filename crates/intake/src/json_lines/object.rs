//! The keys of one line and where their values stand.

use crate::refusal::quoted;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How deep brackets may nest in a line.
const DEPTH: usize = 32;

/// How many keys a line may have.
const KEYS: usize = 256;

/// Why a line is not taken, at which byte of it.
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: String,
    pub(crate) help: String,
}

impl Fault {
    pub(crate) fn new(at: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, what: what.into(), help: help.into() }
    }
}

/// One key of an object.
pub(crate) struct Member<'a> {
    pub(crate) key: Cow<'a, str>,
    /// The value as it is written.
    pub(crate) raw: &'a str,
    /// Byte of the line at which it is written.
    pub(crate) from: usize,
}

impl<'a> Member<'a> {
    pub(crate) fn is_null(&self) -> bool {
        self.raw == "null"
    }

    /// The value of a text; `None` for any other value.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        let inner = self.raw.strip_prefix('"')?.strip_suffix('"')?;
        if inner.contains('\\') {
            serde_json::from_str::<String>(self.raw).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(inner))
        }
    }

    /// The value as a cell, and the bytes it stands at: a text without its quotes, anything else
    /// as it is written.
    pub(crate) fn cell(&self) -> (Cow<'a, str>, usize, usize) {
        let until = self.from + self.raw.len();
        match self.text() {
            Some(text) => (text, self.from + 1, until - 1),
            None => (Cow::Borrowed(self.raw), self.from, until),
        }
    }
}

/// An object whose keys all differ and that is not nested too deep.
pub(crate) struct Object<'a> {
    members: Vec<Member<'a>>,
}

impl<'a> Object<'a> {
    /// Reads a line.
    pub(crate) fn read(line: &'a str) -> Result<Self, Fault> {
        Self::part(line, 0)
    }

    /// Reads the object written at byte `from` of its line.
    pub(crate) fn of(member: &Member<'a>) -> Result<Self, Fault> {
        Self::part(member.raw, member.from)
    }

    fn part(text: &'a str, from: usize) -> Result<Self, Fault> {
        check_depth(text).map_err(|at| {
            Fault::new(
                from + at,
                format!("brackets more than {DEPTH} deep"),
                "write one flat object a line",
            )
        })?;
        let fields: Fields<'a> = serde_json::from_str(text).map_err(|e| {
            // The parser counts bytes from 1 and stops after the fault.
            let at = e.column().saturating_sub(1).min(text.len());
            let message = e.to_string();
            let what = message.split(" at line ").next().unwrap_or_default();
            Fault::new(
                from + at,
                format!("no JSON object: {what}"),
                "write one whole object on one line (docs/report-jsonl.md)",
            )
        })?;
        let start = text.as_ptr() as usize;
        let members: Vec<Member<'a>> = fields
            .0
            .into_iter()
            .map(|(key, raw)| {
                // The value borrows from the line, so their addresses tell where it stands.
                let offset = (raw.as_ptr() as usize).saturating_sub(start);
                Member { key, raw, from: from + offset }
            })
            .collect();
        for (i, member) in members.iter().enumerate() {
            if members.iter().take(i).any(|m| m.key == member.key) {
                return Err(Fault::new(
                    member.from,
                    format!("the key {} is given twice", quoted(&member.key)),
                    "keep the one that is meant",
                ));
            }
            let broken_text = member.raw.starts_with('"') && member.text().is_none();
            if broken_text {
                return Err(Fault::new(
                    member.from,
                    "holds an escape that is no character",
                    "write the character itself",
                ));
            }
        }
        Ok(Self { members })
    }

    /// All, in the order of the line.
    pub(crate) fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    /// A key's value, if it has one.
    pub(crate) fn get(&self, key: &str) -> Option<&Member<'a>> {
        self.members.iter().find(|m| m.key == key && !m.is_null())
    }

    /// A text.
    pub(crate) fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key).and_then(Member::text)
    }
}

/// The byte at which brackets nest too deep.
fn check_depth(text: &str) -> Result<(), usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                if depth > DEPTH {
                    return Err(at);
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

struct Fields<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::with_capacity(16);
                while let Some((Key(key), raw)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    if fields.len() == KEYS {
                        return Err(A::Error::custom(format_args!("more than {KEYS} keys")));
                    }
                    fields.push((key, raw.get()));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}
