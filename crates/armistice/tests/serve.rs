//! The server end to end: the real program, reached over HTTP.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;
mod server;

use house::House;
use serde_json::{Value, json};
use server::{News, Served, report};
use std::collections::BTreeSet;

fn cells(board: &Value) -> BTreeSet<String> {
    let board = board.get("board").unwrap_or(board);
    let list = board.get("cells").or_else(|| board.get("assessments")).unwrap();
    let cell = |c: &Value| {
        let parts = [&c["id"], &c["status"], &c["contested"], &c["coverage"]];
        parts.map(ToString::to_string).join(" ")
    };
    list.as_array().unwrap().iter().map(cell).collect()
}

#[test]
fn what_is_served_is_what_is_observed() {
    let house = House::new();
    let served = Served::shipped(&house);
    let anybody = served.anybody();
    let observed = house.json(&["observe", served.case.to_str().unwrap(), "--json"]);
    assert_eq!(cells(&anybody.get("/api/v1/board").ok().json()), cells(&observed));

    let noon = "2016-09-16T12:00";
    let earlier =
        house.json(&["observe", served.case.to_str().unwrap(), "--json", "--as-of", noon]);
    let path = format!("/api/v1/board?as_of={noon}");
    assert_eq!(cells(&anybody.get(&path).ok().json()), cells(&earlier));

    let analyst = served.visitor("analyst");
    let cell = "1.a@2016-09-17@all";
    let case = served.case.to_str().unwrap();
    let why = house.json(&["why", case, cell, "--json"]);
    let trail = analyst.get(&format!("/api/v1/assessments/{cell}")).ok().json();
    assert_eq!(trail["status"], why["status"]);
    assert_eq!(
        trail["breaches"].as_array().unwrap().len(),
        why["breaches"].as_array().unwrap().len()
    );
    assert!(!trail["breaches"][0]["claims"][0]["words"].as_array().unwrap().is_empty());

    let incident = trail["breaches"][0]["incident"]["id"].as_str().unwrap();
    let page = analyst.get(&format!("/api/v1/incidents/{incident}")).ok().json();
    assert_eq!(page["incident"]["id"], incident);
    let named = page["claims"][0]["row"]["report"].as_str().unwrap();
    let page = analyst.get(&format!("/api/v1/reports/{named}")).ok().json();
    let marked = page["segments"].as_array().unwrap().iter();
    assert!(marked.clone().any(|s| !s["marks"].as_array().unwrap().is_empty()));
    // A bulletin leads to all days, here as in a published folder.
    let index = anybody.get("/index.html");
    assert_eq!((index.status, index.headers["location"].as_str()), (308, "/bulletins"));
    // Nothing that there is not is a fault of the server.
    for path in [
        "/api/v1/incidents/I-none",
        "/api/v1/reports/R-none",
        "/api/v1/assessments/9.z@2016-09-17@all",
        "/tiles/incidents/3/9/0.mvt",
        "/bulletins/1999-01-01.html",
        "/api/nothing",
        "/data/nothing.csv",
    ] {
        let answer = anybody.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["status"], 404, "{path}");
    }
}

#[test]
fn a_decision_is_heard_of_shown_and_undone() {
    let house = House::new();
    let served = Served::shipped(&house);
    let analyst = served.visitor("analyst");
    let mut news = News::listen(&served.visitor("viewer"));
    let queue = analyst.get("/api/v1/queue?limit=5").ok().json();
    let open = queue["open"].as_u64().unwrap();
    let report = queue["items"][0]["report"]["id"].as_str().unwrap();

    let set_aside = json!({"act": "set-aside", "report": report, "reason": "a drill"});
    let entered = analyst.decide(&set_aside).ok().json();
    let entry = entered["entry"].as_u64().unwrap();
    // What was judged before may still be told of first.
    let mut heard =
        std::iter::from_fn(|| Some(news.next())).skip_while(|(name, _)| name != "entry");
    assert_eq!(heard.next().unwrap().1["index"].as_u64(), Some(entry));
    // And then that it is judged; what came before it may be told of in between. News that never
    // come end the test.
    let judged = |(name, data): &(String, Value)| {
        name == "settled" && data["entries"].as_u64() == Some(entry + 1)
    };
    assert!(heard.any(|news| judged(&news)));
    let queue = analyst.get("/api/v1/queue?limit=5").json();
    assert_eq!(queue["open"], open - 1);
    let aside = analyst.get("/api/v1/queue?show=set_aside").json();
    assert_eq!(aside["items"][0]["report"]["id"], report);

    analyst.decide(&json!({"act": "undo", "of": entry, "reason": "no drill"})).ok();
    served.settled();
    assert_eq!(analyst.get("/api/v1/queue?limit=5").json()["open"], open);
    let log = analyst.get("/api/v1/decisions").json();
    let of = |n: usize| log["decisions"][n]["act"].as_str().unwrap().to_string();
    assert_eq!([of(0), of(1)], ["undo", "set-aside"]);
    assert_eq!(log["decisions"][1]["undone_by"], entry + 1);
    // Signed by the account's own key, not by whoever runs the server.
    let entries = analyst.get(&format!("/api/v1/ledger/entries?from={entry}")).json();
    assert_eq!(entries["entries"][0]["author"], "analyst-1");
}

