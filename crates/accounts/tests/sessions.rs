//! Sessions and tokens: who is let in, for how long, and what for.

mod shared;

use armistice_accounts::{
    Caller, Edit, Error, Power, Role, Scope, Scopes, csrf, csrf_matches, session,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use shared::{FROM, Mission, PASSWORD, at, name};

const HOUR: i64 = 3600;

fn hours(n: i64) -> Timestamp {
    at(n * HOUR)
}

#[test]
fn the_wrong_and_the_unknown_get_the_same_answer() {
    let mission = Mission::new().with("admin", Role::Admin).with("omar", Role::Viewer);
    let disabled = Edit { disabled: Some(true), ..Edit::default() };
    mission.edit("omar", &disabled);
    let mut answers = Vec::new();
    for (name, password) in [
        ("admin", "wrong"),
        ("nobody", PASSWORD),
        ("omar", PASSWORD),
        ("ADMIN", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("", ""),
    ] {
        let refused = mission.accounts.sign_in(name, password, FROM, at(1)).unwrap_err();
        answers.push(refused.to_string());
    }
    answers.dedup();
    assert_eq!(answers, [Error::WrongPassword.to_string()]);
}

#[test]
fn guessing_is_slowed_down_and_the_owner_gets_in_afterwards() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let guess = |seconds| mission.accounts.sign_in("omar", "a wrong guess", FROM, at(seconds));
    let refusals: Vec<_> = (0..15).map(|_| guess(0).unwrap_err()).collect();
    let wrong = refusals.iter().filter(|e| matches!(e, Error::WrongPassword)).count();
    assert_eq!(wrong, 10);
    let Err(Error::TooOften(wait)) = mission.accounts.sign_in("omar", PASSWORD, FROM, at(1)) else {
        panic!("let in")
    };
    assert_eq!(wait.seconds(), 29);
    for n in 0..20 {
        mission.accounts.sign_in("omar", PASSWORD, FROM, at(30 + n)).unwrap();
    }
}

#[test]
fn a_session_ends_when_idle_and_after_a_week() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let begin = || mission.accounts.sign_in("omar", PASSWORD, FROM, hours(0)).unwrap();
    let alive = |id: &str, now| mission.accounts.session(id, now).unwrap().is_some();

    let idle = begin();
    assert_eq!(idle.expires, hours(7 * 24));
    assert!(alive(idle.session.reveal(), hours(12) - SignedDuration::from_secs(1)));
    assert!(alive(idle.session.reveal(), hours(23)), "used in between");
    assert!(!alive(idle.session.reveal(), hours(35)));
    assert!(!alive(idle.session.reveal(), hours(23)), "ended for good");

    let busy = begin();
    let used = (0..200).take_while(|n| alive(busy.session.reveal(), hours(*n))).count();
    assert_eq!(used, 7 * 24);
    assert!(!alive("", hours(0)));
    assert!(!alive("no such session", hours(0)));
}

#[test]
fn another_password_and_disabling_end_all_sessions() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let begin = |password: &str| mission.accounts.sign_in("omar", password, FROM, at(1)).unwrap();
    let alive = |id: &str| mission.accounts.session(id, at(2)).unwrap().is_some();
    let (a, b) = (begin(PASSWORD), begin(PASSWORD));
    let new = "three white stone walls";
    assert!(matches!(
        mission.accounts.change_password(&name("omar"), "wrong", new, FROM, at(1)),
        Err(Error::WrongPassword)
    ));
    assert!(alive(a.session.reveal()));
    let c = mission.accounts.change_password(&name("omar"), PASSWORD, new, FROM, at(1)).unwrap();
    let lives = [&a, &b, &c].map(|signed| alive(signed.session.reveal()));
    assert_eq!(lives, [false, false, true]);
    mission.edit("omar", &Edit { disabled: Some(true), ..Edit::default() });
    assert!(!alive(c.session.reveal()));
    mission.edit("omar", &Edit { disabled: Some(false), ..Edit::default() });
    assert!(!alive(c.session.reveal()), "enabling does not bring it back");
    let d = begin(new);
    mission.accounts.reset_password(&name("omar"), None, at(1)).unwrap();
    assert!(!alive(d.session.reveal()));
}

