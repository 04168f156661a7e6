//! The High Needs budget, transport, and the correlations between uncertain numbers.

use super::{Assumption, limits};
use crate::field::FinancialYear;
use derive::{Described, Read};
use serde::Serialize;

/// Home-to-school transport, paid from the General Fund and never from the High Needs Block.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Transport {
    /// The part of the cost that does not depend on the distance, in pounds a pupil and year.
    pub fixed: Assumption,
    /// The cost of each kilometre by road between home and school, in pounds a year.
    pub per_km: Assumption,
    /// The highest cost, in pounds a pupil and year.
    pub cap: Assumption,
    /// The distance by road to a school in the home district, in kilometres.
    pub local_km: Assumption,
    /// The distance by road as a multiple of the distance in a straight line.
    pub road_factor: Assumption,
    /// The share of pupils who are placed outside their district.
    pub out_of_district: Assumption,
    /// The share of pupils under 16 who have transport.
    pub eligible_under_16: Assumption,
    /// The share of pupils aged 16 and over who have transport.
    pub eligible_16_plus: Assumption,
    /// The yearly growth of these costs.
    pub growth: Assumption,
}

/// The High Needs Block of the Dedicated Schools Grant. The base year is the financial year that
/// begins in the calendar year of the opening January.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct HighNeeds {
    /// The in-year gap of the base year before any contribution, in pounds.
    pub gap: Assumption,
    /// The High Needs Block in the base year, in pounds; 0 where it has not been entered.
    pub budget: Assumption,
    /// The yearly growth of the block.
    pub budget_growth: Assumption,
    /// The sum that is moved into the block from the Schools Block in each year after the base year, in pounds, beyond
    /// what the gap of the base year already includes.
    pub schools_transfer: Assumption,
    /// The yearly growth of all other spending from the block.
    pub other_growth: Assumption,
    /// Other savings, in pounds a year, once they have arrived.
    pub other_savings: Assumption,
    /// The date from which they are planned, in decimal years.
    #[limit(limits::YEAR)]
    pub other_savings_from: f64,
    /// How many years late they arrive.
    pub other_savings_delay: Assumption,
    /// The accumulated deficit at the start of the base year, in pounds.
    pub opening_deficit: Assumption,
    /// What the Department for Education and the council pay towards the deficit each year under the agreement, in pounds.
    pub contributions: Assumption,
    /// The share of the deficit at the end of the base year that a stability grant clears.
    pub grant_share: Assumption,
    /// The probability that the grant is approved.
    pub grant_chance: Assumption,
}

/// An agreement with the Department for Education under which a council brings its High Needs Block into balance. The
/// contributions towards the deficit are `contributions` of the High Needs Block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Agreement {
    /// The name of the agreement as it stands in a sentence, such as Safety Valve agreement.
    #[limit(limits::NAME)]
    pub name: String,
    /// The financial year in which the block must break even, by the calendar year in which it begins: 2027 is 2027/28.
    #[limit(limits::OPENING_JANUARY)]
    pub break_even_in: FinancialYear,
}

/// Correlations between uncertain numbers: those of their standard normals in a Gaussian copula.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Dependence {
    /// The correlation of the Localities effect and its midpoint.
    #[limit(limits::CORRELATION, fixed)]
    pub effect_midpoint: Assumption,
    /// The correlation of the growth of joiners and the tribunal share.
    #[limit(limits::CORRELATION, fixed)]
    pub growth_tribunal: Assumption,
    /// The correlation of the price rise and the premium of joiners.
    #[limit(limits::CORRELATION, fixed)]
    pub uplift_premium: Assumption,
    /// The correlation of the price rise and the growth of places.
    #[limit(limits::CORRELATION, fixed)]
    pub uplift_capacity: Assumption,
    /// The correlation of the growth of the High Needs Block and the growth of all other spending from it.
    pub budget_other: Assumption,
}

/// A group of districts for which results are reported separately and which can have its own blocks, such as a possible
/// new council.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Area {
    /// The name of the area.
    #[limit(limits::NAME)]
    pub name: String,
    /// The codes of its districts.
    #[limit(limits::DISTRICTS)]
    pub districts: Vec<String>,
    /// The division of the county to which the area belongs; missing where it stands alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[limit(limits::NAME)]
    pub grouping: Option<String>,
}
