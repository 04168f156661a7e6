//! The money of an ensemble, as far as the page shows it.

use super::view::{DOTS, FEW_DOTS, Figures, county, pounds};
use crate::cohort::{BlockLine, Headline, Measure, Scope};
use crate::ensemble::{Ensemble, Spread, Summary};
use crate::field::FinancialYear;
use crate::high_needs::{Movement, SAFETY_VALVE_YEAR};
use crate::scenario::Checked;
use crate::sentences;
use crate::words::{chance, millions, whole};
use std::rc::Rc;

/// Spending, balance and blocks; years are financial years.
#[derive(Clone, PartialEq)]
pub struct Money {
    /// Spending on placements.
    pub spending: Vec<(u16, Summary)>,
    /// In-year balance of the High Needs Block.
    pub balance: Vec<(u16, Summary)>,
    /// Placements times price over the eight framework years, where they are all simulated.
    pub contract: Option<Figures>,
    /// The year by which the Safety Valve agreement wants the balance, where it is simulated.
    pub target: Option<Target>,
    /// All blocks together, over their terms; none where none is awarded.
    pub blocks: Option<Blocks>,
    /// Each block.
    pub outcomes: Rc<Vec<Outcome>>,
}

/// The Safety Valve year.
#[derive(Clone, PartialEq)]
pub struct Target {
    /// Which.
    pub year: FinancialYear,
    /// Spending on placements.
    pub spending: Figures,
    /// In-year balance.
    pub balance: Figures,
    /// Share of the futures that break even.
    pub breakeven: f64,
    /// What the average balance is better by because children wait, in pounds.
    pub spared: f64,
    /// What moves the average balance.
    pub movement: Movement,
    /// Accumulated deficit at its end under the Safety Valve agreement.
    pub deficit_agreement: Summary,
    /// The same where a stability grant may come.
    pub deficit_grant: Summary,
}

/// Blocks against spot prices, over the futures in which any is awarded.
#[derive(Clone, PartialEq)]
pub struct Blocks {
    /// Share of all futures in which any is awarded.
    pub awarded: f64,
    /// Saving over their terms, in pounds.
    pub saving: Figures,
    /// Share of these futures in which they cost more than spot prices.
    pub loses: f64,
    /// Share of these futures that pay for empty places.
    pub pays: f64,
}

/// What became of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Share of the futures in which it was awarded.
    pub awarded: f64,
    /// Share of these that pay for empty places.
    pub pays: f64,
    /// Share of its places that are filled, where it was awarded.
    pub filled: f64,
    /// Mean saving a year where it was awarded, in pounds.
    pub saving: f64,
    /// Mean cost of empty places a year where it was awarded, in pounds.
    pub void_cost: f64,
}

impl Outcome {
    /// The outcome in a line.
    pub fn sentence(&self) -> String {
        if self.awarded <= 0.0 {
            return "Awarded in none of the futures.".into();
        }
        let verb = if self.saving < 0.0 { "costs" } else { "saves" };
        let first = if self.awarded >= 1.0 {
            "Signed.".to_owned()
        } else {
            format!("Awarded in {}. Then", chance(self.awarded))
        };
        let pays = match chance(self.pays) {
            all if self.pays >= 1.0 => all.replace("futures", "of them"),
            some => some.replace("of the futures", "of them").replace(" futures", " of them"),
        };
        format!(
            "{first} {} in 100 places are filled; it pays for empty places in {pays}, {} a year on average, \
             and {verb} {} a year in all.",
            whole(100.0 * self.filled),
            millions(self.void_cost),
            millions(self.saving.abs())
        )
    }
}

impl Money {
    /// Gathers the money.
    pub fn of(ensemble: &Ensemble, scenario: &Checked) -> Money {
        let shape = ensemble.shape();
        let year = |index: usize| ensemble.january(index).0;
        let target = SAFETY_VALVE_YEAR.checked_sub(year(0)).map(usize::from);
        let each = 0..shape.blocks;
        Money {
            spending: (0..shape.years)
                .map(|index| (year(index), pounds(county(ensemble, Measure::Cost, index))))
                .collect(),
            balance: (0..shape.years)
                .map(|index| (year(index), summary(ensemble.values(Headline::Balance(index)).collect())))
                .collect(),
            contract: ensemble
                .known_spread(Headline::ContractValue)
                .map(|_| figures(ensemble.values(Headline::ContractValue).collect())),
            target: target.filter(|&index| index < shape.years).map(|index| Target::of(ensemble, index)),
            blocks: Blocks::of(ensemble),
            outcomes: Rc::new(each.map(|index| Outcome::of(ensemble, scenario, index)).collect()),
        }
    }
}

