//! What it is worth to run scenarios on the same futures, against running them apart.

use std::rc::Rc;
use sufficiency_planner::decisions::lineup::{Span, Yardstick, Yearly, job};
use sufficiency_planner::decisions::{Compared, Estimate, compare, variations};
use sufficiency_planner::scenario::{Checked, Run, Scenario};

const FUTURES: u32 = 4_000;
const PLACEMENTS: Yardstick = Yardstick::Year(Yearly::Placements, 2030);
const SPENDING: Yardstick = Yardstick::Year(Yearly::Spending, 2027);
const BALANCE: Yardstick = Yardstick::Year(Yearly::Balance, 2027);

fn kent() -> Checked {
    Scenario::kent().check().unwrap()
}

fn varied(name: &str) -> Checked {
    variations(&kent(), &kent()).into_iter().find(|varied| varied.name == name).unwrap()
}

/// A yardstick in each future of each scenario.
fn futures(scenarios: &[Checked], seed: u64, yardstick: Yardstick) -> Vec<Vec<f64>> {
    let shared = scenarios.iter().cloned().map(Rc::new).collect();
    let mut job = job(shared, Run { futures: FUTURES, seed }).unwrap();
    job.finish();
    let tables = (0..).zip(scenarios).map(|(scenario, of)| (job.gathered(scenario).unwrap(), Span::of(of)));
    tables.map(|(table, span)| span.values(yardstick, table.table().unwrap()).unwrap()).collect()
}

fn against_kent(name: &str, yardstick: Yardstick) -> Compared {
    let columns = futures(&[kent(), varied(name)], 2026, yardstick);
    compare(&[&columns[0], &columns[1]], yardstick.sense(), 0).unwrap()[1]
}

/// `cargo test --test comparison -- --nocapture` prints the figures of docs/validation.md.
#[test]
fn pairing_is_worth_at_least_what_is_published_of_it() {
    for (name, yardstick, least) in [
        ("No Localities effect", PLACEMENTS, 100.0),
        ("No Localities effect", BALANCE, 5_000.0),
        ("No blocks", SPENDING, 3_000.0),
        ("Blocks at double volume", SPENDING, 300.0),
        ("No growth in the rate of joining", PLACEMENTS, 20.0),
    ] {
        let Compared { difference, .. } = against_kent(name, yardstick);
        let Estimate { value, standard_error } = difference.mean;
        let worth = difference.pairing.unwrap();
        println!(
            "{name}, {}: {value:.2} ± {:.2}; {worth:.0} times",
            yardstick.label(),
            1.96 * standard_error
        );
        assert!(worth > least, "{name}: {worth}");
    }
}

/// The factor is worked out from the paired futures alone. Here the two are really run apart.
#[test]
fn runs_apart_are_as_much_worse_as_is_said() {
    for (name, yardstick) in [("No Localities effect", PLACEMENTS), ("No blocks", SPENDING)] {
        let said = against_kent(name, yardstick).difference;
        let [own, other] = [(varied(name), 11), (kent(), 12)]
            .map(|(scenario, seed)| futures(&[scenario], seed, yardstick).remove(0));
        let apart: Vec<f64> = own.iter().zip(&other).map(|(own, other)| own - other).collect();
        let apart = Estimate::mean(&apart);
        let measured = (apart.standard_error / said.mean.standard_error).powi(2);
        let ratio = measured / said.pairing.unwrap();
        // Each variance is known to about 2% from so many futures, tails included 5%.
        assert!((0.85..1.18).contains(&ratio), "{name}: {measured} against {:?}", said.pairing);
        assert!((apart.value - said.mean.value).abs() < 3.5 * apart.standard_error, "{name}: the same mean");
    }
}
