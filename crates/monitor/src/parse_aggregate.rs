//! Reads aggregations, and what stands for those of nothing.

use crate::formula::{Aggregate, Aggregation, Formula, Node, Span};
use crate::lexer::Token;
use crate::parse::{ParseError, Parser, Rank};
use crate::print::named;
use crate::term::Term;
use crate::value::Value;

impl Parser {
    pub(crate) fn aggregate(&mut self, start: usize) -> Result<Formula, ParseError> {
        let result = self.name("name the variable for the outcome: n <- CNT x; y p(x, y)")?;
        self.expect_sign("<-", "write n <- CNT x; y p(x, y)")?;
        let operator = match self.keyword() {
            Some("CNT") => Aggregation::Count,
            Some("SUM") => Aggregation::Sum,
            Some("MIN") => Aggregation::Min,
            Some("MAX") => Aggregation::Max,
            Some("AVG") => Aggregation::Average,
            Some("MED") => Aggregation::Median,
            _ => {
                return self.unexpected("after <- there should be CNT, SUM, MIN, MAX, AVG or MED");
            }
        };
        self.at += 1;
        let over = self.name("name the variable to compute over")?;
        let group = if self.eat_sign(";") {
            self.names("name the variables to group by")?
        } else {
            Vec::new()
        };
        let body = self.formula(Rank::Lowest)?;
        let aggregate = Aggregate { result, operator, over, group, body };
        if matches!(self.peek(), Some(Token::Name(word)) if word == "ELSE") {
            self.at += 1;
            return self.otherwise(aggregate, start);
        }
        self.make(Node::Aggregate(aggregate), start)
    }

    /// `ELSE 0 FOR zone(z)` behind a count or a sum: groups that nothing is counted in count as 0.
    /// It is written for `(n <- CNT i; z body) OR ((zone(z) AND n = 0) AND NOT (EXISTS n. n <- …))`.
    fn otherwise(&mut self, aggregate: Aggregate, start: usize) -> Result<Formula, ParseError> {
        let help = "write n <- CNT i; z (body) ELSE 0 FOR zone(z)";
        if !matches!(self.peek(), Some(Token::Constant(Value::Int(0)))) {
            return self.unexpected(help);
        }
        self.at += 1;
        let at_for = self.here();
        if !matches!(self.peek(), Some(Token::Name(word)) if word == "FOR") {
            return self.unexpected(help);
        }
        self.at += 1;
        let groups = self.formula(Rank::Lowest)?;
        let refuse = |message: &str, help: String| ParseError {
            message: message.to_owned(),
            help,
            span: Span { start: at_for.start, end: self.since(start).end },
        };
        if !matches!(aggregate.operator, Aggregation::Count | Aggregation::Sum) {
            return Err(refuse(
                "nothing has a smallest, greatest, mean or median value",
                "leave ELSE 0 to CNT and SUM".to_owned(),
            ));
        }
        let mut free = groups.free_variables();
        let mut group = aggregate.group.clone();
        free.sort();
        group.sort();
        if free != group || group.is_empty() {
            return Err(refuse(
                "these are not the groups that are counted",
                format!(
                    "let the formula behind FOR find {}",
                    match group.as_slice() {
                        [] => "the grouping variables; without any, nothing counts as 0 already"
                            .to_owned(),
                        group => named(group),
                    }
                ),
            ));
        }
        let result = aggregate.result.clone();
        let counted = self.make(Node::Aggregate(aggregate), start)?;
        let zero = Formula::equal(Term::Var(result.clone()), Term::int(0));
        let none = groups.and(zero).and_not(counted.clone().exists([result]));
        self.make(Node::Or(counted, none), start)
    }
}
