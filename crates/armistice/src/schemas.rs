//! The JSON Schema of every JSON output that is the command line's own.

#[cfg(test)]
mod tests {
    use crate::{deal, fuse, ledger};
    use armistice_case::Outcome;
    use armistice_model::Decision;
    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema};

    fn schema<T: JsonSchema>() -> Schema {
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
    }

    /// Written anew with `UPDATE_SCHEMA=1`.
    #[test]
    fn the_schemas_in_docs_are_what_the_types_say() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema");
        for (name, schema) in [
            ("take.schema.json", schema::<Outcome>()),
            ("decide.schema.json", schema::<Decision>()),
            ("ledger-verify.schema.json", schema::<ledger::Verified>()),
            ("ledger-log.schema.json", schema::<Vec<ledger::Line>>()),
            ("fuse.schema.json", schema::<fuse::Summary>()),
            ("fuse-explain.schema.json", schema::<fuse::Explained>()),
            ("field-report.schema.json", schema::<armistice_intake::field::FieldReport>()),
            ("deal-check.schema.json", schema::<deal::Checked>()),
            ("deal-explain.schema.json", schema::<Vec<armistice_deal::Explained>>()),
        ] {
            let path = format!("{folder}/{name}");
            let mut now = serde_json::to_string_pretty(&schema).unwrap();
            now.push('\n');
            if std::env::var_os("UPDATE_SCHEMA").is_some() {
                std::fs::write(&path, &now).unwrap();
            }
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                written == now,
                "docs/schema/{name} is not what the types say: run this test with UPDATE_SCHEMA=1"
            );
        }
    }
}
