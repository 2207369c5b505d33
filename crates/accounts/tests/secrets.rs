//! No secret where it does not belong: planted ones are looked for in the files and in debug output.

mod shared;

use armistice_accounts::{Edit, Role, Scope, csrf};
use shared::{FROM, Mission, PASSWORD, at, contains, name};

#[test]
fn no_secret_is_found_in_the_files() {
    let mission = Mission::new().with("omar", Role::Admin);
    let omar = name("omar");
    let signed = mission.accounts.sign_in("omar", PASSWORD, FROM, at(1)).unwrap();
    let scopes = [Scope::Read].into_iter().collect();
    let (line, token) =
        mission.accounts.create_token(&omar, "a label", scopes, None, None, at(1)).unwrap();
    let reset = mission.accounts.reset_password(&omar, None, at(2)).unwrap();
    let chosen = "three white stone walls";
    let edit = Edit { password: Some(chosen.into()), ..Edit::default() };
    mission.accounts.edit(&omar, &edit, None, at(2)).unwrap();
    let guess = "a planted wrong guess";
    assert!(mission.accounts.sign_in("omar", guess, FROM, at(3)).is_err());
    assert!(mission.accounts.sign_in(guess, guess, FROM, at(3)).is_err());
    let page = csrf(signed.session.reveal());

    let secrets =
        [PASSWORD, chosen, guess, reset.reveal(), signed.session.reveal(), token.reveal(), &page];
    let debug = format!(
        "{:?} {signed:?} {line:?} {token:?} {reset:?} {edit:?} {:?} {:?} {:?}",
        mission.accounts,
        mission.accounts.list().unwrap(),
        mission.accounts.unrecorded().unwrap(),
        mission.accounts.sessions(&omar, at(3)).unwrap(),
    );
    let bytes = mission.bytes();
    assert!(contains(&bytes, b"a label"), "the search finds what is there");
    for secret in secrets {
        assert!(!contains(&bytes, secret.as_bytes()), "{secret:?} is in a file");
        assert!(!debug.contains(secret), "{secret:?} is in debug output");
        // Nor its random bits in another form.
        let bits = secret.trim_start_matches("arm_").as_bytes();
        if let Ok(raw) = data_encoding::BASE64URL_NOPAD.decode(bits) {
            assert!(!contains(&bytes, &raw), "the bits of {secret:?} are in a file");
        }
    }
    let seed = mission.accounts.signing_seed(&omar).unwrap();
    assert!(contains(&bytes, &seed), "seeds are kept, and the file protects them");
    assert!(!debug.contains(&data_encoding::HEXLOWER.encode(&seed)));
}

#[test]
fn what_is_deleted_is_overwritten() {
    let mission = Mission::new().with("omar", Role::Viewer);
    let scopes = [Scope::Read].into_iter().collect();
    let label = "planted label of a token";
    let (line, _) =
        mission.accounts.create_token(&name("omar"), label, scopes, None, None, at(1)).unwrap();
    mission.accounts.revoke_token(line.id, None, None, at(2)).unwrap();
    let last = mission.accounts.unrecorded().unwrap().last().unwrap().id;
    mission.accounts.recorded(last).unwrap();
    let path = mission.path();
    let armistice = mission.accounts;
    drop(armistice); // The log is folded into the file by the last that closes it.
    assert!(!contains(&std::fs::read(path).unwrap(), label.as_bytes()));
}
