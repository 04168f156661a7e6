//! One future: a draw of every uncertain parameter and of all pupil-level chance.

use super::compiled::{Compiled, apportion};
use super::ladder::{BITS, Ladder};
use super::ledger::{BLOCKS, Ledger, SPOT};
use super::money::Money;
use super::parameters::Parameters;
use super::routes::{Routes, parts, threshold};
use super::shape::{Measure, Shape};
use crate::chance::{Future, Gamma, Purpose, poisson};
use crate::field::{Age, Phase};
use crate::scenario::Lever;
use rand_distr::Distribution;

/// A pupil on the way to a placement.
#[derive(Clone, Copy, Debug)]
struct Pupil {
    cell: u16,
    birth: u8,
    /// The January in which this pupil is first missing, whatever happens before: the leaving year
    /// is the pupil's own.
    end: u8,
    need: u8,
    /// Directed by a tribunal, or conceded.
    by_tribunal: bool,
    /// Years waited.
    waited: u8,
    /// Chance of the channel.
    word: u64,
}

/// The counts of a year that go into the record by cell.
#[derive(Clone, Debug)]
struct Flows {
    joiners: Vec<u32>,
    leavers: Vec<u32>,
    potential: Vec<u32>,
    tribunal: Vec<u32>,
    localities: Vec<u32>,
    srp: Vec<u32>,
    special: Vec<u32>,
    waiting: Vec<u32>,
}

impl Flows {
    fn new(cells: usize) -> Flows {
        let zero = || vec![0; cells];
        Flows {
            joiners: zero(),
            leavers: zero(),
            potential: zero(),
            tribunal: zero(),
            localities: zero(),
            srp: zero(),
            special: zero(),
            waiting: zero(),
        }
    }

    /// With the measure that each makes.
    fn each(&mut self) -> [(Measure, &mut Vec<u32>); 8] {
        [
            (Measure::Joiners, &mut self.joiners),
            (Measure::Leavers, &mut self.leavers),
            (Measure::Potential, &mut self.potential),
            (Measure::Tribunal, &mut self.tribunal),
            (Measure::Localities, &mut self.localities),
            (Measure::Srp, &mut self.srp),
            (Measure::StateSpecial, &mut self.special),
            (Measure::Waiting, &mut self.waiting),
        ]
    }
}

/// What becomes of pupils who do not join.
pub const ROUTES: usize = 4;
const SRP: usize = 1;
const SPECIAL: usize = 2;
const EOTAS: usize = 3;

/// Pupils in the alternatives: mainstream, SRP, state special, EOTAS.
#[derive(Clone, Debug)]
struct Alternatives {
    now: [u32; ROUTES],
    leaving: Vec<[u32; ROUTES]>,
}

/// Runs the futures of one compiled scenario. It owns all the room that a future needs.
pub struct Simulator<'a> {
    model: &'a Compiled,
    parameters: Parameters,
    routes: Routes,
    ledger: Ledger,
    money: Money,
    alternatives: Alternatives,
    flows: Flows,
    /// Share of each cell in the opening stock.
    opening_shares: Vec<f64>,
    opening: Vec<u32>,
    remainders: Vec<(f64, u32)>,
    /// Expected joiners of a year by cell.
    expected: Vec<f64>,
    /// Ages of joiners, by year and district.
    joiner_ages: Vec<Ladder>,
    /// How many years a pupil of each age stays on after the present one.
    stays: Vec<Ladder>,
    /// Joiners of the present year, until they are placed.
    arrivals: Vec<Pupil>,
    /// Diverted pupils who come back next year.
    returning: Vec<Pupil>,
    waiting: Vec<Pupil>,
    /// Places for Kent pupils by need; none where there is no limit.
    capacity: Option<Vec<u32>>,
    /// Candidates for a block or a scarce place: their rank and position.
    ranked: Vec<(u64, u32)>,
    /// Positions among the arrivals that a block has taken: the block.
    taken: Vec<u8>,
}

/// No block.
const NONE: u8 = u8::MAX;

