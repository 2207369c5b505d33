//! Roles, the powers they give, and the scopes that narrow a token: one table for the whole
//! program, so that no interface has rules of its own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What somebody is to the mission. Not a ladder: an administrator keeps the accounts and sees
/// what a viewer sees, but neither reports nor decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what the mission may see.
    Viewer,
    /// Files reports as well.
    Reporter,
    /// Weighs reports as well: merges, verifies, attributes, asks.
    Analyst,
    /// Judges as well: findings, clocks, who joins and leaves.
    Secretariat,
    /// Keeps accounts, tokens and webhooks.
    Admin,
}

/// What an action needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    /// See what the mission may see; how much of it, the role's audience says.
    Read,
    /// File a report.
    Report,
    /// Decide about reports and incidents: accept, set aside, merge, split, verify, attribute,
    /// ask, answer, undo.
    Decide,
    /// Decide about the deal's terms: find, extend, restart, withdraw, join, leave.
    DecideTerms,
    /// Create and change accounts, tokens of others, webhooks.
    Admin,
}

/// What a token may be used for. Each scope gives only what it says: a token with `report` alone
/// files reports and reads nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// [`Power::Read`].
    Read,
    /// [`Power::Report`].
    Report,
    /// [`Power::Decide`] and [`Power::DecideTerms`].
    Decide,
    /// [`Power::Admin`].
    Admin,
}

/// A set of [`Scope`]s; written as a list of their names, in the order of [`Scope::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Scope>", into = "Vec<Scope>")]
pub struct Scopes(u8);

impl Role {
    /// All roles, in the order in which people list them.
    pub const ALL: [Self; 5] =
        [Self::Viewer, Self::Reporter, Self::Analyst, Self::Secretariat, Self::Admin];

    /// Whether somebody with this role may do what needs `power`.
    #[must_use]
    pub const fn may(self, power: Power) -> bool {
        match power {
            Power::Read => true,
            Power::Report => matches!(self, Self::Reporter | Self::Analyst | Self::Secretariat),
            Power::Decide => matches!(self, Self::Analyst | Self::Secretariat),
            Power::DecideTerms => matches!(self, Self::Secretariat),
            Power::Admin => matches!(self, Self::Admin),
        }
    }

    /// The scopes that a token of this role can make any use of.
    #[must_use]
    pub fn scopes(self) -> Scopes {
        Scope::ALL
            .into_iter()
            .filter(|scope| {
                Power::ALL.into_iter().any(|power| scope.covers(power) && self.may(power))
            })
            .collect()
    }

    /// The role's name in files and interfaces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Reporter => "reporter",
            Self::Analyst => "analyst",
            Self::Secretariat => "secretariat",
            Self::Admin => "admin",
        }
    }
}

impl Power {
    /// All powers.
    pub const ALL: [Self; 5] =
        [Self::Read, Self::Report, Self::Decide, Self::DecideTerms, Self::Admin];
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 4] = [Self::Read, Self::Report, Self::Decide, Self::Admin];

    /// Whether this scope lets `power` be used.
    #[must_use]
    pub const fn covers(self, power: Power) -> bool {
        matches!(
            (self, power),
            (Self::Read, Power::Read)
                | (Self::Report, Power::Report)
                | (Self::Decide, Power::Decide | Power::DecideTerms)
                | (Self::Admin, Power::Admin)
        )
    }

    /// The scope's name in files and interfaces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Decide => "decide",
            Self::Admin => "admin",
        }
    }

    const fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

impl Scopes {
    /// Whether `scope` is in the set.
    #[must_use]
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }

    /// Whether any scope of the set covers `power`.
    #[must_use]
    pub fn allow(self, power: Power) -> bool {
        self.iter().any(|scope| scope.covers(power))
    }

    /// The scopes, in the order of [`Scope::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |scope| self.contains(*scope))
    }

    /// Those of these that are not among `others`.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().fold(0, |set, scope| set | scope.bit()))
    }
}

impl From<Vec<Scope>> for Scopes {
    fn from(scopes: Vec<Scope>) -> Self {
        scopes.into_iter().collect()
    }
}

impl From<Scopes> for Vec<Scope> {
    fn from(scopes: Scopes) -> Self {
        scopes.iter().collect()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope.as_str())?;
        }
        Ok(())
    }
}

/// No role has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no role {0:?}; say viewer, reporter, analyst, secretariat or admin")]
pub struct UnknownRole(pub String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// No scope has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scope {0:?}; say read, report, decide or admin")]
pub struct UnknownScope(pub String);

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_of_roles_and_powers() {
        let mut table = String::from("            read report decide terms admin  scopes\n");
        for role in Role::ALL {
            let marks = Power::ALL.map(|power| if role.may(power) { "yes" } else { "-" });
            let [read, report, decide, terms, admin] = marks;
            table += &format!(
                "{role:<11} {read:<4} {report:<6} {decide:<6} {terms:<5} {admin:<5}  {}\n",
                role.scopes()
            );
        }
        insta::assert_snapshot!(table, @r"
                    read report decide terms admin  scopes
        viewer      yes  -      -      -     -      read
        reporter    yes  yes    -      -     -      read report
        analyst     yes  yes    yes    -     -      read report decide
        secretariat yes  yes    yes    yes   -      read report decide
        admin       yes  -      -      -     yes    read admin
        ");
    }

    #[test]
    fn names_are_read_back() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
        }
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
        }
        assert!("Admin".parse::<Role>().is_err());
        assert!("write".parse::<Scope>().is_err());
    }

    fn scopes() -> impl Strategy<Value = Scopes> {
        prop::collection::vec(prop::sample::select(Scope::ALL.to_vec()), 0..6)
            .prop_map(Scopes::from)
    }

    fn power() -> impl Strategy<Value = Power> {
        prop::sample::select(Power::ALL.to_vec())
    }

    proptest! {
        /// More scopes never allow less, and none allow nothing.
        #[test]
        fn scopes_only_add(a in scopes(), b in scopes(), power in power()) {
            let both: Scopes = a.iter().chain(b.iter()).collect();
            prop_assert_eq!(both.allow(power), a.allow(power) || b.allow(power));
            prop_assert!(!Scopes::default().allow(power));
            prop_assert!(both.without(a).without(b).is_empty());
        }

        #[test]
        fn a_set_of_scopes_survives_json(a in scopes()) {
            let text = serde_json::to_string(&a).unwrap();
            prop_assert_eq!(serde_json::from_str::<Scopes>(&text).unwrap(), a);
        }
    }
}
