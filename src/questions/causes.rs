//! Asks what moves the balance from the gap of the base year, cause by cause (M14.3).

use super::Question;
use crate::decisions::breakeven::{Cause, causes, fallen};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// The question what each cause adds to the balance of the year of the agreement, switched on after those before it.
#[derive(Clone, PartialEq)]
pub struct BalanceCauses {
    /// The scenario.
    pub scenario: Rc<Checked>,
}

impl Question for BalanceCauses {
    /// Pounds by cause, in the order of [`Cause::ALL`].
    type Answer = [f64; Cause::ALL.len()];

    fn job(&self) -> Option<Job> {
        causes(&self.scenario)
    }

    fn read(&self, job: &Job) -> Option<[f64; Cause::ALL.len()]> {
        fallen(job)
    }
}
