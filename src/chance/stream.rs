//! The address of each random number (M11).

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};

/// What a random number decides. The numbers are part of what a seed means: they may be added to, but never changed.
/// `place` is the last part of an address: which district, cell or slot of its purpose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// An uncertain parameter; place: its slot.
    Parameter = 1,
    /// The uncertain share of a district; place: the district.
    District = 2,
    /// The uncertain share of a need; place: the need.
    Need = 3,
    /// The shock common to all joiners of a year; place: the year.
    Shock = 4,
    /// When the pupils of the opening stock leave, and their channel and lot; a word a pupil.
    OpeningStay = 5,
    /// How many pupils join; place: year and cell.
    JoinerCount = 6,
    /// The age, the stay and the lot of joiners; place: year and cell; a word a joiner.
    JoinerAgeAndStay = 7,
    /// Tribunal, Localities Model, local place, channel; place: year and cell; a word a joiner.
    JoinerRoute = 8,
    /// Where the diverted go and whether they come back; place: year and cell; a word a joiner.
    Diverted = 10,
    /// How far a district lags in the Localities Model; place: the district.
    Lag = 11,
    /// Deviation of a year's uplift; place: the year.
    Uplift = 12,
    /// An uncertain term of a block; place: its slot.
    BlockTerm = 13,
    /// An uncertain number of a school to come; place: its slot.
    School = 14,
    /// Whether something happens at all: bands, grant, award; place: which.
    Event = 15,
    /// Where in the order of the opening ages the first cell begins.
    OpeningOrder = 16,
    /// Which way a block's odd part of a place to refill is rounded; place: the block; year: the January.
    Refill = 17,
    /// A year's step of the path of joiners; year 0 is the doubt about where it starts.
    Wander = 18,
    /// The error with which a count is recorded; year: how many years ahead it is.
    Recording = 19,
}

impl Purpose {
    /// Whether it decides on a parameter, which a planner does not know, and not on chance, which nobody can know.
    #[inline]
    const fn is_parameter(self) -> bool {
        use Purpose::{BlockTerm, District, Event, Lag, Need, Parameter, School, Wander};
        matches!(self, Parameter | District | Need | Lag | BlockTerm | School | Event | Wander)
    }
}

/// One future of a seed: the roots of all its random numbers, those of its parameters apart.
#[derive(Clone, Copy, Debug)]
pub struct Future {
    parameters: u64,
    chance: u64,
}

/// The address of one random stream within a future.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address(u64);

/// 2^64 over the golden ratio, odd: successive multiples spread evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// Keeps [`Address::word`] apart from the words that seed [`Address::stream`].
const APART: u64 = 0xD1B5_4A32_D192_ED03;

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): a bijection that scatters every bit.
pub(crate) const fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The seeds of a run: one for the parameters and one for all other chance. Two futures that share only the parameters'
/// seed and index differ by what nobody can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeds {
    /// The seed of the parameters.
    pub parameters: u64,
    /// The seed of all other chance.
    pub chance: u64,
}

impl From<u64> for Seeds {
    fn from(seed: u64) -> Seeds {
        Seeds { parameters: seed, chance: seed }
    }
}

impl Future {
    /// The future `index` of a seed.
    pub fn new(seeds: impl Into<Seeds>, index: u32) -> Future {
        let root = |seed: u64| {
            let root = mix(seed.wrapping_add(GOLDEN));
            mix(root.wrapping_add((u64::from(index) + 1).wrapping_mul(GOLDEN)))
        };
        let seeds = seeds.into();
        Future { parameters: root(seeds.parameters), chance: root(seeds.chance) }
    }

    /// The address of a purpose, a year and a place. Within a future no two are the same:
    /// packing and mixing are both one to one.
    pub fn address(self, purpose: Purpose, year: u16, place: u32) -> Address {
        let packed = (purpose as u64) << 48 | u64::from(year) << 32 | u64::from(place);
        let root = if purpose.is_parameter() { self.parameters } else { self.chance };
        Address(mix(root.wrapping_add(packed.wrapping_mul(GOLDEN))))
    }
}

