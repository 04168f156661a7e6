//! Many futures of one scenario: batches that merge in any order to the same result.
//!
//! A [`Batch`] holds the counts of consecutive futures, whoever ran them. An [`Ensemble`] absorbs
//! batches: exact tallies of every county, district, need and cell count, and the county's own
//! counts future by future. Nothing in it depends on the order in which batches came.

mod batch;
mod digest;
mod summary;
mod tally;

pub use batch::{Batch, run_batch};
pub use digest::Digest;
pub use summary::{Convergence, RELATIVE_ERROR_LIMIT, Summary};
pub use tally::Tally;

use crate::cohort::{Compiled, Shape};
use crate::field::January;

/// Which count of a January is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All districts and needs.
    County,
    /// One district, all needs.
    District(usize),
    /// One need, all districts.
    Need(usize),
    /// One need in one district.
    Cell {
        /// District.
        district: usize,
        /// Need.
        need: usize,
    },
}

impl Place {
    /// Its position among the places of a January.
    fn index(self, shape: Shape) -> usize {
        match self {
            Place::County => 0,
            Place::District(district) => 1 + district,
            Place::Need(need) => 1 + shape.districts + need,
            Place::Cell { district, need } => {
                1 + shape.districts + shape.needs + district * shape.needs + need
            }
        }
    }

    fn count(shape: Shape) -> usize {
        1 + shape.districts + shape.needs + shape.cells()
    }
}

/// Why a batch was not absorbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Some of its futures are already counted.
    Twice,
    /// It has another shape, or futures beyond the ensemble's last.
    Foreign,
}

/// The futures of one scenario, as far as they have come.
#[derive(Clone, Debug)]
pub struct Ensemble {
    shape: Shape,
    opening: January,
    wanted: u32,
    arrived: Vec<bool>,
    futures: u32,
    /// Tallies by January and place.
    tallies: Vec<Tally>,
    /// County stock by future and January.
    county: Vec<u32>,
    /// A digest of each future's whole record.
    digests: Vec<u64>,
}

impl Ensemble {
    /// An empty ensemble that wants this many futures.
    pub fn new(shape: Shape, opening: January, wanted: u32) -> Ensemble {
        let wanted_len = wanted as usize;
        Ensemble {
            shape,
            opening,
            wanted,
            arrived: vec![false; wanted_len],
            futures: 0,
            tallies: vec![Tally::default(); shape.januaries() * Place::count(shape)],
            county: vec![0; wanted_len * shape.januaries()],
            digests: vec![0; wanted_len],
        }
    }

    /// Runs the whole ensemble here and now.
    pub fn run(model: &Compiled, opening: January, seed: u64, futures: u32) -> Ensemble {
        /// Large enough to spread the cost of a batch, small enough for the cache.
        const BATCH: u32 = 64;
        let mut ensemble = Ensemble::new(model.shape(), opening, futures);
        let mut first = 0;
        while first < futures {
            let count = BATCH.min(futures - first);
            let batch = run_batch(model, seed, first, count);
            // These batches neither overlap nor overshoot.
            let absorbed = ensemble.absorb(&batch);
            debug_assert_eq!(absorbed, Ok(()));
            first += count;
        }
        ensemble
    }

    /// Takes in a batch.
    ///
    /// # Errors
    /// Where it does not belong here, or was here before; the ensemble is then as it was.
    pub fn absorb(&mut self, batch: &Batch) -> Result<(), Refused> {
        let range = batch.range();
        let (first, last) = (range.start as usize, range.end as usize);
        if last > self.arrived.len() || batch.shape() != self.shape {
            return Err(Refused::Foreign);
        }
        if self.arrived[first..last].contains(&true) {
            return Err(Refused::Twice);
        }
        self.arrived[first..last].fill(true);
        self.futures += range.end - range.start;
        for (future, record) in (first..).zip(batch.records()) {
            self.count(future, record);
        }
        Ok(())
    }

    fn count(&mut self, future: usize, record: &[u32]) {
        let shape = self.shape;
        for january in 0..shape.januaries() {
            let stock = shape.stock(record, january);
            let tallies = &mut self.tallies[january * Place::count(shape)..][..Place::count(shape)];
            let (county, rest) = tallies.split_at_mut(1);
            let (districts, rest) = rest.split_at_mut(shape.districts);
            let (needs, cells) = rest.split_at_mut(shape.needs);
            for (cell, &count) in cells.iter_mut().zip(stock) {
                cell.add(count);
            }
            for (district, row) in districts.iter_mut().zip(stock.chunks_exact(shape.needs)) {
                district.add(row.iter().sum());
            }
            for (need, tally) in needs.iter_mut().enumerate() {
                tally.add(stock[need..].iter().step_by(shape.needs).sum());
            }
            let total = stock.iter().sum();
            county[0].add(total);
            self.county[future * shape.januaries() + january] = total;
        }
        self.digests[future] = Digest::of(record).value();
    }

    /// Dimensions.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// How many futures have come.
    pub fn futures(&self) -> u32 {
        self.futures
    }

    /// How many are wanted.
    pub fn wanted(&self) -> u32 {
        self.wanted
    }

    /// Whether all have come.
    pub fn is_complete(&self) -> bool {
        self.futures == self.wanted
    }

    /// The January at a position.
    pub fn january(&self, index: usize) -> January {
        self.opening.plus(index)
    }

    /// The position of a January, where it is within the horizon.
    pub fn index_of(&self, january: January) -> Option<usize> {
        let index = usize::from(january.0.checked_sub(self.opening.0)?);
        (index < self.shape.januaries()).then_some(index)
    }

    /// How the count of a place is spread over the futures, at the January of this position.
    ///
    /// # Panics
    /// Where there is no such January or place.
    pub fn tally(&self, january: usize, place: Place) -> &Tally {
        assert!(january < self.shape.januaries(), "a January within the horizon");
        &self.tallies[january * Place::count(self.shape) + place.index(self.shape)]
    }

    /// County stock of one future, by January; none where it has not come.
    pub fn county(&self, future: u32) -> Option<&[u32]> {
        let future = future as usize;
        let width = self.shape.januaries();
        self.arrived.get(future)?.then(|| &self.county[future * width..][..width])
    }

    /// A digest of every count of every future, in the order of the futures: equal wherever the
    /// same scenario, seed and number of futures were run. None while futures are missing.
    pub fn digest(&self) -> Option<Digest> {
        self.is_complete()
            .then(|| self.digests.iter().fold(Digest::default(), |digest, &future| digest.with(future)))
    }
}
