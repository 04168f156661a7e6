//! What a newly published count says about the assumptions: futures that agree with it are kept, and the others are
//! rejected (M14.9).
//!
//! The futures that are kept are a sample of what is still likely. All have the same weight, so that their number is
//! also the effective number. Nothing else is assumed: there is no formula for how a count follows from growth, only
//! the simulation itself. The count must be of the same kind as the one from which the scenario starts.

use super::kept::{ENOUGH, Kept, Update};
use crate::ensemble::Spread;

/// Where a smaller share of the futures than this agrees, the scenario hardly expected the count.
const EXPECTED: f64 = 0.01;

/// A count, and the distance within which a future agrees with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The number of pupils counted.
    pub count: u32,
    /// A future agrees if its count is at most this much higher or lower.
    pub tolerance: u32,
}

impl Observation {
    /// A count with the usual tolerance: a quarter of the standard deviation of the simulated counts, and at least 1.
    ///
    /// Counts spread evenly over plus or minus a quarter of a standard deviation add 1/48 to the variance, so that the
    /// result is at most 2% too vague. About 1 future in 5 agrees with a count in the middle, so that 2,000 futures are
    /// usually enough. The tolerance follows the scenario: a large or poorly known stock has a wider one. In the
    /// published baseline it is 16 pupils, 0.9%, in January 2026.
    pub fn usual(count: u32, simulated: &[u32]) -> Observation {
        let spread = Spread::new(simulated.iter().map(|&count| f64::from(count)).collect());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a deviation of counts
        let tolerance = (0.25 * spread.sd()).round().max(1.0) as u32;
        Observation { count, tolerance }
    }
}

/// Why the futures that are kept are not reliable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The count is beyond those of all futures: an assumption is wrong, or the count is of something else. A wider
    /// tolerance would not help.
    Outside,
    /// Fewer than [`ENOUGH`] futures agree.
    Few,
    /// Enough futures agree, but under 1% of those run: the scenario hardly expected such a count.
    Unexpected,
}

/// The futures that agree with an observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// The observation.
    pub observation: Observation,
    kept: Kept,
    /// The distance of each future's count from the observed one, ascending.
    distances: Vec<u32>,
    is_outside: bool,
}

impl Calibration {
    /// Keeps the futures that agree, given the simulated count of each.
    pub fn new(simulated: &[u32], observation: Observation) -> Calibration {
        let Observation { count, tolerance } = observation;
        let kept = simulated.iter().enumerate().filter(|(_, other)| other.abs_diff(count) <= tolerance);
        let mut distances: Vec<u32> = simulated.iter().map(|other| other.abs_diff(count)).collect();
        distances.sort_unstable();
        Calibration {
            observation,
            kept: Kept::new(kept.map(|(future, _)| future).collect(), simulated.len()),
            distances,
            is_outside: simulated.iter().all(|other| *other < count)
                || simulated.iter().all(|other| *other > count),
        }
    }

    /// The positions of the futures kept, ascending.
    pub fn kept(&self) -> &[usize] {
        self.kept.positions()
    }

    /// The number of futures before any was rejected.
    pub fn futures(&self) -> usize {
        self.kept.futures()
    }

    /// The share of the futures that are kept; 0 where there are none.
    pub fn rate(&self) -> f64 {
        self.kept.rate()
    }

    /// Why the futures that are kept are not reliable; none where they are.
    pub fn doubt(&self) -> Option<Doubt> {
        let is_few = self.kept.are_few();
        if !is_few && self.rate() >= EXPECTED {
            None
        } else if self.is_outside {
            Some(Doubt::Outside)
        } else if is_few {
            Some(Doubt::Few)
        } else {
            Some(Doubt::Unexpected)
        }
    }

    /// The smallest tolerance with which [`ENOUGH`] futures, and 1% of all, agree; none where the present tolerance is
    /// enough or there are too few futures.
    pub fn wider(&self) -> Option<u32> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // below the futures
        let wanted = ((EXPECTED * self.futures() as f64).ceil() as usize).max(ENOUGH);
        let tolerance = *self.distances.get(wanted - 1)?;
        (tolerance > self.observation.tolerance).then_some(tolerance)
    }

    /// A number before and after the observation; `bins` is the number of bins to draw.
    pub fn update(&self, column: &[f64], bins: usize) -> Update {
        self.kept.update(column, bins)
    }
}

#[cfg(test)]
mod tests {
    use super::super::estimate::Estimate;
    use super::super::inputs::{Input, Inputs};
    use super::super::toy::{each, normal, permuted};
    use super::*;
    use crate::chance::normal_cdf;
    use crate::cohort::{Compiled, Detail};
    use crate::ensemble::{Ensemble, Summary};
    use crate::scenario::{Amount, Lever, Pert, Scenario};

    const FUTURES: u32 = 200_000;
    /// Deviation of the chance about the parameter of the toy.
    const NOISE: f64 = 0.75;

