//! The framework, its prices, and the block contracts.

use super::{Assumption, Horizon, limits};
use crate::field::Phase;
use derive::{Described, Read};
use serde::Serialize;

/// The framework contract (council report, paragraphs 4.8 and 4.15).
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Framework {
    /// The September in which the framework starts.
    #[limit(limits::OPENING_JANUARY)]
    pub start: u16,
    /// The initial term, in academic years.
    #[limit(limits::TERM)]
    pub initial_years: u8,
    /// How many extensions of one year are taken.
    #[limit(0..=*limits::TERM.end())]
    pub extensions: u8,
    /// The number of academic years after which the framework ends early; null to let it run its full length.
    #[limit(limits::TERM)]
    pub break_after: Option<u8>,
    /// The share of the opening stock that was placed through the present framework (DPS).
    #[limit(limits::SHARE, fixed)]
    pub opening_share: Assumption,
    /// The share of new placements made through the framework from `participation_by` on. It moves there in a straight
    /// line from `opening_share`.
    pub participation: Assumption,
    /// The September by which `participation` is reached.
    #[limit(limits::OPENING_JANUARY)]
    pub participation_by: u16,
    /// The share of framework placements that are with providers of Lot A.
    pub lot_a: Assumption,
    /// Whether pupils from a district without a framework school may travel to one in another district.
    pub travel_allowed: bool,
    /// The planner's reason for these terms, in the planner's own words; empty where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// The full length of the framework, in academic years: its initial term with every extension (council report,
/// paragraph 4.15). The published ceiling covers these years.
pub const FRAMEWORK_YEARS: usize = 8;

impl Framework {
    /// The academic years of the full length of the framework, as positions from the academic year of the opening
    /// January: the first year, and the one after the last. None where the horizon does not hold them all.
    pub fn years_within(&self, horizon: Horizon) -> Option<(usize, usize)> {
        let first = usize::from((self.start + 1).checked_sub(horizon.opening_january.0)?);
        let end = first + FRAMEWORK_YEARS;
        (end <= usize::from(horizon.years) + 1).then_some((first, end))
    }

    /// The September from which no placement can be made through the framework.
    pub fn end(&self) -> u16 {
        let run = u16::from(self.initial_years) + u16::from(self.extensions);
        self.start + self.break_after.map_or(run, |years| run.min(u16::from(years)))
    }
}

/// Prices, in pounds a pupil and academic year.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Prices {
    /// Whether the known prices are averages of financial years, as in a budget, rather than of academic years. The
    /// price of the second year is then paid from its April on.
    pub of_financial_years: bool,
    /// The price on the framework in the opening year.
    pub framework_opening: Assumption,
    /// The price off the framework in the opening year.
    pub off_framework_opening: Assumption,
    /// The price in Lot A in the second year.
    pub lot_a: Assumption,
    /// The price in Lot B in the second year.
    pub lot_b: Assumption,
    /// The price off the framework in the second year.
    pub off_framework: Assumption,
    /// How much more a joiner's place costs than the average place of those already placed, as a share.
    pub joiner_premium: Assumption,
    /// The yearly rise of average prices after the second year, on average over the years.
    pub uplift: Assumption,
    /// The standard deviation of a single year's rise around that average.
    pub uplift_swing: Assumption,
    /// How much of a year's deviation carries over into the next year: the coefficient of an AR(1) process.
    pub uplift_memory: Assumption,
    /// The share of framework spending that the fee process saves each year.
    pub fee_process: Assumption,
    /// How much of that saving the price rise already includes.
    pub fee_process_included: Assumption,
    /// The probability that national price bands are introduced.
    pub band_chance: Assumption,
    /// The date of their introduction, in decimal years.
    pub band_start: Assumption,
    /// The change that they bring to prices off the framework, as a share.
    pub band_effect: Assumption,
}

/// What a block contract buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Places for new joiners.
    NewPlaces,
    /// A lower price for pupils who are already placed with Lot A providers.
    Conversion,
}

/// A block contract: a number of places that are bought whether they are filled or not.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Block {
    /// The name of the block.
    #[limit(limits::NAME)]
    pub name: String,
    /// What the block buys.
    pub kind: BlockKind,
    /// Codes of the districts whose children the block takes; an empty list means all.
    #[limit(*limits::DISTRICTS.end())]
    pub districts: Vec<String>,
    /// Codes of the needs that the block takes; an empty list means all.
    #[limit(*limits::NEEDS.end())]
    pub needs: Vec<String>,
    /// Phases at entry that the block takes; an empty list means all.
    pub phases: Vec<Phase>,
    /// The number of places once the ramp is complete.
    #[limit(limits::VOLUME)]
    pub volume: u32,
    /// The September in which the block starts.
    #[limit(limits::OPENING_JANUARY)]
    pub start: u16,
    /// The number of academic years the block runs.
    #[limit(limits::TERM)]
    pub term: u8,
    /// The share of the places that is paid for in the first year, in the second, and so on; the last share holds for
    /// all later years.
    #[limit(limits::TERM, limits::SHARE)]
    pub ramp: Vec<f64>,
    /// The discount on the Lot A price at signing.
    #[limit(limits::SHARE)]
    pub discount: Assumption,
    /// The share of the block price that is paid for an empty place.
    #[limit(limits::SHARE)]
    pub void_share: Assumption,
    /// The occupancy below which empty places are paid for.
    #[limit(limits::SHARE)]
    pub minimum_occupancy: Assumption,
    /// The share of the framework's yearly price rise that the block price follows.
    #[limit(0.0..=2.0)]
    pub indexation: Assumption,
    /// The share of vacated places that are filled again within the year, where there is demand.
    #[limit(limits::SHARE)]
    pub refill: Assumption,
    /// The probability that the contract is awarded.
    #[limit(limits::SHARE)]
    pub award: Assumption,
    /// Whether the contract is treated as signed, whatever `award` says.
    pub signed: bool,
    /// Whether the places are near the homes of the pupils, so that they travel no further than pupils who are placed
    /// in their own district. Otherwise they travel as far as any pupil on the framework.
    pub near_home: bool,
    /// The planner's reason for this block, in the planner's own words; empty where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

impl Block {
    /// Whether two blocks compete for some of the same pupils: they share a district, a need and a phase. An empty list
    /// stands for all.
    pub fn overlaps(&self, other: &Block) -> bool {
        fn share<T: PartialEq>(one: &[T], other: &[T]) -> bool {
            one.is_empty() || other.is_empty() || one.iter().any(|item| other.contains(item))
        }
        share(&self.districts, &other.districts)
            && share(&self.needs, &other.needs)
            && share(&self.phases, &other.phases)
    }
}
