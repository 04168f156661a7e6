//! The parts of a compiled scenario on local provision (M5.2 to M5.4), the framework (M6.1, M6.2), blocks (M6.3) and
//! distances (M8).

use super::shares::shares;
use crate::chance::QuantileCurve;
use crate::field::Phase;
use crate::scenario::{Block, BlockKind, BlockTerm, Checked};
use serde::{Deserialize, Serialize};

/// The Localities Model and local places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Local {
    /// When the Localities Model starts, by district.
    pub starts: Vec<Start>,
    /// The effect of the Localities Model as a multiple of the general one, from 0, by need.
    pub multipliers: Vec<f64>,
    /// The shares of pupils for whom local places are suitable, by need.
    pub suits: Vec<Suits>,
    /// The share of the new SRP places of the county's programme, from 0 to 1, by district. They sum to 1, or are
    /// all 0 where no district has any.
    pub srp_shares: Vec<f64>,
    /// The first and the last September in which places of the SRP programme open.
    pub srp_years: (u16, u16),
    /// SRP places planned in addition to the programme.
    pub srp_openings: Vec<NewSrp>,
    /// The planned state special schools.
    pub schools: Vec<NewSchool>,
    /// Running shares of where the diverted go: mainstream, SRP, state special, EOTAS. The last is 1.
    pub mix: [f64; 4],
}

/// When the Localities Model starts in a district.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The start, in decimal years.
    pub from: f64,
    /// How many years that is later than on time; below 0 where it is earlier.
    pub late: f64,
}

/// The shares of the pupils of a need, from 0 to 1, for whom a local place is suitable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suits {
    /// A place in a specialist resource provision; 0 where policy keeps the need out.
    pub srp: f64,
    /// A place in a state special school.
    pub special: f64,
}

/// SRP places planned in one district.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewSrp {
    /// The district, by position.
    pub district: usize,
    /// The September in which they open, unless the programme is late.
    pub september: u16,
    /// How many places.
    pub places: f64,
}

/// A state special school to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewSchool {
    /// The districts of its catchment, by position.
    pub districts: Vec<usize>,
    /// How many places it has.
    pub places: QuantileCurve,
    /// When it opens, in decimal years.
    pub opens: QuantileCurve,
    /// The share of its places that is filled in each year from its opening, from 0 to 1; the last share stays.
    pub fill: Vec<f64>,
}

/// Who reaches the framework, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameworkPlan {
    /// Whether pupils of a district can reach a framework school, by district.
    pub reach: Vec<bool>,
    /// Whether a framework school stands in a district, by district.
    pub school: Vec<bool>,
    /// The share of the opening pupils on the framework, from 0 to 1, wherever they live: they were placed before any
    /// rule on travel.
    pub opening_share: f64,
    /// The share of new placements on the framework today, from 0 to 1.
    pub participation_now: f64,
    /// How far participation has come from today's share towards its later value, from 0 to 1, by step.
    pub participation_along: Vec<f64>,
    /// The step from which no new placement can be made through a framework. Today's framework runs until the new
    /// one starts.
    pub until: usize,
    /// The first step of the eight framework years and the step after the last; none where they are not all within
    /// the horizon.
    pub years: Option<(usize, usize)>,
}

/// A block contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewBlock {
    /// Whether it re-prices pupils already placed, instead of taking joiners.
    pub is_conversion: bool,
    /// Whether it takes pupils of a cell, by cell.
    pub cells: Vec<bool>,
    /// Whether it takes pupils of a phase, by phase at entry.
    pub phases: [bool; 3],
    /// The share of its volume that is on offer, from 0 to 1, by step; 0 where it does not run.
    pub ramp: Vec<f64>,
    /// Places on offer, by step.
    pub volumes: Vec<u32>,
    /// The step in which it starts.
    pub first: usize,
    /// Discount on the Lot A price at signing, a share from 0 to 1.
    pub discount: QuantileCurve,
    /// Share of the price paid for an empty place, from 0 to 1.
    pub void_share: QuantileCurve,
    /// Occupancy below which empty places are paid for, a share from 0 to 1.
    pub minimum_occupancy: QuantileCurve,
    /// Share of the framework uplift that its price follows, from 0 to 2.
    pub indexation: QuantileCurve,
    /// Share of the places that fall free which are filled again within the year, from 0 to 1.
    pub refill: QuantileCurve,
    /// Probability that it is awarded, from 0 to 1.
    pub award: QuantileCurve,
    /// Whether it is taken as signed, whatever its probability.
    pub is_signed: bool,
    /// Whether its pupils travel no further than those placed in their own district.
    pub near_home: bool,
}

