//! What a future costs: prices and blocks year by year, then financial years and the High Needs
//! balance.

use super::compiled::{Compiled, SEPTEMBER};
use super::diverted::ROUTES;
use super::ledger::{BLOCKS, Ledger, SPOT, channel};
use super::parameters::Parameters;
use super::shape::{BlockLine, COST_UNIT, Detail, Headline, Measure, Shape};
use crate::contracts::{PricePath, PriceTerms, settle};
use crate::field::{Channel, Phase};
use crate::high_needs::{Budget, Movement, deficit, financial_year};
use crate::scenario::Lever;

/// How pupils travel: to a placement on the framework, off it, or near home.
const NEAR: usize = 2;

fn leg(channel: Channel) -> usize {
    usize::from(channel == Channel::OffFramework)
}

/// One block in one academic year, in pounds.
#[derive(Clone, Copy, Debug, Default)]
struct BlockYear {
    occupied: u32,
    volume: u32,
    cost: f64,
    void_cost: f64,
    saving: f64,
}

/// The money of one future, academic year by academic year; step 0 is the opening year.
#[derive(Clone, Debug)]
pub struct Money {
    shape: Shape,
    prices: PricePath,
    /// Price of a place of each block, by step and block; none where it does not run.
    block_prices: Vec<Option<f64>>,
    /// Shares of an empty place paid for, and the occupancy below which.
    block_voids: Vec<(f64, f64)>,
    /// Pupils of each block by the spot channel that each would have had, by step and block.
    instead: Vec<[u32; SPOT]>,
    /// The same by the January in which they are first missing.
    instead_leaving: Vec<[u32; SPOT]>,
    /// Pounds a year of a pupil carried, by district: on and off the framework, and near home.
    fares: Vec<[f64; 3]>,
    /// Cost by step, laid out as the places of [`Measure::Cost`].
    cost: Vec<f64>,
    /// Transport by step, laid out as the places of [`Measure::Transport`].
    transport: Vec<f64>,
    /// Cost of each alternative in the opening year, and their growth.
    alternative_prices: ([f64; ROUTES], f64),
    /// Pupils in each alternative, and those who wait, by step.
    in_alternatives: Vec<([u32; ROUTES], u32)>,
    alternatives: Vec<f64>,
    framework: Vec<f64>,
    blocks: Vec<BlockYear>,
    /// Price of each way in the present year.
    way_prices: Vec<f64>,
    /// Cost by cell of the present year.
    by_cell: Vec<f64>,
    occupied: Vec<u32>,
    /// Pupils on and off the framework, and near home, by cell.
    travel: [Vec<u32>; 3],
    eligible: (f64, f64),
    transport_growth: f64,
    /// By step: what a pound a pupil of transport comes to, grown, times the share carried.
    carried: Vec<f64>,
}

impl Money {
    pub fn new(model: &Compiled) -> Money {
        let shape = model.shape;
        let steps = shape.years + 1;
        Money {
            shape,
            prices: PricePath::default(),
            block_prices: vec![None; steps * shape.blocks],
            block_voids: vec![(0.0, 0.0); shape.blocks],
            instead: vec![[0; SPOT]; steps * shape.blocks],
            instead_leaving: vec![[0; SPOT]; (shape.years + 2) * shape.blocks],
            fares: vec![[0.0; 3]; shape.districts],
            cost: vec![0.0; steps * shape.places(Measure::Cost)],
            transport: vec![0.0; steps * shape.places(Measure::Transport)],
            alternative_prices: ([0.0; ROUTES], 0.0),
            in_alternatives: vec![([0; ROUTES], 0); steps],
            alternatives: vec![0.0; steps],
            framework: vec![0.0; steps],
            blocks: vec![BlockYear::default(); steps * shape.blocks],
            way_prices: Vec::with_capacity(BLOCKS + shape.blocks),
            by_cell: vec![0.0; shape.cells()],
            occupied: vec![0; shape.blocks],
            travel: std::array::from_fn(|_| vec![0; shape.cells()]),
            eligible: (0.0, 0.0),
            transport_growth: 0.0,
            carried: vec![0.0; steps],
        }
    }

