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
mod diversion;
mod edit;
mod fields;
mod grouping;
mod label;
mod lever;
pub mod limits;
mod mark;
mod money;
mod patch;
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
pub use diversion::{Alternatives, Capacity, LocalProvision, Localities, Mix, School, SrpOpening, Tribunal};
pub use edit::{BlockEdit, Edit};
pub use grouping::{Grouping, GroupingEdit, THE_REST};
pub use lever::{LeverRange, Reading};
pub use mark::mark;
pub use money::{Area, Dependence, HighNeeds, Transport};
pub use set::SetError;
pub use table::{Group, Lever};
pub use version::{VERSION, told};

use crate::council::{self, Base, Council};
use crate::field::{Age, January, Phase};
use crate::json::{self, Json, Unreadable};
use serde::Serialize;
use std::collections::BTreeMap;

/// Everything that a simulation is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// What the planner calls it.
    pub name: String,
    /// What the planner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Which years.
    pub horizon: Horizon,
    /// The pupils placed at the start.
    pub opening: Opening,
    /// Where they live.
    pub districts: Districts,
    /// Their primary needs.
    pub needs: Needs,
    /// Who may join.
    pub demand: Demand,
    /// Who leaves.
    pub leaving: Leaving,
    /// Who cannot be diverted.
    pub tribunal: Tribunal,
    /// Inclusion in mainstream schools.
    pub localities: Localities,
    /// New places near home.
    pub local_provision: LocalProvision,
    /// How many pupils the independent schools can take.
    pub capacity: Capacity,
    /// What becomes of those who do not join.
    pub alternatives: Alternatives,
    /// The framework contract.
    pub framework: Framework,
    /// Prices.
    pub prices: Prices,
    /// Block contracts.
    pub blocks: Vec<Block>,
    /// Home-to-school transport.
    pub transport: Transport,
    /// The High Needs Block.
    pub high_needs: HighNeeds,
    /// How uncertain numbers hang together.
    pub dependence: Dependence,
    /// Groups of districts reported by themselves.
    pub areas: Vec<Area>,
    /// How many futures, from which seed.
    pub run: Run,
}

/// Which years: from the January of the opening stock, a step a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Horizon {
    /// The January of the opening stock.
    pub opening_january: January,
    /// How many Januaries follow.
    pub years: u8,
}

/// The pupils placed at the start.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opening {
    /// Which of the published counts this follows, and so what it counts.
    pub base: Base,
    /// How many pupils; a whole number.
    pub pupils: Assumption,
    /// Pupils by age; only the proportions count.
    pub age_profile: AgeTable,
}

/// A number for each age; an age that is not named has 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgeTable {
    /// The numbers.
    pub values: BTreeMap<Age, f64>,
    /// Unit, source and note.
    pub basis: Basis,
}

impl AgeTable {
    /// The number for an age.
    pub fn at(&self, age: Age) -> f64 {
        self.values.get(&age).copied().unwrap_or(0.0)
    }

    /// The sum over all ages.
    pub fn total(&self) -> f64 {
        self.values.values().sum()
    }
}

/// Where pupils live.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Districts {
    /// The districts, in the order of every table.
    pub list: Vec<District>,
    /// How well the shares are known: the size of a Dirichlet distribution; 0 means exactly.
    pub concentration: Assumption,
    /// Whether the weights are counts of the opening pupils: these then have exactly these shares,
    /// and the concentration speaks of joiners alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// What stands behind the weights.
    pub weight_basis: Basis,
    /// What stands behind the cohort indices.
    pub cohort_basis: Basis,
    /// The September to which the cohort index of 1 belongs.
    pub cohort_from: u16,
    /// The September whose population the districts' cohort figures give; straight in between,
    /// flat afterwards.
    pub cohort_to: u16,
}

/// One district.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct District {
    /// Code of the Office for National Statistics, or any other that is unique.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether a school under the present dynamic purchasing system (DPS) stands here.
    pub dps_school: bool,
    /// Its part of the placements, beside the other districts' weights.
    pub weight: f64,
    /// Latitude of its middle, in degrees.
    pub latitude: f64,
    /// Longitude of its middle, in degrees.
    pub longitude: f64,
    /// When the Localities Model starts here, in decimal years.
    pub localities_start: f64,
    /// Its part of the new SRP places, beside the other districts' weights.
    pub srp_weight: f64,
    /// School-age population at `cohort_to` as a multiple of that at `cohort_from`.
    pub cohort: Cohort,
}

/// A multiple for each phase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cohort {
    /// Ages 4 to 10.
    pub primary: f64,
    /// Ages 11 to 15.
    pub secondary: f64,
    /// Ages 16 and over.
    pub post_16: f64,
}

