//! Rules that a second model, written from the documents alone, found broken: each with its smallest
//! scenario and a value worked out by hand.

#![allow(clippy::float_cmp)] // nothing must be nothing

use sufficiency_planner::cohort::{
    BlockLine, Compiled, Detail, Headline, Measure, Scope, VolumeLine, Volumes,
};
use sufficiency_planner::england::as_before;
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::field::{Channel, January, Phase};
use sufficiency_planner::scenario::{Amount, BlockKind, Lever, Scenario};

const FUTURES: u32 = 2_000;

/// Kent with every number certain, no blocks and no limit on places, and what the edit says.
fn certain(edit: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut scenario = Scenario::kent();
    as_before(&mut scenario);
    for lever in Lever::all() {
        let mean = lever.assumption(&scenario).amount.central();
        scenario = scenario.set(lever.path(), &mean.to_string()).unwrap();
    }
    for band in &mut scenario.leaving.bands {
        band.hazard.amount = Amount::Fixed(band.hazard.amount.mean());
    }
    scenario.districts.concentration.amount = Amount::Fixed(0.0);
    scenario.needs.concentration.amount = Amount::Fixed(0.0);
    scenario.blocks.iter_mut().for_each(|block| block.signed = true);
    scenario.blocks.truncate(1);
    let settings = [
        ("capacity.occupancy", 0.0),
        ("demand.shock_k", 0.0),
        ("localities.effect", 0.0),
        ("local_provision.srp_places", 0.0),
        ("blocks.0.discount", 0.0),
        ("blocks.0.void_share", 0.0),
        ("blocks.0.indexation", 1.0),
        ("blocks.0.refill", 1.0),
    ];
    for (path, value) in settings {
        scenario = scenario.set(path, &f64::to_string(&value)).unwrap();
    }
    scenario.local_provision.schools.clear();
    let block = &mut scenario.blocks[0];
    (block.phases, block.districts, block.needs) = (vec![], vec![], vec![]);
    block.ramp = vec![1.0];
    edit(&mut scenario);
    scenario
}

fn fix(scenario: &mut Scenario, settings: &[(&str, f64)]) {
    for (path, value) in settings {
        *scenario = scenario.set(path, &value.to_string()).unwrap();
    }
}

fn run(scenario: Scenario) -> Ensemble {
    let checked = scenario.check().unwrap_or_else(|problems| panic!("{problems:?}"));
    Ensemble::run(&Compiled::new(&checked, Detail::Full), checked.horizon.opening_january, 1, FUTURES)
}

fn mean(ensemble: &Ensemble, headline: Headline) -> f64 {
    ensemble.spread(headline).mean()
}

fn close(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within, "{a} against {b}");
}

// Transport

/// A block of post-16 places, where nobody of 16 or over is carried to school.
fn post_16(near_home: bool) -> Scenario {
    certain(|s| {
        fix(s, &[("transport.eligible_16_plus", 0.0)]);
        let block = &mut s.blocks[0];
        (block.volume, block.start, block.term) = (60, 2026, 8);
        block.phases = vec![Phase::Post16];
        block.near_home = near_home;
    })
}

#[test]
fn a_place_near_home_saves_nothing_on_pupils_who_are_never_carried() {
    let (near, far) = (run(post_16(true)), run(post_16(false)));
    assert!(mean(&near, Headline::Block(0, BlockLine::Occupied)) > 1.0);
    for year in 0..9 {
        let transport = |of: &Ensemble| of.values(Headline::Transport(year)).collect::<Vec<_>>();
        assert_eq!(transport(&near), transport(&far), "{year}");
    }
    // The curve of volumes says the same.
    let checked = post_16(true).check().unwrap();
    let volumes = Volumes::new(&checked, [(&checked.blocks[0], 0, vec![60])], 0);
    let model = Compiled::new(&checked, Detail::Main);
    let shape = model.shape();
    let mut simulator = sufficiency_planner::cohort::Simulator::weighing(&model, &volumes);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    let (mut counts, mut figures) = (vec![0; volumes.counts()], vec![0.0; volumes.figures()]);
    for index in 0..50 {
        let future = sufficiency_planner::chance::Future::new(1, index);
        simulator.weigh(future, (&mut record, &mut headlines), (&mut counts, &mut figures));
        assert!(figures[VolumeLine::Occupied as usize] > 0.0);
        assert_eq!(figures[VolumeLine::Transport as usize], 0.0);
    }
}

