//! By whom and on whom: where the case's actors are named, and what part they play.

use crate::Known;
use crate::draft::Bytes;
use crate::names::{Names, Sense};
use crate::sentence::Word;

/// A name the case knows, at words `from..until` of the sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameAt<'a> {
    pub from: usize,
    pub until: usize,
    pub at: Bytes,
    pub sense: Sense<'a>,
}

/// An actor named at words `from..until`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub from: usize,
    pub until: usize,
    pub at: Bytes,
    pub actor: String,
    /// Only describes a place or another actor ("held by Islamic State"): plays no part.
    pub describes: bool,
}

/// Adjectives and bare nouns that name an actor only beside a word of war or office, and the
/// spellings under which a case may list that actor.
const ADJECTIVES: &[(&str, &[&str])] = &[
    ("syrian", &["Syrian government", "Syrian army", "Government of Syria"]),
    ("russian", &["Russia", "Government of Russia"]),
    ("american", &["United States", "US", "USA"]),
    ("turkish", &["Turkey", "Government of Turkey"]),
    ("israeli", &["Israel", "Government of Israel"]),
    ("iranian", &["Iran", "Government of Iran"]),
    ("iraqi", &["Iraq", "Government of Iraq", "Iraqi government"]),
    ("lebanese", &["Lebanon", "Government of Lebanon"]),
    ("jordanian", &["Jordan", "Government of Jordan"]),
    ("saudi", &["Saudi Arabia", "Government of Saudi Arabia"]),
    ("ukrainian", &["Ukraine", "Government of Ukraine"]),
    ("sudanese", &["Sudan", "Government of Sudan"]),
    ("ethiopian", &["Ethiopia", "Government of Ethiopia"]),
    ("armenian", &["Armenia", "Government of Armenia"]),
    ("azerbaijani", &["Azerbaijan", "Government of Azerbaijan"]),
    ("british", &["United Kingdom", "Britain", "UK"]),
    ("french", &["France", "Government of France"]),
    ("government", &["the government", "government forces"]),
    ("regime", &["the regime", "regime forces"]),
    ("army", &["the army", "army troops"]),
    ("rebel", &["rebels", "rebel groups"]),
    ("opposition", &["the opposition", "opposition groups"]),
    ("insurgent", &["insurgents"]),
    ("militant", &["militants"]),
    ("separatist", &["separatists"]),
    ("coalition", &["the coalition"]),
];

/// Whether a word is one of the adjectives that stand for an actor ("Syrian").
pub(crate) fn is_adjective(word: &str) -> bool {
    ADJECTIVES.iter().any(|(a, _)| *a == word)
}

const OF_WAR_OR_OFFICE: &[&str] = &[
    "forces",
    "force",
    "troops",
    "soldiers",
    "soldier",
    "army",
    "military",
    "militia",
    "militias",
    "air",
    "aerial",
    "airstrike",
    "airstrikes",
    "strike",
    "strikes",
    "raid",
    "raids",
    "aircraft",
    "warplane",
    "warplanes",
    "jet",
    "jets",
    "plane",
    "planes",
    "helicopter",
    "helicopters",
    "artillery",
    "tanks",
    "tank",
    "position",
    "positions",
    "fighters",
    "fighter",
    "units",
    "unit",
    "shelling",
    "bombardment",
    "bombing",
    "attack",
    "attacks",
    "fire",
    "rockets",
    "missiles",
    "drone",
    "drones",
    "checkpoint",
    "base",
    "officials",
    "official",
    "minister",
    "ministers",
    "ministry",
    "counterpart",
    "delegation",
    "side",
    "command",
    "commander",
    "spokesman",
    "spokeswoman",
    "government",
    "regime",
    "navy",
    "warships",
    "police",
    "authorities",
    "lines",
    "advance",
    "offensive",
];

/// Nouns for the soldiers of the army that a case calls "the army".
const SOLDIERS: &[&str] = &["soldiers", "soldier", "troops", "conscripts"];

fn low<'w>(words: &'w [Word<'_>], i: Option<usize>) -> &'w str {
    i.and_then(|i| words.get(i)).map_or("", |w| w.low.as_str())
}

/// The names of a sentence, as words.
pub(crate) fn names<'a>(
    names: &Names<'a>,
    text: &str,
    sentence: Bytes,
    words: &[Word<'_>],
) -> Vec<NameAt<'a>> {
    let Some(part) = text.get(sentence.0..sentence.1) else { return Vec::new() };
    names
        .find(part)
        .into_iter()
        .filter_map(|named| {
            let at = (sentence.0 + named.at.0, sentence.0 + named.at.1);
            // A name that ends inside a word ("Moscow-backed") is not meant by itself.
            let from = words.binary_search_by_key(&at.0, |w| w.at.0).ok()?;
            let until = words.binary_search_by_key(&at.1, |w| w.at.1).ok()? + 1;
            Some(NameAt { from, until, at, sense: named.sense })
        })
        .collect()
}

