//! A compiled scenario: flat arrays, with everything that does not depend on chance worked out (M2, M4, M7.2).

use super::ladder::RUNGS;
use super::plans::{FrameworkPlan, Local, NewBlock, kilometres_out, members, new_block};
use super::shape::{Detail, Shape};
use super::shares::{apportion, gcd, shares};
use crate::chance::QuantileCurve;
use crate::contracts::PREMIUM_FROM;
use crate::field::Age;
use crate::high_needs::GRANT_YEAR;
use crate::scenario::{Amount, Assumption, Checked, Lever, Source};
use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::AddAssign;

/// Parts of a whole that are known as if from a sample: weights and the size of a Dirichlet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Parts {
    /// The parts as shares; they sum to 1.
    pub(super) shares: Vec<f64>,
    /// Size of the Dirichlet distribution; 0 where the shares are exact.
    pub(super) concentration: f64,
    /// Whether the opening pupils have exactly these shares, whatever joiners have.
    pub(super) counted: bool,
}

impl Parts {
    /// The shares of the opening pupils: those counted, or those drawn.
    pub(super) fn at_start<'a>(&'a self, drawn: &'a [f64]) -> &'a [f64] {
        if self.counted { &self.shares } else { drawn }
    }
}

/// What the path of joiners (M4.2) starts from. Rates are a pupil of the opening stock and year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Rates {
    /// The share of the opening pupils of each age; they sum to 1.
    pub(super) ages: Vec<f64>,
    /// The council's own rate of joiners.
    pub(super) own: f64,
    /// Whether that rate was worked out from counts of those placed, and so follows from who left.
    pub(super) own_is_derived: bool,
    /// The rate of leavers at the mean hazards.
    pub(super) leaving: f64,
    /// The natural logarithm of the council's share of plans over England's.
    pub(super) log_share: f64,
}

impl Rates {
    fn new(scenario: &Checked) -> Rates {
        let (demand, profile) = (&scenario.demand, &scenario.opening.age_profile);
        let ages: Vec<f64> = Age::all().map(|age| profile.at(age) / profile.total()).collect();
        let hazards = Age::all().map(|age| scenario.leaving.mean_hazard(age));
        Rates {
            leaving: ages.iter().zip(hazards).map(|(share, hazard)| share * hazard).sum(),
            ages,
            own: demand.joiners_by_age.total() / demand.reference_pupils.amount.central(),
            own_is_derived: demand.joiners_by_age.basis.source != Source::Council,
            log_share: libm::log(demand.share_over_england.amount.central()),
        }
    }
}

/// A lever whose standard normal follows that of another by the Gaussian copula.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Tie {
    /// The lever that is followed, by position.
    pub(super) parent: u8,
    /// The lever that follows, by position.
    pub(super) child: u8,
    /// The correlation of their standard normals, from -1 to 1.
    pub(super) correlation: f64,
}

/// The hazard of a band of ages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Hazard {
    /// The index of the first age.
    pub(super) from: u8,
    /// The index of the last age.
    pub(super) to: u8,
    /// The probability of leaving at the end of a year, from 0 to 1.
    pub(super) leaving: QuantileCurve,
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
    pub(super) districts: Parts,
    pub(super) needs: Parts,
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
    pub(super) levers: Vec<QuantileCurve>,
    /// Which lever follows which (M10.2).
    pub(super) follows: Vec<Tie>,
    /// What the path of joiners starts from.
    pub(super) rates: Rates,
    /// The probability of leaving at the end of a year, by band of ages (M3).
    pub(super) hazards: Vec<Hazard>,
    pub(super) local: Local,
    pub(super) framework: FrameworkPlan,
    pub(super) blocks: Vec<NewBlock>,
    /// By district: straight kilometres to a school elsewhere.
    pub(super) kilometres_out: Vec<f64>,
    /// When other savings arrive, in years after the April of the base year.
    pub(super) savings_from: f64,
    /// Financial years of the run that end by the March whose deficit a stability grant clears; none where
    /// that lies before the run.
    pub(super) years_before_grant: Option<usize>,
    /// Whether the known prices are averages of financial years.
    pub(super) prices_of_financial_years: bool,
    /// Share of the pupils of each step who joined since [`PREMIUM_FROM`], were the stock to stay level.
    pub(super) joined_share: Vec<f64>,
    /// Districts of each reporting area.
    pub(super) areas: Vec<Vec<usize>>,
}

