//! Figures put into a scenario, tagged with the file that they come from.

use crate::field::Age;
use crate::scenario::{AgeTable, Amount, Assumption, Basis, Source};
use std::collections::BTreeMap;

/// What stands behind the new figures.
pub struct Origin<'a> {
    /// The tag.
    pub source: Source,
    /// What stands before the file's name.
    pub lead: &'static str,
    /// The file's name and the day of the import.
    pub file: &'a str,
    /// How suppressed counts were taken; empty where there were none.
    pub suppressed: &'a str,
}

impl Origin<'_> {
    /// Tags what stands behind a figure.
    pub fn mark(&self, basis: &mut Basis, note: &str) {
        basis.source = self.source;
        basis.reference = [self.lead, self.file].concat();
        basis.note = [note, self.suppressed].concat();
    }

    /// Sets a figure, and tags it.
    pub fn set(&self, assumption: &mut Assumption, amount: Amount, note: &str) {
        assumption.amount = amount;
        self.mark(&mut assumption.basis, note);
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
