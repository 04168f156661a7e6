//! Quantile functions of the distributions that a scenario can name (M10.1, M11.2), tabulated once and then read for
//! every future.

use super::special::{beta_cdf_with, ln_beta, normal_cdf, normal_density};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How an uncertain number follows from a standard normal z: `x = Q(Φ(z))`, with Q its quantile function and Φ the
/// distribution function of the standard normal.
///
/// Inversion ties a draw to its address alone: when a planner moves the range, the same future
/// moves along with it and keeps its rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum QuantileCurve {
    /// The same number in every future.
    Constant(f64),
    /// Evenly spread between `min` and `min + width`: `min + width x Φ(z)`.
    Uniform {
        /// The lower end.
        min: f64,
        /// The upper less the lower end, from 0.
        width: f64,
    },
    /// A log-normal distribution: `median x exp(sigma x z)`.
    LogNormal {
        /// The number that half of the futures lie below; above 0.
        median: f64,
        /// The standard deviation of the logarithm, from 0.
        sigma: f64,
    },
    /// A beta distribution stretched over `min` to `min + width`: `min + width x B(Φ(z))`, with B the quantile function
    /// of Beta(a, b), interpolated between nodes of z.
    Beta {
        /// The lower end.
        min: f64,
        /// The upper less the lower end, from 0.
        width: f64,
        /// The quantile function at the nodes of z.
        nodes: Vec<Node>,
    },
    /// Spike and slab: the number `spike` with probability `chance`, otherwise as `slab`.
    Spiked {
        /// The probability of the spike, from 0 to 1.
        chance: f64,
        /// The value of the spike.
        spike: f64,
        /// The distribution of all other values.
        slab: Box<QuantileCurve>,
    },
}

/// The quantile function of a beta distribution at one node of z.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The quantile at Φ(z), from 0 to 1.
    value: f64,
    /// Its slope in z, from 0.
    slope: f64,
}

/// Nodes of z reach from -6 to 6, an eighth apart: beyond lie 2 futures in 1,000 million.
const REACH: f64 = 6.0;
const STEPS: usize = 96;
const SPACING: f64 = 2.0 * REACH / STEPS as f64;

impl QuantileCurve {
    /// A Beta(a, b) distribution stretched over `min` to `max`. Both shapes are above 0; a scenario's limits keep them
    /// from 0.5 on.
    pub fn beta(a: f64, b: f64, min: f64, max: f64) -> QuantileCurve {
        QuantileCurve::Beta { min, width: max - min, nodes: beta_nodes(a, b) }
    }

    /// The value at a standard normal `z`. A `uniform` number from 0 to 1 below its chance means that a spike strikes;
    /// other curves ignore it.
    pub fn at(&self, z: f64, uniform: f64) -> f64 {
        match self {
            QuantileCurve::Constant(value) => *value,
            QuantileCurve::Uniform { min, width } => min + width * normal_cdf(z),
            QuantileCurve::LogNormal { median, sigma } => median * libm::exp(sigma * z),
            QuantileCurve::Beta { min, width, nodes } => min + width * between(nodes, z),
            QuantileCurve::Spiked { chance, spike, slab } => {
                if uniform < *chance {
                    *spike
                } else {
                    slab.at(z, uniform)
                }
            }
        }
    }
}

