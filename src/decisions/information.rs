//! Values information before a decision (M14.7): the expected gain from knowing something before choosing rather than
//! choosing now.

use super::compare::Sense;
use super::estimate::Estimate;
use super::ranks::{bins, groups, sorted};

/// The largest number of bins of the parameter that becomes known.
const BINS: usize = 20;
const FUTURES_A_BIN: usize = 100;
/// The number of parts of a bin. The choice of the other parts values each part.
const FOLDS: usize = 10;

/// A choice between options, each with its payoff in the same futures.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    payoffs: &'a [&'a [f64]],
    sense: Sense,
    best: usize,
}

impl<'a> Decision<'a> {
    /// Takes a row of payoffs for each option, one a future, in pounds or any other unit. Returns `None` where there
    /// are no options, no futures, or rows of different lengths.
    pub fn new(payoffs: &'a [&'a [f64]], sense: Sense) -> Option<Decision<'a>> {
        let futures = payoffs.first()?.len();
        if futures == 0 || payoffs.iter().any(|row| row.len() != futures) {
            return None;
        }
        let mut decision = Decision { payoffs, sense, best: 0 };
        let totals: Vec<f64> = (0..payoffs.len())
            .map(|option| (0..futures).map(|future| decision.gain(option, future)).sum())
            .collect();
        decision.best = best(&totals, 0);
        Some(decision)
    }

    /// The option with the best mean payoff: the best choice with present knowledge.
    pub fn best(&self) -> usize {
        self.best
    }

    /// The expected value of perfect information (EVPI): what it would be worth to know everything, chance included,
    /// before choosing. No study and no delay can be worth more. It is in the unit of the payoffs and never below 0.
    pub fn perfect(&self) -> Estimate {
        self.mean_gain((0..self.futures()).map(|future| {
            let gains: Vec<f64> = (0..self.payoffs.len()).map(|option| self.gain(option, future)).collect();
            (future, best(&gains, self.best))
        }))
    }

    /// The expected value of partial perfect information (EVPPI): what it would be worth to know one parameter exactly,
    /// given its value in each future. It is in the unit of the payoffs. `None` where there are not as many values as
    /// futures.
    ///
    /// The futures are binned by the parameter. Choosing in a bin and valuing the choice on the same futures would
    /// overstate it, so the choice that nine tenths of a bin make values the remaining tenth. The result is slightly
    /// too low on average; where noise puts it below 0, it is 0.
    pub fn about(&self, parameter: &[f64]) -> Option<Estimate> {
        let raw = self.about_with_noise(parameter)?;
        Some(Estimate { value: raw.value.max(0.0), ..raw })
    }

    fn about_with_noise(&self, parameter: &[f64]) -> Option<Estimate> {
        let futures = self.futures();
        if parameter.len() != futures {
            return None;
        }
        let columns: Vec<&[f64]> = std::iter::once(parameter).chain(self.payoffs.iter().copied()).collect();
        let order = sorted(&columns);
        let count = (futures / FUTURES_A_BIN).clamp(1, BINS);
        let places: Vec<(usize, usize)> =
            bins(parameter, &order, count).into_iter().zip(groups(futures, FOLDS)).collect();
        let options = self.payoffs.len();
        let mut totals = vec![vec![0.0; options]; count];
        let mut folds = vec![vec![0.0; options]; count * FOLDS];
        for (&future, &(bin, fold)) in order.iter().zip(&places) {
            for option in 0..options {
                let gain = self.gain(option, future);
                totals[bin][option] += gain;
                folds[bin * FOLDS + fold][option] += gain;
            }
        }
        // Sums over the same futures: the best sum is the best mean.
        let chosen: Vec<usize> = (folds.iter().enumerate())
            .map(|(at, fold)| {
                let others: Vec<f64> =
                    totals[at / FOLDS].iter().zip(fold).map(|(total, part)| total - part).collect();
                best(&others, self.best)
            })
            .collect();
        let choices = order.iter().zip(&places);
        Some(self.mean_gain(choices.map(|(&future, &(bin, fold))| (future, chosen[bin * FOLDS + fold]))))
    }

    fn futures(&self) -> usize {
        self.payoffs[self.best].len()
    }

    fn gain(&self, option: usize, future: usize) -> f64 {
        self.sense.gain(self.payoffs[option][future])
    }

    /// The mean gain of the option chosen in each future over the option that is best with present knowledge.
    fn mean_gain(&self, choices: impl Iterator<Item = (usize, usize)>) -> Estimate {
        let gain = |(future, option)| self.gain(option, future) - self.gain(self.best, future);
        let mut gains: Vec<f64> = choices.map(gain).collect();
        // The gains are sorted first, so that their sum does not depend on the order of the futures.
        gains.sort_unstable_by(f64::total_cmp);
        Estimate::mean(&gains)
    }
}

/// The position of the largest number, or `otherwise` where none is larger than the number there.
fn best(gains: &[f64], otherwise: usize) -> usize {
    (0..gains.len()).fold(otherwise, |best, option| if gains[option] > gains[best] { option } else { best })
}

#[cfg(test)]
mod tests {
    use super::super::toy::{each, normal, orders, permuted, uniform};
    use super::*;
    use crate::chance::normal_cdf;

    /// The mean above 0 of a normal of this mean and deviation, less its mean where that is above
    /// 0: the value of knowing which of two options is better.
    fn known(mean: f64, sd: f64) -> f64 {
        let z = mean.abs() / sd;
        let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
        sd * density - mean.abs() * normal_cdf(-z)
    }

