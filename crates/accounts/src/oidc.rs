//! Signing in with an identity that is known elsewhere: OpenID Connect Core 1.0, authorization code
//! flow with PKCE (RFC 7636). Makes no calls: says what is to be fetched and reads what came.
//!
//! ```text
//! GET  discovery_url(issuer)            ──▶ Provider::new
//! GET  provider.keys_url()              ──▶ Keys::from_json
//!      Attempts::begin                  ──▶ the browser goes to Begun::url, keeps Begun::cookie
//!      the browser comes back           ──▶ Attempts::finish: an Attempt, once
//! POST provider.exchange(attempt, code) ──▶ provider.identity: an Identity, verified
//!      Accounts::sign_in_as             ──▶ a session like any other
//! ```
//!
//! # Against what
//!
//! | attack | what stands against it |
//! |---|---|
//! | another site sends the browser here with the attacker's code | `state` belongs to a cookie of this browser |
//! | a code is stolen on its way back | PKCE: the verifier never leaves the server |
//! | an ID token is used again, or one for another program | `nonce`, `aud`, `azp`, `exp` |
//! | a token is forged, or unsigned | RS256 or ES256 by a key of the provider; no other algorithm is known here |
//! | one provider's answer is passed off as another's | `iss` in the token, and in the answer where it is given (RFC 9207) |
//! | a stranger has an identity at the provider | an account must have been linked to it before ([`Accounts::link`](crate::Accounts::link)) |

mod attempt;
mod id_token;
mod jws;

use std::fmt;

use data_encoding::BASE64;
use serde::Deserialize;

pub use attempt::{Answer, Attempt, Attempts, Begun};
pub use id_token::Identity;
pub use jws::Keys;

/// Bytes of a provider's answer that are worth reading.
pub const LONGEST_ANSWER: u64 = 256 * 1024;

/// How this program is known to a provider.
#[derive(Clone)]
pub struct Settings {
    /// The provider's issuer URL, exactly as it writes it itself.
    pub issuer: String,
    /// The client's ID.
    pub client_id: String,
    /// The client's secret, if it has one.
    pub client_secret: Option<String>,
    /// Where the browser comes back to; registered with the provider.
    pub redirect_uri: String,
}

// The secret must not reach a log file through a debug print.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

/// Why nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// What the provider publishes about itself cannot be used.
    #[error("the identity provider's description cannot be used: {0}")]
    Discovery(String),
    /// The provider's keys cannot be read.
    #[error("the identity provider's keys cannot be read: {0}")]
    Keys(String),
    /// The browser came back without having been sent, or too late.
    #[error("this sign-in was not begun here, or more than ten minutes ago; begin again")]
    NotBegun,
    /// The provider refused; its word for why, as `access_denied`.
    #[error("the identity provider refused: {0}")]
    Provider(String),
    /// The provider gave no token for the code.
    #[error("the identity provider gave no ID token")]
    NoToken,
    /// No key of the provider has the ID that the token names: fetch the keys again, once.
    #[error("the ID token is signed with a key that the identity provider does not publish")]
    UnknownKey,
    /// The token is not what it should be.
    #[error("the ID token is not valid: {0}")]
    Token(&'static str),
    /// The operating system gave no random bytes.
    #[error("no random bytes")]
    Randomness,
}

/// Where an issuer describes itself (OpenID Connect Discovery 1.0, section 4).
#[must_use]
pub fn discovery_url(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

#[derive(Debug, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// A provider and how this program is known to it.
#[derive(Debug, Clone)]
pub struct Provider {
    settings: Settings,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    secret_in_body: bool,
}

/// A request to be made: `POST` with a form.
#[derive(Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Where to.
    pub url: String,
    /// Headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The form, `application/x-www-form-urlencoded`.
    pub body: String,
}

