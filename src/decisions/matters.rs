//! What matters: how much of the variance of a result each uncertain input explains, in which direction it moves the
//! result, and how far (M14.5). Everything is worked out from futures that have been run anyway.
//!
//! Figures do not depend on the order of the futures, to the last bit.

use super::estimate::{Estimate, jackknife, weighted_mean};
use super::ranks::{average_ranks, bins, groups, sorted, ties, varies};
use crate::ensemble::Spread;

/// The number of groups of futures that are left out in turn for the standard error.
pub(super) const GROUPS: usize = 20;
/// The ranks around P10, as shares of the futures.
const LOW: (f64, f64) = (0.05, 0.15);
const HIGH: (f64, f64) = (0.85, 0.95);

/// A result with its value in every future.
#[derive(Clone, Debug)]
pub struct Output {
    values: Vec<f64>,
    mean: f64,
    ranks: Vec<f64>,
    groups: Vec<usize>,
    varies: bool,
}

/// The effect of one input on an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The share of the output's variance that the input explains by itself: its first-order Sobol index. An input that
    /// does nothing has 0 on average, so that noise may put it slightly below; [`Estimate::share`] is the share to
    /// show. Each of several correlated inputs is credited with what it shares with the others, so that shares may add
    /// up to more than 1.
    pub explained: Estimate,
    /// Spearman's rank correlation, from -1 to 1; 0 where one of the two is constant.
    pub rank_correlation: f64,
    /// The end at which the input is near its P10.
    pub low: End,
    /// The end at which the input is near its P90.
    pub high: End,
}

/// One end of a bar of a tornado chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// The mean of the input at this end, in its own unit.
    pub at: f64,
    /// The mean of the output at this end, in its own unit.
    pub output: Estimate,
}

impl Effect {
    /// The distance that the output moves from one end to the other, by which a tornado chart is sorted.
    pub fn swing(&self) -> f64 {
        (self.high.output.value - self.low.output.value).abs()
    }
}

impl Output {
    /// Makes the result from one finite value a future.
    pub fn new(values: Vec<f64>) -> Output {
        Output {
            mean: Spread::new(values.clone()).mean(),
            ranks: average_ranks(&values),
            groups: groups(values.len(), GROUPS),
            varies: varies(&values),
            values,
        }
    }

    /// The effect of an input, given its value in each of the same futures. None where the number of values differs, or
    /// there are none.
    pub fn effect(&self, input: &[f64]) -> Option<Effect> {
        if input.is_empty() || input.len() != self.values.len() {
            return None;
        }
        let order = sorted(&[input, &self.values]);
        Some(Effect {
            explained: self.explained(input, &order),
            rank_correlation: self.rank_correlation(input, &order),
            low: self.end(input, &order, LOW),
            high: self.end(input, &order, HIGH),
        })
    }

    /// The share of the variance between bins, corrected for the bias of many small bins: 1 - (mean square within bins)
    /// / (mean square in all). Where the input does nothing, both estimate the same variance. With about as many bins
    /// as futures in each bin, both the loss by coarse bins and the noise are small (M14.5).
    fn explained(&self, input: &[f64], order: &[usize]) -> Estimate {
        if !self.varies || !varies(input) {
            return Estimate::default();
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a small positive number
        let count = (order.len() as f64).sqrt().ceil() as usize;
        let mut all = vec![Sums::default(); count];
        let mut groups = vec![all.clone(); GROUPS];
        for ((&future, bin), &group) in order.iter().zip(bins(input, order, count)).zip(&self.groups) {
            let deviation = self.values[future] - self.mean;
            all[bin].add(deviation);
            groups[group][bin].add(deviation);
        }
        let without =
            groups.iter().map(|group| share(all.iter().zip(group).map(|(all, part)| all.plus(*part, -1.0))));
        jackknife(share(all.iter().copied()), &without.collect::<Vec<_>>())
    }

    fn rank_correlation(&self, input: &[f64], order: &[usize]) -> f64 {
        let middle = 0.5 * order.len() as f64;
        let (mut both, mut ours, mut theirs) = (0.0, 0.0, 0.0);
        for run in ties(input, order) {
            let rank = 0.5 * (run.start + run.end) as f64 - middle;
            for &future in &order[run] {
                let other = self.ranks[future] - middle;
                both += rank * other;
                ours += rank * rank;
                theirs += other * other;
            }
        }
        let size = (ours * theirs).sqrt();
        if size > 0.0 { both / size } else { 0.0 }
    }

    /// The means over the futures whose input has a rank within `window`. Ties that lie only partly within it count in
    /// proportion, as if they had been put in random order again and again.
    fn end(&self, input: &[f64], order: &[usize], window: (f64, f64)) -> End {
        let futures = order.len() as f64;
        let (from, to) = (window.0 * futures, window.1 * futures);
        let mut weights = vec![0.0; order.len()];
        for run in ties(input, order) {
            let inside = to.min(run.end as f64) - from.max(run.start as f64);
            let share = inside.max(0.0) / run.len() as f64;
            weights[run].fill(share);
        }
        let mean = |column: &[f64]| {
            weighted_mean(weights.iter().zip(order).map(|(&weight, &future)| (weight, column[future])))
        };
        End { at: mean(input).value, output: mean(&self.values) }
    }
}

/// A count, a sum and a sum of squares.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        self.sum += value;
        self.squares += value * value;
    }

    fn plus(self, part: Sums, times: f64) -> Sums {
        Sums {
            count: self.count + times * part.count,
            sum: self.sum + times * part.sum,
            squares: self.squares + times * part.squares,
        }
    }

    /// The sum of squared deviations from the mean.
    fn scatter(self) -> f64 {
        if self.count > 0.0 { (self.squares - self.sum * self.sum / self.count).max(0.0) } else { 0.0 }
    }
}

