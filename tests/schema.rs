//! The committed JSON Schema says of a scenario file what the code that reads it does.

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use sufficiency_planner::scenario::{Scenario, VERSION};

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/scenario.schema.json")).unwrap()
}

/// A file in which every field stands that there can be.
fn every_part() -> Value {
    fn explain(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("unit") && fields.contains_key("source") {
                    fields.insert("rationale".into(), "Why.".into());
                }
                fields.values_mut().for_each(explain);
            }
            Value::Array(items) => items.iter_mut().for_each(explain),
            _ => {}
        }
    }
    // Fields that came later are those that the baseline gives to an earlier file.
    let (scenario, _) = Scenario::open(include_str!("scenarios/v4/every-part.json")).unwrap();
    let mut file = serde_json::from_str(&scenario.to_json()).unwrap();
    explain(&mut file);
    for block in file["blocks"].as_array_mut().unwrap() {
        block["rationale"] = "Why.".into();
    }
    file
}

const AGES: &str = "^(4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24)$";

/// Whether a value passes a part of the schema.
fn passes(root: &Value, schema: &Value, value: &Value) -> bool {
    thread_local!(static KNOWN: RefCell<HashMap<String, Validator>> = RefCell::default());
    KNOWN.with_borrow_mut(|known| {
        let validator = known.entry(schema.to_string()).or_insert_with(|| {
            let mut whole = schema.clone();
            whole["$defs"] = root["$defs"].clone();
            jsonschema::draft202012::new(&whole).unwrap()
        });
        validator.is_valid(value)
    })
}

fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema.get("$ref") {
        Some(place) => root.pointer(place.as_str().unwrap().trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// Calls for every value of a file with its place and the schema that it answers to.
fn each<'a>(
    root: &'a Value,
    schema: &'a Value,
    value: &Value,
    at: &str,
    f: &mut dyn FnMut(&str, &'a Value, &Value),
) {
    let schema = resolve(root, schema);
    f(at, schema, value);
    for word in ["oneOf", "anyOf"] {
        if let Some(others) = schema.get(word) {
            let fits = others.as_array().unwrap().iter().find(|other| passes(root, other, value));
            return each(root, fits.expect(at), value, at, f);
        }
    }
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let own = schema.get("properties").map(|known| known.get(name).expect(at));
                let schema = own.unwrap_or_else(|| &schema["patternProperties"][AGES]);
                each(root, schema, inner, &format!("{at}/{name}"), f);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each(root, &schema["items"], item, &format!("{at}/{index}"), f);
            }
        }
        _ => {}
    }
}

/// The path of a place, as the planner says it.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        let is_index = step.parse::<u32>().is_ok() && !path.ends_with(".values");
        match (is_index, path.is_empty()) {
            (true, _) => path.extend(["[", step, "]"]),
            (false, true) => path.push_str(step),
            (false, false) => path.extend([".", step]),
        }
    }
    // A number by itself and a fixed one are the same to the planner.
    path.strip_suffix(".fixed").map_or(path.clone(), str::to_owned)
}

/// What the planner says of a file with something else at a place.
fn messages(file: &Value, at: &str, put: Value) -> Vec<String> {
    let mut file = file.clone();
    *file.pointer_mut(at).unwrap() = put;
    Scenario::open(&file.to_string()).err().unwrap_or_default()
}

/// Whether the planner finds that a value is wrong by itself.
fn is_refused(file: &Value, at: &str, put: Value) -> bool {
    let place = path(at);
    messages(file, at, put).iter().any(|told| {
        told.contains(&format!(": {place} is "))
            && (told.contains("it must be a") || told.contains("characters"))
            || told.contains(&format!(": {place}: expected"))
    })
}

#[test]
fn the_schema_is_the_one_that_the_code_gives() {
    let committed = include_str!("../docs/scenario.schema.json");
    assert!(committed == Scenario::schema(), "run `cargo xtask schema`, and look at what has changed");
    assert!(jsonschema::meta::is_valid(&schema()));
}

/// Every scenario file in a folder and the folders in it, with its path.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let each = entries.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![(path.display().to_string(), std::fs::read_to_string(&path).unwrap())]
        }
    });
    each.collect()
}

