//! The back-test: starts the scenario's path of joiners from an earlier published count and the joiners of the years
//! before it, with no later knowledge, and compares the futures with the counts that came. Does the same for any of
//! England's councils, and measures how often a band holds the model's own futures.

use crate::chance::{P975, Seeds};
use crate::cohort::{Compiled, Detail, Measure, Scope};
use crate::council::{Council, England, LAST};
use crate::england::known::without_measures;
use crate::england::score::{self, forecast};
use crate::ensemble::{Gathered, Summary, Table, Tally, Task};
use crate::field::January;
use crate::scenario::{Amount, Checked, Scenario};
use crate::worker::Job;
use std::rc::Rc;

/// The Januaries from which a back-test starts: every published one that has a later one.
pub const STARTS: [u16; 6] = [2019, 2020, 2021, 2022, 2023, 2024];
/// The number of Januaries that it looks ahead, where that many are published.
const AHEAD: u8 = 6;
/// The number of futures from each start, as in `docs/validation.md`.
const FUTURES: u32 = 10_000;
/// The number of futures of one of England's councils, small because the planner waits for it.
const FUTURES_OF_COUNCIL: u32 = 2_000;
const SEED: u64 = 2026;
/// The number of futures of each of the two runs that coverage compares.
const WORLDS: u32 = 4_000;
/// The share of the futures that a band should hold.
pub const PROMISED: f64 = 0.8;

/// The back-test from one January.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// The January in which it starts.
    pub from: January,
    /// The count published for that January.
    pub opening: u32,
    /// The later Januaries for which a count is published.
    pub hits: Vec<Hit>,
}

/// One January of a back-test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The January.
    pub january: January,
    /// The count that came.
    pub came: u32,
    /// The distribution of the futures.
    pub futures: Summary,
}

impl Hit {
    /// Whether the count that came lies in the band of 8 in 10 futures.
    pub fn is_held(&self) -> bool {
        (self.futures.p10..=self.futures.p90).contains(&f64::from(self.came))
    }
}

/// How often the band of one run holds the futures of another, at one January.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// The January.
    pub january: January,
    /// The share of the other run's futures in the band, from 0 to 1.
    pub share: f64,
    /// Half the width of the 95% interval of that share.
    pub margin: f64,
}

/// The scenario as it would have been in an earlier January: its path and its hazards, the count and the recent joiners
/// of that time, and no measures from the plans of 2025.
pub fn past(scenario: &Scenario, start: u16) -> Option<Scenario> {
    let mut past = scenario.clone();
    past.horizon.opening_january = January(start);
    past.horizon.years = AHEAD;
    let council = scenario.council();
    past.opening.pupils.amount = Amount::Fixed(f64::from(council.placements(start)?));
    let england = England::published();
    council.as_in(&england, start, &mut past);
    without_measures(&mut past);
    Some(past)
}

/// The job that runs every fold; `None` where the scenario makes no sense that early.
pub fn backtest(scenario: &Checked) -> Option<Job> {
    let pasts: Option<Vec<Rc<Checked>>> =
        STARTS.iter().map(|&start| past(scenario, start)?.check().ok().map(Rc::new)).collect();
    let pasts = pasts?;
    let compile = move |fold: &Rc<Checked>| Compiled::new(fold, Detail::Main);
    let task = stocks(&compile(pasts.first()?), usize::from(AHEAD))?;
    let folds = u32::try_from(pasts.len()).ok()?;
    let compile = move |fold: u32| compile(&pasts[fold as usize]);
    Some(Job::of_many(folds, compile, January(STARTS[0]), SEED, FUTURES, task))
}

/// A task that reports the county's stock in each January after the opening one.
fn stocks(model: &Compiled, years: usize) -> Option<Task> {
    let shape = model.shape();
    let column = |year| u32::try_from(shape.column(Measure::Stock, year, Scope::County)?).ok();
    let counts: Option<Vec<u32>> = (1..=years).map(column).collect();
    Some(Task::Columns { counts: counts?, headlines: Vec::new() })
}

impl Fold {
    /// Reads the folds from a job of [`backtest`] for a scenario of a council, once all futures have come.
    pub fn read(council: &Council, job: &Job) -> Option<Vec<Fold>> {
        if !job.is_complete() {
            return None;
        }
        (0..)
            .zip(STARTS)
            .map(|(fold, start)| Fold::of(council, start, job.gathered(fold).and_then(Gathered::table)?))
            .collect()
    }

    /// The back-test of one of England's councils from a January, with what was known then, against the counts
    /// published since; `None` where no forecast can be made.
    pub fn of_council(england: &England, council: &Council, from: u16) -> Option<Fold> {
        let opening = council.placements(from)?;
        let made =
            forecast(england, council, from, LAST, FUTURES_OF_COUNCIL, |_| (), score::RECORDING).ok()?;
        let hits = made.iter().map(|one| Hit {
            january: January(one.january()),
            came: one.came,
            futures: one.summary(),
        });
        Some(Fold { from: January(from), opening, hits: hits.collect() })
    }