/// 1 - mean square within bins / mean square in all.
fn share(bins: impl Iterator<Item = Sums>) -> f64 {
    let (mut all, mut within, mut filled) = (Sums::default(), 0.0, 0.0);
    for bin in bins.filter(|bin| bin.count > 0.0) {
        all = all.plus(bin, 1.0);
        within += bin.scatter();
        filled += 1.0;
    }
    let (free, total) = (all.count - filled, all.scatter());
    if free <= 0.0 || total <= 0.0 { 0.0 } else { 1.0 - within / free * (all.count - 1.0) / total }
}

#[cfg(test)]
mod tests {
    use super::super::toy::{each, normal, orders, permuted, uniform};
    use super::*;
    use std::f64::consts::PI;

    fn effect(output: &[f64], input: &[f64]) -> Effect {
        Output::new(output.to_vec()).effect(input).unwrap()
    }

    /// Within three of its own standard errors, and these small.
    fn explains(output: &[f64], input: &[f64], known: f64) {
        let Estimate { value, standard_error } = effect(output, input).explained;
        assert!((value - known).abs() < 3.0 * standard_error, "{value} +- {standard_error}, not {known}");
        assert!(standard_error < 0.02, "{standard_error}");
    }

    #[test]
    fn shares_of_a_linear_sum_are_those_of_its_squared_weights() {
        for draw in [uniform, normal] {
            let inputs: Vec<Vec<f64>> = (0..4).map(|column| draw(1, column, 10_000)).collect();
            let columns: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
            let sum = each(&columns, |x| 3.0 * x[0] + 2.0 * x[1] - x[2]);
            for (input, known) in inputs.iter().zip([9.0 / 14.0, 4.0 / 14.0, 1.0 / 14.0, 0.0]) {
                explains(&sum, input, known);
            }
        }
    }

    #[test]
    fn shares_of_the_ishigami_function_are_the_published_ones() {
        let inputs: Vec<Vec<f64>> = (0..3).map(|column| uniform(2, column, 10_000)).collect();
        let columns: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let result = each(&columns, |u| {
            let [a, b, c] = [0, 1, 2].map(|i| PI * (2.0 * u[i] - 1.0));
            a.sin() + 7.0 * b.sin().powi(2) + 0.1 * c.powi(4) * a.sin()
        });
        for (input, known) in inputs.iter().zip([0.3139, 0.4424, 0.0]) {
            explains(&result, input, known);
        }
        // The second moves the result both ways alike: rank correlation alone would miss it.
        assert!(effect(&result, &inputs[1]).rank_correlation.abs() < 0.05);
    }

    #[test]
    fn spikes_and_events_explain_what_they_do() {
        let [spike, event, noise] = [0, 1, 2].map(|column| uniform(3, column, 20_000));
        let spike: Vec<f64> = spike.iter().map(|u| if *u < 0.2 { 0.0 } else { 1.0 + u }).collect();
        let event: Vec<f64> = event.iter().map(|u| f64::from(u8::from(*u < 0.3))).collect();
        let sum = each(&[&spike, &event, &noise], |x| x[0] + 2.0 * x[1] + x[2]);
        // Var(spike): (1 + u) for u on (0.2, 1) with chance 0.8, else 0.
        let (first, second) = (0.8 * 1.6, 0.8 * (1.6 * 1.6 + 0.64 / 12.0));
        let parts = [second - first * first, 4.0 * 0.3 * 0.7, 1.0 / 12.0];
        let total: f64 = parts.iter().sum();
        for (input, part) in [spike, event, noise].iter().zip(parts) {
            explains(&sum, input, part / total);
        }
    }

    #[test]
    fn what_does_nothing_explains_nothing_on_average_however_few_the_futures() {
        let repeats = 1_000;
        let shares: Vec<f64> = (0..repeats)
            .map(|seed| effect(&normal(seed, 0, 300), &normal(seed, 1, 300)).explained.value)
            .collect();
        let mean = Estimate::mean(&shares);
        // Without its bias removed it would be 17 / 299 = 0.057.
        assert!(mean.value.abs() < 3.0 * mean.standard_error && mean.standard_error < 0.001, "{mean:?}");
    }

