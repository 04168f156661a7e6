//! What a file is taken for, as all that read it are given it.

use super::Grid;
use super::choices::Choices;
use super::column::{Column, Kind};
use crate::scenario::Scenario;

/// What a file is taken for.
#[derive(Clone, Copy)]
pub struct Taken<'a> {
    /// The file.
    pub grid: &'a Grid,
    /// What it is about.
    pub kind: Kind,
    /// What its columns hold.
    pub columns: &'a [Column],
    /// What the planner says.
    pub choices: &'a Choices,
    /// The scenario that it would change.
    pub scenario: &'a Scenario,
}
