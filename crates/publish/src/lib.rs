//! Assessments to bulletin, map and data.
