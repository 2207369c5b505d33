//! What became of incidents, as data and as lines.

use crate::veil::Veil;
use crate::words;
use armistice_model::{Because, IncidentId, Turn};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How incidents turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TurnKind {
    /// Several became one.
    Merged,
    /// One became several.
    Split,
    /// Several exchanged claims.
    Exchanged,
}

/// What became of some incidents, as the audience may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TurnRow {
    /// How.
    pub turn: TurnKind,
    /// The incidents before.
    pub before: Vec<IncidentId>,
    /// The incidents now.
    pub after: Vec<IncidentId>,
    /// Why, in one line.
    pub reason: String,
}

/// Turns as data. The veil must know the claims of both states: a link whose ends it does not know
/// is told without its words.
pub fn turn_rows(turns: &[Turn], veil: &Veil) -> Vec<TurnRow> {
    let row = |turn: &Turn| TurnRow {
        turn: match turn {
            _ if turn.is_merge() => TurnKind::Merged,
            _ if turn.is_split() => TurnKind::Split,
            _ => TurnKind::Exchanged,
        },
        before: turn.before.clone(),
        after: turn.after.clone(),
        reason: reason(&turn.because, veil),
    };
    turns.iter().map(row).collect()
}

fn reason(because: &Because, veil: &Veil) -> String {
    match because {
        Because::Tied(link) => {
            let (a, b, p) = (&link.a, &link.b, link.probability);
            format!("{a} + {b} tie them ({p:.2}): {}", veil.reason(link))
        }
        Because::Untied(link) => {
            let (a, b, p) = (&link.a, &link.b, link.probability);
            format!("{a} + {b} tied them ({p:.2}) and do so no more: {}", veil.reason(link))
        }
        Because::DecidedOne(a, b) => {
            format!("a person decided that {a} and {b} speak of one event")
        }
        Because::DecidedApart(a, b) => {
            format!("a person decided that {a} and {b} speak of different events")
        }
        Because::Gone(claim) => format!("{claim} tied them and was set aside"),
    }
}

/// Turns as text, two lines each, and how many there are of each kind.
pub fn turns_text(rows: &[TurnRow]) -> String {
    let mut out = String::new();
    let names =
        |ids: &[IncidentId]| ids.iter().map(IncidentId::to_string).collect::<Vec<_>>().join(" + ");
    for row in rows {
        let kind = match row.turn {
            TurnKind::Merged => "merged   ",
            TurnKind::Split => "split    ",
            TurnKind::Exchanged => "exchanged",
        };
        let line = format!("{} → {}", names(&row.before), names(&row.after));
        out.push_str(&format!("{kind}  {}\n", words::plain_line(&line)));
        out.push_str(&format!("           {}\n", words::plain_line(&row.reason)));
    }
    let count = |kind: TurnKind| rows.iter().filter(|row| row.turn == kind).count();
    let [merged, split] = [TurnKind::Merged, TurnKind::Split].map(count);
    let exchanged = rows.len() - merged - split;
    out.push_str(&match rows.len() {
        0 => "No incidents merged or split.\n".to_string(),
        _ => format!("{merged} merged, {split} split, {exchanged} exchanged claims.\n"),
    });
    out
}
