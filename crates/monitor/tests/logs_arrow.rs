//! Logs as tables of columns: back as they were written, and refused where they are damaged.

// A test may stop where it stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "shared/logs.rs"]
mod logs;

use std::sync::Arc;

use armistice_monitor::{ArrowLog, Fact, Signature, Sink, Stream, TimePoint, read_arrow, read_csv};
use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Float32Array, Float64Array, Int32Array, Int64Array,
    LargeStringArray, RecordBatch, StringArray, UInt64Array,
};
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use logs::{Collect, replay, streams};
use proptest::prelude::*;

fn read(log: &[u8], signature: &Signature) -> Result<Stream, String> {
    let mut collect = Collect::new(signature);
    read_arrow(log, signature, &mut collect).map_err(|error| error.to_string())?;
    Ok(collect.stream())
}

fn written(stream: &Stream, signature: &Signature) -> Vec<u8> {
    let mut log = ArrowLog::new(Vec::new(), signature).unwrap();
    replay(stream, signature, &mut log).unwrap();
    log.finish().unwrap()
}

/// The same batches as an IPC stream.
fn as_ipc_stream(file: &[u8]) -> Vec<u8> {
    let batches = FileReader::try_new(std::io::Cursor::new(file), None).unwrap();
    let mut writer = StreamWriter::try_new(Vec::new(), &batches.schema()).unwrap();
    for batch in batches {
        writer.write(&batch.unwrap()).unwrap();
    }
    writer.finish().unwrap();
    writer.into_inner().unwrap()
}

fn ipc_file(columns: &[(&str, ArrayRef)]) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.iter().map(|(name, column)| (*name, column.clone(), true)),
    )
    .unwrap();
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn small() -> (Stream, Signature) {
    let signature = Signature::parse("notify(int, string) calm() measured(float)").unwrap();
    let text = "@-4 notify (7,\"north\")(8,\"\") @5 @5 calm () measured (1.5) @9 notify (-1,\"é\")";
    (Stream::parse(text, &signature).unwrap(), signature)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(stream in streams(0)) {
        let signature = logs::signature();
        let file = written(&stream, &signature);
        prop_assert_eq!(&read(&file, &signature).unwrap(), &stream);
        prop_assert_eq!(&read(&as_ipc_stream(&file), &signature).unwrap(), &stream);
    }

    #[test]
    fn what_is_not_wanted_is_passed_over(stream in streams(0), only in 0..5_usize) {
        let signature = logs::signature();
        let (name, _) = signature.predicates().nth(only).unwrap();
        let wanted = stream.points().iter().map(|point| TimePoint {
            ts: point.ts,
            facts: point.facts.iter().filter(|fact| fact.predicate == *name).cloned().collect(),
        });
        let mut collect = Collect::new(&signature);
        collect.only = Some(only);
        read_arrow(&written(&stream, &signature)[..], &signature, &mut collect).unwrap();
        prop_assert_eq!(collect.stream(), Stream::from_points(wanted).unwrap());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>(), marks in 0..3_usize) {
        let start: [&[u8]; 3] = [b"", b"ARROW1\0\0", b"\xff\xff\xff\xff\x20\0\0\0"];
        let _ = read(&[start[marks], &bytes].concat(), &logs::signature());
    }

    #[test]
    fn no_damage_makes_it_panic(
        stream in streams(1),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        as_stream in any::<bool>(),
    ) {
        let signature = logs::signature();
        let mut log = written(&stream, &signature);
        if as_stream {
            log = as_ipc_stream(&log);
        }
        for (at, byte) in damage {
            let at = at.index(log.len());
            log[at] = byte;
        }
        let _ = read(&log, &signature);
    }
}

#[test]
fn no_single_damaged_byte_makes_it_panic() {
    let (stream, signature) = small();
    let file = written(&stream, &signature);
    for log in [as_ipc_stream(&file), file] {
        let mut refused = 0;
        for at in 0..log.len() {
            for damage in [0x01, 0x04, 0x80, 0xff] {
                let mut log = log.clone();
                log[at] ^= damage;
                refused += usize::from(read(&log, &signature).is_err());
            }
        }
        assert!(refused > 500, "only {refused} refused");
    }
}

