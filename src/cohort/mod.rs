//! The cohort: pupils placed, leavers and joiners of one future, by district and need.
//!
//! A checked scenario is [compiled](Compiled) once to flat arrays; a [`Simulator`] then runs future
//! after future over them without allocating. [`expected`] does the same sum without chance, by
//! quite other code, so that each checks the other.

mod compiled;
mod expected;
mod future;
mod ladder;

pub use compiled::{Compiled, Shape};
pub use expected::expected;
pub use future::{Parameters, Simulator};
