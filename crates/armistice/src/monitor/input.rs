//! The log: where it is read from, and as what.

use crate::args::{LogFormat, Monitor as Args};
use armistice_case::{Doing, Failure};
use armistice_monitor::{
    ArrowLog, CsvLog, Field, ReadError, Refusal, Signature, Sink, read_arrow, read_csv, read_text,
};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A log that can be read once.
pub struct Input {
    file: Option<PathBuf>,
    format: Option<LogFormat>,
    tick: Option<u64>,
}

impl Input {
    /// The log of a command line.
    pub fn open(args: &Args) -> Result<Self, Failure> {
        if args.tick == Some(0) {
            return Err(Failure::new("--tick 0 would never end; give it a time, as in 1h"));
        }
        if args.shards.is_some() && args.log.is_none() {
            return Err(Failure::new(
                "every shard reads the log by itself, which standard input cannot be; name a file with --log",
            ));
        }
        Ok(Self { file: args.log.clone(), format: args.format, tick: args.tick })
    }

    fn name(&self) -> String {
        self.file.as_ref().map_or("standard input".to_string(), |file| file.display().to_string())
    }

    /// Reads the log into a sink; stops early where `stop` is set, without a word.
    pub fn read(
        &self,
        signature: &Signature,
        sink: &mut impl Sink,
        stop: &AtomicBool,
    ) -> Result<(), Failure> {
        match self.read_into(signature, sink, stop) {
            Err(_) if stop.load(Ordering::Relaxed) => Ok(()),
            outcome => outcome.map_err(|error| self.failure(error)),
        }
    }

    /// The same, with what went wrong as the reader says it.
    pub fn read_into(
        &self,
        signature: &Signature,
        sink: &mut impl Sink,
        stop: &AtomicBool,
    ) -> Result<(), ReadError> {
        let mut guarded = Guarded { sink, stop, every: self.tick, next: None };
        match &self.file {
            Some(file) => self.read_from(File::open(file)?, signature, &mut guarded),
            None => self.read_from(std::io::stdin().lock(), signature, &mut guarded),
        }
    }

    /// What went wrong, with the log's name.
    pub fn failure(&self, error: impl std::fmt::Display) -> Failure {
        Failure::new(format!("{}: {error}", self.name()))
    }

    fn read_from(
        &self,
        mut input: impl Read,
        signature: &Signature,
        sink: &mut impl Sink,
    ) -> Result<(), ReadError> {
        let mut head = Vec::new();
        (&mut input).take(64).read_to_end(&mut head)?;
        let format = self.format.unwrap_or_else(|| recognised(&head));
        let whole = head.as_slice().chain(input);
        match format {
            LogFormat::Text => read_text(whole, signature, sink),
            LogFormat::Csv => read_csv(BufReader::with_capacity(1 << 18, whole), signature, sink),
            LogFormat::Arrow => read_arrow(BufReader::new(whole), signature, sink),
        }
    }

    /// Writes the log anew as what the file's name says: whole or not at all.
    pub fn convert(&self, signature: &Signature, to: &Path) -> Result<(), Failure> {
        let name = to.display();
        let format = to.extension().and_then(|extension| extension.to_str());
        if !matches!(format, Some("arrow" | "csv")) {
            return Err(Failure::new(format!(
                "{name} names no format that is written; let it end in .arrow or .csv"
            )));
        }
        let mut draft = to.as_os_str().to_owned();
        draft.push(".draft");
        let draft = PathBuf::from(draft);
        let outcome = self.write(signature, format == Some("arrow"), &draft, to);
        if outcome.is_err() {
            let _ = std::fs::remove_file(&draft);
            return outcome;
        }
        // Only now, so that a log can be written over itself.
        std::fs::rename(&draft, to).doing(format!("write {name}"))
    }

    fn write(
        &self,
        signature: &Signature,
        arrow: bool,
        draft: &Path,
        to: &Path,
    ) -> Result<(), Failure> {
        let doing = format!("write {}", to.display());
        let file = BufWriter::new(File::create(draft).doing(&doing)?);
        let stop = AtomicBool::new(false);
        let mut out = if arrow {
            let mut log = ArrowLog::new(file, signature).doing(&doing)?;
            self.read(signature, &mut log, &stop)?;
            log.finish()
        } else {
            let mut log = CsvLog::new(file, signature);
            self.read(signature, &mut log, &stop)?;
            log.finish()
        }
        .doing(&doing)?;
        out.flush().doing(&doing)
    }
}

/// A log's format by its first bytes.
fn recognised(head: &[u8]) -> LogFormat {
    let arrow = head.starts_with(b"ARROW1") || head.starts_with(&[0xff; 4]);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        _ if arrow => LogFormat::Arrow,
        Some(b'@' | b'#' | b'(' | b';') | None => LogFormat::Text,
        Some(_) => LogFormat::Csv,
    }
}

/// So many time points may be made in one gap: a wrong time must not take for ever.
const MOST_TICKS: u32 = 10_000_000;

/// A sink that makes time points of its own, and that can be stopped.
struct Guarded<'a, S> {
    sink: &'a mut S,
    stop: &'a AtomicBool,
    every: Option<u64>,
    next: Option<i64>,
}

impl<S: Sink> Sink for Guarded<'_, S> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Refusal::new("nobody reads what is told", "read on"));
        }
        if let Some(every) = self.every {
            let mut next = self.next.unwrap_or(ts);
            if i128::from(ts) - i128::from(next) > i128::from(every) * i128::from(MOST_TICKS) {
                return Err(Refusal::new(
                    format!("between {next} and {ts} there would be more than {MOST_TICKS} ticks"),
                    "let --tick be longer, or check the time",
                ));
            }
            while next < ts && !self.stop.load(Ordering::Relaxed) {
                self.sink.begin(next)?;
                next = next.saturating_add_unsigned(every);
            }
            if next == ts {
                next = next.saturating_add_unsigned(every);
            }
            self.next = Some(next);
        }
        self.sink.begin(ts)
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        self.sink.fact(predicate, fields);
    }

    fn wants(&self, predicate: usize) -> bool {
        self.sink.wants(predicate)
    }
}
