//! Many futures of one scenario, in batches that merge to the same result in any order (M1, M12).
//!
//! A [`Batch`] holds the counts and headlines of consecutive futures. An [`Ensemble`] absorbs batches and keeps a
//! [`Tally`] of every count in every breakdown, and every headline and the county's stock future by future. The result
//! does not depend on the order in which batches come.

mod batch;
#[cfg(not(target_arch = "wasm32"))]
mod cores;
mod digest;
mod spread;
mod summary;
mod tally;
mod task;

pub use batch::{Batch, run_batch};
pub use digest::Digest;
pub use spread::Spread;
pub use summary::{Convergence, RANGE_ERROR_LIMIT, Summary};
pub use tally::Tally;
pub use task::{Figures, Gathered, SUMS, Table, Task};

use crate::cohort::{Compiled, Headline, Measure, Scope, Shape};
use crate::field::January;

/// The number of futures of a batch: large enough to spread its overhead, small enough for the cache.
const BATCH: u32 = 64;

/// A number above every stock, added to changes because a tally holds no counts below 0.
const LEVEL: u32 = 1 << 24;

/// The scopes for which changes of the stock are kept.
fn changing(shape: Shape) -> impl Iterator<Item = Scope> {
    let districts = (0..shape.districts).map(Scope::District);
    std::iter::once(Scope::County).chain(districts).chain((0..shape.areas).map(Scope::Area))
}

/// The reason why a batch was not absorbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Some of its futures have already been counted.
    Twice,
    /// It has another shape, or futures beyond the ensemble's last.
    Foreign,
}

/// The futures of one scenario that have come so far.
#[derive(Clone, Debug)]
pub struct Ensemble {
    shape: Shape,
    opening: January,
    wanted: u32,
    arrived: Vec<bool>,
    futures: u32,
    /// A tally of each column of the record.
    tallies: Vec<Tally>,
    /// A tally of the change of the stock since the opening January, increased by [`LEVEL`], by later January and scope
    /// of [`Ensemble::change`].
    changes: Vec<Tally>,
    /// The county's stock, by January and future.
    county: Vec<u32>,
    /// The headlines, by column and future.
    headlines: Vec<f64>,
    /// A digest of each future's whole record.
    digests: Vec<u64>,
}

impl Ensemble {
    /// Makes an empty ensemble for this many futures.
    pub fn new(shape: Shape, opening: January, wanted: u32) -> Ensemble {
        let wanted_len = wanted as usize;
        Ensemble {
            shape,
            opening,
            wanted,
            arrived: vec![false; wanted_len],
            futures: 0,
            tallies: vec![Tally::default(); shape.record()],
            changes: vec![Tally::default(); shape.years * changing(shape).count()],
            county: vec![0; wanted_len * shape.januaries()],
            headlines: vec![0.0; wanted_len * shape.headlines()],
            digests: vec![0; wanted_len],
        }
    }

    /// Runs the whole ensemble at once on the calling thread.
    pub fn run(model: &Compiled, opening: January, seed: u64, futures: u32) -> Ensemble {
        let mut ensemble = Ensemble::new(model.shape(), opening, futures);
        let mut first = 0;
        while first < futures {
            let count = BATCH.min(futures - first);
            let batch = run_batch(model, seed, first, count);
            // These batches do not overlap, and none reaches beyond the last future.
            let absorbed = ensemble.absorb(&batch);
            debug_assert_eq!(absorbed, Ok(()));
            first += count;
        }
        ensemble
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// Where the batch does not belong to this ensemble, or was added before. The ensemble is then unchanged.
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
        for (column, tally) in self.tallies.iter_mut().enumerate() {
            tally.add_all(batch.column(column));
        }
        self.note_changes(batch);
        let wanted = self.wanted as usize;
        for january in 0..self.shape.januaries() {
            if let Some(column) = self.shape.column(Measure::Stock, january, Scope::County) {
                self.county[january * wanted..][first..last].copy_from_slice(batch.column(column));
            }
        }
        for column in 0..self.shape.headlines() {
            self.headlines[column * wanted..][first..last].copy_from_slice(batch.headline(column));
        }
        for (kept, digest) in self.digests[first..last].iter_mut().zip(batch.digests()) {
            *kept = digest;
        }
        Ok(())
    }

    /// The dimensions of the scenario.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The number of futures that have come.
    pub fn futures(&self) -> u32 {
        self.futures
    }

    /// The number of futures wanted.
    pub fn wanted(&self) -> u32 {
        self.wanted
    }

    /// Whether all futures have come.
    pub fn is_complete(&self) -> bool {
        self.futures == self.wanted
    }

