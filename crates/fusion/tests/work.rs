//! How much is compared. Counted, not timed.

mod say;

use armistice_model::{Claim, Count};
use say::{Say, fuse, says};

/// Claims of one block: one town, one day, one kind.
fn alike(n: u64, differ: impl Fn(u64, Claim) -> Claim) -> Vec<Claim> {
    (0..n)
        .map(|i| {
            let claim = says(&format!("C-{i:05}"), "sohr")
                .through("ucdp")
                .day("2016-09-17")
                .at("Aleppo", 37.16, 36.20, 2_000.0)
                .killed(Count::exactly(1));
            differ(i, claim)
        })
        .collect()
}

#[test]
fn ten_thousand_identical_claims_take_hardly_a_comparison() {
    let fused = fuse(&alike(10_000, |_, claim| claim));
    assert!(fused.comparisons < 10, "{}", fused.comparisons);
    assert_eq!(fused.incidents.len(), 10_000);
    let wires = fuse(&alike(10_000, |i, claim| claim.through(&format!("outlet-{i}"))));
    assert_eq!(wires.incidents.len(), 1);
    assert!(wires.comparisons < 10, "{}", wires.comparisons);
}

#[test]
fn ten_thousand_claims_that_differ_a_little_take_a_bounded_number_each() {
    let block = |n: u64| {
        alike(n, |i, mut claim| {
            claim.casualties.killed = Some(Count::exactly(i / 3));
            claim.through(&format!("outlet-{}", i % 50)).by(&[["a", "b", "c"][(i % 3) as usize]])
        })
    };
    let (half, full) = (fuse(&block(5_000)).comparisons, fuse(&block(10_000)).comparisons);
    assert!(full < 10_000 * 400, "{full}");
    assert!(full < half * 5 / 2, "{half} {full}");
}

#[test]
fn ten_thousand_claims_of_no_place_and_no_time_take_a_bounded_number_each() {
    let open: Vec<Claim> = (0..10_000)
        .map(|i| {
            says(&format!("C-{i:05}"), &format!("voice-{}", i % 500)).killed(Count::exactly(i))
        })
        .collect();
    let fused = fuse(&open);
    assert!(fused.comparisons < 10_000 * 400, "{}", fused.comparisons);
}
