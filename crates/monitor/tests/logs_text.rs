//! Logs in MonPoly's text format: what is read as it comes is what is read whole.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod shared;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read};
use std::sync::Arc;

use armistice_monitor::{
    Fact, Field, Kind, ReadError, Refusal, Signature, Sink, Stream, TextOptions, TimePoint, Value,
    read_text, read_text_with, write_text,
};
use proptest::prelude::*;

/// Makes a stream of what it is handed.
struct Gathered {
    names: Vec<Arc<str>>,
    unwanted: Option<usize>,
    points: Vec<TimePoint>,
}

impl Gathered {
    fn new(signature: &Signature) -> Self {
        let names = signature.predicates().map(|(name, _)| name.clone()).collect();
        Self { names, unwanted: None, points: Vec::new() }
    }
}

impl Sink for Gathered {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if let Some(last) = self.points.last()
            && ts < last.ts
        {
            return Err(Refusal::new(
                format!("time goes back from {} to {ts}", last.ts),
                "sort the time points by time",
            ));
        }
        self.points.push(TimePoint { ts, facts: Vec::new() });
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        assert_ne!(Some(predicate), self.unwanted);
        let values = fields.iter().map(|field| match *field {
            Field::Int(number) => Value::Int(number),
            Field::Float(number) => {
                assert!(number.is_sign_positive() || number < 0.0, "two zeros");
                Value::float(number)
            }
            Field::Str(text) => Value::from(text),
        });
        let fact = Fact::new(self.names[predicate].clone(), values);
        self.points.last_mut().expect("a time point comes first").facts.push(fact);
    }

    fn wants(&self, predicate: usize) -> bool {
        Some(predicate) != self.unwanted
    }
}

/// What is read with so many bytes at a time.
fn read(log: &[u8], signature: &Signature, chunk: usize) -> Result<Stream, ReadError> {
    let mut gathered = Gathered::new(signature);
    let options = TextOptions { chunk, ..TextOptions::default() };
    read_text_with(log, signature, &options, &mut gathered)?;
    Ok(Stream::from_points(gathered.points).expect("the sink keeps the order"))
}

fn signature() -> Signature {
    Signature::parse(
        "p(x:int) pair(int, int) e() f(float, x:int) s(string) a_long_name(int, string, float) \
         withdraw(z:int) withdrawn(z:int) größe(int)",
    )
    .unwrap()
    // A column of any kind, which no signature text can say.
    .declare("of_two_kinds", [])
}

/// Any stream of the signature, with numbers and texts of all sizes.
fn stream() -> impl Strategy<Value = Stream> {
    let signature = signature();
    let shapes: Vec<(Arc<str>, Vec<Kind>)> = signature
        .predicates()
        .map(|(name, columns)| {
            (name.clone(), columns.iter().filter_map(|column| column.kind).collect())
        })
        .collect();
    let fact = prop::sample::select(shapes).prop_flat_map(|(name, kinds)| {
        let values: Vec<BoxedStrategy<Value>> = kinds
            .into_iter()
            .map(|kind| match kind {
                Kind::Int => {
                    (any::<i64>(), 0..64).prop_map(|(n, bits)| Value::Int(n >> bits)).boxed()
                }
                Kind::Float => prop_oneof![
                    any::<f64>().prop_filter("a number", |number| number.is_finite()),
                    (-1000_i32..1000).prop_map(|number| f64::from(number) / 8.0),
                ]
                .prop_map(Value::float)
                .boxed(),
                Kind::Str => {
                    prop_oneof![any::<String>(), "[a-z\"\\\\\n#@();é]{0,12}", "[a-z]{60,200}",]
                        .prop_map(Value::from)
                        .boxed()
                }
            })
            .collect();
        values.prop_map(move |values| Fact::new(name.clone(), values))
    });
    let point = (-3_i64..200, prop::collection::vec(fact, 0..6));
    (any::<i64>(), prop::collection::vec(point, 0..12)).prop_map(|(from, points)| {
        let mut ts = from.max(i64::MIN + 4);
        Stream::from_points(points.into_iter().map(|(step, facts)| {
            ts = ts.saturating_add(step.max(0));
            TimePoint { ts, facts }
        }))
        .unwrap()
    })
}

