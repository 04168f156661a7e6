//! What a compiled scenario says of local provision, the framework, blocks and distances.

use super::shares::shares;
use crate::chance::QuantileCurve;
use crate::field::Phase;
use crate::scenario::{Block, BlockKind, BlockTerm, Checked};
use serde::{Deserialize, Serialize};

/// The Localities Model and the places near home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Local {
    /// By district: the start of the Localities Model, and how late that is.
    pub starts: Vec<(f64, f64)>,
    /// By need: the effect as a multiple.
    pub multipliers: Vec<f64>,
    /// By need: whom an SRP and whom a state special school suits.
    pub suits: Vec<(f64, f64)>,
    /// By district: its share of the new SRP places.
    pub srp_shares: Vec<f64>,
    /// The Septembers between which the SRP programme opens.
    pub srp_years: (u16, u16),
    /// SRP places planned besides: district, September, places.
    pub srp_openings: Vec<(usize, u16, f64)>,
    pub schools: Vec<NewSchool>,
    /// Cumulative shares of the routes of the diverted.
    pub mix: [f64; 4],
}

/// A state special school to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewSchool {
    pub districts: Vec<usize>,
    pub places: QuantileCurve,
    pub opens: QuantileCurve,
    pub fill: Vec<f64>,
}

/// Who reaches the framework, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameworkPlan {
    /// By district: whether a framework school can be reached.
    pub reach: Vec<bool>,
    /// By district: whether a framework school stands there.
    pub school: Vec<bool>,
    /// Share of the opening pupils on the framework, wherever they live: they were placed before.
    pub opening_share: f64,
    /// Share of new placements on the framework today.
    pub participation_now: f64,
    /// By step: how far participation has come towards its later value.
    pub participation_along: Vec<f64>,
    /// The step from which no new placement can be made through a framework; today's runs until the
    /// new one starts.
    pub until: usize,
    /// The steps of the eight framework years, from the first to the one after the last; none where they are
    /// not all within the horizon.
    pub years: Option<(usize, usize)>,
}

/// A block contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewBlock {
    pub is_conversion: bool,
    /// By cell: whether it takes its pupils.
    pub cells: Vec<bool>,
    /// By phase at entry: whether it takes its pupils.
    pub phases: [bool; 3],
    /// Share of its volume that is on offer by step; 0 where it does not run.
    pub ramp: Vec<f64>,
    /// Places by step.
    pub volumes: Vec<u32>,
    /// The step in which it starts.
    pub first: usize,
    pub discount: QuantileCurve,
    pub void_share: QuantileCurve,
    pub minimum_occupancy: QuantileCurve,
    pub indexation: QuantileCurve,
    pub refill: QuantileCurve,
    pub award: QuantileCurve,
    pub is_signed: bool,
    /// Whether its pupils travel no further than those placed in their own district.
    pub near_home: bool,
}

/// Places on offer of a block of this many.
pub fn places(volume: u32, ramp: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the limit
    let places = (f64::from(volume) * ramp).round() as u32;
    places
}

/// Positions of the districts with these codes; none means all.
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
                .map(|d| (d.localities_start, d.localities_start - scenario.localities.on_time))
                .collect(),
            multipliers: needs.iter().map(|need| need.localities_multiplier).collect(),
            suits: needs
                .iter()
                .map(|need| {
                    let shut = need.srp_excluded && !local.srp_unlocked;
                    (if shut { 0.0 } else { need.srp_share }, need.special_share)
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
                .filter_map(|o| Some((position(&o.district)?, o.september, o.places)))
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

/// A block contract, for the steps in which it runs.
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

/// Straight kilometres from a district's middle to a school elsewhere: the mean over the two
/// nearest other districts with a framework school.
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

/// Kilometres between two places on the Earth, by the haversine formula; degrees.
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
