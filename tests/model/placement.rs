//! Where pupils are placed, and how counts add up.

use super::{FUTURES, batch, column, everybody_leaves, fix, kent, mean, no_limit};
use sufficiency_planner::cohort::{Compiled, Detail, Geography, Measure, Scope};
use sufficiency_planner::ensemble::{Batch, Ensemble, run_batch};
use sufficiency_planner::field::{Channel, Phase};
use sufficiency_planner::scenario::{Area, GroupingEdit, Scenario};

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
