//! What one block does at each number of places bought.

use super::block::weighed;
use super::{BlockAlone, Question};
use crate::decisions::offer::FINE;
use crate::decisions::{Aim, VolumeCurve};
use crate::worker::Job;

/// What does a block do at each volume, and which volume is best for an aim?
#[derive(Clone, PartialEq)]
pub struct BlockCurve {
    /// The block.
    pub block: BlockAlone,
    /// Whose money counts, and how cautiously.
    pub aim: Aim,
}

impl Question for BlockCurve {
    type Answer = VolumeCurve;

    fn job(&self) -> Option<Job> {
        self.block.job(FINE, self.block.scenario.run.futures)
    }

    fn shares_futures(&self, other: &BlockCurve) -> bool {
        self.block == other.block
    }

    fn read(&self, job: &Job) -> Option<VolumeCurve> {
        let (volumes, table) = weighed(job)?;
        VolumeCurve::read(volumes, 0, table, self.aim)
    }
}
