//! Compares scenarios on the same futures (M14.8).

use super::Question;
use crate::decisions::lineup::{self, Span, Yardstick, Yearly};
use crate::decisions::{Compared, compare, variations};
use crate::ensemble::{Gathered, Spread, Summary, Table};
use crate::field::FinancialYear;
use crate::results::{DOTS, summary};
use crate::scenario::{Checked, Run};
use crate::shelf::Shelf;
use crate::worker::Job;
use std::rc::Rc;

/// The number of futures of a first, quick answer, and how many times as many the run must have for one to be
/// worthwhile.
const FIRST: u32 = 500;
const WORTH_IT: u32 = 4;
/// The number of yardsticks in the table of every scenario's own figures.
const MAIN: usize = 6;
/// The smallest number of scenarios to compare.
pub const FEWEST: usize = 2;
/// The largest number of scenarios to compare.
pub const MOST: usize = 6;

/// A scenario on offer, under a unique name.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// The scenario.
    pub scenario: Rc<Checked>,
}

/// The scenarios on offer, and the position of the one that is the reference at first: the published baseline, those of
/// the shelf, and variations of the open one.
pub fn entries(open: &Checked, published: &Rc<Checked>, shelf: &Shelf) -> (Vec<Entry>, usize) {
    let mut entries = vec![Entry { name: published.name.clone(), scenario: published.clone() }];
    let mut put = |name: String, scenario: Rc<Checked>| {
        if entries.iter().all(|entry: &Entry| entry.name != name) {
            entries.push(Entry { name, scenario });
        }
    };
    // The number of futures and the seed do not make a scenario different.
    let is_published = |scenario: &Checked| {
        let mut baseline = (***published).clone();
        baseline.run = scenario.run;
        baseline.is_like(scenario)
    };
    // A changed scenario with the name of the published baseline is labelled as changed.
    let title = |name: &str, scenario: &Checked| {
        let owns_up = name == published.name && !is_published(scenario);
        if owns_up { format!("{name}, changed") } else { name.to_owned() }
    };
    for entry in shelf.entries().iter().filter(|entry| entry.checked().council == open.council) {
        put(title(entry.name(), entry.checked()), entry.checked().clone());
    }
    for varied in variations(open, published) {
        put(varied.name.clone(), Rc::new(varied));
    }
    let reference = (shelf.entries().len() > 1)
        .then(|| shelf.reference())
        .filter(|entry| entry.checked().council == open.council);
    let name = reference.map(|entry| title(entry.name(), entry.checked()));
    let first = entries.iter().position(|entry| Some(&entry.name) == name.as_ref()).unwrap_or(0);
    (entries, first)
}

/// Scenarios of the same years and districts, to be run on the same futures.
#[derive(Clone, PartialEq)]
pub struct Lineup {
    /// The scenarios.
    pub scenarios: Vec<Entry>,
    /// The number of futures of each, and their seed.
    pub run: Run,
    /// How many times they have been run before.
    pub again: u32,
}

impl Lineup {
    /// The same comparison with few futures, which takes no time. It has no scenarios where the run itself is short.
    #[must_use]
    pub fn first(&self) -> Lineup {
        let mut first = self.clone();
        if self.run.futures < WORTH_IT * FIRST {
            first.scenarios.clear();
        }
        first.run.futures = FIRST;
        first
    }

    /// The job that runs the scenarios; `None` where there are too few.
    pub(super) fn job(&self) -> Option<Job> {
        let scenarios: Vec<_> = self.scenarios.iter().map(|entry| entry.scenario.clone()).collect();
        (scenarios.len() >= FEWEST).then(|| lineup::job(scenarios, self.run)).flatten()
    }

    /// The results of each scenario; `None` until all futures of all of them have come.
    pub(super) fn tables<'a>(&self, job: &'a Job) -> Option<Vec<&'a Table>> {
        let table =
            |scenario| job.gathered(scenario).and_then(Gathered::table).filter(|table| table.is_complete());
        (0..).zip(&self.scenarios).map(|(place, _)| table(place)).collect()
    }
}

/// The question which of the scenarios is best by a yardstick.
#[derive(Clone, PartialEq)]
pub struct Comparison {
    /// The scenarios.
    pub lineup: Lineup,
    /// The yardstick by which they are compared.
    pub yardstick: Yardstick,
    /// The position of the reference.
    pub reference: usize,
}

