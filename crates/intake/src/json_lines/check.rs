//! What a line may say.

use super::object::{Fault, Member, Object};
use crate::Context;
use crate::field_report::Attachment;
use crate::refusal::quoted;
use crate::stamp::{Misdated, stamp, table_date};
use armistice_model::{EventKind, Interval, Position, Shape, WeaponClass};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The keys that are read, at the top of a line.
pub(crate) const KEYS: [&str; 27] = [
    "source",
    "published",
    "zone",
    "title",
    "text",
    "observer",
    "observer_position",
    "observer_contact",
    "heard_or_seen",
    "voice",
    "kind",
    "stance",
    "scope",
    "by",
    "on",
    "self_defence",
    "weapon",
    "date",
    "from",
    "until",
    "place",
    "killed",
    "civilians_killed",
    "wounded",
    "count",
    "uuid",
    "attachments",
];

/// Whether a key's value leads to a person, and is struck out of the text and of every message.
/// The rule goes by how the key begins, so that a slip of the pen exposes nobody.
pub(crate) fn is_sealed(key: &str) -> bool {
    key.starts_with("observer")
}

const STANCES: [&str; 4] = ["fact", "claimed", "accused", "denied"];
const SCOPES: [&str; 4] = ["incident", "summary", "tally", "toll"];
const SENSES: [&str; 3] = ["heard", "seen", "told"];
const SEE: &str = "see docs/report-jsonl.md";

/// What the report itself needs of a line.
pub(crate) struct Checked {
    pub(crate) source: String,
    /// The instant, and the byte its stamp stands at.
    pub(crate) published: Option<(Timestamp, usize)>,
    pub(crate) zone: TimeZone,
    /// Where who saw it stood.
    pub(crate) observer_position: Option<Position>,
}

/// Checks every value that is going to be read.
pub(crate) fn check(object: &Object<'_>, context: &Context<'_>) -> Result<Checked, Fault> {
    for key in ["source", "title", "text", "observer", "observer_contact", "voice", "uuid"] {
        if let Some(member) = object.get(key) {
            text(member)?;
        }
    }
    let source = match (object.text("source"), context.source.as_deref()) {
        (Some(source), _) if !source.trim().is_empty() => source.into_owned(),
        (_, Some(source)) => source.to_string(),
        _ => return Err(Fault::new(0, "says no source", "add \"source\"")),
    };
    let (published, zone) = stamps(object, context)?;
    check_time(object, &zone)?;
    check_words(object)?;
    for key in ["by", "on"] {
        if let Some(member) = object.get(key) {
            check_names(member)?;
        }
    }
    if let Some(member) = object.get("self_defence")
        && !matches!(member.raw, "true" | "false")
    {
        return Err(wrong(member, "true or false"));
    }
    if let Some(member) = object.get("weapon") {
        check_weapon(member)?;
    }
    if let Some(member) = object.get("place") {
        check_place(member)?;
    }
    for key in ["killed", "civilians_killed", "wounded", "count"] {
        if let Some(member) = object.get(key) {
            check_count(member)?;
        }
    }
    let observer_position = object.get("observer_position").map(check_position).transpose()?;
    if let Some(member) = object.get("attachments") {
        check_attachments(member)?;
    }
    Ok(Checked { source, published, zone, observer_position })
}

fn wrong(member: &Member<'_>, wanted: &str) -> Fault {
    // Who saw it, and where from, is not repeated, however it was written.
    if is_sealed(&member.key) {
        return Fault::new(member.from, format!("{} should be {wanted}", member.key), SEE);
    }
    Fault::new(
        member.from,
        format!("{} is {} and should be {wanted}", member.key, quoted(member.raw)),
        SEE,
    )
}

fn text<'a>(member: &Member<'a>) -> Result<std::borrow::Cow<'a, str>, Fault> {
    member.text().ok_or_else(|| wrong(member, "a text"))
}

fn misdated(member: &Member<'_>, e: Misdated) -> Fault {
    Fault::new(member.from, format!("{}: {}", member.key, e.what), e.help)
}

type Published = Option<(Timestamp, usize)>;

