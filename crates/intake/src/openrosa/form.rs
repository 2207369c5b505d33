//! The field report as an XForm, drawn up for one case.

use super::questions::{Answer, List, PHOTO, PHOTOS, Question, SECTIONS, TITLE};
use super::words::{self, Said};
use super::xml::Writer;
use crate::evidence;
use crate::field_report::{Sense, Wind};
use armistice_model::{EventKind, SourceId, WeaponClass};
use md5::{Digest, Md5};
use std::collections::BTreeMap;

/// The lists of a case that the form offers.
#[derive(Clone, Debug, Default)]
pub struct FormLists {
    /// The sources that may file, each with the name it is shown by: never a protected one's own.
    pub sources: Vec<(SourceId, String)>,
    /// Who does things, as the case names them.
    pub actors: Vec<String>,
    /// Places, as the case names them.
    pub places: Vec<String>,
}

/// The form.
#[derive(Clone, Debug)]
pub struct Form {
    xml: String,
    version: String,
    md5: String,
    /// What the answers of the case's own lists stand for.
    codes: BTreeMap<String, String>,
}

/// `(language tag, its name as clients show it)`, in the order of [`Said`].
const LANGUAGES: [&str; 3] = ["English (en)", "العربية (ar)", "Русский (ru)"];

impl Form {
    /// What submissions call the form.
    pub const ID: &str = "field-report";

    /// Draws up the form. Its version is a hash of its content: the same lists give the same form.
    pub fn new(lists: &FormLists) -> Self {
        let draft = Draft::new(lists);
        let version: String =
            evidence::digest(draft.write("").as_bytes()).chars().take(16).collect();
        let xml = draft.write(&version);
        let md5 = Md5::digest(xml.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { xml, version, md5, codes: draft.codes }
    }

    /// The XForm.
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the form with its version left empty.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// MD5 of [`Self::xml`] in hexadecimal. By it clients tell whether theirs is the current one;
    /// the standard wants MD5, and nothing is secured by it.
    pub fn md5(&self) -> &str {
        &self.md5
    }

    /// What a code of the case's own lists stands for.
    pub(super) fn decoded(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }
}

/// How an answer is written in a submission. Answers of a list are parted by spaces, so a name
/// becomes a code; it is derived from the name alone, so that a form from yesterday means today
/// what it meant then.
fn code(name: &str) -> String {
    let digest = evidence::digest(name.as_bytes());
    format!("n{}", digest.get(..12).unwrap_or_default())
}

/// A choice of a list: its value and what it is called.
type Choice = (String, [String; 3]);

struct Draft {
    sources: Vec<Choice>,
    actors: Vec<Choice>,
    places: Vec<Choice>,
    codes: BTreeMap<String, String>,
}

impl Draft {
    fn new(lists: &FormLists) -> Self {
        let named = |name: &str, shown: &str| (code(name), [shown; 3].map(str::to_string));
        let sources = lists.sources.iter().map(|(id, shown)| named(id.as_str(), shown)).collect();
        let all = |names: &[String]| names.iter().map(|name| named(name, name)).collect();
        let ids = lists.sources.iter().map(|(id, _)| id.as_str());
        let names = lists.actors.iter().chain(&lists.places).map(String::as_str);
        let codes = ids.chain(names).map(|name| (code(name), name.to_string())).collect();
        Self { sources, actors: all(&lists.actors), places: all(&lists.places), codes }
    }

    fn choices(&self, list: List) -> (&'static str, Vec<Choice>) {
        let said = |word: &str, said: Said| (word.to_string(), said.map(str::to_string));
        match list {
            List::Sources => ("source", self.sources.clone()),
            List::Actors => ("actor", self.actors.clone()),
            List::Places => ("place", self.places.clone()),
            List::Senses => {
                ("sense", Sense::ALL.iter().map(|s| said(s.word(), words::sense(*s))).collect())
            }
            List::Kinds => {
                ("kind", EventKind::ALL.iter().map(|k| said(k.word(), words::kind(*k))).collect())
            }
            List::Weapons => (
                "weapon",
                WeaponClass::ALL.iter().map(|w| said(w.word(), words::weapon(*w))).collect(),
            ),
            List::Winds => {
                ("wind", Wind::ALL.iter().map(|w| said(w.word(), words::wind(*w))).collect())
            }
        }
    }

    fn write(&self, version: &str) -> String {
        let mut out = Writer::default();
        out.begin(
            "h:html",
            &[
                ("xmlns", "http://www.w3.org/2002/xforms"),
                ("xmlns:h", "http://www.w3.org/1999/xhtml"),
                ("xmlns:jr", "http://openrosa.org/javarosa"),
                ("xmlns:orx", "http://openrosa.org/xforms"),
                ("xmlns:odk", "http://www.opendatakit.org/xforms"),
                ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
            ],
        );
        out.begin("h:head", &[]);
        out.text("h:title", &[], TITLE[0]);
        out.begin("model", &[("odk:xforms-version", "1.0.0")]);
        self.write_texts(&mut out);
        write_instance(&mut out, version);
        write_binds(&mut out);
        out.end();
        out.end();
        out.begin("h:body", &[]);
        self.write_controls(&mut out);
        out.end();
        out.end();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", out.finish())
    }

