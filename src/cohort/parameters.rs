//! The uncertain parameters of one future (M10.1, M10.2): each a quantile curve read at a standard normal of its own
//! address.

use super::compiled::{Compiled, Hazard, Parts, Tie};
use super::fade::left_of_growth;
use super::plans::NewBlock;
use crate::chance::{Future, Gamma, Normal, Purpose, QuantileCurve};
use crate::field::Age;
use crate::scenario::Lever;
use rand_distr::Distribution;

/// The first slot of the hazards; a band's own is this plus the index of its first age. Slots are part of the address
/// of a draw, and so never change.
const HAZARDS: u32 = 100;
/// How many slots each block has for its terms, and each school for its numbers.
const TERMS: u32 = 8;

/// The slots of events that happen or not.
#[derive(Clone, Copy)]
#[repr(u32)]
enum Event {
    Bands = 0,
    Grant = 1,
    /// The first block is awarded; another block's slot is this plus its position.
    Award = 100,
}

/// The terms of one block in one future. Shares are from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BlockTerms {
    /// Whether the block is awarded.
    pub is_awarded: bool,
    /// Discount on the Lot A price at signing.
    pub discount: f64,
    /// Share of the price paid for an empty place.
    pub void_share: f64,
    /// Occupancy below which empty places are paid for.
    pub minimum_occupancy: f64,
    /// Share of the framework uplift that its price follows, from 0 to 2.
    pub indexation: f64,
    /// Share of vacated places that are filled again within the year.
    pub refill: f64,
}

/// A planned state special school in one future.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SchoolDraw {
    /// The number of places.
    pub places: f64,
    /// The opening date, in decimal years.
    pub opens: f64,
}

/// The uncertain parameters of one future.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// The values of the levers, in the units of a scenario file.
    levers: [f64; Lever::COUNT],
    /// The curve of the growth of other spending as it was last varied; none where it is the model's. The draw follows
    /// that of the grant as closely as another lever says, so it is drawn again where that lever is varied.
    other_growth: Option<QuantileCurve>,
    /// Probability of leaving at the end of a year, from 0 to 1, by age.
    pub hazards: [f64; Age::COUNT],
    /// Share of the pupils who live in each district; they sum to 1.
    pub districts: Vec<f64>,
    /// Share of the opening pupils with each need; they sum to 1.
    pub needs: Vec<f64>,
    /// Share of the joiners with each need; they sum to 1.
    pub joiner_needs: Vec<f64>,
    /// Years by which each district lags in the Localities Model.
    pub lags: Vec<f64>,
    /// How far the path of joiners has wandered from its trend, at the start and then year by year; 0.1 for about a
    /// tenth more joiners.
    pub wandered: Vec<f64>,
    /// By how much the uplift of a year deviates from the average uplift, as a share, from the second year after the
    /// opening one on.
    pub uplift_deviations: Vec<f64>,
    /// Whether national price bands are introduced.
    pub bands_come: bool,
    /// Whether a stability grant is approved.
    pub grant_comes: bool,
    /// The terms of each block.
    pub blocks: Vec<BlockTerms>,
    /// The planned state special schools.
    pub schools: Vec<SchoolDraw>,
}

impl Parameters {
    pub(super) fn new(model: &Compiled) -> Parameters {
        let shape = model.shape;
        Parameters {
            levers: [0.0; Lever::COUNT],
            other_growth: None,
            hazards: [0.0; Age::COUNT],
            districts: vec![0.0; shape.districts],
            needs: vec![0.0; shape.needs],
            joiner_needs: vec![0.0; shape.needs],
            lags: vec![0.0; shape.districts],
            wandered: vec![0.0; shape.years + 1],
            uplift_deviations: vec![0.0; shape.years.saturating_sub(1)],
            bands_come: false,
            grant_comes: false,
            blocks: vec![BlockTerms::default(); shape.blocks],
            schools: vec![SchoolDraw::default(); model.local.schools.len()],
        }
    }

    /// The value of a lever, in the units of a scenario file.
    pub fn get(&self, lever: Lever) -> f64 {
        self.levers[lever as usize]
    }

