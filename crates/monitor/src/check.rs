//! Checks that a formula can be evaluated: every predicate is known, kinds of values agree, the
//! future it looks into is bounded, and every variable gets its values from facts.

use thiserror::Error;

use crate::formula::{Formula, MAX_DEPTH, Node, Span};
use crate::kinds;
use crate::plan::Plan;
use crate::planner;
use crate::rewrite;
use crate::signature::Signature;
use crate::term::Var;

/// A formula that can be evaluated, with the way to do so.
#[derive(Clone, Debug)]
pub struct Checked {
    formula: Formula,
    columns: Vec<Var>,
    plan: Plan,
    core: Formula,
    outcomes: kinds::Outcomes,
    signature: Signature,
}

/// Why a formula cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{problem}, in `{subformula}`; {help}")]
pub struct CheckError {
    /// What is wrong.
    pub problem: Box<Problem>,
    /// The smallest part of the formula that shows it.
    pub subformula: String,
    /// Where that part stood, if the formula was parsed.
    pub span: Option<Span>,
    /// What to write instead.
    pub help: String,
}

/// What can be wrong with a formula.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// A variable gets its values from no fact: infinitely many would do.
    #[error("no fact gives {variable} its values")]
    Unguarded {
        /// The variable.
        variable: String,
    },
    /// The two sides of an `OR` bind different variables.
    #[error("{variable} has values on one side of OR only")]
    OneSided {
        /// The variable.
        variable: String,
    },
    /// The signature does not have the predicate.
    #[error("the predicate {name} is unknown")]
    UnknownPredicate {
        /// The predicate.
        name: String,
    },
    /// A predicate with another number of arguments than it has columns.
    #[error("{name} is given {given} arguments instead of {expected}")]
    Arity {
        /// The predicate.
        name: String,
        /// How many columns it has.
        expected: usize,
        /// How many arguments it is given.
        given: usize,
    },
    /// Two kinds of values where one is needed.
    #[error("{what} is both {one} and {other}")]
    Kinds {
        /// The variable or term.
        what: String,
        /// What it must be for one reason.
        one: String,
        /// What it must be for another.
        other: String,
    },
    /// At other time points the formula asks about values that show only later.
    #[error("{variable} would have to be known before a fact shows it")]
    NotStreamed {
        /// The variable.
        variable: String,
    },
    /// A verdict would have to wait for ever.
    #[error("{operator} looks into the future without bound")]
    UnboundedFuture {
        /// `EVENTUALLY`, `UNTIL` or `ALWAYS`.
        operator: String,
    },
    /// An argument of a predicate that is neither a variable nor a constant.
    #[error("the argument {term} is neither a variable nor a constant")]
    Argument {
        /// The argument.
        term: String,
    },
    /// A variable that an aggregation cannot have there.
    #[error("{variable} cannot stand in this aggregation")]
    Aggregation {
        /// The variable.
        variable: String,
    },
    /// The parameters of a `LET` are not the free variables of what it defines.
    #[error("the parameters of {name} are not the free variables of its definition")]
    Parameters {
        /// The defined name.
        name: String,
    },
    /// Operators nested more than [`MAX_DEPTH`] deep.
    #[error("operators are nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// Written out without `EQUIV` and in an order that can be evaluated, the formula is too large.
    #[error("the formula is too large")]
    TooLarge,
}

impl CheckError {
    pub(crate) fn new(problem: Problem, place: &Formula, help: impl Into<String>) -> Self {
        Self {
            problem: Box::new(problem),
            subformula: abridged(place),
            span: place.span(),
            help: help.into(),
        }
    }
}

/// A formula as readers know it, cut where it gets long.
fn abridged(formula: &Formula) -> String {
    const LONGEST: usize = 120;
    if formula.depth() > MAX_DEPTH {
        return "…".to_owned();
    }
    let mut text = String::new();
    let mut in_mark = false;
    for c in formula.to_string().chars() {
        // Marks that tell renamed variables apart are no business of the reader.
        in_mark = c == '#' || (in_mark && c.is_ascii_alphanumeric());
        if !in_mark {
            text.push(c);
        }
    }
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST).chain(['…']).collect();
    }
    text
}

