//! Methods that answer a planner's questions from a scenario and its futures (M14).

pub mod bending;
pub mod breakeven;
mod calibrate;
mod compare;
mod estimate;
pub mod goal;
mod information;
mod inputs;
mod kept;
pub mod lineup;
mod matters;
mod moves;
pub mod negotiation;
pub mod offer;
mod parameter_share;
pub mod portfolio;
mod pull;
mod ranks;
mod round_sum;
mod savings;
pub mod tender;
#[cfg(test)]
mod toy;
mod variations;
mod volume;

pub use calibrate::{Calibration, Doubt, Observation};
pub use compare::{Compared, Difference, Regret, Sense, best_and_next, compare, lead};
pub use estimate::Estimate;
pub use information::Decision;
pub use inputs::{Input, Inputs, STARTING_LEVEL};
pub use kept::{ENOUGH, Histogram, Kept, Update};
pub use matters::{Effect, End, Output};
pub use moves::Moves;
pub use parameter_share::parameter_share;
pub use pull::{Different, Pulled};
pub use round_sum::passed_by_most;
pub use savings::{EVEN, Needed, Savings};
pub use variations::variations;
pub use volume::{Aim, Point, Purse, Sample, VolumeCurve, best};