/// Places on offer of a block of `volume` places where a share `ramp` of them is, rounded half up (M6.3).
pub fn places(volume: u32, ramp: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the limit
    let places = (f64::from(volume) * ramp).round() as u32;
    places
}

/// The positions of the districts with these codes; those of all districts where no code is given.
pub fn members(scenario: &Checked, codes: &[String]) -> Vec<usize> {
    let districts = &scenario.districts.list;
    if codes.is_empty() {
        return (0..districts.len()).collect();
    }
    codes.iter().filter_map(|code| districts.iter().position(|district| district.code == *code)).collect()
}

impl Local {
    pub fn new(scenario: &Checked) -> Local {
        let (districts, needs) = (&scenario.districts.list, &scenario.needs.list);
        let local = &scenario.local_provision;
        let position = |code: &String| districts.iter().position(|district| district.code == *code);
        let mix = scenario.alternatives.mix.weights();
        let total: f64 = mix.iter().sum();
        let mut sum = 0.0;
        Local {
            starts: districts
                .iter()
                .map(|d| Start {
                    from: d.localities_start,
                    late: d.localities_start - scenario.localities.on_time,
                })
                .collect(),
            multipliers: needs.iter().map(|need| need.localities_multiplier).collect(),
            suits: needs
                .iter()
                .map(|need| {
                    let shut = need.srp_excluded && !local.srp_unlocked;
                    Suits { srp: if shut { 0.0 } else { need.srp_share }, special: need.special_share }
                })
                .collect(),
            srp_shares: if districts.iter().all(|district| district.srp_weight == 0.0) {
                vec![0.0; districts.len()]
            } else {
                shares(districts.iter().map(|district| district.srp_weight))
            },
            srp_years: (local.srp_from, local.srp_to),
            srp_openings: local
                .srp_openings
                .iter()
                .filter_map(|o| {
                    let district = position(&o.district)?;
                    Some(NewSrp { district, september: o.september, places: o.places })
                })
                .collect(),
            schools: local
                .schools
                .iter()
                .map(|school| NewSchool {
                    districts: members(scenario, &school.catchment),
                    places: school.places.amount.curve(),
                    opens: school.opens.amount.curve(),
                    fill: school.fill.clone(),
                })
                .collect(),
            mix: mix.map(|weight| {
                sum += weight / total;
                sum
            }),
        }
    }
}

impl FrameworkPlan {
    pub fn new(scenario: &Checked, opening_september: u16) -> FrameworkPlan {
        let framework = &scenario.framework;
        let step_of = |september: u16| usize::from(september.saturating_sub(opening_september));
        let districts = &scenario.districts.list;
        let reach: Vec<bool> =
            districts.iter().map(|district| framework.travel_allowed || district.dps_school).collect();
        let opening_share = framework.opening_share.amount.central();
        // Today's share is that of the first year after the opening one.
        let from = f64::from(opening_september) + 1.0;
        let to = f64::from(framework.participation_by);
        let along = |step: usize| {
            let now = f64::from(opening_september) + step as f64;
            if now >= to { 1.0 } else { ((now - from) / (to - from)).clamp(0.0, 1.0) }
        };
        FrameworkPlan {
            reach,
            school: districts.iter().map(|district| district.dps_school).collect(),
            opening_share,
            participation_now: opening_share,
            participation_along: (0..=usize::from(scenario.horizon.years)).map(along).collect(),
            until: step_of(framework.end()),
            years: framework.years_within(scenario.horizon),
        }
    }
}

