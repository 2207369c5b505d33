//! Sign-ins that were begun and have not come back.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};

use super::{Problem, Provider, form};
use crate::secret::{Secret, kept};

/// How long a browser may stay away.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);

/// How many may be away.
const MOST: usize = 10_000;

/// A sign-in that was begun.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub(super) state: [u8; 32],
    pub(super) nonce: Secret,
    pub(super) verifier: Secret,
    begun: Timestamp,
}

/// Where the browser goes, and what it keeps meanwhile.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The provider's page.
    pub url: String,
    /// The value of a cookie (`HttpOnly`, `Secure`, `SameSite=Lax`, ten minutes): who comes back must be
    /// who was sent.
    pub cookie: Secret,
}

/// What the browser brings back in the query of the redirect URI.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The `state` that it was sent with.
    pub state: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// Who answers, where the provider says so.
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// All sign-ins that were begun, in memory: after a restart one begins again.
pub struct Attempts {
    by_cookie: Mutex<HashMap<[u8; 32], Attempt>>,
}

impl fmt::Debug for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attempts({})", self.lock().len())
    }
}

impl Default for Attempts {
    fn default() -> Self {
        Self::new()
    }
}

impl Attempts {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { by_cookie: Mutex::new(HashMap::new()) }
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    ///
    /// [`Problem::Randomness`].
    pub fn begin(&self, provider: &Provider, now: Timestamp) -> Result<Begun, Problem> {
        let random = || Secret::random("").map_err(|_| Problem::Randomness);
        let (cookie, state, nonce, verifier) = (random()?, random()?, random()?, random()?);
        let challenge = BASE64URL_NOPAD.encode(&kept(verifier.reveal()));
        let query = form(&[
            ("response_type", "code"),
            ("client_id", &provider.settings.client_id),
            ("redirect_uri", &provider.settings.redirect_uri),
            ("scope", "openid email"),
            ("state", state.reveal()),
            ("nonce", nonce.reveal()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let endpoint = &provider.authorization_endpoint;
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        let url = format!("{endpoint}{joint}{query}");
        let attempt = Attempt { state: kept(state.reveal()), nonce, verifier, begun: now };
        let mut by_cookie = self.lock();
        if by_cookie.len() >= MOST {
            by_cookie.retain(|_, attempt| attempt.is_open(now));
        }
        if by_cookie.len() >= MOST {
            // Whoever begins ten thousand in ten minutes does not want to sign in; an older one of
            // somebody else is given up for it, so that new ones still can.
            let oldest = by_cookie.iter().min_by_key(|(_, attempt)| attempt.begun);
            let oldest = oldest.map(|(cookie, _)| *cookie);
            oldest.map(|cookie| by_cookie.remove(&cookie));
        }
        by_cookie.insert(kept(cookie.reveal()), attempt);
        Ok(Begun { url, cookie })
    }

    /// The attempt that the browser with this cookie comes back from, and the code it brings.
    /// Afterwards there is no such attempt any more, whatever the answer was.
    ///
    /// # Errors
    ///
    /// [`Problem::NotBegun`], [`Problem::Provider`].
    pub fn finish(
        &self,
        provider: &Provider,
        cookie: &str,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<(Attempt, String), Problem> {
        let attempt = self.lock().remove(&kept(cookie)).ok_or(Problem::NotBegun)?;
        // Compared as hashes: how far two of them agree tells nothing.
        let same = answer.state.as_deref().is_some_and(|state| kept(state) == attempt.state);
        if !same || !attempt.is_open(now) {
            return Err(Problem::NotBegun);
        }
        if answer.iss.as_deref().is_some_and(|iss| iss != provider.issuer()) {
            return Err(Problem::Provider("another issuer answers".into()));
        }
        if let Some(error) = &answer.error {
            // A word of the standard's; what is longer is not shown.
            let word = error.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').take(40);
            return Err(Problem::Provider(word.collect()));
        }
        match &answer.code {
            Some(code) => Ok((attempt, code.clone())),
            None => Err(Problem::Provider("no code came back".into())),
        }
    }

    #[cfg(test)]
    pub(super) fn only(&self) -> Attempt {
        self.lock().values().next().unwrap().clone()
    }

    // Each change is one call: nothing is half done after a panic.
    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Attempt>> {
        self.by_cookie.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    fn is_open(&self, now: Timestamp) -> bool {
        now.duration_since(self.begun) < PATIENCE
    }
}
