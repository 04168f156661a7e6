//! The evidence behind the figures, to be defended in a meeting: every assumption with its source, the back-test, and
//! the limits of the model.
//!
//! [`entries`] lays a scenario out row by row; a test walks the scenario file and finds each of its
//! numbers in exactly one row.

mod backtest;
mod contracted;
mod entries;
mod entry;
mod limit;
mod phrases;
mod pupils;
mod rows;
mod search;

pub use backtest::{Coverage, Fold, Hit, PROMISED, STARTS, backtest, coverage, held, past};
pub use entries::{entries, rows};
pub use entry::{Entry, Heading, Spread};
pub use limit::LIMITS;
pub use search::{Search, found};
