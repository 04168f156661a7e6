//! The pupils: who is placed at the start, who may join, and who leaves.

use super::{Assumption, Basis, limits};
use crate::council::{self, Base};
use crate::field::Age;
use derive::{Described, Read};
use serde::Serialize;
use std::collections::BTreeMap;

/// The pupils placed at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Opening {
    /// The published count that the opening stock follows, which decides what it counts.
    pub base: Base,
    /// The number of pupils; a whole number.
    #[limit(limits::PUPILS, fixed, whole)]
    pub pupils: Assumption,
    /// Pupils by age; the numbers count in proportion to each other.
    #[limit(limits::WEIGHT)]
    pub age_profile: AgeTable,
}

/// A number for each age; an age that is not listed has 0.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct AgeTable {
    /// The numbers by age.
    pub values: BTreeMap<Age, f64>,
    /// Unit, source and note.
    pub basis: Basis,
}

impl AgeTable {
    /// The number for an age.
    pub fn at(&self, age: Age) -> f64 {
        self.values.get(&age).copied().unwrap_or(0.0)
    }

    /// The sum over all ages.
    pub fn total(&self) -> f64 {
        self.values.values().sum()
    }
}

/// The number of years ahead for which forecasts could be checked against what happened: the published counts run from
/// January 2019 to January 2025.
pub const CHECKED_YEARS: usize = council::JANUARIES - 1;

/// Who may join.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Demand {
    /// Joiners a year by age, for a stock of `reference_pupils` and before any growth.
    #[limit(limits::JOINERS)]
    pub joiners_by_age: AgeTable,
    /// The stock of pupils to which `joiners_by_age` belongs.
    #[limit(limits::PUPILS, fixed)]
    pub reference_pupils: Assumption,
    /// A multiplier of joiners for the doubt about the council's own level.
    pub joiner_scale: Assumption,
    /// The yearly growth of the rate of joining from the opening academic year on, before any measure.
    pub growth: Assumption,
    /// The weight of the rate of joining of England's councils against the council's own rate; 0 uses the council's own
    /// rate alone.
    pub pooling: Assumption,
    /// The standard deviation of the level from which joiners start, on the scale of the path.
    pub level_doubt: Assumption,
    /// The standard deviation of the yearly step by which the path departs from the trend.
    pub wander: Assumption,
    /// The share of that departure that remains in the next year; 1 means all of it.
    pub wander_memory: Assumption,
    /// How far the path falls back each year for each unit of the logarithm of `share_over_england`.
    pub pull_back: Assumption,
    /// The council's share of plans in independent and non-maintained special schools, divided by England's share.
    #[limit(limits::SHARE_OVER_ENGLAND, fixed)]
    pub share_over_england: Assumption,
    /// The share of growth and departure that remains with each year beyond those for which forecasts could be checked.
    pub fade: Assumption,
    /// How many more pupils join in each September before a national reform, as a share.
    pub rush: Assumption,
    /// How many fewer pupils join from the September of the reform on, as a share.
    pub reform: Assumption,
    /// The date from which the reform acts, in decimal years.
    pub reform_from: Assumption,
    /// The size of the gamma shock that all joiners of a year share; 0 means that there is no shock.
    pub shock_k: Assumption,
    /// The yearly addition to the school-age population from migration and new housing, as a share.
    pub migration: Assumption,
}

/// Who leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Leaving {
    /// Age bands that together cover every age exactly once.
    #[limit(1..=Age::COUNT)]
    pub bands: Vec<HazardBand>,
}

impl Leaving {
    /// The mean probability of leaving at an age; 1 where no band covers the age, since nobody stays on there.
    pub fn mean_hazard(&self, age: Age) -> f64 {
        let band = self.bands.iter().find(|band| (band.from_age..=band.to_age).contains(&age));
        band.map_or(1.0, |band| band.hazard.amount.mean())
    }
}

/// The probability that a pupil of a band of ages leaves at the end of an academic year.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct HazardBand {
    /// The first age of the band.
    pub from_age: Age,
    /// The last age of the band.
    pub to_age: Age,
    /// The probability; each future draws it once for the whole band.
    #[limit(limits::SHARE)]
    pub hazard: Assumption,
}
