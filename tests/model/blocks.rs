//! Block contracts: what they take, what they save.

use super::{FUTURES, batch, column, fix, headline, kent};
use sufficiency_planner::cohort::{BlockLine, Compiled, Detail, Headline, Measure, Scope, Simulator};
use sufficiency_planner::contracts::settle;
use sufficiency_planner::ensemble::Batch;
use sufficiency_planner::scenario::{BlockKind, Lever, Scenario};

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
