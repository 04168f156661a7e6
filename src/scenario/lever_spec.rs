//! The levers, and what is fixed about each: its names, the unit in which it is shown, and its limits.

use super::{Assumption, Scenario};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// A control over one uncertain number; its position is its row in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)] // its row in `table` has a label and a help text
pub enum Lever {
    Growth,
    Pooling,
    Joiners,
    Wander,
    LevelDoubt,
    WanderMemory,
    PullBack,
    Fade,
    Rush,
    Reform,
    ReformFrom,
    Swing,
    Migration,
    Effect,
    Midpoint,
    Tribunal,
    Adoption,
    Lag,
    Returns,
    ReturnsByTribunal,
    Backfire,
    TribunalOff,
    SrpPlaces,
    SrpDisplacement,
    SchoolDisplacement,
    SrpSlip,
    Turnover,
    Occupancy,
    CapacityGrowth,
    CapacityFollows,
    CostMainstream,
    CostSrp,
    CostSpecial,
    CostEotas,
    CostGrowth,
    Uplift,
    Premium,
    Participation,
    LotA,
    UpliftSwing,
    UpliftMemory,
    FeeProcess,
    FeeProcessIncluded,
    BandChance,
    BandStart,
    BandEffect,
    PriceLotA,
    PriceLotB,
    PriceOff,
    PriceFrameworkOpening,
    PriceOffOpening,
    TransportFixed,
    TransportKm,
    TransportCap,
    TransportLocal,
    TransportRoad,
    OutOfDistrict,
    EligibleUnder16,
    Eligible16,
    TransportGrowth,
    Gap,
    BudgetGrowth,
    OtherGrowth,
    BudgetOther,
    OtherSavings,
    SavingsDelay,
    SchoolsTransfer,
    Budget,
    OpeningDeficit,
    Contributions,
    GrantShare,
    GrantChance,
}

/// The group of controls to which a lever belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Demand: who may join.
    Demand,
    /// The Localities Model, and the tribunals that override it.
    Localities,
    /// Places near home, their costs, and the capacity of the independent schools.
    LocalProvision,
    /// Prices, the reach of the framework, and transport.
    Prices,
    /// The High Needs Block.
    HighNeeds,
}

/// The first stage of a future that a lever affects. When the lever moves, the future is simulated again from that
/// stage on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// The opening pupils, and so the whole future.
    Opening,
    /// The first year's joiners.
    Years,
    /// The costs, while all pupils stay where they are.
    Prices,
    /// The balance of the High Needs Block alone.
    Budget,
}

/// The scale on which a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// The number itself.
    Plain,
    /// A share, in per cent.
    Percent,
    /// Pounds, in millions.
    Millions,
    /// A multiplier of joiners, as joiners a year.
    Joiners,
    /// The size of a gamma shock, as its coefficient of variation in per cent.
    Swing,
}

/// What happens to the range of a lever when its central value moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The range moves by the same amount.
    Shift,
    /// The range grows and shrinks in proportion.
    Stretch,
}

/// The kind of amount that a lever accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any amount.
    Uncertain,
    /// A number that is the same in every future.
    Fixed,
    /// Any amount, or 0 for none.
    Size,
}

/// Everything that is fixed about a lever.
pub(super) struct Spec {
    pub(super) lever: Lever,
    /// The address of its random number. It is part of the meaning of a seed: add new ones, and never renumber.
    pub(super) slot: u32,
    pub(super) stage: Stage,
    pub(super) path: &'static str,
    pub(super) group: Group,
    /// Whether it is a main control of its group, rather than one of the further assumptions.
    pub(super) main: bool,
    pub(super) label: &'static str,
    pub(super) unit: &'static str,
    pub(super) help: &'static str,
    pub(super) scale: Scale,
    pub(super) moves: Move,
    pub(super) kind: Kind,
    /// The values that it can take, as in a file.
    pub(super) range: RangeInclusive<f64>,
    /// The values between which the control moves, as shown; for joiners as multiples of the central value.
    pub(super) bounds: RangeInclusive<f64>,
    /// The values between which its range can lie, likewise.
    pub(super) reach: RangeInclusive<f64>,
    pub(super) step: f64,
    pub(super) places: usize,
    pub(super) get: fn(&Scenario) -> &Assumption,
    pub(super) get_mut: fn(&mut Scenario) -> &mut Assumption,
}
