//! The framework, its prices, and block contracts.

use super::{Assumption, Horizon, limits};
use crate::field::Phase;
use derive::{Described, Read};
use serde::Serialize;

/// The framework contract (council report, paragraphs 4.8 and 4.15).
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Framework {
    /// The September in which it starts.
    #[limit(limits::OPENING_JANUARY)]
    pub start: u16,
    /// Academic years of its initial term.
    #[limit(limits::TERM)]
    pub initial_years: u8,
    /// Extensions of a year each that are taken.
    #[limit(0..=*limits::TERM.end())]
    pub extensions: u8,
    /// Academic years after which it is ended early; none to let it run.
    #[limit(limits::TERM)]
    pub break_after: Option<u8>,
    /// Share of the opening stock placed through the present framework (DPS).
    #[limit(limits::SHARE, fixed)]
    pub opening_share: Assumption,
    /// Share of new placements made through the framework by `participation_by`; today's share is
    /// `opening_share`, straight in between.
    pub participation: Assumption,
    /// The September by which `participation` is reached.
    #[limit(limits::OPENING_JANUARY)]
    pub participation_by: u16,
    /// Share of framework placements with providers of Lot A.
    pub lot_a: Assumption,
    /// Whether pupils of a district without a framework school may travel to one elsewhere.
    pub travel_allowed: bool,
    /// Why the planner has it so, in the planner's own words; empty where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

/// The initial term of the framework with every extension (council report, paragraph 4.15): the years of the
/// published ceiling.
pub const FRAMEWORK_YEARS: usize = 8;

impl Framework {
    /// The academic years of its full length, counted from that of the opening January, from the first to
    /// the one after the last; none where they do not all lie within the horizon.
    pub fn years_within(&self, horizon: Horizon) -> Option<(usize, usize)> {
        let first = usize::from((self.start + 1).checked_sub(horizon.opening_january.0)?);
        let end = first + FRAMEWORK_YEARS;
        (end <= usize::from(horizon.years) + 1).then_some((first, end))
    }

    /// The September from which no new placement can be made through it.
    pub fn end(&self) -> u16 {
        let run = u16::from(self.initial_years) + u16::from(self.extensions);
        self.start + self.break_after.map_or(run, |years| run.min(u16::from(years)))
    }
}

/// Prices, in pounds a pupil and academic year.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Prices {
    /// Whether the known prices are averages of financial years, as a budget has them, and not of academic
    /// ones. The price of the year after the opening one is then paid from its April on.
    pub of_financial_years: bool,
    /// On the framework, in the opening year.
    pub framework_opening: Assumption,
    /// Off the framework, in the opening year.
    pub off_framework_opening: Assumption,
    /// Lot A, in the year after.
    pub lot_a: Assumption,
    /// Lot B, in the year after.
    pub lot_b: Assumption,
    /// Off the framework, in the year after.
    pub off_framework: Assumption,
    /// What joiners pay over the mean of those already placed.
    pub joiner_premium: Assumption,
    /// Yearly uplift of average prices from then on, averaged over the years.
    pub uplift: Assumption,
    /// Standard deviation of a single year's uplift about that average.
    pub uplift_swing: Assumption,
    /// How much of a year's deviation carries into the next: the coefficient of an AR(1) process.
    pub uplift_memory: Assumption,
    /// Share of spend that the fee process avoids a year, framework only.
    pub fee_process: Assumption,
    /// How much of that the uplift already includes.
    pub fee_process_included: Assumption,
    /// Probability that national price bands come.
    pub band_chance: Assumption,
    /// When, in decimal years.
    pub band_start: Assumption,
    /// By how much they change off-framework prices.
    pub band_effect: Assumption,
}

/// What a block contract buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Places for new joiners.
    NewPlaces,
    /// A lower price for pupils who already sit with Lot A providers.
    Conversion,
}

/// A block contract: a number of places bought whether filled or not.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Block {
    /// Name.
    #[limit(limits::NAME)]
    pub name: String,
    /// What it buys.
    pub kind: BlockKind,
    /// Codes of the districts whose children it takes; none means all.
    #[limit(*limits::DISTRICTS.end())]
    pub districts: Vec<String>,
    /// Codes of the needs it takes; none means all.
    #[limit(*limits::NEEDS.end())]
    pub needs: Vec<String>,
    /// Phases at entry that it takes; none means all.
    pub phases: Vec<Phase>,
    /// Places, once the ramp is complete.
    #[limit(limits::VOLUME)]
    pub volume: u32,
    /// The September in which it starts.
    #[limit(limits::OPENING_JANUARY)]
    pub start: u16,
    /// Academic years that it runs.
    #[limit(limits::TERM)]
    pub term: u8,
    /// Share of the volume paid for in its first, second, .. year; the last holds on.
    #[limit(limits::TERM, limits::SHARE)]
    pub ramp: Vec<f64>,
    /// Discount on the Lot A price at signing.
    #[limit(limits::SHARE)]
    pub discount: Assumption,
    /// Share of the block price paid for an empty place.
    #[limit(limits::SHARE)]
    pub void_share: Assumption,
    /// Occupancy below which empty places are paid for: the tolerance is the rest.
    #[limit(limits::SHARE)]
    pub minimum_occupancy: Assumption,
    /// Share of the yearly framework uplift by which the block price rises.
    #[limit(0.0..=2.0)]
    pub indexation: Assumption,
    /// Share of places that fall free which are filled again within the year, where there is demand.
    #[limit(limits::SHARE)]
    pub refill: Assumption,
    /// Probability that the contract is awarded.
    #[limit(limits::SHARE)]
    pub award: Assumption,
    /// Whether to take it as signed, whatever `award` says.
    pub signed: bool,
    /// Whether its places are near its pupils' homes, so that they travel no further than pupils
    /// placed in their own district. Else they travel as any pupil on the framework does.
    pub near_home: bool,
    /// Why the planner has it so, in the planner's own words; empty where nothing is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

impl Block {
    /// Whether another block may take some of the pupils whom this one takes: they share a district, a need and a
    /// phase, of which an empty list means all.
    pub fn overlaps(&self, other: &Block) -> bool {
        fn share<T: PartialEq>(one: &[T], other: &[T]) -> bool {
            one.is_empty() || other.is_empty() || one.iter().any(|item| other.contains(item))
        }
        share(&self.districts, &other.districts)
            && share(&self.needs, &other.needs)
            && share(&self.phases, &other.phases)
    }
}
