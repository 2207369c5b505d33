//! The deal language: parser, checker, formatter, explanations, formulas.
//!
//! Text → [`syntax`] → [`Deal`], each step with errors of its own that say what is wrong, where,
//! and what to write instead.

mod check;
mod deal;
mod error;
mod explain;
mod fmt;
mod lexer;
mod lower;
mod near;
mod parse;
pub mod syntax;
mod words;

pub use check::CheckError;
pub use deal::{
    Area, Change, Clock, Deal, Group, Guarantor, Member, Mixed, Moment, Outside, Party, Pattern,
    Phase, PlaceFit, Reading, Rule, Standing, Term, WeaponFit, WeaponSet, Window,
};
pub use error::DealError;
pub use explain::{Explained, explain, plain};
pub use lexer::LexError;
pub use lower::{clock_formula, formula, place_key};
pub use parse::{ParseError, parse};

/// Reads and checks a deal.
///
/// ```
/// let source = r#"
/// deal "Truce"
/// time zone Asia/Damascus
/// day D is 2016-09-12 19:00
///
/// party North "The north"
///   members "Army of the North"
///
/// term 1 "Nobody fires"
///   never atack by any party
/// "#;
/// let errors = armistice_deal::check(source).unwrap_err();
/// assert_eq!(errors[0].to_string(), "`atack` is no kind of event");
///
/// let deal = armistice_deal::check(&source.replace("atack", "attack")).unwrap();
/// assert_eq!(deal.day_d.to_string(), "2016-09-12T16:00:00Z");
/// ```
///
/// # Errors
/// Every slip in the file, sorted by position, each with its place and what to write instead.
/// Where some of it cannot be read, errors that may only follow from that are left out.
pub fn check(source: &str) -> Result<Deal, Vec<DealError>> {
    let (file, unread) = parse(source);
    let resolved = check::resolve(&file.unwrap_or_default());
    match resolved {
        Ok(deal) if unread.is_empty() => Ok(deal),
        resolved => {
            let found = resolved.err().unwrap_or_default();
            let sure = found
                .into_iter()
                .filter(|error| unread.is_empty() || !error.may_follow_from_another());
            let mut errors: Vec<DealError> = sure.map(DealError::Check).collect();
            errors.extend(unread.into_iter().map(DealError::Parse));
            errors.sort_by_key(|error| (error.span().offset(), error.span().len()));
            Err(errors)
        }
    }
}

/// Writes a deal in the house style, comments kept. It must be readable; it need not be sound.
///
/// ```
/// let source = "term 1 \"Nobody fires\" never attack   on any party by any party # at all";
/// assert_eq!(
///     armistice_deal::format(source).unwrap(),
///     "term 1 \"Nobody fires\"\n  never attack by any party on any party  # at all\n"
/// );
/// ```
///
/// # Errors
/// Every place at which the file cannot be read.
pub fn format(source: &str) -> Result<String, Vec<DealError>> {
    match parse(source) {
        (file, errors) if errors.is_empty() => Ok(fmt::write(&file.unwrap_or_default())),
        (_, errors) => Err(errors.into_iter().map(DealError::Parse).collect()),
    }
}
