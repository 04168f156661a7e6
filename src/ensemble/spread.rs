//! The distribution of a sum of money over the futures (M12).

use super::Summary;

/// The values of one headline, one a future, ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread(Vec<f64>);

impl Spread {
    /// Sorts values that come in any order.
    pub fn new(mut values: Vec<f64>) -> Spread {
        values.sort_unstable_by(f64::total_cmp);
        Spread(values)
    }

    /// The number of futures.
    pub fn futures(&self) -> usize {
        self.0.len()
    }

    /// The values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// The mean; 0 without futures.
    pub fn mean(&self) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.0.iter().sum::<f64>() / self.0.len() as f64 }
    }

    /// The standard deviation of the futures (divisor n - 1); 0 for fewer than two.
    pub fn sd(&self) -> f64 {
        if self.0.len() < 2 {
            return 0.0;
        }
        let mean = self.mean();
        let squares: f64 = self.0.iter().map(|value| (value - mean) * (value - mean)).sum();
        (squares / (self.0.len() as f64 - 1.0)).sqrt()
    }

    /// The Monte Carlo standard error of the mean; 0 for fewer than two futures.
    pub fn standard_error(&self) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.sd() / (self.0.len() as f64).sqrt() }
    }

    /// The percentile at `level` from 0 to 1, interpolated between neighbouring futures like Excel's PERCENTILE.INC and
    /// R's type 7; 0 without futures.
    pub fn percentile(&self, level: f64) -> f64 {
        let Some(last) = self.0.len().checked_sub(1) else { return 0.0 };
        let position = level.clamp(0.0, 1.0) * last as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
        let (lower, upper) = (position.floor() as usize, position.ceil() as usize);
        self.0[lower] + (self.0[upper] - self.0[lower]) * position.fract()
    }

    /// The share of the futures, from 0 to 1, at or above a value; 0 without futures.
    pub fn share_from(&self, value: f64) -> f64 {
        if self.0.is_empty() {
            return 0.0;
        }
        let below = self.0.partition_point(|other| *other < value);
        (self.0.len() - below) as f64 / self.0.len() as f64
    }

    /// The mean of the futures at or above the percentile at `level`: the conditional value at risk.
    pub fn mean_above(&self, level: f64) -> f64 {
        let from = self.percentile(level);
        let tail = &self.0[self.0.partition_point(|value| *value < from)..];
        if tail.is_empty() { 0.0 } else { tail.iter().sum::<f64>() / tail.len() as f64 }
    }

    /// The midpoints of `n` equally likely parts, as a quantile dot plot shows them.
    pub fn quantiles(&self, n: u32) -> Vec<f64> {
        (0..n).map(|i| self.percentile((f64::from(i) + 0.5) / f64::from(n))).collect()
    }
}

impl From<&Spread> for Summary {
    fn from(spread: &Spread) -> Summary {
        Summary {
            mean: spread.mean(),
            sd: spread.sd(),
            p10: spread.percentile(0.1),
            p25: spread.percentile(0.25),
            p50: spread.percentile(0.5),
            p75: spread.percentile(0.75),
            p90: spread.percentile(0.9),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} against {b}");
    }

    #[test]
    fn moments_percentiles_and_shares_of_a_case_by_hand() {
        let five = Spread::new(vec![10.0, -2.0, 4.0, 8.0, 0.0]);
        close(five.mean(), 4.0);
        close(five.sd(), 26.0_f64.sqrt());
        close(five.percentile(0.5), 4.0);
        close(five.percentile(0.1), -1.2);
        close(five.share_from(4.0), 0.6);
        close(five.share_from(4.1), 0.4);
        close(five.mean_above(0.75), 9.0);
        close(five.standard_error(), (26.0_f64 / 5.0).sqrt());
    }

    #[test]
    fn median_value_at_risk_and_its_tail_never_fall_in_that_order() {
        let values: Vec<f64> = (0..1_000).map(|i| f64::from(i * 7_919 % 1_009)).collect();
        let spread = Spread::new(values);
        assert!(spread.percentile(0.5) <= spread.percentile(0.95));
        assert!(spread.percentile(0.95) <= spread.mean_above(0.95));
    }

    #[test]
    fn one_future_or_none_is_no_trouble() {
        let none = Spread::default();
        for value in
            [none.mean(), none.sd(), none.percentile(0.3), none.share_from(0.0), none.mean_above(0.9)]
        {
            close(value, 0.0);
        }
        close(Spread::new(vec![3.0]).mean_above(0.95), 3.0);
    }
}
