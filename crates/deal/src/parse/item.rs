//! What begins at the margin, and the lines inside.

use super::ParseError;
use super::cursor::{Cursor, Parsed, suggest};
use super::rule::{alternatives, any_quantity, group, instant, moment, number, quantity, rule};
use crate::lexer::{Span, TokenKind};
use crate::near::nearest;
use crate::syntax::{
    Clause, Clock, ClockClause, Expectation, File, Grouping, Instant, Item, Member, Party,
    PartyClause, Phase, ReadingBody, Term, TermClause, WeaponFit, Window, WindowClause, Word,
};
use crate::words::{
    AREA_SORTS, CLOCK_LINES, ITEMS, PARTY_LINES, TERM_LINES, WINDOW_LINES, is_reserved, listed,
};

/// A whole deal.
pub(super) fn file(c: &mut Cursor<'_>) -> File {
    let mut items = Vec::new();
    while !c.at_end() {
        let opening = c.open();
        // Item lines take their own comments; the one on the first line belongs to the item.
        let begun = Header { opening: Some(opening) };
        match item(c, begun) {
            Ok(item) => items.push(item),
            Err(_) => c.recover(ITEMS),
        }
    }
    File { items, end: c.rest() }
}

/// Holds the opening of an item until its first line is read.
struct Header {
    opening: Option<super::cursor::Opening>,
}

impl Header {
    fn close(&mut self, c: &mut Cursor<'_>) -> Clause<()> {
        let opening = self.opening.take().unwrap_or_else(|| c.open());
        c.close(opening, ())
    }
}

fn with<T, U>(clause: Clause<T>, body: U, end: usize) -> Clause<U> {
    Clause {
        before: clause.before,
        blank_before: clause.blank_before,
        body,
        after: clause.after,
        span: clause.span.to(Span { start: end, end }),
    }
}

fn item(c: &mut Cursor<'_>, mut header: Header) -> Parsed<Clause<Item>> {
    let word = c.word_at(0).map(str::to_string);
    let body = match word.as_deref() {
        Some("deal") => {
            c.bump();
            Item::Deal(c.text("the title of the deal", "deal \"Ceasefire of 12 September\"")?)
        }
        Some("agreed") => {
            c.bump();
            let when = instant(c)?;
            let place = if c.eat("at") {
                Some(c.name("a place", "agreed 2016-09-09 at Geneva")?)
            } else {
                None
            };
            Item::Agreed { when, place }
        }
        Some("time") => {
            c.bump();
            c.need(&["zone"], "write `time zone Asia/Damascus`")?;
            Item::Zone(c.name("a time zone", "time zone Asia/Damascus")?)
        }
        Some("day") => {
            c.bump();
            c.need(&["D"], "write `day D is 2016-09-12 19:00`")?;
            definition(c, "day D is 2016-09-12 19:00")?;
            Item::DayD(instant(c)?)
        }
        Some("mixed") => {
            c.bump();
            let name = c.name("a mixed name", "mixed insurgents may be Opposition or IS")?;
            c.need(&["may", "be"], "write `mixed insurgents may be Opposition or IS`")?;
            let may_be = alternatives(c, |c| c.name("a party or group", "Opposition or IS"))?;
            Item::Mixed { name, may_be }
        }
        Some("weapon") => {
            c.bump();
            let example = "weapon heavy-weapon is tank, artillery of 100 mm or more";
            let name = c.name("a class of weapon", example)?;
            definition(c, example)?;
            Item::Weapon { name, any_of: commas(c, weapon_fit)? }
        }
        Some("area") => {
            c.bump();
            let name = c.name("an area", "area Castello is road \"Castello Road\"")?;
            definition(c, "area Castello is road \"Castello Road\"")?;
            let sort = area_sort(c)?;
            let place = c.name("a place of the case", "road \"Castello Road\"")?;
            Item::Area { name, sort, place }
        }
        Some("withdrawal") => {
            c.bump();
            c.need(&["by"], "write `withdrawal by Russia or \"United States\"`")?;
            Item::Withdrawal(alternatives(c, |c| c.name("a guarantor or party", "Russia"))?)
        }
        _ => return item_with_lines(c, header),
    };
    let head = header.close(c);
    Ok(with(head, body, c.last_end()))
}

