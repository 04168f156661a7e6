//! What a scenario file may and may not say.

use crate::council::Base;
use crate::scenario::Scenario;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Where Kent's file is refused, and why, once this is put at a pointer; nothing put takes away.
fn broken(pointer: &str, put: impl Into<Option<Value>>) -> String {
    let mut file = serde_json::to_value(Scenario::kent()).unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match put.into() {
        Some(value) => drop(parent.insert(name.to_owned(), value)),
        None => assert!(parent.remove(name).is_some()),
    }
    Scenario::from_json(&file.to_string()).unwrap_err().to_string()
}

#[test]
fn a_value_of_the_wrong_type_is_named_with_what_was_wanted() {
    for (bad, found) in [
        (json!(null), "nothing (null)"),
        (json!(true), "true"),
        (json!("lots"), "the text \"lots\""),
        (json!([1]), "a list"),
        (json!({ "a": 1 }), "an object with fields"),
    ] {
        let reason = format!("districts.list[2].weight: expected a number, found {found}");
        assert_eq!(broken("/districts/list/2/weight", bad), reason);
    }
    let age = broken("/opening/age_profile/values/7", json!("x"));
    assert!(age.starts_with("opening.age_profile.values.7: expected a number"), "{age}");
    assert_eq!(broken("/name", json!(5)), "name: expected text, found 5");
    assert_eq!(broken("/run", json!([1, 2])), "run: expected an object with fields, found a list");
    assert_eq!(broken("/blocks", json!({})), "blocks: expected a list, found an object with fields");
    let long = broken("/run/seed", json!("é".repeat(41)));
    assert!(long.ends_with(&format!("\"{}…\"", "é".repeat(40))), "{long}");
}

#[test]
fn a_number_out_of_range_is_refused() {
    let years = "horizon.years: expected a whole number from 0 to 255, found ";
    for bad in [json!(256), json!(-1.0), json!(3.5), json!(9.0)] {
        assert_eq!(broken("/horizon/years", bad.clone()), format!("{years}{bad}"));
    }
    for bad in [json!(3), json!(25), json!(260), json!("7")] {
        let said = broken("/leaving/bands/1/to_age", bad);
        assert!(said.starts_with("leaving.bands[1].to_age: expected an age from 4 to 24"), "{said}");
    }
    for name in ["3", "25", "260", "07", "+7", "-7", "7.0", "", " 7", "seven"] {
        let said = broken(&format!("/opening/age_profile/values/{name}"), json!(1));
        assert!(said.contains("the name of the field is not an age from 4 to 24"), "{name}: {said}");
    }
}

#[test]
fn a_missing_field_is_missed_where_it_should_stand() {
    assert_eq!(broken("/districts/list/2/weight", None), "districts.list[2].weight: it is missing");
    assert_eq!(broken("/name", None), "name: it is missing");
    // But for those that may be left out.
    let mut kent = Scenario::kent();
    kent.blocks[1].near_home = false;
    let mut file = serde_json::to_value(&kent).unwrap();
    file["framework"].as_object_mut().unwrap().remove("break_after").unwrap();
    file["blocks"][1].as_object_mut().unwrap().remove("near_home").unwrap();
    assert_eq!(Scenario::from_json(&file.to_string()).unwrap(), kent);
    assert!(broken("/blocks/1/near_home", json!("yes")).starts_with("blocks[1].near_home: expected true"));
}

#[test]
fn an_unknown_or_repeated_field_is_named() {
    let said = broken("/demand/grwth", json!(1));
    assert!(said.starts_with("demand.grwth: unknown field, expected one of joiners_by_age, "), "{said}");
    let twice = Scenario::kent().to_json().replacen("\"years\":", "\"years\": 9, \"years\":", 1);
    let said = Scenario::from_json(&twice).unwrap_err().to_string();
    assert!(said.starts_with("horizon.years: the field stands here twice"), "{said}");
    let said = broken("/demand/growth/amount", json!({ "normal": {} }));
    assert!(said.starts_with("demand.growth.amount.normal: unknown distribution"), "{said}");
    let said = broken("/opening/base", json!("mine"));
    assert!(said.starts_with("opening.base: expected one of snapshot_june_2025, "), "{said}");
}

#[test]
fn text_that_is_no_json_is_refused_for_what_it_is_or_with_its_line() {
    for text in ["", "  ", "\n", "hello", "é", "}", "{", "[1,", "\u{feff}{}", "1e999"] {
        let refused = Scenario::from_json(text).unwrap_err();
        assert!(refused.path.is_empty() && !refused.reason.contains("EOF"), "{text}: {refused}");
    }
    for text in ["{} {}", "{\"a\" 1}", "{\n\"a\": 1,\n}", "{\"a\": 1 \"b\": 2}"] {
        let refused = Scenario::from_json(text).unwrap_err();
        assert!(refused.path.is_empty() && refused.reason.contains(" line "), "{text}: {refused}");
    }
    assert!(Scenario::from_json(&"[".repeat(100_000)).is_err());
}

#[test]
fn every_word_of_a_file_is_read_as_it_is_written() {
    for base in Base::all() {
        let mut kent = Scenario::kent();
        kent.opening.base = base;
        assert_eq!(Scenario::from_json(&kent.to_json()).unwrap(), kent);
    }
    assert_eq!(Scenario::from_json(&Scenario::kent().to_json()).unwrap(), Scenario::kent());
}

#[test]
fn a_scenario_is_read_as_it_is_written_to_the_last_bit() {
    for step in 1..2_000 {
        let mut kent = Scenario::kent();
        kent.demand.growth.amount = crate::scenario::Amount::Fixed(f64::from(step) / 4_211.0);
        kent.high_needs.gap.amount = crate::scenario::Amount::Fixed(1e7 * f64::from(step).sqrt());
        assert!(Scenario::from_json(&kent.to_json()).unwrap() == kent, "{step}");
    }
}

/// Every place of a tree.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), all));
        }
        _ => {}
    }
}

#[test]
fn anything_put_anywhere_is_refused_there_or_read_and_written_again() {
    let file = serde_json::to_value(Scenario::kent()).unwrap();
    let mut all = Vec::new();
    places(&file, "", &mut all);
    for (index, place) in all.iter().enumerate() {
        let odd = [json!(null), json!(7), json!(-0.5), json!("own"), json!([0]), json!({}), json!(false)];
        let mut changed = file.clone();
        *changed.pointer_mut(place).unwrap() = odd[index % odd.len()].clone();
        match Scenario::from_json(&changed.to_string()) {
            Ok(read) => assert_eq!(Scenario::from_json(&read.to_json()).unwrap(), read),
            Err(refused) => {
                let at = format!("/{}", refused.path.replace(['.', '['], "/").replace(']', ""));
                let known = place.starts_with(at.trim_end_matches('/')) || at.starts_with(place.as_str());
                assert!(known, "{place}: {refused}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_refused_or_read(text in r#"([{}\[\],:"\\ \n]|a|é|1|null|true){0,40}"#) {
        prop_assert!(Scenario::from_json(&text).is_err());
    }

    #[test]
    fn any_text_within_kents_file_is_refused_or_read(text in r#"([{}\[\],:"\\ ]|.){0,9}"#, from: usize, length in 0_usize..40) {
        let kent = Scenario::kent().to_json();
        let from = from % kent.len();
        let head = kent.get(..from).unwrap_or_default();
        let tail = kent.get(from + length..).unwrap_or_default();
        if let Ok(read) = Scenario::from_json(&format!("{head}{text}{tail}")) {
            prop_assert_eq!(Scenario::from_json(&read.to_json()).unwrap(), read);
        }
    }
}