/// The difference that a block makes to transport is that of the pupils it takes, whatever they are: so the
/// volume curve, which weighs them by themselves, says what two runs say.
#[test]
fn what_a_block_saves_in_transport_is_the_difference_between_two_runs() {
    let with = |volume| {
        certain(move |s| {
            let block = &mut s.blocks[0];
            (block.volume, block.start, block.term, block.near_home) = (volume, 2026, 8, true);
            block.phases = vec![Phase::Primary, Phase::Post16];
        })
    };
    let (none, some) = (run(with(0)), run(with(40)));
    let checked = with(40).check().unwrap();
    let volumes = Volumes::new(&checked, [(&checked.blocks[0], 0, vec![40])], 0);
    let model = Compiled::new(&checked, Detail::Main);
    let shape = model.shape();
    let mut simulator = sufficiency_planner::cohort::Simulator::weighing(&model, &volumes);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    let (mut counts, mut figures) = (vec![0; volumes.counts()], vec![0.0; volumes.figures()]);
    for index in 0..20_usize {
        let future = sufficiency_planner::chance::Future::new(1, u32::try_from(index).unwrap());
        simulator.weigh(future, (&mut record, &mut headlines), (&mut counts, &mut figures));
        // Academic years 2026/27 to 2033/34, of which the last ends beyond the run.
        let transport = |of: &Ensemble, year| of.values(Headline::Transport(year)).nth(index).unwrap();
        let saved: f64 = (0..9).map(|year| transport(&none, year) - transport(&some, year)).sum();
        let all = figures[VolumeLine::Transport as usize];
        assert!(saved > 0.0 && all > saved && all < saved * 1.25, "{saved} of {all}");
    }
}

// Conversion

/// 10 places for a year from September 2032, premium and discount 10%: some 48 opening pupils are still with
/// Lot A then, none of whom pays the premium, so the ten longest there pay £54,460 each.
fn conversion(volume: u32, reversed: bool) -> Scenario {
    certain(|s| {
        let settings = [
            ("framework.lot_a", 1.0),
            ("prices.uplift", 0.0),
            ("prices.uplift_swing", 0.0),
            ("prices.fee_process", 0.011),
            ("prices.joiner_premium", 0.1),
            ("blocks.0.discount", 0.1),
        ];
        fix(s, &settings);
        // The price of those already there stays what it was: the average is not held to any rise.
        fix(s, &[("prices.joiner_premium", 0.1)]);
        if reversed {
            s.districts.list.reverse();
        }
        let block = &mut s.blocks[0];
        block.kind = BlockKind::Conversion;
        (block.volume, block.start, block.term) = (volume, 2032, 1);
    })
}

#[test]
fn a_conversion_takes_those_longest_there_first_wherever_they_live() {
    let ensemble = run(conversion(10, false));
    // All are converted, from the price that opening pupils pay: the average less what joiners pay more.
    let saving: Vec<f64> = ensemble.values(Headline::Block(0, BlockLine::Saving)).collect();
    let placed = saving[0] / (10.0 * 0.1);
    assert!(placed < 54_460.0 && placed > 54_460.0 / 1.1, "{placed}");
    assert!(
        saving.iter().all(|other| (other - saving[0]).abs() < 1e-6),
        "whoever is left, the ten pay alike"
    );
    let no_premium = run({
        let mut scenario = conversion(10, false);
        fix(&mut scenario, &[("prices.joiner_premium", 0.0)]);
        scenario
    });
    close(mean(&no_premium, Headline::Block(0, BlockLine::Saving)), 54_460.0, 1e-3);
}

