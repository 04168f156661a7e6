//! Tallies a whole number over the futures, exactly and in little memory (M12).

use crate::chance::P975;

/// The largest number of bins. Where counts lie further apart, neighbouring counts share a bin.
const BINS: u32 = 1 << 16;

/// How many futures had each count. Addition is exact and commutes, so that the order in which futures come does not
/// matter; the mean, the standard deviation and the percentiles follow from the tally.
///
/// Where counts lie more than 65,535 apart, percentiles are accurate to a few counts; the mean and the standard
/// deviation are always exact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The number of futures in each bin, from the bin `floor` up; a bin is 2^`shift` counts wide.
    times: Vec<u32>,
    floor: u32,
    shift: u32,
    futures: u64,
    /// The moments of all counts once bins are wider than one count; until then they follow from the bins.
    coarse: Moments,
}

/// The moments of the counts, which bins wider than one count do not preserve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moments {
    least: u32,
    most: u32,
    sum: u64,
    squares: u128,
}

impl Default for Moments {
    fn default() -> Moments {
        Moments { least: u32::MAX, most: 0, sum: 0, squares: 0 }
    }
}

impl Moments {
    /// Adds the same count a number of times.
    fn with(self, count: u32, times: u32) -> Moments {
        let sum = u64::from(count) * u64::from(times);
        Moments {
            least: self.least.min(count),
            most: self.most.max(count),
            sum: self.sum + sum,
            squares: self.squares + u128::from(sum) * u128::from(count),
        }
    }
}

impl Tally {
    /// Adds the counts of more futures.
    pub fn add_all(&mut self, mut counts: &[u32]) {
        self.futures += counts.len() as u64;
        loop {
            counts = &counts[self.add_known(counts)..];
            let Some(&beyond) = counts.first() else { return };
            self.make_room(beyond);
        }
    }

    /// Adds counts up to the first one that has no bin, and returns how many were added.
    fn add_known(&mut self, counts: &[u32]) -> usize {
        let (times, shift, floor) = (self.times.as_mut_slice(), self.shift, self.floor);
        let mut known = 0;
        while known < counts.len() {
            // A count below the floor wraps round to far above all bins.
            let bin = (counts[known] >> shift).wrapping_sub(floor) as usize;
            if bin >= times.len() {
                break;
            }
            times[bin] += 1;
            known += 1;
        }
        if shift > 0 {
            self.coarse = counts[..known].iter().fold(self.coarse, |moments, &count| moments.with(count, 1));
        }
        known
    }

    /// The smallest and the largest count so far; in reverse order where there are none.
    fn ends(&self) -> (u32, u32) {
        if self.shift > 0 {
            return (self.coarse.least, self.coarse.most);
        }
        #[allow(clippy::cast_possible_truncation)] // at most BINS
        let bin = |place: usize| self.floor + place as u32;
        let least = self.times.iter().position(|&times| times > 0).map_or(u32::MAX, bin);
        (least, self.times.iter().rposition(|&times| times > 0).map_or(0, bin))
    }

    /// The sum of all counts, and n times the sum of their squares less the square of their sum.
    fn sum_and_scatter(&self) -> (u64, u128) {
        // Whole numbers avoid cancellation. Far from 0 only the sum differs, so 64 bits are enough for fine bins; that
        // saves time, because each picture needs hundreds of tallies.
        let n = u128::from(self.futures);
        let (from, sum, squares) = if self.shift > 0 {
            (0, self.coarse.sum, self.coarse.squares)
        } else {
            let (mut sum, mut squares) = (0, 0);
            for (above, &times) in (0_u64..).zip(&self.times) {
                let part = above * u64::from(times);
                sum += part;
                squares += above * part;
            }
            (u64::from(self.floor), sum, u128::from(squares))
        };
        (from * self.futures + sum, n * squares - u128::from(sum) * u128::from(sum))
    }

    /// The bins from the lowest up, each with its number of futures.
    fn bins(&self) -> impl Iterator<Item = (u32, u32)> {
        let floor = self.floor;
        #[allow(clippy::cast_possible_truncation)] // at most BINS
        self.times.iter().enumerate().map(move |(place, &times)| (floor + place as u32, times))
    }

