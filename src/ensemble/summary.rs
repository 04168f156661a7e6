//! What is shown of a tally, and whether it can be relied on.

use super::{Ensemble, Tally};
use crate::cohort::{Measure, Scope};

/// Above this share of the mean its standard error calls for more futures (model, section 8).
pub const RELATIVE_ERROR_LIMIT: f64 = 0.0025;
/// A standard error below this is lost in whole pupils, whatever share of the mean it is.
const PUPIL_ERROR_LIMIT: f64 = 0.25;

/// The numbers shown of one count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Mean.
    pub mean: f64,
    /// Standard deviation over the futures.
    pub sd: f64,
    /// 1 future in 10 lies below.
    pub p10: f64,
    /// 1 in 4 lies below.
    pub p25: f64,
    /// Half lie below.
    pub p50: f64,
    /// 1 in 4 lies above.
    pub p75: f64,
    /// 1 in 10 lies above.
    pub p90: f64,
}

impl Summary {
    /// The same so much higher.
    #[must_use]
    pub fn shifted(self, by: f64) -> Summary {
        let Summary { mean, sd, p10, p25, p50, p75, p90 } = self;
        let [mean, p10, p25, p50, p75, p90] = [mean, p10, p25, p50, p75, p90].map(|v| v + by);
        Summary { mean, sd, p10, p25, p50, p75, p90 }
    }

    /// The same in another unit, `unit` of which make one of the present.
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

/// How far the number of futures limits what is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convergence {
    /// Futures so far.
    pub futures: u32,
    /// The largest standard error of a county mean over the Januaries, in pupils.
    pub standard_error: f64,
    /// The same as a share of the mean.
    pub relative_error: f64,
    /// Half the width, in pupils, within which the ends of the last January's 8-in-10 range would
    /// stay in 19 of 20 repeats with other seeds.
    pub range_error: f64,
    /// The verdict: at every January the standard error is under [`RELATIVE_ERROR_LIMIT`] of the
    /// mean, or so small that it disappears in whole pupils.
    pub is_reached: bool,
}

impl Ensemble {
    /// Summaries of the county's stock, by January.
    pub fn county_summaries(&self) -> Vec<Summary> {
        (0..self.shape().januaries()).map(|j| self.tally(Measure::Stock, j, Scope::County).into()).collect()
    }

    /// How far the number of futures limits what is shown.
    pub fn convergence(&self) -> Convergence {
        let mut worst = (0.0_f64, 0.0_f64);
        let mut is_reached = self.futures() > 1;
        for january in 0..self.shape().januaries() {
            let tally = self.tally(Measure::Stock, january, Scope::County);
            let error = tally.standard_error();
            let relative = if tally.mean() > 0.0 { error / tally.mean() } else { 0.0 };
            worst = (worst.0.max(error), worst.1.max(relative));
            is_reached &= relative < RELATIVE_ERROR_LIMIT || error < PUPIL_ERROR_LIMIT;
        }
        let last = self.tally(Measure::Stock, self.shape().years, Scope::County);
        let half = |(low, high): (f64, f64)| 0.5 * (high - low);
        let range_error = half(last.percentile_bounds(0.1)).max(half(last.percentile_bounds(0.9)));
        Convergence {
            futures: self.futures(),
            standard_error: worst.0,
            relative_error: worst.1,
            range_error,
            is_reached,
        }
    }
}
