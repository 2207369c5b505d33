//! What was done to the accounts, as it stands in the ledger.

use armistice_accounts::{Audit, Change};
use armistice_case::Payload;
use armistice_ledger::PublicKey;
use data_encoding::HEXLOWER_PERMISSIVE;

/// The entry's payload.
pub fn payload(audit: Audit) -> Payload {
    let detail = audit.summary();
    let value = serde_json::to_value(&audit.change).unwrap_or_default();
    let text = |key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_string);
    let key = match &audit.change {
        Change::AccountCreated { public_key, .. } => fingerprint(public_key),
        _ => None,
    };
    let webhook = value.get("webhook").map(|number| format!("webhook {number}"));
    Payload::Account {
        what: text("change").unwrap_or_else(|| "changed".to_string()),
        about: text("account").or(webhook).unwrap_or_default(),
        by: audit.by.map_or_else(|| "the program".to_string(), |by| by.as_str().to_string()),
        key,
        detail: Some(detail),
    }
}

fn fingerprint(hex: &str) -> Option<String> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?;
    Some(PublicKey::from_bytes(bytes.try_into().ok()?).fingerprint())
}
