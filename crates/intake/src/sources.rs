//! `sources.toml`: who says things.

use crate::case_file::{CaseFile, Named};
use crate::refusal::{Refusal, quoted};
use armistice_model::{Near, Source, SourceId, SourceKind, Sources};

const KINDS: [(&str, SourceKind); 10] = [
    ("monitor", SourceKind::Monitor),
    ("ministry", SourceKind::Ministry),
    ("armed-force", SourceKind::ArmedForce),
    ("agency", SourceKind::Agency),
    ("news", SourceKind::News),
    ("ngo", SourceKind::Ngo),
    ("dataset", SourceKind::Dataset),
    ("un", SourceKind::Un),
    ("guarantor", SourceKind::Guarantor),
    ("field-team", SourceKind::FieldTeam),
];

/// Reads a case's sources: `[[source]]` with `id`, `name`, `also`, `near` (a party of the deal or
/// `independent`), `kind`, `protected`, `public`, `note`. `file` is the name to speak of it by.
///
/// # Errors
/// The first fault: broken TOML, an unknown key, a missing or wrong value, a name that two
/// sources share.
pub fn sources(toml: &str, file: &str) -> Result<Sources, Refusal> {
    let case_file = CaseFile::new(toml, file);
    let mut named = Named::new();
    let keys = &["id", "name", "also", "near", "kind", "protected", "public", "note"];
    let list = case_file.entries("source", keys, |entry| {
        let id = entry.needed_text("id")?;
        if id.contains(char::is_whitespace) {
            return Err(entry.fault_at("id", "an id holds no spaces", "write one word: sohr"));
        }
        named.remember(&entry, id);
        let near = match entry.needed_text("near")? {
            word if word.eq_ignore_ascii_case("independent") => Near::Independent,
            party => Near::Party(party.to_string()),
        };
        let word = entry.needed_text("kind")?;
        let kind = KINDS.iter().find(|(w, _)| *w == word).map(|(_, kind)| *kind);
        let kind = kind.ok_or_else(|| {
            entry.fault_at(
                "kind",
                format!("{} is no kind of source", quoted(word)),
                format!("known are {}", KINDS.map(|(w, _)| w).join(", ")),
            )
        })?;
        let protected = entry.flag("protected")?;
        let public = entry.text("public")?.map(str::to_string);
        if public.is_some() && !protected {
            return Err(entry.fault_at(
                "public",
                "a public name stands in for a protected source, and this one is not protected",
                "add protected = true or leave public out",
            ));
        }
        Ok(Source {
            id: SourceId::new(id),
            name: entry.needed_text("name")?.to_string(),
            also: entry.texts("also")?,
            near,
            kind,
            protected,
            public,
            note: entry.text("note")?.map(str::to_string),
        })
    })?;
    Sources::new(list).map_err(|e| named.refuse(&case_file, &e))
}
