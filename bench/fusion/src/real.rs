//! The linker on real data, where nobody has said which reports tell one event: what must not be
//! linked, what was planted, and what a plainer rule finds as well.
//!
//! The files are read from `../shared/data`; a part whose file is absent says so and is left out.

mod alerts;
mod ceiling;
pub(crate) mod data;
mod halves;
mod oblasts;
mod perturb;
mod planted;
mod reasons;
mod run;
mod shifted;
mod tally;
mod told;
mod ucdp;
mod ukraine;

use std::path::Path;

pub use data::percentile;

/// Where the data is, from the root of the project.
const DATA: &str = "../shared/data";
const PARTS: [&str; 7] =
    ["halves", "shifted", "planted", "planted-told", "alerts", "planted-reasons", "alerts-reasons"];
/// So many of them belong to the tables; the reasons are told when they are asked for.
const TABLES: usize = 5;

/// Prints the tables of these parts, or of all.
pub fn print(parts: &[&str]) -> Result<(), String> {
    if let Some(odd) = parts.iter().find(|part| !PARTS.contains(part)) {
        return Err(format!("there is no part {odd}; there are {}", PARTS.join(", ")));
    }
    let data = Path::new(DATA);
    let wanted = if parts.is_empty() { &PARTS[..TABLES] } else { parts };
    for part in wanted {
        let needed: &[&str] = match *part {
            "halves" | "planted" | "planted-told" | "planted-reasons" => &[ucdp::FILE],
            "shifted" if ukraine::FILES.iter().all(|file| data.join(file).exists()) => {
                &alerts::FILES
            }
            "shifted" => &ukraine::FILES,
            _ => &alerts::FILES,
        };
        if let Some(absent) = needed.iter().find(|file| !data.join(file).exists()) {
            eprintln!("bench: without {part}: {DATA}/{absent} is absent");
            continue;
        }
        match *part {
            "halves" => halves::print(&ucdp::read(&data.join(ucdp::FILE))?),
            "shifted" => shifted::print(data)?,
            "planted" => planted::print(&ucdp::read(&data.join(ucdp::FILE))?),
            "planted-told" => planted::told(&ucdp::read(&data.join(ucdp::FILE))?),
            "planted-reasons" => planted::reasons(&ucdp::read(&data.join(ucdp::FILE))?),
            "alerts-reasons" => alerts::reasons(data)?,
            _ => alerts::print(data)?,
        }
        println!();
    }
    Ok(())
}
