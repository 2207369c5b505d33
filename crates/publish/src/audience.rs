//! Who reads, and what is too sensitive for whom: the one table that every interface and every
//! export goes by.

/// Who reads, from the widest circle to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody.
    Public,
    /// The mission's own people.
    Mission,
    /// Those who weigh sources: the mission's analysts.
    Verification,
    /// Those who answer for the mission's people.
    Secretariat,
}

impl Audience {
    /// All of them, from the widest circle to the narrowest.
    pub const ALL: [Self; 4] = [Self::Public, Self::Mission, Self::Verification, Self::Secretariat];

    /// Whether this audience may see what is sensitive in this way.
    pub fn sees(self, what: Sensitive) -> bool {
        self >= match what {
            Sensitive::ProtectedWords => Self::Mission,
            Sensitive::SourceIdentity | Sensitive::ObserverPosition | Sensitive::Photo => {
                Self::Verification
            }
            Sensitive::PersonalData => Self::Secretariat,
        }
    }
}

/// Ways in which a field is sensitive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sensitive {
    /// Words, headline, file and link reasons of a protected source's report.
    ProtectedWords,
    /// Who a protected source is.
    SourceIdentity,
    /// Where an observer stood.
    ObserverPosition,
    /// What a field team photographed: it shows where it stood.
    Photo,
    /// An observer's name and how to reach them.
    PersonalData,
}

impl Sensitive {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ProtectedWords,
        Self::SourceIdentity,
        Self::ObserverPosition,
        Self::Photo,
        Self::PersonalData,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_what() {
        let mut table = String::new();
        for what in Sensitive::ALL {
            let sees = Audience::ALL.map(|audience| if audience.sees(what) { "yes" } else { "-" });
            table.push_str(&format!("{what:?}: {}\n", sees.join(" ")));
        }
        insta::assert_snapshot!(table, @r"
        ProtectedWords: - yes yes yes
        SourceIdentity: - - yes yes
        ObserverPosition: - - yes yes
        Photo: - - yes yes
        PersonalData: - - - yes
        ");
    }
}
