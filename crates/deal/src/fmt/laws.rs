//! Laws of the formatter, on trees made at random.

use armistice_model::{EventKind, Side};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::write;
use crate::syntax::{
    Clause, Clock, ClockClause, Comment, Expectation, File, Group, Grouping, Instant, Item, Member,
    Moment, OnPart, Party, PartyClause, Pattern, Phase, PlacePart, Quantity, ReadingBody, Rule,
    Span, Term, TermClause, Unit, WeaponFit, WeaponPart, Window, WindowClause, Word,
};
use crate::{check, format, parse};

fn word(value: impl Into<String>) -> Word {
    Word { value: value.into(), span: Span::default() }
}

fn some_text() -> BoxedStrategy<Word> {
    prop_oneof![Just(String::new()), "\\PC{0,20}", "[a-z \"\\\\\n#]{0,12}"].prop_map(word).boxed()
}

/// Names of the pool recur, so that some of the deals are sound; words of the language and odd
/// characters show whether quotes stand where they must.
fn some_name() -> BoxedStrategy<Word> {
    let pool = vec!["A", "B", "C d", "Castello", "heavy", "IS"];
    let odd = vec!["party", "at", "self-defence", "D", "2a", "from", "h", "x", "a\"b", "\\"];
    prop_oneof![
        8 => prop::sample::select(pool).prop_map(str::to_string),
        1 => prop::sample::select(odd).prop_map(str::to_string),
        1 => "\\PC{1,8}".prop_filter("blank", |s| !s.trim().is_empty()),
    ]
    .prop_map(word)
    .boxed()
}

fn some_number() -> BoxedStrategy<Word> {
    prop_oneof!["[1-9]", "[1-9][0-9]{0,7}", "0[0-9]{0,3}"].prop_map(word).boxed()
}

fn some_term_number() -> BoxedStrategy<Word> {
    prop::sample::select(vec!["1", "1.a", "1.b", "2", "2.c.1", "IV.2", "7bis"])
        .prop_map(word)
        .boxed()
}

fn some_instant() -> BoxedStrategy<Instant> {
    let date = prop::sample::select(vec!["2016-09-12", "2016-02-30", "2017-01-01"]).prop_map(word);
    let time = prop::sample::select(vec!["19:00", "24:00", "07:30:15"]).prop_map(word);
    (date, option::of(time)).prop_map(|(date, time)| Instant { date, time }).boxed()
}

fn some_unit(length: bool) -> BoxedStrategy<Unit> {
    let units = if length {
        vec![Unit::Metres, Unit::Kilometres]
    } else {
        vec![Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks]
    };
    prop::sample::select(units).boxed()
}

fn some_quantity(length: bool) -> BoxedStrategy<Quantity> {
    let number = prop_oneof![3 => "[1-9][0-9]{0,5}", 1 => "[0-9]{1,4}\\.[0-9]"];
    (number, some_unit(length))
        .prop_map(|(number, unit)| Quantity { number, unit, span: Span::default() })
        .boxed()
}

fn some_moment() -> BoxedStrategy<Moment> {
    prop_oneof![
        (any::<bool>(), option::of(some_quantity(false))).prop_map(|(minus, shift)| {
            Moment::DayD { minus: minus && shift.is_some(), shift, span: Span::default() }
        }),
        some_instant().prop_map(Moment::At),
        some_name().prop_map(Moment::Opening),
        some_name().prop_map(Moment::Close),
    ]
    .boxed()
}

fn some_group() -> BoxedStrategy<Group> {
    prop_oneof![
        Just(Group::AnyParty),
        Just(Group::Bound),
        Just(Group::AnyOutside),
        some_name().prop_map(Group::Named),
        some_name().prop_map(Group::Actor),
    ]
    .boxed()
}

fn some_place() -> BoxedStrategy<PlacePart> {
    let side = prop::sample::select(vec![Side::North, Side::South, Side::East, Side::West]);
    prop_oneof![
        some_name().prop_map(PlacePart::In),
        (some_quantity(true), option::of(side), some_name())
            .prop_map(|(distance, side, of)| PlacePart::Within { distance, side, of }),
    ]
    .boxed()
}

fn some_pattern() -> BoxedStrategy<Pattern> {
    let kinds: Vec<&str> =
        EventKind::ALL.iter().map(|k| k.word()).chain(["attack", "mischief"]).collect();
    let kinds = vec(prop::sample::select(kinds).prop_map(word), 0..3);
    let weapons = (any::<bool>(), vec(some_name(), 1..3))
        .prop_map(|(with, names)| WeaponPart { with, names });
    let on =
        (any::<bool>(), vec(some_group(), 1..3)).prop_map(|(to, groups)| OnPart { to, groups });
    let rest = (option::of(some_place()), option::of(some_number()), option::of(any::<bool>()));
    (kinds, option::of(weapons), vec(some_group(), 0..3), option::of(on), rest)
        .prop_map(|(kinds, weapons, by, on, (place, more_than, self_defence))| Pattern {
            kinds,
            weapons,
            by,
            on,
            place,
            more_than,
            self_defence,
            span: Span::default(),
        })
        .boxed()
}

