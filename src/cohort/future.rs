//! One future: a draw of every uncertain parameter and of all pupil-level chance (M1, M5, M11).
//!
//! # One simulated year
//! ```text
//! January before                       September                                    January
//!
//! stock ──► leavers leave              channels of the year: set_limits             stock
//!           Ledger::leavers                                                         Ledger::count
//!              │                       potential joiners: approach                    ▲
//!              │                         │ Poisson count a cell, then each pupil's    │
//!              │                         │ age, stay and route (M4.1, M5)             │
//!              │                         ├─► kept out: Diverted::take                 │
//!              │                         │     └─► back a year later ─┐               │
//!              │                         ▼                            │               │
//!              │    come again:        arrivals ◄─────────────────────┘               │
//!              │    return_again ──────► │                                            │
//!              │                         ▼                                            │
//!              └─ frees places ───────► queue (M5.5) ─► wait ─► come again next year  │
//!                                        │ room                                       │
//!                                        ▼                                            │
//!                                      place: blocks first (M6.3), then the spot ─────┘
//!                                             channels (M6.1)
//! ```
//! Then `note_stock` counts and costs who is placed, and `note_flows` writes down who came and went. Money needs
//! no pupil: it follows from the counts of the ledger.

mod noting;
mod opening;
mod placing;

use super::arrivals::{Arrivals, CellTerms, Tables};
use super::compiled::Compiled;
use super::diverted::Diverted;
use super::ladder::{Ladder, RUNGS};
use super::ledger::{Ledger, ROWS, SPOT, Seat};
use super::money::Money;
use super::parameters::Parameters;
use super::path;
use super::pupil::{Limits, Pupil};
use super::routes::{Routes, parts};
use super::scales::Scales;
use super::shape::Measure;
use super::sweep::{Kept, Settings};
use super::volumes::{Bundle, Volumes};
use crate::chance::{Future, Purpose, poissons};
use crate::scenario::Stage;

/// The counts of the present year by cell, all but those of the diverted.
#[derive(Clone, Debug)]
struct Flows {
    joiners: Vec<u32>,
    leavers: Vec<u32>,
    potential: Vec<u32>,
    tribunal: Vec<u32>,
    waiting: Vec<u32>,
}

/// Pupils of one need who want a place.
#[derive(Clone, Copy, Debug, Default)]
struct Queue {
    /// Pupils of the January before who have not left.
    stock: u32,
    /// Pupils who arrive this year.
    arriving: u32,
}

/// Runs the futures of one compiled scenario. It owns all the room that a future needs.
pub struct Simulator<'a> {
    model: &'a Compiled,
    parameters: Parameters,
    routes: Routes,
    ledger: Ledger,
    money: Money,
    diverted: Diverted,
    flows: Flows,
    /// Where each measure begins in the record, in the order of [`Measure::ALL`].
    begins: [usize; Measure::ALL.len()],
    /// Share of each cell in the opening stock; they sum to 1.
    opening_shares: Vec<f64>,
    /// Opening pupils by cell.
    opening: Vec<u32>,
    /// The need of each cell.
    need_of: Vec<u8>,
    /// What decides on the joiners of the present year, by cell.
    terms: Vec<CellTerms>,
    remainders: Vec<(u64, u32)>,
    /// The cells, need after need: within a need about as many join everywhere, and counts of like size are found
    /// fastest side by side.
    by_need: Vec<u32>,
    /// The path of joiners (M4.2), which multiplies every cell's joiners, by year.
    path: Vec<f64>,
    /// Expected potential joiners of the present year, by cell.
    expected: Vec<f64>,
    /// The distribution of joiners' ages, by year and district.
    joiner_ages: Vec<Ladder>,
    /// The distribution of the years that a pupil stays on after the present one, by age.
    stays: Box<[Ladder; RUNGS]>,
    /// Joiners of the present year, until they are placed.
    arrivals: Arrivals,
    /// Pupils who wait, until they come again in the next year.
    waiting: Vec<Pupil>,
    /// Pupils who wait in the present year, by the spot channel that each would have.
    waiting_spots: [u32; SPOT],
    /// Places for this council's pupils in the present year, by need.
    capacity: Vec<f64>,
    /// Pupils who waited in the year before, by need.
    waited: Vec<u32>,
    /// Opening stock by need, to which the places of independent schools are in proportion.
    opening_needs: Vec<u32>,
    /// Stock of the January last noted, by need.
    stock_needs: Vec<u32>,
    /// Who wants a place in the present year, by need.
    queues: Vec<Queue>,
    /// What decides on the spot channel this year, by district.
    limits: Vec<Limits>,
    /// Candidates for a block or a scarce place: the rank of each, and its position among the arrivals.
    ranked: Vec<(u64, u32)>,
    /// Where in the ledger those are entered who are placed on the spot market, by January.
    rows: Vec<[Seat; ROWS]>,
    /// What has been decided on each arrival: its block, that it waits, or nothing yet.
    taken: Vec<u8>,
    /// Weighs blocks at other volumes; none where that is not wanted.
    scales: Option<Scales<'a>>,
    /// What a sweep goes back to; none where there has been no sweep.
    kept: Option<Kept>,
}

