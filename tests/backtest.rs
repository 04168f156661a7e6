//! Would the model have held the counts that came? It is started from each earlier published count and the
//! joiners known by then, with nothing of what was to come, and compared with the counts of
//! the Januaries that followed: the same job that the Evidence screen runs.

use sufficiency_planner::england::as_before;
use sufficiency_planner::evidence::{Coverage, Fold, PROMISED, backtest, coverage, held};
use sufficiency_planner::scenario::{Checked, Scenario};
use sufficiency_planner::sentences::{covered, tested};
use sufficiency_planner::words::{range, whole};

fn folds(scenario: &Checked) -> Vec<Fold> {
    let mut job = backtest(scenario).unwrap();
    job.finish();
    Fold::read(scenario.council(), &job).unwrap()
}

/// `docs/validation.md` reports these figures, row by row; `cargo test --test backtest -- --nocapture`
/// prints them.
#[test]
fn the_back_test_is_as_the_documentation_reports_it() {
    let kent = Scenario::kent().check().unwrap();
    let folds = folds(&kent);
    let documented = include_str!("../docs/validation.md");
    let mut rows = Vec::new();
    for fold in &folds {
        let mut from = format!("{} ({})", fold.from.0, whole(f64::from(fold.opening)));
        for hit in &fold.hits {
            let band = range(hit.futures.p10, hit.futures.p90).replace('\u{2013}', " to ");
            let held = if hit.is_held() { "yes" } else { "no" };
            let row =
                format!("| {from} | {} | {} | {band} | {held} |", hit.january.0, whole(f64::from(hit.came)));
            rows.push(row.replace("|  |", "| |"));
            from.clear();
        }
    }
    println!("{}", rows.join("\n"));
    let (came, inside) = held(&folds);
    println!("{}", tested(&folds));
    assert!(documented.contains(&rows.join("\n")));
    assert!(documented.contains(&format!("{inside} of {came} held")), "{inside} of {came}");
}

/// What the pooled path holds and the rates as they were taken before did not: the surge of 2019 to 2022.
#[test]
fn the_surge_of_2019_to_2022_is_beyond_the_councils_own_rates_and_within_englands() {
    let kent = Scenario::kent();
    let mut before = kent.clone();
    as_before(&mut before);
    let held_of = |scenario: &Scenario| held(&folds(&scenario.clone().check().unwrap()));
    let ((came, pooled), (same, own)) = (held_of(&kent), held_of(&before));
    assert_eq!((came, same), (21, 21));
    assert!(pooled > own + 3, "{pooled} against {own} of {came}");
}

#[test]
fn the_band_covers_what_it_says_of_the_models_own_futures() {
    let kent = Scenario::kent().check().unwrap();
    let mut job = coverage(&kent).unwrap();
    job.finish();
    let coverage = Coverage::read(&kent, &job).unwrap();
    assert_eq!(coverage.len(), 9);
    for one in &coverage {
        assert!((one.share - PROMISED).abs() < 0.03, "{one:?}");
    }
    assert!(covered(&coverage).contains("holds what it says"), "{}", covered(&coverage));
}
