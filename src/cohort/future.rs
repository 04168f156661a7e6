//! One future: a draw of every uncertain parameter and of all pupil-level chance.

use super::compiled::{Compiled, Shares, apportion};
use super::ladder::{BITS, Ladder};
use crate::chance::{Curve, Future, Gamma, Normal, Purpose, poisson};
use crate::field::Age;
use rand_distr::Distribution;

/// The slots of uncertain parameters. Part of the meaning of a seed: add, never renumber.
#[derive(Clone, Copy)]
#[repr(u32)]
enum Slot {
    JoinerScale = 0,
    Growth = 1,
    ShockK = 2,
    Migration = 3,
    /// The first age of the band is added.
    Hazard = 100,
}

/// The uncertain parameters of one future.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Multiplier of the level of joiners.
    pub joiner_scale: f64,
    /// Trend of the joiner rate a year.
    pub growth: f64,
    /// Size of the yearly shock; 0 for none.
    pub shock_k: f64,
    /// Yearly addition to the school-age population.
    pub migration: f64,
    /// Probability of leaving at the end of a year, by age.
    pub hazards: [f64; Age::COUNT],
    /// Share of each district.
    pub districts: Vec<f64>,
    /// Opening share of each need.
    pub needs: Vec<f64>,
}

/// Runs the futures of one compiled scenario. It owns all the room that a future needs.
pub struct Simulator<'a> {
    model: &'a Compiled,
    parameters: Parameters,
    /// Share of each cell in the opening stock.
    opening_shares: Vec<f64>,
    /// Share of each need in the joiners.
    joiner_needs: Vec<f64>,
    opening: Vec<u32>,
    remainders: Vec<(f64, u32)>,
    /// Ages of joiners, by year and district.
    joiner_ages: Vec<Ladder>,
    /// How many years a pupil of each age stays on after the present one.
    stays: Vec<Ladder>,
    /// Leavers by cell and by the January at which they are first missing; one column more for
    /// those who outstay the horizon.
    leavers: Vec<u32>,
}

