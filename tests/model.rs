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

use sufficiency_planner::chance::{beta_cdf, normal_cdf};
use sufficiency_planner::cohort::{
    BlockLine, Compiled, Detail, Geography, Headline, Measure, Scope, Shape, Simulator, expected,
};
use sufficiency_planner::contracts::settle;
use sufficiency_planner::ensemble::{Batch, Ensemble, run_batch};
use sufficiency_planner::field::{Channel, Phase};
use sufficiency_planner::scenario::{Amount, Area, BlockKind, GroupingEdit, Lever, Scenario};

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

// Diversion

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

// Placement

#[test]
fn channels_phases_districts_and_areas_sum_to_the_stock() {
    let batch = batch(kent(|s| {
        let code = |i: usize| s.districts.list[i].code.clone();
        s.areas = vec![
            Area { name: "East".into(), districts: vec![code(1), code(3), code(9)], grouping: None },
            Area { name: "West".into(), districts: vec![code(2), code(7)], grouping: None },
        ];
    }));
    for january in 0..10 {
        for future in 0..FUTURES as usize {
            let count = |scope| column(&batch, Measure::Stock, january, scope)[future];
            let county = count(Scope::County);
            assert_eq!(
                county,
                Channel::ALL.map(|channel| count(Scope::Channel(channel))).iter().sum::<u32>()
            );
            assert_eq!(county, Phase::ALL.map(|phase| count(Scope::Phase(phase))).iter().sum::<u32>());
            assert_eq!(county, (0..12).map(|district| count(Scope::District(district))).sum::<u32>());
            assert_eq!(county, (0..4).map(|need| count(Scope::Need(need))).sum::<u32>());
            let east = [1, 3, 9].map(|district| count(Scope::District(district))).iter().sum::<u32>();
            assert_eq!(count(Scope::Area(0)), east);
        }
    }
    // Costs are rounded to ten thousand pounds each.
    for year in 0..9 {
        let cost = |scope| column(&batch, Measure::Cost, year, scope);
        for future in 0..FUTURES as usize {
            let county = i64::from(cost(Scope::County)[future]);
            let channels: i64 =
                Channel::ALL.iter().map(|&c| i64::from(cost(Scope::Channel(c))[future])).sum();
            let phases: i64 = Phase::ALL.iter().map(|&p| i64::from(cost(Scope::Phase(p))[future])).sum();
            let districts: i64 = (0..12).map(|d| i64::from(cost(Scope::District(d))[future])).sum();
            assert!(
                (county - channels).abs() <= 3
                    && (county - phases).abs() <= 3
                    && (county - districts).abs() <= 7
            );
        }
    }
}

#[test]
fn the_areas_of_a_grouping_sum_to_the_county_in_every_future_and_so_do_changes() {
    let edit = |s: &mut Scenario| {
        let code = |i: usize| Scenario::kent().districts.list[i].code.clone();
        GroupingEdit::Add.apply(s);
        GroupingEdit::Put(0, None, "East".into(), vec![code(1), code(3), code(9)]).apply(s);
        GroupingEdit::Put(0, None, "North".into(), vec![code(8), code(2)]).apply(s);
    };
    let scenario = kent(edit).check().unwrap();
    let areas = Geography::Grouping(0).parts(&scenario);
    assert_eq!(areas.len(), 3);
    let model = Compiled::new(&scenario, Detail::Full);
    let batch = run_batch(&model, 7, 0, FUTURES);
    let flows = [Measure::Joiners, Measure::Leavers, Measure::Waiting, Measure::Potential];
    for (measure, time) in flows
        .into_iter()
        .flat_map(|m| (0..9).map(move |t| (m, t)))
        .chain((0..10).map(|t| (Measure::Stock, t)))
    {
        let county = column(&batch, measure, time, Scope::County);
        for future in 0..FUTURES as usize {
            let sum: u32 = areas.iter().map(|area| column(&batch, measure, time, area.scope)[future]).sum();
            assert_eq!(county[future], sum, "{measure:?} {time}");
        }
    }
    let mut ensemble = Ensemble::new(model.shape(), scenario.horizon.opening_january, FUTURES);
    ensemble.absorb(&batch).unwrap();
    for scope in areas.iter().map(|area| area.scope).chain([Scope::County, Scope::District(4)]) {
        let (now, opening) =
            (column(&batch, Measure::Stock, 6, scope), column(&batch, Measure::Stock, 0, scope));
        let mut changes: Vec<f64> =
            now.iter().zip(opening).map(|(n, o)| f64::from(*n) - f64::from(*o)).collect();
        let change = ensemble.change(6, scope).unwrap();
        let mean = changes.iter().sum::<f64>() / changes.len() as f64;
        assert!((change.mean - mean).abs() < 1e-6, "{} {mean}", change.mean);
        changes.sort_by(f64::total_cmp);
        let middle = 0.5 * (changes[(changes.len() - 1) / 2] + changes[changes.len() / 2]);
        assert!((change.p50 - middle).abs() < 1e-6, "{} {middle}", change.p50);
    }
    assert_eq!(ensemble.change(0, Scope::County), None);
    assert_eq!(ensemble.change(6, Scope::Need(0)), None);
}

