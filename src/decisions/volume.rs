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

    /// What counts of the saving in each future.
    pub(super) fn savings(&self, purse: Purse) -> Vec<f64> {
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
    pub(super) fn of(volume: u32, place_years: u32, sample: &Sample, savings: &[f64], aim: Aim) -> Point {
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
mod tests;
