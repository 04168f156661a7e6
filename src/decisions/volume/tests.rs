//! The curve of a block against answers worked out by hand.

use super::*;
use crate::chance::normal_cdf;
use crate::contracts::{break_even_occupancy, critical_fractile, settle};
use proptest::prelude::*;

const PRICE: f64 = 56_083.0;
const AIM: Aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 100_000.0 };

/// A block of one year that takes all of a known demand, at every volume up to `most`.
struct Year {
    demand: Vec<u32>,
    columns: Vec<[Vec<f64>; 6]>,
}

impl Year {
    fn new(demand: Vec<u32>, discount: f64, void_share: f64, transport: f64, most: u32) -> Year {
        let column = |volume: u32| {
            let mut columns: [Vec<f64>; 6] = Default::default();
            for &demand in &demand {
                let filled = f64::from(demand.min(volume));
                let bill = settle((1.0 - discount) * PRICE, filled, f64::from(volume), void_share, 1.0);
                let spot = filled * PRICE;
                let lines = [
                    spot - bill.cost,
                    filled * transport,
                    bill.void_cost,
                    spot,
                    bill.cost / (1.0 - discount),
                    filled,
                ];
                columns.iter_mut().zip(lines).for_each(|(column, line)| column.push(line));
            }
            columns
        };
        Year { columns: (0..=most).map(column).collect(), demand }
    }

    fn curve(&self, aim: Aim) -> VolumeCurve {
        let volumes: Vec<(u32, u32)> = (0..).zip(&self.columns).map(|(v, _)| (v, v)).collect();
        let samples: Vec<Sample> = self
            .columns
            .iter()
            .map(|[saving, transport, void_cost, spot_cost, list_cost, occupied]| Sample {
                saving,
                transport,
                void_cost,
                spot_cost,
                list_cost,
                occupied,
            })
            .collect();
        VolumeCurve::of(&volumes, &samples, &[&self.demand], aim).unwrap()
    }
}

/// The standard normal quantile, by halving.
fn quantile(level: f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < level { low = middle } else { high = middle }
    }
    low
}

fn close(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() < within, "{a} against {b}");
}

/// Demand is 30 or 50, as likely. By hand, at 10% off and half price for empty places.
#[test]
fn a_demand_of_two_points_comes_out_as_by_hand() {
    let curve = Year::new(vec![30, 50], 0.1, 0.5, 0.0, 60).curve(AIM);
    let (saved, void) = (0.1 * PRICE, 0.45 * PRICE);
    // Up to 30 places every one saves; from there half the futures leave it empty.
    assert_eq!(curve.best().volume, 30);
    close(curve.best().saving, 30.0 * saved, 1e-6);
    let at_40 = curve.at(40);
    close(at_40.saving, 0.5 * ((30.0 * saved - 10.0 * void) + 40.0 * saved), 1e-6);
    close(at_40.worst, 30.0 * saved - 10.0 * void, 1e-6);
    close(at_40.pays, 0.5, 1e-12);
    close(at_40.loses, 0.5, 1e-12);
    close(at_40.pays_beyond, 0.5, 1e-12);
    close(at_40.void_cost, 0.5 * 10.0 * void, 1e-6);
    close(at_40.filled.unwrap(), 35.0 / 40.0, 1e-12);
    assert_eq!(curve.at(0).filled, None);
    // 40 filled and 30 filled with 10 empty at half price cost as much as 70 + 5 at list price.
    close(at_40.break_even_discount.unwrap(), 1.0 - 70.0 / 75.0, 1e-12);
    // Who knew would buy 30 or 50.
    close(curve.perfect_information, 0.5 * (30.0 + 50.0) * saved - 30.0 * saved, 1e-6);
}

#[test]
fn a_normal_demand_is_bought_at_the_newsvendors_fractile() {
    let n = 20_000;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 40 +- 24
    let demand: Vec<u32> =
        (0..n).map(|i| (40.0 + 6.0 * quantile((f64::from(i) + 0.5) / f64::from(n))).round() as u32).collect();
    for (discount, void, transport) in
        [(0.1, 0.5, 0.0), (0.2, 1.0, 0.0), (0.05, 0.25, 0.0), (0.1, 0.5, 4_000.0)]
    {
        let year = Year::new(demand.clone(), discount, void, transport, 70);
        let curve = year.curve(Aim { purse: Purse::Council, ..AIM });
        let fractile = critical_fractile(PRICE, discount, void, transport);
        let textbook = curve.newsvendor(fractile);
        close(f64::from(curve.best().volume), textbook, 0.51);
        close(normal_cdf((textbook - 40.0) / 6.0), fractile, 0.05);
        if transport == 0.0 {
            // At the break-even occupancy the discount is the one that breaks even.
            let point = curve.at(55);
            let even = break_even_occupancy(point.break_even_discount.unwrap(), void);
            close(point.filled.unwrap(), even, 1e-9);
        }
    }
    let plain = Year::new(demand, 0.1, 0.5, 0.0, 70).curve(AIM);
    close(plain.newsvendor(0.1818), 34.55, 0.5);
}

