//! `places.toml`: where things happen.

use crate::case_file::{CaseFile, Entry, Named};
use crate::refusal::Refusal;
use armistice_model::{Gazetteer, KnownPlace, Shape};

/// Reads a case's places: `[[place]]` with `name`, `also`, `region`, `note`, and exactly one of
/// `point` with `radius_m`, `line` with `margin_m`, `area`. Positions are `[longitude, latitude]`
/// in degrees.
///
/// # Errors
/// The first fault: broken TOML, an unknown key, a missing or wrong value, a shape that is off the
/// globe or crosses the antimeridian, a name that two places share.
pub fn places(toml: &str, file: &str) -> Result<Gazetteer, Refusal> {
    let case_file = CaseFile::new(toml, file);
    let mut named = Named::new();
    let keys = &["name", "also", "point", "radius_m", "line", "margin_m", "area", "region", "note"];
    let list = case_file.entries("place", keys, |entry| {
        let name = entry.needed_text("name")?;
        named.remember(&entry, name);
        Ok(KnownPlace {
            name: name.to_string(),
            also: entry.texts("also")?,
            shape: shape(&entry)?,
            region: entry.text("region")?.map(str::to_string),
            note: entry.text("note")?.map(str::to_string),
        })
    })?;
    Gazetteer::new(list).map_err(|e| named.refuse(&case_file, &e))
}

fn shape(entry: &Entry<'_>) -> Result<Shape, Refusal> {
    const ONE: &str =
        "write one of point = […] with radius_m, line = [[…]] with margin_m, area = [[…]]";
    let given = ["point", "line", "area"].map(|key| entry.has(key));
    let (key, shape, stray) = match given {
        [true, false, false] => (
            "point",
            Shape::Disc {
                centre: entry.position("point")?,
                radius_m: entry.needed_number("radius_m")?,
            },
            "margin_m",
        ),
        [false, true, false] => (
            "line",
            Shape::Line {
                course: entry.positions("line")?,
                margin_m: entry.needed_number("margin_m")?,
            },
            "radius_m",
        ),
        [false, false, true] => {
            if entry.has("margin_m") {
                return Err(entry.fault_at("margin_m", "margin_m has no place beside area", ONE));
            }
            ("area", Shape::Area { ring: ring(entry)? }, "radius_m")
        }
        [false, false, false] => return Err(entry.fault("[[place]] has no shape", ONE)),
        _ => return Err(entry.fault("[[place]] has more than one shape", ONE)),
    };
    if entry.has(stray) {
        return Err(entry.fault_at(stray, format!("{stray} has no place beside {key}"), ONE));
    }
    shape.checked().map_err(|e| {
        let text = e.to_string();
        let (what, help) = text.split_once(": ").unwrap_or((&text, ONE));
        entry.fault_at(key, what, help)
    })
}

/// The ring of an area; a last position that repeats the first is let be, but the seam between
/// the two is checked like any other.
fn ring(entry: &Entry<'_>) -> Result<Vec<[f64; 2]>, Refusal> {
    let ring = entry.positions("area")?;
    if let (Some(first), Some(last)) = (ring.first(), ring.last())
        && (first[0] - last[0]).abs() > 180.0
    {
        return Err(entry.fault_at(
            "area",
            "the shape crosses the antimeridian between its last position and its first",
            "split it in two at longitude 180",
        ));
    }
    Ok(ring)
}
