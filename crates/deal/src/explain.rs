//! Terms → plain English.

use armistice_model::{EventKind, Side};

use crate::deal::{Deal, Group, Moment, Pattern, PlaceFit, Rule, Term, WeaponFit};
use crate::lower::formula;

/// A term under one reading, said plainly.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Explained {
    /// Its number in the deal.
    pub number: String,
    /// Whose reading; `None`: the first one.
    pub reading: Option<String>,
    /// What is judged, in plain English, as one or more sentences.
    pub plain: String,
    /// What a breach looks like, as a formula of metric first-order temporal logic.
    pub formula: String,
    /// What was assumed because the text is silent.
    pub assumptions: Vec<String>,
}

/// Every term of the deal under each of its readings, in the order of the file.
///
/// ```
/// let source = "deal \"Truce\"\ntime zone UTC\nday D is 2016-09-12\n\
///               term 1 \"Nobody fires\"\n  never shelling of mortar";
/// let deal = armistice_deal::check(source).unwrap();
/// let explained = &armistice_deal::explain(&deal)[0];
/// assert_eq!(
///     explained.plain,
///     "From day D (12 September 2016, 00:00) on: There must be no shelling with mortar."
/// );
/// assert_eq!(explained.formula, r#"kind(c, "shelling") AND weapon(c, "mortar")"#);
/// ```
#[must_use]
pub fn explain(deal: &Deal) -> Vec<Explained> {
    let mut all = Vec::new();
    for term in &deal.terms {
        let first = std::iter::once((None, &term.rule));
        let others = term.readings.iter().map(|r| (Some(r.name.clone()), &r.rule));
        for (reading, rule) in first.chain(others) {
            all.push(Explained {
                number: term.number.clone(),
                reading,
                plain: format!("{} {}", when(deal, term), plain(deal, rule)),
                formula: formula(term, rule).to_string(),
                assumptions: term.assumptions.clone(),
            });
        }
    }
    all
}

/// What a rule asks for, in plain English: one sentence, or two.
#[must_use]
pub fn plain(deal: &Deal, rule: &Rule) -> String {
    match rule {
        Rule::Never(pattern) => format!("There must be no {}.", phrase(deal, pattern)),
        Rule::Every { trigger, answer, same_place, within, least_percent } => {
            let place = if *same_place { " at the same place" } else { "" };
            let limit = span_of_time(*within);
            let (trigger, answer) = (phrase(deal, trigger), phrase(deal, answer));
            match least_percent {
                None => {
                    format!("Every {trigger} must be followed by {answer}{place} within {limit}.")
                }
                Some(share) => format!(
                    "Of every hundred cases of {trigger}, at least {share} must be followed by \
                     {answer}{place} within {limit}."
                ),
            }
        }
        Rule::By { deadline, act } => {
            format!("By {} there must have been {}.", moment(deal, deadline), phrase(deal, act))
        }
        Rule::People { watch, why } => format!(
            "People decide this, because {why}. To help them, each {} is shown.",
            phrase(deal, watch)
        ),
    }
}

/// `From day D (12 September 2016, 19:00):`
fn when(deal: &Deal, term: &Term) -> String {
    let from = moment(deal, &term.from);
    match &term.until {
        None => format!("From {from} on:"),
        Some(until) => format!("From {from} until {}:", moment(deal, until)),
    }
}

fn moment(deal: &Deal, moment: &Moment) -> String {
    let local = |second: i64| {
        jiff::Timestamp::from_second(second)
            .map(|at| at.to_zoned(deal.zone.clone()).strftime("%-d %B %Y, %H:%M").to_string())
            .unwrap_or_else(|_| "a moment beyond the calendar".to_string())
    };
    match moment {
        Moment::DayD(0) => format!("day D ({})", local(deal.day_d.as_second())),
        Moment::DayD(shift) => {
            let word = if *shift > 0 { "after" } else { "before" };
            let at = local(deal.day_d.as_second().saturating_add(*shift));
            format!("{} {word} day D ({at})", span_of_time(shift.saturating_abs()))
        }
        Moment::At(at) => local(at.as_second()),
        Moment::PhaseOpens(phase) => format!("the opening of the phase “{phase}”"),
        Moment::WindowCloses(window) => format!("the close of the window “{window}”"),
    }
}

/// A pattern as a noun phrase: `attack by any party on any party, except in self-defence`.
fn phrase(deal: &Deal, pattern: &Pattern) -> String {
    let count = pattern.more_than.map(|n| format!("more than {} ", grouped(n))).unwrap_or_default();
    let weapons = weapon_words(deal, &pattern.weapons);
    let presence_only = pattern.kinds.iter().all(|kind| kind == "weapon-presence");
    let mut text = match pattern.kinds.as_slice() {
        [] => "event".to_string(),
        // "presence of heavy weapons", not "presence of armed people or weapons with …".
        _ if presence_only && !weapons.is_empty() => format!("presence of {count}{weapons}"),
        kinds => either(kinds.iter().map(|kind| kind_words(kind)).collect()),
    };
    let mut add = |part: String| {
        text.push(' ');
        text.push_str(&part);
    };
    let said_already = presence_only && !pattern.kinds.is_empty();
    match (count.as_str(), weapons.as_str()) {
        ("", "") => {}
        (count, "") => add(format!("of {}", count.trim_end())),
        (_, _) if said_already => {}
        (count, weapons) => add(format!("with {count}{weapons}")),
    }
    if !pattern.by.is_empty() {
        add(format!("by {}", either(pattern.by.iter().map(group_words).collect())));
    }
    if !pattern.on.is_empty() {
        let word = if pattern.kinds.iter().any(|kind| is_hostile(kind)) { "against" } else { "to" };
        add(format!("{word} {}", either(pattern.on.iter().map(group_words).collect())));
    }
    if let Some(place) = &pattern.place {
        add(place_words(deal, place));
    }
    match pattern.self_defence {
        Some(false) => text.push_str(", except in self-defence"),
        Some(true) => text.push_str(" in self-defence"),
        None => {}
    }
    text
}

