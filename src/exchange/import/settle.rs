//! The last step of adding up: what suppressed counts and bands of ages are taken for.

use super::column::Kind;
use super::figures::AGE;
use super::spread::{ANY, Key};
use crate::field::{Age, Phase};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What is done with a band of ages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bands {
    /// Nothing is said of the ages of these pupils.
    Open,
    /// They are spread over the ages of the band.
    Spread,
}

/// In the place of an age in a key: this and the ages, from and to.
const BAND: u16 = 0x4000;

/// A band of ages in the place of an age.
pub fn band(from: u8, to: u8) -> u16 {
    BAND | u16::from(from) << 6 | u16::from(to)
}

/// The ages of a band; none where it is an age, or any.
fn ages(of: u16) -> Option<std::ops::RangeInclusive<u8>> {
    let part = |bits: u16| u8::try_from(bits & 0x3F).unwrap_or(0);
    (of != ANY && of & BAND != 0).then(|| part(of >> 6)..=part(of))
}

/// Takes counts of bands for counts of their ages, or of phases where a file is about population.
pub fn bands(counts: Vec<(Key, f64)>, kind: Kind, how: Bands, scenario: &Scenario) -> Vec<(Key, f64)> {
    if counts.iter().all(|(key, _)| ages(key[AGE]).is_none()) {
        return counts;
    }
    let mut sums: BTreeMap<Key, f64> = BTreeMap::new();
    for (key, count) in counts {
        let Some(band) = ages(key[AGE]).filter(|_| how == Bands::Spread || kind == Kind::Population) else {
            let age = if ages(key[AGE]).is_some() { ANY } else { key[AGE] };
            *sums.entry(with(key, age)).or_default() += count;
            continue;
        };
        let ages: Vec<Age> = band.filter_map(|age| Age::try_from(age).ok()).collect();
        let weight = |age: Age| match kind {
            Kind::Placements => scenario.opening.age_profile.at(age),
            Kind::Movements => scenario.demand.joiners_by_age.at(age),
            Kind::Population => 1.0,
        };
        let total: f64 = ages.iter().map(|age| weight(*age)).sum();
        for age in &ages {
            let share = if total > 0.0 { weight(*age) / total } else { 1.0 / ages.len() as f64 };
            let place = match kind {
                Kind::Population => Phase::ALL.iter().position(|phase| *phase == age.phase()).unwrap_or(0),
                _ => age.index(),
            };
            *sums.entry(with(key, u16::try_from(place).unwrap_or(ANY))).or_default() += count * share;
        }
    }
    sums.into_iter().collect()
}

fn with(mut key: Key, age: u16) -> Key {
    key[AGE] = age;
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_spread_as_the_scenario_has_its_ages_and_none_is_lost() {
        let kent = Scenario::kent();
        let key = [ANY, ANY, band(16, 24), ANY, ANY];
        let spread = bands(vec![(key, 100.0)], Kind::Placements, Bands::Spread, &kent);
        assert!((spread.iter().map(|(_, count)| count).sum::<f64>() - 100.0).abs() < 1e-9);
        let profile = &kent.opening.age_profile;
        let of = |age: u8| Age::try_from(age).unwrap();
        let ratio = spread[0].1 / spread[1].1;
        assert!((ratio - profile.at(of(16)) / profile.at(of(17))).abs() < 1e-9);
        let open = bands(vec![(key, 100.0)], Kind::Placements, Bands::Open, &kent);
        assert_eq!(open, [([ANY; 5], 100.0)]);
        // Of 15 to 19 one year in five is of secondary age.
        let key = [0, ANY, band(15, 19), ANY, 2025];
        let phases = bands(vec![(key, 100.0)], Kind::Population, Bands::Open, &kent);
        assert_eq!(phases, [([0, ANY, 1, ANY, 2025], 20.0), ([0, ANY, 2, ANY, 2025], 80.0)]);
    }
}
