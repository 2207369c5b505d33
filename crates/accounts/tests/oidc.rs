//! Signing in with an identity that is known elsewhere.

#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

#[path = "shared/provider.rs"]
mod provider;
mod shared;

use armistice_accounts::oidc::{Answer, Attempt, Attempts, Identity, Problem, Provider};
use armistice_accounts::{Edit, Error, Mark, Role};
use provider::{FakeProvider, field, provider};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shared::{FROM, Mission, PASSWORD, at, name};

const ISSUER: &str = "https://id.example";

/// A sign-in up to the point where the browser is back.
fn back() -> (Provider, Attempt, String) {
    let (provider, attempts) = (provider(ISSUER), Attempts::new());
    let begun = attempts.begin(&provider, at(0)).unwrap();
    let answer = Answer {
        state: Some(field(&begun.url, "state")),
        code: Some("code".into()),
        ..Answer::default()
    };
    let (attempt, code) =
        attempts.finish(&provider, begun.cookie.reveal(), &answer, at(60)).unwrap();
    assert_eq!(code, "code");
    (provider, attempt, field(&begun.url, "nonce"))
}

fn claims(nonce: &str) -> Value {
    json!({
        "iss": ISSUER, "sub": "u-17", "aud": "armistice", "nonce": nonce,
        "iat": at(60).as_second(), "exp": at(360).as_second(),
        "email": "Omar@Relief.Example", "email_verified": true,
    })
}

fn omar() -> Identity {
    Identity {
        issuer: ISSUER.into(),
        subject: "u-17".into(),
        email: Some("omar@relief.example".into()),
    }
}

#[test]
fn the_browser_is_sent_with_all_that_is_needed() {
    let attempts = Attempts::new();
    let begun = attempts.begin(&provider(ISSUER), at(0)).unwrap();
    assert!(begun.url.starts_with("https://id.example/authorize?response_type=code&"));
    let field = |name| field(&begun.url, name);
    assert_eq!(field("client_id"), "armistice");
    assert_eq!(field("redirect_uri"), "https://mission.example/oidc/back");
    assert_eq!(field("scope"), "openid email");
    assert_eq!(field("code_challenge_method"), "S256");
    let answer =
        Answer { state: Some(field("state")), code: Some("c".into()), ..Answer::default() };
    let provider = provider(ISSUER);
    let (attempt, _) = attempts.finish(&provider, begun.cookie.reveal(), &answer, at(1)).unwrap();
    let body = provider.exchange(&attempt, "c").body;
    let verifier = self::field(&body, "code_verifier");
    assert_eq!(verifier.len(), 43, "as RFC 7636 recommends");
    let challenge = data_encoding::BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()));
    assert_eq!(field("code_challenge"), challenge);
    assert!(!begun.url.contains(&verifier) && !begun.url.contains("planted"));
}

#[test]
fn only_the_browser_that_was_sent_comes_back_and_only_once() {
    let (provider, attempts) = (provider(ISSUER), Attempts::new());
    let finish = |cookie: &str, answer: &Answer, now| {
        attempts.finish(&provider, cookie, answer, at(now)).map(|(_, code)| code)
    };
    let begin = || {
        let begun = attempts.begin(&provider, at(0)).unwrap();
        let answer = Answer {
            state: Some(field(&begun.url, "state")),
            code: Some("code".into()),
            ..Answer::default()
        };
        (begun.cookie.reveal().to_owned(), answer)
    };
    let ((mine, my_answer), (_, others)) = (begin(), begin());
    assert_eq!(finish("no cookie", &my_answer, 1), Err(Problem::NotBegun));
    assert_eq!(finish(&mine, &my_answer, 599).as_deref(), Ok("code"));
    assert_eq!(finish(&mine, &my_answer, 599), Err(Problem::NotBegun), "once");
    assert_eq!(finish(&begin().0, &others, 1), Err(Problem::NotBegun), "another's state");
    assert_eq!(finish(&begin().0, &Answer::default(), 1), Err(Problem::NotBegun));
    let (cookie, answer) = begin();
    assert_eq!(finish(&cookie, &answer, 600), Err(Problem::NotBegun), "too late");
    let (cookie, answer) = begin();
    let elsewhere = Answer { iss: Some("https://evil.example".into()), ..answer };
    assert!(matches!(finish(&cookie, &elsewhere, 1), Err(Problem::Provider(_))));
    let (cookie, answer) = begin();
    let refused = Answer { error: Some("access_denied<script>".into()), ..answer };
    assert_eq!(finish(&cookie, &refused, 1), Err(Problem::Provider("access_deniedscript".into())));
}

#[test]
fn a_valid_token_of_either_kind_says_who_it_is() {
    let fake = FakeProvider::new();
    for (alg, kid) in [("RS256", "rsa"), ("ES256", "ec")] {
        let (provider, attempt, nonce) = back();
        let token = fake.token(alg, kid, &claims(&nonce));
        let response = json!({"access_token": "x", "id_token": token}).to_string();
        let identity =
            provider.identity(&attempt, response.as_bytes(), &fake.keys(), at(61)).unwrap();
        assert_eq!(identity, omar());
    }
}