/// Pieces of logs, right and wrong, put together at random.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "@",
        "@1",
        "@ 2 ",
        "@-3",
        "@4\n",
        "@5;",
        "@99999999",
        "@123456789",
        "@1_0",
        "@7.",
        "@8e",
        "p",
        "pair",
        "e",
        "f",
        "s",
        "a_long_name",
        "withdraw",
        "withdrawn",
        "größe",
        "größ",
        "q",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u{a0}",
        "(",
        ")",
        "()",
        ",",
        ", ",
        ";",
        "-",
        "1",
        "007",
        "12345678",
        "1234567890123456",
        "12345678901234567",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "09223372036854775808",
        "1.5",
        "2.",
        "1e3",
        "1e-3",
        "1E+3",
        "1e",
        "1e999",
        ".5",
        "5h",
        "(1)",
        "(1,2)",
        "(-1, 2)",
        "(1.5,2)",
        "(word)",
        "(\"text\")",
        "(1,w,2.5)",
        "\"",
        "\\",
        "\"a\\\"b\"",
        "\"\\\\\"",
        "\"\\n\"",
        "#",
        "# a comment\n",
        "(*",
        "*)",
        "(* a *)",
        "(*)",
        "(**)",
        "*",
        "é",
        "٣",
        "[",
        "+",
        ".",
    ];
    let piece = prop_oneof![
        20 => prop::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Both refuse, or both read the same. There is no exception: where this reader refuses for a reason
/// of its own, a line that is too long, no test that compares comes near it.
fn agree(log: &[u8], signature: &Signature, chunk: usize) {
    let whole = std::str::from_utf8(log).ok().and_then(|text| Stream::parse(text, signature).ok());
    let read = read(log, signature, chunk);
    match (&whole, &read) {
        (Some(whole), Ok(read)) => assert_eq!(read, whole),
        (None, Err(_)) => {}
        _ => panic!("{:?}: {whole:?} against {read:?}", String::from_utf8_lossy(log)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_reads_back(stream in stream(), chunk in 1_usize..100) {
        let mut log = Vec::new();
        write_text(&stream, &mut log).unwrap();
        let text = std::str::from_utf8(&log).unwrap();
        prop_assert_eq!(Stream::parse(text, &signature()).unwrap(), stream.clone());
        for chunk in [1, chunk, 256 << 10] {
            prop_assert_eq!(&read(&log, &signature(), chunk).unwrap(), &stream);
        }
    }

    #[test]
    fn soup_is_read_or_refused_as_when_read_whole(log in soup(), chunk in 1_usize..40) {
        for chunk in [1, chunk, 256 << 10] {
            agree(&log, &signature(), chunk);
            // Behind a good beginning it gets further.
            let behind = [b"@-5 p (1)(2) ".as_slice(), &log].concat();
            agree(&behind, &signature(), chunk);
            // And before much that is plain it is seen through the window.
            let before = [&behind, "\n@9223372036854775807 pair (1,2)".repeat(5).as_bytes()].concat();
            agree(&before, &signature(), chunk);
        }
    }

    #[test]
    fn a_byte_gone_wrong_is_read_or_refused_as_when_read_whole(
        stream in stream(),
        at in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"@(),;-.# \n\"\\0e*".to_vec())],
        inserted in any::<bool>(),
        chunk in 1_usize..100,
    ) {
        let mut log = Vec::new();
        write_text(&stream, &mut log).unwrap();
        let at = at.index(log.len() + 1);
        log.splice(at..log.len().min(at + usize::from(!inserted)), [byte]);
        for chunk in [1, chunk, 256 << 10] {
            agree(&log, &signature(), chunk);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_when_read_whole(
        log in prop::collection::vec(any::<u8>(), 0..40),
        chunk in 1_usize..10,
    ) {
        agree(&log, &signature(), chunk);
    }

    #[test]
    fn places_do_not_depend_on_how_much_is_read_at_a_time(log in soup(), chunk in 1_usize..40) {
        let log = [b"@1 p (1)\n@2 s (\"\xc3\xa9\")".as_slice(), &log].concat();
        let refusal = |chunk| read(&log, &signature(), chunk).map_err(|error| error.to_string());
        let whole = refusal(256 << 10);
        prop_assert_eq!(refusal(chunk), whole.clone());
        prop_assert_eq!(refusal(1), whole);
    }

    #[test]
    fn what_is_not_wanted_is_still_checked(stream in stream(), unwanted in 0_usize..10, wrong: bool) {
        let signature = signature();
        let mut log = Vec::new();
        write_text(&stream, &mut log).unwrap();
        let mut gathered = Gathered { unwanted: Some(unwanted), ..Gathered::new(&signature) };
        let name = gathered.names[unwanted].clone();
        if wrong {
            // No predicate has seven columns.
            log.extend_from_slice(format!("@{} {name} (1,2,3,4,5,6,7)", i64::MAX).as_bytes());
            prop_assert!(read_text(&log[..], &signature, &mut gathered).is_err());
        } else {
            read_text(&log[..], &signature, &mut gathered).unwrap();
            let mut left = stream.points().to_vec();
            left.iter_mut().for_each(|point| point.facts.retain(|fact| fact.predicate != name));
            prop_assert_eq!(gathered.points, left);
        }
    }
}

#[test]
fn columns_of_mixed_kinds_take_values_as_written() {
    let shown = Stream::parse("@1 m (1) (1.5) (\"x\") n (1,1) (1,y)", &Signature::open()).unwrap();
    let signature = Signature::of_stream(&shown).unwrap();
    for log in ["@1 m (1)(1.5)(x)(\"y z\")(-2)(-2.5) n (1,1)(2,w)(3,-4)(5,\"\\n\")", "@1 n (x,1)"] {
        for chunk in [1, 1000] {
            agree(log.as_bytes(), &signature, chunk);
        }
    }
}

#[test]
fn monpolys_logs_are_read_as_when_read_whole() {
    let Some(data) = shared::data("monitor") else {
        return;
    };
    let mut read_whole = 0;
    for set in ["cases-corpus", "cases-generated", "cases-genjoin", "cases-regression"] {
        for case in fs::read_dir(data.join(set)).unwrap() {
            let case = case.unwrap().path();
            let signature =
                Signature::parse(&fs::read_to_string(case.join("sig")).unwrap()).unwrap();
            let log = fs::read(case.join("trace")).unwrap();
            agree(&log, &signature, 256 << 10);
            agree(&log, &signature, 7);
            read_whole += usize::from(read(&log, &signature, 1).is_ok());
        }
    }
    assert!(read_whole > 200, "only {read_whole} logs are good");
}

#[test]
fn refusals_say_where_and_what_to_do() {
    let signature = Signature::parse(
        "shell(i:int, a:int) notify(c:int, z:string) report(z:int) weight(w:float)",
    )
    .unwrap();
    let logs: [&[u8]; 26] = [
        b"@1 shell (1,2)\n@2 shell (1,2,3)",
        b"@1 shell (1)",
        b"@1 shell ()",
        b"@1 shell (1,two)",
        b"@1 shell (1,2.5)",
        b"@1 weight (\"heavy\")",
        b"@1 notify (1,2.5)",
        b"@1 shel (1,2)",
        b"@1 repot (1)",
        b"@1 airstrike (1)",
        b"@1 report (9223372036854775808)",
        b"@1 report (99999999999999999999)",
        b"@1 weight (1e999)",
        b"@5 report (1)\n\n  @4 report (2)",
        b"report (1)",
        b"@1 report (1) ; report (2)",
        b"@noon report (1)",
        b"@5h report (1)",
        b"@1 report 1",
        b"@1 report (1 2)",
        b"@1 report (1",
        b"@1 notify (1,\"north)",
        b"@1 report (1) (* why",
        b"@1 report [1]",
        "@1 notify (1,\"Дамаск\") &".as_bytes(),
        b"@1 notify (1,\"\xc3\xa9 \xff\")",
    ];
    let mut said = String::new();
    for log in logs {
        let error = read(log, &signature, 256 << 10).unwrap_err();
        writeln!(said, "{error}").unwrap();
    }
    let open = read(b"@1 p (1)", &Signature::open(), 1).unwrap_err();
    writeln!(said, "{open}").unwrap();
    insta::assert_snapshot!(said, @r#"
    line 2, column 16: shell has 3 values here and 2 in the signature; give every fact as many values as its predicate has columns
    line 1, column 12: shell has 1 value here and 2 in the signature; give every fact as many values as its predicate has columns
    line 1, column 11: shell has 0 values here and 2 in the signature; give every fact as many values as its predicate has columns
    line 1, column 13: the signature says int in column 2 of shell; change the value or the signature
    line 1, column 13: the signature says int in column 2 of shell; change the value or the signature
    line 1, column 12: the signature says float in column 1 of weight; change the value or the signature
    line 1, column 14: the signature says string in column 2 of notify; change the value or the signature
    line 1, column 4: the signature has no predicate shel; write shell, or declare it in the signature
    line 1, column 4: the signature has no predicate repot; write report, or declare it in the signature
    line 1, column 4: the signature has no predicate airstrike; declare it in the signature
    line 1, column 12: this number is too large; whole numbers go up to 9223372036854775807
    line 1, column 12: this number is too large; whole numbers go up to 9223372036854775807, others to 1.7e308
    line 1, column 12: this number is too large; whole numbers go up to 9223372036854775807, others to 1.7e308
    line 3, column 4: time goes back from 5 to 4; sort the time points by time
    line 1, column 1: this cannot stand here; a time point starts with @ and its time: @86400 p (1)
    line 1, column 17: this cannot stand here; a time point starts with @ and its time: @86400 p (1)
    line 1, column 2: this cannot stand here; a time is a whole number of seconds, at least -9223372036854775807
    line 1, column 2: this is neither a number nor a name; a name starts with a letter; times are whole seconds, without a unit
    line 1, column 11: this cannot stand here; a name of a predicate is followed by its facts: p (1)(2)
    line 1, column 14: this cannot stand here; values are separated by , and closed with )
    line 1, column 13: the log ends too early; complete the last fact and close it with )
    line 1, column 14: this text does not end; close it with a quotation mark
    line 1, column 21: the log ends within a comment; close it with *)
    line 1, column 11: '[' has no meaning here; remove it, or put it in quotes as part of a text
    line 1, column 24: '&' has no meaning here; remove it, or put it in quotes as part of a text
    line 1, column 17: this is not UTF-8 text; save the log in UTF-8
    line 1, column 1: the signature is open, and a log is read as a closed one says; declare the predicates of the log
    "#);
}

/// A stream of bytes that does not end.
struct Endless<'a> {
    start: &'a [u8],
    byte: u8,
    read: usize,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        if !self.start.is_empty() {
            filled = self.start.read(buffer)?;
        }
        buffer[filled..].fill(self.byte);
        self.read += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn a_line_without_end_is_refused_in_little_memory() {
    let signature = Signature::parse("p(string)").unwrap();
    for (start, byte, line_limit) in [
        ("@1 p (a)\n@2 p (\"", b'x', 64 << 20),
        ("@1 p (a)\n@2 p (b) ", b'x', 1 << 20),
        ("@1 p (a)\n@2 p (", b'7', 1 << 20),
        ("@1 p (a)\n@2 # ", b'x', 1 << 20),
        ("@1 p (a)\n@2 (* ", b'*', 1 << 20),
        ("@1 p (a)\n@2 ", b' ', 1 << 20),
    ] {
        let mut endless = Endless { start: start.as_bytes(), byte, read: 0 };
        let mut gathered = Gathered::new(&signature);
        let options = TextOptions { line_limit, ..TextOptions::default() };
        let error = read_text_with(&mut endless, &signature, &options, &mut gathered).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "line 2, column 1: the line is longer than {line_limit} bytes; \
                 break it between facts, or raise the limit of a line"
            )
        );
        assert!(endless.read < line_limit + (1 << 20), "{} bytes read", endless.read);
        assert_eq!(gathered.points.len(), 2);
    }
    assert_eq!(TextOptions::default().line_limit, 64 << 20);
    // A text may go over lines, and is then no shorter for it.
    let lines = Endless { start: b"@1 p (\"", byte: b'\n', read: 0 };
    let options = TextOptions { line_limit: 1 << 20, ..TextOptions::default() };
    let error =
        read_text_with(lines, &signature, &options, &mut Gathered::new(&signature)).unwrap_err();
    insta::assert_snapshot!(error, @"line 1, column 7: the text is longer than 1048576 bytes; close it with a quotation mark, or raise the limit of a line");
    let peak = fs::read_to_string("/proc/self/status").ok().and_then(|status| {
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?.to_owned();
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    });
    // The other tests of this file hold little.
    assert!(peak.is_none_or(|kilobytes| kilobytes < 160 << 10), "{peak:?} kB");
}

