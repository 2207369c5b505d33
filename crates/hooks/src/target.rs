//! Where a call goes: a URL that was looked at closely.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

use crate::address::{Kind, kind};

/// What may be called besides `https` at public addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Allow {
    /// Plain `http`, whose readers on the way learn what is sent.
    pub plain_http: bool,
    /// This machine; for tests. Plain `http` to it is then allowed, too.
    pub loopback: bool,
    /// Private networks (RFC 1918, RFC 4193): for a mission whose other services are in its own
    /// network.
    pub private: bool,
}

impl Allow {
    /// Whether `address` may be called.
    #[must_use]
    pub fn address(self, address: IpAddr) -> bool {
        match kind(address) {
            Kind::Public => true,
            Kind::Loopback => self.loopback,
            Kind::Private => self.private,
            Kind::Forbidden => false,
        }
    }
}

/// Why a URL is not called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// Not a URL.
    #[error("this is not a URL with a host, as https://example.org/path is")]
    NoUrl,
    /// Longer than 2000 bytes.
    #[error("a URL has at most 2000 bytes")]
    Long,
    /// Neither `https` nor `http`.
    #[error("only https is called, not {0}")]
    Scheme(String),
    /// `http` where it is not allowed.
    #[error("only https is called: over http everybody on the way could read what is sent")]
    PlainHttp,
    /// A user or a password in the URL.
    #[error("leave user and password out of the URL: it is shown in lists")]
    Credentials,
    /// An address that must not be called.
    #[error("{}not on the public network; nothing was sent", named(host, *address))]
    Address {
        /// The host of the URL.
        host: String,
        /// Its address.
        address: IpAddr,
    },
}

fn named(host: &str, address: IpAddr) -> String {
    if host.parse() == Ok(address) {
        format!("{address} is ")
    } else {
        format!("{host} has the address {address}, which is ")
    }
}

/// A URL that may be called as far as can be told without asking for its host's addresses.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    url: String,
    host: String,
    port: u16,
}

impl Target {
    /// Looks at a URL.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why it is not called.
    pub fn new(url: &str, allow: Allow) -> Result<Self, Refused> {
        if url.len() > 2000 {
            return Err(Refused::Long);
        }
        let uri: Uri = url.parse().map_err(|_| Refused::NoUrl)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(Refused::NoUrl);
        };
        let secure = match scheme {
            "https" => true,
            "http" => false,
            other => return Err(Refused::Scheme(other.to_owned())),
        };
        if authority.as_str().contains('@') {
            return Err(Refused::Credentials);
        }
        let bracketed = authority.host();
        let port = match authority.as_str().strip_prefix(bracketed) {
            Some("") => {
                if secure {
                    443
                } else {
                    80
                }
            }
            Some(rest) => rest
                .strip_prefix(':')
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|digits| digits.parse().ok())
                .filter(|port| *port > 0)
                .ok_or(Refused::NoUrl)?,
            None => return Err(Refused::NoUrl),
        };
        let host = bracketed.trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() {
            return Err(Refused::NoUrl);
        }
        let target = Self { url: url.to_owned(), host, port };
        let address: Option<IpAddr> = target.host.parse().ok();
        // In brackets stands an address of IPv6, without a zone.
        if bracketed.starts_with('[') && !address.is_some_and(|address| address.is_ipv6()) {
            return Err(Refused::NoUrl);
        }
        if let Some(address) = address.filter(|address| !allow.address(*address)) {
            return Err(Refused::Address { host: target.host, address });
        }
        let local = target.host == "localhost"
            || address.is_some_and(|address| kind(address) == Kind::Loopback);
        if !(secure || allow.plain_http || allow.loopback && local) {
            return Err(Refused::PlainHttp);
        }
        Ok(target)
    }

    /// The URL as it was given.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The host, without brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, also where the URL leaves it out.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }
}

