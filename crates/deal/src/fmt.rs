//! Syntax tree → text in the one house style.
//!
//! One item to a paragraph, one clause to a line, two spaces in front of clauses; lines that grow
//! too long are broken between the parts of a rule. Comments stay with what they stand before or
//! behind. Writing the result anew changes nothing.

#[cfg(test)]
mod laws;

use armistice_model::Side;

use crate::explain::thousands_apart;
use crate::lexer::{TokenKind, lex};
use crate::lower::side_word;
use crate::syntax::{
    Clause, ClockClause, Comment, Expectation, File, Group, Instant, Item, Member, Moment,
    PartyClause, Pattern, PlacePart, Quantity, ReadingBody, Rule, TermClause, WeaponFit,
    WindowClause, Word,
};
use crate::words::is_reserved;

/// Lines longer than this are broken where they can be.
const WIDTH: usize = 100;

/// The deal in the house style.
#[must_use]
pub(crate) fn write(file: &File) -> String {
    let mut writer = Writer { out: String::new() };
    let mut last_was_block = false;
    for item in &file.items {
        let lines = lines_of(&item.body);
        let block = !lines.is_empty();
        writer.item(item, &lines, block || last_was_block);
        last_was_block = block;
    }
    for (at, comment) in file.end.iter().enumerate() {
        let apart = (at == 0 && last_was_block) || comment.blank_before;
        writer.comment(comment, "", apart);
    }
    writer.out
}

struct Writer {
    out: String,
}

impl Writer {
    fn item(&mut self, item: &Clause<Item>, lines: &[Clause<Vec<String>>], apart: bool) {
        for (at, comment) in item.before.iter().enumerate() {
            self.comment(comment, "", (at == 0 && apart) || comment.blank_before);
        }
        if item.blank_before || (apart && item.before.is_empty()) {
            self.blank();
        }
        self.line("", &head(&item.body), item.after.as_deref());
        for line in lines {
            for comment in &line.before {
                self.comment(comment, "  ", false);
            }
            self.line("  ", &line.body, line.after.as_deref());
        }
    }

