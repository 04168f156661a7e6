//! A round of the goal seek.

use super::Question;
use crate::decisions::goal::{Ground, Setting, Trial, futures, trials};
use crate::worker::Job;
use std::rc::Rc;

/// What comes of each setting of a round?
#[derive(Clone, PartialEq)]
pub struct Round {
    /// The scenario and the goal.
    pub ground: Rc<Ground>,
    /// The settings to try.
    pub settings: Rc<Vec<Setting>>,
    /// The number of the round: 0, 1 or 2.
    pub number: usize,
}

/// The trials of a round.
pub struct Tried {
    /// The round.
    pub round: Round,
    /// One for each of its settings.
    pub trials: Vec<Trial>,
}

impl Question for Round {
    type Answer = Tried;

    fn job(&self) -> Option<Job> {
        self.ground.try_out(&self.settings, futures(self.number))
    }

    fn read(&self, job: &Job) -> Option<Tried> {
        let trials = || trials(&self.settings, job, &self.ground.goal);
        job.is_complete().then(|| Tried { round: self.clone(), trials: trials() })
    }
}
