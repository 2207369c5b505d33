//! What a client sends back: the answers as XML, and the photos they name.

use super::form::{Form, asks};
use crate::field_report::{FieldFault, FieldReport};
use crate::photo::{PHOTOS, Photo};
use crate::refusal::quoted;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Most bytes of the answers.
pub(super) const XML_LIMIT: usize = 256 << 10;
/// Most elements, texts and so on of the answers. They nest no deeper than they are many.
const NODES: u32 = 1_000;
/// Metres by which a position may be wrong that tells no accuracy, as one put on a map by hand
/// does not.
const BY_HAND_M: f64 = 100.0;
/// The name of the part that holds the answers.
const ANSWERS: &str = "xml_submission_file";
/// The part by which a client says that more of the same submission follows.
const INCOMPLETE: &str = "*isIncomplete*";

/// One part of a `multipart/form-data` body.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its file's name, if it is a file.
    pub file_name: Option<&'a str>,
    /// Its content.
    pub bytes: &'a [u8],
}

/// A submission that can be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// What was told. Its `uuid` is the form's `instanceID`: a submission that is sent again, or
    /// in several requests, has the same.
    pub report: FieldReport,
    /// The photos in the order of the form; `None` for one that this request did not bring.
    /// Clients that may send only so much at once bring the answers each time, and some photos.
    pub photos: Vec<Option<Photo>>,
}

impl Submission {
    /// Whether this request brought every photo that the form names.
    pub fn is_whole(&self) -> bool {
        self.photos.iter().all(Option::is_some)
    }
}

/// Takes a submission apart. The answers may come from an older version of the form, as long as
/// all they say still means something.
///
/// # Errors
/// Every fault there is: no answers or broken ones, another form, a choice that the case does not
/// offer, a fault of the report ([`FieldReport::check`]), a photo that cannot be taken
/// ([`crate::field::PhotoFault`]) or that the form does not name.
pub fn submission(parts: &[Part<'_>], form: &Form) -> Result<Submission, Vec<FieldFault>> {
    let refuse = |message: String| vec![FieldFault::new(ANSWERS, message)];
    let answers: Vec<&Part<'_>> = parts.iter().filter(|part| part.name == ANSWERS).collect();
    let [answers] = answers[..] else {
        return Err(refuse(format!("came {} times: send it once", answers.len())));
    };
    if answers.bytes.len() > XML_LIMIT {
        return Err(refuse(format!("has more than {XML_LIMIT} bytes: send shorter answers")));
    }
    let text = std::str::from_utf8(answers.bytes)
        .map_err(|_| refuse("is not UTF-8: send it as UTF-8".to_string()))?;
    // A document type could define entities that unfold without end; none is let in.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..Default::default() };
    let document = Document::parse_with_options(text.trim_start_matches('\u{feff}'), options)
        .map_err(|e| {
            refuse(format!("is no XML that is taken here, {e}: send it as the form wrote it"))
        })?;
    let reading = Reading::of(document.root_element(), form)?;
    let mut faults = reading.faults;
    let photos = photos(&reading.photos, parts, &mut faults);
    let report = FieldReport::read(Value::Object(reading.fields).to_string().as_bytes());
    match (report, faults.is_empty()) {
        (Ok(report), true) => Ok(Submission { report, photos }),
        (report, _) => {
            faults.extend(report.err().unwrap_or_default());
            Err(faults)
        }
    }
}

/// Answers on their way to a field report.
struct Reading<'a> {
    answers: BTreeMap<&'a str, String>,
    /// The files that the form names.
    photos: Vec<String>,
    fields: Map<String, Value>,
    faults: Vec<FieldFault>,
    form: &'a Form,
    /// What to say of an answer that the form does not know.
    old: String,
}

