//! The deal language: parser, checker, formatter, explanations, formulas.

mod deal;

pub use deal::{
    Area, Change, Clock, Deal, Group, Guarantor, Member, Mixed, Moment, Outside, Party, Pattern,
    Phase, PlaceFit, Reading, Rule, Standing, Term, WeaponFit, WeaponSet, Window,
};
