//! `armistice fuse`: which rows of a stranger's table tell one event.

mod cell;
mod columns;
mod complaints;
mod explain;
mod names;
mod table;
mod write;

pub use explain::Explained;

use crate::args::Fuse as Args;
use crate::exit::REFUSED_SOME;
use crate::screen::Screen;
use armistice_case::{Doing, Failure};
use armistice_linkage::{Linker, Model};
use columns::Field;
use schemars::JsonSchema;
use serde::Serialize;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use table::Table;

/// What became of a table.
#[derive(Serialize, JsonSchema)]
pub struct Summary {
    /// Rows, the header not counted.
    rows: usize,
    /// Different sources.
    sources: usize,
    /// Incidents found.
    incidents: usize,
    /// Rows that are in an incident with others.
    linked: usize,
    /// Rows by what stands in the way of knowing more of them.
    flags: Flags,
    /// Cells and rows that could not be read as they stand.
    unread: u64,
    /// Uids that stand in more than one row.
    repeated_uids: usize,
    /// What it took, reading and writing included.
    seconds: f64,
}

/// How many rows have a flag.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Flags {
    /// No place, or none finer than a country.
    no_place: usize,
    /// No time, or none finer than two months.
    no_time: usize,
    /// More reports at its place and time than could all be compared.
    crowded: usize,
}

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    distinct(args)?;
    let name = match args.input.as_os_str() {
        input if input == "-" => "standard input".to_string(),
        input => input.display().to_string(),
    };
    let table = if args.input.as_os_str() == "-" {
        Table::read(std::io::stdin().lock(), &args.map, &name)?
    } else {
        let file = File::open(&args.input).doing(format!("read {name}"))?;
        Table::read(file, &args.map, &name)?
    };
    let repeated = said(&table, &name, screen);
    let asked = match args.explain.as_slice() {
        [] => None,
        uids => Some(explain::rows(&table, uids, &name)?),
    };
    let model = Arc::new(Model::learn(&table.records));
    let linker = Linker::all(model, &table.records);
    if let Some(path) = &args.out {
        write::incidents(path, &table, &linker)?;
    }
    if let Some(path) = &args.links {
        write::links(path, &table, &linker)?;
    }
    if let Some(path) = &args.flags {
        write::flags(path, &table, &linker)?;
    }
    let explained = asked.and_then(|(a, b)| Explained::of(&table, &linker, a, b));
    if let Some(explained) = explained {
        if screen.json {
            screen.data(&armistice_publish::json_bytes(&explained))?;
        } else {
            screen.data(explained.text(screen.colour()).as_bytes())?;
        }
    } else {
        let summary = summary(&table, &linker, repeated, start);
        if screen.json {
            screen.data(&armistice_publish::json_bytes(&summary))?;
        }
        for line in summary.lines() {
            screen.note(line);
        }
    }
    let unread = table.complaints.count() > 0;
    Ok(if unread { ExitCode::from(REFUSED_SOME) } else { ExitCode::SUCCESS })
}

/// Refuses to write a file over another of the same command line.
fn distinct(args: &Args) -> Result<(), Failure> {
    let all = [Some(&args.input), args.out.as_ref(), args.links.as_ref(), args.flags.as_ref()];
    let files: Vec<&Path> = all.into_iter().flatten().map(|path| path.as_path()).collect();
    for (n, file) in files.iter().enumerate() {
        if files.iter().take(n).any(|other| write::same(file, other))
            && file.metadata().map_or(true, |m| m.is_file())
        {
            return Err(Failure::new(format!(
                "{} would be written over; name another file",
                file.display()
            )));
        }
    }
    Ok(())
}

/// Says what is worth knowing of a table before it is linked; gives how many uids are repeated.
fn said(table: &Table, name: &str, screen: &Screen) -> usize {
    screen.note(format!("{name}: read {}", table.columns.words()));
    for (fields, what, how) in [
        (&[Field::From, Field::Until, Field::Date, Field::Day][..], "time", "date=COLUMN"),
        (&[Field::Lat][..], "latitude", "lat=COLUMN"),
        (&[Field::Lon][..], "longitude", "lon=COLUMN"),
    ] {
        if !fields.iter().any(|field| table.columns.has(*field)) {
            screen.note(format!("note: no column tells the {what}; if one does, add --map {how}"));
        }
    }
    for line in table.complaints.lines(name) {
        screen.note(line);
    }
    let Some((count, row)) = table.uids.repeated() else { return 0 };
    let uid = complaints::shown(table.uids.get(row));
    screen.note(match count {
        1 => format!("note: the uid “{uid}” stands in more than one row; all are kept"),
        _ => format!(
            "note: {count} uids stand in more than one row, “{uid}” for one; all are kept, and incidents founded by such rows may share a name"
        ),
    });
    count
}

fn summary(table: &Table, linker: &Linker, repeated_uids: usize, start: Instant) -> Summary {
    let rows = linker.len();
    let mut sizes = vec![0_u32; rows];
    let mut flags = Flags::default();
    for row in 0..rows {
        if let Some(size) = sizes.get_mut(linker.incident(row)) {
            *size += 1;
        }
        for flag in linker.flags(row) {
            *flags.of(flag) += 1;
        }
    }
    Summary {
        rows,
        sources: table.sources.len(),
        incidents: linker.incidents(),
        linked: sizes.iter().filter(|size| **size > 1).map(|size| *size as usize).sum(),
        flags,
        unread: table.complaints.count(),
        repeated_uids,
        seconds: start.elapsed().as_secs_f64(),
    }
}

impl Flags {
    fn of(&mut self, flag: armistice_linkage::Flag) -> &mut usize {
        use armistice_linkage::Flag;
        match flag {
            Flag::NoPlace => &mut self.no_place,
            Flag::NoTime => &mut self.no_time,
            Flag::Crowded => &mut self.crowded,
        }
    }
}

impl Summary {
    fn lines(&self) -> Vec<String> {
        let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let flags = &self.flags;
        let mut lines = vec![
            format!("{} from {}", many(self.rows, "row"), many(self.sources, "source")),
            format!(
                "{}; {} linked with others",
                many(self.incidents, "incident"),
                many(self.linked, "row")
            ),
            format!(
                "flags: {} no-place, {} no-time, {} crowded",
                flags.no_place, flags.no_time, flags.crowded
            ),
        ];
        if self.unread > 0 {
            lines.push(format!("{} cells or rows could not be read as they stand", self.unread));
        }
        lines.push(format!("{:.2} seconds", self.seconds));
        lines
    }
}
