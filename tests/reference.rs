//! The cohort reference R0: expected values and the chance-only table that the engine must
//! reproduce (the model's golden numbers).

use sufficiency_planner::cohort::{Compiled, Detail, Measure, Parameters, Scope, Simulator, expected};
use sufficiency_planner::england::as_before;
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::scenario::{Amount, Checked, Cohort, Scenario};

fn r0(settings: &[(&str, &str)]) -> Checked {
    let file = include_str!("../examples/scenarios/r0.json");
    let mut scenario = Scenario::from_json(file).unwrap();
    for (path, value) in settings {
        scenario = scenario.set(path, value).unwrap();
    }
    scenario.check().unwrap()
}

fn ensemble(scenario: &Checked) -> Ensemble {
    let model = Compiled::new(scenario, Detail::Full);
    let opening = scenario.horizon.opening_january;
    Ensemble::run(&model, opening, scenario.run.seed, scenario.run.futures)
}

/// January 2026 to 2034, as published to two decimals.
const STATIC: [f64; 9] = [1635.62, 1645.86, 1651.79, 1659.81, 1672.85, 1690.36, 1705.51, 1718.96, 1727.89];
const NO_JOINERS: [f64; 9] = [1275.62, 961.74, 695.37, 477.57, 311.56, 203.32, 123.99, 71.54, 39.16];
const JOINERS_CUT_30: [f64; 9] =
    [1527.62, 1440.63, 1364.86, 1305.13, 1264.47, 1244.25, 1231.05, 1224.73, 1221.27];

#[test]
fn expected_values_are_within_a_hundredth_of_all_five_rows() {
    type Row<'a> = (&'a [(&'a str, &'a str)], &'a [(usize, f64)]);
    let whole = |row: &[f64; 9]| (1..).zip(*row).collect::<Vec<(usize, f64)>>();
    let (still, none, cut) = (whole(&STATIC), whole(&NO_JOINERS), whole(&JOINERS_CUT_30));
    let rows: [Row; 5] = [
        (&[], &still),
        (&[("demand.growth", "0.02")], &[(1, 1642.82), (9, 1961.01)]),
        (&[("demand.growth", "0.04")], &[(1, 1650.02), (9, 2224.66)]),
        (&[("demand.joiner_scale", "0")], &none),
        (&[("demand.joiner_scale", "0.7")], &cut),
    ];
    for (settings, published) in rows {
        let values = expected(&r0(settings));
        assert!((values[0] - 1_623.0).abs() < 1e-9);
        for &(january, value) in published {
            assert!(
                (values[january] - value).abs() < 0.01,
                "{settings:?}, January {}: {} against {value}",
                2025 + january,
                values[january]
            );
        }
    }
}

#[test]
fn monte_carlo_means_are_within_three_standard_errors_of_the_expected_values() {
    for settings in [
        &[][..],
        &[("demand.growth", "0.04")],
        &[("demand.joiner_scale", "0")],
        &[("demand.joiner_scale", "0.7")],
    ] {
        let scenario = r0(settings);
        let values = expected(&scenario);
        let ensemble = ensemble(&scenario);
        for (january, value) in values.iter().enumerate() {
            let tally = ensemble.tally(Measure::Stock, january, Scope::County);
            let miss = (tally.mean() - value).abs();
            let error = tally.standard_error();
            assert!(
                miss <= 3.0 * error + 1e-9,
                "{settings:?}, January {}: {miss} off with standard error {error}",
                2025 + january
            );
        }
    }
}

#[test]
fn chance_alone_spreads_january_2034_as_published() {
    // k, mean, sd, P10, P90
    let table = [
        ("0", 1728.0, 41.4, 1675.0, 1781.0),
        ("200", 1727.4, 62.0, 1648.0, 1807.0),
        ("60", 1727.4, 94.2, 1609.0, 1850.0),
        ("22", 1727.2, 144.3, 1545.0, 1917.0),
    ];
    for (k, mean, sd, p10, p90) in table {
        let ensemble = ensemble(&r0(&[("demand.shock_k", k)]));
        assert_eq!(ensemble.futures(), 20_000);
        let tally = ensemble.tally(Measure::Stock, 9, Scope::County);
        let mean_miss = (tally.mean() - mean).abs();
        assert!(mean_miss < 3.0 * tally.standard_error() * 2.0_f64.sqrt(), "k {k}: {mean_miss}");
        assert!((tally.sd() / sd - 1.0).abs() < 0.03, "k {k}: sd {}", tally.sd());
        for (level, published) in [(0.1, p10), (0.9, p90)] {
            let value = tally.percentile(level);
            assert!((value - published).abs() <= 6.0, "k {k}, level {level}: {value}");
        }
    }
}

