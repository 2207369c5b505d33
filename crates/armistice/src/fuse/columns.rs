//! Which column of a stranger's table tells what.

use crate::fuse::complaints::shown;
use armistice_case::Failure;

/// What a column may tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The row's name.
    Uid,
    /// Who reports.
    Source,
    /// First day or minute.
    From,
    /// Last day, or the minute after the last.
    Until,
    /// The day or minute.
    Date,
    /// The day as a number.
    Day,
    /// How many days the time told is wide.
    Tprec,
    /// Degrees north.
    Lat,
    /// Degrees east.
    Lon,
    /// Rung of the source's ladder of places.
    Gprec,
    /// Within so many metres.
    Radius,
    /// What kind of event.
    Kind,
    /// The wider kind.
    KindParent,
    /// Who did it.
    Actor,
    /// The wider actor.
    ActorParent,
    /// How many were harmed.
    Count,
    /// What it says.
    Text,
}

use Field::{
    Actor, ActorParent, Count, Date, Day, From, Gprec, Kind, KindParent, Lat, Lon, Radius, Source,
    Text, Tprec, Uid, Until,
};

/// Columns that are listed where one is missing.
const LISTED: usize = 40;

const FIELDS: usize = 17;
const ALL: [Field; FIELDS] = [
    Uid,
    Source,
    From,
    Until,
    Date,
    Day,
    Tprec,
    Lat,
    Lon,
    Gprec,
    Radius,
    Kind,
    KindParent,
    Actor,
    ActorParent,
    Count,
    Text,
];

/// Fields that tell the same in different ways: where a person maps one, the others are not read.
const RIVALS: [&[&[Field]]; 2] = [&[&[From, Until], &[Date], &[Day]], &[&[Radius], &[Gprec]]];

/// Held apart by those who score a linker; a linker that read it would know the answer.
const TRUTH: &str = "truth";

impl Field {
    /// The names a column may have, best first; the first one is the field's own.
    fn names(self) -> &'static [&'static str] {
        match self {
            Uid => &["uid"],
            Source => &["source", "src"],
            From => &["from", "date_start"],
            Until => &["until", "date_end"],
            Date => &["date"],
            Day => &["day"],
            Tprec => &["tprec"],
            Lat => &["lat", "latitude"],
            Lon => &["lon", "longitude"],
            Gprec => &["gprec"],
            Radius => &["radius_m"],
            Kind => &["type"],
            KindParent => &["ptype"],
            Actor => &["actor"],
            ActorParent => &["pactor"],
            Count => &["fat", "count", "deaths", "best"],
            Text => &["text"],
        }
    }

    fn named(name: &str) -> Option<Self> {
        let is = |field: &Self| field.names().iter().any(|own| own.eq_ignore_ascii_case(name));
        ALL.into_iter().find(is)
    }

    /// What a cell of it should hold.
    pub fn expected(self) -> &'static str {
        match self {
            Uid | Source | Kind | KindParent | Actor | ActorParent | Text => "a name or a number",
            From | Until | Date => "a date like 2016-09-12 or an instant like 2016-09-12T10:30Z",
            Day => "a whole number of days (a date as well: --map date=COLUMN)",
            Tprec => "a number of days above 0",
            Lat => "degrees from -90 to 90",
            Lon => "degrees from -180 to 180",
            Gprec => "a whole number from 0 (exact) to 4 (country)",
            Radius => "metres, 0 or more",
            Count => "a whole number, 0 or more",
        }
    }
}

/// Where in a row each field stands.
pub struct Columns {
    headers: Vec<String>,
    at: [Option<usize>; FIELDS],
}

impl Columns {
    /// Finds the columns by their headers and by what a person said (`FIELD=COLUMN,…`).
    ///
    /// # Errors
    ///
    /// Where a required column is missing or a mapping cannot be understood; says what there is.
    pub fn find(headers: Vec<String>, maps: &[String], name: &str) -> Result<Self, Failure> {
        let mut columns = Self { headers, at: [None; FIELDS] };
        let mapped = columns.mapped(maps, name)?;
        let told = |field: Field| mapped.iter().any(|(own, _)| *own == field);
        for field in ALL {
            // Another way of telling the same was mapped, and none of this one.
            let rivalled = RIVALS.iter().any(|group| {
                let own = group.iter().find(|way| way.contains(&field));
                own.is_some_and(|own| {
                    !own.iter().any(|f| told(*f))
                        && group.iter().any(|way| way.iter().any(|f| told(*f)))
                })
            });
            let found = match mapped.iter().find(|(own, _)| *own == field) {
                Some((_, column)) => *column,
                None if rivalled => None,
                None => field.names().iter().find_map(|name| columns.column(name)),
            };
            columns.at[field as usize] = found;
        }
        let missing: Vec<&str> =
            [Uid, Source].into_iter().filter(|f| !columns.has(*f)).map(|f| f.names()[0]).collect();
        if missing.is_empty() {
            return Ok(columns);
        }
        let ways: Vec<String> = missing.iter().map(|own| format!("{own}=COLUMN")).collect();
        Err(Failure::new(format!(
            "{name} has no column for {}; say which it is with --map {}; {}",
            missing.join(" and none for "),
            ways.join(","),
            columns.listed()
        )))
    }