#[test]
fn nobody_joins_the_framework_after_its_end() {
    let run = |extensions: u8, break_after: Option<u8>| {
        batch(kent(|s| {
            no_limit(s);
            everybody_leaves(s);
            s.framework.extensions = extensions;
            s.framework.break_after = break_after;
            fix(s, &[("framework.participation", 1.0), ("tribunal.share", 0.0)]);
        }))
    };
    let on = |batch: &Batch, january: usize| {
        let lots = [Channel::LotA, Channel::LotB].map(Scope::Channel);
        lots.map(|lot| mean(column(batch, Measure::Stock, january, lot))).iter().sum::<f64>()
    };
    // The four years end in August 2030: January 2030 is the last with new framework placements.
    let (initial, whole, broken) = (run(0, None), run(4, None), run(4, Some(2)));
    assert!(on(&initial, 5) > 100.0 && on(&initial, 6) == 0.0);
    assert!(on(&whole, 6) > 100.0 && on(&whole, 9) > 100.0);
    assert!(on(&broken, 3) > 100.0 && on(&broken, 4) == 0.0);
}

#[test]
fn without_travel_a_district_without_a_framework_school_has_no_framework_pupils() {
    let run = |travel: bool| {
        batch(kent(|s| {
            s.blocks.clear();
            s.local_provision.schools.clear();
            s.districts.list.truncate(4);
            for (index, district) in s.districts.list.iter_mut().enumerate() {
                district.dps_school = index == 0;
                district.weight = if index == 0 { 0.0 } else { 0.1 };
            }
            s.districts.list[0].weight = 0.0;
            s.framework.travel_allowed = travel;
            // Those there at the start were placed before: only joiners are of interest.
            everybody_leaves(s);
        }))
    };
    let lots = |batch: &Batch| mean(column(batch, Measure::Stock, 5, Scope::Channel(Channel::LotA)));
    assert_eq!(lots(&run(false)), 0.0);
    assert!(lots(&run(true)) > 100.0);
}

#[test]
fn opening_pupils_hold_framework_places_as_the_report_counts_them() {
    let batch = batch(Scenario::kent());
    let off = column(&batch, Measure::Stock, 0, Scope::Channel(Channel::OffFramework));
    // 690 of 1,784, each by itself: standard deviation 20.6.
    assert!((mean(off) - 690.0).abs() < 4.0 * 20.6 / f64::from(FUTURES).sqrt(), "{}", mean(off));
}

// Blocks

fn with_block(edit: impl FnOnce(&mut Scenario)) -> Batch {
    batch(kent(|s| {
        s.blocks.truncate(1);
        s.blocks[0].signed = true;
        edit(s);
    }))
}

