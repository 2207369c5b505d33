//! Writes a proof out for people.

use std::fmt::{self, Display, Formatter};
use std::rc::Rc;

use super::check::{Checker, Choice, Claim, Valuation};
use super::{Proof, Step};
use crate::formula::{Aggregate, Formula, Let, MAX_DEPTH, Node};
use crate::interval::Interval;
use crate::stream::Stream;
use crate::term::{Term, Var};

/// A proof as an indented text, one line for each step: see [`Proof::explain`].
pub struct Explanation<'a> {
    proof: &'a Proof,
    formula: &'a Formula,
    stream: &'a Stream,
}

/// The most values that are listed; more are counted.
const LISTED: usize = 6;

impl Proof {
    /// The proof as a text that can be followed without knowing logic: what holds or does not, when,
    /// and by which fact. What a step rests on stands below it, further to the right. A step that does
    /// not follow is marked.
    ///
    /// ```
    /// use armistice_monitor::{Checked, End, Signature, Stream, evaluate, parse_formula, prove};
    ///
    /// let stream = Stream::parse("@0 pass (1)  @60 pass (2)", &Signature::open())?;
    /// let formula = parse_formula("pass(c) AND ONCE pass(1)")?;
    /// let checked = Checked::new(formula.clone(), &Signature::open())?;
    /// let verdicts = evaluate(&checked, &stream, End::Closed);
    /// let proof = prove(&checked, &stream, &verdicts[1])?;
    /// assert_eq!(
    ///     proof.explain(&formula, &stream).to_string(),
    ///     "\
    /// pass(2) AND (ONCE pass(1)) holds at time point 1 (@60): both sides do
    ///   pass(2) is fact 0 at time point 1 (@60)
    ///   ONCE pass(1) holds at time point 1 (@60): look at time point 0 (@0)
    ///     pass(1) is fact 0 at time point 0 (@0)
    /// "
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explain<'a>(&'a self, formula: &'a Formula, stream: &'a Stream) -> Explanation<'a> {
        Explanation { proof: self, formula, stream }
    }
}

impl Display for Explanation<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.formula.depth() > MAX_DEPTH {
            return writeln!(f, "the formula is nested too deeply to be written out");
        }
        let checker = Checker { stream: self.stream };
        let steps = &self.proof.steps;
        let (root, claim) = self.proof.claim(self.formula);
        let mut open = vec![(0_usize, root, claim)];
        let mut seen = vec![false; steps.len()];
        while let Some((level, place, claim)) = open.pop() {
            write!(f, "{:width$}", "", width = 2 * level)?;
            let (Some(step), Some(seen)) = (steps.get(place), seen.get_mut(place)) else {
                writeln!(f, "a step is lacking here")?;
                continue;
            };
            if claim.until > self.stream.len() {
                writeln!(f, "the stream has no such time point")?;
                continue;
            }
            write!(f, "{}", self.line(&claim, step))?;
            match checker.follow(steps, &claim, step) {
                Err(reason) => writeln!(f, " — THIS DOES NOT FOLLOW: {reason}")?,
                // A step that is used again is not written again; this also ends any circle.
                Ok(next) if *seen && !next.is_empty() => writeln!(f, ", as shown above")?,
                Ok(next) => {
                    f.write_str("\n")?;
                    let below = next.into_iter().rev();
                    open.extend(below.map(|(earlier, next)| (level + 1, earlier, next)));
                }
            }
            *seen = true;
        }
        Ok(())
    }
}