#[test]
fn the_cohort_holds_over_a_thousand_pupils_in_any_grouping_of_districts_and_needs() {
    // The same county as one district with one need: chance differs, the distribution does not.
    let mut one = r0(&[("demand.shock_k", "60")]).into_inner();
    one.districts.list.truncate(1);
    one.needs.list.truncate(1);
    let one = ensemble(&one.check().unwrap());
    let many = ensemble(&r0(&[("demand.shock_k", "60")]));
    let (one, many) =
        (one.tally(Measure::Stock, 9, Scope::County), many.tally(Measure::Stock, 9, Scope::County));
    let error = one.standard_error().hypot(many.standard_error());
    assert!((one.mean() - many.mean()).abs() < 3.0 * error);
    assert!((one.sd() / many.sd() - 1.0).abs() < 0.03);
}

/// Everyone leaves after a year, so each January holds that year's joiners and nobody else: a
/// closed form for growth, migration and the cohort index.
#[test]
fn growth_migration_and_cohort_compound_as_stated() {
    let mut scenario = Scenario::kent();
    let fixed = |value| Amount::Fixed(value);
    for band in &mut scenario.leaving.bands {
        band.hazard.amount = fixed(1.0);
    }
    as_before(&mut scenario);
    scenario.demand.joiner_scale.amount = fixed(1.1);
    scenario.demand.growth.amount = fixed(0.03);
    scenario.demand.migration.amount = fixed(0.02);
    scenario.demand.shock_k.amount = fixed(0.0);
    scenario.localities.effect.amount = fixed(0.0);
    scenario.local_provision.srp_places.amount = fixed(0.0);
    scenario.local_provision.schools.clear();
    scenario.capacity.occupancy.amount = fixed(0.0);
    scenario.blocks.clear();
    scenario.districts.list.truncate(1);
    scenario.districts.list[0].cohort = Cohort { primary: 0.9, secondary: 0.8, post_16: 1.1 };
    scenario.run.futures = 4_000;
    let scenario = scenario.check().unwrap();
    let by_phase = |low: u8, high: u8| -> f64 {
        let ages = &scenario.demand.joiners_by_age.values;
        ages.iter().filter(|(age, _)| (low..=high).contains(&u8::from(**age))).map(|(_, j)| j).sum()
    };
    let (values, ensemble) = (expected(&scenario), ensemble(&scenario));
    for years in 1..=9_i32 {
        // The first step is September 2025, where the index is 1; 2030 is the sixth.
        let along = (f64::from(years - 1) / 5.0).min(1.0);
        let children = by_phase(4, 10) * (1.0 - 0.1 * along)
            + by_phase(11, 15) * (1.0 - 0.2 * along)
            + by_phase(16, 24) * (1.0 + 0.1 * along);
        let joiners = children * 1_784.0 / 1_623.0 * 1.1 * 1.03_f64.powi(years) * 1.02_f64.powi(years - 1);
        let january = years.unsigned_abs() as usize;
        assert!((values[january] - joiners).abs() < 1e-9, "{years}: {}", values[january]);
        let tally = ensemble.tally(Measure::Stock, january, Scope::County);
        assert!((tally.mean() - joiners).abs() < 3.5 * tally.standard_error(), "{years}");
    }
}

/// Shares drawn from a Dirichlet distribution of size 300 have the stated means, and each the
/// standard deviation sqrt(p (1 - p) / 301).
#[test]
fn district_and_need_shares_are_dirichlet() {
    let kent = Scenario::kent().check().unwrap();
    let model = Compiled::new(&kent, Detail::Full);
    let mut simulator = Simulator::new(&model);
    let n = 20_000_u32;
    let draws: Vec<_> = (0..n).map(|future| simulator.parameters(5, future).clone()).collect();
    let check = |name: &str, share: f64, size: f64, drawn: &dyn Fn(&Parameters) -> f64| {
        let mean = draws.iter().map(drawn).sum::<f64>() / f64::from(n);
        let variance = draws.iter().map(|p| (drawn(p) - mean).powi(2)).sum::<f64>() / f64::from(n);
        let sd = (share * (1.0 - share) / (size + 1.0)).sqrt();
        assert!((mean - share).abs() < 4.0 * sd / f64::from(n).sqrt(), "{name}: mean {mean}");
        assert!((variance.sqrt() / sd - 1.0).abs() < 0.03, "{name}: sd {}", variance.sqrt());
    };
    for (index, district) in kent.districts.list.iter().enumerate() {
        check(&district.name, district.weight, 300.0, &|p| p.districts[index]);
    }
    for (index, need) in kent.needs.list.iter().enumerate() {
        check(&need.name, need.opening_weight, 200.0, &|p| p.needs[index]);
    }
}
