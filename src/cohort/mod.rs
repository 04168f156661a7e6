//! The cohort: pupils placed, leavers and joiners of one future, by district and need, how each is
//! placed, and what it all costs.
//!
//! A checked scenario is [compiled](Compiled) once to flat arrays; a [`Simulator`] then runs future
//! after future over them without allocating. [`Shape`] says where each count stands in the record
//! of a future. [`expected`] does the same sum without chance, by quite other code, so that each
//! checks the other.

mod arrivals;
mod compiled;
mod diverted;
mod expected;
mod fade;
mod future;
mod geography;
mod ladder;
mod ledger;
mod money;
mod parameters;
mod path;
mod plans;
mod pupil;
mod routes;
mod shape;
mod shares;
mod sweep;
mod volumes;

pub use compiled::Compiled;
pub use expected::expected;
pub use future::Simulator;
pub use geography::{Geography, Part};
pub use parameters::{BlockTerms, Parameters};
pub use shape::{BlockLine, COST_UNIT, Detail, Headline, Measure, Scope, Shape};
pub use sweep::{Settings, bears_on_pupils};
pub use volumes::{VolumeLine, Volumes};
