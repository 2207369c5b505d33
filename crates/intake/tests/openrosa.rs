//! The form is whole in each language, and what ODK Collect sends back is understood.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use armistice_intake::field::{FieldFault, FieldReport, Sense, Wind};
use armistice_intake::openrosa::{
    ACCEPT_LENGTH, Form, FormLists, Part, Submission, accepted, form_list, refused, submission,
};
use armistice_model::{EventKind, SourceId};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const XFORMS: &str = "http://www.w3.org/2002/xforms";

fn lists() -> FormLists {
    FormLists {
        sources: vec![
            (SourceId::new("team-castello"), "a field team north of Aleppo".into()),
            (SourceId::new("team-2"), "Team \"2\" & <co>".into()),
        ],
        actors: vec!["Government of Syria".into(), "Armed opposition groups".into(), "IS".into()],
        places: vec!["Castello Road".into(), "eastern Aleppo".into(), "حلب".into()],
    }
}

fn form() -> Form {
    static FORM: LazyLock<Form> = LazyLock::new(|| Form::new(&lists()));
    FORM.clone()
}

fn all<'a>(document: &'a Document<'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|n| n.has_tag_name((XFORMS, name))).collect()
}

/// The paths of a form's instance, with their prefixes.
fn paths(node: Node<'_, '_>, at: &str, into: &mut BTreeSet<String>) {
    for child in node.children().filter(Node::is_element) {
        let prefix = if child.tag_name().namespace() == Some(XFORMS) { "" } else { "orx:" };
        let path = format!("{at}/{prefix}{}", child.tag_name().name());
        paths(child, &path, into);
        into.insert(path);
    }
}

/// The operands of an expression of the small kind that the form uses: comparisons of `.`, paths,
/// numbers, `''` and calls without arguments, joined by `and` and `or`, in brackets.
fn operands(expression: &str) -> Result<Vec<String>, String> {
    let spaced = expression.replace("()", "\u{1}").replace('(', " ( ").replace(')', " ) ");
    let tokens: Vec<String> = spaced.split_whitespace().map(|t| t.replace('\u{1}', "()")).collect();
    let (mut depth, mut operand_next, mut operands) = (0, true, Vec::new());
    for token in tokens {
        match (token.as_str(), operand_next) {
            ("(", true) => depth += 1,
            (")", false) => depth -= 1,
            ("and" | "or" | "=" | "!=" | "<=" | ">=" | "<" | ">", false) => operand_next = true,
            (_, true) => {
                operands.push(token);
                operand_next = false;
            }
            _ => return Err(format!("`{token}` is out of place in `{expression}`")),
        }
        if depth < 0 {
            return Err(format!("brackets of `{expression}`"));
        }
    }
    if depth == 0 && !operand_next {
        Ok(operands)
    } else {
        Err(format!("`{expression}` breaks off"))
    }
}

#[test]
fn every_bind_text_and_rule_of_the_form_holds_together() {
    let form = form();
    let document = Document::parse(form.xml()).unwrap();
    let data = document.descendants().find(|n| n.attribute("id") == Some(Form::ID)).unwrap();
    assert_eq!(data.attribute("version"), Some(form.version()));
    let mut known = BTreeSet::new();
    paths(data, "/data", &mut known);

    let mut bound = BTreeSet::new();
    for bind in all(&document, "bind") {
        let nodeset = bind.attribute("nodeset").unwrap();
        assert!(known.contains(nodeset), "{nodeset} is bound and not there");
        assert!(bound.insert(nodeset), "{nodeset} is bound twice");
        for rule in ["required", "relevant", "constraint"] {
            let Some(expression) = bind.attribute(rule) else { continue };
            for operand in operands(expression).unwrap() {
                let sound = matches!(operand.as_str(), "." | "''" | "true()" | "now()")
                    || operand.parse::<u32>().is_ok()
                    || known.contains(&operand);
                assert!(sound, "`{operand}` in {rule} of {nodeset}");
            }
        }
    }
    let leaves = known.iter().filter(|p| !known.iter().any(|q| q.starts_with(&format!("{p}/"))));
    for leaf in leaves {
        assert!(bound.contains(leaf.as_str()), "{leaf} is not bound");
    }

    let mut texts: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for translation in all(&document, "translation") {
        let language = texts.entry(translation.attribute("lang").unwrap()).or_default();
        for text in translation.children().filter(Node::is_element) {
            let value = text.children().find(Node::is_element).unwrap().text().unwrap_or_default();
            language.insert(text.attribute("id").unwrap(), value.to_string());
        }
    }
    assert_eq!(texts.len(), 3);
    let used: BTreeSet<&str> = document
        .descendants()
        .flat_map(|n| n.attributes())
        .filter_map(|a| a.value().strip_prefix("jr:itext('")?.strip_suffix("')"))
        .collect();
    for (language, said) in &texts {
        let ids: BTreeSet<&str> = said.keys().copied().collect();
        assert_eq!(ids, used, "{language}");
        assert!(said.values().all(|text| !text.trim().is_empty()), "{language}");
    }
    // What is ours is said in each language's own letters; only the case's names are as they are.
    let own =
        |id: &&&str| !["source-is-", "actor-is-", "place-is-"].iter().any(|p| id.starts_with(p));
    for id in used.iter().filter(own) {
        let said: Vec<&str> = texts.values().map(|language| language[id].as_str()).collect();
        let letters =
            |c: [char; 2]| said.iter().any(|t| t.chars().any(|x| (c[0]..=c[1]).contains(&x)));
        let numeral = id.ends_with("-unless");
        assert!(letters(['ا', 'ي']) || numeral, "{id} in Arabic: {said:?}");
        assert!(letters(['А', 'я']) || numeral, "{id} in Russian: {said:?}");
    }
    let refs =
        document.descendants().filter_map(|n| n.attribute("ref")).filter(|r| r.starts_with('/'));
    for reference in refs {
        assert!(known.contains(reference), "{reference} is asked and not there");
    }
    for values in [
        EventKind::ALL.iter().map(|k| k.word()).collect::<Vec<_>>(),
        Wind::ALL.iter().map(|w| w.word()).collect(),
        Sense::ALL.iter().map(|s| s.word()).collect(),
    ] {
        let offered: BTreeSet<&str> =
            all(&document, "value").iter().filter_map(Node::text).collect();
        assert!(values.iter().all(|v| offered.contains(v)));
    }
}

