//! The course of one future, year by year: the same futures as in a run of all, one by itself.
//!
//! Chance has an address in each future, so one future can be run alone and comes out to the bit as it does among all.

use super::is_told;
use crate::cohort::{BlockLine, Compiled, Detail, Headline, Measure, Scope, Shape};
use crate::ensemble::{Digest, run_batch};
use crate::field::{FinancialYear, January};
use crate::scenario::Checked;

/// One future of a scenario: everything that it counts, and its money.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    index: u32,
    opening: January,
    shape: Shape,
    record: Vec<u32>,
    headlines: Vec<f64>,
    has_budget: bool,
    has_contract: bool,
    /// The blocks, in the order of the scenario.
    pub blocks: Vec<CourseBlock>,
}

/// A January of a course and the academic year before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CourseYear {
    /// The January.
    pub january: January,
    /// Pupils placed in it.
    pub placements: u32,
    /// Pupils placed in the January before.
    pub before: u32,
    /// Pupils placed for the first time since the January before.
    pub joiners: u32,
    /// Pupils who have left since the January before.
    pub leavers: u32,
    /// Potential joiners directed by a tribunal, or conceded, since the January before.
    pub directed: u32,
    /// Pupils waiting for a place.
    pub waiting: u32,
    /// The financial year in which the January lies.
    pub year: FinancialYear,
    /// Spending on placements in that year, in pounds.
    pub spending: f64,
    /// The in-year balance of the High Needs Block in that year, in pounds; `None` where its budget has not been entered.
    pub balance: Option<f64>,
}

/// A block contract in a course.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseBlock {
    /// The name of the block.
    pub name: String,
    /// Whether it is awarded in this future.
    pub is_awarded: bool,
    /// Its places in each January in which it would run.
    pub filled: Vec<Filled>,
    /// Pounds saved against spot prices over its term, after what is paid for empty places.
    pub saving: f64,
    /// Pounds paid for empty places over its term.
    pub void_cost: f64,
}

/// The places of a block in a January.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The January.
    pub january: January,
    /// Places filled; 0 where the block is not awarded.
    pub filled: u32,
    /// Places bought where the block is awarded.
    pub bought: u32,
}

impl Course {
    /// Runs the future at a position, counted from 0, by itself.
    pub fn run(scenario: &Checked, index: u32) -> Course {
        let model = Compiled::new(scenario, Detail::Full);
        let (mut record, headlines) = run_batch(&model, scenario.run.seed, index, 1).into_parts();
        record.truncate(model.shape().record());
        Course::read(scenario, &model, index, record, headlines)
    }

    /// Reads a course from the record and the headlines of its future.
    ///
    /// # Panics
    /// Where they are shorter than the shape of the model says.
    pub fn read(
        scenario: &Checked,
        model: &Compiled,
        index: u32,
        record: Vec<u32>,
        headlines: Vec<f64>,
    ) -> Course {
        let shape = model.shape();
        let opening = scenario.horizon.opening_january;
        let line = |block, line| headlines[shape.headline(Headline::Block(block, line))];
        let block = |(at, block): (usize, &crate::scenario::Block)| {
            let filled = |year: usize| {
                let occupied = shape.column(Measure::Occupied, year, Scope::Block(at));
                Filled {
                    january: opening.plus(year + 1),
                    filled: occupied.map_or(0, |column| record[column]),
                    bought: model.bought(at, year + 1),
                }
            };
            CourseBlock {
                name: block.name.clone(),
                is_awarded: line(at, BlockLine::Awarded) > 0.0,
                filled: (0..shape.years).map(filled).filter(|filled| filled.bought > 0).collect(),
                saving: line(at, BlockLine::Saving),
                void_cost: line(at, BlockLine::VoidCost),
            }
        };
        let blocks = scenario.blocks.iter().enumerate().map(block).collect();
        Course {
            index,
            opening,
            shape,
            has_budget: is_told(scenario, Headline::Balance(0)),
            has_contract: is_told(scenario, Headline::ContractValue),
            blocks,
            record,
            headlines,
        }
    }

    /// The number by which people call the future, counted from 1.
    pub fn number(&self) -> u32 {
        self.index + 1
    }

    /// The position of the future in its run, counted from 0.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The January at which it starts.
    pub fn opening(&self) -> January {
        self.opening
    }

    /// A count of the future; `time` counts Januaries or years as its measure does. `None` where it is not reported.
    pub fn count(&self, measure: Measure, time: usize, scope: Scope) -> Option<u32> {
        self.record.get(self.shape.column(measure, time, scope)?).copied()
    }

    /// Pupils placed in a January, given by its position; `None` where it is beyond the last.
    pub fn placements(&self, january: usize, scope: Scope) -> Option<u32> {
        self.count(Measure::Stock, january, scope)
    }

    /// A headline of the future, in pounds.
    pub fn headline(&self, headline: Headline) -> f64 {
        self.headlines[self.shape.headline(headline)]
    }

    /// The digest of the future, which its run has too.
    pub fn digest(&self) -> Digest {
        Digest::of(self.shape, &self.record, &self.headlines)
    }

    /// The Januaries after the opening one, each with the year before it.
    pub fn years(&self) -> Vec<CourseYear> {
        let count = |measure, time| self.count(measure, time, Scope::County).unwrap_or_default();
        let year = |year: usize| CourseYear {
            january: self.opening.plus(year + 1),
            placements: count(Measure::Stock, year + 1),
            before: count(Measure::Stock, year),
            joiners: count(Measure::Joiners, year),
            leavers: count(Measure::Leavers, year),
            directed: count(Measure::Tribunal, year),
            waiting: count(Measure::Waiting, year),
            year: FinancialYear(self.opening.plus(year).0),
            spending: self.headline(Headline::Placements(year)),
            balance: self.has_budget.then(|| self.headline(Headline::Balance(year))),
        };
        (0..self.shape.years).map(year).collect()
    }

