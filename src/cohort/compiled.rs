//! A scenario as the engine wants it: flat arrays, everything that no chance touches worked out.

use super::ladder::RUNGS;
use super::shape::Shape;
use crate::chance::Curve;
use crate::field::{Age, Phase};
use crate::high_needs::SAFETY_VALVE_YEAR;
use crate::scenario::{Amount, Assumption, BlockKind, Checked, Lever};
use serde::{Deserialize, Serialize};

/// Where in a year September begins, as the decimal years of a scenario write it.
pub(super) const SEPTEMBER: f64 = 0.67;

/// Parts of a whole that are known as if from a sample: weights and the size of a Dirichlet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Shares {
    /// Shares, summing to 1.
    pub(super) shares: Vec<f64>,
    /// Size of the Dirichlet distribution; 0 where the shares are exact.
    pub(super) concentration: f64,
}

/// A compiled scenario: plain numbers, the same for every future and every worker.
///
/// Steps are academic years counted from the opening one, which is step 0; the joiners of a year
/// `y` of the record come in step `y + 1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compiled {
    pub(super) shape: Shape,
    /// The year in which step 0 begins.
    pub(super) opening_september: u16,
    /// Age index of each opening pupil, spread so that any run of pupils has about the profile.
    pub(super) opening_ages: Vec<u8>,
    pub(super) districts: Shares,
    pub(super) needs: Shares,
    /// Joiner mix by need over opening mix: 1 where both are alike.
    pub(super) joiner_mix: Vec<f64>,
    /// Expected joiners by year and district before any uncertain factor.
    pub(super) joiners: Vec<f64>,
    /// Cumulative probabilities of joiners' ages, by year and district; 1 from the last age on
    /// that can join.
    pub(super) joiner_ages: Vec<[f64; Age::COUNT]>,
    /// Years since the cohort index was 1, for each year.
    pub(super) migration_years: Vec<u32>,
    /// The uncertain number of each lever, in the order of the levers.
    pub(super) levers: Vec<Curve>,
    /// Which lever follows which, and the correlation of their standard normals.
    pub(super) follows: Vec<(u8, u8, f64)>,
    /// First and last age index, and the hazard.
    pub(super) hazards: Vec<(u8, u8, Curve)>,
    /// By district: the start of the Localities Model, and how late that is.
    pub(super) localities: Vec<(f64, f64)>,
    /// By need: the effect as a multiple.
    pub(super) localities_multipliers: Vec<f64>,
    /// By need: whom an SRP and whom a state special school suits.
    pub(super) suits: Vec<(f64, f64)>,
    /// By district: its share of the new SRP places.
    pub(super) srp_shares: Vec<f64>,
    /// The Septembers between which the SRP programme opens.
    pub(super) srp_years: (u16, u16),
    /// SRP places planned besides: district, September, places.
    pub(super) srp_openings: Vec<(usize, u16, f64)>,
    pub(super) schools: Vec<NewSchool>,
    /// Cumulative shares of the routes of the diverted.
    pub(super) mix: [f64; 4],
    /// By district: whether a framework school can be reached.
    pub(super) framework_reach: Vec<bool>,
    /// By district: whether a framework school stands there.
    pub(super) framework_school: Vec<bool>,
    /// Share of the opening pupils on the framework, where it can be reached.
    pub(super) opening_share: f64,
    /// Share of new placements on the framework today.
    pub(super) participation_now: f64,
    /// By step: how far participation has come towards its later value.
    pub(super) participation_along: Vec<f64>,
    /// Steps in which new placements through a framework can be made; today's runs until the new
    /// one starts.
    pub(super) framework_until: usize,
    /// The steps of the eight framework years.
    pub(super) framework_years: (usize, usize),
    pub(super) blocks: Vec<NewBlock>,
    /// By district: straight kilometres to a school elsewhere.
    pub(super) kilometres_out: Vec<f64>,
    /// When other savings arrive, in years after the April of the base year.
    pub(super) savings_from: f64,
    /// The year of the record that is the Safety Valve year, where it is within the horizon.
    pub(super) safety_valve: Option<usize>,
    /// Districts of each reporting area.
    pub(super) areas: Vec<Vec<usize>>,
}