    /// What the `--map` options say, in the order of saying.
    fn mapped(&self, maps: &[String], name: &str) -> Result<Vec<(Field, Option<usize>)>, Failure> {
        let mut pairs: Vec<String> = Vec::new();
        for piece in maps.iter().flat_map(|map| map.split(',')) {
            match pairs.last_mut() {
                // A comma within a column's name.
                Some(last) if !piece.contains('=') => {
                    last.push(',');
                    last.push_str(piece);
                }
                _ => pairs.push(piece.to_string()),
            }
        }
        let mut mapped: Vec<(Field, Option<usize>)> = Vec::new();
        for pair in pairs.iter().filter(|pair| !pair.trim().is_empty()) {
            let (own, column) = pair.split_once('=').ok_or_else(|| {
                Failure::new(format!(
                    "--map {pair}: write FIELD=COLUMN, as in date=event_date; {}",
                    self.listed()
                ))
            })?;
            let (own, column) = (own.trim(), column.trim());
            let field = Field::named(own).ok_or_else(|| {
                let all: Vec<&str> = ALL.iter().map(|field| field.names()[0]).collect();
                Failure::new(format!(
                    "--map {pair}: {own} is no field; fields are {}",
                    all.join(", ")
                ))
            })?;
            if mapped.iter().any(|(told, _)| *told == field) {
                return Err(Failure::new(format!("--map {pair}: {own} is mapped twice")));
            }
            if column.eq_ignore_ascii_case(TRUTH) {
                return Err(Failure::new(format!(
                    "--map {pair}: a column named {TRUTH} is never looked at"
                )));
            }
            let at = self.column(column);
            if at.is_none() && !column.is_empty() {
                return Err(Failure::new(format!(
                    "--map {pair}: {name} has no column {column}; {}",
                    self.listed()
                )));
            }
            mapped.push((field, at));
        }
        Ok(mapped)
    }

    /// A column by its name: to the letter before in any case.
    fn column(&self, name: &str) -> Option<usize> {
        if name.is_empty() || name.eq_ignore_ascii_case(TRUTH) {
            return None;
        }
        let exact = self.headers.iter().position(|header| header == name);
        exact.or_else(|| self.headers.iter().position(|h| h.to_lowercase() == name.to_lowercase()))
    }

    fn listed(&self) -> String {
        let most = self.headers.iter().take(LISTED);
        let mut shown: Vec<String> = most.map(|header| shown(header.as_bytes())).collect();
        if self.headers.len() > LISTED {
            shown.push(format!("and {} more", self.headers.len() - LISTED));
        }
        format!("its columns are {}", shown.join(", "))
    }

    /// Whether there is such a column.
    pub fn has(&self, field: Field) -> bool {
        self.at[field as usize].is_some()
    }

    /// Where it stands in a row.
    pub fn at(&self, field: Field) -> Option<usize> {
        self.at[field as usize]
    }

    /// How the table itself calls it.
    pub fn header(&self, field: Field) -> &str {
        let header = self.at(field).and_then(|at| self.headers.get(at));
        header.map_or(field.names()[0], String::as_str)
    }

    /// How many columns, read or not.
    pub fn len(&self) -> usize {
        self.headers.len()
    }

    /// What is read from which column, in words.
    pub fn words(&self) -> String {
        const GROUPS: [(&str, &[Field]); 8] = [
            ("uid", &[Uid]),
            ("source", &[Source]),
            ("time", &[From, Until, Date, Day, Tprec]),
            ("place", &[Lat, Lon, Radius, Gprec]),
            ("kind", &[Kind, KindParent]),
            ("actor", &[Actor, ActorParent]),
            ("count", &[Count]),
            ("text", &[Text]),
        ];
        let mut parts = Vec::new();
        for (what, fields) in GROUPS {
            let read: Vec<&str> =
                fields.iter().filter(|f| self.has(**f)).map(|f| self.header(*f)).collect();
            match read.as_slice() {
                [] => parts.push(format!("no {what}")),
                [own] if *own == what => parts.push(what.to_string()),
                read => parts.push(format!("{what} ({})", read.join(", "))),
            }
        }
        parts.join(", ")
    }
}
