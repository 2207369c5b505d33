//! The vocabulary of Armistice as plain data.
//!
//! Everything that passes between two rooms is defined here and nowhere else:
//! [`Report`] → [`Claim`] → [`Incident`] → [`Assessment`]. The crate does no input or output,
//! knows no file format, and judges nothing. Imprecision is part of the data: a time is an
//! interval, a place is a shape, a count has a low and perhaps a high end.

mod assessment;
mod case;
mod claim;
mod count;
mod decision;
mod dispute;
mod geometry;
mod id;
mod incident;
mod kind;
mod link;
mod origin;
mod perspective;
mod place;
mod report;
mod sealed;
mod time;
mod toll;
mod turn;

pub use assessment::{
    Assessment, AssessmentId, AssessmentIdError, Board, Breach, ClockView, CountingRule, Coverage,
    InForce, PhaseView, RivalCount, Status, TermLine, WindowView,
};
pub use case::{Actor, Actors, CaseFileError, Gazetteer, KnownPlace, Source, SourceKind, Sources};
pub use claim::{Claim, Field, Scope, Span, Stance, Who};
pub use count::{Casualties, Count};
pub use decision::{Act, Decision, Determination, Verification};
pub use dispute::{Contradiction, Dispute, DisputeSide};
pub use geometry::{DistanceRange, Plane, Side};
pub use id::{ClaimId, IncidentId, ReportId, SourceId};
pub use incident::{Covers, Incident};
pub use kind::{EventKind, Scheme, Weapon, WeaponClass};
pub use link::{Aspect, Evidence, Link, LinkKind};
pub use origin::{Echo, EchoReason, Origin};
pub use perspective::{Near, Perspective};
pub use place::{Bearing, Place, Position, Range, Shape, ShapeError};
pub use report::{Cell, Flag, Format, Report};
pub use sealed::Sealed;
pub use time::{Interval, When};
pub use toll::{CasualtyRange, CasualtyRanges, Figure, Rule};
pub use turn::{Because, Turn};
