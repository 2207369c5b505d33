//! Laws of "what is this actor to the deal, and when".

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may stop where it stands.

use std::collections::BTreeSet;

use armistice_deal::{Change, Deal, Group, Standing, check};
use armistice_model::Interval;
use jiff::Timestamp;
use proptest::prelude::*;

const DEAL: &str = r#"deal "Truce"
time zone UTC
day D is 1970-01-01
guarantor Power
  also "Power's air force" from 1970-01-01 00:00:20
party North "North"
  members Army, Militia until 1970-01-01 00:00:10, Turncoat until 1970-01-01 00:00:15
party South "South"
  members Rebels, Turncoat from 1970-01-01 00:00:15
outside Band
  also "Band renamed" from 1970-01-01 00:00:05
mixed Insurgents may be South or Band
"#;

const ACTORS: [&str; 10] = [
    "Power",
    "Power's air force",
    "Army",
    "Militia",
    "Turncoat",
    "Rebels",
    "Band",
    "Band renamed",
    "Insurgents",
    "Nobody known",
];

fn deal() -> Deal {
    check(DEAL).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn some_changes() -> impl Strategy<Value = Vec<Change>> {
    let party = prop::option::of(prop::sample::select(vec!["North", "South"]));
    let one = (0i64..30, prop::sample::select(ACTORS.to_vec()), party).prop_map(
        |(second, actor, party)| Change {
            at: at(second),
            actor: actor.to_string(),
            party: party.map(str::to_string),
        },
    );
    // Two decisions of one second have no order.
    prop::collection::vec(one, 0..4).prop_filter("one moment", |changes| {
        changes.iter().map(|c| c.at).collect::<BTreeSet<_>>().len() == changes.len()
    })
}

proptest! {
    /// Over an interval an actor may be what it is at any second of it, and nothing else.
    #[test]
    fn an_interval_is_all_its_seconds(
        actor in prop::sample::select(ACTORS.to_vec()),
        from in 0i64..30,
        length in 1i64..12,
        changes in some_changes(),
    ) {
        let deal = deal();
        let whole = Interval::new(at(from), at(from + length)).unwrap();
        let over = deal.standings(actor, whole, &changes);
        let each: BTreeSet<Standing> = (from..from + length)
            .flat_map(|second| deal.standings(actor, Interval::instant(at(second)), &changes))
            .collect();
        prop_assert_eq!(&over, &each.into_iter().collect::<Vec<_>>());
        prop_assert!(!over.is_empty());
        prop_assert!(over.is_sorted());
        let every = deal.every_standing();
        prop_assert!(over.iter().all(|standing| every.contains(standing)));
    }

    #[test]
    fn the_case_of_letters_does_not_count(
        actor in prop::sample::select(ACTORS.to_vec()),
        from in 0i64..30,
        changes in some_changes(),
    ) {
        let deal = deal();
        let when = Interval::instant(at(from));
        prop_assert_eq!(
            deal.standings(actor, when, &changes),
            deal.standings(&actor.to_uppercase(), when, &changes)
        );
    }

    /// The last decision about an actor of one standing says all there is to say.
    #[test]
    fn a_decision_holds_from_its_second_on(
        actor in prop::sample::select(ACTORS.to_vec()),
        second in 0i64..30,
        joins in prop::option::of(prop::sample::select(vec!["North", "South"])),
    ) {
        prop_assume!(actor != "Insurgents");
        let deal = deal();
        let party = joins.map(str::to_string);
        let change = Change { at: at(second), actor: actor.to_string(), party: party.clone() };
        let after = Interval::new(at(second), at(second + 100)).unwrap();
        let expected = party.map_or(Standing::Neither, Standing::Party);
        prop_assert_eq!(deal.standings(actor, after, std::slice::from_ref(&change)), vec![expected]);
        if second > 0 {
            let before = Interval::new(at(0), at(second)).unwrap();
            prop_assert_eq!(
                deal.standings(actor, before, &[change]),
                deal.standings(actor, before, &[])
            );
        }
    }
}

#[test]
fn a_name_that_lumps_groups_may_be_any_of_them() {
    let when = Interval::instant(at(0));
    let standings = deal().standings("Insurgents", when, &[]);
    assert_eq!(
        standings,
        [Standing::Party("South".to_string()), Standing::Outside("Band".to_string())]
    );
    let groups = [Group::AnyParty, Group::Bound, Group::AnyOutside, Group::Party("South".into())];
    let held: Vec<usize> =
        groups.iter().map(|g| standings.iter().filter(|s| g.holds(s)).count()).collect();
    assert_eq!(held, [1, 1, 1, 1]);
}

#[test]
fn an_actor_changes_sides_inside_an_interval() {
    let when = Interval::new(at(10), at(20)).unwrap();
    let standings = deal().standings("Turncoat", when, &[]);
    assert_eq!(
        standings,
        [Standing::Party("North".to_string()), Standing::Party("South".to_string())]
    );
}

#[test]
fn in_the_first_case_the_coalition_is_a_guarantor_and_insurgents_are_uncertain() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/syria-2016-09/deal.armistice");
    let deal = check(&std::fs::read_to_string(path).unwrap()).unwrap();
    let when = Interval::instant("2016-09-17T14:00:00Z".parse().unwrap());
    let united_states = Standing::Guarantor("United States".to_string());
    assert_eq!(
        deal.standings("Government of Iraq", when, &[]),
        std::slice::from_ref(&united_states)
    );
    assert_eq!(deal.standings("US-led coalition", when, &[]), [united_states]);
    assert_eq!(deal.standings("Syrian insurgents", when, &[]).len(), 2);
    let nusra = Standing::Outside("Jabhat al-Nusra".to_string());
    assert_eq!(deal.standings("Jabhat Fateh al-Sham", when, &[]), std::slice::from_ref(&nusra));
    assert_eq!(deal.standings("Jabhat al-Nusra", when, &[]), [nusra]);
}
