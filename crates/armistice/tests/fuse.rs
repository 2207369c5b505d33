//! `armistice fuse`, end to end: a stranger's table in, which of its rows tell one event out.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod house;

use house::{House, text};
use std::collections::{BTreeMap, BTreeSet};

const HEADER: &str = "uid,src,day,tprec,lat,lon,gprec,type,ptype,actor,pactor,fat,truth";

struct Place(House);

struct Took {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self(House::new())
    }

    fn with(bytes: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        place.write("in.csv", bytes);
        place
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        text(&std::fs::read(self.0.path(name)).unwrap())
    }

    /// Runs it inside the house, so that what is printed names files as they were given.
    fn fuse(&self, arguments: &[&str]) -> Took {
        let mut command = self.0.command(&[&["fuse"], arguments].concat());
        let output = command.current_dir(self.0.place.path()).output().unwrap();
        let err = text(&output.stderr);
        assert!(!err.contains("panicked"), "{err}");
        Took { code: output.status.code().unwrap(), out: text(&output.stdout), err }
    }

    /// Expects success; gives the written file.
    fn fused(&self, arguments: &[&str]) -> String {
        let took = self.fuse(&[&["in.csv", "out.csv"], arguments].concat());
        assert_eq!(took.code, 0, "{}", took.err);
        self.read("out.csv")
    }
}

/// What is said, but for the seconds.
fn timeless(err: &str) -> String {
    err.lines().filter(|line| !line.ends_with(" seconds")).collect::<Vec<_>>().join("\n")
}

/// Ninety events that two sources tell alike, far from each other, and forty that one tells.
fn rows() -> Vec<String> {
    let mut rows = Vec::new();
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for event in 0..130_u64 {
        let (day, lat, lon) =
            (draw(300), 33.0 + draw(400) as f64 / 100.0, 36.0 + draw(500) as f64 / 100.0);
        let (kind, actor, fat) = (draw(8), draw(5), draw(30));
        for source in 0..if event < 90 { 2 } else { 1 } {
            let day = day + u64::from(source == 1 && draw(4) == 0);
            rows.push(format!(
                "r{event}-{source},{source},{day},1,{lat},{lon},1,{kind},{},{actor},-1,{fat},{event}",
                kind / 2
            ));
        }
    }
    rows
}

