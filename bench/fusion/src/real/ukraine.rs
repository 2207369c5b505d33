//! Two sources on strikes in Ukraine: groups of news of VIINA (Zhukov and Ayers 2023), places of
//! military and energy targets only, and incidents that Eyes on Russia has verified by picture.

use std::path::Path;

use armistice_linkage::{Code, Grain, Record, Span, Spot};

use super::data::{DAY, day, point, rows};
use crate::draw::Draw;

/// The files.
pub const FILES: [&str; 3] =
    ["ukraine/viina-2022.csv", "ukraine/viina-2023.csv", "ukraine/eyes-on-russia.csv"];
/// The numbers of the two sources.
pub const NEWS: u32 = 1;
pub const VERIFIED: u32 = 2;

const STRIKE: u32 = 1;
const EXPLOSION: u32 = 2;
const DAMAGE: u32 = 3;
const LOSSES: u32 = 4;
const PRESENCE: u32 = 5;
const OTHER: u32 = 6;

/// Reads the reports of both sources, from 2022 on and where the day and the point are sound.
pub fn read(data: &Path) -> Result<Vec<Record>, String> {
    let mut draw = Draw::new(11);
    let mut records = Vec::new();
    for file in &FILES[..2] {
        let names = ["date", "latitude", "longitude", "attack_terms"];
        for [date, lat, lon, terms] in rows(&data.join(file), names)? {
            let kind = news_kind(&terms);
            records.extend(record(NEWS, &date, (&lat, &lon), 1, kind, draw.key()));
        }
    }
    let names = ["date", "lat", "lon", "event_group", "geolocation"];
    for [date, lat, lon, group, geolocation] in rows(&data.join(FILES[2]), names)? {
        let rung = u8::from(geolocation.is_empty());
        let kind = verified_kind(&group);
        records.extend(record(VERIFIED, &date, (&lat, &lon), rung, kind, draw.key()));
    }
    Ok(records)
}

fn record(
    source: u32,
    date: &str,
    (lat, lon): (&str, &str),
    rung: u8,
    kind: u32,
    key: u64,
) -> Option<Record> {
    let from = day(date).filter(|from| *from >= day_of_2022())?;
    let (lat, lon) = point(lat, lon)?;
    Some(Record {
        key,
        source,
        when: Some(Span { from, until: from + DAY }),
        spot: Some(Spot { lat, lon, grain: Grain::Rung(rung) }),
        kind: Some(Code { own: kind, parent: parent(kind) }),
        actor: None,
        count: None,
        words: None,
    })
}

fn day_of_2022() -> i64 {
    18_993 * DAY
}

/// Strikes, explosions and what they destroy are one family.
fn parent(kind: u32) -> u32 {
    if kind <= DAMAGE { STRIKE } else { kind }
}

/// By the words of attack that the news were found with.
fn news_kind(terms: &str) -> u32 {
    let terms = terms.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| terms.contains(word));
    if has(&["удар", "ракет", "дрон", "безпілот", "беспилот", "drone"])
    {
        STRIKE
    } else if has(&["вибух", "взрыв", "пожеж", "пожар", "fire"]) {
        EXPLOSION
    } else {
        DAMAGE
    }
}

/// By the group in which an incident is kept.
fn verified_kind(group: &str) -> u32 {
    let kinds = [
        ("Civilian Infrastructure", DAMAGE),
        ("Military Infrastructure", DAMAGE),
        ("Bombing", EXPLOSION),
        ("Munitions", STRIKE),
        ("Losses", LOSSES),
        ("Presence", PRESENCE),
    ];
    kinds.iter().find(|(part, _)| group.contains(part)).map_or(OTHER, |(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_mapped() {
        assert_eq!(news_kind("Вибух|удар"), STRIKE);
        assert_eq!(news_kind("Пожеж"), EXPLOSION);
        assert_eq!(news_kind("знищ"), DAMAGE);
        assert_eq!(verified_kind("Civilian Infrastructure Damage May 2022"), DAMAGE);
        assert_eq!(verified_kind("Russian Military Losses Feb - June"), LOSSES);
        assert_eq!(verified_kind(""), OTHER);
        assert_eq!(parent(DAMAGE), parent(EXPLOSION));
        assert_ne!(parent(LOSSES), parent(STRIKE));
    }

    #[test]
    fn what_is_before_2022_or_nowhere_is_left_out() {
        let of = |date, lat| record(NEWS, date, (lat, "30"), 1, STRIKE, 0);
        assert!(of("20220101", "50").is_some());
        assert!(of("20211231", "50").is_none());
        assert!(of("20220101", "").is_none());
    }
}
