//! A receiver made of the standard library alone, so that what is sent is seen byte by byte.
#![allow(dead_code)] // Each test file uses a part of it.
#![allow(clippy::unwrap_used)] // Only `#[test]` functions are exempt by themselves.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use armistice_hooks::{Allow, Client};
use jiff::{SignedDuration, Timestamp};

/// What came in.
#[derive(Debug, Clone)]
pub struct Request {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// Somebody who answers requests, and what came in.
pub struct Receiver {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Receiver {
    /// Answers each request in turn with one of the answers, and with the last one for ever.
    pub fn answering(answers: &[&str]) -> Self {
        let answers: Vec<String> = answers.iter().map(ToString::to_string).collect();
        Self::with(move |index, _| answers.get(index).or(answers.last()).unwrap().clone())
    }

    /// Answers each connection by its number and what was asked.
    pub fn with(answer: impl Fn(usize, &Request) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        // Ends with the test's process.
        std::thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let _ = stream.and_then(|stream| serve(stream, |asked| answer(index, asked), &log));
            }
        });
        Self { address, seen }
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook?key=planted", self.address)
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: impl Fn(&Request) -> String,
    log: &Mutex<Vec<Request>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        match header.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => break,
        }
    }
    let mut request = Request { line: line.trim_end().to_owned(), headers, body: Vec::new() };
    request.body = vec![0; request.header("content-length").parse().unwrap_or(0)];
    reader.read_exact(&mut request.body)?;
    let answer = answer(&request);
    log.lock().unwrap().push(request);
    stream.write_all(answer.as_bytes())
}

/// An answer without a body.
pub fn status(line: &str) -> String {
    format!("HTTP/1.1 {line}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

/// An answer of JSON.
pub fn json(value: &serde_json::Value) -> String {
    let body = value.to_string();
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

pub const LOOPBACK: Allow = Allow { plain_http: false, loopback: true, private: false };

pub fn client() -> Client {
    Client::new("armistice/test", LOOPBACK)
}

/// Seconds after day D.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_473_696_000).unwrap() + SignedDuration::from_secs(seconds)
}