#[test]
fn the_version_follows_the_content() {
    let same = form();
    assert_eq!(
        (form().version(), form().md5(), form().xml()),
        (same.version(), same.md5(), same.xml())
    );
    let mut other = lists();
    other.actors.pop();
    let other = Form::new(&other);
    assert!(other.version() != same.version() && other.md5() != same.md5());
}

#[test]
fn the_answers_to_clients() {
    let form = form();
    insta::assert_snapshot!(form_list("https://mission.example", &form).replace(form.version(), "VERSION").replace(form.md5(), "HASH"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <xforms xmlns="http://openrosa.org/xforms/xformsList">
      <xform>
        <formID>field-report</formID>
        <name>Field report</name>
        <version>VERSION</version>
        <hash>md5:HASH</hash>
        <downloadUrl>https://mission.example/openrosa/forms/field-report.xml</downloadUrl>
      </xform>
    </xforms>
    "#);
    assert_eq!(form.md5().len(), 32);
    insta::assert_snapshot!(accepted("Report R-1 is entry 12 of the ledger."), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <OpenRosaResponse xmlns="http://openrosa.org/http/response">
      <message nature="submit_success">Report R-1 is entry 12 of the ledger.</message>
    </OpenRosaResponse>
    "#);
    insta::assert_snapshot!(refused(&[FieldFault::new("kind", "is <odd>"), FieldFault::new("source", "is missing")]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <OpenRosaResponse xmlns="http://openrosa.org/http/response">
      <message nature="submit_error">kind is &lt;odd&gt;&#10;source is missing</message>
    </OpenRosaResponse>
    "#);
    const { assert!(ACCEPT_LENGTH > 8 * (8 << 20)) };
}

/// As ODK Collect writes it: single-quoted declaration, namespaces repeated, all on one line, empty
/// answers as empty elements, meta in the namespace of OpenRosa.
fn collected(form: &Form) -> String {
    let code = |name: &str| code_of(form, name);
    format!(
        "<?xml version='1.0' ?><data id=\"field-report\" version=\"{}\" xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:odk=\"http://www.opendatakit.org/xforms\" xmlns:orx=\"http://openrosa.org/xforms\"><source>{}</source><observed_from>2016-09-16T08:10:00.000+03:00</observed_from><observed_until>2016-09-16T08:20:00.000+03:00</observed_until><heard_or_seen>heard</heard_or_seen><kind>shelling</kind><weapon>mortar</weapon><weapon_model /><by>{} {}</by><on /><observer_position>36.2581234 37.1217456 381.2 11.7</observer_position><bearing_deg /><bearing_sector>SW</bearing_sector><range_low>4000</range_low><range_high>5000</range_high><place_name /><place_point /><count_low>4</count_low><count_best /><count_high>6</count_high><killed_low>0</killed_low><killed_high>0</killed_high><wounded_low /><wounded_high /><text>Outgoing, then impacts &amp; smoke.\nقصف</text><observer_name>TC-07</observer_name><observer_contact>+963 11 555 0177</observer_contact><photos><photo>1473999600123.jpg</photo></photos><photos><photo>1473999655001.jpg</photo></photos><filed_at>2016-09-16T08:40:12.345+03:00</filed_at><orx:meta><orx:instanceID>uuid:3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c</orx:instanceID></orx:meta></data>",
        form.version(),
        code("team-castello"),
        code("Government of Syria"),
        code("IS"),
    )
}

/// The value under which the form offers a name, found as a client finds it: by its label.
fn code_of(form: &Form, name: &str) -> String {
    let shown = lists()
        .sources
        .iter()
        .find(|(id, _)| id.as_str() == name)
        .map_or(name.to_string(), |(_, s)| s.clone());
    let document = Document::parse(form.xml()).unwrap();
    let text = document
        .descendants()
        .find(|n| {
            n.has_tag_name((XFORMS, "text"))
                && n.descendants().any(|c| c.is_text() && c.text() == Some(&shown))
        })
        .unwrap();
    text.attribute("id").unwrap().rsplit_once("-is-").unwrap().1.to_string()
}

const JPEG: &[u8] = include_bytes!("photos/planted.jpg");
const PNG: &[u8] = include_bytes!("photos/planted.png");

fn part<'a>(name: &'a str, bytes: &'a [u8]) -> Part<'a> {
    Part { name, file_name: Some(name), bytes }
}

fn answers(xml: &str) -> Part<'_> {
    Part {
        name: "xml_submission_file",
        file_name: Some("Field report_2016-09-16.xml"),
        bytes: xml.as_bytes(),
    }
}

fn sent(xml: &str, form: &Form) -> Result<Submission, String> {
    let photos = [part("1473999600123.jpg", JPEG), part("1473999655001.jpg", PNG)];
    submission(&[&[answers(xml)], &photos[..]].concat(), form).map_err(|faults| {
        faults.iter().map(|f| format!("{}: {}", f.field, f.message)).collect::<Vec<_>>().join("\n")
    })
}

#[test]
fn what_odk_collect_sends_is_taken() {
    let form = form();
    let taken = sent(&collected(&form), &form).unwrap();
    let told = serde_json::to_value(&taken.report).unwrap();
    let expected: serde_json::Value = serde_json::from_str(
        r#"{
        "uuid": "3f0e8a5e-6f3f-4f7e-9a57-0d6a1f1a2b3c", "source": "team-castello",
        "observed_from": "2016-09-16T05:10:00Z", "observed_until": "2016-09-16T05:20:00Z",
        "heard_or_seen": "heard", "kind": "shelling", "weapon": {"class": "mortar"},
        "count": {"low": 4, "high": 6}, "killed": {"low": 0, "high": 0},
        "by": ["Government of Syria", "IS"], "text": "Outgoing, then impacts & smoke.\nقصف",
        "observer_position": {"lon": 37.1217456, "lat": 36.2581234, "accuracy_m": 11.7},
        "bearing_sector": "SW", "range_m": {"low": 4000.0, "high": 5000.0},
        "observer": {"name": "TC-07", "contact": "+963 11 555 0177"},
        "filed_at": "2016-09-16T05:40:12.345Z"
    }"#,
    )
    .unwrap();
    assert_eq!(told, expected);
    assert!(taken.is_whole());
    let media: Vec<&str> = taken.photos.iter().flatten().map(|p| p.media_type).collect();
    assert_eq!(media, ["image/jpeg", "image/png"]);
    // The phone's names for the photos tell when they were taken; they go no further.
    let named: Vec<String> =
        taken.photos.iter().flatten().zip(1..).map(|(p, i)| p.attachment(i).name).collect();
    assert_eq!(named, ["photo-1.jpg", "photo-2.png"]);
    assert_eq!(FieldReport::read(told.to_string().as_bytes()).unwrap(), taken.report);
}

#[test]
fn a_submission_in_two_requests_is_one_report() {
    let form = form();
    let xml = collected(&form);
    let incomplete = Part { name: "*isIncomplete*", file_name: None, bytes: b"yes" };
    let first =
        submission(&[answers(&xml), part("1473999655001.jpg", PNG), incomplete], &form).unwrap();
    let rest = submission(&[answers(&xml), part("1473999600123.jpg", JPEG)], &form).unwrap();
    assert!(!first.is_whole() && first.photos[0].is_none() && rest.photos[1].is_none());
    assert_eq!(first.report, rest.report);
}

#[test]
fn an_older_form_is_read_as_long_as_it_means_something() {
    let old = form();
    let mut now = lists();
    now.actors.retain(|actor| actor != "IS");
    let now = Form::new(&now);
    let sent_now = |xml: &str| {
        sent(xml, &now).map_err(|e| e.replace(old.version(), "OLD").replace(now.version(), "NEW"))
    };
    let fewer = collected(&old).replace(&format!(" {}", code_of(&old, "IS")), "");
    assert_eq!(sent_now(&fewer).unwrap().report.by, ["Government of Syria"]);
    insta::assert_snapshot!(sent_now(&collected(&old)).unwrap_err(), @"by: has a choice that is not offered any more: the form was filled in as version `OLD` and is now NEW: fetch it again");
    let asked = fewer.replace("<on />", "<colour>red</colour>");
    insta::assert_snapshot!(sent_now(&asked).unwrap_err(), @"colour: is not asked for: the form was filled in as version `OLD` and is now NEW: fetch it again");
}

#[test]
fn refusals_say_what_to_do() {
    let form = form();
    let xml = collected(&form);
    let fault = |xml: &str| sent(xml, &form).unwrap_err();
    insta::assert_snapshot!(fault(&xml.replace("id=\"field-report\"", "id=\"census\"")), @"xml_submission_file: is of the form `census`; this server takes field-report");
    insta::assert_snapshot!(fault("<data"), @"xml_submission_file: is no XML that is taken here, the document does not have a root node: send it as the form wrote it");
    let bomb = format!(
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        xml.trim_start_matches("<?xml version='1.0' ?>")
    );
    insta::assert_snapshot!(fault(&bomb), @"xml_submission_file: is no XML that is taken here, XML with DTD detected: send it as the form wrote it");
    insta::assert_snapshot!(fault(&"<a>".repeat(80_000)), @"xml_submission_file: is no XML that is taken here, nodes limit reached: send it as the form wrote it");
    insta::assert_snapshot!(fault(&" ".repeat(300_000)), @"xml_submission_file: has more than 262144 bytes: send shorter answers");
    let many = xml
        .replace("37.1217456", "x")
        .replace("<kind>shelling", "<kind>pillow")
        .replace("<range_high>5000", "<range_high>")
        .replace(">6<", ">six<");
    insta::assert_snapshot!(fault(&many), @"
    observer_position: is no position: write latitude, longitude, altitude and accuracy
    kind: unknown variant `pillow`, expected one of `shelling`, `airstrike`, `drone-strike`, `small-arms-fire`, `clash`, `ground-assault`, `violence-against-civilians`, `explosion`, `attack-on-aid`, `ceasefire-breach`, `abduction`, `force-movement`, `withdrawal`, `territory-change`, `siege`, `fortification`, `weapon-presence`, `overflight`, `restriction-of-monitors`, `restriction-of-movement`, `aid-request`, `aid-approval`, `aid-passage`, `aid-obstruction`, `detainee-release`, `talks`, `statement`; see docs/field-report.md
    count: neither a whole number from 0 nor an object of low, best, high; see docs/field-report.md
    range_m: missing field `high`; see docs/field-report.md
    ");
    let refusal = |parts: &[Part<'_>]| {
        submission(parts, &form)
            .unwrap_err()
            .iter()
            .map(|f| format!("{}: {}", f.field, f.message))
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(refusal(&[]), @"xml_submission_file: came 0 times: send it once");
    insta::assert_snapshot!(refusal(&[answers(&xml), part("1473999600123.jpg", b"GIF89a"), part("selfie.jpg", JPEG)]), @"
    photos: has `selfie.jpg`, which the form does not name
    photos: `1473999600123.jpg` is no JPEG, PNG or WebP: send it as one of these
    ");
}

#[test]
fn a_position_put_on_a_map_by_hand_is_no_exact_one() {
    let form = form();
    for written in ["36.25 37.12 0 0", "36.25 37.12 0", "36.25 37.12"] {
        let xml = collected(&form).replace("36.2581234 37.1217456 381.2 11.7", written);
        assert_eq!(sent(&xml, &form).unwrap().report.position().unwrap().accuracy_m, 100.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_panic(
        mended in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        static SENT: LazyLock<(Form, String)> = LazyLock::new(|| (form(), collected(&form())));
        let (form, xml) = &*SENT;
        let mut bytes = xml.clone().into_bytes();
        for (at, byte) in mended {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = submission(&[Part { name: "xml_submission_file", file_name: None, bytes: &bytes }], form);
    }
}

/// Writes the form where `ARMISTICE_FORM` says, for a validator to read:
/// `java -jar ODK_Validate.jar field-report.xml` (the jar is in `pyxform` of PyPI).
#[test]
#[ignore = "writes a file for ODK Validate; set ARMISTICE_FORM"]
fn write_the_form() {
    std::fs::write(std::env::var("ARMISTICE_FORM").unwrap(), form().xml()).unwrap();
}