#[test]
fn what_a_block_saves_is_what_the_county_pays_less() {
    for converts in [false, true] {
        let with = with_block(|s| {
            if converts {
                s.blocks[0].kind = BlockKind::Conversion;
                s.blocks[0].phases.clear();
            }
            s.blocks[0].volume = 60;
        });
        let without = with_block(|s| s.blocks.clear());
        let empty = with_block(|s| s.blocks[0].volume = 0);
        let mut saved = 0.0;
        for year in 0..9 {
            let cost = |batch| headline(batch, Headline::Placements(year));
            let saving = headline(&with, Headline::BlockSaving(year));
            for future in 0..FUTURES as usize {
                // Pupils stay with their block's school afterwards, at Lot A prices: only while
                // it runs is the difference the block's.
                if year < 4 {
                    let less = cost(&without)[future] - cost(&with)[future];
                    assert!((less - saving[future]).abs() < 1e-3, "{less} for {}", saving[future]);
                }
                assert_eq!(cost(&without)[future], cost(&empty)[future]);
                saved += saving[future].abs();
            }
            let places = |batch| column(batch, Measure::Stock, year + 1, Scope::County);
            assert_eq!(places(&without), places(&with));
        }
        assert!(saved > 1e6);
    }
}

#[test]
fn a_larger_discount_never_costs_more_and_a_larger_void_share_never_less_in_any_future() {
    let cost = |discount: f64, void: f64| {
        let batch = with_block(|s| {
            s.blocks[0].volume = 80;
            fix(s, &[("blocks.0.discount", discount), ("blocks.0.void_share", void)]);
        });
        headline(&batch, Headline::Block(0, BlockLine::Cost)).to_vec()
    };
    let rises = |less: &[f64], more: &[f64]| less.iter().zip(more).all(|(less, more)| less <= more);
    assert!(rises(&cost(0.2, 0.5), &cost(0.1, 0.5)) && rises(&cost(0.1, 0.5), &cost(0.0, 0.5)));
    assert!(rises(&cost(0.1, 0.0), &cost(0.1, 0.4)) && rises(&cost(0.1, 0.4), &cost(0.1, 1.0)));
}

#[test]
fn a_block_is_never_fuller_than_full_and_its_ramp_is_kept() {
    let batch = with_block(|s| s.blocks[0].volume = 30);
    // A third, two thirds, all of it, all of it: 10 + 20 + 30 + 30.
    assert!(headline(&batch, Headline::Block(0, BlockLine::Volume)).iter().all(|&volume| volume == 90.0));
    let used = headline(&batch, Headline::Block(0, BlockLine::Occupied));
    assert!(used.iter().all(|&used| used <= 90.0) && used.iter().any(|&used| used > 45.0));
    for (year, most) in [0, 10, 20, 30, 30, 0, 0, 0, 0].into_iter().enumerate() {
        assert!(column(&batch, Measure::Occupied, year, Scope::Block(0)).iter().all(|&count| count <= most));
    }
}

#[test]
fn children_placed_by_tribunal_take_no_block_place() {
    let batch = with_block(|s| fix(s, &[("tribunal.share", 1.0)]));
    assert!(
        (0..9).all(|year| column(&batch, Measure::Occupied, year, Scope::Block(0)).iter().all(|&n| n == 0))
    );
}

#[test]
fn a_block_neither_precedes_nor_outlives_the_framework() {
    let batch = with_block(|s| {
        s.framework.initial_years = 2;
        s.framework.extensions = 0;
        s.blocks[0].start = 2025;
        s.blocks[0].term = 8;
        s.blocks[0].volume = 30;
    });
    // Its first year comes before the framework; of the ramp 10, 20, 30 the last two are bought.
    assert!(headline(&batch, Headline::Block(0, BlockLine::Volume)).iter().all(|&volume| volume == 50.0));
    for year in [0, 3, 4, 8] {
        assert!(column(&batch, Measure::Occupied, year, Scope::Block(0)).iter().all(|&count| count == 0));
    }
}

