//! A block whose places are reviewed each September (M14.14).

use super::plans::places;
use serde::{Deserialize, Serialize};

/// The terms on which the places of a block are reviewed each September, by how full it was in the January before. The
/// first September has the first volume.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The share filled, from 0 to 1, at or above which places are added.
    pub above: f64,
    /// The share filled, from 0 to 1, below which places are taken off.
    pub below: f64,
    /// How many places a review adds or takes off, as a share of the first volume; at least one place.
    pub step: f64,
    /// The most places, as a share of the first volume, from 1.
    pub most: f64,
    /// The fewest places, as a share of the first volume, from 0 to 1.
    pub least: f64,
    /// Years from the review to the September in which there are fewer places. More places come at once.
    pub notice: u8,
}

/// The places of one block as they are agreed from September to September.
#[derive(Clone, Debug)]
pub(super) struct Agreed {
    review: Review,
    first: u32,
    /// The number agreed in each September, before any ramp.
    numbers: Vec<u32>,
}

impl Agreed {
    /// In the first September.
    pub(super) fn new(review: Review, first: u32) -> Agreed {
        Agreed { review, first, numbers: vec![first] }
    }

    /// The number agreed last.
    fn agreed(&self) -> u32 {
        self.numbers.last().copied().unwrap_or(self.first)
    }

    /// The review of the next September, where `occupied` pupils were there last January, when the ramp was `ramp`. A
    /// number that is agreed, but not in force yet, is what the pupils are set against: notice is not given twice for the
    /// same empty places.
    pub(super) fn review(&mut self, occupied: u32, ramp: f64) {
        let Review { above, below, step, most, least, .. } = self.review;
        let now = self.agreed();
        let offered = f64::from(places(now, ramp));
        let step = places(self.first, step).max(1);
        let next = if offered <= 0.0 {
            now
        } else if f64::from(occupied) >= above * offered {
            (now + step).min(places(self.first, most)).max(now)
        } else if f64::from(occupied) < below * offered {
            now.saturating_sub(step).max(places(self.first, least)).min(now)
        } else {
            now
        };
        self.numbers.push(next);
    }

    /// The number in force: the largest that was agreed within the notice.
    pub(super) fn in_force(&self) -> u32 {
        let notice = usize::from(self.review.notice) + 1;
        self.numbers.iter().rev().take(notice).copied().max().unwrap_or(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEW: Review = Review { above: 0.9, below: 0.7, step: 0.25, most: 1.5, least: 0.5, notice: 1 };

    /// The places in force by September, from the pupils there in the January of each.
    fn in_force(review: Review, first: u32, pupils: &[u32]) -> Vec<u32> {
        let mut agreed = Agreed::new(review, first);
        let mut all = vec![agreed.in_force()];
        for &occupied in pupils {
            agreed.review(occupied, 1.0);
            all.push(agreed.in_force());
        }
        all
    }

    #[test]
    fn a_full_block_grows_at_once_and_an_empty_one_shrinks_with_notice() {
        // 18 of 20 fill 90%: 5 more. 23 of 25: 5 more, which is the limit of 1.5 x 20. 30 of 30: no more.
        assert_eq!(in_force(REVIEW, 20, &[18, 23, 30]), [20, 25, 30, 30]);
        // 13 of 20 are under 70%: 15 are agreed, and in force a year later. 13 of those 15 are neither.
        assert_eq!(in_force(REVIEW, 20, &[13, 13, 13]), [20, 20, 15, 15]);
        // 10 of 15 are under 70% too: down to 10, which is the least; then it stays, however empty.
        assert_eq!(in_force(REVIEW, 20, &[13, 10, 0, 0]), [20, 20, 15, 10, 10]);
        // 14 of the 15 agreed are over 90%: the places given up are kept after all.
        assert_eq!(in_force(REVIEW, 20, &[13, 14, 16]), [20, 20, 20, 20]);
        let at_once = Review { notice: 0, ..REVIEW };
        assert_eq!(in_force(at_once, 20, &[13, 10]), [20, 15, 10]);
        assert_eq!(in_force(REVIEW, 0, &[0, 0]), [0, 0, 0], "of no places there is nothing to review");
        assert_eq!(in_force(REVIEW, 1, &[1, 2]), [1, 2, 2], "a step is at least a place");
    }

    #[test]
    fn a_review_sets_the_pupils_against_the_places_of_the_ramp() {
        let mut agreed = Agreed::new(REVIEW, 20);
        agreed.review(9, 0.5);
        assert_eq!(agreed.in_force(), 25, "9 of 10 fill 90%");
        agreed.review(1, 0.0);
        assert_eq!(agreed.in_force(), 25);
    }
}
