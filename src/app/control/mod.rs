//! Controls over the scenario.

mod group;
mod lever;
mod number;
mod panel;

pub use panel::Panel;
