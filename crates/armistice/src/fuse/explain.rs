//! Why two rows are held to tell one event, or not, for a person at a terminal.

use crate::fuse::complaints::shown;
use crate::fuse::table::Table;
use armistice_case::Failure;
use armistice_linkage::{Field, Linker, Why};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt::Write;

/// What stands under every table.
const BIT: &str = "A bit is a doubling: +1 doubles the odds that both rows tell one event, -1 halves \
                   them; the sum starts from even odds.";

/// The reason of a pair.
#[derive(Serialize, JsonSchema)]
pub struct Explained {
    /// One row's uid.
    a: String,
    /// Who reports it.
    source_a: String,
    /// The other's.
    b: String,
    /// Who reports that.
    source_b: String,
    /// Probability that the two tell one event.
    probability: f64,
    /// Whether both are in one incident.
    linked: bool,
    /// Whether the two lie near enough in time and place to have been compared at all.
    compared: bool,
    /// What each field says; what one of the two does not tell is left out.
    fields: Vec<Said>,
    /// The sum of the bits: the log-odds to the base 2; `null` where the two were not compared.
    bits: Option<f64>,
}

/// What one field says.
#[derive(Serialize, JsonSchema)]
struct Said {
    /// sources, time, place, kind, actor, count, text or rivals.
    field: &'static str,
    /// Evidence for one event in bits: 1 doubles the odds, -1 halves them; `null` where the two
    /// were not compared, since it was never learned what so large a distance is worth.
    bits: Option<f64>,
    /// What was compared, in words.
    words: String,
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Prior => "sources",
        Field::When => "time",
        Field::Where => "place",
        Field::Kind => "kind",
        Field::Actor => "actor",
        Field::Count => "count",
        Field::Text => "text",
        Field::Rivals => "rivals",
    }
}

/// The two rows that a person names; where both names are the same, the first two rows of it.
///
/// # Errors
///
/// Where a row is not there.
pub fn rows(table: &Table, uids: &[String], name: &str) -> Result<(usize, usize), Failure> {
    let [a, b] = uids else { return Err(Failure::new("--explain needs two uids")) };
    let missing = |uid: &str| {
        Failure::new(format!(
            "{name} has no row with the uid {}; uids stand in the column {}",
            shown(uid.as_bytes()),
            table.columns.header(crate::fuse::columns::Field::Uid)
        ))
    };
    let first = table.uids.rows(a).next().ok_or_else(|| missing(a))?;
    if a != b {
        return Ok((first, table.uids.rows(b).next().ok_or_else(|| missing(b))?));
    }
    let second = table
        .uids
        .rows(b)
        .nth(1)
        .ok_or_else(|| Failure::new(format!("{} is one row; name two", shown(a.as_bytes()))))?;
    Ok((first, second))
}

impl Explained {
    /// Asks the linker.
    pub fn of(table: &Table, linker: &Linker, a: usize, b: usize) -> Option<Self> {
        let why: Why = linker.why(a, b)?;
        let source = |row: usize| {
            let number = table.records.get(row).map(|record| record.source as usize);
            number.and_then(|n| table.sources.get(n)).cloned().unwrap_or_default()
        };
        let fields: Vec<Said> = why
            .shares
            .into_iter()
            .map(|share| Said {
                field: name(share.field),
                bits: why.compared.then_some(share.bits),
                words: share.words,
            })
            .collect();
        Some(Self {
            a: table.uids.text(a),
            source_a: source(a),
            b: table.uids.text(b),
            source_b: source(b),
            probability: why.probability,
            linked: why.linked,
            compared: why.compared,
            bits: why.compared.then(|| fields.iter().filter_map(|said| said.bits).sum()),
            fields,
        })
    }

    /// The table for a terminal.
    pub fn text(&self, colour: bool) -> String {
        let clean = |text: &str| shown(text.as_bytes());
        let mut text = format!(
            "{} ({}) and {} ({})\n",
            clean(&self.a),
            clean(&self.source_a),
            clean(&self.b),
            clean(&self.source_b)
        );
        let _ = writeln!(text, "{}\n", self.verdict());
        let width = self.fields.iter().map(|said| said.field.len()).max().unwrap_or(0).max(5);
        for said in &self.fields {
            let bits = said.bits.map_or(String::new(), |bits| painted(bits, colour));
            let _ = writeln!(text, "{bits}  {:width$}  {}", said.field, said.words);
        }
        let Some(bits) = self.bits else { return text };
        let _ = writeln!(text, "{:─>7}", "");
        let sum = painted(bits, colour);
        let _ = writeln!(text, "{sum}  {:width$}  {}\n", "sum", odds(bits));
        text + BIT + "\n"
    }

    fn verdict(&self) -> String {
        if !self.compared {
            let linked = match self.linked {
                true => "in one incident all the same, by way of other rows",
                false => "not linked",
            };
            return format!("Too far apart in time or place to have been compared; {linked}");
        }
        let linked = match (self.linked, self.probability >= 0.5) {
            (true, true) => "linked: in one incident",
            (true, false) => "linked all the same, by way of other rows of the incident",
            (false, true) => "not linked all the same: each fits better elsewhere",
            (false, false) => "not linked",
        };
        format!("Probability that both tell one event: {:.4}; {linked}", self.probability)
    }
}

/// Bits to a tenth with their sign, green for and red against.
fn painted(bits: f64, colour: bool) -> String {
    // No minus before what is nought to a tenth.
    let bits = if bits.abs() < 0.05 { 0.0 } else { bits };
    let plain = format!("{bits:+7.1}");
    match colour {
        true if bits >= 0.05 => format!("\x1b[32m{plain}\x1b[0m"),
        true if bits <= -0.05 => format!("\x1b[31m{plain}\x1b[0m"),
        _ => plain,
    }
}

/// Odds in words.
fn odds(bits: f64) -> String {
    let odds = bits.abs().exp2();
    let many = match odds {
        _ if odds < 1.05 => return "even odds".into(),
        _ if odds < 9.95 => format!("{odds:.1}"),
        _ if odds < 1e6 => format!("{odds:.0}"),
        _ => "more than a million".into(),
    };
    let which = if bits > 0.0 { "for" } else { "against" };
    format!("{many} to 1 {which} one event")
}
