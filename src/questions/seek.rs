//! What one lever or two must be for a goal, all of them asked at once.

use super::Question;
use crate::decisions::goal::{Found, Ground, Means, Search};
use crate::worker::Job;
use std::rc::Rc;

/// What does each of some means take?
#[derive(Clone, PartialEq)]
pub struct WhatItTakes {
    /// The scenario and the goal.
    pub ground: Rc<Ground>,
    /// By what: one lever or two each.
    pub means: Rc<Vec<Means>>,
}

impl WhatItTakes {
    fn search(&self) -> Search {
        Search { ground: self.ground.clone(), means: self.means.to_vec() }
    }
}

/// What was found, of what was asked.
#[derive(PartialEq)]
pub struct Takes {
    /// What was asked.
    pub ground: Rc<Ground>,
    /// What each of the means takes, in their order.
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