/// Refill is about places that fall free, not about new ones.
#[test]
fn new_places_are_all_on_offer_and_vacancies_refilled_as_the_contract_says() {
    let run = |refill: f64| {
        with_block(|s| {
            s.blocks[0].districts.clear();
            s.blocks[0].needs.clear();
            s.blocks[0].volume = 60;
            fix(s, &[("blocks.0.refill", refill), ("tribunal.share", 0.2)]);
        })
    };
    let filled =
        |batch: &Batch, year: usize| column(batch, Measure::Occupied, year, Scope::Block(0)).to_vec();
    let (never, always) = (run(0.0), run(1.0));
    // County demand is many times the volume: every new place is taken in either case.
    assert!(filled(&never, 1).iter().chain(&filled(&always, 1)).all(|&count| count == 20));
    assert!((1..5).all(|year| filled(&always, year).iter().all(|&count| count == [0, 20, 40, 60, 60][year])));
    assert!(filled(&never, 4).iter().all(|&count| count < 60));
    // Without refilling, nobody enters in the fourth year: who is there was there before.
    assert!(filled(&never, 4).iter().zip(filled(&never, 3)).all(|(later, before)| *later <= before));
}

/// The bill by hand: one price, no premium and no uplift, so that a block's cost follows from the
/// places filled in each year alone.
#[test]
fn a_blocks_bill_is_the_settlement_of_its_years() {
    let batch = with_block(|s| {
        let settings = [
            ("prices.lot_a", 50_000.0),
            ("prices.joiner_premium", 0.0),
            ("prices.uplift", 0.0),
            ("prices.uplift_swing", 0.0),
            ("prices.fee_process", 0.011),
            ("blocks.0.discount", 0.1),
            ("blocks.0.void_share", 0.5),
            ("blocks.0.minimum_occupancy", 0.9),
        ];
        fix(s, &settings);
        s.blocks[0].volume = 60;
    });
    for future in 0..FUTURES as usize {
        let bill: f64 = [20.0, 40.0, 60.0, 60.0]
            .into_iter()
            .enumerate()
            .map(|(year, volume)| {
                let filled = column(&batch, Measure::Occupied, year + 1, Scope::Block(0))[future];
                settle(45_000.0, f64::from(filled), volume, 0.5, 0.9).cost
            })
            .sum();
        let cost = headline(&batch, Headline::Block(0, BlockLine::Cost))[future];
        assert!((cost - bill).abs() < 1e-3, "{cost} for {bill}");
    }
}

#[test]
fn a_block_is_awarded_as_often_as_its_probability_says() {
    let awarded = |chance: f64| {
        let batch = with_block(|s| {
            s.blocks[0].signed = false;
            fix(s, &[("blocks.0.award", chance)]);
        });
        headline(&batch, Headline::Block(0, BlockLine::Awarded)).iter().sum::<f64>() / f64::from(FUTURES)
    };
    assert_eq!((awarded(0.0), awarded(1.0)), (0.0, 1.0));
    assert!((awarded(0.5) - 0.5).abs() < 4.0 * 0.5 / f64::from(FUTURES).sqrt());
}

// Money

