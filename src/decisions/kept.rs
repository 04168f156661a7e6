//! Futures kept of all that were run, because something holds in them, and what is otherwise in these.
//!
//! They are a sample of what may be where it holds, all of equal weight, so that their number is the effective number
//! too: conditioning by nothing but the simulation itself.

use super::estimate::Estimate;
use crate::ensemble::{Spread, Summary};

/// Fewer futures than this are too few to go by: of 200 the mean is known to a fourteenth of their
/// deviation, and a P10 lies between P6 and P14.
pub const ENOUGH: usize = 200;

/// Some of the futures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    positions: Vec<usize>,
    futures: usize,
}

impl Kept {
    /// The futures at some positions, ascending, of so many.
    pub fn new(positions: Vec<usize>, futures: usize) -> Kept {
        Kept { positions, futures }
    }

    /// Their positions, ascending.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// How many futures there were.
    pub fn futures(&self) -> usize {
        self.futures
    }

    /// Share of the futures kept; 0 of none.
    pub fn rate(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.positions.len() as f64 / self.futures as f64 }
    }

    /// Whether they are too few to go by.
    pub fn are_few(&self) -> bool {
        self.positions.len() < ENOUGH
    }

    /// Any number of the futures kept, from its column over all futures.
    pub fn values<'a>(&'a self, column: &'a [f64]) -> impl Iterator<Item = f64> + Clone + 'a {
        self.positions.iter().filter_map(|&future| column.get(future)).copied()
    }

    /// How it is spread over them: the posterior.
    pub fn posterior(&self, column: &[f64]) -> Spread {
        Spread::new(self.values(column).collect())
    }

    /// What a number is in all futures and in those kept; `bins` for drawing.
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
    /// In all futures.
    pub prior: Summary,
    /// In those kept; 0 throughout where there are none.
    pub posterior: Summary,
    /// The mean of those kept with its standard error.
    pub mean: Estimate,
    /// Both, for drawing.
    pub histogram: Histogram,
}

impl Update {
    /// Whether the count says anything about it: its mean moves by more than the futures kept leave
    /// open, or a tenth of its deviation goes.
    pub fn teaches(&self) -> bool {
        (self.posterior.mean - self.prior.mean).abs() > self.mean.margin()
            || self.posterior.sd < 0.9 * self.prior.sd
    }

    /// The lowest, the most likely and the highest value of the symmetric PERT distribution that has
    /// the mean and the deviation of the futures kept. Its ends lie beyond their P10 and P90: a range
    /// from P10 to P90 would have half their deviation.
    pub fn range(&self) -> [f64; 3] {
        // With the mode in the middle its variance is that of a beta (3, 3): width^2 / 28.
        let half = 7.0_f64.sqrt() * self.posterior.sd;
        [-half, 0.0, half].map(|off| self.posterior.mean + off)
    }
}

/// Prior and posterior on one grid: the share of the futures in each bin.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Where the first bin begins.
    pub from: f64,
    /// How wide a bin is; 0 where all futures have the same value.
    pub width: f64,
    /// Of all futures.
    pub prior: Vec<f64>,
    /// Of those kept.
    pub posterior: Vec<f64>,
}

impl Histogram {
    /// From the lowest to the highest value of the prior, which bounds the posterior.
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