impl<'a> Simulator<'a> {
    /// Allocates the memory that the futures of a scenario need.
    pub fn new(model: &'a Compiled) -> Simulator<'a> {
        let shape = model.shape;
        let cells = shape.cells();
        let ledger = Ledger::new(shape);
        Simulator {
            model,
            parameters: Parameters::new(model),
            routes: Routes::new(model),
            rows: (0..=shape.years).map(|january| ledger.rows(shape, january)).collect(),
            ledger,
            money: Money::new(model),
            diverted: Diverted::new(model),
            flows: Flows {
                joiners: vec![0; cells],
                leavers: vec![0; cells],
                potential: vec![0; cells],
                tribunal: vec![0; cells],
                waiting: vec![0; cells],
            },
            begins: Measure::ALL.map(|measure| shape.begins(measure)),
            opening_shares: vec![0.0; cells],
            opening: vec![0; cells],
            #[allow(clippy::cast_possible_truncation)] // within the limit on needs
            need_of: (0..cells).map(|cell| (cell % shape.needs) as u8).collect(),
            #[allow(clippy::cast_possible_truncation)] // within the limits
            terms: (0..cells)
                .map(|cell| CellTerms {
                    cell: cell as u16,
                    district: (cell / shape.needs) as u16,
                    ..CellTerms::default()
                })
                .collect(),
            remainders: Vec::with_capacity(cells),
            #[allow(clippy::cast_possible_truncation)] // within the limits
            by_need: (0..shape.needs)
                .flat_map(|need| (need..cells).step_by(shape.needs))
                .map(|cell| cell as u32)
                .collect(),
            path: vec![0.0; shape.years],
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
            stays: Box::new(std::array::from_fn(|_| Ladder::new())),
            arrivals: Arrivals::new(cells),
            waiting: Vec::new(),
            waiting_spots: [0; SPOT],
            capacity: vec![0.0; shape.needs],
            waited: vec![0; shape.needs],
            opening_needs: vec![0; shape.needs],
            stock_needs: vec![0; shape.needs],
            queues: vec![Queue::default(); shape.needs],
            limits: vec![Limits::default(); shape.districts],
            ranked: Vec::new(),
            taken: Vec::new(),
            scales: None,
            kept: None,
        }
    }

    /// Allocates the memory for futures in which [`Simulator::weigh`] tries block contracts at other volumes.
    pub fn weighing(model: &'a Compiled, volumes: &'a Volumes) -> Simulator<'a> {
        Simulator { scales: Some(Scales::new(volumes, model)), ..Simulator::new(model) }
    }

