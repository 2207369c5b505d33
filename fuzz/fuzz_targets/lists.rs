//! A case's own TOML files: any text as sources, actors, places and decisions.
//!
//! Laws: no panic; a refusal has a line and a column of the text and stands on one line.

#![no_main]

use armistice_intake::{Refusal, actors, decisions, places, sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    let refusals: [Option<Refusal>; 4] = [
        sources(text, "file").err(),
        actors(text, "file").err(),
        places(text, "file").err(),
        decisions(text, "file").err(),
    ];
    for refusal in refusals.iter().flatten() {
        let told = refusal.to_string();
        assert!(!told.contains(['\n', '\r', '\0']), "{told:?}");
        let (Some(line), Some(column)) = (refusal.line, refusal.column) else {
            panic!("no place: {told}");
        };
        assert!(line >= 1 && column >= 1, "{told}");
        let long = lines.get(line - 1);
        assert!(long.is_some_and(|long| column <= long + 1), "outside the text: {told}");
    }
});
