//! The last lines of everything a person reads: what it is computed from, and how to do it again.

use crate::{Checkpoint, PROGRAM_VERSION};
use armistice_model::{SourceKind, Sources};

/// Sentences for the foot of a page, in the order they are shown.
pub(crate) fn foot(case: &str, checkpoint: &Checkpoint, sources: &Sources) -> Vec<String> {
    let mut lines = vec![
        "The program assesses, people find. A letter on this page says what is reported and how \
         well it is supported; whether a term was breached is for a person to determine, with a \
         signature. No report is not no incident."
            .to_string(),
        format!(
            "Computed by Armistice {PROGRAM_VERSION} from the first {} of the ledger of case \
             {case}, whose root is {}. To do it again: take the ledger, check that its first {} \
             entries have this root, and let the same version publish that prefix. The files come \
             out the same, byte for byte.",
            entries(checkpoint.entries),
            checkpoint.root,
            checkpoint.entries
        ),
    ];
    let mut licences =
        "Reports and datasets remain under the terms of those who published them".to_string();
    let ucdp = sources
        .iter()
        .any(|s| !s.protected && s.kind == SourceKind::Dataset && s.name.contains("UCDP"));
    if ucdp {
        licences.push_str(" (UCDP GED, Uppsala University: CC BY 4.0)");
    }
    licences.push_str("; the program is under MIT or Apache-2.0, as you choose.");
    lines.push(licences);
    lines
}

fn entries(n: u64) -> String {
    if n == 1 { "entry".to_string() } else { format!("{n} entries") }
}
