//! Scenario files of every version, kept for ever: each opens and says what it said.

use serde_json::Value;
use std::path::PathBuf;
use sufficiency_planner::england::known::without_measures;
use sufficiency_planner::scenario::{Amount, Pert, Scenario, VERSION, upgrade_note};

/// Every fixture with the version of its folder and its text.
fn fixtures() -> Vec<(u64, String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut all = Vec::new();
    for folder in std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let version = name.strip_prefix('v').unwrap().parse().unwrap();
        for file in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            all.push((version, file.display().to_string(), std::fs::read_to_string(&file).unwrap()));
        }
    }
    // What is published is of the newest version.
    let kent = root.join("../../examples/scenarios/kent.json");
    all.push((VERSION, kent.display().to_string(), std::fs::read_to_string(kent).unwrap()));
    all
}

/// Asserts that all that stands in one value stands in another.
fn assert_within(at: &str, said: &Value, now: &Value) {
    match said {
        // Two ways to write one amount.
        Value::Object(fields) if fields.len() == 1 && fields.contains_key("fixed") => {
            assert_within(at, &fields["fixed"], now);
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                assert_within(&format!("{at}/{name}"), value, &now[name]);
            }
        }
        Value::Array(items) => {
            assert_eq!(items.len(), now.as_array().map_or(0, Vec::len), "{at}");
            items.iter().enumerate().for_each(|(i, item)| assert_within(&format!("{at}/{i}"), item, &now[i]));
        }
        Value::Number(number) => assert_eq!(number.as_f64(), now.as_f64(), "{at}"),
        other => assert_eq!(other, now, "{at}"),
    }
}

#[test]
fn a_file_of_any_version_opens_and_says_what_it_said() {
    let all = fixtures();
    for version in 1..=VERSION {
        assert!(all.iter().any(|(other, ..)| *other == version), "version {version} has a fixture");
    }
    for (version, name, text) in all {
        let (scenario, read) = Scenario::open(&text).unwrap_or_else(|told| panic!("{name}: {told:?}"));
        assert_eq!(read, version, "{name}");
        let now: Value = serde_json::from_str(&scenario.to_json()).unwrap();
        assert_eq!(now["version"], VERSION);
        let mut said: Value = serde_json::from_str(&text).unwrap();
        said["version"] = VERSION.into();
        assert_within(&name, &said, &now);
        let (again, read) = Scenario::open(&scenario.to_json()).unwrap();
        assert_eq!((again, read), (scenario, VERSION), "{name}");
    }
}

#[test]
fn the_first_version_knew_placements_alone_and_its_futures_stay_so() {
    let (_, _, text) = fixtures().into_iter().find(|(version, ..)| *version == 1).unwrap();
    let old = Scenario::open(&text).unwrap().0.into_inner();
    let mut kent = Scenario::kent();
    without_measures(&mut kent);
    kent.areas.clear();
    // It knew one rate of joining, its own, and one growth for ever.
    for amount in [
        &mut kent.demand.pooling.amount,
        &mut kent.demand.level_doubt.amount,
        &mut kent.demand.wander.amount,
        &mut kent.demand.pull_back.amount,
    ] {
        *amount = Amount::Fixed(0.0);
    }
    kent.demand.fade.amount = Amount::Fixed(1.0);
    kent.demand.growth = old.demand.growth.clone();
    kent.demand.shock_k = old.demand.shock_k.clone();
    kent.demand.joiners_by_age = old.demand.joiners_by_age.clone();
    kent.leaving = old.leaving.clone();
    assert!(old.is_like(&kent));
    assert_eq!(old.demand.growth.amount, Amount::Pert(Pert { min: -0.02, mode: 0.02, max: 0.06 }));
    assert!(upgrade_note(1).contains("no Localities Model") && upgrade_note(4).is_empty());
    assert!(upgrade_note(2) == upgrade_note(3) && upgrade_note(3).contains("one growth for ever"));
    // A district that Kent does not have is no hindrance, and a field that version 1 had is missed.
    let own = text.replacen("E07000105", "E99", 1);
    assert!(Scenario::open(&own).is_ok());
    let lacking = text.replacen("\"dps_school\": true,", "", 1);
    let told = Scenario::open(&lacking).unwrap_err();
    assert_eq!(told, ["District 1, DPS school: districts.list[0].dps_school: it is missing."]);
}

