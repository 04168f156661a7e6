//! What must hold between scenarios: diversion, placement, money and dependence. Scenarios are run
//! on the same futures, so "never" means never, in any of them.

// Test arithmetic on small numbers; comparisons to the bit are the point.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::float_cmp,
    clippy::needless_range_loop,
    clippy::type_complexity
)]

mod blocks;
mod dependence;
mod diversion;
mod money;
mod placement;

use sufficiency_planner::cohort::{Compiled, Detail, Headline, Measure, Scope, Shape};
use sufficiency_planner::ensemble::{Batch, run_batch};
use sufficiency_planner::scenario::{Amount, Scenario};

const FUTURES: u32 = 300;

fn kent(edit: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = Scenario::kent();
    edit(&mut scenario);
    scenario
}

fn batch(scenario: Scenario) -> Batch {
    let checked = scenario.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    run_batch(&Compiled::new(&checked, Detail::Full), 11, 0, FUTURES)
}

fn column(batch: &Batch, measure: Measure, time: usize, scope: Scope) -> &[u32] {
    batch.column(batch.shape().column(measure, time, scope).unwrap())
}

fn headline(batch: &Batch, headline: Headline) -> &[f64] {
    batch.headline(batch.shape().headline(headline))
}

fn mean(values: &[u32]) -> f64 {
    values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64
}

fn fix(scenario: &mut Scenario, settings: &[(&str, f64)]) {
    for (path, value) in settings {
        *scenario = scenario.set(path, &value.to_string()).unwrap();
    }
}

/// Nothing but the Localities Model and local places; nobody waits, no blocks.
fn no_limit(scenario: &mut Scenario) {
    scenario.capacity.occupancy.amount = Amount::Fixed(0.0);
    scenario.blocks.clear();
}

/// Everybody leaves after a year, so each January holds that year's joiners and nobody else.
fn everybody_leaves(scenario: &mut Scenario) {
    for band in &mut scenario.leaving.bands {
        band.hazard.amount = Amount::Fixed(1.0);
    }
}

fn all_stock(shape: Shape) -> Vec<Scope> {
    let cells =
        (0..shape.cells()).map(|cell| Scope::Cell { district: cell / shape.needs, need: cell % shape.needs });
    std::iter::once(Scope::County).chain(cells).collect()
}
