//! Finds what would have to be true for an outcome (M14.13): the futures that end where a planner pulls the outcome,
//! and the inputs that differ in them.

use super::inputs::Input;
use super::kept::{ENOUGH, Kept, Update};

/// The number of standard errors below which a difference is not reported. Where a hundred inputs are unrelated to the
/// outcome, at least one of them passes this by chance in fewer than 1 pull of 20.
const CLEAR: f64 = 3.5;

/// The futures that end at a number or beyond it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pulled {
    /// The futures that were kept.
    pub kept: Kept,
    /// The number nearest to the one wanted, on its side or short of it, that [`ENOUGH`] futures reach; `None` where
    /// there are not as many futures.
    pub nearest: Option<f64>,
}

/// An input whose distribution differs in the futures kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Different {
    /// The position of the input among those given.
    pub input: usize,
    /// The input in all futures and in those kept.
    pub update: Update,
    /// How many standard deviations of all futures its mean is higher; negative where it is lower.
    pub by: f64,
}

impl Pulled {
    /// Keeps the futures whose margin is not negative. The margin says by how much a value meets the condition.
    pub fn new(values: &[f64], margin: impl Fn(f64) -> f64) -> Pulled {
        let margins = values.iter().map(|&value| margin(value));
        let kept =
            margins.enumerate().filter(|(_, margin)| *margin >= 0.0).map(|(future, _)| future).collect();
        let mut nearest: Vec<f64> = values.to_vec();
        nearest.sort_unstable_by(|&a, &b| margin(b).total_cmp(&margin(a)));
        Pulled { kept: Kept::new(kept, values.len()), nearest: nearest.get(ENOUGH - 1).copied() }
    }

    /// The inputs that clearly differ in the futures kept, at most `most` of them, largest difference first. Empty
    /// where the futures kept are too few to be reliable.
    pub fn different(&self, inputs: &[Input], most: usize) -> Vec<Different> {
        if self.kept.are_few() {
            return Vec::new();
        }
        let of = |(input, column): (usize, &Input)| {
            let (before, sd) = mean_and_sd(column.values.iter().copied().take(self.kept.futures()));
            let (after, kept_sd) = mean_and_sd(self.kept.values(&column.values));
            // The mean over all futures is practically exact; only the mean over those kept has a sampling error.
            let error = kept_sd / (self.kept.positions().len() as f64).sqrt();
            let by = (after - before) / sd;
            ((after - before).abs() > CLEAR * error && by.is_finite()).then_some((input, by))
        };
        let mut all: Vec<(usize, f64)> = inputs.iter().enumerate().filter_map(of).collect();
        all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        all.truncate(most);
        let different = |(input, by): (usize, f64)| Different {
            input,
            update: self.kept.update(&inputs[input].values, 1),
            by,
        };
        all.into_iter().map(different).collect()
    }
}

/// The mean and the standard deviation of some values. They need not be sorted, which matters with many inputs.
fn mean_and_sd(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (count, sum) = values.clone().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    let mean = sum / count;
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::super::toy::{each, normal, permuted};
    use super::*;
    use crate::chance::normal_cdf;

    fn input(values: Vec<f64>) -> Input {
        Input { label: String::new(), lever: None, unit: "", places: 1, is_event: false, values }
    }

    #[test]
    fn a_small_ensemble_is_conditioned_as_by_hand() {
        // 400 futures: the outcome is the future's number, the first input half of it, the second alternates.
        let outcome: Vec<f64> = (0..400).map(f64::from).collect();
        let half: Vec<f64> = outcome.iter().map(|value| 0.5 * value).collect();
        let even: Vec<f64> = (0..400).map(|future| f64::from(future % 2)).collect();
        let pulled = Pulled::new(&outcome, |value| 199.0 - value);
        assert_eq!(pulled.kept.positions(), (0..200).collect::<Vec<_>>());
        assert!((pulled.kept.rate() - 0.5).abs() < 1e-12);
        assert_eq!(pulled.nearest, Some(199.0));
        let different = pulled.different(&[input(even), input(half)], 9);
        assert_eq!(
            different.iter().map(|one| one.input).collect::<Vec<_>>(),
            [1],
            "the second is as often odd"
        );
        // Means of 0, 0.5, ... 99.5 and of 0, 0.5, ... 199.5; the deviation of all by its formula.
        let (kept, all) = (49.75, 99.75);
        let sd = 0.5 * (400.0 * 401.0 / 12.0_f64).sqrt();
        assert!((different[0].update.posterior.mean - kept).abs() < 1e-12);
        assert!((different[0].update.prior.mean - all).abs() < 1e-12);
        assert!((different[0].by - (kept - all) / sd).abs() < 1e-9, "{}", different[0].by);
    }

    #[test]
    fn a_normal_toy_is_conditioned_as_the_textbook_says_and_the_most_telling_comes_first() {
        let [a, b, noise, other] = [0, 1, 2, 3].map(|column| normal(3, column, 100_000));
        let outcome = each(&[&a, &b, &noise], |x| 2.0 * x[0] - x[1] + 2.0 * x[2]);
        // Outcome N(0, 9): at least 3 in 15.9 of 100. E[x | outcome >= 3] = cov / sd x phi(1) / (1 - Phi(1)).
        let pulled = Pulled::new(&outcome, |value| value - 3.0);
        assert!((pulled.kept.rate() - (1.0 - normal_cdf(1.0))).abs() < 0.004);
        let mills = (-0.5_f64).exp() / (2.0 * std::f64::consts::PI).sqrt() / (1.0 - normal_cdf(1.0));
        let inputs = [b, other, a].map(input);
        let different = pulled.different(&inputs, 9);
        assert_eq!(different.iter().map(|one| one.input).collect::<Vec<_>>(), [2, 0]);
        for (one, slope) in different.iter().zip([2.0, -1.0]) {
            let known = slope / 3.0 * mills;
            let error = one.update.mean.standard_error;
            assert!(
                (one.update.mean.value - known).abs() < 3.5 * error,
                "{:?}, not {known}",
                one.update.mean
            );
            assert!((one.by - known).abs() < 0.03);
        }
        // The order of the futures leaves no trace.
        let order: Vec<usize> = (0..100_000).rev().collect();
        let backwards = Pulled::new(&permuted(&outcome, &order), |value| value - 3.0);
        let inputs: Vec<Input> = inputs.iter().map(|of| input(permuted(&of.values, &order))).collect();
        let again = backwards.different(&inputs, 9);
        assert!(again.iter().zip(&different).all(|(a, b)| a.input == b.input && (a.by - b.by).abs() < 1e-12));
    }

    #[test]
    fn too_few_futures_tell_nothing_but_how_near_enough_come() {
        let outcome: Vec<f64> = (0..1_000).map(f64::from).collect();
        let column = [input(outcome.clone())];
        let few = Pulled::new(&outcome, |value| value - 900.0);
        assert_eq!((few.kept.positions().len(), few.kept.are_few()), (100, true));
        assert!(few.different(&column, 9).is_empty());
        assert_eq!(few.nearest, Some(800.0));
        // None at all: nearest as before.
        let none = Pulled::new(&outcome, |value| value - 5_000.0);
        assert_eq!((none.kept.positions().len(), none.nearest), (0, Some(800.0)));
        assert_eq!(Pulled::new(&[1.0, 2.0], |value| value).nearest, None);
        assert_eq!(Pulled::new(&outcome, |value| value - 800.0).different(&column, 9).len(), 1);
    }
}
