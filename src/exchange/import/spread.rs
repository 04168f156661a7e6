//! What suppressed counts are taken for.
//!
//! The rule: each stands for the middle of what it may be (“<6” is 1 to 5, so 3), moved as far as it
//! must be, and no further than it may, for the totals of the file to hold. Of several hidden counts
//! under a total each moves as far, as long as it may.

/// In a key: any, as in a total.
pub const ANY: u16 = u16::MAX;

/// Which district, need, age or phase, channel and year a count is of.
pub type Key = [u16; 5];

/// Totals that are kept at most, and rounds of keeping them: totals may cross one another.
const MOST: usize = 200;
const ROUNDS: usize = 500;

/// A sum of counts, of which some may be hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    /// The known ones.
    pub known: f64,
    /// The least that the hidden ones come to.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// How many are hidden.
    pub hidden: u32,
}

impl Count {
    fn middle(&self) -> f64 {
        0.5 * (self.low + self.high)
    }
}

/// A total that does not hold: its place among the totals, what it says, and what its parts come to.
pub type Broken = (usize, f64, f64);

/// Whether a total is over a key.
fn covers(total: &Key, key: &Key) -> bool {
    total.iter().zip(key).all(|(over, of)| *over == ANY || over == of)
}

/// What each count is taken for, and which totals do not hold.
pub fn spread(counts: &[(Key, Count)], totals: &[(Key, f64)]) -> (Vec<f64>, Vec<Broken>) {
    let mut hidden: Vec<f64> = counts.iter().map(|(_, count)| count.middle()).collect();
    let parts: Vec<Vec<usize>> = totals
        .iter()
        .take(MOST)
        .map(|(total, _)| (0..counts.len()).filter(|&at| covers(total, &counts[at].0)).collect())
        .collect();
    let gap = |hidden: &[f64], at: usize| {
        let sum: f64 = parts[at].iter().map(|&part| counts[part].1.known + hidden[part]).sum();
        totals[at].1 - sum
    };
    for _ in 0..ROUNDS {
        let mut moved = false;
        for (at, parts) in parts.iter().enumerate() {
            let gap = gap(&hidden, at);
            // Those with room on the side to go to share the gap by how wide they are.
            let width = |part: usize, hidden: &[f64]| {
                let Count { low, high, .. } = counts[part].1;
                let room = if gap > 0.0 { high - hidden[part] } else { hidden[part] - low };
                if room > 1e-9 { high - low } else { 0.0 }
            };
            let widths: f64 = parts.iter().map(|&part| width(part, &hidden)).sum();
            if gap.abs() < 1e-6 || widths <= 0.0 {
                continue;
            }
            moved = true;
            for &part in parts {
                let Count { low, high, .. } = counts[part].1;
                hidden[part] = (hidden[part] + gap * width(part, &hidden) / widths).clamp(low, high);
            }
        }
        if !moved {
            break;
        }
    }
    let broken = (0..parts.len()).filter(|&at| !parts[at].is_empty()).filter_map(|at| {
        let gap = gap(&hidden, at);
        (gap.abs() > 0.5).then_some((at, totals[at].1, totals[at].1 - gap))
    });
    let broken = broken.collect();
    (counts.iter().zip(hidden).map(|((_, count), hidden)| count.known + hidden).collect(), broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(district: u16, need: u16) -> Key {
        [district, need, ANY, ANY, ANY]
    }

    fn known(known: f64) -> Count {
        Count { known, ..Count::default() }
    }

    const HIDDEN: Count = Count { known: 0.0, low: 1.0, high: 5.0, hidden: 1 };

    #[test]
    fn without_a_total_the_middle_is_taken() {
        let (taken, broken) = spread(&[(key(0, 0), HIDDEN), (key(0, 1), known(9.0))], &[]);
        assert_eq!((taken, broken), (vec![3.0, 9.0], vec![]));
    }

    #[test]
    fn a_total_is_kept_as_far_as_it_can_be() {
        let counts = [(key(0, 0), HIDDEN), (key(0, 1), HIDDEN), (key(0, 2), known(10.0))];
        let (taken, broken) = spread(&counts, &[(key(0, ANY), 18.0)]);
        assert!((taken[0] - 4.0).abs() < 1e-9 && (taken[1] - 4.0).abs() < 1e-9 && broken.is_empty());
        // Two counts of at most 5 cannot come to 30.
        let (taken, broken) = spread(&counts, &[(key(0, ANY), 40.0)]);
        assert_eq!((taken, broken), (vec![5.0, 5.0, 10.0], vec![(0, 40.0, 20.0)]));
    }

    #[test]
    fn totals_that_cross_are_kept_together() {
        let counts =
            [(key(0, 0), HIDDEN), (key(0, 1), HIDDEN), (key(1, 0), HIDDEN), (key(1, 1), known(10.0))];
        let totals = [(key(0, ANY), 6.0), (key(ANY, 0), 5.0), (key(ANY, ANY), 19.0)];
        let (taken, broken) = spread(&counts, &totals);
        assert!(broken.is_empty(), "{taken:?}");
        for (taken, wanted) in taken.iter().zip([2.0, 4.0, 3.0, 10.0]) {
            assert!((taken - wanted).abs() < 0.05, "{taken:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_truth_its_totals_are_kept_and_no_count_leaves_its_bounds(
            truth in proptest::collection::vec(prop_oneof![1_u16..6, 6_u16..90], 2..30),
        ) {
            let columns = 3;
            let counts: Vec<(Key, Count)> = (0_u16..).zip(&truth).map(|(at, &count)| {
                let count = if count < 6 { HIDDEN } else { known(f64::from(count)) };
                (key(at / columns, at % columns), count)
            }).collect();
            let rows: Vec<(Key, f64)> = (0_u16..).zip(truth.chunks(usize::from(columns)))
                .map(|(row, cells)| (key(row, ANY), f64::from(cells.iter().sum::<u16>()))).collect();
            let (taken, broken) = spread(&counts, &rows);
            prop_assert!(broken.is_empty());
            for ((_, count), taken) in counts.iter().zip(&taken) {
                prop_assert!(*taken >= count.known + count.low - 1e-9 && *taken <= count.known + count.high + 1e-9);
            }
            for ((_, total), cells) in rows.iter().zip(taken.chunks(usize::from(columns))) {
                prop_assert!((cells.iter().sum::<f64>() - total).abs() < 1e-6);
            }
        }
    }
}
