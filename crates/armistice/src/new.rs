//! `armistice new`: a case to fill in.

use crate::args::New;
use crate::screen::Screen;
use armistice_case::{Doing, Failure};
use std::process::ExitCode;

/// The files of a new case: each says by an example what goes where.
const FILES: [(&str, &str); 5] = [
    ("deal.armistice", include_str!("new/deal.armistice")),
    ("sources.toml", include_str!("new/sources.toml")),
    ("actors.toml", include_str!("new/actors.toml")),
    ("places.toml", include_str!("new/places.toml")),
    ("reports/README", include_str!("new/reports-README")),
];

/// Runs the command.
pub fn run(args: &New, screen: &Screen) -> Result<ExitCode, Failure> {
    let case = &args.case;
    if case.exists() && std::fs::read_dir(case).is_ok_and(|mut d| d.next().is_some()) {
        return Err(Failure::new(format!(
            "{} is there already and not empty; name another folder",
            case.display()
        )));
    }
    for (name, text) in FILES {
        let path = case.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).doing(format!("make {}", folder.display()))?;
        }
        std::fs::write(&path, text).doing(format!("write {}", path.display()))?;
    }
    let shown = case.display();
    screen.say(format!(
        "A case to fill in: {shown}\n\nNext:\n  write the deal down in {shown}/deal.armistice and check it: armistice deal check {shown}/deal.armistice\n  list who speaks in {shown}/sources.toml, who acts in actors.toml, where in places.toml\n  take reports in:  armistice take {shown} FILE…\n  see the board:    armistice observe {shown}"
    ))?;
    Ok(ExitCode::SUCCESS)
}
