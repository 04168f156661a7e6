//! The money of an ensemble: spending, the balance of the High Needs Block, and what blocks save.

use super::figures::{Figures, county, mean, summary};
use super::{BlockOutcome, BlockYear, Deficits};
use crate::cohort::{BlockLine, COST_UNIT, Headline, Measure, Scope};
use crate::decisions::breakeven::movement;
use crate::decisions::{EVEN, Needed, Savings};
use crate::ensemble::{Ensemble, Summary};
use crate::field::FinancialYear;
use crate::high_needs::Movement;
use crate::scenario::{Checked, Scenario};
use std::rc::Rc;

/// Spending, balance and blocks, in pounds; years are financial years.
#[derive(Clone, PartialEq)]
pub struct Money {
    /// Spending on placements, by year.
    pub spending: Vec<(u16, Summary)>,
    /// The in-year balance of the High Needs Block, by year; empty where its budget has not been entered.
    pub balance: Vec<(u16, Summary)>,
    /// Placements times price over the eight framework years, where they are all simulated and there is a framework.
    pub contract: Option<Figures>,
    /// The year by which the agreement wants the balance, where it is simulated.
    pub target: Option<Target>,
    /// All blocks together, over their terms; `None` where none is awarded.
    pub blocks: Option<Blocks>,
    /// An average year of each block.
    pub outcomes: Rc<Vec<BlockYear>>,
}

/// The results for the year of the agreement, in pounds.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// The name of the agreement, for use within a sentence.
    pub agreement: String,
    /// The year.
    pub year: FinancialYear,
    /// Spending on placements.
    pub spending: Figures,
    /// The in-year balance.
    pub balance: Figures,
    /// The share of the futures, from 0 to 1, that break even.
    pub breakeven: f64,
    /// How much better the average balance is because children wait.
    pub spared: f64,
    /// The movement of the balance in the middle futures.
    pub movement: Movement,
    /// The balance as a function of other savings.
    pub savings: Rc<Savings>,
    /// The other savings that bring an even chance of balance.
    pub needed: Needed,
    /// The accumulated deficit year by year.
    pub deficits: Deficits,
}

/// The results of all blocks against spot prices, over their terms, in pounds.
#[derive(Clone, PartialEq)]
pub struct Blocks {
    /// The saving over all futures: £0 where no block is awarded.
    pub saving: Figures,
    /// The share of the futures, from 0 to 1, in which a block is awarded.
    pub awarded: f64,
    /// The saving over the futures in which a block is awarded.
    pub where_awarded: Summary,
    /// The share of these futures, from 0 to 1, in which the blocks cost more than spot prices.
    pub loses: f64,
    /// The share of these futures, from 0 to 1, that pay for empty places.
    pub pays: f64,
}

/// Whether a scenario holds enough for a figure to mean anything: a balance needs a High Needs Block, a contract value
/// a framework.
pub fn is_told(scenario: &Scenario, headline: Headline) -> bool {
    match headline {
        Headline::Balance(_) | Headline::DeficitAgreement | Headline::DeficitGrant => scenario.has_budget(),
        Headline::ContractValue | Headline::FrameworkSpend => scenario.has_framework(),
        _ => true,
    }
}

impl Money {
    /// Gathers the money of an ensemble.
    pub fn of(ensemble: &Ensemble, scenario: &Checked, published: &Scenario) -> Money {
        let shape = ensemble.shape();
        let year = |index: usize| ensemble.january(index).0;
        let savings = Savings::of(ensemble, scenario, published);
        let agreement = scenario.agreement.as_ref().filter(|_| is_told(scenario, Headline::DeficitAgreement));
        let money = savings.zip(Deficits::of(ensemble, scenario));
        let target = agreement.zip(shape.agreed_year).zip(money);
        Money {
            spending: (0..shape.years)
                .map(|index| (year(index), county(ensemble, Measure::Cost, index).scaled(COST_UNIT)))
                .collect(),
            balance: (0..shape.years)
                .filter(|&index| is_told(scenario, Headline::Balance(index)))
                .map(|index| (year(index), summary(ensemble.values(Headline::Balance(index)).collect())))
                .collect(),
            contract: ensemble
                .known_spread(Headline::ContractValue)
                .filter(|_| is_told(scenario, Headline::ContractValue))
                .map(|_| Figures::of_values(ensemble.values(Headline::ContractValue).collect())),
            target: target
                .map(|((agreement, index), money)| Target::of(ensemble, &agreement.name, index, money)),
            blocks: Blocks::of(ensemble),
            outcomes: Rc::new(BlockOutcome::all(ensemble, scenario).map(BlockOutcome::in_a_year).collect()),
        }
    }
}

