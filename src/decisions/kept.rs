//! Keeps the futures in which a condition holds, and compares inputs between these and all futures (M14.9).
//!
//! The futures kept are a sample of what is likely given the condition. All have equal weight, so that their number is
//! also their effective number.

use super::estimate::Estimate;
use crate::ensemble::{Spread, Summary};

/// The number of futures below which those kept are too few to be reliable. With 200, the standard error of a mean is a
/// fourteenth of the standard deviation, and a P10 lies between P6 and P14.
pub const ENOUGH: usize = 200;

/// The futures that were kept, by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    positions: Vec<usize>,
    futures: usize,
}

impl Kept {
    /// Keeps the futures at some positions, ascending, out of `futures`.
    pub fn new(positions: Vec<usize>, futures: usize) -> Kept {
        Kept { positions, futures }
    }

    /// The positions of the futures kept, ascending.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// The number of futures before any was left out.
    pub fn futures(&self) -> usize {
        self.futures
    }

    /// The share of the futures that is kept, from 0 to 1; 0 where there were none.
    pub fn rate(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.positions.len() as f64 / self.futures as f64 }
    }

    /// Whether the futures kept are too few to be reliable.
    pub fn are_few(&self) -> bool {
        self.positions.len() < ENOUGH
    }

    /// The values of the futures kept, from a column over all futures.
    pub fn values<'a>(&'a self, column: &'a [f64]) -> impl Iterator<Item = f64> + Clone + 'a {
        self.positions.iter().filter_map(|&future| column.get(future)).copied()
    }

    /// The distribution of a column over the futures kept: the posterior.
    pub fn posterior(&self, column: &[f64]) -> Spread {
        Spread::new(self.values(column).collect())
    }

    /// The distribution of a number over all futures and over those kept, with a histogram of `bins` bins.
    pub fn update(&self, column: &[f64], bins: usize) -> Update {
        let column = &column[..column.len().min(self.futures)];
        let (prior, posterior) = (Spread::new(column.to_vec()), self.posterior(column));
        Update {
            histogram: Histogram::new(&prior, &posterior, bins),
            mean: Estimate::mean(posterior.values()),
            prior: Summary::from(&prior),
            posterior: Summary::from(&posterior),
        }
    }
}

/// A number before and after an observation, in its own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The summary over all futures.
    pub prior: Summary,
    /// The summary over the futures kept; 0 throughout where there are none.
    pub posterior: Summary,
    /// The mean over the futures kept, with its standard error.
    pub mean: Estimate,
    /// Prior and posterior as a histogram.
    pub histogram: Histogram,
}

impl Update {
    /// Whether the observation teaches anything about the number: its mean moves by more than the sampling error of the
    /// futures kept, or its standard deviation falls by a tenth.
    pub fn teaches(&self) -> bool {
        (self.posterior.mean - self.prior.mean).abs() > self.mean.margin()
            || self.posterior.sd < 0.9 * self.prior.sd
    }

    /// The lowest, the most likely and the highest value of the symmetric PERT distribution with the mean and the
    /// standard deviation of the futures kept. Its ends lie beyond P10 and P90: a range from P10 to P90 would have half
    /// the standard deviation.
    pub fn range(&self) -> [f64; 3] {
        // With the mode in the middle the variance is that of a beta (3, 3): width^2 / 28.
        let half = 7.0_f64.sqrt() * self.posterior.sd;
        [-half, 0.0, half].map(|off| self.posterior.mean + off)
    }
}

/// Prior and posterior on one grid: the share of the futures in each bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The value at which the first bin begins.
    pub from: f64,
    /// The width of a bin; 0 where all futures have the same value.
    pub width: f64,
    /// The share of all futures in each bin.
    pub prior: Vec<f64>,
    /// The share of the futures kept in each bin.
    pub posterior: Vec<f64>,
}

impl Histogram {
    /// Bins both distributions from the lowest to the highest value of the prior, which bounds the posterior.
    fn new(prior: &Spread, posterior: &Spread, bins: usize) -> Histogram {
        let (from, to) = (prior.percentile(0.0), prior.percentile(1.0));
        let bins = bins.max(1);
        let width = (to - from) / bins as f64;
        let shares = |spread: &Spread| {
            let mut shares = vec![0.0; bins];
            for value in spread.values() {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // from the first bin on
                let bin = if width > 0.0 { ((value - from) / width) as usize } else { 0 };
                shares[bin.min(bins - 1)] += 1.0;
            }
            shares.iter().map(|count| count / spread.futures() as f64).collect()
        };
        let none = || vec![0.0; bins];
        Histogram {
            from,
            width,
            prior: if prior.futures() > 0 { shares(prior) } else { none() },
            posterior: if posterior.futures() > 0 { shares(posterior) } else { none() },
        }
    }
}
