//! Estimates from a limited number of futures, with their standard errors (M12).

use crate::chance::P975;

/// A number estimated from a limited number of futures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its Monte Carlo standard error, in the same unit.
    pub standard_error: f64,
}

impl Estimate {
    /// The mean of values from independent futures; 0 where there are none.
    pub fn mean(values: &[f64]) -> Estimate {
        weighted_mean(values.iter().map(|&value| (1.0, value)))
    }

    /// The value as a share that can be shown: noise below 0 or above 1 is cut off.
    pub fn share(self) -> f64 {
        self.value.clamp(0.0, 1.0)
    }

    /// Half the width of the 95% interval: 1.96 standard errors.
    pub fn margin(self) -> f64 {
        P975 * self.standard_error
    }
}

/// The weighted mean of (weight, value) pairs from independent futures; 0 where the weights are all 0.
pub(super) fn weighted_mean(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Estimate {
    let (mut weight, mut squares, mut sum) = (0.0, 0.0, 0.0);
    for (w, value) in pairs.clone() {
        weight += w;
        squares += w * w;
        sum += w * value;
    }
    if weight <= 0.0 {
        return Estimate::default();
    }
    let mean = sum / weight;
    let scatter: f64 = pairs.map(|(w, value)| w * w * (value - mean) * (value - mean)).sum();
    // The number of futures of equal weight that would give the same error.
    let futures = weight * weight / squares;
    let lost = if futures > 1.0 { futures / (futures - 1.0) } else { 0.0 };
    Estimate { value: mean, standard_error: (scatter * lost).sqrt() / weight }
}

/// A statistic of all futures, with the standard error from its values `without` one group of futures at a time
/// (delete-a-group jackknife).
pub(super) fn jackknife(value: f64, without: &[f64]) -> Estimate {
    let groups = without.len() as f64;
    let mean = without.iter().sum::<f64>() / groups;
    let scatter: f64 = without.iter().map(|other| (other - mean) * (other - mean)).sum();
    let variance = if groups > 0.0 { scatter * (groups - 1.0) / groups } else { 0.0 };
    Estimate { value, standard_error: variance.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} against {b}");
    }

    #[test]
    fn a_mean_has_the_standard_error_of_the_textbook() {
        let mean = Estimate::mean(&[10.0, 2.0, 4.0, 8.0, 6.0]);
        close(mean.value, 6.0);
        close(mean.standard_error, (10.0_f64 / 5.0).sqrt());
        for few in [&[][..], &[3.0]] {
            close(Estimate::mean(few).value, few.iter().sum());
            close(Estimate::mean(few).standard_error, 0.0);
        }
    }

    #[test]
    fn weights_of_one_size_change_nothing_and_a_weight_of_nought_leaves_a_future_out() {
        let pairs = [(0.5, 1.0), (0.5, 4.0), (0.0, 99.0), (0.5, 7.0)];
        assert_eq!(weighted_mean(pairs.into_iter()), Estimate::mean(&[1.0, 4.0, 7.0]));
    }

    #[test]
    fn leaving_out_one_future_at_a_time_gives_the_error_of_a_mean() {
        let values = [1.0, 5.0, 2.0, 8.0];
        let without = values.map(|value| (16.0 - value) / 3.0);
        let mean = Estimate::mean(&values);
        close(jackknife(4.0, &without).standard_error, mean.standard_error);
    }

    #[test]
    fn a_share_is_shown_between_nought_and_one() {
        let shares = [-0.01, 0.4, 1.02].map(|value| Estimate { value, standard_error: 0.01 }.share());
        assert_eq!(shares.map(f64::to_bits), [0.0, 0.4, 1.0].map(f64::to_bits));
    }
}
