//! How a whole number is spread over the futures: exactly, in little room.

/// Most counts told apart; beyond, neighbours share a bin.
const BINS: u32 = 1 << 16;

/// How many futures had each count. Adding is exact and commutes, so the order in which futures
/// come leaves no trace; so do mean, deviation and percentiles, which follow from it.
///
/// Where counts lie more than 65,535 apart, percentiles are known to a few counts only; mean and
/// deviation always exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Futures by bin, from the bin `floor` up; a bin is 2^`shift` counts wide.
    times: Vec<u32>,
    floor: u32,
    shift: u32,
    futures: u64,
    sum: u64,
    squares: u128,
    least: u32,
    most: u32,
}

impl Tally {
    /// Counts more futures.
    pub fn add_all(&mut self, counts: &[u32]) {
        let (mut least, mut most, mut sum) = (u32::MAX, 0, 0);
        // The halves of the squares apart: 64 bits hold the sums of either.
        let (mut low, mut high) = (0, 0);
        for &count in counts {
            least = least.min(count);
            most = most.max(count);
            let wide = u64::from(count);
            sum += wide;
            low += (wide * wide) & 0xFFFF_FFFF;
            high += (wide * wide) >> 32;
        }
        if least > most {
            return;
        }
        self.make_room(least, most);
        let (times, shift, floor) = (self.times.as_mut_slice(), self.shift, self.floor);
        for &count in counts {
            times[((count >> shift) - floor) as usize] += 1;
        }
        self.sum += sum;
        self.squares += (u128::from(high) << 32) + u128::from(low);
        self.futures += counts.len() as u64;
    }

    /// Room for counts from `least` to `most`.
    fn make_room(&mut self, least: u32, most: u32) {
        if self.futures == 0 {
            (self.least, self.most) = (least, most);
        } else {
            self.least = self.least.min(least);
            self.most = self.most.max(most);
        }
        while (self.most >> self.shift) - (self.least >> self.shift) >= BINS {
            // Bins lie at multiples of their width, so that the order of coming leaves no trace.
            let mut wider = vec![0; self.times.len() / 2 + 2];
            for (bin, &times) in (self.floor..).zip(&self.times) {
                wider[((bin >> 1) - (self.floor >> 1)) as usize] += times;
            }
            self.times = wider;
            self.floor >>= 1;
            self.shift += 1;
        }
        let (low, high) = (self.least >> self.shift, self.most >> self.shift);
        if self.times.is_empty() {
            self.floor = low;
        }
        if low < self.floor {
            // Doubling the room below keeps the moves few.
            let width = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
            let room = (self.floor - low).max(width).min(self.floor);
            self.times.splice(0..0, std::iter::repeat_n(0, room as usize));
            self.floor -= room;
        }
        let wanted = (high - self.floor) as usize + 1;
        if wanted > self.times.len() {
            self.times.resize(wanted, 0);
        }
    }

    /// The count that stands for a bin.
    fn count(&self, bin: u32) -> u32 {
        if self.shift == 0 {
            return bin;
        }
        ((bin << self.shift) + (1 << (self.shift - 1))).clamp(self.least, self.most)
    }

    /// How many futures.
    pub fn futures(&self) -> u64 {
        self.futures
    }

    /// Mean; 0 of no futures.
    pub fn mean(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.sum as f64 / self.futures as f64 }
    }

    /// Standard deviation of the futures (divisor n - 1); 0 of fewer than two.
    pub fn sd(&self) -> f64 {
        if self.futures < 2 {
            return 0.0;
        }
        // n x sum of squares - square of sum, in whole numbers: no cancellation.
        let (n, sum) = (u128::from(self.futures), u128::from(self.sum));
        let scatter = (n * self.squares - sum * sum) as f64;
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
            .filter(|(bin, _)| self.count(*bin) > count)
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
        for (bin, &times) in (self.floor..).zip(&self.times) {
            below += u64::from(times);
            if below > rank {
                return self.count(bin);
            }
        }
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(counts: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for &count in counts {
            tally.add_all(&[count]);
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
    fn counts_far_apart_keep_their_mean_and_take_little_room() {
        let counts: Vec<u32> = (0..1_000).map(|i| i * 4_000_000).collect();
        let mut together = Tally::default();
        together.add_all(&counts);
        let mut backwards = Tally::default();
        counts.iter().rev().for_each(|&count| backwards.add_all(&[count]));
        assert!(together.times.len() <= BINS as usize + 1 && backwards.times.len() <= 2 * BINS as usize);
        close(together.mean(), 999.0 * 2_000_000.0);
        // The deviation of 0 to 999, in steps of 4 million: their squares need all of 64 bits.
        let deviation = 4_000_000.0 * (1_000.0 * 1_001.0 / 12.0_f64).sqrt();
        close(together.sd() / deviation, 1.0);
        close(backwards.sd() / deviation, 1.0);
        for level in [0.0, 0.1, 0.5, 0.9, 1.0] {
            close(together.percentile(level), backwards.percentile(level));
            let exact = level * 999.0 * 4_000_000.0;
            assert!((together.percentile(level) - exact).abs() <= 65_536.0, "{level}");
        }
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
