//! Compares blocks that a council might buy: the best volume of each, then what each does at it (M14.10).

use super::Question;
use super::block::weighed;
use crate::cohort::Geography;
use crate::decisions::offer::{COARSE, Offer, at, best_volumes, cells, curves, job, spread_out};
use crate::decisions::{Aim, Purse, VolumeCurve};
use crate::ensemble::{Gathered, Task};
use crate::scenario::{Block, Checked};
use crate::worker::Job;
use std::rc::Rc;

/// Blocks on offer in a scenario.
#[derive(Clone, PartialEq)]
pub struct Offers {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// The offers.
    pub offers: Rc<Vec<Offer>>,
    /// The position of the scenario's block whose random numbers their terms share.
    pub terms: usize,
    /// How many blocks of the scenario choose their pupils first.
    pub behind: usize,
}

impl Offers {
    /// A block for every part and need on the terms of a pattern, behind the scenario's own blocks.
    pub fn of_parts(scenario: Rc<Checked>, pattern: &Block, geography: Geography) -> Offers {
        let mut offers = cells(&scenario, pattern, geography);
        // Without the county as one catchment, whose pupils those of the parts are.
        offers.truncate(offers.len() - scenario.needs.list.len());
        let behind = scenario.blocks.len();
        Offers { scenario, offers: Rc::new(offers), terms: behind, behind }
    }
}

/// The question which volume of each offer is best on average.
#[derive(Clone, PartialEq)]
pub struct BestVolumes {
    /// The offers.
    pub offers: Offers,
    /// Whose budget counts.
    pub purse: Purse,
}

/// Offers, each at a volume.
#[derive(Clone, PartialEq)]
pub struct ChosenVolumes {
    /// The offers.
    pub offers: Offers,
    /// The number of places of each.
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

/// The question what each offer does at its volume.
#[derive(Clone, PartialEq)]
pub struct OfferCurves {
    /// The offers and their volumes.
    pub chosen: ChosenVolumes,
    /// Whose budget counts, and how cautiously.
    pub aim: Aim,
}

impl Question for OfferCurves {
    /// One curve for each offer; `None` for a block that never runs.
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

#[cfg(test)]
mod tests {
    use super::super::{BlockAlone, BlockCurve};
    use super::*;
    use crate::scenario::{Amount, Scenario};

    const AIM: Aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };

    /// The best volume of every cell, given the blocks of a scenario.
    fn next(scenario: &Scenario) -> ChosenVolumes {
        let scenario = Rc::new(scenario.clone().check().unwrap());
        let offers = Rc::new(cells(&scenario, &scenario.blocks[0], Geography::of(None, &scenario)));
        let behind = scenario.blocks.len();
        let asked = BestVolumes { offers: Offers { scenario, offers, terms: 0, behind }, purse: AIM.purse };
        let mut job = asked.job().unwrap();
        job.finish();
        asked.read(&job).unwrap()
    }

    #[test]
    fn what_is_recommended_is_best_once_it_is_bought_and_then_no_longer_on_offer() {
        let mut kent = Scenario::kent();
        kent.run.futures = 300;
        for block in &mut kent.blocks {
            // Otherwise the terms of another block are drawn by other chance.
            let Block { discount, void_share, minimum_occupancy, indexation, refill, .. } = block;
            for term in [discount, void_share, minimum_occupancy, indexation, refill] {
                term.amount = Amount::Fixed(term.amount.central());
            }
        }
        let before = next(&kent);
        let cells = before.volumes.iter().zip(before.offers.offers.iter()).enumerate();
        let (place, volume, offer) = cells
            .filter(|(_, (volume, offer))| **volume > 3 && !offer.block.districts.is_empty())
            .map(|(place, (&volume, offer))| (place, volume, offer))
            // For a small cell the table looks at every volume, as the curve does.
            .min_by_key(|&(_, volume, _)| volume)
            .unwrap();
        kent.blocks.push(Block { volume, ..offer.block.clone() });
        let bought = kent.clone().check().unwrap();
        let block = BlockAlone::new(&bought, bought.blocks.len() - 1);
        let own = BlockCurve { block, aim: AIM };
        let mut job = own.job().unwrap();
        job.finish();
        // Which places are refilled is other chance for another block: one of those that do about as well.
        let (least, most) = own.read(&job).unwrap().curve.as_good;
        assert!((least..=most).contains(&volume), "{volume} is not among {least} to {most}");
        // Its pupils are taken where it is awarded: less is left for a block more.
        kent.blocks.last_mut().unwrap().signed = true;
        assert!(next(&kent).volumes[place] <= volume / 2, "{volume}");
    }
}
