//! Logs as CSV: read as the text log of the same events, and back as they were written.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "shared/logs.rs"]
mod logs;

use std::fmt::Write;
use std::io::{BufReader, Read};

use armistice_monitor::{CsvLog, Signature, Sink, Stream, TimePoint, read_csv};
use logs::{Collect, replay, streams};
use proptest::prelude::*;

fn read(log: &[u8], signature: &Signature) -> Result<Stream, String> {
    let mut collect = Collect::new(signature);
    read_csv(log, signature, &mut collect).map_err(|error| error.to_string())?;
    Ok(collect.stream())
}

/// The events of a stream in both forms, bare as another program would write them.
fn both_forms(stream: &Stream) -> (String, String) {
    let (mut text, mut csv) = (String::new(), String::new());
    for (tp, point) in stream.points().iter().enumerate() {
        write!(text, "@{}", point.ts).unwrap();
        for fact in &point.facts {
            let values: Vec<String> = fact.values.iter().map(ToString::to_string).collect();
            write!(text, " {} ({})", fact.predicate, values.join(",")).unwrap();
            write!(csv, "{}, tp={tp}, ts={}", fact.predicate, point.ts).unwrap();
            for (number, value) in values.iter().enumerate() {
                write!(csv, ", column{number}={value}").unwrap();
            }
            csv.push('\n');
        }
        text.push('\n');
    }
    (text, csv)
}

/// A stream without what the text log has no form for: numbers that are not finite, the least time,
/// names that are no words.
fn plain(stream: &Stream) -> Stream {
    let plain = |value: &armistice_monitor::Value| match value {
        armistice_monitor::Value::Float(number) => number.get().is_finite(),
        _ => true,
    };
    Stream::from_points(
        stream
            .points()
            .iter()
            .filter(|point| point.ts != i64::MIN)
            .map(|point| {
                let facts = point
                    .facts
                    .iter()
                    .filter(|fact| fact.values.iter().all(plain) && !fact.predicate.contains(' '));
                TimePoint { ts: point.ts, facts: facts.cloned().collect() }
            })
            .filter(|point| !point.facts.is_empty()),
    )
    .unwrap()
}

proptest! {
    #[test]
    fn the_csv_log_says_what_the_text_log_says(stream in streams(1)) {
        let signature = logs::signature();
        let (text, csv) = both_forms(&plain(&stream));
        let expected = Stream::parse(&text, &signature).unwrap();
        prop_assert_eq!(read(csv.as_bytes(), &signature).unwrap(), expected);
    }

    #[test]
    fn what_is_written_is_read_back(stream in streams(1), block in 1..64_usize) {
        let signature = logs::signature();
        let mut log = CsvLog::new(Vec::new(), &signature);
        replay(&stream, &signature, &mut log).unwrap();
        let csv = log.finish().unwrap();
        // A small buffer cuts the lines everywhere.
        let mut collect = Collect::new(&signature);
        read_csv(BufReader::with_capacity(block, &csv[..]), &signature, &mut collect).unwrap();
        prop_assert_eq!(collect.stream(), stream);
    }

    #[test]
    fn what_is_not_wanted_is_checked_and_passed_over(stream in streams(1), only in 0..5_usize) {
        let signature = logs::signature();
        let mut log = CsvLog::new(Vec::new(), &signature);
        replay(&stream, &signature, &mut log).unwrap();
        let mut csv = log.finish().unwrap();
        let (name, _) = signature.predicates().nth(only).unwrap();
        let wanted = stream.points().iter().map(|point| TimePoint {
            ts: point.ts,
            facts: point.facts.iter().filter(|fact| fact.predicate == *name).cloned().collect(),
        });
        let mut collect = Collect::new(&signature);
        collect.only = Some(only);
        read_csv(&csv[..], &signature, &mut collect).unwrap();
        prop_assert_eq!(collect.stream(), Stream::from_points(wanted).unwrap());

        let (other, value) = if only == 2 { ("notify", "a") } else { ("measured", "1") };
        csv.extend_from_slice(
            format!("{other}, tp={0}, ts={0}, {value}", i64::MAX).as_bytes(),
        );
        let mut collect = Collect::new(&signature);
        collect.only = Some(only);
        prop_assert!(read_csv(&csv[..], &signature, &mut collect).is_err());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
        let _ = read(&bytes, &logs::signature());
    }

    #[test]
    fn no_line_makes_it_panic(
        line in "(alarm|notify|measured|\"of two words\"), ?(tp=[0-9]{0,2})?, ?(ts=[0-9])?(, ?[x=\"\\\\nae0-9.é -]{0,9}){0,3}"
    ) {
        let _ = read(line.as_bytes(), &logs::signature());
    }
}

#[test]
fn the_forms_of_a_line() {
    let signature = Signature::parse("p(int, string) q() r(float)").unwrap();
    let log = "\u{feff}# comment\r\n\r\n  \t\np,tp=3,ts=-5,-7,two words\r\n\
        p, tp = 3 , ts = -5 , a = 1 , b = \"x, \\\"y\\\" \\\\ \\n=\" \n\
        q, tp=4, ts=-5\nq, tp=4, ts=-5, \nr, tp=9, ts=10, 2\nr, tp=9, ts=10, x=-2.5e1";
    let expected =
        "@-5 p (-7,\"two words\")(1,\"x, \\\"y\\\" \\\\ \\n=\") @-5 q ()() @10 r (2)(-25.0)";
    assert_eq!(
        read(log.as_bytes(), &signature).unwrap(),
        Stream::parse(expected, &signature).unwrap()
    );
}

