//! Sums a measure over groups of scopes, such as the districts of an area.

use super::Question;
use crate::cohort::{Compiled, Detail, Measure, Scope};
use crate::ensemble::{Gathered, Spread, Summary, Task};
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// The question how the sum of a measure over each group of scopes is distributed over the futures.
#[derive(Clone, PartialEq)]
pub struct ScopeSums {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// How far counts must be broken down to include the scopes.
    pub detail: Detail,
    /// The measure that is summed.
    pub measure: Measure,
    /// The times that the job covers, as the measure counts them.
    pub times: Vec<usize>,
    /// The groups of scopes that are summed.
    pub groups: Vec<Vec<Scope>>,
    /// The position of the time that is read.
    pub at: usize,
}

/// The sums at one time.
pub struct Sums {
    /// The measure that was summed.
    measure: Measure,
    /// The time.
    time: usize,
    /// The distribution of each group's sum over the futures.
    pub groups: Vec<Summary>,
}

impl Sums {
    /// Whether the sums answer this question, and not an earlier one.
    pub fn answer(&self, asked: &ScopeSums) -> bool {
        self.measure == asked.measure
            && asked.times.get(asked.at) == Some(&self.time)
            && asked.groups.len() == self.groups.len()
    }
}

impl Question for ScopeSums {
    type Answer = Sums;

    fn job(&self) -> Option<Job> {
        let model = Compiled::new(&self.scenario, self.detail);
        let shape = model.shape();
        let scopes = || self.groups.iter().flatten();
        let columns = self.times.iter().flat_map(|&time| {
            scopes().map(move |&scope| {
                shape.column(self.measure, time, scope).and_then(|at| u32::try_from(at).ok())
            })
        });
        let counts: Option<Vec<u32>> = columns.collect();
        let task = Task::Columns { counts: counts?, headlines: Vec::new() };
        let run = self.scenario.run;
        Some(Job::new(model, self.scenario.horizon.opening_january, run.seed, run.futures, task))
    }

    fn shares_futures(&self, other: &ScopeSums) -> bool {
        *self == ScopeSums { at: self.at, ..other.clone() }
    }

    fn read(&self, job: &Job) -> Option<Sums> {
        let table = job.gathered(0).and_then(Gathered::table).filter(|table| table.futures() > 0)?;
        let scopes: usize = self.groups.iter().map(Vec::len).sum();
        let mut column = self.at * scopes;
        let groups = self.groups.iter().map(|group| {
            let mut totals = vec![0.0; table.futures()];
            for _ in group {
                for (total, count) in totals.iter_mut().zip(table.counts(column)) {
                    *total += f64::from(*count);
                }
                column += 1;
            }
            Summary::from(&Spread::new(totals))
        });
        let time = *self.times.get(self.at)?;
        Some(Sums { measure: self.measure, time, groups: groups.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Ensemble;
    use crate::scenario::Scenario;

    #[test]
    fn districts_of_a_group_are_added_up_future_by_future() {
        let mut scenario = Scenario::kent();
        scenario.run.futures = 100;
        let scenario = Rc::new(scenario.check().unwrap());
        let all = (0..scenario.districts.list.len()).map(Scope::District).collect();
        let groups = vec![all, vec![Scope::District(0)]];
        let asked = ScopeSums {
            scenario: scenario.clone(),
            detail: Detail::Main,
            measure: Measure::Stock,
            times: vec![1, 5],
            groups,
            at: 1,
        };
        let mut job = asked.job().unwrap();
        assert!(asked.read(&job).is_none());
        job.finish();
        let sums = asked.read(&job).unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        let whole = Ensemble::run(&model, scenario.horizon.opening_january, scenario.run.seed, 100);
        let county = Summary::from(whole.tally(Measure::Stock, 5, Scope::County));
        assert!((sums.groups[0].p90 - county.p90).abs() < 1e-9, "the county is its districts");
        assert!(sums.groups[1].p90 < county.p10);
        let before = ScopeSums { at: 0, ..asked.clone() };
        assert!(sums.answer(&asked) && !sums.answer(&before) && before.shares_futures(&asked));
        assert!(!asked.shares_futures(&ScopeSums { times: vec![1], ..asked.clone() }));
    }
}
