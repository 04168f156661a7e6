//! What a block is worth whose places are reviewed each September, against one with fixed places (M14.14).

use super::volume::{Sample, best};
use super::{Aim, Estimate, Point};
use crate::cohort::Volumes;
use crate::ensemble::{Spread, Table};

/// A block with fixed places, and the same reviewed each September, each from its best first volume on the same futures.
/// Pounds are a year's of its term.
#[derive(Clone, Debug, PartialEq)]
pub struct Bending {
    /// At the best volume with fixed places.
    pub fixed: Side,
    /// At the best first volume with reviews.
    pub reviewed: Side,
    /// Saved more with reviews, on average.
    pub worth: Estimate,
    /// 1 future in 10 gains less from the reviews, and may lose by them.
    pub p10: f64,
    /// 1 future in 10 gains more.
    pub p90: f64,
    /// Share of the futures, from 0 to 1, that save more with reviews.
    pub gains: f64,
    /// The discount, as a share of the price, that could be given up for the reviews with as much saved on average; below
    /// 0 for one that would have to be won. None where nothing is bought with them.
    pub given_up: Option<f64>,
}

/// A block at its best volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// Places in the first September, once the ramp is complete.
    pub volume: u32,
    /// Saved on average.
    pub saving: f64,
    /// 1 future in 10 saves less.
    pub p10: f64,
    /// 1 future in 10 saves more.
    pub p90: f64,
    /// Saved on average in the worst 1 in 20 futures.
    pub worst: f64,
    /// Paid for empty places on average.
    pub void_cost: f64,
    /// Places filled on average.
    pub filled: f64,
    /// Share of the futures in which it costs more than spot prices.
    pub loses: f64,
}

/// What comes of a volume over the term, its saving in each future, and its columns.
type Weighed<'a> = (Point, Vec<f64>, Sample<'a>);

/// The best volume of a candidate.
fn at_best<'a>(volumes: &Volumes, candidate: usize, table: &'a Table, aim: Aim) -> Option<Weighed<'a>> {
    let grid = volumes.volumes().nth(candidate)?;
    let samples = Sample::all(volumes, candidate, table);
    let mut found: Vec<Weighed> = grid
        .iter()
        .zip(samples)
        .map(|(&volume, sample)| {
            let savings = sample.savings(aim.purse);
            (Point::of(volume, 0, &sample, &savings, aim), savings, sample)
        })
        .collect();
    let points: Vec<Point> = found.iter().map(|(point, ..)| *point).collect();
    (!found.is_empty() && table.futures() > 0).then(|| found.swap_remove(best(&points)))
}

impl Bending {
    /// The first candidate of [`Volumes::and_reviewed`], from what has come of its futures; none without a volume or a
    /// future.
    pub fn read(volumes: &Volumes, table: &Table, aim: Aim) -> Option<Bending> {
        let years = volumes.running(0).len().max(1) as f64;
        let (fixed, reviewed) = (at_best(volumes, 0, table, aim)?, at_best(volumes, 1, table, aim)?);
        Some(Bending::of(&fixed, &reviewed, years))
    }

    fn of(
        (fixed, fixed_savings, fixed_sample): &Weighed,
        (reviewed, savings, sample): &Weighed,
        years: f64,
    ) -> Bending {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let side = |point: &Point, sample: &Sample| Side {
            volume: point.volume,
            saving: point.saving / years,
            p10: point.p10 / years,
            p90: point.p90 / years,
            worst: point.worst / years,
            void_cost: point.void_cost / years,
            filled: mean(sample.occupied) / years,
            loses: point.loses,
        };
        let gains: Vec<f64> =
            savings.iter().zip(fixed_savings).map(|(with, without)| (with - without) / years).collect();
        let worth = Estimate::mean(&gains);
        let count = gains.iter().filter(|gain| **gain > 0.0).count();
        let share = count as f64 / gains.len().max(1) as f64;
        // The bill is its list cost less the discount, so that each point of it is a hundredth of that.
        let list = mean(sample.list_cost) / years;
        let spread = Spread::new(gains);
        Bending {
            fixed: side(fixed, fixed_sample),
            reviewed: side(reviewed, sample),
            worth,
            p10: spread.percentile(0.1),
            p90: spread.percentile(0.9),
            gains: share,
            given_up: (list > 0.0).then(|| worth.value / list),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::Purse;

    /// Two futures, two years. With fixed places they save £100 and £60; with reviews £150 and £40, of a list cost of £500
    /// on average.
    #[test]
    fn the_worth_of_bending_comes_out_as_by_hand() {
        let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
        let none: &[f64] = &[0.0, 0.0];
        let sample = |saving: &'static [f64], list_cost: &'static [f64]| Sample {
            saving,
            transport: &[10.0, 10.0],
            void_cost: &[8.0, 0.0],
            spot_cost: &[0.0, 0.0],
            list_cost,
            occupied: &[6.0, 4.0],
        };
        let of = |volume: u32, sample: Sample<'static>| {
            let savings = sample.savings(aim.purse);
            (Point::of(volume, 0, &sample, &savings, aim), savings, sample)
        };
        let fixed = of(3, sample(&[100.0, 60.0], none));
        let reviewed = of(5, sample(&[150.0, 40.0], &[600.0, 400.0]));
        let found = Bending::of(&fixed, &reviewed, 2.0);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} against {b}");
        assert_eq!((found.fixed.volume, found.reviewed.volume), (3, 5));
        close(found.fixed.saving, 40.0);
        close(found.reviewed.saving, 47.5);
        // +25 in one future and -10 in the other.
        close(found.worth.value, 7.5);
        close(found.worth.standard_error, 17.5);
        close(found.gains, 0.5);
        close(found.given_up.unwrap(), 7.5 / 250.0);
        close(found.fixed.filled, 2.5);
        close(found.fixed.void_cost, 2.0);
        close(found.reviewed.worst, 20.0);
    }
}
