//! Accounts: made, changed, recorded.

mod shared;

use armistice_accounts::{Accounts, Change, Cost, Edit, Error, Name, Role};
use shared::{FROM, Mission, PASSWORD, QUICK, at, name};

#[test]
fn the_first_start_makes_one_administrator() {
    let mission = Mission::new();
    let secret = mission.accounts.first_admin(at(0)).unwrap().unwrap();
    assert!(mission.accounts.first_admin(at(1)).unwrap().is_none());
    let signed = mission.accounts.sign_in("admin", secret.reveal(), FROM, at(2)).unwrap();
    assert_eq!(signed.caller.role, Role::Admin);
    assert!(signed.caller.must_change_password);
    let signed =
        mission.accounts.change_password(&name("admin"), secret.reveal(), PASSWORD, FROM, at(3));
    assert!(!signed.unwrap().caller.must_change_password);
    assert!(!mission.accounts.get(&name("admin")).unwrap().must_change_password);
}

#[test]
fn no_administrator_is_made_where_there_are_accounts() {
    let mission = Mission::new().with("viewer-1", Role::Viewer);
    assert!(mission.accounts.first_admin(at(0)).unwrap().is_none());
}

#[test]
fn first_starts_at_the_same_time_make_one_administrator() {
    let mission = Mission::new();
    let made: usize = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..4).map(|_| scope.spawn(|| mission.accounts.first_admin(at(0)).unwrap())).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).count()
    });
    assert_eq!(made, 1);
    assert_eq!(mission.accounts.list().unwrap().len(), 1);
}

#[test]
fn a_name_is_given_once() {
    let mission = Mission::new().with("omar", Role::Analyst);
    let again = mission.accounts.create(&name("omar"), "Another", Role::Viewer, None, None, at(1));
    assert!(matches!(again, Err(Error::NameTaken(_))));
    assert_eq!(mission.accounts.get(&name("omar")).unwrap().role, Role::Analyst);
}

#[test]
fn a_password_is_made_where_none_is_given() {
    let mission = Mission::new();
    let (account, secret) =
        mission.accounts.create(&name("omar"), "Omar", Role::Viewer, None, None, at(0)).unwrap();
    assert!(account.must_change_password);
    mission.accounts.sign_in("omar", secret.unwrap().reveal(), FROM, at(1)).unwrap();
}

#[test]
fn what_is_refused_changes_nothing() {
    let mission = Mission::new().with("admin", Role::Admin).with("omar", Role::Viewer);
    let before = (mission.accounts.list().unwrap(), mission.accounts.unrecorded().unwrap());
    let edit = |who: &str, edit: Edit| mission.accounts.edit(&name(who), &edit, None, at(1));
    let weak = Edit {
        role: Some(Role::Secretariat),
        password: Some("Password1234".into()),
        ..Edit::default()
    };
    assert!(matches!(edit("omar", weak), Err(Error::WeakPassword(_))));
    let blank =
        Edit { role: Some(Role::Secretariat), display: Some(" ".into()), ..Edit::default() };
    assert!(matches!(edit("omar", blank), Err(Error::BadDisplay)));
    let split = Edit { display: Some("two\nlines".into()), ..Edit::default() };
    assert!(matches!(edit("omar", split), Err(Error::BadDisplay)));
    assert!(matches!(edit("nobody", Edit::default()), Err(Error::NoAccount(_))));
    let lowered =
        Edit { role: Some(Role::Viewer), display: Some("No longer".into()), ..Edit::default() };
    assert!(matches!(edit("admin", lowered), Err(Error::LastAdmin(_))));
    let disabled = Edit { disabled: Some(true), ..Edit::default() };
    assert!(matches!(edit("admin", disabled), Err(Error::LastAdmin(_))));
    assert_eq!(before, (mission.accounts.list().unwrap(), mission.accounts.unrecorded().unwrap()));
}

