//! Who makes a request, and what it takes.

use crate::problem::Problem;
use armistice_accounts::{Caller, Power, Role};
use armistice_publish::Audience;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use std::net::IpAddr;

/// Who was seen at the door.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Who it is; `None` for anybody.
    pub caller: Option<Caller>,
    /// What they may see.
    pub audience: Audience,
    /// The session's id, where they came by one.
    pub session: Option<String>,
    /// The address of the client.
    pub address: IpAddr,
}

impl Seen {
    /// What a caller may see. The one place where roles become audiences.
    pub fn audience_of(caller: Option<&Caller>) -> Audience {
        match caller {
            // A token that may not read sees what anybody sees.
            Some(caller) if caller.may(Power::Read) => match caller.role {
                Role::Viewer | Role::Reporter | Role::Admin => Audience::Mission,
                Role::Analyst => Audience::Verification,
                Role::Secretariat => Audience::Secretariat,
            },
            _ => Audience::Public,
        }
    }

    /// Who it is.
    ///
    /// # Errors
    /// 401 for anybody.
    pub fn caller(&self) -> Result<&Caller, Problem> {
        self.caller
            .as_ref()
            .ok_or_else(|| Problem::new(StatusCode::UNAUTHORIZED, "sign in, or send an API token"))
    }

    /// Whether they may do what needs `power`.
    ///
    /// # Errors
    /// 401 for anybody, 403 for somebody who may not.
    pub fn may(&self, power: Power) -> Result<&Caller, Problem> {
        let caller = self.caller()?;
        if caller.may(power) {
            return Ok(caller);
        }
        Err(Problem::new(
            StatusCode::FORBIDDEN,
            format!(
                "{} has the role {}, which may not do this (or the token's scopes do not cover it): ask an administrator",
                caller.name.as_str(),
                caller.role.as_str()
            ),
        ))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let seen = parts.extensions.get::<Self>().cloned();
        seen.ok_or_else(|| Problem::ours("nobody was seen at the door"))
    }
}

/// What an endpoint asks of whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A power.
    Power(Power),
}
