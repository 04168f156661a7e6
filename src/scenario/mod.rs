//! What a planner may say: the scenario, its checks, its limits and the controls over it.
//!
//! A [`Scenario`] is plain data, as in a file. [`Scenario::check`] turns it into a [`Checked`] one
//! or says everything that is wrong with it; only a checked scenario can be simulated.

mod amount;
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
pub mod limits;
mod mark;
mod money;
mod open;
mod patch;
mod pupils;
mod schema;
mod set;
mod table;
#[cfg(test)]
mod tests;
mod version;

pub use amount::{Amount, Assumption, Basis, Pert, Source, Unit};
pub use block_part::BlockPart;
pub use block_term::{BlockTerm, TERM_PLACES};
pub use check::{Checked, Problem};
pub use contract::{Block, BlockKind, Framework, Prices};
pub use control::Control;
pub use counts::Counts;
pub use districts::{Cohort, District, Districts, Need, Needs};
pub use diversion::{Alternatives, Capacity, LocalProvision, Localities, Mix, School, SrpOpening, Tribunal};
pub use edit::{BlockEdit, Edit};
pub use grouping::{Grouping, GroupingEdit, THE_REST};
pub use lever::{LeverRange, Reading};
pub use mark::mark;
pub use money::{Agreement, Area, Dependence, HighNeeds, Transport};
pub use pupils::{AgeTable, CHECKED_YEARS, Demand, HazardBand, Leaving, Opening};
pub use set::SetError;
pub use table::{Group, Lever, Stage};
pub use version::{VERSION, told};

use crate::council::Code;
use crate::field::January;
use derive::{Described, Read};
use serde::Serialize;

/// Everything that a simulation is told.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Scenario {
    /// What the planner calls it.
    #[limit(limits::NAME)]
    pub name: String,
    /// What the planner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[limit(limits::NOTE)]
    pub note: Option<String>,
    /// The council that it is of, by its code of the Office for National Statistics, such as E10000016.
    pub council: Code,
    /// Which years: from the January of the opening stock, a step a year.
    pub horizon: Horizon,
    /// The pupils placed at the start.
    pub opening: Opening,
    /// Where pupils live.
    pub districts: Districts,
    /// Primary needs.
    pub needs: Needs,
    /// Who may join.
    pub demand: Demand,
    /// Who leaves.
    pub leaving: Leaving,
    /// Tribunals and conceded appeals.
    pub tribunal: Tribunal,
    /// The Localities Model: inclusion in mainstream schools.
    pub localities: Localities,
    /// New specialist places near home.
    pub local_provision: LocalProvision,
    /// How many pupils the independent schools can take.
    pub capacity: Capacity,
    /// What becomes of a pupil who does not join, and what it costs a year (2024/25).
    pub alternatives: Alternatives,
    /// The framework contract (council report, paragraphs 4.8 and 4.15).
    pub framework: Framework,
    /// Prices, in pounds a pupil and academic year.
    pub prices: Prices,
    /// Block contracts.
    #[limit(limits::BLOCKS)]
    pub blocks: Vec<Block>,
    /// Home-to-school transport, paid from the General Fund and never from the High Needs Block.
    pub transport: Transport,
    /// The High Needs Block of the Dedicated Schools Grant. The base year is the financial year that begins
    /// in the calendar year of the opening January.
    pub high_needs: HighNeeds,
    /// The agreement under which the council brings the High Needs Block into balance; null where it has none.
    pub agreement: Option<Agreement>,
    /// Correlations between uncertain numbers: of their standard normals, in a Gaussian copula.
    pub dependence: Dependence,
    /// Groups of districts reported by themselves.
    #[limit(limits::AREAS)]
    pub areas: Vec<Area>,
    /// How many futures, from which seed.
    pub run: Run,
}

/// Which years: from the January of the opening stock, a step a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Horizon {
    /// The January of the opening stock.
    #[limit(limits::OPENING_JANUARY)]
    pub opening_january: January,
    /// How many Januaries follow.
    #[limit(limits::YEARS)]
    pub years: u8,
}

/// How many futures, from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
pub struct Run {
    /// How many futures.
    #[limit(limits::FUTURES)]
    pub futures: u32,
    /// Where chance begins: the same seed gives the same futures.
    #[limit(limits::SEED)]
    pub seed: u64,
}