/// A state special school to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NewSchool {
    pub(super) districts: Vec<usize>,
    pub(super) places: Curve,
    pub(super) opens: Curve,
    pub(super) fill: Vec<f64>,
}

/// A block contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NewBlock {
    pub(super) is_conversion: bool,
    /// By cell: whether it takes its pupils.
    pub(super) cells: Vec<bool>,
    /// By phase at entry: whether it takes its pupils.
    pub(super) phases: [bool; 3],
    /// Places by step; 0 where it does not run.
    pub(super) volumes: Vec<u32>,
    /// The step in which it starts.
    pub(super) first: usize,
    pub(super) discount: Curve,
    pub(super) void_share: Curve,
    pub(super) minimum_occupancy: Curve,
    pub(super) indexation: Curve,
    pub(super) refill: Curve,
    pub(super) award: Curve,
    pub(super) is_signed: bool,
}

impl Compiled {
    /// Works out all that chance does not touch.
    pub fn new(scenario: &Checked) -> Compiled {
        const { assert!(RUNGS >= Age::COUNT) };
        let shape = Shape {
            years: usize::from(scenario.horizon.years),
            districts: scenario.districts.list.len(),
            needs: scenario.needs.list.len(),
            areas: scenario.areas.len(),
            blocks: scenario.blocks.len(),
        };
        let flows = expected_joiners(scenario);
        let joiner_ages = flows.iter().map(cumulative).collect();
        let opening_mix = shares(scenario.needs.list.iter().map(|need| need.opening_weight));
        let joiner_mix = shares(scenario.needs.list.iter().map(|need| need.joiner_weight));
        let district_shares = shares(scenario.districts.list.iter().map(|district| district.weight));
        let opening_september = scenario.horizon.opening_january.0 - 1;
        let step_of = |september: u16| usize::from(september.saturating_sub(opening_september));
        let framework = &scenario.framework;
        let framework_until = step_of(framework.end());
        let reach: Vec<bool> = scenario
            .districts
            .list
            .iter()
            .map(|district| framework.travel_allowed || district.dps_school)
            .collect();
        let reached: f64 =
            district_shares.iter().zip(&reach).filter(|(_, reach)| **reach).map(|(share, _)| share).sum();
        let opening_share = framework.opening_share.amount.central();
        let districts = &scenario.districts.list;
        let position = |code: &String| districts.iter().position(|district| district.code == *code);
        let members = |codes: &[String]| -> Vec<usize> {
            if codes.is_empty() {
                (0..districts.len()).collect()
            } else {
                codes.iter().filter_map(position).collect()
            }
        };
        let base = f64::from(scenario.horizon.opening_january.0);
        Compiled {
            shape,
            opening_september,
            opening_ages: opening_ages(scenario),
            districts: Shares {
                shares: district_shares,
                concentration: scenario.districts.concentration.amount.central(),
            },
            joiner_mix,
            needs: Shares {
                shares: opening_mix,
                concentration: scenario.needs.concentration.amount.central(),
            },
            joiners: flows.iter().map(|by_age| by_age.iter().sum()).collect(),
            joiner_ages,
            migration_years: (0..shape.years).map(|year| migration_years(scenario, year)).collect(),
            levers: Lever::all().map(|lever| lever.assumption(scenario).amount.curve()).collect(),
            follows: follows(scenario),
            hazards: scenario
                .leaving
                .bands
                .iter()
                .map(|band| {
                    let index = |age: Age| u8::from(age) - u8::from(Age::YOUNGEST);
                    (index(band.from_age), index(band.to_age), band.hazard.amount.curve())
                })
                .collect(),
            localities: districts
                .iter()
                .map(|d| (d.localities_start, d.localities_start - scenario.localities.on_time))
                .collect(),
            localities_multipliers: scenario.needs.list.iter().map(|n| n.localities_multiplier).collect(),
            suits: scenario
                .needs
                .list
                .iter()
                .map(|need| {
                    let shut = need.srp_excluded && !scenario.local_provision.srp_unlocked;
                    (if shut { 0.0 } else { need.srp_share }, need.special_share)
                })
                .collect(),
            srp_shares: if districts.iter().all(|d| d.srp_weight == 0.0) {
                vec![0.0; districts.len()]
            } else {
                shares(districts.iter().map(|district| district.srp_weight))
            },
            srp_years: (scenario.local_provision.srp_from, scenario.local_provision.srp_to),
            srp_openings: scenario
                .local_provision
                .srp_openings
                .iter()
                .filter_map(|o| Some((position(&o.district)?, o.september, o.places)))
                .collect(),
            schools: scenario
                .local_provision
                .schools
                .iter()
                .map(|school| NewSchool {
                    districts: members(&school.catchment),
                    places: school.places.amount.curve(),
                    opens: school.opens.amount.curve(),
                    fill: school.fill.clone(),
                })
                .collect(),
            mix: {
                let mut sum = 0.0;
                let weights = scenario.alternatives.mix.weights();
                let total: f64 = weights.iter().sum();
                weights.map(|weight| {
                    sum += weight / total;
                    sum
                })
            },
            framework_reach: reach,
            framework_school: districts.iter().map(|district| district.dps_school).collect(),
            opening_share: if reached > 0.0 { (opening_share / reached).min(1.0) } else { 0.0 },
            participation_now: opening_share,
            participation_along: (0..=shape.years)
                .map(|step| {
                    let from = f64::from(opening_september) + 1.0;
                    let to = f64::from(framework.participation_by);
                    let now = f64::from(opening_september) + step as f64;
                    if now >= to { 1.0 } else { ((now - from) / (to - from)).clamp(0.0, 1.0) }
                })
                .collect(),
            framework_until,
            framework_years: (step_of(framework.start), step_of(framework.start) + 8),
            blocks: new_blocks(scenario, shape, opening_september),
            kilometres_out: (0..districts.len()).map(|home| kilometres_out(scenario, home)).collect(),
            savings_from: scenario.high_needs.other_savings_from - base - 0.25,
            safety_valve: SAFETY_VALVE_YEAR
                .checked_sub(scenario.horizon.opening_january.0)
                .map(usize::from)
                .filter(|&year| year < shape.years),
            areas: scenario.areas.iter().map(|area| members(&area.districts)).collect(),
        }
    }

