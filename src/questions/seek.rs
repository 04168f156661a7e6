//! Asks what each of several levers, or pairs of levers, must be for a goal (M14.4).

use super::Question;
use crate::decisions::goal::{Found, Ground, Means, Search};
use crate::worker::Job;
use std::rc::Rc;

/// The question what each of some means takes to meet a goal.
#[derive(Clone, PartialEq)]
pub struct WhatItTakes {
    /// The scenario and the goal.
    pub ground: Rc<Ground>,
    /// The means: each is one lever or two.
    pub means: Rc<Vec<Means>>,
}

impl WhatItTakes {
    fn search(&self) -> Search {
        Search { ground: self.ground.clone(), means: self.means.to_vec() }
    }
}

/// The answer, with the goal that was asked.
#[derive(PartialEq)]
pub struct Takes {
    /// The goal that was asked, and its scenario.
    pub ground: Rc<Ground>,
    /// The result for each of the means, in their order.
    pub found: Vec<Found>,
}

impl Question for WhatItTakes {
    type Answer = Takes;

    fn job(&self) -> Option<Job> {
        self.search().job()
    }

    fn shares_futures(&self, other: &WhatItTakes) -> bool {
        self.ground.shares_futures(&other.ground) && self.means == other.means
    }

    fn read(&self, job: &Job) -> Option<Takes> {
        let found = self.search().read(job)?;
        Some(Takes { ground: self.ground.clone(), found })
    }
}
