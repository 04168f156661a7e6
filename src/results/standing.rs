//! Where one future stands among all futures of its run, and which future stands where a reader points (M12).

use super::{Course, CourseYear};
use crate::cohort::{Headline, Measure, Scope};
use crate::ensemble::{Ensemble, Tally};

/// The level of the future that is called the worst 1 in 20: 19 of 20 futures have fewer placements.
pub const WORST: f64 = 0.95;

/// A place among the values of all futures.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rank {
    /// The share of the futures, from 0 to 1, with a smaller value.
    pub below: f64,
    /// The share of the futures, from 0 to 1, with a larger value.
    pub above: f64,
}

impl Rank {
    fn of_tally(tally: &Tally, count: u32) -> Rank {
        let from = count.checked_sub(1).map_or(1.0, |less| tally.share_above(less));
        Rank { below: 1.0 - from, above: tally.share_above(count) }
    }

    fn of_values(values: impl Iterator<Item = f64>, value: f64) -> Rank {
        let (mut futures, mut below, mut above) = (0.0, 0.0, 0.0);
        for other in values {
            futures += 1.0;
            below += f64::from(u8::from(other < value));
            above += f64::from(u8::from(other > value));
        }
        if futures > 0.0 { Rank { below: below / futures, above: above / futures } } else { Rank::default() }
    }
}

/// Where a course stands among all futures, year by year in the order of [`Course::years`].
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The number of all futures.
    pub futures: u32,
    /// The rank of the placements.
    pub placements: Vec<Rank>,
    /// The rank of those who join.
    pub joiners: Vec<Rank>,
    /// The rank of those who leave.
    pub leavers: Vec<Rank>,
    /// The rank of those whom tribunals direct.
    pub directed: Vec<Rank>,
    /// The rank of the spending on placements.
    pub spending: Vec<Rank>,
    /// The rank of the balance of the High Needs Block; empty where there is no budget.
    pub balance: Vec<Rank>,
}

impl Standing {
    /// Ranks a course among the futures of its run; `None` before all of them have come.
    pub fn of(ensemble: &Ensemble, course: &Course) -> Option<Standing> {
        let years = course.years();
        if !ensemble.is_complete() || ensemble.shape().years != years.len() {
            return None;
        }
        let ranked = |measure, after: usize, count: fn(&CourseYear) -> u32| -> Vec<Rank> {
            let tally = |year| ensemble.tally(measure, year + after, Scope::County);
            years.iter().enumerate().map(|(at, year)| Rank::of_tally(tally(at), count(year))).collect()
        };
        let money = |headline: fn(usize) -> Headline| -> Vec<Rank> {
            let of = |year| Rank::of_values(ensemble.values(headline(year)), course.headline(headline(year)));
            (0..years.len()).map(of).collect()
        };
        let has_balance = years.iter().any(|year| year.balance.is_some());
        Some(Standing {
            futures: ensemble.futures(),
            placements: ranked(Measure::Stock, 1, |year| year.placements),
            joiners: ranked(Measure::Joiners, 0, |year| year.joiners),
            leavers: ranked(Measure::Leavers, 0, |year| year.leavers),
            directed: ranked(Measure::Tribunal, 0, |year| year.directed),
            spending: money(Headline::Placements),
            balance: if has_balance { money(Headline::Balance) } else { Vec::new() },
        })
    }
}

/// The position of the future that stands at a level, from 0 to 1, of the placements of a January, given by its
/// position: of the futures with just as many, the one that keeps nearest to that level in all other Januaries. `None`
/// before all futures have come.
pub fn future_at(ensemble: &Ensemble, january: usize, level: f64) -> Option<u32> {
    if !ensemble.is_complete() || january >= ensemble.shape().januaries() {
        return None;
    }
    let stocks: Vec<u32> = ensemble.stocks(january).collect();
    let mut sorted = stocks.clone();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a rank
    let rank = (level.clamp(0.0, 1.0) * stocks.len().checked_sub(1)? as f64).round() as usize;
    let (_, &mut wanted, _) = sorted.select_nth_unstable(rank);
    let levels: Vec<(f64, f64)> = (0..ensemble.shape().januaries())
        .map(|january| ensemble.tally(Measure::Stock, january, Scope::County))
        .map(|tally| (tally.percentile(level), tally.sd().max(1.0)))
        .collect();
    let apart = |index: u32| -> f64 {
        let county = ensemble.county(index).unwrap_or_default();
        let steps = county.iter().zip(&levels).map(|(&stock, (at, sd))| (f64::from(stock) - at) / sd);
        steps.map(|step| step * step).sum()
    };
    let alike = (0..).zip(&stocks).filter(|(_, stock)| **stock == wanted).map(|(index, _)| index);
    alike.map(|index| (apart(index), index)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
}

/// The position of the middle future by the placements of a January.
pub fn middle_future(ensemble: &Ensemble, january: usize) -> Option<u32> {
    future_at(ensemble, january, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::scenario::{Checked, Scenario};

    fn kent() -> (Ensemble, Checked) {
        let mut kent = Scenario::kent();
        kent.run.futures = 400;
        let kent = kent.check().unwrap();
        let model = Compiled::new(&kent, Detail::Main);
        (Ensemble::run(&model, kent.horizon.opening_january, kent.run.seed, 400), kent)
    }

    #[test]
    fn a_rank_counts_the_futures_below_and_above_by_hand() {
        let (ensemble, kent) = kent();
        let course = Course::run(&kent, 7);
        let standing = Standing::of(&ensemble, &course).unwrap();
        let own = course.placements(5, Scope::County).unwrap();
        let share = |count: usize| count as f64 / 400.0;
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} against {b}");
        close(standing.placements[4].below, share(ensemble.stocks(5).filter(|&stock| stock < own).count()));
        close(standing.placements[4].above, share(ensemble.stocks(5).filter(|&stock| stock > own).count()));
        let balance = course.headline(Headline::Balance(2));
        let lower = ensemble.values(Headline::Balance(2)).filter(|&other| other < balance).count();
        close(standing.balance[2].below, share(lower));
        close(standing.balance[2].above, share(399 - lower));
        // No future joins fewer than none.
        close(Rank::of_tally(ensemble.tally(Measure::Waiting, 0, Scope::County), 0).below, 0.0);
    }

    #[test]
    fn the_middle_and_the_worst_1_in_20_stand_where_they_say() {
        let (ensemble, kent) = kent();
        for (level, low, high) in [(0.5, 0.48, 0.52), (WORST, 0.93, 0.97)] {
            let index = future_at(&ensemble, 5, level).unwrap();
            let standing = Standing::of(&ensemble, &Course::run(&kent, index)).unwrap();
            let rank = standing.placements[4];
            assert!(rank.below <= high && 1.0 - rank.above >= low, "{rank:?}");
            assert_eq!(future_at(&ensemble, 5, level), Some(index), "and again the same");
        }
        assert_eq!(middle_future(&ensemble, 5), future_at(&ensemble, 5, 0.5));
        assert_eq!(middle_future(&ensemble, 99), None);
    }

    #[test]
    fn before_all_futures_have_come_nobody_stands_anywhere() {
        let (ensemble, kent) = kent();
        let none = Ensemble::new(ensemble.shape(), kent.horizon.opening_january, 400);
        assert_eq!(Standing::of(&none, &Course::run(&kent, 0)), None);
        assert_eq!(middle_future(&none, 5), None);
    }
}
