//! Who may see and do what: every endpoint as every role, with planted secrets.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;
mod server;

use house::House;
use serde_json::{Value, json};
use server::{News, ROLES, Served, Visitor, report};
use std::collections::BTreeMap;

/// Something planted, and the roles that may see it.
struct Secret {
    what: &'static str,
    text: &'static str,
    seen_by: &'static [&'static str],
}

const SECRETS: [Secret; 7] = [
    Secret {
        what: "short name of a protected source",
        text: "lp-falcon",
        seen_by: &["analyst", "secretariat"],
    },
    Secret {
        what: "name of a protected source",
        text: "Listening Post Falcon",
        seen_by: &["analyst", "secretariat"],
    },
    Secret { what: "another name of it", text: "LP-Falcon", seen_by: &["analyst", "secretariat"] },
    Secret {
        what: "words of its report",
        text: "the orchard behind the mill",
        seen_by: &["viewer", "reporter", "admin", "analyst", "secretariat"],
    },
    Secret {
        what: "where its observer stood",
        text: "36.318171",
        seen_by: &["analyst", "secretariat"],
    },
    Secret { what: "its observer's name", text: "Yusuf Planted", seen_by: &["secretariat"] },
    Secret { what: "how to reach them", text: "+963 11 555 0199", seen_by: &["secretariat"] },
];

/// The shipped case with a protected source more, and a report of it that holds every secret.
fn planted(house: &House) -> (Served, String) {
    let case = house.shipped();
    let sources = case.join("sources.toml");
    let mut text = std::fs::read_to_string(&sources).unwrap();
    text.push_str(
        "\n[[source]]\nid = \"lp-falcon\"\nname = \"Listening Post Falcon\"\nalso = [\"LP-Falcon\"]\nnear = \"independent\"\nkind = \"field-team\"\nprotected = true\npublic = \"a listening post\"\n",
    );
    std::fs::write(&sources, text).unwrap();
    server::accounts(house, &case);
    let served = Served::new(house, &case, &[]);
    let mut planted = report(99);
    // A reporter knows the source by its public name, and files under a word that stands for it.
    let page = served.visitor("reporter").get("/api/v1/case").ok().json();
    let post = |s: &&Value| s["name"] == "a listening post";
    planted["source"] =
        page["sources"].as_array().unwrap().iter().find(post).unwrap()["id"].clone();
    planted["text"] =
        json!("Mortar fire from the orchard behind the mill, says Yusuf Planted of LP-Falcon.");
    planted["observer"] = json!({"name": "Yusuf Planted", "contact": "+963 11 555 0199"});
    planted["observer_position"] = json!({"lon": 37.102931, "lat": 36.318171, "accuracy_m": 20});
    planted["bearing_sector"] = json!("SW");
    planted["killed"] = json!({"low": 7, "high": 7});
    planted["range_m"] = json!({"low": 4000, "high": 5000});
    let filed = served.visitor("reporter").file(&planted, &[JPEG]).ok().json();
    let analyst = served.visitor("analyst");
    // Secrets in what people write are secrets too.
    let report = filed["report"].as_str().unwrap().to_string();
    let accept = json!({
        "act": "accept", "report": report,
        "reason": "Listening Post Falcon is reliable; Yusuf Planted was called on +963 11 555 0199",
    });
    analyst.decide(&accept).ok();
    served.settled();
    (served, report)
}

/// The smallest picture: one grey pixel.
const JPEG: &[u8] = include_bytes!("server/pixel.jpg");

