//! Poisson counts by inversion (M4.1, M11.1).

use super::{Address, nearest};

/// A mean above this is made of several smaller ones, so that exp(-mean) never underflows.
const CHUNK: f64 = 32.0;

/// A Poisson count with the given mean, by inversion of the numbers at an address: the smallest count n with
/// `u < sum over k <= n of exp(-mean) mean^k / k!`.
///
/// For a fixed address the count never falls as the mean rises, whatever the means: a Poisson
/// count of mean 80 is two of mean 32 and one of mean 16, each with a uniform number of its own,
/// and the last grows into a whole chunk before another begins.
/// A mean that is not positive, or not a number, gives 0.
pub fn poisson(address: Address, mean: f64) -> u32 {
    let mut left = mean;
    let mut count = 0;
    let mut chunk = 0;
    while left > CHUNK {
        count += invert(address.uniform(chunk), CHUNK);
        left -= CHUNK;
        chunk += 1;
    }
    if left > 0.0 { count + invert(address.uniform(chunk), left) } else { count }
}

/// The number of counts that are found side by side.
const LANES: usize = 4;
/// The number of means that are prepared together.
const ROUND: usize = 48;

/// Fills in what [`poisson`] gives for each of many means, at all positions of `order`.
///
/// One count by itself waits for a chain of additions, and a processor cannot predict when it ends. Here
/// several advance in step until the last has ended; they end sooner where `order` puts means of
/// about the same size side by side. All that does not depend on chance is done before any of them begins.
#[inline(never)]
pub fn poissons(order: &[u32], means: &[f64], address: impl Fn(u32) -> Address, counts: &mut [u32]) {
    let mut lanes = [[0.0; LANES]; ROUND / LANES];
    let mut uniforms = [[0.0; LANES]; ROUND / LANES];
    let mut first = [[0.0; LANES]; ROUND / LANES];
    for round in order.chunks(ROUND) {
        let groups = round.len().div_ceil(LANES);
        lanes[groups - 1] = [0.0; LANES];
        let places = lanes.as_flattened_mut().iter_mut().zip(uniforms.as_flattened_mut());
        for (&place, (lane, uniform)) in round.iter().zip(places) {
            let mean = means[place as usize];
            *lane = if mean > 0.0 && mean <= CHUNK { mean } else { 0.0 };
            *uniform = address(place).uniform(0);
        }
        for (first, lanes) in first.iter_mut().zip(&lanes).take(groups) {
            *first = lanes.map(exp_minus);
        }
        for (group, places) in round.chunks(LANES).enumerate() {
            let drawn = invert_all(uniforms[group], lanes[group], first[group]);
            for (&place, count) in places.iter().zip(drawn) {
                let mean = means[place as usize];
                counts[place as usize] = if mean > CHUNK { poisson(address(place), mean) } else { count };
            }
        }
    }
}

/// The result of [`invert`] for each lane, with the same steps in the same order; `first` is the probability of 0.
/// same order.
#[inline(never)]
fn invert_all(uniforms: [f64; LANES], means: [f64; LANES], first: [f64; LANES]) -> [u32; LANES] {
    let mut probabilities = first;
    let mut upto = first;
    let mut counts = [0_u64; LANES];
    for reciprocal in &RECIPROCAL[1..] {
        let mut going = 0;
        for ((count, uniform), upto) in counts.iter_mut().zip(&uniforms).zip(&upto) {
            // Sums never fall: a lane that has ended stays as it is.
            let step = u64::from(uniform >= upto);
            *count += step;
            going |= step;
        }
        if going == 0 {
            break;
        }
        for ((probability, mean), upto) in probabilities.iter_mut().zip(&means).zip(&mut upto) {
            *probability *= mean * reciprocal;
            *upto += *probability;
        }
    }
    #[allow(clippy::cast_possible_truncation)] // at most MOST
    counts.map(|count| count as u32)
}

/// The smallest count whose cumulative probability exceeds `uniform`, from 0 to 1, for a mean from 0 to [`CHUNK`].
#[inline(never)]
fn invert(uniform: f64, mean: f64) -> u32 {
    let mut probability = exp_minus(mean);
    let mut upto = probability;
    let mut count = 0;
    // Rounding could leave the sum short of the largest numbers; no count is that large.
    while uniform >= upto && count < MOST {
        count += 1;
        probability *= mean * RECIPROCAL[count];
        upto += probability;
    }
    #[allow(clippy::cast_possible_truncation)] // at most MOST
    let count = count as u32;
    count
}

