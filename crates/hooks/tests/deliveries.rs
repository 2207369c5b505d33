//! Deliveries: signed, tried again, kept through a restart, and bounded.

#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

mod shared;

use armistice_hooks::backoff::MOST_ATTEMPTS;
use armistice_hooks::{
    Allow, Client, DELIVERY, EVENT, Error, Hooks, MOST_GIVEN_UP, Target, signature,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use shared::{LOOPBACK, Receiver, at, client, status};
use tempfile::TempDir;

struct Post {
    folder: TempDir,
    hooks: Hooks,
}

impl Post {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let hooks = Hooks::open(&folder.path().join("hooks.db")).unwrap();
        Self { folder, hooks }
    }

    fn to(&self, url: &str, events: &[&str]) -> (u64, String) {
        let target = Target::new(url, LOOPBACK).unwrap();
        let events: Vec<String> = events.iter().map(ToString::to_string).collect();
        let (hook, secret) = self.hooks.subscribe(&target, &events, at(0)).unwrap();
        (hook.id, secret.reveal().to_owned())
    }

    /// Delivers until nothing is due.
    fn deliver(&self, now: Timestamp) -> (usize, usize) {
        let (mut delivered, mut failed) = (0, 0);
        loop {
            let round = self.hooks.deliver_due(&client(), now).unwrap();
            delivered += round.delivered;
            failed += round.failed;
            if round.next.is_none_or(|next| next > now) {
                return (delivered, failed);
            }
        }
    }
}

#[test]
fn a_delivery_is_signed_so_that_the_receiver_can_tell() {
    let post = Post::new();
    let receiver = Receiver::answering(&[&status("200 OK")]);
    let (_, secret) = post.to(&receiver.url(), &["alert"]);
    assert_eq!(post.hooks.enqueue("alert", &json!({"term": "1.a"}), at(5)).unwrap(), 1);
    assert_eq!(post.deliver(at(7)), (1, 0));
    let request = &receiver.seen()[0];
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!(body["event"], "alert");
    assert_eq!(body["at"], "2016-09-12T16:00:05Z");
    assert_eq!(body["data"], json!({"term": "1.a"}));
    assert_eq!(body["id"], request.header(DELIVERY));
    assert_eq!(request.header(EVENT), "alert");
    assert_eq!(request.header("content-type"), "application/json");
    let header = request.header(signature::SIGNATURE);
    assert!(header.starts_with("t=1473696007,v1="), "{header}");
    assert!(signature::verifies(&secret, header, &request.body, at(7)));
    assert!(!signature::verifies("whsec_other", header, &request.body, at(7)));
    assert_eq!(post.deliver(at(1000)), (0, 0), "once taken, it is not sent again");
}

#[test]
fn only_those_who_asked_are_told() {
    let post = Post::new();
    let receiver = Receiver::answering(&[&status("200 OK")]);
    post.to(&receiver.url(), &["alert", "entry"]);
    post.to(&receiver.url(), &["*"]);
    post.to(&receiver.url(), &["settled"]);
    let told = |event| post.hooks.enqueue(event, &(), at(0)).unwrap();
    assert_eq!([told("alert"), told("settled"), told("finding")], [2, 2, 1]);
    assert!(matches!(post.hooks.enqueue("Not an event", &(), at(0)), Err(Error::BadEvents(_))));
}