    /// Its dimensions.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How many pupils are placed at the start.
    pub fn opening_pupils(&self) -> usize {
        self.opening_ages.len()
    }

    /// As bytes, to hand to a worker.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Only running out of memory can stop it, and that ends the program anyway.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// From [`Compiled::to_bytes`]; none where the bytes are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Compiled> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The Gaussian copula: each pair as (parent, child, correlation).
fn follows(scenario: &Checked) -> Vec<(u8, u8, f64)> {
    let dependence = &scenario.dependence;
    let pair = |parent: Lever, child: Lever, correlation: &Assumption| {
        (parent as u8, child as u8, correlation.amount.central())
    };
    vec![
        pair(Lever::Effect, Lever::Midpoint, &dependence.effect_midpoint),
        pair(Lever::Growth, Lever::Tribunal, &dependence.growth_tribunal),
        pair(Lever::Uplift, Lever::Premium, &dependence.uplift_premium),
        pair(Lever::Uplift, Lever::CapacityGrowth, &dependence.uplift_capacity),
    ]
}

fn new_blocks(scenario: &Checked, shape: Shape, opening_september: u16) -> Vec<NewBlock> {
    let framework = &scenario.framework;
    let takes = |codes: &[String], code: &String| codes.is_empty() || codes.contains(code);
    let blocks = scenario.blocks.iter().map(|block| {
        let cells = scenario.districts.list.iter().flat_map(|district| {
            let here = takes(&block.districts, &district.code);
            scenario.needs.list.iter().map(move |need| here && takes(&block.needs, &need.code))
        });
        // A block lives under the framework: it neither precedes nor outlives it.
        let first = block.start.max(framework.start);
        let end = (block.start + u16::from(block.term)).min(framework.end());
        let volumes = (0..=shape.years).map(|step| {
            let september = usize::from(opening_september) + step;
            if !(usize::from(first)..usize::from(end)).contains(&september) {
                return 0;
            }
            let ramp = block.ramp[(september - usize::from(block.start)).min(block.ramp.len() - 1)];
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the limit
            let volume = (f64::from(block.volume) * ramp).round() as u32;
            volume
        });
        NewBlock {
            is_conversion: block.kind == BlockKind::Conversion,
            cells: cells.collect(),
            phases: Phase::ALL.map(|phase| block.phases.is_empty() || block.phases.contains(&phase)),
            volumes: volumes.collect(),
            first: usize::from(first.saturating_sub(opening_september)),
            discount: block.discount.amount.curve(),
            void_share: block.void_share.amount.curve(),
            minimum_occupancy: block.minimum_occupancy.amount.curve(),
            indexation: block.indexation.amount.curve(),
            refill: block.refill.amount.curve(),
            award: block.award.amount.curve(),
            is_signed: block.signed,
        }
    });
    blocks.collect()
}

/// Straight kilometres from a district's middle to a school elsewhere: the mean over the two
/// nearest other districts with a framework school.
fn kilometres_out(scenario: &Checked, home: usize) -> f64 {
    let districts = &scenario.districts.list;
    let here = &districts[home];
    let mut distances: Vec<f64> = districts
        .iter()
        .enumerate()
        .filter(|(index, district)| *index != home && district.dps_school)
        .map(|(_, there)| great_circle((here.latitude, here.longitude), (there.latitude, there.longitude)))
        .collect();
    distances.sort_by(f64::total_cmp);
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

/// Running shares of a row's total.
fn cumulative(row: &[f64; Age::COUNT]) -> [f64; Age::COUNT] {
    let total: f64 = row.iter().sum();
    // The last age that can join takes the rounding.
    let last = row.iter().rposition(|&flow| flow > 0.0).unwrap_or(0);
    let mut sum = 0.0;
    let mut upto = [1.0; Age::COUNT];
    for (upto, flow) in upto[..last].iter_mut().zip(row) {
        sum += flow;
        *upto = sum / total;
    }
    upto
}

/// Weights as shares of their sum.
pub(super) fn shares(weights: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let total: f64 = weights.clone().sum();
    weights.map(|weight| weight / total).collect()
}

/// Expected joiners a year by age, before growth and every other uncertain factor;
/// rows by year and district.
pub(super) fn expected_joiners(scenario: &Checked) -> Vec<[f64; Age::COUNT]> {
    let districts = &scenario.districts;
    let demand = &scenario.demand;
    let scale = scenario.opening.pupils.amount.central() / demand.reference_pupils.amount.central();
    let span = f64::from(districts.cohort_to) - f64::from(districts.cohort_from);
    let mut rows = Vec::new();
    for year in 0..usize::from(scenario.horizon.years) {
        let since = f64::from(migration_years(scenario, year));
        let along = (since / span).min(1.0);
        for district in &districts.list {
            let mut row = [0.0; Age::COUNT];
            for (flow, age) in row.iter_mut().zip(Age::all()) {
                let index = 1.0 + (district.cohort.at(age.phase()) - 1.0) * along;
                *flow = demand.joiners_by_age.at(age) * scale * index;
            }
            rows.push(row);
        }
    }
    rows
}

/// Whole years from the September to which the cohort index of 1 belongs to that of a step.
pub(super) fn migration_years(scenario: &Checked, year: usize) -> u32 {
    let september = scenario.horizon.opening_january.plus(year).0;
    u32::from(september.saturating_sub(scenario.districts.cohort_from))
}

/// The ages of the opening pupils: whole pupils by age by largest remainder, then spread.
///
/// Apportioning every district, need and age at once would lose the rare ages, each a small part
/// of a pupil in every cell. So the ages are apportioned for the county, and the pupils put in an
/// order in which any run of them has about the county's profile; the cells are runs of it.
/// Both margins are then whole and exact.
fn opening_ages(scenario: &Checked) -> Vec<u8> {
    let profile = &scenario.opening.age_profile;
    let pupils = match scenario.opening.pupils.amount {
        // Checked: whole, and within the limits.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Amount::Fixed(pupils) => pupils as u32,
        _ => 0,
    };
    let by_age_shares = shares(Age::all().map(|age| profile.at(age)).collect::<Vec<_>>().into_iter());
    let mut by_age = vec![0; Age::COUNT];
    apportion(pupils, &by_age_shares, &mut by_age, &mut Vec::new());
    let sorted: Vec<u8> =
        (0_u8..).zip(&by_age).flat_map(|(age, &count)| std::iter::repeat_n(age, count as usize)).collect();
    // Steps of about the golden section visit a circle evenly; a step prime to its length visits
    // every place once.
    let n = sorted.len();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let near = (n as f64 * 0.618_033_988_749_895) as usize;
    let step = (near.max(1)..=n.max(1)).find(|&step| gcd(step, n) == 1).unwrap_or(1);
    (0..n).map(|pupil| sorted[pupil * step % n]).collect()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Whole numbers that sum to `total`, in proportion to `shares`, by largest remainder; of equal
/// remainders the first wins. `scratch` spares an allocation.
pub(super) fn apportion(total: u32, shares: &[f64], whole: &mut [u32], scratch: &mut Vec<(f64, u32)>) {
    scratch.clear();
    let mut given = 0;
    for (index, (&share, whole)) in (0_u32..).zip(shares.iter().zip(whole.iter_mut())) {
        let quota = share * f64::from(total);
        let floor = quota.floor();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most total
        let floor_whole = floor as u32;
        *whole = floor_whole;
        given += floor_whole;
        scratch.push((floor - quota, index));
    }
    let left = total.saturating_sub(given) as usize;
    if left > 0 && left < scratch.len() {
        scratch.select_nth_unstable_by(left - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    }
    for &(_, index) in scratch.iter().take(left) {
        whole[index as usize] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn largest_remainders_win_the_odd_pupils() {
        let mut whole = [0; 4];
        apportion(10, &[0.52, 0.30, 0.12, 0.06], &mut whole, &mut Vec::new());
        // Quotas 5.2, 3.0, 1.2, 0.6: the last has the largest remainder.
        assert_eq!(whole, [5, 3, 1, 1]);
        apportion(2, &[0.25; 4], &mut whole, &mut Vec::new());
        assert_eq!(whole, [1, 1, 0, 0]);
    }

    #[test]
    fn opening_ages_keep_the_published_profile_whole() {
        let mut kent = Scenario::kent();
        kent.opening.pupils.amount = Amount::Fixed(1_623.0);
        let profile = kent.opening.age_profile.clone();
        let compiled = Compiled::new(&kent.check().unwrap());
        for age in Age::all() {
            let count = compiled.opening_ages.iter().filter(|&&a| usize::from(a) == age.index());
            assert!((count.count() as f64 - profile.at(age)).abs() < 1e-9, "age {age}");
        }
    }

    #[test]
    fn any_run_of_opening_pupils_has_about_the_profile() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap());
        let at_15 = Age::try_from(15).unwrap().index();
        let share = 233.0 / 1_623.0;
        for run in compiled.opening_ages.chunks_exact(50) {
            let count = run.iter().filter(|&&age| usize::from(age) == at_15).count() as f64;
            assert!((count - 50.0 * share).abs() <= 2.0, "{count} of 50");
        }
    }

    /// Together with the fixed cost the distances give about the published cost of transport.
    #[test]
    fn pupils_placed_elsewhere_travel_28_kilometres_by_road_on_average() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap());
        let shares = &compiled.districts.shares;
        let mean: f64 = shares.iter().zip(&compiled.kilometres_out).map(|(share, km)| share * km).sum();
        assert!((1.3 * mean - 28.0).abs() < 0.5, "{}", 1.3 * mean);
        assert!((great_circle((51.28, 1.08), (51.36, 1.40)) - 24.0).abs() < 0.3);
    }

    #[test]
    fn bytes_bring_the_same_back_and_anything_else_is_refused() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap());
        let bytes = compiled.to_bytes();
        assert_eq!(Compiled::from_bytes(&bytes), Some(compiled));
        assert_eq!(Compiled::from_bytes(&bytes[..bytes.len() / 2]), None);
        assert_eq!(Compiled::from_bytes(b"anything else"), None);
    }
}
