//! Where pupils live, and their primary needs.

use super::{Assumption, Basis, limits};
use crate::field::Phase;
use derive::{Described, Read};
use serde::Serialize;

/// The districts in which pupils live.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Districts {
    /// The districts, in the order in which every table lists them.
    #[limit(limits::DISTRICTS)]
    pub list: Vec<District>,
    /// How well the shares are known: the size of a Dirichlet distribution; 0 means that they are known exactly.
    #[limit(limits::CONCENTRATION, fixed, or_zero)]
    pub concentration: Assumption,
    /// Whether the weights are counts of the opening pupils. The opening stock then has exactly these shares, and the
    /// concentration applies to joiners only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// The evidence for the weights.
    pub weight_basis: Basis,
    /// The evidence for the cohort figures.
    pub cohort_basis: Basis,
    /// The September in which every cohort figure is 1.
    #[limit(limits::OPENING_JANUARY)]
    pub cohort_from: u16,
    /// The September whose population the cohort figures give. The population moves there in a straight line, unless a
    /// district has a path of its own, and is constant afterwards.
    #[limit(limits::OPENING_JANUARY)]
    pub cohort_to: u16,
}

/// A district.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct District {
    /// The code of the Office for National Statistics, or any other code that no other district has.
    #[limit(limits::NAME)]
    pub code: String,
    /// The name of the district.
    #[limit(limits::NAME)]
    pub name: String,
    /// Whether the district has a school under the present dynamic purchasing system (DPS).
    pub dps_school: bool,
    /// The district's share of placements, as a weight beside those of the other districts.
    #[limit(limits::WEIGHT)]
    pub weight: f64,
    /// The latitude of the district's middle, in degrees.
    #[limit(limits::DEGREES)]
    pub latitude: f64,
    /// The longitude of the district's middle, in degrees.
    #[limit(limits::DEGREES)]
    pub longitude: f64,
    /// When the Localities Model starts in the district, in decimal years.
    #[limit(limits::YEAR)]
    pub localities_start: f64,
    /// The district's share of the new SRP places, as a weight beside those of the other districts.
    #[limit(limits::WEIGHT)]
    pub srp_weight: f64,
    /// The school-age population at `cohort_to` as a multiple of that at `cohort_from`.
    pub cohort: Cohort,
    /// The same multiple in each September between `cohort_from` and `cohort_to`, the earliest first; missing where the
    /// population moves in a straight line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[limit(limits::COHORT_PATH)]
    pub cohort_path: Vec<Cohort>,
}

impl District {
    /// The school-age population of a phase so many Septembers after `cohort_from` as a multiple of that one (M4.3).
    /// `span` is the number of years from `cohort_from` to `cohort_to`.
    pub fn index(&self, phase: Phase, since: u32, span: u32) -> f64 {
        let on_path =
            usize::try_from(since).ok().and_then(|since| self.cohort_path.get(since.wrapping_sub(1)));
        if let Some(cohort) = on_path {
            return cohort.at(phase);
        }
        let along = (f64::from(since) / f64::from(span)).min(1.0);
        1.0 + (self.cohort.at(phase) - 1.0) * along
    }
}

/// A multiple of the population for each phase of education.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Read, Described)]
pub struct Cohort {
    /// The multiple for ages 4 to 10.
    #[limit(limits::COHORT)]
    pub primary: f64,
    /// The multiple for ages 11 to 15.
    #[limit(limits::COHORT)]
    pub secondary: f64,
    /// The multiple for ages 16 and over.
    #[limit(limits::COHORT)]
    pub post_16: f64,
}

impl Cohort {
    /// The multiple for a phase.
    pub fn at(self, phase: Phase) -> f64 {
        match phase {
            Phase::Primary => self.primary,
            Phase::Secondary => self.secondary,
            Phase::Post16 => self.post_16,
        }
    }
}

/// The primary needs of pupils.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Needs {
    /// The needs, in the order in which every table lists them.
    #[limit(limits::NEEDS)]
    pub list: Vec<Need>,
    /// How well the mix is known: the size of a Dirichlet distribution; 0 means that it is known exactly.
    #[limit(limits::CONCENTRATION, fixed, or_zero)]
    pub concentration: Assumption,
    /// Whether the opening weights are counts of the opening pupils. The opening stock then has exactly this mix, and
    /// the concentration applies to joiners only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// The evidence for the weights.
    pub weight_basis: Basis,
    /// The evidence for the effect on each need and for the shares that other provision suits.
    pub suits_basis: Basis,
}

/// A primary need.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Need {
    /// The short name, as in the heading of a table.
    #[limit(limits::NAME)]
    pub code: String,
    /// The name in full.
    #[limit(limits::NAME)]
    pub name: String,
    /// The need's share of the opening stock, as a weight beside those of the other needs.
    #[limit(limits::WEIGHT)]
    pub opening_weight: f64,
    /// The need's share of joiners, as a weight beside those of the other needs.
    #[limit(limits::WEIGHT)]
    pub joiner_weight: f64,
    /// The effect of the Localities Model on this need, as a multiple of the general effect.
    #[limit(limits::EFFECT_MULTIPLIER)]
    pub localities_multiplier: f64,
    /// The share of its pupils for whom an SRP is suitable.
    #[limit(limits::SHARE)]
    pub srp_share: f64,
    /// Whether policy excludes the need from SRPs.
    pub srp_excluded: bool,
    /// The share of its pupils for whom a state special school is suitable.
    #[limit(limits::SHARE)]
    pub special_share: f64,
}
