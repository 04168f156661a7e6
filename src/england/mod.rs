//! England's councils: their past counts, what the engine would have forecast for them at the time, and how well such
//! forecasts hold.
//!
//! [`crate::council::record`] is the published record. [`mod@baseline`] makes a scenario of a council from that record
//! alone. [`mod@known`] makes a scenario of a council as it stood in a January. [`score`] compares forecasts with the
//! counts that came, and [`outside`] says what happened in comparable councils. `examples/fit.rs` fits the path of
//! joiners to them, and [`promise`] reports how well it did.

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
