//! Would the model have held the counts that came? It is started from an earlier published count,
//! with today's rates scaled to it and nothing of what was to come, and compared with the counts of
//! the three Januaries that followed.

use sufficiency_planner::cohort::{Compiled, Detail, Measure, Place};
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::field::January;
use sufficiency_planner::published::INMSS_HISTORY;
use sufficiency_planner::scenario::{Amount, Scenario};

fn published(year: u16) -> f64 {
    let row = INMSS_HISTORY.iter().find(|(january, _)| january.0 == year);
    f64::from(row.unwrap().1)
}

/// For each of the three Januaries after `start`: the count that came, and the 80% interval.
fn fold(start: u16) -> Vec<(f64, f64, f64)> {
    let mut scenario = Scenario::kent();
    scenario.horizon.opening_january = January(start);
    scenario.horizon.years = 3;
    scenario.opening.pupils.amount = Amount::Fixed(published(start));
    // Nothing of the plans of 2025 was at work, and no count of places is known.
    scenario.localities.effect.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_places.amount = Amount::Fixed(0.0);
    scenario.local_provision.schools.clear();
    scenario.capacity.occupancy.amount = Amount::Fixed(0.0);
    scenario.blocks.clear();
    let checked = scenario.check().unwrap();
    let model = Compiled::new(&checked, Detail::Main);
    let ensemble = Ensemble::run(&model, January(start), 2026, 10_000);
    (1..=3_u16)
        .map(|year| {
            let tally = ensemble.tally(Measure::Stock, usize::from(year), Place::County);
            (published(start + year), tally.percentile(0.1), tally.percentile(0.9))
        })
        .collect()
}

fn held(fold: &[(f64, f64, f64)]) -> usize {
    fold.iter().filter(|(count, low, high)| (low..=high).contains(&count)).count()
}

/// `docs/validation.md` reports these figures; `cargo test --test backtest -- --nocapture` prints
/// them.
#[test]
fn january_2025_falls_within_the_interval_forecast_from_january_2022() {
    let fold = fold(2022);
    for (count, low, high) in &fold {
        println!("from 2022: {count} came, 8 in 10 futures between {low:.0} and {high:.0}");
    }
    let (count, low, high) = fold[2];
    assert!((low..=high).contains(&count), "{count} is not within {low} to {high}");
    assert_eq!(held(&fold), 3);
}

/// The surge before 2022 is outside what the present trend allows for: a planner is told so.
#[test]
fn the_surge_from_2019_to_2022_was_outside_the_interval() {
    let fold = fold(2019);
    for (count, low, high) in &fold {
        println!("from 2019: {count} came, 8 in 10 futures between {low:.0} and {high:.0}");
    }
    assert_eq!(held(&fold), 0);
    assert!(fold.iter().all(|(count, _, high)| count > high));
}