#[test]
fn sessions_are_listed_ended_and_bounded() {
    let mission = Mission::new().with("omar", Role::Viewer).with("rana", Role::Viewer);
    let omar = name("omar");
    let begin = |who, now| mission.accounts.sign_in(who, PASSWORD, FROM, now).unwrap();
    let other = begin("rana", at(0));
    let signed: Vec<_> = (0..60).map(|n| begin("omar", at(n))).collect();
    let list = mission.accounts.sessions(&omar, at(60)).unwrap();
    assert_eq!(list.len(), session::MOST as usize);
    assert_eq!(list[0].created, at(59), "the latest first");
    let alive = |n: usize| mission.accounts.session(signed[n].session.reveal(), at(60)).unwrap();
    assert!(alive(9).is_none() && alive(10).is_some(), "the oldest made room");

    assert!(mission.accounts.end_session_by_handle(&omar, &list[0].handle).unwrap());
    assert!(!mission.accounts.end_session_by_handle(&omar, &list[0].handle).unwrap());
    assert!(alive(59).is_none() && alive(58).is_some());
    let theirs = &mission.accounts.sessions(&name("rana"), at(60)).unwrap()[0].handle;
    assert!(!mission.accounts.end_session_by_handle(&omar, theirs).unwrap(), "not one's own");

    mission.accounts.end_session(signed[58].session.reveal()).unwrap();
    assert!(alive(58).is_none());
    assert_eq!(mission.accounts.end_sessions(&omar, None, at(60)).unwrap(), 48);
    assert!(mission.accounts.session(other.session.reveal(), at(60)).unwrap().is_some());
}

#[test]
fn a_changed_role_counts_at_once() {
    let mission = Mission::new().with("omar", Role::Secretariat);
    let signed = mission.accounts.sign_in("omar", PASSWORD, FROM, at(0)).unwrap();
    let scopes: Scopes = [Scope::Decide].into_iter().collect();
    let (_, token) =
        mission.accounts.create_token(&name("omar"), "script", scopes, None, None, at(0)).unwrap();
    let callers = || -> [Caller; 2] {
        let session = mission.accounts.session(signed.session.reveal(), at(1)).unwrap();
        let token = mission.accounts.token(token.reveal(), at(1)).unwrap();
        [session.unwrap(), token.unwrap()]
    };
    assert!(callers().iter().all(|caller| caller.may(Power::DecideTerms)));
    mission.edit("omar", &Edit { role: Some(Role::Viewer), ..Edit::default() });
    assert!(!callers().iter().any(|caller| caller.may(Power::Decide)));
    assert!(callers()[0].may(Power::Read));
    assert!(!callers()[1].may(Power::Read), "the token has no such scope");
}

#[test]
fn a_csrf_token_fits_its_session_only() {
    let token = csrf("session a");
    assert!(csrf_matches("session a", &token));
    assert_eq!(csrf("session a"), token);
    for wrong in ["", "session a", &csrf("session b"), &token[1..], &format!("{token}A")] {
        assert!(!csrf_matches("session a", wrong), "{wrong:?}");
    }
    assert!(!token.contains("session"));
}

