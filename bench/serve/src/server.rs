//! `armistice` itself, run as a person would.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program to measure.
pub struct Program {
    binary: PathBuf,
    key: PathBuf,
}

/// A server that runs until it is dropped.
pub struct Served {
    child: Child,
    /// Where it answers.
    pub url: String,
}

impl Program {
    /// The one that `ARMISTICE_BIN` names, else the one beside this. `place` keeps its key.
    ///
    /// # Errors
    /// When it is not there.
    pub fn find(place: &Path) -> Result<Self, String> {
        let beside = std::env::current_exe().map_err(|e| e.to_string())?;
        let binary = std::env::var_os("ARMISTICE_BIN")
            .map_or_else(|| beside.with_file_name("armistice"), PathBuf::from);
        if !binary.exists() {
            return Err(format!(
                "{} is not there: build it with cargo build --release --package armistice, or name another in ARMISTICE_BIN",
                binary.display()
            ));
        }
        Ok(Self { binary, key: place.join("key") })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).env("ARMISTICE_KEY", &self.key).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end and gives what it printed.
    ///
    /// # Errors
    /// When it fails.
    pub fn run(&self, arguments: &[&str]) -> Result<String, String> {
        let told = self
            .command(arguments)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|e| format!("cannot start {}: {e}", self.binary.display()))?;
        if !told.status.success() {
            return Err(format!("armistice {} ended with {}", arguments.join(" "), told.status));
        }
        String::from_utf8(told.stdout).map_err(|e| e.to_string())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn account(&self, case: &str, name: &str, role: &str, word: &str) -> Result<(), String> {
        let mut child = self
            .command(&["account", "add", case, name, "--role", role, "--password-stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|e| e.to_string())?;
        if let Some(mut stdin) = child.stdin.take() {
            writeln!(stdin, "{word}").map_err(|e| e.to_string())?;
        }
        let status = child.wait().map_err(|e| e.to_string())?;
        status.success().then_some(()).ok_or_else(|| format!("no account {name}: {status}"))
    }

    /// Serves a case at an address, without a limit of requests; waits until it answers.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&self, case: &str, listen: &str) -> Result<Served, String> {
        let mut child = self
            .command(&["serve", case, "--listen", listen, "--rate", "0"])
            .env("ARMISTICE_LOG", "error")
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|e| format!("cannot start {}: {e}", self.binary.display()))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let mut lines = BufReader::new(stdout);
            lines.read_line(&mut line).map_err(|e| e.to_string())?;
            // What else it prints must not fill the pipe.
            std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        }
        let served = line.trim().rsplit_once(" at ").map(|(_, url)| url.to_string());
        match served {
            Some(url) => Ok(Served { child, url }),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(format!("the server did not start: {line}"))
            }
        }
    }
}

impl Served {
    /// Its memory.
    pub fn memory(&self) -> Memory {
        Memory::of(self.child.id())
    }
}

/// Memory of a process in megabytes.
pub struct Memory {
    /// What it holds of its own. Pages of files that are mapped are the system's, and counted once
    /// more for each connection that maps them.
    pub own: u64,
    /// What `ps` calls RSS, mapped files with it.
    pub resident: u64,
    /// The most that was ever resident.
    pub most: u64,
}

impl Memory {
    /// That of a process; zeros where it is gone.
    pub fn of(process: u32) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let megabytes = |what: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
        };
        Self {
            own: megabytes("RssAnon:"),
            resident: megabytes("VmRSS:"),
            most: megabytes("VmHWM:"),
        }
    }
}

impl Drop for Served {
    /// As `kill -9` does.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
