//! Goal seek (M14.4): what one lever or two must be for a figure of the county to be at most or at least a number as often
//! as a planner wants, within bounds that the planner believes.
//!
//! [`Wanted`] says what must hold, [`Goal`] how often, [`Means`] by what. A [`Search`] tries settings of the means on the
//! same futures, and [`Found`] reads from what came where the goal is met. What other savings must be for balance, an
//! ordinary run of the scenario says by itself: [`of_savings`].

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

/// A lever and the values between which it may go, as shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Which.
    pub lever: Lever,
    /// The lowest value believed.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

impl Reach {
    /// A lever with all of its scale.
    pub fn whole(lever: Lever, scenario: &Checked) -> Reach {
        let bounds = lever.bounds(scenario);
        Reach { lever, low: *bounds.start(), high: *bounds.end() }
    }
}

/// By what a goal is to be met: one lever or two, which move together.
pub type Means = Vec<Reach>;

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// What must hold.
    pub wanted: Wanted,
    /// How often it must hold, as a share of the futures.
    pub target: f64,
    /// Whether the value of a lever is taken as achieved: the same in every future, in place of its range.
    pub is_achieved: bool,
}

#[cfg(test)]
mod tests;