#[test]
fn every_change_is_recorded_with_who_made_it_and_never_twice() {
    let mission = Mission::new().with("admin", Role::Admin).with("omar", Role::Viewer);
    let (omar, admin) = (name("omar"), name("admin"));
    let by = Some(&admin);
    let edit = Edit {
        display: Some("Omar Haddad".into()),
        role: Some(Role::Analyst),
        password: Some("three white stone walls".into()),
        disabled: Some(true),
    };
    for _ in 0..2 {
        // The second time only the password is another (nobody can tell that it is the same).
        mission.accounts.edit(&omar, &edit, by, at(1)).unwrap();
    }
    let enabled = Edit { disabled: Some(false), ..Edit::default() };
    mission.accounts.edit(&omar, &enabled, by, at(2)).unwrap();
    mission.accounts.reset_password(&omar, by, at(3)).unwrap();
    mission.accounts.end_sessions(&omar, by, at(4)).unwrap();
    let hook = Change::WebhookAdded { webhook: 1, host: "relief.example".into() };
    mission.accounts.note(by, &hook, at(5)).unwrap();
    let audits = mission.accounts.unrecorded().unwrap();
    let summaries: String = audits.iter().map(|audit| audit.summary() + "\n").collect();
    insta::assert_snapshot!(summaries, @r"
    account admin created as admin
    account omar created as viewer
    account omar shows another name (by admin)
    account omar, viewer before, is now analyst (by admin)
    account omar disabled (by admin)
    password of omar changed (by admin)
    password of omar changed (by admin)
    account omar enabled again (by admin)
    password of omar changed (by admin)
    sessions of omar ended: 0 (by admin)
    webhook 1 to relief.example added (by admin)
    ");

    // What the ledger has is not offered again, and numbers go on.
    let last = mission.accounts.unrecorded().unwrap().last().unwrap().id;
    mission.accounts.recorded(last - 1).unwrap();
    assert_eq!(mission.accounts.unrecorded().unwrap().len(), 1);
    mission.accounts.recorded(last).unwrap();
    mission.accounts.note(by, &hook, at(6)).unwrap();
    assert_eq!(mission.accounts.unrecorded().unwrap()[0].id, last + 1);
}

#[test]
fn the_record_as_json() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let edit = Edit { role: Some(Role::Analyst), ..Edit::default() };
    mission.accounts.edit(&name("omar"), &edit, Some(&name("admin")), at(1)).unwrap();
    let audit = &mission.accounts.unrecorded().unwrap()[1];
    let json = serde_json::to_string(audit).unwrap();
    insta::assert_snapshot!(json, @r#"{"id":2,"at":"2016-09-12T16:00:01Z","by":"admin","change":"role_changed","account":"omar","from":"viewer","to":"analyst"}"#);
    assert_eq!(serde_json::from_str::<armistice_accounts::Audit>(&json).unwrap(), *audit);
}

#[test]
fn each_account_signs_with_a_key_of_its_own_that_stays() {
    let mission = Mission::new().with("omar", Role::Viewer).with("rana", Role::Viewer);
    let seed = |who| mission.accounts.signing_seed(&name(who)).unwrap();
    assert_ne!(seed("omar"), seed("rana"));
    let omar = mission.accounts.get(&name("omar")).unwrap();
    let key = ed25519_dalek::SigningKey::from_bytes(&seed("omar"));
    assert_eq!(key.verifying_key().to_bytes(), omar.public_key);
    let announced = data_encoding::HEXLOWER.encode(&omar.public_key);
    assert!(matches!(
        &mission.accounts.unrecorded().unwrap()[0].change,
        Change::AccountCreated { public_key, .. } if *public_key == announced
    ));
    let again = Accounts::open_at_cost(&mission.path(), QUICK).unwrap();
    assert_eq!(again.signing_seed(&name("omar")).unwrap(), seed("omar"));
    assert!(matches!(again.signing_seed(&name("nobody")), Err(Error::NoAccount(_))));
}

#[test]
fn a_password_is_hashed_again_when_the_cost_has_risen() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let kept = || -> String {
        rusqlite::Connection::open(mission.path())
            .unwrap()
            .query_row("SELECT password FROM accounts", [], |row| row.get(0))
            .unwrap()
    };
    let before = kept();
    mission.accounts.sign_in("omar", PASSWORD, FROM, at(1)).unwrap();
    assert_eq!(kept(), before);
    let risen = Cost { memory_kib: 128, passes: 1 };
    let dearer = Accounts::open_at_cost(&mission.path(), risen).unwrap();
    assert!(dearer.sign_in("omar", "wrong", FROM, at(2)).is_err());
    assert_eq!(kept(), before);
    dearer.sign_in("omar", PASSWORD, FROM, at(3)).unwrap();
    assert!(kept().contains("m=128,"), "{}", kept());
    mission.accounts.sign_in("omar", PASSWORD, FROM, at(4)).unwrap();
    assert!(kept().contains("m=128,"), "never cheaper again");
}

#[test]
fn accounts_made_by_many_at_once_are_all_there_with_their_record() {
    let mission = Mission::new();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let accounts = &mission.accounts;
            scope.spawn(move || {
                for n in 0..5 {
                    // Half of the names are wanted by two threads.
                    let wanted: Name = name(&format!("u{}-{n}", thread % 3));
                    let _ =
                        accounts.create(&wanted, "U", Role::Viewer, Some(PASSWORD), None, at(0));
                }
            });
        }
    });
    let list = mission.accounts.list().unwrap();
    assert_eq!(list.len(), 15);
    assert_eq!(mission.accounts.unrecorded().unwrap().len(), 15);
}
