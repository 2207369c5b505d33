//! The commands and their help.

mod fuse;

pub use fuse::Fuse;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

const AFTER: &str = "\
A first quarter of an hour:
  armistice observe cases/syria-2016-09                 the board of the shipped case
  armistice why cases/syria-2016-09 1.a@2016-09-17@all  from a judgement down to the words
  armistice observe cases/syria-2016-09 --as-of 2016-09-16T12:00   what was known then

Exit codes:
  0  done                                  3  done, but some of the input was refused
  1  could not be done; the line says why  4  the ledger is not what it was
  2  the command line was not understood   5  the deal file has errors

Environment:
  NO_COLOR       set to anything: no colours
  ARMISTICE_KEY  your signing key's file (else armistice/key in your configuration folder)
  ARMISTICE_LOG  what the server records: error, warn, info (if not set), debug";

/// Reads reports from a conflict and tells, with the evidence, whether a ceasefire is being
/// observed.
#[derive(Debug, Parser)]
#[command(name = "armistice", version, about, after_help = AFTER, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub show: Show,
    #[command(subcommand)]
    pub command: Command,
}

/// What to show.
#[derive(Debug, Args)]
pub struct Show {
    /// Say nothing but errors and what was asked for as data
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print data as JSON (schemas under docs/schema)
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a case: a folder with a deal to fill in, lists of sources, actors and places
    New(New),
    /// Take reports in: UCDP tables, text, JSON Lines, news pages; the format is found by content
    Take(Take),
    /// Judge: the board, the clocks, the bulletins
    Observe(Observe),
    /// The trail of a judgement, from the term down to the words in the reports
    Why(Why),
    /// Check, explain or format a deal file
    Deal(Deal),
    /// List the incidents
    Incidents(List),
    /// List the claims
    Claims(List),
    /// List the reports
    Reports(List),
    /// What became of incidents since an earlier state: which merged, which split, and why
    Turns(Turns),
    /// Enter a person's decision, signed and with a reason
    Decide(Decide),
    /// Verify or show the ledger
    Ledger(Ledger),
    /// Serve the case: the web application for the mission and the public, and every interface
    Serve(Serve),
    /// Throw the views of a case away and make them again from its ledger
    Rebuild(Rebuild),
    /// Who may come in: make, list and reset accounts
    Account(Account),
    /// Run a formula of metric first-order temporal logic over a log of facts
    Monitor(Box<Monitor>),
    /// Tell which rows of a table of events tell one event, and how sure that is
    Fuse(Fuse),
}

#[derive(Debug, Args)]
pub struct New {
    /// Folder to make
    pub case: PathBuf,
}

#[derive(Debug, Args)]
pub struct Take {
    /// The case's folder
    pub case: PathBuf,
    /// Files to take in
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Read every file as this format instead of finding it by content
    #[arg(long, value_enum)]
    pub format: Option<FormatName>,
    /// Who published it, by the short name in sources.toml, where the file does not say
    #[arg(long)]
    pub source: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    /// Text or Markdown with a small header
    Text,
    /// A news page, HTML or scraped text
    NewsPage,
    /// UCDP Georeferenced Event Dataset, CSV
    Ucdp,
    /// Our own JSON Lines (docs/report-jsonl.md)
    JsonLines,
}

/// Which part of what is known.
#[derive(Debug, Args)]
pub struct Known {
    /// As known at an instant (2016-09-16, 2016-09-16T12:00, with or without an offset; the
    /// deal's zone if without), or by the first N entries of the ledger (#N)
    #[arg(long, value_name = "T")]
    pub as_of: Option<String>,
}

