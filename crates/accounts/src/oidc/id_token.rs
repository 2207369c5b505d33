//! The ID token: who the provider says it is.

use jiff::Timestamp;
use serde::Deserialize;

use super::{Attempt, Keys, Problem, Provider};

/// Seconds by which the provider's clock may differ from ours.
const LEEWAY: i64 = 60;

/// Somebody whom a provider knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's issuer URL.
    pub issuer: String,
    /// What the provider knows them by; never given to somebody else.
    pub subject: String,
    /// Their address, in lower case, if the provider says that it has verified it.
    pub email: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Response {
    id_token: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    email: Option<String>,
    #[serde(default)]
    email_verified: serde_json::Value,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Provider {
    /// Reads the provider's response to [`exchange`](Self::exchange) and verifies its ID token
    /// (OpenID Connect Core 1.0, section 3.1.3.7).
    ///
    /// # Errors
    ///
    /// [`Problem::NoToken`], [`Problem::Token`]; [`Problem::UnknownKey`], after which the keys may
    /// be fetched again, once.
    pub fn identity(
        &self,
        attempt: &Attempt,
        response: &[u8],
        keys: &Keys,
        now: Timestamp,
    ) -> Result<Identity, Problem> {
        let response: Response = serde_json::from_slice(response).map_err(|_| Problem::NoToken)?;
        let payload = keys.payload(&response.id_token.ok_or(Problem::NoToken)?)?;
        let claims: Claims = serde_json::from_slice(&payload)
            .map_err(|_| Problem::Token("a claim is missing or of another form"))?;
        let require = |holds: bool, else_: &'static str| {
            if holds { Ok(()) } else { Err(Problem::Token(else_)) }
        };
        let us = self.settings.client_id.as_str();
        require(claims.iss == self.settings.issuer, "it is another issuer's")?;
        let (meant, alone) = match &claims.aud {
            Audience::One(one) => (one == us, true),
            Audience::Many(many) => (many.iter().any(|one| one == us), many.len() == 1),
        };
        require(meant, "it is for another program")?;
        require(
            alone || claims.azp.is_some(),
            "it is for several programs and does not say whose",
        )?;
        require(claims.azp.is_none_or(|azp| azp == us), "it was given to another program")?;
        let now = now.as_second() as f64;
        let leeway = LEEWAY as f64;
        require(claims.exp > now - leeway, "it has expired")?;
        require(claims.iat <= now + leeway, "it is of the future")?;
        require(claims.nbf.is_none_or(|nbf| nbf <= now + leeway), "it is of the future")?;
        let same = claims.nonce.is_some_and(|nonce| nonce == attempt.nonce.reveal());
        require(same, "it was not made for this sign-in")?;
        let subject = claims.sub;
        require((1..=255).contains(&subject.len()), "its subject is empty or too long")?;
        let verified = claims.email_verified == serde_json::Value::Bool(true);
        let email = claims.email.filter(|_| verified).map(|email| email.to_lowercase());
        Ok(Identity { issuer: claims.iss, subject, email })
    }
}
