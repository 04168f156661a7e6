//! Block contracts year by year: their prices, their pupils, their bills (M6.3, M6.4, M7.4).

use super::super::compiled::Compiled;
use super::super::ledger::{BLOCKS, Ledger, SPOT, way_of};
use super::super::parameters::Parameters;
use super::super::shape::Shape;
use super::YearSums;
use crate::contracts::{LOT_A, PricePath, Settlement, settle};
use crate::field::Channel;

/// The terms on which a block pays for empty places.
#[derive(Clone, Copy, Debug, Default)]
struct VoidTerms {
    /// Share of the price paid for an empty place, from 0 to 1.
    share: f64,
    /// Occupancy below which empty places are paid for, as a share of the volume, from 0 to 1.
    threshold: f64,
}

/// One block in one academic year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockYear {
    /// Places filled.
    pub(super) occupied: f64,
    /// Places bought.
    pub(super) volume: u32,
    /// Pounds paid for all of it.
    pub(super) cost: f64,
    /// Pounds of these paid for empty places.
    pub(super) void_cost: f64,
    /// Pounds that its pupils would have paid on the spot market, less the cost.
    pub(super) saving: f64,
}

/// The pupils of a block, and what they would have paid on the spot market, in pounds a year.
#[derive(Clone, Copy, Debug)]
struct Filled {
    pupils: f64,
    spot_cost: f64,
}

/// A joiner who takes a place of a block.
#[derive(Clone, Copy, Debug)]
pub struct BlockJoiner {
    /// The position of the block.
    pub block: usize,
    /// The spot channel, from 0 to 2, in which the joiner would have been placed without the block.
    pub spot: usize,
    /// The January in which the joiner is first missing.
    pub end: usize,
}

/// The blocks of one future. Values by step and block are in order of step, then block.
#[derive(Clone, Debug)]
pub(super) struct Blocks {
    count: usize,
    years: usize,
    /// Pounds a year of a place, by step and block; `None` where the block does not run.
    prices: Vec<Option<f64>>,
    /// The void terms of each block.
    voids: Vec<VoidTerms>,
    /// Pupils by the spot way that each would have had, by step and block.
    instead: Vec<[u32; BLOCKS]>,
    /// Pupils by the spot way that each would have had, by the January in which they are first missing and block.
    instead_leaving: Vec<[u32; BLOCKS]>,
    /// The results of each block, by step and block.
    settled: Vec<BlockYear>,
    /// Places filled in the year last costed, by block.
    occupied: Vec<u32>,
    /// Pupils with Lot A whom no conversion has taken this year, by cell: without the premium, and with it.
    unconverted: [Vec<f64>; 2],
}

impl Blocks {
    pub(super) fn new(shape: Shape) -> Blocks {
        let (count, steps) = (shape.blocks, shape.years + 1);
        Blocks {
            count,
            years: shape.years,
            prices: vec![None; steps * count],
            voids: vec![VoidTerms::default(); count],
            instead: vec![[0; BLOCKS]; steps * count],
            instead_leaving: vec![[0; BLOCKS]; (steps + 1) * count],
            settled: vec![BlockYear::default(); steps * count],
            occupied: vec![0; count],
            unconverted: std::array::from_fn(|_| vec![0.0; shape.cells()]),
        }
    }

    /// Prices the blocks of a future: `(1 - discount) x Lot A price of the first year`, then indexed.
    pub(super) fn begin(&mut self, model: &Compiled, parameters: &Parameters, prices: &PricePath) {
        self.prices.fill(None);
        for (index, (block, terms)) in model.blocks.iter().zip(&parameters.blocks).enumerate() {
            self.voids[index] = VoidTerms { share: terms.void_share, threshold: terms.minimum_occupancy };
            if !terms.is_awarded || block.first > self.years {
                continue;
            }
            // A block is signed at the prices of its first year: those of joiners for new places, those of pupils
            // already placed for a conversion.
            let lot_a = if block.is_conversion {
                prices.placed[block.first][LOT_A]
            } else {
                prices.joined(block.first)[LOT_A]
            };
            let signed = (1.0 - terms.discount) * lot_a;
            let prices = prices.block(signed, block.first, terms.indexation);
            for (step, price) in (block.first..=self.years).zip(prices) {
                if block.volumes[step] > 0 {
                    self.prices[step * self.count + index] = Some(price);
                }
            }
        }
    }

    /// Removes all pupils from the blocks.
    pub(super) fn clear(&mut self) {
        self.instead.fill([0; BLOCKS]);
        self.instead_leaving.fill([0; BLOCKS]);
    }

    /// Begins a year: pupils in the blocks at the step before stay unless they have left since.
    pub(super) fn begin_year(&mut self, step: usize) {
        let (before, now) = self.instead.split_at_mut(step * self.count);
        let leaving = &self.instead_leaving[step * self.count..];
        for ((now, before), gone) in now.iter_mut().zip(&before[(step - 1) * self.count..]).zip(leaving) {
            *now = std::array::from_fn(|way| before[way] - gone[way]);
        }
    }

    /// Notes a joiner who takes a place of a block at a step.
    pub(super) fn note_joiner(&mut self, step: usize, BlockJoiner { block, spot, end }: BlockJoiner) {
        let way = way_of(step, spot);
        self.instead[step * self.count + block][way] += 1;
        self.instead_leaving[end * self.count + block][way] += 1;
    }

    /// Places filled in the year last costed, by block.
    pub(super) fn occupied(&self) -> &[u32] {
        &self.occupied
    }

