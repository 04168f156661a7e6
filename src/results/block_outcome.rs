//! The results of a block contract over the futures (M7.4).
//!
//! The saving of a block in one future is what its pupils would have cost at spot prices over the block's term, less
//! all that is paid for the block over that term, in pounds. In a future in which the block is not awarded it is £0. A
//! sum over futures can mean three things, and each has a type of its own here, so that one cannot stand for another.

use crate::cohort::{BlockLine, Headline};
use crate::ensemble::{Ensemble, Spread, Summary};
use crate::scenario::{Block, Checked};

/// Pounds a year of a block's term, averaged over the futures in which the block is awarded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct YearlyAwarded(pub f64);

/// Pounds over a block's whole term, over the futures in which the block is awarded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverTermAwarded(pub Summary);

/// Pounds over a block's whole term, over all futures: £0 in each that does not award the block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverTermAllFutures(pub Summary);

/// One block in the futures of an ensemble.
#[derive(Clone, Copy)]
pub struct BlockOutcome<'a> {
    ensemble: &'a Ensemble,
    block: usize,
    terms: &'a Block,
}

impl<'a> BlockOutcome<'a> {
    /// The blocks of the ensemble's scenario, in its order.
    pub fn all(ensemble: &'a Ensemble, scenario: &'a Checked) -> impl Iterator<Item = BlockOutcome<'a>> {
        let blocks = scenario.blocks.iter().enumerate();
        blocks.map(|(block, terms)| BlockOutcome { ensemble, block, terms })
    }

    fn values(self, line: BlockLine) -> impl Iterator<Item = f64> {
        self.ensemble.values(Headline::Block(self.block, line))
    }

    /// The values of a line in the futures that award the block.
    fn awarded_values(self, line: BlockLine) -> Vec<f64> {
        let all = self.values(line).zip(self.values(BlockLine::Awarded));
        all.filter(|(_, awarded)| *awarded > 0.0).map(|(value, _)| value).collect()
    }

    fn awards(self) -> f64 {
        self.values(BlockLine::Awarded).sum()
    }

    /// The share of all futures that award the block, 0 to 1.
    pub fn awarded(self) -> f64 {
        self.awards() / f64::from(self.ensemble.futures().max(1))
    }

    /// The share of the places bought that are filled, 0 to 1, over the terms of all the blocks awarded; none where
    /// no place is bought.
    pub fn filled(self) -> Option<f64> {
        ratio(self.values(BlockLine::Occupied).sum(), self.values(BlockLine::Volume).sum())
    }

    /// The share of the futures that award the block, 0 to 1, in which empty places are paid for; none where no
    /// future awards it.
    pub fn pays(self) -> Option<f64> {
        let paying = self.values(BlockLine::VoidCost).filter(|paid| *paid > 0.0).count();
        ratio(paying as f64, self.awards())
    }

    /// A line in pounds, a year; none where no future awards the block.
    pub fn yearly_awarded(self, line: BlockLine) -> Option<YearlyAwarded> {
        ratio(self.values(line).sum(), self.awards() * f64::from(self.terms.term)).map(YearlyAwarded)
    }

    /// A line in pounds, over the term, in the futures that award the block; none where no future does.
    pub fn over_term_awarded(self, line: BlockLine) -> Option<OverTermAwarded> {
        let values = self.awarded_values(line);
        (!values.is_empty()).then(|| OverTermAwarded(Summary::from(&Spread::new(values))))
    }

    /// A line in pounds, over the term, in all futures; none before the first has come.
    pub fn over_term_all_futures(self, line: BlockLine) -> Option<OverTermAllFutures> {
        let spread = self.ensemble.known_spread(Headline::Block(self.block, line))?;
        Some(OverTermAllFutures(Summary::from(&spread)))
    }

    /// The average year of the block, where it is awarded.
    pub fn in_a_year(self) -> BlockYear {
        BlockYear {
            name: self.terms.name.clone(),
            awarded: self.awarded(),
            pays: self.pays().unwrap_or_default(),
            filled: self.filled().unwrap_or_default(),
            saving: self.yearly_awarded(BlockLine::Saving).unwrap_or_default(),
            void_cost: self.yearly_awarded(BlockLine::VoidCost).unwrap_or_default(),
        }
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// An average year of a block, where it is awarded; zero throughout where it never is.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockYear {
    /// The name of the block.
    pub name: String,
    /// The share of all futures that award the block, 0 to 1.
    pub awarded: f64,
    /// The share of these futures, 0 to 1, in which empty places are paid for.
    pub pays: f64,
    /// The share of the places bought that are filled, 0 to 1.
    pub filled: f64,
    /// The saving against spot prices; negative where the block costs more.
    pub saving: YearlyAwarded,
    /// What is paid for empty places.
    pub void_cost: YearlyAwarded,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::scenario::Scenario;

    fn kent() -> (Ensemble, Checked) {
        let scenario = Scenario::kent().check().unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        (Ensemble::run(&model, scenario.horizon.opening_january, 1, 200), scenario)
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} against {b}");
    }

    #[test]
    fn the_three_savings_are_one_saving_over_other_futures_and_years() {
        let (ensemble, scenario) = kent();
        for (outcome, block) in BlockOutcome::all(&ensemble, &scenario).zip(&scenario.blocks) {
            let awarded = outcome.awarded();
            assert!((0.3..0.7).contains(&awarded), "an award is uncertain: {awarded}");
            for line in [BlockLine::Saving, BlockLine::VoidCost, BlockLine::Cost] {
                let YearlyAwarded(yearly) = outcome.yearly_awarded(line).unwrap();
                let OverTermAwarded(term) = outcome.over_term_awarded(line).unwrap();
                let OverTermAllFutures(all) = outcome.over_term_all_futures(line).unwrap();
                close(yearly * f64::from(block.term), term.mean);
                close(term.mean * awarded, all.mean);
            }
            let summary = outcome.in_a_year();
            assert_eq!(Some(summary.saving), outcome.yearly_awarded(BlockLine::Saving));
            assert!((0.3..=1.0).contains(&summary.filled) && (0.0..=1.0).contains(&summary.pays));
        }
    }

    #[test]
    fn a_block_that_is_never_awarded_has_no_saving_where_it_is_awarded() {
        let mut scenario = Scenario::kent();
        scenario.blocks.truncate(1);
        scenario.blocks[0].signed = false;
        scenario.blocks[0].award.amount = crate::scenario::Amount::Fixed(0.0);
        let scenario = scenario.check().unwrap();
        let model = Compiled::new(&scenario, Detail::Main);
        let ensemble = Ensemble::run(&model, scenario.horizon.opening_january, 1, 20);
        let outcome = BlockOutcome::all(&ensemble, &scenario).next().unwrap();
        assert_eq!((outcome.filled(), outcome.pays()), (None, None));
        assert!(outcome.yearly_awarded(BlockLine::Saving).is_none());
        assert!(outcome.over_term_awarded(BlockLine::Saving).is_none());
        let OverTermAllFutures(all) = outcome.over_term_all_futures(BlockLine::Saving).unwrap();
        assert!(all.mean.abs() < 1e-12 && all.sd.abs() < 1e-12);
        assert!(outcome.in_a_year().awarded.abs() < 1e-12);
    }
}
