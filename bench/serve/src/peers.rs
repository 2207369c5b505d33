//! What others do with the same incidents: PostGIS for the lists, martin on top of it for the tiles.

use crate::server::Memory;
use crate::wrk::{CONNECTIONS, Figures};
use armistice_model::{Incident, Shape};
use armistice_views::{Found, Sqlite, Views};
use std::io::{BufWriter, Write};
use std::net::TcpListener;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// PostgreSQL with PostGIS, as `run.sh` started it: reached by the environment of its clients.
pub struct PostGis;

impl PostGis {
    /// It, where `run.sh` found it.
    pub fn find() -> Option<Self> {
        std::env::var_os("ARMISTICE_BENCH_POSTGIS").map(|_| Self)
    }

    fn psql(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "--no-psqlrc"]).args(arguments);
        command
    }

    /// Runs statements and gives what they printed.
    fn ask(&self, sql: &str) -> Result<String, String> {
        let told = self.psql(&["-At", "-c", sql]).output().map_err(|e| format!("psql: {e}"))?;
        match told.status.success() {
            true => Ok(String::from_utf8_lossy(&told.stdout).trim().to_string()),
            false => Err(String::from_utf8_lossy(&told.stderr).into_owned()),
        }
    }

    /// Its version.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn version(&self) -> Result<String, String> {
        self.ask(
            "CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS btree_gist",
        )?;
        self.ask(
            "SELECT current_setting('server_version') || ', PostGIS ' || postgis_lib_version()",
        )
    }

    /// Puts the incidents of the views into tables with indexes.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub fn fill(&self, views: &Sqlite) -> Result<(), String> {
        self.ask(include_str!("tables.sql"))?;
        let mut child = self
            .psql(&["-c", "COPY incident FROM STDIN"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|e| format!("psql: {e}"))?;
        let mut broken = Ok(());
        if let Some(stdin) = child.stdin.take() {
            let mut to = BufWriter::new(stdin);
            views
                .each_incident(&mut |incident, found| {
                    broken = writeln!(to, "{}", row(&incident, &found)).map_err(|e| e.to_string());
                    if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                })
                .map_err(|e| e.to_string())?;
            to.flush().map_err(|e| e.to_string())?;
        }
        broken?;
        let status = child.wait().map_err(|e| e.to_string())?;
        if !status.success() {
            return Err(format!("psql could not copy the incidents: {status}"));
        }
        self.ask(include_str!("indexes.sql"))?;
        for table in ["incident", "incident_point"] {
            self.ask(&format!("VACUUM ANALYZE {table}"))?;
        }
        self.ask("CHECKPOINT").map(|_| ())
    }

    /// The lists, by pgbench: the same boxes and windows by its own dice.
    ///
    /// # Errors
    /// When pgbench is not there or fails.
    pub fn lists(&self, place: &Path, seconds: u32) -> Result<Figures, String> {
        let folder = place.join("pgbench");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        let script = folder.join("list.sql");
        std::fs::write(&script, include_str!("list.sql")).map_err(|e| e.to_string())?;
        let told = Command::new("pgbench")
            .args(["-n", "-M", "prepared", "-c", CONNECTIONS, "-j", "1", "-T"])
            .args([&seconds.to_string(), "--random-seed=11", "-l", "-f"])
            .arg(&script)
            .arg("--log-prefix")
            .arg(folder.join("log"))
            .output()
            .map_err(|e| format!("cannot start pgbench: {e}"))?;
        let errors = String::from_utf8_lossy(&told.stderr);
        if !told.status.success() {
            return Err(format!("pgbench: {errors}"));
        }
        let mut took: Vec<f64> = Vec::new();
        for file in std::fs::read_dir(&folder).map_err(|e| e.to_string())? {
            let path = file.map_err(|e| e.to_string())?.path();
            if path.extension().is_some_and(|end| end == "sql") {
                continue;
            }
            let log = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
            // client, transaction, microseconds, …
            took.extend(log.lines().filter_map(|l| l.split(' ').nth(2)?.parse::<f64>().ok()));
        }
        took.sort_unstable_by(f64::total_cmp);
        let at = |part: usize| {
            let index = (took.len() * part / 100).min(took.len().saturating_sub(1));
            took.get(index).copied().unwrap_or(0.0) / 1e3
        };
        Ok(Figures {
            per_second: took.len() as f64 / f64::from(seconds),
            p50: at(50),
            p99: at(99),
            most: at(100),
            errors: 0,
            kilobytes: None,
        })
    }
}

/// A line of COPY.
fn row(incident: &Incident, found: &Found) -> String {
    let period = incident.when.interval().map_or_else(
        || "\\N".to_string(),
        // Instants would be empty if they were half open.
        |i| format!("[\"{}\",\"{}\"]", i.from(), i.until()),
    );
    let place =
        incident.place.shape.as_ref().and_then(middle).map_or_else(
            || "\\N".to_string(),
            |[lon, lat]| format!("SRID=4326;POINT({lon} {lat})"),
        );
    let properties = found.properties.replace('\\', "\\\\");
    format!("{}\t{}\t{period}\t{place}\t{properties}", incident.id, incident.kind)
}

/// A point for a shape: ours draw the shape itself.
fn middle(shape: &Shape) -> Option<[f64; 2]> {
    let corners = match shape {
        Shape::Disc { centre, .. } => return Some(*centre),
        Shape::Line { course, .. } => course,
        Shape::Area { ring } => ring,
    };
    let [lon, lat] = corners.iter().fold([0.0, 0.0], |sum, at| [sum[0] + at[0], sum[1] + at[1]]);
    let count = corners.len() as f64;
    (count > 0.0).then(|| [lon / count, lat / count])
}

/// martin, serving the tables.
pub struct Martin {
    child: Child,
    /// Where it answers.
    pub url: String,
    /// Which it is.
    pub version: String,
}

impl Martin {
    /// Starts it; `None` where it is not installed.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start(place: &Path) -> Result<Option<Self>, String> {
        let binary = std::env::var_os("MARTIN_BIN").map_or_else(|| "martin".into(), PathBuf::from);
        let Ok(told) = Command::new(&binary).arg("--version").output() else { return Ok(None) };
        let version = String::from_utf8_lossy(&told.stdout).trim().to_string();
        let free = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr());
        let address = free.map_err(|e| e.to_string())?.to_string();
        let of = |name: &str| std::env::var(name).unwrap_or_default();
        let connection = format!(
            "postgresql://{}:{}@{}:{}/{}",
            of("PGUSER"),
            of("PGPASSWORD"),
            of("PGHOST"),
            of("PGPORT"),
            of("PGDATABASE")
        );
        let log = std::fs::File::create(place.join("martin.log")).map_err(|e| e.to_string())?;
        let child = Command::new(&binary)
            .args(["--listen-addresses", &address, &connection])
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|e| e.to_string())?;
        let martin = Self { child, url: format!("http://{address}"), version };
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if ureq::get(format!("{}/health", martin.url)).call().is_ok() {
                return Ok(Some(martin));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(format!("martin does not answer; see {}", place.join("martin.log").display()))
    }

    /// Its memory; that of PostgreSQL comes on top.
    pub fn memory(&self) -> Memory {
        Memory::of(self.child.id())
    }
}

impl Drop for Martin {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
