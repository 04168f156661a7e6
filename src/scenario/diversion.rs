//! What may keep a potential joiner in local provision, and what that costs.

use super::{Assumption, Basis, limits};
use derive::{Described, Read};
use serde::Serialize;

/// Tribunals and conceded appeals.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Tribunal {
    /// Share of joiners directed or conceded, whom no measure can divert.
    pub share: Assumption,
    /// Share of those placed off the framework.
    pub off_framework: Assumption,
    /// How much each unit of diversion adds to `share`; 0 for none.
    pub backfire: Assumption,
}

/// The Localities Model: inclusion in mainstream schools.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Localities {
    /// Share of divertible joiners kept in mainstream once the model is fully at work.
    pub effect: Assumption,
    /// When half of the effect is reached where the model starts on time; decimal year.
    pub midpoint: Assumption,
    /// How gradual the adoption is, in years: the scale of the logistic curve.
    pub scale: Assumption,
    /// How far a district may lag behind, in years; a draw a district.
    pub lag: Assumption,
    /// The start, in decimal years, to which `midpoint` belongs; a district that starts later is as
    /// much later half-way.
    #[limit(limits::YEAR)]
    pub on_time: f64,
    /// Share of the diverted who come back a year later.
    pub return_share: Assumption,
    /// Share of the returning who come back through a tribunal.
    pub return_by_tribunal: Assumption,
    /// Why the planner has it so, in the planner's own words; empty where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// New specialist places near home.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct LocalProvision {
    /// Net new specialist resource provision (SRP) places, county, by `srp_to`.
    pub srp_places: Assumption,
    /// The first September in which some of them open.
    #[limit(limits::OPENING_JANUARY)]
    pub srp_from: u16,
    /// The September by which all were planned to be open; straight in between.
    #[limit(limits::OPENING_JANUARY)]
    pub srp_to: u16,
    /// How late they open, in years.
    pub srp_slip: Assumption,
    /// Joiners kept out of an independent school for each SRP place filled.
    pub srp_displacement: Assumption,
    /// Whether needs that policy excludes from SRPs are admitted all the same.
    pub srp_unlocked: bool,
    /// SRP places planned besides, by district and year.
    #[limit(limits::OPENINGS)]
    pub srp_openings: Vec<SrpOpening>,
    /// State special schools to come.
    #[limit(limits::SCHOOLS)]
    pub schools: Vec<School>,
    /// Joiners kept out of an independent school for each state special place filled.
    pub school_displacement: Assumption,
    /// Share of places that fall free each year.
    pub turnover: Assumption,
    /// Why the planner has it so, in the planner's own words; empty where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// SRP places that a district plans by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct SrpOpening {
    /// Code of the district.
    pub district: String,
    /// The September planned.
    #[limit(limits::OPENING_JANUARY)]
    pub september: u16,
    /// How many places.
    #[limit(limits::PLACES)]
    pub places: f64,
}

/// A state special school to come.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct School {
    /// Name.
    #[limit(limits::NAME)]
    pub name: String,
    /// Codes of the districts whose children it takes; none means all.
    #[limit(*limits::DISTRICTS.end())]
    pub catchment: Vec<String>,
    /// Net new places.
    #[limit(limits::PLACES)]
    pub places: Assumption,
    /// When it opens, in decimal years.
    #[limit(limits::YEAR)]
    pub opens: Assumption,
    /// Share of the places filled in its first, second, .. year; the last holds on.
    #[limit(limits::TERM, limits::SHARE)]
    pub fill: Vec<f64>,
}

/// How many pupils the schools can take.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Capacity {
    /// Share of the places for the council's pupils that are taken at the start, in each need; 0 for no limit.
    pub occupancy: Assumption,
    /// Growth of the places a year, whoever waits.
    pub growth: Assumption,
    /// Places that the schools add by the next September for each pupil who waits in January.
    pub follows: Assumption,
}

/// What becomes of a pupil who does not join, and what it costs a year (2024/25).
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Alternatives {
    /// Top-up in a mainstream school.
    pub mainstream: Assumption,
    /// A place in a specialist resource provision.
    pub srp: Assumption,
    /// A place in a state special school.
    pub state_special: Assumption,
    /// Education otherwise than at school (EOTAS), while waiting included.
    pub eotas: Assumption,
    /// Growth of these costs a year.
    pub growth: Assumption,
    /// Shares of the pupils diverted by the Localities Model; only proportions count.
    pub mix: Mix,
}

/// Shares of the pupils diverted by the Localities Model; only proportions count.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Mix {
    /// To a mainstream school.
    #[limit(limits::WEIGHT)]
    pub mainstream: f64,
    /// To a specialist resource provision.
    #[limit(limits::WEIGHT)]
    pub srp: f64,
    /// To a state special school.
    #[limit(limits::WEIGHT)]
    pub state_special: f64,
    /// To education otherwise than at school.
    #[limit(limits::WEIGHT)]
    pub eotas: f64,
    /// What stands behind the shares.
    pub basis: Basis,
}

impl Mix {
    /// The weights in the order of the routes: mainstream, SRP, state special, EOTAS.
    pub fn weights(&self) -> [f64; 4] {
        [self.mainstream, self.srp, self.state_special, self.eotas]
    }
}
