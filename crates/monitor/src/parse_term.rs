//! Reads terms and intervals: the parts of a formula below its operators.

use crate::formula::MAX_DEPTH;
use crate::interval::Interval;
use crate::lexer::Token;
use crate::parse::{ParseError, Parser};
use crate::term::{Arithmetic, Term};
use crate::value::{Kind, Value};

/// How many levels of nesting a term in parentheses counts for.
const TERM: usize = 2;

impl Parser {
    pub(crate) fn term(&mut self) -> Result<Term, ParseError> {
        self.enter(TERM)?;
        let first = self.product()?;
        let sum = self.sum_after(first)?;
        self.leave(TERM);
        Ok(sum)
    }

    fn sum_after(&mut self, first: Term) -> Result<Term, ParseError> {
        self.chain(first, Self::product, |token| match token {
            Token::Sign("+") => Some(Arithmetic::Add),
            Token::Sign("-") => Some(Arithmetic::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Result<Term, ParseError> {
        let first = self.factor()?;
        self.chain(first, Self::factor, |token| match token {
            Token::Sign("*") => Some(Arithmetic::Multiply),
            Token::Sign("/") => Some(Arithmetic::Divide),
            Token::Name(name) if name == "MOD" => Some(Arithmetic::Modulo),
            _ => None,
        })
    }

    /// Operands joined to the left by operators of one rank.
    fn chain(
        &mut self,
        mut left: Term,
        operand: fn(&mut Self) -> Result<Term, ParseError>,
        operator: fn(&Token) -> Option<Arithmetic>,
    ) -> Result<Term, ParseError> {
        let mut links = 0;
        while let Some(arithmetic) = self.peek().and_then(operator) {
            links += 1;
            if links > MAX_DEPTH {
                return Err(self.too_deep(self.here()));
            }
            self.at += 1;
            let right = operand(self)?;
            left = Term::arithmetic(left, arithmetic, right);
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Term, ParseError> {
        let Some(token) = self.peek().cloned() else {
            return self.unexpected("here a variable, a constant or arithmetic should stand");
        };
        match token {
            Token::Constant(Value::Int(i64::MIN)) => {
                self.unexpected("whole numbers go up to 9223372036854775807")
            }
            Token::Constant(value) => {
                self.at += 1;
                Ok(Term::Constant(value))
            }
            Token::Sign("-") => {
                self.at += 1;
                // A minus before a number is part of the number.
                match self.peek().cloned() {
                    Some(Token::Constant(Value::Int(number))) => {
                        self.at += 1;
                        Ok(Term::int(number.wrapping_neg()))
                    }
                    Some(Token::Constant(Value::Float(number))) => {
                        self.at += 1;
                        Ok(Term::float(-number.get()))
                    }
                    next => {
                        // A parenthesis counts for the minus before it, which is how one is printed.
                        let levels = if next == Some(Token::Sign("(")) { 0 } else { TERM };
                        self.enter(levels)?;
                        let inner = self.factor()?;
                        self.leave(levels);
                        Ok(Term::Negative(Box::new(inner)))
                    }
                }
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.term()?;
                self.expect_sign(")", "close the parenthesis with )")?;
                Ok(inner)
            }
            Token::Name(name)
                if (name == "i2f" || name == "f2i")
                    && matches!(self.peek_after(), Some(Token::Sign("("))) =>
            {
                self.at += 2;
                let inner = self.term()?;
                self.expect_sign(")", "close the parenthesis with )")?;
                let kind = if name == "i2f" { Kind::Float } else { Kind::Int };
                Ok(Term::Convert(kind, Box::new(inner)))
            }
            _ => {
                Ok(Term::Var(self.name("here a variable, a constant or arithmetic should stand")?))
            }
        }
    }

    /// `[0,72h)`, `(1m,*)`, …, or nothing for any distance.
    pub(crate) fn interval(&mut self) -> Result<Interval, ParseError> {
        let start = self.here().start;
        let help = "write an interval as [0,72h], [1d,7d) or [0,*)";
        let open_below = match self.peek() {
            Some(Token::Sign("[")) => false,
            // `(0,5)` is an interval, `(p(x) …)` and `(5 = x)` are not.
            Some(Token::Sign("("))
                if matches!(
                    (self.peek_after(), self.tokens.get(self.at + 2)),
                    (
                        Some(Token::Constant(Value::Int(_)) | Token::Duration(_)),
                        Some((Token::Sign(","), _))
                    )
                ) =>
            {
                true
            }
            _ => return Ok(Interval::ANY),
        };
        self.at += 1;
        let lower = self.distance(help)?;
        self.expect_sign(",", help)?;
        let upper = if self.eat_sign("*") { None } else { Some(self.distance(help)?) };
        let open_above = self.eat_sign(")");
        if !open_above {
            self.expect_sign("]", help)?;
        }
        let span = self.since(start);
        let empty = || ParseError {
            message: "this interval holds no moment".to_owned(),
            help: "let the upper bound be at least the lower one; ( and ) leave their bound out"
                .to_owned(),
            span,
        };
        let lower = lower.checked_add(u64::from(open_below)).ok_or_else(empty)?;
        match upper {
            None => Ok(Interval::at_least(lower)),
            Some(upper) => upper
                .checked_sub(u64::from(open_above))
                .and_then(|upper| Interval::new(lower, upper).ok())
                .ok_or_else(empty),
        }
    }

    fn distance(&mut self, help: &str) -> Result<u64, ParseError> {
        let seconds = match self.peek() {
            Some(Token::Duration(seconds)) => *seconds,
            Some(Token::Constant(Value::Int(number))) => number.unsigned_abs(),
            _ => return self.unexpected(help),
        };
        self.at += 1;
        Ok(seconds)
    }
}