// Holds the client's secret and the code.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Provider {
    /// Reads what the issuer publishes at [`discovery_url`].
    ///
    /// # Errors
    ///
    /// [`Problem::Discovery`] if it is another issuer's, or an endpoint is less safe than the issuer.
    pub fn new(settings: Settings, description: &[u8]) -> Result<Self, Problem> {
        let found: Description = serde_json::from_slice(description)
            .map_err(|reason| Problem::Discovery(reason.to_string()))?;
        if found.issuer != settings.issuer {
            let reason = format!("it calls itself {}, not {}", found.issuer, settings.issuer);
            return Err(Problem::Discovery(reason));
        }
        let plain = settings.issuer.starts_with("http://");
        for url in [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri] {
            let safe = url.starts_with("https://") || plain && url.starts_with("http://");
            if !safe || url.contains('#') || url.chars().any(|c| c.is_control() || c == ' ') {
                return Err(Problem::Discovery(format!("{url:?} is no https URL")));
            }
        }
        // Basic is the default where nothing is said.
        let secret_in_body = found
            .token_endpoint_auth_methods_supported
            .is_some_and(|methods| !methods.iter().any(|method| method == "client_secret_basic"));
        Ok(Self {
            settings,
            authorization_endpoint: found.authorization_endpoint,
            token_endpoint: found.token_endpoint,
            jwks_uri: found.jwks_uri,
            secret_in_body,
        })
    }

    /// The issuer's URL.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Where the provider's keys are.
    #[must_use]
    pub fn keys_url(&self) -> &str {
        &self.jwks_uri
    }

    /// The request that exchanges a code for an ID token.
    #[must_use]
    pub fn exchange(&self, attempt: &Attempt, code: &str) -> Exchange {
        let Settings { client_id, client_secret, redirect_uri, .. } = &self.settings;
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
            ("code_verifier", attempt.verifier.reveal()),
        ];
        let mut headers = vec![
            ("content-type", String::from("application/x-www-form-urlencoded")),
            ("accept", String::from("application/json")),
        ];
        match client_secret {
            Some(secret) if !self.secret_in_body => {
                // RFC 6749, section 2.3.1: each part encoded as in a form first.
                let pair = format!("{}:{}", encoded(client_id), encoded(secret));
                headers
                    .push(("authorization", format!("Basic {}", BASE64.encode(pair.as_bytes()))));
            }
            Some(secret) => {
                fields.extend([("client_id", client_id.as_str()), ("client_secret", secret)])
            }
            None => fields.push(("client_id", client_id)),
        }
        Exchange { url: self.token_endpoint.clone(), headers, body: form(&fields) }
    }
}

/// Fields as `application/x-www-form-urlencoded`.
fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn settings() -> Settings {
        Settings {
            issuer: "https://id.example".into(),
            client_id: "armistice".into(),
            client_secret: Some("se cret".into()),
            redirect_uri: "https://mission.example/oidc/back".into(),
        }
    }

    fn description(issuer: &str, token: &str, more: &str) -> Vec<u8> {
        format!(
            r#"{{"issuer":"{issuer}","authorization_endpoint":"https://id.example/auth?x=1",
            "token_endpoint":"{token}","jwks_uri":"https://id.example/keys"{more}}}"#
        )
        .into_bytes()
    }

    #[test]
    fn what_a_provider_may_say_of_itself() {
        let new = |text: &[u8]| Provider::new(settings(), text).map(|p| p.secret_in_body);
        let token = "https://id.example/token";
        assert_eq!(new(&description("https://id.example", token, "")), Ok(false));
        let methods = r#","token_endpoint_auth_methods_supported":["client_secret_post"]"#;
        assert_eq!(new(&description("https://id.example", token, methods)), Ok(true));
        for bad in [
            description("https://id.example/", token, ""),
            description("https://other.example", token, ""),
            description("https://id.example", "http://id.example/token", ""),
            description("https://id.example", "javascript:alert(1)", ""),
            b"{}".to_vec(),
            b"<html>".to_vec(),
        ] {
            assert!(matches!(new(&bad), Err(Problem::Discovery(_))));
        }
        assert_eq!(
            discovery_url("https://id.example/"),
            "https://id.example/.well-known/openid-configuration"
        );
    }

    #[test]
    fn the_exchange_says_who_asks_and_debug_output_does_not() {
        let text = description("https://id.example", "https://id.example/token", "");
        let provider = Provider::new(settings(), &text).unwrap();
        let attempts = Attempts::new();
        let begun = attempts.begin(&provider, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let attempt = attempts.only();
        let exchange = provider.exchange(&attempt, "a code&x=y");
        let verifier = attempt.verifier.reveal();
        assert_eq!(
            exchange.body,
            format!(
                "grant_type=authorization_code&code=a%20code%26x%3Dy&redirect_uri=https%3A%2F%2Fmission.example%2Foidc%2Fback&code_verifier={verifier}"
            )
        );
        let basic = BASE64.encode(b"armistice:se%20cret");
        assert!(exchange.headers.contains(&("authorization", format!("Basic {basic}"))));
        let debug = format!("{provider:?} {exchange:?} {attempt:?} {begun:?} {attempts:?}");
        for secret in ["se cret", "se%20cret", basic.as_str(), verifier, "a code", "a%20code"] {
            assert!(!debug.contains(secret), "{secret} in {debug}");
        }

        let in_body = Provider { secret_in_body: true, ..provider.clone() };
        let exchange = in_body.exchange(&attempt, "c");
        assert!(exchange.body.ends_with("&client_id=armistice&client_secret=se%20cret"));
        assert_eq!(exchange.headers.len(), 2);
        let public = Settings { client_secret: None, ..settings() };
        let exchange = Provider { settings: public, ..provider }.exchange(&attempt, "c");
        assert!(exchange.body.ends_with("&client_id=armistice"));
    }
}
