//! What knowing more would be worth before a block is bought.

use super::block::{savings, weighed};
use super::{BlockAlone, DrawnInputs, Held, Question, futures};
use crate::decisions::{Decision, Estimate, Sense};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// Volumes to choose from, besides none.
const STEPS: u32 = 11;

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
}

impl Question for Worth {
    type Answer = Payoffs;

    fn job(&self) -> Option<Job> {
        self.block.job(STEPS, futures(&self.block.scenario))
    }

    fn read(&self, job: &Job) -> Option<Payoffs> {
        let (volumes, table) = weighed(job)?;
        let volumes = volumes.volumes().next()?.to_vec();
        let rows = || (0..volumes.len()).map(|place| savings(table, place).to_vec()).collect();
        job.is_complete().then(|| Payoffs {
            scenario: self.block.scenario.clone(),
            rows: rows(),
            volumes: volumes.clone(),
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
