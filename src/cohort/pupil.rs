//! A pupil on the way to a placement.

use super::routes::parts;
use crate::chance::mix;

/// A pupil who may join, with all that is decided before a placement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pupil {
    cell: u16,
    birth: u8,
    end: u8,
    by_tribunal: bool,
    waited: u8,
    lot: u16,
    /// Chance of the route and the channel.
    word: u64,
}

impl Pupil {
    /// A pupil whose leaving year is its own, whatever happens before.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // within the limits on districts, needs and years
    pub fn new(cell: u16, birth: usize, end: usize, by_tribunal: bool, lot: u64, word: u64) -> Pupil {
        let (birth, end, lot) = (birth as u8, end as u8, lot as u16);
        Pupil { cell, birth, end, by_tribunal, waited: 0, lot, word }
    }

    /// The numbers that decide on the channel and on the lot.
    #[inline]
    pub fn channel_and_lot(self) -> (u32, u32) {
        (parts(self.word)[3], u32::from(self.lot))
    }

    /// The word that decides on the route and the channel.
    #[inline]
    pub fn route(self) -> u64 {
        self.word
    }

    /// The pupil's own place in any queue.
    pub fn rank(self) -> u64 {
        // A word of its own, for the word itself has decided who is here at all.
        mix(self.word) >> 16
    }

    /// District and need.
    #[inline]
    pub fn cell(self) -> usize {
        usize::from(self.cell)
    }

    /// Year of birth, as the ledger numbers them.
    #[inline]
    pub fn birth(self) -> usize {
        usize::from(self.birth)
    }

    /// The January in which the pupil is first missing.
    #[inline]
    pub fn end(self) -> usize {
        usize::from(self.end)
    }

    /// Directed by a tribunal, or conceded.
    #[inline]
    pub fn by_tribunal(self) -> bool {
        self.by_tribunal
    }

    /// Years waited for a place.
    pub fn waited(self) -> u8 {
        self.waited
    }

    /// The same, directed by a tribunal or not.
    #[must_use]
    pub fn with_tribunal(self, by_tribunal: bool) -> Pupil {
        Pupil { by_tribunal, ..self }
    }

    /// The same, a year later in the queue.
    #[must_use]
    pub fn waiting(self) -> Pupil {
        Pupil { waited: self.waited.saturating_add(1), ..self }
    }
}