    /// A parameter N(0, 1), and counts of 1,000 + 100 x (parameter + N(0, NOISE)).
    fn toy() -> (Vec<f64>, Vec<u32>) {
        let [parameter, noise] = [0, 1].map(|column| normal(1, column, FUTURES));
        let counts = each(&[&parameter, &noise], |x| 1_000.0 + 100.0 * (x[0] + NOISE * x[1]));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // about 1,000
        (parameter, counts.iter().map(|count| count.round() as u32).collect())
    }

    fn count(y: f64) -> u32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // about 1,000
        let count = (1_000.0 + 100.0 * y) as u32;
        count
    }

    #[test]
    fn the_posterior_of_a_normal_toy_is_the_known_one() {
        let (parameter, counts) = toy();
        for y in [0.0, 1.0, -2.0] {
            let kept = Calibration::new(&counts, Observation { count: count(y), tolerance: 2 });
            let Update { prior, posterior, mean, .. } = kept.update(&parameter, 20);
            let known = y / (1.0 + NOISE * NOISE);
            assert!((mean.value - known).abs() < 3.0 * mean.standard_error, "{mean:?}, not {known}");
            assert!(mean.standard_error < 0.03, "{mean:?}");
            let sd = NOISE / (1.0 + NOISE * NOISE).sqrt();
            let error = sd / (2.0 * kept.kept().len() as f64).sqrt();
            assert!((posterior.sd - sd).abs() < 3.0 * error, "{} +- {error}, not {sd}", posterior.sd);
            assert!(prior.mean.abs() < 0.01 && (prior.sd - 1.0).abs() < 0.01);
        }
    }

    #[test]
    fn the_usual_tolerance_keeps_one_future_in_five_and_loses_little() {
        let (parameter, counts) = toy();
        let sd = (1.0 + NOISE * NOISE).sqrt();
        let middle = Observation::usual(count(0.0), &counts);
        assert_eq!(middle.tolerance, 31); // 125 / 4
        let rate = Calibration::new(&counts, middle).rate();
        // Whole counts within 31: 31.5 on either side.
        let known = 1.0 - 2.0 * normal_cdf(-0.315 / sd);
        assert!((rate - known).abs() < 3.0 * (known * (1.0 - known) / f64::from(FUTURES)).sqrt(), "{rate}");
        let kept = Calibration::new(&counts, Observation::usual(count(1.0), &counts));
        let found = kept.update(&parameter, 20);
        let (mean, deviation) = (1.0 / (sd * sd), NOISE / sd);
        assert!((found.mean.value / mean - 1.0).abs() < 0.04, "{:?}, not {mean}", found.mean);
        assert!(
            (found.posterior.sd / deviation - 1.0).abs() < 0.03,
            "{}, not {deviation}",
            found.posterior.sd
        );
    }

    #[test]
    fn the_range_handed_back_has_the_mean_and_the_deviation_of_what_was_kept() {
        let (parameter, counts) = toy();
        let kept = Calibration::new(&counts, Observation { count: count(1.0), tolerance: 20 });
        let found = kept.update(&parameter, 20);
        let [min, mode, max] = found.range();
        let curve = Amount::Pert(Pert { min, mode, max }).curve();
        let drawn = Spread::new(normal(7, 0, FUTURES).iter().map(|&z| curve.at(z, 0.5)).collect());
        let Summary { mean, sd, .. } = found.posterior;
        assert!((drawn.mean() - mean).abs() < 0.005, "{} for {mean}", drawn.mean());
        assert!((drawn.sd() / sd - 1.0).abs() < 0.01, "{} for {sd}", drawn.sd());
    }

    #[test]
    fn a_count_teaches_what_it_moves_or_narrows() {
        let (parameter, counts) = toy();
        let teaches = |y, column: &[f64]| {
            let kept = Calibration::new(&counts, Observation { count: count(y), tolerance: 20 });
            kept.update(column, 20).teaches()
        };
        assert!(teaches(1.5, &parameter), "the mean moves");
        assert!(teaches(0.0, &parameter), "the mean stays, and less is in doubt about it");
        assert!(!teaches(1.5, &normal(1, 2, FUTURES)), "it has nothing to do with the count");
    }

    #[test]
    fn both_histograms_stand_on_one_grid() {
        let (parameter, counts) = toy();
        let kept = Calibration::new(&counts, Observation { count: count(2.0), tolerance: 10 });
        let Update { histogram, .. } = kept.update(&parameter, 30);
        for shares in [&histogram.prior, &histogram.posterior] {
            assert_eq!(shares.len(), 30);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let mean = |shares: &[f64]| {
            let middles = (0..30).map(|bin| histogram.from + (f64::from(bin) + 0.5) * histogram.width);
            middles.zip(shares).map(|(middle, share)| middle * share).sum::<f64>()
        };
        assert!(mean(&histogram.prior).abs() < 0.02);
        assert!((mean(&histogram.posterior) - 2.0 / (1.0 + NOISE * NOISE)).abs() < 0.03);
        let constant = kept.update(&vec![7.0; counts.len()], 5).histogram;
        assert_eq!(
            (constant.from, constant.width, constant.prior[0], constant.posterior[0]),
            (7.0, 0.0, 1.0, 1.0)
        );
    }

    #[test]
    fn doubt_is_raised_where_too_few_agree_and_the_wider_tolerance_settles_it() {
        let spread_out: Vec<u32> = (0..10_000).map(|i| 1_000 + i % 1_000).collect();
        let of = |count, tolerance| Calibration::new(&spread_out, Observation { count, tolerance });
        assert_eq!((of(1_500, 9).kept().len(), of(1_500, 9).doubt()), (190, Some(Doubt::Few)));
        // 21 counts of 10 futures each are the first to be 200 or more.
        assert_eq!(of(1_500, 9).wider(), Some(10));
        assert_eq!((of(1_500, 10).doubt(), of(1_500, 10).wider()), (None, None));
        assert_eq!((of(3_000, 10).doubt(), of(3_000, 10).wider()), (Some(Doubt::Outside), Some(1_020)));
        assert_eq!(of(900, 99).doubt(), Some(Doubt::Outside));
        assert_eq!((of(990, 100).doubt(), of(990, 100).rate()), (None, 0.091));
        let many: Vec<u32> = (0..100_000).map(|i| i % 1_000).collect();
        let hardly = Calibration::new(&many, Observation { count: 500, tolerance: 4 });
        assert_eq!((hardly.kept().len(), hardly.doubt()), (900, Some(Doubt::Unexpected)));
        assert_eq!(hardly.wider(), Some(5));
    }

    #[test]
    fn no_futures_and_no_agreement_are_no_trouble() {
        for simulated in [&[][..], &[5, 6]] {
            let none = Calibration::new(simulated, Observation::usual(50, simulated));
            assert_eq!((none.rate(), none.doubt(), none.wider()), (0.0, Some(Doubt::Outside), None));
            let update = none.update(&vec![1.5; simulated.len()], 3);
            assert_eq!((update.posterior.mean, update.histogram.posterior), (0.0, vec![0.0; 3]));
        }
    }

    /// Kent's futures: growth, the effect of the Localities Model, and the stock of January 2026.
    fn kent(futures: u32) -> ([Vec<f64>; 2], Vec<u32>) {
        let checked = Scenario::kent().check().unwrap();
        let model = Compiled::new(&checked, Detail::Main);
        let ensemble = Ensemble::run(&model, checked.horizon.opening_january, 2026, futures);
        let mut inputs = Inputs::new(checked);
        inputs.draw(&model, 2026, futures);
        let inputs = inputs.varying();
        let of = |lever| inputs.iter().find(|input: &&Input| input.lever == Some(lever)).unwrap();
        ([Lever::Growth, Lever::Effect].map(|lever| of(lever).values.clone()), ensemble.stocks(1).collect())
    }

    #[test]
    fn a_high_count_raises_kents_growth_and_the_middle_one_leaves_it() {
        // One year's count says little about growth: their correlation is about 0.1, so that a count at
        // P90 moves growth by 0.2 points, which fewer futures would not tell from noise.
        let ([growth, effect], counts) = kent(20_000);
        let spread = Spread::new(counts.iter().map(|&count| f64::from(count)).collect());
        let observe = |level: f64| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pupils
            let count = spread.percentile(level) as u32;
            let kept = Calibration::new(&counts, Observation::usual(count, &counts));
            assert_eq!(kept.doubt(), None);
            kept
        };
        let prior = Estimate::mean(&growth);
        let [low, middle, high] = [0.1, 0.5, 0.9].map(|level| observe(level).update(&growth, 20).mean);
        assert!(high.value - prior.value > 3.0 * high.standard_error, "{high:?} {prior:?}");
        assert!(prior.value - low.value > 3.0 * low.standard_error, "{low:?} {prior:?}");
        assert!((middle.value - prior.value).abs() < 3.0 * middle.standard_error, "{middle:?} {prior:?}");
        // The model is hardly at work by then: the count says next to nothing about it.
        let effect_then = observe(0.9).update(&effect, 20);
        assert!(
            (effect_then.mean.value - Estimate::mean(&effect).value).abs()
                < 4.0 * effect_then.mean.standard_error
        );
    }

    #[test]
    fn the_order_of_the_futures_changes_nothing() {
        let ([growth, _], counts) = kent(1_000);
        let backwards: Vec<usize> = (0..1_000).rev().collect();
        let observation = Observation::usual(1_800, &counts);
        let forwards = Calibration::new(&counts, observation);
        let other = Calibration::new(&permuted(&counts, &backwards), observation);
        assert_eq!(forwards.update(&growth, 9), other.update(&permuted(&growth, &backwards), 9));
        assert_eq!((forwards.rate(), forwards.wider()), (other.rate(), other.wider()));
    }
}
