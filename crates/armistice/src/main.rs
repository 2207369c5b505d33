//! The command line: the one place that knows every room and what time it is.

mod account;
mod args;
mod deal;
mod decide;
mod exit;
mod fuse;
mod ledger;
mod list;
mod monitor;
mod new;
mod observe;
#[cfg(test)]
mod schemas;
mod screen;
mod serve;
mod take;
mod turns;
mod why;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let screen = screen::Screen::of(&cli.show);
    let outcome = match &cli.command {
        Command::New(args) => new::run(args, &screen),
        Command::Take(args) => take::run(args, &screen),
        Command::Observe(args) => observe::run(args, &screen),
        Command::Why(args) => why::run(args, &screen),
        Command::Deal(args) => deal::run(args, &screen),
        Command::Incidents(args) => list::run(list::What::Incidents, args, &screen),
        Command::Claims(args) => list::run(list::What::Claims, args, &screen),
        Command::Reports(args) => list::run(list::What::Reports, args, &screen),
        Command::Turns(args) => turns::run(args, &screen),
        Command::Decide(args) => decide::run(args, &screen),
        Command::Ledger(args) => ledger::run(args, &screen),
        Command::Serve(args) => serve::run(args, &screen),
        Command::Rebuild(args) => serve::rebuild(args, &screen),
        Command::Account(args) => account::run(args, &screen),
        Command::Monitor(args) => monitor::run(args, &screen),
        Command::Fuse(args) => fuse::run(args, &screen),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            if failure.kind() != armistice_case::Kind::ClosedPipe {
                screen.fail(&failure);
            }
            exit::code(&failure)
        }
    }
}