#[test]
fn what_fails_is_tried_again_with_the_same_id_and_a_new_signature() {
    let post = Post::new();
    let receiver =
        Receiver::answering(&[&status("500 Oh"), &status("302 Found"), &status("200 OK")]);
    let (id, secret) = post.to(&receiver.url(), &["alert"]);
    post.hooks.enqueue("alert", &1, at(0)).unwrap();
    assert_eq!(post.deliver(at(0)), (0, 1));
    let hook = &post.hooks.list().unwrap()[0];
    assert_eq!((hook.failures, hook.waiting), (1, 1));
    assert_eq!(hook.error.as_deref(), Some("the receiver answers with status 500"));
    assert_eq!(post.deliver(at(4)), (0, 0), "not at once");
    assert_eq!(post.deliver(at(10)), (0, 1));
    let waiting = &post.hooks.deliveries(id, 10).unwrap()[0];
    assert_eq!(waiting.attempts, 2);
    assert!(waiting.error.as_deref().unwrap().contains("redirects"), "{waiting:?}");
    assert!(waiting.due.is_some_and(|due| due >= at(25) && due <= at(40)), "{waiting:?}");
    assert_eq!(post.deliver(at(40)), (1, 0));
    let hook = &post.hooks.list().unwrap()[0];
    assert_eq!((hook.failures, hook.waiting, hook.succeeded), (0, 0, Some(at(40))));
    assert_eq!(hook.error, None);

    let seen = receiver.seen();
    assert_eq!(seen.len(), 3);
    for (request, second) in seen.iter().zip([0, 10, 40]) {
        assert_eq!(request.body, seen[0].body);
        assert_eq!(request.header(DELIVERY), seen[0].header(DELIVERY));
        let header = request.header(signature::SIGNATURE);
        assert!(signature::verifies(&secret, header, &request.body, at(second)));
    }
}

#[test]
fn what_waits_survives_a_restart() {
    let post = Post::new();
    let receiver = Receiver::answering(&[&status("503 Later"), &status("200 OK")]);
    post.to(&receiver.url(), &["alert"]);
    post.hooks.enqueue("alert", &1, at(0)).unwrap();
    assert_eq!(post.deliver(at(0)), (0, 1));
    let Post { folder, hooks } = post;
    drop(hooks);
    let hooks = Hooks::open(&folder.path().join("hooks.db")).unwrap();
    let post = Post { folder, hooks };
    let next = post.hooks.deliver_due(&client(), at(1)).unwrap().next.unwrap();
    assert!(next >= at(5) && next <= at(10));
    assert_eq!(post.deliver(next), (1, 0));
}

#[test]
fn deliveries_are_given_up_and_can_be_asked_for_again() {
    let post = Post::new();
    let answers = vec![status("500 Oh"); MOST_ATTEMPTS as usize];
    let mut answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let fine = status("200 OK");
    answers.push(&fine);
    let receiver = Receiver::answering(&answers);
    let (id, _) = post.to(&receiver.url(), &["alert"]);
    post.hooks.enqueue("alert", &1, at(0)).unwrap();
    let (mut now, mut tries) = (at(0), 0);
    while let Some(next) = post.hooks.deliver_due(&client(), now).unwrap().next {
        (now, tries) = (next, tries + 1);
    }
    assert_eq!(tries + 1, MOST_ATTEMPTS);
    let given_up = post.hooks.deliveries(id, 10).unwrap();
    assert_eq!((given_up.len(), given_up[0].due, given_up[0].attempts), (1, None, MOST_ATTEMPTS));
    assert_eq!(post.hooks.list().unwrap()[0].waiting, 0);
    let key = &given_up[0].key;
    assert!(matches!(post.hooks.redeliver(id + 1, key, now), Err(Error::NoDelivery(_))));
    post.hooks.redeliver(id, key, now).unwrap();
    assert!(matches!(post.hooks.redeliver(id, key, now), Err(Error::NoDelivery(_))));
    let later = now + jiff::SignedDuration::from_mins(5);
    assert_eq!(post.deliver(later), (1, 0));
    assert_eq!(receiver.seen().len(), MOST_ATTEMPTS as usize + 1);
}

#[test]
fn what_is_too_old_is_given_up_untried_and_not_all_of_it_is_kept() {
    let post = Post::new();
    let receiver = Receiver::answering(&[&status("500 Oh")]);
    let (id, _) = post.to(&receiver.url(), &["alert"]);
    for n in 0..MOST_GIVEN_UP + 20 {
        post.hooks.enqueue("alert", &n, at(0)).unwrap();
    }
    post.hooks.enqueue("alert", &"young", at(4 * 24 * 3600)).unwrap();
    assert_eq!(post.deliver(at(4 * 24 * 3600 + 1)), (0, 1));
    assert_eq!(receiver.seen().len(), 1);
    let kept = post.hooks.deliveries(id, 1000).unwrap();
    assert_eq!(kept.iter().filter(|delivery| delivery.due.is_some()).count(), 1);
    assert_eq!(kept.len(), MOST_GIVEN_UP as usize + 1);
}