/// Costs from the published stock by channel and prices that compound, by hand.
#[test]
fn spending_is_pupils_times_price_by_financial_year() {
    let batch = batch(kent(|s| {
        s.blocks.clear();
        s.prices.of_financial_years = false;
        let settings = [
            ("prices.joiner_premium", 0.0),
            ("prices.uplift", 0.03),
            ("prices.uplift_swing", 0.0),
            ("prices.fee_process", 0.021),
            ("prices.fee_process_included", 0.011),
            ("prices.band_chance", 1.0),
            ("prices.band_start", 2029.0),
            ("prices.band_effect", -0.1),
        ];
        fix(s, &settings);
    }));
    let price = |channel: Channel, step: i32| match (channel, step) {
        (Channel::OffFramework, 0) => 51_956.0,
        (_, 0) => 50_977.0,
        // From September 2029, step 5, bands take a tenth off.
        (Channel::OffFramework, _) => 58_656.0 * 1.03_f64.powi(step - 1) * if step >= 5 { 0.9 } else { 1.0 },
        _ => 54_460.0 * 1.02_f64.powi(step - 1),
    };
    for future in 0..40 {
        let academic: Vec<f64> = (0..10)
            .map(|step| {
                let spent = |channel| {
                    let pupils = column(&batch, Measure::Stock, step, Scope::Channel(channel))[future];
                    f64::from(pupils) * price(channel, step as i32)
                };
                Channel::ALL.into_iter().map(spent).sum()
            })
            .collect();
        for year in 0..9 {
            let expected = (5.0 * academic[year] + 7.0 * academic[year + 1]) / 12.0;
            let spent = headline(&batch, Headline::Placements(year))[future];
            assert!((spent - expected).abs() < 1e-3, "{spent} for {expected}");
        }
        let contract: f64 = academic[2..].iter().sum();
        assert!((headline(&batch, Headline::ContractValue)[future] - contract).abs() < 1e-3);
    }
}

/// The balance put together from the reported parts.
#[test]
fn the_balance_is_the_gap_and_what_moves_it() {
    let scenario =
        kent(|s| fix(s, &[("high_needs.other_savings", 20e6), ("high_needs.other_savings_delay", 0.5)]));
    let batch = batch(scenario.clone());
    let model = Compiled::new(&scenario.check().unwrap(), Detail::Full);
    let mut simulator = Simulator::new(&model);
    for future in 0..FUTURES {
        let draws = simulator.parameters(11, future).clone();
        let get = |lever| draws.get(lever);
        let at = |of| headline(&batch, of)[future as usize];
        let (gap, block) = (get(Lever::Gap), get(Lever::Budget));
        let other = block + gap - at(Headline::Placements(0));
        let mut deficit = 97.5e6;
        for year in 0..9 {
            let power = year as i32;
            // Planned for April 2026 and half a year late: half of the year 2026/27, all of the next.
            let savings = 20e6 * [0.0, 0.5, 1.0][year.min(2)];
            let balance = -gap + block * ((1.0 + get(Lever::BudgetGrowth)).powi(power) - 1.0)
                - other * ((1.0 + get(Lever::OtherGrowth)).powi(power) - 1.0)
                - (at(Headline::Placements(year)) - at(Headline::Placements(0)))
                - (at(Headline::Alternatives(year)) - at(Headline::Alternatives(0)))
                + savings;
            assert!((at(Headline::Balance(year)) - balance).abs() < 1.0, "{year}");
            if year <= 2 {
                deficit -= balance + 31.5e6;
            }
        }
        assert!((at(Headline::DeficitSafetyValve) - deficit).abs() < 5.0);
        let parts = [
            Headline::GrantGrowth,
            Headline::OtherSpending,
            Headline::PlacementsChange,
            Headline::AlternativesChange,
            Headline::OtherSavings,
        ];
        let sum: f64 = parts.into_iter().map(at).sum::<f64>() - at(Headline::Gap);
        assert!((sum - at(Headline::Balance(2))).abs() < 1.0);
        let first = 97.5e6 - at(Headline::Balance(0)) - 31.5e6;
        let left = if draws.grant_comes { 0.1 * first } else { first };
        let later = left - at(Headline::Balance(1)) - at(Headline::Balance(2));
        assert!((at(Headline::DeficitGrant) - later).abs() < 5.0);
    }
}

