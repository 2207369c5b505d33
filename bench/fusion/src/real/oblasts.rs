//! The middles of Ukraine's regions to a tenth of a degree, by the names that the alerts use.

/// Name, degrees north, degrees east.
const OBLASTS: [(&str, f64, f64); 25] = [
    ("Cherkaska oblast", 49.0, 31.3),
    ("Chernihivska oblast", 51.3, 32.0),
    ("Chernivetska oblast", 48.3, 25.9),
    ("Dnipropetrovska oblast", 48.4, 34.8),
    ("Donetska oblast", 48.1, 37.7),
    ("Ivano-Frankivska oblast", 48.7, 24.6),
    ("Kharkivska oblast", 49.6, 36.5),
    ("Khersonska oblast", 46.6, 33.5),
    ("Khmelnytska oblast", 49.5, 27.0),
    ("Kirovohradska oblast", 48.5, 32.2),
    ("Kyiv City", 50.5, 30.5),
    ("Kyivska oblast", 50.1, 30.4),
    ("Luhanska oblast", 48.9, 39.0),
    ("Lvivska oblast", 49.8, 23.9),
    ("Mykolaivska oblast", 47.5, 31.9),
    ("Odeska oblast", 46.7, 30.4),
    ("Poltavska oblast", 49.6, 33.8),
    ("Rivnenska oblast", 51.0, 26.4),
    ("Sumska oblast", 51.1, 34.0),
    ("Ternopilska oblast", 49.4, 25.6),
    ("Vinnytska oblast", 49.0, 28.7),
    ("Volynska oblast", 51.1, 24.9),
    ("Zakarpatska oblast", 48.4, 23.2),
    ("Zaporizka oblast", 47.3, 35.6),
    ("Zhytomyrska oblast", 50.6, 28.4),
];

/// The number of a region and its middle.
pub fn named(name: &str) -> Option<(usize, (f64, f64))> {
    let number = OBLASTS.iter().position(|(oblast, ..)| *oblast == name)?;
    OBLASTS.get(number).map(|(_, lat, lon)| (number, (*lat, *lon)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_and_lie_apart_within_the_country() {
        assert!(OBLASTS.is_sorted_by_key(|(name, ..)| *name));
        for (number, (name, lat, lon)) in OBLASTS.iter().enumerate() {
            assert_eq!(named(name), Some((number, (*lat, *lon))));
            assert!((44.0..52.5).contains(lat) && (22.0..40.5).contains(lon), "{name}");
            for (_, north, east) in &OBLASTS[..number] {
                assert!(super::super::data::km((*lat, *lon), (*north, *east)) > 30.0, "{name}");
            }
        }
        assert_eq!(named("Crimea"), None);
    }
}
