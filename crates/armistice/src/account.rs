//! `armistice account`: who may come in.

use crate::args::{Account as Args, AccountCommand};
use crate::screen::Screen;
use armistice_accounts::{Accounts, Name, Role};
use armistice_case::{Doing, Failure, Folder};
use jiff::Timestamp;
use std::path::Path;
use std::process::ExitCode;

/// Runs the command.
pub fn run(args: &Args, screen: &Screen) -> Result<ExitCode, Failure> {
    match &args.command {
        AccountCommand::Add { case, name, role, display, password_stdin } => {
            let (accounts, name) = (open(case)?, self::name(name)?);
            let role: Role = role.parse().map_err(|error: armistice_accounts::UnknownRole| {
                Failure::new(error.to_string())
            })?;
            let password = if *password_stdin { Some(first_line()?) } else { None };
            let display = display.as_deref().unwrap_or(name.as_str());
            let now = Timestamp::now();
            let (_, made) = accounts
                .create(&name, display, role, password.as_deref(), None, now)
                .doing(format!("make the account {}", name.as_str()))?;
            screen.say(format!("account {} made, as {}", name.as_str(), role.as_str()))?;
            if let Some(secret) = made {
                screen.say(format!("password {} (shown this once)", secret.reveal()))?;
            }
        }
        AccountCommand::List { case } => {
            for account in open(case)?.list().doing("list the accounts")? {
                let disabled = if account.disabled { "  disabled" } else { "" };
                screen.say(format!(
                    "{:24} {:12} {}{disabled}",
                    account.name.as_str(),
                    account.role.as_str(),
                    account.display
                ))?;
            }
        }
        AccountCommand::Reset { case, name } => {
            let (accounts, name) = (open(case)?, self::name(name)?);
            let secret = accounts
                .reset_password(&name, None, Timestamp::now())
                .doing(format!("reset the password of {}", name.as_str()))?;
            screen.say(format!("password {} (shown this once)", secret.reveal()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn open(case: &Path) -> Result<Accounts, Failure> {
    let folder = Folder::at(case)?;
    let rooms = armistice_server::rooms(&folder)?;
    Accounts::open(&rooms.join("accounts.db")).doing("open the accounts")
}

fn name(text: &str) -> Result<Name, Failure> {
    text.parse().map_err(|error: armistice_accounts::BadName| Failure::new(error.to_string()))
}

fn first_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).doing("read the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_string())
}