    /// Every text of the form by its id.
    fn texts(&self) -> BTreeMap<String, [String; 3]> {
        let mut texts = BTreeMap::new();
        let mut put = |id: String, said: Said| texts.insert(id, said.map(str::to_string));
        for section in SECTIONS {
            put(format!("section-{}", section.name), section.label);
            for question in section.questions {
                put(format!("{}-label", question.name), question.label);
                for (what, said) in [("hint", question.hint), ("unless", question.unless)] {
                    if let Some(said) = said {
                        put(format!("{}-{what}", question.name), said);
                    }
                }
            }
        }
        put("photos-label".into(), PHOTOS);
        put("photo-label".into(), PHOTO);
        let lists = SECTIONS.iter().flat_map(|s| s.questions).filter_map(|q| match q.answer {
            Answer::One(list) | Answer::Some(list) => Some(list),
            _ => None,
        });
        for list in lists {
            let (name, choices) = self.choices(list);
            texts.extend(
                choices.into_iter().map(|(value, said)| (format!("{name}-is-{value}"), said)),
            );
        }
        texts
    }

    fn write_texts(&self, out: &mut Writer) {
        let texts = self.texts();
        out.begin("itext", &[]);
        for (at, language) in LANGUAGES.iter().enumerate() {
            let default: &[(&str, &str)] = if at == 0 { &[("default", "true()")] } else { &[] };
            out.begin("translation", &[&[("lang", *language)], default].concat());
            for (id, said) in &texts {
                out.begin("text", &[("id", id)]);
                out.text("value", &[], said.get(at).map_or("", String::as_str));
                out.end();
            }
            out.end();
        }
        out.end();
    }

    fn write_controls(&self, out: &mut Writer) {
        for section in SECTIONS {
            out.begin("group", &[("appearance", "field-list")]);
            write_label(out, &format!("section-{}", section.name));
            for question in section.questions {
                self.write_control(out, question);
            }
            out.end();
        }
        out.begin("group", &[("ref", "/data/photos")]);
        write_label(out, "photos-label");
        out.begin("repeat", &[("nodeset", "/data/photos")]);
        out.begin("upload", &[("mediatype", "image/*"), ("ref", "/data/photos/photo")]);
        write_label(out, "photo-label");
        out.end();
        out.end();
        out.end();
    }

    fn write_control(&self, out: &mut Writer, question: &Question) {
        let path = path(question.name);
        let (control, appearance, list) = match question.answer {
            Answer::Text | Answer::Whole | Answer::Moment | Answer::Here => ("input", None, None),
            Answer::Words => ("input", Some("multiline"), None),
            Answer::Compass => ("input", Some("bearing"), None),
            Answer::OnMap => ("input", Some("placement-map"), None),
            // Short lists are laid open, long ones fold.
            Answer::One(List::Senses) => ("select1", None, Some(List::Senses)),
            Answer::One(list) => ("select1", Some("minimal"), Some(list)),
            Answer::Some(list) => ("select", Some("minimal"), Some(list)),
        };
        let appearance = appearance.map(|a| ("appearance", a));
        let attributes: Vec<(&str, &str)> =
            appearance.into_iter().chain([("ref", path.as_str())]).collect();
        out.begin(control, &attributes);
        write_label(out, &format!("{}-label", question.name));
        if question.hint.is_some() {
            out.empty("hint", &[("ref", &format!("jr:itext('{}-hint')", question.name))]);
        }
        if let Some(list) = list {
            let (name, choices) = self.choices(list);
            for (value, _) in choices {
                out.begin("item", &[]);
                write_label(out, &format!("{name}-is-{value}"));
                out.text("value", &[], &value);
                out.end();
            }
        }
        out.end();
    }
}

fn path(name: &str) -> String {
    format!("/data/{name}")
}

fn write_label(out: &mut Writer, id: &str) {
    out.empty("label", &[("ref", &format!("jr:itext('{id}')"))]);
}

fn questions() -> impl Iterator<Item = &'static Question> {
    SECTIONS.iter().flat_map(|section| section.questions)
}

/// Whether the form asks for an answer of that name.
pub(super) fn asks(name: &str) -> bool {
    name == "filed_at" || questions().any(|question| question.name == name)
}

fn write_instance(out: &mut Writer, version: &str) {
    out.begin("instance", &[]);
    out.begin("data", &[("id", Form::ID), ("version", version)]);
    for question in questions() {
        out.empty(question.name, &[]);
    }
    out.begin("photos", &[("jr:template", "")]);
    out.empty("photo", &[]);
    out.end();
    out.empty("filed_at", &[]);
    out.begin("orx:meta", &[]);
    out.empty("orx:instanceID", &[]);
    out.end();
    out.end();
    out.end();
}

fn write_binds(out: &mut Writer) {
    for question in questions() {
        let path = path(question.name);
        let kind = match question.answer {
            Answer::Text | Answer::Words | Answer::One(_) | Answer::Some(_) => "string",
            Answer::Whole => "int",
            Answer::Compass => "decimal",
            Answer::Moment => "dateTime",
            Answer::Here | Answer::OnMap => "geopoint",
        };
        let message = format!("jr:itext('{}-unless')", question.name);
        let mut attributes = vec![("nodeset", path.as_str()), ("type", kind)];
        attributes.extend(question.rules);
        if question.unless.is_some() {
            attributes.push(("jr:constraintMsg", &message));
        }
        out.empty("bind", &attributes);
    }
    // A side of 2,048 pixels keeps a photo well under what is taken.
    out.empty(
        "bind",
        &[("nodeset", "/data/photos/photo"), ("type", "binary"), ("orx:max-pixels", "2048")],
    );
    out.empty(
        "bind",
        &[
            ("nodeset", "/data/filed_at"),
            ("type", "dateTime"),
            ("jr:preload", "timestamp"),
            ("jr:preloadParams", "end"),
        ],
    );
    out.empty(
        "bind",
        &[
            ("nodeset", "/data/orx:meta/orx:instanceID"),
            ("type", "string"),
            ("readonly", "true()"),
            ("jr:preload", "uid"),
        ],
    );
}
