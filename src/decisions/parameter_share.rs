//! Divides the variance of a result between uncertain parameters and chance (M14.6).

use super::estimate::{Estimate, jackknife};
use super::matters::GROUPS;
use super::ranks::{groups, sorted, varies};

/// The share of the variance of a result that its parameters explain, from two runs of the same futures with the same
/// parameters and different chance. The rest is chance. None where the two differ in length or there are fewer than two
/// futures; 0 where nothing varies.
pub fn parameter_share(once: &[f64], again: &[f64]) -> Option<Estimate> {
    if once.len() != again.len() || once.len() < 2 {
        return None;
    }
    if !varies(once) && !varies(again) {
        return Some(Estimate::default());
    }
    let order = sorted(&[once, again]);
    let middle =
        order.iter().map(|&future| once[future] + again[future]).sum::<f64>() / (2 * once.len()) as f64;
    let mut groups_of = vec![Pairs::default(); GROUPS];
    for (&future, group) in order.iter().zip(groups(once.len(), GROUPS)) {
        groups_of[group].add(once[future] - middle, again[future] - middle);
    }
    let all = groups_of.iter().fold(Pairs::default(), |all, part| all.plus(part, 1.0));
    let without: Vec<f64> = groups_of.iter().map(|part| all.plus(part, -1.0).correlation()).collect();
    Some(jackknife(all.correlation(), &without))
}

/// The sums of two numbers over the futures, of their squares and of their product.
#[derive(Clone, Copy, Debug, Default)]
struct Pairs {
    count: f64,
    sums: (f64, f64),
    squares: f64,
    products: f64,
}

impl Pairs {
    fn add(&mut self, once: f64, again: f64) {
        self.count += 1.0;
        self.sums = (self.sums.0 + once, self.sums.1 + again);
        self.squares += once * once + again * again;
        self.products += once * again;
    }

    fn plus(&self, part: &Pairs, times: f64) -> Pairs {
        Pairs {
            count: self.count + times * part.count,
            sums: (self.sums.0 + times * part.sums.0, self.sums.1 + times * part.sums.1),
            squares: self.squares + times * part.squares,
            products: self.products + times * part.products,
        }
    }

    /// The covariance over the average of the two variances.
    fn correlation(&self) -> f64 {
        let (once, again) = self.sums;
        let variance = self.squares - (once * once + again * again) / self.count;
        let covariance = self.products - once * again / self.count;
        if self.count > 0.0 && variance > 0.0 { 2.0 * covariance / variance } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy::{each, normal, orders, permuted};
    use super::*;

    #[test]
    fn the_share_of_parameters_is_their_part_of_the_variance() {
        let [parameter, chance, other] = [0, 1, 2].map(|column| normal(1, column, 10_000));
        let result = |chance: &[f64]| each(&[&parameter, chance], |x| 100.0 + 3.0 * x[0] + x[1]);
        let (once, again) = (result(&chance), result(&other));
        let found = parameter_share(&once, &again).unwrap();
        assert!((found.value - 0.9).abs() < 3.0 * found.standard_error, "{found:?}");
        // The error of a correlation r from n pairs: (1 - r^2) / sqrt(n).
        assert!((found.standard_error / 0.001_9 - 1.0).abs() < 0.4, "{found:?}");
        for order in orders(&[&once, &again]) {
            let found_again = parameter_share(&permuted(&once, &order), &permuted(&again, &order));
            assert_eq!(found_again, Some(found));
        }
    }

    #[test]
    fn all_is_parameters_or_all_is_chance() {
        let [once, again] = [0, 1].map(|column| normal(2, column, 10_000));
        let chance = parameter_share(&once, &again).unwrap();
        assert!(chance.value.abs() < 3.0 * chance.standard_error, "{chance:?}");
        let parameters = parameter_share(&once, &once).unwrap();
        assert!((parameters.value - 1.0).abs() < 1e-9 && parameters.standard_error < 1e-9);
    }

    #[test]
    fn what_does_not_vary_has_no_shares_and_what_does_not_fit_no_answer() {
        assert_eq!(parameter_share(&[3.0; 50], &[3.0; 50]), Some(Estimate::default()));
        assert_eq!(parameter_share(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(parameter_share(&[1.0], &[1.0]), None);
        assert!(parameter_share(&[1.0, 2.0], &[1.0, 5.0]).is_some_and(|share| share.value.is_finite()));
    }
}