    /// Makes room for one more count.
    fn make_room(&mut self, count: u32) {
        let (least, most) = self.ends();
        let (least, most) = (least.min(count), most.max(count));
        while (most >> self.shift) - (least >> self.shift) >= BINS {
            if self.shift == 0 {
                let all = self.bins().filter(|(_, times)| *times > 0);
                self.coarse = all.fold(Moments::default(), |moments, (bin, times)| moments.with(bin, times));
            }
            // Bins lie at multiples of their width, so that the order in which counts come does not matter.
            let mut wider = vec![0; self.times.len() / 2 + 2];
            for (bin, times) in self.bins() {
                wider[((bin >> 1) - (self.floor >> 1)) as usize] += times;
            }
            self.times = wider;
            self.floor >>= 1;
            self.shift += 1;
        }
        let (low, high) = (least >> self.shift, most >> self.shift);
        if self.times.is_empty() {
            self.floor = low;
        }
        // There are never more bins than counts may lie apart: a count further away must find none.
        let lowest = high.saturating_sub(BINS - 1);
        if low < self.floor {
            // Doubling the room below the lowest bin keeps moves rare.
            let width = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
            let room = (self.floor - low).max(width).min(self.floor - lowest);
            self.times.splice(0..0, std::iter::repeat_n(0, room as usize));
            self.floor -= room;
        } else if self.floor < lowest {
            self.times.drain(..(lowest - self.floor) as usize);
            self.floor = lowest;
        }
        let wanted = (high - self.floor) as usize + 1;
        if wanted > self.times.len() {
            self.times.resize(wanted, 0);
        }
    }

    /// The count that represents a bin.
    fn count(&self, bin: u32) -> u32 {
        if self.shift == 0 {
            return bin;
        }
        ((bin << self.shift) + (1 << (self.shift - 1))).clamp(self.coarse.least, self.coarse.most)
    }

    /// The number of futures.
    pub fn futures(&self) -> u64 {
        self.futures
    }

    /// The mean; 0 without futures.
    pub fn mean(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.sum_and_scatter().0 as f64 / self.futures as f64 }
    }

    /// The standard deviation of the futures (divisor n - 1); 0 for fewer than two.
    pub fn sd(&self) -> f64 {
        if self.futures < 2 {
            return 0.0;
        }
        let n = self.futures as f64;
        (self.sum_and_scatter().1 as f64 / (n * (n - 1.0))).sqrt()
    }

    /// The Monte Carlo standard error of the mean; 0 for fewer than two futures.
    pub fn standard_error(&self) -> f64 {
        if self.futures == 0 { 0.0 } else { self.sd() / (self.futures as f64).sqrt() }
    }

    /// The percentile at `level` from 0 to 1, interpolated between neighbouring futures like Excel's PERCENTILE.INC and
    /// R's type 7; 0 without futures.
    pub fn percentile(&self, level: f64) -> f64 {
        let [value] = self.percentiles([level]);
        value
    }

    /// The percentiles at several ascending levels, in one pass over the bins.
    pub fn percentiles<const LEVELS: usize>(&self, levels: [f64; LEVELS]) -> [f64; LEVELS] {
        let mut ranks = Ranks::new(self);
        levels.map(|level| ranks.percentile(level))
    }

    /// The share of the futures, from 0 to 1, with more than `count`; 0 without futures.
    pub fn share_above(&self, count: u32) -> f64 {
        if self.futures == 0 {
            return 0.0;
        }
        let above: u64 =
            self.bins().filter(|(bin, _)| self.count(*bin) > count).map(|(_, times)| u64::from(times)).sum();
        above as f64 / self.futures as f64
    }

    /// The midpoints of `n` equally likely parts, as a quantile dot plot shows them.
    pub fn quantiles(&self, n: u32) -> Vec<f64> {
        let mut ranks = Ranks::new(self);
        (0..n).map(|i| ranks.percentile((f64::from(i) + 0.5) / f64::from(n))).collect()
    }

    /// The 95% interval of the percentile at `level`, in counts, from the ranks of a binomial count: it holds for any
    /// distribution.
    pub fn percentile_bounds(&self, level: f64) -> (f64, f64) {
        if self.futures == 0 {
            return (0.0, 0.0);
        }
        let n = self.futures as f64;
        let reach = P975 * (n * level * (1.0 - level)).sqrt();
        let mut ranks = Ranks::new(self);
        let lower = ranks.between((n * level - reach).floor().max(0.0));
        (lower, ranks.between((n * level + reach).ceil().min(n - 1.0)))
    }
}

