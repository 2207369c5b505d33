//! How likely two records must be one event, on average, to be in one incident.
//!
//! Where probabilities hold, their sum is the number of pairs of records that do tell one event.
//! The threshold is set so that as many pairs are joined as are expected to be true: then what is
//! joined wrongly and what is missed weigh the same, and incidents are neither too many nor too
//! few. It is found on stretches of the records and belongs to the model.

use crate::graph::Graph;
use crate::item::{Item, Sketches};
use crate::linker::components;
use crate::model::Model;
use crate::partition::{Component, partition};
use std::collections::BTreeMap;

/// What is enough before anything is known.
pub(crate) const USUAL: f32 = 0.3;
/// What is enough lies between these.
const BETWEEN: (f32, f32) = (0.2, 0.5);
/// Halvings of what lies between.
const STEPS: usize = 5;
/// Records looked at, in so many stretches of time.
const RECORDS: usize = 8_000;
const STRETCHES: usize = 3;
/// True pairs for each that is remembered: some lie out of reach or look too unlike to be kept.
const FORGOTTEN: f64 = 1.1;
/// Fewer expected pairs than this say nothing.
const FEWEST: f64 = 30.0;

pub(crate) fn threshold(model: &Model, items: &[Item], sketches: &Sketches) -> f32 {
    let (mut expected, mut components) = (0.0f64, Vec::new());
    for stretch in stretches(items) {
        let some: Vec<Item> = stretch.iter().map(|n| items[*n]).collect();
        let told: Sketches = stretch.iter().map(|n| sketches.get(*n).copied().flatten()).collect();
        let (_, graph) = model.graph(&some, &told);
        expected += graph
            .edges
            .iter()
            .enumerate()
            .flat_map(|(a, edges)| edges.iter().filter(move |edge| edge.other as usize > a))
            .map(|edge| f64::from(edge.p))
            .sum::<f64>();
        components.extend(all(&graph, &some));
    }
    if expected < FEWEST {
        return USUAL;
    }
    let (mut low, mut high) = BETWEEN;
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        let joined: f64 = components.iter().map(|component| joined(component, middle)).sum();
        if joined > FORGOTTEN * expected {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

/// Numbers of the records of some stretches of time, each whole.
fn stretches(items: &[Item]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_unstable_by_key(|n| (items[*n].mid, items[*n].key));
    if order.len() <= RECORDS {
        return vec![order];
    }
    let (each, apart) = (RECORDS / STRETCHES, order.len() / STRETCHES);
    (0..STRETCHES)
        .map(|n| n * apart + (apart - each) / 2)
        .map(|from| order.get(from..from + each).unwrap_or(&[]).to_vec())
        .collect()
}

fn all(graph: &Graph, items: &[Item]) -> Vec<Component> {
    components(graph)
        .into_iter()
        .map(|mut records| {
            records.sort_unstable_by_key(|n| (items[*n as usize].mid, items[*n as usize].key));
            Component::of(graph, &records)
        })
        .collect()
}

/// How many pairs of records end in one incident.
fn joined(component: &Component, threshold: f32) -> f64 {
    let mut sizes: BTreeMap<u32, f64> = BTreeMap::new();
    for group in partition(component, threshold) {
        *sizes.entry(group).or_insert(0.0) += 1.0;
    }
    sizes.values().map(|n| n * (n - 1.0) / 2.0).sum()
}
