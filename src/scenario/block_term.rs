//! The numbers of a block contract that may be uncertain.

use super::{Amount, Assumption, Block, Reading, limits};
use std::ops::RangeInclusive;

/// A number in a block contract that may be uncertain; shown in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockTerm {
    /// Discount on the Lot A price at signing.
    Discount,
    /// Share of the price paid for an empty place.
    VoidShare,
    /// Occupancy below which empty places are paid for.
    MinimumOccupancy,
    /// Share of the framework's yearly rise that the block price follows.
    Indexation,
    /// Share of places that fall free which are filled again within the year.
    Refill,
    /// Probability that it is awarded.
    Award,
}

impl BlockTerm {
    /// Every term, in the order that a planner reads them.
    pub const ALL: [BlockTerm; 6] = [
        BlockTerm::Discount,
        BlockTerm::VoidShare,
        BlockTerm::MinimumOccupancy,
        BlockTerm::Indexation,
        BlockTerm::Refill,
        BlockTerm::Award,
    ];

    /// What it is called.
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

    /// What a scenario file calls it.
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

    /// What the number is a part of.
    pub fn unit(self) -> &'static str {
        match self {
            BlockTerm::VoidShare => "% of price",
            BlockTerm::MinimumOccupancy => "% filled",
            _ => "%",
        }
    }

    /// Every value that it can take, as a share.
    pub fn range(self) -> RangeInclusive<f64> {
        if self == BlockTerm::Indexation { 0.0..=2.0 } else { limits::SHARE }
    }

    /// The assumption of a block behind it.
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

    /// What it shows now, in per cent.
    pub fn read(self, block: &Block) -> Reading {
        let amount = self.assumption(block).amount;
        let (low, high) = amount.span();
        Reading { central: 100.0 * amount.central(), low: 100.0 * low, high: 100.0 * high }
    }

    /// Moves its central value, and its range in proportion; from 0 the range is the pattern's.
    pub(super) fn set(self, block: &mut Block, pattern: &Block, percent: f64) {
        let now = [block, pattern].map(|block| self.assumption(block).amount);
        self.assumption_mut(block).amount = Amount::stretched(now, percent / 100.0).within(&self.range());
    }
}