    /// Runs a future, whose record and headlines go to `room`, and writes to `out` what the candidates of [`Volumes`]
    /// come to in it: the counts, then the figures.
    ///
    /// # Panics
    /// Where the rooms are not as long as the shape and the volumes say.
    #[allow(clippy::needless_pass_by_value)] // two pairs of places to write to
    pub fn weigh(&mut self, future: Future, room: (&mut [u32], &mut [f64]), out: (&mut [u32], &mut [f64])) {
        self.run(future, room.0, room.1);
        if let Some(scales) = &mut self.scales {
            scales.weigh(&self.money, future, out.0, out.1);
        }
    }

    /// Runs a future, whose record and headlines go to `room`, and writes to `out` what bundles of the candidates of
    /// [`Volumes`] come to in it, by bundle and [`super::VolumeLine`].
    ///
    /// # Panics
    /// Where the rooms are not as long as the shape and the bundles say.
    #[allow(clippy::needless_pass_by_value)] // a pair of places to write to
    pub fn weigh_bundles(
        &mut self,
        future: Future,
        bundles: &[Bundle],
        room: (&mut [u32], &mut [f64]),
        out: &mut [f64],
    ) {
        self.run(future, room.0, room.1);
        if let Some(scales) = &mut self.scales {
            scales.weigh_bundles(&self.money, future, bundles, out);
        }
    }

    /// Runs a future. Writes its counts, laid out as [`super::Shape`] says, and its headlines.
    ///
    /// # Panics
    /// Where `record` or `headlines` are not as long as the shape says.
    pub fn run(&mut self, future: Future, record: &mut [u32], headlines: &mut [f64]) {
        self.parameters.draw(self.model, future);
        self.redo(Stage::Opening, future, record, headlines);
    }

    /// Runs a future under each of the settings, and hands over their places, records and headlines one
    /// after the other. Each is what [`Simulator::run`] makes of the scenario with that setting.
    ///
    /// # Panics
    /// Where `record` or `headlines` are not as long as the shape says.
    pub fn sweep(
        &mut self,
        future: Future,
        settings: &Settings,
        record: &mut [u32],
        headlines: &mut [f64],
        mut take: impl FnMut(usize, &[u32], &[f64]),
    ) {
        let model = self.model;
        self.kept.get_or_insert_default();
        self.parameters.draw(model, future);
        for turn in settings.turns() {
            for (lever, curve) in turn.changes() {
                self.parameters.vary(model, lever, curve, future);
            }
            self.redo(turn.from, future, record, headlines);
            take(turn.place(), record, headlines);
        }
    }

    /// Simulates the stages of a future from `from` on, with its parameters as they are. The results of the earlier
    /// stages must still be in memory.
    fn redo(&mut self, from: Stage, future: Future, record: &mut [u32], headlines: &mut [f64]) {
        let (model, shape) = (self.model, self.model.shape);
        assert_eq!(record.len(), shape.record(), "a record of this shape");
        assert_eq!(headlines.len(), shape.headlines(), "headlines of this shape");
        match from {
            Stage::Opening => {
                self.fill_stays();
                self.ledger.clear();
                self.open(future);
                if let Some(kept) = &mut self.kept {
                    self.ledger.save(&mut kept.opened);
                }
            }
            Stage::Years => {
                if let Some(kept) = &self.kept {
                    self.ledger.restore(&kept.opened);
                }
            }
            Stage::Prices | Stage::Budget => (),
        }
        if from <= Stage::Years {
            self.live(future, record);
        } else if from == Stage::Prices {
            self.money.begin(model, &self.parameters);
            for (january, placed) in (0..=shape.years).zip(self.kept.iter().flat_map(|kept| &kept.placed)) {
                self.ledger.recall(placed, january);
                self.money.cost_year(model, &self.ledger, january);
            }
        }
        self.money.settle(model, &self.parameters, record, headlines);
    }

