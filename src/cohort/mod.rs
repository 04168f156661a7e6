//! The cohort: pupils placed, leavers and joiners of one future, by district and need, how each is
//! placed, and what it all costs.
//!
//! A checked scenario is [compiled](Compiled) once to flat arrays; a [`Simulator`] then runs future
//! after future over them without allocating. [`Shape`] says where each count stands in the record
//! of a future. [`expected`] does the same sum without chance, by quite other code, so that each
//! checks the other. `future.rs` has a picture of one simulated year.
//!
//! Formulas are cited by the sections of `docs/model.md`: M4.2 is its paragraph on the path of joiners.
//!
//! # Words
//! - **Step**: an academic year, counted from the opening one, which is step 0. The January of a step has its number.
//! - **Year**: a year of the record, from 0. Year y belongs to the January of step y + 1, and so do its joiners.
//! - **Cell**: a district and a need; cell = district x needs + need. Arrays by cell are read in that order.
//! - **Scope**: the pupils that a count covers: the county, a district, a phase, a channel, a block.
//! - **Spot channel**: how a pupil is placed who is in no block: Lot A (0), Lot B (1), off the framework (2).
//! - **Way**: what the ledger and prices tell apart: the three spot channels of pupils who pay no premium (0 to 2), of
//!   those who do (3 to 5), then one way for each block (6 on).
//! - **Spot**: the two bits that decide on a pupil's spot channel: on the framework (2), with a Lot A provider (1).
//! - **Row**: the counts of the ledger that belong to one January and way. A **seat** is where in it a pupil is entered.
//! - **Stays**: how many years a pupil stays on after the present one. **End**: the January in which it is first missing.
//! - **Number**: 16 bits of a pupil's own chance. Below a **threshold** it means yes.
//! - **Record**: all counts of a future, as [`Shape`] lays them out; **headlines**: its sums of money.

mod arrivals;
mod compiled;
mod deficit;
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
mod refill;
mod review;
mod routes;
mod savings;
mod scales;
mod shape;
mod shares;
mod sweep;
mod volumes;

pub use compiled::Compiled;
pub use expected::expected;
pub use future::Simulator;
pub use geography::{Geography, Part};
pub use parameters::{BlockTerms, Parameters};
pub use review::Review;
pub use savings::Arrival;
pub use shape::{BlockLine, COST_UNIT, Detail, Headline, Measure, Scope, Shape};
pub use sweep::Settings;
pub use volumes::{Bundle, Lot, VolumeLine, Volumes};
