//! How uncertain numbers hang together, and what statistics of the futures owe to chance.

use super::kent;
use sufficiency_planner::chance::{beta_cdf, normal_cdf};
use sufficiency_planner::cohort::{Compiled, Detail, Headline, Simulator};
use sufficiency_planner::ensemble::Ensemble;
use sufficiency_planner::scenario::{Amount, Lever, Scenario};

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
