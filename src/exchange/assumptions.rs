//! Writes every assumption of a scenario as a table: its value and range, unit, source and reasons.

use super::suppress::suppress_list;
use super::{Cell, Format, Outcome, Sheet};
use crate::scenario::Lever;
use crate::sentences::tags;
use serde_json::{Map, Value};

/// The heads of the columns.
const HEADS: [&str; 10] = [
    "Assumption",
    "Field of the scenario file",
    "Shape",
    "Low",
    "Central",
    "High",
    "Unit",
    "Source",
    "Reference",
    "Note",
];

/// Whether the table leaves a field out, because it is shown in another way or means nothing to a reader: names,
/// weights (see [`weights`]) and the coordinates of districts.
fn is_left_out(path: &str) -> bool {
    const FIELDS: [&str; 5] = [".weight", ".opening_weight", ".latitude", ".longitude", ".code"];
    matches!(path, "name" | "note" | "opening.age_profile")
        || (path.contains(".list[") && FIELDS.iter().any(|field| path.ends_with(field)))
}

/// Every assumption, in the order of the names of their fields.
pub fn assumptions(outcome: &Outcome) -> Sheet {
    let mut sheet = Sheet::new("Assumptions", &HEADS);
    let scenario = &*outcome.scenario;
    // A scenario has only text keys and finite numbers: it can always be written.
    let whole = serde_json::to_value(scenario).unwrap_or_default();
    walk(&mut sheet, "", &whole);
    weights(&mut sheet, outcome);
    sheet.notes = vec![
        "Low and high are the ends of the range; a shape that has none says its spread in words. Values are those \
         of the scenario’s file: a share of 0.02 is 2%."
            .into(),
        tags(outcome.scenario.council()),
    ];
    sheet
}

/// The text of a field, empty where it has none.
fn text<'a>(of: &'a Map<String, Value>, field: &str) -> &'a str {
    of.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn walk(sheet: &mut Sheet, path: &str, value: &Value) {
    if is_left_out(path) {
        return;
    }
    let at = |name: &str| if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() };
    match value {
        Value::Object(fields) => {
            if let (Some(amount), Some(Value::Object(basis))) = (fields.get("amount"), fields.get("basis")) {
                return assumption(sheet, path, amount, basis);
            }
            for (name, value) in fields {
                walk(sheet, &at(name), value);
            }
        }
        Value::Array(list) => {
            if list.iter().all(|item| !item.is_object()) {
                let items: Vec<String> = list.iter().map(shown).collect();
                return setting(sheet, path, items.join(", ").into());
            }
            for (index, item) in list.iter().enumerate() {
                // Planners count from 1.
                walk(sheet, &format!("{path}[{}]", index + 1), item);
            }
        }
        Value::Number(number) => {
            setting(sheet, path, Cell::Number(number.as_f64().unwrap_or_default(), Format::Plain));
        }
        Value::Null => setting(sheet, path, "none".into()),
        other => setting(sheet, path, shown(other).into()),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        other => other.to_string(),
    }
}

fn setting(sheet: &mut Sheet, path: &str, value: Cell) {
    let mut row = vec![label(path), path.into(), "as set".into(), Cell::Blank, value];
    row.resize(HEADS.len(), Cell::Blank);
    sheet.rows.push(row);
}

/// The label of the control for a field.
fn label(path: &str) -> Cell {
    Lever::all().find(|lever| lever.path() == path).map_or(Cell::Blank, |lever| lever.label().into())
}

fn assumption(sheet: &mut Sheet, path: &str, amount: &Value, basis: &Map<String, Value>) {
    let (shape, [low, central, high]) = spread(amount);
    let number = |value: Option<f64>| value.map_or(Cell::Blank, |value| Cell::Number(value, Format::Plain));
    let mut row = vec![label(path), path.into(), shape.into(), number(low), number(central), number(high)];
    row.extend([text(basis, "unit").replace('_', " ").into()]);
    row.extend(["source", "reference", "note"].map(|field| text(basis, field).into()));
    sheet.rows.push(row);
}

/// The shape of an amount, and its low, central and high value.
fn spread(amount: &Value) -> (String, [Option<f64>; 3]) {
    if let Some(number) = amount.as_f64() {
        return ("fixed".into(), [None, Some(number), None]);
    }
    let Some((name, of)) = amount.as_object().and_then(|shapes| shapes.iter().next()) else {
        return (String::new(), [None; 3]);
    };
    let number = |field: &str| of.get(field).and_then(Value::as_f64);
    let slab = |field: &str| of.get("slab").and_then(|slab| slab.get(field)).and_then(Value::as_f64);
    let told = |field: &str| number(field).unwrap_or_default();
    match name.as_str() {
        "spike_and_slab" => (
            format!("{} with chance {}, else PERT", told("spike"), told("chance")),
            ["min", "mode", "max"].map(slab),
        ),
        "beta" => {
            (format!("beta, as from a sample of {}", told("sample_size")), [None, number("mean"), None])
        }
        "log_normal" => {
            (format!("log-normal, coefficient of variation {}", told("cv")), [None, number("median"), None])
        }
        "pert" => ("PERT".into(), ["min", "mode", "max"].map(number)),
        other => (other.into(), [number("min"), None, number("max")]),
    }
}

/// Adds how the opening pupils divide by district, need and age. Where the shares are a council's own counts, those
/// from which a small count could be worked out are hidden.
fn weights(sheet: &mut Sheet, outcome: &Outcome) {
    let scenario = &*outcome.scenario;
    let (districts, needs) = (&scenario.districts, &scenario.needs);
    let pupils = scenario.opening.pupils.amount.central();
    let mut add = |list: &str, names: Vec<String>, weights: Vec<f64>, basis: &crate::scenario::Basis| {
        let total: f64 = weights.iter().sum();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a count of pupils
        let counts: Vec<u32> =
            weights.iter().map(|weight| (pupils * weight / total).round() as u32).collect();
        for ((name, weight), shown) in names.into_iter().zip(weights).zip(suppress_list(&counts).0) {
            let share = match shown {
                Some(_) => Cell::Number((weight / total * 1e4).round() / 1e4, Format::Percent),
                None => Cell::hidden(),
            };
            let path: Cell = [list, ": ", &name].concat().into();
            let mut row: Vec<Cell> = vec![Cell::Blank, path, "share".into(), Cell::Blank, share, Cell::Blank];
            row.extend(["share".into(), basis.source.tag().into()]);
            row.extend([basis.reference.as_str().into(), basis.note.as_str().into()]);
            sheet.rows.push(row);
        }
    };
    let of_districts = districts.list.iter().map(|district| district.weight).collect();
    let names = districts.list.iter().map(|district| district.name.clone()).collect();
    add("opening pupils by district", names, of_districts, &districts.weight_basis);
    let of_needs = needs.list.iter().map(|need| need.opening_weight).collect();
    let names = needs.list.iter().map(|need| need.code.clone()).collect();
    add("opening pupils by need", names, of_needs, &needs.weight_basis);
    let profile = &scenario.opening.age_profile;
    let ages = profile.values.iter();
    let (names, of_ages) = ages.map(|(age, weight)| (format!("age {age}"), *weight)).unzip();
    add("opening pupils by age", names, of_ages, &profile.basis);
}
