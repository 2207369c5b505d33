//! A log in MonPoly's text format: the first byte says how much of it is read at a time, the rest is
//! the log.
//!
//! Laws: no panic; a log read as it comes gives what it gives read whole, or both refuse; a refusal
//! is one line and its place does not depend on how much is read at a time; what was read is written
//! so that it reads back.

#![no_main]

use std::sync::{Arc, LazyLock};

use armistice_monitor::{
    Fact, Field, ReadError, Refusal, Signature, Sink, Stream, TextOptions, Value, read_text_with,
    write_text,
};
use libfuzzer_sys::fuzz_target;

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| {
    Signature::parse(
        "p(int) q(int,int) e() f(float) s(string) notify(c:int, z:string) long_name(int,float,string) \
         shell(i:int,a:int,b:int,z:int)",
    )
    .unwrap()
});

struct Gathered {
    names: Vec<Arc<str>>,
    points: Vec<(i64, Vec<Fact>)>,
}

impl Sink for Gathered {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if self.points.last().is_some_and(|(last, _)| ts < *last) {
            return Err(Refusal::new("time goes back", "sort the time points by time"));
        }
        self.points.push((ts, Vec::new()));
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        let values = fields.iter().map(|field| match *field {
            Field::Int(number) => Value::Int(number),
            Field::Float(number) => Value::float(number),
            Field::Str(text) => Value::from(text),
        });
        let fact = Fact::new(self.names[predicate].clone(), values);
        self.points.last_mut().unwrap().1.push(fact);
    }
}

fn read(log: &[u8], chunk: usize) -> Result<Stream, ReadError> {
    let names = SIGNATURE.predicates().map(|(name, _)| name.clone()).collect();
    let mut gathered = Gathered { names, points: Vec::new() };
    let options = TextOptions { chunk, ..TextOptions::default() };
    read_text_with(log, &SIGNATURE, &options, &mut gathered)?;
    let mut stream = Stream::new();
    for (ts, facts) in gathered.points {
        stream.push(ts, facts).unwrap();
    }
    Ok(stream)
}

fuzz_target!(|bytes: &[u8]| {
    let Some((chunk, log)) = bytes.split_first() else { return };
    let whole = std::str::from_utf8(log).ok().and_then(|text| Stream::parse(text, &SIGNATURE).ok());
    match (read(log, 256 << 10), read(log, usize::from(*chunk).max(1))) {
        (Ok(read), Ok(in_pieces)) => {
            assert_eq!(Some(&read), whole.as_ref());
            assert_eq!(in_pieces, read);
            let mut written = Vec::new();
            write_text(&read, &mut written).unwrap();
            assert_eq!(self::read(&written, 256 << 10).unwrap(), read);
        }
        (Err(refusal), Err(in_pieces)) => {
            assert_eq!(whole, None, "{refusal}");
            let refusal = refusal.to_string();
            assert!(!refusal.contains('\n'), "{refusal}");
            assert_eq!(in_pieces.to_string(), refusal);
        }
        (read, in_pieces) => panic!("{read:?} against {in_pieces:?}"),
    }
});