/// The actors of a sentence, left to right.
pub(crate) fn mentions(words: &[Word<'_>], names: &[NameAt<'_>], known: Known<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = names
        .iter()
        .filter_map(|n| {
            // An office that is a source in its own right is heard, not fought.
            let actor = n.sense.actor?;
            Some(Mention {
                from: n.from,
                until: n.until,
                at: n.at,
                actor: actor.name.clone(),
                describes: false,
            })
        })
        .collect();
    let taken = |i: usize| names.iter().any(|n| (n.from..n.until).contains(&i));
    for (i, word) in words.iter().enumerate() {
        if taken(i) {
            continue;
        }
        let spellings: &[&str] =
            if let Some((_, s)) = ADJECTIVES.iter().find(|(a, _)| *a == word.low) {
                // "one rebel": the noun itself.
                let counted =
                    matches!(word.low.as_str(), "rebel" | "insurgent" | "militant" | "separatist")
                        && matches!(
                            low(words, i.checked_sub(1)),
                            "one" | "a" | "an" | "another" | "second" | "third" | "1"
                        );
                if !counted && !beside_war_or_office(words, i) {
                    continue;
                }
                s
            } else if SOLDIERS.contains(&word.low.as_str())
                && !i.checked_sub(1).is_some_and(|p| {
                    taken(p) || ADJECTIVES.iter().any(|(a, _)| *a == low(words, Some(p)))
                })
            {
                &["the army", "government troops", "army troops"]
            } else {
                continue;
            };
        if let Some(actor) = spellings.iter().find_map(|s| known.actors.find(s)) {
            found.push(Mention {
                from: i,
                until: i + 1,
                at: word.at,
                actor: actor.name.clone(),
                describes: false,
            });
        }
    }
    found.sort_by_key(|m| m.from);
    for mention in &mut found {
        mention.describes = describes(words, mention);
    }
    found
}

/// "Russian warplanes", "American and Russian foreign ministers".
fn beside_war_or_office(words: &[Word<'_>], i: usize) -> bool {
    let mut skipped = 0;
    for next in i + 1..i + 6 {
        let word = low(words, Some(next));
        if OF_WAR_OR_OFFICE.contains(&word) {
            return true;
        }
        let passes = matches!(
            word,
            "and"
                | "or"
                | "foreign"
                | "defence"
                | "defense"
                | "prime"
                | "senior"
                | "led"
                | "military"
        ) || ADJECTIVES.iter().any(|(a, _)| *a == word);
        if !passes {
            skipped += 1;
            if skipped > 0 {
                return false;
            }
        }
    }
    false
}

fn describes(words: &[Word<'_>], mention: &Mention) -> bool {
    let before = |n: usize| low(words, mention.from.checked_sub(n));
    let skip = usize::from(matches!(before(1), "the" | "a" | "an" | "fighters"));
    let holder = matches!(
        before(2 + skip),
        "held"
            | "backed"
            | "controlled"
            | "supported"
            | "run"
            | "governed"
            | "owned"
            | "loyal"
            | "allied"
            | "besieged"
            | "occupied"
            | "ruled"
            | "sponsored"
            | "trained"
    ) && matches!(before(1 + skip), "by" | "to" | "with" | "from");
    // "where IS is fighting the SDF" describes the place.
    let where_at = (1..=8).find(|n| before(*n) == "where");
    let fighting = |i: Option<usize>| low(words, i) == "fighting";
    let placed = where_at.is_some_and(|n| {
        let from = mention.from.saturating_sub(n);
        (from..mention.until + 4).any(|i| {
            fighting(Some(i)) || matches!(low(words, Some(i)), "holds" | "controls" | "held")
        })
    });
    holder || placed
}

/// Whether a word between two actors joins them into one list ("Russian and government
/// warplanes", "the Syrian army, Hezbollah and allied militias").
pub(crate) fn joins(words: &[Word<'_>], from: usize, until: usize) -> bool {
    until >= from
        && until - from <= 4
        && (from..until).all(|i| {
            let word = low(words, Some(i));
            matches!(
                word,
                "and"
                    | "or"
                    | ","
                    | "the"
                    | "warplanes"
                    | "aircraft"
                    | "jets"
                    | "its"
                    | "their"
                    | "allied"
                    | "by"
                    | "to"
                    | "from"
                    | "forces"
            )
        })
}

/// The actors of the list that `mention` belongs to: itself and those joined to it.
pub(crate) fn list_of<'m>(
    words: &[Word<'_>],
    mentions: &'m [Mention],
    index: usize,
) -> Vec<&'m Mention> {
    let Some(mention) = mentions.get(index) else { return Vec::new() };
    let mut all = vec![mention];
    let mut left = mention;
    for earlier in mentions.get(..index).unwrap_or(&[]).iter().rev() {
        if !joins(words, earlier.until, left.from)
            || low(words, Some(left.from.wrapping_sub(1))) == "by"
        {
            break;
        }
        all.push(earlier);
        left = earlier;
    }
    let mut right = mention;
    for later in mentions.get(index + 1..).unwrap_or(&[]) {
        if !joins(words, right.until, later.from) {
            break;
        }
        all.push(later);
        right = later;
    }
    all.sort_by_key(|m| m.from);
    all
}
