//! Accounts: who may come in.

use crate::answer::{Created, Json};
use crate::asked::{Named, Sent};
use crate::book::{Book, Endpoint};
use crate::door::{Need, Seen};
use crate::house::House;
use crate::problem::Problem;
use armistice_accounts::{Account, Edit, Name, Power, Role};
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Enters the endpoints.
pub fn enter(book: Book) -> Book {
    book.add(
        Endpoint::get("/api/v1/accounts", "admin", "Accounts")
            .need(Need::Power(Power::Admin))
            .answers::<AccountsPage>(200, "All accounts"),
        accounts,
    )
    .add(
        Endpoint::post(
            "/api/v1/accounts",
            "admin",
            "Make an account; without a password one is made and shown once",
        )
        .need(Need::Power(Power::Admin))
        .takes::<NewAccount>()
        .may_fail(&[409])
        .answers::<MadeAccount>(201, "Made"),
        create,
    )
    .add(
        Endpoint::patch("/api/v1/accounts/{name}", "admin", "Change an account")
            .need(Need::Power(Power::Admin))
            .path_text("name", "The account's name")
            .takes::<EditAccount>()
            .answers::<MadeAccount>(200, "As it is now"),
        edit,
    )
}

#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum RoleWord {
    Viewer,
    Reporter,
    Analyst,
    Secretariat,
    Admin,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Viewer => Self::Viewer,
            RoleWord::Reporter => Self::Reporter,
            RoleWord::Analyst => Self::Analyst,
            RoleWord::Secretariat => Self::Secretariat,
            RoleWord::Admin => Self::Admin,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct AccountsPage {
    accounts: Vec<AccountRow>,
}

/// An account.
#[derive(Serialize, JsonSchema)]
struct AccountRow {
    /// What they sign in with.
    name: String,
    /// What others see.
    display: String,
    /// What they are to the mission.
    role: &'static str,
    /// Whether it cannot be used for now.
    disabled: bool,
    /// Whether somebody else set its password.
    must_change_password: bool,
    /// Fingerprint of the key that signs for it.
    key: String,
    /// When it was made, RFC 3339.
    created: String,
}

impl AccountRow {
    fn of(account: &Account) -> Self {
        let key = armistice_ledger::PublicKey::from_bytes(account.public_key);
        Self {
            name: account.name.as_str().to_string(),
            display: account.display.clone(),
            role: account.role.as_str(),
            disabled: account.disabled,
            must_change_password: account.must_change_password,
            key: key.fingerprint(),
            created: account.created.to_string(),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    /// 2 to 64 small letters, digits, dots and dashes.
    name: String,
    /// What others see.
    display: String,
    /// What they are to the mission.
    role: RoleWord,
    /// At least twelve characters; one is made if left out.
    password: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct MadeAccount {
    account: AccountRow,
    /// The password that was made: shown this once.
    password: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EditAccount {
    /// What others see.
    display: Option<String>,
    /// What they are to the mission.
    role: Option<RoleWord>,
    /// Another password; all sessions end.
    password: Option<String>,
    /// Makes a password and shows it once; all sessions end.
    reset_password: Option<bool>,
    /// Whether it cannot be used for now.
    disabled: Option<bool>,
}

fn name(text: &str) -> Result<Name, Problem> {
    text.parse().map_err(|error: armistice_accounts::BadName| Problem::refused(error.to_string()))
}

async fn accounts(State(house): State<House>) -> Result<Json<AccountsPage>, Problem> {
    let page = house
        .read(|house| {
            let all = house.accounts().list()?;
            Ok(AccountsPage { accounts: all.iter().map(AccountRow::of).collect() })
        })
        .await?;
    Ok(Json(page))
}

async fn create(
    State(house): State<House>,
    seen: Seen,
    Sent(new): Sent<NewAccount>,
) -> Result<Created<MadeAccount>, Problem> {
    let made = house
        .read(move |house| {
            let (account, secret) = house.accounts().create(
                &name(&new.name)?,
                &new.display,
                new.role.into(),
                new.password.as_deref(),
                Some(&seen.caller()?.name),
                Timestamp::now(),
            )?;
            house.record_accounts()?;
            let password = secret.map(|secret| secret.reveal().to_string());
            Ok(MadeAccount { account: AccountRow::of(&account), password })
        })
        .await?;
    Ok(Created(made))
}

async fn edit(
    State(house): State<House>,
    seen: Seen,
    Named(of): Named<String>,
    Sent(sent): Sent<EditAccount>,
) -> Result<Json<MadeAccount>, Problem> {
    let changed = house
        .read(move |house| {
            let (accounts, now) = (house.accounts(), Timestamp::now());
            let by = Some(&seen.caller()?.name);
            let missing = |_| Problem::missing("account", &of);
            let of: Name = of.parse().map_err(|bad: armistice_accounts::BadName| missing(bad))?;
            let edit = Edit {
                display: sent.display,
                role: sent.role.map(Role::from),
                password: sent.password,
                disabled: sent.disabled,
            };
            let account = accounts.edit(&of, &edit, by, now)?;
            let password = match sent.reset_password {
                Some(true) => Some(accounts.reset_password(&of, by, now)?.reveal().to_string()),
                _ => None,
            };
            house.record_accounts()?;
            Ok(MadeAccount { account: AccountRow::of(&account), password })
        })
        .await?;
    Ok(Json(changed))
}
