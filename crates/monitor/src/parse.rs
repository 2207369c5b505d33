//! Reads a formula in MonPoly's concrete syntax.
//!
//! From the loosest to the tightest operator: `LET`, an aggregation, `SINCE` and `UNTIL` (to the
//! right), `PREVIOUS` … `ALWAYS`, `EXISTS` and `FORALL`, `EQUIV`, `IMPLIES` (to the right), `OR`,
//! `AND`, `NOT`. An operator in front of its operand reaches as far to the right as its rank lets
//! it, whatever stands to its left: `NOT ONCE p() AND q()` is `NOT (ONCE (p() AND q()))`.

use thiserror::Error;

use crate::formula::{Formula, Let, MAX_DEPTH, Node, Span};
use crate::interval::Interval;
use crate::lexer::{Token, tokens};
use crate::term::{Comparison, Term, Var};

/// Why a text is not a formula.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct ParseError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Where in the text, in bytes.
    pub span: Span,
}

/// Reads a formula.
///
/// ```
/// let formula = armistice_monitor::parse_formula("notify(c,z) AND NOT EVENTUALLY[0,72h] pass(c)")?;
/// assert_eq!(formula.free_variables(), ["c".into(), "z".into()]);
///
/// let error = armistice_monitor::parse_formula("notify(c,z) AND").unwrap_err();
/// assert_eq!(error.to_string(), "the formula ends too early; after AND there should be a formula");
/// # Ok::<(), armistice_monitor::ParseError>(())
/// ```
///
/// # Errors
/// [`ParseError`] with the place in the text, also for formulas nested deeper than
/// [`MAX_DEPTH`](crate::MAX_DEPTH).
pub fn parse_formula(text: &str) -> Result<Formula, ParseError> {
    let tokens = tokens(text).map_err(|error| ParseError {
        message: error.message,
        help: error.help.to_owned(),
        span: error.span,
    })?;
    let mut parser = Parser { tokens, at: 0, end: text.len(), depth: 0, unnamed: 0 };
    let formula = parser.formula(Rank::Lowest)?;
    match parser.tokens.get(parser.at) {
        None => Ok(formula),
        Some((token, span)) => Err(ParseError {
            message: format!("the formula is complete before {}", shown(token)),
            help: "join two formulas with AND or OR, and check the parentheses".to_owned(),
            span: *span,
        }),
    }
}

/// How tightly an operator holds its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Lowest,
    Since,
    Temporal,
    Quantifier,
    Equiv,
    Implies,
    Or,
    And,
    Not,
}

impl Rank {
    fn tighter(self) -> Self {
        match self {
            Self::Lowest => Self::Since,
            Self::Since => Self::Temporal,
            Self::Temporal => Self::Quantifier,
            Self::Quantifier => Self::Equiv,
            Self::Equiv => Self::Implies,
            Self::Implies => Self::Or,
            Self::Or => Self::And,
            Self::And | Self::Not => Self::Not,
        }
    }
}

/// How deeply the reading may nest: parentheses count as well as operators.
const MAX_NESTING: usize = 2 * MAX_DEPTH;

/// The tokens of a formula, read from left to right.
pub(crate) struct Parser {
    pub(crate) tokens: Vec<(Token, Span)>,
    pub(crate) at: usize,
    end: usize,
    depth: usize,
    unnamed: usize,
}

/// The words that cannot be names of variables or predicates.
const KEYWORDS: [&str; 33] = [
    "TRUE",
    "FALSE",
    "NOT",
    "AND",
    "OR",
    "IMPLIES",
    "EQUIV",
    "EXISTS",
    "FORALL",
    "PREVIOUS",
    "PREV",
    "NEXT",
    "ONCE",
    "EVENTUALLY",
    "HISTORICALLY",
    "PAST_ALWAYS",
    "ALWAYS",
    "SINCE",
    "UNTIL",
    "LET",
    "IN",
    "CNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "MED",
    "MOD",
    "LETPAST",
    "FRZ",
    "TRIGGER",
    "RELEASE",
    "SUBSTRING",
];