fn table(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// The cells of a file, its header checked.
fn cells(file: &str, header: &str) -> Vec<Vec<String>> {
    let mut lines = file.lines();
    assert_eq!(lines.next(), Some(header));
    lines.map(|line| line.split(',').map(str::to_string).collect()).collect()
}

/// Incident and probability of each row.
fn incidents(file: &str) -> BTreeMap<String, (String, String)> {
    let cells = cells(file, "uid,incident,probability");
    cells.into_iter().map(|c| (c[0].clone(), (c[1].clone(), c[2].clone()))).collect()
}

#[test]
fn rows_that_tell_one_event_are_found_and_named_by_the_earliest() {
    let rows = rows();
    let place = Place::with(table(&rows));
    let took = place.fuse(&["in.csv", "out.csv", "--links", "links.csv", "--flags", "flags.csv"]);
    assert_eq!(took.code, 0, "{}", took.err);
    insta::assert_snapshot!(took.err.lines().take(2).collect::<Vec<_>>().join("\n"), @r"
in.csv: read uid, source (src), time (day, tprec), place (lat, lon, gprec), kind (type, ptype), actor (actor, pactor), count (fat), no text
220 rows from 2 sources
");
    let out = place.read("out.csv");
    let order: Vec<String> =
        cells(&out, "uid,incident,probability").iter().map(|c| c[0].clone()).collect();
    let given: Vec<&str> = rows.iter().map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(order, given, "not in the order of the table");
    let found = incidents(&out);
    let right =
        (0..90).filter(|e| found[&format!("r{e}-0")].0 == found[&format!("r{e}-1")].0).count();
    assert!(right >= 80, "only {right} of 90 events are found");
    // Source 0 is never later than source 1.
    assert!(found.values().filter(|(incident, _)| incident.ends_with("-1")).count() <= 10);
    assert!(
        found
            .values()
            .all(|(_, p)| p.len() == 6 && (0.0..=1.0).contains(&p.parse::<f64>().unwrap()))
    );

    let links = cells(&place.read("links.csv"), "a,b,probability,linked");
    assert!(links.len() >= 80);
    let at = |uid: &String| order.iter().position(|other| other == uid).unwrap();
    let pairs: Vec<(usize, usize)> = links.iter().map(|c| (at(&c[0]), at(&c[1]))).collect();
    assert!(pairs.is_sorted() && pairs.iter().all(|(a, b)| a < b));
    for link in &links {
        let together = found[&link[0]].0 == found[&link[1]].0;
        assert_eq!(link[3], if together { "1" } else { "0" }, "{link:?}");
        assert!(link[2].parse::<f64>().unwrap() >= 0.05);
    }
    assert_eq!(place.read("flags.csv"), "uid,flag,words\n");
    let left: BTreeSet<String> = house::tree(place.0.place.path())
        .into_iter()
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_eq!(
        left.into_iter().collect::<Vec<_>>(),
        ["flags.csv", "in.csv", "links.csv", "out.csv"]
    );
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut rows = rows();
    // Names come in another order too, and one code has two wider ones.
    rows[5] = rows[5].replace(",0,", ",9,");
    let whole = incidents(&Place::with(table(&rows)).fused(&[]));
    let step = 97; // Prime, and no divisor of the number of rows.
    let shuffled: Vec<String> =
        (0..rows.len()).map(|n| rows[n * step % rows.len()].clone()).collect();
    assert_ne!(shuffled, rows);
    assert_eq!(incidents(&Place::with(table(&shuffled)).fused(&[])), whole);
    rows.reverse();
    assert_eq!(incidents(&Place::with(table(&rows)).fused(&[])), whole);
}

#[test]
fn the_truth_is_never_looked_at() {
    let rows = rows();
    let plain = Place::with(table(&rows)).fused(&[]);
    let garbage: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(n, row)| format!("{},\"x\"\"{n}\ny\"", row.rsplit_once(',').unwrap().0))
        .collect();
    assert_eq!(Place::with(table(&garbage)).fused(&[]), plain);
    let place = Place::with(table(&garbage));
    for map in ["source=truth", "text=Truth"] {
        let took = place.fuse(&["in.csv", "out2.csv", "--map", map]);
        assert_eq!(took.code, 1);
        assert!(took.err.contains("never looked at"), "{}", took.err);
    }
}

#[test]
fn columns_are_mapped_and_other_forms_of_the_same_give_the_same() {
    let rows = rows();
    let plain = Place::with(table(&rows)).fused(&[]);
    // Days as dates, numbers with a point, other names, another order, semicolons, CR LF, a mark.
    let mut other = String::from(
        "\u{feff}Deaths;what;LATITUDE;Longitude;when;who;where from;id;wider;gprec\r\n",
    );
    for row in &rows {
        let c: Vec<&str> = row.split(',').collect();
        let date = jiff::civil::date(2016, 1, 1)
            .checked_add(jiff::Span::new().days(c[2].parse::<i64>().unwrap()))
            .unwrap();
        other += &format!(
            "{}.0;{};{};{};{date};{};{};{};{};1.0\r\n",
            c[11], c[7], c[4], c[5], c[9], c[1], c[0], c[8]
        );
    }
    let place = Place::with(other);
    let map = "uid=id,source=Where From,type=what,ptype=wider,actor=who,date=when";
    assert_eq!(place.fused(&["--map", map]), plain);
    assert_eq!(
        place.fused(&[
            "--map",
            "uid=id,source=where from,type=what",
            "--map",
            "ptype=wider,actor=who,date=when"
        ]),
        plain
    );
}

#[test]
fn a_window_of_days_is_the_same_as_from_and_until() {
    let rows = rows();
    let (mut wide, mut ends) = (
        String::from("uid,src,date,tprec,lat,lon\n"),
        String::from("uid,src,date_start,date_end,lat,lon\n"),
    );
    for row in &rows {
        let c: Vec<&str> = row.split(',').collect();
        let day = jiff::civil::date(2016, 1, 1)
            .checked_add(jiff::Span::new().days(c[2].parse::<i64>().unwrap()))
            .unwrap();
        let (before, after) = (
            day.checked_sub(jiff::Span::new().days(3)).unwrap(),
            day.checked_add(jiff::Span::new().days(3)).unwrap(),
        );
        wide += &format!("{},{},{day},7,{},{}\n", c[0], c[1], c[4], c[5]);
        ends += &format!("{},{},{before} 00:00:00.000,{after},{},{}\n", c[0], c[1], c[4], c[5]);
    }
    assert_eq!(Place::with(wide).fused(&[]), Place::with(ends).fused(&[]));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_whole() {
    let place = Place::with(
        "uid,src,day,tprec,lat,lon,gprec,type,fat\r\n\
         a,1,1,1,95.2,37,1,2,3\r\n\
         b,1,1,0,36,190,1,2,3\r\n\
         \r\n\
         c,2,20160912,1,36,37,1,2,many\u{7}\r\n\
         \"d\r\nd\",2,3,1,36,37,-1,2,3.5\r\n\
         e,,3\r\n\
         f,2,3,1,36,37,1,NA,NA,extra\r\n\
         ,2,3,1,nan,37,,-1,-1\r\n",
    );
    let took = place.fuse(&["in.csv", "out.csv"]);
    assert_eq!(took.code, 3);
    insta::assert_snapshot!(timeless(&took.err), @r"
in.csv: read uid, source (src), time (day, tprec), place (lat, lon, gprec), kind (type), no actor, count (fat), no text
in.csv:2: lat holds “95.2”, not degrees from -90 to 90; taken as not told
in.csv:3: tprec holds “0”, not a number of days above 0; taken as not told
in.csv:3: lon holds “190”, not degrees from -180 to 180; taken as not told
in.csv:5: day holds “20160912”, not a whole number of days (a date as well: --map date=COLUMN); taken as not told
in.csv:5: fat holds “many\u{7}”, not a whole number, 0 or more; taken as not told
in.csv: 6 more like these
7 rows from 3 sources
7 incidents; 0 rows linked with others
flags: 4 no-place, 1 no-time, 0 crowded
11 cells or rows could not be read as they stand
");
    let out = place.read("out.csv");
    assert_eq!(out.matches('\n').count(), 10, "{out}"); // A header, seven rows, a uid with a break twice.
    let quiet = place.fuse(&["in.csv", "out.csv", "--quiet"]);
    assert_eq!((quiet.code, quiet.err.as_str(), quiet.out.as_str()), (3, "", ""));
}

#[test]
fn missing_columns_and_maps_that_are_none_say_what_there_is() {
    let place = Place::with("event_id,who says,lat,lon\n1,2,3,4\n");
    place.write("empty.csv", "");
    let mut said = String::new();
    for arguments in [
        &["in.csv", "out.csv"][..],
        &["in.csv", "out.csv", "--map", "uid=event_id"],
        &["in.csv", "out.csv", "--map", "uid=id,source=who says"],
        &["in.csv", "out.csv", "--map", "uid"],
        &["in.csv", "out.csv", "--map", "name=event_id"],
        &["in.csv", "out.csv", "--map", "uid=event_id,uid=lat"],
        &["in.csv", "in.csv", "--map", "uid=event_id,source=who says"],
        &["in.csv", "out.csv", "--links", "./out.csv"],
        &["empty.csv", "out.csv"],
        &["absent.csv", "out.csv"],
        &["in.csv", "no/such/out.csv", "--quiet", "--map", "uid=event_id,source=who says"],
        &["in.csv", "--quiet", "--explain", "1", "7", "--map", "uid=event_id,source=who says"],
        &["in.csv", "--quiet", "--explain", "1", "1", "--map", "uid=event_id,source=who says"],
    ] {
        let took = place.fuse(arguments);
        assert_eq!((took.code, took.out.as_str()), (1, ""), "{arguments:?}");
        said += &took.err;
    }
    insta::assert_snapshot!(said, @r"
armistice: in.csv has no column for uid and none for source; say which it is with --map uid=COLUMN,source=COLUMN; its columns are event_id, who says, lat, lon
armistice: in.csv has no column for source; say which it is with --map source=COLUMN; its columns are event_id, who says, lat, lon
armistice: --map uid=id: in.csv has no column id; its columns are event_id, who says, lat, lon
armistice: --map uid: write FIELD=COLUMN, as in date=event_date; its columns are event_id, who says, lat, lon
armistice: --map name=event_id: name is no field; fields are uid, source, from, until, date, day, tprec, lat, lon, gprec, radius_m, type, ptype, actor, pactor, fat, text
armistice: --map uid=lat: uid is mapped twice
armistice: in.csv would be written over; name another file
armistice: ./out.csv would be written over; name another file
armistice: empty.csv is empty; its first line must be a header
armistice: cannot read absent.csv: No such file or directory (os error 2)
armistice: cannot write no/such/out.csv: No such file or directory (os error 2)
armistice: in.csv has no row with the uid 7; uids stand in the column event_id
armistice: 1 is one row; name two
");
    assert!(!place.0.path("out.csv").exists());
    assert_eq!(place.fuse(&["in.csv"]).code, 2, "no file to write to");
}

#[test]
fn an_empty_table_gives_a_header() {
    let place = Place::with(format!("{HEADER}\n"));
    assert_eq!(
        place.fused(&["--links", "l.csv", "--flags", "f.csv"]),
        "uid,incident,probability\n"
    );
    assert_eq!(place.read("l.csv"), "a,b,probability,linked\n");
    assert_eq!(place.read("f.csv"), "uid,flag,words\n");
}

#[test]
fn rows_of_one_uid_are_kept_and_said() {
    let mut rows = rows();
    rows.push(rows[0].clone());
    rows.push(rows[0].clone());
    let place = Place::with(table(&rows));
    let took = place.fuse(&["in.csv", "out.csv", "--json"]);
    assert_eq!(took.code, 0);
    assert!(took.err.contains("note: the uid “r0-0” stands in more than one row"), "{}", took.err);
    let out = cells(&place.read("out.csv"), "uid,incident,probability");
    assert_eq!(out.len(), rows.len());
    assert_eq!(out.iter().filter(|c| c[0] == "r0-0").count(), 3);
    let summary: serde_json::Value = serde_json::from_str(&took.out).unwrap();
    assert_eq!((&summary["rows"], &summary["repeated_uids"]), (&rows.len().into(), &1.into()));
    let schema = std::fs::read(house::repository().join("docs/schema/fuse.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
    assert!(jsonschema::is_valid(&schema, &summary), "{summary}");
    // Two rows of one name can be asked about.
    assert_eq!(place.fuse(&["in.csv", "--explain", "r0-0", "r0-0"]).code, 0);
}

#[test]
fn rows_without_place_or_time_are_flagged() {
    let mut rows = rows();
    rows.push("lost,0,5,1,,,1,2,1,1,-1,3,0".into());
    rows.push("vague,1,5,1,36,37,4,2,1,1,-1,3,0".into());
    rows.push("timeless,1,,,36,37,1,2,1,1,-1,3,0".into());
    let place = Place::with(table(&rows));
    place.fused(&["--flags", "flags.csv"]);
    insta::assert_snapshot!(place.read("flags.csv"), @r#"
uid,flag,words
lost,no-place,"no place, or none finer than a country: compared by time and content alone"
vague,no-place,"no place, or none finer than a country: compared by time and content alone"
timeless,no-time,"no time, or none finer than two months: compared only with what has none either"
"#);
}

#[test]
fn a_pair_is_explained() {
    let place = Place::with(table(&rows()));
    let took = place.fuse(&["in.csv", "--explain", "r0-0", "r0-1"]);
    assert_eq!(took.code, 0);
    // The words, not the figures: what is learned may be learned better.
    let words: String = took
        .out
        .lines()
        .map(|line| match line.trim_start().split_once("  ") {
            Some((bits, rest))
                if bits.parse::<f64>().is_ok() && !rest.trim_start().starts_with("sum") =>
            {
                format!("BITS  {}\n", rest.trim_start())
            }
            Some((bits, _)) if bits.parse::<f64>().is_ok() => "BITS  sum\n".to_string(),
            _ if line.starts_with("Probability") => {
                line.split(':').next().unwrap().to_string() + "\n"
            }
            _ => line.to_string() + "\n",
        })
        .collect();
    insta::assert_snapshot!(words, @r"
r0-0 (0) and r0-1 (1)
Probability that both tell one event

BITS  sources  these two sources at a quiet place
BITS  time     a day apart
BITS  place    same coordinates (locality and locality)
BITS  kind     same kind
BITS  actor    same actor
BITS  count    29 and 29 harmed
───────
BITS  sum

A bit is a doubling: +1 doubles the odds that both rows tell one event, -1 halves them; the sum starts from even odds.
");
    let far = place.fuse(&["in.csv", "--explain", "r0-0", "r1-1"]);
    assert!(
        far.out.contains("Too far apart in time or place to have been compared; not linked"),
        "{}",
        far.out
    );

    let json = place.fuse(&["in.csv", "out.csv", "--json", "--explain", "r0-0", "r0-1"]);
    let explained: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let schema = house::repository().join("docs/schema/fuse-explain.schema.json");
    let schema: serde_json::Value =
        serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    assert!(jsonschema::is_valid(&schema, &explained), "{explained}");
    let bits: f64 =
        explained["fields"].as_array().unwrap().iter().map(|f| f["bits"].as_f64().unwrap()).sum();
    assert!((bits - explained["bits"].as_f64().unwrap()).abs() < 1e-9);
    let p = explained["probability"].as_f64().unwrap();
    assert!(((p / (1.0 - p)).log2() - bits).abs() < 0.1, "the bits do not add up to {p}: {bits}");
    assert!(place.read("out.csv").starts_with("uid,incident,probability\n"));
}

#[test]
fn no_bytes_are_too_odd() {
    let mut state = 1_u32;
    let mut noise = || -> u8 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let mut bytes = b"uid,src,lat,lon,day,text,type,ptype,fat,until\n".to_vec();
    for n in 0..40_000 {
        let byte = noise();
        bytes.push(match n % 3 {
            0 => b"0123456789-.,,,,\n\n\"e"[usize::from(byte) % 20],
            _ => byte,
        });
    }
    let place = Place::with(&bytes);
    let took =
        place.fuse(&["in.csv", "out.csv", "--links", "l.csv", "--flags", "f.csv", "--quiet"]);
    assert_eq!(took.code, 3, "{}", took.err);
    // A name that is no UTF-8 comes out as it went in.
    let place = Place::with(b"uid,src,day\n\xff\x00x,1,4\n".as_slice());
    assert_eq!(place.fuse(&["in.csv", "out.csv"]).code, 0);
    let out = std::fs::read(place.0.path("out.csv")).unwrap();
    assert_eq!(out, b"uid,incident,probability\n\xff\x00x,\xff\x00x,1.0000\n");
}