/// exp(-x) for x from 0 to [`CHUNK`], to 12 digits and in a third of the time of a full one: a table
/// in steps of an eighth, and a series for the rest.
fn exp_minus(x: f64) -> f64 {
    let step = nearest(x * 8.0);
    let rest = f64::from(step) * 0.125 - x;
    let mut series = 1.0;
    for n in [6, 5, 4, 3, 2, 1] {
        series = 1.0 + series * rest * RECIPROCAL[n];
    }
    POWERS[(step as usize).min(POWERS.len() - 1)] * series
}

/// exp(-n/8) for each n from 0.
const POWERS: [f64; 257] = {
    let mut table = [1.0; 257];
    let mut n = 1;
    while n < table.len() {
        table[n] = table[n - 1] * 0.882_496_902_584_595_4;
        n += 1;
    }
    table
};

/// The largest count, far beyond any that a mean of [`CHUNK`] gives.
const MOST: usize = 199;

/// 1/n for each n from 1; 0 for 0.
const RECIPROCAL: [f64; MOST + 1] = {
    let mut table = [0.0; 200];
    let mut n = 1;
    while n < table.len() {
        #[allow(clippy::cast_precision_loss)] // below 200
        let value = 1.0 / n as f64;
        table[n] = value;
        n += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Future, Purpose};

    fn address(future: u32) -> Address {
        Future::new(11, future).address(Purpose::JoinerCount, 0, 0)
    }

    /// Chi-square against the exact probabilities, in cells that expect at least 20 counts.
    #[test]
    fn counts_have_the_poisson_distribution() {
        for mean in [0.05, 0.7, 7.5, 31.9, 40.0, 130.0] {
            let draws = 20_000;
            let mut seen = vec![0_u32; 400];
            for future in 0..draws {
                seen[poisson(address(future), mean) as usize] += 1;
            }
            let mut statistic = 0.0;
            let mut cells = 0;
            let (mut expected, mut observed) = (0.0, 0.0);
            let mut log_probability = -mean;
            for (count, &times) in seen.iter().enumerate() {
                if count > 0 {
                    log_probability += libm::log(mean / count as f64);
                }
                expected += f64::from(draws) * libm::exp(log_probability);
                observed += f64::from(times);
                if expected >= 20.0 {
                    statistic += (observed - expected).powi(2) / expected;
                    cells += 1;
                    (expected, observed) = (0.0, 0.0);
                }
            }
            // The 99.99th percentile of chi-square by Wilson and Hilferty.
            let freedom = f64::from(cells - 1).max(1.0);
            let c = 2.0 / (9.0 * freedom);
            let limit = freedom * (1.0 - c + 3.719 * c.sqrt()).powi(3);
            assert!(statistic < limit, "mean {mean}: chi-square {statistic} over {limit}");
        }
    }

    #[test]
    fn counts_come_alike_one_by_one_and_side_by_side() {
        let means: Vec<f64> =
            (0..203).map(|n| f64::from(n % 29) * 1.3 - 0.4).chain([f64::NAN, 1e-9, 32.0, 400.0]).collect();
        let order: Vec<u32> = (0..207).rev().collect();
        for future in 0..50 {
            let at = |place| Future::new(13, future).address(Purpose::JoinerCount, 1, place);
            let mut counts = vec![9; means.len()];
            poissons(&order, &means, at, &mut counts);
            assert!((0..).zip(&means).zip(counts).all(|((n, &mean), count)| poisson(at(n), mean) == count));
        }
    }

    #[test]
    fn a_larger_mean_never_gives_a_smaller_count() {
        for future in 0..300 {
            let mut last = 0;
            for step in 0..400 {
                let count = poisson(address(future), f64::from(step) * 0.4);
                assert!(count >= last, "future {future}, mean {}", f64::from(step) * 0.4);
                last = count;
            }
        }
    }

    #[test]
    fn the_short_exponential_is_right_to_12_digits() {
        for step in 0..=32_000 {
            let x = f64::from(step) * 0.001;
            let ratio = exp_minus(x) / libm::exp(-x);
            assert!((ratio - 1.0).abs() < 2e-12, "exp(-{x}) is off by {}", ratio - 1.0);
        }
    }

    #[test]
    fn no_mean_no_pupils() {
        assert_eq!(poisson(address(0), 0.0), 0);
        assert_eq!(poisson(address(0), -3.0), 0);
        assert_eq!(poisson(address(0), f64::NAN), 0);
    }

    #[test]
    fn the_largest_uniform_number_ends() {
        for mean in [1e-9, 0.5, 10.0, CHUNK] {
            assert!(invert(1.0 - f64::EPSILON / 2.0, mean) as usize <= MOST);
        }
    }
}
