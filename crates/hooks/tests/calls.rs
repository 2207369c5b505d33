//! Calls go only where they may, and take no more than they were given.

#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

mod shared;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use armistice_hooks::{Allow, Client, Failure, Lookup, Refused};
use shared::{LOOPBACK, Receiver, client, status};

/// Gives other addresses at each question, the last ones for ever.
#[derive(Debug, Clone)]
struct Changing {
    answers: Vec<Vec<&'static str>>,
    asked: Arc<AtomicUsize>,
}

impl Changing {
    fn new(answers: &[&[&'static str]]) -> Self {
        Self { answers: answers.iter().map(|a| a.to_vec()).collect(), asked: Arc::default() }
    }
}

impl Lookup for Changing {
    fn addresses(&self, _: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.get(asked).or(self.answers.last()).unwrap();
        Ok(answer.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), port)).collect())
    }
}

#[test]
fn a_call_arrives_as_it_was_made() {
    let receiver = Receiver::answering(&[&status("204 No Content")]);
    let answer = client().post(&receiver.url(), &[("x-test", "1")], b"body").unwrap();
    assert_eq!(answer.status, 204);
    let seen = receiver.seen();
    assert_eq!(seen[0].line, "POST /hook?key=planted HTTP/1.1");
    assert_eq!(seen[0].header("x-test"), "1");
    assert_eq!(seen[0].header("host"), receiver.address.to_string());
    assert_eq!(seen[0].header("user-agent"), "armistice/test");
    assert_eq!(seen[0].body, b"body");
}

#[test]
fn a_redirect_is_not_followed() {
    let secret = Receiver::answering(&[&status("200 OK")]);
    for code in ["301", "302", "303", "307", "308"] {
        let line = format!("{code} Elsewhere\r\nlocation: {}", secret.url());
        let receiver = Receiver::answering(&[&status(&line)]);
        assert_eq!(client().post(&receiver.url(), &[], b"x").unwrap().status.to_string(), code);
        assert_eq!(client().get(&receiver.url(), &[], 100).unwrap().status.to_string(), code);
    }
    assert_eq!(secret.seen().len(), 0);
}

#[test]
fn one_bad_address_among_good_ones_is_enough_to_refuse() {
    for addresses in [
        &["8.8.8.8", "127.0.0.1"][..],
        &["10.0.0.1", "8.8.8.8"],
        &["2606:4700::1111", "::ffff:169.254.169.254"],
        &["169.254.169.254"],
        &["64:ff9b::7f00:1"],
    ] {
        let lookup = Changing::new(&[addresses]);
        let client = Client::with("x", Allow::default(), lookup.clone(), std::iter::empty());
        let failure = client.post("https://relief.example/hook", &[], b"x").unwrap_err();
        assert!(
            matches!(failure, Failure::Refused(Refused::Address { .. })),
            "{addresses:?}: {failure}"
        );
        assert_eq!(lookup.asked.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn the_connection_goes_to_the_address_that_was_checked() {
    // At the first question the receiver's address, at any later one another where nobody listens:
    // a second question would make the call fail.
    let receiver = Receiver::answering(&[&status("200 OK")]);
    let lookup = Changing::new(&[&["127.0.0.1"], &["127.0.0.99"]]);
    let allow = Allow { plain_http: true, ..LOOPBACK };
    let client = Client::with("x", allow, lookup.clone(), std::iter::empty());
    let url = format!("http://relief.example:{}/", receiver.address.port());
    assert_eq!(client.post(&url, &[], b"x").unwrap().status, 200);
    assert_eq!(lookup.asked.load(Ordering::SeqCst), 1);
    assert_eq!(
        receiver.seen()[0].header("host"),
        format!("relief.example:{}", receiver.address.port())
    );
}

#[test]
fn a_name_that_turns_to_an_inner_address_is_refused() {
    // The name was harmless when the webhook was made; the receiver is what an attacker is after.
    let inner = Receiver::answering(&[&status("200 OK")]);
    let lookup = Changing::new(&[&["127.0.0.1"]]);
    let client = Client::with(
        "x",
        Allow { plain_http: true, ..Allow::default() },
        lookup,
        std::iter::empty(),
    );
    let url = format!("http://relief.example:{}/", inner.address.port());
    let failure = client.post(&url, &[], b"x").unwrap_err();
    insta::assert_snapshot!(failure, @"relief.example has the address 127.0.0.1, which is not on the public network; nothing was sent");
    assert_eq!(inner.seen().len(), 0);
}

#[test]
fn the_systems_names_for_this_machine_are_refused() {
    let inner = Receiver::answering(&[&status("200 OK")]);
    let port = inner.address.port();
    let client = Client::new("x", Allow { plain_http: true, ..Allow::default() });
    // Among them what the C library takes for an address and a strict parser does not.
    for host in
        ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1", "[::1]", "0"]
    {
        let url = format!("http://{host}:{port}/");
        assert!(client.post(&url, &[], b"x").is_err(), "{host}");
    }
    assert_eq!(inner.seen().len(), 0);
}

#[test]
fn a_host_without_addresses_is_told() {
    let client = Client::with("x", Allow::default(), Changing::new(&[&[]]), std::iter::empty());
    let failure = client.get("https://relief.example/", &[], 10).unwrap_err();
    assert!(matches!(failure, Failure::UnknownHost), "{failure}");
}

#[test]
fn an_answer_is_read_as_far_as_it_was_asked_for() {
    let long = format!("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{}", "x".repeat(50));
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(100_000));
    for answer in [long, endless] {
        let receiver = Receiver::answering(&[&answer]);
        assert_eq!(client().post(&receiver.url(), &[], b"x").unwrap().body, b"");
        let failure = client().get(&receiver.url(), &[], 49).unwrap_err();
        assert!(matches!(failure, Failure::TooLong(49)), "{failure}");
    }
    let receiver = Receiver::answering(&["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"]);
    assert_eq!(client().get(&receiver.url(), &[], 2).unwrap().body, b"hi");
}

#[test]
fn what_is_no_answer_is_a_failure() {
    let heavy = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "x".repeat(20_000));
    for answer in ["", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 9999 \r\n\r\n", &heavy] {
        let receiver = Receiver::answering(&[answer]);
        assert!(client().post(&receiver.url(), &[], b"x").is_err(), "{answer:.40}");
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    // Whoever listens does not even speak TLS; the point is that https is never plain.
    let receiver = Receiver::answering(&[&status("200 OK")]);
    let url = format!("https://{}/", receiver.address);
    assert!(matches!(client().post(&url, &[], b"secret"), Err(Failure::Connection(_))));
    assert!(!receiver.seen().iter().any(|request| request.body == b"secret"));
}
