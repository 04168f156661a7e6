//! Consecutive futures, as one worker runs them.

use crate::cohort::{Compiled, Shape, Simulator};
use std::ops::Range;

/// The records of consecutive futures, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    shape: Shape,
    first: u32,
    counts: Vec<u32>,
}

impl Batch {
    /// A batch from its parts; none where the counts are not whole records.
    pub fn new(shape: Shape, first: u32, counts: Vec<u32>) -> Option<Batch> {
        let whole = shape.record() > 0 && counts.len().is_multiple_of(shape.record());
        let futures = u32::try_from(counts.len() / shape.record().max(1)).ok()?;
        (whole && first.checked_add(futures).is_some()).then_some(Batch { shape, first, counts })
    }

    /// Its dimensions.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Which futures it holds.
    pub fn range(&self) -> Range<u32> {
        #[allow(clippy::cast_possible_truncation)] // checked when it was made
        let futures = (self.counts.len() / self.shape.record()) as u32;
        self.first..self.first + futures
    }

    /// The record of each future, laid out as [`Shape`] says.
    pub fn records(&self) -> impl Iterator<Item = &[u32]> {
        self.counts.chunks_exact(self.shape.record())
    }

    /// All counts.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }
}

/// Runs futures `first .. first + count` of `seed`.
pub fn run_batch(model: &Compiled, seed: u64, first: u32, count: u32) -> Batch {
    let shape = model.shape();
    let mut simulator = Simulator::new(model);
    let mut counts = vec![0; count as usize * shape.record()];
    for (future, record) in (first..).zip(counts.chunks_exact_mut(shape.record())) {
        simulator.run(seed, future, record);
    }
    Batch { shape, first, counts }
}
