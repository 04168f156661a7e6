//! Chance that can be addressed: every random number of every future has a place of its own,
//! so that the same seed gives the same number whoever asks for it, when, and for what scenario.
//!
//! Everything here agrees to the last bit natively and in WebAssembly: only IEEE arithmetic,
//! [`libm`], and generators that use neither the platform's mathematics nor its word size.

mod curve;
mod gamma;
mod poisson;
mod special;
mod stream;

pub use curve::Curve;
pub use gamma::{Gamma, Normal};
pub use poisson::{poisson, poissons};
pub use special::{beta_cdf, normal_cdf};
pub(crate) use stream::mix;
pub use stream::{Address, Future, Purpose, Seeds};

/// Two-sample Kolmogorov-Smirnov distance.
#[cfg(test)]
pub(crate) fn distance(mut ours: Vec<f64>, mut theirs: Vec<f64>) -> f64 {
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    let below =
        |sorted: &[f64], x: f64| sorted.partition_point(|value| *value <= x) as f64 / sorted.len() as f64;
    ours.iter().chain(&theirs).map(|&x| (below(&ours, x) - below(&theirs, x)).abs()).fold(0.0, f64::max)
}
