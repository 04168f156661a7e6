//! Prices, spending and the balance.

use super::{FUTURES, batch, column, fix, headline, kent, mean};
use sufficiency_planner::cohort::{Compiled, Detail, Headline, Measure, Scope, Simulator};
use sufficiency_planner::contracts::settle;
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::field::Channel;
use sufficiency_planner::scenario::Lever;

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
        assert!((at(Headline::DeficitAgreement) - deficit).abs() < 5.0);
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
