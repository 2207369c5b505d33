//! Every constant of the linker, in one table.
//!
//! They are judgement, not learned: natural logarithms of odds (+0.7 doubles them, +2.3 makes
//! them tenfold), set by reasoning on a handful of well-known incidents. A learned linker may
//! replace this file and nothing else.

/// Two reports drawn from one neighbourhood mostly speak of different events.
pub(crate) const PRIOR: f64 = -2.5;
/// How much each doubling of the neighbourhood's crowd takes away: one of n events is meant.
pub(crate) const CROWD: f64 = 0.9;
/// A denial of something definite answers what was said, so there is something to find.
pub(crate) const DENIAL: f64 = 1.5;

/// Both told to the hour, and the hours overlap: few events share an hour.
pub(crate) const SAME_HOURS: f64 = 2.2;
/// Both told to the day or two, and overlap: the common case.
pub(crate) const SAME_DAY: f64 = 1.5;
/// One is told to some days only, and holds the other.
pub(crate) const SAME_DAYS: f64 = 0.5;
/// Neighbouring days: night strikes, late filing and time zones shift a date by one.
pub(crate) const NEXT_DAY: f64 = -0.5;
/// Both told to the hour and a few hours apart: clocks and "around noon" differ.
pub(crate) const FEW_HOURS: f64 = 0.3;
/// Both told to the hour and up to half a day apart.
pub(crate) const SOME_HOURS: f64 = -0.7;
/// A whole day lies between: seldom one event.
pub(crate) const DAY_BETWEEN: f64 = -2.0;

/// Two places agree: the finer both are, the fewer events share them. Combined precision in
/// metres up to which a row holds, and its weight.
pub(crate) const PLACE: [(f64, f64); 6] =
    [(4e3, 2.6), (7e3, 2.2), (12e3, 1.6), (25e3, 1.0), (60e3, 0.6), (150e3, 0.3)];
/// The places lie as far apart as the two can be stretched: radii are estimates, not walls.
pub(crate) const PLACE_STRETCHED: f64 = -1.5;
/// A place name that is on no map, written alike.
pub(crate) const PLACE_NAME: f64 = 1.5;
/// Up to this precision a shared name is a place's own; beyond, a region's.
pub(crate) const NAMED_M: f64 = 6e4;
/// Only the governorate is known to agree.
pub(crate) const REGION_AGREES: f64 = 0.4;
/// Only the governorate is known, and differs.
pub(crate) const REGION_DIFFERS: f64 = -2.0;

/// The same kind of event.
pub(crate) const KIND_SAME: f64 = 0.7;
/// One is a vaguer word for the other ("clash", "attack on aid", "breach").
pub(crate) const KIND_VAGUER: f64 = 0.2;
/// Kinds that witnesses mistake for each other (shell and bomb).
pub(crate) const KIND_MISTAKEN: f64 = -0.1;
/// Kinds seldom mistaken for each other (rifle and bomb), yet parts of one fight.
pub(crate) const KIND_UNLIKE: f64 = -1.0;

/// One and the same actor named.
pub(crate) const ACTOR_SAME: f64 = 0.6;
/// The named candidates overlap.
pub(crate) const ACTOR_OVERLAP: f64 = 0.4;
/// No candidate in common: weak, because sources code authors and targets differently.
pub(crate) const ACTOR_DIFFERS: f64 = -0.6;
/// Author and target both differ although both sources tell who did it to whom.
pub(crate) const BOTH_DIFFER: f64 = -0.8;

/// Counts that one number could satisfy: a floor …
pub(crate) const COUNT_AGREES: f64 = 0.3;
/// … and more with the logarithm of the count, because large counts are rare.
pub(crate) const COUNT_AGREES_RARITY: f64 = 0.9;
/// Counts near each other, with the logarithm of half the lower: two and three are no rarity.
pub(crate) const COUNT_NEAR_RARITY: f64 = 0.75;
/// Counts far from each other, with the logarithm of their ratio: rival counts exist, so less
/// than the rarity of such a gap would say …
pub(crate) const COUNT_FAR_RATIO: f64 = -0.9;
/// … and not below this, since one source may count a part.
pub(crate) const COUNT_FAR_LEAST: f64 = -2.5;
/// The wounded are counted worse than the dead.
pub(crate) const WOUNDED_SHARE: f64 = 0.5;

/// Two rows of one table are two events by design; not a ban, since tables have slips.
pub(crate) const SAME_OUTLET: f64 = -4.0;
/// One voice twice in prose: a story goes back to an event about as often as on to another.
pub(crate) const RETOLD: f64 = -1.0;
/// The same for statements, which an outlet repeats all day.
pub(crate) const SAME_OUTLET_STATEMENT: f64 = -1.0;
/// Identical content of one voice through two outlets: syndication.
pub(crate) const SYNDICATED: f64 = 3.0;
/// Identical content that says not even when: little of it to be identical.
pub(crate) const SYNDICATED_UNDATED: f64 = 1.0;
/// One speaker, one day: one statement.
pub(crate) const SAME_SPEAKER: f64 = 2.0;
/// The same stretch and the same place summed up by two: one summary.
pub(crate) const SAME_SUMMARY: f64 = 3.5;
/// The same voice's same number for the same time and place: one tally.
pub(crate) const SAME_TALLY: f64 = 6.5;

/// An undated claim and an event from after it was known, or from long before, or another undated
/// claim that was made known days earlier: an undated report mostly tells of its last days.
pub(crate) const UNDATED_FAR: f64 = -1.5;

/// What can never be one event.
pub(crate) const NEVER: f64 = -30.0;
/// A pair so unlikely that no average over other pairs may bring it into one incident.
pub(crate) const VETO: f64 = -2.5;
/// Log-odds from which two claims, or two groups on average, are held to be one event.
pub(crate) const ENOUGH: f64 = 0.0;
/// By how much a denial must fit one incident better than any other.
pub(crate) const DENIAL_MARGIN: f64 = 0.7;

/// A source's place is good to its radius and this much more, in metres.
pub(crate) const SLACK_M: f64 = 2e3;
/// Places further apart than this many combined precisions are different places.
pub(crate) const PLACE_LIMIT: f64 = 2.0;
/// Seconds by which an event may begin after an undated claim of it was known.
pub(crate) const KNOWN_SLACK: i64 = 86_400;
/// Seconds before its publication of which an undated report most likely tells; and between two
/// publications, within which two undated reports may tell of the same days.
pub(crate) const UNDATED: i64 = 3 * 86_400;
/// Seconds between two times beyond which they are different events.
pub(crate) const GAP_LIMIT: i64 = 86_400;