#[test]
fn caution_buys_no_more_and_the_tail_is_no_better_than_the_middle() {
    let demand: Vec<u32> = (0..500).map(|i| 20 + (i * 7) % 30).collect();
    let year = Year::new(demand, 0.15, 0.5, 0.0, 60);
    let bought: Vec<u32> =
        [0.0, 0.25, 0.5, 0.75, 1.0].map(|caution| year.curve(Aim { caution, ..AIM }).best().volume).into();
    assert!(bought.windows(2).all(|pair| pair[1] <= pair[0]), "{bought:?}");
    assert!(bought[4] < bought[0]);
    let curve = year.curve(AIM);
    for point in &curve.points {
        assert!(point.worst <= point.p10 + 1e-9 && point.p10 <= point.p50 && point.p50 <= point.p90);
        assert!(point.pays_beyond <= point.pays);
    }
    let (least, most) = curve.as_good;
    assert!(least <= curve.best().volume && curve.best().volume <= most && most - least < 10);
}

/// Demand that fails altogether in 1 future of 15: a cautious aim buys little, and what has a far worse tail
/// is no match for it, however much more it saves on average.
#[test]
fn what_is_about_as_well_is_so_by_the_score_that_decides() {
    let demand: Vec<u32> = (0..3_000).map(|i| if i % 15 == 0 { 6 } else { 30 + (i * 7) % 25 }).collect();
    let year = Year::new(demand, 0.15, 0.5, 0.0, 60);
    for caution in [0.0, 0.5, 0.75, 1.0] {
        let curve = year.curve(Aim { caution, ..AIM });
        let (least, most) = curve.as_good;
        let best = *curve.best();
        assert!((least..=most).contains(&best.volume), "{least} to {most} about {}", best.volume);
        for point in curve.points.iter().filter(|point| (least..=most).contains(&point.volume)) {
            let short = best.score - point.score;
            assert!(short < 0.1 * best.score.abs().max(PRICE), "{caution}: {point:?}");
            if caution >= 1.0 {
                assert!(point.worst > best.worst - 100_000.0, "{point:?} beside {best:?}");
            }
        }
    }
}

#[test]
fn a_score_is_the_mean_of_the_parts_of_its_futures() {
    let demand: Vec<u32> = (0..997).map(|i| 20 + (i * 7) % 30).collect();
    let year = Year::new(demand, 0.15, 0.5, 0.0, 60);
    for caution in [0.0, 0.3, 1.0] {
        let curve = year.curve(Aim { caution, ..AIM });
        for (point, columns) in curve.points.iter().zip(&year.columns) {
            close(mean(&parts(&columns[0], caution)), point.score, 1e-6);
        }
    }
}

#[test]
fn the_worst_1_in_20_are_averaged_in_parts() {
    let values: Vec<f64> = (0..30).map(f64::from).collect();
    // 1.5 futures: the first and half the second.
    close(worst_average(&values), 0.5 / 1.5, 1e-12);
    close(worst_average(&[4.0]), 4.0, 1e-12);
    close(worst_average(&[]), 0.0, 1e-12);
}

proptest! {
    #[test]
    fn more_discount_never_buys_less_and_a_dearer_void_never_more(
        demand in prop::collection::vec(0_u32..40, 1..60),
        discount in 0.01..0.4_f64,
        void in 0.05..0.95_f64,
    ) {
        let volume = |discount: f64, void: f64| {
            Year::new(demand.clone(), discount, void, 0.0, 45).curve(AIM).best().volume
        };
        let here = volume(discount, void);
        prop_assert!(volume(discount + 0.05, void) >= here);
        prop_assert!(volume(discount, void + 0.05) <= here);
    }

    #[test]
    fn the_order_of_the_futures_changes_nothing(mut demand in prop::collection::vec(0_u32..40, 2..60)) {
        let before = Year::new(demand.clone(), 0.1, 0.5, 0.0, 45).curve(AIM);
        demand.sort_unstable();
        let after = Year::new(demand, 0.1, 0.5, 0.0, 45).curve(AIM);
        prop_assert_eq!(before.best, after.best);
        prop_assert!((before.best().saving - after.best().saving).abs() < 1e-3);
        prop_assert!(before.perfect_information >= -1e-6);
    }
}
