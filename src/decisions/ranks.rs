//! Sorts futures by their values: ranks, ties, bins, and groups to leave out (M14.5).
//!
//! Everything here follows from the values alone, so that the order of the futures in their columns does not matter.

use crate::chance::mix;
use std::cmp::Ordering;
use std::ops::Range;

/// The positions of the futures, ascending by the first column, with ties by the second, and so on. Futures with equal
/// values in all columns may stand in any order: no figure distinguishes them.
pub(super) fn sorted(columns: &[&[f64]]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..columns.first().map_or(0, |column| column.len())).collect();
    order.sort_unstable_by(|&a, &b| {
        let compared = columns.iter().map(|column| column[a].total_cmp(&column[b]));
        compared.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    order
}

/// The runs of equal values of a column in its ascending order, as ranges of ranks from 0.
pub(super) fn ties<'a>(column: &'a [f64], order: &'a [usize]) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    order.chunk_by(|&a, &b| column[a] >= column[b]).map(move |run| {
        let to = from + run.len();
        let ranks = from..to;
        from = to;
        ranks
    })
}

/// The middle rank of a run of ties.
fn middle(ranks: &Range<usize>) -> f64 {
    0.5 * (ranks.start + ranks.end) as f64
}

/// The rank of each future, starting at one half; ties share the average of their ranks.
pub(super) fn average_ranks(column: &[f64]) -> Vec<f64> {
    let order = sorted(&[column]);
    let mut ranks = vec![0.0; order.len()];
    for run in ties(column, &order) {
        let rank = middle(&run);
        for &future in &order[run] {
            ranks[future] = rank;
        }
    }
    ranks
}

/// The bin of each future in the order of a column: `bins` bins of about equal count. Ties share a bin; a run of ties
/// as long as a bin or longer has a bin to itself.
pub(super) fn bins(column: &[f64], order: &[usize], bins: usize) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for run in ties(column, order) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // below bins
        let bin = (middle(&run) / order.len() as f64 * bins as f64) as usize;
        places[run].fill(bin.min(bins - 1));
    }
    places
}

/// The group of each rank: groups of equal size, assigned as if at random.
pub(super) fn groups(futures: usize, groups: usize) -> Vec<usize> {
    let mut lots: Vec<(u64, usize)> = (0..futures).map(|rank| (mix(rank as u64 + 1), rank)).collect();
    lots.sort_unstable();
    let mut drawn = vec![0; futures];
    for (place, &(_, rank)) in lots.iter().enumerate() {
        drawn[rank] = place % groups;
    }
    drawn
}

/// Whether a column has more than one value.
pub(super) fn varies(column: &[f64]) -> bool {
    column.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_average_of_their_ranks() {
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, -0.0, 0.0, 9.0]), [4.0, 2.5, 4.0, 1.0, 1.0, 5.5]);
    }

    #[test]
    fn bins_are_equal_and_never_part_what_is_equal() {
        let column: Vec<f64> = (0..100).map(|i| f64::from(i / 7 * 7 % 50)).collect();
        let order = sorted(&[&column]);
        let places = bins(&column, &order, 5);
        for run in ties(&column, &order) {
            assert!(places[run.clone()].iter().all(|&place| place == places[run.start]));
        }
        let distinct: Vec<f64> = (0..100).map(f64::from).collect();
        let order = sorted(&[&distinct]);
        let places = bins(&distinct, &order, 5);
        assert!((0..5).all(|bin| places.iter().filter(|&&place| place == bin).count() == 20));
    }

    #[test]
    fn a_spike_has_a_bin_to_itself() {
        let column: Vec<f64> = (0..100).map(|i: i32| f64::from((i - 20).max(0))).collect();
        let order = sorted(&[&column]);
        let places = bins(&column, &order, 10);
        let first = places[0];
        assert!(order.iter().zip(&places).all(|(&future, &bin)| (bin == first) == (column[future] == 0.0)));
    }

    #[test]
    fn groups_are_of_equal_size_and_do_not_follow_the_ranks() {
        let drawn = groups(1_000, 20);
        assert!((0..20).all(|group| drawn.iter().filter(|&&other| other == group).count() == 50));
        let repeats = drawn.windows(2).filter(|pair| pair[0] == pair[1]).count();
        // 999 / 20 = 50 by lot, and never where groups alternate.
        assert!((30..70).contains(&repeats), "{repeats}");
    }
}
