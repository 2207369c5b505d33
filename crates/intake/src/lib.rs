//! Bytes to reports: one file per format.
