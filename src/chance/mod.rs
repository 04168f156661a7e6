//! Addressed random numbers (M11): every random number of every future has an address of its own, so that a seed gives
//! the same number regardless of who asks for it, when, and for which scenario.
//!
//! Everything here agrees to the last bit natively and in WebAssembly: only IEEE arithmetic,
//! [`libm`], and generators that use neither the platform's mathematics nor its word size.
//!
//! The project has its own samplers because those of `rand_distr` promise neither addresses nor the same bits on every
//! platform and in every release; tests compare them with its distributions.

mod curve;
mod gamma;
mod poisson;
mod special;
mod stream;

pub use curve::QuantileCurve;
pub use gamma::{Gamma, Normal};
pub use poisson::{poisson, poissons};
pub use special::{beta_cdf, normal_cdf};
pub(crate) use stream::mix;
pub use stream::{Address, Future, Purpose, Seeds};

/// The 90th percentile of a standard normal, in standard deviations: 8 in 10 values are within this distance of the
/// mean.
pub const P90: f64 = 1.281_551_565_544_6;

/// The standard normal's percentile 97.5, to the customary two decimals: the half width of a 95% interval in standard
/// errors.
pub const P975: f64 = 1.96;

/// The whole number nearest to `number`, which lies from 0 to 2^32 - 1; of two, the even one.
///
/// At the size of the sum neighbours differ by 1, so that its lower bits hold the number. A cast looks out
/// for numbers that it cannot hold, which takes several times as long in WebAssembly.
#[inline]
pub(crate) fn nearest(number: f64) -> u32 {
    const SIZE: f64 = 4_503_599_627_370_496.0;
    #[allow(clippy::cast_possible_truncation)] // the lower half is wanted
    let lower = (number + SIZE).to_bits() as u32;
    lower
}

/// The two-sample Kolmogorov-Smirnov distance, from 0 to 1: the largest difference between the two distribution
/// functions.
#[cfg(test)]
pub(crate) fn distance(mut ours: Vec<f64>, mut theirs: Vec<f64>) -> f64 {
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let below =
        |sorted: &[f64], x: f64| sorted.partition_point(|value| *value <= x) as f64 / sorted.len() as f64;
    ours.iter().chain(&theirs).map(|&x| (below(&ours, x) - below(&theirs, x)).abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_whole_number_is_that_of_rounding() {
        let largest = f64::from(u32::MAX);
        for (number, whole) in [
            (0.0, 0),
            (0.49, 0),
            (0.5, 0),
            (0.51, 1),
            (1.5, 2),
            (2.5, 2),
            (65_535.5, 65_536),
            (largest, u32::MAX),
        ] {
            assert_eq!(nearest(number), whole, "{number}");
        }
        for step in 0..100_000 {
            let number = f64::from(step) * 0.37;
            assert!((f64::from(nearest(number)) - number.round_ties_even()).abs() < 0.5, "{number}");
        }
        assert_eq!(nearest(f64::NAN), 0);
    }
}
