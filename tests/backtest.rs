//! Would the model have held the counts that came? It is started from each earlier published count,
//! with today's rates scaled to it and nothing of what was to come, and compared with the counts of
//! the Januaries that followed: the same job that the Evidence screen runs.

use sufficiency_planner::evidence::{Coverage, Fold, Hit, PROMISED, backtest, coverage, held};
use sufficiency_planner::scenario::{Checked, Lever, Scenario};
use sufficiency_planner::words::{covered, range, tested, whole};

fn folds(scenario: &Checked) -> Vec<Fold> {
    let mut job = backtest(scenario).unwrap();
    job.finish();
    Fold::read(&job).unwrap()
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

#[test]
fn january_2025_falls_within_the_interval_forecast_from_january_2022() {
    let folds = folds(&Scenario::kent().check().unwrap());
    let from_2022 = folds.iter().find(|fold| fold.from.0 == 2022).unwrap();
    assert!(from_2022.hits.iter().all(Hit::is_held));
}

/// The surge before 2022 is outside what the present trend allows for, and a planner who widens the
/// growth holds more of it.
#[test]
fn the_surge_of_2019_to_2022_is_held_only_by_a_wider_growth() {
    let kent = Scenario::kent();
    let checked = kent.clone().check().unwrap();
    let surge = |folds: &[Fold]| held(&folds[..1]).1;
    assert_eq!(surge(&folds(&checked)), 0);
    assert!(folds(&checked)[0].hits.iter().all(|hit| f64::from(hit.came) > hit.futures.p90));
    let mut wide = kent.clone();
    Lever::Growth.set(&mut wide, &kent, 10.0);
    Lever::Growth.set_range(&mut wide, -20.0, 20.0).unwrap();
    Lever::Joiners.set(&mut wide, &kent, 600.0);
    assert!(surge(&folds(&wide.check().unwrap())) > 0);
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
