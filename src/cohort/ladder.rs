//! Inversion from a table (M11.1): which of a few outcomes a uniform number falls on.

use crate::chance::nearest;

/// The most outcomes that a ladder can have; a power of two, so that no index can be out of range.
pub const RUNGS: usize = 32;
/// How many leading bits of a number count: two such numbers leave 16 bits of a word.
const BITS: u32 = 24;
/// Certainty, in steps of 2^-24.
const ONE: f64 = 16_777_216.0;
/// How many buckets the guide has.
const BUCKETS: usize = 128;
/// How many bits of a number of 32 bits tell numbers of a bucket apart.
const REST: u32 = u32::BITS - 7;
/// How many of the 24 bits that count do.
const COUNTED: u32 = BITS - 7;
/// The mark in place of an outcome where a bucket holds more than one boundary.
const CROWDED: u32 = 1 << 31;

/// Cumulative probabilities with a guide (after Chen and Asau 1974): the leading 7 bits of a number
/// choose a bucket, and nearly every bucket holds one boundary between outcomes or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// For each bucket its first outcome and, below that, what the rest of a number lacks to the
    /// boundary, less the bucket itself: adding a number carries into the outcome just where the
    /// boundary is passed.
    guide: [u32; BUCKETS],
    /// The number below which each outcome ends, in steps of 2^-24.
    upto: [u32; RUNGS],
}

impl Ladder {
    /// A ladder with one certain outcome.
    pub fn new() -> Ladder {
        let mut ladder = Ladder { guide: [0; BUCKETS], upto: [0; RUNGS] };
        ladder.fill([]);
        ladder
    }

    /// Fills the ladder from the cumulative probabilities, from 0 to 1, of outcomes 0, 1, ..; the last outcome takes
    /// whatever is left, and what follows it can never happen.
    pub fn fill(&mut self, cumulative: impl IntoIterator<Item = f64>) {
        self.upto = [1 << BITS; RUNGS];
        for (upto, probability) in self.upto[..RUNGS - 1].iter_mut().zip(cumulative) {
            *upto = nearest((probability * ONE).clamp(0.0, ONE));
        }
        let mut filled = 0;
        for (outcome, &upto) in (0_u32..).zip(&self.upto) {
            // Buckets that end no later than this outcome, and are not yet taken.
            let whole = (upto >> COUNTED) as usize;
            if whole > filled {
                #[allow(clippy::cast_possible_truncation)] // buckets
                for (bucket, guide) in (filled as u32..).zip(&mut self.guide[filled..whole]) {
                    *guide = outcome.wrapping_sub(bucket) << REST;
                }
                filled = whole;
            }
            if filled == BUCKETS {
                break;
            }
            let within = upto % (1 << COUNTED);
            if whole == filled && within != 0 {
                let next = self.upto[outcome as usize + 1];
                let single = next >> COUNTED > upto >> COUNTED;
                let lacks = ((1 << COUNTED) - within) << (u32::BITS - BITS);
                let first = if single { (outcome << REST) + lacks } else { CROWDED };
                #[allow(clippy::cast_possible_truncation)] // a bucket
                let bucket = filled as u32;
                self.guide[filled] = first.wrapping_sub(bucket << REST);
                filled += 1;
            }
        }
    }

    /// The outcome for a uniform number of 32 bits.
    #[inline]
    pub fn at(&self, uniform: u32) -> usize {
        let look = self.guide[(uniform >> REST) as usize].wrapping_add(uniform);
        if look < CROWDED { (look >> REST) as usize } else { self.search(uniform) }
    }

    /// The outcome for a number whose bucket holds more than one boundary.
    #[cold]
    fn search(&self, uniform: u32) -> usize {
        let counted = uniform >> (u32::BITS - BITS);
        self.upto.iter().position(|&upto| counted < upto).unwrap_or(RUNGS - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_falls_on_the_outcome_that_a_search_finds() {
        let cumulative =
            [0.0, 0.001, 0.3, 0.3, 0.3007, 0.999_99, 1.0].map(|share: f64| (share * ONE).round() / ONE);
        let mut ladder = Ladder::new();
        ladder.fill(cumulative);
        for step in 0..100_000_u32 {
            let uniform = step.wrapping_mul(2_654_435_769);
            let share = (f64::from(uniform >> (32 - BITS)) + 0.5) / ONE;
            let searched = cumulative.iter().position(|&upto| share < upto).unwrap();
            assert_eq!(ladder.at(uniform), searched, "at {share}");
        }
    }

    #[test]
    fn the_last_outcome_takes_what_is_left() {
        let mut ladder = Ladder::new();
        ladder.fill([0.25, 0.5]);
        assert_eq!(ladder.at(u32::MAX), 2);
        ladder.fill([]);
        assert_eq!([ladder.at(0), ladder.at(u32::MAX)], [0, 0]);
    }
}
