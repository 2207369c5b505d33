//! The messages of the languages: that each language has them all, told the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it stands")]

use armistice_model::EventKind;
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use std::collections::{BTreeMap, BTreeSet};

const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../locales/en.ftl")),
    ("ar", include_str!("../locales/ar.ftl")),
    ("ru", include_str!("../locales/ru.ftl")),
];

/// What one message is made of.
#[derive(Default, Debug, PartialEq)]
struct Message {
    /// Variables in it.
    variables: BTreeSet<String>,
    /// Messages it refers to.
    refers: BTreeSet<String>,
    /// By what it chooses: the variable and the names of its choices that are no numbers and no
    /// categories of plural.
    choices: BTreeSet<(String, BTreeSet<String>)>,
    /// Its words.
    text: String,
}

fn messages(language: &str, source: &'static str) -> BTreeMap<String, Message> {
    let resource: Resource<&str> = fluent_syntax::parser::parse(source)
        .unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
    let mut out = BTreeMap::new();
    for entry in &resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(_) | Entry::Junk { .. } => panic!("{language}: {entry:?}"),
            _ => continue,
        };
        let mut read = Message::default();
        gather(message.value.as_ref().unwrap(), &mut read);
        let id = message.id.name.to_string();
        assert!(message.attributes.is_empty(), "{language}: {id}");
        assert!(out.insert(id.clone(), read).is_none(), "{language}: {id} stands twice");
    }
    out
}

fn gather(pattern: &Pattern<&str>, out: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.text.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                gather_inline(inline, out);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                gather_inline(selector, out);
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("{selector:?}")
                };
                let mut names = BTreeSet::new();
                for variant in variants {
                    if let VariantKey::Identifier { name } = &variant.key {
                        let plural = ["zero", "one", "two", "few", "many", "other", "words"];
                        if !plural.contains(name) {
                            names.insert((*name).to_string());
                        }
                    }
                    gather(&variant.value, out);
                }
                if !names.is_empty() {
                    out.choices.insert((id.name.to_string(), names));
                }
            }
        }
    }
}

fn gather_inline(inline: &InlineExpression<&str>, out: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => {
            out.variables.insert(id.name.to_string());
        }
        InlineExpression::MessageReference { id, attribute: None } => {
            out.refers.insert(id.name.to_string());
        }
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("{other:?}"),
    }
}

/// The variables of a message, with those of the messages it refers to.
fn variables<'a>(messages: &'a BTreeMap<String, Message>, id: &str, out: &mut BTreeSet<&'a str>) {
    let message = messages.get(id).unwrap_or_else(|| panic!("{id} is referred to and not there"));
    out.extend(message.variables.iter().map(String::as_str));
    for other in &message.refers {
        variables(messages, other, out);
    }
}

#[test]
fn every_language_has_every_message_with_the_same_variables_and_choices() {
    let (_, english) = FILES[0];
    let english = messages("en", english);
    assert!(english.len() > 100);
    for (language, source) in FILES {
        let other = messages(language, source);
        let ids = |m: &BTreeMap<String, Message>| m.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&english), ids(&other), "{language}");
        for (id, message) in &other {
            let (mut theirs, mut ours) = (BTreeSet::new(), BTreeSet::new());
            variables(&other, id, &mut theirs);
            variables(&english, id, &mut ours);
            assert_eq!(theirs, ours, "{language}: {id}");
            let choices = &english[id].choices;
            assert_eq!(&message.choices, choices, "{language}: {id}");
        }
    }
}

#[test]
fn no_message_holds_what_a_page_would_take_for_markup() {
    for (language, source) in FILES {
        for (id, message) in messages(language, source) {
            let markup = message.text.contains(['<', '>', '&', '"']);
            let marks = message.text.contains(|c| ('\u{fdd0}'..='\u{fdef}').contains(&c));
            assert!(!markup && !marks, "{language}: {id}");
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    for (language, source) in FILES {
        let all = messages(language, source);
        for id in all.keys() {
            assert!(code.contains(&format!("\"{id}\"")), "{language}: nobody says {id}");
        }
    }
}

#[test]
fn every_kind_of_event_has_its_choice() {
    for (language, source) in FILES {
        let all = messages(language, source);
        let kinds: BTreeSet<String> = EventKind::ALL.iter().map(|k| k.word().to_string()).collect();
        assert_eq!(
            all["kind"].choices,
            BTreeSet::from([("kind".to_string(), kinds)]),
            "{language}"
        );
    }
}
