//! Learning from marked stories, and reading others.

use super::boost::Boost;
use super::features::{BUCKETS, Page, hash};
use super::phrase::{Phrase, phrases};
use super::token::{Token, tokens};
use super::words::Words;
use super::{Filler, Role};
use crate::linear::{Row, separate};
use std::collections::{BTreeSet, HashSet};

const ROLES: usize = Role::ALL.len();
/// Parts into which stories are dealt, so that each is judged by what the others taught.
const PARTS: usize = 5;
/// Weight of errors in the first stage, for phrases and for stories.
const SOFTNESS: [f32; 2] = [0.6, 1.0];
/// Passes of the first stage.
const PASSES: usize = 20;
/// A phrase below this margin is not looked at again.
const HOPELESS: f32 = -0.97;
/// At most so many fillers of each role in one story.
const MOST: [usize; ROLES] = [6, 3, 6, 8, 4];

/// A story whose fillers are known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Its text.
    pub text: String,
    /// Each entity: its role, and all the ways in which it is mentioned.
    pub fillers: Vec<(Role, Vec<String>)>,
}

/// What was learned of roles.
#[derive(Clone, Debug)]
pub struct Model {
    words: Words,
    /// By role: weights and bias for phrases.
    phrases: Vec<(Vec<f32>, f32)>,
    /// By role: weights and bias for stories.
    stories: Vec<(Vec<f32>, f32)>,
    boosts: Vec<Boost>,
    /// By role: from which probability on.
    enough: [f32; ROLES],
}

/// A story taken apart.
struct Read {
    tokens: Vec<Token>,
    phrases: Vec<Phrase>,
    rows: Vec<Row>,
    row: Row,
}

/// What the first stage says of a story: margins of each phrase, and of the story.
struct Margins {
    phrases: Vec<[f32; ROLES]>,
    story: [f32; ROLES],
}

impl Model {
    /// Learns from marked stories. The same stories in the same order give the same model.
    #[must_use]
    pub fn train(stories: &[Story]) -> Self {
        let words = Words::new();
        let read: Vec<Read> = stories.iter().map(|story| Read::of(&story.text, &words)).collect();
        let told: Vec<Told> = stories.iter().zip(&read).map(|(s, r)| Told::of(s, r)).collect();
        let margins = apart(&read, &told);
        let numbers: Vec<Vec<Vec<Vec<f32>>>> = read
            .iter()
            .zip(&margins)
            .map(|(read, margins)| (0..ROLES).map(|role| numbers(read, margins, role)).collect())
            .collect();
        let mut enough = [0.5; ROLES];
        let mut boosts = Vec::with_capacity(ROLES);
        for (role, enough) in enough.iter_mut().enumerate() {
            let boost = |keep: &dyn Fn(usize) -> bool| {
                let (mut rows, mut is) = (Vec::new(), Vec::new());
                for n in (0..stories.len()).filter(|n| keep(*n)) {
                    for at in hopeful(&margins[n], role) {
                        rows.push(numbers[n][role][at].clone());
                        is.push(told[n].is(at, role));
                    }
                }
                Boost::train(&rows, &is)
            };
            let parts: Vec<Boost> =
                (0..PARTS).map(|part| boost(&|n: usize| n % PARTS != part)).collect();
            let said: Vec<Vec<f32>> = (0..stories.len())
                .map(|n| says(&parts[n % PARTS], &numbers[n][role], &margins[n], role))
                .collect();
            *enough = best_threshold(&read, &told, &said, role);
            boosts.push(boost(&|_| true));
        }
        let all = |_: usize| true;
        Self {
            phrases: first_stage(&read, &told, &all),
            stories: of_stories(&read, &told, &all),
            words,
            boosts,
            enough,
        }
    }