/// Words of MonPoly's newer syntax that are recognised only to say so.
const BEYOND: [&str; 5] = ["LETPAST", "FRZ", "TRIGGER", "RELEASE", "SUBSTRING"];

pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

fn shown(token: &Token) -> String {
    match token {
        Token::Name(name) => format!("{name:?}"),
        Token::Constant(value) => value.to_string(),
        Token::Duration(seconds) => format!("{seconds}s"),
        Token::Sign(sign) => format!("{sign:?}"),
    }
}

impl Parser {
    pub(crate) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    pub(crate) fn peek_after(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1).map(|(token, _)| token)
    }

    pub(crate) fn keyword(&self) -> Option<&str> {
        match self.peek() {
            Some(Token::Name(name)) if is_keyword(name) => Some(name),
            _ => None,
        }
    }

    /// Where the next token stands.
    pub(crate) fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span { start: self.end, end: self.end }, |(_, span)| *span)
    }

    /// From `start` to the end of the token read last.
    pub(crate) fn since(&self, start: usize) -> Span {
        let end = self
            .at
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |(_, span)| span.end);
        Span { start, end }
    }

    pub(crate) fn eat_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(s)) if *s == sign);
        self.at += usize::from(found);
        found
    }

    fn eat_keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn unexpected<T>(&self, help: impl Into<String>) -> Result<T, ParseError> {
        Err(ParseError {
            message: match self.peek() {
                Some(token) => format!("{} cannot stand here", shown(token)),
                None => "the formula ends too early".to_owned(),
            },
            help: help.into(),
            span: self.here(),
        })
    }

    pub(crate) fn expect_sign(&mut self, sign: &'static str, help: &str) -> Result<(), ParseError> {
        if self.eat_sign(sign) { Ok(()) } else { self.unexpected(help) }
    }

    pub(crate) fn name(&mut self, help: &str) -> Result<Var, ParseError> {
        match self.peek() {
            Some(Token::Name(name)) if !is_keyword(name) && name != "_" => {
                let name = name.as_str().into();
                self.at += 1;
                Ok(name)
            }
            _ => self.unexpected(help),
        }
    }

    pub(crate) fn names(&mut self, help: &str) -> Result<Vec<Var>, ParseError> {
        let mut names = vec![self.name(help)?];
        while self.eat_sign(",") {
            names.push(self.name(help)?);
        }
        Ok(names)
    }

    /// Goes so many levels deeper, or refuses. After an error nobody goes back up: reading is over.
    pub(crate) fn enter(&mut self, levels: usize) -> Result<(), ParseError> {
        if self.depth + levels > MAX_NESTING {
            return Err(self.too_deep(self.here()));
        }
        self.depth += levels;
        Ok(())
    }

    pub(crate) fn leave(&mut self, levels: usize) {
        self.depth -= levels;
    }

    pub(crate) fn too_deep(&self, span: Span) -> ParseError {
        ParseError {
            message: format!("the formula is nested more than {MAX_DEPTH} operators deep"),
            help:
                "name parts of it with LET, and put long rows of AND or OR in parentheses by halves"
                    .to_owned(),
            span,
        }
    }

    /// Puts an operator over its operands.
    pub(crate) fn make(&self, node: Node, start: usize) -> Result<Formula, ParseError> {
        let span = self.since(start);
        let formula = Formula::from(node).with_span(span);
        if formula.depth() > MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        Ok(formula)
    }

    /// A formula whose operators all hold at least as tightly as `loosest`.
    pub(crate) fn formula(&mut self, loosest: Rank) -> Result<Formula, ParseError> {
        self.enter(1)?;
        let start = self.here().start;
        let mut left = self.operand()?;
        while let Some((rank, word)) = self.binary_operator()
            && rank >= loosest
        {
            self.at += 1;
            // To the right: the right operand may hold the same operator again.
            let right_rank = match rank {
                Rank::Since | Rank::Implies => rank,
                rank => rank.tighter(),
            };
            let interval = if rank == Rank::Since { self.interval()? } else { Interval::ANY };
            if self.peek().is_none() {
                return self.unexpected(format!("after {word} there should be a formula"));
            }
            let right = self.formula(right_rank)?;
            left = self.make(
                match word {
                    "AND" => Node::And(left, right),
                    "OR" => Node::Or(left, right),
                    "IMPLIES" => Node::Implies(left, right),
                    "EQUIV" => Node::Equiv(left, right),
                    "SINCE" => Node::Since(interval, left, right),
                    _ => Node::Until(interval, left, right),
                },
                start,
            )?;
        }
        self.leave(1);
        Ok(left)
    }

    fn binary_operator(&self) -> Option<(Rank, &'static str)> {
        Some(match self.keyword()? {
            "AND" => (Rank::And, "AND"),
            "OR" => (Rank::Or, "OR"),
            "IMPLIES" => (Rank::Implies, "IMPLIES"),
            "EQUIV" => (Rank::Equiv, "EQUIV"),
            "SINCE" => (Rank::Since, "SINCE"),
            "UNTIL" => (Rank::Since, "UNTIL"),
            _ => return None,
        })
    }

    /// A formula that starts here and ends before any operator between two operands, except that
    /// an operator in front takes what its rank lets it take.
    fn operand(&mut self) -> Result<Formula, ParseError> {
        let start = self.here().start;
        let Some(word) = self.keyword().map(str::to_owned) else {
            return self.atom();
        };
        if BEYOND.contains(&word.as_str()) {
            return self.unexpected(format!(
                "{word} is not supported; say it with SINCE, UNTIL, ONCE, EVENTUALLY or LET"
            ));
        }
        let temporal: fn(Interval, Formula) -> Node = match word.as_str() {
            "PREVIOUS" | "PREV" => Node::Previous,
            "NEXT" => Node::Next,
            "ONCE" => Node::Once,
            "EVENTUALLY" => Node::Eventually,
            "HISTORICALLY" | "PAST_ALWAYS" => Node::Historically,
            "ALWAYS" => Node::Always,
            "TRUE" | "FALSE" => {
                self.at += 1;
                let node = if word == "TRUE" { Node::True } else { Node::False };
                return self.make(node, start);
            }
            "NOT" => {
                self.at += 1;
                let inner = self.formula(Rank::Not)?;
                return self.make(Node::Not(inner), start);
            }
            "EXISTS" | "FORALL" => {
                self.at += 1;
                let variables = self.names("name the variables: EXISTS x, y. …")?;
                self.expect_sign(".", "put a point after the variables: EXISTS x, y. …")?;
                let inner = self.formula(Rank::Quantifier)?;
                let node = if word == "EXISTS" {
                    Node::Exists(variables, inner)
                } else {
                    Node::Forall(variables, inner)
                };
                return self.make(node, start);
            }
            "LET" => {
                self.at += 1;
                return self.binding(start);
            }
            _ => return self.unexpected("here a formula should start"),
        };
        self.at += 1;
        let interval = self.interval()?;
        let inner = self.formula(Rank::Temporal)?;
        self.make(temporal(interval, inner), start)
    }

    fn binding(&mut self, start: usize) -> Result<Formula, ParseError> {
        let help = "write LET name(x, y) = formula IN formula";
        let name = self.name(help)?;
        self.expect_sign("(", help)?;
        let parameters = if matches!(self.peek(), Some(Token::Sign(")"))) {
            Vec::new()
        } else {
            self.names(help)?
        };
        self.expect_sign(")", help)?;
        self.expect_sign("=", help)?;
        let definition = self.formula(Rank::Lowest)?;
        if !self.eat_keyword("IN") {
            return self.unexpected(help);
        }
        let body = self.formula(Rank::Lowest)?;
        self.make(Node::Let(Let { name, parameters, definition, body }), start)
    }

    /// A predicate, a comparison, an aggregation or a formula in parentheses.
    fn atom(&mut self) -> Result<Formula, ParseError> {
        let start = self.here().start;
        match (self.peek(), self.peek_after()) {
            (Some(Token::Name(name)), Some(Token::Sign("("))) if name != "i2f" && name != "f2i" => {
                self.predicate(start)
            }
            // `x <-1` compares, though it starts like an aggregation.
            (Some(Token::Name(_)), Some(Token::Sign("<-")))
                if matches!(self.tokens.get(self.at + 2), Some((Token::Name(_), _))) =>
            {
                self.aggregate(start)
            }
            (Some(Token::Sign("(")), _) => {
                // Either a formula or the first term of a comparison is in parentheses; only what
                // follows tells. Looking ahead without reading keeps this linear.
                if self.parenthesis_is_term() {
                    return self.comparison(start);
                }
                self.at += 1;
                let inner = self.formula(Rank::Lowest)?;
                self.expect_sign(")", "close the parenthesis with )")?;
                Ok(inner)
            }
            (Some(Token::Name(_) | Token::Constant(_) | Token::Sign("-")), _) => {
                self.comparison(start)
            }
            _ => self.unexpected("here a formula should start"),
        }
    }

    /// Whether the parenthesis that opens here closes before any word or sign of a formula.
    fn parenthesis_is_term(&self) -> bool {
        let mut open = 0_usize;
        let mut previous_is_function = false;
        for (at, (token, _)) in self.tokens.iter().enumerate().skip(self.at) {
            match token {
                Token::Sign("(") => {
                    let called = at > self.at
                        && matches!(self.tokens.get(at - 1), Some((Token::Name(name), _)) if !is_keyword(name));
                    if called && !previous_is_function {
                        return false;
                    }
                    open += 1;
                }
                Token::Sign(")") => {
                    open -= 1;
                    if open == 0 {
                        return true;
                    }
                }
                Token::Sign("+" | "-" | "*" | "/") | Token::Constant(_) => {}
                Token::Name(name) if name == "MOD" || !is_keyword(name) => {}
                _ => return false,
            }
            previous_is_function =
                matches!(token, Token::Name(name) if name == "i2f" || name == "f2i");
        }
        false
    }

    fn predicate(&mut self, start: usize) -> Result<Formula, ParseError> {
        let name = self.name("name the predicate")?;
        self.expect_sign("(", "put the arguments in parentheses: p(x, y)")?;
        let mut unnamed = Vec::new();
        let mut arguments = Vec::new();
        if !self.eat_sign(")") {
            loop {
                if matches!(self.peek(), Some(Token::Name(name)) if name == "_") {
                    self.at += 1;
                    let variable = self.unnamed_variable();
                    unnamed.push(variable.clone());
                    arguments.push(Term::Var(variable));
                } else {
                    arguments.push(self.term()?);
                }
                if self.eat_sign(")") {
                    break;
                }
                self.expect_sign(",", "put , between two arguments or ) after the last")?;
            }
        }
        let predicate = self.make(Node::Predicate(name, arguments), start)?;
        if unnamed.is_empty() {
            Ok(predicate)
        } else {
            self.make(Node::Exists(unnamed, predicate), start)
        }
    }

    /// A name that the text does not use.
    fn unnamed_variable(&mut self) -> Var {
        loop {
            self.unnamed += 1;
            let name = format!("_{}", self.unnamed);
            if !self
                .tokens
                .iter()
                .any(|(token, _)| matches!(token, Token::Name(taken) if *taken == name))
            {
                return name.into();
            }
        }
    }

    fn comparison(&mut self, start: usize) -> Result<Formula, ParseError> {
        let left = self.term()?;
        let comparison = match self.peek() {
            Some(Token::Sign("=")) => Comparison::Equal,
            Some(Token::Sign("<")) => Comparison::Less,
            Some(Token::Sign("<=")) => Comparison::LessOrEqual,
            Some(Token::Sign(">")) => Comparison::Greater,
            Some(Token::Sign(">=")) => Comparison::GreaterOrEqual,
            // `x <-1` has the sign of an aggregation, but compares with a negative number.
            Some(Token::Sign("<-")) => {
                if let Some((token, _)) = self.tokens.get_mut(self.at) {
                    *token = Token::Sign("-");
                }
                let right = self.term()?;
                return self.make(Node::Compare(Comparison::Less, left, right), start);
            }
            _ => {
                return self
                    .unexpected("compare the term: =, <, <=, > or >=, or give arguments: p(x)");
            }
        };
        self.at += 1;
        let right = self.term()?;
        self.make(Node::Compare(comparison, left, right), start)
    }
}
