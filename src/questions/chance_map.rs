//! Maps how often a condition holds over the values of two levers (M14.4).

use super::Question;
use crate::decisions::goal::{Ground, Means, map};
use crate::worker::Job;
use std::rc::Rc;

/// The number of values of each lever.
pub const SIDE: u32 = 15;
/// The number of futures of each cell.
const FUTURES: u32 = 2_000;

/// The question how often a condition holds at each of [`SIDE`] x [`SIDE`] values of two levers.
#[derive(Clone, PartialEq)]
pub struct ChanceMap {
    /// The scenario and the goal.
    pub ground: Rc<Ground>,
    /// The two levers.
    pub means: Means,
}

/// The chance of each cell, from the futures that have come, with the question that was asked.
#[derive(PartialEq)]
pub struct Chances {
    /// The goal that was asked, and its scenario.
    pub ground: Rc<Ground>,
    /// The two levers.
    pub means: Means,
    /// Shares from 0 to 1 in row-major order: a row for each value of the second lever, ascending, along the values of
    /// the first.
    pub chances: Vec<f64>,
}

impl Question for ChanceMap {
    type Answer = Chances;

    fn job(&self) -> Option<Job> {
        self.ground.job(&self.means, &map(&self.means, SIDE), FUTURES)
    }

    fn shares_futures(&self, other: &ChanceMap) -> bool {
        self.ground.shares_futures(&other.ground) && self.means == other.means
    }

    fn read(&self, job: &Job) -> Option<Chances> {
        let chances = self.ground.chances(&self.means, &map(&self.means, SIDE), job)?;
        Some(Chances { ground: self.ground.clone(), means: self.means.clone(), chances })
    }
}
