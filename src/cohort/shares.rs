//! Shares of a whole, and whole numbers in their proportion (M2.1, M2.2).

/// Weights, from 0, as shares of their sum; they sum to 1. Not numbers where all weights are 0.
pub(super) fn shares(weights: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let total: f64 = weights.clone().sum();
    weights.map(|weight| weight / total).collect()
}

/// The greatest common divisor.
pub(super) fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Whole numbers that sum to `total`, in proportion to `shares`, by largest remainder; of equal
/// remainders the first wins. `scratch` spares an allocation.
pub(super) fn apportion(total: u32, shares: &[f64], whole: &mut [u32], scratch: &mut Vec<(u64, u32)>) {
    scratch.clear();
    let mut given = 0;
    for (index, (&share, whole)) in (0_u32..).zip(shares.iter().zip(whole.iter_mut())) {
        let quota = share * f64::from(total);
        let floor = quota.floor();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most total
        let floor_whole = floor as u32;
        *whole = floor_whole;
        given += floor_whole;
        scratch.push((in_order(floor - quota), index));
    }
    let left = total.saturating_sub(given) as usize;
    if left > 0 && left < scratch.len() {
        scratch.select_nth_unstable(left - 1);
    }
    for &(_, index) in scratch.iter().take(left) {
        whole[index as usize] += 1;
    }
}

/// A whole number for each number, in the order of `total_cmp`: pairs with whole numbers are
/// selected from elsewhere too, and one selection weighs less than two.
fn in_order(value: f64) -> u64 {
    let bits = value.to_bits();
    // A negative number is the larger in its bits the lower it lies.
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_and_their_whole_numbers_are_in_the_same_order(
            a in proptest::num::f64::ANY,
            b in proptest::num::f64::ANY,
        ) {
            prop_assert_eq!(in_order(a).cmp(&in_order(b)), a.total_cmp(&b));
        }
    }

    #[test]
    fn largest_remainders_win_the_odd_pupils() {
        let mut whole = [0; 4];
        apportion(10, &[0.52, 0.30, 0.12, 0.06], &mut whole, &mut Vec::new());
        // Quotas 5.2, 3.0, 1.2, 0.6: the last has the largest remainder.
        assert_eq!(whole, [5, 3, 1, 1]);
        apportion(2, &[0.25; 4], &mut whole, &mut Vec::new());
        assert_eq!(whole, [1, 1, 0, 0]);
    }
}
