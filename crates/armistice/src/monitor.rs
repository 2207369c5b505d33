//! `armistice monitor`: a formula over a log of facts.

mod input;
mod late;
mod lines;
mod stats;
mod whole;

use crate::args::Monitor as Args;
use crate::screen::Screen;
use armistice_case::{Doing, Failure};
use armistice_monitor::{
    CheckError, Checked, Monitor, Route, Signature, Span, Split, parse_formula,
};
use input::Input;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    if screen.json {
        return Err(Failure::new("monitor prints MonPoly's lines; leave --json out"));
    }
    let signature = signature(&args.signature)?;
    if let Some(to) = &args.convert {
        let input = Input::open(args)?;
        return input.convert(&signature, to).map(|()| ExitCode::SUCCESS);
    }
    let checked = formula(args, &signature)?;
    if args.check {
        screen.data(described(&checked).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let meter = stats::Meter::start();
    let input = Input::open(args)?;
    let told = if args.why {
        whole::proved(args, &checked, &input)?
    } else if let Some(late) = args.late {
        late::run(args, &checked, &input, late)?
    } else if args.incomplete {
        lines::incomplete(args, &checked, &input)?
    } else if let Some(shards) = args.shards {
        lines::sharded(args, &checked, &input, split(args, &checked)?, usize::from(shards))?
    } else if let Err(error) = Monitor::new(&checked) {
        screen
            .note(format!("the whole log is held and judged at its end, since {}", error.problem));
        whole::plain(args, &checked, &input)?
    } else {
        lines::plain(args, &checked, &input)?
    };
    if args.stats {
        screen.note(meter.report(&told));
    }
    Ok(ExitCode::SUCCESS)
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(file).doing(format!("read {}", file.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("{}: byte {at} is not UTF-8; save the file as UTF-8", file.display()))
    })
}

fn signature(file: &Path) -> Result<Signature, Failure> {
    let text = text(file)?;
    Signature::parse(&text).map_err(|error| pointed(&file.display(), &text, error.span, &error))
}

fn formula(args: &Args, signature: &Signature) -> Result<Checked, Failure> {
    let (text, name) = match (&args.formula, &args.expression) {
        (Some(file), _) => (text(file)?, file.display().to_string()),
        (None, expression) => (expression.clone().unwrap_or_default(), "the formula".to_string()),
    };
    let formula =
        parse_formula(&text).map_err(|error| pointed(&name, &text, error.span, &error))?;
    let refuse = |error: CheckError| match error.span {
        Some(span) => pointed(&name, &text, span, &error),
        None => Failure::new(format!("{name}: {error}")),
    };
    let checked = Checked::new(formula, signature).map_err(refuse)?;
    // What cannot be run as it is asked for is said before a log is read.
    match Monitor::new(&checked) {
        Err(error) if !may_be_whole(args) => Err(refuse(error)),
        _ => Ok(checked),
    }
}

/// Whether holding the whole log would do.
fn may_be_whole(args: &Args) -> bool {
    let needs_stream = args.changes
        || args.late.is_some()
        || args.incomplete
        || args.shards.is_some()
        || args.resume.is_some()
        || args.checkpoint.is_some();
    !needs_stream
}

/// A failure with its line and column, and the line itself with a mark under it.
fn pointed(
    name: &dyn std::fmt::Display,
    text: &str,
    span: Span,
    error: &dyn std::fmt::Display,
) -> Failure {
    const LONGEST: usize = 120;
    let start = (0..=span.start.min(text.len())).rfind(|at| text.is_char_boundary(*at));
    let before = text.get(..start.unwrap_or(0)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let own = before.rsplit('\n').next().unwrap_or("");
    let column = own.chars().count() + 1;
    let rest = text.get(before.len()..).unwrap_or("").lines().next().unwrap_or("");
    let mut message = format!("{name}:{line}:{column}: {error}");
    if column + rest.chars().count() <= LONGEST {
        let marked = span.end.saturating_sub(span.start).clamp(1, rest.chars().count().max(1));
        let pad: String = own.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        message += &format!("\n    {own}{rest}\n    {pad}{}", "^".repeat(marked));
    }
    Failure::new(message)
}

/// The split that was asked for, or the cheapest.
fn split(args: &Args, checked: &Checked) -> Result<Split, Failure> {
    if args.by.is_empty() {
        let cheapest = Split::all(checked).into_iter().next();
        return cheapest.ok_or_else(|| {
            Failure::new(
                "the log does not split for this formula: no free variable names a key; \
                 run it without --shards",
            )
        });
    }
    let key: Vec<_> = args.by.iter().map(|variable| variable.as_str().into()).collect();
    Split::by(checked, &key).map_err(|error| Failure::new(error.to_string()))
}

/// What `--check` says of a formula.
fn described(checked: &Checked) -> String {
    let listed = |variables: &[std::sync::Arc<str>]| variables.join(", ");
    let mut text = format!("formula  {}\n", checked.formula());
    text += &match checked.columns() {
        [] => "columns  none: each verdict is `true`\n".to_string(),
        columns => format!("columns  {}\n", listed(columns)),
    };
    text += &match checked.looks_ahead() {
        Some(0) => "waits    never: told at once\n".to_string(),
        Some(seconds) => format!("waits    {} for what it looks at\n", duration(seconds)),
        None => "waits    for the next time point\n".to_string(),
    };
    text += &match checked.looks_back() {
        Some(0) => "holds    nothing of the past\n".to_string(),
        Some(seconds) => format!("holds    what happened in the last {}\n", duration(seconds)),
        None => "holds    what the past left open, without a bound in time\n".to_string(),
    };
    let splits = Split::all(checked);
    if splits.is_empty() {
        text += "splits   by no key\n";
    }
    for split in splits {
        let of = |wanted: bool| -> Vec<&str> {
            checked
                .signature()
                .predicates()
                .filter(|(name, _)| {
                    split.route(name).is_some_and(|route| (*route == Route::Everywhere) == wanted)
                })
                .map(|(name, _)| &**name)
                .collect()
        };
        text += &format!("splits   by {}: {} dealt out", listed(split.key()), of(false).join(", "));
        if !of(true).is_empty() {
            text += &format!(", {} to every shard", of(true).join(", "));
        }
        text.push('\n');
    }
    text
}

fn duration(seconds: u64) -> String {
    for (unit, name) in [(86_400, "d"), (3_600, "h"), (60, "min")] {
        if seconds > 0 && seconds.is_multiple_of(unit) {
            return format!("{} {name}", seconds / unit);
        }
    }
    format!("{seconds} s")
}
