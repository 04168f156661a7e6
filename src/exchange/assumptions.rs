//! Writes every assumption of a scenario as a table: its value and range, unit, source and reasons.

use super::suppress::suppress_list;
use super::{Cell, Format, Outcome, Sheet};
use crate::council::England;
use crate::england::baseline;
use crate::scenario::{Lever, Scenario};
use crate::sentences::tags;
use serde_json::{Map, Value};

/// The heads of the columns.
const HEADS: [&str; 12] = [
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
    "Your reason",
    "Changed from the published",
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
    walk(&mut sheet, "", &whole, published(scenario).as_ref());
    weights(&mut sheet, outcome);
    sheet.notes = vec![
        "Low and high are the ends of the range; a shape that has none says its spread in words. Values are those \
         of the scenario’s file: a share of 0.02 is 2%."
            .into(),
        tags(outcome.scenario.council()),
    ];
    sheet
}

/// The council's published baseline as a tree; none where there is none to compare with.
fn published(scenario: &Scenario) -> Option<Value> {
    let baseline = match scenario.council().facts().baseline {
        Some(text) => Scenario::from_json(text).ok()?,
        None => baseline(&England::published(), scenario.council).ok()?.into_inner(),
    };
    serde_json::to_value(baseline).ok()
}

/// What stood in the baseline where something else stands now; blank where the two are the same.
fn changed(now: &Value, before: Option<&Value>) -> Cell {
    match before {
        Some(before) if before == now => Cell::Blank,
        Some(before) => match spread(before) {
            (shape, [low, central, high]) if !shape.is_empty() => {
                let values: Vec<String> =
                    [low, central, high].into_iter().flatten().map(|v| v.to_string()).collect();
                [&shape, " ", &values.join(", ")].concat().into()
            }
            _ => shown(before).into(),
        },
        None => "not in the published baseline".into(),
    }
}

/// The text of a field, empty where it has none.
fn text<'a>(of: &'a Map<String, Value>, field: &str) -> &'a str {
    of.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn walk(sheet: &mut Sheet, path: &str, value: &Value, before: Option<&Value>) {
    if is_left_out(path) {
        return;
    }
    let at = |name: &str| if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() };
    match value {
        Value::Object(fields) => {
            if let (Some(amount), Some(Value::Object(basis))) = (fields.get("amount"), fields.get("basis")) {
                let before = before.and_then(|before| before.get("amount"));
                return assumption(sheet, path, (amount, before), basis);
            }
            for (name, value) in fields {
                walk(sheet, &at(name), value, before.and_then(|before| before.get(name)));
            }
        }
        Value::Array(list) => {
            if list.iter().all(|item| !item.is_object()) {
                let items: Vec<String> = list.iter().map(shown).collect();
                return setting(sheet, path, items.join(", ").into(), changed_list(value, before));
            }
            for (index, item) in list.iter().enumerate() {
                // Planners count from 1.
                let before = before.and_then(|before| before.get(index));
                walk(sheet, &format!("{path}[{}]", index + 1), item, before);
            }
        }
        Value::Number(number) => {
            let shown = Cell::Number(number.as_f64().unwrap_or_default(), Format::Plain);
            setting(sheet, path, shown, changed(value, before));
        }
        Value::Null => setting(sheet, path, "none".into(), changed(value, before)),
        other => setting(sheet, path, shown(other).into(), changed(value, before)),
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

/// What a list of names or numbers was before; a list that is left out of a file is empty.
fn changed_list(now: &Value, before: Option<&Value>) -> Cell {
    let empty = Value::Array(Vec::new());
    let before = before.unwrap_or(&empty);
    match before.as_array() {
        _ if before == now => Cell::Blank,
        Some(items) if items.is_empty() => "an empty list".into(),
        Some(items) => items.iter().map(shown).collect::<Vec<_>>().join(", ").into(),
        None => shown(before).into(),
    }
}

fn setting(sheet: &mut Sheet, path: &str, value: Cell, changed: Cell) {
    let mut row = vec![label(path), path.into(), "as set".into(), Cell::Blank, value];
    row.resize(HEADS.len() - 1, Cell::Blank);
    // The name and the year of the published agreement would be taken for those of the scenario's own.
    let is_of_agreement = path == "agreement" || path.starts_with("agreement.");
    row.push(if is_of_agreement && changed != Cell::Blank {
        "the published agreement".into()
    } else {
        changed
    });
    sheet.rows.push(row);
}

/// The label of the control for a field.
fn label(path: &str) -> Cell {
    Lever::all().find(|lever| lever.path() == path).map_or(Cell::Blank, |lever| lever.label().into())
}

fn assumption(
    sheet: &mut Sheet,
    path: &str,
    (amount, before): (&Value, Option<&Value>),
    basis: &Map<String, Value>,
) {
    let (shape, [low, central, high]) = spread(amount);
    let number = |value: Option<f64>| value.map_or(Cell::Blank, |value| Cell::Number(value, Format::Plain));
    let mut row = vec![label(path), path.into(), shape.into(), number(low), number(central), number(high)];
    row.extend([text(basis, "unit").replace('_', " ").into()]);
    row.extend(["source", "reference", "note", "rationale"].map(|field| text(basis, field).into()));
    row.push(changed(amount, before));
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
            row.extend([basis.rationale.as_str().into(), Cell::Blank]);
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
