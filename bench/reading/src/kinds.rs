//! Kinds of events: snippets of CASE 2021, task 2 (Haneková and others 2021), whose types are those
//! of ACLED and five more.
//!
//! The metric is F1 of each type, weighted by how often the type stands in the set, by five-fold
//! cross-validation: snippets of each type are dealt out in turn to five parts, and each part is
//! told by a model trained on the other four with our own examples beside them. A second row has
//! what the shipped model says, which has seen none of the set; a third those snippets alone that
//! were not looked at while cues and examples were written (three in ten, by a hash of their id).

use crate::score::Row;
use armistice_events::kinds::{Kind, Model, examples};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

const FOLDS: usize = 5;

/// What the set calls our kinds.
const NAMES: [(&str, Kind); 30] = [
    ("ABDUCT_DISSAP", Kind::Abduction),
    ("AGREEMENT", Kind::Agreement),
    ("AIR_STRIKE", Kind::Airstrike),
    ("ARMED_CLASH", Kind::ArmedClash),
    ("ARREST", Kind::Arrest),
    ("ART_MISS_ATTACK", Kind::Shelling),
    ("ATTACK", Kind::Attack),
    ("ATTRIB", Kind::Attribution),
    ("CHANGE_TO_GROUP_ACT", Kind::GroupChange),
    ("CHEM_WEAP", Kind::ChemicalAttack),
    ("DIPLO", Kind::Diplomacy),
    ("DISR_WEAP", Kind::WeaponsSeized),
    ("FORCE_AGAINST_PROTEST", Kind::ForceAgainstProtest),
    ("GOV_REGAINS_TERIT", Kind::TerritoryRegained),
    ("GRENADE", Kind::Grenade),
    ("HQ_ESTABLISHED", Kind::BaseEstablished),
    ("MAN_MADE_DISASTER", Kind::Accident),
    ("MOB_VIOL", Kind::MobViolence),
    ("NATURAL_DISASTER", Kind::NaturalDisaster),
    ("NON_STATE_ACTOR_OVERTAKES_TER", Kind::RebelTakeover),
    ("NON_VIOL_TERRIT_TRANSFER", Kind::NonviolentTransfer),
    ("ORG_CRIME", Kind::OrganisedCrime),
    ("OTHER", Kind::Other),
    ("PEACE_PROTEST", Kind::PeacefulProtest),
    ("PROPERTY_DISTRUCT", Kind::PropertyDestruction),
    ("PROTEST_WITH_INTER", Kind::ProtestWithIntervention),
    ("REM_EXPLOS", Kind::RemoteExplosive),
    ("SEX_VIOL", Kind::SexualViolence),
    ("SUIC_BOMB", Kind::SuicideAttack),
    ("VIOL_DEMONSTR", Kind::ViolentDemonstration),
];

struct Snippet {
    text: String,
    kind: Kind,
    fold: usize,
    unseen: bool,
}

pub(crate) fn score(data: &Path) -> Result<Vec<Row>, String> {
    let snippets = read(&data.join("kinds"))?;
    let start = Instant::now();
    let shipped = Model::shipped();
    let plain: Vec<Kind> = snippets.iter().map(|s| told(&shipped, &s.text)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut crossed = vec![Kind::Other; snippets.len()];
    for fold in 0..FOLDS {
        let mut passages = examples();
        let others = snippets.iter().filter(|s| s.fold != fold);
        passages.extend(others.map(|s| (s.text.as_str(), s.kind)));
        let model = Model::train(&passages);
        for (slot, snippet) in crossed.iter_mut().zip(&snippets).filter(|(_, s)| s.fold == fold) {
            *slot = told(&model, &snippet.text);
        }
    }
    let row = |set: &str, told: &[Kind], keep: &dyn Fn(&Snippet) -> bool| {
        let pairs: Vec<(Kind, Kind)> = snippets
            .iter()
            .zip(told)
            .filter(|(snippet, _)| keep(snippet))
            .map(|(snippet, told)| (snippet.kind, *told))
            .collect();
        Row {
            task: "event kind",
            set: format!("case-2021, {set}"),
            metric: "weighted F1",
            score: weighted(&pairs),
            items: pairs.len(),
            ..Row::default()
        }
    };
    let mut rows = vec![
        row("5-fold", &crossed, &|_| true),
        row("5-fold, not looked at", &crossed, &|s| s.unseen),
        row("shipped weights", &plain, &|_| true),
        row("shipped weights, not looked at", &plain, &|s| s.unseen),
    ];
    if let Some(row) = rows.get_mut(2) {
        row.speed = Some(format!("{:.0} snippets/s", snippets.len() as f64 / seconds));
    }
    Ok(rows)
}

fn told(model: &Model, text: &str) -> Kind {
    model.classify(text).first().map_or(Kind::Other, |said| said.kind)
}

fn read(folder: &Path) -> Result<Vec<Snippet>, String> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "tsv"))
        .collect();
    files.sort();
    let mut snippets = Vec::new();
    let mut dealt: BTreeMap<Kind, usize> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        for line in text.lines().skip(1) {
            let mut cells = line.splitn(3, '\t');
            let (Some(id), Some(words), Some(name)) = (cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let name = name.trim();
            let Some((_, kind)) = NAMES.iter().find(|(known, _)| *known == name) else {
                return Err(format!("{}: there is no type {name}", file.display()));
            };
            let turn = dealt.entry(*kind).or_default();
            let (fold, unseen) = (*turn % FOLDS, crc32(id.as_bytes()) % 10 >= 7);
            *turn += 1;
            snippets.push(Snippet { text: words.to_string(), kind: *kind, fold, unseen });
        }
    }
    if snippets.is_empty() {
        return Err(format!("{}: no snippets in it", folder.display()));
    }
    Ok(snippets)
}

/// The mean of all kinds' F1, weighted by how often a kind is right.
fn weighted(pairs: &[(Kind, Kind)]) -> f64 {
    let mut sum = 0.0;
    for kind in Kind::ALL {
        let right = pairs.iter().filter(|(is, told)| is == kind && told == kind).count() as f64;
        let is = pairs.iter().filter(|(is, _)| is == kind).count() as f64;
        let told = pairs.iter().filter(|(_, told)| told == kind).count() as f64;
        if is + told > 0.0 {
            sum += is * 2.0 * right / (is + told);
        }
    }
    sum / pairs.len().max(1) as f64
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
