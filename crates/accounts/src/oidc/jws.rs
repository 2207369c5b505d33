//! Signatures of tokens: JWS (RFC 7515) in compact form, RS256 and ES256 (RFC 7518), by keys of a
//! JWK set (RFC 7517). No other algorithm exists here, least of all `none`.

use data_encoding::BASE64URL_NOPAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::Problem;

/// Bytes of a token that are worth reading.
const LONGEST: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Algorithm {
    RS256,
    ES256,
}

/// The public keys of a provider.
#[derive(Debug, Clone)]
pub struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    material: Material,
}

#[derive(Debug, Clone)]
enum Material {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// An uncompressed point of P-256.
    P256(Vec<u8>),
}

#[derive(Debug, Deserialize)]
struct Set {
    keys: Vec<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: Algorithm,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

impl Keys {
    /// Reads a JWK set. Keys of other kinds and for other purposes are passed over.
    ///
    /// # Errors
    ///
    /// [`Problem::Keys`] if it is none, or none of its keys can be used.
    pub fn from_json(set: &[u8]) -> Result<Self, Problem> {
        let set: Set =
            serde_json::from_slice(set).map_err(|reason| Problem::Keys(reason.to_string()))?;
        let keys: Vec<Key> = set.keys.into_iter().filter_map(key).collect();
        if keys.is_empty() {
            return Err(Problem::Keys("none of them is for RS256 or ES256".into()));
        }
        Ok(Self(keys))
    }

    /// The payload of `token`, if one of the keys signed it.
    pub(super) fn payload(&self, token: &str) -> Result<Vec<u8>, Problem> {
        if token.len() > LONGEST {
            return Err(Problem::Token("it is too long"));
        }
        let (signed, signature) =
            token.rsplit_once('.').ok_or(Problem::Token("it has not three parts"))?;
        let (header, payload) =
            signed.split_once('.').ok_or(Problem::Token("it has not three parts"))?;
        let header: Header = serde_json::from_slice(&decoded(header)?)
            .map_err(|_| Problem::Token("its header is not of RS256 or ES256"))?;
        if header.crit.is_some() {
            return Err(Problem::Token("it asks for an extension that is not known"));
        }
        let signature = decoded(signature)?;
        // A key without an ID may be meant by any; an ID that is named must be found.
        let fits = |key: &&Key| match (&header.kid, &key.id) {
            (Some(wanted), Some(id)) => wanted == id,
            _ => true,
        };
        let mut candidates =
            self.0.iter().filter(fits).filter(|key| key.algorithm() == header.alg).peekable();
        if candidates.peek().is_none() {
            return Err(Problem::UnknownKey);
        }
        if candidates.any(|key| key.verifies(signed.as_bytes(), &signature)) {
            decoded(payload)
        } else {
            Err(Problem::Token("its signature does not fit"))
        }
    }
}

impl Key {
    fn algorithm(&self) -> Algorithm {
        match self.material {
            Material::Rsa { .. } => Algorithm::RS256,
            Material::P256(_) => Algorithm::ES256,
        }
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Rsa { n, e } => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            Material::P256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok(),
        }
    }
}

fn key(value: serde_json::Value) -> Option<Key> {
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    if jwk.r#use.as_deref().is_some_and(|purpose| purpose != "sig") {
        return None;
    }
    let bytes = |text: &Option<String>| BASE64URL_NOPAD.decode(text.as_ref()?.as_bytes()).ok();
    let (material, alg) = match jwk.kty.as_str() {
        "RSA" => {
            let without_zeros = |bytes: Vec<u8>| -> Vec<u8> {
                bytes.into_iter().skip_while(|byte| *byte == 0).collect()
            };
            let (n, e) = (without_zeros(bytes(&jwk.n)?), without_zeros(bytes(&jwk.e)?));
            (Material::Rsa { n, e }, "RS256")
        }
        "EC" if jwk.crv.as_deref() == Some("P-256") => {
            let (x, y) = (bytes(&jwk.x)?, bytes(&jwk.y)?);
            if x.len() != 32 || y.len() != 32 {
                return None;
            }
            (Material::P256([&[4][..], &x, &y].concat()), "ES256")
        }
        _ => return None,
    };
    if jwk.alg.as_deref().is_some_and(|named| named != alg) {
        return None;
    }
    Some(Key { id: jwk.kid, material })
}

fn decoded(part: &str) -> Result<Vec<u8>, Problem> {
    BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| Problem::Token("it is not base64url"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515, appendix A.2: the key and the token of the standard.
    const KEY: &str = r#"{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}"#;
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    fn keys(keys: &[&str]) -> Keys {
        Keys::from_json(format!(r#"{{"keys":[{}]}}"#, keys.join(",")).as_bytes()).unwrap()
    }

    #[test]
    fn the_standards_own_token_verifies() {
        let payload = keys(&[KEY]).payload(TOKEN).unwrap();
        assert_eq!(
            String::from_utf8(payload).unwrap(),
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}"
        );
        let other = r#"{"kty":"oct","k":"AAAA"}"#;
        assert!(keys(&[other, KEY]).payload(TOKEN).is_ok(), "other kinds are passed over");
        let named = KEY.replace("{\"kty\"", "{\"kid\":\"a\",\"kty\"");
        assert!(keys(&[&named]).payload(TOKEN).is_ok(), "the token names no key");
    }

    #[test]
    fn one_byte_changed_and_it_does_not() {
        let keys = keys(&[KEY]);
        for at in (0..TOKEN.len()).step_by(7) {
            let mut changed = TOKEN.to_owned().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert!(keys.payload(&String::from_utf8(changed).unwrap()).is_err(), "byte {at}");
        }
    }

    #[test]
    fn what_is_no_token() {
        let keys = keys(&[KEY]);
        let (_, rest) = TOKEN.split_once('.').unwrap();
        let with = |header: &str| format!("{}.{rest}", BASE64URL_NOPAD.encode(header.as_bytes()));
        for token in [
            String::new(),
            "a.b".into(),
            "a.b.c".into(),
            with(r#"{"alg":"none"}"#),
            with(r#"{"alg":"HS256"}"#),
            with(r#"{"alg":"RS512"}"#),
            with(r#"{"alg":"RS256","crit":["x"]}"#),
            with("{}"),
            TOKEN.rsplit_once('.').unwrap().0.to_owned() + ".",
            TOKEN.to_owned() + "=",
            "x".repeat(LONGEST + 1),
        ] {
            assert!(matches!(keys.payload(&token), Err(Problem::Token(_))), "{token:.60}");
        }
        assert_eq!(keys.payload(&with(r#"{"alg":"ES256"}"#)), Err(Problem::UnknownKey));
    }

    #[test]
    fn keys_that_are_not_for_this_are_not_used() {
        for (from, to) in [
            ("{\"kty\"", "{\"use\":\"enc\",\"kty\""),
            ("{\"kty\"", "{\"alg\":\"PS256\",\"kty\""),
            ("\"RSA\"", "\"OKP\""),
            ("\"AQAB\"", "\"?\""),
        ] {
            let set = format!(r#"{{"keys":[{}]}}"#, KEY.replace(from, to));
            assert!(matches!(Keys::from_json(set.as_bytes()), Err(Problem::Keys(_))), "{to}");
        }
        assert!(matches!(Keys::from_json(b"[]"), Err(Problem::Keys(_))));
    }
}
