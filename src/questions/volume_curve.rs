//! Asks what one block does at each number of places bought (M14.1).

use super::block::weighed;
use super::{BlockAlone, Question};
use crate::decisions::negotiation::Negotiation;
use crate::decisions::offer::FINE;
use crate::decisions::{Aim, VolumeCurve};
use crate::worker::Job;

/// The question what a block does at each volume, and which volume is best for an aim.
#[derive(Clone, PartialEq)]
pub struct BlockCurve {
    /// The block.
    pub block: BlockAlone,
    /// Whose budget counts, and how cautiously.
    pub aim: Aim,
}

/// The discounts of the negotiator's card, as shares from 0 to 1.
const DISCOUNTS: [f64; 8] = [0.02, 0.04, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20];
/// The volumes of the negotiator's card, in places; those beyond the curve are left out.
const DEALS: [u32; 7] = [5, 10, 15, 20, 30, 40, 60];

/// The results of a block.
pub struct BlockWeighed {
    /// The results by number of places bought.
    pub curve: VolumeCurve,
    /// The results by discount and number of places.
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