#[test]
fn scenario_files_of_this_version_pass_the_schema_and_others_once_they_are_brought_up_to_date() {
    let root = schema();
    let passes = |text: &str| passes(&root, &root, &serde_json::from_str(text).unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["tests/scenarios", "examples/scenarios"].map(|name| files(&folder.join(name))).concat();
    assert!(files.len() >= 9, "{}", files.len());
    for (path, text) in files {
        let (scenario, version) = Scenario::open(&text).unwrap_or_else(|told| panic!("{path}: {told:?}"));
        assert_eq!(passes(&text), version == VERSION, "{path}");
        assert!(passes(&scenario.to_json()), "{path}");
    }
    assert!(passes(&every_part().to_string()));
    assert!(Scenario::open(&every_part().to_string()).is_ok());
}

#[test]
fn every_field_is_described_and_every_number_has_limits() {
    let (root, file) = (schema(), every_part());
    let mut fields = 0;
    each(&root, &root, &file, "", &mut |at, schema, _| {
        if let Some(known) = schema.get("properties").filter(|_| !at.contains("/amount")) {
            for (name, field) in known.as_object().unwrap() {
                let said = field["description"].as_str();
                let is_plain = matches!(name.as_str(), "amount" | "basis" | "values");
                assert!(is_plain || said.is_some_and(|said| said.ends_with('.')), "{at}/{name}");
                fields += 1;
            }
        }
        if matches!(schema["type"].as_str(), Some("number" | "integer")) {
            let is_limited = schema.get("minimum").is_some() && schema.get("maximum").is_some();
            assert!(is_limited || at.ends_with("/sample_size"), "{at}");
            let wide = |end: &str| schema[end].as_f64().is_some_and(|end| end.abs() > 1e11);
            assert!(!wide("minimum") && !wide("maximum"), "{at}");
        }
    });
    assert!(fields > 1_000, "{fields}");
}

#[test]
fn every_field_of_the_schema_is_read_and_every_field_that_is_read_is_in_the_schema() {
    let (root, file) = (schema(), every_part());
    let mut objects = Vec::new();
    each(&root, &root, &file, "", &mut |at, schema, value| {
        if let (Some(known), Value::Object(fields)) = (schema.get("properties"), value) {
            let known: Vec<&String> = known.as_object().unwrap().keys().collect();
            assert!(known.iter().all(|name| fields.contains_key(*name)), "{at}: {known:?}");
            let required = schema["required"].as_array().unwrap().clone();
            objects.push((at.to_owned(), fields.clone(), required));
        }
    });
    // One of each kind is enough: lists hold many alike.
    objects.retain(|(at, ..)| !at.split('/').any(|step| step.parse::<u32>().is_ok_and(|index| index > 0)));
    assert!(objects.len() > 150, "{}", objects.len());
    let opens = |at: &str, fields: Map<String, Value>| {
        let mut file = file.clone();
        *file.pointer_mut(at).unwrap() = Value::Object(fields);
        Scenario::open(&file.to_string())
    };
    for (at, fields, required) in objects {
        for name in fields.keys() {
            let mut less = fields.clone();
            less.remove(name);
            let refused = opens(&at, less).err().unwrap_or_default();
            let is_missed =
                refused.iter().any(|told| told.ends_with("it is missing.") || told.contains("expected"));
            // Without a version it is an older file, in which all this may stand.
            let is_needed = required.contains(&json!(name)) && name != "version";
            assert_eq!(is_missed, is_needed, "{at}/{name}: {refused:?}");
        }
        let mut more = fields;
        more.insert("more".into(), 1.into());
        let refused = opens(&at, more).unwrap_err();
        assert!(
            refused
                .iter()
                .any(|told| told.contains("unknown field") || told.contains("expected a number, or one of")),
            "{at}: {refused:?}"
        );
    }
}

#[test]
fn limits_words_and_kinds_are_those_of_the_code() {
    let (root, file) = (schema(), every_part());
    let mut checked = [0; 5];
    each(&root, &root, &file, "", &mut |at, schema, value| {
        if at == "/version" || at.contains("/beta/") {
            return;
        }
        if let (Some(low), Some(high)) = (schema.get("minimum"), schema.get("maximum")) {
            let is_whole = schema["type"] == "integer";
            let step = |end: f64| if is_whole { 1.0 } else { end.abs() * 1e-6 + 1e-6 };
            let number = |value: f64| {
                #[allow(clippy::cast_possible_truncation)]
                if is_whole { json!(value as i64) } else { json!(value) }
            };
            let [low, high] = [low, high].map(|end| end.as_f64().unwrap());
            for (value, bad) in
                [(low, false), (high, false), (low - step(low), true), (high + step(high), true)]
            {
                assert_eq!(is_refused(&file, at, number(value)), bad, "{at} at {value}");
            }
            checked[0] += 1;
        }
        if let Some(words) = schema.get("enum") {
            for word in words.as_array().unwrap() {
                assert!(!is_refused(&file, at, word.clone()), "{at}: {word}");
            }
            assert!(is_refused(&file, at, "another".into()), "{at}");
            checked[1] += 1;
        }
        if let Some(most) = schema.get("maxLength") {
            let most = usize::try_from(most.as_u64().unwrap()).unwrap();
            assert!(!is_refused(&file, at, "é".repeat(most).into()), "{at}");
            assert!(is_refused(&file, at, "é".repeat(most + 1).into()), "{at}");
            checked[2] += 1;
        }
        if let (Some(most), Value::Array(items)) = (schema.get("maxItems"), value) {
            let most = usize::try_from(most.as_u64().unwrap()).unwrap();
            let too_many: Vec<Value> = items.iter().cycle().take(most + 1).cloned().collect();
            if !items.is_empty() {
                assert!(!messages(&file, at, too_many.into()).is_empty(), "{at}");
            }
            let none = messages(&file, at, json!([]));
            let is_short = none.iter().any(|told| told.contains(&format!(": {} ", path(at))));
            assert_eq!(is_short, schema["minItems"] != 0, "{at}: {none:?}");
            checked[3] += 1;
        }
        // What is of another kind is refused by both.
        for other in [json!(null), json!({}), json!([]), json!("x"), json!(true), json!(-0.123_456)] {
            let mut changed = file.clone();
            *changed.pointer_mut(at).unwrap() = other.clone();
            if !at.is_empty() && Scenario::open(&changed.to_string()).is_ok() {
                assert!(passes(&root, &root, &changed), "{at}: {other} is read");
            }
            checked[4] += 1;
        }
    });
    assert!(checked[0] > 200 && checked[1] > 150 && checked[2] > 250 && checked[3] > 10, "{checked:?}");
}
