//! What all tables share: the binary, the logs, and how figures are set.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::shapes::{Shape, Values};
use crate::twister::Twister;
use crate::{ceasefire, shapes};

/// The latest that a time point comes in the shuffled log, in seconds.
pub const LATENESS: u64 = 3600;

/// How the tables are made.
pub struct Bench {
    /// The `armistice` binary.
    pub binary: PathBuf,
    /// How often everything is measured.
    pub rounds: usize,
    /// Events of the whole log.
    pub full: u64,
    folder: PathBuf,
}

impl Bench {
    /// A bench with a folder of its own for logs, which goes when the bench goes.
    pub fn new(quick: bool) -> Result<Self, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let folder =
            std::env::temp_dir().join(format!("armistice-bench-monitor-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let (rounds, full) = if quick { (3, 100_000) } else { (7, 1_000_000) };
        Ok(Self { binary: own.with_file_name("armistice"), rounds, full, folder })
    }

    /// The log with about so many events.
    pub fn log(&self, events: u64) -> Result<String, String> {
        self.made(&format!("{events}.log"), |file| {
            ceasefire::write(events, BufWriter::new(file)).map(|_| ())
        })
    }

    /// The same with its time points out of order, none of them later than [`LATENESS`].
    pub fn shuffled(&self, events: u64) -> Result<String, String> {
        let log = self.log(events)?;
        let text = std::fs::read_to_string(&log).map_err(|error| error.to_string())?;
        let mut dice = Twister::new(3);
        let mut lines: Vec<(u64, &str)> = text
            .lines()
            .map(|line| {
                let ts = line.get(1..).and_then(|rest| rest.split(' ').next()?.parse::<u64>().ok());
                let late = dice.below(u32::try_from(LATENESS).unwrap_or(u32::MAX));
                (ts.unwrap_or(0) + u64::from(late), line)
            })
            .collect();
        lines.sort_by_key(|(arrival, _)| *arrival);
        let lines: Vec<&str> = lines.into_iter().map(|(_, line)| line).collect();
        self.made(&format!("{events}-shuffled.log"), |mut file| {
            std::io::Write::write_all(&mut file, (lines.join("\n") + "\n").as_bytes())
        })
    }

    /// A log for a shape.
    pub fn shaped(
        &self,
        shape: Shape,
        values: Values,
        events: u64,
        rate: u64,
    ) -> Result<String, String> {
        self.made(&format!("{}-{values:?}-{events}-{rate}.log", shape.name()), |file| {
            shapes::write(shape, values, events, rate, BufWriter::new(file))
        })
    }

    /// The signature of the logs, or of the logs for shapes.
    pub fn signature(&self, shapes: bool) -> Result<String, String> {
        let text = if shapes { shapes::SIGNATURE } else { ceasefire::SIGNATURE };
        self.made(if shapes { "shapes.sig" } else { "ceasefire.sig" }, |mut file| {
            std::io::Write::write_all(&mut file, text.as_bytes())
        })
    }

    fn made(
        &self,
        name: &str,
        write: impl FnOnce(File) -> std::io::Result<()>,
    ) -> Result<String, String> {
        let path = self.folder.join(name);
        if !path.exists() {
            File::create(&path)
                .and_then(write)
                .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        }
        text(&path).map(str::to_string)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What is left behind lies among the temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))
}

/// The middle of some figures; of two middles the lesser.
pub fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// The figure that so many of a thousand do not exceed, of figures in order.
pub fn permille(sorted: &[f64], wanted: usize) -> f64 {
    let place = (sorted.len() * wanted).div_ceil(1000).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(0.0)
}

/// Begins a table: a line of heads, the first column to the left, the others to the right.
pub fn head(title: &str, heads: &[&str]) {
    println!("\n## {title}\n");
    println!("| {} |", heads.join(" | "));
    println!("|---{}|", "|---:".repeat(heads.len().saturating_sub(1)));
}

/// A row of it.
pub fn row(cells: &[String]) {
    println!("| {} |", cells.join(" | "));
}

/// Seconds with three figures or so.
pub fn seconds(figure: f64) -> String {
    match figure {
        figure if figure < 1.0 => format!("{figure:.3} s"),
        figure if figure < 10.0 => format!("{figure:.2} s"),
        figure => format!("{figure:.1} s"),
    }
}

/// Microseconds of a time in nanoseconds.
pub fn micros(nanoseconds: f64) -> String {
    format!("{:.1}", nanoseconds / 1e3)
}
