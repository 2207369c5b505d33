//! With what: weapons as far as they are named.

use crate::draft::Bytes;
use crate::sentence::Word;
use armistice_model::{Weapon, WeaponClass};

fn low<'w>(words: &'w [Word<'_>], i: Option<usize>) -> &'w str {
    i.and_then(|i| words.get(i)).map_or("", |w| w.low.as_str())
}

fn class(words: &[Word<'_>], i: usize) -> Option<(WeaponClass, usize, Option<&'static str>)> {
    use WeaponClass as W;
    let two = (low(words, Some(i)), low(words, Some(i + 1)));
    Some(match two {
        ("barrel", "bomb" | "bombs") => (W::Explosive, 2, Some("barrel bomb")),
        ("cluster", "bomb" | "bombs" | "munitions") => (W::Explosive, 2, Some("cluster munition")),
        ("car" | "truck" | "suicide" | "roadside", "bomb" | "bombs" | "bombing") => {
            (W::Explosive, 2, None)
        }
        ("ballistic", "missile" | "missiles") => (W::TacticalMissile, 2, None),
        ("anti-tank", _) => (W::AntiTankMissile, 1, None),
        ("rocket", "launcher" | "launchers") => (W::RocketArtillery, 2, None),
        ("heavy", "machine-gun" | "machine-guns") => (W::HeavyMachineGun, 2, None),
        ("heavy", "machine") => (W::HeavyMachineGun, 3, None),
        ("light", "machine") => (W::LightMachineGun, 3, None),
        ("armoured" | "armored", "personnel" | "vehicle" | "vehicles") => {
            (W::PersonnelCarrier, 2, None)
        }
        ("grad" | "uragan" | "smerch", _) => {
            let model = match two.0 {
                "grad" => "Grad",
                "uragan" => "Uragan",
                _ => "Smerch",
            };
            (W::RocketArtillery, 1, Some(model))
        }
        ("tank" | "tanks", _) => (W::Tank, 1, None),
        ("artillery" | "howitzer" | "howitzers", _) => (W::Artillery, 1, None),
        ("mortar" | "mortars", _) => (W::Mortar, 1, None),
        ("drone" | "drones" | "uav" | "uavs", _) => (W::Drone, 1, None),
        ("helicopter" | "helicopters", _) => (W::Helicopter, 1, None),
        ("aircraft" | "warplane" | "warplanes" | "jet" | "jets", _) => (W::Aircraft, 1, None),
        ("plane" | "planes", _) => (W::Aircraft, 1, None),
        ("sniper" | "snipers" | "rifle" | "rifles", _) => (W::SmallArms, 1, None),
        ("landmine" | "landmines" | "ied" | "ieds", _) => (W::Explosive, 1, None),
        _ => return None,
    })
}

/// The weapon that words `from..until` name, and the words. A weapon that is what was hit
/// ("destroyed a tank", "shot down a warplane") is not the one it was done with.
pub(crate) fn weapon(words: &[Word<'_>], from: usize, until: usize) -> Option<(Weapon, Bytes)> {
    let mut i = from;
    while i < until.min(words.len()) {
        let Some((class, length, model)) = class(words, i) else {
            i += 1;
            continue;
        };
        let suffers = (1..=4).any(|n| {
            matches!(
                low(words, i.checked_sub(n)),
                "destroyed"
                    | "down"
                    | "hit"
                    | "captured"
                    | "seized"
                    | "destroying"
                    | "damaged"
                    | "lost"
                    | "targeted"
            )
        });
        if suffers {
            i += length;
            continue;
        }
        let calibre_mm = (1..=2).find_map(|n| {
            let word = low(words, i.checked_sub(n));
            let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
            let unit = word.get(digits.len()..).unwrap_or("").trim_start_matches('-');
            let named = unit.starts_with("mm")
                || unit.starts_with("millim")
                || (unit.is_empty() && n == 2 && low(words, i.checked_sub(1)) == "mm");
            named.then(|| digits.parse().ok()).flatten()
        });
        let first = words.get(i)?;
        let last = words.get((i + length).min(words.len()) - 1)?;
        let weapon = Weapon { class, calibre_mm, model: model.map(str::to_string) };
        return Some((weapon, (first.at.0, last.at.1)));
    }
    None
}
