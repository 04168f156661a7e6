//! Summarises a distribution, and judges whether there are enough futures for it (M12).

use super::{Ensemble, Tally};
use crate::chance::P975;
use crate::cohort::{Measure, Scope};

/// The limit of the sampling error of the ends of an 8-in-10 range, as a share of the width of the range. Beyond it the
/// planner should run more futures. A limit relative to the mean would ask for more futures the wider the range is,
/// although the picture of a wide range is just as steady as that of a narrow one.
pub const RANGE_ERROR_LIMIT: f64 = 0.025;
/// An error of the ends below this, in pupils, disappears in whole pupils, however narrow the range is.
const PUPIL_ERROR_LIMIT: f64 = 0.5;

/// The numbers shown for a count or a sum of money, in its own unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// The mean over the futures.
    pub mean: f64,
    /// The standard deviation over the futures.
    pub sd: f64,
    /// The value that 1 future in 10 falls below.
    pub p10: f64,
    /// The value that 1 future in 4 falls below.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// The value that 1 future in 4 exceeds.
    pub p75: f64,
    /// The value that 1 future in 10 exceeds.
    pub p90: f64,
}

impl Summary {
    /// The summary of the same values, each increased by `by`.
    #[must_use]
    pub fn shifted(self, by: f64) -> Summary {
        let Summary { mean, sd, p10, p25, p50, p75, p90 } = self;
        let [mean, p10, p25, p50, p75, p90] = [mean, p10, p25, p50, p75, p90].map(|v| v + by);
        Summary { mean, sd, p10, p25, p50, p75, p90 }
    }

    /// The summary in another unit: every value is multiplied by `unit`.
    #[must_use]
    pub fn scaled(self, unit: f64) -> Summary {
        let Summary { mean, sd, p10, p25, p50, p75, p90 } = self;
        let [mean, sd, p10, p25, p50, p75, p90] = [mean, sd, p10, p25, p50, p75, p90].map(|v| v * unit);
        Summary { mean, sd, p10, p25, p50, p75, p90 }
    }
}

impl From<&Tally> for Summary {
    fn from(tally: &Tally) -> Summary {
        let [p10, p25, p50, p75, p90] = tally.percentiles([0.1, 0.25, 0.5, 0.75, 0.9]);
        Summary { mean: tally.mean(), sd: tally.sd(), p10, p25, p50, p75, p90 }
    }
}

/// The sampling error that the number of futures leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convergence {
    /// The number of futures so far.
    pub futures: u32,
    /// The largest standard error of a county mean over the Januaries, in pupils.
    pub standard_error: f64,
    /// That standard error as a share of the mean.
    pub relative_error: f64,
    /// Half the width of the 95% interval, in pupils, of the ends of the last January's 8-in-10 range.
    pub range_error: f64,
    /// The largest such half width over the Januaries, as a share of the width of the range.
    pub range_share: f64,
    /// Whether there are enough futures: at every January the ends of the range would move by less than
    /// [`RANGE_ERROR_LIMIT`] of its width, or by so little that it disappears in whole pupils.
    pub is_reached: bool,
}

impl Convergence {
    /// Half the width of the 95% interval of the county means, in pupils: 1.96 standard errors.
    pub fn margin(&self) -> f64 {
        P975 * self.standard_error
    }
}

impl Ensemble {
    /// The summaries of the county's stock, by January.
    pub fn county_summaries(&self) -> Vec<Summary> {
        (0..self.shape().januaries()).map(|j| self.tally(Measure::Stock, j, Scope::County).into()).collect()
    }

    /// The sampling error that the number of futures leaves.
    pub fn convergence(&self) -> Convergence {
        let mut convergence = Convergence {
            futures: self.futures(),
            standard_error: 0.0,
            relative_error: 0.0,
            range_error: 0.0,
            range_share: 0.0,
            is_reached: self.futures() > 1,
        };
        for january in 0..self.shape().januaries() {
            let tally = self.tally(Measure::Stock, january, Scope::County);
            let error = tally.standard_error();
            convergence.standard_error = convergence.standard_error.max(error);
            if tally.mean() > 0.0 {
                convergence.relative_error = convergence.relative_error.max(error / tally.mean());
            }
            let [low, high] = [0.1, 0.9].map(|level| tally.percentile_bounds(level));
            convergence.range_error = f64::max(low.1 - low.0, high.1 - high.0) / 2.0;
            if convergence.range_error >= PUPIL_ERROR_LIMIT {
                let [p10, p90] = tally.percentiles([0.1, 0.9]);
                // Where all futures have about the same count, the range has no width to measure by.
                let share = convergence.range_error / (p90 - p10).max(1.0);
                convergence.range_share = convergence.range_share.max(share);
            }
        }
        convergence.is_reached &= convergence.range_share < RANGE_ERROR_LIMIT;
        convergence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::field::January;
    use crate::scenario::{Amount, Scenario};

    /// Three years of a scenario, in so many futures.
    fn convergence(futures: u32, edit: impl FnOnce(&mut Scenario)) -> Convergence {
        let mut scenario = Scenario::kent();
        scenario.horizon.years = 3;
        edit(&mut scenario);
        let model = Compiled::new(&scenario.check().unwrap(), Detail::Main);
        Ensemble::run(&model, January(2025), 2026, futures).convergence()
    }

    #[test]
    fn a_wide_range_wants_no_more_futures_than_a_narrow_one() {
        let wide = |scenario: &mut Scenario| scenario.demand.wander.amount = Amount::Fixed(0.6);
        let narrow = |scenario: &mut Scenario| scenario.demand.wander.amount = Amount::Fixed(0.01);
        let (few, many) = (convergence(300, wide), convergence(8_000, wide));
        let (few_narrow, many_narrow) = (convergence(300, narrow), convergence(8_000, narrow));
        assert!(many.relative_error > 1.5 * many_narrow.relative_error, "{many:?}, {many_narrow:?}");
        assert_eq!([few, few_narrow].map(|found| found.is_reached), [false; 2], "{few:?}, {few_narrow:?}");
        assert_eq!([many, many_narrow].map(|found| found.is_reached), [true; 2], "{many:?}, {many_narrow:?}");
    }

    #[test]
    fn one_future_settles_nothing() {
        assert!(!convergence(1, |_| ()).is_reached);
    }
}
