//! Asks what the model would have forecast for past counts, and whether its bands hold what they should.

use super::Question;
use crate::evidence::{Coverage, Fold, backtest, coverage};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// The question whether the scenario's path of joiners would have held the counts that came.
#[derive(Clone, PartialEq)]
pub struct BackTest {
    /// The scenario.
    pub scenario: Rc<Checked>,
}

impl Question for BackTest {
    type Answer = Vec<Fold>;

    fn job(&self) -> Option<Job> {
        backtest(&self.scenario)
    }

    fn read(&self, job: &Job) -> Option<Vec<Fold>> {
        Fold::read(self.scenario.council(), job)
    }
}

/// The question whether the band of one run holds as many futures of another run as it should.
#[derive(Clone, PartialEq)]
pub struct BandCheck {
    /// The scenario.
    pub scenario: Rc<Checked>,
}

impl Question for BandCheck {
    type Answer = Vec<Coverage>;

    fn job(&self) -> Option<Job> {
        coverage(&self.scenario)
    }

    fn read(&self, job: &Job) -> Option<Vec<Coverage>> {
        Coverage::read(&self.scenario, job)
    }
}
