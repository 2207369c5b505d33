//! Metric first-order temporal logic over streams of timed facts.
