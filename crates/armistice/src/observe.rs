//! `armistice observe`: the board, the clocks, the bulletins.

use crate::args::Observe;
use crate::screen::Screen;
use armistice_case::{AsOf, Doing, Failure, Folder, Judged, Known, Onlooker as _};
use armistice_judgement::Evaluator;
use armistice_model::Perspective;
use armistice_publish::{Audience, Press, Sheet, TerminalOptions};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Observe, screen: &Screen) -> Result<ExitCode, Failure> {
    let folder = Folder::at(&args.case)?;
    let ledger = folder.open(screen)?;
    let known = Known::of_ledger(&ledger, &AsOf::parse(args.known.as_of.as_deref())?, screen)?;
    let evaluator = if args.plainly { Evaluator::Plain } else { Evaluator::Streaming };
    let judged = known.judged_by(evaluator, args.until.as_deref(), screen)?;
    let publication = judged.publication(&known);
    let perspective = args.perspective.as_deref().map(|p| perspective(p, &judged)).transpose()?;

    for name in known.unlisted_actors() {
        screen.note(format!(
            "note: the deal names the actor “{name}”, which actors.toml does not list: no report will be understood to speak of it"
        ));
    }
    if judged.board.days.is_empty() {
        screen.note(
            "note: no day to judge: the deal was agreed after the instant or the day asked for",
        );
    }
    let options = TerminalOptions { colour: screen.colour(), width: screen.width(), perspective };
    if !screen.json {
        // The board first: it is shown even where nothing can be written.
        screen.say(armistice_publish::terminal(&judged.board, &options).trim_end())?;
    }
    let out = args.out.clone().unwrap_or_else(|| folder.path().join("out"));
    let press = Press::new(&publication);
    let sheets = press.sheets();
    let bar = screen.progress("writing", sheets.len() as u64);
    for sheet in sheets {
        write(&out, &press, sheet)?;
        bar.step();
    }
    drop(bar);

    if screen.json {
        let veil = publication.veil(Audience::Public);
        screen.data(&armistice_publish::json_bytes(&armistice_publish::board_file(
            &publication,
            &veil,
        )))?;
        return Ok(ExitCode::SUCCESS);
    }
    screen.say("")?;
    screen.say(format!("Bulletins  {}", out.join("index.html").display()))?;
    screen.say(format!(
        "Ledger     {} entries, root {}",
        known.checkpoint.entries,
        known.checkpoint.root.get(..16).unwrap_or(&known.checkpoint.root)
    ))?;
    screen.say("")?;
    for line in next_steps(&args.case, &known, &judged) {
        screen.say(line)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A perspective by its name on the board.
fn perspective(text: &str, judged: &Judged) -> Result<Perspective, Failure> {
    let wanted = text.to_lowercase();
    judged
        .board
        .perspectives
        .iter()
        .find(|p| p.slug() == wanted || p.to_string().to_lowercase() == wanted)
        .cloned()
        .ok_or_else(|| {
            let known: Vec<String> =
                judged.board.perspectives.iter().map(Perspective::slug).collect();
            Failure::new(format!("no perspective `{text}`; there are {}", known.join(", ")))
        })
}

/// Writes one file whole or not at all.
fn write(out: &Path, press: &Press, sheet: Sheet) -> Result<(), Failure> {
    let path = out.join(sheet.path());
    let doing = format!("write {} (name another place with --out DIR)", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).doing(&doing)?;
    }
    let draft = path.with_extension("draft");
    let mut file = BufWriter::new(File::create(&draft).doing(&doing)?);
    press.print(sheet, &mut file).doing(&doing)?;
    file.into_inner().doing(&doing)?;
    std::fs::rename(&draft, &path).doing(&doing)
}

/// Three commands that lead on from this very board.
fn next_steps(case: &Path, known: &Known, judged: &Judged) -> Vec<String> {
    let case = case.display();
    let gravest = judged
        .board
        .assessments
        .iter()
        .filter(|a| a.id.perspective == "all" && a.id.reading.is_none())
        .max_by_key(|a| (a.status, a.contested, a.breaches.len()));
    let mut steps = vec!["Worth trying next:".to_string()];
    if let Some(gravest) = gravest {
        steps.push(format!("  armistice why {case} {}", gravest.id));
    }
    let middle = judged.board.days.get(judged.board.days.len() / 2);
    if let Some(day) = middle {
        steps.push(format!("  armistice observe {case} --as-of {day}"));
    }
    steps.push(if known.decisions.is_empty() {
        format!("  armistice ledger verify {case}")
    } else {
        format!("  armistice incidents {case} --csv")
    });
    steps
}