#[test]
fn transport_never_enters_the_balance() {
    let run = |fixed: f64| batch(kent(|s| fix(s, &[("transport.fixed", fixed)])));
    let (cheap, dear) = (run(1_000.0), run(9_000.0));
    for year in 0..9 {
        assert_eq!(headline(&cheap, Headline::Balance(year)), headline(&dear, Headline::Balance(year)));
        let transport = |batch| headline(batch, Headline::Transport(year));
        assert!(transport(&cheap).iter().zip(transport(&dear)).all(|(cheap, dear)| cheap < dear));
    }
}

#[test]
fn breaking_even_never_gets_likelier_as_the_gap_grows() {
    let chance = |gap: f64| {
        let checked = kent(|s| fix(s, &[("high_needs.gap", gap)])).check().unwrap();
        let model = Compiled::new(&checked, Detail::Main);
        Ensemble::run(&model, checked.horizon.opening_january, 3, 500).breakeven().unwrap()
    };
    let chances = [0.0, 5e6, 15e6, 30e6, 60e6].map(chance);
    assert!(chances.windows(2).all(|pair| pair[0] >= pair[1]), "{chances:?}");
    assert!(chances[0] > 0.1 && chances[4] < 0.01, "{chances:?}");
}

/// The sizes that the evidence leads to expect: independent placements alone cannot close the gap.
#[test]
fn with_placement_levers_alone_breakeven_is_close_to_impossible() {
    let checked = kent(|s| {
        let settings = [
            ("localities.effect", 0.3),
            ("localities.midpoint", 2027.0),
            ("localities.lag", 0.0),
            ("local_provision.srp_places", 800.0),
            ("local_provision.srp_displacement", 0.5),
            ("prices.uplift", 0.01),
        ];
        fix(s, &settings);
        s.blocks.iter_mut().for_each(|block| block.signed = true);
    })
    .check()
    .unwrap();
    let model = Compiled::new(&checked, Detail::Main);
    let ensemble = Ensemble::run(&model, checked.horizon.opening_january, 3, 2_000);
    assert!(ensemble.breakeven().unwrap() < 0.01);
}

/// Every placement off the framework at the framework's price: some 690 pupils, £4,196 each, £2.9m
/// a year; and 300 block places at a tenth less: £1.7m.
#[test]
fn price_levers_are_of_the_sizes_that_the_evidence_gives() {
    let run = |price: f64| {
        batch(kent(|s| {
            s.prices.of_financial_years = false;
            fix(s, &[("prices.off_framework", price), ("tribunal.share", 0.3)]);
        }))
    };
    let (now, same) = (run(58_656.0), run(54_460.0));
    let off = mean(column(&now, Measure::Stock, 1, Scope::Channel(Channel::OffFramework)));
    let less: f64 = headline(&now, Headline::Placements(0))
        .iter()
        .zip(headline(&same, Headline::Placements(0)))
        .map(|(now, same)| now - same)
        .sum::<f64>()
        / f64::from(FUTURES);
    // Seven months of the financial year 2025/26 are of the academic year with these prices.
    let a_year = less * 12.0 / 7.0;
    assert!((a_year - off * 4_196.0).abs() < 1.0, "{a_year}");
    assert!((a_year / 1e6 - 2.9).abs() < 0.2, "{a_year}");
    let block = 300.0 * 56_083.0 - settle(0.9 * 56_083.0, 300.0, 300.0, 0.6, 0.9).cost;
    assert!((block / 1e6 - 1.68).abs() < 0.005, "{block}");
}

