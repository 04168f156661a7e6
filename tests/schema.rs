//! The committed JSON Schema says of a scenario file what the code that reads it does.

use serde_json::{Map, Value, json};
use sufficiency_planner::scenario::Scenario;

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
    let mut file = serde_json::from_str(include_str!("scenarios/v4/every-part.json")).unwrap();
    explain(&mut file);
    for block in file["blocks"].as_array_mut().unwrap() {
        block["rationale"] = "Why.".into();
    }
    file
}

const AGES: &str = "^([4-9]|1[0-9]|2[0-4])$";

/// Whether a value passes a schema. A word of the schema that this does not know ends the test.
fn passes(root: &Value, schema: &Value, value: &Value) -> bool {
    let words = schema.as_object().unwrap();
    let number = |word: &Value| word.as_f64().unwrap();
    let count = |word: &Value| usize::try_from(word.as_u64().unwrap()).unwrap();
    let list = |word: &Value, rule: &dyn Fn(&Value) -> bool| {
        word.as_array().unwrap().iter().filter(|other| rule(other)).count()
    };
    words.iter().all(|(name, word)| match name.as_str() {
        "$schema" | "$defs" | "title" | "description" => true,
        "$ref" => passes(root, resolve(root, schema), value),
        "type" => match word {
            Value::String(kind) => is_kind(kind, value),
            kinds => list(kinds, &|kind| is_kind(kind.as_str().unwrap(), value)) > 0,
        },
        "enum" => word.as_array().unwrap().contains(value),
        "const" => value == word || value.as_f64().is_some() && value.as_f64() == word.as_f64(),
        "minimum" => value.as_f64().is_none_or(|value| value >= number(word)),
        "maximum" => value.as_f64().is_none_or(|value| value <= number(word)),
        "minLength" => value.as_str().is_none_or(|text| text.chars().count() >= count(word)),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() <= count(word)),
        "minItems" => value.as_array().is_none_or(|items| items.len() >= count(word)),
        "maxItems" => value.as_array().is_none_or(|items| items.len() <= count(word)),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| passes(root, word, item))),
        "required" => value
            .as_object()
            .is_none_or(|fields| list(word, &|name| !fields.contains_key(name.as_str().unwrap())) == 0),
        "properties" => value.as_object().is_none_or(|fields| {
            fields.iter().all(|(name, value)| word.get(name).is_none_or(|inner| passes(root, inner, value)))
        }),
        "patternProperties" => value.as_object().is_none_or(|fields| {
            fields.iter().filter(|(name, _)| is_age(name)).all(|(_, value)| passes(root, &word[AGES], value))
        }),
        "additionalProperties" => {
            assert_eq!(word, false);
            value.as_object().is_none_or(|fields| {
                fields.keys().all(|name| match schema.get("properties") {
                    Some(known) => known.get(name).is_some(),
                    None => is_age(name),
                })
            })
        }
        "oneOf" => list(word, &|other| passes(root, other, value)) == 1,
        "anyOf" => list(word, &|other| passes(root, other, value)) > 0,
        other => panic!("what does {other} mean?"),
    })
}

fn is_age(name: &str) -> bool {
    name.parse().is_ok_and(|age: u8| (4..=24).contains(&age) && age.to_string() == name)
}

fn is_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("what is a {other}?"),
    }
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
fn told(file: &Value, at: &str, put: Value) -> Vec<String> {
    let mut file = file.clone();
    *file.pointer_mut(at).unwrap() = put;
    Scenario::open(&file.to_string()).err().unwrap_or_default()
}

/// Whether the planner finds that a value is wrong by itself.
fn is_refused(file: &Value, at: &str, put: Value) -> bool {
    let place = path(at);
    told(file, at, put).iter().any(|told| {
        told.contains(&format!(": {place} is "))
            && (told.contains("it must be a") || told.contains("characters"))
            || told.contains(&format!(": {place}: expected"))
    })
}

#[test]
fn scenario_files_of_this_version_pass_the_schema_and_others_do_not() {
    let root = schema();
    let passes = |text: &str| passes(&root, &root, &serde_json::from_str(text).unwrap());
    assert!(passes(include_str!("../examples/scenarios/kent.json")));
    assert!(passes(include_str!("../examples/scenarios/r0.json")));
    assert!(passes(&Scenario::kent().to_json()));
    assert!(passes(&every_part().to_string()));
    assert!(!passes(include_str!("scenarios/v1/kent.json")));
    assert!(!passes(include_str!("scenarios/v2/kent-near-home.json")));
    assert!(Scenario::open(&every_part().to_string()).is_ok());
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
                assert!(!told(&file, at, too_many.into()).is_empty(), "{at}");
            }
            let none = told(&file, at, json!([]));
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