/// An item that has lines of its own.
fn item_with_lines(c: &mut Cursor<'_>, mut header: Header) -> Parsed<Clause<Item>> {
    let word = c.word_at(0).map(str::to_string);
    let (head, item) = match word.as_deref() {
        Some("guarantor") => {
            c.bump();
            let head = member(c, "a guarantor", "guarantor Russia")?;
            let (line, also) = grouping(c, header)?;
            (line, Item::Guarantor(Grouping { head, also }))
        }
        Some("outside") => {
            c.bump();
            let head = member(c, "a group outside the deal", "outside IS")?;
            let (line, also) = grouping(c, header)?;
            (line, Item::Outside(Grouping { head, also }))
        }
        Some("party") => {
            c.bump();
            let name = c.name("a party", "party Government \"Government of Syria\"")?;
            let words = words(c);
            let line = header.close(c);
            let clauses = lines(c, "party", PARTY_LINES, party_line);
            (line, Item::Party(Party { name, words, clauses }))
        }
        Some("term") => {
            c.bump();
            let number = term_number(c)?;
            let words = words(c);
            let line = header.close(c);
            let clauses = lines(c, "term", TERM_LINES, term_line);
            (line, Item::Term(Term { number, words, clauses }))
        }
        Some("window") => {
            c.bump();
            let name = c.name("a window", "window \"First window\"")?;
            let line = header.close(c);
            let clauses = lines(c, "window", WINDOW_LINES, window_line);
            (line, Item::Window(Window { name, clauses }))
        }
        Some("clock") => {
            c.bump();
            let name = c.name("a clock", "clock Adherence")?;
            let line = header.close(c);
            let clauses = lines(c, "clock", CLOCK_LINES, clock_line);
            (line, Item::Clock(Clock { name, clauses }))
        }
        Some("phase") => {
            c.bump();
            let help = "write `phase JIC when Adherence reached`";
            let name = c.name("a phase", "phase JIC when Adherence reached")?;
            c.need(&["when"], help)?;
            let clock = c.name("a clock", "phase JIC when Adherence reached")?;
            c.eat("is");
            c.need(&["reached"], help)?;
            let line = header.close(c);
            let expects = lines(c, "phase", &["expect", "expects"], expectation);
            (line, Item::Phase(Phase { name, clock, expects }))
        }
        _ => {
            let (found, span) = (c.found(), c.peek().span);
            let help = match word.as_deref().and_then(|w| nearest(w, ITEMS.iter().copied())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a deal is made of {}", listed(ITEMS)),
            };
            c.bump();
            return Err(c.fail(ParseError::UnknownItem { found, span: span.into(), help }));
        }
    };
    let end = c.last_end();
    Ok(with(head, item, end))
}