impl Checked {
    /// Checks a formula against a signature.
    ///
    /// ```
    /// use armistice_monitor::{Checked, Signature, parse_formula};
    ///
    /// let silent = parse_formula("NOT report(zone)")?;
    /// let error = Checked::new(silent, &Signature::open()).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "no fact gives zone its values, in `NOT report(zone)`; \
    ///      put a formula that finds zone before it: p(zone) AND NOT …"
    /// );
    /// # Ok::<(), armistice_monitor::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// [`CheckError`] with the part of the formula at fault and a rewriting that would help.
    pub fn new(formula: Formula, signature: &Signature) -> Result<Self, CheckError> {
        if formula.depth() > MAX_DEPTH {
            return Err(CheckError::new(
                Problem::TooDeep,
                &formula,
                "name parts of it with LET, join many formulas evenly, or split the arithmetic with further variables",
            ));
        }
        bounded(&formula)?;
        let outcomes = kinds::check(&formula, signature)?;
        let too_large = || {
            CheckError::new(
                Problem::TooLarge,
                &formula,
                "write EQUIV less often: each one doubles its operands",
            )
        };
        let (core, outcomes) = rewrite::core(&formula, &outcomes).map_err(|_| too_large())?;
        let columns = formula.free_variables();
        let plan = planner::plan(&core, &columns, signature, &outcomes)?;
        Ok(Self { formula, columns, plan, core, outcomes, signature: signature.clone() })
    }

    /// The formula.
    #[must_use]
    pub fn formula(&self) -> &Formula {
        &self.formula
    }

    /// The free variables in the order of a verdict's bindings.
    #[must_use]
    pub fn columns(&self) -> &[Var] {
        &self.columns
    }

    /// The formula in the few operators that are planned.
    pub(crate) fn core(&self) -> &Formula {
        &self.core
    }

    /// The kinds of the outcomes of the core's aggregations.
    pub(crate) fn outcomes(&self) -> &kinds::Outcomes {
        &self.outcomes
    }

    /// The signature it was checked against.
    #[must_use]
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// For how many seconds after a time point its verdicts may have to wait; `None` where they wait
    /// for the next time point, whenever it comes.
    #[must_use]
    pub fn looks_ahead(&self) -> Option<u64> {
        reach(&self.core, &mut Vec::new(), &|node| match node {
            Node::Eventually(interval, _)
            | Node::Always(interval, _)
            | Node::Until(interval, ..) => interval.upper(),
            Node::Next(..) => None,
            _ => Some(0),
        })
    }