#[test]
fn a_line_is_too_long_from_its_limit_on() {
    let signature = Signature::parse("p(int)").unwrap();
    let log = b"@1 p (1)\n@1 p (22)\n@1 p (3)";
    for chunk in [1, 3, 10, 256 << 10] {
        let read = |line_limit| {
            let mut gathered = Gathered::new(&signature);
            let options = TextOptions { line_limit, chunk };
            let outcome = read_text_with(&log[..], &signature, &options, &mut gathered);
            (outcome.map_err(|error| error.to_string()), gathered.points.len())
        };
        assert_eq!(read(9), (Ok(()), 3));
        assert_eq!(
            read(8),
            (
                Err("line 2, column 1: the line is longer than 8 bytes; \
                     break it between facts, or raise the limit of a line"
                    .to_owned()),
                2
            )
        );
    }
}

#[test]
fn a_failing_input_is_reported() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let signature = Signature::parse("p(int)").unwrap();
    let log = b"@1 p (1)".chain(Failing);
    let mut gathered = Gathered::new(&signature);
    let error = read_text(log, &signature, &mut gathered).unwrap_err();
    assert_eq!(error.to_string(), "the log cannot be read: the disk is gone");
    assert_eq!(gathered.points.len(), 1);
}

#[test]
fn what_no_log_can_say_is_not_written() {
    let says = |ts, fact: Fact| {
        let stream = Stream::from_points([TimePoint { ts, facts: vec![fact] }]).unwrap();
        write_text(&stream, Vec::new()).unwrap_err().to_string()
    };
    insta::assert_snapshot!(says(0, Fact::new("two words", [1])), @r#""two words" cannot be the name of a predicate in a log; let it start with a letter and be of letters, digits and _"#);
    insta::assert_snapshot!(says(0, Fact::new("p", [f64::INFINITY])), @"a log has no number inf; leave the fact out");
    insta::assert_snapshot!(says(i64::MIN, Fact::new("p", [1])), @"a log has no time -9223372036854775808; let time begin later");
}
