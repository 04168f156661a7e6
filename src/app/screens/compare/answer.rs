//! What the futures of several scenarios say, side by side.

use super::entries::Entry;
use crate::decisions::lineup::{self, Span, Yardstick, Yearly};
use crate::decisions::{Compared, compare};
use crate::ensemble::{Gathered, Spread, Summary, Table};
use crate::high_needs::SAFETY_VALVE_YEAR;
use crate::results::{DOTS, summary};
use crate::scenario::Run;
use crate::worker::Job;

/// Scenarios of the same years and places, on the same futures.
#[derive(Clone, PartialEq)]
pub struct Asked {
    pub scenarios: Vec<Entry>,
    pub run: Run,
    /// How often they were run before.
    pub again: u32,
}

/// Futures of a first picture, and how many times as many there must be for one to be worth it.
const FIRST: u32 = 500;
const WORTH_IT: u32 = 4;

impl Asked {
    /// The same of a few futures, which come at once; of no scenarios where there are not many more.
    pub fn first(&self) -> Asked {
        let mut first = self.clone();
        if self.run.futures < WORTH_IT * FIRST {
            first.scenarios.clear();
        }
        first.run.futures = FIRST;
        first
    }
}

/// By what they are compared, and the position of the one that the others are set against.
pub type Shown = (Yardstick, usize);

/// What has come of it.
pub struct Answer {
    pub asked: Asked,
    pub reference: usize,
    pub yardstick: Yardstick,
    pub compared: Vec<Compared>,
    /// Equally likely differences from the reference, ascending, by scenario.
    pub dots: Vec<Vec<f64>>,
    /// The yardstick's figure by year, by scenario.
    pub years: Vec<Vec<(u16, Summary)>>,
    /// The main figures, and how they are spread, by scenario.
    pub main: Vec<Yardstick>,
    pub levels: Vec<Vec<Summary>>,
    /// Share of the futures that break even in the Safety Valve year, by scenario.
    pub breakeven: Vec<Option<f64>>,
}

/// Yardsticks of the table of every scenario's own figures.
const MAIN: usize = 6;
/// Fewest scenarios to compare.
pub const FEWEST: usize = 2;
/// Most scenarios to compare.
pub const MOST: usize = 6;

/// Runs the scenarios; nothing where there are too few.
pub fn ask(asked: &Asked) -> Option<Job> {
    let scenarios: Vec<_> = asked.scenarios.iter().map(|entry| entry.scenario.clone()).collect();
    (scenarios.len() >= FEWEST).then(|| lineup::job(scenarios, asked.run)).flatten()
}

/// Reads the answer off the futures once all have come.
pub fn read(asked: &Asked, &(yardstick, reference): &Shown, job: &Job) -> Option<Answer> {
    let table =
        |scenario| job.gathered(scenario).and_then(Gathered::table).filter(|table| table.is_complete());
    let tables: Vec<&Table> =
        (0..).zip(&asked.scenarios).map(|(place, _)| table(place)).collect::<Option<_>>()?;
    let span = Span::of(&asked.scenarios.get(reference)?.scenario);
    let columns: Vec<Vec<f64>> =
        tables.iter().map(|table| span.values(yardstick, table)).collect::<Option<_>>()?;
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let compared = compare(&slices, yardstick.sense(), reference)?;
    let dots = columns.iter().map(|column| {
        let differences = column.iter().zip(&columns[reference]).map(|(value, other)| value - other);
        Spread::new(differences.collect()).quantiles(DOTS)
    });
    let years = |table: &&Table| {
        let series = span.series(yardstick.yearly(), table).into_iter();
        series.map(|(year, values)| (year, summary(values))).collect()
    };
    let main: Vec<Yardstick> = span.yardsticks().into_iter().take(MAIN).collect();
    let levels =
        |table: &&Table| main.iter().filter_map(|&main| span.values(main, table)).map(summary).collect();
    let balance = Yardstick::Year(Yearly::Balance, SAFETY_VALVE_YEAR);
    let breakeven = |table: &&Table| Some(Spread::new(span.values(balance, table)?).share_from(0.0));
    Some(Answer {
        dots: dots.collect(),
        years: tables.iter().map(years).collect(),
        levels: tables.iter().map(levels).collect(),
        breakeven: tables.iter().map(breakeven).collect(),
        asked: asked.clone(),
        reference,
        yardstick,
        compared,
        main,
    })
}

