//! Values what a council could learn before it buys a block (M14.7).

use super::block::{savings, weighed};
use super::{BlockAlone, DrawnInputs, Held, Question, futures};
use crate::decisions::offer::FINE;
use crate::decisions::{Decision, Estimate, Sense};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// About how many of the weighed volumes remain to choose from, besides the best.
const CHOICES: usize = 12;

/// The question what each volume of a block saves in each future.
#[derive(Clone, PartialEq)]
pub struct Worth {
    /// The block.
    pub block: BlockAlone,
}

/// The saving of each volume in each future.
pub struct Payoffs {
    /// The scenario that was run.
    pub scenario: Rc<Checked>,
    /// The numbers of places bought, ascending from 0.
    pub volumes: Vec<u32>,
    /// The saving over the term in pounds, by volume, one value a future.
    pub rows: Vec<Vec<f64>>,
    /// The number of volumes that were weighed, and the largest of them.
    pub weighed: (usize, u32),
}

impl Question for Worth {
    type Answer = Payoffs;

    fn job(&self) -> Option<Job> {
        self.block.job(FINE, futures(&self.block.scenario))
    }

    fn read(&self, job: &Job) -> Option<Payoffs> {
        let (volumes, table) = weighed(job)?;
        let volumes = volumes.volumes().next()?;
        let all: Vec<&[f64]> = (0..volumes.len()).map(|place| savings(table, place)).collect();
        // These are the volumes and futures of the screen of blocks, so that both find the same best volume.
        let best = Decision::new(&all, Sense::MoreIsBetter).filter(|_| job.is_complete())?.best();
        let step = volumes.len().div_ceil(CHOICES);
        let is_chosen = |place: &usize| place.is_multiple_of(step) || *place == best;
        let chosen: Vec<usize> = (0..volumes.len()).filter(is_chosen).collect();
        Some(Payoffs {
            scenario: self.block.scenario.clone(),
            rows: chosen.iter().map(|&place| all[place].to_vec()).collect(),
            volumes: chosen.iter().map(|&place| volumes[place]).collect(),
            weighed: (volumes.len(), volumes.last().copied().unwrap_or(0)),
        })
    }
}

/// A valuation of the inputs in progress.
pub struct Valuing {
    payoffs: Held<Payoffs>,
    drawn: Held<DrawnInputs>,
    worth: Vec<Estimate>,
}

/// The value of knowing everything, and of knowing each input.
pub struct Valuation {
    /// The saving of each volume.
    pub payoffs: Held<Payoffs>,
    /// The inputs, in the same futures.
    pub drawn: Held<DrawnInputs>,
    /// The best volume with present knowledge.
    pub best: u32,
    /// The value of knowing the whole future, in pounds over the term.
    pub all: Estimate,
    /// The position and the value of each input that is clearly worth knowing, in pounds over the term, most valuable
    /// first.
    pub each: Vec<(usize, Estimate)>,
}

impl Valuing {
    /// Begins with nothing valued.
    pub fn new((payoffs, drawn): &(Held<Payoffs>, Held<DrawnInputs>)) -> Valuing {
        Valuing { payoffs: payoffs.clone(), drawn: drawn.clone(), worth: Vec::new() }
    }

    /// Values one more input. Returns the valuation once all are valued.
    pub fn step(&mut self) -> Option<Valuation> {
        let rows: Vec<&[f64]> = self.payoffs.rows.iter().map(Vec::as_slice).collect();
        let decision = Decision::new(&rows, Sense::MoreIsBetter)?;
        if let Some(input) = self.drawn.inputs.get(self.worth.len()) {
            self.worth.push(decision.about(&input.values).unwrap_or_default());
            return None;
        }
        let clear = |worth: &Estimate| worth.value > worth.margin();
        let mut each: Vec<(usize, Estimate)> =
            self.worth.iter().copied().enumerate().filter(|(_, worth)| clear(worth)).collect();
        each.sort_by(|(_, a), (_, b)| b.value.total_cmp(&a.value));
        Some(Valuation {
            payoffs: self.payoffs.clone(),
            drawn: self.drawn.clone(),
            best: self.payoffs.volumes[decision.best()],
            all: decision.perfect(),
            each,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Aim, Purse, VolumeCurve};
    use crate::questions::on_offer;
    use crate::scenario::Scenario;

    #[test]
    fn the_best_volume_is_that_of_the_screen_of_blocks() {
        let mut kent = Scenario::kent();
        kent.run.futures = 2_000;
        let kent = kent.check().unwrap();
        let question = Worth { block: BlockAlone::new(&kent, on_offer(&kent)[0]) };
        let mut job = question.job().unwrap();
        job.finish();
        let payoffs = question.read(&job).unwrap();
        let rows: Vec<&[f64]> = payoffs.rows.iter().map(Vec::as_slice).collect();
        let best = payoffs.volumes[Decision::new(&rows, Sense::MoreIsBetter).unwrap().best()];
        // As that screen asks.
        let mut job = question.block.job(FINE, 2_000).unwrap();
        job.finish();
        let (volumes, table) = weighed(&job).unwrap();
        let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
        assert_eq!(best, VolumeCurve::read(volumes, 0, table, aim).unwrap().best().volume);
        assert!(payoffs.rows.len() <= CHOICES + 2, "few enough to value each assumption by");
    }
}