/// The lines of an item, as long as there are any.
fn lines<T>(
    c: &mut Cursor<'_>,
    item: &'static str,
    known: &[&str],
    line: impl Fn(&mut Cursor<'_>) -> Parsed<Option<T>>,
) -> Vec<Clause<T>> {
    let mut all = Vec::new();
    loop {
        let next = c.peek();
        let begins = matches!(&next.kind, TokenKind::Bare(w) if known.contains(&w.as_str()));
        if c.at_end() || (!begins && (c.at_item() || next.at_margin)) {
            return all;
        }
        if !begins {
            let (found, span) = (c.found(), next.span);
            let misplaced = !next.first_on_line;
            let help = if misplaced {
                "begin a new line here, or leave it out".to_string()
            } else {
                suggest(c.word_at(0), known)
            };
            if misplaced {
                let _ = c.fail(ParseError::Expected {
                    expected: "the end of the line".to_string(),
                    found,
                    span: span.into(),
                    help,
                });
            } else {
                let _ = c.fail(ParseError::UnknownClause { found, item, span: span.into(), help });
            }
            c.bump();
            c.recover(known);
            continue;
        }
        let opening = c.open();
        match line(c) {
            Ok(Some(body)) => all.push(c.close(opening, body)),
            Ok(None) => return all,
            Err(_) => c.recover(known),
        }
    }
}

fn words(c: &mut Cursor<'_>) -> Option<Word> {
    let token = c.peek().clone();
    match token.kind {
        TokenKind::Text(text) => {
            c.bump();
            Some(Word { value: text, span: token.span })
        }
        _ => None,
    }
}

fn definition(c: &mut Cursor<'_>, example: &str) -> Parsed<()> {
    if c.eat("is") || c.eat_mark('=') {
        return Ok(());
    }
    Err(c.expected("`is`", &format!("write `{example}`")))
}

fn commas<T>(c: &mut Cursor<'_>, one: impl Fn(&mut Cursor<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    let mut all = vec![one(c)?];
    while c.eat_mark(',') {
        all.push(one(c)?);
    }
    Ok(all)
}

/// Names joined by `and`, commas, or both.
fn decision(c: &mut Cursor<'_>) -> Parsed<Vec<Word>> {
    c.need(&["by", "decision", "of"], "write `by decision of Russia and \"United States\"`")?;
    let mut all = vec![c.name("a guarantor or party", "by decision of Russia")?];
    while c.eat("and") || c.eat_mark(',') {
        all.push(c.name("a guarantor or party", "by decision of Russia")?);
    }
    Ok(all)
}

fn member(c: &mut Cursor<'_>, what: &str, example: &str) -> Parsed<Member> {
    let name = c.name(what, example)?;
    // On the same line only: `from` begins a line of other items.
    let bound = |c: &mut Cursor<'_>, word: &str| -> Parsed<Option<Instant>> {
        if c.is(word) && !c.peek().first_on_line {
            c.bump();
            return instant(c).map(Some);
        }
        Ok(None)
    };
    let from = bound(c, "from")?;
    let until = bound(c, "until")?;
    Ok(Member { name, from, until })
}

/// The lines of other names.
type Also = Vec<Clause<Vec<Member>>>;

fn grouping(c: &mut Cursor<'_>, mut header: Header) -> Parsed<(Clause<()>, Also)> {
    // `also` may follow on the same line; it is a line of its own when written anew.
    let head = header.close(c);
    let also = lines(c, "guarantor or group", &["also"], |c| {
        c.bump();
        commas(c, |c| member(c, "an actor of the case", "also \"Jabhat Fateh al-Sham\"")).map(Some)
    });
    Ok((head, also))
}

fn weapon_fit(c: &mut Cursor<'_>) -> Parsed<WeaponFit> {
    let example = "artillery of 100 mm or more";
    let class = c.name("a class of weapon", example)?;
    let mut calibre = None;
    if c.eat("of") {
        let help = "write `artillery of 100 mm or more`";
        calibre = Some(number(c, "a calibre", help)?);
        if !c.eat("mm") {
            return Err(c.expected("`mm` after the calibre", help));
        }
        c.eat_all(&["or", "more"]);
    }
    let mut models = Vec::new();
    if c.eat("model") || c.eat("models") {
        models = alternatives(c, |c| c.name("a model", "rocket-artillery model Uragan"))?;
    }
    Ok(WeaponFit { class, calibre, models })
}

fn area_sort(c: &mut Cursor<'_>) -> Parsed<Word> {
    let token = c.peek().clone();
    match token.kind {
        TokenKind::Bare(word) if AREA_SORTS.contains(&word.as_str()) => {
            c.bump();
            Ok(Word { value: word, span: token.span })
        }
        _ => Err(c.expected(
            "what sort of place it is",
            &format!("write one of {} before the place of the case", listed(AREA_SORTS)),
        )),
    }
}

