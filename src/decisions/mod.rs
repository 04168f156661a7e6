//! Questions asked of a scenario and its futures.

mod moves;

pub use moves::Moves;
