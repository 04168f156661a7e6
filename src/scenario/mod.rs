//! Everything that a planner can set: the scenario, its limits, the checks on it and the controls over it.
//!
//! A [`Scenario`] is plain data, as in a file. [`Scenario::check`] turns it into a [`Checked`] scenario or lists
//! everything that is wrong with it. Only a checked scenario can be simulated.

mod amount;
mod assumption;
mod block_part;
mod block_term;
mod by_name;
mod check;
mod contract;
mod control;
mod counts;
mod districts;
mod diversion;
mod edit;
mod grouping;
mod label;
mod lever;
mod lever_spec;
pub mod limits;
mod mark;
mod money;
mod open;
mod patch;
mod pupils;
mod roster;
mod schema;
mod set;
mod table;
#[cfg(test)]
mod tests;
mod version;

pub use amount::{Amount, Pert};
pub use assumption::{Assumption, Basis, Source, Unit};
pub use block_part::BlockPart;
pub use block_term::{BlockTerm, TERM_PLACES};
pub use check::{Checked, Problem};
pub use contract::{Block, BlockKind, Framework, Prices};
pub use control::Control;
pub use counts::{Counts, holds_small_counts};
pub use districts::{Cohort, District, Districts, Need, Needs};
pub use diversion::{Alternatives, Capacity, LocalProvision, Localities, Mix, School, SrpOpening, Tribunal};
pub use edit::{BlockEdit, Edit};
pub use grouping::{Grouping, GroupingEdit, THE_REST};
pub use lever::{LeverRange, Reading};
pub use lever_spec::{Group, Lever, Stage};
pub use mark::mark;
pub use money::{Agreement, Area, Dependence, HighNeeds, Transport};
pub use pupils::{AgeTable, CHECKED_YEARS, Demand, HazardBand, Leaving, Opening};
pub use roster::Listed;
pub use set::SetError;
pub use version::{VERSION, upgrade_note};

use crate::council::Code;
use crate::field::January;
use derive::{Described, Read};
use serde::Serialize;

/// Everything that a simulation depends on.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Scenario {
    /// The name that the planner gives it.
    #[limit(limits::NAME)]
    pub name: String,
    /// The planner's description of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[limit(limits::NOTE)]
    pub note: Option<String>,
    /// The council whose scenario it is, by its code of the Office for National Statistics, such as E10000016.
    pub council: Code,
    /// The years to simulate.
    pub horizon: Horizon,
    /// The pupils who are placed at the start.
    pub opening: Opening,
    /// The districts in which pupils live.
    pub districts: Districts,
    /// The primary needs of pupils.
    pub needs: Needs,
    /// Who may join.
    pub demand: Demand,
    /// Who leaves.
    pub leaving: Leaving,
    /// Placements that tribunals direct or the council concedes on appeal.
    pub tribunal: Tribunal,
    /// The Localities Model: inclusion in mainstream schools.
    pub localities: Localities,
    /// New specialist places near home.
    pub local_provision: LocalProvision,
    /// The number of pupils that independent schools can take.
    pub capacity: Capacity,
    /// Where a pupil who does not join goes instead, and what that costs a year (2024/25 prices).
    pub alternatives: Alternatives,
    /// The framework contract (council report, paragraphs 4.8 and 4.15).
    pub framework: Framework,
    /// Prices, in pounds a pupil and academic year.
    pub prices: Prices,
    /// The block contracts.
    #[limit(limits::BLOCKS)]
    pub blocks: Vec<Block>,
    /// Home-to-school transport, paid from the General Fund and never from the High Needs Block.
    pub transport: Transport,
    /// The High Needs Block of the Dedicated Schools Grant. The base year is the financial year that begins
    /// in the calendar year of the opening January.
    pub high_needs: HighNeeds,
    /// The agreement under which the council brings the High Needs Block into balance; null where it has none.
    pub agreement: Option<Agreement>,
    /// Correlations between uncertain numbers: those of their standard normals in a Gaussian copula.
    pub dependence: Dependence,
    /// Groups of districts for which results are reported separately.
    #[limit(limits::AREAS)]
    pub areas: Vec<Area>,
    /// The number of futures and the seed.
    pub run: Run,
}

/// The years to simulate: one step a year from the January of the opening stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Horizon {
    /// The January of the opening stock.
    #[limit(limits::OPENING_JANUARY)]
    pub opening_january: January,
    /// The number of years after the opening January.
    #[limit(limits::YEARS)]
    pub years: u8,
}

/// The number of futures and the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Run {
    /// The number of futures to simulate.
    #[limit(limits::FUTURES)]
    pub futures: u32,
    /// The seed of the random numbers: the same seed gives the same futures.
    #[limit(limits::SEED)]
    pub seed: u64,
}