impl Answer {
    /// What a scenario is called.
    pub fn name(&self, place: usize) -> &str {
        &self.asked.scenarios[place].name
    }

    /// What they are all called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.asked.scenarios.iter().map(|entry| entry.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use std::rc::Rc;

    const SPENDING: Yardstick = Yardstick::Year(Yearly::Spending, SAFETY_VALVE_YEAR);

    fn asked() -> Asked {
        let entry = |name: &str, edit: fn(&mut Scenario)| {
            let mut scenario = Scenario::kent();
            edit(&mut scenario);
            Entry { name: name.into(), scenario: Rc::new(scenario.check().unwrap()) }
        };
        let scenarios = vec![
            entry("Kent", |_| ()),
            entry("No blocks", |scenario| scenario.blocks.clear()),
            entry("Kent again", |_| ()),
        ];
        Asked { scenarios, run: Run { futures: 100, seed: 4 }, again: 0 }
    }

    /// Runs futures until so many have come.
    fn job(asked: &Asked, futures: u32) -> Job {
        let mut job = ask(asked).unwrap();
        while job.progress().0 < futures {
            let piece = job.next(0).unwrap();
            let figures = job.run(&piece);
            assert!(job.take(0, &piece, 0.0, figures));
        }
        job
    }

    #[test]
    fn an_answer_waits_for_every_future_of_every_scenario() {
        let asked = asked();
        let read = |futures, reference| read(&asked, &(SPENDING, reference), &job(&asked, futures));
        assert!(read(200, 0).is_none() && read(264, 0).is_none());
        let answer = read(300, 1).unwrap();
        assert_eq!(answer.names().collect::<Vec<_>>(), ["Kent", "No blocks", "Kent again"]);
        assert_eq!(answer.name(answer.reference), "No blocks");
    }

    #[test]
    fn a_first_picture_is_the_same_question_of_fewer_futures() {
        let mut asked = asked();
        assert!(ask(&asked.first()).is_none(), "100 futures come at once anyway");
        asked.run.futures = 10_000;
        let first = asked.first();
        assert!(first.scenarios == asked.scenarios && first.run.seed == asked.run.seed);
        assert_eq!(ask(&first).unwrap().progress(), (0, 1_500));
    }

    #[test]
    fn an_equal_scenario_differs_by_exactly_nothing_all_the_way() {
        let asked = asked();
        let answer = read(&asked, &(SPENDING, 0), &job(&asked, 300)).unwrap();
        for same in [0, 2] {
            let difference = answer.compared[same].difference;
            assert!(difference.mean.value == 0.0 && difference.tied >= 1.0, "{difference:?}");
            assert!(answer.dots[same].iter().all(|dot| *dot == 0.0));
        }
        assert!(answer.dots[1].iter().any(|dot| *dot != 0.0));
        assert_eq!(answer.levels[0], answer.levels[2]);
        assert_eq!(answer.years[0], answer.years[2]);
        assert_eq!((answer.levels[0].len(), answer.years[0].len(), answer.dots[0].len()), (6, 9, 50));
        // The table's spending is the chart's of that year.
        assert_eq!(answer.levels[1][2], answer.years[1][2].1);
    }

    #[test]
    fn another_reference_turns_the_differences() {
        let asked = asked();
        let job = job(&asked, 300);
        let of = |reference| read(&asked, &(SPENDING, reference), &job).unwrap();
        let (forth, back) = (of(0).compared[1].difference, of(1).compared[0].difference);
        assert!((forth.mean.value + back.mean.value).abs() < 1e-6 && forth.mean.value.abs() > 1.0);
        assert!((forth.better - back.worse()).abs() < 1e-12);
    }

    #[test]
    fn fewer_than_two_are_nothing_to_ask() {
        let mut asked = asked();
        asked.scenarios.truncate(1);
        assert!(ask(&asked).is_none());
    }
}
