//! Logs as readers hand them over, and streams to write.

// Each test file is a crate of its own and uses some of this.
#![allow(dead_code)]

use armistice_monitor::{Fact, Field, Kind, Refusal, Signature, Sink, Stream, TimePoint, Value};
use proptest::collection::vec;
use proptest::prelude::*;

/// Keeps the whole log as a stream.
pub struct Collect {
    names: Vec<String>,
    /// The only predicate that is wanted, if not all are.
    pub only: Option<usize>,
    points: Vec<TimePoint>,
}

impl Collect {
    pub fn new(signature: &Signature) -> Self {
        Self {
            names: signature.predicates().map(|(name, _)| name.to_string()).collect(),
            only: None,
            points: Vec::new(),
        }
    }

    pub fn stream(self) -> Stream {
        Stream::from_points(self.points).unwrap()
    }

    pub fn facts(&self) -> usize {
        self.points.iter().map(|point| point.facts.len()).sum()
    }

    pub fn points(&self) -> &[TimePoint] {
        &self.points
    }
}

impl Sink for Collect {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        self.points.push(TimePoint { ts, facts: Vec::new() });
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        let values = fields.iter().map(|field| Value::from(*field));
        let fact = Fact::new(self.names[predicate].as_str(), values);
        self.points.last_mut().unwrap().facts.push(fact);
    }

    fn wants(&self, predicate: usize) -> bool {
        self.only.is_none_or(|only| only == predicate)
    }
}

/// Hands a stream over to a sink as a reader does.
pub fn replay(stream: &Stream, signature: &Signature, sink: &mut impl Sink) -> Result<(), Refusal> {
    for point in stream.points() {
        sink.begin(point.ts)?;
        for fact in &point.facts {
            let index =
                signature.predicates().position(|(name, _)| *name == fact.predicate).unwrap();
            let fields: Vec<Field<'_>> = fact.values.iter().map(Field::from).collect();
            sink.fact(index, &fields);
        }
    }
    Ok(())
}

/// Predicates of every kind and of several widths; `mixed` takes values of any kind.
pub fn signature() -> Signature {
    let mixed = [
        Fact::new("mixed", [Value::Int(1), Value::Int(1)]),
        Fact::new("mixed", [Value::str("a"), Value::float(1.0)]),
        Fact::new("mixed", [Value::float(1.0), Value::str("a")]),
    ];
    let mut stream = Stream::new();
    stream.push(0, mixed).unwrap();
    Signature::of_stream(&stream)
        .unwrap()
        .declare("alarm", [])
        .declare("notify", [Kind::Int, Kind::Str])
        .declare("measured", [Kind::Str, Kind::Float, Kind::Int])
        .declare("of two words", [Kind::Float])
}

fn value(kind: Option<Kind>) -> BoxedStrategy<Value> {
    let int = prop_oneof![any::<i64>(), -3..4_i64, Just(i64::MIN), Just(i64::MAX)];
    let float = prop_oneof![any::<f64>(), Just(f64::INFINITY), Just(-0.0), Just(f64::NAN)];
    let text = prop_oneof![any::<String>(), "[a-z\", \\\\=#>\r\n\t]{0,8}", Just("nan".to_owned())];
    match kind {
        Some(Kind::Int) => int.prop_map(Value::Int).boxed(),
        Some(Kind::Float) => float.prop_map(Value::float).boxed(),
        Some(Kind::Str) => text.prop_map(Value::from).boxed(),
        None => prop_oneof![
            int.prop_map(Value::Int),
            float.prop_map(Value::float),
            text.prop_map(Value::from)
        ]
        .boxed(),
    }
}

fn fact() -> impl Strategy<Value = Fact> {
    let signature = signature();
    let predicates: Vec<_> = signature
        .predicates()
        .map(|(name, columns)| {
            let name = name.clone();
            columns
                .iter()
                .map(|column| value(column.kind))
                .collect::<Vec<_>>()
                .prop_map(move |values| Fact::new(name.clone(), values))
        })
        .collect();
    proptest::strategy::Union::new(predicates)
}

/// Streams of [`signature`] with at least this many facts at every time point.
pub fn streams(least: usize) -> impl Strategy<Value = Stream> {
    let ts = prop_oneof![4 => -5..100_i64, 1 => any::<i64>()];
    vec((ts, vec(fact(), least..least + 4)), 0..8).prop_map(|mut points| {
        points.sort_by_key(|(ts, _)| *ts);
        Stream::from_points(points.into_iter().map(|(ts, facts)| TimePoint { ts, facts })).unwrap()
    })
}
