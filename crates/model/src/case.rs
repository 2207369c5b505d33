//! What a case knows beforehand: its sources, its actors, its places.

use crate::id::SourceId;
use crate::perspective::Near;
use crate::place::{Place, Shape};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What sort of body a source is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A body that counts and documents (SOHR, Airwars).
    Monitor,
    /// A ministry or head of state.
    Ministry,
    /// An armed force or its command.
    ArmedForce,
    /// A state or party news agency.
    Agency,
    /// A news outlet or wire.
    News,
    /// A non-governmental organisation.
    Ngo,
    /// A coded dataset.
    Dataset,
    /// A body of the United Nations.
    Un,
    /// A guarantor of the deal.
    Guarantor,
    /// The mission's own people.
    FieldTeam,
}

/// Somebody who says things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Short name.
    pub id: SourceId,
    /// Full name. For a protected source it never leaves by a public path.
    pub name: String,
    /// Other spellings, by which it is found in texts and tables.
    pub also: Vec<String>,
    /// Whom it stands close to.
    pub near: Near,
    /// What sort of body it is.
    pub kind: SourceKind,
    /// Whether it must not be named in public.
    pub protected: bool,
    /// What the public may read in place of the name.
    pub public: Option<String>,
    /// Why it is placed where it is.
    pub note: Option<String>,
}

impl Source {
    /// The name that may be shown to anybody.
    pub fn public_name(&self) -> &str {
        if self.protected {
            self.public.as_deref().unwrap_or("a protected source")
        } else {
            &self.name
        }
    }
}

/// The case's sources.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sources {
    list: Vec<Source>,
    by_name: HashMap<String, usize>,
}

/// What is wrong with a case's list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseFileError {
    /// Two entries answer to one name.
    #[error("`{name}` names both {first} and {second}: take it from one of them")]
    TwiceNamed {
        /// The shared spelling.
        name: String,
        /// The entry that has it first.
        first: String,
        /// The entry that has it again.
        second: String,
    },
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Spelling → index, refusing a spelling that two entries share.
fn index<'a>(
    entries: impl Iterator<Item = (&'a str, Vec<&'a str>)>,
) -> Result<HashMap<String, usize>, CaseFileError> {
    let mut by_name: HashMap<String, usize> = HashMap::new();
    let mut labels: Vec<&str> = Vec::new();
    for (at, (label, names)) in entries.enumerate() {
        labels.push(label);
        for name in names {
            match by_name.insert(fold(name), at) {
                Some(other) if other != at => {
                    return Err(CaseFileError::TwiceNamed {
                        name: name.to_string(),
                        first: labels.get(other).copied().unwrap_or_default().to_string(),
                        second: label.to_string(),
                    });
                }
                _ => {}
            }
        }
    }
    Ok(by_name)
}

impl Sources {
    /// Indexes a list.
    ///
    /// # Errors
    /// When two sources share a name.
    pub fn new(list: Vec<Source>) -> Result<Self, CaseFileError> {
        let by_name = index(list.iter().map(|s| {
            let mut names = vec![s.id.as_str(), s.name.as_str()];
            names.extend(s.also.iter().map(String::as_str));
            (s.id.as_str(), names)
        }))?;
        Ok(Self { list, by_name })
    }

    /// All, in the order of the case's file.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// By id, name or other spelling, whatever its case.
    pub fn find(&self, name: &str) -> Option<&Source> {
        self.by_name.get(&fold(name)).and_then(|i| self.list.get(*i))
    }

    /// By id; an id that the case does not list stands close to nobody known and is counted as
    /// independent of both, which is what makes listing it worth while.
    pub fn near(&self, id: &SourceId) -> Near {
        self.find(id.as_str()).map_or(Near::Independent, |s| s.near.clone())
    }

    /// The name that may be shown to anybody.
    pub fn public_name<'a>(&'a self, id: &'a SourceId) -> &'a str {
        self.find(id.as_str()).map_or(id.as_str(), Source::public_name)
    }
}

/// Somebody who does things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// The name the case uses.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub also: Vec<String>,
}

/// The case's actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    list: Vec<Actor>,
    by_name: HashMap<String, usize>,
}

impl Actors {
    /// Indexes a list.
    ///
    /// # Errors
    /// When two actors share a name.
    pub fn new(list: Vec<Actor>) -> Result<Self, CaseFileError> {
        let by_name = index(list.iter().map(|a| {
            let mut names = vec![a.name.as_str()];
            names.extend(a.also.iter().map(String::as_str));
            (a.name.as_str(), names)
        }))?;
        Ok(Self { list, by_name })
    }

    /// All, in the order of the case's file.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.list.iter()
    }

    /// By name or other spelling, whatever its case.
    pub fn find(&self, name: &str) -> Option<&Actor> {
        self.by_name.get(&fold(name)).and_then(|i| self.list.get(*i))
    }
}

/// A place the case knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KnownPlace {
    /// The name the case uses.
    pub name: String,
    /// Other spellings.
    pub also: Vec<String>,
    /// Its shape.
    pub shape: Shape,
    /// Governorate or other large unit.
    pub region: Option<String>,
    /// Where the shape comes from and how rough it is.
    pub note: Option<String>,
}

impl KnownPlace {
    /// As the place of a claim.
    pub fn place(&self) -> Place {
        Place {
            name: Some(self.name.clone()),
            region: self.region.clone(),
            shape: Some(self.shape.clone()),
        }
    }
}

/// The case's places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gazetteer {
    list: Vec<KnownPlace>,
    by_name: HashMap<String, usize>,
}

impl Gazetteer {
    /// Indexes a list.
    ///
    /// # Errors
    /// When two places share a name.
    pub fn new(list: Vec<KnownPlace>) -> Result<Self, CaseFileError> {
        let by_name = index(list.iter().map(|p| {
            let mut names = vec![p.name.as_str()];
            names.extend(p.also.iter().map(String::as_str));
            (p.name.as_str(), names)
        }))?;
        Ok(Self { list, by_name })
    }

    /// All, in the order of the case's file.
    pub fn iter(&self) -> impl Iterator<Item = &KnownPlace> {
        self.list.iter()
    }

    /// By name or other spelling, whatever its case.
    pub fn find(&self, name: &str) -> Option<&KnownPlace> {
        self.by_name.get(&fold(name)).and_then(|i| self.list.get(*i))
    }

    /// The regions named, sorted, each once.
    pub fn regions(&self) -> Vec<&str> {
        let mut regions: Vec<&str> = self.list.iter().filter_map(|p| p.region.as_deref()).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }
}
