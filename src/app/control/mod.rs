//! Controls over the scenario.

mod group;
mod lever;
mod number;
mod panel;
mod sourced;

pub use panel::{MOST_FUTURES, Panel};
