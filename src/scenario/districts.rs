//! Where pupils live, and what their primary needs are.

use super::{Assumption, Basis, limits};
use crate::field::Phase;
use derive::{Described, Read};
use serde::Serialize;

/// Where pupils live.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Districts {
    /// The districts, in the order of every table.
    #[limit(limits::DISTRICTS)]
    pub list: Vec<District>,
    /// How well the shares are known: the size of a Dirichlet distribution; 0 means exactly.
    #[limit(limits::CONCENTRATION, fixed, or_zero)]
    pub concentration: Assumption,
    /// Whether the weights are counts of the opening pupils: these then have exactly these shares,
    /// and the concentration speaks of joiners alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// What stands behind the weights.
    pub weight_basis: Basis,
    /// What stands behind the cohort indices.
    pub cohort_basis: Basis,
    /// The September to which the cohort index of 1 belongs.
    #[limit(limits::OPENING_JANUARY)]
    pub cohort_from: u16,
    /// The September whose population the districts' cohort figures give; straight in between,
    /// flat afterwards.
    #[limit(limits::OPENING_JANUARY)]
    pub cohort_to: u16,
}

/// One district.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct District {
    /// Code of the Office for National Statistics, or any other that is unique.
    #[limit(limits::NAME)]
    pub code: String,
    /// Name.
    #[limit(limits::NAME)]
    pub name: String,
    /// Whether a school under the present dynamic purchasing system (DPS) stands here.
    pub dps_school: bool,
    /// Its part of the placements, beside the other districts' weights.
    #[limit(limits::WEIGHT)]
    pub weight: f64,
    /// Latitude of its middle, in degrees.
    #[limit(limits::DEGREES)]
    pub latitude: f64,
    /// Longitude of its middle, in degrees.
    #[limit(limits::DEGREES)]
    pub longitude: f64,
    /// When the Localities Model starts here, in decimal years.
    #[limit(limits::YEAR)]
    pub localities_start: f64,
    /// Its part of the new SRP places, beside the other districts' weights.
    #[limit(limits::WEIGHT)]
    pub srp_weight: f64,
    /// School-age population at `cohort_to` as a multiple of that at `cohort_from`.
    pub cohort: Cohort,
}

/// A multiple for each phase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Read, Described)]
pub struct Cohort {
    /// Ages 4 to 10.
    #[limit(limits::COHORT)]
    pub primary: f64,
    /// Ages 11 to 15.
    #[limit(limits::COHORT)]
    pub secondary: f64,
    /// Ages 16 and over.
    #[limit(limits::COHORT)]
    pub post_16: f64,
}

impl Cohort {
    /// The multiple of a phase.
    pub fn at(self, phase: Phase) -> f64 {
        match phase {
            Phase::Primary => self.primary,
            Phase::Secondary => self.secondary,
            Phase::Post16 => self.post_16,
        }
    }
}

/// Primary needs.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Needs {
    /// The needs, in the order of every table.
    #[limit(limits::NEEDS)]
    pub list: Vec<Need>,
    /// How well the mix is known: the size of a Dirichlet distribution; 0 means exactly.
    #[limit(limits::CONCENTRATION, fixed, or_zero)]
    pub concentration: Assumption,
    /// Whether the opening weights are counts of the opening pupils: these then have exactly this
    /// mix, and the concentration speaks of joiners alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// What stands behind the weights.
    pub weight_basis: Basis,
    /// What stands behind the effect on each need and the shares suited.
    pub suits_basis: Basis,
}

/// One primary need.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Need {
    /// Short name, as in the head of a table.
    #[limit(limits::NAME)]
    pub code: String,
    /// Name in full.
    #[limit(limits::NAME)]
    pub name: String,
    /// Its part of the opening stock, beside the other needs' weights.
    #[limit(limits::WEIGHT)]
    pub opening_weight: f64,
    /// Its part of the joiners, beside the other needs' weights.
    #[limit(limits::WEIGHT)]
    pub joiner_weight: f64,
    /// Localities effect on this need as a multiple of the general one.
    #[limit(limits::EFFECT_MULTIPLIER)]
    pub localities_multiplier: f64,
    /// Share of its pupils whom an SRP suits.
    #[limit(limits::SHARE)]
    pub srp_share: f64,
    /// Whether policy excludes it from SRPs.
    pub srp_excluded: bool,
    /// Share of its pupils whom a state special school suits.
    #[limit(limits::SHARE)]
    pub special_share: f64,
}
