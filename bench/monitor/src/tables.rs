//! The tables, one each.

pub mod joins;
pub mod late;
pub mod latency;
pub mod memory;
pub mod shards;
pub mod throughput;