/// A walk through the futures from the lowest count up.
struct Ranks<'a> {
    tally: &'a Tally,
    bin: usize,
    /// The number of futures in the bins below the present one.
    below: u64,
}

impl Ranks<'_> {
    fn new(tally: &Tally) -> Ranks<'_> {
        Ranks { tally, bin: 0, below: 0 }
    }

    /// The percentile at a level from 0 to 1; levels must ascend from call to call.
    fn percentile(&mut self, level: f64) -> f64 {
        self.between(level.clamp(0.0, 1.0) * self.tally.futures.saturating_sub(1) as f64)
    }

    /// The count at a rank, starting at 0 for the lowest, interpolated between neighbours; 0 where there is none. Ranks
    /// must ascend from call to call.
    fn between(&mut self, rank: f64) -> f64 {
        let tally = self.tally;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a rank
        let whole = rank as u64;
        while let Some(&times) = tally.times.get(self.bin)
            && self.below + u64::from(times) <= whole
        {
            self.below += u64::from(times);
            self.bin += 1;
        }
        let mut ahead = tally.bins().skip(self.bin);
        let Some((bin, times)) = ahead.next() else { return 0.0 };
        let lower = f64::from(tally.count(bin));
        if rank.fract() == 0.0 || self.below + u64::from(times) > whole + 1 {
            return lower;
        }
        let next = ahead.find(|(_, times)| *times > 0);
        next.map_or(lower, |(bin, _)| lower + (f64::from(tally.count(bin)) - lower) * rank.fract())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn percentiles_are_those_of_the_sorted_counts_however_many_are_asked_for() {
        // Many alike, some apart, and 83 of them, so that levels fall between futures.
        let mut counts: Vec<u32> = (0..83).map(|i| 100 + (i * i) % 29 * (1 + i / 60 * 40)).collect();
        let tally = tally(&counts);
        counts.sort_unstable();
        let sorted = |level: f64| {
            let position = level * 82.0;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a place among them
            let [lower, upper] = [position.floor(), position.ceil()].map(|at| f64::from(counts[at as usize]));
            lower + (upper - lower) * position.fract()
        };
        let levels = [0.0, 0.001, 0.1, 0.104, 0.25, 0.5, 0.505, 0.75, 0.9, 0.999, 1.0];
        for (level, value) in levels.into_iter().zip(tally.percentiles(levels)) {
            close(value, sorted(level));
            close(tally.percentile(level), sorted(level));
        }
        for (place, value) in tally.quantiles(50).into_iter().enumerate() {
            close(value, sorted((place as f64 + 0.5) / 50.0));
        }
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
        // Bins that are made wider in the midst of a batch forget nothing of what came before.
        let mut halves = Tally::default();
        halves.add_all(&[3, 5, 9]);
        halves.add_all(&[4, 70_000, 9, 5_000_000]);
        close(halves.mean(), f64::from(3 + 5 + 9 + 4 + 70_000 + 9 + 5_000_000) / 7.0);
        assert!(together.times.len() <= BINS as usize && backwards.times.len() <= BINS as usize);
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

    proptest! {
        #[test]
        fn no_order_and_no_batches_leave_a_trace(
            mut counts in prop::collection::vec(
                prop_oneof![0..9_u32, 60_000..70_000_u32, 131_060..131_080_u32, 0..40_000_000_u32, Just(u32::MAX)],
                1..60,
            ),
            cut in 0..60_usize,
        ) {
            let told = |tally: &Tally| {
                (tally.mean(), tally.sd(), tally.percentiles([0.0, 0.05, 0.3, 0.5, 0.8, 1.0]), tally.share_above(65_000))
            };
            let one_by_one = told(&tally(&counts));
            counts.reverse();
            let mut batches = Tally::default();
            let (first, second) = counts.split_at(cut.min(counts.len()));
            batches.add_all(first);
            batches.add_all(second);
            prop_assert_eq!(&told(&batches), &one_by_one);
            counts.sort_unstable();
            prop_assert_eq!(&told(&tally(&counts)), &one_by_one);
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