impl<'a> Reading<'a> {
    fn of(root: Node<'a, 'a>, form: &'a Form) -> Result<Self, Vec<FieldFault>> {
        let id = root.attribute("id").unwrap_or_default();
        if id != Form::ID {
            let message = format!("is of the form {}; this server takes {}", quoted(id), Form::ID);
            return Err(vec![FieldFault::new(ANSWERS, message)]);
        }
        let version = root.attribute("version").unwrap_or_default();
        let old = if version == form.version() {
            "fetch the form again".to_string()
        } else {
            format!(
                "the form was filled in as version {} and is now {}: fetch it again",
                quoted(version),
                form.version()
            )
        };
        let mut reading = Self {
            answers: BTreeMap::new(),
            photos: Vec::new(),
            fields: Map::new(),
            faults: Vec::new(),
            form,
            old,
        };
        for element in root.children().filter(Node::is_element) {
            reading.take(element);
        }
        reading.translate();
        Ok(reading)
    }

    fn take(&mut self, element: Node<'a, 'a>) {
        let name = element.tag_name().name();
        let inner = |wanted: &'static str| {
            let found = element.children().filter(move |c| c.tag_name().name() == wanted);
            found.map(words).filter(|text| !text.is_empty())
        };
        match name {
            "meta" => {
                // Clients write `uuid:` before it.
                if let Some(id) = inner("instanceID").next() {
                    let id = id.strip_prefix("uuid:").unwrap_or(&id).to_ascii_lowercase();
                    self.fields.insert("uuid".into(), json!(id));
                }
            }
            "photos" => self.photos.extend(inner("photo")),
            _ => {
                let text = words(element);
                if !asks(name) {
                    if !text.is_empty() {
                        let message = format!("is not asked for: {}", self.old);
                        self.faults.push(FieldFault::new(name, message));
                    }
                } else if self.answers.contains_key(name) {
                    self.faults.push(FieldFault::new(name, "is answered twice: answer it once"));
                } else if !text.is_empty() {
                    self.answers.insert(name, text);
                }
            }
        }
    }

    fn answer(&self, name: &str) -> Option<&str> {
        self.answers.get(name).map(String::as_str)
    }

    /// A number; what is none stays a text, and the report's reading refuses it by its name.
    fn number(&self, name: &str) -> Option<Value> {
        let text = self.answer(name)?;
        Some(
            serde_json::from_str(text).ok().filter(Value::is_number).unwrap_or_else(|| json!(text)),
        )
    }

    /// What a choice stands for.
    fn chosen(&mut self, name: &str, code: &str) -> Option<String> {
        let found = self.form.decoded(code).map(str::to_string);
        if found.is_none() {
            let message = format!("has a choice that is not offered any more: {}", self.old);
            self.faults.push(FieldFault::new(name, message));
        }
        found
    }

    fn choice(&mut self, name: &str) -> Option<String> {
        let code = self.answer(name)?.to_string();
        self.chosen(name, &code)
    }

    fn choices(&mut self, name: &str) -> Vec<String> {
        let codes = self.answer(name).unwrap_or_default().to_string();
        codes.split_whitespace().filter_map(|code| self.chosen(name, code)).collect()
    }

    /// `latitude longitude altitude accuracy`, in degrees and metres; the last two may be missing.
    fn point(&mut self, name: &str) -> Option<[f64; 3]> {
        let text = self.answer(name)?;
        let numbers: Option<Vec<f64>> =
            text.split_whitespace().map(|part| part.parse().ok()).collect();
        let point = match numbers.as_deref() {
            Some([lat, lon]) => Some([*lon, *lat, 0.0]),
            Some([lat, lon, _]) => Some([*lon, *lat, 0.0]),
            Some([lat, lon, _, accuracy]) => Some([*lon, *lat, *accuracy]),
            _ => None,
        };
        if point.is_none() {
            let message = "is no position: write latitude, longitude, altitude and accuracy";
            self.faults.push(FieldFault::new(name, message));
        }
        point
    }

    fn translate(&mut self) {
        for name in [
            "observed_from",
            "observed_until",
            "heard_or_seen",
            "kind",
            "bearing_sector",
            "text",
            "filed_at",
        ] {
            if let Some(text) = self.answer(name) {
                let text = json!(text);
                self.fields.insert(name.into(), text);
            }
        }
        let bearing = self.number("bearing_deg");
        let source = self.choice("source").map(Value::from);
        let (by, on) = (self.choices("by"), self.choices("on"));
        let weapon = self.answer("weapon").map(|class| {
            parts(&[
                ("class", Some(json!(class))),
                ("model", self.answer("weapon_model").map(Value::from)),
            ])
        });
        let figure = |name: &str| {
            let ends =
                ["low", "best", "high"].map(|end| (end, self.number(&format!("{name}_{end}"))));
            ends.iter().any(|(_, value)| value.is_some()).then(|| parts(&ends))
        };
        let figures = ["count", "killed", "wounded"].map(|name| (name, figure(name)));
        // No low end: from here on. A low end alone is left to the report's reading to refuse.
        let (low, high) = (self.number("range_low"), self.number("range_high"));
        let range = (low.is_some() || high.is_some())
            .then(|| parts(&[("low", low.or_else(|| Some(json!(0)))), ("high", high)]));
        let observer = [("name", "observer_name"), ("contact", "observer_contact")]
            .map(|(key, name)| (key, self.answer(name).map(Value::from)));
        let position = self.point("observer_position").map(|[lon, lat, accuracy_m]| {
            let accuracy_m = if accuracy_m > 0.0 { accuracy_m } else { BY_HAND_M };
            json!({"lon": lon, "lat": lat, "accuracy_m": accuracy_m})
        });
        let there = self.point("place_point");
        let place = [
            ("name", self.choice("place_name").map(Value::from)),
            ("lon", there.map(|[lon, _, _]| json!(lon))),
            ("lat", there.map(|[_, lat, _]| json!(lat))),
            ("radius_m", self.number("place_radius")),
        ];
        let any = |fields: &[(&str, Option<Value>)]| {
            fields.iter().any(|(_, value)| value.is_some()).then(|| parts(fields))
        };
        let list = |names: Vec<String>| (!names.is_empty()).then(|| json!(names));
        let rest = [
            ("bearing_deg", bearing),
            ("source", source),
            ("by", list(by)),
            ("on", list(on)),
            ("weapon", weapon),
            ("range_m", range),
            ("observer", any(&observer)),
            ("observer_position", position),
            ("place", any(&place)),
        ];
        for (name, value) in figures.into_iter().chain(rest) {
            if let Some(value) = value {
                self.fields.insert(name.into(), value);
            }
        }
    }
}