impl Explanation<'_> {
    fn line(&self, claim: &Claim<'_>, step: &Step) -> String {
        let Claim { holds, from, until, .. } = *claim;
        if from >= until {
            return "there is no time point to look at".to_owned();
        }
        let what = filled(claim.formula, &claim.valuation);
        let others = others(claim);
        let when = self.when(from, until);
        let claimed = if holds { "holds" } else { "does not hold" };
        let plain = format!("{what} {claimed} {when}{others}");
        let do_so = if holds { "do" } else { "fail" };
        match step {
            Step::Evident => match claim.formula.node() {
                Node::Compare(..) if holds => format!("{what} is so{others}"),
                Node::Compare(..) => format!("{what} is not so{others}"),
                Node::Previous(interval, _) => {
                    format!("no time point before at distance {interval} {when}")
                }
                Node::Next(interval, _) => {
                    format!("no time point after at distance {interval} {when}")
                }
                Node::Predicate(..) => format!("{plain}: by the clock"),
                _ => plain,
            },
            Step::Fact(fact) => format!("{what} is fact {fact} {when}"),
            Step::Absent => format!("nothing like {what} {when}{others}"),
            Step::Not(_) if holds => format!("{plain}: what it denies does not"),
            Step::Not(_) => format!("{plain}: what it denies does"),
            Step::Both(..) => match claim.formula.node() {
                Node::Implies(..) => format!("{plain}: the left side holds, the right does not"),
                _ => format!("{plain}: both sides {do_so}"),
            },
            Step::Left(_) => format!("{plain}: see the left side"),
            Step::Right(_) => format!("{plain}: see the right side"),
            Step::Equivalence { left_holds, .. } => {
                let says = |holds: bool| if holds { "holds" } else { "does not" };
                let right = says(*left_holds == holds);
                format!("{plain}: the left side {}, the right {right}", says(*left_holds))
            }
            Step::Witness { values, .. } if values.is_empty() => {
                format!("{plain}: any value will do")
            }
            Step::Witness { values, .. } => {
                let values: Vec<String> =
                    values.iter().map(|(x, v)| format!("{x} = {v}")).collect();
                format!("{plain}: take {}", values.join(", "))
            }
            Step::Whatever(_) => match claim.formula.node() {
                Node::Exists(variables, _) | Node::Forall(variables, _) => {
                    format!("{plain}: whatever {} may be", variables.join(", "))
                }
                _ => plain,
            },
            Step::Cases { variable, values, .. } => {
                let listed = listed(values.iter().map(|(value, _)| value.to_string()), " or ");
                if listed.is_empty() {
                    format!("{plain}: any {variable} alike")
                } else {
                    format!("{plain}: {variable} may be {listed} or anything else")
                }
            }
            Step::Pieces(pieces) => format!("{plain}: in {} pieces of time", pieces.len()),
            Step::Neighbour(_) => match claim.formula.node() {
                Node::Next(..) => format!("{plain}: look one time point later"),
                _ => format!("{plain}: look one time point earlier"),
            },
            Step::At { time_point, .. } => {
                format!("{plain}: look {}", self.when(*time_point, time_point.saturating_add(1)))
            }
            Step::Throughout(_) => format!("{plain}: look {}", self.searched(claim)),
            Step::Chain { time_point, .. } => {
                let start = self.when(*time_point, time_point.saturating_add(1));
                format!("{plain}: right side {start}, left side between")
            }
            Step::Broken { at: None, .. } => {
                format!("{plain}: no right side {}", self.searched(claim))
            }
            Step::Broken { at: Some((point, _)), .. } => {
                let broken = self.when(*point, point.saturating_add(1));
                format!("{plain}: left side fails {broken}, no right side on this side of it")
            }
            Step::Tally(_) => format!("{plain}: count what holds below"),
            Step::Counted(_) => plain,
            Step::Let(_) => format!("{plain}: the names stand for what they are defined as"),
            Step::Defined(_) => format!("{plain}: by its definition"),
        }
    }

    /// `at time point 3 (@60)`, `from time point 3 to 9 (@60 to @86400)`.
    fn when(&self, from: usize, until: usize) -> String {
        let stamp = |point: usize| match self.stream.points().get(point) {
            Some(point) => format!("@{}", point.ts),
            None => "after the end".to_owned(),
        };
        let last = until.saturating_sub(1);
        if last <= from {
            return format!("at time point {from} ({})", stamp(from));
        }
        format!("from time point {from} to {last} ({} to {})", stamp(from), stamp(last))
    }

    /// The seconds within reach of a claim, whether or not time points stand there.
    fn searched(&self, claim: &Claim<'_>) -> String {
        let (interval, future) = match claim.formula.node() {
            Node::Once(interval, _)
            | Node::Historically(interval, _)
            | Node::Since(interval, ..) => (*interval, false),
            Node::Eventually(interval, _)
            | Node::Always(interval, _)
            | Node::Until(interval, ..) => (*interval, true),
            _ => (Interval::ANY, false),
        };
        let stamp =
            |point: usize| i128::from(self.stream.points().get(point).map_or(0, |point| point.ts));
        let (first, last) = (stamp(claim.from), stamp(claim.until.saturating_sub(1)));
        let near = i128::from(interval.lower());
        let far = interval.upper().map(i128::from);
        match (future, far) {
            (true, Some(far)) => format!("from @{} to @{}", first + near, last + far),
            (true, None) => format!("from @{} to the end", first + near),
            (false, Some(far)) => format!("from @{} to @{}", first - far, last - near),
            (false, None) => format!("from the start to @{}", last - near),
        }
    }
}