    /// How many seconds before a time point its verdicts may depend on; `None` without a bound.
    #[must_use]
    pub fn looks_back(&self) -> Option<u64> {
        reach(&self.core, &mut Vec::new(), &|node| match node {
            Node::Once(interval, _)
            | Node::Historically(interval, _)
            | Node::Since(interval, ..) => interval.upper(),
            Node::Previous(..) => None,
            _ => Some(0),
        })
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// The furthest that nested operators look, by how far each of them does.
fn reach(
    formula: &Formula,
    definitions: &mut Vec<(std::sync::Arc<str>, Option<u64>)>,
    own: &impl Fn(&Node) -> Option<u64>,
) -> Option<u64> {
    match formula.node() {
        Node::Predicate(name, _) => {
            let defined = definitions.iter().rev().find(|(defined, _)| defined == name);
            defined.map_or(Some(0), |(_, reach)| *reach)
        }
        Node::Let(binding) => {
            let definition = reach(&binding.definition, definitions, own);
            definitions.push((binding.name.clone(), definition));
            let body = reach(&binding.body, definitions, own);
            definitions.pop();
            body
        }
        node => {
            let mut deepest = 0;
            for child in node.children() {
                deepest = deepest.max(reach(child, definitions, own)?);
            }
            own(node)?.checked_add(deepest)
        }
    }
}

/// Refuses operators that look into the future without bound.
fn bounded(formula: &Formula) -> Result<(), CheckError> {
    let unbounded = match formula.node() {
        Node::Eventually(interval, _) if interval.upper().is_none() => Some("EVENTUALLY"),
        Node::Always(interval, _) if interval.upper().is_none() => Some("ALWAYS"),
        Node::Until(interval, ..) if interval.upper().is_none() => Some("UNTIL"),
        _ => None,
    };
    if let Some(operator) = unbounded {
        return Err(CheckError::new(
            Problem::UnboundedFuture { operator: operator.to_owned() },
            formula,
            format!("give it a deadline, as in {operator}[0,72h]"),
        ));
    }
    formula.node().children().into_iter().try_for_each(bounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_formula;

    fn refused(text: &str) -> String {
        let signature = Signature::parse("p(int) q(int,int) s(string) f(float) e()").unwrap();
        let error = Checked::new(parse_formula(text).unwrap(), &signature).unwrap_err();
        let span = error.span.unwrap();
        format!("{error} @ {:?}", &text[span.start..span.end])
    }

    #[test]
    fn a_refusal_names_the_variable_the_place_and_the_remedy() {
        insta::assert_snapshot!(refused("e() AND (p(x) OR q(x,y))"), @r#"y has values on one side of OR only, in `p(x) OR q(x, y)`; put a formula that finds y before the OR: p(y) AND (… OR …) @ "p(x) OR q(x,y)""#);
        insta::assert_snapshot!(refused("p(x) AND y < x"), @r#"no fact gives y its values, in `y < x`; join it with a formula that finds y: p(y) AND … @ "y < x""#);
        insta::assert_snapshot!(refused("p(x) AND NOT q(x,y)"), @r#"no fact gives y its values, in `NOT q(x, y)`; put a formula that finds y before it: p(y) AND NOT … @ "NOT q(x,y)""#);
        insta::assert_snapshot!(refused("q(x,y) SINCE p(x)"), @r#"no fact gives y its values, in `q(x, y) SINCE p(x)`; every variable of the left side must have its values on the right side; add y there @ "q(x,y) SINCE p(x)""#);
        insta::assert_snapshot!(refused("HISTORICALLY[1,5] p(x)"), @r#"no fact gives x its values, in `HISTORICALLY[1,5] p(x)`; where the window is empty every x satisfies it; put a formula that finds x before it: p(x) AND … @ "HISTORICALLY[1,5] p(x)""#);
        insta::assert_snapshot!(refused("e() AND (EXISTS x. NOT p(x))"), @r#"no fact gives x its values, in `NOT p(x)`; put a formula that finds x before it: p(x) AND NOT … @ "NOT p(x)""#);
        insta::assert_snapshot!(refused("e() AND (FORALL x. p(x))"), @r#"no fact gives x its values, in `NOT p(x)`; put a formula that finds x before it: p(x) AND NOT … @ "p(x)""#);
        insta::assert_snapshot!(refused("x = y"), @r#"no fact gives x its values, in `x = y`; join it with a formula that finds x: p(x) AND … @ "x = y""#);
        insta::assert_snapshot!(refused("EVENTUALLY p(x)"), @r#"EVENTUALLY looks into the future without bound, in `EVENTUALLY p(x)`; give it a deadline, as in EVENTUALLY[0,72h] @ "EVENTUALLY p(x)""#);
        insta::assert_snapshot!(refused("pp(x)"), @r#"the predicate pp is unknown, in `pp(x)`; the signature has e, f, p, q and s @ "pp(x)""#);
        insta::assert_snapshot!(refused("p(x,y)"), @r#"p is given 2 arguments instead of 1, in `p(x, y)`; give every column an argument; _ stands for any value @ "p(x,y)""#);
        insta::assert_snapshot!(refused("p(x) AND s(x)"), @r#"x is both int and string, in `s(x)`; compare and join only values of one kind @ "s(x)""#);
        insta::assert_snapshot!(refused("s(x) AND x < 3"), @r#"x is both string and int, in `x < 3`; compare and join only values of one kind @ "x < 3""#);
        insta::assert_snapshot!(refused("f(x) AND y = x + 1"), @r#"1 is both int and float, in `y = x + 1`; turn one with i2f(…) or f2i(…), and write constants like 1.0 among floats @ "y = x + 1""#);
        insta::assert_snapshot!(refused("n <- SUM x s(x)"), @r#"x is both string and a number, in `n <- SUM x s(x)`; compare and join only values of one kind @ "n <- SUM x s(x)""#);
        insta::assert_snapshot!(refused("n <- CNT z p(x)"), @r#"z cannot stand in this aggregation, in `n <- CNT z p(x)`; z must be a free variable of what is aggregated @ "n <- CNT z p(x)""#);
        insta::assert_snapshot!(refused("n <- CNT x; y p(x)"), @r#"y cannot stand in this aggregation, in `n <- CNT x; y p(x)`; y must be a free variable of what is aggregated @ "n <- CNT x; y p(x)""#);
        insta::assert_snapshot!(refused("LET a(x) = q(x,y) IN a(x)"), @r#"the parameters of a are not the free variables of its definition, in `LET a(x) = q(x, y) IN a(x)`; its parameters must be x and y, each once @ "LET a(x) = q(x,y) IN a(x)""#);
        insta::assert_snapshot!(refused("p(x + 1)"), @r#"the argument x + 1 is neither a variable nor a constant, in `p(x + 1)`; name it: EXISTS t. p(… t …) AND t = x + 1 @ "p(x + 1)""#);
    }

    #[test]
    fn a_variable_may_get_its_values_from_what_stands_around() {
        for text in [
            "p(x) AND (FORALL y. q(x,y) IMPLIES p(y))",
            "p(x) AND ((NOT p(x)) SINCE[0,5] (NOT q(x,x)))",
            "p(x) AND HISTORICALLY[1,5] p(x)",
            "HISTORICALLY[0,5] p(x)",
            "p(x) AND (x = y OR q(x,y))",
            "p(x) AND ALWAYS[0,5] (p(x) IMPLIES EVENTUALLY[0,3] q(x,x))",
            "p(x) AND y = x * 2 AND z = y + x",
            "z = y + x AND y = x * 2 AND p(x)",
        ] {
            Checked::new(parse_formula(text).unwrap(), &Signature::open()).unwrap();
        }
    }
}
