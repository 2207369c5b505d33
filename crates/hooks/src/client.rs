//! Calls to the outside, each to an address that was checked.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Connector as _, NextTimeout, RustlsConnector, TcpConnector};
use ureq::{Agent, Timeout};

use crate::target::{Allow, Refused, Target};

/// How long a call may take in all, from the question for addresses to the last byte.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How a host's addresses are found.
pub trait Lookup: fmt::Debug + Send + Sync + 'static {
    /// The addresses of `host`, which may also be an address itself.
    ///
    /// # Errors
    ///
    /// As the system says: no such host, no answer.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// The system's own resolver.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Lookup for System {
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok((host, port).to_socket_addrs()?.collect())
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status code; a redirect is an answer like any other and is not followed.
    pub status: u16,
    /// The body, as far as it was asked for.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The call must not be made.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The host has no address.
    #[error("the host is not known")]
    UnknownHost,
    /// It took too long.
    #[error("no answer within {} s", PATIENCE.as_secs())]
    TooSlow,
    /// The answer is longer than was asked for.
    #[error("the answer is longer than {0} bytes")]
    TooLong(u64),
    /// The connection failed, or what came was no HTTP.
    #[error("no connection, or no proper answer: {0}")]
    Connection(String),
}

/// Calls hosts by HTTP/1.1, each call over a connection of its own to an address that was checked.
/// No redirect is followed, no proxy asked, no cookie kept, nothing compressed.
///
/// A host's addresses are asked for once per call; if *any* of them may not be called the call is
/// refused, and the connection goes to one of those that were checked. So a name that changes its
/// address between check and call (*DNS rebinding*) gains nothing.
#[derive(Debug, Clone)]
pub struct Client {
    allow: Allow,
    agent: Agent,
}

impl Client {
    /// A client that asks the system for addresses and trusts the certificates that the system
    /// trusts (`SSL_CERT_FILE` and `SSL_CERT_DIR` name others). `agent` is what it calls itself,
    /// `armistice/0.1.0` for example.
    ///
    /// Where the system has no certificates, every `https` call fails with an error that says so.
    #[must_use]
    pub fn new(agent: &str, allow: Allow) -> Self {
        let trusted = rustls_native_certs::load_native_certs().certs;
        Self::with(agent, allow, System, trusted.iter().map(AsRef::as_ref))
    }

    /// A client that finds addresses by `lookup` and trusts the certificates `trusted` (DER) alone.
    #[must_use]
    pub fn with<'a>(
        agent: &str,
        allow: Allow,
        lookup: impl Lookup,
        trusted: impl Iterator<Item = &'a [u8]>,
    ) -> Self {
        let trusted = trusted.map(|der| Certificate::from_der(der).to_owned());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(trusted.collect())))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Config::builder()
            .user_agent(agent)
            .accept_encoding("identity")
            .tls_config(tls)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // An idle connection would be used again without a look at the address.
            .max_idle_connections(0)
            .max_response_header_size(16 * 1024)
            .timeout_global(Some(PATIENCE))
            .build();
        let connector = ().chain(TcpConnector::default()).chain(RustlsConnector::default());
        let resolver = Checked { allow, lookup: Arc::new(lookup) };
        Self { allow, agent: Agent::with_parts(config, connector, resolver) }
    }

    /// What this client may call besides `https` at public addresses.
    #[must_use]
    pub const fn allow(&self) -> Allow {
        self.allow
    }

    /// Sends `body` to `url`. Of the answer's body nothing is read.
    ///
    /// # Errors
    ///
    /// [`Failure`]; any status is an answer and no failure.
    pub fn post(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Failure> {
        self.post_for(url, headers, body, 0)
    }

    /// Sends `body` to `url` and reads the answer, at most `longest` bytes of it.
    ///
    /// # Errors
    ///
    /// [`Failure`]; any status is an answer and no failure.
    pub fn post_for(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        body: &[u8],
        longest: u64,
    ) -> Result<Answer, Failure> {
        let target = Target::new(url, self.allow)?;
        let mut request = self.agent.post(target.url());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.send(body), longest)
    }

    /// Reads what is at `url`, at most `longest` bytes.
    ///
    /// # Errors
    ///
    /// [`Failure`]; any status is an answer and no failure.
    pub fn get(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        longest: u64,
    ) -> Result<Answer, Failure> {
        let target = Target::new(url, self.allow)?;
        let mut request = self.agent.get(target.url());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        read(request.call(), longest)
    }
}

fn read(
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    longest: u64,
) -> Result<Answer, Failure> {
    let mut answer = answer.map_err(failure)?;
    let status = answer.status().as_u16();
    let body = if longest == 0 {
        Vec::new()
    } else {
        answer.body_mut().with_config().limit(longest).read_to_vec().map_err(failure)?
    };
    Ok(Answer { status, body })
}

fn failure(error: ureq::Error) -> Failure {
    match error {
        ureq::Error::Other(other) => match other.downcast::<Refused>() {
            Ok(refused) => Failure::Refused(*refused),
            Err(other) => Failure::Connection(other.to_string()),
        },
        ureq::Error::HostNotFound => Failure::UnknownHost,
        ureq::Error::Timeout(_) => Failure::TooSlow,
        ureq::Error::BodyExceedsLimit(limit) => Failure::TooLong(limit),
        other => Failure::Connection(other.to_string()),
    }
}

/// Finds addresses and lets through only those of hosts all of whose addresses may be called.
#[derive(Debug)]
struct Checked {
    allow: Allow,
    lookup: Arc<dyn Lookup>,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let refuse = |refused: Refused| ureq::Error::Other(Box::new(refused));
        // What is connected to is what was looked at, whoever passes the URL on in between.
        let target = Target::new(&uri.to_string(), self.allow).map_err(refuse)?;
        let found = self.within(&target, *timeout.after)?;
        let mut addresses = self.empty();
        for found in found {
            let address: IpAddr = found.ip();
            if !self.allow.address(address) {
                return Err(refuse(Refused::Address { host: target.host().to_owned(), address }));
            }
            if addresses.len() < MOST_ADDRESSES {
                addresses.push(SocketAddr::new(address, target.port()));
            }
        }
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

/// How many addresses of a host are tried.
const MOST_ADDRESSES: usize = 8;

impl Checked {
    /// The system's resolver cannot be stopped, so that it gets a thread of its own to be late in.
    fn within(&self, target: &Target, patience: Duration) -> Result<Vec<SocketAddr>, ureq::Error> {
        let (sender, receiver) = mpsc::sync_channel(1);
        let lookup = Arc::clone(&self.lookup);
        let (host, port) = (target.host().to_owned(), target.port());
        std::thread::Builder::new().name("lookup".into()).spawn(move || {
            let _ = sender.send(lookup.addresses(&host, port));
        })?;
        match receiver.recv_timeout(patience) {
            Ok(found) => found.map_err(|_| ureq::Error::HostNotFound),
            Err(_) => Err(ureq::Error::Timeout(Timeout::Resolve)),
        }
    }
}
