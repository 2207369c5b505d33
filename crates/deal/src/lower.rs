//! A checked rule → a formula over facts.
//!
//! The facts are fed by judgement. In each, `c` is the name of a claim:
//!
//! | fact | holds when |
//! |---|---|
//! | `kind(c, word)` | the claim falls under the kind word |
//! | `by(c, label)`, `on(c, label)` | its author, its target falls under the group ([`Group::label`]) |
//! | `weapon(c, name)` | its weapon belongs to the weapon set or class |
//! | `at(c, key)` | it happened there ([`place_key`]) |
//! | `place(c, z)` | it happened at the place `z`; for answers "at the same place" |
//! | `over(c, n)` | it says more than `n` |
//! | `self_defence(c)` | it is said to have been self-defence |
//! | `due(number)` | the deadline of the term with this number has come |
//! | `breach()`, `start()` | for clocks: a counted term is broken; the count begins |

use armistice_model::Side;
use armistice_monitor::{Formula, Interval, Term as Argument};

use crate::deal::{Clock, Group, Pattern, PlaceFit, Rule, Term};

const SECONDS_PER_DAY: u64 = 86_400;

/// What a breach of `rule`, the rule of `term` or of one of its readings, looks like.
///
/// The free variable of the formula is `c`, the claim that breaks the rule; a formula for a
/// deadline has none.
#[must_use]
pub fn formula(term: &Term, rule: &Rule) -> Formula {
    match rule {
        Rule::Never(pattern) | Rule::People { watch: pattern, .. } => matches(pattern, "c"),
        Rule::Every { trigger, answer, same_place, within, .. } => {
            let limit = Interval::within(u64::try_from(*within).unwrap_or(0));
            let (called, answered) = (matches(trigger, "c"), matches(answer, "d"));
            if *same_place {
                // `z` is found by the trigger, so that the negation on its right is safe.
                called
                    .and(place("c"))
                    .and_not(answered.and(place("d")).exists(["d"]).eventually(limit))
                    .exists(["z"])
            } else {
                called.and_not(answered.exists(["d"]).eventually(limit))
            }
        }
        Rule::By { act, .. } => Formula::pred("due", [Argument::str(term.number.as_str())])
            .and_not(matches(act, "c").exists(["c"]).once(Interval::ANY)),
    }
}

/// When a clock has reached its target: no breach for so many days, ever since it was started.
#[must_use]
pub fn clock_formula(clock: &Clock) -> Formula {
    // A later start annuls an earlier one: the count runs from the last.
    let unbroken = Formula::pred("breach", []).negate().and(Formula::pred("start", []).negate());
    unbroken.since(
        Interval::at_least(u64::from(clock.days).saturating_mul(SECONDS_PER_DAY)),
        Formula::pred("start", []),
    )
}

/// The constant by which a place stands in `at(c, …)`: `in Castello`,
/// `within 3500 m north of Castello`.
#[must_use]
pub fn place_key(place: &PlaceFit) -> String {
    match place {
        PlaceFit::In(area) => format!("in {area}"),
        PlaceFit::Within { metres, side: None, of } => format!("within {metres} m of {of}"),
        PlaceFit::Within { metres, side: Some(side), of } => {
            format!("within {metres} m {} of {of}", side_word(*side))
        }
    }
}

/// The word for a side of a line.
pub(crate) fn side_word(side: Side) -> &'static str {
    match side {
        Side::North => "north",
        Side::South => "south",
        Side::East => "east",
        Side::West => "west",
    }
}

/// The claims, named by `claim`, that fit the pattern.
fn matches(pattern: &Pattern, claim: &str) -> Formula {
    let fact =
        |name: &str, value: &str| Formula::pred(name, [Argument::var(claim), Argument::str(value)]);
    let one_of = |name: &str, values: Vec<&str>| {
        (!values.is_empty()).then(|| Formula::any(values.into_iter().map(|v| fact(name, v))))
    };
    let labels =
        |groups: &'_ [Group]| groups.iter().map(Group::label).map(str::to_string).collect();
    let (by, on): (Vec<String>, Vec<String>) = (labels(&pattern.by), labels(&pattern.on));
    let at = pattern.place.as_ref().map(place_key);
    let parts = [
        one_of("kind", pattern.kinds.iter().map(String::as_str).collect()),
        one_of("by", by.iter().map(String::as_str).collect()),
        one_of("on", on.iter().map(String::as_str).collect()),
        one_of("weapon", pattern.weapons.iter().map(String::as_str).collect()),
        at.as_deref().map(|key| fact("at", key)),
        pattern.more_than.map(|least| {
            let number = i64::try_from(least).unwrap_or(i64::MAX);
            Formula::pred("over", [Argument::var(claim), Argument::int(number)])
        }),
    ];
    let mut parts: Vec<Formula> = parts.into_iter().flatten().collect();
    let self_defence = || Formula::pred("self_defence", [Argument::var(claim)]);
    if pattern.self_defence == Some(true) {
        parts.push(self_defence());
    }
    if parts.is_empty() {
        // Something must find the claim: any kind will do.
        let any = Formula::pred("kind", [Argument::var(claim), Argument::var("k")]);
        parts.push(any.exists(["k"]));
    }
    // In a row, not as an even tree: it is read by people, and there are seven parts at most.
    let found = parts.into_iter().reduce(Formula::and).unwrap_or_else(Formula::falsehood);
    match pattern.self_defence {
        Some(false) => found.and_not(self_defence()),
        _ => found,
    }
}

