//! A pupil on the way to a placement (M5, M6.1).

use super::routes::parts;
use crate::chance::mix;

/// What decides on the spot channel of the pupils of a district this year: thresholds from 0 to 65,536 on their
/// numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// A channel number below this means on the framework, for pupils whom no tribunal directs.
    pub others: u32,
    /// A channel number below this means on the framework, for pupils whom a tribunal directs.
    pub by_tribunal: u32,
    /// A lot number below this means with a Lot A provider.
    pub lot_a: u32,
}

impl Limits {
    /// The flags of a pupil with these numbers for the channel and the lot: by tribunal (4), on the framework (2), with a
    /// Lot A provider (1). `tribunal` has its uppermost bit set where one directs the pupil.
    ///
    /// A difference below 0 has that bit set too. So no branch is taken: a processor cannot predict which way a pupil
    /// goes.
    #[inline]
    #[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)] // bits
    pub fn flags(self, tribunal: u32, channel: u32, lot: u32) -> u32 {
        let more = (tribunal as i32 >> 31) as u32 & self.by_tribunal.wrapping_sub(self.others);
        let framework = channel.wrapping_sub(self.others).wrapping_sub(more);
        let lot_a = lot.wrapping_sub(self.lot_a);
        4 * (tribunal >> 31) + 2 * (framework >> 31) + (lot_a >> 31)
    }
}

/// A pupil who may join, with all that is decided before a placement is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pupil {
    cell: u16,
    birth: u8,
    stays: u8,
    /// By tribunal (4), on the framework (2), with a Lot A provider (1).
    flags: u8,
    waited: u8,
    /// The number that decides on the lot.
    lot: u16,
    /// The four numbers that decide on the route and the channel.
    word: u64,
}

impl Pupil {
    /// Makes a pupil who stays on for `stays` more years after the present one, whatever happens before.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // within the limits on districts, needs and years
    pub fn new(cell: u16, birth: usize, stays: usize, flags: u32, lot: u64, word: u64) -> Pupil {
        let (birth, stays, flags, lot) = (birth as u8, stays as u8, flags as u8, lot as u16);
        Pupil { cell, birth, stays, flags, waited: 0, lot, word }
    }

    /// The spot of the pupil, from 0 to 3: on the framework (2), with a Lot A provider (1).
    #[inline]
    pub fn spot(self) -> usize {
        usize::from(self.flags % 4)
    }

    /// The same pupil in another year, with the channel that the limits of that year give it.
    #[must_use]
    pub fn in_year(self, limits: Limits) -> Pupil {
        let tribunal = u32::from(self.flags / 4) << 31;
        #[allow(clippy::cast_possible_truncation)] // three bits
        let flags = limits.flags(tribunal, parts(self.word)[3], u32::from(self.lot)) as u8;
        Pupil { flags, ..self }
    }

    /// The word that decides on the route and the channel.
    #[inline]
    pub fn route(self) -> u64 {
        self.word
    }

    /// The pupil's own rank in the queue for scarce places, of 48 bits; the lowest comes first.
    pub fn rank(self) -> u64 {
        // A word of its own, for the word itself has decided who is here at all.
        mix(self.word) >> 16
    }

    /// The pupil's own turn among those who match a block, of 48 bits; the lowest comes first. It is another number than
    /// that of the queue, or whoever waited for a place would come last in the block too.
    pub fn turn(self) -> u64 {
        mix(!self.word) >> 16
    }

    /// The pupil's district and need.
    #[inline]
    pub fn cell(self) -> usize {
        usize::from(self.cell)
    }

    /// The year of birth, as the ledger numbers them.
    #[inline]
    pub fn birth(self) -> usize {
        usize::from(self.birth)
    }

    /// How many years the pupil stays on after the present one.
    #[inline]
    pub fn stays(self) -> usize {
        usize::from(self.stays)
    }

    /// The same pupil a year later; none where it has left by then.
    pub fn a_year_later(self) -> Option<Pupil> {
        Some(Pupil { stays: self.stays.checked_sub(1)?, ..self })
    }

    /// Whether the pupil is directed by a tribunal, or conceded.
    #[inline]
    pub fn by_tribunal(self) -> bool {
        self.flags >= 4
    }

    /// How many years the pupil has waited for a place.
    pub fn waited(self) -> u8 {
        self.waited
    }

    /// The same pupil, directed by a tribunal or not.
    #[must_use]
    pub fn with_tribunal(self, by_tribunal: bool) -> Pupil {
        Pupil { flags: (self.flags % 4) | (u8::from(by_tribunal) << 2), ..self }
    }

    /// The same pupil, having waited a year longer.
    #[must_use]
    pub fn waiting(self) -> Pupil {
        Pupil { waited: self.waited.saturating_add(1), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pupil with these numbers for channel and lot, who stays on for four years.
    fn pupil(channel: u16, lot: u16) -> Pupil {
        Pupil::new(3, 9, 4, 0, u64::from(lot), 0xABCD_0000_0000_0000 | u64::from(channel))
    }

    #[test]
    fn the_spot_market_is_decided_as_comparisons_would_at_every_limit() {
        let numbers = [0, 1, 0x7FFF, 0x8000, 0xFFFF];
        let limits = [0, 1, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000];
        for (others, by_tribunal) in limits.into_iter().flat_map(|others| limits.map(|other| (others, other)))
        {
            let lot_a = others;
            let limits = Limits { others, by_tribunal, lot_a };
            for (channel, lot) in numbers.into_iter().flat_map(|channel| numbers.map(|lot| (channel, lot))) {
                for tribunal in [false, true] {
                    let limit = if tribunal { by_tribunal } else { others };
                    let spot =
                        2 * usize::from(u32::from(channel) < limit) + usize::from(u32::from(lot) < lot_a);
                    let decided = pupil(channel, lot).with_tribunal(tribunal).in_year(limits);
                    assert_eq!((decided.spot(), decided.by_tribunal()), (spot, tribunal), "{limits:?}");
                }
            }
        }
    }

    #[test]
    fn a_pupil_leaves_when_its_years_are_over_however_long_it_waits() {
        let mut years = 0;
        let mut pupil = pupil(0, 0);
        while let Some(later) = pupil.a_year_later() {
            pupil = later.waiting();
            years += 1;
        }
        assert_eq!((years, pupil.waited()), (4, 4));
    }
}