fn term_number(c: &mut Cursor<'_>) -> Parsed<Word> {
    let token = c.peek().clone();
    match token.kind {
        TokenKind::Bare(word) if !is_reserved(&word) => {
            c.bump();
            Ok(Word { value: word, span: token.span })
        }
        _ => Err(c.expected("the number of a term", "for instance `1.a` or `2.c.1`")),
    }
}

fn party_line(c: &mut Cursor<'_>) -> Parsed<Option<PartyClause>> {
    if c.eat("members") {
        let example = "members \"Government of Syria\", Hezbollah";
        return Ok(Some(PartyClause::Members(commas(c, |c| {
            member(c, "an actor of the case", example)
        })?)));
    }
    c.need(&["guaranteed", "by"], "write `guaranteed by Russia`")?;
    Ok(Some(PartyClause::GuaranteedBy(c.name("a guarantor", "guaranteed by Russia")?)))
}

fn term_line(c: &mut Cursor<'_>) -> Parsed<Option<TermClause>> {
    Ok(Some(match c.word_at(0) {
        Some("from") => {
            c.bump();
            TermClause::From(moment(c)?)
        }
        Some("until") => {
            c.bump();
            TermClause::Until(moment(c)?)
        }
        Some("assumed") => {
            c.bump();
            TermClause::Assumed(c.text("the assumption", "assumed \"the text names no limit\"")?)
        }
        Some("reading") => {
            c.bump();
            let name = c.name("the reading", "reading \"Arabic account\": 3 000 m")?;
            if !c.eat_mark(':') {
                let help = "write `reading \"Arabic account\": 3 000 m`, or a whole rule after `:`";
                return Err(c.expected("`:`", help));
            }
            let body = match rule(c)? {
                Some(rule) => ReadingBody::Rule(Box::new(rule)),
                None => ReadingBody::Quantity(any_quantity(c, true)?),
            };
            TermClause::Reading { name, body }
        }
        _ => match rule(c)? {
            Some(rule) => TermClause::Rule(Box::new(rule)),
            None => return Ok(None),
        },
    }))
}

fn window_line(c: &mut Cursor<'_>) -> Parsed<Option<WindowClause>> {
    Ok(Some(match c.word_at(0) {
        Some("from") => {
            c.bump();
            WindowClause::From(moment(c)?)
        }
        Some("lasts") => {
            c.bump();
            WindowClause::Lasts(quantity(c, false)?)
        }
        Some("extended") => {
            c.bump();
            WindowClause::ExtendedBy(decision(c)?)
        }
        Some("assumed") => {
            c.bump();
            WindowClause::Assumed(c.text("the assumption", "assumed \"the text is silent\"")?)
        }
        _ => return Ok(None),
    }))
}

fn clock_line(c: &mut Cursor<'_>) -> Parsed<Option<ClockClause>> {
    Ok(Some(match c.word_at(0) {
        Some("from") => {
            c.bump();
            ClockClause::From(moment(c)?)
        }
        Some("counts") => {
            c.bump();
            let help = "write `counts days without breach of 1.a, 1.b, 2`";
            c.need(&["days", "without", "breach", "of"], help)?;
            ClockClause::Counts(commas(c, term_number)?)
        }
        Some("reaches") => {
            c.bump();
            let help = "write `reaches 7 days`";
            let days = number(c, "a number of days", help)?;
            if !c.eat("days") && !c.eat("day") {
                return Err(c.expected("`days`", help));
            }
            ClockClause::Reaches(days)
        }
        Some("restarts") => {
            c.bump();
            ClockClause::RestartsBy(decision(c)?)
        }
        _ => return Ok(None),
    }))
}

fn expectation(c: &mut Cursor<'_>) -> Parsed<Option<Expectation>> {
    if !c.eat("expects") && !c.eat("expect") {
        return Ok(None);
    }
    let mut who = vec![group(c)?];
    while c.eat("and") || c.eat_mark(',') {
        who.push(group(c)?);
    }
    let example = "expects Russia and \"United States\" to \"set up the centre\"";
    c.need(&["to"], &format!("write `{example}`"))?;
    Ok(Some(Expectation { who, what: c.text("what is expected", example)? }))
}