impl Cohort {
    /// The multiple of a phase.
    pub fn at(self, phase: Phase) -> f64 {
        match phase {
            Phase::Primary => self.primary,
            Phase::Secondary => self.secondary,
            Phase::Post16 => self.post_16,
        }
    }
}

/// Primary needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Needs {
    /// The needs, in the order of every table.
    pub list: Vec<Need>,
    /// How well the mix is known: the size of a Dirichlet distribution; 0 means exactly.
    pub concentration: Assumption,
    /// Whether the opening weights are counts of the opening pupils: these then have exactly this
    /// mix, and the concentration speaks of joiners alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub counted: bool,
    /// What stands behind the weights.
    pub weight_basis: Basis,
    /// What stands behind the effect on each need and the shares suited.
    pub suits_basis: Basis,
}

/// One primary need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Need {
    /// Short name, as in the head of a table.
    pub code: String,
    /// Name in full.
    pub name: String,
    /// Its part of the opening stock, beside the other needs' weights.
    pub opening_weight: f64,
    /// Its part of the joiners, beside the other needs' weights.
    pub joiner_weight: f64,
    /// Localities effect on this need as a multiple of the general one.
    pub localities_multiplier: f64,
    /// Share of its pupils whom an SRP suits.
    pub srp_share: f64,
    /// Whether policy excludes it from SRPs.
    pub srp_excluded: bool,
    /// Share of its pupils whom a state special school suits.
    pub special_share: f64,
}

/// Years ahead up to which forecasts could be checked against what came: the published counts reach from
/// January 2019 to January 2025.
pub const CHECKED_YEARS: usize = council::JANUARIES - 1;

/// Who may join.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Demand {
    /// Joiners a year by age, at a stock of `reference_pupils` and before any growth.
    pub joiners_by_age: AgeTable,
    /// The stock to which `joiners_by_age` belongs.
    pub reference_pupils: Assumption,
    /// How far the council's own level of joiners may be off.
    pub joiner_scale: Assumption,
    /// Trend of the joiner rate a year, before interventions, from the opening academic year.
    pub growth: Assumption,
    /// Weight of the rate at which England's councils have joiners, against the council's own; 0 for the
    /// council's own alone.
    pub pooling: Assumption,
    /// Standard deviation of the level that joiners start from, on the scale of the path.
    pub level_doubt: Assumption,
    /// Standard deviation of a year's step of the path away from the trend.
    pub wander: Assumption,
    /// How much of the way that the path has wandered stays in the next year; 1 for all of it.
    pub wander_memory: Assumption,
    /// How much the path falls back a year for each unit of the log of `share_over_england`.
    pub pull_back: Assumption,
    /// The council's share of plans in independent and non-maintained special schools over England's.
    pub share_over_england: Assumption,
    /// Share of growth and wander that goes on with each year beyond those that could be checked.
    pub fade: Assumption,
    /// Share of joiners more in each September before a national reform.
    pub rush: Assumption,
    /// Share of joiners fewer from the September of the reform on.
    pub reform: Assumption,
    /// When the reform acts, in decimal years.
    pub reform_from: Assumption,
    /// Size of the gamma shock common to all joiners of a year; 0 means no shock.
    pub shock_k: Assumption,
    /// Added to the school-age population a year by migration and new housing.
    pub migration: Assumption,
}

/// Who leaves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leaving {
    /// Bands that together name every age once.
    pub bands: Vec<HazardBand>,
}

impl Leaving {
    /// The mean of the hazard of an age; 1 where no band has it, for nobody stays on there.
    pub fn mean_hazard(&self, age: Age) -> f64 {
        let band = self.bands.iter().find(|band| (band.from_age..=band.to_age).contains(&age));
        band.map_or(1.0, |band| band.hazard.amount.mean())
    }
}

/// The probability of leaving at the end of an academic year, for a band of ages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HazardBand {
    /// First age.
    pub from_age: Age,
    /// Last age.
    pub to_age: Age,
    /// The probability, one draw a future for the whole band.
    pub hazard: Assumption,
}

/// How many futures, from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// How many futures.
    pub futures: u32,
    /// Where chance begins: the same seed gives the same futures.
    pub seed: u64,
}

impl Unreadable {
    /// What is wrong, after what the field is called.
    fn told(&self) -> String {
        if self.path.is_empty() {
            format!("{self}.")
        } else {
            format!("{}: {self}.", label::label(&self.path))
        }
    }
}

impl Scenario {
    /// The published baseline that the planner opens with: that of [`council::DEFAULT`].
    ///
    /// # Panics
    /// Never: the file is part of the program and a test reads and checks it.
    pub fn kent() -> Scenario {
        Scenario::from_json(Scenario::published_text()).expect("the scenario that is part of the program")
    }

