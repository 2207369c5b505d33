//! `armistice incidents|claims|reports`.

use crate::args::List;
use crate::screen::Screen;
use armistice_case::{AsOf, Failure, Folder, Known};
use armistice_publish::{Audience, Veil, json_bytes};
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
    let bytes = match what {
        What::Incidents => incidents(args, &known, screen)?,
        What::Claims => claims(args, &known, screen)?,
        What::Reports => reports(args, &known, screen),
    };
    screen.data(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

fn incidents(args: &List, known: &Known, screen: &Screen) -> Result<Vec<u8>, Failure> {
    let judged = known.judged(None, screen)?;
    let veil = judged.publication(known).veil(Audience::Public);
    let (list, board) = (&judged.incidents, Some(&judged.board));
    Ok(if args.geojson {
        json_bytes(&armistice_publish::incidents_geojson(list, board, &veil))
    } else if args.csv {
        armistice_publish::incidents_csv(list, board, &veil)
    } else if screen.json {
        json_bytes(&armistice_publish::incidents_file(list, board, &veil))
    } else {
        armistice_publish::incidents_table(list, board, &veil).into_bytes()
    })
}

fn claims(args: &List, known: &Known, screen: &Screen) -> Result<Vec<u8>, Failure> {
    let list = known.claims(screen);
    let veil = Veil::new(&known.sources, &list, &known.reports, Audience::Public);
    Ok(if args.csv {
        armistice_publish::claims_csv(&list, &veil)
    } else if screen.json {
        json_bytes(&armistice_publish::claims_file(&list, &veil))
    } else {
        armistice_publish::claims_table(&list, &known.deal()?.zone, &veil).into_bytes()
    })
}

fn reports(args: &List, known: &Known, screen: &Screen) -> Vec<u8> {
    let list = &known.reports;
    let veil = Veil::new(&known.sources, &[], list, Audience::Public);
    if args.csv {
        armistice_publish::reports_csv(list, &veil)
    } else if screen.json {
        json_bytes(&armistice_publish::reports_file(list, &veil))
    } else {
        armistice_publish::reports_table(list, &veil).into_bytes()
    }
}
