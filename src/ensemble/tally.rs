//! How a whole number is spread over the futures: exactly, in little room.

/// How many futures had each count. Adding is exact and commutes, so the order in which futures
/// come leaves no trace; so are mean, deviation and percentiles, which follow from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Futures by count, from the count `floor` up.
    times: Vec<u32>,
    floor: u32,
    futures: u64,
}

impl Tally {
    /// Counts one more future.
    pub fn add(&mut self, count: u32) {
        if self.times.is_empty() {
            self.floor = count;
        }
        if count < self.floor {
            // Doubling the room below keeps the moves few.
            let width = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
            let room = (self.floor - count).max(width).min(self.floor);
            self.times.splice(0..0, std::iter::repeat_n(0, room as usize));
            self.floor -= room;
        }
        let index = (count - self.floor) as usize;
        if index >= self.times.len() {
            self.times.resize(index + 1, 0);
        }
        self.times[index] += 1;
        self.futures += 1;
    }

    /// Sum and sum of squares of the counts, in whole numbers.
    fn sums(&self) -> (u64, u128) {
        let (mut sum, mut squares) = (0, 0);
        for (count, &times) in (u64::from(self.floor)..).zip(&self.times) {
            let times = u64::from(times);
            sum += times * count;
            squares += u128::from(times * count) * u128::from(count);
        }
        (sum, squares)
    }

    /// How many futures.
    pub fn futures(&self) -> u64 {
        self.futures
    }

    /// Mean; 0 of no futures.
    pub fn mean(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.sums().0 as f64 / self.futures as f64 }
    }

    /// Standard deviation of the futures (divisor n - 1); 0 of fewer than two.
    pub fn sd(&self) -> f64 {
        if self.futures < 2 {
            return 0.0;
        }
        // n x sum of squares - square of sum, in whole numbers: no cancellation.
        let (sum, squares) = self.sums();
        let (n, sum) = (u128::from(self.futures), u128::from(sum));
        let scatter = (n * squares - sum * sum) as f64;
        (scatter / (n as f64 * (n as f64 - 1.0))).sqrt()
    }

    /// Monte Carlo standard error of the mean; 0 of fewer than two futures.
    pub fn standard_error(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.sd() / (self.futures as f64).sqrt() }
    }

    /// The percentile at `level` from 0 to 1, interpolated between neighbouring futures as Excel's
    /// PERCENTILE.INC and R's type 7 do; 0 of no futures.
    pub fn percentile(&self, level: f64) -> f64 {
        if self.futures == 0 {
            return 0.0;
        }
        let position = level.clamp(0.0, 1.0) * (self.futures - 1) as f64;
        let lower = self.ranked(position.floor());
        let upper = self.ranked(position.ceil());
        f64::from(lower) + (f64::from(upper) - f64::from(lower)) * position.fract()
    }

    /// Share of the futures with more than `count`; 0 of no futures.
    pub fn share_above(&self, count: u32) -> f64 {
        if self.futures == 0 {
            return 0.0;
        }
        let above: u64 = (self.floor..)
            .zip(&self.times)
            .filter(|(value, _)| *value > count)
            .map(|(_, &times)| u64::from(times))
            .sum();
        above as f64 / self.futures as f64
    }

    /// The middles of `n` equally likely parts: what a quantile dot plot shows.
    pub fn quantiles(&self, n: u32) -> Vec<f64> {
        (0..n).map(|i| self.percentile((f64::from(i) + 0.5) / f64::from(n))).collect()
    }

    /// Between which counts the percentile at `level` lies in 19 of 20 repeats with other seeds:
    /// the ranks of a binomial count, whatever the distribution.
    pub fn percentile_bounds(&self, level: f64) -> (f64, f64) {
        if self.futures == 0 {
            return (0.0, 0.0);
        }
        let n = self.futures as f64;
        let reach = 1.96 * (n * level * (1.0 - level)).sqrt();
        let lower = self.ranked((n * level - reach).floor());
        let upper = self.ranked((n * level + reach).ceil());
        (f64::from(lower), f64::from(upper))
    }

    /// The count of the future at a whole rank: 0, or less, for the lowest; the highest beyond it.
    fn ranked(&self, rank: f64) -> u32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
        let rank = rank.clamp(0.0, self.futures.saturating_sub(1) as f64) as u64;
        let mut below = 0;
        for (count, &times) in (self.floor..).zip(&self.times) {
            below += u64::from(times);
            if below > rank {
                return count;
            }
        }
        self.floor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(counts: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for &count in counts {
            tally.add(count);
        }
        tally
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} against {b}");
    }

    #[test]
    fn moments_and_percentiles_of_a_case_by_hand() {
        let five = tally(&[10, 2, 4, 8, 6]);
        close(five.mean(), 6.0);
        close(five.sd(), 10.0_f64.sqrt());
        close(five.standard_error(), 2.0_f64.sqrt());
        close(five.percentile(0.5), 6.0);
        close(five.percentile(0.1), 2.8);
        close(five.percentile(0.9), 9.2);
        close(five.percentile(0.0), 2.0);
        close(five.percentile(1.0), 10.0);
        close(five.share_above(6), 0.4);
        close(five.share_above(1), 1.0);
        let halves = five.quantiles(2);
        close(halves[0], 4.0);
        close(halves[1], 8.0);
    }

    #[test]
    fn order_leaves_no_trace() {
        let forwards = tally(&[7, 3, 3, 900, 0, 12]);
        let backwards = tally(&[12, 0, 900, 3, 3, 7]);
        for level in [0.0, 0.1, 0.37, 0.5, 0.99] {
            close(forwards.percentile(level), backwards.percentile(level));
        }
        close(forwards.sd(), backwards.sd());
    }

    #[test]
    fn one_future_or_none_is_no_trouble() {
        close(tally(&[]).mean(), 0.0);
        close(tally(&[]).percentile(0.5), 0.0);
        close(tally(&[5]).sd(), 0.0);
        close(tally(&[5]).percentile(0.9), 5.0);
        close(tally(&[]).standard_error(), 0.0);
    }

    #[test]
    fn percentile_bounds_are_binomial_ranks() {
        let tally = tally(&(0..10_000).collect::<Vec<_>>());
        // 1.96 x sqrt(10,000 x 0.1 x 0.9) = 58.8 ranks.
        let (low, high) = tally.percentile_bounds(0.1);
        close(low, 941.0);
        close(high, 1_059.0);
    }
}