    /// The fillers of a story, role by role, the likeliest first.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Filler> {
        let read = Read::of(text, &self.words);
        let margins = margins(&read, &self.phrases, &self.stories);
        let mut fillers = Vec::new();
        for (number, role) in Role::ALL.into_iter().enumerate() {
            let (Some(boost), Some(enough)) = (self.boosts.get(number), self.enough.get(number))
            else {
                continue;
            };
            let said = says(boost, &numbers(&read, &margins, number), &margins, number);
            for at in chosen(&read, &said, *enough, number) {
                let place = read.phrases.get(at).and_then(|phrase| phrase.at.first());
                let Some(&(from, until)) = place else { continue };
                let (Some(first), Some(last)) = (read.tokens.get(from), read.tokens.get(until))
                else {
                    continue;
                };
                let probability = said.get(at).copied().unwrap_or(0.0);
                fillers.push(Filler { role, at: (first.at.0, last.at.1), probability });
            }
        }
        fillers
    }
}

impl Read {
    fn of(text: &str, words: &Words) -> Self {
        let tokens = tokens(text);
        let phrases = phrases(text, &tokens, words);
        let page = Page::new(&tokens, words);
        let rows = phrases.iter().map(|phrase| page.row(phrase)).collect();
        let row = whole(&tokens);
        Self { tokens, phrases, rows, row }
    }
}

/// A story as numbers: which words and pairs of words it has.
fn whole(tokens: &[Token]) -> Row {
    let mut seen: BTreeSet<u32> = BTreeSet::new();
    let words: Vec<&str> =
        tokens.iter().filter(|token| token.is_word()).map(|token| token.word.as_str()).collect();
    seen.extend(words.iter().map(|word| hash(&["w", word])));
    seen.extend(
        words
            .windows(2)
            .map(|pair| hash(&["p", pair.first().unwrap_or(&""), pair.last().unwrap_or(&"")])),
    );
    let length = (seen.len() as f32).sqrt().max(1.0);
    seen.into_iter().map(|at| (at, 1.0 / length)).collect()
}

/// What is known of a story's phrases.
struct Told {
    /// By phrase, the roles that it fills.
    roles: Vec<[bool; ROLES]>,
    /// By role, the mentions of each entity.
    entities: [Vec<HashSet<String>>; ROLES],
}

impl Told {
    fn of(story: &Story, read: &Read) -> Self {
        let mut entities: [Vec<HashSet<String>>; ROLES] = Default::default();
        for (role, mentions) in &story.fillers {
            let plain = |mention: &String| {
                mention.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
            };
            if let Some(entities) = entities.get_mut(*role as usize) {
                entities.push(mentions.iter().map(plain).collect());
            }
        }
        let roles = read
            .phrases
            .iter()
            .map(|phrase| {
                let mut is = [false; ROLES];
                for (is, entities) in is.iter_mut().zip(&entities) {
                    *is = entities.iter().any(|mentions| mentions.contains(&phrase.text));
                }
                is
            })
            .collect();
        Self { roles, entities }
    }

    fn is(&self, phrase: usize, role: usize) -> bool {
        self.roles.get(phrase).and_then(|roles| roles.get(role)).copied().unwrap_or(false)
    }
}

fn first_stage(read: &[Read], told: &[Told], keep: &dyn Fn(usize) -> bool) -> Vec<(Vec<f32>, f32)> {
    let kept = || (0..read.len()).filter(|n| keep(*n));
    let rows: Vec<&Row> = kept().flat_map(|n| &read[n].rows).collect();
    (0..ROLES)
        .map(|role| {
            let is: Vec<bool> =
                kept().flat_map(|n| told[n].roles.iter().map(move |roles| roles[role])).collect();
            separate(&rows, &is, BUCKETS, SOFTNESS[0], PASSES)
        })
        .collect()
}

fn of_stories(read: &[Read], told: &[Told], keep: &dyn Fn(usize) -> bool) -> Vec<(Vec<f32>, f32)> {
    let kept = || (0..read.len()).filter(|n| keep(*n));
    let rows: Vec<&Row> = kept().map(|n| &read[n].row).collect();
    (0..ROLES)
        .map(|role| {
            let is: Vec<bool> = kept().map(|n| !told[n].entities[role].is_empty()).collect();
            separate(&rows, &is, BUCKETS, SOFTNESS[1], PASSES)
        })
        .collect()
}

/// Margins of every story by what the stories of the other parts taught.
fn apart(read: &[Read], told: &[Told]) -> Vec<Margins> {
    let mut all: Vec<Option<Margins>> = read.iter().map(|_| None).collect();
    for part in 0..PARTS {
        let others = |n: usize| n % PARTS != part;
        let (phrases, stories) =
            (first_stage(read, told, &others), of_stories(read, told, &others));
        for n in (part..read.len()).step_by(PARTS) {
            all[n] = Some(margins(&read[n], &phrases, &stories));
        }
    }
    all.into_iter().flatten().collect()
}