    /// The results of the blocks of a step.
    pub(super) fn settled(&self, step: usize) -> &[BlockYear] {
        &self.settled[step * self.count..][..self.count]
    }

    /// The price of a pupil of each block at a step, in pounds a year. After its term a block's pupils stay where
    /// they are, at the price that pupils of Lot A pay who joined when they did.
    pub(super) fn pupil_prices(&self, step: usize, spot: [f64; BLOCKS]) -> impl Iterator<Item = f64> {
        let instead = &self.instead[step * self.count..][..self.count];
        self.prices[step * self.count..][..self.count].iter().zip(instead).map(move |(price, pupils)| {
            let afterwards = || {
                let [early, late] =
                    [&pupils[..SPOT], &pupils[SPOT..]].map(|ways| f64::from(ways.iter().sum::<u32>()));
                let (low, high) = (spot[LOT_A], spot[SPOT + LOT_A]);
                if early > 0.0 { (early * low + late * high) / (early + late) } else { high }
            };
            price.unwrap_or_else(afterwards)
        })
    }

    /// Finds the pupils whom a conversion may take this year: everybody with Lot A.
    pub(super) fn find_convertible(&mut self, model: &Compiled, ledger: &Ledger) {
        if model.blocks.iter().any(|block| block.is_conversion) {
            for (premium, pupils) in self.unconverted.iter_mut().enumerate() {
                let counts = ledger.cells().nth(premium * SPOT + LOT_A).unwrap_or_default();
                pupils.iter_mut().zip(counts).for_each(|(pupils, &count)| *pupils = f64::from(count));
            }
        }
    }

    /// Converts as many pupils of the cells that a block takes as it has places: those longest with Lot A, who pay no
    /// premium, before those who do. Among those who pay alike, each cell gives its proportion, so that the order of
    /// districts and needs does not matter. Each pupil can be in one block only.
    fn convert(
        &mut self,
        volume: f64,
        takes: &[bool],
        price: f64,
        spot: [f64; BLOCKS],
        by_cell: &mut [f64],
    ) -> Filled {
        let (mut left, mut spot_cost) = (volume, 0.0);
        for (pupils, pays) in self.unconverted.iter_mut().zip([spot[LOT_A], spot[SPOT + LOT_A]]) {
            let there: f64 =
                pupils.iter().zip(takes).filter(|(_, takes)| **takes).map(|(count, _)| count).sum();
            let converted = left.min(there);
            left -= converted;
            spot_cost += converted * pays;
            let share = if there > 0.0 { converted / there } else { 0.0 };
            let cells = pupils.iter_mut().zip(&mut *by_cell).zip(takes);
            for ((count, cost), _) in cells.filter(|(_, takes)| **takes) {
                *cost += share * *count * (price - pays);
                *count -= share * *count;
            }
        }
        Filled { pupils: volume - left, spot_cost }
    }

    /// Settles a block at a step, and adds the difference between its bill and the spot prices of its pupils to the
    /// sums of the year.
    pub(super) fn settle(
        &mut self,
        model: &Compiled,
        step: usize,
        index: usize,
        spot: [f64; BLOCKS],
        sums: &mut YearSums,
    ) {
        let block = &model.blocks[index];
        let at = step * self.count + index;
        self.settled[at] = BlockYear::default();
        self.occupied[index] = 0;
        let Some(price) = self.prices[at] else { return };
        let volume = block.volumes[step];
        let filled = if block.is_conversion {
            self.convert(f64::from(volume), &block.cells, price, spot, sums.by_cell)
        } else {
            let instead = self.instead[at].map(f64::from);
            let spot_cost = instead.iter().zip(spot).map(|(count, price)| count * price).sum();
            Filled { pupils: instead.iter().sum(), spot_cost }
        };
        let void = self.voids[index];
        let bill = settle(price, filled.pupils, f64::from(volume), void.share, void.threshold);
        // Empty places are shared out evenly among the cells they were bought for.
        let members = block.cells.iter().filter(|&&takes| takes).count();
        if members > 0 {
            let each = bill.void_cost / members as f64;
            for (cost, _) in sums.by_cell.iter_mut().zip(&block.cells).filter(|(_, takes)| **takes) {
                *cost += each;
            }
        }
        if block.is_conversion {
            add_conversion(bill, filled, sums);
        } else {
            sums.channels[Channel::Block as usize] += bill.void_cost;
            let taken = block.phases.iter().filter(|&&takes| takes).count().max(1);
            for (phase, _) in sums.phases.iter_mut().zip(block.phases).filter(|(_, takes)| *takes) {
                *phase += bill.void_cost / taken as f64;
            }
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most the places
        let places_filled = filled.pupils.round() as u32;
        self.occupied[index] = places_filled;
        self.settled[at] = BlockYear {
            occupied: filled.pupils,
            volume,
            cost: bill.cost,
            void_cost: bill.void_cost,
            saving: filled.spot_cost - bill.cost,
        };
    }
}

/// Adds what a conversion changes: its pupils stay in the channel Lot A, and in their phases.
fn add_conversion(bill: Settlement, filled: Filled, sums: &mut YearSums) {
    let change = bill.cost - filled.spot_cost;
    sums.channels[Channel::LotA as usize] += change;
    let pupils: f64 = sums.lot_a_phases.iter().sum();
    for (phase, count) in sums.phases.iter_mut().zip(sums.lot_a_phases) {
        *phase += change * if pupils > 0.0 { count / pupils } else { 1.0 / 3.0 };
    }
}