#[test]
fn a_token_with_one_thing_wrong_says_nothing() {
    let fake = FakeProvider::new();
    let other = FakeProvider::new();
    let (provider, attempt, nonce) = back();
    let read = |token: &str, now| {
        let response = json!({"id_token": token}).to_string();
        provider.identity(&attempt, response.as_bytes(), &fake.keys(), at(now))
    };
    let with = |changes: Value| {
        let mut claims = claims(&nonce);
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        read(&fake.token("ES256", "ec", &claims), 61)
    };
    assert!(with(json!({})).is_ok());
    for wrong in [
        json!({"iss": "https://evil.example"}),
        json!({"iss": "https://id.example/"}),
        json!({"aud": "another"}),
        json!({"aud": []}),
        json!({"aud": ["another"]}),
        json!({"aud": ["armistice", "another"]}),
        json!({"aud": ["armistice", "another"], "azp": "another"}),
        json!({"azp": "another"}),
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"exp": at(0).as_second()}),
        json!({"exp": null}),
        json!({"exp": "never"}),
        json!({"iat": at(500).as_second()}),
        json!({"nbf": at(500).as_second()}),
        json!({"sub": ""}),
        json!({"sub": "x".repeat(256)}),
        json!({"sub": 17}),
    ] {
        assert!(matches!(with(wrong.clone()), Err(Problem::Token(_))), "{wrong}");
    }
    assert!(with(json!({"aud": ["armistice", "another"], "azp": "armistice"})).is_ok());
    for unverified in [json!(false), json!(null), json!("true")] {
        let identity = with(json!({"email_verified": unverified})).unwrap();
        assert_eq!(identity.email, None);
    }
    let good = claims(&nonce);
    assert!(read(&fake.token("ES256", "ec", &good), 419).is_ok());
    assert!(read(&fake.token("ES256", "ec", &good), 420).is_err(), "a minute after its end");
    assert_eq!(read(&fake.token("ES256", "new", &good), 61), Err(Problem::UnknownKey));
    assert!(matches!(read(&other.token("ES256", "ec", &good), 61), Err(Problem::Token(_))));
    // The names of two keys confused: the algorithm belongs to the key.
    assert_eq!(read(&fake.token("ES256", "rsa", &good), 61), Err(Problem::UnknownKey));
    for response in ["", "{}", r#"{"error":"invalid_grant"}"#, r#"{"id_token":1}"#] {
        let read = provider.identity(&attempt, response.as_bytes(), &fake.keys(), at(61));
        assert_eq!(read, Err(Problem::NoToken));
    }
}

#[test]
fn a_stranger_gets_no_account() {
    let mission = Mission::new().with("omar", Role::Analyst);
    let refused = mission.accounts.sign_in_as(&omar(), at(1)).unwrap_err();
    insta::assert_snapshot!(refused, @r#"no account belongs to this identity; ask an administrator to link subject "u-17" of https://id.example"#);
    assert_eq!(mission.accounts.list().unwrap().len(), 1);
}

#[test]
fn who_was_linked_signs_in_as_that_account() {
    let mission = Mission::new().with("omar", Role::Analyst).with("rana", Role::Viewer);
    let mark = Mark::Subject("u-17".into());
    let link = |who| mission.accounts.link(&name(who), ISSUER, &mark, Some(&name("rana")), at(1));
    link("omar").unwrap();
    assert!(matches!(link("rana"), Err(Error::IdentityTaken)));
    let signed = mission.accounts.sign_in_as(&omar(), at(2)).unwrap();
    assert_eq!((signed.caller.name.as_str(), signed.caller.role), ("omar", Role::Analyst));
    assert!(!signed.caller.must_change_password, "their password is of no account");
    let caller = mission.accounts.session(signed.session.reveal(), at(3)).unwrap().unwrap();
    assert!(!caller.must_change_password);
    let by_password = mission.accounts.sign_in("omar", PASSWORD, FROM, at(3)).unwrap();
    assert!(by_password.caller.must_change_password);

    let elsewhere = Identity { issuer: "https://evil.example".into(), ..omar() };
    assert!(mission.accounts.sign_in_as(&elsewhere, at(2)).is_err());
    let other = Identity { subject: "u-18".into(), ..omar() };
    assert!(mission.accounts.sign_in_as(&other, at(2)).is_err());

    mission.edit("omar", &Edit { disabled: Some(true), ..Edit::default() });
    assert!(mission.accounts.sign_in_as(&omar(), at(2)).is_err());
    mission.edit("omar", &Edit { disabled: Some(false), ..Edit::default() });
    let signed = mission.accounts.sign_in_as(&omar(), at(2)).unwrap();
    let unlink = || mission.accounts.unlink(&name("omar"), ISSUER, None, at(4)).unwrap();
    assert_eq!([unlink(), unlink()], [true, false]);
    assert!(mission.accounts.session(signed.session.reveal(), at(4)).unwrap().is_none());
    assert!(mission.accounts.sign_in_as(&omar(), at(5)).is_err());
    let audits = mission.accounts.unrecorded().unwrap();
    let summaries: Vec<_> = audits.iter().skip(2).map(|audit| audit.summary()).collect();
    insta::assert_snapshot!(summaries.join("\n"), @r"
    an identity of https://id.example may sign in as omar (by rana)
    account omar disabled
    account omar enabled again
    no identity of https://id.example may sign in as omar any more
    ");
}

#[test]
fn an_address_is_good_for_the_first_time_only() {
    let mission = Mission::new().with("omar", Role::Analyst);
    let mark = Mark::Email("Omar@relief.example".into());
    mission.accounts.link(&name("omar"), ISSUER, &mark, None, at(1)).unwrap();
    let unverified = Identity { email: None, ..omar() };
    assert!(mission.accounts.sign_in_as(&unverified, at(2)).is_err());
    mission.accounts.sign_in_as(&omar(), at(2)).unwrap();
    mission.accounts.sign_in_as(&unverified, at(3)).unwrap();
    // Somebody else is given the address.
    let successor = Identity { subject: "u-99".into(), ..omar() };
    assert!(mission.accounts.sign_in_as(&successor, at(4)).is_err());
    let bad =
        mission.accounts.link(&name("omar"), ISSUER, &Mark::Email(String::new()), None, at(5));
    assert!(matches!(bad, Err(Error::BadIdentity)));
}
