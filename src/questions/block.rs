//! What all questions about the volume of one block that takes joiners have in common.

use crate::cohort::{VolumeLine, Volumes};
use crate::decisions::offer::{Offer, job, spread_out};
use crate::ensemble::{Gathered, Table, Task};
use crate::scenario::{Block, BlockKind, Checked};
use crate::worker::Job;
use std::rc::Rc;

/// The positions of the blocks that take joiners.
pub fn on_offer(scenario: &Checked) -> Vec<usize> {
    (0..scenario.blocks.len()).filter(|&at| scenario.blocks[at].kind == BlockKind::NewPlaces).collect()
}

/// The blocks whose terms a further place may have: those of a scenario that take joiners; where it has none, the first
/// of the published baseline.
pub fn patterns<'a>(scenario: &'a Checked, published: &'a Checked) -> Vec<&'a Block> {
    let of = |scenario: &'a Checked| on_offer(scenario).into_iter().map(|at| &scenario.blocks[at]);
    let own: Vec<&Block> = of(scenario).collect();
    if own.is_empty() { of(published).take(1).collect() } else { own }
}

/// The scenario without any block.
pub fn without_blocks(scenario: &Checked) -> Rc<Checked> {
    reduced(scenario, Vec::clear)
}

fn reduced(scenario: &Checked, reduce: impl FnOnce(&mut Vec<Block>)) -> Rc<Checked> {
    let mut less = (**scenario).clone();
    reduce(&mut less.blocks);
    // Removing blocks breaks none of the rules that the scenario passed.
    Rc::new(less.check().unwrap_or_else(|_| scenario.clone()))
}

/// A block with the part of its scenario that affects it: the blocks that choose pupils before it, but not its own
/// volume. Two that differ only in that volume are equal and share their futures.
#[derive(Clone, PartialEq)]
pub struct BlockAlone {
    /// The part of the scenario that affects the block.
    pub scenario: Rc<Checked>,
    /// The position of the block in it.
    pub index: usize,
}

impl BlockAlone {
    /// Takes the block at a position of a scenario.
    ///
    /// # Panics
    /// Where the scenario has no block at that position.
    pub fn new(scenario: &Checked, index: usize) -> BlockAlone {
        let scenario = reduced(scenario, |blocks| {
            blocks.truncate(index + 1);
            blocks[index].volume = 0;
        });
        BlockAlone { scenario, index }
    }

    /// The terms of the block.
    pub fn terms(&self) -> &Block {
        &self.scenario.blocks[self.index]
    }

    /// Volumes from 0 to about all the pupils whom the block could have, in at most so many steps.
    pub(super) fn volumes(&self, steps: u32) -> Option<Volumes> {
        let block = self.scenario.blocks.get(self.index)?.clone();
        let offer = Offer { name: block.name.clone(), block };
        Some(spread_out(&self.scenario, &[offer], self.index, steps, self.index))
    }

    /// A job that weighs these.
    pub(super) fn job(&self, steps: u32, futures: u32) -> Option<Job> {
        Some(job(&self.scenario, Task::Volumes(self.volumes(steps)?), futures))
    }
}

/// The volumes that a job weighs, and the results so far.
pub(super) fn weighed(job: &Job) -> Option<(&Volumes, &Table)> {
    match (job.task(), job.gathered(0)) {
        (Task::Volumes(volumes), Some(Gathered::Table(table))) => Some((volumes, table)),
        _ => None,
    }
}

/// The saving of a volume over the term in each future, in pounds; `place` is the position of the volume.
pub(super) fn savings(table: &Table, place: usize) -> &[f64] {
    table.values(place * VolumeLine::COUNT + VolumeLine::Saving as usize)
}
