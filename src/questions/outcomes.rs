//! Lists the results that can be explained, and asks for the two runs that explain them (M14.5, M14.6).

use super::Question;
use crate::chance::Seeds;
use crate::cohort::{BlockLine, Compiled, Detail, Headline, Measure, Scope, Shape};
use crate::ensemble::{Gathered, Table, Task};
use crate::field::{FinancialYear, January};
use crate::results::reported;
use crate::scenario::Checked;
use crate::words::Series;
use crate::worker::Job;
use std::rc::Rc;

/// The number of futures of each run: fewer leave large margins of error, and more take the page too long.
const FUTURES: std::ops::RangeInclusive<u32> = 2_000..=20_000;
/// The number that makes a second seed from a seed.
const OTHER: u64 = 0x5DEE_CE66_D1CE_4E5B;

/// A result that can be explained.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedOutcome {
    /// The name of the result, for use within a sentence.
    pub name: String,
    /// The series by which its values are formatted.
    pub series: Series,
    /// The column in which its values are found.
    pub column: Column,
}

/// The column in which the values of a result are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column {
    /// Pupils placed in a scope after this number of years.
    Placements(Scope, usize),
    /// A headline.
    Figure(Headline),
}

impl ExplainedOutcome {
    /// The name of the result, for the beginning of a line.
    pub fn title(&self) -> String {
        let (first, rest) = self.name.split_at_checked(1).unwrap_or((&self.name, ""));
        first.to_ascii_uppercase() + rest
    }

    /// Whether it counts the pupils of the county, or of one district, in the first reported January.
    pub fn is_first_of(&self, outcomes: &[ExplainedOutcome], in_district: bool) -> bool {
        match (self.column, outcomes.first().map(|first| first.column)) {
            (Column::Placements(place, year), Some(Column::Placements(_, first))) => {
                year == first && matches!(place, Scope::District(_)) == in_district
            }
            _ => false,
        }
    }

    /// Whether a new count teaches something about it: it concerns the county and depends on the number of pupils.
    pub fn is_taught(&self) -> bool {
        let ExplainedOutcome { column, .. } = self;
        matches!(column, Column::Placements(Scope::County, _) | Column::Figure(Headline::Balance(_)))
    }
}

/// The results of a scenario that can be explained: pupils of the county, its money, its blocks, its districts.
pub fn outcomes(scenario: &Checked) -> Vec<ExplainedOutcome> {
    let opening = scenario.horizon.opening_january;
    let reported = reported(scenario.horizon);
    let mut all = Vec::new();
    let mut add = |name: String, series, column| all.push(ExplainedOutcome { name, series, column });
    for &year in &reported {
        let name = format!("placements in {}", opening.plus(year));
        add(name, Series::Pupils, Column::Placements(Scope::County, year));
    }
    if let Some(index) = scenario.agreed_year() {
        let year = FinancialYear(opening.plus(index).0);
        let mut figure = |name: String, headline| add(name, Series::Pounds, Column::Figure(headline));
        figure(format!("spending on placements in {year}"), Headline::Placements(index));
        figure(format!("the in-year balance of {year}"), Headline::Balance(index));
    }
    if scenario.framework.years_within(scenario.horizon).is_some() {
        let value = "the contract value over eight years".to_owned();
        add(value, Series::Pounds, Column::Figure(Headline::ContractValue));
    }
    for (index, block) in scenario.blocks.iter().enumerate() {
        let saving = Column::Figure(Headline::Block(index, BlockLine::Saving));
        add(format!("what {} saves over its term", block.name), Series::Pounds, saving);
    }
    for (index, district) in scenario.districts.list.iter().enumerate() {
        let name = format!("placements in {}, {}", district.name, opening.plus(reported[0]));
        add(name, Series::Pupils, Column::Placements(Scope::District(index), reported[0]));
    }
    all
}

/// Every outcome in two runs with the same parameters and different chance.
pub struct Runs {
    /// The scenario that was run.
    pub scenario: Rc<Checked>,
    /// Every outcome.
    pub outcomes: Vec<ExplainedOutcome>,
    /// Pupils in the county one year after the opening January, in the first run.
    pub first_count: Vec<u32>,
    /// The results of the first run, by outcome, one value a future.
    pub once: Vec<Vec<f64>>,
    /// The results of the second run.
    pub again: Vec<Vec<f64>>,
}

/// The number of futures that are run of a scenario.
pub fn futures(scenario: &Checked) -> u32 {
    scenario.run.futures.clamp(*FUTURES.start(), *FUTURES.end())
}

/// The January whose count will be published next.
pub fn next_january(scenario: &Checked) -> January {
    scenario.horizon.opening_january.plus(1)
}

fn task(shape: Shape, outcomes: &[ExplainedOutcome]) -> Task {
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let stock = |place, year| shape.column(Measure::Stock, year, place).map(number);
    let placed = outcomes.iter().filter_map(|outcome| match outcome.column {
        Column::Placements(place, year) => stock(place, year),
        Column::Figure(_) => None,
    });
    let figures = outcomes.iter().filter_map(|outcome| match outcome.column {
        Column::Figure(headline) => Some(number(shape.headline(headline))),
        Column::Placements(..) => None,
    });
    Task::Columns {
        counts: stock(Scope::County, 1).into_iter().chain(placed).collect(),
        headlines: figures.collect(),
    }
}

