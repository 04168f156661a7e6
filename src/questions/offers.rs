//! Blocks that might be bought, side by side: the best volume of each, then what each does at it.

use super::Question;
use super::block::weighed;
use crate::decisions::offer::{COARSE, Offer, at, best_volumes, curves, job, spread_out};
use crate::decisions::{Aim, Purse, VolumeCurve};
use crate::ensemble::{Gathered, Task};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// Blocks on offer in a scenario.
#[derive(Clone, PartialEq)]
pub struct Offers {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// What is on offer.
    pub offers: Rc<Vec<Offer>>,
    /// The block of the scenario whose chance their terms share, by position.
    pub terms: usize,
    /// How many blocks of the scenario choose their pupils first.
    pub behind: usize,
}

/// Which volume of each offer is best on average?
#[derive(Clone, PartialEq)]
pub struct BestVolumes {
    /// What is on offer.
    pub offers: Offers,
    /// Whose money counts.
    pub purse: Purse,
}

/// Offers, each at a volume.
#[derive(Clone, PartialEq)]
pub struct ChosenVolumes {
    /// What is on offer.
    pub offers: Offers,
    /// Places of each.
    pub volumes: Rc<Vec<u32>>,
}

impl Question for BestVolumes {
    type Answer = ChosenVolumes;

    fn job(&self) -> Option<Job> {
        let Offers { scenario, offers, terms, behind } = &self.offers;
        let volumes = spread_out(scenario, offers, *terms, COARSE, *behind);
        Some(job(scenario, Task::VolumeSums(volumes), scenario.run.futures))
    }

    fn shares_futures(&self, other: &BestVolumes) -> bool {
        self.offers == other.offers
    }

    fn read(&self, job: &Job) -> Option<ChosenVolumes> {
        let (Task::VolumeSums(volumes), Some(Gathered::Sums(_, sums))) = (job.task(), job.gathered(0)) else {
            return None;
        };
        let volumes = || Rc::new(best_volumes(volumes, sums, self.purse));
        job.is_complete().then(|| ChosenVolumes { offers: self.offers.clone(), volumes: volumes() })
    }
}

/// What does each offer do at its volume?
#[derive(Clone, PartialEq)]
pub struct OfferCurves {
    /// The offers and their volumes.
    pub chosen: ChosenVolumes,
    /// Whose money counts, and how cautiously.
    pub aim: Aim,
}

impl Question for OfferCurves {
    /// By offer: none for a block that never runs.
    type Answer = Vec<Option<VolumeCurve>>;

    fn job(&self) -> Option<Job> {
        let ChosenVolumes { offers: Offers { scenario, offers, terms, behind }, volumes } = &self.chosen;
        let volumes = at(scenario, offers, *terms, volumes, *behind);
        Some(job(scenario, Task::Volumes(volumes), scenario.run.futures))
    }

    fn shares_futures(&self, other: &OfferCurves) -> bool {
        self.chosen == other.chosen
    }

    fn read(&self, job: &Job) -> Option<Vec<Option<VolumeCurve>>> {
        let (volumes, table) = weighed(job)?;
        job.is_complete().then(|| curves(volumes, table, self.aim))
    }
}
