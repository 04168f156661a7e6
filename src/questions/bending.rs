//! What one block is worth with its places reviewed each September.

use super::block::weighed;
use super::{BlockAlone, Question};
use crate::cohort::Review;
use crate::decisions::Aim;
use crate::decisions::bending::Bending;
use crate::decisions::offer::{FINE, job};
use crate::ensemble::Task;
use crate::worker::Job;

/// How much more does a block save where its places are reviewed each September, and from which first volume?
#[derive(Clone, PartialEq)]
pub struct BlockBending {
    /// The block.
    pub block: BlockAlone,
    /// The terms of the review.
    pub review: Review,
    /// Whose money counts, and how cautiously.
    pub aim: Aim,
}

impl Question for BlockBending {
    type Answer = Bending;

    fn job(&self) -> Option<Job> {
        let volumes = self.block.volumes(FINE)?.and_reviewed(self.review);
        Some(job(&self.block.scenario, Task::Volumes(volumes), self.block.scenario.run.futures))
    }

    fn shares_futures(&self, other: &BlockBending) -> bool {
        self.block == other.block && self.review == other.review
    }

    fn read(&self, job: &Job) -> Option<Bending> {
        let (volumes, table) = weighed(job)?;
        job.is_complete().then(|| Bending::read(volumes, table, self.aim)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::super::BlockCurve;
    use super::*;
    use crate::decisions::Purse;
    use crate::scenario::Scenario;

    /// The fixed block is the one of the curve above it on the screen.
    #[test]
    fn the_block_with_fixed_places_is_that_of_the_curve() {
        let mut kent = Scenario::kent();
        kent.run.futures = 300;
        let kent = kent.check().unwrap();
        let review = Review { above: 0.95, below: 0.85, step: 0.2, most: 1.5, least: 0.5, notice: 1 };
        for (index, caution) in [(0, 0.0), (1, 0.5)] {
            let aim = Aim { purse: Purse::Council, caution, void_limit: 0.0 };
            let asked = BlockBending { block: BlockAlone::new(&kent, index), review, aim };
            let mut job = asked.job().unwrap();
            job.finish();
            let found = asked.read(&job).unwrap();
            let curve = BlockCurve { block: asked.block.clone(), aim };
            let mut job = curve.job().unwrap();
            job.finish();
            let curve = curve.read(&job).unwrap().curve;
            let years = curve.years as f64;
            assert_eq!(found.fixed.volume, curve.best().volume);
            assert!((found.fixed.saving - curve.best().saving / years).abs() < 1e-6);
            assert!(found.p10 <= found.p90);
            let more = found.reviewed.saving - found.fixed.saving;
            assert!((found.worth.value - more).abs() < 1e-6, "{found:?}");
            assert!(
                caution > 0.0 || found.worth.value > 0.0,
                "at the same terms it is worth having: {found:?}"
            );
        }
    }
}