#[test]
fn the_order_of_the_districts_is_nothing_to_a_conversion() {
    let of = |reversed| {
        let ensemble = run(conversion(100, reversed));
        let saving = ensemble.spread(Headline::Block(0, BlockLine::Saving));
        (saving.mean(), saving.sd() / f64::from(FUTURES).sqrt())
    };
    let ((listed, error), (reversed, other)) = (of(false), of(true));
    close(listed, reversed, 4.0 * (error * error + other * other).sqrt());
}

#[test]
fn two_conversions_never_take_the_same_pupil() {
    let ensemble = run({
        let mut scenario = conversion(5_000, false);
        scenario.blocks.push(scenario.blocks[0].clone());
        scenario.blocks[1].name = "Another".into();
        scenario
    });
    let filled = |block| mean(&ensemble, Headline::Block(block, BlockLine::Occupied));
    let lot_a = ensemble.tally(Measure::Stock, 8, Scope::Channel(Channel::LotA)).mean();
    close(filled(0), lot_a, 1e-6);
    close(filled(1), 0.0, 1e-6);
}

// A block from the first September on

#[test]
fn a_block_of_the_first_september_costs_what_its_pupils_would() {
    let of = |volume| {
        run(certain(|s| {
            s.horizon.opening_january = January(2026);
            let settings = [
                ("framework.participation", 1.0),
                ("framework.lot_a", 1.0),
                ("tribunal.off_framework", 0.0),
                ("prices.joiner_premium", 0.1),
                ("prices.lot_a", 50_000.0),
                ("prices.lot_b", 50_000.0),
                ("prices.off_framework", 50_000.0),
                ("prices.band_chance", 0.0),
            ];
            fix(s, &settings);
            let block = &mut s.blocks[0];
            (block.volume, block.start, block.term) = (volume, 2026, 4);
        }))
    };
    let (without, with) = (of(0), of(20));
    assert!(mean(&with, Headline::Block(0, BlockLine::Occupied)) > 79.0);
    // Its first pupils pay the average of the year, which holds no premium of their own.
    let spent = |of: &Ensemble, year, future| of.values(Headline::Placements(year)).nth(future).unwrap();
    let saved = |year, future| spent(&without, year, future) - spent(&with, year, future);
    for future in 0..50 {
        close(saved(0, future), 0.0, 1e-3);
        // Later ones are spared the premium of their year, to the pound that the county pays less; and
        // whoever stays beyond the term pays what it would have paid.
        let said = with.values(Headline::Block(0, BlockLine::Saving)).nth(future).unwrap();
        let all: f64 = (0..9).map(|year| saved(year, future)).sum();
        assert!(said > 1e4);
        close(all, said, 1e-2);
    }
}

// The budget

#[test]
fn a_grant_clears_the_deficit_of_march_2026_in_a_run_that_opens_then() {
    let ensemble = run(certain(|s| {
        s.horizon.opening_january = January(2026);
        fix(s, &[("high_needs.grant_chance", 1.0)]);
    }));
    let balances = mean(&ensemble, Headline::Balance(0)) + mean(&ensemble, Headline::Balance(1));
    close(mean(&ensemble, Headline::DeficitGrant), 0.1 * 97.5e6 - balances, 1.0);
}

#[test]
fn what_is_not_in_the_run_is_not_known() {
    let run = |january: u16, years: u8, start: u16| {
        run(certain(|s| {
            s.horizon.opening_january = January(january);
            s.horizon.years = years;
            s.framework.start = start;
            s.blocks.clear();
        }))
    };
    let known = |ensemble: &Ensemble| {
        [
            Headline::DeficitAgreement,
            Headline::DeficitGrant,
            Headline::ContractValue,
            Headline::FrameworkSpend,
        ]
        .map(|headline| ensemble.known_spread(headline).is_some())
    };
    assert_eq!(known(&run(2025, 9, 2026)), [true, true, true, true]);
    assert_eq!(known(&run(2025, 8, 2026)), [true, true, false, false]);
    assert_eq!(known(&run(2025, 9, 2028)), [true, true, false, false]);
    assert_eq!(known(&run(2025, 2, 2026)), [false; 4]);
    assert_eq!(known(&run(2028, 9, 2026)), [false; 4]);
    assert_eq!(known(&run(2027, 9, 2026)), [true, true, true, true]);
}