#[test]
fn a_token_is_used_until_it_expires_or_is_revoked() {
    let mission = Mission::new().with("admin", Role::Admin).with("omar", Role::Reporter);
    let (omar, admin) = (name("omar"), name("admin"));
    let scopes: Scopes = [Scope::Report].into_iter().collect();
    let make = |expires| {
        mission.accounts.create_token(&omar, "phone", scopes, expires, Some(&omar), at(0)).unwrap()
    };
    let alive = |token: &str, now| mission.accounts.token(token, now).unwrap().is_some();
    let (line, token) = make(Some(hours(48)));
    assert!(token.reveal().starts_with("arm_"));
    assert_eq!(line.used_on, None);
    assert!(alive(token.reveal(), hours(30)));
    assert_eq!(
        mission.accounts.tokens(None).unwrap()[0].used_on,
        Some(jiff::civil::date(2016, 9, 13))
    );
    assert!(!alive(token.reveal(), hours(48)));

    let (line, token) = make(None);
    assert!(alive(token.reveal(), hours(10_000)));
    mission.edit("omar", &Edit { disabled: Some(true), ..Edit::default() });
    assert!(!alive(token.reveal(), hours(1)));
    mission.edit("omar", &Edit { disabled: Some(false), ..Edit::default() });
    assert!(alive(token.reveal(), hours(1)));

    assert_eq!(mission.accounts.tokens(Some(&admin)).unwrap(), []);
    assert_eq!(mission.accounts.tokens(Some(&omar)).unwrap().len(), 2);
    let revoke = |of| mission.accounts.revoke_token(line.id, of, Some(&admin), hours(1));
    assert!(matches!(revoke(Some(&admin)), Err(Error::NoToken(_))), "somebody else's");
    revoke(None).unwrap();
    assert!(matches!(revoke(None), Err(Error::NoToken(_))));
    assert!(!alive(token.reveal(), hours(1)));
    assert!(!alive("arm_", hours(1)) && !alive("", hours(1)));
    let summaries: Vec<_> = mission
        .accounts
        .unrecorded()
        .unwrap()
        .iter()
        .map(armistice_accounts::Audit::summary)
        .collect();
    insta::assert_snapshot!(summaries[2..].join("\n"), @r#"
    token 1 of omar created for "phone" (report, until 2016-09-14T16:00:00Z) (by omar)
    token 2 of omar created for "phone" (report) (by omar)
    account omar disabled
    account omar enabled again
    token 2 of omar revoked (by admin)
    "#);
}

#[test]
fn what_no_token_may_be() {
    let mission = Mission::new().with("omar", Role::Reporter);
    let make = |label: &str, scopes: &[Scope], expires| {
        let scopes = scopes.iter().copied().collect();
        mission.accounts.create_token(&name("omar"), label, scopes, expires, None, at(0))
    };
    let refused = make("x", &[Scope::Read, Scope::Decide, Scope::Admin], None).unwrap_err();
    insta::assert_snapshot!(refused, @"an account with the role reporter may not decide admin; leave that scope out");
    assert!(matches!(make("x", &[], None), Err(Error::NoScope)));
    assert!(matches!(make("", &[Scope::Read], None), Err(Error::BadLabel)));
    assert!(matches!(make("x", &[Scope::Read], Some(at(0))), Err(Error::PastExpiry)));
    for _ in 0..armistice_accounts::token::MOST {
        make("x", &[Scope::Read], None).unwrap();
    }
    assert!(matches!(make("x", &[Scope::Read], None), Err(Error::TooManyTokens(_))));
}

proptest! {
    // Each case makes a file and flushes it a few times.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No token has more than its account's role, nor more than its scopes, whatever they are.
    #[test]
    fn a_token_has_what_role_and_scopes_share(
        made_as in prop::sample::select(Role::ALL.to_vec()),
        now_is in prop::sample::select(Role::ALL.to_vec()),
        bits in prop::collection::vec(prop::sample::select(Scope::ALL.to_vec()), 0..4),
        power in prop::sample::select(Power::ALL.to_vec()),
    ) {
        let scopes: Scopes = bits.into_iter().collect();
        let mission = Mission::new().with("admin", Role::Admin).with("omar", made_as);
        let made = mission.accounts.create_token(&name("omar"), "x", scopes, None, None, at(0));
        let fits = !scopes.is_empty() && scopes.without(made_as.scopes()).is_empty();
        prop_assert_eq!(made.is_ok(), fits);
        if let Ok((_, token)) = made {
            mission.edit("omar", &Edit { role: Some(now_is), ..Edit::default() });
            let caller = mission.accounts.token(token.reveal(), at(1)).unwrap().unwrap();
            let shared = now_is.may(power) && scopes.iter().any(|scope| scope.covers(power));
            prop_assert_eq!(caller.may(power), shared);
        }
    }
}