    fn of(council: &Council, start: u16, table: &Table) -> Option<Fold> {
        let hits = (0..usize::from(AHEAD)).zip(start + 1..).filter_map(|(ahead, year)| {
            let mut tally = Tally::default();
            tally.add_all(table.counts(ahead));
            Some(Hit {
                january: January(year),
                came: council.placements(year)?,
                futures: Summary::from(&tally),
            })
        });
        Some(Fold { from: January(start), opening: council.placements(start)?, hits: hits.collect() })
    }
}

/// The number of counts that came, and how many of them the bands held.
pub fn held(folds: &[Fold]) -> (usize, usize) {
    let hits = folds.iter().flat_map(|fold| &fold.hits);
    (hits.clone().count(), hits.filter(|hit| hit.is_held()).count())
}

/// The job that runs a scenario twice with independent chance.
pub fn coverage(scenario: &Checked) -> Option<Job> {
    let model = Compiled::new(scenario, Detail::Main);
    let task = stocks(&model, usize::from(scenario.horizon.years))?;
    let seeds = vec![Seeds::from(1), Seeds::from(2)];
    Some(Job::of_seeds(model, scenario.horizon.opening_january, seeds, WORLDS, task))
}

impl Coverage {
    /// Reads the coverage from a job of [`coverage`], once all futures have come.
    pub fn read(scenario: &Checked, job: &Job) -> Option<Vec<Coverage>> {
        if !job.is_complete() {
            return None;
        }
        let table = |run| job.gathered(run).and_then(Gathered::table);
        let (forecast, worlds) = (table(0)?, table(1)?);
        let years = usize::from(scenario.horizon.years);
        Some(
            (0..years)
                .map(|year| {
                    Coverage::of(
                        scenario.horizon.opening_january.plus(year + 1),
                        forecast.counts(year),
                        worlds.counts(year),
                    )
                })
                .collect(),
        )
    }

    fn of(january: January, forecast: &[u32], worlds: &[u32]) -> Coverage {
        let mut tally = Tally::default();
        tally.add_all(forecast);
        let band = tally.percentile(0.1)..=tally.percentile(0.9);
        let inside = worlds.iter().filter(|world| band.contains(&f64::from(**world))).count();
        let count = worlds.len().max(1) as f64;
        let share = inside as f64 / count;
        // The ends of the band are as uncertain as the share within it.
        Coverage { january, share, margin: P975 * (2.0 * share * (1.0 - share) / count).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_knows_the_counts_until_then_and_the_path_of_now() {
        let kent = Scenario::kent();
        let past = past(&kent, 2022).unwrap();
        assert!((past.opening.pupils.amount.central() - 1_507.0).abs() < 1e-9);
        assert_eq!((past.horizon.opening_january, past.horizon.years), (January(2022), 6));
        assert_eq!((&past.demand.growth, &past.leaving), (&kent.demand.growth, &kent.leaving));
        // Its own joiners are those of the surge, far above today's.
        let rate =
            |s: &Scenario| s.demand.joiners_by_age.total() / s.demand.reference_pupils.amount.central();
        assert!(rate(&past) > 1.3 * rate(&kent));
        assert_eq!(past.demand.pooling, kent.demand.pooling);
        let first = super::past(&kent, 2019).unwrap();
        assert_eq!(first.demand.pooling.amount, Amount::Fixed(1.0), "no earlier count is published");
        assert!(super::past(&kent, 2018).is_none(), "no count is published");
        assert!(past.check().is_ok());
    }

    #[test]
    fn every_published_january_with_a_later_one_is_a_start() {
        let years: Vec<u16> =
            Scenario::kent().council().history().iter().map(|(january, _)| january.0).collect();
        assert_eq!(years.split_last().unwrap().1, STARTS);
    }

    #[test]
    fn a_count_is_held_from_one_end_of_the_band_to_the_other() {
        let futures =
            Summary { mean: 0.0, sd: 0.0, p10: 90.0, p25: 95.0, p50: 100.0, p75: 105.0, p90: 110.0 };
        let is_held = |came| Hit { january: January(2022), came, futures }.is_held();
        assert_eq!([89, 90, 100, 110, 111].map(is_held), [false, true, true, true, false]);
    }

    #[test]
    fn a_council_is_set_beside_the_counts_published_since() {
        let england = England::published();
        let kent = england.council("E10000016").unwrap();
        let fold = Fold::of_council(&england, kent, 2022).unwrap();
        assert_eq!((fold.from, fold.opening), (January(2022), 1_507));
        let came: Vec<(u16, u32)> = fold.hits.iter().map(|hit| (hit.january.0, hit.came)).collect();
        assert_eq!(came, [(2023, 1_559), (2024, 1_647), (2025, 1_623)]);
        for hit in &fold.hits {
            let f = hit.futures;
            assert!([f.p10, f.p25, f.p50, f.p75, f.p90].is_sorted() && f.p10 < f.p90, "{f:?}");
        }
        let poole = england.councils.iter().find(|council| council.name == "Poole").unwrap();
        assert!(Fold::of_council(&england, poole, 2022).is_none(), "it is no longer");
    }

    #[test]
    fn a_band_covers_the_worlds_that_lie_in_it() {
        let forecast: Vec<u32> = (0..=100).collect();
        let coverage = Coverage::of(January(2030), &forecast, &[5, 10, 50, 90, 95]);
        assert!((coverage.share - 0.6).abs() < 1e-12);
    }
}
