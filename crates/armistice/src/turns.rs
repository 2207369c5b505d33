//! `armistice turns`: what became of incidents since an earlier state of what is known.

use crate::args::Turns as Args;
use crate::screen::Screen;
use armistice_case::{AsOf, Failure, Folder, Known};
use armistice_publish::{Audience, Veil, json_bytes, turn_rows, turns_text};
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    let ledger = Folder::at(&args.case)?.open(screen)?;
    let then = Known::of_ledger(&ledger, &AsOf::parse(Some(&args.since))?, screen)?;
    let now = Known::of_ledger(&ledger, &AsOf::parse(args.known.as_of.as_deref())?, screen)?;
    let (before, after) = (then.fused(then.claims(screen)), now.fused(now.claims(screen)));
    let turns = armistice_fusion::turns(&before.incidents, &after.incidents, &now.decided());
    // What was set aside is told of as well.
    let claims: Vec<_> =
        before.claims.iter().chain(&after.claims).chain(&after.aside).cloned().collect();
    let reports: Vec<_> = then.reports.iter().chain(&now.reports).cloned().collect();
    let veil = Veil::new(&now.sources, &claims, &reports, Audience::Public);
    let rows = turn_rows(&turns, &veil);
    if screen.json {
        screen.data(&json_bytes(&rows))?;
    } else {
        screen.data(turns_text(&rows).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