fn stamps(object: &Object<'_>, context: &Context<'_>) -> Result<(Published, TimeZone), Fault> {
    let named = match object.get("zone") {
        None => None,
        Some(member) => {
            // Any stamp in that zone tells whether it is one.
            let probe = format!("2016-09-15 12:00 {}", text(member)?);
            let stamp = stamp(&probe, &TimeZone::UTC).map_err(|e| misdated(member, e))?;
            if !stamp.zoned {
                return Err(wrong(member, "a time zone"));
            }
            Some(stamp.zone)
        }
    };
    let default = named.clone().unwrap_or_else(|| context.zone.clone());
    let Some(member) = object.get("published") else { return Ok((None, default)) };
    let stamp = stamp(&text(member)?, &default).map_err(|e| misdated(member, e))?;
    Ok((Some((stamp.at, member.from)), named.unwrap_or(stamp.zone)))
}

fn check_time(object: &Object<'_>, zone: &TimeZone) -> Result<(), Fault> {
    let (date, from, until) = (object.get("date"), object.get("from"), object.get("until"));
    if let Some(member) = date {
        let day = text(member)?;
        table_date(&day).map_err(|e| misdated(member, e))?;
        if from.is_some() || until.is_some() {
            return Err(Fault::new(member.from, "both date and from or until", "keep one of them"));
        }
    }
    let from = from.map(|m| begin(m, zone)).transpose()?;
    let end = until.map(|m| Ok((m, stamp(&text(m)?, zone).map_err(|e| misdated(m, e))?.at)));
    let end = end.transpose()?;
    if let (Some(from), Some((member, until))) = (from, end)
        && Interval::new(from, until).is_none()
    {
        return Err(Fault::new(
            member.from,
            format!("until {until} does not come after from {from}"),
            "are they swapped?",
        ));
    }
    Ok(())
}

/// The instant of `from`; a day counts from its beginning.
fn begin(member: &Member<'_>, zone: &TimeZone) -> Result<Timestamp, Fault> {
    let stamp = stamp(&text(member)?, zone).map_err(|e| misdated(member, e))?;
    if stamp.timed {
        return Ok(stamp.at);
    }
    let day = stamp.at.to_zoned(stamp.zone.clone()).date();
    stamp
        .zone
        .to_timestamp(day.at(0, 0, 0, 0))
        .map_err(|_| Fault::new(member.from, "from is outside the calendar", SEE))
}

fn check_words(object: &Object<'_>) -> Result<(), Fault> {
    let Some(kind) = object.get("kind") else {
        return Err(Fault::new(0, "says no kind of event", "add \"kind\""));
    };
    if let Err(what) = text(kind)?.parse::<EventKind>() {
        let (what, help) = what.split_once("; ").unwrap_or((&what, SEE));
        return Err(Fault::new(kind.from, what, help));
    }
    let lists: [(&str, &[&str]); 3] =
        [("stance", &STANCES), ("scope", &SCOPES), ("heard_or_seen", &SENSES)];
    for (key, known) in lists {
        if let Some(member) = object.get(key)
            && !known.contains(&&*text(member)?)
        {
            return Err(wrong(member, &format!("one of {}", known.join(", "))));
        }
    }
    Ok(())
}

fn check_names(member: &Member<'_>) -> Result<(), Fault> {
    let named = |name: &str| !name.trim().is_empty();
    let sound = match member.text() {
        Some(name) => named(&name),
        None => serde_json::from_str::<Vec<String>>(member.raw)
            .is_ok_and(|names| names.iter().all(|n| named(n))),
    };
    if sound { Ok(()) } else { Err(wrong(member, "a name or a list of names")) }
}

fn check_class(member: &Member<'_>) -> Result<(), Fault> {
    text(member)?.parse::<WeaponClass>().map(|_| ()).map_err(|what| {
        let (what, help) = what.split_once("; ").unwrap_or((&what, SEE));
        Fault::new(member.from, what, help)
    })
}

/// The keys of a value that is an object, each of which must be known.
fn parts<'a>(member: &Member<'a>, known: &[&str]) -> Result<Object<'a>, Fault> {
    let object = Object::of(member)?;
    for part in object.members() {
        if !known.contains(&&*part.key) {
            return Err(Fault::new(
                part.from,
                format!("unknown key {} in {}", quoted(&part.key), member.key),
                format!("known are {}", known.join(", ")),
            ));
        }
    }
    Ok(object)
}

