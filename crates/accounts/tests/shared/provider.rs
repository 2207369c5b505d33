//! An identity provider made in the test, with real keys.
#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

use armistice_accounts::oidc::{Keys, Provider, Settings};
use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
};
use serde_json::{Value, json};

pub struct FakeProvider {
    rsa: rsa::KeyPair,
    ec: EcdsaKeyPair,
}

impl FakeProvider {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let curve = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let ec = EcdsaKeyPair::generate_pkcs8(curve, &random).unwrap();
        let ec = EcdsaKeyPair::from_pkcs8(curve, ec.as_ref(), &random).unwrap();
        // Made for this test, used nowhere else: making one takes too long.
        let rsa = rsa::KeyPair::from_pkcs8(include_bytes!("rsa-2048-for-tests.der")).unwrap();
        Self { rsa, ec }
    }

    pub fn jwks(&self) -> Value {
        let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
        let public: rsa::PublicKeyComponents<Vec<u8>> = self.rsa.public().into();
        let point = self.ec.public_key().as_ref();
        json!({"keys": [
            {"kty": "RSA", "kid": "rsa", "use": "sig", "alg": "RS256",
             "n": text(&public.n), "e": text(&public.e)},
            {"kty": "EC", "kid": "ec", "crv": "P-256",
             "x": text(&point[1..33]), "y": text(&point[33..])},
        ]})
    }

    pub fn keys(&self) -> Keys {
        Keys::from_json(self.jwks().to_string().as_bytes()).unwrap()
    }

    /// A token with these claims, signed by `alg`, said to be signed with the key `kid`.
    pub fn token(&self, alg: &str, kid: &str, claims: &Value) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&json!({"alg": alg, "kid": kid})), part(claims));
        let random = SystemRandom::new();
        let signature = if alg == "ES256" {
            self.ec.sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec()
        } else {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            self.rsa.sign(&RSA_PKCS1_SHA256, &random, signed.as_bytes(), &mut signature).unwrap();
            signature
        };
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

pub fn description(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
    })
}

pub fn settings(issuer: &str) -> Settings {
    Settings {
        issuer: issuer.into(),
        client_id: "armistice".into(),
        client_secret: Some("planted client secret".into()),
        redirect_uri: "https://mission.example/oidc/back".into(),
    }
}

pub fn provider(issuer: &str) -> Provider {
    Provider::new(settings(issuer), description(issuer).to_string().as_bytes()).unwrap()
}

/// A field of a query, percent-decoded.
pub fn field(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').unwrap_or(("", url));
    let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let mut bytes = found.unwrap_or("").bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.extend(data_encoding::HEXUPPER.decode(&pair).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}
