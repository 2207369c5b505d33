//! The room where people work.