    /// Prices of a future.
    #[inline(never)]
    pub fn begin(&mut self, model: &Compiled, parameters: &Parameters) {
        let get = |lever| parameters.get(lever);
        let first_september = f64::from(model.opening_september) + SEPTEMBER;
        let bands_from = parameters.bands_come.then(|| {
            let wait = (get(Lever::BandStart) - first_september - 1e-9).ceil().max(0.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few years
            let step = wait as usize;
            step.max(2)
        });
        let framework_opening = get(Lever::PriceFrameworkOpening);
        let terms = PriceTerms {
            opening: [framework_opening, framework_opening, get(Lever::PriceOffOpening)],
            next: [get(Lever::PriceLotA), get(Lever::PriceLotB), get(Lever::PriceOff)],
            premium: get(Lever::Premium),
            uplift: get(Lever::Uplift),
            avoided: get(Lever::FeeProcess) - get(Lever::FeeProcessIncluded),
            bands_from,
            band_effect: get(Lever::BandEffect),
        };
        self.prices.fill(&terms, &parameters.uplift_deviations);
        self.price_blocks(model, parameters);
        let cost = |straight: f64| {
            let road = straight * get(Lever::TransportRoad);
            (get(Lever::TransportFixed) + get(Lever::TransportKm) * road).min(get(Lever::TransportCap))
        };
        let local = get(Lever::TransportLocal) / get(Lever::TransportRoad);
        let out_share = get(Lever::OutOfDistrict);
        let schools = model.framework.school.iter();
        for (fares, (&out, &school)) in self.fares.iter_mut().zip(model.kilometres_out.iter().zip(schools)) {
            let (local, out) = (cost(local), cost(out.max(local)));
            let mixed = out_share * out + (1.0 - out_share) * local;
            // Framework pupils of a district without a framework school all travel.
            *fares = [if school { mixed } else { out }, mixed, local];
        }
        self.eligible = (get(Lever::EligibleUnder16), get(Lever::Eligible16));
        self.transport_growth = get(Lever::TransportGrowth);
        let prices = [Lever::CostMainstream, Lever::CostSrp, Lever::CostSpecial, Lever::CostEotas].map(get);
        self.alternative_prices = (prices, get(Lever::CostGrowth));
    }

    fn price_blocks(&mut self, model: &Compiled, parameters: &Parameters) {
        self.block_prices.fill(None);
        let count = self.shape.blocks;
        for (index, (block, terms)) in model.blocks.iter().zip(&parameters.blocks).enumerate() {
            self.block_voids[index] = (terms.void_share, terms.minimum_occupancy);
            if !terms.is_awarded || block.first > self.shape.years {
                continue;
            }
            // Signed at the prices of its first year: those of joiners for new places, of pupils
            // already there for a conversion.
            let lot_a = if block.is_conversion {
                self.prices.placed[block.first][0]
            } else {
                self.prices.joined(block.first)[0]
            };
            let signed = (1.0 - terms.discount) * lot_a;
            let prices = self.prices.block(signed, block.first, terms.indexation);
            for (step, price) in (block.first..=self.shape.years).zip(prices) {
                if block.volumes[step] > 0 {
                    self.block_prices[step * count + index] = Some(price);
                }
            }
        }
    }

    /// Nobody is in a block, or in an alternative.
    pub fn clear(&mut self) {
        self.instead.fill([0; SPOT]);
        self.instead_leaving.fill([0; SPOT]);
    }

    /// Those in the blocks at a step, as far as they have not left since the one before it.
    pub fn begin_year(&mut self, step: usize) {
        let blocks = self.shape.blocks;
        let (before, now) = self.instead.split_at_mut(step * blocks);
        let leaving = &self.instead_leaving[step * blocks..];
        for ((now, before), gone) in now.iter_mut().zip(&before[(step - 1) * blocks..]).zip(leaving) {
            *now = std::array::from_fn(|spot| before[spot] - gone[spot]);
        }
    }

    /// A joiner takes a place of a block at a step, who would else have been placed in a `spot` channel.
    pub fn note_block_pupil(&mut self, step: usize, block: usize, spot: usize, end: usize) {
        let blocks = self.shape.blocks;
        self.instead[step * blocks + block][spot] += 1;
        self.instead_leaving[end * blocks + block][spot] += 1;
    }

    /// Pupils in the alternatives at a step, and those who wait.
    pub fn note_alternatives(&mut self, step: usize, pupils: [u32; ROUTES], waiting: u32) {
        self.in_alternatives[step] = (pupils, waiting);
    }

    fn cost_alternatives(&mut self, step: usize) {
        let ((prices, growth), (pupils, waiting)) = (self.alternative_prices, self.in_alternatives[step]);
        let growth = (0..step).fold(1.0, |factor, _| factor * (1.0 + growth));
        let sum: f64 = pupils.iter().zip(prices).map(|(&count, price)| f64::from(count) * price).sum();
        self.alternatives[step] = growth * (sum + f64::from(waiting) * prices[ROUTES - 1]);
    }

    /// Prices of the future.
    pub fn prices(&self) -> &PricePath {
        &self.prices
    }

    /// What a pound a pupil of transport comes to at a step: its growth, times the share carried.
    pub fn carried(&self, step: usize) -> f64 {
        self.carried[step]
    }

    /// Pounds a year, before [`Money::carried`], that a pupil of a district saves in transport by a
    /// place of a block instead of a spot channel.
    pub fn fare_saved(&self, district: usize, spot: usize, near_home: bool) -> f64 {
        let fares = self.fares[district];
        fares[leg(channel(spot))] - fares[if near_home { NEAR } else { leg(Channel::Block) }]
    }

    /// Places filled in each block in the year last costed.
    pub fn occupied(&self) -> &[u32] {
        &self.occupied
    }

    /// What the pupils cost who are placed in an academic year: those whom the ledger counted last.
    #[inline(never)]
    pub fn cost_year(&mut self, model: &Compiled, ledger: &Ledger, step: usize) {
        let blocks = self.shape.blocks;
        self.cost_alternatives(step);
        self.price_ways(step);
        // Where the county alone is reported, what its cells cost is of no use.
        self.by_cell.fill(0.0);
        if self.shape.detail == Detail::Full {
            for (counts, price) in ledger.cells().zip(&self.way_prices) {
                for (cost, &count) in self.by_cell.iter_mut().zip(counts) {
                    *cost += f64::from(count) * price;
                }
            }
        }
        let mut channels = [0.0; 4];
        let mut phases = [0.0; 3];
        let mut lot_a_phases = [0.0; 3];
        let (mut younger, mut older) = (0, 0);
        for (way, (counts, price)) in ledger.phases().iter().zip(&self.way_prices).enumerate() {
            for (phase, &count) in counts.iter().enumerate() {
                let spent = f64::from(count) * price;
                phases[phase] += spent;
                channels[channel(way) as usize] += spent;
                if way % SPOT == 0 && way < BLOCKS {
                    lot_a_phases[phase] += f64::from(count);
                }
            }
            younger += counts[0] + counts[1];
            older += counts[2];
        }
        for block in 0..blocks {
            self.settle_block(model, ledger, step, block, &mut channels, &mut phases, lot_a_phases);
        }
        self.add_up(model, step, channels, phases);
        self.framework[step] = channels[0] + channels[1] + channels[2];
        self.note_transport(model, ledger, step, (younger, older));
    }

    /// The price of each way at a step. After its term a block's pupils stay where they are, at the
    /// price that Lot A joiners pay.
    fn price_ways(&mut self, step: usize) {
        let joined = self.prices.joined(step);
        self.way_prices.clear();
        self.way_prices.extend(self.prices.placed[step]);
        self.way_prices.extend(joined);
        let blocks = &self.block_prices[step * self.shape.blocks..][..self.shape.blocks];
        self.way_prices.extend(blocks.iter().map(|price| price.unwrap_or(joined[0])));
    }

    /// What a block adds to or takes off what its pupils cost one by one.
    #[allow(clippy::too_many_arguments)] // the sums of one year, by whom they are kept
    fn settle_block(
        &mut self,
        model: &Compiled,
        ledger: &Ledger,
        step: usize,
        index: usize,
        channels: &mut [f64; 4],
        phases: &mut [f64; 3],
        lot_a_phases: [f64; 3],
    ) {
        let block = &model.blocks[index];
        let at = step * self.shape.blocks + index;
        self.blocks[at] = BlockYear::default();
        self.occupied[index] = 0;
        let Some(price) = self.block_prices[at] else { return };
        let volume = block.volumes[step];
        let (void_share, minimum) = self.block_voids[index];
        let (placed, joined) = (self.prices.placed[step], self.prices.joined(step));
        let mut spot_cost = 0.0;
        let occupied = if block.is_conversion {
            // Those longest with Lot A first, cell after cell, each pupil for one block only.
            let mut left = volume;
            let lot_a = |later: usize| ledger.cells().nth(later * SPOT).unwrap_or_default();
            let pupils = lot_a(0).iter().zip(lot_a(1));
            for ((cost, (&earlier, &later)), &takes) in self.by_cell.iter_mut().zip(pupils).zip(&block.cells)
            {
                if takes && left > 0 {
                    let earlier = earlier.min(left);
                    let later = later.min(left - earlier);
                    left -= earlier + later;
                    let spot = f64::from(earlier) * placed[0] + f64::from(later) * joined[0];
                    *cost += f64::from(earlier + later) * price - spot;
                    spot_cost += spot;
                }
            }
            volume - left
        } else {
            for (&count, price) in self.instead[at].iter().zip(joined) {
                spot_cost += f64::from(count) * price;
            }
            self.instead[at].iter().sum()
        };
        let bill = settle(price, f64::from(occupied), f64::from(volume), void_share, minimum);
        // Empty places are shared out evenly among the cells they were bought for.
        let members = block.cells.iter().filter(|&&takes| takes).count();
        if members > 0 {
            let each = bill.void_cost / members as f64;
            for (cost, _) in self.by_cell.iter_mut().zip(&block.cells).filter(|(_, takes)| **takes) {
                *cost += each;
            }
        }
        if block.is_conversion {
            let change = bill.cost - spot_cost;
            channels[Channel::LotA as usize] += change;
            let pupils: f64 = lot_a_phases.iter().sum();
            for (phase, count) in phases.iter_mut().zip(lot_a_phases) {
                *phase += change * if pupils > 0.0 { count / pupils } else { 1.0 / 3.0 };
            }
        } else {
            channels[Channel::Block as usize] += bill.void_cost;
            let taken = block.phases.iter().filter(|&&takes| takes).count().max(1);
            for (phase, _) in phases.iter_mut().zip(block.phases).filter(|(_, takes)| *takes) {
                *phase += bill.void_cost / taken as f64;
            }
        }
        self.occupied[index] = occupied;
        self.blocks[at] = BlockYear {
            occupied,
            volume,
            cost: bill.cost,
            void_cost: bill.void_cost,
            saving: spot_cost - bill.cost,
        };
    }

    fn add_up(&mut self, model: &Compiled, step: usize, channels: [f64; 4], phases: [f64; 3]) {
        let shape = self.shape;
        let places = shape.places(Measure::Cost);
        let row = &mut self.cost[step * places..][..places];
        let (sums, last) = row.split_at_mut(places - Channel::ALL.len());
        last.copy_from_slice(&channels);
        if shape.detail == Detail::Full {
            let (sums, last) = sums.split_at_mut(sums.len() - Phase::ALL.len());
            last.copy_from_slice(&phases);
            model.add_up(&self.by_cell, sums);
        }
        // The same sum whatever else is reported.
        sums[0] = channels.iter().sum();
    }

    fn note_transport(&mut self, model: &Compiled, ledger: &Ledger, step: usize, ages: (u32, u32)) {
        let shape = self.shape;
        let (younger, older) = ages;
        let all = f64::from(younger + older);
        let eligible = f64::from(younger) * self.eligible.0 + f64::from(older) * self.eligible.1;
        let eligible = if all > 0.0 { eligible / all } else { 0.0 };
        // Prices are those of step 1, the year of the published ones.
        let growth = (1..step).fold(1.0, |factor, _| factor * (1.0 + self.transport_growth)) * eligible;
        self.carried[step] = growth;
        self.travel.iter_mut().for_each(|cells| cells.fill(0));
        for (way, counts) in ledger.cells().enumerate() {
            let near = way.checked_sub(BLOCKS).is_some_and(|block| model.blocks[block].near_home);
            let leg = if near { NEAR } else { leg(channel(way)) };
            for (travel, count) in self.travel[leg].iter_mut().zip(counts) {
                *travel += count;
            }
        }
        let places = shape.places(Measure::Transport);
        let row = &mut self.transport[step * places..][..places];
        let (county, rest) = row.split_at_mut(1);
        let (districts, areas) = rest.split_at_mut(shape.districts.min(rest.len()));
        county[0] = 0.0;
        for (district, fares) in self.fares.iter().enumerate() {
            let cells = district * shape.needs..(district + 1) * shape.needs;
            let pupils = self.travel.each_ref().map(|travel| travel[cells.clone()].iter().sum::<u32>());
            let cost =
                growth * pupils.iter().zip(fares).map(|(&count, fare)| f64::from(count) * fare).sum::<f64>();
            county[0] += cost;
            if let Some(place) = districts.get_mut(district) {
                *place = cost;
            }
        }
        for (area, members) in areas.iter_mut().zip(&model.areas) {
            *area = members.iter().map(|&district| districts[district]).sum();
        }
    }

    /// Writes a cost by financial year into the record.
    fn report(&self, measure: Measure, yearly: &[f64], record: &mut [u32]) {
        let shape = self.shape;
        let places = shape.places(measure);
        let rows = record[shape.begins(measure)..].chunks_exact_mut(places).take(shape.years);
        for (row, (ending, beginning)) in
            rows.zip(yearly.chunks_exact(places).zip(yearly.chunks_exact(places).skip(1)))
        {
            for (count, (ending, beginning)) in row.iter_mut().zip(ending.iter().zip(beginning)) {
                let pounds = financial_year(*ending, *beginning);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
                let units = (pounds / COST_UNIT).round() as u32;
                *count = units;
            }
        }
    }

    /// Financial years, the balance, and everything kept of a future.
    #[inline(never)]
    pub fn settle(
        &self,
        model: &Compiled,
        parameters: &Parameters,
        record: &mut [u32],
        headlines: &mut [f64],
    ) {
        let shape = self.shape;
        headlines.fill(0.0);
        self.report(Measure::Cost, &self.cost, record);
        self.report(Measure::Transport, &self.transport, record);
        let places = shape.places(Measure::Cost);
        let county = |step: usize| self.cost[step * places];
        let transport = |step: usize| self.transport[step * shape.places(Measure::Transport)];
        let block_saving = |step: usize| -> f64 {
            self.blocks[step * shape.blocks..][..shape.blocks].iter().map(|block| block.saving).sum()
        };
        let get = |lever| parameters.get(lever);
        let budget = Budget {
            gap: get(Lever::Gap),
            block: get(Lever::Budget),
            block_growth: get(Lever::BudgetGrowth),
            other_growth: get(Lever::OtherGrowth),
            savings: get(Lever::OtherSavings),
            savings_arrive: model.savings_from + get(Lever::SavingsDelay),
        };
        let mut put = |headline, value| headlines[shape.headline(headline)] = value;
        let mut base = (0.0, 0.0);
        let mut balances = [0.0; 32];
        for year in 0..shape.years {
            let of = |yearly: &dyn Fn(usize) -> f64| financial_year(yearly(year), yearly(year + 1));
            let (placements, alternatives) = (of(&county), of(&|step| self.alternatives[step]));
            if year == 0 {
                base = (placements, alternatives);
            }
            let movement = budget.movement(year, placements, alternatives, base);
            put(Headline::Placements(year), placements);
            put(Headline::Alternatives(year), alternatives);
            put(Headline::Transport(year), of(&transport));
            put(Headline::Balance(year), movement.balance());
            put(Headline::BlockSaving(year), of(&block_saving));
            if let Some(balance) = balances.get_mut(year) {
                *balance = movement.balance();
            }
            if model.safety_valve == Some(year) {
                put_movement(&mut put, movement);
            }
        }
        if let Some(year) = model.safety_valve {
            let opening = get(Lever::OpeningDeficit);
            let contribution = get(Lever::Contributions);
            let balances = &balances[..=year];
            put(Headline::DeficitSafetyValve, deficit(opening, balances, contribution));
            let base_year = deficit(opening, &balances[..1], contribution);
            let cleared = if parameters.grant_comes { get(Lever::GrantShare) } else { 0.0 };
            let left = base_year - cleared * base_year.max(0.0);
            put(Headline::DeficitGrant, deficit(left, &balances[1..], 0.0));
        }
        let (from, to) = model.framework.years;
        let years = from..to.min(shape.years + 1);
        put(Headline::ContractValue, years.clone().map(county).sum());
        put(Headline::FrameworkSpend, years.map(|step| self.framework[step]).sum());
        put(Headline::Gap, budget.gap);
        for block in 0..shape.blocks {
            let mut total = [0.0; 5];
            for step in 0..=shape.years {
                let year = self.blocks[step * shape.blocks + block];
                let lines = [
                    year.saving,
                    year.void_cost,
                    year.cost,
                    f64::from(year.occupied),
                    f64::from(year.volume),
                ];
                total.iter_mut().zip(lines).for_each(|(total, line)| *total += line);
            }
            let awarded = f64::from(u8::from(parameters.blocks[block].is_awarded));
            let lines = std::iter::once(awarded).chain(total);
            for (line, value) in BlockLine::ALL.into_iter().zip(lines) {
                put(Headline::Block(block, line), value);
            }
        }
    }
}

fn put_movement(put: &mut impl FnMut(Headline, f64), movement: Movement) {
    put(Headline::GrantGrowth, movement.grant);
    put(Headline::OtherSpending, movement.other_spending);
    put(Headline::PlacementsChange, movement.placements);
    put(Headline::AlternativesChange, movement.alternatives);
    put(Headline::OtherSavings, movement.savings);
}
