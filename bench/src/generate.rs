//! A made-up war for the first case's deal: so many structured reports over ninety days.
//!
//! Incidents cluster in space and time as they do in the field, each is told by one to three
//! sources, and places and dates are as imprecise as sources leave them. Nothing in the program
//! knows these numbers.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A small generator of pseudo-random numbers (splitmix64, Steele et al. 2014): the same case on
/// every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len() as u64) as usize).copied().unwrap_or("")
    }
}

const SOURCES: [&str; 6] = ["sohr", "ru-mod", "sana", "white-helmets", "un-ocha", "reuters"];
const KINDS: [&str; 8] = [
    "shelling",
    "airstrike",
    "small-arms-fire",
    "clash",
    "explosion",
    "ground-assault",
    "aid-request",
    "weapon-presence",
];
const ACTORS: [&str; 5] =
    ["Government of Syria", "Syrian insurgents", "IS", "Jaysh al-Islam", "Russia"];

/// Makes a case in `folder` with the first case's deal and lists, and beside it a file of
/// `reports` reports; gives the file.
pub fn case(folder: &Path, reports: usize) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for name in ["deal.armistice", "sources.toml", "actors.toml", "places.toml"] {
        std::fs::copy(Path::new("cases/syria-2016-09").join(name), folder.join(name))?;
    }
    let path = folder.join("reports.jsonl");
    let mut file = io::BufWriter::new(std::fs::File::create(&path)?);
    let mut dice = Dice(20_160_909);
    let mut written = 0;
    while written < reports {
        let day = dice.below(90);
        let (lon, lat) = (35.8 + 5.0 * dice.unit(), 32.6 + 4.2 * dice.unit());
        let (kind, by, on) = (dice.one(&KINDS), dice.one(&ACTORS), dice.one(&ACTORS));
        let killed = dice.below(12);
        for telling in 0..=dice.below(3) {
            if written == reports {
                break;
            }
            file.write_all(
                line(&mut dice, day, lon, lat, kind, by, on, killed, telling).as_bytes(),
            )?;
            written += 1;
        }
    }
    file.flush()?;
    Ok(path)
}

#[allow(clippy::too_many_arguments)] // One incident, said out.
fn line(
    dice: &mut Dice,
    day: u64,
    lon: f64,
    lat: f64,
    kind: &str,
    by: &str,
    on: &str,
    killed: u64,
    telling: u64,
) -> String {
    let date = date(day);
    let radius = [500, 3000, 25_000][dice.below(3) as usize % 3];
    let mut line = format!(
        r#"{{"source":"{}","published":"{date} {:02}:{:02} +03:00","kind":"{kind}","by":"{by}","on":"{on}","date":"{date}""#,
        dice.one(&SOURCES),
        18 + telling,
        dice.below(60)
    );
    let _ = write!(
        line,
        r#","place":{{"lon":{:.4},"lat":{:.4},"radius_m":{radius}}},"killed":{}}}"#,
        lon + 0.01 * dice.unit(),
        lat + 0.01 * dice.unit(),
        killed + dice.below(2)
    );
    line.push('\n');
    line
}

/// The `day`th day from 12 September 2016.
fn date(day: u64) -> String {
    let mut left = day + 11;
    for (month, length) in [(9, 30), (10, 31), (11, 30), (12, 31)] {
        if left < length {
            return format!("2016-{month:02}-{:02}", left + 1);
        }
        left -= length;
    }
    "2016-12-31".to_string()
}
