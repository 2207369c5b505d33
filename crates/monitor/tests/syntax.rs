//! Laws of reading and printing.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::sync::Arc;

use armistice_monitor::{
    Arithmetic, Checked, Comparison, Formula, Kind, MAX_DEPTH, Node, Signature, Stream, Term,
    parse_formula,
};
use proptest::prelude::*;
use shared::generate;

/// Terms with every operator, nested.
fn term() -> impl Strategy<Value = Term> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["x", "y_1", "großes", "i2f", "_u"]).prop_map(Term::var),
        generate::text().prop_map(Term::Constant),
    ];
    leaf.prop_recursive(4, 12, 2, |inner| {
        let operator = prop::sample::select(vec![
            Arithmetic::Add,
            Arithmetic::Subtract,
            Arithmetic::Multiply,
            Arithmetic::Divide,
            Arithmetic::Modulo,
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(a, operator, b)| Term::arithmetic(a, operator, b)),
            inner.clone().prop_map(|a| Term::Negative(Box::new(a))),
            inner.clone().prop_map(|a| Term::Convert(Kind::Float, Box::new(a))),
            inner.prop_map(|a| Term::Convert(Kind::Int, Box::new(a))),
        ]
    })
}

/// Formulas over such terms, joined in all ways.
fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        generate::formula(false),
        (Just("p"), prop::collection::vec(term(), 0..3))
            .prop_map(|(name, terms)| Formula::pred(name, terms)),
        (term(), term()).prop_map(|(a, b)| Formula::compare(a, Comparison::LessOrEqual, b)),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(f, g)| f.and(g)),
            (inner.clone(), inner.clone()).prop_map(|(f, g)| f.or(g)),
            (inner.clone(), inner.clone()).prop_map(|(f, g)| f.implies(g)),
            (generate::past(), inner.clone(), inner.clone()).prop_map(|(i, f, g)| f.since(i, g)),
            (inner.clone(), inner.clone()).prop_map(|(f, g)| f.with("d", ["x", "y"], g)),
            inner.prop_map(Formula::negate),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_printed_reads_back(formula in formula()) {
        let text = formula.to_string();
        let again = parse_formula(&text);
        prop_assert_eq!(again.as_ref().ok(), Some(&formula), "{} gives {:?}", text, again);
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = parse_formula(&text);
        let _ = Signature::parse(&text);
        let _ = Stream::parse(&text, &Signature::open());
    }

    #[test]
    fn no_row_of_words_makes_the_readers_panic(words in prop::collection::vec(prop::sample::select(vec![
        "p", "(", ")", "[", "]", ",", ".", ";", "x", "_", "<-", "=", "<", "-", "+", "*", "7", "72h", "1.5", "\"t\"", "AND", "OR",
        "NOT", "EXISTS", "LET", "IN", "ONCE", "SINCE", "CNT", "MOD", "TRUE", "i2f", "@", "EQUIV", "FORALL", "ALWAYS", "(*", "*)",
    ]), 0..24)) {
        let text = words.join(" ");
        if let Ok(formula) = parse_formula(&text) {
            let _ = Checked::new(formula, &Signature::open());
        }
        let _ = Signature::parse(&text);
        let _ = Stream::parse(&text, &Signature::open());
    }
}