#[test]
fn a_block_that_does_not_say_is_not_near_home_unless_the_file_is_new() {
    for (name, near) in [("kent-first", false), ("kent-near-home", true)] {
        let (_, _, text) = fixtures().into_iter().find(|(_, file, _)| file.contains(name)).unwrap();
        let blocks = Scenario::open(&text).unwrap().0.into_inner().blocks;
        assert!(!blocks.is_empty() && blocks.iter().all(|block| block.near_home == near), "{name}");
        let new = text.replacen('{', "{\"version\": 3,", 1);
        assert_eq!(Scenario::open(&new).is_ok(), near, "{name}");
    }
}

#[test]
fn another_version_is_refused_by_its_name() {
    let kent = Scenario::kent().to_json();
    let newer = (VERSION + 1).to_string();
    let known = format!(
        "Version of the file: version: this file is of version {newer}, and this planner reads versions 1 to {VERSION}"
    );
    for (version, said) in [
        (newer.as_str(), known.as_str()),
        ("0", "Version of the file: version: this file is of version 0"),
        ("\"3\"", "Version of the file: version: expected a whole number"),
        ("null", "Version of the file: version: expected a whole number"),
        ("2.5", "Version of the file: version: expected a whole number"),
    ] {
        let told = Scenario::open(&kent.replacen(
            &format!("\"version\": {VERSION}"),
            &format!("\"version\": {version}"),
            1,
        ));
        assert!(told.as_ref().unwrap_err()[0].starts_with(said), "{told:?}");
    }
    for text in ["{}", "[]", "5", "{\"foo\": 1}", "null"] {
        assert_eq!(Scenario::open(text).unwrap_err().len(), 1, "{text}");
    }
}

#[test]
fn everything_wrong_is_told_at_once_by_what_it_is_called() {
    let mut file: Value = serde_json::from_str(&Scenario::kent().to_json()).unwrap();
    file["demand"]["growth"]["amount"] = 7.into();
    file["districts"]["list"][2]["weight"] = "lots".into();
    file["blocks"][0]["void_share"]["amount"]["pert"].as_object_mut().unwrap().remove("mode");
    file["blocks"][0]["colour"] = "red".into();
    file["run"] = Value::Null;
    file["name"] = "".into();
    let mut told = Scenario::open(&file.to_string()).unwrap_err();
    told.sort();
    let begins = [
        "Block 1, Price paid for an empty place, most likely: blocks[0].void_share.amount.pert.mode: it is missing.",
        "Block 1, colour: blocks[0].colour: unknown field, expected one of name, kind, ",
        "District 3, weight: districts.list[2].weight: expected a number, found the text \"lots\".",
        "Growth in the rate of joining: demand.growth.amount is 7: it must be a number from -0.5 to 0.5.",
        "Name of the scenario: name is 0 characters long: a name has 1 to 80 characters.",
        "Run: run: expected an object with fields, found nothing (null).",
    ];
    assert_eq!(told.len(), begins.len(), "{told:#?}");
    for (told, begin) in told.iter().zip(begins) {
        assert!(told.starts_with(begin), "{told}");
    }
}

#[test]
fn an_earlier_file_is_of_the_published_council_and_its_agreement_and_a_new_one_says_its_own() {
    let kent = Scenario::kent();
    for (version, path, text) in fixtures().into_iter().filter(|(version, ..)| *version < VERSION) {
        let (scenario, _) = Scenario::open(&text).unwrap();
        assert_eq!(
            (scenario.council, &scenario.agreement),
            (kent.council, &kent.agreement),
            "{version}: {path}"
        );
    }
    let text = kent.to_json();
    let (essex, _) = Scenario::open(&text.replace("E10000016", "E10000012")).unwrap();
    assert_eq!((essex.council().name, essex.council().facts().baseline), ("Essex", None));
    let told = Scenario::open(&text.replace("E10000016", "E99")).unwrap_err();
    assert_eq!(
        told,
        [
            "Council: council: expected the code of a council in England, such as E10000016 for Kent, found the text \"E99\"."
        ]
    );
    let none = Scenario { agreement: None, ..kent };
    assert_eq!(Scenario::open(&none.to_json()).unwrap().0.agreement, None);
}
