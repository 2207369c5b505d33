//! Figures for Prometheus.

use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// From a quarter of a millisecond to eight seconds.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.000_25, 2.0, 16))
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    answered: Family<Answered, Counter>,
    took: Family<Route, Histogram, fn() -> Histogram>,
    /// Browsers that listen.
    pub listening: Gauge,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("armistice");
        let answered = Family::default();
        registry.register("http_requests", "Requests answered", answered.clone());
        let took = Family::new_with_constructor(histogram as fn() -> Histogram);
        registry.register("http_seconds", "How long answers took", took.clone());
        let listening = Gauge::default();
        registry.register("listening", "Browsers that listen for news", listening.clone());
        Self { registry, answered, took, listening }
    }

    /// Counts an answer. `route` is the pattern, so that there are few of them.
    pub fn count(&self, method: &str, route: &str, status: u16, took: Duration) {
        let route = route.to_string();
        self.took.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        let labels = Answered { method: method.to_string(), route, status };
        self.answered.get_or_create(&labels).inc();
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into memory has no way to fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