    /// The financial year of the agreement and its balance in pounds; `None` where there is no agreement or no budget.
    pub fn agreed(&self) -> Option<(FinancialYear, f64)> {
        let year = self.shape.agreed_year.filter(|_| self.has_budget)?;
        Some((FinancialYear(self.opening.plus(year).0), self.headline(Headline::Balance(year))))
    }

    /// Whether the High Needs Block breaks even in the year of the agreement; `None` where there is none.
    pub fn breaks_even(&self) -> Option<bool> {
        self.agreed().map(|(_, balance)| balance >= 0.0)
    }

    /// All placements times fee over the eight framework years, in pounds; `None` where these are not simulated.
    pub fn contract_value(&self) -> Option<f64> {
        let value = self.headline(Headline::ContractValue);
        (self.has_contract && value.is_finite()).then_some(value)
    }

    /// The change of the placements of each part between two Januaries, given by their positions.
    pub fn changes(&self, parts: &[Scope], from: usize, to: usize) -> Vec<i64> {
        let at = |january, scope| i64::from(self.placements(january, scope).unwrap_or_default());
        parts.iter().map(|&scope| at(to, scope) - at(from, scope)).collect()
    }

    /// The dimensions of its scenario.
    pub fn shape(&self) -> Shape {
        self.shape
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Ensemble;
    use crate::scenario::Scenario;

    #[test]
    fn one_future_alone_is_to_the_bit_the_future_of_the_whole_run() {
        let mut kent = Scenario::kent();
        kent.run.futures = 150;
        let kent = kent.check().unwrap();
        let opening = kent.horizon.opening_january;
        for detail in [Detail::Main, Detail::Full] {
            let model = Compiled::new(&kent, detail);
            let ensemble = Ensemble::run(&model, opening, kent.run.seed, kent.run.futures);
            for index in [0, 63, 64, 149] {
                let course = Course::run(&kent, index);
                assert_eq!(course.number(), index + 1);
                let shape = model.shape();
                let county: Vec<u32> = (0..shape.januaries())
                    .map(|january| course.placements(january, Scope::County).unwrap())
                    .collect();
                assert_eq!(ensemble.county(index).unwrap(), county);
                for year in 0..shape.years {
                    for headline in [
                        Headline::Placements(year),
                        Headline::Transport(year),
                        Headline::Balance(year),
                        Headline::BlockSaving(year),
                    ] {
                        let whole = ensemble.values(headline).nth(index as usize).unwrap();
                        assert_eq!(whole.to_bits(), course.headline(headline).to_bits(), "{headline:?}");
                    }
                }
                let contract = ensemble.values(Headline::ContractValue).nth(index as usize).unwrap();
                assert_eq!(course.contract_value().unwrap().to_bits(), contract.to_bits());
                let batch = run_batch(&model, kent.run.seed, index, 1);
                assert_eq!(batch.digests().next().unwrap(), course.digest().value());
            }
        }
        assert_ne!(Course::run(&kent, 3).digest(), Course::run(&kent, 4).digest());
    }

    #[test]
    fn a_course_adds_up_year_by_year_and_over_its_parts() {
        let kent = Scenario::kent().check().unwrap();
        let course = Course::run(&kent, 1_233);
        let years = course.years();
        assert_eq!(years.len(), 9);
        assert_eq!((years[2].january, years[2].year), (January(2028), FinancialYear(2027)));
        for year in &years {
            assert_eq!(year.before + year.joiners - year.leavers, year.placements, "{year:?}");
        }
        assert_eq!(years[0].before, course.placements(0, Scope::County).unwrap());
        assert_eq!(course.agreed(), Some((FinancialYear(2027), years[2].balance.unwrap())));
        assert_eq!(course.breaks_even(), Some(years[2].balance.unwrap() >= 0.0));
        let districts: Vec<Scope> = (0..12).map(Scope::District).collect();
        let needs: Vec<Scope> = (0..4).map(Scope::Need).collect();
        let whole = i64::from(years[8].placements) - i64::from(years[0].before);
        for parts in [districts, needs] {
            assert_eq!(course.changes(&parts, 0, 9).iter().sum::<i64>(), whole);
        }
    }

    #[test]
    fn a_block_is_filled_where_it_is_awarded_and_costs_nothing_elsewhere() {
        let kent = Scenario::kent().check().unwrap();
        let (mut awarded, mut not) = (0, 0);
        for index in 0..20 {
            for (block, terms) in Course::run(&kent, index).blocks.iter().zip(&kent.blocks) {
                assert_eq!(block.filled.len(), usize::from(terms.term));
                assert_eq!(block.filled[0].january, January(terms.start + 1));
                assert!(block.filled.iter().all(|year| year.filled <= year.bought));
                assert_eq!(block.filled.last().unwrap().bought, terms.volume);
                let filled: u32 = block.filled.iter().map(|year| year.filled).sum();
                if block.is_awarded {
                    awarded += 1;
                    assert!(filled > 0);
                } else {
                    not += 1;
                    assert_eq!(filled, 0);
                    assert!(block.saving.abs() < 1e-9 && block.void_cost.abs() < 1e-9);
                }
            }
        }
        assert!(awarded > 5 && not > 5, "{awarded} and {not}");
    }

    #[test]
    fn without_budget_or_framework_there_is_neither_balance_nor_contract() {
        let mut scenario = Scenario::kent();
        scenario.agreement = None;
        scenario.blocks.clear();
        let course = Course::run(&scenario.check().unwrap(), 5);
        assert_eq!((course.agreed(), course.breaks_even()), (None, None));
        assert!(course.blocks.is_empty());
    }
}
