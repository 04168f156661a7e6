//! How a row is made: of a lever, of another uncertain number, of a table, of a choice.

use super::entry::{Entry, Heading, Spread};
use super::{contracted, pupils};
use crate::scenario::{Amount, Assumption, Basis, Control, Counts, Lever, Scenario, Source, Unit};
use crate::words::{quantity, quantity_range};
use serde::Serialize;

/// What stands behind a choice: the kind of its source, the reference, and why.
pub(super) type Ground = (Option<Source>, &'static str, &'static str);

/// A choice that nothing published bears on.
pub(super) const fn chosen(note: &'static str) -> Ground {
    (None, "Yours to choose", note)
}

pub(super) const fn assumed(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Assumption), reference, note)
}

pub(super) const fn reported(reference: &'static str, note: &'static str) -> Ground {
    (Some(Source::Seed), reference, note)
}

/// Every row, in the order of [`Heading::ALL`], not yet compared with the published baseline.
pub fn of(scenario: &Scenario, published: &Scenario) -> Vec<Entry> {
    let mut rows = Rows { scenario, published, heading: Heading::Start, list: Vec::new() };
    for heading in Heading::ALL {
        rows.heading = heading;
        rows.levers();
        match heading {
            Heading::Start => pupils::start(&mut rows),
            Heading::Demand => pupils::demand(&mut rows),
            Heading::Localities => pupils::localities(&mut rows),
            Heading::LocalProvision => pupils::local_provision(&mut rows),
            Heading::Prices => contracted::framework(&mut rows),
            Heading::Blocks => {
                for (index, block) in scenario.blocks.iter().enumerate() {
                    contracted::block(&mut rows, index, block);
                }
            }
            Heading::HighNeeds => contracted::high_needs(&mut rows),
            Heading::Run => contracted::run(&mut rows),
            Heading::Together => contracted::together(&mut rows),
        }
    }
    rows.list
}

pub(super) struct Rows<'a> {
    pub(super) scenario: &'a Scenario,
    published: &'a Scenario,
    heading: Heading,
    list: Vec<Entry>,
}

impl Rows<'_> {
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

    /// The levers of the group, those in front first.
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
            said: spiked(assumption.amount, quantity_range(reading.low, reading.high, places, unit)),
        });
    }

    /// An uncertain number without a lever.
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
            // A share has ends of its own; any other number stands in the middle of its surroundings.
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
                said: spiked(amount, quantity_range(low, high, places, unit)),
            });
        }
    }

    /// A table, by a summary of it.
    pub(super) fn table(&mut self, path: &str, label: &str, value: String, exact: String, basis: &Basis) {
        let entry = self.put(path, label, value, None);
        entry.basis(basis);
        entry.exact = exact;
    }

    /// A table of counts that the council's own replace, by a summary of it.
    pub(super) fn counts(&mut self, counts: Counts, label: &str, value: String, exact: String) {
        let basis = counts.basis(self.scenario);
        let entry = self.put(counts.path(), label, value, Some(Control::Counts(counts)));
        if let Some(basis) = basis {
            entry.basis(basis);
        }
        entry.exact = exact;
    }

    /// A choice or a date, with what stands behind it.
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
    // The same writer as for a file: a second one would weigh on the page.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A range, and the chance of a value apart from it.
fn spiked(amount: Amount, range: String) -> String {
    match amount {
        Amount::SpikeAndSlab { chance, .. } => {
            [&range, ", or in ", &crate::words::chance(chance), " no effect"].concat()
        }
        _ => range,
    }
}