fn place(claim: &str) -> Formula {
    Formula::pred("place", [Argument::var(claim), Argument::var("z")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deal::Moment;

    fn term(number: &str, rule: Rule) -> Term {
        Term {
            number: number.to_string(),
            words: String::new(),
            from: Moment::DayD(0),
            until: None,
            rule,
            readings: Vec::new(),
            assumptions: Vec::new(),
            span: (0, 0),
        }
    }

    fn text(number: &str, rule: Rule) -> String {
        let term = term(number, rule);
        formula(&term, &term.rule).to_string()
    }

    fn kinds(words: &[&str]) -> Pattern {
        Pattern { kinds: words.iter().map(ToString::to_string).collect(), ..Pattern::default() }
    }

    #[test]
    fn a_prohibition_is_a_row_of_facts() {
        let pattern = Pattern {
            kinds: vec!["weapon-presence".to_string()],
            by: vec![Group::Party("Government".to_string())],
            weapons: vec!["heavy-weapon".to_string()],
            place: Some(PlaceFit::Within {
                metres: 3500.0,
                side: Some(Side::North),
                of: "Castello".to_string(),
            }),
            more_than: Some(20),
            self_defence: Some(false),
            ..Pattern::default()
        };
        insta::assert_snapshot!(text("2.c.1", Rule::Never(pattern)), @r#"kind(c, "weapon-presence") AND by(c, "Government") AND weapon(c, "heavy-weapon") AND at(c, "within 3500 m north of Castello") AND over(c, 20) AND NOT self_defence(c)"#);
    }

    #[test]
    fn alternatives_are_joined_before_the_row() {
        let pattern = Pattern {
            by: vec![Group::Bound, Group::AnyOutside],
            ..kinds(&["attack", "abduction"])
        };
        insta::assert_snapshot!(text("1", Rule::Never(pattern)), @r#"(kind(c, "attack") OR kind(c, "abduction")) AND (by(c, "bound") OR by(c, "outside"))"#);
    }

    #[test]
    fn a_duty_at_the_same_place_keeps_the_claim_as_its_only_free_variable() {
        let rule = Rule::Every {
            trigger: kinds(&["aid-request"]),
            answer: kinds(&["aid-passage"]),
            same_place: true,
            within: 72 * 3600,
            least_percent: None,
        };
        let term = term("1.c", rule);
        let formula = formula(&term, &term.rule);
        assert_eq!(formula.free_variables(), ["c".into()]);
        insta::assert_snapshot!(formula.to_string(), @r#"EXISTS z. (kind(c, "aid-request") AND place(c, z) AND NOT (EVENTUALLY[0,3d] (EXISTS d. (kind(d, "aid-passage") AND place(d, z)))))"#);
    }

    #[test]
    fn a_deadline_is_a_closed_formula() {
        let rule = Rule::By { deadline: Moment::DayD(0), act: kinds(&["withdrawal"]) };
        let term = term("2", rule);
        let formula = formula(&term, &term.rule);
        assert!(formula.free_variables().is_empty());
        insta::assert_snapshot!(formula.to_string(), @r#"due("2") AND NOT (ONCE (EXISTS c. kind(c, "withdrawal")))"#);
    }

    #[test]
    fn a_clock_counts_from_its_start() {
        let clock = Clock {
            name: "Adherence".to_string(),
            from: Moment::DayD(0),
            terms: Vec::new(),
            days: 7,
            restarts_by: Vec::new(),
        };
        insta::assert_snapshot!(clock_formula(&clock).to_string(), @"(NOT breach() AND NOT start()) SINCE[7d,*) start()");
    }

    #[test]
    fn a_pattern_of_nothing_finds_every_claim() {
        insta::assert_snapshot!(text("1", Rule::Never(Pattern::default())), @"EXISTS k. kind(c, k)");
    }
}