impl Target {
    /// What to say of the children whose waiting makes the balance better; none where there is nothing to say.
    pub fn waits(&self) -> Option<String> {
        sentences::spared_by_waits(self.year, self.spared)
    }

    fn of(ensemble: &Ensemble, index: usize) -> Target {
        let mean = |headline| mean(ensemble.values(headline));
        let spending = ensemble.tally(Measure::Cost, index, Scope::County);
        let costs = |dots: Vec<f64>| dots.into_iter().map(|cost| cost * crate::cohort::COST_UNIT).collect();
        Target {
            year: FinancialYear(ensemble.january(index).0),
            spending: Figures {
                summary: pounds(spending.into()),
                dots: costs(spending.quantiles(DOTS)),
                few: costs(spending.quantiles(FEW_DOTS)),
            },
            balance: figures(ensemble.values(Headline::Balance(index)).collect()),
            breakeven: ensemble.breakeven().unwrap_or_default(),
            spared: mean(Headline::WaitSaving(index)),
            movement: Movement {
                gap: -mean(Headline::Gap),
                grant: mean(Headline::GrantGrowth),
                other_spending: mean(Headline::OtherSpending),
                placements: mean(Headline::PlacementsChange),
                alternatives: mean(Headline::AlternativesChange),
                savings: mean(Headline::OtherSavings),
            },
            deficit_agreement: summary(ensemble.values(Headline::DeficitSafetyValve).collect()),
            deficit_grant: summary(ensemble.values(Headline::DeficitGrant).collect()),
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
        let count = saving.len() as f64;
        let share = |values: &[f64], held: fn(f64) -> bool| {
            values.iter().filter(|value| held(**value)).count() as f64 / count
        };
        (!saving.is_empty()).then(|| Blocks {
            awarded: count / f64::from(ensemble.futures()),
            loses: share(&saving, |saving| saving < 0.0),
            pays: share(&awarded(BlockLine::VoidCost), |paid| paid > 0.0),
            saving: figures(saving),
        })
    }
}

impl Outcome {
    fn of(ensemble: &Ensemble, scenario: &Checked, index: usize) -> Outcome {
        let values = |line| ensemble.values(Headline::Block(index, line));
        let block = &scenario.blocks[index];
        let awards: f64 = values(BlockLine::Awarded).sum();
        let sum = |line| values(line).sum::<f64>();
        let paying = values(BlockLine::VoidCost).filter(|paid| *paid > 0.0).count() as f64;
        let ratio = |of: f64, whole: f64| if whole > 0.0 { of / whole } else { 0.0 };
        Outcome {
            name: block.name.clone(),
            awarded: awards / f64::from(ensemble.futures()),
            pays: ratio(paying, awards),
            filled: ratio(sum(BlockLine::Occupied), sum(BlockLine::Volume)),
            saving: ratio(sum(BlockLine::Saving), awards * f64::from(block.term)),
            void_cost: ratio(sum(BlockLine::VoidCost), awards * f64::from(block.term)),
        }
    }
}

/// A line of all blocks together, future by future.
fn sums(ensemble: &Ensemble, line: BlockLine) -> Vec<f64> {
    let mut sums = vec![0.0; ensemble.futures() as usize];
    for block in 0..ensemble.shape().blocks {
        for (sum, value) in sums.iter_mut().zip(ensemble.values(Headline::Block(block, line))) {
            *sum += value;
        }
    }
    sums
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / count
}

/// Most futures that are put in order for a dot plot, which is no finer than that.
const ORDERED: usize = 10_000;

fn figures(values: Vec<f64>) -> Figures {
    let every = values.len().div_ceil(ORDERED).max(1);
    let some = Spread::new(values.iter().copied().step_by(every).collect());
    Figures { dots: some.quantiles(DOTS), few: some.quantiles(FEW_DOTS), summary: summary(values) }
}

/// What [`Spread`] would give, without putting every future in order: this is worked out for many
/// years at every picture.
pub fn summary(mut values: Vec<f64>) -> Summary {
    let mean = mean(values.iter().copied());
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let last = values.len() - 1;
    let mut from = 0;
    let [p10, p25, p50, p75, p90] = [0.1, 0.25, 0.5, 0.75, 0.9].map(|level: f64| {
        let position = level * last as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
        let lower = position as usize;
        let (_, &mut value, above) = values[from..].select_nth_unstable_by(lower - from, f64::total_cmp);
        from = lower;
        let next = above.iter().copied().fold(f64::INFINITY, f64::min);
        if position.fract() > 0.0 { value + (next - value) * position.fract() } else { value }
    });
    Summary { mean, sd: (squares / (last as f64).max(1.0)).sqrt(), p10, p25, p50, p75, p90 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::scenario::Scenario;

    fn close(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() < within, "{a} against {b}");
    }

    fn kent() -> (Ensemble, Checked) {
        let scenario = Scenario::kent().check().unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        (Ensemble::run(&model, scenario.horizon.opening_january, 1, 200), scenario)
    }

    #[test]
    fn percentiles_are_those_of_every_future_in_order() {
        let values: Vec<f64> = (0..997).map(|i| f64::from(i * 7_919 % 1_009) - 300.0).collect();
        let (quick, exact) = (summary(values.clone()), Summary::from(&Spread::new(values)));
        for (a, b) in [
            (quick.mean, exact.mean),
            (quick.sd, exact.sd),
            (quick.p10, exact.p10),
            (quick.p25, exact.p25),
            (quick.p50, exact.p50),
            (quick.p75, exact.p75),
            (quick.p90, exact.p90),
        ] {
            close(a, b, 1e-9);
        }
        close(summary(vec![4.0]).p90, 4.0, 1e-12);
        close(summary(vec![4.0]).sd, 0.0, 1e-12);
        close(summary(vec![1.0, 2.0]).p50, 1.5, 1e-12);
    }

    #[test]
    fn the_movement_adds_up_to_the_average_balance() {
        let (ensemble, scenario) = kent();
        let money = Money::of(&ensemble, &scenario);
        let target = money.target.unwrap();
        assert_eq!(target.year, FinancialYear(2027));
        close(target.movement.balance(), target.balance.summary.mean, 1.0);
        close(target.spending.summary.mean, money.spending[2].1.mean, 1e-6);
        close(target.balance.summary.p50, money.balance[2].1.p50, 1e-6);
        assert_eq!((money.spending.len(), money.spending[0].0), (9, 2025));
        // Costs by place are whole tens of thousands; headlines are to the penny.
        close(money.spending[2].1.mean, ensemble.spread(Headline::Placements(2)).mean(), 10_000.0);
    }

    #[test]
    fn a_block_says_how_it_fared() {
        let (ensemble, scenario) = kent();
        let money = Money::of(&ensemble, &scenario);
        assert_eq!(money.outcomes.len(), 2);
        let outcome = &money.outcomes[0];
        assert_eq!(outcome.name, "Thanet and Dover, SEMH, Years 7 to 11");
        assert!((0.3..0.7).contains(&outcome.awarded), "{outcome:?}");
        assert!((0.0..=1.0).contains(&outcome.filled) && outcome.filled > 0.3, "{outcome:?}");
        let sentence = Outcome { saving: -30_000.0, pays: 0.41, ..outcome.clone() }.sentence();
        assert!(
            sentence.contains("empty places in 4 in 10 of them") && sentence.contains("costs £0.03m a year"),
            "{sentence}"
        );
        let always = Outcome { pays: 1.0, ..outcome.clone() }.sentence();
        assert!(always.contains("empty places in all of them"), "{always}");
        let signed = Outcome { awarded: 1.0, ..outcome.clone() }.sentence();
        assert!(signed.starts_with("Signed. "), "{signed}");
        let blocks = money.blocks.unwrap();
        let saved: f64 = money.outcomes.iter().map(|o| o.saving * o.awarded * 4.0).sum();
        close(blocks.saving.summary.mean * blocks.awarded, saved, 1.0);
        assert!(blocks.awarded > outcome.awarded && blocks.awarded < 1.0);
        let without = {
            let mut scenario = Scenario::kent();
            scenario.blocks.clear();
            scenario.check().unwrap()
        };
        let ensemble =
            Ensemble::run(&Compiled::new(&without, Detail::Main), without.horizon.opening_january, 1, 20);
        assert!(Money::of(&ensemble, &without).blocks.is_none());
    }
}
