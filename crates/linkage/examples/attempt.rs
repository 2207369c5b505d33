#![allow(clippy::all, clippy::unwrap_used, missing_docs)]
//! Scratch: scores a simulated table.
use armistice_linkage::*;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;
fn main() {
    let verbose = std::env::var("V").is_ok();
    for f in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&f).unwrap();
        let mut l = t.lines();
        let h: Vec<&str> = l.next().unwrap().split(',').collect();
        let ix = |n: &str| h.iter().position(|x| *x == n).unwrap();
        let c: Vec<usize> = "uid,src,day,tprec,lat,lon,gprec,type,ptype,actor,pactor,fat,truth"
            .split(',')
            .map(ix)
            .collect();
        let mut truth = vec![];
        let recs: Vec<Record> = l
            .map(|x| {
                let v: Vec<&str> = x.split(',').collect();
                let i = |k: usize| v[c[k]].parse::<f64>().unwrap() as i64;
                truth.push(i(12));
                let code =
                    |a: i64, b: i64| (a >= 0).then_some(Code { own: a as u32, parent: b as u32 });
                let tp = i(3).max(1);
                let from = i(2) * 1440 - (tp - 1) / 2 * 1440;
                Record {
                    key: (i(12) as u64) << 32 | i(0) as u64,
                    source: i(1) as u32,
                    when: Some(Span { from, until: from + tp * 1440 }),
                    spot: Some(Spot {
                        lat: v[c[4]].parse().unwrap(),
                        lon: v[c[5]].parse().unwrap(),
                        grain: Grain::Rung(i(6) as u8),
                    }),
                    kind: code(i(7), i(8)),
                    actor: code(i(9), i(10)),
                    count: (i(11) >= 0).then_some(i(11) as u32),
                    words: None,
                }
            })
            .collect();
        let t0 = Instant::now();
        let model = Arc::new(Model::learn(&recs));
        let t1 = t0.elapsed();
        let k = Linker::all(model.clone(), &recs);
        let t2 = t0.elapsed();
        let cl: Vec<usize> = (0..recs.len()).map(|n| k.incident(n)).collect();
        let (mut a, mut b, mut ab) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (x, y) in cl.iter().zip(&truth) {
            *a.entry(*x).or_insert(0f64) += 1.;
            *b.entry(*y).or_insert(0f64) += 1.;
            *ab.entry((*x, *y)).or_insert(0f64) += 1.;
        }
        let p = |v: Vec<f64>| v.iter().map(|n| n * (n - 1.) / 2.).sum::<f64>();
        let (pa, pb, pab) = (
            p(a.values().copied().collect()),
            p(b.values().copied().collect()),
            p(ab.values().copied().collect()),
        );
        let mut rel = [[0f64; 3]; 10];
        let mut hi = [0f64; 3];
        for e in k.likely(0.0) {
            let t = f64::from(truth[e.a] == truth[e.b]);
            let q = ((e.probability * 10.) as usize).min(9);
            rel[q][0] += 1.;
            rel[q][1] += e.probability;
            rel[q][2] += t;
            if e.probability >= 0.9 {
                hi[0] += 1.;
                hi[1] += e.probability;
                hi[2] += t;
            }
        }
        let n: f64 = rel.iter().map(|r| r[0]).sum();
        let ece: f64 = rel.iter().map(|r| (r[1] - r[2]).abs()).sum::<f64>() / n;
        println!(
            "{:22} P {:.3} R {:.3} F {:.3} count {:+5.1}% ece {:.3} said9 {:.3}->{:.3} | learn {:4.0} link {:4.0} ms ({:.0}/s)",
            f.rsplit('/').next().unwrap().trim_end_matches(".csv"),
            pab / pa.max(1.),
            pab / pb.max(1.),
            2. * pab / (pa + pb),
            (a.len() as f64 / b.len() as f64 - 1.) * 100.,
            ece,
            hi[1] / hi[0].max(1.),
            hi[2] / hi[0].max(1.),
            t1.as_secs_f64() * 1e3,
            (t2 - t1).as_secs_f64() * 1e3,
            recs.len() as f64 / t2.as_secs_f64()
        );
        if verbose {
            for r in rel {
                print!("{:.2}/{:.2}({}) ", r[1] / r[0].max(1.), r[2] / r[0].max(1.), r[0]);
            }
            println!();
        }
    }
}
