//! Inversion from a table: which of a few outcomes a uniform number falls on.

/// Most outcomes that a ladder can have; a power of two, so that no index can be out of range.
pub const RUNGS: usize = 32;
/// Uniform numbers are 24-bit: two of them leave 16 bits of a word.
pub const BITS: u32 = 24;
const ONE: f64 = 16_777_216.0;
const BUCKETS: usize = 256;
const BUCKET_SHIFT: u32 = BITS - 8;

/// Cumulative probabilities with a guide (Chen and Asau 1974): the guide gives the first outcome
/// possible for the leading 8 bits, and few numbers need a second look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// An outcome for each bucket.
    guide: [u8; BUCKETS],
    /// Where each outcome ends, in 2^-24.
    upto: [u32; RUNGS],
}

impl Ladder {
    /// A ladder with one certain outcome.
    pub fn new() -> Ladder {
        Ladder { guide: [0; BUCKETS], upto: [1 << BITS; RUNGS] }
    }

    /// Fills it from the cumulative probabilities of outcomes 0, 1, ..; the last outcome takes
    /// whatever is left, and what follows it can never happen.
    pub fn fill(&mut self, cumulative: impl IntoIterator<Item = f64>) {
        self.upto = [1 << BITS; RUNGS];
        for (upto, probability) in self.upto[..RUNGS - 1].iter_mut().zip(cumulative) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
            let steps = (probability * ONE + 0.5).clamp(0.0, ONE) as u32;
            *upto = steps;
        }
        let mut filled = 0;
        for (outcome, &upto) in self.upto.iter().enumerate() {
            // Buckets that begin below this outcome's end, and are not yet taken.
            let end = (upto as usize).div_ceil(1 << BUCKET_SHIFT);
            if end > filled {
                #[allow(clippy::cast_possible_truncation)] // below RUNGS
                self.guide[filled..end].fill(outcome as u8);
                filled = end;
            }
        }
    }

    /// The outcome for a 24-bit uniform number.
    #[inline]
    pub fn at(&self, uniform: u32) -> usize {
        let mut outcome = usize::from(self.guide[(uniform >> BUCKET_SHIFT) as usize & 255]) % RUNGS;
        // Most buckets hold at most one boundary: a step without a branch, and a loop that hardly
        // ever begins.
        outcome += usize::from(uniform >= self.upto[outcome]);
        while uniform >= self.upto[outcome % RUNGS] {
            outcome += 1;
        }
        outcome
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
            let uniform = step.wrapping_mul(2_654_435_769) >> (32 - BITS);
            let share = (f64::from(uniform) + 0.5) / ONE;
            let searched = cumulative.iter().position(|&upto| share < upto).unwrap();
            assert_eq!(ladder.at(uniform), searched, "at {share}");
        }
    }

    #[test]
    fn the_last_outcome_takes_what_is_left() {
        let mut ladder = Ladder::new();
        ladder.fill([0.25, 0.5]);
        assert_eq!(ladder.at((1 << BITS) - 1), 2);
        ladder.fill([]);
        assert_eq!([ladder.at(0), ladder.at((1 << BITS) - 1)], [0, 0]);
    }
}