impl<'a> Simulator<'a> {
    /// Room for futures of this scenario.
    pub fn new(model: &'a Compiled) -> Simulator<'a> {
        let shape = model.shape;
        let cells = shape.cells();
        Simulator {
            model,
            parameters: Parameters::new(model),
            routes: Routes::new(model),
            ledger: Ledger::new(shape),
            money: Money::new(model),
            alternatives: Alternatives { now: [0; ROUTES], leaving: vec![[0; ROUTES]; shape.years + 2] },
            flows: Flows::new(cells),
            opening_shares: vec![0.0; cells],
            opening: vec![0; cells],
            remainders: Vec::with_capacity(cells),
            expected: vec![0.0; cells],
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
            arrivals: Vec::new(),
            returning: Vec::new(),
            waiting: Vec::new(),
            capacity: None,
            ranked: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Runs future `index` of `seed`. Writes its counts, laid out as [`Shape`] says, and its
    /// headlines.
    ///
    /// # Panics
    /// Where `record` or `headlines` are not as long as the shape says.
    pub fn run(&mut self, seed: u64, index: u32, record: &mut [u32], headlines: &mut [f64]) {
        let shape = self.model.shape;
        assert_eq!(record.len(), shape.record(), "a record of this shape");
        assert_eq!(headlines.len(), shape.headlines(), "headlines of this shape");
        let future = Future::new(seed, index);
        self.parameters.draw(self.model, future);
        self.routes.begin(self.model, &self.parameters);
        self.money.begin(self.model, &self.parameters);
        self.fill_stays();
        self.ledger.clear();
        self.alternatives.now = [0; ROUTES];
        self.alternatives.leaving.fill([0; ROUTES]);
        self.returning.clear();
        self.waiting.clear();
        self.open(future);
        self.note_stock(0, record);
        for year in 0..shape.years {
            self.flows.each().into_iter().for_each(|(_, counts)| counts.fill(0));
            self.ledger.release(year + 1, &mut self.flows.leavers);
            for (now, gone) in self.alternatives.now.iter_mut().zip(self.alternatives.leaving[year + 1]) {
                *now -= gone;
            }
            self.arrivals.clear();
            self.come_back(year);
            self.approach(future, year);
            self.queue(year);
            self.place(year);
            self.note_stock(year + 1, record);
            self.note_flows(year, record);
        }
        self.money.settle(self.model, &self.parameters, record, headlines);
    }

    /// The parameters of a future, as [`Simulator::run`] draws them.
    pub fn parameters(&mut self, seed: u64, index: u32) -> &Parameters {
        self.parameters.draw(self.model, Future::new(seed, index));
        &self.parameters
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

    /// The opening stock: apportioned to the cells, each pupil with a channel and a leaving year.
    fn open(&mut self, future: Future) {
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

        // The 33 bits that the stay leaves over: 17 for the framework, 16 for the lot.
        let lot_a = threshold(self.parameters.get(Lever::LotA)) >> 5;
        let address = future.address(Purpose::OpeningStay, 0, 0);
        let mut ages = (0..).zip(&model.opening_ages);
        for (cell, &count) in self.opening.iter().enumerate() {
            let reach = model.framework_reach[cell / model.shape.needs];
            let framework = if reach { threshold(model.opening_share) >> 4 } else { 0 };
            for (pupil, &age) in ages.by_ref().take(count as usize) {
                let word = address.word(pupil);
                #[allow(clippy::cast_possible_truncation)] // the leading 31 bits, 17 and 16 bits
                let (stay, by_framework, lot) =
                    ((word >> (64 - BITS)) as u32, (word >> 16) as u32 & 0x1_FFFF, word as u32 & 0xFFFF);
                let stays = self.stays[usize::from(age)].at(stay);
                let way = if by_framework < framework { usize::from(lot >= lot_a) } else { 2 };
                self.ledger.place(cell, self.ledger.birth(usize::from(age), 0), way, 1 + stays);
            }
        }
        if self.parameters.get(Lever::Occupancy) > 0.0 {
            let needs = model.shape.needs;
            let capacity = self.capacity.get_or_insert_with(|| vec![0; needs]);
            for (need, places) in capacity.iter_mut().enumerate() {
                *places = self.opening.iter().skip(need).step_by(needs).sum();
            }
        }
    }

    /// The diverted of last year who come back. Who would have had a local place takes it now.
    fn come_back(&mut self, year: usize) {
        let step = year + 1;
        for pupil in self.returning.drain(..) {
            if usize::from(pupil.end) > step {
                self.arrivals.push(pupil);
            }
        }
    }

    /// The potential joiners of a year: who is diverted, and who joins.
    fn approach(&mut self, future: Future, year: usize) {
        let model = self.model;
        let shape = model.shape;
        let level = self.year_level(future, year);
        for district in 0..shape.districts {
            let expected = model.joiners[year * shape.districts + district]
                * level
                * self.parameters.districts[district];
            for (need, share) in self.parameters.joiner_needs.iter().enumerate() {
                self.expected[district * shape.needs + need] = expected * share;
            }
        }
        self.routes.set_year(model, &self.parameters, year, &self.expected);
        // A joiner of this year is first counted in January year + 1, and so first missing in
        // January year + 2 or later.
        let first_missing = year + 2;
        let outstays = shape.years + 1;
        let step = year + 1;
        for cell in 0..shape.cells() {
            let (district, need) = (cell / shape.needs, cell % shape.needs);
            #[allow(clippy::cast_possible_truncation)] // few years, few cells
            let (y, c) = (year as u16, cell as u32);
            let count = poisson(future.address(Purpose::JoinerCount, y, c), self.expected[cell]);
            if count == 0 {
                continue;
            }
            self.flows.potential[cell] = count;
            let thresholds = self.routes.thresholds[cell];
            let address = future.address(Purpose::JoinerAgeAndStay, y, c);
            let route = future.address(Purpose::JoinerRoute, y, c);
            let channel = future.address(Purpose::JoinerChannel, y, c);
            for joiner in 0..count {
                let word = address.word(joiner);
                #[allow(clippy::cast_possible_truncation)] // two times 31 bits
                let (age, stay) = ((word >> (64 - BITS)) as u32, word as u32 & ((1 << BITS) - 1));
                let age = self.joiner_ages[year * shape.districts + district].at(age);
                let stays = self.stays[age].at(stay);
                let [tribunal, localities, local] = parts(route.word(joiner));
                let by_tribunal = tribunal < thresholds.tribunal;
                self.flows.tribunal[cell] += u32::from(by_tribunal);
                #[allow(clippy::cast_possible_truncation)] // below the limits
                let pupil = Pupil {
                    cell: cell as u16,
                    birth: self.ledger.birth(age, step) as u8,
                    end: (first_missing + stays).min(outstays) as u8,
                    need: need as u8,
                    by_tribunal,
                    waited: 0,
                    word: channel.word(joiner),
                };
                let goes_local = local < thresholds.local;
                if !by_tribunal && (localities < thresholds.localities || goes_local) {
                    let local = goes_local.then_some(if local < thresholds.srp { SRP } else { SPECIAL });
                    let diverted = future.address(Purpose::Diverted, y, c).word(joiner);
                    self.divert(year, pupil, localities < thresholds.localities, local, diverted);
                } else {
                    self.arrivals.push(pupil);
                }
            }
        }
    }

    /// A pupil does not join: the Localities Model comes first, a local place second.
    fn divert(&mut self, year: usize, pupil: Pupil, by_model: bool, local: Option<usize>, word: u64) {
        let cell = usize::from(pupil.cell);
        if !by_model {
            let route = local.unwrap_or(SPECIAL);
            let counts = if route == SRP { &mut self.flows.srp } else { &mut self.flows.special };
            counts[cell] += 1;
            self.divert_to(route, usize::from(pupil.end));
            return;
        }
        self.flows.localities[cell] += 1;
        let [returns, by_tribunal, mix] = parts(word);
        let comes_back = returns < threshold(self.parameters.get(Lever::Returns));
        let route = self.model.mix.iter().position(|&upto| mix < threshold(upto)).unwrap_or(EOTAS);
        if !comes_back {
            self.divert_to(route, usize::from(pupil.end));
        } else if let Some(local) = local {
            // Came back to the local place that it would have had in the first place.
            self.divert_to(local, usize::from(pupil.end));
        } else {
            let next = year + 2;
            self.divert_to(route, next.min(usize::from(pupil.end)));
            let by_tribunal = by_tribunal < threshold(self.parameters.get(Lever::ReturnsByTribunal));
            self.returning.push(Pupil { by_tribunal, ..pupil });
        }
    }

    fn divert_to(&mut self, route: usize, end: usize) {
        self.alternatives.now[route] += 1;
        self.alternatives.leaving[end][route] += 1;
    }

    /// Where places run out, joiners wait and try again next year, those who have waited longest
    /// first. Who is directed by a tribunal is placed whatever the places.
    fn queue(&mut self, year: usize) {
        let step = year + 1;
        let mut longest = std::mem::take(&mut self.waiting);
        for pupil in longest.drain(..) {
            if usize::from(pupil.end) > step {
                self.arrivals.push(pupil);
            }
        }
        self.waiting = longest;
        let Some(capacity) = self.capacity.as_mut().filter(|_| self.parameters.get(Lever::Occupancy) > 0.0)
        else {
            return;
        };
        let needs = self.model.shape.needs;
        let mut growth = 1.0 / self.parameters.get(Lever::Occupancy);
        for _ in 0..step {
            growth *= 1.0 + self.parameters.get(Lever::CapacityGrowth);
        }
        for (need, &opened) in capacity.iter().enumerate() {
            let wanted = |pupil: &&Pupil| usize::from(pupil.need) == need;
            let arriving = self.arrivals.iter().filter(wanted).count();
            let ways = self.ledger.ways();
            let placed: u32 = self.ledger.now.chunks_exact(ways).skip(need).step_by(needs).flatten().sum();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // never negative
            let most = (f64::from(opened) * growth) as usize;
            let room = most.saturating_sub(placed as usize);
            if arriving <= room {
                continue;
            }
            // Tribunals first, then by years waited, then by the pupil's own rank.
            self.ranked.clear();
            for (position, pupil) in (0_u32..).zip(&self.arrivals) {
                if usize::from(pupil.need) == need && !pupil.by_tribunal {
                    let rank = u64::from(u8::MAX - pupil.waited) << 32 | u64::from(rank(pupil));
                    self.ranked.push((rank, position));
                }
            }
            let room = room.saturating_sub(arriving - self.ranked.len());
            if room < self.ranked.len() {
                self.ranked.sort_unstable();
                for &(_, position) in &self.ranked[room..] {
                    let pupil = &mut self.arrivals[position as usize];
                    self.flows.waiting[usize::from(pupil.cell)] += 1;
                    self.waiting.push(Pupil { waited: pupil.waited.saturating_add(1), ..*pupil });
                    // Nobody of need NONE arrives: struck off below.
                    pupil.need = NONE;
                }
            }
        }
        if !self.waiting.is_empty() {
            self.arrivals.retain(|pupil| pupil.need != NONE);
        }
    }

    /// Gives every joiner of the year a channel.
    fn place(&mut self, year: usize) {
        let step = year + 1;
        self.taken.clear();
        self.taken.resize(self.arrivals.len(), NONE);
        for block in 0..self.model.blocks.len() {
            self.fill_block(block, step);
        }
        let model = self.model;
        let later = SPOT * usize::from(step >= 2);
        let along = model.participation_along[step];
        let now = model.participation_now;
        let open = step < model.framework_until;
        let framework = now + along * (self.parameters.get(Lever::Participation) - now);
        let by_tribunal = 1.0 - self.parameters.get(Lever::TribunalOff);
        let limits = if open { [threshold(framework), threshold(by_tribunal)] } else { [0, 0] };
        let lot_a = threshold(self.parameters.get(Lever::LotA));
        let needs = model.shape.needs;
        for (pupil, &block) in self.arrivals.iter().zip(&self.taken) {
            let cell = usize::from(pupil.cell);
            let [channel, lot, _] = parts(pupil.word);
            let reach = model.framework_reach[cell / needs];
            let limit = limits[usize::from(pupil.by_tribunal)];
            let spot = if channel < limit && reach { usize::from(lot >= lot_a) } else { 2 };
            let mut way = later + spot;
            if block != NONE {
                way = BLOCKS + usize::from(block);
                self.money.note_block_pupil(usize::from(block), spot, usize::from(pupil.end));
            }
            self.flows.joiners[cell] += 1;
            self.ledger.place(cell, usize::from(pupil.birth), way, usize::from(pupil.end));
        }
    }

    /// Fills the free places of a block with the joiners that it takes, by their own rank.
    fn fill_block(&mut self, block: usize, step: usize) {
        let terms = self.parameters.blocks[block];
        let new = &self.model.blocks[block];
        let volume = new.volumes[step];
        if new.is_conversion || !terms.is_awarded || volume == 0 {
            return;
        }
        let free = volume.saturating_sub(self.ledger.in_way(BLOCKS + block));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most the volume
        let fill = (terms.refill * f64::from(free)).round() as usize;
        self.ranked.clear();
        for (position, pupil) in (0_u32..).zip(&self.arrivals) {
            let phase = self.ledger.age(usize::from(pupil.birth), step).map(Age::phase);
            let matches = new.cells[usize::from(pupil.cell)]
                && !pupil.by_tribunal
                && self.taken[position as usize] == NONE
                && phase.is_some_and(|phase| new.phases[phase as usize]);
            if matches {
                self.ranked.push((u64::from(rank(pupil)), position));
            }
        }
        if fill < self.ranked.len() {
            if fill > 0 {
                self.ranked.select_nth_unstable(fill - 1);
            }
            self.ranked.truncate(fill);
        }
        #[allow(clippy::cast_possible_truncation)] // few blocks
        for &(_, position) in &self.ranked {
            self.taken[position as usize] = block as u8;
        }
    }

    /// What multiplies every cell's joiners in a year: level, growth, migration and shock.
    fn year_level(&self, future: Future, year: usize) -> f64 {
        let parameters = &self.parameters;
        let mut level = parameters.get(Lever::Joiners);
        for _ in 0..=year {
            level *= 1.0 + parameters.get(Lever::Growth);
        }
        for _ in 0..self.model.migration_years[year] {
            level *= 1.0 + parameters.get(Lever::Migration);
        }
        #[allow(clippy::cast_possible_truncation)] // few years
        let address = future.address(Purpose::Shock, year as u16, 0);
        match Gamma::new(parameters.get(Lever::Swing)) {
            Some(shock) => level * shock.sample(&mut address.stream()),
            None => level,
        }
    }

    /// The stock of a January, in all its breakdowns.
    fn note_stock(&mut self, january: usize, record: &mut [u32]) {
        let model = self.model;
        let shape = model.shape;
        let places = shape.places(Measure::Stock);
        let row = &mut record[shape.begins(Measure::Stock) + january * places..][..places];
        let (sums, cells) = row.split_at_mut(places - shape.cells());
        let (sums, channels) = sums.split_at_mut(sums.len() - 4);
        let (sums, phases) = sums.split_at_mut(sums.len() - Phase::ALL.len());
        channels.fill(0);
        for (cell, ways) in cells.iter_mut().zip(self.ledger.cells()) {
            *cell = ways.iter().sum();
            for spot in 0..SPOT {
                channels[1 + spot] += ways[spot] + ways[SPOT + spot];
            }
            channels[0] += ways[BLOCKS..].iter().sum::<u32>();
        }
        phases.fill(0);
        let ways = self.ledger.ways();
        for (birth, counts) in self.ledger.now_by_birth.chunks_exact(ways).enumerate() {
            if let Some(age) = self.ledger.age(birth, january) {
                phases[age.phase() as usize] += counts.iter().sum::<u32>();
            }
        }
        add_up(model, cells, sums);
        self.alternatives_noted(january);
        self.money.note_year(model, &self.ledger, january);
    }

    fn alternatives_noted(&mut self, january: usize) {
        let waiting: u32 = self.flows.waiting.iter().sum();
        let waiting = if january == 0 { 0 } else { waiting };
        self.money.note_alternatives(self.alternatives.now, waiting);
    }

    /// The flows of a year, and its blocks.
    fn note_flows(&mut self, year: usize, record: &mut [u32]) {
        let model = self.model;
        let shape = model.shape;
        for (measure, counts) in self.flows.each() {
            let places = shape.places(measure);
            let row = &mut record[shape.begins(measure) + year * places..][..places];
            add_up(model, counts, row);
        }
        let places = shape.places(Measure::Occupied);
        let row = &mut record[shape.begins(Measure::Occupied) + year * places..][..places];
        row.copy_from_slice(self.money.occupied());
    }
}

/// A pupil's own place in any queue.
fn rank(pupil: &Pupil) -> u32 {
    parts(pupil.word)[2]
}

/// County, districts, needs and areas from cells.
fn add_up(model: &Compiled, cells: &[u32], sums: &mut [u32]) {
    let shape: Shape = model.shape;
    let (county, rest) = sums.split_at_mut(1);
    let (districts, rest) = rest.split_at_mut(shape.districts);
    let (needs, areas) = rest.split_at_mut(shape.needs);
    needs.fill(0);
    county[0] = 0;
    for (district, row) in districts.iter_mut().zip(cells.chunks_exact(shape.needs)) {
        *district = 0;
        for (need, count) in needs.iter_mut().zip(row) {
            *district += count;
            *need += count;
        }
        county[0] += *district;
    }
    for (area, members) in areas.iter_mut().zip(&model.areas) {
        *area = members.iter().map(|&district| districts[district]).sum();
    }
}
