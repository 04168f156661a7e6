//! The pupils: who is placed at the start, who may join, who leaves.

use super::{Assumption, Basis, limits};
use crate::council::{self, Base};
use crate::field::Age;
use derive::{Described, Read};
use serde::Serialize;
use std::collections::BTreeMap;

/// The pupils placed at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Opening {
    /// Which of the published counts this follows, and so what it counts.
    pub base: Base,
    /// How many pupils; a whole number.
    #[limit(limits::PUPILS, fixed, whole)]
    pub pupils: Assumption,
    /// Pupils by age; only the proportions count.
    #[limit(limits::WEIGHT)]
    pub age_profile: AgeTable,
}

/// A number for each age; an age that is not named has 0.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct AgeTable {
    /// The numbers.
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

/// Years ahead up to which forecasts could be checked against what came: the published counts reach from
/// January 2019 to January 2025.
pub const CHECKED_YEARS: usize = council::JANUARIES - 1;

/// Who may join.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Demand {
    /// Joiners a year by age, at a stock of `reference_pupils` and before any growth.
    #[limit(limits::JOINERS)]
    pub joiners_by_age: AgeTable,
    /// The stock to which `joiners_by_age` belongs.
    #[limit(limits::PUPILS, fixed)]
    pub reference_pupils: Assumption,
    /// How far the council's own level of joiners may be off.
    pub joiner_scale: Assumption,
    /// Trend of the joiner rate a year, before interventions, from the opening academic year.
    pub growth: Assumption,
    /// Weight of the rate at which England's councils have joiners, against the council's own; 0 for the
    /// council's own alone.
    pub pooling: Assumption,
    /// Standard deviation of the level that joiners start from, on the scale of the path.
    pub level_doubt: Assumption,
    /// Standard deviation of a year's step of the path away from the trend.
    pub wander: Assumption,
    /// How much of the way that the path has wandered stays in the next year; 1 for all of it.
    pub wander_memory: Assumption,
    /// How much the path falls back a year for each unit of the log of `share_over_england`.
    pub pull_back: Assumption,
    /// The council's share of plans in independent and non-maintained special schools over England's.
    #[limit(limits::SHARE_OVER_ENGLAND, fixed)]
    pub share_over_england: Assumption,
    /// Share of growth and wander that goes on with each year beyond those that could be checked.
    pub fade: Assumption,
    /// Share of joiners more in each September before a national reform.
    pub rush: Assumption,
    /// Share of joiners fewer from the September of the reform on.
    pub reform: Assumption,
    /// When the reform acts, in decimal years.
    pub reform_from: Assumption,
    /// Size of the gamma shock common to all joiners of a year; 0 means no shock.
    pub shock_k: Assumption,
    /// Added to the school-age population a year by migration and new housing.
    pub migration: Assumption,
}

/// Who leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Leaving {
    /// Bands that together name every age once.
    #[limit(1..=Age::COUNT)]
    pub bands: Vec<HazardBand>,
}

impl Leaving {
    /// The mean of the hazard of an age; 1 where no band has it, for nobody stays on there.
    pub fn mean_hazard(&self, age: Age) -> f64 {
        let band = self.bands.iter().find(|band| (band.from_age..=band.to_age).contains(&age));
        band.map_or(1.0, |band| band.hazard.amount.mean())
    }
}

/// The probability of leaving at the end of an academic year, for a band of ages.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct HazardBand {
    /// First age.
    pub from_age: Age,
    /// Last age.
    pub to_age: Age,
    /// The probability, one draw a future for the whole band.
    #[limit(limits::SHARE)]
    pub hazard: Assumption,
}