/// The question what all results of a scenario are, with its own chance and with different chance.
#[derive(Clone, PartialEq)]
pub struct OutcomeRuns {
    /// The scenario.
    pub scenario: Rc<Checked>,
}

impl Question for OutcomeRuns {
    type Answer = Runs;

    fn job(&self) -> Option<Job> {
        let scenario = &self.scenario;
        let model = Compiled::new(scenario, Detail::Main);
        let task = task(model.shape(), &outcomes(scenario));
        let seed = scenario.run.seed;
        let seeds = vec![seed.into(), Seeds { parameters: seed, chance: seed ^ OTHER }];
        Some(Job::of_seeds(model, scenario.horizon.opening_january, seeds, futures(scenario), task))
    }

    fn read(&self, job: &Job) -> Option<Runs> {
        if !job.is_complete() {
            return None;
        }
        let [once, again] = [0, 1].map(|run| job.gathered(run).and_then(Gathered::table));
        let (once, again) = (once?, again?);
        let outcomes = outcomes(&self.scenario);
        let columns = |table: &Table| {
            let (mut counts, mut figures) = (1.., 0..);
            let of = |outcome: &ExplainedOutcome| match outcome.column {
                Column::Placements(..) => {
                    table.counts(counts.next().unwrap_or(0)).iter().map(|&pupils| f64::from(pupils)).collect()
                }
                Column::Figure(_) => table.values(figures.next().unwrap_or(0)).to_vec(),
            };
            outcomes.iter().map(of).collect()
        };
        Some(Runs {
            scenario: self.scenario.clone(),
            first_count: once.counts(0).to_vec(),
            once: columns(once),
            again: columns(again),
            outcomes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Estimate, parameter_share};
    use crate::ensemble::Ensemble;
    use crate::scenario::{Amount, Scenario};

    fn runs(edit: impl FnOnce(&mut Scenario)) -> Runs {
        let mut scenario = Scenario::kent();
        scenario.run.futures = 1;
        edit(&mut scenario);
        let scenario = Rc::new(scenario.check().unwrap());
        let asked = OutcomeRuns { scenario };
        let mut job = asked.job().unwrap();
        assert!(asked.read(&job).is_none(), "nothing before the futures have come");
        job.finish();
        asked.read(&job).unwrap()
    }

    #[test]
    fn every_outcome_is_that_of_the_same_futures_in_full() {
        let runs = runs(|_| ());
        let model = Compiled::new(&runs.scenario, Detail::Main);
        let whole = Ensemble::run(&model, January(2025), runs.scenario.run.seed, 2_000);
        let column = |name: &str| {
            let place = runs.outcomes.iter().position(|outcome| outcome.name == name);
            &runs.once[place.unwrap_or_else(|| panic!("{name} among {:?}", runs.outcomes))]
        };
        let balance: Vec<f64> = whole.values(Headline::Balance(2)).collect();
        assert_eq!(column("the in-year balance of 2027/28"), &balance);
        let pupils = |index| whole.stocks(index).map(f64::from).collect::<Vec<f64>>();
        assert_eq!(column("placements in January 2030"), &pupils(5));
        assert_eq!(column("placements in January 2034"), &pupils(9));
        assert_eq!(runs.first_count, whole.stocks(1).collect::<Vec<u32>>());
        let district: f64 = column("placements in Thanet, January 2030").iter().sum();
        let index = runs.scenario.districts.list.iter().position(|district| district.name == "Thanet");
        let tally = whole.tally(Measure::Stock, 5, Scope::District(index.unwrap()));
        assert!((district / 2_000.0 - tally.mean()).abs() < 1e-9);
        assert_eq!(runs.outcomes[0].title(), "Placements in January 2030");
    }

    #[test]
    fn chance_is_more_in_a_district_whose_share_is_known_than_in_the_county() {
        let split = |runs: &Runs, in_district| -> Vec<Estimate> {
            let all = runs.outcomes.iter().zip(runs.once.iter().zip(&runs.again));
            let first = all.filter(|(outcome, _)| outcome.is_first_of(&runs.outcomes, in_district));
            first.map(|(_, (once, again))| parameter_share(once, again).unwrap()).collect()
        };
        let doubted = runs(|_| ());
        let known = runs(|scenario| scenario.districts.concentration.amount = Amount::Fixed(0.0));
        let (county, districts) = (split(&doubted, false), split(&doubted, true));
        assert_eq!((county.len(), districts.len()), (1, 12));
        assert!(county[0].value - county[0].margin() > 0.5, "{county:?}");
        // Nobody has published how many pupils a district has: that outweighs chance there.
        for (known, doubted) in split(&known, true).iter().zip(&districts) {
            assert!(known.value + known.margin() < county[0].value, "{known:?}, {county:?}");
            assert!(known.value + known.margin() < doubted.value, "{known:?}, {doubted:?}");
        }
    }

    #[test]
    fn a_short_horizon_explains_its_last_january_and_no_year_beyond() {
        let runs = runs(|scenario| {
            scenario.horizon.years = 2;
            scenario.blocks.clear();
        });
        let names: Vec<&str> = runs.outcomes[..2].iter().map(|outcome| outcome.name.as_str()).collect();
        // The eight years of the contract and the year of the agreement lie beyond it.
        assert_eq!(names, ["placements in January 2027", "placements in Ashford, January 2027"]);
        assert!(runs.once.iter().all(|column| column.len() == 2_000));
    }
}
