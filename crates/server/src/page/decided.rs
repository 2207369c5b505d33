//! What people decided, as it is told.

use super::{clean, shows_reasons};
use crate::house::House;
use armistice_case::{Ruling, act_words};
use armistice_ledger::PublicKey;
use armistice_publish::{Audience, Veil};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// A decision.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Decided {
    /// Its entry in the ledger.
    pub entry: u64,
    /// Which act: `merge`, `verify`, `undo`, …
    pub act: String,
    /// In few words.
    pub summary: String,
    /// Who decided: a name that the mission knows, else the key's fingerprint.
    pub by: String,
    /// From when it holds, RFC 3339.
    pub at: String,
    /// Why; withheld from the public.
    pub reason: Option<String>,
    /// Reports that show it.
    pub cites: Vec<String>,
    /// The entry that undid it.
    pub undone_by: Option<u64>,
}

/// Who signs with which key.
pub struct Writers(HashMap<String, String>);

impl Writers {
    /// All accounts.
    pub fn of(house: &House) -> Self {
        let accounts = house.accounts().list().unwrap_or_default();
        let named = accounts.into_iter().map(|account| {
            let key = PublicKey::from_bytes(account.public_key).fingerprint();
            (key, account.display)
        });
        Self(named.collect())
    }

    /// The name of whoever signs with a key; the public reads its fingerprint, which is in the
    /// ledger anyway and names nobody.
    pub fn name(&self, fingerprint: &str, audience: Audience) -> String {
        let known = self.0.get(fingerprint).filter(|_| audience > Audience::Public);
        known.cloned().unwrap_or_else(|| fingerprint.to_string())
    }
}

/// A decision as the veil's audience may read it.
pub fn decided(ruling: &Ruling, writers: &Writers, veil: &Veil<'_>) -> Decided {
    let decision = &ruling.decision;
    let shown = shows_reasons(veil.audience());
    Decided {
        entry: ruling.entry,
        act: act_name(ruling),
        summary: if shown { clean(veil, &act_words(&decision.act)) } else { act_name(ruling) },
        by: writers.name(&ruling.author, veil.audience()),
        at: decision.at.to_string(),
        reason: shown.then(|| clean(veil, &decision.reason)),
        cites: decision.cites.iter().filter(|_| shown).map(|c| clean(veil, c)).collect(),
        undone_by: ruling.undone_by,
    }
}

fn act_name(ruling: &Ruling) -> String {
    let act = serde_json::to_value(&ruling.decision.act).unwrap_or_default();
    act.get("act").and_then(|a| a.as_str()).unwrap_or("decision").to_string()
}
