//! What may keep a potential joiner in local provision, and what that costs.

use super::{Assumption, Basis, limits};
use derive::{Described, Read};
use serde::Serialize;

/// Placements that tribunals direct or the council concedes on appeal.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Tribunal {
    /// The share of joiners whose placement is directed or conceded; no measure can divert them.
    pub share: Assumption,
    /// The share of these who are placed off the framework.
    pub off_framework: Assumption,
    /// How much each unit of diversion adds to `share`; 0 means that diversion adds nothing.
    pub backfire: Assumption,
}

/// The Localities Model: inclusion in mainstream schools.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Localities {
    /// The share of joiners who can be diverted that the model keeps in mainstream once it is fully adopted.
    pub effect: Assumption,
    /// The date, in decimal years, at which half of the effect is reached where the model starts on time.
    pub midpoint: Assumption,
    /// How gradual the adoption is, in years: the scale of the logistic curve.
    pub scale: Assumption,
    /// How many years a district may lag behind; each district draws its own lag.
    pub lag: Assumption,
    /// The start, in decimal years, that `midpoint` assumes. A district that starts later reaches half of the effect
    /// later by as much.
    #[limit(limits::YEAR)]
    pub on_time: f64,
    /// The share of diverted pupils who return to independent placements a year later.
    pub return_share: Assumption,
    /// The share of the returning pupils who come through a tribunal.
    pub return_by_tribunal: Assumption,
    /// The planner's reason for these values, in the planner's own words; empty where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// New specialist places near home.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct LocalProvision {
    /// The net number of new specialist resource provision (SRP) places in the county by `srp_to`.
    pub srp_places: Assumption,
    /// The first September in which some of them are planned to open.
    #[limit(limits::OPENING_JANUARY)]
    pub srp_from: u16,
    /// The September by which all are planned to be open; they open in a straight line until then.
    #[limit(limits::OPENING_JANUARY)]
    pub srp_to: u16,
    /// How many years late they open.
    pub srp_slip: Assumption,
    /// The number of joiners kept out of an independent school for each SRP place that is filled.
    pub srp_displacement: Assumption,
    /// Whether SRPs admit the needs that policy excludes.
    pub srp_unlocked: bool,
    /// SRP places that districts plan in addition, by district and year.
    #[limit(limits::OPENINGS)]
    pub srp_openings: Vec<SrpOpening>,
    /// Planned state special schools.
    #[limit(limits::SCHOOLS)]
    pub schools: Vec<School>,
    /// The number of joiners kept out of an independent school for each state special place that is filled.
    pub school_displacement: Assumption,
    /// The share of places that become vacant each year.
    pub turnover: Assumption,
    /// The planner's reason for these values, in the planner's own words; empty where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// SRP places that one district plans.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct SrpOpening {
    /// The code of the district.
    pub district: String,
    /// The September in which they are planned to open.
    #[limit(limits::OPENING_JANUARY)]
    pub september: u16,
    /// The number of places.
    #[limit(limits::PLACES)]
    pub places: f64,
}

/// A planned state special school.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct School {
    /// The name of the school.
    #[limit(limits::NAME)]
    pub name: String,
    /// Codes of the districts whose children the school takes; an empty list means all.
    #[limit(*limits::DISTRICTS.end())]
    pub catchment: Vec<String>,
    /// The net number of new places.
    #[limit(limits::PLACES)]
    pub places: Assumption,
    /// The opening date, in decimal years.
    #[limit(limits::YEAR)]
    pub opens: Assumption,
    /// The share of the places that is filled in the first year, in the second, and so on; the last share holds for all
    /// later years.
    #[limit(limits::TERM, limits::SHARE)]
    pub fill: Vec<f64>,
}

/// The number of pupils that independent schools can take.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Capacity {
    /// The share of the places for the council's pupils that are taken at the start, in each need; 0 means that there
    /// is no limit.
    pub occupancy: Assumption,
    /// The yearly growth of the places, however many pupils wait.
    pub growth: Assumption,
    /// The number of places that the schools add by the next September for each pupil who waits in January.
    pub follows: Assumption,
}

/// Where a pupil who does not join goes instead, and what that costs a year (2024/25 prices).
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Alternatives {
    /// The cost of a top-up in a mainstream school.
    pub mainstream: Assumption,
    /// The cost of a place in a specialist resource provision.
    pub srp: Assumption,
    /// The cost of a place in a state special school.
    pub state_special: Assumption,
    /// The cost of education otherwise than at school (EOTAS), which pupils also receive while they wait.
    pub eotas: Assumption,
    /// The yearly growth of these costs.
    pub growth: Assumption,
    /// Where pupils whom the Localities Model diverts go; the numbers count in proportion to each other.
    pub mix: Mix,
}

/// Where pupils whom the Localities Model diverts go; the numbers count in proportion to each other.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Mix {
    /// The weight of mainstream schools.
    #[limit(limits::WEIGHT)]
    pub mainstream: f64,
    /// The weight of specialist resource provisions.
    #[limit(limits::WEIGHT)]
    pub srp: f64,
    /// The weight of state special schools.
    #[limit(limits::WEIGHT)]
    pub state_special: f64,
    /// The weight of education otherwise than at school.
    #[limit(limits::WEIGHT)]
    pub eotas: f64,
    /// The evidence for the shares.
    pub basis: Basis,
}

impl Mix {
    /// The weights in the order of the routes: mainstream, SRP, state special, EOTAS.
    pub fn weights(&self) -> [f64; 4] {
        [self.mainstream, self.srp, self.state_special, self.eotas]
    }
}