    fn blank(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn comment(&mut self, comment: &Comment, indent: &str, apart: bool) {
        if apart {
            self.blank();
        }
        self.out.push_str(indent);
        self.out.push_str(&remark(&comment.text));
        self.out.push('\n');
    }

    /// Parts on one line, or on several where they do not fit.
    fn line(&mut self, indent: &str, parts: &[String], after: Option<&str>) {
        self.out.push_str(indent);
        let mut width = indent.chars().count();
        for (at, part) in parts.iter().enumerate() {
            let long = part.chars().count();
            if at > 0 && width + 1 + long > WIDTH {
                self.out.push('\n');
                self.out.push_str(indent);
                self.out.push_str("  ");
                width = indent.chars().count() + 2;
            } else if at > 0 {
                self.out.push(' ');
                width += 1;
            }
            self.out.push_str(part);
            width += long;
        }
        if let Some(after) = after {
            self.out.push_str("  ");
            self.out.push_str(&remark(after));
        }
        self.out.push('\n');
    }
}

fn remark(text: &str) -> String {
    if text.is_empty() { "#".to_string() } else { format!("# {text}") }
}

/// The first line of an item, in parts between which it may be broken.
fn head(item: &Item) -> Vec<String> {
    match item {
        Item::Deal(title) => vec![format!("deal {}", quoted(&title.value))],
        Item::Agreed { when, place } => {
            let place = place.as_ref().map(|p| format!(" at {}", name(p))).unwrap_or_default();
            vec![format!("agreed {}{place}", instant(when))]
        }
        Item::Zone(zone) => vec![format!("time zone {}", name(zone))],
        Item::DayD(when) => vec![format!("day D is {}", instant(when))],
        Item::Guarantor(group) => vec![format!("guarantor {}", member(&group.head))],
        Item::Outside(group) => vec![format!("outside {}", member(&group.head))],
        Item::Party(party) => {
            vec![format!("party {}{}", name(&party.name), words(party.words.as_ref()))]
        }
        Item::Mixed { name: mixed, may_be } => {
            let mut parts = vec![format!("mixed {}", name(mixed))];
            parts.push(format!("may be {}", either(may_be.iter().map(name).collect())));
            parts
        }
        Item::Weapon { name: weapon, any_of } => {
            let mut parts = vec![format!("weapon {} is", name(weapon))];
            parts.extend(separated(any_of.iter().map(weapon_fit).collect(), ","));
            parts
        }
        Item::Area { name: area, sort, place } => {
            vec![format!("area {} is {} {}", name(area), sort.value, name(place))]
        }
        Item::Term(term) => {
            vec![format!("term {}{}", term.number.value, words(term.words.as_ref()))]
        }
        Item::Window(window) => vec![format!("window {}", name(&window.name))],
        Item::Clock(clock) => vec![format!("clock {}", name(&clock.name))],
        Item::Phase(phase) => {
            vec![format!("phase {} when {} reached", name(&phase.name), name(&phase.clock))]
        }
        Item::Withdrawal(names) => {
            let mut parts = vec!["withdrawal by".to_string()];
            parts.extend(separated(names.iter().map(name).collect(), " or"));
            parts
        }
    }
}

fn words(words: Option<&Word>) -> String {
    words.map(|w| format!(" {}", quoted(&w.value))).unwrap_or_default()
}

/// The lines inside an item, each in parts.
fn lines_of(item: &Item) -> Vec<Clause<Vec<String>>> {
    match item {
        Item::Guarantor(group) | Item::Outside(group) => {
            each(&group.also, |members| listed("also", members))
        }
        Item::Party(party) => each(&party.clauses, |clause| match clause {
            PartyClause::Members(members) => listed("members", members),
            PartyClause::GuaranteedBy(who) => vec![format!("guaranteed by {}", name(who))],
        }),
        Item::Term(term) => each(&term.clauses, term_line),
        Item::Window(window) => each(&window.clauses, |clause| match clause {
            WindowClause::From(when) => vec![format!("from {}", moment(when))],
            WindowClause::Lasts(time) => vec![format!("lasts {}", quantity(time))],
            WindowClause::ExtendedBy(names) => decision("extended", names),
            WindowClause::Assumed(text) => vec![format!("assumed {}", quoted(&text.value))],
        }),
        Item::Clock(clock) => each(&clock.clauses, |clause| match clause {
            ClockClause::From(when) => vec![format!("from {}", moment(when))],
            ClockClause::Counts(numbers) => {
                let mut parts = vec!["counts days without breach of".to_string()];
                parts.extend(separated(numbers.iter().map(|n| n.value.clone()).collect(), ","));
                parts
            }
            ClockClause::Reaches(days) => {
                let word = if days.value == "1" { "day" } else { "days" };
                vec![format!("reaches {} {word}", thousands_apart(&days.value))]
            }
            ClockClause::RestartsBy(names) => decision("restarts", names),
        }),
        Item::Phase(phase) => each(&phase.expects, expectation),
        _ => Vec::new(),
    }
}

fn each<T>(clauses: &[Clause<T>], parts: impl Fn(&T) -> Vec<String>) -> Vec<Clause<Vec<String>>> {
    clauses
        .iter()
        .map(|clause| Clause {
            before: clause.before.clone(),
            blank_before: clause.blank_before,
            body: parts(&clause.body),
            after: clause.after.clone(),
            span: clause.span,
        })
        .collect()
}

fn term_line(clause: &TermClause) -> Vec<String> {
    match clause {
        TermClause::From(when) => vec![format!("from {}", moment(when))],
        TermClause::Until(when) => vec![format!("until {}", moment(when))],
        TermClause::Rule(found) => rule(found),
        TermClause::Reading { name, body } => {
            let mut parts = vec![format!("reading {}:", quoted(&name.value))];
            match body {
                ReadingBody::Rule(found) => parts.extend(rule(found)),
                ReadingBody::Quantity(found) => parts.push(quantity(found)),
            }
            parts
        }
        TermClause::Assumed(text) => vec![format!("assumed {}", quoted(&text.value))],
    }
}

fn rule(rule: &Rule) -> Vec<String> {
    match rule {
        Rule::Never(found) => led("never", pattern(found)),
        Rule::Every { trigger, answer, same_place, within, least } => {
            let mut parts = led("every", pattern(trigger));
            parts.extend(led("is followed by", pattern(answer)));
            if *same_place {
                parts.push("at the same place".to_string());
            }
            parts.push(format!("within {}", quantity(within)));
            if let Some(least) = least {
                parts.push(format!("in at least {} % of cases", thousands_apart(&least.value)));
            }
            parts
        }
        Rule::By { deadline, act } => led(&format!("by {}:", moment(deadline)), pattern(act)),
        Rule::People { why, watch } => {
            let mut parts = vec![format!("left to people {}", quoted(&why.value))];
            parts.extend(led("watching", pattern(watch)));
            parts
        }
    }
}

/// The first part with words before it.
fn led(words: &str, mut parts: Vec<String>) -> Vec<String> {
    if let Some(first) = parts.first_mut() {
        *first = format!("{words} {first}");
    }
    parts
}

fn pattern(pattern: &Pattern) -> Vec<String> {
    let mut parts = if pattern.kinds.is_empty() {
        vec!["anything".to_string()]
    } else {
        vec![either(pattern.kinds.iter().map(|k| k.value.clone()).collect())]
    };
    let more_than =
        || pattern.more_than.as_ref().map(|n| format!("more than {}", thousands_apart(&n.value)));
    let mut count_said = false;
    if let Some(weapons) = &pattern.weapons {
        let mut words = if weapons.with { "with" } else { "of" }.to_string();
        if let (false, Some(count)) = (weapons.with, more_than()) {
            words = format!("of {count}");
            count_said = true;
        }
        parts.push(format!("{words} {}", either(weapons.names.iter().map(name).collect())));
    }
    if !pattern.by.is_empty() {
        parts.push(format!("by {}", either(pattern.by.iter().map(group).collect())));
    }
    if let Some(on) = &pattern.on {
        let word = if on.to { "to" } else { "on" };
        parts.push(format!("{word} {}", either(on.groups.iter().map(group).collect())));
    }
    match &pattern.place {
        None => {}
        Some(PlacePart::In(area)) => parts.push(format!("in {}", name(area))),
        Some(PlacePart::Within { distance, side, of }) => {
            let side = side.map(|s: Side| format!("{} ", side_word(s))).unwrap_or_default();
            parts.push(format!("within {} {side}of {}", quantity(distance), name(of)));
        }
    }
    if !count_said {
        parts.extend(more_than());
    }
    match pattern.self_defence {
        Some(false) => parts.push("unless self-defence".to_string()),
        Some(true) => parts.push("in self-defence".to_string()),
        None => {}
    }
    parts
}

fn group(group: &Group) -> String {
    match group {
        Group::AnyParty => "any party".to_string(),
        Group::Bound => "anyone bound".to_string(),
        Group::AnyOutside => "anyone outside".to_string(),
        Group::Named(named) => name(named),
        Group::Actor(actor) => format!("actor {}", name(actor)),
    }
}

fn expectation(expectation: &Expectation) -> Vec<String> {
    let who = expectation.who.iter().map(group).collect();
    let mut parts = led("expects", separated(who, " and"));
    parts.push(format!("to {}", quoted(&expectation.what.value)));
    parts
}

fn decision(word: &str, names: &[Word]) -> Vec<String> {
    let mut parts = vec![format!("{word} by decision of")];
    parts.extend(separated(names.iter().map(name).collect(), " and"));
    parts
}

fn listed(word: &str, members: &[Member]) -> Vec<String> {
    led(word, separated(members.iter().map(member).collect(), ","))
}

/// Alternatives in one part, since they are read in one breath.
fn either(names: Vec<String>) -> String {
    names.join(" or ")
}

/// Parts with a separator behind each but the last.
fn separated(mut parts: Vec<String>, by: &str) -> Vec<String> {
    let last = parts.len().saturating_sub(1);
    for part in parts.iter_mut().take(last) {
        part.push_str(by);
    }
    parts
}

fn member(member: &Member) -> String {
    let bound = |word: &str, at: &Option<Instant>| {
        at.as_ref().map(|at| format!(" {word} {}", instant(at))).unwrap_or_default()
    };
    let (from, until) = (bound("from", &member.from), bound("until", &member.until));
    format!("{}{from}{until}", name(&member.name))
}

fn weapon_fit(fit: &WeaponFit) -> String {
    let calibre = fit.calibre.as_ref();
    let calibre = calibre.map(|c| format!(" of {} mm or more", thousands_apart(&c.value)));
    let models: Vec<String> = fit.models.iter().map(name).collect();
    let models =
        if models.is_empty() { String::new() } else { format!(" model {}", models.join(" or ")) };
    format!("{}{}{models}", name(&fit.class), calibre.unwrap_or_default())
}

fn moment(moment: &Moment) -> String {
    match moment {
        Moment::DayD { shift: None, .. } => "D".to_string(),
        Moment::DayD { minus, shift: Some(shift), .. } => {
            format!("D {} {}", if *minus { '-' } else { '+' }, quantity(shift))
        }
        Moment::At(at) => instant(at),
        Moment::Opening(phase) => format!("the opening of {}", name(phase)),
        Moment::Close(window) => format!("the close of {}", name(window)),
    }
}

fn instant(instant: &Instant) -> String {
    match &instant.time {
        None => instant.date.value.clone(),
        Some(time) => format!("{} {}", instant.date.value, time.value),
    }
}

fn quantity(quantity: &Quantity) -> String {
    let number = if quantity.number.contains('.') {
        quantity.number.clone()
    } else {
        thousands_apart(&quantity.number)
    };
    format!("{number} {}", quantity.unit.word(&quantity.number))
}

/// A name, between quotes only where it needs them.
fn name(word: &Word) -> String {
    let text = &word.value;
    let lexed = lex(text);
    let one_word = lexed.comments.is_empty()
        && lexed.errors.is_empty()
        && matches!(
            lexed.tokens.as_slice(),
            [only, end] if only.kind == TokenKind::Bare(text.clone()) && end.kind == TokenKind::End
        );
    if one_word && text.starts_with(char::is_alphabetic) && !is_reserved(text) {
        text.clone()
    } else {
        quoted(text)
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