impl Compiled {
    /// Works out everything that does not depend on chance.
    pub fn new(scenario: &Checked, detail: Detail) -> Compiled {
        const { assert!(RUNGS >= Age::COUNT) };
        let shape = Shape {
            years: usize::from(scenario.horizon.years),
            districts: scenario.districts.list.len(),
            needs: scenario.needs.list.len(),
            areas: scenario.areas.len(),
            blocks: scenario.blocks.len(),
            agreed_year: scenario.agreed_year(),
            detail,
        };
        let flows = expected_joiners(scenario);
        let joiner_ages = flows.iter().map(cumulative).collect();
        let opening_mix = shares(scenario.needs.list.iter().map(|need| need.opening_weight));
        let joiner_mix = shares(scenario.needs.list.iter().map(|need| need.joiner_weight));
        let district_shares = shares(scenario.districts.list.iter().map(|district| district.weight));
        let opening_september = scenario.horizon.opening_january.0 - 1;
        let base = f64::from(scenario.horizon.opening_january.0);
        Compiled {
            shape,
            opening_september,
            opening_ages: opening_ages(scenario),
            districts: Parts {
                shares: district_shares,
                concentration: scenario.districts.concentration.amount.central(),
                counted: scenario.districts.counted,
            },
            joiner_mix,
            needs: Parts {
                shares: opening_mix,
                concentration: scenario.needs.concentration.amount.central(),
                counted: scenario.needs.counted,
            },
            joiners: flows.iter().map(|by_age| by_age.iter().sum()).collect(),
            joiner_ages,
            migration_years: (0..shape.years).map(|year| migration_years(scenario, year)).collect(),
            levers: Lever::all().map(|lever| lever.assumption(scenario).amount.curve()).collect(),
            follows: follows(scenario),
            rates: Rates::new(scenario),
            hazards: scenario
                .leaving
                .bands
                .iter()
                .map(|band| {
                    let index = |age: Age| u8::from(age) - u8::from(Age::YOUNGEST);
                    Hazard {
                        from: index(band.from_age),
                        to: index(band.to_age),
                        leaving: band.hazard.amount.curve(),
                    }
                })
                .collect(),
            local: Local::new(scenario),
            framework: FrameworkPlan::new(scenario, opening_september),
            blocks: scenario.blocks.iter().map(|block| new_block(scenario, block)).collect(),
            kilometres_out: (0..shape.districts).map(|home| kilometres_out(scenario, home)).collect(),
            savings_from: scenario.high_needs.other_savings_from - base - 0.25,
            years_before_grant: GRANT_YEAR.checked_sub(scenario.horizon.opening_january.0).map(usize::from),
            prices_of_financial_years: scenario.prices.of_financial_years,
            joined_share: joined_share(scenario),
            areas: scenario.areas.iter().map(|area| members(scenario, &area.districts)).collect(),
        }
    }

    /// The same scenario up to the January `years` after the opening one. Everything until then is the same in every
    /// future, and takes less time. It has no more years than before.
    #[must_use]
    pub fn until(mut self, years: usize) -> Compiled {
        // Arrays by year are in the order of years, so that their beginnings are what is needed.
        self.shape.years = self.shape.years.min(years);
        self.shape.agreed_year = self.shape.agreed_year.filter(|&year| year < self.shape.years);
        self
    }

    /// The same scenario without its reporting areas, which affect only what is reported.
    #[must_use]
    pub fn without_areas(mut self) -> Compiled {
        self.areas.clear();
        self.shape.areas = 0;
        self
    }

    /// The dimensions of the scenario.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Adds cells up to county, districts, needs and areas, or to the county alone where `sums` has no room for more.
    pub(super) fn add_up<T: Copy + Default + AddAssign + Sum>(&self, cells: &[T], sums: &mut [T]) {
        let shape = self.shape;
        if let [county] = sums {
            *county = cells.iter().copied().sum();
            return;
        }
        let (county, rest) = sums.split_at_mut(1);
        let (districts, rest) = rest.split_at_mut(shape.districts);
        let (needs, areas) = rest.split_at_mut(shape.needs);
        needs.fill(T::default());
        county[0] = T::default();
        for (district, row) in districts.iter_mut().zip(cells.chunks_exact(shape.needs)) {
            *district = T::default();
            for (need, &part) in needs.iter_mut().zip(row) {
                *district += part;
                *need += part;
            }
            county[0] += *district;
        }
        for (area, members) in areas.iter_mut().zip(&self.areas) {
            *area = members.iter().map(|&district| districts[district]).sum();
        }
    }

    /// Places that a block buys where it is awarded, in a January given by its position.
    pub fn bought(&self, block: usize, january: usize) -> u32 {
        self.blocks.get(block).and_then(|block| block.volumes.get(january)).copied().unwrap_or(0)
    }

    /// How many pupils are placed at the start.
    pub fn opening_pupils(&self) -> usize {
        self.opening_ages.len()
    }

