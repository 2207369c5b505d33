//! The last lines of everything a person reads: what it is computed from, and how to do it again.

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
pub(crate) fn foot(case: &str, checkpoint: &Checkpoint, sources: &Sources) -> Foot {
    let mut licences =
        "Reports and datasets remain under the terms of those who published them".to_string();
    let ucdp = sources
        .iter()
        .any(|s| !s.protected && s.kind == SourceKind::Dataset && s.name.contains("UCDP"));
    if ucdp {
        licences.push_str(" (UCDP GED, Uppsala University: CC BY 4.0)");
    }
    licences.push_str("; the program is under MIT or Apache-2.0, as you choose.");
    Foot {
        people_find: "The program assesses, people find. A letter on this page says what is \
                      reported and how well it is supported; whether a term was breached is for a \
                      person to determine, with a signature. That nothing was reported does not mean that nothing happened."
            .to_string(),
        computed: format!(
            "Computed by Armistice {PROGRAM_VERSION} from the first {} of the ledger of case \
             {case}, whose root is {}. To have the same files again, byte for byte: take the \
             ledger and the same version, see that the root is this one, and type",
            entries(checkpoint.entries),
            checkpoint.root,
        ),
        command: format!("armistice observe CASE --as-of '#{}'", checkpoint.entries),
        licences,
    }
}

fn entries(n: u64) -> String {
    if n == 1 { "entry".to_string() } else { format!("{n} entries") }
}
