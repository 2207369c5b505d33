//! The last lines of everything a person reads: what it is computed from, and how to do it again.

use crate::tongue::Tongue;
use crate::{Checkpoint, PROGRAM_VERSION};
use armistice_model::{SourceKind, Sources};

/// The foot of a page: paragraphs in the order they are shown, the second ending in a command.
pub(crate) struct Foot {
    /// What a letter means, and what it does not.
    pub(crate) people_find: String,
    /// What the page is computed from and how to compute it again, up to the command.
    pub(crate) computed: String,
    /// To type.
    pub(crate) command: String,
    /// Under which terms the words and the program stand.
    pub(crate) licences: String,
}

/// What stands at the foot of every page of a publication.
pub(crate) fn foot(t: &Tongue, case: &str, checkpoint: &Checkpoint, sources: &Sources) -> Foot {
    let ucdp = sources
        .iter()
        .any(|s| !s.protected && s.kind == SourceKind::Dataset && s.name.contains("UCDP"));
    let credit = if ucdp { "ucdp" } else { "none" };
    Foot {
        people_find: t.word("foot-people-find"),
        computed: t.say(
            "foot-computed",
            [
                ("version", PROGRAM_VERSION.into()),
                ("entries", checkpoint.entries.into()),
                ("case", t.own(case).into()),
                ("root", t.own(&checkpoint.root).into()),
            ],
        ),
        command: format!("armistice observe CASE --as-of '#{}'", checkpoint.entries),
        licences: t.say("foot-licences", [("credit", credit.into())]),
    }
}