#[test]
fn a_receiver_that_is_down_is_left_alone_and_does_not_hold_up_others() {
    let post = Post::new();
    let down = Receiver::answering(&[&status("500 Oh")]);
    let up = Receiver::answering(&[&status("200 OK")]);
    post.to(&down.url(), &["*"]);
    post.to(&up.url(), &["*"]);
    for n in 0..20 {
        post.hooks.enqueue("entry", &n, at(0)).unwrap();
    }
    assert_eq!(post.deliver(at(0)), (20, 1));
    assert_eq!((down.seen().len(), up.seen().len()), (1, 20));
    let sent: Vec<Value> =
        up.seen().iter().map(|r| serde_json::from_slice(&r.body).unwrap()).collect();
    assert!(sent.iter().zip(0..).all(|(body, n)| body["data"] == n), "in order");
}

#[test]
fn a_webhook_to_an_inner_address_is_never_called() {
    let post = Post::new();
    let inner = Receiver::answering(&[&status("200 OK")]);
    post.to(&inner.url(), &["alert"]); // As if it had been allowed once.
    post.hooks.enqueue("alert", &1, at(0)).unwrap();
    let strict = Client::new("x", Allow::default());
    let round = post.hooks.deliver_due(&strict, at(0)).unwrap();
    assert_eq!((round.delivered, round.failed), (0, 1));
    assert_eq!(inner.seen().len(), 0);
    let error = post.hooks.list().unwrap()[0].error.clone().unwrap();
    assert!(error.contains("not on the public network"), "{error}");
}

#[test]
fn removing_a_webhook_removes_what_waits() {
    let post = Post::new();
    let receiver = Receiver::answering(&[&status("200 OK")]);
    let (id, secret) = post.to(&receiver.url(), &["alert"]);
    post.hooks.enqueue("alert", &1, at(0)).unwrap();
    let debug = format!("{:?} {:?}", post.hooks, post.hooks.list().unwrap());
    assert!(!debug.contains(&secret) && !debug.contains("planted"), "{debug}");
    assert_eq!(post.hooks.unsubscribe(id).unwrap().host(), "127.0.0.1");
    assert!(matches!(post.hooks.unsubscribe(id), Err(Error::NoHook(_))));
    assert_eq!(post.deliver(at(1)), (0, 0));
    assert_eq!(post.hooks.deliveries(id, 10).unwrap(), []);
    let (again, _) = post.to(&receiver.url(), &["alert"]);
    assert_ne!(again, id, "numbers stand in the ledger");
}

#[test]
fn what_is_refused() {
    let post = Post::new();
    let target = Target::new("https://relief.example/", Allow::default()).unwrap();
    let subscribe = |events: &[&str]| {
        let events: Vec<String> = events.iter().map(ToString::to_string).collect();
        post.hooks.subscribe(&target, &events, at(0)).map(|(hook, _)| hook.events)
    };
    assert!(matches!(subscribe(&[]), Err(Error::BadEvents(_))));
    assert!(matches!(subscribe(&["Alert"]), Err(Error::BadEvents(_))));
    assert!(matches!(subscribe(&["a b"]), Err(Error::BadEvents(_))));
    assert_eq!(subscribe(&["b", "a", "b"]).unwrap(), ["a", "b"]);
    let long = "x".repeat(armistice_hooks::LONGEST_BODY);
    assert!(matches!(post.hooks.enqueue("a", &long, at(0)), Err(Error::TooLong(_))));
    assert_eq!(post.hooks.list().unwrap()[0].waiting, 0);
    for _ in 1..armistice_hooks::MOST_HOOKS {
        subscribe(&["a"]).unwrap();
    }
    assert!(matches!(subscribe(&["a"]), Err(Error::TooMany)));
}