/// The nodes of Beta(a, b). They are remembered: a planner moves one number at a time, and all the other
/// curves of the scenario are wanted again.
fn beta_nodes(a: f64, b: f64) -> Vec<Node> {
    /// The most curves that are remembered, more than a scenario has; then memory begins anew.
    const REMEMBERED: usize = 256;
    type Nodes = BTreeMap<(u64, u64), Vec<Node>>;
    thread_local! {
        static KNOWN: RefCell<Nodes> = const { RefCell::new(BTreeMap::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let node = |step: usize| beta_node(a, b, step as f64 * SPACING - REACH);
        known.entry((a.to_bits(), b.to_bits())).or_insert_with(|| (0..=STEPS).map(node).collect()).clone()
    })
}

/// Cubic Hermite interpolation between nodes, flat beyond the first and the last. Never outside the two nodes around
/// z, so that the curve never falls by rounding.
fn between(nodes: &[Node], z: f64) -> f64 {
    let position = ((z + REACH) / SPACING).clamp(0.0, STEPS as f64);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to the nodes
    let left = (position as usize).min(STEPS - 1);
    #[allow(clippy::cast_precision_loss)]
    let t = position - left as f64;
    let (Node { value: y0, slope: m0 }, Node { value: y1, slope: m1 }) = (nodes[left], nodes[left + 1]);
    let (m0, m1) = (m0 * SPACING, m1 * SPACING);
    let bend = 2.0 * (y0 - y1) + m0 + m1;
    let value = y0 + t * (m0 + t * (3.0 * (y1 - y0) - 2.0 * m0 - m1 + t * bend));
    let (low, high) = (y0.min(y1), y0.max(y1));
    // Not `clamp`, which is ready to print its bounds: code for that would weigh 8 kB of the worker.
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}

/// The quantile of Beta(a, b) at Φ(z) by Newton's method within a bracket, and its slope in z, `φ(z) / density`.
fn beta_node(a: f64, b: f64, z: f64) -> Node {
    // The upper half is the lower half of the mirror image: no digits lost near 1.
    if z > 0.0 {
        let Node { value, slope } = beta_node(b, a, -z);
        return Node { value: 1.0 - value, slope };
    }
    let ln_beta = ln_beta(a, b);
    let target = normal_cdf(z);
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..200 {
        let miss = beta_cdf_with(a, b, ln_beta, x) - target;
        if miss > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let step = miss / beta_density(a, b, ln_beta, x);
        let newton = x - step;
        // Newton's step where it stays inside the bracket, the middle (of the logarithm, near 0)
        // where it does not.
        let next = if newton > low && newton < high {
            newton
        } else if low > 0.0 && high / low > 4.0 {
            (low * high).sqrt()
        } else if low == 0.0 {
            high * 0.0625
        } else {
            0.5 * (low + high)
        };
        if (next - x).abs() <= 1e-15 * x || next == 0.0 {
            break;
        }
        x = next;
    }
    let density = beta_density(a, b, ln_beta, x);
    let slope = if density > 0.0 { normal_density(z) / density } else { 0.0 };
    Node { value: x, slope }
}

/// The density of Beta(a, b) at x between 0 and 1: `x^(a-1) (1-x)^(b-1) / B(a, b)`.
fn beta_density(a: f64, b: f64, ln_beta: f64, x: f64) -> f64 {
    libm::exp((a - 1.0) * libm::log(x) + (b - 1.0) * libm::log1p(-x) - ln_beta)
}

#[cfg(test)]
mod tests {
    use super::super::special::beta_cdf;
    use super::*;

    #[test]
    fn a_beta_curve_inverts_the_distribution_function() {
        for (a, b) in [(0.5, 0.5), (0.6, 11.4), (2.43, 3.57), (3.0, 3.0), (7.5, 142.5), (132.0, 68.0)] {
            let curve = QuantileCurve::beta(a, b, 0.0, 1.0);
            for step in -37..=37 {
                let z = f64::from(step) * 0.11;
                let back = beta_cdf(a, b, curve.at(z, 0.5));
                let miss = (back - normal_cdf(z)).abs();
                assert!(miss < 2e-5, "Beta({a}, {b}) at z {z}: off by {miss}");
            }
        }
    }

    #[test]
    fn a_curve_never_falls_and_keeps_within_its_ends() {
        let curve = QuantileCurve::beta(1.6, 4.4, -0.02, 0.06);
        let values: Vec<f64> = (-900..=900).map(|step| curve.at(f64::from(step) * 0.01, 0.5)).collect();
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(values.iter().all(|value| (-0.02..=0.06).contains(value)));
    }

    #[test]
    fn a_spike_strikes_with_its_chance_and_leaves_the_slab_alone() {
        let slab = QuantileCurve::Uniform { min: 1.0, width: 1.0 };
        let spiked = QuantileCurve::Spiked { chance: 0.2, spike: 0.0, slab: Box::new(slab.clone()) };
        assert_eq!(spiked.at(0.3, 0.199).to_bits(), 0.0_f64.to_bits());
        assert_eq!(spiked.at(0.3, 0.2).to_bits(), slab.at(0.3, 0.2).to_bits());
    }
}
