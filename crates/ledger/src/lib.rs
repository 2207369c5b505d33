//! The append-only signed log and the evidence files.
