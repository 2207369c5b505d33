//! Rows of the UCDP Georeferenced Event Dataset (Sundberg and Melander 2013): deadly events that
//! its coders have already told apart.

use std::path::Path;

use armistice_linkage::{Code, Grain, Record, Span, Spot};

use super::data::{DAY, day, point, rows};

/// The file.
pub const FILE: &str = "syria/ucdp-ged-syria-2017-2019.csv";

/// An event as a row has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, whole days.
    pub when: Span,
    /// Degrees north and east.
    pub at: (f64, f64),
    /// `where_prec`: 1 the spot, 2 near it, 3 a district, 4 a province, 5 and more wider.
    pub where_prec: u8,
    /// The district, where one is named.
    pub district: Option<String>,
    /// `type_of_violence`: 1 by a state, 2 between others, 3 against civilians.
    pub kind: u32,
    /// The two sides, and the conflict that they belong to.
    pub dyad: u32,
    pub conflict: u32,
    /// The best estimate of deaths.
    pub best: u32,
    /// Who reported it, the first that is named.
    pub office: String,
}

/// Reads the rows that have a day and a point.
pub fn read(path: &Path) -> Result<Vec<Event>, String> {
    let names = [
        "date_start",
        "date_end",
        "latitude",
        "longitude",
        "where_prec",
        "adm_2",
        "type_of_violence",
        "dyad_new_id",
        "conflict_new_id",
        "best",
        "source_office",
    ];
    Ok(rows(path, names)?.iter().filter_map(event).collect())
}

fn event(row: &[String; 11]) -> Option<Event> {
    let [from, until, lat, lon, prec, district, kind, dyad, conflict, best, office] = row;
    Some(Event {
        when: Span { from: day(from)?, until: day(until)? + DAY },
        at: point(lat, lon)?,
        where_prec: prec.parse().ok()?,
        district: (!district.is_empty() && district != "NA").then(|| district.clone()),
        kind: kind.parse().ok()?,
        dyad: dyad.parse().ok()?,
        conflict: conflict.parse().ok()?,
        best: best.parse().ok()?,
        office: office.split(';').next().unwrap_or("").replace("Air Wars", "Airwars"),
    })
}

impl Event {
    /// How finely the place is given, on the linker's scale.
    pub fn grain(&self) -> Grain {
        match self.where_prec {
            0 | 1 => Grain::Rung(0),
            2 => Grain::Metres(25_000.0),
            3 => Grain::Rung(2),
            4 => Grain::Rung(3),
            _ => Grain::Rung(4),
        }
    }

    /// The row as a report of a source.
    pub fn record(&self, key: u64, source: u32) -> Record {
        Record {
            key,
            source,
            when: Some(self.when),
            spot: Some(Spot { lat: self.at.0, lon: self.at.1, grain: self.grain() }),
            kind: Some(Code { own: self.kind, parent: self.kind }),
            actor: Some(Code { own: self.dyad, parent: self.conflict }),
            count: Some(self.best),
            words: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_and_what_is_not_told_is_left_out() {
        let row = [
            "2018-09-13",
            "2018-09-14",
            "34.5",
            "40.9",
            "2",
            "NA",
            "2",
            "14637",
            "13616",
            "7",
            "Air Wars;SOHR",
        ];
        let read = event(&row.map(String::from)).unwrap();
        assert_eq!(read.when.until - read.when.from, 2 * DAY);
        assert_eq!((read.district.as_deref(), read.office.as_str()), (None, "Airwars"));
        let record = read.record(5, 1);
        assert_eq!(record.count, Some(7));
        assert_eq!(record.spot.map(|spot| spot.grain), Some(Grain::Metres(25_000.0)));
        assert_eq!(record.actor, Some(Code { own: 14_637, parent: 13_616 }));
        let mut odd = row;
        odd[2] = "north";
        assert_eq!(event(&odd.map(String::from)), None);
    }
}
