//! What one block does at each number of places bought.

use super::block::weighed;
use super::{BlockAlone, Question};
use crate::decisions::negotiation::Negotiation;
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

/// Discounts of the negotiator's card, as shares.
const DISCOUNTS: [f64; 8] = [0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20];
/// Its volumes, in places, as far as the curve reaches.
const DEALS: [u32; 7] = [5, 10, 15, 20, 30, 40, 60];

/// A block weighed.
pub struct BlockWeighed {
    /// Against the number of places bought.
    pub curve: VolumeCurve,
    /// Against the discount agreed, too.
    pub negotiation: Negotiation,
}

impl Question for BlockCurve {
    type Answer = BlockWeighed;

    fn job(&self) -> Option<Job> {
        self.block.job(FINE, self.block.scenario.run.futures)
    }

    fn shares_futures(&self, other: &BlockCurve) -> bool {
        self.block == other.block
    }

    fn read(&self, job: &Job) -> Option<BlockWeighed> {
        let (volumes, table) = weighed(job)?;
        let curve = VolumeCurve::read(volumes, 0, table, self.aim)?;
        let negotiation = Negotiation::read(volumes, 0, table, self.aim, (&DEALS, &DISCOUNTS));
        Some(BlockWeighed { curve, negotiation })
    }
}
