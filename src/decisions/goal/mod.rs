//! Goal seek (M14.4): the value that one lever or two must have for a figure of the county to be at most or at least a
//! number, as often as a planner wants and within the bounds that the planner believes.
//!
//! [`Wanted`] is the condition, [`Goal`] adds how often it must hold, and [`Means`] are the levers. A [`Search`] tries
//! settings of the means on the same futures, and [`Found`] is the setting that meets the goal. An ordinary run of the
//! scenario is enough to find what other savings must be for balance: [`of_savings`].

mod found;
mod savings;
mod search;
mod trial;
mod wanted;

pub use found::{Answer, Found};
pub use savings::of_savings;
#[cfg(not(target_arch = "wasm32"))]
pub use search::seek;
pub use search::{Ground, Search, map};
pub use trial::{Setting, Trial, Way};
pub use wanted::{Figure, Regime, Side, Wanted};

use crate::scenario::{Checked, Lever};

/// A lever and the bounds within which it may be set, in the unit in which the screen shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The lever.
    pub lever: Lever,
    /// The lowest value that the planner believes.
    pub low: f64,
    /// The highest value that the planner believes.
    pub high: f64,
}

impl Reach {
    /// A lever with the whole of its scale as its bounds.
    pub fn whole(lever: Lever, scenario: &Checked) -> Reach {
        let bounds = lever.bounds(scenario);
        Reach { lever, low: *bounds.start(), high: *bounds.end() }
    }
}

/// The levers that are to meet a goal: one, or two that move together.
pub type Means = Vec<Reach>;

/// A condition, and how often it must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// The condition that must hold.
    pub wanted: Wanted,
    /// The share of the futures in which it must hold, from 0 to 1.
    pub target: f64,
    /// Whether the lever has the same value in every future, as if achieved, instead of its range.
    pub is_achieved: bool,
}

#[cfg(test)]
mod tests;
