//! What one future costs (M7, M8, M9): academic year by academic year, then in financial years.
//!
//! [`Money`] keeps one part for each noun: the prices of the spot market, the blocks, the alternatives to a
//! placement, transport. Each year every part costs the pupils whom the ledger has counted; at the end
//! [`Money::settle`] turns academic into financial years. Tested in `tests/model/money.rs`, `tests/model/blocks.rs`
//! and `tests/rules.rs`.

mod alternatives;
mod blocks;
mod financial_year;
mod prices;
mod transport;

pub use alternatives::Elsewhere;
pub use blocks::BlockJoiner;

use super::compiled::Compiled;
use super::ledger::{BLOCKS, Ledger, SPOT, channel};
use super::parameters::Parameters;
use super::shape::{Detail, Measure, Shape};
use crate::contracts::{LOT_A, PricePath};
use crate::field::{Channel, Phase};
use alternatives::Alternatives;
use blocks::{BlockYear, Blocks};
use transport::Transport;

/// The money of one future, by step: academic years from the opening one, which is step 0.
#[derive(Clone, Debug)]
pub struct Money {
    shape: Shape,
    prices: PricePath,
    blocks: Blocks,
    alternatives: Alternatives,
    transport: Transport,
    /// Pounds spent on placements by step, laid out as the scopes of [`Measure::Cost`].
    cost: Vec<f64>,
    /// Pounds of these spent through the framework: lots and blocks.
    framework: Vec<f64>,
    /// Pounds a year of a pupil in each way, in the present year.
    way_prices: Vec<f64>,
    /// Pounds spent on placements by cell, in the present year.
    by_cell: Vec<f64>,
}

/// Pounds spent on placements in one academic year, broken down.
struct YearSums<'a> {
    /// Pounds by cell; 0 throughout where only the county is reported.
    by_cell: &'a mut [f64],
    channels: [f64; Channel::ALL.len()],
    phases: [f64; Phase::ALL.len()],
    /// Pupils with Lot A by phase.
    lot_a_phases: [f64; Phase::ALL.len()],
}

impl Money {
    pub fn new(model: &Compiled) -> Money {
        let shape = model.shape;
        let steps = shape.years + 1;
        Money {
            shape,
            prices: PricePath::default(),
            blocks: Blocks::new(shape),
            alternatives: Alternatives::new(steps),
            transport: Transport::new(shape),
            cost: vec![0.0; steps * shape.scopes(Measure::Cost)],
            framework: vec![0.0; steps],
            way_prices: Vec::with_capacity(BLOCKS + shape.blocks),
            by_cell: vec![0.0; shape.cells()],
        }
    }

    /// Takes the prices of a future.
    #[inline(never)]
    pub fn begin(&mut self, model: &Compiled, parameters: &Parameters) {
        let terms = prices::terms(model, parameters);
        self.prices.fill(&terms, &parameters.uplift_deviations, &model.joined_share);
        self.blocks.begin(model, parameters, &self.prices);
        self.transport.begin(model, parameters);
        self.alternatives.begin(parameters);
    }

    /// Takes everybody out of the blocks.
    pub fn clear(&mut self) {
        self.blocks.clear();
    }

    /// Begins a year: who was in a block at the step before stays, as far as they have not left since.
    pub fn begin_year(&mut self, step: usize) {
        self.blocks.begin_year(step);
    }

    /// Notes a joiner who takes a place of a block at a step.
    pub fn note_block_joiner(&mut self, step: usize, joiner: BlockJoiner) {
        self.blocks.note_joiner(step, joiner);
    }

    /// Notes those who are not placed at a step.
    pub fn note_elsewhere(&mut self, step: usize, elsewhere: Elsewhere) {
        self.alternatives.note(step, elsewhere);
    }

    /// The prices of the spot market.
    pub fn prices(&self) -> &PricePath {
        &self.prices
    }

    /// What a pound a pupil of transport comes to at a step: its growth times the share carried, under 16 and of
    /// 16 and over.
    pub fn carried(&self, step: usize) -> [f64; 2] {
        self.transport.carried(step)
    }

    /// Pounds a year, before [`Money::carried`], that a pupil of a district saves in transport by a
    /// place of a block instead of a spot channel.
    pub fn fare_saved(&self, district: usize, spot: usize, near_home: bool) -> f64 {
        self.transport.fare_saved(district, spot, near_home)
    }

    /// Places filled in each block in the year last costed.
    pub fn occupied(&self) -> &[u32] {
        self.blocks.occupied()
    }

    /// Costs the pupils who are placed in an academic year: those whom the ledger counted last.
    #[inline(never)]
    pub fn cost_year(&mut self, model: &Compiled, ledger: &Ledger, step: usize) {
        self.alternatives.cost_year(&self.prices, step);
        let spot = self.prices.spot(step);
        self.way_prices.clear();
        self.way_prices.extend(spot);
        self.way_prices.extend(self.blocks.pupil_prices(step, spot));
        self.blocks.find_convertible(model, ledger);
        // Where only the county is reported, the cost of each cell is not needed.
        self.by_cell.fill(0.0);
        if self.shape.detail == Detail::Full {
            for (counts, price) in ledger.cells().zip(&self.way_prices) {
                for (cost, &count) in self.by_cell.iter_mut().zip(counts) {
                    *cost += f64::from(count) * price;
                }
            }
        }
        let mut sums = YearSums {
            by_cell: &mut self.by_cell,
            channels: [0.0; Channel::ALL.len()],
            phases: [0.0; Phase::ALL.len()],
            lot_a_phases: [0.0; Phase::ALL.len()],
        };
        for (way, (counts, price)) in ledger.phases().iter().zip(&self.way_prices).enumerate() {
            for (phase, &count) in counts.iter().enumerate() {
                let spent = f64::from(count) * price;
                sums.phases[phase] += spent;
                sums.channels[channel(way) as usize] += spent;
                if way % SPOT == LOT_A && way < BLOCKS {
                    sums.lot_a_phases[phase] += f64::from(count);
                }
            }
        }
        for block in 0..self.shape.blocks {
            self.blocks.settle(model, step, block, spot, &mut sums);
        }
        let YearSums { channels, phases, .. } = sums;
        self.add_up(model, step, channels, phases);
        let by = |channel: Channel| channels[channel as usize];
        self.framework[step] = by(Channel::Block) + by(Channel::LotA) + by(Channel::LotB);
        self.transport.cost_year(model, ledger, step);
    }

    /// Adds the cost of a step up over the scopes of [`Measure::Cost`].
    fn add_up(&mut self, model: &Compiled, step: usize, channels: [f64; 4], phases: [f64; 3]) {
        let shape = self.shape;
        let width = shape.scopes(Measure::Cost);
        let row = &mut self.cost[step * width..][..width];
        let (sums, last) = row.split_at_mut(width - Channel::ALL.len());
        last.copy_from_slice(&channels);
        if shape.detail == Detail::Full {
            let (sums, last) = sums.split_at_mut(sums.len() - Phase::ALL.len());
            last.copy_from_slice(&phases);
            model.add_up(&self.by_cell, sums);
        }
        // The sum must not depend on what else is reported.
        sums[0] = channels.iter().sum();
    }
}