#[test]
fn a_conversion_block_saves_its_discount_on_every_pupil_it_holds() {
    let batch = with_block(|s| {
        s.blocks[0].kind = BlockKind::Conversion;
        s.blocks[0].phases.clear();
        s.blocks[0].districts.clear();
        s.blocks[0].needs.clear();
        s.blocks[0].volume = 90;
        s.blocks[0].ramp = vec![1.0];
        let settings = [("blocks.0.discount", 0.1), ("prices.joiner_premium", 0.0)];
        fix(s, &settings);
    });
    let model =
        Compiled::new(&kent(|s| fix(s, &[("prices.joiner_premium", 0.0)])).check().unwrap(), Detail::Main);
    let mut simulator = Simulator::new(&model);
    for future in 0..50 {
        let draws = simulator.parameters(11, future).clone();
        let mut price = 54_460.0;
        let mut saved = 0.0;
        for year in 0..4 {
            let filled = column(&batch, Measure::Occupied, 1 + year, Scope::Block(0))[future as usize];
            assert_eq!(filled, 90, "there are always 90 pupils with Lot A");
            let avoided = draws.get(Lever::FeeProcess) - draws.get(Lever::FeeProcessIncluded);
            price *= 1.0 + draws.get(Lever::Uplift) + draws.uplift_deviations[year] - avoided;
            saved += 90.0 * 0.1 * price;
        }
        let saving = headline(&batch, Headline::Block(0, BlockLine::Saving))[future as usize];
        assert!((saving - saved).abs() < 1.0, "{saving} for {saved}");
    }
}

#[test]
fn tails_are_ordered_and_errors_shrink_as_the_root_of_the_futures() {
    let checked = Scenario::kent().check().unwrap();
    let model = Compiled::new(&checked, Detail::Main);
    let run = |futures| Ensemble::run(&model, checked.horizon.opening_january, 3, futures);
    let (half, whole) = (run(2_000), run(4_000));
    for of in [Headline::Placements(2), Headline::Balance(2), Headline::ContractValue] {
        let spread = whole.spread(of);
        assert!(spread.percentile(0.5) <= spread.percentile(0.95));
        assert!(spread.percentile(0.95) <= spread.mean_above(0.95));
        let ratio = (half.spread(of).standard_error() / spread.standard_error()).powi(2);
        assert!((ratio - 2.0).abs() < 0.2, "{of:?}: {ratio}");
    }
}

#[test]
fn the_order_of_the_districts_changes_no_county_figure() {
    let run = |turned: bool| {
        let checked = kent(|s| {
            if turned {
                s.districts.list.reverse();
                s.districts.list.rotate_left(5);
            }
        })
        .check()
        .unwrap();
        let model = Compiled::new(&checked, Detail::Main);
        Ensemble::run(&model, checked.horizon.opening_january, 3, 3_000)
    };
    let (straight, turned) = (run(false), run(true));
    for of in
        [Headline::Placements(8), Headline::Balance(2), Headline::Transport(4), Headline::BlockSaving(3)]
    {
        let (a, b) = (straight.spread(of), turned.spread(of));
        let error = a.standard_error().hypot(b.standard_error());
        assert!((a.mean() - b.mean()).abs() < 4.0 * error, "{of:?}");
        assert!((a.sd() / b.sd() - 1.0).abs() < 0.1, "{of:?}: {} {}", a.sd(), b.sd());
    }
}

// Dependence

