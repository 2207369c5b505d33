//! `actors.toml`: who does things.

use crate::case_file::{CaseFile, Named};
use crate::refusal::Refusal;
use armistice_model::{Actor, Actors};

/// Reads a case's actors: `[[actor]]` with `name`, `also` and a `note` for people.
///
/// # Errors
/// The first fault: broken TOML, an unknown key, a missing or wrong value, a name that two actors
/// share.
pub fn actors(toml: &str, file: &str) -> Result<Actors, Refusal> {
    let case_file = CaseFile::new(toml, file);
    let mut named = Named::new();
    let list = case_file.entries("actor", &["name", "also", "note"], |entry| {
        let name = entry.needed_text("name")?;
        named.remember(&entry, name);
        entry.text("note")?;
        Ok(Actor { name: name.to_string(), also: entry.texts("also")? })
    })?;
    Actors::new(list).map_err(|e| named.refuse(&case_file, &e))
}
