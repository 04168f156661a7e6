//! What is said of the High Needs Block follows the agreement that the scenario has.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;
use sufficiency_planner::cohort::{Compiled, Detail};
use sufficiency_planner::decisions::Moves;
use sufficiency_planner::decisions::lineup::Span;
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::exchange::{Form, Wanted, file};
use sufficiency_planner::field::FinancialYear;
use sufficiency_planner::results::Money;
use sufficiency_planner::scenario::{Agreement, Lever, Scenario};
use sufficiency_planner::sentences;

/// Kent with another agreement, and with notes that name none.
fn kent(agreement: Option<Agreement>) -> Scenario {
    let text = Scenario::kent().to_json().replace("The Safety Valve profile", "The profile");
    let mut kent = Scenario::from_json(&text).unwrap();
    kent.agreement = agreement;
    kent.run.futures = 200;
    kent
}

fn recovery() -> Agreement {
    Agreement { name: "Recovery plan".into(), break_even_in: FinancialYear(2029) }
}

/// Everything that is said of a scenario and its futures, piece by piece; periods by themselves are left out.
fn notes(scenario: &Scenario) -> Vec<String> {
    let checked = scenario.clone().check().unwrap();
    let model = Compiled::new(&checked, Detail::Main);
    let ensemble =
        Ensemble::run(&model, checked.horizon.opening_january, checked.run.seed, checked.run.futures);
    let mut said = Vec::new();
    match Money::of(&ensemble, &checked, &Scenario::kent()).target {
        Some(target) => {
            let balance = &target.balance.summary;
            said.push(target.agreement);
            said.push(sentences::shortfall_sentence(target.year, balance));
            said.extend(sentences::needed(&target.needed, target.year));
            let moves = Moves::of(&checked);
            said.extend(sentences::arithmetic(0.0, balance.p50, &moves, &target.movement, target.year));
            said.push(format!("Accumulated deficit at {}", target.year.last_day()));
        }
        None => said.push(sentences::no_target(&checked)),
    }
    for yardstick in Span::of(&checked).yardsticks() {
        said.extend([yardstick.label(), yardstick.note().to_owned()]);
    }
    said.extend(Lever::all().flat_map(|lever| [lever.label().to_owned(), lever.help().to_owned()]));
    let digest = ensemble.digest().map(|digest| digest.to_string());
    for form in [Form::Csv, Form::Workbook, Form::DsgPlan, Form::Scap, Form::ReformPlan] {
        let wanted = Wanted {
            form,
            scenario: scenario.to_json(),
            others: Vec::new(),
            digest: digest.clone(),
            date: "2026-11-26".into(),
            non_maintained: None,
        };
        let bytes = file(&wanted).unwrap().bytes;
        match form {
            Form::Csv => said.extend(String::from_utf8(bytes).unwrap().split([',', '\n']).map(str::to_owned)),
            _ => said.extend(cells(bytes)),
        }
    }
    said.retain(|said| said.trim_matches('"') != "2027/28");
    said
}

fn cells(bytes: Vec<u8>) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let rows =
        sheets.into_iter().flat_map(|(_, range)| range.rows().map(<[Data]>::to_vec).collect::<Vec<_>>());
    rows.flatten().map(|cell| cell.to_string()).collect()
}

#[test]
fn another_agreement_is_called_by_its_own_name_and_year() {
    let said = notes(&kent(Some(recovery())));
    let naming = |word: &str| said.iter().filter(|said| said.contains(word)).cloned().collect::<Vec<_>>();
    assert_eq!(naming("Safety Valve"), Vec::<String>::new());
    assert_eq!(naming("2027/28"), Vec::<String>::new());
    assert_eq!(naming("March 2028"), Vec::<String>::new());
    assert!(naming("2029/30").len() > 4 && naming("31 March 2030").len() > 2, "{said:?}");
    assert!(naming("Recovery plan").len() > 1);
}

#[test]
fn without_an_agreement_that_is_said_in_place_of_a_year() {
    let said = notes(&kent(None));
    let naming = |word: &str| said.iter().filter(|said| said.contains(word)).cloned().collect::<Vec<_>>();
    assert_eq!(naming("Safety Valve"), Vec::<String>::new());
    assert_eq!(naming("31 March 2028"), Vec::<String>::new());
    assert_eq!(naming("has no agreement").len(), 1);
}

#[test]
fn the_published_agreement_is_named_where_the_scenario_has_it() {
    let said = notes(&kent(Scenario::kent().agreement));
    let count = |word: &str| said.iter().filter(|said| said.contains(word)).count();
    assert!(count("Safety Valve agreement") > 1 && count("2027/28") > 2, "{said:?}");
}
