//! Reports to claims: one file per question.
