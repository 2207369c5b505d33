//! `armistice incidents|claims|reports`.

use crate::args::List;
use crate::case::{AsOf, Known};
use crate::failure::Failure;
use crate::folder::Folder;
use crate::screen::Screen;
use armistice_publish::{Audience, json_bytes};
use std::process::ExitCode;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Incidents.
    Incidents,
    /// Claims.
    Claims,
    /// Reports.
    Reports,
}

/// Runs the command.
pub fn run(what: What, args: &List, screen: &Screen) -> Result<ExitCode, Failure> {
    if args.geojson && what != What::Incidents {
        return Err(Failure::new(
            "--geojson is for incidents: claims and reports are lists of words; use --csv or --json",
        ));
    }
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::parse(args.known.as_of.as_deref())?, screen)?;
    let judged = known.judged(None, screen)?;
    let name = folder.name();
    let publication = judged.publication(&name, &known);
    let veil = publication.veil(Audience::Public);
    let board = Some(&judged.board);
    let bytes = match (what, args.csv, args.geojson, screen.json) {
        (What::Incidents, _, true, _) => {
            json_bytes(&armistice_publish::incidents_geojson(&judged.incidents, board, &veil))
        }
        (What::Incidents, _, _, true) => {
            json_bytes(&armistice_publish::incidents_file(&judged.incidents, board, &veil))
        }
        (What::Incidents, true, _, _) => {
            armistice_publish::incidents_csv(&judged.incidents, board, &veil)
        }
        (What::Claims, _, _, true) => {
            json_bytes(&armistice_publish::claims_file(&judged.claims, &veil))
        }
        (What::Claims, true, _, _) => armistice_publish::claims_csv(&judged.claims, &veil),
        (What::Reports, _, _, true) => {
            json_bytes(&armistice_publish::reports_file(&known.reports, &veil))
        }
        (What::Reports, true, _, _) => armistice_publish::reports_csv(&known.reports, &veil),
        (What::Incidents, ..) => {
            armistice_publish::incidents_table(&judged.incidents, board, &veil).into_bytes()
        }
        (What::Claims, ..) => {
            armistice_publish::claims_table(&judged.claims, &known.deal()?.zone, &veil).into_bytes()
        }
        (What::Reports, ..) => armistice_publish::reports_table(&known.reports, &veil).into_bytes(),
    };
    screen.data(&bytes)?;
    Ok(ExitCode::SUCCESS)
}
