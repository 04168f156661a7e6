//! What a future costs: prices and blocks year by year, then financial years and the High Needs
//! balance.

use super::compiled::Compiled;
use super::diverted::ROUTES;
use super::ledger::{BLOCKS, Ledger, SPOT, channel, way_of};
use super::parameters::Parameters;
use super::shape::{BlockLine, COST_UNIT, Detail, Headline, Measure, Shape};
use crate::contracts::{PricePath, PriceTerms, settle};
use crate::field::{Channel, Phase, SEPTEMBER};
use crate::high_needs::{Budget, Movement, deficit, deficit_with_grant, financial_year};
use crate::scenario::Lever;

/// How pupils travel: to a placement on the framework, off it, or near home.
const NEAR: usize = 2;

fn leg(channel: Channel) -> usize {
    usize::from(channel == Channel::OffFramework)
}

/// One block in one academic year, in pounds.
#[derive(Clone, Copy, Debug, Default)]
struct BlockYear {
    occupied: f64,
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
    /// Pupils of each block by the spot way that each would have had, by step and block.
    instead: Vec<[u32; BLOCKS]>,
    /// The same by the January in which they are first missing.
    instead_leaving: Vec<[u32; BLOCKS]>,
    /// Pounds a year of a pupil carried, by district: on and off the framework, and near home.
    fares: Vec<[f64; 3]>,
    /// Cost by step, laid out as the places of [`Measure::Cost`].
    cost: Vec<f64>,
    /// Transport by step, laid out as the places of [`Measure::Transport`].
    transport: Vec<f64>,
    /// Cost of each alternative in the opening year, and their growth.
    alternative_prices: ([f64; ROUTES], f64),
    /// Who is not placed, by step.
    elsewhere: Vec<Elsewhere>,
    alternatives: Vec<f64>,
    /// What those who wait would cost in a placement less what they cost while they wait, by step.
    waits: Vec<f64>,
    framework: Vec<f64>,
    blocks: Vec<BlockYear>,
    /// Price of each way in the present year.
    way_prices: Vec<f64>,
    /// Cost by cell of the present year.
    by_cell: Vec<f64>,
    occupied: Vec<u32>,
    /// Pupils with Lot A whom no conversion has taken this year, by cell: without the premium, and with it.
    unconverted: [Vec<f64>; 2],
    /// Pupils on and off the framework, and near home, by district: under 16, and over.
    travel: [Vec<[u32; 2]>; 3],
    /// Share carried under 16, and over.
    eligible: [f64; 2],
    transport_growth: f64,
    /// By step: what a pound a pupil of transport comes to, grown, times the share carried under 16 and over.
    carried: Vec<[f64; 2]>,
}

