//! The planted copies again, the records told otherwise: which field leads the linker astray.

use armistice_linkage::{Grain, Record};

use super::data::DAY;

/// A way to tell the records.
pub struct Told {
    /// In words.
    pub name: &'static str,
    /// What is done to each record; none leaves it out.
    pub tell: fn(Record) -> Option<Record>,
}

/// All that are tried.
pub const TOLD: [Told; 10] = [
    Told { name: "all", tell: Some },
    Told { name: "no actors", tell: |record| Some(Record { actor: None, ..record }) },
    Told { name: "no kinds", tell: |record| Some(Record { kind: None, ..record }) },
    Told {
        name: "no actors, no kinds",
        tell: |record| Some(Record { actor: None, kind: None, ..record }),
    },
    Told { name: "no counts", tell: |record| Some(Record { count: None, ..record }) },
    Told { name: "within 25 km told as a locality", tell: |record| Some(localities(record)) },
    Told { name: "every place told as a locality", tell: |record| Some(placed(record, 1)) },
    Told { name: "single days only", tell: single_day },
    Told { name: "districts and finer only", tell: fine },
    Told {
        name: "single days, localities and finer only, no actors",
        tell: |record| {
            let record = localities(fine(single_day(record)?)?);
            Some(Record { actor: None, ..record })
        },
    },
];

fn single_day(record: Record) -> Option<Record> {
    record.when.is_some_and(|when| when.until - when.from <= DAY).then_some(record)
}

fn fine(record: Record) -> Option<Record> {
    let fine = |grain| match grain {
        Grain::Metres(metres) => metres <= 60_000.0,
        Grain::Rung(rung) => rung <= 2,
    };
    record.spot.is_some_and(|spot| fine(spot.grain)).then_some(record)
}

fn localities(record: Record) -> Record {
    match record.spot.map(|spot| spot.grain) {
        Some(Grain::Metres(_)) => placed(record, 1),
        _ => record,
    }
}

fn placed(mut record: Record, rung: u8) -> Record {
    if let Some(spot) = &mut record.spot {
        spot.grain = Grain::Rung(rung);
    }
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use armistice_linkage::{Span, Spot};

    fn record(days: i64, grain: Grain) -> Record {
        Record {
            key: 0,
            source: 0,
            when: Some(Span { from: 0, until: days * DAY }),
            spot: Some(Spot { lat: 36.0, lon: 37.0, grain }),
            kind: None,
            actor: None,
            count: None,
            words: None,
        }
    }

    #[test]
    fn what_is_wide_is_left_out_and_what_is_near_is_a_locality() {
        let grain = |record: Record| record.spot.map(|spot| spot.grain);
        let near = record(1, Grain::Metres(25_000.0));
        assert_eq!(grain(localities(near)), Some(Grain::Rung(1)));
        assert_eq!(grain(localities(record(1, Grain::Rung(3)))), Some(Grain::Rung(3)));
        assert_eq!(fine(near), Some(near));
        assert_eq!(fine(record(1, Grain::Rung(3))), None);
        assert_eq!(single_day(record(2, Grain::Rung(0))), None);
        assert_eq!(single_day(near), Some(near));
    }
}
