//! The door: who comes in, how often, and what every answer carries.

mod cookie;
mod enter;
mod headers;
mod seen;

pub use cookie::{clearing, passing_cookie, passing_session, session_cookie};
pub use enter::{Limits, enter, fits, need};
pub use headers::{dress, policy_with};
pub use seen::{Need, Seen};