    fn about(found: Estimate, known: f64) {
        assert!((found.value - known).abs() < 3.0 * found.standard_error, "{found:?}, not {known}");
        assert!(found.standard_error < 0.02 * known.max(1.0), "{found:?}");
    }

    #[test]
    fn perfect_information_on_a_normal_difference_is_worth_the_closed_form() {
        for (mean, sd) in [(0.0, 1.0), (0.5, 1.0), (-1.0, 2.0)] {
            let difference: Vec<f64> = normal(1, 0, 20_000).iter().map(|z| mean + sd * z).collect();
            let common = normal(1, 1, 20_000);
            let better = each(&[&difference, &common], |x| x[0] + 5.0 * x[1]);
            let other: Vec<f64> = common.iter().map(|common| 5.0 * common).collect();
            let payoffs = [&better[..], &other];
            let decision = Decision::new(&payoffs, Sense::MoreIsBetter).unwrap();
            assert_eq!(decision.best(), usize::from(mean < 0.0));
            about(decision.perfect(), known(mean, sd));
        }
    }

    #[test]
    fn one_parameter_is_worth_what_its_own_part_of_the_difference_makes_it() {
        let [x, z] = [0, 1].map(|column| normal(2, column, 40_000));
        // As costs, so that the smaller is chosen; the difference is N(0.4, 0.8^2 + 1.5^2).
        let cost = each(&[&x, &z], |x| 0.4 + 0.8 * x[0] + 1.5 * x[1]);
        let nothing = vec![0.0; 40_000];
        let payoffs = [&cost[..], &nothing];
        let decision = Decision::new(&payoffs, Sense::LessIsBetter).unwrap();
        assert_eq!(decision.best(), 1);
        about(decision.about(&x).unwrap(), known(0.4, 0.8));
        about(decision.about(&z).unwrap(), known(0.4, 1.5));
        about(decision.perfect(), known(0.4, 1.7));
    }

    #[test]
    fn an_event_is_worth_what_it_decides() {
        // Worth 3 more where it happens, in 2 futures of 10, and 1 less elsewhere: 0.2 x 3 gained.
        let [event, noise] = [0, 1].map(|column| uniform(3, column, 20_000));
        let event: Vec<f64> = event.iter().map(|u| f64::from(u8::from(*u < 0.2))).collect();
        let payoff = each(&[&event, &noise], |x| 4.0 * x[0] - 1.0 + x[1] - 0.5);
        let nothing = vec![0.0; 20_000];
        let payoffs = [&payoff[..], &nothing];
        let decision = Decision::new(&payoffs, Sense::MoreIsBetter).unwrap();
        about(decision.about(&event).unwrap(), 0.6);
    }

    #[test]
    fn what_does_not_bear_on_the_choice_is_worth_nothing() {
        let raw: Vec<f64> = (0..200)
            .map(|seed| {
                let [x, first, second] = [0, 1, 2].map(|column| normal(seed, column, 1_000));
                let payoffs = [&first[..], &second];
                let decision = Decision::new(&payoffs, Sense::MoreIsBetter).unwrap();
                assert!(decision.about(&x).unwrap().value >= 0.0);
                decision.about_with_noise(&x).unwrap().value
            })
            .collect();
        let mean = Estimate::mean(&raw);
        // Two equal options: every choice is worth the same, but the better of two sample means
        // has sqrt(1 / (1,000 pi)) = 0.018 more. Valued by the choosing futures themselves, ten
        // bins would have found 0.056 - 0.018.
        assert!(mean.value < 0.0 && mean.value > -0.03 && mean.standard_error < 0.004, "{mean:?}");
    }

    #[test]
    fn a_better_option_in_every_future_leaves_nothing_to_know() {
        let x = normal(4, 0, 1_000);
        let better: Vec<f64> = x.iter().map(|x| x + 1.0).collect();
        let payoffs = [&x[..], &better];
        let decision = Decision::new(&payoffs, Sense::MoreIsBetter).unwrap();
        assert_eq!((decision.best(), decision.perfect()), (1, Estimate::default()));
        assert_eq!(decision.about(&x), Some(Estimate::default()));
        let alike = [&x[..], &x];
        assert_eq!(Decision::new(&alike, Sense::LessIsBetter).unwrap().about(&x), Some(Estimate::default()));
    }

    #[test]
    fn the_order_of_the_futures_leaves_no_trace() {
        let [x, z] = [0, 1].map(|column| normal(5, column, 2_000));
        let x: Vec<f64> = x.iter().map(|x| x.round()).collect();
        let first = each(&[&x, &z], |x| x[0] + x[1]);
        let find = |first: &[f64], second: &[f64], x: &[f64]| {
            let payoffs = [first, second];
            let decision = Decision::new(&payoffs, Sense::MoreIsBetter).unwrap();
            (decision.perfect(), decision.about(x).unwrap())
        };
        let known = find(&first, &z, &x);
        for order in orders(&[&first, &z, &x]) {
            let [first, z, x] = [&first, &z, &x].map(|column| permuted(column, &order));
            assert_eq!(find(&first, &z, &x), known);
        }
    }

    #[test]
    fn what_does_not_fit_together_is_no_decision() {
        assert!(Decision::new(&[], Sense::MoreIsBetter).is_none());
        assert!(Decision::new(&[&[], &[]], Sense::MoreIsBetter).is_none());
        assert!(Decision::new(&[&[1.0], &[1.0, 2.0]], Sense::MoreIsBetter).is_none());
        let one = [&[1.0][..], &[2.0]];
        let decision = Decision::new(&one, Sense::MoreIsBetter).unwrap();
        assert_eq!(decision.about(&[]), None);
        assert_eq!(decision.about(&[7.0]), Some(Estimate::default()));
    }
}
