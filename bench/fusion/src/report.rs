//! A report as the linker reads it, and with it the event that it tells.

use std::fmt::Write as _;

/// The columns of a file of reports.
pub const HEADER: &str = "uid,src,day,tprec,lat,lon,gprec,type,ptype,actor,pactor,fat,truth";

/// What one source says of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The source.
    pub src: usize,
    /// The day that it gives.
    pub day: i32,
    /// How exact the day is: 1, 7 or 30 days.
    pub tprec: u8,
    /// Degrees north and east.
    pub at: (f64, f64),
    /// How exact the place is: 0 exact, 1 a locality, 2 a district.
    pub gprec: u8,
    /// The kind and the kind above it; -1 is not told.
    pub kind: (i32, i32),
    /// Who did it and the side; -1 is not told.
    pub actor: (i32, i32),
    /// How many were killed; -1 is not told.
    pub toll: i32,
    /// The event that it tells.
    pub truth: usize,
}

/// The reports as a file: in the order of their days, in a random order within each.
pub fn csv(reports: &[Report]) -> String {
    let mut text = String::with_capacity(reports.len() * 56);
    text.push_str(HEADER);
    text.push('\n');
    for (uid, report) in reports.iter().enumerate() {
        let Report { src, day, tprec, at, gprec, kind, actor, toll, truth } = report;
        // A string takes whatever is written to it.
        let _ = writeln!(
            text,
            "{uid},{src},{day},{tprec},{:.5},{:.5},{gprec},{},{},{},{},{toll},{truth}",
            at.0, at.1, kind.0, kind.1, actor.0, actor.1
        );
    }
    text
}
