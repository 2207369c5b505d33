//! The sign-in of `armistice_accounts::oidc` over real HTTP, with a provider made in the test.

#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

#[path = "../../accounts/tests/shared/provider.rs"]
mod provider;
mod shared;

use std::sync::{Arc, Mutex};

use armistice_accounts::oidc::{
    Answer, Attempts, Keys, LONGEST_ANSWER, Problem, Provider, discovery_url,
};
use provider::{FakeProvider, description, field, settings};
use serde_json::json;
use shared::{Receiver, at, client, status};

#[test]
fn a_sign_in_from_the_first_page_to_the_identity() {
    // What the browser brought to the provider's page, which the test plays.
    let asked: Arc<Mutex<String>> = Arc::default();
    let known = Arc::clone(&asked);
    let fake = FakeProvider::new();
    let provider = Receiver::with(move |_, request| {
        let issuer = format!("http://{}", request.header("host"));
        match request.line.as_str() {
            "GET /.well-known/openid-configuration HTTP/1.1" => shared::json(&description(&issuer)),
            "GET /keys HTTP/1.1" => shared::json(&fake.jwks()),
            "POST /token HTTP/1.1" => {
                let page = known.lock().unwrap().clone();
                let form = String::from_utf8(request.body.clone()).unwrap();
                let challenge = ring::digest::digest(
                    &ring::digest::SHA256,
                    field(&form, "code_verifier").as_bytes(),
                );
                let challenge = data_encoding::BASE64URL_NOPAD.encode(challenge.as_ref());
                let basic = data_encoding::BASE64.encode(b"armistice:planted%20client%20secret");
                if field(&form, "code") != "the code"
                    || field(&form, "redirect_uri") != field(&page, "redirect_uri")
                    || challenge != field(&page, "code_challenge")
                    || request.header("authorization") != format!("Basic {basic}")
                {
                    return status("400 Bad Request");
                }
                let claims = json!({
                    "iss": issuer, "sub": "u-17", "aud": "armistice",
                    "nonce": field(&page, "nonce"),
                    "iat": at(5).as_second(), "exp": at(300).as_second(),
                });
                shared::json(&json!({"id_token": fake.token("RS256", "rsa", &claims)}))
            }
            _ => status("404 Not Found"),
        }
    });
    let issuer = format!("http://{}", provider.address);
    let (client, attempts) = (client(), Attempts::new());

    let text = client.get(&discovery_url(&issuer), &[], LONGEST_ANSWER).unwrap();
    let provider = Provider::new(settings(&issuer), &text.body).unwrap();
    let keys = client.get(provider.keys_url(), &[], LONGEST_ANSWER).unwrap();
    let keys = Keys::from_json(&keys.body).unwrap();
    let sign_in = |code: &str| {
        let begun = attempts.begin(&provider, at(0)).unwrap();
        asked.lock().unwrap().clone_from(&begun.url);
        let answer = Answer {
            state: Some(field(&begun.url, "state")),
            code: Some(code.into()),
            ..Answer::default()
        };
        let cookie = begun.cookie.reveal();
        let (attempt, code) = attempts.finish(&provider, cookie, &answer, at(5)).unwrap();
        let exchange = provider.exchange(&attempt, &code);
        let headers: Vec<(&str, &str)> =
            exchange.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = exchange.body.as_bytes();
        let answer = client.post_for(&exchange.url, &headers, body, LONGEST_ANSWER).unwrap();
        provider.identity(&attempt, &answer.body, &keys, at(6))
    };
    let identity = sign_in("the code").unwrap();
    assert_eq!((identity.issuer, identity.subject.as_str()), (issuer, "u-17"));
    assert_eq!(sign_in("another code"), Err(Problem::NoToken));
}
