//! One future by itself, by its number.

use super::Question;
use crate::cohort::{Compiled, Detail};
use crate::ensemble::Task;
use crate::results::Course;
use crate::scenario::Checked;
use crate::worker::Job;
use std::rc::Rc;

/// Which future of a scenario's run is to be shown.
#[derive(Clone, PartialEq)]
pub struct OneFuture {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// The position of the future in the run, counted from 0.
    pub index: u32,
}

impl OneFuture {
    /// The future that people call by a number, counted from 1; `None` where the run has none of that number.
    pub fn named(number: &str, scenario: &Rc<Checked>) -> Option<OneFuture> {
        let is_plain = !number.is_empty() && number.bytes().all(|letter| letter.is_ascii_digit());
        let number: u32 = number.parse().ok().filter(|_| is_plain)?;
        let index = number.checked_sub(1).filter(|&index| index < scenario.run.futures)?;
        Some(OneFuture { scenario: scenario.clone(), index })
    }

    fn model(&self) -> Compiled {
        Compiled::new(&self.scenario, Detail::Full)
    }
}

impl Question for OneFuture {
    type Answer = Course;

    fn job(&self) -> Option<Job> {
        let (opening, run) = (self.scenario.horizon.opening_january, self.scenario.run);
        (self.index < run.futures)
            .then(|| Job::new(self.model(), opening, run.seed, 1, Task::One(self.index)))
    }

    fn read(&self, job: &Job) -> Option<Course> {
        let table = job.gathered(0)?.table().filter(|table| table.is_complete())?;
        let model = self.model();
        let shape = model.shape();
        let record = (0..shape.record()).map(|column| table.counts(column)[0]).collect();
        let headlines = (0..shape.headlines()).map(|column| table.values(column)[0]).collect();
        Some(Course::read(&self.scenario, &model, self.index, record, headlines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn a_future_asked_of_the_workers_is_the_future_run_by_itself() {
        let kent = Rc::new(Scenario::kent().check().unwrap());
        for number in ["1", "1234", "10000"] {
            let asked = OneFuture::named(number, &kent).unwrap();
            let mut job = asked.job().unwrap();
            assert_eq!(asked.read(&job), None, "nothing has come");
            job.finish();
            let course = asked.read(&job).unwrap();
            assert_eq!(course.number().to_string(), number);
            assert_eq!(course, Course::run(&kent, asked.index));
        }
    }

    #[test]
    fn a_number_that_the_run_does_not_have_is_no_future() {
        let kent = Rc::new(Scenario::kent().check().unwrap());
        for number in ["", "0", "abc", "-1", "+1", "1.5", "1,234", "10001", "99999999999999", " 7"] {
            assert!(OneFuture::named(number, &kent).is_none(), "{number}");
        }
        assert!(OneFuture { scenario: kent, index: 10_000 }.job().is_none());
    }
}