#[test]
fn a_cut_file_is_refused_and_a_cut_stream_refused_or_shorter() {
    let (stream, signature) = small();
    let file = written(&stream, &signature);
    for length in 0..file.len() {
        assert!(read(&file[..length], &signature).is_err(), "{length} bytes");
    }
    let log = as_ipc_stream(&file);
    let mut refused = 0;
    for length in 0..log.len() {
        match read(&log[..length], &signature) {
            Ok(found) => assert!(stream.points().starts_with(found.points()), "{length} bytes"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > log.len() / 2, "only {refused} refused");
}

#[test]
fn a_log_of_several_batches_is_read_back() {
    let signature = Signature::parse("p(int) q(string)").unwrap();
    let points = (0..50_000).map(|ts| TimePoint {
        ts,
        facts: vec![Fact::new("p", [ts]), Fact::new("q", [ts.to_string()])],
    });
    let stream = Stream::from_points(points).unwrap();
    let file = written(&stream, &signature);
    let reader = FileReader::try_new(std::io::Cursor::new(&file), None).unwrap();
    assert_eq!(reader.num_batches(), 2);
    assert_eq!(read(&file, &signature).unwrap(), stream);
}

#[test]
fn the_columns_may_be_of_other_types_and_in_another_order() {
    let (stream, signature) = small();
    let names: DictionaryArray<Int8Type> =
        [Some("notify"), Some("notify"), None, Some("calm"), Some("measured"), Some("notify")]
            .into_iter()
            .collect();
    let texts = [Some("north"), Some(""), None, None, None, Some("é")];
    let keyed: DictionaryArray<Int32Type> = texts.into_iter().collect();
    let plain: [ArrayRef; 3] = [
        Arc::new(StringArray::from(texts.to_vec())),
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(keyed),
    ];
    for texts in plain {
        let file = ipc_file(&[
            ("f0", Arc::new(Float32Array::from(vec![None, None, None, None, Some(1.5), None]))),
            ("s1", texts),
            ("s12", Arc::new(StringArray::new_null(6))),
            ("i0", Arc::new(Int32Array::from(vec![Some(7), Some(8), None, None, None, Some(-1)]))),
            ("ts", Arc::new(Int32Array::from(vec![-4, -4, 5, 5, 5, 9]))),
            ("predicate", Arc::new(names.clone())),
            ("tp", Arc::new(UInt64Array::from(vec![0, 0, 3, 4, 4, 5]))),
        ]);
        assert_eq!(read(&file, &signature).unwrap(), stream);
    }
}

#[test]
fn what_is_refused_is_said_with_its_row() {
    let signature = Signature::parse("shell(int, int) say(string) measured(float)").unwrap();
    let ints = |values: &[Option<i64>]| Arc::new(Int64Array::from(values.to_vec())) as ArrayRef;
    let texts = |values: &[Option<&str>]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    // Two facts, the second as each case says.
    let log = |change: &[(&'static str, Option<ArrayRef>)]| {
        let mut columns: Vec<(&str, ArrayRef)> = vec![
            ("tp", ints(&[Some(0), Some(1)])),
            ("ts", ints(&[Some(5), Some(6)])),
            ("predicate", texts(&[Some("shell"), Some("shell")])),
            ("i0", ints(&[Some(1), Some(2)])),
            ("i1", ints(&[Some(1), Some(2)])),
        ];
        for (name, column) in change {
            columns.retain(|(known, _)| known != name);
            columns.extend(column.clone().map(|column| (*name, column)));
        }
        ipc_file(&columns)
    };
    assert_eq!(read(&log(&[]), &signature).unwrap().len(), 2);
    let says =
        |change: &[(&'static str, Option<ArrayRef>)]| read(&log(change), &signature).unwrap_err();

    insta::assert_snapshot!(says(&[("ts", Some(ints(&[Some(5), Some(4)])))]), @"row 2: time goes back from 5 to 4; sort the time points by time");
    insta::assert_snapshot!(says(&[("tp", Some(ints(&[Some(5), Some(4)])))]), @"row 2: time point 4 follows time point 5; sort the facts by tp");
    insta::assert_snapshot!(says(&[("tp", Some(ints(&[Some(5), Some(5)])))]), @"row 2: time point 5 is at 5 before and at 6 here; give all facts of a time point the same ts");
    insta::assert_snapshot!(says(&[("ts", Some(ints(&[Some(5), None])))]), @"row 2: ts is null; give every row its time point and time");
    insta::assert_snapshot!(says(&[("tp", Some(ints(&[Some(5), None])))]), @"row 2: tp is null; give every row its time point and time");
    insta::assert_snapshot!(says(&[("predicate", Some(texts(&[Some("shell"), Some("fire")])))]), @"row 2: the signature has no predicate fire; declare it in the signature, or leave its facts out");
    insta::assert_snapshot!(says(&[("predicate", Some(texts(&[Some("shell"), None])))]), @"row 2: a row has arguments but no predicate; name its predicate, or leave all its arguments null");
    insta::assert_snapshot!(says(&[("predicate", Some(texts(&[Some("shell"), Some("say")])))]), @"row 2: argument 0 of say is int: the signature says string here; change the value or the signature");
    insta::assert_snapshot!(says(&[("i1", Some(ints(&[Some(5), None])))]), @"row 2: argument 1 of shell is null or has no column; give every fact as many values as its predicate has columns");
    insta::assert_snapshot!(says(&[("i1", None)]), @"row 1: argument 1 of shell is null or has no column; give every fact as many values as its predicate has columns");
    insta::assert_snapshot!(says(&[("i2", Some(ints(&[None, Some(1)])))]), @"row 2: shell has no argument 2; arguments count from 0; leave those that a fact has not null");
    insta::assert_snapshot!(says(&[("s1", Some(texts(&[None, Some("a")])))]), @"row 2: argument 1 of shell is string: the signature says int here; change the value or the signature");
    insta::assert_snapshot!(says(&[("tp", None)]), @"row 1: the log has no column tp; a log has the columns tp, ts and predicate");
    insta::assert_snapshot!(says(&[("comment", Some(texts(&[None, None])))]), @"row 1: column comment is none of a log's; leave it out; a log has tp, ts, predicate and i0, f0, s0, i1, …");
    insta::assert_snapshot!(says(&[("i01", Some(ints(&[None, None])))]), @"row 1: column i01 is none of a log's; leave it out; a log has tp, ts, predicate and i0, f0, s0, i1, …");
    insta::assert_snapshot!(says(&[("i1", Some(texts(&[None, None])))]), @"row 1: column i1 is of type Utf8; make it int64");
    insta::assert_snapshot!(says(&[("ts", Some(Arc::new(Float64Array::from(vec![5.0, 6.0]))))]), @"row 1: column ts is of type Float64; make it int64");
    insta::assert_snapshot!(says(&[("ts", Some(Arc::new(BooleanArray::from(vec![true, true]))))]), @"row 1: column ts is of a type that no column of a log has; use int64, float64, utf8 or a dictionary of utf8; leave other columns out");
    insta::assert_snapshot!(says(&[("ts", Some(Arc::new(UInt64Array::from(vec![5, u64::MAX]))))]), @"row 2: this number is too large; whole numbers go from -9223372036854775808 to 9223372036854775807");
    insta::assert_snapshot!(read(b"", &signature).unwrap_err(), @"row 1: this is not a columnar log: it holds no schema; write it as Arrow IPC again");
    insta::assert_snapshot!(read(b"shell, tp=1, ts=2, 1, 2\n", &signature).unwrap_err(), @"row 1: this is not a columnar log: a message takes too much to say what it is; write it as Arrow IPC again");
    insta::assert_snapshot!(read(&log(&[])[..500], &signature).unwrap_err(), @"row 1: the log ends too early; write or copy it again");
    insta::assert_snapshot!(read(&log(&[]), &Signature::open()).unwrap_err(), @"row 1: an open signature does not say of what kinds the values are; declare the predicates of the log in a signature");
}

#[test]
fn one_of_two_arguments_in_the_same_place_is_too_many() {
    let signature = logs::signature();
    let file = ipc_file(&[
        ("tp", Arc::new(Int64Array::from(vec![0]))),
        ("ts", Arc::new(Int64Array::from(vec![0]))),
        ("predicate", Arc::new(StringArray::from(vec!["mixed"]))),
        ("i0", Arc::new(Int64Array::from(vec![1]))),
        ("s0", Arc::new(StringArray::from(vec!["a"]))),
        ("i1", Arc::new(Int64Array::from(vec![1]))),
    ]);
    insta::assert_snapshot!(read(&file, &signature).unwrap_err(), @"row 1: argument 0 of mixed stands in two columns; leave all but one of them null");
}

#[test]
fn a_csv_log_becomes_a_table_as_it_is_read() {
    let signature = Signature::parse("notify(int, string)").unwrap();
    let csv =
        b"notify, tp=0, ts=3, 1, north\nnotify, tp=0, ts=3, 2, east\nnotify, tp=7, ts=4, 3, x";
    let mut log = ArrowLog::new(Vec::new(), &signature).unwrap();
    read_csv(&csv[..], &signature, &mut log).unwrap();
    let mut collect = Collect::new(&signature);
    read_csv(&csv[..], &signature, &mut collect).unwrap();
    assert_eq!(read(&log.finish().unwrap(), &signature).unwrap(), collect.stream());
}

#[test]
fn a_log_is_not_written_where_a_fact_is_none_of_the_signature() {
    let signature = Signature::parse("notify(int, string)").unwrap();
    let mut log = ArrowLog::new(Vec::new(), &signature).unwrap();
    log.begin(5).unwrap();
    log.fact(1, &[]);
    insta::assert_snapshot!(log.begin(6).unwrap_err(), @"the log cannot be written: this is no fact of predicate 1; hand over what the signature says; put that right and write it again");
    insta::assert_snapshot!(log.finish().unwrap_err(), @"this is no fact of predicate 1; hand over what the signature says");
}
