//! Rules, patterns, moments and quantities.

use armistice_model::Side;

use super::ParseError;
use super::cursor::{Cursor, Parsed, Stop};
use crate::explain::thousands_apart;
use crate::lexer::{Span, TokenKind};
use crate::near::nearest;
use crate::syntax::{
    Group, Instant, Moment, OnPart, Pattern, PlacePart, Quantity, Rule, Unit, WeaponPart, Word,
};

const EVERY: &str = "write `every aid-request to any party is followed by aid-passage within 72 h`";

/// A rule, if one begins here.
pub(super) fn rule(c: &mut Cursor<'_>) -> Parsed<Option<Rule>> {
    Ok(Some(match c.word_at(0) {
        Some("never") => {
            c.bump();
            Rule::Never(pattern(c)?)
        }
        Some("every") => {
            c.bump();
            every(c)?
        }
        Some("by") => {
            c.bump();
            let deadline = moment(c)?;
            if !c.eat_mark(':') {
                return Err(c.expected(
                    "`:` after the deadline",
                    "write `by D + 14 days: withdrawal by Ukraine`",
                ));
            }
            Rule::By { deadline, act: pattern(c)? }
        }
        Some("left") => {
            c.bump();
            let help = "write `left to people \"why\" watching attack by any party`";
            c.need(&["to", "people"], help)?;
            let why =
                c.text("the reason", "left to people \"the text is vague\" watching attack")?;
            c.need(&["watching"], help)?;
            Rule::People { why, watch: pattern(c)? }
        }
        _ => return Ok(None),
    }))
}

fn every(c: &mut Cursor<'_>) -> Parsed<Rule> {
    let trigger = Box::new(pattern(c)?);
    c.need(&["is", "followed", "by"], EVERY)?;
    let answer = Box::new(pattern(c)?);
    let same_place = c.eat_all(&["at", "the", "same", "place"]);
    c.need(&["within"], EVERY)?;
    let within = quantity(c, false)?;
    c.eat_mark(',');
    let mut least = None;
    if c.are(&["in", "at", "least"]) || c.are(&["at", "least"]) {
        c.eat("in");
        c.eat_all(&["at", "least"]);
        let help = "write `in at least 80 % of cases`";
        least = Some(number(c, "a share in percent", help)?);
        if !c.eat_mark('%') {
            return Err(c.expected("`%`", help));
        }
        c.eat_all(&["of", "cases"]);
    }
    Ok(Rule::Every { trigger, answer, same_place, within, least })
}

/// A pattern: kinds, then its parts in any order.
pub(super) fn pattern(c: &mut Cursor<'_>) -> Parsed<Pattern> {
    let start = c.peek().span.start;
    let mut pattern = Pattern::default();
    if !c.eat("anything") {
        pattern.kinds = alternatives(c, kind)?;
    }
    while part(c, &mut pattern)? {}
    pattern.span = Span { start, end: c.last_end().max(start) };
    Ok(pattern)
}

fn kind(c: &mut Cursor<'_>) -> Parsed<Word> {
    let token = c.peek().clone();
    match token.kind {
        // `withdrawal` begins an item as well; here it is a kind of event.
        TokenKind::Bare(word)
            if word == "withdrawal"
                || (!crate::words::is_reserved(&word) && word.starts_with(char::is_alphabetic)) =>
        {
            c.bump();
            Ok(Word { value: word, span: token.span })
        }
        _ => Err(c.expected(
            "a kind of event",
            "for instance `attack`, `shelling`, `weapon-presence`, `aid-obstruction`, or \
             `anything`",
        )),
    }
}

