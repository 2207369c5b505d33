//! The shipped case, taken in by `intake`, and claims as one readable line each.
#![allow(dead_code, clippy::unwrap_used)]

use armistice_intake::{Context, actors, places, sources, take};
use armistice_model::{Actors, Claim, Field, Gazetteer, Report, Scope, Sources, Stance, When, Who};
use armistice_reading::{Known, Reader};
use jiff::tz::TimeZone;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub struct Case {
    pub sources: Sources,
    pub actors: Actors,
    pub places: Gazetteer,
    pub zone: TimeZone,
}

/// Where the case's days are counted.
pub fn zone() -> TimeZone {
    TimeZone::get("Asia/Damascus").unwrap()
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/syria-2016-09")
}

impl Case {
    pub fn load() -> Self {
        let file = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
        Self {
            sources: sources(&file("sources.toml"), "sources.toml").unwrap(),
            actors: actors(&file("actors.toml"), "actors.toml").unwrap(),
            places: places(&file("places.toml"), "places.toml").unwrap(),
            zone: zone(),
        }
    }

    pub fn known(&self) -> Known<'_> {
        Known {
            sources: &self.sources,
            actors: &self.actors,
            places: &self.places,
            zone: &self.zone,
        }
    }

    pub fn take(&self, bytes: &[u8], name: &str) -> Vec<Report> {
        let context = Context {
            sources: &self.sources,
            zone: TimeZone::get("Asia/Damascus").unwrap(),
            format: None,
            source: None,
            now: "2026-01-01T00:00:00Z".parse().unwrap(),
        };
        take(bytes, name, &context).map(|t| t.reports).unwrap_or_default()
    }

    /// A text with the case's header.
    pub fn text(&self, source: &str, published: &str, body: &str) -> Report {
        let file = format!("Source: {source}\nPublished: {published}\n\n{body}\n");
        self.take(file.as_bytes(), "made.md").remove(0)
    }

    pub fn read(&self, report: &Report) -> Vec<Claim> {
        Reader::new(self.known()).read(report)
    }
}

/// `stance voice kind [by → on] weapon, when, place, numbers | words`.
pub fn line(claim: &Claim, report: &Report) -> String {
    let who = |w: &Who| if w.is_open() { "?".to_string() } else { w.0.join(" / ") };
    let day = |i: armistice_model::Interval| {
        let zone = zone();
        let (a, b) = (i.from().to_zoned(zone.clone()), i.until().to_zoned(zone));
        if i.seconds() == 86_400 {
            a.date().to_string()
        } else {
            format!("{} to {}", a.strftime("%d %b %H:%M"), b.strftime("%d %b %H:%M"))
        }
    };
    let mut out = String::new();
    let stance = match claim.stance {
        Stance::Fact => "told by",
        Stance::Claimed => "said by",
        Stance::Accused => "accused by",
        Stance::Denied => "DENIED by",
    };
    write!(out, "{stance} {}: {}", claim.voice, claim.kind).unwrap();
    if claim.scope != Scope::Incident {
        write!(out, " ({:?})", claim.scope).unwrap();
    }
    write!(out, " [{} → {}]", who(&claim.by), who(&claim.on)).unwrap();
    if let Some(weapon) = &claim.weapon {
        write!(out, " with {}", weapon.class).unwrap();
        if let Some(model) = &weapon.model {
            write!(out, " {model}").unwrap();
        }
    }
    match claim.when {
        When::Open => write!(out, "; when open").unwrap(),
        When::Within(i) => write!(out, "; {}", day(i)).unwrap(),
        When::Throughout(i) => write!(out, "; throughout {}", day(i)).unwrap(),
    }
    match (&claim.place.name, &claim.place.shape) {
        (None, None) => write!(out, "; place open").unwrap(),
        (name, shape) => {
            write!(out, "; {}", name.as_deref().unwrap_or("?")).unwrap();
            match shape {
                None => write!(out, " (unknown)").unwrap(),
                Some(armistice_model::Shape::Disc { radius_m, .. }) => {
                    write!(out, " ({:.0} m)", radius_m).unwrap();
                }
                Some(_) => {}
            }
            if let Some(region) = &claim.place.region {
                write!(out, " in {region}").unwrap();
            }
        }
    }
    let c = &claim.casualties;
    for (what, n) in [
        ("killed", c.killed),
        ("civilians killed", c.civilians_killed),
        ("wounded", c.wounded),
        ("count", claim.count),
    ] {
        if let Some(n) = n {
            write!(out, "; {what} {n}").unwrap();
        }
    }
    if claim.self_defence {
        out.push_str("; in self-defence");
    }
    out.push_str(" |");
    for span in &claim.spans {
        let words = &report.text[span.from..span.until];
        match span.field {
            Field::Whole => {}
            Field::What => write!(out, " {words:?}").unwrap(),
            Field::Says => write!(out, " says:{words:?}").unwrap(),
            Field::Cue => write!(out, " cue:{words:?}").unwrap(),
            _ => {}
        }
    }
    out
}
