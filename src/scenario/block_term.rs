//! The uncertain numbers of a block contract.

use super::lever::checked_ends;
use super::{Amount, Assumption, Block, Pert, Reading, limits};
use std::ops::RangeInclusive;

/// Decimal places of the percentages that a term is shown with.
pub const TERM_PLACES: usize = 1;

/// An uncertain number of a block contract, shown as a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockTerm {
    /// The discount on the Lot A price at signing.
    Discount,
    /// The share of the block price that is paid for an empty place.
    VoidShare,
    /// The occupancy below which empty places are paid for.
    MinimumOccupancy,
    /// The share of the framework's yearly price rise that the block price follows.
    Indexation,
    /// The share of vacated places that are filled again within the year.
    Refill,
    /// The probability that the contract is awarded.
    Award,
}

impl BlockTerm {
    /// All terms, in the order in which the page shows them.
    pub const ALL: [BlockTerm; 6] = [
        BlockTerm::Discount,
        BlockTerm::VoidShare,
        BlockTerm::MinimumOccupancy,
        BlockTerm::Indexation,
        BlockTerm::Refill,
        BlockTerm::Award,
    ];

    /// The name of the control.
    pub fn label(self) -> &'static str {
        match self {
            BlockTerm::Discount => "Discount on the Lot A price",
            BlockTerm::VoidShare => "Price paid for an empty place",
            BlockTerm::MinimumOccupancy => "Empty places are paid for below",
            BlockTerm::Indexation => "Of the yearly price rise, passed on",
            BlockTerm::Refill => "Vacated places filled within the year",
            BlockTerm::Award => "Chance that it is awarded",
        }
    }

    /// The name of the field in a scenario file.
    pub fn field(self) -> &'static str {
        match self {
            BlockTerm::Discount => "discount",
            BlockTerm::VoidShare => "void_share",
            BlockTerm::MinimumOccupancy => "minimum_occupancy",
            BlockTerm::Indexation => "indexation",
            BlockTerm::Refill => "refill",
            BlockTerm::Award => "award",
        }
    }

    /// The unit that the page shows: what the percentage is of.
    pub fn unit(self) -> &'static str {
        match self {
            BlockTerm::VoidShare => "% of price",
            BlockTerm::MinimumOccupancy => "% filled",
            _ => "%",
        }
    }

    /// The values that the term can take, as shares.
    pub fn range(self) -> RangeInclusive<f64> {
        if self == BlockTerm::Indexation { 0.0..=2.0 } else { limits::SHARE }
    }

    /// Whether a signed contract settles the term, so that it is the same in every future: the price, the payment for
    /// empty places and the price rise. A contract does not settle how places are refilled.
    pub fn is_agreed_by_contract(self) -> bool {
        match self {
            BlockTerm::Discount
            | BlockTerm::VoidShare
            | BlockTerm::MinimumOccupancy
            | BlockTerm::Indexation => true,
            BlockTerm::Refill | BlockTerm::Award => false,
        }
    }

    /// The amount that a run uses: the amount as entered, or, where the block is signed and the contract settles the
    /// term, its central value in every future.
    pub fn in_force(self, block: &Block) -> Amount {
        let amount = self.assumption(block).amount;
        if block.signed && self.is_agreed_by_contract() { Amount::Fixed(amount.central()) } else { amount }
    }

    /// The assumption of a block that holds the term.
    pub fn assumption(self, block: &Block) -> &Assumption {
        match self {
            BlockTerm::Discount => &block.discount,
            BlockTerm::VoidShare => &block.void_share,
            BlockTerm::MinimumOccupancy => &block.minimum_occupancy,
            BlockTerm::Indexation => &block.indexation,
            BlockTerm::Refill => &block.refill,
            BlockTerm::Award => &block.award,
        }
    }

    pub(super) fn assumption_mut(self, block: &mut Block) -> &mut Assumption {
        match self {
            BlockTerm::Discount => &mut block.discount,
            BlockTerm::VoidShare => &mut block.void_share,
            BlockTerm::MinimumOccupancy => &mut block.minimum_occupancy,
            BlockTerm::Indexation => &mut block.indexation,
            BlockTerm::Refill => &mut block.refill,
            BlockTerm::Award => &mut block.award,
        }
    }

    /// What the control shows now, in per cent.
    pub fn read(self, block: &Block) -> Reading {
        let amount = self.assumption(block).amount;
        let (low, high) = amount.span();
        Reading { central: 100.0 * amount.central(), low: 100.0 * low, high: 100.0 * high }
    }

    /// A range around the present central value, from its two ends in per cent. With both ends at the central value the
    /// term is the same in every future.
    ///
    /// # Errors
    ///
    /// A sentence for the planner where an end is out of bounds or on the wrong side of the central value.
    pub fn range_about(self, block: &Block, low: f64, high: f64) -> Result<Amount, String> {
        let range = self.range();
        let bounds = 100.0 * range.start()..=100.0 * range.end();
        let (low, high) = checked_ends(self.read(block).central, (low, high), &bounds, TERM_PLACES)?;
        let mode = self.assumption(block).amount.central();
        Ok(if low >= high {
            Amount::Fixed(mode)
        } else {
            Amount::Pert(Pert { min: (low / 100.0).min(mode), mode, max: (high / 100.0).max(mode) })
        })
    }

    /// Moves the central value, in per cent, and the range in proportion. A term that was 0 takes the range of the
    /// pattern.
    pub(super) fn set(self, block: &mut Block, pattern: &Block, percent: f64) {
        let now = [block, pattern].map(|block| self.assumption(block).amount);
        self.assumption_mut(block).amount = Amount::stretched(now, percent / 100.0).within(&self.range());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn a_term_takes_a_range_of_its_own_and_refuses_one_that_leaves_out_its_value() {
        let block = Scenario::kent().blocks[0].clone();
        let term = BlockTerm::Discount;
        let central = term.read(&block).central;
        let Ok(Amount::Pert(Pert { min, mode, max })) =
            term.range_about(&block, central - 2.0, central + 3.0)
        else {
            panic!("a range");
        };
        for (share, percent) in [(min, central - 2.0), (mode, central), (max, central + 3.0)] {
            assert!((100.0 * share - percent).abs() < 1e-9, "{share} and {percent}");
        }
        assert_eq!(term.range_about(&block, central, central), Ok(Amount::Fixed(mode)));
        let refused = term.range_about(&block, central + 1.0, central + 2.0).unwrap_err();
        assert!(refused.starts_with("Lowest is "), "{refused}");
        assert!(term.range_about(&block, central, 101.0).unwrap_err().contains("from 0 to 100"));
    }

    #[test]
    fn a_signature_settles_what_a_contract_settles_and_nothing_else() {
        let mut block = Scenario::kent().blocks[0].clone();
        let in_force = |block: &Block| BlockTerm::ALL.map(|term| term.in_force(block));
        assert_eq!(in_force(&block), BlockTerm::ALL.map(|term| term.assumption(&block).amount));
        block.signed = true;
        for term in BlockTerm::ALL {
            let (entered, run) = (term.assumption(&block).amount, term.in_force(&block));
            assert!((run.central() - entered.central()).abs() < 1e-12, "{term:?}");
            assert_eq!(run.is_fixed(), entered.is_fixed() || term.is_agreed_by_contract(), "{term:?}");
        }
        assert!(!block.discount.amount.is_fixed(), "an unsigned discount is open");
    }
}