#[test]
fn a_grant_that_moves_with_other_spending_leaves_the_balance_less_in_doubt() {
    let width = |link: f64| {
        let mut scenario = Scenario::kent();
        as_before(&mut scenario);
        fix(&mut scenario, &[("dependence.budget_other", link)]);
        let balance = run(scenario).spread(Headline::Balance(2));
        balance.percentile(0.9) - balance.percentile(0.1)
    };
    let (against, none, linked) = (width(-0.7), width(0.0), width(0.7));
    assert!(linked < 0.8 * none && none < 0.9 * against, "{linked}, {none}, {against}");
}

// Local places

/// A school of 200 places for everybody, each keeping half a joiner out.
fn school(srp: f64, effect: f64) -> Scenario {
    certain(|s| {
        s.blocks.clear();
        s.local_provision.schools = Scenario::kent().local_provision.schools;
        s.local_provision.schools.truncate(1);
        let school = &mut s.local_provision.schools[0];
        school.catchment.clear();
        school.fill = vec![1.0];
        school.places.amount = Amount::Fixed(200.0);
        school.opens.amount = Amount::Fixed(2027.67);
        s.local_provision.srp_unlocked = true;
        (s.local_provision.srp_from, s.local_provision.srp_to) = (2027, 2027);
        for need in &mut s.needs.list {
            (need.srp_share, need.special_share) = (1.0, 1.0);
        }
        let settings = [
            ("tribunal.share", 0.0),
            ("local_provision.srp_places", srp),
            ("local_provision.srp_slip", 0.0),
            ("local_provision.srp_displacement", 0.5),
            ("local_provision.school_displacement", 0.5),
            ("localities.effect", effect),
            ("localities.midpoint", 2026.0),
            ("localities.lag", 0.0),
            ("localities.return_share", 0.0),
        ];
        fix(s, &settings);
    })
}

#[test]
fn local_places_displace_as_many_as_they_win_whatever_stands_before_them() {
    for (srp, effect) in [(0.0, 0.0), (100.0, 0.0), (0.0, 0.5), (100.0, 0.5)] {
        let ensemble = run(school(srp, effect));
        let displaced = |measure| ensemble.tally(measure, 2, Scope::County);
        for (measure, won) in [(Measure::StateSpecial, 100.0), (Measure::Srp, 0.5 * srp)] {
            let tally = displaced(measure);
            close(tally.mean(), won, 4.0 * tally.standard_error() + 0.01);
        }
    }
}

#[test]
fn ten_diverted_provoke_as_many_tribunals_as_the_note_says() {
    let of = |backfire: f64| {
        run(certain(|s| {
            s.blocks.clear();
            let settings = [
                ("tribunal.share", 0.3),
                ("tribunal.backfire", backfire),
                ("localities.effect", 0.4),
                ("localities.midpoint", 2026.0),
                ("localities.lag", 0.0),
            ];
            fix(s, &settings);
        }))
    };
    let (off, on) = (of(0.0), of(0.3));
    let sum = |ensemble: &Ensemble, measure| -> f64 {
        (4..9).map(|year| ensemble.tally(measure, year, Scope::County).mean()).sum()
    };
    let more = sum(&on, Measure::Tribunal) - sum(&off, Measure::Tribunal);
    close(more / sum(&on, Measure::Localities), 0.3, 0.005);
}