    /// Simulates the years of a future one after another, from its opening pupils on.
    #[inline(never)]
    fn live(&mut self, future: Future, record: &mut [u32]) {
        self.routes.begin(self.model, &self.parameters);
        self.money.begin(self.model, &self.parameters);
        self.money.clear();
        self.diverted.begin(&self.parameters);
        self.waiting.clear();
        self.waiting_spots = [0; SPOT];
        self.flows.waiting.fill(0);
        self.found_places();
        path::fill(self.model, &self.parameters, future, &mut self.path);
        if let Some(scales) = &mut self.scales {
            scales.begin();
        }
        self.note_stock(0, record);
        for year in 0..self.model.shape.years {
            let january = year + 1;
            self.ledger.leavers(january, &mut self.flows.leavers);
            self.money.begin_year(january);
            self.set_limits(january);
            self.return_again(january);
            self.approach(future, year);
            self.queue();
            self.place(future, january);
            self.note_stock(january, record);
            self.note_flows(year, record);
        }
    }

    /// The parameters of a future, as [`Simulator::run`] draws them.
    pub fn parameters(&mut self, seed: u64, index: u32) -> &Parameters {
        self.parameters.draw(self.model, Future::new(seed, index));
        &self.parameters
    }

    /// Makes the potential joiners of a year (M4.1): some are diverted, the others arrive.
    #[inline(never)]
    fn approach(&mut self, future: Future, year: usize) {
        let model = self.model;
        let shape = model.shape;
        let level = self.path[year];
        for district in 0..shape.districts {
            let expected = model.joiners[year * shape.districts + district]
                * level
                * self.parameters.districts[district];
            for (need, share) in self.parameters.joiner_needs.iter().enumerate() {
                self.expected[district * shape.needs + need] = expected * share;
            }
        }
        self.routes.set_year(model, &self.parameters, year, &self.expected);
        let january = year + 1;
        #[allow(clippy::cast_possible_truncation)] // few years
        let y = year as u16;
        let counter = |cell| future.address(Purpose::JoinerCount, y, cell);
        for ((cell, terms), &thresholds) in (0..).zip(&mut self.terms).zip(&self.routes.thresholds) {
            terms.thresholds = thresholds;
            terms.words = future.address(Purpose::JoinerAgeAndStay, y, cell);
        }
        // In a loop of its own: of two in one, LLVM makes vectors of two, which take longer.
        for (cell, terms) in (0..).zip(&mut self.terms) {
            terms.routes = future.address(Purpose::JoinerRoute, y, cell);
        }
        let Simulator { ledger, stays, arrivals, diverted, flows, routes, .. } = self;
        poissons(&self.by_need, &self.expected, counter, &mut flows.potential);
        let tables = Tables {
            ages: &self.joiner_ages[year * shape.districts..][..shape.districts],
            stays,
            cells: &self.terms,
            limits: &self.limits,
            birth: ledger.birth(0, january),
        };
        let Flows { potential, tribunal, joiners, .. } = flows;
        arrivals.join(tables, potential, tribunal, joiners, |pupil, joiner| {
            let cell = pupil.cell();
            #[allow(clippy::cast_possible_truncation)] // few cells
            let word = future.address(Purpose::Diverted, y, cell as u32).word(joiner);
            let [_, localities, local, _] = parts(pupil.route());
            diverted.take(january, pupil, (localities, local), routes.thresholds[cell], word);
        });
    }

    /// Begins the arrivals of a year with those who come again: diverted pupils who come back (M5.9), and those who have
    /// waited (M5.5).
    fn return_again(&mut self, january: usize) {
        let Simulator { arrivals, diverted, waiting, limits, terms, .. } = self;
        let again = diverted.begin_year(january).chain(waiting.drain(..));
        let again = again.filter_map(Pupil::a_year_later);
        arrivals.begin(again.map(|pupil| pupil.in_year(limits[usize::from(terms[pupil.cell()].district)])));
    }
}