/// Compiles a block contract (M6.3) for the steps in which it runs.
pub fn new_block(scenario: &Checked, block: &Block) -> NewBlock {
    let framework = &scenario.framework;
    let opening_september = scenario.horizon.opening_january.0 - 1;
    let takes = |codes: &[String], code: &String| codes.is_empty() || codes.contains(code);
    let cells = scenario.districts.list.iter().flat_map(|district| {
        let here = takes(&block.districts, &district.code);
        scenario.needs.list.iter().map(move |need| here && takes(&block.needs, &need.code))
    });
    // A block lives under the framework: it neither precedes nor outlives it.
    let first = block.start.max(framework.start);
    let end = (block.start + u16::from(block.term)).min(framework.end());
    let ramp = |step: u8| {
        let september = opening_september + u16::from(step);
        if (first..end).contains(&september) {
            block.ramp[usize::from(september - block.start).min(block.ramp.len() - 1)]
        } else {
            0.0
        }
    };
    let ramp: Vec<f64> = (0..=scenario.horizon.years).map(ramp).collect();
    let curve = |term: BlockTerm| term.in_force(block).curve();
    NewBlock {
        is_conversion: block.kind == BlockKind::Conversion,
        cells: cells.collect(),
        phases: Phase::ALL.map(|phase| block.phases.is_empty() || block.phases.contains(&phase)),
        volumes: ramp.iter().map(|&share| places(block.volume, share)).collect(),
        ramp,
        first: usize::from(first.saturating_sub(opening_september)),
        discount: curve(BlockTerm::Discount),
        void_share: curve(BlockTerm::VoidShare),
        minimum_occupancy: curve(BlockTerm::MinimumOccupancy),
        indexation: curve(BlockTerm::Indexation),
        refill: curve(BlockTerm::Refill),
        award: curve(BlockTerm::Award),
        is_signed: block.signed,
        near_home: block.near_home,
    }
}

/// Kilometres in a straight line from a district's middle to a school elsewhere: the mean over the two nearest other
/// districts with a framework school. 0 where there is none.
pub fn kilometres_out(scenario: &Checked, home: usize) -> f64 {
    let districts = &scenario.districts.list;
    let here = &districts[home];
    let mut distances: Vec<f64> = districts
        .iter()
        .enumerate()
        .filter(|(index, district)| *index != home && district.dps_school)
        .map(|(_, there)| great_circle((here.latitude, here.longitude), (there.latitude, there.longitude)))
        .collect();
    distances.sort_unstable_by(f64::total_cmp);
    distances.truncate(2);
    if distances.is_empty() { 0.0 } else { distances.iter().sum::<f64>() / distances.len() as f64 }
}

/// Kilometres between two points on the Earth, each a latitude and a longitude in degrees, by the haversine formula.
fn great_circle(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half = |from: f64, to: f64| libm::sin((to - from) * 0.5);
    let x = half(lat_a, lat_b).powi(2)
        + libm::cos(lat_a) * libm::cos(lat_b) * half(a.1.to_radians(), b.1.to_radians()).powi(2);
    2.0 * 6_371.0 * libm::asin(libm::sqrt(x))
}

#[cfg(test)]
mod tests {
    use super::super::compiled::Compiled;
    use super::super::shape::Detail;
    use super::*;
    use crate::scenario::Scenario;

    /// Together with the fixed cost the distances give about the published cost of transport.
    #[test]
    fn pupils_placed_elsewhere_travel_28_kilometres_by_road_on_average() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Full);
        let shares = &compiled.districts.shares;
        let mean: f64 = shares.iter().zip(&compiled.kilometres_out).map(|(share, km)| share * km).sum();
        assert!((1.3 * mean - 28.0).abs() < 0.5, "{}", 1.3 * mean);
        assert!((great_circle((51.28, 1.08), (51.36, 1.40)) - 24.0).abs() < 0.3);
    }
}