impl Target {
    fn of(
        ensemble: &Ensemble,
        agreement: &str,
        index: usize,
        (savings, deficits): (Savings, Deficits),
    ) -> Target {
        let mean = |headline| mean(ensemble.values(headline));
        Target {
            agreement: agreement.to_owned(),
            year: FinancialYear(ensemble.january(index).0),
            spending: Figures::of_tally(ensemble.tally(Measure::Cost, index, Scope::County), COST_UNIT),
            balance: Figures::of_values(ensemble.values(Headline::Balance(index)).collect()),
            breakeven: ensemble.breakeven().unwrap_or_default(),
            spared: mean(Headline::WaitSaving(index)),
            movement: movement(ensemble).unwrap_or_default(),
            needed: savings.needed(EVEN),
            savings: Rc::new(savings),
            deficits,
        }
    }
}

impl Blocks {
    fn of(ensemble: &Ensemble) -> Option<Blocks> {
        let awards = sums(ensemble, BlockLine::Awarded);
        let awarded = |line| -> Vec<f64> {
            let values = sums(ensemble, line).into_iter().zip(&awards);
            values.filter(|(_, awards)| **awards > 0.0).map(|(value, _)| value).collect()
        };
        let saving = awarded(BlockLine::Saving);
        let all = sums(ensemble, BlockLine::Saving);
        let count = saving.len() as f64;
        let share = |values: &[f64], held: fn(f64) -> bool| {
            values.iter().filter(|value| held(**value)).count() as f64 / count
        };
        (!saving.is_empty()).then(|| Blocks {
            awarded: count / f64::from(ensemble.futures()),
            loses: share(&saving, |saving| saving < 0.0),
            pays: share(&awarded(BlockLine::VoidCost), |paid| paid > 0.0),
            saving: Figures::of_values(all),
            where_awarded: summary(saving),
        })
    }
}

/// A line of all blocks together, one sum a future.
fn sums(ensemble: &Ensemble, line: BlockLine) -> Vec<f64> {
    let mut sums = vec![0.0; ensemble.futures() as usize];
    for block in 0..ensemble.shape().blocks {
        for (sum, value) in sums.iter_mut().zip(ensemble.values(Headline::Block(block, line))) {
            *sum += value;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};

    fn close(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() < within, "{a} against {b}");
    }

    fn kent() -> (Ensemble, Checked) {
        let scenario = Scenario::kent().check().unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        (Ensemble::run(&model, scenario.horizon.opening_january, 1, 200), scenario)
    }

    #[test]
    fn the_movement_adds_up_to_the_middle_balance() {
        let (ensemble, scenario) = kent();
        let money = Money::of(&ensemble, &scenario, &scenario);
        let target = money.target.unwrap();
        assert_eq!(target.year, FinancialYear(2027));
        close(target.movement.balance(), target.balance.summary.p50, 0.5e6);
        close(target.spending.summary.mean, money.spending[2].1.mean, 1e-6);
        close(target.balance.summary.p50, money.balance[2].1.p50, 1e-6);
        assert_eq!((money.spending.len(), money.spending[0].0), (9, 2025));
        // Costs by place are whole tens of thousands; headlines are to the penny.
        close(money.spending[2].1.mean, ensemble.spread(Headline::Placements(2)).mean(), 10_000.0);
    }

    #[test]
    fn blocks_together_save_what_each_saves_by_itself() {
        let (ensemble, scenario) = kent();
        let money = Money::of(&ensemble, &scenario, &scenario);
        assert_eq!(money.outcomes.len(), 2);
        let outcome = &money.outcomes[0];
        assert_eq!(outcome.name, "Thanet and Dover, SEMH, Years 7 to 11");
        let blocks = money.blocks.unwrap();
        let saved: f64 = money.outcomes.iter().map(|o| o.saving.0 * o.awarded * 4.0).sum();
        close(blocks.saving.summary.mean, saved, 1.0);
        close(blocks.where_awarded.mean * blocks.awarded, saved, 1.0);
        // As Compare has it, year by year.
        let years =
            (0..ensemble.shape().years).map(|year| mean(ensemble.values(Headline::BlockSaving(year))));
        close(blocks.saving.summary.mean, years.sum(), 1.0);
        assert!(blocks.awarded > outcome.awarded && blocks.awarded < 1.0);
        let without = {
            let mut scenario = Scenario::kent();
            scenario.blocks.clear();
            scenario.check().unwrap()
        };
        let ensemble =
            Ensemble::run(&Compiled::new(&without, Detail::Main), without.horizon.opening_january, 1, 20);
        assert!(Money::of(&ensemble, &without, &without).blocks.is_none());
    }
}
