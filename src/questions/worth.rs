//! What knowing more would be worth before a block is bought.

use super::block::{savings, weighed};
use super::{BlockAlone, DrawnInputs, Held, Question, futures};
use crate::decisions::offer::FINE;
use crate::decisions::{Decision, Estimate, Sense};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// Volumes to choose from once something is known: about so many of those that are weighed, and the best.
const CHOICES: usize = 12;

/// What does each volume of a block save in each future?
#[derive(Clone, PartialEq)]
pub struct Worth {
    /// The block.
    pub block: BlockAlone,
}

/// What each volume saves in each future.
pub struct Payoffs {
    /// The scenario whose futures these are.
    pub scenario: Rc<Checked>,
    /// Places bought, ascending from 0.
    pub volumes: Vec<u32>,
    /// By volume, pounds saved over the term, a value a future.
    pub rows: Vec<Vec<f64>>,
    /// How many volumes were weighed, and the largest of them.
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
        // The same volumes and the same futures as on the screen of blocks, and so the same best.
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

/// What each input is worth knowing, being worked out.
pub struct Valuing {
    payoffs: Held<Payoffs>,
    drawn: Held<DrawnInputs>,
    worth: Vec<Estimate>,
}

/// What is worth knowing: everything, and each input by its position, the dearest first.
pub struct Valuation {
    /// What each volume saves.
    pub payoffs: Held<Payoffs>,
    /// The inputs, in the same futures.
    pub drawn: Held<DrawnInputs>,
    /// The best volume as things are known.
    pub best: u32,
    /// What it would be worth to know the whole future, in pounds over the term.
    pub all: Estimate,
    /// The inputs that are clearly worth knowing, in pounds over the term.
    pub each: Vec<(usize, Estimate)>,
}

impl Valuing {
    /// Begins with nothing valued.
    pub fn new((payoffs, drawn): &(Held<Payoffs>, Held<DrawnInputs>)) -> Valuing {
        Valuing { payoffs: payoffs.clone(), drawn: drawn.clone(), worth: Vec::new() }
    }

    /// Values one more input; the valuation once all are valued.
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