#[test]
fn what_is_refused_is_said_with_its_place() {
    let signature = Signature::parse("shell(int, int) say(string) measured(float)").unwrap();
    let says = |log: &str| read(log.as_bytes(), &signature).unwrap_err();
    insta::assert_snapshot!(says("fire, tp=1, ts=2, 1"), @"line 1, column 1: the signature has no predicate fire; declare it in the signature, or leave its facts out");
    insta::assert_snapshot!(says("shell, tp=1, ts=2, 1, 2\n\nshell, tp=1, ts=2, x0=1"), @"line 3, column 24: shell has 1 value here and 2 in the signature; give every fact as many values as its predicate has columns");
    insta::assert_snapshot!(says("shell, tp=1, ts=2, 1, 2, 3"), @"line 1, column 26: shell has more values here and 2 in the signature; give every fact as many values as its predicate has columns");
    insta::assert_snapshot!(says("shell, tp=1, ts=2, 1, 2.5"), @"line 1, column 23: the signature says int here; change the value or the signature");
    insta::assert_snapshot!(says("shell, tp=1, ts=2, 1, \"2\""), @"line 1, column 23: the signature says int here; change the value or the signature");
    insta::assert_snapshot!(says("shell, tp=1, ts=2, x0=1, x1=9223372036854775808"), @"line 1, column 29: this number is too large; whole numbers go from -9223372036854775808 to 9223372036854775807");
    insta::assert_snapshot!(says("shell, tp=1, ts=99999999999999999999, 1, 2"), @"line 1, column 17: this number is too large; whole numbers go from -9223372036854775808 to 9223372036854775807");
    insta::assert_snapshot!(says("measured, tp=1, ts=2, 1e999"), @"line 1, column 23: this number is too large; floating-point numbers go up to 1.7976931348623157e308");
    insta::assert_snapshot!(says("measured, tp=1, ts=2, infinity"), @"line 1, column 23: the signature says float here; change the value or the signature");
    insta::assert_snapshot!(says("shell, ts=2, tp=1, 1, 2"), @"line 1, column 8: tp= and a whole number must stand here; write a fact as shell, tp=1, ts=36, x0=1, x1=2");
    insta::assert_snapshot!(says("shell"), @"line 1, column 6: tp= and a whole number must stand here; write a fact as shell, tp=1, ts=36, x0=1, x1=2");
    insta::assert_snapshot!(says("shell, tp=1, ts=2.5, 1, 2"), @"line 1, column 17: ts= and a whole number must stand here; write a fact as shell, tp=1, ts=36, x0=1, x1=2");
    insta::assert_snapshot!(says("say, tp=1, ts=2, a\nsay, tp=1, ts=3, a"), @"line 2, column 9: time point 1 is at 2 before and at 3 here; give all facts of a time point the same ts");
    insta::assert_snapshot!(says("say, tp=1, ts=2, a\nsay, tp=0, ts=2, a"), @"line 2, column 9: time point 0 follows time point 1; sort the facts by tp");
    insta::assert_snapshot!(says("say, tp=1, ts=2, a\nsay, tp=2, ts=1, a"), @"line 2, column 9: time goes back from 2 to 1; sort the time points by time");
    insta::assert_snapshot!(says(">WATERMARK 36<"), @"line 1, column 1: watermarks are not supported: the facts are taken in the order of the log; sort the facts by tp and leave the >WATERMARK lines out");
    insta::assert_snapshot!(says(">LATENCY 1 2<"), @"line 1, column 1: commands to a monitor are not supported; leave the lines with > out");
    insta::assert_snapshot!(says("say, tp=1, ts=2, éé=\"é"), @r#"line 1, column 21: this text does not end on its line; close it with a quotation mark; write a line break inside as \n"#);
    insta::assert_snapshot!(says("say, tp=1, ts=2, \"é\\t\""), @r#"line 1, column 20: this backslash has no meaning; the signs with a backslash are \", \\ and \n"#);
    insta::assert_snapshot!(says("say, tp=1, ts=2, \"a\"\"b\""), @r#"line 1, column 21: behind a text in quotes only a comma may stand; write a quotation mark inside a text as \""#);
    insta::assert_snapshot!(says("say, tp=1, ts=2, a \"b\""), @r#"line 1, column 20: a quotation mark stands inside a text without quotes; put the whole text in quotes, and write the mark as \""#);
    insta::assert_snapshot!(says("say, tp=1, ts=2, x0="), @r#"line 1, column 21: nothing stands here; write an empty text as """#);
    insta::assert_snapshot!(read(b"say, tp=1, ts=2, \xff", &signature).unwrap_err(), @"line 1, column 18: this is not UTF-8; save the log as UTF-8");
    insta::assert_snapshot!(read(b"", &Signature::open()).unwrap_err(), @"line 1, column 1: an open signature does not say of what kinds the values are; declare the predicates of the log in a signature");
}

#[test]
fn a_line_without_end_is_refused_and_not_held() {
    let signature = Signature::parse("say(string)").unwrap();
    let log = BufReader::new(b"say, tp=0, ts=0, ".chain(std::io::repeat(b'a')));
    let mut collect = Collect::new(&signature);
    insta::assert_snapshot!(read_csv(log, &signature, &mut collect).unwrap_err(), @"line 1, column 1: this line is longer than 64 MiB; a line holds one fact; check that the file is a log");
}

#[test]
fn csv_has_no_form_for_a_time_point_without_facts() {
    let signature = Signature::parse("say(string)").unwrap();
    let mut log = CsvLog::new(Vec::new(), &signature);
    log.begin(5).unwrap();
    insta::assert_snapshot!(log.begin(6).unwrap_err(), @"time point 0 has no facts, which CSV cannot say; write the log in another format");
    insta::assert_snapshot!(log.finish().unwrap_err(), @"time point 0 has no facts, which CSV cannot say; write the log in another format");
}
