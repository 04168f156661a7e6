//! Every limit on a scenario, in one place.
//!
//! They keep a run within a browser's memory and a planner's patience, and catch slips of the
//! keyboard; none is a statement about the world.

use std::ops::RangeInclusive;

/// Districts in a scenario.
pub const DISTRICTS: RangeInclusive<usize> = 1..=60;
/// Needs in a scenario.
pub const NEEDS: RangeInclusive<usize> = 1..=20;
/// Years after the opening January.
pub const YEARS: RangeInclusive<u8> = 1..=15;
/// The opening January.
pub const OPENING_JANUARY: RangeInclusive<u16> = 2015..=2050;
/// Characters in a name or code.
pub const NAME: RangeInclusive<usize> = 1..=80;
/// Characters in a reference or note.
pub const NOTE: usize = 2_000;
/// Characters in a rationale.
pub const RATIONALE: usize = 500;
/// Opening pupils.
pub const PUPILS: RangeInclusive<f64> = 1.0..=20_000.0;
/// Joiners a year at the reference stock, all ages together.
pub const JOINERS: RangeInclusive<f64> = 0.0..=20_000.0;
/// Joiners a year with every range at its top: the simulation counts them one by one.
pub const JOINERS_AT_MOST: f64 = 100_000.0;
/// Multiplier of joiners.
pub const JOINER_SCALE: RangeInclusive<f64> = 0.0..=5.0;
/// Trend of the joiner rate, a year.
pub const GROWTH: RangeInclusive<f64> = -0.5..=0.5;
/// A council's share of plans in independent and non-maintained special schools over England's.
pub const SHARE_OVER_ENGLAND: RangeInclusive<f64> = 0.01..=100.0;
/// Size of the gamma shock common to all joiners of a year.
pub const SHOCK_K: RangeInclusive<f64> = 1.0..=1_000_000.0;
/// Yearly addition to the school-age population.
pub const MIGRATION: RangeInclusive<f64> = -0.1..=0.1;
/// Population at the end of the cohort index as a multiple of its beginning.
pub const COHORT: RangeInclusive<f64> = 0.2..=5.0;
/// How many Septembers a path of the population may have.
pub const COHORT_PATH: RangeInclusive<usize> = 0..=35;
/// Weight of a district, a need or an age.
pub const WEIGHT: RangeInclusive<f64> = 0.0..=1e9;
/// Size of a Dirichlet distribution, where there is one.
pub const CONCENTRATION: RangeInclusive<f64> = 1.0..=1e9;
/// Spread of a log-normal distribution: its standard deviation over its mean.
pub const CV: RangeInclusive<f64> = 0.0..=0.5;
/// Shape parameters of a beta distribution: below a half its quantiles crowd at the ends.
pub const BETA_SHAPE: RangeInclusive<f64> = 0.5..=1e6;
/// A share or a probability.
pub const SHARE: RangeInclusive<f64> = 0.0..=1.0;
/// A date in decimal years.
pub const YEAR: RangeInclusive<f64> = 2015.0..=2060.0;
/// Scale of the adoption curve, in years.
pub const ADOPTION: RangeInclusive<f64> = 0.02..=20.0;
/// A delay, in years.
pub const DELAY: RangeInclusive<f64> = 0.0..=20.0;
/// Places in local provision or a block.
pub const PLACES: RangeInclusive<f64> = 0.0..=20_000.0;
/// Share of independent places taken at the start, where there is a limit.
pub const OCCUPANCY: RangeInclusive<f64> = 0.1..=1.0;
/// A price or a cost, in pounds a pupil and year.
pub const PRICE: RangeInclusive<f64> = 0.0..=1_000_000.0;
/// Standard deviation of a yearly uplift.
pub const SWING: RangeInclusive<f64> = 0.0..=0.2;
/// Coefficient of an AR(1) process.
pub const MEMORY: RangeInclusive<f64> = 0.0..=0.95;
/// Share of spend avoided by the fee process.
pub const FEE: RangeInclusive<f64> = 0.0..=0.2;
/// Kilometres.
pub const KM: RangeInclusive<f64> = 0.0..=500.0;
/// Road against straight line.
pub const ROAD: RangeInclusive<f64> = 1.0..=3.0;
/// A sum in pounds.
pub const MONEY: RangeInclusive<f64> = 0.0..=1e10;
/// A sum in pounds, or what is owed.
pub const SIGNED_MONEY: RangeInclusive<f64> = -1e10..=1e10;
/// A correlation: short of certain, so that every number keeps chance of its own.
pub const CORRELATION: RangeInclusive<f64> = -0.95..=0.95;
/// Latitude and longitude, in degrees.
pub const DEGREES: RangeInclusive<f64> = -180.0..=180.0;
/// Multiplier of the Localities effect on a need.
pub const EFFECT_MULTIPLIER: RangeInclusive<f64> = 0.0..=10.0;
/// State special schools to come.
pub const SCHOOLS: RangeInclusive<usize> = 0..=40;
/// Block contracts.
pub const BLOCKS: RangeInclusive<usize> = 0..=100;
/// Places of a block.
pub const VOLUME: RangeInclusive<u32> = 0..=5_000;
/// Years of a framework, a block's term, a fill or a ramp.
pub const TERM: RangeInclusive<u8> = 1..=15;
/// Reporting areas, of all groupings together.
pub const AREAS: RangeInclusive<usize> = 0..=40;
/// Openings of SRP places planned by district and year.
pub const OPENINGS: RangeInclusive<usize> = 0..=500;
/// Futures of a run.
pub const FUTURES: RangeInclusive<u32> = 1..=1_000_000;
/// Seed: a whole number that JSON and every spreadsheet hold exactly.
pub const SEED: RangeInclusive<u64> = 0..=999_999_999;