/// Scenarios compared with the reference.
pub struct SideBySide {
    /// The question that was asked.
    pub asked: Comparison,
    /// The comparison with the reference, by scenario.
    pub compared: Vec<Compared>,
    /// Equally likely differences from the reference by scenario, ascending.
    pub dots: Vec<Vec<f64>>,
    /// The yardstick's figure by year, for each scenario.
    pub years: Vec<Vec<(u16, Summary)>>,
    /// The main figures.
    pub main: Vec<Yardstick>,
    /// The distributions of the main figures, for each scenario.
    pub levels: Vec<Vec<Summary>>,
    /// The financial year in which money is compared.
    pub money_year: FinancialYear,
    /// The share of the futures, from 0 to 1, that break even in it, for each scenario.
    pub breakeven: Vec<Option<f64>>,
}

impl Question for Comparison {
    type Answer = SideBySide;

    fn job(&self) -> Option<Job> {
        self.lineup.job()
    }

    fn shares_futures(&self, other: &Comparison) -> bool {
        self.lineup == other.lineup
    }

    fn read(&self, job: &Job) -> Option<SideBySide> {
        let &Comparison { ref lineup, yardstick, reference } = self;
        let tables = lineup.tables(job)?;
        let span = Span::of(&lineup.scenarios.get(reference)?.scenario);
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
        let balance = Yardstick::Year(Yearly::Balance, span.money_year().0);
        let breakeven = |table: &&Table| Some(Spread::new(span.values(balance, table)?).share_from(0.0));
        Some(SideBySide {
            dots: dots.collect(),
            years: tables.iter().map(years).collect(),
            levels: tables.iter().map(levels).collect(),
            money_year: span.money_year(),
            breakeven: tables.iter().map(breakeven).collect(),
            asked: self.clone(),
            compared,
            main,
        })
    }
}

impl SideBySide {
    /// The yardstick by which they are compared.
    pub fn yardstick(&self) -> Yardstick {
        self.asked.yardstick
    }

    /// The position of the reference.
    pub fn reference(&self) -> usize {
        self.asked.reference
    }

    /// The name of the scenario at a position.
    pub fn name(&self, place: usize) -> &str {
        &self.asked.lineup.scenarios[place].name
    }

    /// The names of all scenarios.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.asked.lineup.scenarios.iter().map(|entry| entry.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    const SPENDING: Yardstick = Yardstick::Year(Yearly::Spending, 2027);

    fn lineup() -> Lineup {
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
        Lineup { scenarios, run: Run { futures: 100, seed: 4 }, again: 0 }
    }

    fn by_spending(reference: usize) -> Comparison {
        Comparison { lineup: lineup(), yardstick: SPENDING, reference }
    }

    /// Runs futures until so many have come.
    fn job(lineup: &Lineup, futures: u32) -> Job {
        let mut job = lineup.job().unwrap();
        while job.progress().0 < futures {
            let piece = job.next(0).unwrap();
            let figures = job.run(&piece);
            assert!(job.take(0, &piece, 0.0, figures));
        }
        job
    }

    #[test]
    fn an_answer_waits_for_every_future_of_every_scenario() {
        let read = |futures, reference| by_spending(reference).read(&job(&lineup(), futures));
        assert!(read(200, 0).is_none() && read(264, 0).is_none());
        let answer = read(300, 1).unwrap();
        assert_eq!(answer.names().collect::<Vec<_>>(), ["Kent", "No blocks", "Kent again"]);
        assert_eq!(answer.name(answer.reference()), "No blocks");
    }

    #[test]
    fn a_first_picture_is_the_same_question_of_fewer_futures() {
        let mut asked = lineup();
        assert!(asked.first().job().is_none(), "100 futures come at once anyway");
        asked.run.futures = 10_000;
        let first = asked.first();
        assert!(first.scenarios == asked.scenarios && first.run.seed == asked.run.seed);
        assert_eq!(first.job().unwrap().progress(), (0, 1_500));
    }

    #[test]
    fn an_equal_scenario_differs_by_exactly_nothing_all_the_way() {
        let answer = by_spending(0).read(&job(&lineup(), 300)).unwrap();
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
        let job = job(&lineup(), 300);
        let of = |reference| by_spending(reference).read(&job).unwrap();
        let (forth, back) = (of(0).compared[1].difference, of(1).compared[0].difference);
        assert!((forth.mean.value + back.mean.value).abs() < 1e-6 && forth.mean.value.abs() > 1.0);
        assert!((forth.better - back.worse()).abs() < 1e-12);
        assert!(by_spending(0).shares_futures(&by_spending(1)) && by_spending(0) != by_spending(1));
    }

    #[test]
    fn fewer_than_two_are_nothing_to_ask() {
        let mut asked = by_spending(0);
        asked.lineup.scenarios.truncate(1);
        assert!(asked.job().is_none());
    }
}
