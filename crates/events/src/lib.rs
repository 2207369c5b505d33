//! What happened in running text: kinds of events, their roles, their templates.
//!
//! - [`kinds`]: which kind of event a passage tells, by a small linear model.
//! - [`roles`]: who did it, who suffered it, what was hit and with what, over a whole story.
//!
//! The crate does no input or output, keeps no state, and never panics; work grows linearly with
//! the length of the text.

pub mod kinds;
mod linear;
pub mod roles;
