//! The real server, reached as others reach it.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::house::House;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

/// The roles, from the widest circle to the narrowest.
pub const ROLES: [&str; 5] = ["viewer", "reporter", "admin", "analyst", "secretariat"];
pub const PASSWORD: &str = "a long enough pass phrase";

/// A server that runs until it is dropped.
pub struct Served {
    child: Child,
    pub url: String,
    pub case: PathBuf,
}

/// Somebody at the door: nobody, a session or a token.
#[derive(Clone, Default)]
pub struct Visitor {
    pub role: Option<String>,
    url: String,
    cookie: Option<String>,
    csrf: Option<String>,
    pub bearer: Option<String>,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    pub fn ok(self) -> Self {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text());
        self
    }
}

/// Makes an account for each role; each is named like its role.
pub fn accounts(house: &House, case: &Path) {
    for role in ROLES {
        let case = case.to_str().unwrap();
        let arguments =
            ["account", "add", case, &format!("{role}-1"), "--role", role, "--password-stdin"];
        let mut command = house.command(&arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("spawn");
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success(), "account {role}");
    }
}

impl Served {
    /// Serves a case at a port of the system's choice.
    pub fn new(house: &House, case: &Path, more: &[&str]) -> Self {
        let mut arguments = vec!["serve", case.to_str().unwrap(), "--listen", "127.0.0.1:0"];
        if !more.contains(&"--rate") {
            arguments.extend(["--rate", "0"]);
        }
        arguments.extend(more);
        let mut command = house.command(&arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some((_, url)) = line.trim().rsplit_once(" at ") else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("{line}{said}");
        };
        // What it records must not fill the pipe.
        let mut errors = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        Self { url: url.to_string(), child, case: case.to_path_buf() }
    }

    /// The shipped case, with an account for each role.
    pub fn shipped(house: &House) -> Self {
        let case = house.shipped();
        accounts(house, &case);
        Self::new(house, &case, &[])
    }

    pub fn anybody(&self) -> Visitor {
        Visitor { url: self.url.clone(), ..Visitor::default() }
    }

    pub fn visitor(&self, role: &str) -> Visitor {
        let anybody = self.anybody();
        let body = serde_json::json!({"name": format!("{role}-1"), "password": PASSWORD});
        let answer = anybody.send("POST", "/api/v1/session", Some(&body)).ok();
        let cookie = answer.headers["set-cookie"].split(';').next().unwrap().to_string();
        let csrf = answer.json()["csrf"].as_str().unwrap().to_string();
        Visitor { role: Some(role.to_string()), cookie: Some(cookie), csrf: Some(csrf), ..anybody }
    }

    /// Ends it as a loss of power does.
    pub fn kill(mut self) -> PathBuf {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.case.clone()
    }

    /// Asks it to end, and waits; gives how it ended.
    pub fn stop(mut self) -> std::process::ExitStatus {
        let pid = self.child.id().to_string();
        assert!(
            std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success()
        );
        self.child.wait().unwrap()
    }

    /// Waits until everything entered is judged.
    pub fn settled(&self) {
        let visitor = self.anybody();
        for _ in 0..600 {
            let size = visitor.get("/api/v1/ledger").json()["size"].as_u64().unwrap();
            let judged = visitor.get("/healthz").json()["entries"].as_u64().unwrap();
            if judged == size {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("nothing is settled");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Visitor {
    /// Somebody who comes with a token.
    pub fn with_token(&self, token: String) -> Self {
        Self { role: None, cookie: None, csrf: None, bearer: Some(token), url: self.url.clone() }
    }

    pub fn without_csrf(&self) -> Self {
        Self { csrf: None, ..self.clone() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body))
    }

    pub fn decide(&self, body: &Value) -> Answer {
        self.post("/api/v1/decisions", body)
    }

    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let bytes = body.map(|b| serde_json::to_vec(b).unwrap());
        let kind = bytes.as_ref().map(|_| "application/json");
        self.raw(method, path, &[], kind, bytes.unwrap_or_default())
    }

    pub fn raw(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        kind: Option<&str>,
        body: Vec<u8>,
    ) -> Answer {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let mut request =
            ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        let session = [("cookie", &self.cookie), ("x-csrf-token", &self.csrf)];
        for (name, value) in session {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        if let Some(token) = &self.bearer {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = agent.run(request.body(body).unwrap()).expect("an answer");
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let status = response.status().as_u16();
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        Answer { status, headers, bytes }
    }

    /// Says that it will send so much, sends nothing yet, and gives the status of the answer.
    pub fn announces(&self, path: &str, kind: &str, bytes: usize) -> u16 {
        let host = self.url.trim_start_matches("http://");
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let (cookie, csrf) = (self.cookie.as_ref().unwrap(), self.csrf.as_ref().unwrap());
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nx-csrf-token: {csrf}\r\ncontent-type: {kind}\r\ncontent-length: {bytes}\r\n\r\n"
        )
        .unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Files a report from the field.
    pub fn file(&self, report: &Value, photos: &[&[u8]]) -> Answer {
        let mark = "part-of-a-report";
        let mut body = Vec::new();
        let mut part = |disposition: &str, kind: &str, bytes: &[u8]| {
            write!(
                body,
                "--{mark}\r\nContent-Disposition: form-data; {disposition}\r\nContent-Type: {kind}\r\n\r\n"
            )
            .unwrap();
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        part("name=\"report\"", "application/json", &serde_json::to_vec(report).unwrap());
        for photo in photos {
            part("name=\"photo\"; filename=\"IMG_0042.jpg\"", "image/jpeg", photo);
        }
        write!(body, "--{mark}--\r\n").unwrap();
        let kind = format!("multipart/form-data; boundary={mark}");
        self.raw("POST", "/api/v1/reports", &[], Some(&kind), body)
    }
}

/// Reads server-sent events: name and data.
pub struct News(BufReader<std::net::TcpStream>);

impl News {
    pub fn listen(visitor: &Visitor) -> Self {
        let host = visitor.url.trim_start_matches("http://");
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let cookie =
            visitor.cookie.as_ref().map(|c| format!("cookie: {c}\r\n")).unwrap_or_default();
        write!(stream, "GET /api/v1/events HTTP/1.1\r\nhost: {host}\r\n{cookie}\r\n").unwrap();
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(reader.read_line(&mut line).unwrap() > 0, "no headers");
        }
        Self(reader)
    }

    pub fn next(&mut self) -> (String, Value) {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the news ended");
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.trim().to_string();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (name, serde_json::from_str(data).unwrap());
            }
        }
    }
}

/// A field report that can be taken.
pub fn report(uuid: u32) -> Value {
    serde_json::json!({
        "uuid": format!("00000000-0000-4000-8000-{uuid:012}"),
        "source": "team-castello",
        "observed_from": "2016-09-15T04:10:00Z",
        "observed_until": "2016-09-15T04:25:00Z",
        "heard_or_seen": "heard",
        "kind": "shelling",
        "by": ["Government of Syria"],
        "text": format!("Outgoing fire, report {uuid}."),
        "filed_at": "2016-09-15T05:00:00Z",
    })
}
