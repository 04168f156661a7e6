//! Questions asked of a scenario and its futures.

mod moves;
mod volume;

pub use moves::Moves;
pub use volume::{Aim, Curve, Point, Purse, Sample, best};