#[derive(Debug, Args)]
pub struct Observe {
    /// The case's folder
    pub case: PathBuf,
    #[command(flatten)]
    pub known: Known,
    /// Last day to judge
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    /// Show one perspective on the board: a party's name, independent, or all
    #[arg(long)]
    pub perspective: Option<String>,
    /// Judge with the monitor's plain evaluator instead of the streaming one: slower, and the same
    /// board to the byte
    #[arg(long)]
    pub plainly: bool,
    /// Where bulletins, map and data are written (else out/ in the case's folder)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Why {
    /// The case's folder
    pub case: PathBuf,
    /// TERM@DAY@PERSPECTIVE, for example 1.a@2016-09-17@all; @READING after it for a second
    /// reading; or an incident's id
    pub assessment: String,
    #[command(flatten)]
    pub known: Known,
}

#[derive(Debug, Args)]
pub struct Deal {
    #[command(subcommand)]
    pub command: DealCommand,
}

#[derive(Debug, Subcommand)]
pub enum DealCommand {
    /// Say what is wrong with a deal file, with line and column
    Check {
        /// The deal file
        file: PathBuf,
    },
    /// Each term in plain English and as a formula
    Explain {
        /// The deal file
        file: PathBuf,
    },
    /// Lay the file out in the house style
    Fmt {
        /// The deal file
        file: PathBuf,
        /// Only say whether it would change
        #[arg(long)]
        check: bool,
    },
}

#[derive(Debug, Args)]
pub struct List {
    /// The case's folder
    pub case: PathBuf,
    #[command(flatten)]
    pub known: Known,
    /// Print as CSV
    #[arg(long, conflicts_with_all = ["geojson", "json"])]
    pub csv: bool,
    /// Print as GeoJSON (incidents)
    #[arg(long, conflicts_with = "json")]
    pub geojson: bool,
}

#[derive(Debug, Args)]
pub struct Turns {
    /// The case's folder
    pub case: PathBuf,
    /// The earlier state: an instant, or the first N entries of the ledger (#N), as for --as-of
    #[arg(long, value_name = "T")]
    pub since: String,
    #[command(flatten)]
    pub known: Known,
}

