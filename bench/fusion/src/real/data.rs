//! Files of columns by their names, dates and times.

use std::path::Path;

/// Minutes in a day.
pub const DAY: i64 = 1_440;

/// Reads the columns of these names, row by row, quoted fields and all.
pub fn rows<const N: usize>(path: &Path, names: [&str; N]) -> Result<Vec<[String; N]>, String> {
    let said = |error: csv::Error| format!("cannot read {}: {error}", path.display());
    let mut reader = csv::Reader::from_path(path).map_err(said)?;
    let header = reader.headers().map_err(said)?.clone();
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("{} has no column {name}", path.display()))?;
    }
    reader
        .records()
        .map(|row| {
            let row = row.map_err(said)?;
            Ok(places.map(|place| row.get(place).unwrap_or("").trim().to_string()))
        })
        .collect()
}

/// The first minute of a day, since 1970: `2022-02-24` or `20220224`.
pub fn day(text: &str) -> Option<i64> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let midnight = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(midnight.timestamp().as_second().div_euclid(60))
}

/// The second of an instant, since 1970: `2022-03-15 16:10:34+00:00`.
pub fn second(text: &str) -> Option<i64> {
    let instant: jiff::Timestamp = text.parse().ok()?;
    Some(instant.as_second())
}

/// A point on the Earth in degrees; none where either is not a number or off the Earth.
pub fn point(lat: &str, lon: &str) -> Option<(f64, f64)> {
    let (lat, lon): (f64, f64) = (lat.parse().ok()?, lon.parse().ok()?);
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some((lat, lon))
}

/// Kilometres between two points, by the haversine formula.
pub fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let (x, y) = (a.0.to_radians().cos(), b.0.to_radians().cos());
    let root = (half(a.0, b.0) + x * y * half(a.1, b.1)).sqrt();
    2.0 * 6_371.009 * root.min(1.0).asin()
}

/// The value below which this share of the values lies: the nearest rank. None of no values.
pub fn percentile<T: Copy + PartialOrd>(values: &[T], share: f64) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read() {
        assert_eq!(day("1970-01-02"), Some(DAY));
        assert_eq!(day("20220224"), day("2022-02-24"));
        assert_eq!(day("2022-02-24"), Some(19_047 * DAY));
        assert_eq!(day("2022-02-30"), None);
        assert_eq!(second("1970-01-01 02:00:59+00:00"), Some(7_259));
        assert_eq!(second("1970-01-01 02:00:00+02:00"), Some(0));
        assert_eq!(second("yesterday"), None);
    }

    #[test]
    fn points_off_the_earth_are_none() {
        assert_eq!(point("50.4", "30.5"), Some((50.4, 30.5)));
        for (lat, lon) in [("91", "0"), ("0", "181"), ("", "1"), ("NaN", "1")] {
            assert_eq!(point(lat, lon), None, "{lat} {lon}");
        }
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        assert!((km((10.0, 20.0), (11.0, 20.0)) - 111.195).abs() < 0.01);
        assert!((km((60.0, 20.0), (60.0, 21.0)) - 55.597).abs() < 0.01);
        assert!(km((36.2, 37.1), (36.2, 37.1)) < 1e-9);
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let values: Vec<i32> = (1..=100).rev().collect();
        assert_eq!(percentile(&values, 0.5), Some(50));
        assert_eq!(percentile(&values, 0.99), Some(99));
        assert_eq!(percentile(&values, 0.0), Some(1));
        assert_eq!(percentile(&[7.5, 1.0], 1.0), Some(7.5));
        assert_eq!(percentile::<i32>(&[], 0.5), None);
    }

    #[test]
    fn quoted_fields_are_read() {
        let path = std::env::temp_dir().join(format!("armistice-rows-{}.csv", std::process::id()));
        std::fs::write(&path, "a,b,c\n1,\"x, \"\"y\"\"\",3\n4,,\n").unwrap();
        let read = rows(&path, ["c", "b"]);
        let odd = rows(&path, ["d"]);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(read.unwrap(), [["3", "x, \"y\""], ["", ""]].map(|row| row.map(String::from)));
        assert!(odd.unwrap_err().contains("no column d"));
    }
}
