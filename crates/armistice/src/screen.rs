//! What a person sees while the program works: notes, progress, errors.

use crate::args::Show;
use armistice_case::{Bar, Failure, Nobody, Onlooker};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Where things are shown, and how.
pub struct Screen {
    quiet: bool,
    /// Whether data is wanted as JSON.
    pub json: bool,
}

impl Screen {
    /// Reads the wishes of the command line.
    pub fn of(show: &Show) -> Self {
        Self { quiet: show.quiet, json: show.json }
    }

    /// Whether standard output takes colours: a terminal, no `NO_COLOR`, no `TERM=dumb`.
    pub fn colour(&self) -> bool {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
        std::io::stdout().is_terminal() && wanted && !dumb
    }

    /// Columns of the terminal; 100 where there is none.
    pub fn width(&self) -> u16 {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        columns.unwrap_or(100).clamp(60, 400)
    }

    /// A line beside the data, on standard error; silent where quiet.
    pub fn note(&self, line: impl AsRef<str>) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "{}", line.as_ref());
        }
    }

    /// A line for a person on standard output; silent where quiet or where data is wanted.
    pub fn say(&self, line: impl AsRef<str>) -> Result<(), Failure> {
        if !self.quiet && !self.json {
            writeln!(std::io::stdout(), "{}", line.as_ref())?;
        }
        Ok(())
    }

    /// Data on standard output, always.
    pub fn data(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        if bytes.last() != Some(&b'\n') {
            out.write_all(b"\n")?;
        }
        out.flush()?;
        Ok(())
    }

    /// An error, always.
    pub fn fail(&self, failure: &Failure) {
        let _ = writeln!(std::io::stderr(), "armistice: {failure}");
    }
}

impl Onlooker for Screen {
    fn note(&self, line: &str) {
        Self::note(self, line);
    }

    fn acknowledge(&self, line: &str) {
        Self::note(self, line);
    }

    /// On standard error, and only on a terminal.
    fn progress(&self, what: &str, steps: u64) -> Box<dyn Bar + '_> {
        if self.quiet || !std::io::stderr().is_terminal() {
            return Box::new(Nobody);
        }
        let target = ProgressDrawTarget::stderr_with_hz(4);
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        if let Ok(style) = ProgressStyle::with_template("{msg:24} {bar:40} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_string());
        bar.enable_steady_tick(Duration::from_secs(1));
        Box::new(Drawn(bar))
    }
}

/// A bar on the terminal, gone when the work is done.
struct Drawn(ProgressBar);

impl Bar for Drawn {
    fn step(&self) {
        self.0.inc(1);
    }

    fn aside(&self, write: &mut dyn FnMut()) {
        self.0.suspend(write);
    }
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