    #[test]
    fn the_standard_error_is_the_spread_of_repeats() {
        let shares: Vec<Estimate> = (0..300)
            .map(|seed| {
                let (x, noise) = (normal(seed, 0, 1_000), normal(seed, 1, 1_000));
                effect(&each(&[&x, &noise], |x| x[0] + 1.5 * x[1]), &x).explained
            })
            .collect();
        let spread = Spread::new(shares.iter().map(|share| share.value).collect()).sd();
        let said = shares.iter().map(|share| share.standard_error.powi(2)).sum::<f64>() / 300.0;
        let ratio = said.sqrt() / spread;
        // A deviation from 300 repeats is itself known to 4%.
        assert!((0.88..1.12).contains(&ratio), "{ratio}");
    }

    #[test]
    fn the_order_of_the_futures_leaves_no_trace() {
        let [x, noise] = [0, 1].map(|column| normal(5, column, 3_000));
        let x: Vec<f64> = x.iter().map(|x| x.max(0.0)).collect();
        let sum = each(&[&x, &noise], |x| (x[0] + x[1]).round());
        let known = effect(&sum, &x);
        for order in orders(&[&x, &sum, &noise]) {
            assert_eq!(effect(&permuted(&sum, &order), &permuted(&x, &order)), known);
        }
    }

    #[test]
    fn an_output_that_depends_on_nothing_is_explained_by_nothing() {
        let sorted: Vec<f64> = (0..2_000).map(f64::from).collect();
        let inputs = [normal(6, 0, 2_000), sorted, vec![1.0; 2_000]];
        let constant = vec![0.1; 2_000];
        for input in &inputs {
            let found = effect(&constant, input);
            assert_eq!(found.explained, Estimate::default());
            assert!(found.rank_correlation == 0.0 && found.swing() < 1e-12);
            let of_noise = effect(&normal(6, 1, 2_000), input);
            assert!(of_noise.explained.value.abs() < 0.02 && of_noise.rank_correlation.abs() < 0.07);
        }
        assert!(Output::new(constant.clone()).effect(&inputs[0][1..]).is_none());
        assert!(Output::new(Vec::new()).effect(&[]).is_none());
        for few in 1..4 {
            let numbers: Vec<f64> = (0..few).map(f64::from).collect();
            let found = effect(&numbers, &numbers);
            assert!(found.explained.value.is_finite() && found.low.output.value.is_finite());
        }
    }

    #[test]
    fn spearman_of_a_small_table_with_ties_is_that_by_hand() {
        // Ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3.5, 3.5, 5: deviations from 3 give
        // 2 + 1 - 0.25 + 0.5 + 4 = 7.25 over sqrt(9.5 x 9.5).
        let found = effect(&[20.0, 10.0, 30.0, 30.0, 70.0], &[0.0, 1.0, 1.0, 5.0, 7.0]);
        assert!((found.rank_correlation - 7.25 / 9.5).abs() < 1e-12, "{}", found.rank_correlation);
        assert!((effect(&[3.0, 2.0, 1.0], &[1.0, 2.0, 9.0]).rank_correlation + 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_tornado_of_a_line_lies_on_the_line() {
        let x: Vec<f64> = (0..1_000).map(|i| f64::from(i) + 0.5).collect();
        let found = effect(&each(&[&x], |x| 7.0 - 2.0 * x[0]), &x);
        assert!((found.low.at - 100.0).abs() < 1e-9 && (found.high.at - 900.0).abs() < 1e-9);
        assert!((found.low.output.value + 193.0).abs() < 1e-9);
        assert!((found.high.output.value + 1_793.0).abs() < 1e-9);
        assert!((found.swing() - 1_600.0).abs() < 1e-9);
        // 100 neighbours of a line of slope 2.
        let error = 2.0 * ((100.0_f64.powi(2) - 1.0) / 12.0 * 100.0 / 99.0).sqrt() / 10.0;
        assert!((found.low.output.standard_error - error).abs() < 1e-9);
    }

    #[test]
    fn the_ends_of_a_tornado_take_all_of_a_run_of_ties() {
        // The value is 0 in 3 futures of 10 and 1 in the rest, so that P10 is 0 and P90 is 1.
        let event: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i >= 30))).collect();
        let output: Vec<f64> = (0..100).map(f64::from).collect();
        let found = effect(&output, &event);
        assert!((found.low.at - 0.0).abs() < 1e-12 && (found.low.output.value - 14.5).abs() < 1e-9);
        assert!((found.high.at - 1.0).abs() < 1e-12 && (found.high.output.value - 64.5).abs() < 1e-9);
        let all = Estimate::mean(&output[..30]);
        assert!((found.low.output.standard_error - all.standard_error).abs() < 1e-9);
    }
}
