//! Questions asked of a scenario and its futures.

pub mod breakeven;
pub mod goal;
mod moves;
pub mod offer;
mod volume;

pub use moves::Moves;
pub use volume::{Aim, Curve, Point, Purse, Sample, best};