/// One part of a pattern; false where none begins.
fn part(c: &mut Cursor<'_>, pattern: &mut Pattern) -> Parsed<bool> {
    let span = c.peek().span;
    let twice = |c: &mut Cursor<'_>, part: &'static str, help: &str| {
        Err::<bool, Stop>(c.fail(ParseError::PartTwice {
            part,
            span: span.into(),
            help: help.to_string(),
        }))
    };
    match c.word_at(0) {
        Some(word @ ("of" | "with")) => {
            let with = word == "with";
            if pattern.weapons.is_some() {
                return twice(c, "of", "join weapons with `or`: `of tank or mortar`");
            }
            c.bump();
            if !with && c.is("more") {
                more_than(c, pattern)?;
            }
            let names = alternatives(c, |c| c.name("a class of weapon", "of heavy-weapon"))?;
            pattern.weapons = Some(WeaponPart { with, names });
        }
        // `by D + 14 days:` on a line of its own begins another rule.
        Some("by") if c.peek().first_on_line && begins_moment(c.word_at(1)) => return Ok(false),
        Some("by") => {
            if !pattern.by.is_empty() {
                return twice(c, "by", "join authors with `or`: `by Russia or Government`");
            }
            c.bump();
            pattern.by = alternatives(c, group)?;
        }
        Some(word @ ("on" | "to" | "against")) => {
            let to = word == "to";
            if pattern.on.is_some() {
                return twice(c, "on", "join targets with `or`: `on Russia or Government`");
            }
            c.bump();
            pattern.on = Some(OnPart { to, groups: alternatives(c, group)? });
        }
        Some("in") if c.are(&["in", "at", "least"]) => return Ok(false),
        Some("in") if c.are(&["in", "self-defence"]) => {
            if pattern.self_defence.is_some() {
                return twice(c, "self-defence", "say it once");
            }
            c.eat_all(&["in", "self-defence"]);
            pattern.self_defence = Some(true);
        }
        Some("unless") => {
            if pattern.self_defence.is_some() {
                return twice(c, "self-defence", "say it once");
            }
            c.bump();
            c.need(&["self-defence"], "the one exception is `unless self-defence`")?;
            pattern.self_defence = Some(false);
        }
        Some("in") => {
            if pattern.place.is_some() {
                return twice(c, "in", "a rule has one place; write a second term for another");
            }
            c.bump();
            pattern.place = Some(PlacePart::In(c.name("an area", "in Castello")?));
        }
        // `within 72 h` ends a duty, `within 3 500 m of …` is a place.
        Some("within") if !begins_limit(c) => {
            if pattern.place.is_some() {
                return twice(c, "within", "a rule has one place; write a second term for another");
            }
            c.bump();
            pattern.place = Some(within(c)?);
        }
        Some("more") => {
            if pattern.more_than.is_some() {
                return twice(c, "more than", "say it once");
            }
            more_than(c, pattern)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn more_than(c: &mut Cursor<'_>, pattern: &mut Pattern) -> Parsed<()> {
    let help = "write `more than 20`";
    let span = c.peek().span;
    c.need(&["more", "than"], help)?;
    let number = number(c, "a number", help)?;
    if pattern.more_than.replace(number).is_some() {
        return Err(c.fail(ParseError::PartTwice {
            part: "more than",
            span: span.into(),
            help: "say it once".to_string(),
        }));
    }
    Ok(())
}

fn within(c: &mut Cursor<'_>) -> Parsed<PlacePart> {
    let help = "write `within 3 500 m north of Castello`, or `within 3 500 m of Castello`";
    let distance = quantity(c, true)?;
    let side = match c.word_at(0) {
        Some("north") => Some(Side::North),
        Some("south") => Some(Side::South),
        Some("east") => Some(Side::East),
        Some("west") => Some(Side::West),
        _ => None,
    };
    if side.is_some() {
        c.bump();
    }
    if !c.eat("of") {
        let word = c.word_at(0).filter(|_| side.is_none());
        let near = word.and_then(|w| nearest(w, ["north", "south", "east", "west"]));
        let expected = near.map_or_else(|| "`of`".to_string(), |near| format!("`{near}`"));
        return Err(c.expected(&expected, help));
    }
    Ok(PlacePart::Within { distance, side, of: c.name("an area", "within 500 m of Castello")? })
}

/// Whether `within` here is followed by a length of time.
fn begins_limit(c: &Cursor<'_>) -> bool {
    let mut ahead = 1;
    loop {
        let Some(word) = c.word_at(ahead) else { return false };
        let letters = word.trim_start_matches(|x: char| x.is_ascii_digit() || x == '.');
        if let Some(unit) = Unit::of(letters) {
            return !unit.is_length();
        }
        if !letters.is_empty() || word.is_empty() {
            return false;
        }
        ahead += 1;
        // A number alone: whether a limit or a place is meant shows in what follows.
        if c.word_at(ahead).is_none() || c.peek_at(ahead).first_on_line {
            return true;
        }
    }
}

/// Who.
pub(super) fn group(c: &mut Cursor<'_>) -> Parsed<Group> {
    if c.eat_all(&["any", "party"]) || c.eat("party") {
        return Ok(Group::AnyParty);
    }
    if c.eat_all(&["anyone", "bound"]) || c.eat("bound") {
        return Ok(Group::Bound);
    }
    if c.eat_all(&["anyone", "outside"]) || c.eat("outside") {
        return Ok(Group::AnyOutside);
    }
    if c.eat("actor") {
        return Ok(Group::Actor(c.name("an actor of the case", "actor \"UNIFIL\"")?));
    }
    if c.is("any") || c.is("anyone") {
        return Err(c.expected(
            "`any party`, `anyone bound` or `anyone outside`",
            "parties and guarantors together are `anyone bound`",
        ));
    }
    Ok(Group::Named(c.name("a party, guarantor or group", "by any party")?))
}

/// Things joined by `or`.
pub(super) fn alternatives<T>(
    c: &mut Cursor<'_>,
    one: impl Fn(&mut Cursor<'_>) -> Parsed<T>,
) -> Parsed<Vec<T>> {
    let mut all = vec![one(c)?];
    while c.eat("or") {
        all.push(one(c)?);
    }
    Ok(all)
}

/// A moment of the deal.
pub(super) fn moment(c: &mut Cursor<'_>) -> Parsed<Moment> {
    c.eat("the");
    if c.eat("opening") {
        c.need(&["of"], "write `the opening of JIC`")?;
        return Ok(Moment::Opening(c.name("a phase", "the opening of JIC")?));
    }
    if c.eat("close") {
        c.need(&["of"], "write `the close of \"First window\"`")?;
        return Ok(Moment::Close(c.name("a window", "the close of \"First window\"")?));
    }
    if c.is("D") {
        let start = c.bump().span;
        let minus = c.is_mark('-');
        let shift =
            if c.eat_mark('+') || c.eat_mark('-') { Some(quantity(c, false)?) } else { None };
        let end = c.last_end();
        return Ok(Moment::DayD { minus, shift, span: Span { start: start.start, end } });
    }
    if c.word_at(0).is_some_and(looks_like_date) {
        return Ok(Moment::At(instant(c)?));
    }
    Err(c.expected(
        "a moment",
        "write `D`, `D + 72 h`, `2016-09-12 19:00`, `the opening of JIC` or \
         `the close of \"First window\"`",
    ))
}

fn begins_moment(word: Option<&str>) -> bool {
    word.is_some_and(|w| matches!(w, "D" | "the" | "opening" | "close") || looks_like_date(w))
}

fn looks_like_date(word: &str) -> bool {
    word.starts_with(|x: char| x.is_ascii_digit()) && word.matches('-').count() == 2
}

fn looks_like_time(word: &str) -> bool {
    word.contains(':') && word.starts_with(|x: char| x.is_ascii_digit())
}

/// A date with or without a time; whether it exists is checked later.
pub(super) fn instant(c: &mut Cursor<'_>) -> Parsed<Instant> {
    let token = c.peek().clone();
    let date = match token.kind {
        TokenKind::Bare(word) if looks_like_date(&word) => {
            c.bump();
            Word { value: word, span: token.span }
        }
        _ => return Err(c.expected("a date", "write year, month and day: `2016-09-12`")),
    };
    let token = c.peek().clone();
    let time = match token.kind {
        TokenKind::Bare(word) if looks_like_time(&word) && !token.first_on_line => {
            c.bump();
            Some(Word { value: word, span: token.span })
        }
        _ => None,
    };
    Ok(Instant { date, time })
}

/// A whole number, its thousands apart or not: `3500`, `3 500`.
pub(super) fn number(c: &mut Cursor<'_>, what: &str, help: &str) -> Parsed<Word> {
    let is_digits = |w: &str| !w.is_empty() && w.chars().all(|x| x.is_ascii_digit());
    if !c.word_at(0).is_some_and(is_digits) {
        return Err(c.expected(what, help));
    }
    let start = c.peek().span;
    let mut digits = String::new();
    let mut end = start;
    while let Some(word) = c.word_at(0) {
        let joins =
            is_digits(word) && (digits.is_empty() || (word.len() == 3 && !c.peek().first_on_line));
        if !joins {
            break;
        }
        digits.push_str(word);
        end = c.bump().span;
    }
    Ok(Word { value: digits, span: start.to(end) })
}

/// A number with its unit, of length or of time.
pub(super) fn quantity(c: &mut Cursor<'_>, length: bool) -> Parsed<Quantity> {
    let quantity = any_quantity(c, length)?;
    if quantity.unit.is_length() != length {
        let what = if length { "a distance" } else { "a length of time" };
        return Err(c.fail(ParseError::WrongUnit {
            unit: quantity.unit.word(&quantity.number).to_string(),
            what,
            span: quantity.span.into(),
            help: unit_help(&quantity.number, length),
        }));
    }
    Ok(quantity)
}

fn unit_help(number: &str, length: bool) -> String {
    if length {
        format!("write `{number} m` or `{number} km`")
    } else {
        format!("write `{number} h`, `{number} days` or `{number} min`")
    }
}

/// A number with any unit; `length` says which one to propose where it is missing.
pub(super) fn any_quantity(c: &mut Cursor<'_>, length: bool) -> Parsed<Quantity> {
    let what = if length { "a distance" } else { "a length of time" };
    let help = if length { "for instance `3 500 m`" } else { "for instance `72 h` or `14 days`" };
    let token = c.peek().clone();
    let TokenKind::Bare(word) = &token.kind else { return Err(c.expected(what, help)) };
    let digits_end = word.find(|x: char| !x.is_ascii_digit() && x != '.').unwrap_or(word.len());
    let (digits, letters) = word.split_at(digits_end);
    // `1.h` would be written `1. h`, and a point that ends a word belongs to no number.
    if digits.is_empty() || digits.ends_with('.') {
        return Err(c.expected(what, help));
    }
    // `72h`, `1.5km`
    if !letters.is_empty() || digits.contains('.') {
        let digits = digits.to_string();
        let glued = Unit::of(letters);
        if letters.is_empty() || glued.is_some() {
            c.bump();
        } else {
            return Err(c.expected(what, help));
        }
        return match glued {
            Some(unit) => Ok(Quantity { number: digits, unit, span: token.span }),
            None => unit(c, digits, token.span, length),
        };
    }
    let digits = number(c, what, help)?;
    // `3 500m`
    if let Some(word) = c.word_at(0).map(str::to_string) {
        let letters = word.trim_start_matches(|x: char| x.is_ascii_digit());
        let group = word.len() - letters.len();
        if let (3, Some(unit)) = (group, Unit::of(letters)) {
            let span = digits.span.to(c.bump().span);
            let thousands = word.get(..group).unwrap_or("");
            return Ok(Quantity { number: digits.value + thousands, unit, span });
        }
    }
    unit(c, digits.value, digits.span, length)
}

fn unit(c: &mut Cursor<'_>, number: String, span: Span, length: bool) -> Parsed<Quantity> {
    if let Some(unit) = c.word_at(0).filter(|_| !c.peek().first_on_line).and_then(Unit::of) {
        let span = span.to(c.bump().span);
        return Ok(Quantity { number, unit, span });
    }
    let number = if number.contains('.') { number } else { thousands_apart(&number) };
    let help = unit_help(&number, length);
    Err(c.fail(ParseError::MissingUnit { number, span: span.into(), help }))
}