#[test]
fn merges_and_splits_are_seen_in_the_incidents() {
    let house = House::new();
    let served = Served::shipped(&house);
    let analyst = served.visitor("analyst");
    let list = analyst.get("/api/v1/incidents?limit=200").ok().json();
    let singles: Vec<String> = list["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|i| i["claims"].as_array().unwrap().len() == 1 && i["scope"] == "incident")
        .map(|i| i["claims"][0].as_str().unwrap().to_string())
        .collect();
    let claims = [singles[0].as_str(), singles[1].as_str()];
    let home = |claim: &str| {
        let list = analyst.get("/api/v1/incidents?limit=200").json();
        let holds = |i: &&Value| i["claims"].as_array().unwrap().iter().any(|c| c == claim);
        let found = list["incidents"].as_array().unwrap().iter().find(holds).unwrap().clone();
        found["id"].as_str().unwrap().to_string()
    };
    let before = [home(claims[0]), home(claims[1])];
    assert_ne!(before[0], before[1]);
    let mut news = News::listen(&served.visitor("viewer"));
    let mut outside = News::listen(&served.anybody());
    let merged =
        analyst.decide(&json!({"act": "merge", "claims": claims, "reason": "one salvo"})).ok();
    served.settled();
    assert_eq!(home(claims[0]), home(claims[1]));
    let page = analyst.get(&format!("/api/v1/incidents/{}", home(claims[0]))).json();
    assert_eq!(page["history"][0]["act"], "merge");
    // The mission is told of it, with the reason and under the names that held.
    let mut told = || loop {
        let (name, turn) = news.next();
        if name == "turned" {
            break turn;
        }
    };
    let turn = told();
    assert_eq!(turn["turn"], "merged", "{turn}");
    let named = |key: &str| -> BTreeSet<String> {
        turn[key].as_array().unwrap().iter().map(|id| id.as_str().unwrap().into()).collect()
    };
    assert_eq!(named("before"), BTreeSet::from(before.clone()));
    assert_eq!(named("after"), BTreeSet::from([home(claims[0])]));
    let reason = turn["reason"].as_str().unwrap();
    assert!(reason.starts_with("a person decided that C-"), "{reason}");
    analyst.decide(&json!({"act": "undo", "of": merged.json()["entry"], "reason": "two"})).ok();
    served.settled();
    assert_eq!([home(claims[0]), home(claims[1])], before);
    assert_eq!(told()["turn"], "split");
    // Others hear that all is judged anew, and no more.
    let heard: BTreeSet<String> = (0..2).map(|_| outside.next().0).collect();
    assert_eq!(heard, BTreeSet::from(["settled".to_string()]));
}

#[test]
fn a_report_sent_twice_is_one() {
    let house = House::new();
    let served = Served::shipped(&house);
    let reporter = served.visitor("reporter");
    let first = reporter.file(&report(1), &[]);
    assert_eq!(first.status, 201, "{}", first.text());
    let size = reporter.get("/api/v1/ledger").json()["size"].clone();
    let again = reporter.file(&report(1), &[]);
    assert_eq!(again.status, 200);
    assert_eq!(again.json()["report"], first.json()["report"]);
    assert_eq!(reporter.get("/api/v1/ledger").json()["size"], size);

    // It is in the queue at once, judged or not.
    let named = first.json()["report"].as_str().unwrap().to_string();
    let queue = served.visitor("analyst").get("/api/v1/queue?limit=200").ok().json();
    let mut reports = queue["items"].as_array().unwrap().iter().map(|i| &i["report"]["id"]);
    assert!(reports.any(|id| *id == named));

    // And so it is for a server that was started anew.
    let case = served.kill();
    let served = Served::new(&house, &case, &[]);
    let again = served.visitor("reporter").file(&report(1), &[]);
    assert_eq!((again.status, &again.json()["report"]), (200, &json!(named)));

    let mut wrong = report(2);
    wrong["kind"] = json!("noise");
    wrong["bearing_deg"] = json!(500);
    let refused = served.visitor("reporter").file(&wrong, &[]);
    assert_eq!(refused.status, 422);
    let faults = refused.json()["faults"].as_array().unwrap().len();
    assert!(faults >= 1, "{}", refused.text());
    let mut foreign = report(3);
    foreign["source"] = json!("nobody-here");
    assert_eq!(served.visitor("reporter").file(&foreign, &[]).status, 422);
}

#[test]
fn nothing_acknowledged_is_lost_when_it_is_killed() {
    let house = House::new();
    let mut served = Served::shipped(&house);
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    for round in 0..3u32 {
        let filed: Vec<String> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4u32)
                .map(|writer| {
                    let reporter = served.visitor("reporter");
                    scope.spawn(move || {
                        let numbers = (0..5).map(|n| round * 100 + writer * 10 + n);
                        numbers
                            .map(|n| reporter.file(&report(n), &[]).ok().json())
                            .map(|filed| filed["report"].as_str().unwrap().to_string())
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            writers.into_iter().flat_map(|w| w.join().unwrap()).collect()
        });
        acknowledged.extend(filed);
        let case = served.kill();
        served = Served::new(&house, &case, &[]);
        served.settled();
        let analyst = served.visitor("analyst");
        for id in &acknowledged {
            analyst.get(&format!("/api/v1/reports/{id}")).ok();
        }
    }
    assert_eq!(acknowledged.len(), 60);
    let case = served.kill();
    house.done(&["ledger", "verify", case.to_str().unwrap()]);
}

#[test]
fn views_can_be_thrown_away_and_made_again() {
    let house = House::new();
    let served = Served::shipped(&house);
    served.visitor("reporter").file(&report(7), &[]).ok();
    served.settled();
    let page = |served: &Served| {
        let anybody = served.anybody();
        [anybody.get("/api/v1/board").text(), anybody.get("/data/incidents.csv").text()]
    };
    let before = page(&served);
    let case = served.kill();
    house.done(&["rebuild", case.to_str().unwrap()]);
    let served = Served::new(&house, &case, &[]);
    assert_eq!(page(&served), before);
    // Broken views are no loss either, and it says what to do.
    let case = served.kill();
    let views = case.join("serve/views.db");
    let mut bytes = std::fs::read(&views).unwrap();
    let middle = bytes.len() / 2;
    bytes[..middle].fill(0x5a);
    std::fs::write(&views, bytes).unwrap();
    let refused = house.run(&["serve", case.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert!(!refused.status.success());
    assert!(house::text(&refused.stderr).contains("armistice rebuild"));
    house.done(&["rebuild", case.to_str().unwrap()]);
    assert_eq!(page(&Served::new(&house, &case, &[])), before);
}

#[test]
fn it_stops_in_good_order_and_holds_the_pen_alone() {
    let house = House::new();
    let served = Served::shipped(&house);
    let case = served.case.clone();
    // Reading goes on beside it, writing does not.
    house.done(&["observe", case.to_str().unwrap(), "--quiet"]);
    let file = house.path("late.md");
    std::fs::write(&file, "Source: sohr\nPublished: 2016-09-15\n\nA quiet day.\n").unwrap();
    let locked = house.run(&["take", case.to_str().unwrap(), file.to_str().unwrap()]);
    assert!(!locked.status.success());
    let mut news = News::listen(&served.anybody());
    let status = served.stop();
    assert!(status.success());
    // Whoever listened was let go.
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| news.next()));
    assert!(ended.is_err());
    house.done(&["take", case.to_str().unwrap(), file.to_str().unwrap()]);
}

#[test]
fn a_proof_holds() {
    let house = House::new();
    let served = Served::shipped(&house);
    let viewer = served.visitor("viewer");
    let ledger = viewer.get("/api/v1/ledger").ok().json();
    let size = ledger["size"].as_u64().unwrap();
    let hash = |v: &Value| v.as_str().unwrap().parse::<armistice_ledger::Sha256>().unwrap();
    let hashes = |v: &Value| v.as_array().unwrap().iter().map(hash).collect::<Vec<_>>();
    for index in [0, size / 2, size - 1] {
        let proof = viewer.get(&format!("/api/v1/ledger/entries/{index}/proof")).ok().json();
        let leaf =
            data_encoding::BASE64.decode(proof["leaf"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(armistice_ledger::merkle::leaf_hash(&leaf), hash(&proof["leaf_hash"]));
        let (leaf, path) = (hash(&proof["leaf_hash"]), hashes(&proof["path"]));
        let root = hash(&ledger["root"]);
        let holds = armistice_ledger::merkle::verify_inclusion(&leaf, index, size, &path, &root);
        assert!(holds, "{index}");
    }
    // The public has the hashes and not the bytes.
    let public = served.anybody().get("/api/v1/ledger/entries/0/proof").ok().json();
    assert!(public["leaf"].is_null());
    let path = format!("/api/v1/ledger/consistency?old=1&new={size}");
    let consistent = viewer.get(&path).ok().json();
    assert!(!consistent["path"].as_array().unwrap().is_empty());
    assert_eq!(viewer.get("/api/v1/ledger/entries/999999/proof").status, 404);
    assert_eq!(viewer.get("/api/v1/ledger/consistency?old=999999").status, 400);
}

/// Takes one call and answers it: the signature's header and the body.
fn take_call(listener: &std::net::TcpListener) -> (String, Vec<u8>) {
    use std::io::{BufRead, BufReader, Read, Write};
    listener.set_nonblocking(true).unwrap();
    let called = (0..600).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        listener.accept().ok()
    });
    let (stream, _) = called.expect("nobody called");
    stream.set_nonblocking(false).unwrap();
    let mut reader = BufReader::new(stream);
    let (mut length, mut signature) = (0, String::new());
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim().split_once(": ") else {
            if line.trim().is_empty() {
                break;
            }
            continue;
        };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "armistice-signature" => signature = value.to_string(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    reader.get_mut().write_all(answer).unwrap();
    (signature, body)
}

#[test]
fn a_webhook_is_told_of_a_new_breach_and_nothing_that_is_not_public() {
    let house = House::new();
    let case = house.shipped();
    server::accounts(&house, &case);
    let served = Served::new(&house, &case, &[]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/news", listener.local_addr().unwrap());
    let hook = json!({"url": url, "events": ["breach"]});
    // This machine itself is nobody to call, unless whoever serves says so.
    let refused = served.visitor("admin").post("/api/v1/webhooks", &hook);
    assert_eq!(refused.status, 422, "{}", refused.text());
    served.stop();
    let served = Served::new(&house, &case, &["--webhooks-to-loopback"]);
    let made = served.visitor("admin").post("/api/v1/webhooks", &hook).ok().json();
    let secret = made["secret"].as_str().unwrap();

    let mut breach = report(77);
    breach["place"] = json!({"name": "Handarat"});
    breach["on"] = json!(["Civilians"]);
    breach["killed"] = json!(2);
    served.visitor("reporter").file(&breach, &[]).ok();
    let (signature, body) = take_call(&listener);
    let now = jiff::Timestamp::now();
    assert!(armistice_hooks::signature::verifies(secret, &signature, &body, now));
    assert!(!armistice_hooks::signature::verifies("another secret", &signature, &body, now));
    let told: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(told["event"], "breach");
    let incident = told["data"]["incident"].as_str().unwrap();
    served.anybody().get(&format!("/api/v1/incidents/{incident}")).ok();
    let cap = served.anybody().get(&told["data"]["cap"].as_str().unwrap()[served.url.len()..]);
    assert!(cap.ok().text().contains("<alert"));
    // The source is a protected one.
    assert!(!String::from_utf8_lossy(&body).contains("Field team Castello"), "{told}");
}
