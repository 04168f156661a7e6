//! A figure of an ensemble and its distribution over the futures.

use crate::cohort::{Measure, Scope};
use crate::ensemble::{Ensemble, Spread, Summary, Tally};
use crate::field::FinancialYear;

/// The number of dots of a quantile dot plot.
pub const DOTS: u32 = 50;
/// The number of dots of a small quantile dot plot, where [`DOTS`] would be too small to count.
pub const FEW_DOTS: u32 = 20;
/// The largest number of futures that are sorted for a dot plot, which shows no finer detail.
const ORDERED: usize = 10_000;

/// A figure and its distribution over the futures.
#[derive(Clone, PartialEq)]
pub struct Figures {
    /// The mean and the percentiles.
    pub summary: Summary,
    /// [`DOTS`] equally likely values, ascending.
    pub dots: Vec<f64>,
    /// [`FEW_DOTS`] equally likely values, ascending.
    pub few: Vec<f64>,
}

impl Figures {
    /// Summarises a value given for each future.
    pub(super) fn of_values(values: Vec<f64>) -> Figures {
        let every = values.len().div_ceil(ORDERED).max(1);
        let some = Spread::new(values.iter().copied().step_by(every).collect());
        Figures { dots: some.quantiles(DOTS), few: some.quantiles(FEW_DOTS), summary: summary(values) }
    }

    /// Summarises a count, multiplied by `unit`.
    pub(super) fn of_tally(tally: &Tally, unit: f64) -> Figures {
        let dots = |n| tally.quantiles(n).into_iter().map(|count| count * unit).collect();
        Figures { summary: Summary::from(tally).scaled(unit), dots: dots(DOTS), few: dots(FEW_DOTS) }
    }
}

/// The summary of a count of the county.
pub(super) fn county(ensemble: &Ensemble, measure: Measure, time: usize) -> Summary {
    ensemble.tally(measure, time, Scope::County).into()
}

/// The mean of some values; NaN where there are none.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / count
}

/// The summary that [`Spread`] would give, without sorting every future: the page needs it for many years each time new
/// futures have come.
///
/// # Panics
/// Where there are no values.
pub fn summary(mut values: Vec<f64>) -> Summary {
    let mean = mean(values.iter().copied());
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let last = values.len() - 1;
    let mut from = 0;
    let [p10, p25, p50, p75, p90] = [0.1, 0.25, 0.5, 0.75, 0.9].map(|level: f64| {
        let position = level * last as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
        let lower = position as usize;
        let (_, &mut value, above) = values[from..].select_nth_unstable_by(lower - from, f64::total_cmp);
        from = lower;
        let next = above.iter().copied().fold(f64::INFINITY, f64::min);
        if position.fract() > 0.0 { value + (next - value) * position.fract() } else { value }
    });
    Summary { mean, sd: (squares / (last as f64).max(1.0)).sqrt(), p10, p25, p50, p75, p90 }
}

/// The medians of the first financial year and of the third, or of the last where there are fewer.
///
/// # Panics
/// Where there are no years.
pub fn first_and_third(years: &[(u16, Summary)]) -> [(FinancialYear, f64); 2] {
    [0, 2].map(|index: usize| {
        let (year, summary) = years[index.min(years.len() - 1)];
        (FinancialYear(year), summary.p50)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() < within, "{a} against {b}");
    }

    #[test]
    fn percentiles_are_those_of_every_future_in_order() {
        let values: Vec<f64> = (0..997).map(|i| f64::from(i * 7_919 % 1_009) - 300.0).collect();
        let (quick, exact) = (summary(values.clone()), Summary::from(&Spread::new(values)));
        for (a, b) in [
            (quick.mean, exact.mean),
            (quick.sd, exact.sd),
            (quick.p10, exact.p10),
            (quick.p25, exact.p25),
            (quick.p50, exact.p50),
            (quick.p75, exact.p75),
            (quick.p90, exact.p90),
        ] {
            close(a, b, 1e-9);
        }
        close(summary(vec![4.0]).p90, 4.0, 1e-12);
        close(summary(vec![4.0]).sd, 0.0, 1e-12);
        close(summary(vec![1.0, 2.0]).p50, 1.5, 1e-12);
    }
}
