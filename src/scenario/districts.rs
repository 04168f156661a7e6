//! Where pupils live, and what their primary needs are.

use super::{Assumption, Basis};
use crate::field::Phase;
use serde::Serialize;

/// Where pupils live.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Districts {
    /// The districts, in the order of every table.
    pub list: Vec<District>,
    /// How well the shares are known: the size of a Dirichlet distribution; 0 means exactly.
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
    pub cohort_from: u16,
    /// The September whose population the districts' cohort figures give; straight in between,
    /// flat afterwards.
    pub cohort_to: u16,
}

/// One district.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct District {
    /// Code of the Office for National Statistics, or any other that is unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether a school under the present dynamic purchasing system (DPS) stands here.
    pub dps_school: bool,
    /// Its part of the placements, beside the other districts' weights.
    pub weight: f64,
    /// Latitude of its middle, in degrees.
    pub latitude: f64,
    /// Longitude of its middle, in degrees.
    pub longitude: f64,
    /// When the Localities Model starts here, in decimal years.
    pub localities_start: f64,
    /// Its part of the new SRP places, beside the other districts' weights.
    pub srp_weight: f64,
    /// School-age population at `cohort_to` as a multiple of that at `cohort_from`.
    pub cohort: Cohort,
}

/// A multiple for each phase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cohort {
    /// Ages 4 to 10.
    pub primary: f64,
    /// Ages 11 to 15.
    pub secondary: f64,
    /// Ages 16 and over.
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Needs {
    /// The needs, in the order of every table.
    pub list: Vec<Need>,
    /// How well the mix is known: the size of a Dirichlet distribution; 0 means exactly.
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Need {
    /// Short name, as in the head of a table.
    pub code: String,
    /// Name in full.
    pub name: String,
    /// Its part of the opening stock, beside the other needs' weights.
    pub opening_weight: f64,
    /// Its part of the joiners, beside the other needs' weights.
    pub joiner_weight: f64,
    /// Localities effect on this need as a multiple of the general one.
    pub localities_multiplier: f64,
    /// Share of its pupils whom an SRP suits.
    pub srp_share: f64,
    /// Whether policy excludes it from SRPs.
    pub srp_excluded: bool,
    /// Share of its pupils whom a state special school suits.
    pub special_share: f64,
}