/// Those who are not placed in an academic year, and the local places there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Elsewhere {
    /// Pupils in each alternative.
    pub alternatives: [u32; ROUTES],
    /// Of these those whom a local place keeps out of a placement: in an SRP, in a state special school.
    pub in_local_places: [u32; 2],
    /// Local places open: in SRPs, in state special schools.
    pub local_places: [f64; 2],
    /// Pupils who wait, by the spot channel that each would have.
    pub waiting: [u32; SPOT],
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
            instead: vec![[0; BLOCKS]; steps * shape.blocks],
            instead_leaving: vec![[0; BLOCKS]; (shape.years + 2) * shape.blocks],
            fares: vec![[0.0; 3]; shape.districts],
            cost: vec![0.0; steps * shape.scopes(Measure::Cost)],
            transport: vec![0.0; steps * shape.scopes(Measure::Transport)],
            alternative_prices: ([0.0; ROUTES], 0.0),
            elsewhere: vec![Elsewhere::default(); steps],
            alternatives: vec![0.0; steps],
            waits: vec![0.0; steps],
            framework: vec![0.0; steps],
            blocks: vec![BlockYear::default(); steps * shape.blocks],
            way_prices: Vec::with_capacity(BLOCKS + shape.blocks),
            by_cell: vec![0.0; shape.cells()],
            occupied: vec![0; shape.blocks],
            unconverted: std::array::from_fn(|_| vec![0.0; shape.cells()]),
            travel: std::array::from_fn(|_| vec![[0; 2]; shape.districts]),
            eligible: [0.0; 2],
            transport_growth: 0.0,
            carried: vec![[0.0; 2]; steps],
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
        let next = [get(Lever::PriceLotA), get(Lever::PriceLotB), get(Lever::PriceOff)];
        let opening = [framework_opening, framework_opening, get(Lever::PriceOffOpening)];
        let terms = PriceTerms {
            // The average of a financial year is paid from its April on, and so in the summer term too.
            opening: if model.prices_of_financial_years { next } else { opening },
            next,
            premium: get(Lever::Premium),
            uplift: get(Lever::Uplift),
            avoided: get(Lever::FeeProcess) - get(Lever::FeeProcessIncluded),
            bands_from,
            band_effect: get(Lever::BandEffect),
        };
        self.prices.fill(&terms, &parameters.uplift_deviations, &model.joined_share);
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
        self.eligible = [get(Lever::EligibleUnder16), get(Lever::Eligible16)];
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
        self.instead.fill([0; BLOCKS]);
        self.instead_leaving.fill([0; BLOCKS]);
    }

    /// Those in the blocks at a step, as far as they have not left since the one before it.
    pub fn begin_year(&mut self, step: usize) {
        let blocks = self.shape.blocks;
        let (before, now) = self.instead.split_at_mut(step * blocks);
        let leaving = &self.instead_leaving[step * blocks..];
        for ((now, before), gone) in now.iter_mut().zip(&before[(step - 1) * blocks..]).zip(leaving) {
            *now = std::array::from_fn(|way| before[way] - gone[way]);
        }
    }

    /// A joiner takes a place of a block at a step, who would else have been placed in a `spot` channel.
    pub fn note_block_pupil(&mut self, step: usize, block: usize, spot: usize, end: usize) {
        let (blocks, way) = (self.shape.blocks, way_of(step, spot));
        self.instead[step * blocks + block][way] += 1;
        self.instead_leaving[end * blocks + block][way] += 1;
    }

    /// Those who are not placed at a step.
    pub fn note_elsewhere(&mut self, step: usize, elsewhere: Elsewhere) {
        self.elsewhere[step] = elsewhere;
    }

    /// The alternatives, those who wait among them, and the local places whose pupils would be in a mainstream
    /// school without them: these cost what they cost more than that.
    fn cost_elsewhere(&mut self, step: usize) {
        let ((prices, growth), elsewhere) = (self.alternative_prices, self.elsewhere[step]);
        let [mainstream, srp, special, eotas] = prices;
        let growth = (0..step).fold(1.0, |factor, _| factor * (1.0 + growth));
        let pupils = elsewhere.alternatives.iter().zip(prices);
        let sum: f64 = pupils.map(|(&count, price)| f64::from(count) * price).sum();
        let places: f64 = [srp, special]
            .into_iter()
            .zip(elsewhere.local_places.into_iter().zip(elsewhere.in_local_places))
            .map(|(price, (open, taken))| (price - mainstream).max(0.0) * (open - f64::from(taken)).max(0.0))
            .sum();
        let waiting = elsewhere.waiting.map(f64::from);
        let wait = growth * waiting.iter().sum::<f64>() * eotas;
        self.alternatives[step] = growth * (sum + places) + wait;
        let owed: f64 =
            waiting.iter().zip(self.prices.joined(step)).map(|(count, price)| count * price).sum();
        self.waits[step] = owed - wait;
    }

    /// Prices of the future.
    pub fn prices(&self) -> &PricePath {
        &self.prices
    }

    /// What a pound a pupil of transport comes to at a step: its growth, times the share carried under 16
    /// and over.
    pub fn carried(&self, step: usize) -> [f64; 2] {
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
        self.cost_elsewhere(step);
        self.price_ways(step);
        self.find_convertible(model, ledger);
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
        for (way, (counts, price)) in ledger.phases().iter().zip(&self.way_prices).enumerate() {
            for (phase, &count) in counts.iter().enumerate() {
                let spent = f64::from(count) * price;
                phases[phase] += spent;
                channels[channel(way) as usize] += spent;
                if way % SPOT == 0 && way < BLOCKS {
                    lot_a_phases[phase] += f64::from(count);
                }
            }
        }
        for block in 0..blocks {
            self.settle_block(model, step, block, &mut channels, &mut phases, lot_a_phases);
        }
        self.add_up(model, step, channels, phases);
        self.framework[step] = channels[0] + channels[1] + channels[2];
        self.note_transport(model, ledger, step);
    }

    /// The price of each way at a step. After its term a block's pupils stay where they are, at the
    /// price that pupils of Lot A pay who joined when they did.
    fn price_ways(&mut self, step: usize) {
        let spot = self.prices.spot(step);
        self.way_prices.clear();
        self.way_prices.extend(spot);
        let blocks = self.shape.blocks;
        let instead = &self.instead[step * blocks..][..blocks];
        for (price, pupils) in self.block_prices[step * blocks..][..blocks].iter().zip(instead) {
            let afterwards = || {
                let [early, late] =
                    [&pupils[..SPOT], &pupils[SPOT..]].map(|ways| f64::from(ways.iter().sum::<u32>()));
                let (low, high) = (spot[0], spot[SPOT]);
                if early > 0.0 { (early * low + late * high) / (early + late) } else { high }
            };
            self.way_prices.push(price.unwrap_or_else(afterwards));
        }
    }

    /// Whom a conversion may take this year: everybody with Lot A.
    fn find_convertible(&mut self, model: &Compiled, ledger: &Ledger) {
        if model.blocks.iter().any(|block| block.is_conversion) {
            for (place, pupils) in self.unconverted.iter_mut().enumerate() {
                let counts = ledger.cells().nth(place * SPOT).unwrap_or_default();
                pupils.iter_mut().zip(counts).for_each(|(pupils, &count)| *pupils = f64::from(count));
            }
        }
    }

    /// Converts as many pupils of the cells that a block takes as it has places: those longest with Lot A,
    /// who pay no premium, before those who do. Among those who pay alike each cell gives its part, so that
    /// the order of districts and needs is of no account. Each pupil is for one block only. Says how many
    /// are converted, and what they would have paid.
    fn convert(&mut self, step: usize, volume: f64, takes: &[bool], price: f64) -> (f64, f64) {
        let spot = self.prices.spot(step);
        let (mut left, mut spot_cost) = (volume, 0.0);
        for (pupils, pays) in self.unconverted.iter_mut().zip([spot[0], spot[SPOT]]) {
            let there: f64 =
                pupils.iter().zip(takes).filter(|(_, takes)| **takes).map(|(count, _)| count).sum();
            let converted = left.min(there);
            left -= converted;
            spot_cost += converted * pays;
            let share = if there > 0.0 { converted / there } else { 0.0 };
            let cells = pupils.iter_mut().zip(&mut self.by_cell).zip(takes);
            for ((count, cost), _) in cells.filter(|(_, takes)| **takes) {
                *cost += share * *count * (price - pays);
                *count -= share * *count;
            }
        }
        (volume - left, spot_cost)
    }

    /// What a block adds to or takes off what its pupils cost one by one.
    #[allow(clippy::too_many_arguments)] // the sums of one year, by whom they are kept
    fn settle_block(
        &mut self,
        model: &Compiled,
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
        let (occupied, spot_cost) = if block.is_conversion {
            self.convert(step, f64::from(volume), &block.cells, price)
        } else {
            let instead = self.instead[at].map(f64::from);
            let spot_cost =
                instead.iter().zip(self.prices.spot(step)).map(|(count, price)| count * price).sum();
            (instead.iter().sum(), spot_cost)
        };
        let bill = settle(price, occupied, f64::from(volume), void_share, minimum);
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
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most the places
        let filled = occupied.round() as u32;
        self.occupied[index] = filled;
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
        let places = shape.scopes(Measure::Cost);
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

    fn note_transport(&mut self, model: &Compiled, ledger: &Ledger, step: usize) {
        let shape = self.shape;
        // Prices are those of step 1, the year of the published ones.
        let rise = 1.0 + self.transport_growth;
        let growth = if step == 0 { 1.0 / rise } else { (1..step).fold(1.0, |factor, _| factor * rise) };
        let carried = self.eligible.map(|share| growth * share);
        self.carried[step] = carried;
        self.travel.iter_mut().for_each(|districts| districts.fill([0; 2]));
        for (way, (counts, older)) in ledger.cells().zip(ledger.older()).enumerate() {
            let near = way.checked_sub(BLOCKS).is_some_and(|block| model.blocks[block].near_home);
            let leg = if near { NEAR } else { leg(channel(way)) };
            let districts = counts.chunks_exact(shape.needs).zip(older);
            for (travel, (needs, &older)) in self.travel[leg].iter_mut().zip(districts) {
                travel[0] += needs.iter().sum::<u32>() - older;
                travel[1] += older;
            }
        }
        let places = shape.scopes(Measure::Transport);
        let row = &mut self.transport[step * places..][..places];
        let (county, rest) = row.split_at_mut(1);
        let (districts, areas) = rest.split_at_mut(shape.districts.min(rest.len()));
        county[0] = 0.0;
        for (district, fares) in self.fares.iter().enumerate() {
            let pupils = self.travel.each_ref().map(|travel| travel[district].map(f64::from));
            let cost: f64 = pupils
                .iter()
                .zip(fares)
                .map(|([younger, older], fare)| fare * (younger * carried[0] + older * carried[1]))
                .sum();
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
        let places = shape.scopes(measure);
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
        let places = shape.scopes(Measure::Cost);
        let county = |step: usize| self.cost[step * places];
        let transport = |step: usize| self.transport[step * shape.scopes(Measure::Transport)];
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
            put(Headline::WaitSaving(year), of(&|step| self.waits[step]));
            if let Some(balance) = balances.get_mut(year) {
                *balance = movement.balance();
            }
            if model.safety_valve == Some(year) {
                put_movement(&mut put, movement);
            }
        }
        let mut deficits = [f64::NAN; 2];
        if let Some(year) = model.safety_valve {
            let opening = get(Lever::OpeningDeficit);
            let contribution = get(Lever::Contributions);
            let balances = &balances[..=year];
            let cleared = if parameters.grant_comes { get(Lever::GrantShare) } else { 0.0 };
            deficits = [
                deficit(opening, balances, contribution),
                deficit_with_grant(opening, balances, contribution, model.years_before_grant, cleared),
            ];
        }
        put(Headline::DeficitSafetyValve, deficits[0]);
        put(Headline::DeficitGrant, deficits[1]);
        let over_the_contract = |of: &dyn Fn(usize) -> f64| {
            model
                .framework
                .years
                .filter(|years| years.1 <= shape.years + 1)
                .map_or(f64::NAN, |(from, to)| (from..to).map(of).sum())
        };
        put(Headline::ContractValue, over_the_contract(&county));
        put(Headline::FrameworkSpend, over_the_contract(&|step| self.framework[step]));
        put(Headline::Gap, budget.gap);
        for block in 0..shape.blocks {
            let mut total = [0.0; 5];
            for step in 0..=shape.years {
                let year = self.blocks[step * shape.blocks + block];
                let lines = [year.saving, year.void_cost, year.cost, year.occupied, f64::from(year.volume)];
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
