//! What an incident says of itself: it covers what its claims say, and decides nothing.

use crate::copies::known_order;
use crate::disputes::disputes;
use crate::kind::specificity;
use crate::origins::Sources;
use crate::toll_rule::{casualties, ranges};
use armistice_model::{
    Claim, EventKind, Incident, IncidentId, Interval, Link, Place, Scope, Stance, When, Who,
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Digits of an incident's name.
const DIGITS: usize = 10;

/// The claim that gives an incident its name: the first to be known, by (published, id); those
/// without a publication stamp come last.
pub(crate) fn founding<'a>(claims: &[&'a Claim]) -> Option<&'a Claim> {
    claims.iter().copied().min_by(|a, b| known_order(a).cmp(&known_order(b)))
}

/// Names incidents. `I-` and ten hexadecimal digits of the SHA-256 of the founding claim's name;
/// where an incident that was known earlier has them already, as many more as tell them apart.
#[derive(Default)]
pub(crate) struct Register(HashSet<String>);

impl Register {
    /// Must be called in the order in which the founding claims were known.
    pub(crate) fn name(&mut self, founding: &Claim) -> IncidentId {
        let digest: String = Sha256::digest(founding.id.as_str().as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let name = (DIGITS..=digest.len())
            .filter_map(|length| digest.get(..length))
            .map(|digits| format!("I-{digits}"))
            .find(|name| !self.0.contains(name))
            .unwrap_or_else(|| format!("I-{}", founding.id));
        self.0.insert(name.clone());
        IncidentId::new(name)
    }
}

/// An incident from its claims, sorted by id. `None` if there is none.
pub(crate) fn incident(claims: &[&Claim], links: Vec<Link>, id: IncidentId) -> Option<Incident> {
    // What is denied does not describe the event, unless nobody tells it.
    let told: Vec<&Claim> =
        claims.iter().copied().filter(|claim| claim.stance != Stance::Denied).collect();
    let telling: &[&Claim] = if told.is_empty() { claims } else { &told };
    let scope = telling.iter().map(|claim| claim.scope).min()?;
    let sources = Sources::of(claims);
    let ranges = ranges(telling, &sources);
    Some(Incident {
        id,
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
        scope,
        kind: kind(telling)?,
        by: named(telling, |claim| &claim.by),
        on: named(telling, |claim| &claim.on),
        when: when(telling, scope),
        place: place(telling),
        casualties: casualties(&ranges),
        voices: claims.iter().map(|claim| &claim.voice).collect::<BTreeSet<_>>().len(),
        independent: sources.at_least,
        independent_at_most: sources.at_most,
        disputes: disputes(claims, &ranges, &sources),
        origins: sources.origins,
        ranges,
        covers: None,
        links,
    })
}

fn kind(claims: &[&Claim]) -> Option<EventKind> {
    let mut votes: BTreeMap<EventKind, usize> = BTreeMap::new();
    for claim in claims {
        *votes.entry(claim.kind).or_insert(0) += 1;
    }
    votes
        .into_iter()
        .max_by_key(|(kind, votes)| (*votes, specificity(*kind), *kind))
        .map(|(k, _)| k)
}

fn named(claims: &[&Claim], who: impl Fn(&Claim) -> &Who) -> Vec<String> {
    let names: BTreeSet<&String> = claims.iter().flat_map(|claim| &who(claim).0).collect();
    names.into_iter().cloned().collect()
}

fn when(claims: &[&Claim], scope: Scope) -> When {
    let intervals: Vec<Interval> = claims.iter().filter_map(|c| c.when.interval()).collect();
    let Some(first) = intervals.first().copied() else {
        return When::Open;
    };
    let shared = intervals.iter().try_fold(first, |shared, next| shared.intersect(next));
    let interval =
        shared.unwrap_or_else(|| intervals.iter().fold(first, |hull, next| hull.hull(next)));
    let spread = claims.iter().any(|claim| matches!(claim.when, When::Throughout(_)));
    if scope != Scope::Incident && spread {
        When::Throughout(interval)
    } else {
        When::Within(interval)
    }
}

fn place(claims: &[&Claim]) -> Place {
    // Narrowest shape first, then a name, then a region; the first known where they tie.
    let width = |place: &Place| place.shape.as_ref().map_or(f64::INFINITY, |s| s.reach_m());
    claims
        .iter()
        .copied()
        .min_by(|a, b| {
            width(&a.place)
                .total_cmp(&width(&b.place))
                .then(b.place.name.is_some().cmp(&a.place.name.is_some()))
                .then(b.place.region.is_some().cmp(&a.place.region.is_some()))
                .then_with(|| known_order(a).cmp(&known_order(b)))
        })
        .map_or_else(Place::open, |claim| claim.place.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_model::{Casualties, ClaimId, Count, ReportId, Shape, SourceId};
    use jiff::Timestamp;

    fn claim(id: &str, kind: EventKind, from: i64, until: i64, killed: u64) -> Claim {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        Claim {
            id: ClaimId::new(id),
            report: ReportId::new("R"),
            voice: SourceId::new(id),
            through: SourceId::new(id),
            published: None,
            stance: Stance::Fact,
            scope: Scope::Incident,
            kind,
            by: Who::one(id),
            on: Who::open(),
            weapon: None,
            self_defence: false,
            when: When::Within(Interval::new(at(from), at(until)).unwrap()),
            place: Place::open(),
            casualties: Casualties {
                killed: Some(Count::exactly(killed)),
                ..Casualties::default()
            },
            count: None,
            row: true,
            spans: Vec::new(),
        }
    }

    fn of(claims: &[&Claim]) -> Incident {
        incident(claims, Vec::new(), IncidentId::new("I-0")).unwrap()
    }

    #[test]
    fn most_claims_give_the_kind_and_the_more_specific_where_they_tie() {
        let (a, b) =
            (claim("a", EventKind::Clash, 0, 9, 1), claim("b", EventKind::Airstrike, 3, 20, 4));
        let c = claim("c", EventKind::Clash, 5, 7, 2);
        assert_eq!(of(&[&a, &b]).kind, EventKind::Airstrike);
        let three = of(&[&a, &b, &c]);
        assert_eq!((three.kind, three.voices), (EventKind::Clash, 3));
        assert_eq!(three.by, ["a", "b", "c"]);
        assert_eq!(three.when, c.when);
        assert_eq!(three.casualties.killed, Some(Count::between(1, 4)));
    }

    #[test]
    fn times_that_do_not_meet_are_covered() {
        let (a, b) =
            (claim("a", EventKind::Clash, 0, 9, 1), claim("b", EventKind::Clash, 9, 12, 1));
        assert_eq!(of(&[&a, &b]).when, claim("x", EventKind::Clash, 0, 12, 1).when);
    }

    #[test]
    fn a_denial_does_not_describe_the_event_but_is_heard() {
        let a = claim("a", EventKind::Airstrike, 0, 9, 20);
        let mut denial = claim("b", EventKind::AttackOnAid, 0, 9, 0);
        denial.stance = Stance::Denied;
        let both = of(&[&a, &denial]);
        assert_eq!((both.kind, both.voices), (EventKind::Airstrike, 2));
        assert_eq!((both.by, both.casualties.killed), (vec!["a".into()], Some(Count::exactly(20))));
        assert_eq!(of(&[&denial]).kind, EventKind::AttackOnAid);
    }

    #[test]
    fn the_narrowest_place_is_kept_whole() {
        let mut a = claim("a", EventKind::Clash, 0, 9, 1);
        let mut b = claim("b", EventKind::Clash, 0, 9, 1);
        a.place.shape = Some(Shape::Disc { centre: [37.0, 36.0], radius_m: 9e3 });
        b.place.shape = Some(Shape::Disc { centre: [37.1, 36.0], radius_m: 2e3 });
        let named = Place { name: Some("a hamlet".into()), ..Place::default() };
        let mut c = claim("c", EventKind::Clash, 0, 9, 1);
        c.place = named.clone();
        assert_eq!(of(&[&a, &b, &c]).place, b.place);
        a.place.shape = None;
        assert_eq!(of(&[&a, &c]).place, named);
    }

    #[test]
    fn the_first_to_be_known_founds_and_a_name_that_is_taken_grows() {
        let (mut a, mut b) =
            (claim("a", EventKind::Clash, 0, 9, 1), claim("b", EventKind::Clash, 0, 9, 1));
        assert_eq!(founding(&[&a, &b]).map(|c| c.id.as_str()), Some("a"));
        b.published = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(founding(&[&a, &b]).map(|c| c.id.as_str()), Some("b"));
        a.published = Some(Timestamp::MIN);
        assert_eq!(founding(&[&a, &b]).map(|c| c.id.as_str()), Some("a"));
        let mut register = Register::default();
        let (first, again) = (register.name(&a), register.name(&a));
        assert_eq!((first.as_str().len(), again.as_str().len()), (12, 13));
        assert!(again.as_str().starts_with(first.as_str()));
    }
}
