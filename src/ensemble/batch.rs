//! A batch of consecutive futures, as one worker runs them.

use super::Digest;
use crate::chance::{Future, Seeds};
use crate::cohort::{Compiled, Shape, Simulator};
use std::ops::Range;

/// Consecutive futures: every count and every headline of each, column by column, because the tallies read one count
/// after another.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    shape: Shape,
    first: u32,
    futures: u32,
    /// The columns of the record, then the lower and the upper half of each future's digest.
    counts: Vec<u32>,
    headlines: Vec<f64>,
}

/// The number of columns that hold a digest.
const DIGEST: usize = 2;

impl Batch {
    /// Makes a batch from its parts. Returns `None` where they do not fit together.
    pub fn new(shape: Shape, first: u32, counts: Vec<u32>, headlines: Vec<f64>) -> Option<Batch> {
        let columns = shape.record() + DIGEST;
        let futures = counts.len() / columns;
        let whole = counts.len() == futures * columns && headlines.len() == futures * shape.headlines();
        let futures = u32::try_from(futures).ok()?;
        (whole && first.checked_add(futures).is_some()).then_some(Batch {
            shape,
            first,
            futures,
            counts,
            headlines,
        })
    }

    /// The dimensions of its scenario.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The range of futures that it holds.
    pub fn range(&self) -> Range<u32> {
        self.first..self.first + self.futures
    }

    /// The values of one count, one a future, by its column in the record.
    pub fn column(&self, column: usize) -> &[u32] {
        let futures = self.futures as usize;
        &self.counts[column * futures..][..futures]
    }

    /// The values of one headline, one a future, by its column.
    pub fn headline(&self, column: usize) -> &[f64] {
        let futures = self.futures as usize;
        &self.headlines[column * futures..][..futures]
    }

    /// The digest of every future.
    pub fn digests(&self) -> impl Iterator<Item = u64> {
        let (low, high) = (self.column(self.shape.record()), self.column(self.shape.record() + 1));
        low.iter().zip(high).map(|(&low, &high)| u64::from(low) | u64::from(high) << 32)
    }

    /// The record of each future, laid out as [`Shape`] says.
    pub fn records(&self) -> Vec<Vec<u32>> {
        let record = |future| (0..self.shape.record()).map(|column| self.column(column)[future]).collect();
        (0..self.futures as usize).map(record).collect()
    }

    /// All counts, and all headlines.
    pub fn into_parts(self) -> (Vec<u32>, Vec<f64>) {
        (self.counts, self.headlines)
    }
}

/// The number of futures that are turned into columns at a time: their rows stay in the cache.
const TILE: usize = 16;

/// Runs futures `first .. first + count` with the given seeds.
pub fn run_batch(model: &Compiled, seeds: impl Into<Seeds>, first: u32, count: u32) -> Batch {
    let seeds = seeds.into();
    let shape = model.shape();
    let (width, headlines) = (shape.record() + DIGEST, shape.headlines());
    let futures = count as usize;
    let mut simulator = Simulator::new(model);
    let mut rows = vec![0; TILE * width];
    let mut headline_rows = vec![0.0; TILE * headlines];
    let mut batch = Batch {
        shape,
        first,
        futures: count,
        counts: vec![0; futures * width],
        headlines: vec![0.0; futures * headlines],
    };
    let mut done = 0;
    while done < futures {
        let tile = TILE.min(futures - done);
        for (row, figures) in
            rows.chunks_exact_mut(width).zip(headline_rows.chunks_exact_mut(headlines)).take(tile)
        {
            let (record, digest) = row.split_at_mut(width - DIGEST);
            #[allow(clippy::cast_possible_truncation)] // below count
            let index = first + done as u32;
            simulator.run(Future::new(seeds, index), record, figures);
            let value = Digest::of(shape, record, figures).value();
            #[allow(clippy::cast_possible_truncation)] // two halves
            digest.copy_from_slice(&[value as u32, (value >> 32) as u32]);
            done += 1;
        }
        turn(&rows, width, tile, &mut batch.counts, futures, done - tile);
        turn(&headline_rows, headlines, tile, &mut batch.headlines, futures, done - tile);
    }
    batch
}

/// Writes `tile` rows as columns of a table of `futures` rows, from row `at` on.
pub(super) fn turn<T: Copy>(
    rows: &[T],
    width: usize,
    tile: usize,
    columns: &mut [T],
    futures: usize,
    at: usize,
) {
    for (index, column) in columns.chunks_exact_mut(futures).enumerate().take(width) {
        for (place, row) in column[at..at + tile].iter_mut().zip(rows.chunks_exact(width)) {
            *place = row[index];
        }
    }
}