    /// Draws all parameters of one future.
    pub(super) fn draw(&mut self, model: &Compiled, future: Future) {
        self.draw_levers(model, future);
        for Hazard { from, to, leaving } in &model.hazards {
            let hazard = draw(leaving, future, Purpose::Parameter, HAZARDS + u32::from(*from));
            self.hazards[usize::from(*from)..=usize::from(*to)].fill(hazard);
        }
        dirichlet(&model.districts, future, Purpose::District, &mut self.districts);
        dirichlet(&model.needs, future, Purpose::Need, &mut self.needs);
        // Joiners share the doubt about the mix: the same factor on each need.
        let mut total = 0.0;
        for (need, share) in self.joiner_needs.iter_mut().enumerate() {
            let opening = model.needs.shares[need];
            let doubt = if opening > 0.0 { self.needs[need] / opening } else { 1.0 };
            *share = model.joiner_mix[need] * doubt;
            total += *share;
        }
        for share in &mut self.joiner_needs {
            *share /= total;
        }
        self.draw_lags(&model.levers[Lever::Lag as usize], future);
        self.wander(future);
        self.draw_uplifts(future);
        self.see_bands(future);
        self.see_grant(future);
        for (index, (block, terms)) in (0_u32..).zip(model.blocks.iter().zip(&mut self.blocks)) {
            *terms = Parameters::block_terms(block, future, index);
        }
        for (index, (school, drawn)) in (0_u32..).zip(model.local.schools.iter().zip(&mut self.schools)) {
            let number = |curve, slot| draw(curve, future, Purpose::School, TERMS * index + slot);
            *drawn = SchoolDraw { places: number(&school.places, 0), opens: number(&school.opens, 1) };
        }
    }

    /// Draws how far a future's path has wandered (M4.2): `x(0) = c z(0)`, then `x(t) = rho x(t-1) + sigma f(t) z(t)`.
    fn wander(&mut self, future: Future) {
        let get = |lever| self.get(lever);
        let normal = |year: usize| {
            #[allow(clippy::cast_possible_truncation)] // few years
            let address = future.address(Purpose::Wander, year as u16, 0);
            Normal.sample(&mut address.stream())
        };
        let (doubt, wander, memory, fade) =
            (get(Lever::LevelDoubt), get(Lever::Wander), get(Lever::WanderMemory), get(Lever::Fade));
        let mut now = if doubt > 0.0 { doubt * normal(0) } else { 0.0 };
        for (year, place) in self.wandered.iter_mut().enumerate() {
            if year > 0 {
                now *= memory;
                if wander > 0.0 {
                    now += wander * left_of_growth(fade, year) * normal(year);
                }
            }
            *place = now;
        }
    }

    /// Draws a lever, and every parameter that follows from it, from another curve than the model's.
    pub(super) fn vary(&mut self, model: &Compiled, lever: Lever, curve: &QuantileCurve, future: Future) {
        self.levers[lever as usize] = self.draw_lever(model, lever, curve, future);
        match lever {
            Lever::OtherGrowth => self.other_growth = Some(curve.clone()),
            Lever::BudgetOther => {
                let own = self.other_growth.take();
                let curve = own.as_ref().unwrap_or(&model.levers[Lever::OtherGrowth as usize]);
                self.levers[Lever::OtherGrowth as usize] =
                    self.draw_lever(model, Lever::OtherGrowth, curve, future);
                self.other_growth = own;
            }
            Lever::LevelDoubt | Lever::Wander | Lever::WanderMemory | Lever::Fade => {
                self.wander(future);
            }
            Lever::Lag => self.draw_lags(curve, future),
            Lever::UpliftSwing | Lever::UpliftMemory => self.draw_uplifts(future),
            Lever::BandChance => self.see_bands(future),
            Lever::GrantChance => self.see_grant(future),
            _ => (),
        }
    }

    /// Draws the terms of a block, with the chance of the block at position `index`.
    pub(super) fn block_terms(block: &NewBlock, future: Future, index: u32) -> BlockTerms {
        let term = |curve, slot| draw(curve, future, Purpose::BlockTerm, TERMS * index + slot);
        let award = Event::Award as u32 + index;
        BlockTerms {
            is_awarded: block.is_signed || strikes(future, award, term(&block.award, 5)),
            discount: term(&block.discount, 0),
            void_share: term(&block.void_share, 1),
            minimum_occupancy: term(&block.minimum_occupancy, 2),
            indexation: term(&block.indexation, 3),
            refill: term(&block.refill, 4),
        }
    }

