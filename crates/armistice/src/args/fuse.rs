//! `armistice fuse` and its help.

use clap::Args;
use std::path::PathBuf;

const FUSE: &str = "\
Columns are found by their names, in any case and any order; others are left alone:
  uid, source (or src)         each must be there; a name or a number
  date, or day, with tprec     2016-09-12 or 2016-09-12T10:30Z, or a number of days; tprec in days
  from, until                  instead of date (or date_start, date_end)
  lat, lon, gprec or radius_m  gprec: 0 exact, 1 locality, 2 district, 3 province, 4 country
  type, ptype, actor, pactor   what and who, and the wider class of each
  fat                          people harmed (or count, deaths, best)
  text                         what it says

For example:
  armistice fuse reports.csv incidents.csv
  armistice fuse reports.csv incidents.csv --map uid=event_id_cnty,source=origin,date=event_date
  armistice fuse reports.csv --explain 17 204";

/// `armistice fuse`.
#[derive(Debug, Args)]
#[command(after_help = FUSE)]
pub struct Fuse {
    /// The table, CSV with a header; - for standard input
    #[arg(value_name = "IN.csv")]
    pub input: PathBuf,
    /// Where to write the incident of each row: uid,incident,probability
    #[arg(value_name = "OUT.csv", required_unless_present = "explain")]
    pub out: Option<PathBuf>,
    /// Which column tells what, where its name does not say: date=event_date,source=origin;
    /// text= for none
    #[arg(long, value_name = "FIELD=COLUMN,...")]
    pub map: Vec<String>,
    /// Write the pairs that may be one event: a,b,probability,linked
    #[arg(long, value_name = "LINKS.csv")]
    pub links: Option<PathBuf>,
    /// Write what stands in the way of knowing more of a row: uid,flag,words
    #[arg(long, value_name = "FLAGS.csv")]
    pub flags: Option<PathBuf>,
    /// Say why two rows are held to tell one event, or not
    #[arg(long, num_args = 2, value_names = ["UID1", "UID2"], allow_hyphen_values = true)]
    pub explain: Vec<String>,
}
