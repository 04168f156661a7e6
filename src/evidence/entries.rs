//! Lists every row of a scenario.

use super::entry::{Entry, Heading};
use super::rows::Rows;
use super::{contracted, pupils};
use crate::scenario::{Scenario, Source};

/// Every row, in the order of [`Heading::ALL`], without a comparison with the published baseline.
pub fn rows(scenario: &Scenario, published: &Scenario) -> Vec<Entry> {
    let mut rows = Rows::new(scenario, published);
    for heading in Heading::ALL {
        rows.under(heading);
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
    rows.list()
}

/// Every row of a scenario, group by group, each compared with the published baseline.
pub fn entries(scenario: &Scenario, published: &Scenario) -> Vec<Entry> {
    let before = rows(published, published);
    let mut rows = rows(scenario, published);
    for row in &mut rows {
        match before.iter().find(|other| other.path == row.path) {
            Some(other) if other.exact == row.exact => {}
            Some(other) => {
                row.is_changed = true;
                row.was = Some(other.value.clone());
                // Rows that differ only in their range show the range.
                if other.value == row.value {
                    row.was = other.spread.as_ref().map(|spread| spread.range.clone());
                }
            }
            None => row.is_changed = true,
        }
    }
    if scenario.council().facts().report.is_none() {
        without_report(&mut rows);
    }
    rows
}

/// Replaces the papers of another council in rows that show no assumption of the file: here they count as assumptions.
fn without_report(rows: &mut [Entry]) {
    let is_theirs = |row: &Entry| row.source == Some(Source::Seed) || row.reference == pupils::COMMUNITIES;
    for row in rows.iter_mut().filter(|row| is_theirs(row)) {
        row.source = Some(Source::Assumption);
        row.reference = "Not published for this council".into();
        row.note.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Base;
    use crate::scenario::{Control, Edit, Lever};
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
        scenario.set_base(Base::SEN2);
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