impl<'a> Simulator<'a> {
    /// Room for futures of this scenario.
    pub fn new(model: &'a Compiled) -> Simulator<'a> {
        let shape = model.shape;
        let cells = shape.cells();
        Simulator {
            model,
            parameters: Parameters {
                joiner_scale: 0.0,
                growth: 0.0,
                shock_k: 0.0,
                migration: 0.0,
                hazards: [0.0; Age::COUNT],
                districts: vec![0.0; shape.districts],
                needs: vec![0.0; shape.needs],
            },
            opening_shares: vec![0.0; cells],
            joiner_needs: vec![0.0; shape.needs],
            opening: vec![0; cells],
            remainders: Vec::with_capacity(cells),
            joiner_ages: model
                .joiner_ages
                .iter()
                .map(|cumulative| {
                    let mut ladder = Ladder::new();
                    ladder.fill(*cumulative);
                    ladder
                })
                .collect(),
            stays: vec![Ladder::new(); Age::COUNT],
            leavers: vec![0; cells * (shape.years + 2)],
        }
    }

    /// Runs future `index` of `seed` and writes its counts, laid out as [`super::Shape`] says.
    ///
    /// # Panics
    /// Where `record` is not [`super::Shape::record`] long.
    pub fn run(&mut self, seed: u64, index: u32, record: &mut [u32]) {
        let shape = self.model.shape;
        assert_eq!(record.len(), shape.record(), "a record of this shape");
        let future = Future::new(seed, index);
        self.draw_parameters(future);
        self.fill_stays();
        self.leavers.fill(0);
        let (stock, flows) = record.split_at_mut(shape.januaries() * shape.cells());
        let (joiners, leavers) = flows.split_at_mut(shape.years);
        self.open(future, &mut stock[..shape.cells()]);
        for (year, joiners) in joiners.iter_mut().enumerate() {
            let cells = &mut stock[(year + 1) * shape.cells()..][..shape.cells()];
            *joiners = self.join(future, year, cells);
        }
        self.count(stock, leavers);
    }

    /// The parameters of a future, as [`Simulator::run`] draws them.
    pub fn parameters(&mut self, seed: u64, index: u32) -> &Parameters {
        self.draw_parameters(Future::new(seed, index));
        &self.parameters
    }

    fn draw_parameters(&mut self, future: Future) {
        let model = self.model;
        let draw = |curve: &Curve, slot: u32| {
            if let Curve::Constant(value) = curve {
                return *value;
            }
            let address = future.address(Purpose::Parameter, 0, slot);
            curve.at(Normal.sample(&mut address.stream()), address.uniform(0))
        };
        let parameters = &mut self.parameters;
        parameters.joiner_scale = draw(&model.joiner_scale, Slot::JoinerScale as u32);
        parameters.growth = draw(&model.growth, Slot::Growth as u32);
        parameters.shock_k = draw(&model.shock_k, Slot::ShockK as u32);
        parameters.migration = draw(&model.migration, Slot::Migration as u32);
        for (from, to, curve) in &model.hazards {
            let hazard = draw(curve, Slot::Hazard as u32 + u32::from(*from));
            parameters.hazards[usize::from(*from)..=usize::from(*to)].fill(hazard);
        }
        dirichlet(&model.districts, future, Purpose::District, &mut parameters.districts);
        dirichlet(&model.needs, future, Purpose::Need, &mut parameters.needs);
        // Joiners share the doubt about the mix: the same factor on each need.
        let mut total = 0.0;
        for (need, share) in self.joiner_needs.iter_mut().enumerate() {
            let opening = model.needs.shares[need];
            let doubt = if opening > 0.0 { parameters.needs[need] / opening } else { 1.0 };
            *share = model.joiner_mix[need] * doubt;
            total += *share;
        }
        for share in &mut self.joiner_needs {
            *share /= total;
        }
    }

    /// A pupil of age a is counted in one January more than the years it stays on:
    /// it leaves at the end of a year with the hazard of its age then.
    fn fill_stays(&mut self) {
        let years = self.model.shape.years;
        let hazards = &self.parameters.hazards;
        for (age, ladder) in self.stays.iter_mut().enumerate() {
            let mut staying = 1.0;
            ladder.fill(hazards[age..].iter().take(years).map(|hazard| {
                staying *= 1.0 - hazard;
                1.0 - staying
            }));
        }
    }

    /// The opening stock, apportioned to the cells, and when each pupil leaves.
    fn open(&mut self, future: Future, stock: &mut [u32]) {
        let model = self.model;
        let needs = &self.parameters.needs;
        for (row, district) in
            self.opening_shares.chunks_exact_mut(needs.len()).zip(&self.parameters.districts)
        {
            for (share, need) in row.iter_mut().zip(needs) {
                *share = district * need;
            }
        }
        #[allow(clippy::cast_possible_truncation)] // within the limit on pupils
        let pupils = model.opening_ages.len() as u32;
        apportion(pupils, &self.opening_shares, &mut self.opening, &mut self.remainders);
        stock.copy_from_slice(&self.opening);

        let address = future.address(Purpose::OpeningStay, 0, 0);
        let mut ages = (0..).zip(&model.opening_ages);
        let width = model.shape.years + 2;
        for (&count, leavers) in stock.iter().zip(self.leavers.chunks_exact_mut(width)) {
            for (pupil, &age) in ages.by_ref().take(count as usize) {
                #[allow(clippy::cast_possible_truncation)] // the leading 31 bits
                let uniform = (address.word(pupil) >> (64 - BITS)) as u32;
                let stays = self.stays[usize::from(age)].at(uniform);
                leavers[1 + stays] += 1;
            }
        }
    }

    /// The joiners of a year by cell; their number, and when each leaves.
    fn join(&mut self, future: Future, year: usize, joiners: &mut [u32]) -> u32 {
        let model = self.model;
        let shape = model.shape;
        let level = self.year_level(future, year);
        // A joiner of this year is first counted in January year + 1, and so first missing in
        // January year + 2 or later.
        let first_missing = year + 2;
        let outstays = shape.years + 1;
        let width = shape.years + 2;
        let mut total = 0;
        for district in 0..shape.districts {
            let row = year * shape.districts + district;
            let expected = model.joiners[row] * level * self.parameters.districts[district];
            let ages = &self.joiner_ages[row];
            for need in 0..shape.needs {
                let cell = district * shape.needs + need;
                #[allow(clippy::cast_possible_truncation)] // few years, few cells
                let (y, c) = (year as u16, cell as u32);
                let count =
                    poisson(future.address(Purpose::JoinerCount, y, c), expected * self.joiner_needs[need]);
                joiners[cell] = count;
                total += count;
                if count == 0 {
                    continue;
                }
                let address = future.address(Purpose::JoinerAgeAndStay, y, c);
                let leavers = &mut self.leavers[cell * width..][..width];
                for joiner in 0..count {
                    let word = address.word(joiner);
                    #[allow(clippy::cast_possible_truncation)] // two times 31 bits
                    let (age, stay) = ((word >> (64 - BITS)) as u32, word as u32 & ((1 << BITS) - 1));
                    let stays = self.stays[ages.at(age)].at(stay);
                    leavers[(first_missing + stays).min(outstays)] += 1;
                }
            }
        }
        total
    }

    /// What multiplies every cell's joiners in a year: level, growth, migration and shock.
    fn year_level(&self, future: Future, year: usize) -> f64 {
        let parameters = &self.parameters;
        let mut level = parameters.joiner_scale;
        for _ in 0..=year {
            level *= 1.0 + parameters.growth;
        }
        for _ in 0..self.model.migration_years[year] {
            level *= 1.0 + parameters.migration;
        }
        #[allow(clippy::cast_possible_truncation)] // few years
        let address = future.address(Purpose::Shock, year as u16, 0);
        match Gamma::new(parameters.shock_k) {
            Some(shock) => level * shock.sample(&mut address.stream()),
            None => level,
        }
    }

    /// From joiners and leavers to the stock of each January.
    fn count(&self, stock: &mut [u32], leavers: &mut [u32]) {
        let shape = self.model.shape;
        let (cells, width) = (shape.cells(), shape.years + 2);
        for (year, leavers) in leavers.iter_mut().enumerate() {
            let (before, after) = stock.split_at_mut((year + 1) * cells);
            let before = &before[year * cells..];
            let gone = self.leavers[year + 1..].iter().step_by(width);
            *leavers = 0;
            for ((now, was), gone) in after[..cells].iter_mut().zip(before).zip(gone) {
                *now = *now + *was - *gone;
                *leavers += *gone;
            }
        }
    }
}

/// Shares drawn from a Dirichlet distribution: gamma numbers over their sum.
fn dirichlet(known: &Shares, future: Future, purpose: Purpose, drawn: &mut [f64]) {
    if known.concentration <= 0.0 {
        drawn.copy_from_slice(&known.shares);
        return;
    }
    let mut total = 0.0;
    for (place, (drawn, &share)) in (0_u32..).zip(drawn.iter_mut().zip(&known.shares)) {
        let gamma = Gamma::new(share * known.concentration);
        *drawn =
            gamma.map_or(0.0, |gamma| share * gamma.sample(&mut future.address(purpose, 0, place).stream()));
        total += *drawn;
    }
    for drawn in drawn {
        *drawn /= total;
    }
}