/// Rank correlation of a Gaussian copula: 6 / pi x arcsin(r / 2).
#[test]
fn uncertain_numbers_hang_together_as_the_copula_says_and_keep_their_own_spread() {
    let scenario = kent(|s| {
        // The spike would hide the effect's rank in a fifth of the futures.
        if let Amount::SpikeAndSlab { slab, .. } = s.localities.effect.amount {
            s.localities.effect.amount = Amount::Pert(slab);
        }
    });
    let model = Compiled::new(&scenario.clone().check().unwrap(), Detail::Main);
    let mut simulator = Simulator::new(&model);
    let n = 20_000_u32;
    let draws: Vec<_> = (0..n).map(|future| simulator.parameters(9, future).clone()).collect();
    let ranks = |lever: Lever| {
        let mut order: Vec<usize> = (0..draws.len()).collect();
        order.sort_by(|&a, &b| draws[a].get(lever).total_cmp(&draws[b].get(lever)));
        let mut ranks = vec![0.0; draws.len()];
        for (rank, &draw) in order.iter().enumerate() {
            ranks[draw] = (rank as f64 + 0.5) / draws.len() as f64 - 0.5;
        }
        ranks
    };
    let spearman = |a, b| {
        let products: f64 = ranks(a).iter().zip(ranks(b)).map(|(a, b)| a * b).sum();
        12.0 * products / f64::from(n)
    };
    let of = |correlation: f64| 6.0 / std::f64::consts::PI * (0.5 * correlation).asin();
    for (a, b, correlation) in [
        (Lever::Effect, Lever::Midpoint, -0.3),
        (Lever::Growth, Lever::Tribunal, 0.4),
        (Lever::Uplift, Lever::Premium, 0.3),
        (Lever::Uplift, Lever::CapacityGrowth, -0.2),
        (Lever::Growth, Lever::Uplift, 0.0),
        (Lever::Effect, Lever::Tribunal, 0.0),
    ] {
        let found = spearman(a, b);
        assert!((found - of(correlation)).abs() < 0.028, "{a:?} {b:?}: {found}");
    }
    // A child of the copula keeps its own distribution: PERT(0.15, 0.30, 0.50) is a beta.
    let mut shares: Vec<f64> = draws.iter().map(|draw| draw.get(Lever::Tribunal)).collect();
    shares.sort_by(f64::total_cmp);
    let (a, b) = (1.0 + 4.0 * 0.15 / 0.35, 1.0 + 4.0 * 0.20 / 0.35);
    let distance = shares
        .iter()
        .enumerate()
        .map(|(i, share)| (beta_cdf(a, b, (share - 0.15) / 0.35) - i as f64 / f64::from(n)).abs())
        .fold(0.0, f64::max);
    assert!(distance < 1.63 / f64::from(n).sqrt(), "{distance}");
    assert!(normal_cdf(0.0) == 0.5);
}

#[test]
fn yearly_uplifts_remember_the_year_before() {
    let model = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Main);
    let mut simulator = Simulator::new(&model);
    let n = 20_000_u32;
    let draws: Vec<Vec<f64>> =
        (0..n).map(|future| simulator.parameters(9, future).uplift_deviations.clone()).collect();
    let moment = |a: usize, b: usize| draws.iter().map(|d| d[a] * d[b]).sum::<f64>() / f64::from(n);
    for year in 0..8 {
        assert!((moment(year, year).sqrt() / 0.01 - 1.0).abs() < 0.03, "year {year}");
    }
    for lag in 1..4 {
        let found = moment(2, 2 + lag) / 1e-4;
        assert!((found - 0.4_f64.powi(lag as i32)).abs() < 0.03, "lag {lag}: {found}");
    }
}

// Counted shares

#[test]
fn counted_shares_hold_at_the_start_in_every_future_and_joiners_stay_in_doubt() {
    let counts: Vec<f64> = (0..12).map(|at| 100.0 + 8.0 * f64::from(at)).collect();
    let own = |counted: bool| {
        batch(kent(|s| {
            for (district, count) in s.districts.list.iter_mut().zip(&counts) {
                district.weight = *count;
            }
            s.districts.counted = counted;
            s.needs.counted = counted;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole
            s.set_pupils(counts.iter().sum::<f64>() as u32);
            everybody_leaves(s);
            no_limit(s);
        }))
    };
    let (known, guessed) = (own(true), own(false));
    for (at, count) in counts.iter().enumerate() {
        let opening = column(&known, Measure::Stock, 0, Scope::District(at));
        // Four needs share a district's pupils: each may be rounded.
        assert!(opening.iter().all(|&pupils| (f64::from(pupils) - count).abs() <= 2.0), "{at}: {opening:?}");
        let doubted = column(&guessed, Measure::Stock, 0, Scope::District(at));
        assert!(doubted.iter().any(|&pupils| (f64::from(pupils) - count).abs() > 10.0));
        // Those who join do not know the difference.
        let joined = |batch| column(batch, Measure::Joiners, 1, Scope::District(at)).to_vec();
        assert_eq!(mean(&joined(&known)), mean(&joined(&guessed)));
    }
}