fn some_rule() -> BoxedStrategy<Rule> {
    let every = (
        some_pattern(),
        some_pattern(),
        any::<bool>(),
        some_quantity(false),
        option::of(some_number()),
    );
    prop_oneof![
        3 => some_pattern().prop_map(Rule::Never),
        1 => every.prop_map(|(trigger, answer, same_place, within, least)| Rule::Every {
            trigger: Box::new(trigger),
            answer: Box::new(answer),
            same_place,
            within,
            least,
        }),
        1 => (some_moment(), some_pattern())
            .prop_map(|(deadline, act)| Rule::By { deadline, act }),
        1 => (some_text(), some_pattern()).prop_map(|(why, watch)| Rule::People { why, watch }),
    ]
    .boxed()
}

fn some_comment() -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), "\\PC{0,15}".prop_map(|s| s.trim().to_string())].boxed()
}

fn some_clause<T: std::fmt::Debug + 'static>(
    body: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Clause<T>> {
    let comment = (some_comment(), any::<bool>())
        .prop_map(|(text, blank_before)| Comment { text, blank_before });
    let before = prop_oneof![4 => Just(Vec::new()), 1 => vec(comment, 1..3)];
    let after = prop_oneof![4 => Just(None), 1 => some_comment().prop_map(Some)];
    (before, any::<bool>(), body, after)
        .prop_map(|(before, blank_before, body, after)| Clause {
            before,
            blank_before,
            body,
            after,
            span: Span::default(),
        })
        .boxed()
}

fn some_member() -> BoxedStrategy<Member> {
    (some_name(), option::of(some_instant()), option::of(some_instant()))
        .prop_map(|(name, from, until)| Member { name, from, until })
        .boxed()
}

fn some_members() -> BoxedStrategy<Vec<Member>> {
    vec(some_member(), 1..4).boxed()
}

fn some_term_line() -> BoxedStrategy<TermClause> {
    let body = prop_oneof![
        some_rule().prop_map(|rule| ReadingBody::Rule(Box::new(rule))),
        some_quantity(true).prop_map(ReadingBody::Quantity),
        some_quantity(false).prop_map(ReadingBody::Quantity),
    ];
    prop_oneof![
        some_moment().prop_map(TermClause::From),
        some_moment().prop_map(TermClause::Until),
        some_rule().prop_map(|rule| TermClause::Rule(Box::new(rule))),
        // A reading has a name like any other.
        (some_name(), body).prop_map(|(name, body)| TermClause::Reading { name, body }),
        some_text().prop_map(TermClause::Assumed),
    ]
    .boxed()
}

fn some_item() -> BoxedStrategy<Item> {
    let names = || vec(some_name(), 1..3);
    let grouping = || {
        (some_member(), vec(some_clause(some_members()), 0..2))
            .prop_map(|(head, also)| Grouping { head, also })
    };
    let party_line = prop_oneof![
        some_members().prop_map(PartyClause::Members),
        some_name().prop_map(PartyClause::GuaranteedBy),
    ];
    let fit = (some_name(), option::of(some_number()), vec(some_name(), 0..3))
        .prop_map(|(class, calibre, models)| WeaponFit { class, calibre, models });
    let window_line = prop_oneof![
        some_moment().prop_map(WindowClause::From),
        some_quantity(false).prop_map(WindowClause::Lasts),
        names().prop_map(WindowClause::ExtendedBy),
        some_text().prop_map(WindowClause::Assumed),
    ];
    let clock_line = prop_oneof![
        some_moment().prop_map(ClockClause::From),
        vec(some_term_number(), 1..3).prop_map(ClockClause::Counts),
        some_number().prop_map(ClockClause::Reaches),
        names().prop_map(ClockClause::RestartsBy),
    ];
    let expectation =
        (vec(some_group(), 1..3), some_text()).prop_map(|(who, what)| Expectation { who, what });
    let people = prop_oneof![
        grouping().prop_map(Item::Guarantor),
        grouping().prop_map(Item::Outside),
        (some_name(), option::of(some_text()), vec(some_clause(party_line), 0..3))
            .prop_map(|(name, words, clauses)| Item::Party(Party { name, words, clauses })),
        (some_name(), names()).prop_map(|(name, may_be)| Item::Mixed { name, may_be }),
        names().prop_map(Item::Withdrawal),
    ];
    let head = prop_oneof![
        some_text().prop_map(Item::Deal),
        (some_instant(), option::of(some_name()))
            .prop_map(|(when, place)| Item::Agreed { when, place }),
        prop::sample::select(vec!["Asia/Damascus", "Etc/GMT+3"])
            .prop_map(|zone| Item::Zone(word(zone))),
        some_instant().prop_map(Item::DayD),
    ];
    let things = prop_oneof![
        (some_name(), vec(fit, 1..3)).prop_map(|(name, any_of)| Item::Weapon { name, any_of }),
        (some_name(), some_name()).prop_map(|(name, place)| Item::Area {
            name,
            sort: word("road"),
            place,
        }),
        (some_name(), vec(some_clause(window_line), 0..3))
            .prop_map(|(name, clauses)| Item::Window(Window { name, clauses })),
        (some_name(), vec(some_clause(clock_line), 0..3))
            .prop_map(|(name, clauses)| Item::Clock(Clock { name, clauses })),
        (some_name(), some_name(), vec(some_clause(expectation), 0..2))
            .prop_map(|(name, clock, expects)| Item::Phase(Phase { name, clock, expects })),
    ];
    let term =
        (some_term_number(), option::of(some_text()), vec(some_clause(some_term_line()), 0..4))
            .prop_map(|(number, words, clauses)| Item::Term(Term { number, words, clauses }));
    prop_oneof![1 => head, 2 => people, 2 => things, 3 => term].boxed()
}