fn margins(read: &Read, phrases: &[(Vec<f32>, f32)], stories: &[(Vec<f32>, f32)]) -> Margins {
    let of = |row: &Row, models: &[(Vec<f32>, f32)]| {
        let mut margins = [-1.0; ROLES];
        for (margin, (weights, bias)) in margins.iter_mut().zip(models) {
            let weight = |at: u32| weights.get(at as usize).copied().unwrap_or(0.0);
            *margin = bias + row.iter().map(|(at, x)| weight(*at) * x).sum::<f32>();
        }
        margins
    };
    Margins {
        phrases: read.rows.iter().map(|row| of(row, phrases)).collect(),
        story: of(&read.row, stories),
    }
}

fn hopeful(margins: &Margins, role: usize) -> impl Iterator<Item = usize> + '_ {
    let hope = move |(at, own): (usize, &[f32; ROLES])| (own[role] > HOPELESS).then_some(at);
    margins.phrases.iter().enumerate().filter_map(hope)
}

/// What the second stage looks at, phrase by phrase.
fn numbers(read: &Read, margins: &Margins, role: usize) -> Vec<Vec<f32>> {
    let most = |role: usize| margins.phrases.iter().map(|own| own[role]).fold(-2.0, f32::max);
    let mosts: Vec<f32> = (0..ROLES).map(most).collect();
    let above = margins.phrases.iter().filter(|own| own[role] > -0.5).count() as f32;
    let mut ranked: Vec<usize> = (0..margins.phrases.len()).collect();
    ranked.sort_by(|a, b| {
        margins.phrases[*b][role].total_cmp(&margins.phrases[*a][role]).then(a.cmp(b))
    });
    let mut rank = vec![0.0f32; ranked.len()];
    for (n, at) in ranked.into_iter().enumerate() {
        rank[at] = n as f32;
    }
    margins
        .phrases
        .iter()
        .zip(&read.phrases)
        .enumerate()
        .map(|(at, (own, phrase))| {
            let other = own.iter().enumerate().filter(|(r, _)| *r != role).map(|(_, m)| *m);
            let first = phrase.at.first().copied().unwrap_or((0, 0));
            let mut row: Vec<f32> = own.to_vec();
            row.extend(margins.story);
            row.extend(&mosts);
            row.extend([
                rank[at],
                mosts[role] - own[role],
                above,
                other.fold(-2.0, f32::max),
                (first.1 - first.0) as f32,
                phrase.at.len() as f32,
                read.tokens.get(first.0).map_or(0.0, |token| token.sentence as f32),
                first.0 as f32 / read.tokens.len().max(1) as f32,
            ]);
            row
        })
        .collect()
}

fn says(boost: &Boost, numbers: &[Vec<f32>], margins: &Margins, role: usize) -> Vec<f32> {
    let mut said = vec![0.0; numbers.len()];
    for at in hopeful(margins, role) {
        if let (Some(slot), Some(numbers)) = (said.get_mut(at), numbers.get(at)) {
            *slot = boost.probability(numbers);
        }
    }
    said
}

/// The phrases that fill a role: likeliest first, no two that overlap or are each other's words.
fn chosen(read: &Read, said: &[f32], enough: f32, role: usize) -> Vec<usize> {
    let mut hopeful: Vec<usize> =
        (0..said.len()).filter(|at| said.get(*at).is_some_and(|p| *p >= enough)).collect();
    hopeful.sort_by(|a, b| said[*b].total_cmp(&said[*a]).then(a.cmp(b)));
    let mut taken: HashSet<usize> = HashSet::new();
    let mut before: Vec<HashSet<&str>> = Vec::new();
    let mut chosen = Vec::new();
    for at in hopeful {
        let Some(phrase) = read.phrases.get(at) else { continue };
        let cells = || phrase.at.iter().flat_map(|(from, until)| *from..=*until);
        let words: HashSet<&str> = phrase.text.split(' ').collect();
        let told = before.iter().any(|b| b.is_subset(&words) || words.is_subset(b));
        if told || cells().any(|cell| taken.contains(&cell)) {
            continue;
        }
        taken.extend(cells());
        before.push(words);
        chosen.push(at);
        if chosen.len() >= MOST.get(role).copied().unwrap_or(4) {
            break;
        }
    }
    chosen
}

