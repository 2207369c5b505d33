//! Roles in stories: MUC-4, as its role sets were processed for GRIT (Du, Rush, Cardie 2021).
//!
//! The metric is CEAF-REE: in each story and role, predicted entities are laid one to one on the
//! marked ones; a predicted entity is right if what it is called is among the mentions of its marked
//! one. Precision, recall and F1 are counted over all stories. *Mean* is the mean of the five roles'
//! F1, *all* counts all roles together.
//!
//! `muc4/roles/train.json` is learned from; every other file of the folder is scored. Without it
//! nothing is: no weights come with the crate.

use crate::score::Row;
use armistice_events::roles::{Filler, Model, Role, Story};
use serde_json::Value;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

const NAMES: [(&str, Role); 5] = [
    ("PerpInd", Role::PerpetratorIndividual),
    ("PerpOrg", Role::PerpetratorOrganisation),
    ("Target", Role::Target),
    ("Victim", Role::Victim),
    ("Weapon", Role::Weapon),
];

/// Right, found, there.
#[derive(Clone, Copy, Default)]
struct Counts(usize, usize, usize);

impl Counts {
    fn row(self, set: String, metric: &'static str, speed: Option<String>) -> Row {
        let share = |of: usize| self.0 as f64 / of.max(1) as f64;
        Row {
            task: "roles in stories",
            set,
            metric,
            score: self.f1(),
            parts: Some((share(self.1), share(self.2))),
            items: self.2,
            speed,
        }
    }

    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }

    fn add(&mut self, other: Self) {
        *self = Self(self.0 + other.0, self.1 + other.1, self.2 + other.2);
    }
}

pub(crate) fn score(data: &Path) -> Result<Vec<Row>, String> {
    let folder = data.join("muc4/roles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let train = folder.join("train.json");
    if !files.contains(&train) {
        return Ok(Vec::new());
    }
    let model = Model::train(&stories(&train)?);
    let mut rows = Vec::new();
    for file in files.iter().filter(|file| **file != train) {
        let name = file.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let stories = stories(file)?;
        let start = Instant::now();
        let read: Vec<Vec<Filler>> = stories.iter().map(|story| model.read(&story.text)).collect();
        let seconds = start.elapsed().as_secs_f64();
        let mut counts = [Counts::default(); 5];
        for (story, read) in stories.iter().zip(&read) {
            for (counts, (_, role)) in counts.iter_mut().zip(NAMES) {
                counts.add(compare(story, read, role));
            }
        }
        let mut all = Counts::default();
        for (counts, (role, _)) in counts.iter().zip(NAMES) {
            all.add(*counts);
            rows.push(counts.row(format!("MUC-4 {name}, {role}"), "CEAF-REE F1", None));
        }
        let speed = format!("{:.0} stories/s", stories.len() as f64 / seconds);
        rows.push(all.row(format!("MUC-4 {name}, all"), "CEAF-REE F1", Some(speed)));
        let mean = counts.iter().map(|counts| counts.f1()).sum::<f64>() / counts.len() as f64;
        rows.push(Row {
            task: "roles in stories",
            set: format!("MUC-4 {name}, mean"),
            metric: "CEAF-REE F1",
            score: mean,
            items: all.2,
            ..Row::default()
        });
    }
    Ok(rows)
}

fn compare(story: &Story, read: &[Filler], role: Role) -> Counts {
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let entities: Vec<HashSet<String>> = story
        .fillers
        .iter()
        .filter(|(of, _)| *of == role)
        .map(|(_, mentions)| mentions.iter().map(|mention| plain(mention)).collect())
        .collect();
    let mut used = vec![false; entities.len()];
    let (mut right, mut found) = (0, 0);
    for filler in read.iter().filter(|filler| filler.role == role) {
        found += 1;
        let text = plain(story.text.get(filler.at.0..filler.at.1).unwrap_or(""));
        let hit = entities.iter().zip(&mut used).find(|(e, used)| !**used && e.contains(&text));
        if let Some((_, used)) = hit {
            *used = true;
            right += 1;
        }
    }
    Counts(right, found, entities.len())
}

fn stories(file: &Path) -> Result<Vec<Story>, String> {
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut stories = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| format!("{}, line {}: {error}", file.display(), number + 1))?;
        let mut story =
            Story { text: value["doctext"].as_str().unwrap_or("").into(), fillers: Vec::new() };
        for (name, role) in NAMES {
            for entity in value["extracts"][name].as_array().into_iter().flatten() {
                let mentions = entity.as_array().into_iter().flatten();
                let mentions = mentions.filter_map(|m| Some(m[0].as_str()?.to_string()));
                story.fillers.push((role, mentions.collect()));
            }
        }
        stories.push(story);
    }
    Ok(stories)
}