fn some_file() -> BoxedStrategy<File> {
    let end = vec(some_comment().prop_map(|text| Comment { text, blank_before: false }), 0..2);
    (vec(some_clause(some_item()), 0..6), end).prop_map(|(items, end)| File { items, end }).boxed()
}

/// A tree as text, without what writing it anew may change: places and empty lines.
fn meaning(file: &File) -> String {
    let mut text = format!("{file:?}");
    for (opening, closing) in [("Span {", '}'), ("blank_before: ", ',')] {
        let mut kept = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(opening) {
            kept.push_str(&rest[..at]);
            let after = &rest[at..];
            rest = after.find([closing, '}']).map_or("", |end| &after[end + 1..]);
        }
        kept.push_str(rest);
        text = kept;
    }
    text
}

/// What a check says, without places.
fn said(source: &str) -> String {
    match check(source) {
        Ok(mut deal) => {
            for term in &mut deal.terms {
                term.span = (0, 0);
            }
            format!("{deal:?}")
        }
        Err(errors) => errors.iter().map(|e| format!("{e}\n")).collect(),
    }
}

/// A sound deal around terms whose rules are made at random.
fn sound_source(rules: &[Rule]) -> String {
    let mut source = String::from(
        "deal \"X\" time zone Asia/Damascus day D is 2016-09-12 19:00\n\
         party A \"a\" members a\n party B members b\n outside IS\n guarantor \"C d\"\n\
         weapon heavy is tank area Castello is road R area x is place y\n\
         clock A reaches 3 days counts days without breach of 1\n\
         phase A when A reached\n window \"C d\" lasts 2 days\n",
    );
    for (at, rule) in rules.iter().enumerate() {
        let clause = Clause {
            before: vec![Comment { text: "why".to_string(), blank_before: true }],
            blank_before: true,
            body: TermClause::Rule(Box::new(rule.clone())),
            after: Some("so".to_string()),
            span: Span::default(),
        };
        let term = Term {
            number: word(format!("1.{at}")),
            words: Some(word("words")),
            clauses: vec![clause],
        };
        let item = Clause {
            before: Vec::new(),
            blank_before: false,
            body: Item::Term(term),
            after: None,
            span: Span::default(),
        };
        source.push_str(&write(&File { items: vec![item], end: Vec::new() }));
    }
    source
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_reads_as_it_was_meant(file in some_file()) {
        let text = write(&file);
        let (read, errors) = parse(&text);
        prop_assert!(errors.is_empty(), "{text}\n{errors:?}");
        let read = read.unwrap_or_default();
        prop_assert_eq!(meaning(&file), meaning(&read), "{}", text);
        prop_assert_eq!(write(&read), text);
    }

    #[test]
    fn writing_anew_changes_no_meaning(
        rules in vec(some_rule(), 1..4),
        spaces in vec(prop::sample::select(vec![" ", "  ", "\t"]), 1..9),
        carriage_returns in any::<bool>(),
    ) {
        let mut source = String::from("\u{feff}");
        // Spaces inside quotes are part of names; only those outside may be changed.
        let mut quoted = false;
        let mut escaped = false;
        let mut spaces = spaces.iter().cycle();
        for c in sound_source(&rules).chars() {
            match c {
                ' ' if !quoted => source.push_str(spaces.next().unwrap()),
                '\n' if carriage_returns => source.push_str("\r\n"),
                c => source.push(c),
            }
            quoted ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
        }
        let formatted = format(&source);
        prop_assert!(formatted.is_ok(), "{source}\n{formatted:?}");
        let formatted = formatted.unwrap();
        prop_assert_eq!(said(&source), said(&formatted), "{}", formatted);
        prop_assert_eq!(format(&formatted).unwrap(), formatted);
    }
}

#[test]
fn some_of_the_deals_made_at_random_are_sound() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sound = (0..400)
        .filter(|_| {
            let rule = some_rule().new_tree(&mut runner).unwrap().current();
            check(&sound_source(&[rule])).is_ok()
        })
        .count();
    assert!(sound > 20, "only {sound} of 400: the law above says too little");
}
