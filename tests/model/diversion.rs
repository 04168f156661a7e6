//! Who is kept out of a placement, and who waits for one.

use super::{FUTURES, all_stock, batch, column, fix, headline, kent, mean, no_limit};
use sufficiency_planner::cohort::{Compiled, Detail, Headline, Measure, Scope, expected};
use sufficiency_planner::ensemble::{Batch, Ensemble};
use sufficiency_planner::scenario::{Amount, Lever};

#[test]
fn no_effect_is_the_trend_to_the_bit() {
    let trend = batch(kent(|s| fix(s, &[("localities.effect", 0.0)])));
    let moved = batch(kent(|s| {
        let settings = [("localities.effect", 0.0), ("localities.midpoint", 2026.0), ("localities.lag", 0.0)];
        fix(s, &settings);
        fix(s, &[("localities.return_share", 0.9), ("tribunal.backfire", 1.0)]);
    }));
    assert_eq!(trend, moved);
    let shut = batch(kent(|s| {
        fix(s, &[("local_provision.srp_displacement", 0.0), ("local_provision.school_displacement", 0.0)]);
    }));
    let never_built = batch(kent(|s| {
        fix(s, &[("local_provision.srp_places", 0.0), ("local_provision.srp_displacement", 0.0)]);
        s.local_provision.schools.clear();
    }));
    assert_same_placements(&shut, &never_built);
    // What is built costs money though it keeps nobody from a placement.
    let last = |batch| headline(batch, Headline::Alternatives(8));
    assert!(last(&shut).iter().zip(last(&never_built)).all(|(shut, never)| shut > never));
}

/// All counts of pupils, and what their placements cost, are the same.
fn assert_same_placements(one: &Batch, other: &Batch) {
    let shape = one.shape();
    for measure in Measure::ALL {
        for time in 0..shape.times(measure) {
            let of = |batch| column(batch, measure, time, Scope::County);
            if shape.column(measure, time, Scope::County).is_some() {
                assert_eq!(of(one), of(other), "{measure:?} {time}");
            }
        }
    }
    for january in 0..shape.januaries() {
        for scope in all_stock(shape) {
            let of = |batch| column(batch, Measure::Stock, january, scope);
            assert_eq!(of(one), of(other), "{january} {scope:?}");
        }
    }
}

#[test]
fn more_localities_effect_never_means_more_pupils_in_any_future_or_place() {
    let run = |effect: f64| {
        batch(kent(|s| {
            no_limit(s);
            fix(s, &[("localities.effect", effect)]);
        }))
    };
    let mut before = run(0.0);
    for effect in [0.02, 0.1, 0.3, 1.0] {
        let after = run(effect);
        let shape = after.shape();
        for january in 0..shape.januaries() {
            for scope in all_stock(shape) {
                let (less, more) = (
                    column(&after, Measure::Stock, january, scope),
                    column(&before, Measure::Stock, january, scope),
                );
                assert!(less.iter().zip(more).all(|(less, more)| less <= more), "{january} {scope:?}");
            }
        }
        let joined = |batch: &Batch| -> Vec<u32> {
            (0..FUTURES as usize)
                .map(|future| (0..9).map(|y| column(batch, Measure::Joiners, y, Scope::County)[future]).sum())
                .collect()
        };
        assert!(joined(&after).iter().zip(joined(&before)).all(|(less, more)| *less <= more));
        assert!(
            mean(column(&after, Measure::Stock, 9, Scope::County))
                < mean(column(&before, Measure::Stock, 9, Scope::County))
        );
        before = after;
    }
}

/// Where places run out some wait instead; those placed or waiting are still never more.
#[test]
fn with_scarce_places_placed_and_waiting_together_never_rise_with_the_effect() {
    let run = |effect: f64| {
        let batch = batch(kent(|s| {
            s.blocks.clear();
            fix(s, &[("localities.effect", effect), ("capacity.growth", 0.0), ("demand.growth", 0.05)]);
        }));
        let demand = |future: usize, year: usize| {
            column(&batch, Measure::Stock, year + 1, Scope::County)[future]
                + column(&batch, Measure::Waiting, year, Scope::County)[future]
        };
        let waiting = mean(column(&batch, Measure::Waiting, 8, Scope::County));
        (
            (0..FUTURES as usize)
                .flat_map(|f| (0..9).map(move |y| (f, y)))
                .map(|(f, y)| demand(f, y))
                .collect::<Vec<u32>>(),
            waiting,
        )
    };
    let ((more, waits), (less, _)) = (run(0.0), run(0.2));
    assert!(less.iter().zip(&more).all(|(less, more)| less <= more));
    assert!(waits > 20.0, "places did run out: {waits} wait");
}