    /// Draws every lever from the model's own curve.
    fn draw_levers(&mut self, model: &Compiled, future: Future) {
        self.other_growth = None;
        // This lever is certain in every future, and the draw of another lever depends on it.
        self.levers[Lever::BudgetOther as usize] = model.levers[Lever::BudgetOther as usize].at(0.0, 0.0);
        for (curve, lever) in model.levers.iter().zip(Lever::all()) {
            self.levers[lever as usize] = self.draw_lever(model, lever, curve, future);
        }
    }

    /// Draws a lever from a curve. Where it follows another lever by the Gaussian copula (M10.2), its standard normal is
    /// `z' = r z(parent) + sqrt(1 - r^2) z` for the correlation r from -1 to 1.
    fn draw_lever(&self, model: &Compiled, lever: Lever, curve: &QuantileCurve, future: Future) -> f64 {
        if let QuantileCurve::Constant(constant) = curve {
            return *constant;
        }
        let normal =
            |lever: Lever| Normal.sample(&mut future.address(Purpose::Parameter, 0, lever.slot()).stream());
        let mut z = normal(lever);
        // The parent's chance is its own whether or not its value is certain.
        let mut tie = |parent: Lever, correlation: f64| {
            if correlation != 0.0 {
                z = correlation * normal(parent) + (1.0 - correlation * correlation).sqrt() * z;
            }
        };
        if lever == Lever::OtherGrowth {
            tie(Lever::BudgetGrowth, self.get(Lever::BudgetOther));
        }
        for &Tie { parent, child, correlation } in &model.follows {
            if child == lever as u8
                && let Some(parent) = Lever::all().nth(usize::from(parent))
            {
                tie(parent, correlation);
            }
        }
        curve.at(z, future.address(Purpose::Parameter, 0, lever.slot()).uniform(0))
    }

    /// Draws the lag of each district.
    fn draw_lags(&mut self, curve: &QuantileCurve, future: Future) {
        for (place, drawn) in (0_u32..).zip(&mut self.lags) {
            *drawn = draw(curve, future, Purpose::Lag, place);
        }
    }

    /// Decides whether national price bands come.
    fn see_bands(&mut self, future: Future) {
        self.bands_come = strikes(future, Event::Bands as u32, self.get(Lever::BandChance));
    }

    /// Decides whether a stability grant is approved.
    fn see_grant(&mut self, future: Future) {
        self.grant_comes = strikes(future, Event::Grant as u32, self.get(Lever::GrantChance));
    }

    /// Draws the deviations of the uplift (M7.1), an AR(1) process that begins in its steady state:
    /// `d(t) = memory x d(t-1) + swing x sqrt(1 - memory^2) x z(t)`, with `d(first) = swing x z`.
    fn draw_uplifts(&mut self, future: Future) {
        let (swing, memory) = (self.get(Lever::UpliftSwing), self.get(Lever::UpliftMemory));
        let fresh = swing * (1.0 - memory * memory).sqrt();
        let mut last = 0.0;
        for (place, deviation) in (0_u32..).zip(&mut self.uplift_deviations) {
            let z = if swing > 0.0 {
                Normal.sample(&mut future.address(Purpose::Uplift, 0, place).stream())
            } else {
                0.0
            };
            last = if place == 0 { swing * z } else { memory * last + fresh * z };
            *deviation = last;
        }
    }
}

/// Whether an event happens that has this chance, from 0 to 1.
fn strikes(future: Future, event: u32, chance: f64) -> bool {
    future.address(Purpose::Event, 0, event).uniform(0) < chance
}

/// Draws a number from a curve with the chance of an address.
fn draw(curve: &QuantileCurve, future: Future, purpose: Purpose, place: u32) -> f64 {
    if let QuantileCurve::Constant(value) = curve {
        return *value;
    }
    let address = future.address(purpose, 0, place);
    curve.at(Normal.sample(&mut address.stream()), address.uniform(0))
}

/// Draws parts of a whole from a Dirichlet distribution (M4.6): gamma numbers of shape `share x concentration` over
/// their sum. Exactly the shares where the concentration is 0.
fn dirichlet(known: &Parts, future: Future, purpose: Purpose, drawn: &mut [f64]) {
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