#[test]
fn a_place_costs_what_it_costs_over_mainstream_where_it_keeps_nobody_from_a_placement() {
    let of = |places: f64| {
        run(certain(|s| {
            s.blocks.clear();
            let settings = [
                ("local_provision.srp_places", places),
                ("local_provision.srp_slip", 0.0),
                ("local_provision.srp_displacement", 0.0),
                ("alternatives.growth", 0.0),
                ("alternatives.mainstream", 11_000.0),
                ("alternatives.srp", 17_000.0),
            ];
            fix(s, &settings);
        }))
    };
    // All 3,000 are open from September 2030.
    let more = mean(&of(3_000.0), Headline::Alternatives(8)) - mean(&of(0.0), Headline::Alternatives(8));
    close(more, 3_000.0 * 6_000.0, 1.0);
}

// Places that run out

#[test]
fn schools_follow_those_who_wait_and_a_wait_is_counted_as_spared() {
    let of = |follows: f64| {
        run(certain(|s| {
            s.blocks.clear();
            let settings = [
                ("capacity.occupancy", 1.0),
                ("capacity.growth", 0.0),
                ("capacity.follows", follows),
                ("demand.growth", 0.1),
                ("tribunal.share", 0.0),
            ];
            fix(s, &settings);
        }))
    };
    let (never, always) = (of(0.0), of(1.0));
    let waiting = |of: &Ensemble, year| of.tally(Measure::Waiting, year, Scope::County).mean();
    let stock = |of: &Ensemble, january| of.tally(Measure::Stock, january, Scope::County).mean();
    // With no new places all growth waits; where each who waits brings a place, few wait longer than a year.
    close(stock(&never, 9), 1_784.0, 8.0);
    assert!(waiting(&never, 8) > 3.0 * waiting(&always, 8) && stock(&always, 9) > 2_100.0);
    // Everybody who waits costs EOTAS and not a placement, and the balance is better by the difference.
    let spared = mean(&never, Headline::WaitSaving(8)) / waiting(&never, 8);
    let price = 54_460.0 * 1.03_f64.powi(8);
    assert!(spared > 0.1 * price && spared < 0.6 * price, "{spared}");
    assert!(mean(&never, Headline::WaitSaving(0)) > 0.0);
}

// Readings

#[test]
fn fixed_shares_give_no_cell_the_same_ages_in_every_future() {
    let ensemble = run(certain(|s| s.blocks.clear()));
    // Each need loses in the first year what its share of all leavers is.
    let county = ensemble.tally(Measure::Leavers, 0, Scope::County);
    for (need, share) in [0.52, 0.3, 0.12, 0.06].into_iter().enumerate() {
        let leavers = ensemble.tally(Measure::Leavers, 0, Scope::Need(need));
        close(leavers.mean(), share * county.mean(), 4.0 * leavers.standard_error() + 0.1);
    }
}

#[test]
fn participation_is_the_share_of_all_new_placements() {
    let ensemble = run(certain(|s| {
        s.blocks.clear();
        for band in &mut s.leaving.bands {
            band.hazard.amount = Amount::Fixed(1.0);
        }
        fix(
            s,
            &[("framework.participation", 0.7), ("tribunal.off_framework", 0.55), ("tribunal.share", 0.3)],
        );
    }));
    // Everybody leaves after a year: each January holds that year's joiners alone.
    let stock = |scope| ensemble.tally(Measure::Stock, 8, scope).mean();
    let off = stock(Scope::Channel(Channel::OffFramework));
    close(1.0 - off / stock(Scope::County), 0.7, 0.005);
}

#[test]
fn the_average_of_a_financial_year_is_what_its_pupils_cost() {
    let ensemble = run(certain(|s| {
        s.blocks.clear();
        fix(s, &[("prices.off_framework", 54_460.0)]);
    }));
    let pupils = |january| ensemble.tally(Measure::Stock, january, Scope::County).mean();
    let average = (5.0 * pupils(0) + 7.0 * pupils(1)) / 12.0;
    close(mean(&ensemble, Headline::Placements(0)), 54_460.0 * average, 1.0);
}
