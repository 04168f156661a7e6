//! Makes a row from a lever, another uncertain number, a table or a choice.

use super::entry::{Entry, Heading, Spread};
use crate::scenario::{Amount, Assumption, Basis, Control, Counts, Lever, Scenario, Source, Unit};
use crate::words::{quantity, quantity_range};
use serde::Serialize;

/// The basis of a choice: the kind of its source, the reference, and the reason.
pub(super) type Ground = (Option<Source>, &'static str, &'static str);

/// The basis of a choice for which there is no published source.
pub(super) const fn chosen(note: &'static str) -> Ground {
    (None, "Yours to choose", note)
}

pub(super) const fn assumed(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Assumption), reference, note)
}

pub(super) const fn reported(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Seed), reference, note)
}

pub(super) struct Rows<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) published: &'a Scenario,
    heading: Heading,
    list: Vec<Entry>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(scenario: &'a Scenario, published: &'a Scenario) -> Rows<'a> {
        Rows { scenario, published, heading: Heading::Start, list: Vec::new() }
    }

    /// Begins a heading with its levers.
    pub(super) fn under(&mut self, heading: Heading) {
        self.heading = heading;
        self.levers();
    }

    /// All rows.
    pub(super) fn list(self) -> Vec<Entry> {
        self.list
    }

    fn put(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        value: String,
        control: Option<Control>,
    ) -> &mut Entry {
        let at = self.list.len();
        self.list.push(Entry {
            path: path.into(),
            heading: self.heading,
            label: label.into(),
            exact: value.clone(),
            value,
            spread: None,
            unit: "",
            source: None,
            reference: String::new(),
            note: String::new(),
            rationale: control.and_then(|control| control.rationale(self.scenario)).map(str::to_owned),
            was: None,
            is_changed: false,
            control,
        });
        &mut self.list[at]
    }

    /// Adds the levers of the group, main levers first.
    fn levers(&mut self) {
        let heading = self.heading;
        for main in [true, false] {
            let levers = Lever::all().filter(|lever| Heading::from(lever.group()) == heading);
            for lever in levers.filter(|lever| lever.is_main() == main) {
                self.lever(lever);
            }
        }
    }

    fn lever(&mut self, lever: Lever) {
        let (scenario, published) = (self.scenario, self.published);
        let (reading, bounds) = (lever.read(scenario), lever.bounds(scenario));
        let (places, unit) = (lever.places(), lever.unit());
        let assumption = lever.assumption(scenario);
        let entry = self.put(
            lever.path(),
            lever.label(),
            quantity(reading.central, places, unit),
            Some(Control::Lever(lever)),
        );
        entry.basis(&assumption.basis);
        entry.exact = exact(&assumption.amount);
        // The ends of a range may lie beyond those of its slider.
        let low = bounds.start().min(reading.low);
        let high = bounds.end().max(reading.high);
        let at = |value: f64| share(value, low, high);
        entry.spread = (!assumption.amount.is_fixed()).then(|| Spread {
            low: at(reading.low),
            central: at(reading.central),
            high: at(reading.high),
            published: Some(at(lever.published(scenario, published))),
            range: spiked(assumption.amount, quantity_range(reading.low, reading.high, places, unit)),
        });
    }

    /// Adds an uncertain number that has no lever.
    pub(super) fn number(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        assumption: &Assumption,
        control: Option<Control>,
    ) {
        let (places, unit, factor) = shown(assumption.basis.unit);
        let amount = assumption.amount;
        let (low, high) = amount.span();
        let [low, central, high] = [low, amount.central(), high].map(|value| factor * value);
        let entry = self.put(path, label, quantity(central, places, unit), control);
        entry.basis(&assumption.basis);
        entry.exact = exact(&amount);
        if !amount.is_fixed() {
            // A share lies between 0 and 1; any other number is drawn in the middle of a suitable scale.
            let (from, to) = match assumption.basis.unit {
                Unit::Share => (0.0, factor),
                Unit::Correlation => (-1.0, 1.0),
                _ => (low - 0.5 * (high - low), high + 0.5 * (high - low)),
            };
            let at = |value: f64| share(value, from, to);
            entry.spread = Some(Spread {
                low: at(low),
                central: at(central),
                high: at(high),
                published: None,
                range: spiked(amount, quantity_range(low, high, places, unit)),
            });
        }
    }

    /// Adds a table, by a summary of it.
    pub(super) fn table(&mut self, path: &str, label: &str, value: String, exact: String, basis: &Basis) {
        let entry = self.put(path, label, value, None);
        entry.basis(basis);
        entry.exact = exact;
    }

    /// Adds a table of counts that the council's own replace, by a summary of it.
    pub(super) fn counts(&mut self, counts: Counts, label: &str, value: String, exact: String) {
        let basis = counts.basis(self.scenario);
        let entry = self.put(counts.path(), label, value, Some(Control::Counts(counts)));
        if let Some(basis) = basis {
            entry.basis(basis);
        }
        entry.exact = exact;
    }

    /// Adds a choice or a date with its basis.
    pub(super) fn choice(
        &mut self,
        path: impl Into<String>,
        label: impl Into<String>,
        value: String,
        ground: Ground,
        control: Option<Control>,
    ) -> &mut Entry {
        let entry = self.put(path, label, value, control);
        let (source, reference, note) = ground;
        entry.source = source;
        (entry.reference, entry.note) = (reference.into(), note.into());
        entry
    }
}

impl Entry {
    fn basis(&mut self, basis: &Basis) {
        self.unit = basis.unit.label();
        self.source = Some(basis.source);
        self.reference.clone_from(&basis.reference);
        self.note.clone_from(&basis.note);
    }
}

fn share(value: f64, low: f64, high: f64) -> f64 {
    if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
}

pub(super) fn exact<T: Serialize>(value: &T) -> String {
    // The page writes files the same way, and a second writer would add to its weight.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A range, followed by the chance of a separate value.
fn spiked(amount: Amount, range: String) -> String {
    match amount {
        Amount::SpikeAndSlab { chance, .. } => {
            [&range, ", or in ", &crate::words::chance(chance), " no effect"].concat()
        }
        _ => range,
    }
}

/// The decimal places, the unit and the factor with which a number without a lever is shown.
fn shown(unit: Unit) -> (usize, &'static str, f64) {
    match unit {
        Unit::Share => (1, "%", 100.0),
        Unit::ShareAYear => (1, "% a year", 100.0),
        Unit::Pupils | Unit::PupilsAYear => (0, "pupils", 1.0),
        Unit::Places => (0, "places", 1.0),
        Unit::DecimalYear => (2, "year", 1.0),
        Unit::Years => (1, "years", 1.0),
        Unit::Pounds | Unit::PoundsAYear => (0, "£", 1.0),
        Unit::Kilometres => (0, "km", 1.0),
        Unit::Multiplier | Unit::Correlation => (2, "", 1.0),
        Unit::Weight | Unit::Size => (0, "", 1.0),
    }
}
