//! `armistice serve` and `armistice rebuild`.

use crate::args::{LogForm, Rebuild, Serve};
use crate::screen::Screen;
use armistice_case::Failure;
use armistice_hooks::Allow;
use armistice_server::{Config, IdentityProvider, Running};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Runs the command.
pub fn run(args: &Serve, screen: &Screen) -> Result<ExitCode, Failure> {
    if !args.listen.ip().is_loopback() && !args.behind_proxy {
        return Err(Failure::new(format!(
            "{} is reached from other machines: passwords would travel in the clear. Put a proxy that ends TLS before it and say --behind-proxy, or listen at 127.0.0.1",
            args.listen
        )));
    }
    record(args.log);
    let config = Config {
        case: args.case.clone(),
        listen: args.listen,
        public_url: args.public_url.clone(),
        behind_proxy: args.behind_proxy,
        per_second: (args.rate > 0).then_some(args.rate),
        map_tiles: args.map_tiles.clone(),
        allow: Allow {
            plain_http: false,
            loopback: args.webhooks_to_loopback,
            private: args.webhooks_to_private,
        },
        identities: args.oidc_issuer.clone().zip(args.oidc_client_id.clone()).map(
            |(issuer, client_id)| IdentityProvider {
                issuer,
                client_id,
                client_secret: std::env::var("ARMISTICE_OIDC_SECRET").ok(),
            },
        ),
    };
    armistice_server::serve(&config, screen, |running| ready(running, args, screen))?;
    screen.note("stopped; everything acknowledged is in the ledger");
    Ok(ExitCode::SUCCESS)
}

fn ready(running: &Running, args: &Serve, screen: &Screen) {
    let case = args.case.display();
    let mut lines = vec![match args.public_url {
        Some(_) => {
            format!("Serving {case} for {} at http://{}", running.url, running.address)
        }
        None => format!("Serving {case} at {}", running.url),
    }];
    if !running.application {
        lines.push(
            "  without the web application: Node was missing when this program was built".into(),
        );
    }
    lines.push(format!(
        "  data and feeds   {0}/data/incidents.csv  {0}/feeds/alerts.atom",
        running.url
    ));
    lines.push(format!("  for map programs {}/ogc", running.url));
    if let Some(password) = &running.first_password {
        lines.push(format!("  sign in as admin with the password {password} (shown this once)"));
    }
    lines.push(format!("  more accounts    armistice account add {case} NAME --role analyst"));
    lines.push("Stop with Ctrl-C.".to_string());
    for line in lines {
        // A closed pipe must not stop the server.
        let _ = screen.say(line);
    }
}

/// What happens goes to standard error.
fn record(form: LogForm) {
    let filter =
        EnvFilter::try_from_env("ARMISTICE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let to = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match form {
        LogForm::Text => to.with_target(false).init(),
        LogForm::Json => to.json().flatten_event(true).init(),
    }
}

/// Throws the views away and makes them again.
pub fn rebuild(args: &Rebuild, screen: &Screen) -> Result<ExitCode, Failure> {
    armistice_server::rebuild(&args.case, screen)?;
    screen.say(format!("the views of {} are made anew", args.case.display()))?;
    Ok(ExitCode::SUCCESS)
}
