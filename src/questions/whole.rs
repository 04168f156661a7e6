//! A scenario as a whole, to be set beside the open one.

use super::Question;
use crate::cohort::{Compiled, Detail};
use crate::ensemble::{Gathered, Task};
use crate::results::View;
use crate::scenario::{Checked, Run};
use crate::worker::Job;
use std::rc::Rc;

/// What does a scenario come to as a whole, on the futures of the open one?
#[derive(Clone, PartialEq)]
pub struct Whole {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// The published baseline of its council.
    pub published: Rc<Checked>,
    /// How many futures, and from which seed.
    pub run: Run,
}

impl Question for Whole {
    type Answer = View;

    fn job(&self) -> Option<Job> {
        let Whole { scenario, run, .. } = self;
        let model = Compiled::new(scenario, Detail::Main);
        Some(Job::new(model, scenario.horizon.opening_january, run.seed, run.futures, Task::Futures))
    }

    fn read(&self, job: &Job) -> Option<View> {
        let ensemble = job.gathered(0).and_then(Gathered::ensemble).filter(|_| job.is_complete())?;
        View::of(ensemble, self.scenario.clone(), &self.published)
    }
}
