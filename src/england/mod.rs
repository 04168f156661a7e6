//! England's councils: how many pupils each has placed, what the engine would have forecast for it from what was
//! known at the time, and how well such forecasts hold.
//!
//! [`crate::council::record`] is the published record. [`mod@baseline`] makes a scenario of a council of which nothing more is
//! known. [`mod@known`] makes a scenario of a council as it stood in a January.
//! [`score`] sets forecasts beside what came, [`outside`] what happened to comparable councils. `examples/fit.rs` fits the path of joiners by them,
//! and [`promise`] says what it found.

pub mod baseline;
pub mod known;
pub mod outside;
pub mod promise;
pub mod score;

pub use baseline::{baseline, offered};
pub use known::{as_before, known};
pub use outside::Stretches;
pub use promise::{CoverageRow, Listed, Promise, Start};
pub use score::{Forecast, Score, forecast};
