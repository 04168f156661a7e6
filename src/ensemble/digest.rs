//! A digest of a long list of numbers (M11.3).

use crate::cohort::{Measure, Shape};
use std::fmt;

/// A 64-bit digest: the same numbers in the same order give the same digest on every platform. It tells equal results
/// from different ones and does not protect against forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Digest {
        Digest(0xCBF2_9CE4_8422_2325)
    }
}

impl Digest {
    /// The digest of a future's county stock and headlines, to which nearly everything else contributes. It does not
    /// depend on how far counts are broken down.
    pub fn of(shape: Shape, record: &[u32], headlines: &[f64]) -> Digest {
        let stock = |january| shape.row(record, Measure::Stock, january)[0];
        let digest = (0..shape.januaries())
            .fold(Digest::default(), |digest, january| digest.with(u64::from(stock(january))));
        headlines.iter().fold(digest, |digest, value| digest.with(value.to_bits()))
    }

    /// Adds one more word to the digest by a multiplication with an odd number and a rotation, both of which are one to
    /// one.
    #[must_use]
    pub fn with(self, word: u64) -> Digest {
        Digest((self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29))
    }

    /// The digest as a number.
    pub fn value(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_every_number_matter() {
        let of = |words: &[u64]| words.iter().fold(Digest::default(), |digest, &word| digest.with(word));
        let digests = [of(&[1, 2, 3]), of(&[3, 2, 1]), of(&[1, 2, 3, 0]), of(&[1, 2, 4]), of(&[])];
        for (index, digest) in digests.iter().enumerate() {
            assert!(!digests[index + 1..].contains(digest));
        }
    }
}