/// The threshold that gives the best F1 over entities.
fn best_threshold(read: &[Read], told: &[Told], said: &[Vec<f32>], role: usize) -> f32 {
    let score = |enough: f32| {
        let (mut right, mut found, mut there) = (0, 0, 0);
        for ((read, told), said) in read.iter().zip(told).zip(said) {
            let entities = &told.entities[role];
            let mut used = vec![false; entities.len()];
            for at in chosen(read, said, enough, role) {
                found += 1;
                let text = &read.phrases[at].text;
                let hit = (0..entities.len()).find(|n| !used[*n] && entities[*n].contains(text));
                if let Some(n) = hit {
                    used[n] = true;
                    right += 1;
                }
            }
            there += entities.len();
        }
        2.0 * right as f32 / (found + there).max(1) as f32
    };
    let mut best = (0.0, 0.5);
    for step in 2..=12 {
        let enough = step as f32 * 0.05;
        let scored = score(enough);
        if scored > best.0 {
            best = (scored, enough);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Stories of our own making: some tell an attack, some do not.
    fn stories() -> Vec<Story> {
        let towns = ["paloma", "rio alto", "san telmo", "la cruz", "vega"];
        let people =
            ["mayor ana ruiz", "judge pedro lema", "councilman luis oro", "priest juan vale"];
        let mut all = Vec::new();
        for (n, town) in towns.iter().cycle().take(60).enumerate() {
            let victim = people[n % people.len()];
            let who = ["gunmen", "masked men", "guerrillas"][n % 3];
            let told = n % 3 != 2;
            let text = if told {
                format!(
                    "In {town}, {victim} was killed by {who} on Monday. A bomb damaged the town hall."
                )
            } else {
                format!("In {town}, {victim} opened a school on Monday. The town hall was painted.")
            };
            let fillers = [
                (Role::Victim, victim),
                (Role::PerpetratorIndividual, who),
                (Role::Weapon, "bomb"),
                (Role::Target, "town hall"),
            ];
            let fillers = fillers.map(|(role, mention)| (role, vec![mention.to_string()])).to_vec();
            all.push(Story { text, fillers: if told { fillers } else { Vec::new() } });
        }
        all
    }

    #[test]
    fn what_is_marked_is_found_in_stories_of_other_people_and_no_harm_where_nothing_happened() {
        let model = Model::train(&stories());
        let text = "In belmonte, teacher rosa pinto was killed by gunmen on Friday. A bomb damaged the town hall.";
        let said: Vec<(Role, &str)> = model
            .read(text)
            .into_iter()
            .map(|filler| (filler.role, &text[filler.at.0..filler.at.1]))
            .collect();
        for expected in [
            (Role::Victim, "teacher rosa pinto"),
            (Role::PerpetratorIndividual, "gunmen"),
            (Role::Weapon, "bomb"),
            (Role::Target, "town hall"),
        ] {
            assert!(said.contains(&expected), "{said:?}");
        }
        let calm =
            "In belmonte, teacher rosa pinto opened a school on Friday. The town hall was painted.";
        let harm = [Role::Target, Role::Victim, Role::Weapon];
        assert!(model.read(calm).iter().all(|filler| !harm.contains(&filler.role)));
    }

    #[test]
    fn little_teaches_little_and_breaks_nothing() {
        assert_eq!(Model::train(&[]).read("Gunmen killed the mayor."), []);
        let one = Story { text: String::new(), fillers: vec![(Role::Victim, vec!["x".into()])] };
        assert_eq!(Model::train(&[one]).read(""), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_text_can_be_read(text in "(\\PC|killed |gunmen |\\. ){0,120}") {
            static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
            for filler in MODEL.get_or_init(|| Model::train(&stories())).read(&text) {
                prop_assert!(text.get(filler.at.0..filler.at.1).is_some());
            }
        }
    }
}
