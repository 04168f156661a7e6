//! How large a block contract should be: what it saves and risks against the number of places bought.
//!
//! All of it is read off one set of futures ([`crate::cohort::Volumes`]), the same ones for every
//! volume, so that neighbouring volumes differ by what they do and not by chance.

use super::Estimate;
use crate::cohort::{VolumeLine, Volumes};
use crate::ensemble::{Spread, Table};

/// The share of futures, the worst ones, whose average is the conditional value at risk.
const TAIL: f64 = 0.05;

/// Whose budget a saving counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Purse {
    /// The High Needs Block alone.
    #[default]
    HighNeeds,
    /// The whole council: transport too.
    Council,
}

impl Purse {
    /// The part of two savings that counts for this purse, in pounds: one on placements and one on transport.
    pub fn counted(self, placements: f64, transport: f64) -> f64 {
        match self {
            Purse::HighNeeds => placements,
            Purse::Council => placements + transport,
        }
    }
}

/// What a planner weighs the volumes by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// Whose budget counts.
    pub purse: Purse,
    /// The weight of the average of the worst 1 in 20 futures, from 0 to 1. At 0 the average of all futures decides.
    pub caution: f64,
    /// The void cost over the term, in pounds, above which a planner has to justify the block.
    pub void_limit: f64,
}

/// The results of a block at one volume over its term, in pounds and shares of the futures (M14.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The number of places bought.
    pub volume: u32,
    /// The mean saving in pounds.
    pub saving: f64,
    /// The Monte Carlo standard error of `saving`, in pounds.
    pub error: f64,
    /// The saving that 1 future in 10 falls below, in pounds.
    pub p10: f64,
    /// The median saving, in pounds.
    pub p50: f64,
    /// The saving that 1 future in 10 exceeds, in pounds.
    pub p90: f64,
    /// The mean saving of the worst 1 in 20 futures, in pounds: the conditional value at risk, as a saving.
    pub worst: f64,
    /// Share of the futures, from 0 to 1, in which the block costs more than spot prices.
    pub loses: f64,
    /// The mean paid for empty places, in pounds.
    pub void_cost: f64,
    /// Share of the futures, from 0 to 1, that pay for any empty place.
    pub pays: f64,
    /// Share of the futures, from 0 to 1, that pay more than the limit for empty places.
    pub pays_beyond: f64,
    /// Places filled as a share of those bought, from 0 to 1; `None` where none is bought.
    pub filled: Option<f64>,
    /// The discount, a share, at which the block would save nothing on average; `None` where nothing is bought.
    pub break_even_discount: Option<f64>,
    /// The score by which volumes are compared, in pounds: the mean saving and that of the worst futures, weighted by
    /// caution.
    pub score: f64,
}

/// A block weighed at several volumes (M14.1).
#[derive(Clone, Debug, PartialEq)]
pub struct VolumeCurve {
    /// One point for each volume, ascending.
    pub points: Vec<Point>,
    /// The position of the best volume among the points.
    pub best: usize,
    /// The lowest and the highest volume whose score is about as good as the best: their paired difference is within
    /// two standard errors.
    pub as_good: (u32, u32),
    /// The expected value of perfect information, in pounds: what the best volume of each future would save on average
    /// over the best single volume.
    pub perfect_information: f64,
    /// The number of years that the block runs.
    pub years: usize,
    /// The number of pupils who would fill it if it took all who match, by year of its term.
    pub demand: Vec<Spread>,
    /// The same number averaged over the years of its term, one value a future.
    pub term_demand: Spread,
    /// The number of futures that were weighed.
    pub futures: usize,
}

/// The columns of one volume, with one value a future.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// Pounds saved on placements.
    pub saving: &'a [f64],
    /// Pounds saved in transport.
    pub transport: &'a [f64],
    /// Pounds paid for empty places.
    pub void_cost: &'a [f64],
    /// Pounds that its pupils would cost at spot prices.
    pub spot_cost: &'a [f64],
    /// Pounds that the block would cost without a discount.
    pub list_cost: &'a [f64],
    /// Places filled, added up over the years.
    pub occupied: &'a [f64],
}