/// The text of an element, in one piece.
fn words(element: Node<'_, '_>) -> String {
    let texts = element.children().filter(Node::is_text).filter_map(|child| child.text());
    texts.collect::<Vec<&str>>().concat().trim().to_string()
}

/// An object of what is there.
fn parts(fields: &[(&str, Option<Value>)]) -> Value {
    let fields = fields.iter().filter_map(|(key, value)| Some((key.to_string(), value.clone()?)));
    Value::Object(fields.collect())
}

/// The photos by the names that the form gives them.
fn photos(
    names: &[String],
    parts: &[Part<'_>],
    faults: &mut Vec<FieldFault>,
) -> Vec<Option<Photo>> {
    if names.len() > PHOTOS {
        let message = format!("are {}: send at most {PHOTOS}", names.len());
        faults.push(FieldFault::new("photos", message));
        return Vec::new();
    }
    let called = |part: &Part<'_>, name: &str| part.file_name.unwrap_or(part.name) == name;
    for part in parts.iter().filter(|part| !matches!(part.name, ANSWERS | INCOMPLETE)) {
        if !names.iter().any(|name| called(part, name)) {
            let message = format!("has {}, which the form does not name", quoted(part.name));
            faults.push(FieldFault::new("photos", message));
        }
    }
    let mut taken = Vec::with_capacity(names.len());
    for name in names {
        let part = parts.iter().find(|part| part.name != ANSWERS && called(part, name));
        let photo = part.map(|part| Photo::take(part.bytes)).transpose().unwrap_or_else(|fault| {
            faults.push(FieldFault::new("photos", format!("{} {fault}", quoted(name))));
            None
        });
        taken.push(photo);
    }
    taken
}