    /// Encodes the scenario as bytes, to send to a worker.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Only running out of memory can stop it, and that ends the program anyway.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Decodes [`Compiled::to_bytes`]; `None` where the bytes are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Compiled> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The share s(t) of the pupils of each step who joined since [`PREMIUM_FROM`], from 0 to 1 (M7.2), while the stock stays
/// level: those of the step before it, taken to be of the opening ages, leave with the mean hazards and are replaced.
fn joined_share(scenario: &Checked) -> Vec<f64> {
    let profile = &scenario.opening.age_profile;
    let mut there: Vec<f64> = Age::all().map(|age| profile.at(age) / profile.total()).collect();
    let staying: Vec<f64> = Age::all().map(|age| 1.0 - scenario.leaving.mean_hazard(age)).collect();
    (0..=usize::from(scenario.horizon.years))
        .map(|step| {
            if step < PREMIUM_FROM {
                return 0.0;
            }
            for age in (1..Age::COUNT).rev() {
                there[age] = there[age - 1] * staying[age - 1];
            }
            there[0] = 0.0;
            1.0 - there.iter().sum::<f64>()
        })
        .collect()
}

/// The ties of the Gaussian copula (M10.2).
fn follows(scenario: &Checked) -> Vec<Tie> {
    let dependence = &scenario.dependence;
    let pair = |parent: Lever, child: Lever, correlation: &Assumption| Tie {
        parent: parent as u8,
        child: child as u8,
        correlation: correlation.amount.central(),
    };
    vec![
        pair(Lever::Effect, Lever::Midpoint, &dependence.effect_midpoint),
        pair(Lever::Growth, Lever::Tribunal, &dependence.growth_tribunal),
        pair(Lever::Uplift, Lever::Premium, &dependence.uplift_premium),
        pair(Lever::Uplift, Lever::CapacityGrowth, &dependence.uplift_capacity),
    ]
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

/// Expected joiners a year by age, before growth and every other uncertain factor;
/// rows by year and district.
pub(super) fn expected_joiners(scenario: &Checked) -> Vec<[f64; Age::COUNT]> {
    let districts = &scenario.districts;
    let demand = &scenario.demand;
    let scale = scenario.opening.pupils.amount.central() / demand.reference_pupils.amount.central();
    let span = u32::from(districts.cohort_to.saturating_sub(districts.cohort_from));
    let mut rows = Vec::new();
    for year in 0..usize::from(scenario.horizon.years) {
        let since = migration_years(scenario, year);
        for district in &districts.list {
            let mut row = [0.0; Age::COUNT];
            for (flow, age) in row.iter_mut().zip(Age::all()) {
                let index = district.index(age.phase(), since, span);
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

#[cfg(test)]
impl Compiled {
    /// This scenario with some levers as another scenario has them, which differs in nothing else.
    pub(super) fn with_levers(
        mut self,
        scenario: &crate::scenario::Scenario,
        levers: impl IntoIterator<Item = Lever>,
    ) -> Compiled {
        for lever in levers {
            self.levers[lever as usize] = lever.assumption(scenario).amount.curve();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn opening_ages_keep_the_published_profile_whole() {
        let mut kent = Scenario::kent();
        kent.opening.pupils.amount = Amount::Fixed(1_623.0);
        let profile = kent.opening.age_profile.clone();
        let compiled = Compiled::new(&kent.check().unwrap(), Detail::Full);
        for age in Age::all() {
            let count = compiled.opening_ages.iter().filter(|&&a| usize::from(a) == age.index());
            assert!((count.count() as f64 - profile.at(age)).abs() < 1e-9, "age {age}");
        }
    }

    #[test]
    fn a_lever_is_nowhere_but_in_its_curve() {
        let published = Scenario::kent();
        let base = Compiled::new(&published.clone().check().unwrap(), Detail::Main);
        for lever in Lever::all() {
            let bounds = lever.bounds(&published);
            for to in [*bounds.start(), 0.3 * bounds.start() + 0.7 * bounds.end()] {
                let mut changed = published.clone();
                lever.set(&mut changed, &published, to);
                let varied = base.clone().with_levers(&changed, [lever]);
                assert_eq!(
                    varied,
                    Compiled::new(&changed.check().unwrap(), Detail::Main),
                    "{lever:?} at {to}"
                );
            }
        }
    }

    #[test]
    fn any_run_of_opening_pupils_has_about_the_profile() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Full);
        let at_15 = Age::try_from(15).unwrap().index();
        let share = 233.0 / 1_623.0;
        for run in compiled.opening_ages.chunks_exact(50) {
            let count = run.iter().filter(|&&age| usize::from(age) == at_15).count() as f64;
            assert!((count - 50.0 * share).abs() <= 2.0, "{count} of 50");
        }
    }

    #[test]
    fn bytes_bring_the_same_back_and_anything_else_is_refused() {
        let compiled = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Full);
        let bytes = compiled.to_bytes();
        assert_eq!(Compiled::from_bytes(&bytes), Some(compiled));
        assert_eq!(Compiled::from_bytes(&bytes[..bytes.len() / 2]), None);
        assert_eq!(Compiled::from_bytes(b"anything else"), None);
    }
}