fn check_weapon(member: &Member<'_>) -> Result<(), Fault> {
    if !member.raw.starts_with('{') {
        return check_class(member);
    }
    let weapon = parts(member, &["class", "calibre_mm", "model"])?;
    let class = weapon.get("class");
    check_class(class.ok_or_else(|| wrong(member, "a weapon with its class"))?)?;
    if let Some(calibre) = weapon.get("calibre_mm")
        && !calibre.raw.parse::<u32>().is_ok_and(|mm| mm > 0)
    {
        return Err(wrong(calibre, "a whole number of millimetres"));
    }
    weapon.get("model").map_or(Ok(()), |model| text(model).map(|_| ()))
}

fn check_place(member: &Member<'_>) -> Result<(), Fault> {
    if let Some(name) = member.text() {
        let named = !name.trim().is_empty();
        return if named { Ok(()) } else { Err(wrong(member, "a place")) };
    }
    if !member.raw.starts_with('{') {
        return Err(wrong(member, "a name or an object with lon, lat and radius_m"));
    }
    let place = parts(member, &["name", "lon", "lat", "radius_m"])?;
    if let Some(name) = place.get("name") {
        text(name)?;
    }
    let number = |key: &str| {
        let part =
            place.get(key).ok_or_else(|| wrong(member, "a place with lon, lat and radius_m"))?;
        part.raw.parse::<f64>().map_err(|_| wrong(part, "a number"))
    };
    let (lon, lat, radius) = (number("lon")?, number("lat")?, number("radius_m")?);
    Shape::disc([lon, lat], radius)
        .map(|_| ())
        .map_err(|e| Fault::new(member.from, format!("place: {e}"), "write degrees and metres"))
}

/// The fault says what is wanted and nothing of what is there: serde's own words would repeat it.
fn check_position(member: &Member<'_>) -> Result<Position, Fault> {
    const WANTED: &str = "a position: {\"lon\", \"lat\", \"accuracy_m\"} in degrees and metres, \
        with \"bearing\": {\"deg\", \"margin_deg\"} and \"range_m\": {\"low\", \"high\"} where known";
    let position: Option<Position> = serde_json::from_str(member.raw).ok();
    position.filter(Position::is_sound).ok_or_else(|| wrong(member, WANTED))
}

fn check_attachments(member: &Member<'_>) -> Result<(), Fault> {
    const WANTED: &str = "a list of {\"name\", \"sha256\", \"media_type\", \"bytes\"}";
    let list: Vec<Attachment> =
        serde_json::from_str(member.raw).map_err(|_| wrong(member, WANTED))?;
    let is_digest = |text: &str| {
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    match list.iter().find(|attachment| !is_digest(&attachment.sha256)) {
        None => Ok(()),
        Some(other) => Err(Fault::new(
            member.from,
            format!("attachments: {} is no SHA-256", quoted(&other.sha256)),
            "write its 64 hexadecimal digits, small letters",
        )),
    }
}

fn people(member: &Member<'_>) -> Result<u64, Fault> {
    member.raw.parse().map_err(|_| {
        if member.raw.starts_with('-') {
            let what = format!("{} is negative: {}", member.key, quoted(member.raw));
            Fault::new(member.from, what, "write how many, 0 or more")
        } else {
            wrong(member, "a whole number")
        }
    })
}

fn check_count(member: &Member<'_>) -> Result<(), Fault> {
    if !member.raw.starts_with('{') {
        return people(member).map(|_| ());
    }
    let count = parts(member, &["low", "best", "high"])?;
    let number = |key: &str| count.get(key).map(people).transpose();
    let given: Vec<(&str, u64)> = ["low", "best", "high"]
        .into_iter()
        .filter_map(|key| number(key).map(|n| Some((key, n?))).transpose())
        .collect::<Result<_, _>>()?;
    if given.is_empty() {
        return Err(wrong(member, "a number or low, best, high"));
    }
    for pair in given.windows(2) {
        if let [(lesser, a), (greater, b)] = pair
            && a > b
        {
            return Err(Fault::new(
                member.from,
                format!("{}: {lesser} {a} is greater than {greater} {b}", member.key),
                "write low ≤ best ≤ high",
            ));
        }
    }
    Ok(())
}
