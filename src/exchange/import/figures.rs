//! The figures of a file: counts by what they are of.

use super::choices::Name;
use super::column::{Column, Kind};
use super::problem::Problem;
use super::spread::Key;
use crate::words::whole;
use std::collections::BTreeMap;

/// What is counted; a file has at most three of them.
pub const MEASURES: usize = 3;

/// The figures of a file.
pub struct Figures {
    /// What they are of.
    pub kind: Kind,
    /// By what is counted, in the order of [`measures`]: the counts by key, suppressed ones estimated.
    pub counts: [Vec<(Key, f64)>; MEASURES],
    /// By channel: placements whose cost is known, and that cost.
    pub costs: BTreeMap<u16, (f64, f64)>,
    /// Hidden counts, and what they are taken for together.
    pub hidden: (u32, f64),
    /// Which parts of a key the file tells.
    pub tells: [bool; 5],
    /// Lines that are used.
    pub used: usize,
    /// Lines with totals.
    pub totals: usize,
    /// Lines that are left out because something is wrong with them.
    pub left: usize,
    /// What is wrong, with lines.
    pub problems: Vec<Problem>,
    /// What was read by a rule that is to be told, with lines.
    pub rules: Vec<Problem>,
    /// What is not known before something is decided.
    pub unknown: Unknown,
    /// What stands in the way of using any of it.
    pub blocks: Vec<String>,
    /// Names and what they are taken for.
    pub names: Vec<Name>,
}

/// What is not known before the planner decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Counts: some could not be read.
    pub counts: bool,
    /// Ages: some stand in bands.
    pub ages: bool,
    /// Costs: some could not be read, or are not of a year.
    pub costs: bool,
}

impl Figures {
    /// All of one measure.
    pub fn total(&self, measure: usize) -> f64 {
        self.counts[measure].iter().map(|(_, count)| count).sum()
    }

    /// A measure by one part of its key.
    pub fn by(&self, measure: usize, part: usize) -> BTreeMap<u16, f64> {
        let mut sums = BTreeMap::new();
        for (key, count) in &self.counts[measure] {
            *sums.entry(key[part]).or_insert(0.0) += count;
        }
        sums
    }
}

/// So many suppressed counts, as the beginning of a sentence.
pub fn suppressed_counts(hidden: u32) -> String {
    match hidden {
        1 => "1 suppressed count is".into(),
        _ => [&whole(f64::from(hidden)), " suppressed counts are"].concat(),
    }
}

/// Parts of a key.
pub const DISTRICT: usize = 0;
/// Need.
pub const NEED: usize = 1;
/// Age, or phase where the file is about population.
pub const AGE: usize = 2;
/// Channel.
pub const CHANNEL: usize = 3;
/// Year.
pub const YEAR: usize = 4;

/// What a file counts, in the order of [`Figures::counts`].
pub fn measures(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Placements => &[Column::Count],
        Kind::Movements => &[Column::Placed, Column::Joiners, Column::Leavers],
        Kind::Population => &[Column::Population],
    }
}