#[test]
fn where_every_joiner_comes_by_tribunal_nothing_is_diverted() {
    let run = |effect: f64, places: f64| {
        batch(kent(|s| {
            let settings = [
                ("tribunal.share", 1.0),
                ("localities.effect", effect),
                ("local_provision.srp_places", places),
            ];
            fix(s, &settings);
        }))
    };
    assert_same_placements(&run(0.0, 0.0), &run(1.0, 800.0));
}

#[test]
fn needs_shut_out_of_srps_are_untouched_by_them() {
    let run = |places: f64, unlocked: bool| {
        batch(kent(|s| {
            no_limit(s);
            // Their places would go to SEMH instead of autism where SRPs take the latter.
            s.local_provision.schools.clear();
            s.local_provision.srp_unlocked = unlocked;
            fix(s, &[("local_provision.srp_places", places)]);
        }))
    };
    let (none, many, open) = (run(0.0, false), run(800.0, false), run(800.0, true));
    let semh = Scope::Need(1);
    for january in 0..10 {
        let stock = |batch| column(batch, Measure::Stock, january, semh);
        assert_eq!(stock(&none), stock(&many));
        let autism = |batch| column(batch, Measure::Stock, january, Scope::Need(0));
        assert!(autism(&many).iter().zip(autism(&none)).all(|(many, none)| many <= none));
    }
    assert!(
        mean(column(&many, Measure::Stock, 9, Scope::Need(0)))
            < mean(column(&none, Measure::Stock, 9, Scope::Need(0))) - 5.0
    );
    assert!(mean(column(&open, Measure::Stock, 9, semh)) < mean(column(&many, Measure::Stock, 9, semh)));
}

/// Thinning by hand: with everything known, the diverted are potential joiners times what the
/// thresholds say.
#[test]
fn diverted_pupils_are_potential_joiners_thinned() {
    let scenario = kent(|s| {
        no_limit(s);
        s.local_provision.schools.clear();
        let settings = [
            ("localities.effect", 0.2),
            ("localities.midpoint", 2027.5),
            ("localities.scale", 0.7),
            ("localities.lag", 0.5),
            ("tribunal.share", 0.25),
            ("local_provision.srp_places", 0.0),
        ];
        fix(s, &settings);
    });
    let checked = scenario.clone().check().unwrap();
    let ensemble =
        Ensemble::run(&Compiled::new(&checked, Detail::Full), checked.horizon.opening_january, 5, 4_000);
    let logistic = |x: f64| 1.0 / (1.0 + (-(x - 2028.0) / 0.7).exp());
    let at_opening = logistic(2024.67);
    for (need, multiplier) in [1.0, 0.6, 1.2, 1.0].into_iter().enumerate() {
        for year in [0, 2, 4, 8] {
            let adopted = (logistic(2025.67 + year as f64) - at_opening) / (1.0 - at_opening);
            let share = 0.75 * 0.2 * multiplier * adopted;
            let diverted = ensemble.tally(Measure::Localities, year, Scope::Need(need));
            let potential = ensemble.tally(Measure::Potential, year, Scope::Need(need)).mean();
            // Of a Poisson mixture a thinned count varies at least as its mean does.
            let error = diverted.standard_error().max((potential * share / 4_000.0).sqrt());
            let miss = (diverted.mean() - potential * share).abs();
            assert!(miss < 4.0 * error + 1e-4 * potential, "need {need}, year {year}: {miss} off, {error}");
        }
    }
    let tribunal = ensemble.tally(Measure::Tribunal, 3, Scope::County);
    let potential = ensemble.tally(Measure::Potential, 3, Scope::County);
    assert!((tribunal.mean() - 0.25 * potential.mean()).abs() < 4.0 * tribunal.standard_error());
}

