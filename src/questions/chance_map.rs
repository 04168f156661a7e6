//! How often what is wanted holds, over the values of two levers.

use super::Question;
use crate::decisions::goal::{Ground, chances, map};
use crate::worker::Job;
use std::rc::Rc;

/// Values of each lever.
pub const SIDE: u32 = 15;
/// Futures of each cell.
const FUTURES: u32 = 2_000;

/// How often does what is wanted hold at each of [`SIDE`] x [`SIDE`] values of two levers?
#[derive(Clone, PartialEq)]
pub struct ChanceMap {
    /// The scenario, the goal and its two levers.
    pub ground: Rc<Ground>,
}

/// The chance of each cell, from the futures that have come, of what was asked.
#[derive(PartialEq)]
pub struct Chances {
    /// What was asked.
    pub ground: Rc<Ground>,
    /// Shares from 0 to 1: row by row from the lowest value of the second lever, along the first.
    pub chances: Vec<f64>,
}

impl Question for ChanceMap {
    type Answer = Chances;

    fn job(&self) -> Option<Job> {
        self.ground.try_out(&map(&self.ground.goal, SIDE), FUTURES)
    }

    fn read(&self, job: &Job) -> Option<Chances> {
        let chances = chances((SIDE * SIDE) as usize, job, self.ground.goal.wanted)?;
        Some(Chances { ground: self.ground.clone(), chances })
    }
}
