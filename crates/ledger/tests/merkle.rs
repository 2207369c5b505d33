//! The Merkle tree against the definitions of RFC 6962, written down once more as slowly and
//! plainly as they stand there, and against the vectors of Certificate Transparency.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may stop where it stands.

use armistice_ledger::Sha256;
use armistice_ledger::merkle::{
    Frontier, consistency_ranges, inclusion_ranges, leaf_hash, node_hash, prove, root,
    verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

/// MTH of section 2.1.
fn mth(data: &[Vec<u8>]) -> Sha256 {
    match data {
        [] => Sha256::of(b""),
        [only] => Sha256::of(&[&[0x00], only.as_slice()].concat()),
        _ => {
            let (left, right) = data.split_at(k(data.len()));
            let (left, right) = (mth(left), mth(right));
            Sha256::of(&[&[0x01][..], left.as_bytes(), right.as_bytes()].concat())
        }
    }
}

/// The largest power of two smaller than n.
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// PATH of section 2.1.1.
fn path(m: usize, data: &[Vec<u8>]) -> Vec<Sha256> {
    if data.len() == 1 {
        return Vec::new();
    }
    let k = k(data.len());
    let (left, right) = data.split_at(k);
    if m < k {
        [path(m, left), vec![mth(right)]].concat()
    } else {
        [path(m - k, right), vec![mth(left)]].concat()
    }
}

/// SUBPROOF of section 2.1.2.
fn subproof(m: usize, data: &[Vec<u8>], whole: bool) -> Vec<Sha256> {
    if m == data.len() {
        return if whole { Vec::new() } else { vec![mth(data)] };
    }
    let k = k(data.len());
    let (left, right) = data.split_at(k);
    if m <= k {
        [subproof(m, left, whole), vec![mth(right)]].concat()
    } else {
        [subproof(m - k, right, false), vec![mth(left)]].concat()
    }
}

fn hashes(data: &[Vec<u8>]) -> Vec<Sha256> {
    data.iter().map(|leaf| leaf_hash(leaf)).collect()
}

fn proof_of_inclusion(index: usize, data: &[Vec<u8>]) -> Vec<Sha256> {
    let ranges = inclusion_ranges(index as u64, data.len() as u64).unwrap();
    let leaves = hashes(data).into_iter().map(Ok::<_, ()>);
    prove(&ranges, leaves).unwrap().unwrap()
}

fn proof_of_consistency(old: usize, data: &[Vec<u8>]) -> Vec<Sha256> {
    let ranges = consistency_ranges(old as u64, data.len() as u64).unwrap();
    let leaves = hashes(data).into_iter().map(Ok::<_, ()>);
    prove(&ranges, leaves).unwrap().unwrap()
}

fn hash(hex: &str) -> Sha256 {
    hex.parse().unwrap()
}

/// The leaves and roots of the test data of Certificate Transparency.
fn transparency_leaves() -> Vec<Vec<u8>> {
    vec![
        vec![],
        vec![0x00],
        vec![0x10],
        vec![0x20, 0x21],
        vec![0x30, 0x31],
        vec![0x40, 0x41, 0x42, 0x43],
        (0x50..0x58).collect(),
        (0x60..0x70).collect(),
    ]
}

const TRANSPARENCY_ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn roots_are_those_of_certificate_transparency() {
    let leaves = hashes(&transparency_leaves());
    let mut tree = Frontier::new();
    for (size, expected) in TRANSPARENCY_ROOTS.iter().enumerate() {
        assert_eq!(root(&leaves[..size]), hash(expected), "of {size} leaves");
        assert_eq!(tree.root(), hash(expected), "of {size} leaves");
        assert_eq!(tree.size(), size as u64);
        if let Some(leaf) = leaves.get(size) {
            tree.push(*leaf);
        }
    }
}

#[test]
fn proofs_are_those_of_certificate_transparency() {
    let leaves = transparency_leaves();
    assert_eq!(
        proof_of_inclusion(0, &leaves),
        [
            hash("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
            hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hash("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
        ]
    );
    assert_eq!(
        proof_of_inclusion(5, &leaves),
        [
            hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
            hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ]
    );
    assert_eq!(
        proof_of_consistency(6, &leaves),
        [
            hash("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"),
            hash("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
            hash("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ]
    );
    assert_eq!(
        proof_of_consistency(2, &leaves[..5]),
        [
            hash("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
            hash("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        ]
    );
}

/// Every proof that differs from `proof` in one place: an element changed, dropped or added.
fn spoiled(proof: &[Sha256]) -> Vec<Vec<Sha256>> {
    let other = Sha256::of(b"something else");
    let mut all = vec![
        [proof, &[other]].concat(),
        [&[other], proof].concat(),
        [proof, proof.last().map_or(&[][..], std::slice::from_ref)].concat(),
    ];
    all.retain(|spoiled| spoiled.len() > proof.len());
    for place in 0..proof.len() {
        let mut changed = proof.to_vec();
        changed[place] = other;
        let mut dropped = proof.to_vec();
        dropped.remove(place);
        all.extend([changed, dropped]);
    }
    all
}

#[test]
fn every_proof_in_every_small_tree_holds_and_no_other_does() {
    let data: Vec<Vec<u8>> = (0..20_u8).map(|leaf| vec![leaf]).collect();
    for size in 0..=data.len() {
        let data = &data[..size];
        let root = mth(data);
        for index in 0..size {
            let proof = proof_of_inclusion(index, data);
            assert_eq!(proof, path(index, data));
            let holds = |at: usize, proof: &[Sha256], root: &Sha256| {
                let leaf = leaf_hash(&data[index]);
                verify_inclusion(&leaf, at as u64, size as u64, proof, root)
            };
            assert!(holds(index, &proof, &root), "{index} of {size}");
            assert!((0..size + 2).all(|at| at == index || !holds(at, &proof, &root)));
            assert!(!holds(index, &proof, &Sha256::of(b"other")));
            assert!(spoiled(&proof).iter().all(|proof| !holds(index, proof, &root)));
        }
        assert!(inclusion_ranges(size as u64, size as u64).is_none());
        for old in 0..=size {
            let old_root = mth(&data[..old]);
            let proof = proof_of_consistency(old, data);
            if old > 0 {
                assert_eq!(proof, subproof(old, data, true));
            }
            let holds = |from: usize, old: &Sha256, new: &Sha256, proof: &[Sha256]| {
                verify_consistency(from as u64, old, size as u64, new, proof)
            };
            assert!(holds(old, &old_root, &root, &proof), "{old} of {size}");
            let other = Sha256::of(b"other");
            assert!(!holds(old, &other, &root, &proof));
            assert!(old == 0 || !holds(old, &old_root, &other, &proof));
            assert!(spoiled(&proof).iter().all(|proof| !holds(old, &old_root, &root, proof)));
        }
        assert!(consistency_ranges(size as u64 + 1, size as u64).is_none());
        assert!(!verify_consistency(size as u64 + 1, &root, size as u64, &root, &[]));
    }
}

#[test]
fn leaves_that_end_too_early_prove_nothing() {
    let leaves = [leaf_hash(b"0"), leaf_hash(b"1")];
    let few = leaves.into_iter().map(Ok::<_, ()>);
    assert_eq!(prove(&inclusion_ranges(0, 3).unwrap(), few), Ok(None));
    let failing = [Ok(leaves[0]), Err("disk")];
    assert_eq!(prove(&inclusion_ranges(0, 2).unwrap(), failing), Err("disk"));
    assert_eq!(node_hash(&leaves[0], &leaves[1]), mth(&[b"0".to_vec(), b"1".to_vec()]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn roots_and_proofs_are_those_of_the_definition(
        data in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5), 1..150),
        at in any::<prop::sample::Index>(),
        old in any::<prop::sample::Index>(),
    ) {
        let leaves = hashes(&data);
        let root = root(&leaves);
        prop_assert_eq!(root, mth(&data));

        let index = at.index(data.len());
        let proof = proof_of_inclusion(index, &data);
        prop_assert_eq!(&proof, &path(index, &data));
        let size = data.len() as u64;
        prop_assert!(verify_inclusion(&leaves[index], index as u64, size, &proof, &root));

        let old = old.index(data.len()) + 1;
        let proof = proof_of_consistency(old, &data);
        prop_assert_eq!(&proof, &subproof(old, &data, true));
        let old_root = mth(&data[..old]);
        prop_assert!(verify_consistency(old as u64, &old_root, size, &root, &proof));
    }

    #[test]
    fn no_numbers_make_it_panic(
        a in any::<u64>(),
        b in any::<u64>(),
        proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Sha256::from_bytes), 0..70),
    ) {
        let hash = Sha256::of(b"");
        prop_assert!(!verify_inclusion(&hash, a, b, &proof, &hash));
        let _ = verify_consistency(a, &hash, b, &hash, &proof);
        prop_assert_eq!(inclusion_ranges(a, b).is_some(), a < b);
        prop_assert_eq!(consistency_ranges(a, b).is_some(), a <= b);
    }
}