    /// Its text.
    fn published_text() -> &'static str {
        council::of(council::DEFAULT).facts().baseline.unwrap_or_default()
    }

    /// The council that it is of.
    #[allow(clippy::unused_self)] // every scenario is of the one council so far
    pub fn council(&self) -> &'static Council {
        council::of(council::DEFAULT)
    }

    /// Reads a scenario file of any version.
    ///
    /// # Errors
    /// The first reason, where the text is not JSON, or a field is missing, unknown or of the wrong
    /// type.
    pub fn from_json(text: &str) -> Result<Scenario, Unreadable> {
        let mut tree = json::parse(text)?;
        version::current(&mut tree)?;
        let (scenario, refused) = json::read_tree(&tree);
        refused.into_iter().next().map_or(Ok(scenario), Err)
    }

    /// Reads and checks a scenario file of any version, and says which it was.
    ///
    /// # Errors
    /// Everything that is wrong with it, a sentence each, by what the fields are called.
    pub fn open(text: &str) -> Result<(Checked, u64), Vec<String>> {
        json::parse(text).map_err(|unreadable| vec![unreadable.told()]).and_then(Scenario::of_tree)
    }

    /// The same for what a text holds.
    fn of_tree(mut tree: Json) -> Result<(Checked, u64), Vec<String>> {
        let version = version::current(&mut tree).map_err(|unreadable| vec![unreadable.told()])?;
        let (scenario, refused): (Scenario, Vec<Unreadable>) = json::read_tree(&tree);
        let mut told: Vec<String> = refused.iter().map(Unreadable::told).collect();
        match scenario.check() {
            Ok(checked) if refused.is_empty() => return Ok((checked, version)),
            Ok(_) => {}
            Err(problems) => {
                let is_apart = |one: &str, other: &str| !one.starts_with(other) && !other.starts_with(one);
                // What is said of a blank, or of a whole with a blank in it, says nothing.
                let stands = |problem: &&Problem| {
                    refused.is_empty()
                        || problem.is_alone && refused.iter().all(|it| is_apart(&it.path, &problem.path))
                };
                told.extend(problems.iter().filter(stands).map(Problem::told));
            }
        }
        Err(told)
    }

    /// What differs from another scenario, as pieces of JSON; numbers that take many letters stand
    /// by themselves.
    pub fn difference(&self, from: &Scenario) -> Vec<Result<String, f64>> {
        let trees = [from, self].map(|scenario| json::parse(&scenario.to_json()));
        let change = match &trees {
            [Ok(old), Ok(new)] => patch::difference(old, new),
            _ => None,
        };
        change.unwrap_or_else(|| Json::Fields(Vec::new())).pieces()
    }

    /// The scenario that differs from this one by so much.
    ///
    /// # Errors
    /// Everything that is wrong with it, a sentence each.
    pub fn differing(&self, by: &str) -> Result<Checked, Vec<String>> {
        let changed = json::parse(&self.to_json()).and_then(|old| patch::apply(&old, &json::parse(by)?));
        let tree = changed.map_err(|unreadable| vec![unreadable.told()])?;
        Scenario::of_tree(tree).map(|(checked, _)| checked)
    }

    /// What tells it from a scenario with other values, whatever its texts say.
    pub fn fingerprint(&self) -> [u8; 4] {
        let mut bare = Scenario { name: String::new(), note: None, ..self.clone() };
        bare.each_basis(&mut |basis| {
            basis.reference.clear();
            basis.note.clear();
        });
        bare.each_rationale(&mut String::clear);
        mark(bare.to_json().as_bytes())
    }

    /// As it will be read back from its own text, so that a reload or a file gives the same futures.
    /// Reading may miss the last bit of a number with 16 figures or more; what it gives is then read
    /// as it is written, but for a few numbers in ten million. The feature of `serde_json` that
    /// reads every number exactly would weigh 8 kB of the page.
    #[must_use]
    pub fn settled(mut self) -> Scenario {
        for _ in 0..8 {
            match Scenario::from_json(&self.to_json()) {
                Ok(read) if read != self => self = read,
                _ => break,
            }
        }
        self
    }

    /// Whether it says the same and so gives the same futures, whatever it is called and said to
    /// be, and whatever the reasons given.
    pub fn is_like(&self, other: &Scenario) -> bool {
        let [one, other] = [self, other].map(|scenario| {
            let mut bare = Scenario { name: String::new(), note: None, ..scenario.clone() };
            bare.each_rationale(&mut String::clear);
            bare
        });
        one == other
    }

    /// The text of a scenario file.
    pub fn to_json(&self) -> String {
        // A scenario has only text keys and finite or null numbers: writing it cannot fail.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        let fields = text.strip_prefix('{').unwrap_or_default();
        ["{\n  \"version\": ", &VERSION.to_string(), ",", fields].concat()
    }
}