/// Every address that can be read, with its placeholders filled from the case.
fn addresses(served: &Served, report: &str) -> Vec<String> {
    let analyst = served.visitor("analyst");
    let document = served.anybody().get("/openapi.json").ok().json();
    let page = analyst.get(&format!("/api/v1/reports/{report}")).ok().json();
    let claim = page["claims"][0]["id"].as_str().unwrap();
    let list = analyst.get("/api/v1/incidents?limit=1000").json();
    let incidents = list["incidents"].as_array().unwrap().clone();
    let holds =
        |i: &&Value| i["claims"].as_array().unwrap().iter().any(|c| c.as_str() == Some(claim));
    let incident = incidents.iter().find(holds).expect("an incident of the planted report");
    let incident = incident["id"].as_str().unwrap();
    let entry = page["entry"].as_u64().unwrap();
    let mut addresses = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if methods.get("get").is_none() || path.ends_with("/events") {
            continue;
        }
        let filled = path
            .replace("/reports/{id}", &format!("/reports/{report}"))
            .replace("/incidents/{id}", &format!("/incidents/{incident}"))
            .replace("/assessments/{id}", "/assessments/1.a@2016-09-15@all")
            .replace("{index}", &entry.to_string())
            .replace("{page}", "2016-09-15.html")
            .replace("{name}", &format!("{incident}@1.a.cap.xml"))
            .replace("{z}/{x}/{y}", "8/154/100.mvt");
        assert!(!filled.contains('{'), "{filled}: fill its placeholder in");
        addresses.push(filled);
    }
    let last = format!("/api/v1/ledger/entries?from={entry}&limit=500");
    addresses.extend([
        last,
        format!("/api/v1/reports/{report}/photos/0"),
        "/api/v1/queue?show=done&limit=200".to_string(),
        "/api/v1/incidents?limit=1000".to_string(),
        "/api/v1/board?as_of=2016-09-16".to_string(),
        "/bulletins/2016-09-15.html?lang=ar".to_string(),
        "/bulletins/2016-09-15.html?lang=ru".to_string(),
        "/bulletins/2016-09-15.md".to_string(),
        "/ogc".to_string(),
        "/ogc/api".to_string(),
        "/ogc/collections".to_string(),
        "/ogc/collections/incidents/items?limit=10000".to_string(),
        format!("/ogc/collections/incidents/items/{incident}"),
        "/ogc/collections/areas/items?limit=100".to_string(),
        "/ogc/collections/convoys/items?limit=1000".to_string(),
    ]);
    addresses
}

#[test]
fn no_secret_leaves_by_any_way_that_is_not_its_own() {
    let house = House::new();
    let (served, report) = planted(&house);
    let addresses = addresses(&served, &report);
    assert!(addresses.len() > 40, "{addresses:?}");
    let mut visitors: Vec<(&str, Visitor)> = vec![("anybody", served.anybody())];
    visitors.extend(ROLES.iter().map(|role| (*role, served.visitor(role))));
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (role, visitor) in &visitors {
        for address in &addresses {
            let answer = visitor.get(address);
            assert!(answer.status < 500, "{role} {address}: {}", answer.text());
            let text = answer.text();
            for secret in &SECRETS {
                if text.contains(secret.text) {
                    assert!(
                        secret.seen_by.contains(role),
                        "{role} reads the {} at {address}",
                        secret.what
                    );
                    *seen.entry((secret.what, role)).or_default() += 1;
                }
            }
        }
    }
    // The test could not fail if nobody saw anything: whoever may see a secret does, somewhere.
    for secret in &SECRETS {
        for role in secret.seen_by {
            assert!(
                seen.contains_key(&(secret.what, *role)),
                "{role} never reads the {}",
                secret.what
            );
        }
    }
    // Of its figure everybody reads whose it is, by the name that is theirs to read.
    let page = addresses.iter().find(|a| a.starts_with("/api/v1/incidents/I-")).unwrap();
    for (role, visitor) in &visitors {
        let toll = visitor.get(page).ok().json()["incident"]["toll"].clone();
        let name = match *role {
            "analyst" | "secretariat" => "Listening Post Falcon",
            _ => "a listening post",
        };
        assert_eq!(toll[0]["figures"][0]["voice"], name, "{role}: {toll}");
        assert_eq!(toll[0]["range"]["low"], 7, "{role}");
    }
    // What people write is told to those who listen, without the names that are not theirs.
    let list = served.visitor("analyst").get("/api/v1/incidents?limit=1").json();
    let ask = json!({
        "act": "ask", "incident": list["incidents"][0]["id"], "party": "Government",
        "question": "What does Listening Post Falcon hear, asks Yusuf Planted?", "reason": "r",
    });
    let listeners = ["viewer", "analyst", "secretariat"];
    let mut news = listeners.map(|role| News::listen(&served.visitor(role)));
    served.visitor("analyst").decide(&ask).ok();
    for (role, news) in listeners.iter().zip(&mut news) {
        let heard = std::iter::from_fn(|| Some(news.next())).find(|(name, _)| name == "entry");
        let heard = heard.unwrap().1.to_string();
        assert_eq!(heard.contains("Falcon"), *role != "viewer", "{role}: {heard}");
        assert_eq!(heard.contains("Yusuf"), *role == "secretariat", "{role}: {heard}");
    }
    // And whatever is open to download is the same for everybody.
    for address in ["/data/claims.csv", "/data/board.json", "/feeds/alerts.atom"] {
        let texts: Vec<String> = visitors.iter().map(|(_, v)| v.get(address).text()).collect();
        assert!(texts.windows(2).all(|pair| pair[0] == pair[1]), "{address}");
    }
}

