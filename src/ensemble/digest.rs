//! A short name for a long list of counts.

use std::fmt;

/// A 64-bit digest: the same counts in the same order give the same one on every platform.
/// It tells honest results apart; it is no protection against forgery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Digest {
        Digest(0xCBF2_9CE4_8422_2325)
    }
}

impl Digest {
    /// Of a future: its counts, two to a word, and its headlines.
    pub fn of(counts: &[u32], headlines: &[f64]) -> Digest {
        let (pairs, rest) = counts.as_chunks::<2>();
        let word = |&[low, high]: &[u32; 2]| u64::from(low) | u64::from(high) << 32;
        let digest = pairs.iter().fold(Digest::default(), |digest, pair| digest.with(word(pair)));
        let digest = rest.iter().fold(digest, |digest, &count| digest.with(u64::from(count)));
        headlines.iter().fold(digest.with(counts.len() as u64), |digest, value| digest.with(value.to_bits()))
    }

    /// With one more word: a multiplication by an odd number and a turn, both one to one.
    #[must_use]
    pub fn with(self, word: u64) -> Digest {
        Digest((self.0 ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29))
    }

    /// As a number.
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
    fn order_length_and_every_count_matter() {
        let digests = [
            Digest::of(&[1, 2, 3], &[]),
            Digest::of(&[3, 2, 1], &[]),
            Digest::of(&[1, 2, 3, 0], &[]),
            Digest::of(&[1, 2, 4], &[]),
            Digest::of(&[1, 2, 4], &[0.5]),
            Digest::of(&[1, 2, 4], &[-0.5]),
        ];
        for (index, digest) in digests.iter().enumerate() {
            assert!(!digests[index + 1..].contains(digest));
        }
    }
}