#[test]
fn local_places_keep_as_many_joiners_out_as_they_win() {
    // 400 places by 2030, a tenth won, 18% turnover: 8, 8 + 1.44, .. until they are all open.
    let scenario = kent(|s| {
        no_limit(s);
        s.local_provision.schools.clear();
        let settings = [
            ("localities.effect", 0.0),
            ("local_provision.srp_places", 400.0),
            ("local_provision.srp_slip", 0.0),
            ("local_provision.srp_displacement", 0.1),
        ];
        fix(s, &settings);
    });
    let checked = scenario.check().unwrap();
    let ensemble =
        Ensemble::run(&Compiled::new(&checked, Detail::Full), checked.horizon.opening_january, 5, 4_000);
    let mut open = 0.0;
    for year in 0..9 {
        let built = if (1..=5).contains(&year) { 80.0 } else { 0.0 };
        let won = 0.1 * (built + 0.18 * open);
        open += built;
        let srp = ensemble.tally(Measure::Srp, year, Scope::County);
        let miss = (srp.mean() - won).abs();
        assert!(miss < 4.0 * srp.standard_error() + 0.01, "{year}: {} for {won}", srp.mean());
    }
}

/// The expected stock is worked out without chance by other code; the futures' mean must meet it.
#[test]
fn the_mean_of_the_futures_is_the_expected_stock_with_everything_diverting() {
    let mut scenario = kent(|s| {
        no_limit(s);
        s.districts.concentration.amount = Amount::Fixed(0.0);
        s.needs.concentration.amount = Amount::Fixed(0.0);
        fix(s, &[("demand.shock_k", 60.0)]);
    });
    for lever in Lever::all() {
        if lever != Lever::Swing {
            let mean = lever.assumption(&scenario).amount.mean();
            scenario = scenario.set(lever.path(), &mean.to_string()).unwrap();
        }
    }
    fix(&mut scenario, &[("demand.wander", 0.0), ("demand.level_doubt", 0.0)]);
    for band in &mut scenario.leaving.bands {
        band.hazard.amount = Amount::Fixed(band.hazard.amount.mean());
    }
    for school in &mut scenario.local_provision.schools {
        school.opens.amount = Amount::Fixed(2028.67);
    }
    let checked = scenario.check().unwrap();
    let ensemble =
        Ensemble::run(&Compiled::new(&checked, Detail::Main), checked.horizon.opening_january, 5, 6_000);
    let expected = expected(&checked);
    for (january, expected) in expected.iter().enumerate() {
        let tally = ensemble.tally(Measure::Stock, january, Scope::County);
        let miss = (tally.mean() - expected).abs();
        assert!(miss <= 3.5 * tally.standard_error() + 1e-9, "{january}: {} for {expected}", tally.mean());
    }
}

#[test]
fn places_run_out_need_by_need_and_tribunals_are_placed_all_the_same() {
    let run = |tribunal: f64| {
        batch(kent(|s| {
            s.blocks.clear();
            let settings = [
                ("capacity.occupancy", 0.95),
                ("capacity.growth", 0.01),
                ("capacity.follows", 0.0),
                ("demand.growth", 0.06),
                ("tribunal.share", tribunal),
            ];
            fix(s, &settings);
        }))
    };
    let free = run(0.0);
    let mut waited = 0;
    for need in 0..4 {
        let opening = column(&free, Measure::Stock, 0, Scope::Need(need));
        for january in 1..10 {
            let places = |future: usize| f64::from(opening[future]) / 0.95 * 1.01_f64.powi(january as i32);
            let stock = column(&free, Measure::Stock, january, Scope::Need(need));
            let waiting = column(&free, Measure::Waiting, january - 1, Scope::Need(need));
            for future in 0..FUTURES as usize {
                assert!(f64::from(stock[future]) <= places(future));
                // Nobody waits while there is a place.
                assert!(waiting[future] == 0 || f64::from(stock[future]) > places(future) - 1.0);
                waited += waiting[future];
            }
        }
    }
    assert!(waited > 0);
    let directed = run(1.0);
    assert!(
        (0..9).all(|year| column(&directed, Measure::Waiting, year, Scope::County).iter().all(|&w| w == 0))
    );
}
