//! Questions asked of a scenario and its futures.

mod calibrate;
mod compare;
mod estimate;
mod information;
mod inputs;
mod matters;
mod moves;
mod parameter_share;
mod ranks;
#[cfg(test)]
mod toy;

pub use calibrate::{Calibration, Doubt, ENOUGH, Histogram, Observation, Update};
pub use compare::{Compared, Difference, Regret, Sense, compare};
pub use estimate::Estimate;
pub use information::Decision;
pub use inputs::{Input, Inputs};
pub use matters::{Effect, End, Output};
pub use moves::Moves;
pub use parameter_share::parameter_share;