// Paths and queries of webhooks often hold a secret.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({}:{})", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        Target::new(url, Allow::default()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_called() {
        for (url, host, port) in [
            ("https://relief.example/hook?key=1", "relief.example", 443),
            ("https://relief.example:8443", "relief.example", 8443),
            ("https://8.8.8.8/", "8.8.8.8", 443),
            ("https://[2606:4700::1111]:444/", "2606:4700::1111", 444),
            ("HTTPS://relief.example/", "relief.example", 443),
        ] {
            let target = Target::new(url, Allow::default()).unwrap();
            assert_eq!((target.host(), target.port()), (host, port), "{url}");
            assert!(!format!("{target:?}").contains("key"));
        }
    }

    #[test]
    fn what_is_not_called() {
        let urls = [
            "",
            "relief.example",
            "/hook",
            "https://",
            "https:///x",
            "https://a b/",
            "https://:443/",
            "https://relief.example:/",
            "https://relief.example:x/",
            "https://relief.example:99999/",
            "https://relief.example:0/",
            "ftp://relief.example/",
            "file:///etc/passwd",
            "gopher://relief.example/",
            "http://relief.example/",
            "https://user@relief.example/",
            "https://user:pw@relief.example/",
            "https://relief.example\r\nx: y/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest",
            "https://10.0.0.1/",
            "https://[fe80::1%25eth0]/",
        ];
        let answers: String =
            urls.iter().map(|url| format!("{url:?}: {}\n", refused(url))).collect();
        insta::assert_snapshot!(answers, @r#"
        "": this is not a URL with a host, as https://example.org/path is
        "relief.example": this is not a URL with a host, as https://example.org/path is
        "/hook": this is not a URL with a host, as https://example.org/path is
        "https://": this is not a URL with a host, as https://example.org/path is
        "https:///x": this is not a URL with a host, as https://example.org/path is
        "https://a b/": this is not a URL with a host, as https://example.org/path is
        "https://:443/": this is not a URL with a host, as https://example.org/path is
        "https://relief.example:/": this is not a URL with a host, as https://example.org/path is
        "https://relief.example:x/": this is not a URL with a host, as https://example.org/path is
        "https://relief.example:99999/": this is not a URL with a host, as https://example.org/path is
        "https://relief.example:0/": this is not a URL with a host, as https://example.org/path is
        "ftp://relief.example/": only https is called, not ftp
        "file:///etc/passwd": this is not a URL with a host, as https://example.org/path is
        "gopher://relief.example/": only https is called, not gopher
        "http://relief.example/": only https is called: over http everybody on the way could read what is sent
        "https://user@relief.example/": leave user and password out of the URL: it is shown in lists
        "https://user:pw@relief.example/": leave user and password out of the URL: it is shown in lists
        "https://relief.example\r\nx: y/": this is not a URL with a host, as https://example.org/path is
        "https://127.0.0.1/": 127.0.0.1 is not on the public network; nothing was sent
        "https://[::1]/": ::1 is not on the public network; nothing was sent
        "https://[::ffff:127.0.0.1]/": ::ffff:127.0.0.1 is not on the public network; nothing was sent
        "https://169.254.169.254/latest": 169.254.169.254 is not on the public network; nothing was sent
        "https://10.0.0.1/": 10.0.0.1 is not on the public network; nothing was sent
        "https://[fe80::1%25eth0]/": this is not a URL with a host, as https://example.org/path is
        "#);
    }

    #[test]
    fn allowances_open_one_door_each() {
        let opens = |allow: Allow| {
            [
                "http://relief.example/",
                "http://127.0.0.1:8080/",
                "http://localhost/",
                "https://10.0.0.1/",
                "https://169.254.169.254/",
            ]
            .map(|url| Target::new(url, allow).is_ok())
        };
        let closed = Allow::default();
        assert_eq!(opens(closed), [false; 5]);
        assert_eq!(opens(Allow { plain_http: true, ..closed }), [true, false, true, false, false]);
        assert_eq!(opens(Allow { loopback: true, ..closed }), [false, true, true, false, false]);
        assert_eq!(opens(Allow { private: true, ..closed }), [false, false, false, true, false]);
    }
}