impl<'a> Sample<'a> {
    /// The columns of a candidate, one sample for each volume.
    pub(super) fn all(volumes: &Volumes, candidate: usize, table: &'a Table) -> Vec<Sample<'a>> {
        let before: usize = volumes.volumes().take(candidate).map(<[u32]>::len).sum();
        let count = volumes.volumes().nth(candidate).map_or(0, <[u32]>::len);
        let sample = |place| {
            let line = |line: VolumeLine| table.values(place * VolumeLine::COUNT + line as usize);
            Sample {
                saving: line(VolumeLine::Saving),
                transport: line(VolumeLine::Transport),
                void_cost: line(VolumeLine::VoidCost),
                spot_cost: line(VolumeLine::SpotCost),
                list_cost: line(VolumeLine::ListCost),
                occupied: line(VolumeLine::Occupied),
            }
        };
        (before..before + count).map(sample).collect()
    }

    fn savings(&self, purse: Purse) -> Vec<f64> {
        self.saving
            .iter()
            .zip(self.transport)
            .map(|(&saved, &carried)| purse.counted(saved, carried))
            .collect()
    }
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The share of the values, from 0 to 1, for which `holds` is true.
fn share(values: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    mean(&values.iter().map(|&value| f64::from(u8::from(holds(value)))).collect::<Vec<_>>())
}

/// The average of the lowest 1 in 20 of ascending values. Where that is not a whole number of values, the last counts
/// in part.
pub fn worst_average(ascending: &[f64]) -> f64 {
    let wanted = TAIL * ascending.len() as f64;
    let (mut sum, mut left) = (0.0, wanted);
    for value in ascending {
        let part = left.min(1.0);
        sum += part * value;
        left -= part;
        if left <= 0.0 {
            break;
        }
    }
    if wanted > 0.0 { sum / wanted } else { 0.0 }
}

impl Point {
    /// Half the width of the 95% interval of the mean saving, in pounds: 1.96 standard errors.
    pub fn margin(&self) -> f64 {
        Estimate { value: self.saving, standard_error: self.error }.margin()
    }

    /// Weighs one volume, which buys `place_years` place-years over the term, from its columns.
    fn of(volume: u32, place_years: u32, sample: &Sample, savings: &[f64], aim: Aim) -> Point {
        let spread = Spread::new(savings.to_vec());
        let saving = spread.mean();
        let worst = worst_average(spread.values());
        // The price paid is (1 - discount) times the list price: the block breaks even where that equals the spot cost.
        let (spot, list) = (mean(sample.spot_cost), mean(sample.list_cost));
        let bought = f64::from(place_years);
        Point {
            volume,
            saving,
            error: spread.standard_error(),
            p10: spread.percentile(0.1),
            p50: spread.percentile(0.5),
            p90: spread.percentile(0.9),
            worst,
            loses: share(savings, |value| value < 0.0),
            void_cost: mean(sample.void_cost),
            pays: share(sample.void_cost, |cost| cost > 0.0),
            pays_beyond: share(sample.void_cost, |cost| cost > aim.void_limit),
            filled: (place_years > 0).then(|| mean(sample.occupied) / bought),
            break_even_discount: (list > 0.0).then(|| 1.0 - spot / list),
            score: (1.0 - aim.caution) * saving + aim.caution * worst,
        }
    }
}

impl VolumeCurve {
    /// Weighs a block from the columns of each of its volumes, with the place-years that each buys, and from the pupils
    /// who would fill it by year of its term. Returns `None` without a volume or a future.
    pub fn of(
        volumes: &[(u32, u32)],
        samples: &[Sample],
        demand: &[&[u32]],
        aim: Aim,
    ) -> Option<VolumeCurve> {
        let futures = samples.first()?.saving.len();
        if futures == 0 {
            return None;
        }
        let savings: Vec<Vec<f64>> = samples.iter().map(|sample| sample.savings(aim.purse)).collect();
        let points: Vec<Point> = volumes
            .iter()
            .zip(samples)
            .zip(&savings)
            .map(|((&(volume, bought), sample), savings)| Point::of(volume, bought, sample, savings, aim))
            .collect();
        let best = best(&points);
        let perfect = (0..futures)
            .map(|future| savings.iter().map(|values| values[future]).fold(f64::NEG_INFINITY, f64::max));
        let most = points.iter().map(|point| point.saving).fold(f64::NEG_INFINITY, f64::max);
        let years = demand.len();
        let in_term = |future: usize| demand.iter().map(|year| f64::from(year[future])).sum::<f64>();
        Some(VolumeCurve {
            as_good: as_good(&points, &savings, best, aim.caution),
            perfect_information: mean(&perfect.collect::<Vec<_>>()) - most,
            years,
            demand: demand
                .iter()
                .map(|year| Spread::new(year.iter().map(|&count| f64::from(count)).collect()))
                .collect(),
            term_demand: Spread::new((0..futures).map(|f| in_term(f) / years.max(1) as f64).collect()),
            futures,
            best,
            points,
        })
    }

    /// Weighs a candidate of [`Volumes`] from the futures that have come.
    pub fn read(volumes: &Volumes, candidate: usize, table: &Table, aim: Aim) -> Option<VolumeCurve> {
        let wanted = volumes.volumes().nth(candidate)?;
        let bought = volumes.place_years(candidate);
        let samples = Sample::all(volumes, candidate, table);
        let steps = volumes.steps();
        let demand: Vec<&[u32]> =
            volumes.running(candidate).map(|step| table.counts(candidate * steps + step)).collect();
        let volumes: Vec<(u32, u32)> = wanted.iter().copied().zip(bought).collect();
        VolumeCurve::of(&volumes, &samples, &demand, aim)
    }

    /// The best volume.
    pub fn best(&self) -> &Point {
        &self.points[self.best]
    }

    /// The point of a volume, or of the nearest volume that was weighed.
    pub fn at(&self, volume: u32) -> &Point {
        let nearest = self.points.iter().min_by_key(|point| point.volume.abs_diff(volume));
        nearest.unwrap_or(self.best())
    }

    /// The textbook's answer: the volume at the critical fractile of the average demand over the term.
    pub fn newsvendor(&self, fractile: f64) -> f64 {
        self.term_demand.percentile(fractile)
    }
}

/// The position of the best score; of equal scores, that of the smallest volume.
pub fn best(points: &[Point]) -> usize {
    let mut best = 0;
    for (place, point) in points.iter().enumerate() {
        if point.score > points[best].score {
            best = place;
        }
    }
    best
}

/// What each future contributes to the score of a volume, which is the mean of these contributions. A future among the
/// worst 1 in 20 contributes by how much it lies below their limit (Rockafellar and Uryasev 2000).
fn parts(savings: &[f64], caution: f64) -> Vec<f64> {
    if caution <= 0.0 {
        return savings.to_vec();
    }
    let n = savings.len();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
    let place = ((TAIL * n as f64).ceil() as usize).clamp(1, n) - 1;
    let limit = *savings.to_vec().select_nth_unstable_by(place, f64::total_cmp).1;
    let worst = |saving: f64| limit + (saving - limit).min(0.0) / TAIL;
    savings.iter().map(|&saving| (1.0 - caution) * saving + caution * worst(saving)).collect()
}

/// The lowest and the highest volume around the best one whose scores are not clearly lower.
fn as_good(points: &[Point], savings: &[Vec<f64>], best: usize, caution: f64) -> (u32, u32) {
    let at_best = parts(&savings[best], caution);
    let close = |place: &usize| {
        let differences = at_best.iter().zip(parts(&savings[*place], caution)).map(|(a, b)| a - b);
        let differences: Vec<f64> = differences.collect();
        let less = mean(&differences);
        let squares: f64 = differences.iter().map(|value| (value - less) * (value - less)).sum();
        let n = differences.len() as f64;
        less <= 2.0 * (squares / (n * (n - 1.0).max(1.0))).sqrt()
    };
    let least = (0..best).rev().take_while(close).last().unwrap_or(best);
    let most = (best + 1..points.len()).take_while(close).last().unwrap_or(best);
    (points[least].volume, points[most].volume)
}

#[cfg(test)]
mod tests {
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
        let demand: Vec<u32> = (0..n)
            .map(|i| (40.0 + 6.0 * quantile((f64::from(i) + 0.5) / f64::from(n))).round() as u32)
            .collect();
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
        let bought: Vec<u32> = [0.0, 0.25, 0.5, 0.75, 1.0]
            .map(|caution| year.curve(Aim { caution, ..AIM }).best().volume)
            .into();
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
}
