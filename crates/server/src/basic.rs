//! Name and password with every request, as survey tools send them (RFC 7617). Checking a
//! password is dear, so who was right once is remembered for a while.

use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::Caller;
use armistice_ledger::Sha256;
use axum::http::StatusCode;
use data_encoding::BASE64;
use jiff::Timestamp;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// More than this many are not remembered at once.
const MOST: usize = 1_000;

/// Who was right.
#[derive(Default)]
pub struct Basic {
    /// By the hash of what they sent, the session that was begun for them.
    sessions: Mutex<HashMap<Sha256, String>>,
}

impl Basic {
    /// Who sends this.
    ///
    /// # Errors
    /// 401 for a wrong name or password, 429 for too many of those.
    pub async fn recognise(
        &self,
        house: &House,
        sent: String,
        from: IpAddr,
        now: Timestamp,
    ) -> Result<Caller, Problem> {
        let print = Sha256::of(sent.as_bytes());
        let known = {
            let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.get(&print).cloned()
        };
        let accounts = house.accounts();
        if let Some(id) = known {
            let caller = house.blocking(move || Ok(accounts.session(&id, now)?)).await?;
            if let Some(caller) = caller {
                return Ok(caller);
            }
        }
        let decoded = BASE64.decode(sent.as_bytes()).ok().and_then(|b| String::from_utf8(b).ok());
        let (name, password) = decoded
            .as_deref()
            .and_then(|text| text.split_once(':'))
            .map(|(name, password)| (name.to_string(), password.to_string()))
            .ok_or_else(|| {
                Problem::new(StatusCode::UNAUTHORIZED, "Basic wants base64 of name:password")
            })?;
        let accounts = house.accounts();
        let signed =
            house.blocking(move || Ok(accounts.sign_in(&name, &password, from, now)?)).await?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= MOST {
            sessions.clear();
        }
        sessions.insert(print, signed.session.reveal().to_string());
        let mut caller = signed.caller;
        // It came with its password, not with a cookie: no page of another site can send it.
        caller.via = armistice_accounts::Via::Token { id: 0, scopes: caller.role.scopes() };
        Ok(caller)
    }
}