#[derive(Debug, Args)]
pub struct Decide {
    /// The case's folder
    pub case: PathBuf,
    #[command(subcommand)]
    pub act: ActName,
    /// Why; it is kept with the decision for ever
    #[arg(long, global = true, value_name = "WORDS")]
    pub reason: Option<String>,
    /// From when it holds, or when a guarantor's act was done (else now)
    #[arg(long, global = true, value_name = "T")]
    pub at: Option<String>,
    /// A report that shows it; may be given several times
    #[arg(long, global = true, value_name = "REPORT")]
    pub cite: Vec<String>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ActName {
    /// These claims speak of one event
    Merge {
        /// Two or more claims
        #[arg(required = true, num_args = 2..)]
        claims: Vec<String>,
    },
    /// These claims do not speak of the same event
    Split {
        /// Two or more claims
        #[arg(required = true, num_args = 2..)]
        claims: Vec<String>,
    },
    /// How far an incident has been checked
    Verify {
        /// The incident
        incident: String,
        /// reported, corroborated, verified or unverifiable
        state: String,
    },
    /// Who did it, in your judgement
    Attribute {
        /// The incident
        incident: String,
        /// The actor, by its name in actors.toml
        to: String,
    },
    /// A finding: a breach is established, not established, or unattributable
    Find {
        /// The term's number
        term: String,
        /// The incident
        incident: String,
        /// established, not-established or unattributable
        determination: String,
    },
    /// Guarantors extend a window
    Extend {
        /// The window's name in the deal
        window: String,
        /// By how long: 48h, 7d
        lasts: String,
        /// Who agreed; name every guarantor
        #[arg(long, required = true)]
        by: Vec<String>,
    },
    /// Guarantors start a clock again
    Restart {
        /// The clock's name in the deal
        clock: String,
        /// Who agreed; name every guarantor
        #[arg(long, required = true)]
        by: Vec<String>,
    },
    /// A guarantor withdraws from the deal
    Withdraw {
        /// Who
        by: String,
    },
    /// An actor joins a party of the deal
    Join {
        /// The actor
        actor: String,
        /// The party
        party: String,
    },
    /// An actor leaves the deal
    Leave {
        /// The actor
        actor: String,
    },
    /// A report was read, and its claims stand where the program put them
    Accept {
        /// The report
        report: String,
    },
    /// A report is set aside: kept and shown, but its claims are not judged
    SetAside {
        /// The report
        report: String,
    },
    /// A party is asked for its answer on an incident
    Ask {
        /// The incident
        incident: String,
        /// The party, by its name in the deal
        party: String,
        /// The question
        question: String,
    },
    /// A party's answer to what it was asked
    Answer {
        /// The ledger entry in which it was asked
        entry: u64,
        /// What it answers
        answer: String,
    },
    /// An earlier decision no longer holds; it stays on record
    Undo {
        /// The ledger entry it stands in
        entry: u64,
    },
}

#[derive(Debug, Args)]
pub struct Serve {
    /// The case's folder
    pub case: PathBuf,
    /// Where to listen; anything but this machine itself needs --behind-proxy, which ends TLS
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8016")]
    pub listen: SocketAddr,
    /// How others reach it, for links (else http://ADDRESS)
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A proxy stands before it, ends TLS and names clients in X-Forwarded-For: cookies are sent
    /// over TLS only
    #[arg(long)]
    pub behind_proxy: bool,
    /// Requests a second for each address that nobody signed in from, ten times as many for each
    /// account; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub rate: u32,
    /// Map tiles of your own: a URL with {z}/{x}/{y}, or of a .pmtiles file
    #[arg(long, value_name = "URL")]
    pub map_tiles: Option<String>,
    /// Let webhooks call this machine (for trying them out)
    #[arg(long)]
    pub webhooks_to_loopback: bool,
    /// Let webhooks call private networks
    #[arg(long)]
    pub webhooks_to_private: bool,
    /// Let people sign in with identities of this OpenID Connect issuer that an administrator
    /// linked to their accounts
    #[arg(long, value_name = "URL", requires = "oidc_client_id")]
    pub oidc_issuer: Option<String>,
    /// What the issuer knows this program by; its secret, if it has one, stands in
    /// ARMISTICE_OIDC_SECRET
    #[arg(long, value_name = "ID", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// How the record on standard error is written
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    pub log: LogForm,
}

/// How a record is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Args)]
pub struct Rebuild {
    /// The case's folder
    pub case: PathBuf,
}

#[derive(Debug, Args)]
pub struct Account {
    #[command(subcommand)]
    pub command: AccountCommand,
}

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account; its password is made and shown once, or read with --password-stdin
    Add {
        /// The case's folder
        case: PathBuf,
        /// What they sign in with: 2 to 64 small letters, digits, dots and dashes
        name: String,
        /// viewer, reporter, analyst, secretariat or admin
        #[arg(long)]
        role: String,
        /// What others see (else the name)
        #[arg(long)]
        display: Option<String>,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the accounts
    List {
        /// The case's folder
        case: PathBuf,
    },
    /// Give an account a new password, shown once; its sessions end
    Reset {
        /// The case's folder
        case: PathBuf,
        /// The account
        name: String,
    },
}

#[derive(Debug, Args)]
pub struct Ledger {
    #[command(subcommand)]
    pub command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Check every entry, signature and evidence file; names the first bad one
    Verify {
        /// The case's folder
        case: PathBuf,
    },
    /// Show the entries
    Log {
        /// The case's folder
        case: PathBuf,
    },
}

const MONITOR: &str = "\
For example, with facts.sig holding `notify(c:int, z:int) pass(c:int)`:
  armistice monitor -s facts.sig -e 'notify(c,z) AND NOT EVENTUALLY[0,72h] pass(c)' -l facts.log
  armistice monitor -s facts.sig -f duty.mfotl -l facts.log --changes
  armistice monitor -s facts.sig -f duty.mfotl --check

Logs are MonPoly's (`@86400 notify (7,3) pass (5)`), its CSV (`notify, tp=3, ts=86400, c=7, z=3`) or
Arrow IPC; the format is found by content. Verdicts are MonPoly's lines, to the letter.";

/// `armistice monitor`.
#[derive(Debug, Args)]
#[command(after_help = MONITOR)]
pub struct Monitor {
    /// The signature: which predicates there are, with the kinds of their columns
    #[arg(long, short, value_name = "FILE")]
    pub signature: PathBuf,
    /// The formula's file
    #[arg(long, short, value_name = "FILE", required_unless_present_any = ["expression", "convert"])]
    pub formula: Option<PathBuf>,
    /// The formula itself
    #[arg(long, short, value_name = "FORMULA", conflicts_with = "formula")]
    pub expression: Option<String>,
    /// The log; without it, standard input
    #[arg(long, short, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Read the log as this format instead of finding it by content
    #[arg(long, value_enum)]
    pub format: Option<LogFormat>,
    /// Only check the formula: how it is read, what it looks at, by which keys it splits
    #[arg(long)]
    pub check: bool,
    /// More may come after the log: tell only what can no longer change
    #[arg(long)]
    pub open: bool,
    /// Tell what becomes true (+) and stops being true (-), not all that holds each time
    #[arg(long, conflicts_with_all = ["late", "shards", "why", "resume", "checkpoint"])]
    pub changes: bool,
    /// Facts may come late by this much (90, 30m, 6h, 2d); prints changes with their state:
    /// ? provisional, ! final, - withdrawn
    #[arg(long, value_name = "TIME", value_parser = seconds, conflicts_with_all = ["shards", "why"])]
    pub late: Option<u64>,
    /// Make a time point of its own this often, so that what time alone brings about is noticed
    #[arg(long, value_name = "TIME", value_parser = seconds, conflicts_with_all = ["resume", "checkpoint"])]
    pub tick: Option<u64>,
    /// The record begins with the log, the world did not: what a window says that reaches further
    /// back is only possible, and marked ~
    #[arg(long, conflicts_with_all = ["late", "shards", "changes", "why"])]
    pub incomplete: bool,
    /// Print under each verdict the proof of it, checked by a checker of its own
    #[arg(long)]
    pub why: bool,
    /// Deal the log out to so many monitors, each on a thread
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64), conflicts_with_all = ["why", "open"])]
    pub shards: Option<u8>,
    /// The variables to deal by (else the cheapest)
    #[arg(long, value_name = "X,Y", value_delimiter = ',', requires = "shards")]
    pub by: Vec<String>,
    /// Go on from this checkpoint
    #[arg(long, value_name = "FILE", conflicts_with_all = ["late", "shards", "incomplete", "why"])]
    pub resume: Option<PathBuf>,
    /// Write a checkpoint here when the log ends; more may come then
    #[arg(long, value_name = "FILE", conflicts_with_all = ["late", "shards", "incomplete", "why"])]
    pub checkpoint: Option<PathBuf>,
    /// Write the log anew in another format, and nothing else: .arrow, .csv
    #[arg(long, value_name = "FILE")]
    pub convert: Option<PathBuf>,
    /// Say on standard error what it took: time, CPU time, memory, rows held at the end
    #[arg(long)]
    pub stats: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// MonPoly's log
    Text,
    /// MonPoly's CSV, one fact a line
    Csv,
    /// Arrow IPC, stream or file
    Arrow,
}

/// Reads `90`, `90s`, `30m`, `6h` or `2d` as seconds.
fn seconds(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.find(|c: char| !c.is_ascii_digit()) {
        Some(at) => text.split_at(at),
        None => (text, "s"),
    };
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err("write a time as 90, 30m, 6h or 2d".to_string()),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit))
        .ok_or_else(|| "write a time as 90, 30m, 6h or 2d".to_string())
}
