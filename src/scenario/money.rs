//! The High Needs budget, transport, and how uncertain numbers hang together.

use super::{Assumption, limits};
use crate::field::FinancialYear;
use derive::{Described, Read};
use serde::Serialize;

/// Home-to-school transport, paid from the General Fund and never from the High Needs Block.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Transport {
    /// Pounds a pupil and year whatever the distance.
    pub fixed: Assumption,
    /// Pounds a year for each kilometre of road one way.
    pub per_km: Assumption,
    /// Most pounds a pupil and year.
    pub cap: Assumption,
    /// Kilometres of road to a school in the home district.
    pub local_km: Assumption,
    /// Kilometres of road for one in a straight line.
    pub road_factor: Assumption,
    /// Share of pupils placed outside their district.
    pub out_of_district: Assumption,
    /// Share with transport, under 16.
    pub eligible_under_16: Assumption,
    /// Share with transport, 16 and over.
    pub eligible_16_plus: Assumption,
    /// Growth of these costs a year.
    pub growth: Assumption,
}

/// The High Needs Block of the Dedicated Schools Grant. The base year is the financial year that
/// begins in the calendar year of the opening January.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct HighNeeds {
    /// In-year gap of the base year, before any contribution, in pounds.
    pub gap: Assumption,
    /// The block in the base year, in pounds.
    pub budget: Assumption,
    /// Its growth a year.
    pub budget_growth: Assumption,
    /// Moved into the block from the Schools Block in each year after the base year, in pounds, beyond what the gap
    /// of the base year already counts.
    pub schools_transfer: Assumption,
    /// Growth a year of all other spending from it.
    pub other_growth: Assumption,
    /// Other savings a year, once they have arrived, in pounds.
    pub other_savings: Assumption,
    /// When they were planned to arrive, in decimal years.
    #[limit(limits::YEAR)]
    pub other_savings_from: f64,
    /// How late they arrive, in years.
    pub other_savings_delay: Assumption,
    /// Accumulated deficit at the start of the base year, in pounds.
    pub opening_deficit: Assumption,
    /// What the Department for Education and the council pay towards the deficit each year under the agreement, in pounds.
    pub contributions: Assumption,
    /// Share of the deficit at the end of the base year that a stability grant clears.
    pub grant_share: Assumption,
    /// Probability that the grant is approved.
    pub grant_chance: Assumption,
}

/// An agreement with the Department for Education under which a council brings its High Needs Block into balance. What
/// is paid towards the deficit meanwhile is `contributions` of the High Needs Block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Agreement {
    /// What it is called, as in a sentence: Safety Valve agreement.
    #[limit(limits::NAME)]
    pub name: String,
    /// The financial year in which the block must break even, by the calendar year in which it begins: 2027 is 2027/28.
    #[limit(limits::OPENING_JANUARY)]
    pub break_even_in: FinancialYear,
}

/// Correlations between uncertain numbers: of their standard normals, in a Gaussian copula.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Dependence {
    /// Localities effect and its midpoint.
    #[limit(limits::CORRELATION, fixed)]
    pub effect_midpoint: Assumption,
    /// Growth of joiners and the tribunal share.
    #[limit(limits::CORRELATION, fixed)]
    pub growth_tribunal: Assumption,
    /// Uplift and the premium of joiners.
    #[limit(limits::CORRELATION, fixed)]
    pub uplift_premium: Assumption,
    /// Uplift and the growth of places.
    #[limit(limits::CORRELATION, fixed)]
    pub uplift_capacity: Assumption,
    /// Growth of the High Needs Block and growth of all other spending from it.
    pub budget_other: Assumption,
}

/// A group of districts that is reported by itself and can hold blocks of its own, such as a
/// council to come.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Area {
    /// Name.
    #[limit(limits::NAME)]
    pub name: String,
    /// Codes of its districts.
    #[limit(limits::DISTRICTS)]
    pub districts: Vec<String>,
    /// The division of the county that it is part of; none where it stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[limit(limits::NAME)]
    pub grouping: Option<String>,
}
