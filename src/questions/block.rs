//! A block that buys places for joiners, by itself: what every question about its volume has in common.

use crate::cohort::{VolumeLine, Volumes};
use crate::decisions::offer::{Offer, job, spread_out};
use crate::ensemble::{Gathered, Table, Task};
use crate::scenario::{Block, BlockKind, Checked};
use crate::worker::Job;
use std::rc::Rc;

/// The blocks that buy places for joiners, by position.
pub fn on_offer(scenario: &Checked) -> Vec<usize> {
    (0..scenario.blocks.len()).filter(|&at| scenario.blocks[at].kind == BlockKind::NewPlaces).collect()
}

/// The scenario without any block.
pub fn without_blocks(scenario: &Checked) -> Rc<Checked> {
    reduced(scenario, Vec::clear)
}

fn reduced(scenario: &Checked, reduce: impl FnOnce(&mut Vec<Block>)) -> Rc<Checked> {
    let mut less = (**scenario).clone();
    reduce(&mut less.blocks);
    // Fewer blocks and none bought pass wherever more did.
    Rc::new(less.check().unwrap_or_else(|_| scenario.clone()))
}

/// A block with the part of its scenario that bears on it: the blocks that choose pupils before it, and not its own
/// volume. Two are equal, and share their futures, where they differ in that volume alone.
#[derive(Clone, PartialEq)]
pub struct BlockAlone {
    /// That part of the scenario.
    pub scenario: Rc<Checked>,
    /// The position of the block in it.
    pub index: usize,
}

impl BlockAlone {
    /// The block at a position of a scenario.
    ///
    /// # Panics
    /// Where the scenario has no block there.
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

    /// A job that weighs volumes from 0 to about all the pupils whom the block could have, in at most so many steps.
    pub(super) fn job(&self, steps: u32, futures: u32) -> Option<Job> {
        let block = self.scenario.blocks.get(self.index)?.clone();
        let offer = Offer { name: block.name.clone(), block };
        let volumes = spread_out(&self.scenario, &[offer], self.index, steps, self.index);
        Some(job(&self.scenario, Task::Volumes(volumes), futures))
    }
}

/// The volumes that a job weighs, and what has come of each.
pub(super) fn weighed(job: &Job) -> Option<(&Volumes, &Table)> {
    match (job.task(), job.gathered(0)) {
        (Task::Volumes(volumes), Some(Gathered::Table(table))) => Some((volumes, table)),
        _ => None,
    }
}

/// What a volume saves over the term in each future, in pounds; `place` is the position of the volume.
pub(super) fn savings(table: &Table, place: usize) -> &[f64] {
    table.values(place * VolumeLine::COUNT + VolumeLine::Saving as usize)
}