impl Address {
    /// The stream of random numbers that begins at this address.
    pub fn stream(self) -> Xoshiro256PlusPlus {
        Xoshiro256PlusPlus::seed_from_u64(self.0)
    }

    /// Word `index` at this address: `SplitMix64` from a start of its own. Words can be had in any
    /// order, and several at a time, which a generator with a state cannot.
    #[inline]
    pub fn word(self, index: u32) -> u64 {
        mix((self.0 ^ APART).wrapping_add((u64::from(index) + 1).wrapping_mul(GOLDEN)))
    }

    /// All words at this address, from the first on.
    #[inline]
    pub fn words(self) -> impl Iterator<Item = u64> {
        let mut state = self.0 ^ APART;
        std::iter::repeat_with(move || {
            state = state.wrapping_add(GOLDEN);
            mix(state)
        })
    }

    /// Word `index` as a number, uniform on (0, 1): never 0, never 1.
    #[inline]
    pub fn uniform(self, index: u32) -> f64 {
        #[allow(clippy::cast_precision_loss)] // 52 bits are exact
        let steps = (self.word(index) >> 12) as f64;
        (steps + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use std::collections::HashSet;

    #[test]
    fn no_two_places_of_a_future_share_an_address() {
        let future = Future::new(2026, 7);
        let mut seen = HashSet::new();
        for purpose in [Purpose::Parameter, Purpose::JoinerCount, Purpose::JoinerAgeAndStay] {
            for year in 0..20 {
                for place in 0..600 {
                    assert!(seen.insert(future.address(purpose, year, place)));
                }
            }
        }
    }

    #[test]
    fn chance_can_change_while_the_parameters_stay() {
        let (one, other) = (Future::new(1, 5), Future::new(Seeds { parameters: 1, chance: 2 }, 5));
        let same = |purpose| one.address(purpose, 3, 4) == other.address(purpose, 3, 4);
        for purpose in [Purpose::Parameter, Purpose::District, Purpose::Lag, Purpose::Event] {
            assert!(same(purpose), "{purpose:?}");
        }
        for purpose in [Purpose::Shock, Purpose::JoinerCount, Purpose::OpeningStay, Purpose::Uplift] {
            assert!(!same(purpose), "{purpose:?}");
        }
    }

    #[test]
    fn neighbouring_futures_and_places_are_uncorrelated() {
        let draw =
            |index, place| Future::new(1, index).address(Purpose::JoinerCount, 3, place).uniform(0) - 0.5;
        let n = 20_000_u32;
        let correlation = |other: &dyn Fn(u32) -> f64| {
            12.0 * (0..n).map(|i| draw(i, 5) * other(i)).sum::<f64>() / f64::from(n)
        };
        // Four standard errors of a correlation of 0: 4 / sqrt(20,000) = 0.028.
        assert!(correlation(&|i| draw(i + 1, 5)).abs() < 0.028);
        assert!(correlation(&|i| draw(i, 6)).abs() < 0.028);
        assert!((correlation(&|i| draw(i, 5)) - 1.0).abs() < 0.028);
    }

    #[test]
    fn words_come_alike_one_by_one_and_in_a_row() {
        let address = Future::new(3, 4).address(Purpose::JoinerRoute, 5, 6);
        assert!((0..50).zip(address.words()).all(|(index, word)| address.word(index) == word));
    }

    #[test]
    fn a_seed_means_the_same_numbers_for_ever() {
        let address = Future::new(2026, 0).address(Purpose::OpeningStay, 0, 0);
        let mut stream = address.stream();
        let words = [stream.next_u64(), stream.next_u64()];
        assert_eq!(words, [7_378_458_606_286_402_105, 18_010_496_950_898_408_081]);
        assert_eq!(address.uniform(0).to_bits(), 4_599_871_484_843_884_090);
    }
}