/// Decimal places, unit and factor with which a number without a lever is shown.
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
#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::entries;
    use crate::scenario::{Base, Edit};
    use serde_json::Value;
    use std::collections::BTreeMap;

    fn kent() -> Vec<Entry> {
        entries(&Scenario::kent(), &Scenario::kent())
    }

    /// Paths of everything in a file that has a basis of its own.
    fn with_basis(value: &Value, path: &str, into: &mut Vec<String>) {
        let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") };
        match value {
            Value::Object(fields) if fields.contains_key("basis") => into.push(path.into()),
            Value::Object(fields) => {
                for (name, value) in fields {
                    if name.ends_with("_basis") {
                        into.push(below(name));
                    } else {
                        with_basis(value, &below(name), into);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    with_basis(item, &below(&index.to_string()), into);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_assumption_of_the_scenario_stands_in_exactly_one_row() {
        let rows = kent();
        let mut wanted = Vec::new();
        with_basis(&serde_json::to_value(Scenario::kent()).unwrap(), "", &mut wanted);
        assert!(wanted.len() > 90, "{}", wanted.len());
        for path in &wanted {
            let count = rows.iter().filter(|row| row.path == *path).count();
            assert_eq!(count, 1, "{path}");
        }
        for lever in Lever::all() {
            let row = rows.iter().find(|row| row.path == lever.path()).unwrap();
            assert_eq!(row.control, Some(Control::Lever(lever)));
            assert_eq!(row.heading, Heading::from(lever.group()));
        }
        let mut paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), rows.len(), "no address twice");
    }

    /// Leaves of a file, with what a change of each makes of it.
    fn leaves(value: &Value, pointer: &str, into: &mut Vec<(String, Value)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    leaves(value, &format!("{pointer}/{name}"), into);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    leaves(item, &format!("{pointer}/{index}"), into);
                }
            }
            Value::Number(number) => {
                let other = number.as_u64().map_or_else(
                    || Value::from(number.as_f64().unwrap() + 0.01),
                    |whole| Value::from(whole + 1),
                );
                into.push((pointer.into(), other));
            }
            Value::Bool(on) => into.push((pointer.into(), Value::from(!on))),
            _ => {}
        }
    }

    /// No number or switch is hidden from the table: change any, and one row says so.
    #[test]
    fn a_change_of_any_number_shows_in_exactly_one_row() {
        let kent = Scenario::kent();
        let file = serde_json::to_value(&kent).unwrap();
        let mut all = Vec::new();
        leaves(&file, "", &mut all);
        let mut by_row: BTreeMap<String, usize> = BTreeMap::new();
        for (pointer, other) in all {
            let mut changed = file.clone();
            *changed.pointer_mut(&pointer).unwrap() = other;
            let Ok(scenario) = Scenario::from_json(&changed.to_string()) else { continue };
            let rows = entries(&scenario, &kent);
            let told: Vec<&str> =
                rows.iter().filter(|row| row.is_changed).map(|row| row.path.as_str()).collect();
            // The ages of a band are its name.
            if pointer.ends_with("_age") {
                continue;
            }
            assert_eq!(told.len(), 1, "{pointer}: {told:?}");
            *by_row.entry(told[0].into()).or_default() += 1;
        }
        assert!(by_row.len() > 100, "{}", by_row.len());
    }

    #[test]
    fn rows_stand_in_the_order_of_the_controls_and_say_something() {
        let rows = kent();
        let order: Vec<usize> = rows
            .iter()
            .map(|row| Heading::ALL.iter().position(|heading| *heading == row.heading).unwrap())
            .collect();
        assert!(order.is_sorted());
        for row in &rows {
            assert!(!row.value.is_empty() && !row.label.is_empty() && !row.note.is_empty(), "{row:?}");
            assert!(!row.reference.is_empty() && !row.is_changed && row.was.is_none(), "{row:?}");
            if let Some(spread) = &row.spread {
                assert!(spread.low < spread.high && spread.low <= spread.central, "{row:?}");
                assert!(spread.central <= spread.high && spread.low >= 0.0 && spread.high <= 1.0, "{row:?}");
            }
        }
    }

    #[test]
    fn a_changed_row_says_what_was_published() {
        let kent = Scenario::kent();
        let mut scenario = kent.clone();
        Lever::Uplift.set(&mut scenario, &kent, 5.0);
        Lever::Growth.set_range(&mut scenario, 0.0, 6.0).unwrap();
        scenario.set_base(Base::Sen2January2025);
        Edit::AddBlock.apply(&mut scenario, &kent);
        let rows = entries(&scenario, &kent);
        let row = |path: &str| rows.iter().find(|row| row.path == path).unwrap();
        assert_eq!(
            (row("prices.uplift").value.as_str(), row("prices.uplift").was.as_deref()),
            ("5% a year", Some("3% a year"))
        );
        assert_eq!(row("demand.growth").was.as_deref(), Some("\u{2212}1% to 11% a year"));
        assert_eq!(row("opening.pupils").was.as_deref(), Some("1,784 pupils"));
        assert!(row("opening.base").is_changed && row("blocks.2.volume").is_changed);
        assert!(!row("demand.joiner_scale").is_changed, "it follows the count and is the same assumption");
        assert!(!row("blocks.0.volume").is_changed);
    }
}
