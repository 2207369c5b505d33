//! The manual of the language, `docs/deal-language.md`, says the truth.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may stop where it stands.

use armistice_deal::{check, format, formula};
use armistice_model::{EventKind, WeaponClass};
use miette::Diagnostic;

fn manual() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/deal-language.md");
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The fenced blocks of the manual with what they are marked as.
fn blocks() -> Vec<(String, String)> {
    let manual = manual();
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in manual.lines() {
        match (open.as_mut(), line.strip_prefix("```")) {
            (None, Some(mark)) => open = Some((mark.to_string(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

fn marked(mark: &str) -> Vec<String> {
    blocks().into_iter().filter(|(m, _)| m == mark).map(|(_, text)| text).collect()
}

#[test]
fn its_examples_are_one_sound_deal_in_the_house_style() {
    let source = marked("deal").join("\n");
    let deal = check(&source).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(|e| std::format!("{e}\n")).collect::<String>())
    });
    assert_eq!(deal.terms.len(), 10);
    assert_eq!(format(&source).unwrap(), source);
}

#[test]
fn its_slips_are_answered_as_it_says() {
    let sound = marked("deal").join("\n");
    let (wrong, told) = (marked("wrong"), marked("told"));
    assert!(!wrong.is_empty() && wrong.len() == told.len());
    for (wrong, told) in wrong.iter().zip(&told) {
        let errors = check(&std::format!("{sound}\n{wrong}")).expect_err(wrong);
        let said: String = errors
            .iter()
            .map(|e| std::format!("{e}\n{}\n", e.help().map(|h| h.to_string()).unwrap_or_default()))
            .collect();
        assert_eq!(&said, told);
    }
}

#[test]
fn its_formulas_are_what_the_terms_become() {
    let deal = check(&marked("deal").join("\n")).unwrap();
    let formulas = marked("formula");
    assert!(!formulas.is_empty());
    for block in formulas {
        let (number, expected) = block.trim().split_once('\n').unwrap();
        let term = deal.term(number).unwrap();
        assert_eq!(formula(term, &term.rule).to_string(), expected);
    }
}

#[test]
fn it_names_every_kind_and_every_class() {
    let manual = manual();
    for word in
        EventKind::ALL.iter().map(|k| k.word()).chain(WeaponClass::ALL.iter().map(|c| c.word()))
    {
        assert!(manual.contains(&std::format!("`{word}`")), "`{word}` is missing");
    }
}
