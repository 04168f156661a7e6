//! The path of joiners and England's record: the published baseline has the numbers that the fit wrote, and a
//! sample of councils is forecast on every run. The whole set is judged by `cargo run --release --example fit`.

use serde_json::Value;
use sufficiency_planner::council::{England, FIRST, LAST};
use sufficiency_planner::england::{Forecast, as_before, forecast, known, score};
use sufficiency_planner::scenario::Scenario;

fn written() -> Value {
    serde_json::from_str(include_str!("../src/england/path.json")).unwrap()
}

#[test]
fn the_published_baseline_has_the_numbers_that_were_fitted() {
    let (path, kent) = (written(), serde_json::to_value(Scenario::kent()).unwrap());
    for (name, amount) in path["amounts"].as_object().unwrap() {
        let of = &kent["demand"][name];
        assert_eq!(of["amount"], *amount, "{name}");
        assert_eq!(of["basis"]["source"], "SEN2", "{name}");
    }
    assert_eq!(path["recording"].as_f64(), Some(score::RECORDING));
}

/// Every eighth council that nothing was fitted to, from every January.
fn sample(edit: impl Fn(&mut Scenario) + Copy) -> Vec<Forecast> {
    let england = England::published();
    let some = england.unseen().step_by(4);
    some.flat_map(|council| {
        let starts = (FIRST..LAST).filter(|&from| council.is_large(from));
        starts
            .flat_map(|from| forecast(&england, council, from, LAST, 500, edit, score::RECORDING).unwrap())
            .collect::<Vec<_>>()
    })
    .collect()
}

fn held(forecasts: &[Forecast], share: f64) -> f64 {
    let held = forecasts.iter().filter(|one| one.score().is_within(share)).count();
    held as f64 / forecasts.len() as f64
}

/// Of the whole set the bands hold 80% and 54%; one council in four has a standard error of 4 points or so.
#[test]
fn the_band_holds_what_it_says_of_councils_that_nothing_was_fitted_to() {
    let pooled = sample(|_| ());
    assert!(pooled.len() > 100, "{}", pooled.len());
    let (wide, narrow) = (held(&pooled, 0.8), held(&pooled, 0.5));
    assert!((wide - 0.8).abs() < 0.1 && (narrow - 0.5).abs() < 0.12, "{wide}, {narrow} of {}", pooled.len());
    let before = sample(as_before);
    assert!(held(&before, 0.8) < wide - 0.2, "{}", held(&before, 0.8));
    let crps = |forecasts: &[Forecast]| {
        forecasts.iter().map(|one| one.score().crps).sum::<f64>() / forecasts.len() as f64
    };
    assert!(crps(&pooled) < 0.9 * crps(&before));
}

#[test]
fn a_forecast_is_the_same_whatever_came() {
    let england = England::published();
    let kent = england.council("E10000016").unwrap();
    let short = forecast(&england, kent, 2022, 2023, 300, |_| (), score::RECORDING).unwrap();
    let long = forecast(&england, kent, 2022, 2025, 300, |_| (), score::RECORDING).unwrap();
    assert_eq!((short.len(), long.len()), (1, 3));
    assert_eq!(short[0], long[0], "a year does not know how far a forecast looks");
    assert!(known(&england, kent, 2026, 3).unwrap_err().contains("choose another from 2019 to 2025"));
}
