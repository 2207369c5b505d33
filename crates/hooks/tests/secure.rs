//! Over TLS: who answers must be who was called.

#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

mod shared;

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use armistice_hooks::{Answer, Client, Failure, Lookup};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use shared::LOOPBACK;

#[derive(Debug)]
struct Here;

impl Lookup for Here {
    fn addresses(&self, _: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok(vec![SocketAddr::from(([127, 0, 0, 1], port))])
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Calls `https://relief.example/` where somebody answers with a certificate for `name` by `issuer`,
/// and the client trusts `trusted`.
fn call(name: &str, issuer: &Authority, trusted: &[&Authority]) -> Result<Answer, Failure> {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (socket, _) = listener.accept()?;
        let connection = ServerConnection::new(Arc::new(config)).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, socket);
        let _ = stream.read(&mut [0; 4096])?;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi")?;
        stream.conn.send_close_notify();
        stream.flush()
    });
    let trusted = trusted.iter().map(|authority| authority.der().as_ref());
    let client = Client::with("x", LOOPBACK, Here, trusted);
    client.get(&format!("https://relief.example:{port}/"), &[], 100)
}

#[test]
fn who_answers_must_be_who_was_called() {
    let (known, unknown) = (authority(), authority());
    assert_eq!(call("relief.example", &known, &[&known]).unwrap().body, b"hi");
    for (name, issuer, trusted) in [
        ("other.example", &known, &[&known][..]),
        ("relief.example", &unknown, &[&known]),
        ("relief.example", &known, &[]),
    ] {
        let failure = call(name, issuer, trusted).unwrap_err();
        assert!(failure.to_string().contains("certificate"), "{failure}");
    }
}
