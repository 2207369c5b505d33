//! Signing in with an identity that is known elsewhere (OpenID Connect): what `accounts` says is to
//! be fetched is fetched here, through the client that calls no address it did not check.

use crate::problem::Problem;
use armistice_accounts::oidc::{
    Answer, Attempts, Begun, Identity, Keys, LONGEST_ANSWER, Problem as Refused, Provider,
    Settings, discovery_url,
};
use armistice_hooks::{Allow, Client};
use axum::http::StatusCode;
use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};

/// A provider of identities.
pub struct Identities {
    settings: Settings,
    client: Client,
    attempts: Attempts,
    known: Mutex<Option<Arc<Known>>>,
}

/// What the provider publishes about itself.
struct Known {
    provider: Provider,
    keys: Keys,
}

fn refused(problem: Refused) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, problem.to_string())
}

impl Identities {
    /// Nothing is fetched before somebody wants to sign in.
    pub fn new(settings: Settings, allow: Allow) -> Self {
        let client = Client::new("armistice", allow);
        Self { settings, client, attempts: Attempts::new(), known: Mutex::new(None) }
    }

    /// The issuer's URL.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    fn fetch(&self, url: &str) -> Result<Vec<u8>, Problem> {
        let unreachable = |reason: String| {
            let detail = format!("the identity provider cannot be asked: {reason}");
            Problem::new(StatusCode::BAD_GATEWAY, detail)
        };
        let answer = self.client.get(url, &[], LONGEST_ANSWER);
        let answer = answer.map_err(|failure| unreachable(failure.to_string()))?;
        match answer.status {
            200 => Ok(answer.body),
            status => Err(unreachable(format!("it answers {status}"))),
        }
    }

    fn known(&self, anew: bool) -> Result<Arc<Known>, Problem> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(known), false) = (&*known, anew) {
            return Ok(Arc::clone(known));
        }
        let description = self.fetch(&discovery_url(&self.settings.issuer))?;
        let provider = Provider::new(self.settings.clone(), &description).map_err(refused)?;
        let keys = Keys::from_json(&self.fetch(provider.keys_url())?).map_err(refused)?;
        Ok(Arc::clone(known.insert(Arc::new(Known { provider, keys }))))
    }

    /// Where the browser goes, and what it keeps.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub fn begin(&self, now: Timestamp) -> Result<Begun, Problem> {
        self.attempts.begin(&self.known(false)?.provider, now).map_err(refused)
    }

    /// Whom the provider says it is.
    ///
    /// # Errors
    /// When it does not, or says it in a way that is not to be believed.
    pub fn finish(
        &self,
        cookie: &str,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<Identity, Problem> {
        let known = self.known(false)?;
        let provider = &known.provider;
        let (attempt, code) =
            self.attempts.finish(provider, cookie, answer, now).map_err(refused)?;
        let exchange = provider.exchange(&attempt, &code);
        let headers: Vec<(&str, &str)> =
            exchange.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = exchange.body.as_bytes();
        let told = self.client.post_for(&exchange.url, &headers, body, LONGEST_ANSWER).map_err(
            |failure| {
                Problem::new(
                    StatusCode::BAD_GATEWAY,
                    format!("the identity provider cannot be asked: {failure}"),
                )
            },
        )?;
        match provider.identity(&attempt, &told.body, &known.keys, now) {
            // Providers change their keys; they are fetched again, once.
            Err(Refused::UnknownKey) => {
                let known = self.known(true)?;
                known.provider.identity(&attempt, &told.body, &known.keys, now).map_err(refused)
            }
            told => told.map_err(refused),
        }
    }
}