/// What opens, the innermost, what closes: ten thousand times.
#[test]
fn deep_nesting_is_refused_without_exhausting_the_stack() {
    const DEEP: usize = 10_000;
    for (open, inner, close) in [
        ("(", "p()", ")"),
        ("NOT ", "p()", ""),
        ("ONCE[0,1] ", "p()", ""),
        ("EXISTS x. ", "p(x)", ""),
        ("p() AND (", "p()", ")"),
        ("p() IMPLIES ", "p()", ""),
        ("p() AND ", "p()", ""),
        ("p() SINCE ", "p()", ""),
        ("LET a() = ", "p()", " IN a()"),
        ("LET a() = p() IN ", "p()", ""),
        ("x <- CNT x ", "p(x)", ""),
        ("x = (", "1", ")"),
        ("x = -(", "1", ")"),
        ("x = - ", "x", ""),
        ("(", "1", ") = x"),
        ("p(f2i(", "1", "))"),
        ("x = 1 + ", "1", ""),
    ] {
        let prefix = open.strip_prefix("x = ").or(open.strip_prefix("p("));
        let text = match prefix {
            // Only the term is repeated.
            Some(repeated) => format!(
                "{}{}{inner}{}",
                &open[..open.len() - repeated.len()],
                repeated.repeat(DEEP),
                close.repeat(DEEP)
            ),
            None => format!("{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP)),
        };
        assert!(parse_formula(&text).is_err(), "{open}");
    }
}

#[test]
fn a_formula_as_deep_as_allowed_goes_all_the_way() {
    let signature = Signature::parse("p(int)").unwrap();
    for step in
        ["NOT NOT ", "ONCE[0,1] ", "p(x) AND NOT ", "EXISTS y. p(y) AND ", "p(x) SINCE[0,1] "]
    {
        let levels = (MAX_DEPTH - 4) / 4;
        let text = format!("p(x) AND ({}p(x))", step.repeat(levels));
        let formula = parse_formula(&text).unwrap();
        assert_eq!(parse_formula(&formula.to_string()).unwrap(), formula, "{step}");
        let checked = Checked::new(formula, &signature).unwrap();
        let stream = Stream::parse("@1 p (1) @2 p (1)", &signature).unwrap();
        let _ = armistice_monitor::evaluate(&checked, &stream, armistice_monitor::End::Open);
    }
    let mut deep = Formula::pred("p", [Term::var("x")]);
    for _ in 1..MAX_DEPTH {
        deep = deep.negate();
    }
    assert_eq!(deep.depth(), MAX_DEPTH);
    assert!(Checked::new(deep.clone(), &signature).is_err());
    assert!(Checked::new(deep.clone().negate(), &signature).is_err());
    let _ = deep.to_string();
}

/// Found by fuzzing: arithmetic nested as deep as it is read must be read as it is printed.
#[test]
fn arithmetic_as_deep_as_allowed_is_printed_no_deeper() {
    let reads_back = |text: &str| match parse_formula(text) {
        Err(_) => false,
        Ok(formula) => {
            assert_eq!(parse_formula(&formula.to_string()).as_ref(), Ok(&formula), "{text}");
            true
        }
    };
    for (head, step, tail) in [
        ("", "- ", "-1 = x"),
        ("", "1 - ", "x = x"),
        ("x = 1", " - 1", ""),
        ("x = ", "1 * -", "(x + 1)"),
        ("q(x, ", "-", "(1 + x))"),
        ("", "NOT ", "x = y"),
        ("", "NOT ", "p(x + y)"),
        ("", "NOT ", "1 = - - -x * 2 - 1 - 1 - 1 - 1"),
    ] {
        let allowed: Vec<usize> = (1..=MAX_DEPTH + 1)
            .filter(|times| reads_back(&format!("{head}{}{tail}", step.repeat(*times))))
            .collect();
        assert!(allowed.len() > MAX_DEPTH / 2 - 5 && allowed.len() < MAX_DEPTH, "{step}{tail}");
    }
}

#[test]
fn precedence_is_monpolys() {
    let p = |name: &str| Formula::pred(name, []);
    let any = armistice_monitor::Interval::ANY;
    let reads = |text: &str, formula: Formula| {
        assert_eq!(parse_formula(text).unwrap(), formula, "{text}");
    };
    reads("a() OR b() AND NOT c() AND d()", p("a").or(p("b").and_not(p("c")).and(p("d"))));
    reads("a() IMPLIES b() IMPLIES c()", p("a").implies(p("b").implies(p("c"))));
    reads("a() EQUIV b() IMPLIES c()", p("a").equivalent(p("b").implies(p("c"))));
    reads("NOT ONCE a() AND b()", p("a").and(p("b")).once(any).negate());
    reads("a() AND ONCE b() SINCE c()", p("a").and(p("b").once(any)).since(any, p("c")));
    reads("a() SINCE b() UNTIL[0,1] c()", {
        let within = armistice_monitor::Interval::within(1);
        p("a").since(any, p("b").until(within, p("c")))
    });
    reads("EXISTS x. a() AND b()", p("a").and(p("b")).exists(["x"]));
    reads("a() AND (* b() OR *) c() # AND d()", p("a").and(p("c")));
    reads("p(_, x)", {
        let arguments = [Term::var("_1"), Term::var("x")];
        Formula::pred("p", arguments).exists(["_1"])
    });
    reads("x <-1", Formula::compare(Term::var("x"), Comparison::Less, Term::int(-1)));
    reads("(x + 1) * 2 = y", {
        let sum = Term::arithmetic(Term::var("x"), Arithmetic::Add, Term::int(1));
        Formula::equal(Term::arithmetic(sum, Arithmetic::Multiply, Term::int(2)), Term::var("y"))
    });
    let formula = parse_formula("n <- CNT i; z ONCE[0,7d) p(i, z) AND q(z)").unwrap();
    let Node::Aggregate(aggregate) = formula.node() else { panic!("{formula}") };
    assert_eq!(aggregate.group, [Arc::from("z")]);
    assert_eq!(aggregate.body.to_string(), "ONCE[0,7d) (p(i, z) AND q(z))");
}

#[test]
fn errors_point_at_the_place_and_say_what_to_write() {
    let says = |text: &str| {
        let error = parse_formula(text).unwrap_err();
        format!("{error} @ {:?}", text.get(error.span.start..error.span.end).unwrap_or(""))
    };
    insta::assert_snapshot!(says("p(x) AND"), @r#"the formula ends too early; after AND there should be a formula @ """#);
    insta::assert_snapshot!(says("p(x q(x)"), @r#""q" cannot stand here; put , between two arguments or ) after the last @ "q""#);
    insta::assert_snapshot!(says("p(x) q(x)"), @r#"the formula is complete before "q"; join two formulas with AND or OR, and check the parentheses @ "q""#);
    insta::assert_snapshot!(says("ONCE[5,3] p(x)"), @r#"this interval holds no moment; let the upper bound be at least the lower one; ( and ) leave their bound out @ "[5,3]""#);
    insta::assert_snapshot!(says("ONCE[5 p(x)"), @r#""p" cannot stand here; write an interval as [0,72h], [1d,7d) or [0,*) @ "p""#);
    insta::assert_snapshot!(says("EXISTS x p(x)"), @r#""p" cannot stand here; put a point after the variables: EXISTS x, y. … @ "p""#);
    insta::assert_snapshot!(says("n <- MEAN x p(x)"), @r#""MEAN" cannot stand here; after <- there should be CNT, SUM, MIN, MAX, AVG or MED @ "MEAN""#);
    insta::assert_snapshot!(says("p(\"open)"), @r#"this text does not end; close it with a quotation mark @ "\"open)""#);
    insta::assert_snapshot!(says("p(7x)"), @r#""7x" is neither a number nor a name; a name starts with a letter; the units of time are s, m, h and d @ "7x""#);
    insta::assert_snapshot!(says("x"), @r#"the formula ends too early; compare the term: =, <, <=, > or >=, or give arguments: p(x) @ """#);
    insta::assert_snapshot!(says("p(x) & q(x)"), @r#"'&' has no meaning here; remove it, or put it in quotes as part of a text @ "&""#);
    insta::assert_snapshot!(says("LETPAST a(x) = p(x) IN a(x)"), @r#""LETPAST" cannot stand here; LETPAST is not supported; say it with SINCE, UNTIL, ONCE, EVENTUALLY or LET @ "LETPAST""#);
    insta::assert_snapshot!(says("p(99999999999999999999)"), @r#"this number is too large; whole numbers go up to 9223372036854775807 @ "99999999999999999999""#);
    insta::assert_snapshot!(says(""), @r#"the formula ends too early; here a formula should start @ """#);
}

/// What is read at the deepest is printed so that it can be read again.
#[test]
fn a_row_of_negatives_is_printed_no_deeper() {
    for minuses in 90..110 {
        for text in [
            format!("p(y - {}x)", "-".repeat(minuses)),
            format!("p({}x - y)", "-".repeat(minuses)),
            format!("p(y * {}x MOD 2)", "-".repeat(minuses)),
        ] {
            let Ok(formula) = parse_formula(&text) else { continue };
            assert_eq!(parse_formula(&formula.to_string()).as_ref(), Ok(&formula), "{text}");
        }
    }
}