/// Whether what is done is done against somebody, not merely to them.
fn is_hostile(kind: &str) -> bool {
    matches!(kind, "attack" | "territory-change" | "siege" | "abduction")
        || kind.parse::<EventKind>().is_ok_and(EventKind::may_be_attack)
}

fn kind_words(kind: &str) -> String {
    match kind {
        "attack" => "attack of any kind".to_string(),
        "weapon-presence" => "presence of armed people or weapons".to_string(),
        "force-movement" => "movement of forces".to_string(),
        "territory-change" => "taking of ground".to_string(),
        "ground-assault" => "assault to take ground".to_string(),
        "aid-request" => "request for passage of aid".to_string(),
        "aid-approval" => "approval of passage of aid".to_string(),
        "aid-passage" => "arrival of aid".to_string(),
        "aid-obstruction" => "obstruction of aid".to_string(),
        "attack-on-aid" => "attack on those who bring aid".to_string(),
        "restriction-of-monitors" => "hindrance of monitors".to_string(),
        "restriction-of-movement" => "hindrance of people who leave or pass".to_string(),
        "detainee-release" => "release of prisoners".to_string(),
        "ceasefire-breach" => "breach of the ceasefire told without its kind".to_string(),
        word => word.replace('-', " "),
    }
}

fn group_words(group: &Group) -> String {
    match group {
        Group::AnyParty => "any party".to_string(),
        Group::Bound => "any party or guarantor".to_string(),
        Group::AnyOutside => "any group outside the deal".to_string(),
        named => named.label().to_string(),
    }
}

fn weapon_words(deal: &Deal, names: &[String]) -> String {
    either(
        names
            .iter()
            .map(|name| match deal.weapons.iter().find(|set| set.name == *name) {
                None => name.replace('-', " "),
                Some(set) => {
                    let parts = either(set.any_of.iter().map(fit_words).collect());
                    format!("{} ({parts})", set.name.replace('-', " "))
                }
            })
            .collect(),
    )
}

fn fit_words(fit: &WeaponFit) -> String {
    let mut text = fit.class.word().replace('-', " ");
    if let Some(calibre) = fit.calibre_from_mm {
        text.push_str(&format!(" of {calibre} mm or more"));
    }
    if !fit.models.is_empty() {
        text.push_str(&format!(" of the model {}", either(fit.models.clone())));
    }
    text
}

fn place_words(deal: &Deal, place: &PlaceFit) -> String {
    let named = |name: &str| {
        let place = deal.area(name).map_or(name, |area| area.place.as_str());
        if place == name { name.to_string() } else { format!("{name} ({place})") }
    };
    match place {
        PlaceFit::In(area) => format!("in {}", named(area)),
        PlaceFit::Within { metres, side, of } => {
            let side = match side {
                None => "from",
                Some(Side::North) => "north of",
                Some(Side::South) => "south of",
                Some(Side::East) => "east of",
                Some(Side::West) => "west of",
            };
            format!("less than {} {side} {}", distance(*metres), named(of))
        }
    }
}

fn distance(metres: f64) -> String {
    // Exact thousands of 10 km and more read better in kilometres: 50 km, 140 km.
    if metres >= 10_000.0 && metres % 1_000.0 == 0.0 {
        return format!("{} km", metres / 1_000.0);
    }
    if metres.fract() == 0.0 && metres < 1e15 {
        return format!("{metres:.0}")
            .parse::<u64>()
            .map_or_else(|_| format!("{metres} m"), |whole| format!("{} m", grouped(whole)));
    }
    format!("{metres} m")
}

/// Seconds in the largest unit that shows them exactly; hours up to three days, as deals do.
fn span_of_time(seconds: i64) -> String {
    const UNITS: [(i64, &str); 4] =
        [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let (size, word) = UNITS
        .into_iter()
        .filter(|(size, _)| *size != 86_400 || seconds > 3 * 86_400)
        .find(|(size, _)| seconds % size == 0)
        .unwrap_or((1, "second"));
    let count = seconds / size;
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// A whole number with its thousands apart: `3 500`.
pub(crate) fn grouped(number: u64) -> String {
    thousands_apart(&number.to_string())
}

/// Digits in groups of three from the right.
pub(crate) fn thousands_apart(digits: &str) -> String {
    let count = digits.len();
    let mut text = String::with_capacity(count + count / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn either(mut parts: Vec<String>) -> String {
    match parts.pop() {
        None => String::new(),
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} or {last}", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(grouped(3_500), "3 500");
        assert_eq!(grouped(1_234_567), "1 234 567");
        assert_eq!(distance(3500.0), "3 500 m");
        assert_eq!(distance(140_000.0), "140 km");
        assert_eq!(distance(457.2), "457.2 m");
        assert_eq!(span_of_time(72 * 3_600), "72 hours");
        assert_eq!(span_of_time(14 * 86_400), "14 days");
        assert_eq!(span_of_time(86_400), "24 hours");
        assert_eq!(span_of_time(90), "90 seconds");
    }
}
