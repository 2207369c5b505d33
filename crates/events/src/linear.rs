//! A linear support vector machine.
//!
//! Dual coordinate descent for the squared hinge loss (Hsieh, Chang, Lin, Keerthi, Sundararajan
//! 2008). Rows are gone through in an order drawn from a fixed seed, so that the same rows give the
//! same weights bit for bit.

/// A sparse row: number of the feature and its value.
pub(crate) type Row = Vec<(u32, f32)>;

/// It is enough when no step is larger.
const STILL: f32 = 1e-3;

/// Weights and bias that set the rows that are apart from the rest. `softness` is the weight of
/// errors against the length of the weights (C).
pub(crate) fn separate(
    rows: &[&Row],
    is: &[bool],
    features: usize,
    softness: f32,
    passes: usize,
) -> (Vec<f32>, f32) {
    let mut weights = vec![0.0f32; features];
    let mut bias = 0.0f32;
    let mut pull = vec![0.0f32; rows.len()];
    let slack = 0.5 / softness;
    let curve: Vec<f32> =
        rows.iter().map(|row| row.iter().map(|(_, x)| x * x).sum::<f32>() + 1.0 + slack).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..passes {
        shuffle(&mut order, &mut seed);
        let mut most = 0.0f32;
        for &i in &order {
            let (Some(row), Some(pull), Some(curve)) = (rows.get(i), pull.get_mut(i), curve.get(i))
            else {
                continue;
            };
            let side = if is.get(i) == Some(&true) { 1.0 } else { -1.0 };
            let sum: f32 =
                row.iter().map(|(at, x)| weights.get(*at as usize).unwrap_or(&0.0) * x).sum();
            let slope = side * (sum + bias) - 1.0 + slack * *pull;
            let next = (*pull - slope / curve).max(0.0);
            let change = next - *pull;
            most = most.max(change.abs());
            *pull = next;
            let change = change * side;
            for (at, x) in row.iter() {
                if let Some(w) = weights.get_mut(*at as usize) {
                    *w += change * x;
                }
            }
            bias += change;
        }
        if most < STILL {
            break;
        }
    }
    (weights, bias)
}

fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(i, (*seed % (i as u64 + 1)) as usize);
    }
}
