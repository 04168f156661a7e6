//! Weighs one block at three volumes for a meeting: none, the best one, and the scenario's own or a larger one.

use super::block::{savings, weighed};
use super::{BlockAlone, Question};
use crate::decisions::offer::FINE;
use crate::decisions::{Aim, Purse, VolumeCurve};
use crate::ensemble::Spread;
use crate::results::FEW_DOTS;
use crate::scenario::Block;
use crate::worker::Job;

/// The question which few volumes of a block a meeting should look at, and what each saves.
#[derive(Clone, PartialEq)]
pub struct BlockChoices {
    /// The block.
    pub block: BlockAlone,
    /// Its volume in the scenario, in places.
    pub own: u32,
}

/// A block weighed for a meeting, in pounds a year.
pub struct WeighedBlock {
    /// The terms on which it was weighed.
    pub terms: Block,
    /// The volumes, ascending.
    pub choices: Vec<BlockChoice>,
    /// The position of the best volume among them.
    pub best: usize,
    /// The largest volume, in places, that does about as well as the best.
    pub most: u32,
}

/// A number of places and its results.
pub struct BlockChoice {
    /// Places bought.
    pub volume: u32,
    /// The mean saving in pounds a year of the term.
    pub saving: f64,
    /// [`FEW_DOTS`] equally likely savings a year, ascending, in pounds.
    pub dots: Vec<f64>,
}

impl BlockChoice {
    /// The number of equally likely futures that cost more than spot prices.
    pub fn loses(&self) -> usize {
        self.dots.iter().filter(|dot| **dot < 0.0).count()
    }
}

/// The volumes to show: none, the best, and the planner's own. Where the planner's own is one of the other two, it is
/// half as much again as the best, which shows the risk.
fn shown(best: u32, own: u32) -> Vec<u32> {
    let third = if own == 0 || own == best { best + best.div_ceil(2).max(4) } else { own };
    let mut all = vec![0, best, third];
    all.sort_unstable();
    all.dedup();
    all
}

impl Question for BlockChoices {
    type Answer = WeighedBlock;

    fn job(&self) -> Option<Job> {
        self.block.job(FINE, self.block.scenario.run.futures)
    }

    fn shares_futures(&self, other: &BlockChoices) -> bool {
        self.block == other.block
    }

    fn read(&self, job: &Job) -> Option<WeighedBlock> {
        let (volumes, table) = weighed(job)?;
        let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
        let curve = VolumeCurve::read(volumes, 0, table, aim)?;
        let years = curve.years.max(1) as f64;
        let mut places: Vec<usize> = shown(curve.best().volume, self.own)
            .into_iter()
            .filter_map(|volume| {
                (0..curve.points.len()).min_by_key(|&at| curve.points[at].volume.abs_diff(volume))
            })
            .collect();
        places.dedup();
        let choices = places.iter().map(|&place| {
            let yearly = Spread::new(savings(table, place).iter().map(|saving| saving / years).collect());
            BlockChoice {
                volume: curve.points[place].volume,
                saving: curve.points[place].saving / years,
                dots: yearly.quantiles(FEW_DOTS),
            }
        });
        Some(WeighedBlock {
            terms: self.block.terms().clone(),
            choices: choices.collect(),
            best: places.iter().position(|&place| place == curve.best)?,
            most: curve.as_good.1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::on_offer;
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn three_volumes_are_shown_and_one_of_them_is_none() {
        assert_eq!(shown(30, 36), [0, 30, 36]);
        assert_eq!(shown(30, 12), [0, 12, 30]);
        assert_eq!(shown(30, 30), [0, 30, 45]);
        assert_eq!(shown(0, 24), [0, 24]);
        assert_eq!(shown(0, 0), [0, 4]);
    }

    #[test]
    fn what_is_shown_is_what_the_curve_says() {
        let kent = Scenario::kent().check().unwrap();
        let index = on_offer(&kent)[0];
        let asked = BlockChoices { block: BlockAlone::new(&kent, index), own: kent.blocks[index].volume };
        let mut job = asked.job().unwrap();
        job.finish();
        let weighed = asked.read(&job).unwrap();
        let volumes: Vec<u32> = weighed.choices.iter().map(|choice| choice.volume).collect();
        assert!(volumes[0] == 0 && volumes.windows(2).all(|pair| pair[0] < pair[1]), "{volumes:?}");
        let best = &weighed.choices[weighed.best];
        assert!(weighed.choices.iter().all(|choice| choice.saving <= best.saving));
        assert!(weighed.most >= best.volume);
        assert_eq!(
            weighed.terms.discount, kent.blocks[index].discount,
            "its label is of the terms it was weighed on"
        );
        assert!(weighed.choices[0].saving == 0.0 && weighed.choices[0].loses() == 0);
        for choice in &weighed.choices {
            let mean = choice.dots.iter().sum::<f64>() / f64::from(FEW_DOTS);
            assert!(
                (mean - choice.saving).abs() < 0.1 * choice.saving.abs() + 3_000.0,
                "{mean} {}",
                choice.saving
            );
        }
        let another = BlockChoices { own: 1, ..asked.clone() };
        assert!(another.shares_futures(&asked) && another != asked, "the volume asks for no other futures");
        let nowhere = BlockChoices { block: BlockAlone { index: 9, ..asked.block.clone() }, own: 0 };
        assert!(nowhere.job().is_none());
    }
}
