//! A scenario with the figures of a file in it.

use super::change::{Change, Part, compare};
use super::column::Kind;
use super::figures::Figures;
use super::preview::Choices;
use super::{children, moves, placed};
use crate::field::Age;
use crate::scenario::{AgeTable, Amount, Assumption, Basis, Scenario, Source};
use std::collections::BTreeMap;

/// The 90th percentile of a standard normal: 8 in 10 futures lie within as many deviations.
pub const P90: f64 = 1.281_551_565_544_6;

/// What stands behind the new figures.
pub struct Origin<'a> {
    /// The file's name and the day of the import.
    pub file: &'a str,
    /// How suppressed counts were taken; empty where there were none.
    pub suppressed: &'a str,
}

impl Origin<'_> {
    /// Tags what stands behind a figure.
    pub fn mark(&self, basis: &mut Basis, note: &str) {
        basis.source = Source::Council;
        basis.reference = ["The council’s own counts: ", self.file].concat();
        basis.note = [note, self.suppressed].concat();
    }

    /// Sets a figure, and tags it.
    pub fn set(&self, assumption: &mut Assumption, amount: Amount, note: &str) {
        assumption.amount = amount;
        self.mark(&mut assumption.basis, note);
    }
}

/// The scenario that would come of it, and what that changes. Parts that the planner leaves out are
/// told but not changed.
pub fn effect(
    figures: &Figures,
    choices: &Choices,
    before: &Scenario,
    origin: &Origin,
) -> (Scenario, Vec<Change>) {
    let mut after = before.clone();
    let mut changes = Vec::new();
    for part in Part::ALL {
        let mut tried = after.clone();
        let Some(note) = change(part, figures, choices, &mut tried, origin) else { continue };
        let left_out = choices.left_out.contains(&part);
        changes.push(Change { part, rows: compare(part, before, &tried), note, left_out });
        if !left_out {
            after = tried;
        }
    }
    (after, changes)
}

/// Changes a part; how uncertain it remains, or none where the file says nothing of it.
fn change(
    part: Part,
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
    let is_of = match part {
        Part::Joiners | Part::JoinerNeeds | Part::Leaving => Kind::Movements,
        Part::Population => Kind::Population,
        _ => Kind::Placements,
    };
    if figures.kind != is_of {
        return None;
    }
    match part {
        Part::Pupils => placed::pupils(figures, scenario, origin),
        Part::Districts => placed::districts(figures, scenario, origin),
        Part::Needs => placed::needs(figures, scenario, origin),
        Part::Ages => placed::ages(figures, scenario, origin),
        Part::Channels => placed::channels(figures, scenario, origin),
        Part::Prices => placed::prices(figures, choices, scenario, origin),
        Part::Joiners => moves::joiners(figures, scenario, origin),
        Part::JoinerNeeds => moves::joiner_needs(figures, scenario, origin),
        Part::Leaving => moves::leaving(figures, scenario, origin),
        Part::Population => children::population(figures, choices, scenario, origin),
    }
}

/// Figures by age, as a table of a scenario.
pub fn by_age(counts: &BTreeMap<u16, f64>, times: f64) -> BTreeMap<Age, f64> {
    let ages = Age::all().filter_map(|age| {
        let count = counts.get(&u16::try_from(age.index()).ok()?)?;
        (*count > 0.0).then_some((age, count * times))
    });
    ages.collect()
}

/// Takes figures by age for a table of a scenario.
pub fn table(table: &mut AgeTable, values: BTreeMap<Age, f64>, origin: &Origin, note: &str) {
    table.values = values;
    origin.mark(&mut table.basis, note);
}