fn listed(names: impl ExactSizeIterator<Item = String>, separator: &str) -> String {
    let more = names.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = names.take(LISTED).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(separator)
}

/// What the variables that have no value may be.
fn others(claim: &Claim<'_>) -> String {
    let mut text = String::new();
    for variable in claim.formula.free_variables() {
        if let Some(Choice::Not(excluded)) = claim.valuation.get(&variable) {
            text.push_str(if text.is_empty() { ", for any " } else { " and any " });
            text.push_str(&variable);
            if !excluded.is_empty() {
                text.push_str(" but ");
                text.push_str(&listed(excluded.iter().map(ToString::to_string), ", "));
            }
        }
    }
    text
}

/// The formula with values in place of the free variables that have one.
fn filled(formula: &Formula, valuation: &Rc<Valuation>) -> Formula {
    let same = |inner: &Formula| filled(inner, valuation);
    let under = |variables: &[Var], inner: &Formula| {
        let mut inside = (**valuation).clone();
        inside.retain(|name, _| !variables.contains(name));
        filled(inner, &Rc::new(inside))
    };
    let term = |term: &Term| filled_term(term, valuation);
    let node = match formula.node() {
        Node::True | Node::False => return formula.clone(),
        Node::Predicate(name, terms) => {
            Node::Predicate(name.clone(), terms.iter().map(term).collect())
        }
        Node::Compare(comparison, left, right) => {
            Node::Compare(*comparison, term(left), term(right))
        }
        Node::Not(inner) => Node::Not(same(inner)),
        Node::And(left, right) => Node::And(same(left), same(right)),
        Node::Or(left, right) => Node::Or(same(left), same(right)),
        Node::Implies(left, right) => Node::Implies(same(left), same(right)),
        Node::Equiv(left, right) => Node::Equiv(same(left), same(right)),
        Node::Exists(variables, inner) => Node::Exists(variables.clone(), under(variables, inner)),
        Node::Forall(variables, inner) => Node::Forall(variables.clone(), under(variables, inner)),
        Node::Previous(interval, inner) => Node::Previous(*interval, same(inner)),
        Node::Next(interval, inner) => Node::Next(*interval, same(inner)),
        Node::Once(interval, inner) => Node::Once(*interval, same(inner)),
        Node::Eventually(interval, inner) => Node::Eventually(*interval, same(inner)),
        Node::Historically(interval, inner) => Node::Historically(*interval, same(inner)),
        Node::Always(interval, inner) => Node::Always(*interval, same(inner)),
        Node::Since(interval, hold, from) => Node::Since(*interval, same(hold), same(from)),
        Node::Until(interval, hold, from) => Node::Until(*interval, same(hold), same(from)),
        // What stands where a variable is named can be no value; the text may be read all the same.
        Node::Aggregate(aggregate) => {
            let name = |variable: &Var| match valuation.get(variable) {
                Some(Choice::Is(value)) => value.to_string().into(),
                _ => variable.clone(),
            };
            let bound = aggregate.body.free_variables();
            let bound: Vec<Var> =
                bound.into_iter().filter(|x| !aggregate.group.contains(x)).collect();
            Node::Aggregate(Aggregate {
                result: name(&aggregate.result),
                operator: aggregate.operator,
                over: aggregate.over.clone(),
                group: aggregate.group.iter().map(name).collect(),
                body: under(&bound, &aggregate.body),
            })
        }
        Node::Let(binding) => Node::Let(Let {
            name: binding.name.clone(),
            parameters: binding.parameters.clone(),
            definition: binding.definition.clone(),
            body: same(&binding.body),
        }),
    };
    node.into()
}

fn filled_term(term: &Term, valuation: &Valuation) -> Term {
    let inner = |term: &Term| Box::new(filled_term(term, valuation));
    match term {
        Term::Var(variable) => match valuation.get(variable) {
            Some(Choice::Is(value)) => Term::Constant(value.clone()),
            _ => term.clone(),
        },
        Term::Constant(_) => term.clone(),
        Term::Binary(operator, left, right) => Term::Binary(*operator, inner(left), inner(right)),
        Term::Negative(negated) => Term::Negative(inner(negated)),
        Term::Convert(kind, converted) => Term::Convert(*kind, inner(converted)),
    }
}