/// What a visitor does, told which of them it is; gives the status of the answer.
type Act = Box<dyn Fn(&Visitor, usize) -> u16>;

/// What each role may do: a row for each act, in the order of the roles.
#[test]
fn who_may_do_what() {
    let house = House::new();
    let served = Served::shipped(&house);
    let mut visitors: Vec<(&str, Visitor)> = vec![("anybody", served.anybody())];
    visitors.extend(ROLES.iter().map(|role| (*role, served.visitor(role))));
    let analyst = served.visitor("analyst");
    let list = analyst.get("/api/v1/incidents?limit=1").json();
    let incident = list["incidents"][0]["id"].clone();
    let queue = analyst.get("/api/v1/queue?limit=1").json();
    let report_id = queue["items"][0]["report"]["id"].clone();
    let acts: Vec<(&str, Act)> = vec![
        ("see the board", Box::new(|v, _| v.get("/api/v1/board").status)),
        ("see the queue", Box::new(|v, _| v.get("/api/v1/queue").status)),
        ("see decisions", Box::new(|v, _| v.get("/api/v1/decisions").status)),
        ("file a report", Box::new(|v, n| v.file(&report(500 + n as u32), &[]).status)),
        ("see the form", Box::new(|v, _| v.get("/openrosa/formList").status)),
        (
            "accept",
            Box::new({
                let body = json!({"act": "accept", "report": report_id, "reason": "read"});
                move |v, _| v.decide(&body).status
            }),
        ),
        (
            "verify",
            Box::new({
                let body = json!({"act": "verify", "incident": incident, "state": "verified", "reason": "seen"});
                move |v, _| v.decide(&body).status
            }),
        ),
        (
            "find",
            Box::new({
                let body = json!({"act": "find", "term": "1.a", "incident": incident, "determination": "established", "reason": "proved"});
                move |v, _| v.decide(&body).status
            }),
        ),
        ("list accounts", Box::new(|v, _| v.get("/api/v1/accounts").status)),
        (
            "make an account",
            Box::new(|v, n| {
                let body = json!({"name": format!("new-{n}"), "display": "New", "role": "viewer"});
                v.post("/api/v1/accounts", &body).status
            }),
        ),
        ("list webhooks", Box::new(|v, _| v.get("/api/v1/webhooks").status)),
        (
            "make a token of one's own",
            Box::new(|v, n| {
                let body = json!({"label": format!("t{n}"), "scopes": ["read"]});
                v.post("/api/v1/tokens", &body).status
            }),
        ),
    ];
    let mut table = String::new();
    for (what, act) in &acts {
        let statuses: Vec<String> =
            visitors.iter().enumerate().map(|(n, (_, v))| act(v, n).to_string()).collect();
        table.push_str(&format!("{what:26} {}\n", statuses.join(" ")));
    }
    // anybody, viewer, reporter, admin, analyst, secretariat
    insta::assert_snapshot!(table, @r"
    see the board              200 200 200 200 200 200
    see the queue              401 200 200 200 200 200
    see decisions              401 200 200 200 200 200
    file a report              401 403 201 403 201 201
    see the form               401 401 200 401 200 200
    accept                     401 403 403 403 201 201
    verify                     401 403 403 403 201 201
    find                       401 403 403 403 403 201
    list accounts              401 403 403 200 403 403
    make an account            401 403 403 201 403 403
    list webhooks              401 403 403 200 403 403
    make a token of one's own  401 201 201 201 201 201
    ");
    // What only the secretariat may decide, only it may undo: at once, judged or not.
    let log = analyst.get("/api/v1/decisions").json();
    let found = log["decisions"][0].clone();
    assert_eq!(found["act"], "find");
    let undo = json!({"act": "undo", "of": found["entry"], "reason": "no"});
    assert_eq!(analyst.decide(&undo).status, 403);
    assert_eq!(served.visitor("secretariat").decide(&undo).status, 201);
}

#[test]
fn a_change_is_meant_or_not_made() {
    let house = House::new();
    let served = Served::shipped(&house);
    let analyst = served.visitor("analyst");
    let body = json!({"act": "leave", "actor": "x", "reason": "r"});
    assert_eq!(analyst.without_csrf().decide(&body).status, 403);
    for (name, value) in [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")]
    {
        let bytes = serde_json::to_vec(&body).unwrap();
        let answer = analyst.raw(
            "POST",
            "/api/v1/decisions",
            &[(name, value)],
            Some("application/json"),
            bytes,
        );
        assert_eq!(answer.status, 403, "{name}");
    }
    let form = analyst.raw(
        "POST",
        "/api/v1/decisions",
        &[],
        Some("application/x-www-form-urlencoded"),
        b"act=leave".to_vec(),
    );
    assert_eq!(form.status, 415);
    // What is too large is refused before it is sent.
    let multipart = "multipart/form-data; boundary=x";
    assert_eq!(analyst.announces("/api/v1/decisions", "application/json", 2 << 20), 413);
    assert_eq!(analyst.announces("/api/v1/reports", multipart, 80 << 20), 413);
}

#[test]
fn a_token_is_good_for_its_scopes_and_no_more() {
    let house = House::new();
    let served = Served::shipped(&house);
    let analyst = served.visitor("analyst");
    let make = |scopes: Value| {
        let body = json!({"label": "script", "scopes": scopes});
        let made = analyst.post("/api/v1/tokens", &body).ok().json();
        let id = made["token"]["id"].as_u64().unwrap();
        let secret = made["secret"].as_str().unwrap().to_string();
        (id, served.anybody().with_token(secret))
    };
    let (id, reads) = make(json!(["read"]));
    assert_eq!(reads.get("/api/v1/queue").status, 200);
    assert_eq!(reads.file(&report(1), &[]).status, 403);
    // A token is sent on purpose: it needs no other sign that a change is meant.
    let (_, files) = make(json!(["report"]));
    assert_eq!(files.file(&report(1), &[]).status, 201);
    assert_eq!(files.get("/api/v1/queue").status, 403);
    assert_eq!(
        reads.post("/api/v1/tokens", &json!({"label": "t", "scopes": ["read"]})).status,
        403
    );
    assert_eq!(
        analyst.post("/api/v1/tokens", &json!({"label": "t", "scopes": ["admin"]})).status,
        422
    );
    assert_eq!(analyst.send("DELETE", &format!("/api/v1/tokens/{id}"), None).status, 204);
    assert_eq!(reads.get("/api/v1/queue").status, 401);
}

#[test]
fn guessing_is_slow_and_sessions_end() {
    let house = House::new();
    let served = Served::shipped(&house);
    let anybody = served.anybody();
    let viewer = served.visitor("viewer");
    assert_eq!(viewer.send("DELETE", "/api/v1/session", None).status, 204);
    assert_eq!(viewer.get("/api/v1/queue").status, 401);
    let wrong = json!({"name": "analyst-1", "password": "not the pass phrase"});
    let statuses: Vec<u16> =
        (0..40).map(|_| anybody.post("/api/v1/session", &wrong).status).collect();
    assert_eq!(statuses[0], 401);
    assert_eq!(statuses.last(), Some(&429));
    let answer = anybody.post("/api/v1/session", &wrong);
    assert!(answer.headers.contains_key("retry-after"));
}

#[test]
fn everything_answered_keeps_a_browser_safe() {
    let house = House::new();
    let served = Served::shipped(&house);
    for path in
        ["/", "/api/v1/board", "/bulletins/2016-09-17.html", "/nothing/here", "/data/board.json"]
    {
        let answer = served.anybody().get(path);
        let policy = &answer.headers["content-security-policy"];
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert!(policy.contains("default-src 'none'"), "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert!(answer.headers.contains_key("referrer-policy"));
    }
    let answer = served
        .anybody()
        .post("/api/v1/session", &json!({"name": "viewer-1", "password": server::PASSWORD}));
    let cookie = &answer.headers["set-cookie"];
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let case = served.kill();
    let proxied = ["--behind-proxy", "--public-url", "https://mission.example"];
    let served = Served::new(&house, &case, &proxied);
    let anybody = served.anybody();
    let behind = |origin: &str| {
        let body = json!({"name": "viewer-1", "password": server::PASSWORD});
        let bytes = serde_json::to_vec(&body).unwrap();
        let headers = [("origin", origin)];
        anybody.raw("POST", "/api/v1/session", &headers, Some("application/json"), bytes)
    };
    let answer = behind("https://mission.example").ok();
    let cookie = &answer.headers["set-cookie"];
    assert!(cookie.starts_with("__Host-armistice=") && cookie.contains("Secure"), "{cookie}");
    assert!(answer.headers.contains_key("strict-transport-security"));
    assert_eq!(behind("https://elsewhere.example").status, 403);
}

#[test]
fn too_many_requests_are_told_to_wait() {
    let house = House::new();
    let case = house.shipped();
    let served = Served::new(&house, &case, &["--rate", "5"]);
    let anybody = served.anybody();
    let statuses: Vec<u16> = (0..80).map(|_| anybody.get("/healthz").status).collect();
    assert_eq!(statuses[0], 200);
    assert!(statuses.contains(&429));
}

#[test]
fn who_asks_for_the_past_does_not_keep_others_from_the_present() {
    let house = House::new();
    let served = Served::shipped(&house);
    let anybody = served.anybody();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..40)
            .map(|n| {
                let visitor = anybody.clone();
                let path = format!("/api/v1/board?as_of=2016-09-16T12:{n:02}");
                scope.spawn(move || visitor.get(&path).status)
            })
            .collect();
        // All forty at once, and the board of today still comes.
        assert_eq!(anybody.get("/api/v1/board").status, 200);
        asking.into_iter().map(|asked| asked.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
}

#[test]
fn an_identity_provider_is_asked_only_where_there_is_one() {
    let house = House::new();
    let served = Served::shipped(&house);
    let anybody = served.anybody();
    assert_eq!(anybody.get("/api/v1/oidc").ok().json(), json!({"issuer": null}));
    assert_eq!(anybody.get("/api/v1/oidc/start").status, 404);
    assert_eq!(anybody.get("/api/v1/oidc/back?code=x&state=y").status, 404);
    let case = served.kill();
    // A provider on an inner network is not asked unless the administrator said that it may be.
    let issuer = "https://127.0.0.1:1";
    let with = ["--oidc-issuer", issuer, "--oidc-client-id", "armistice"];
    let served = Served::new(&house, &case, &with);
    let anybody = served.anybody();
    assert_eq!(anybody.get("/api/v1/oidc").json(), json!({"issuer": issuer}));
    let answer = anybody.get("/api/v1/oidc/start");
    assert_eq!(answer.status, 502, "{}", answer.text());
    let admin = served.visitor("admin");
    let link = json!({"subject": "248289761001"});
    assert_eq!(admin.post("/api/v1/accounts/analyst-1/identity", &link).status, 204);
    assert_eq!(
        served.visitor("analyst").post("/api/v1/accounts/analyst-1/identity", &link).status,
        403
    );
    assert_eq!(admin.send("DELETE", "/api/v1/accounts/analyst-1/identity", None).status, 204);
}