    /// The January at a position.
    pub fn january(&self, index: usize) -> January {
        self.opening.plus(index)
    }

    /// The position of a January; `None` where it is beyond the horizon.
    pub fn index_of(&self, january: January) -> Option<usize> {
        let index = usize::from(january.0.checked_sub(self.opening.0)?);
        (index < self.shape.januaries()).then_some(index)
    }

    /// The tally of a count; `time` counts Januaries or years as its measure does.
    ///
    /// # Panics
    /// Where the measure is not reported for this time or scope.
    pub fn tally(&self, measure: Measure, time: usize, scope: Scope) -> &Tally {
        let column = self.shape.column(measure, time, scope);
        assert!(column.is_some(), "{measure:?} is reported for time {time} and {scope:?}");
        &self.tallies[column.unwrap_or_default()]
    }

    fn note_changes(&mut self, batch: &Batch) {
        let shape = self.shape;
        let columns =
            |january| changing(shape).map(move |scope| shape.column(Measure::Stock, january, scope));
        let mut changes = Vec::new();
        let pairs = (1..shape.januaries()).flat_map(|january| columns(january).zip(columns(0)));
        for (tally, (now, opening)) in self.changes.iter_mut().zip(pairs) {
            let (Some(now), Some(opening)) = (now, opening) else { continue };
            let both = batch.column(now).iter().zip(batch.column(opening));
            changes.clear();
            changes.extend(both.map(|(now, opening)| now.saturating_add(LEVEL).saturating_sub(*opening)));
            tally.add_all(&changes);
        }
    }

    /// The change of the stock between the opening January and a later one in the same future, for the county, a
    /// district or an area; `None` for any other scope.
    pub fn change(&self, january: usize, scope: Scope) -> Option<Summary> {
        let at = changing(self.shape).position(|other| other == scope)?;
        let row = january.checked_sub(1)? * changing(self.shape).count();
        let level = Summary::from(self.changes.get(row + at)?);
        Some(if self.futures == 0 { level } else { level.shifted(-f64::from(LEVEL)) })
    }

    /// The distribution of a headline over the futures.
    pub fn spread(&self, headline: Headline) -> Spread {
        Spread::new(self.values(headline).collect())
    }

    /// The same for a headline about a certain year or years; `None` where these are not all within the horizon, or no
    /// future has come.
    pub fn known_spread(&self, headline: Headline) -> Option<Spread> {
        let values: Vec<f64> = self.values(headline).collect();
        (!values.is_empty() && values.iter().all(|value| !value.is_nan())).then(|| Spread::new(values))
    }

    /// A headline in each future that has come, in their order.
    pub fn values(&self, headline: Headline) -> impl Iterator<Item = f64> {
        let column = self.shape.headline(headline);
        let wanted = self.wanted as usize;
        let values = &self.headlines[column * wanted..][..wanted];
        values.iter().zip(&self.arrived).filter(|(_, arrived)| **arrived).map(|(value, _)| *value)
    }

    /// The indices of the futures that have come, in the order of [`Ensemble::values`].
    pub fn indices(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.arrived).filter(|(_, arrived)| **arrived).map(|(index, _)| index)
    }

    /// The county's stock in a January, given by its position, for each future that has come.
    ///
    /// # Panics
    /// Where the January is beyond the last.
    pub fn stocks(&self, january: usize) -> impl Iterator<Item = u32> {
        let wanted = self.wanted as usize;
        let stocks = &self.county[january * wanted..][..wanted];
        stocks.iter().zip(&self.arrived).filter(|(_, arrived)| **arrived).map(|(stock, _)| *stock)
    }

    /// The share of the futures, from 0 to 1, in which the High Needs Block breaks even in the year of the agreement;
    /// `None` where that year is not simulated.
    pub fn breakeven(&self) -> Option<f64> {
        let year = self.shape.agreed_year.filter(|_| self.futures > 0)?;
        let balanced = self.values(Headline::Balance(year)).filter(|balance| *balance >= 0.0).count();
        Some(balanced as f64 / f64::from(self.futures))
    }

    /// The county's stock in one future, by January; `None` where the future has not come.
    pub fn county(&self, future: u32) -> Option<Vec<u32>> {
        let (index, wanted) = (future as usize, self.wanted as usize);
        self.arrived.get(index)?.then(|| self.county.iter().skip(index).step_by(wanted).copied().collect())
    }

    /// A digest of the digests of all futures, in their order: equal wherever the same scenario, seed and number of
    /// futures were run. `None` while futures are missing.
    pub fn digest(&self) -> Option<Digest> {
        self.is_complete()
            .then(|| self.digests.iter().fold(Digest::default(), |digest, &future| digest.with(future)))
    }
}
