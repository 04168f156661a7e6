//! One row of the table of assumptions.

use crate::scenario::{Control, Group, Source};

/// One assumption, or one choice of the planner, as the table shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its path in a scenario file, which is also its address: `demand.growth`.
    pub path: String,
    /// The group of controls that it belongs to.
    pub heading: Heading,
    /// The label of the row.
    pub label: String,
    /// The value in words.
    pub value: String,
    /// The range; `None` where every future has the same value.
    pub spread: Option<Spread>,
    /// The unit of the value.
    pub unit: &'static str,
    /// The kind of its source; `None` for a choice.
    pub source: Option<Source>,
    /// The reference: paragraph, table or publication.
    pub reference: String,
    /// The reason for this value.
    pub note: String,
    /// The planner's reason; `None` where a scenario file has no room for one.
    pub rationale: Option<String>,
    /// The published value in words, where the planner's differs.
    pub was: Option<String>,
    /// Whether it differs from the published baseline.
    pub is_changed: bool,
    /// The control that changes it; `None` where only a scenario file can.
    pub control: Option<Control>,
    /// The value to the last digit, by which a change is noticed.
    pub(super) exact: String,
}

/// A range as drawn: shares of the width, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The lower end.
    pub low: f64,
    /// The value in use.
    pub central: f64,
    /// The upper end.
    pub high: f64,
    /// The published value.
    pub published: Option<f64>,
    /// The range in words.
    pub range: String,
}

/// A group of rows, in the order of the controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The pupils placed at the start, where they live and what they need.
    Start,
    /// Who joins and leaves.
    Demand,
    /// Inclusion in mainstream schools, and what overrides it.
    Localities,
    /// Places near home, what they cost, and the capacity of the independent schools.
    LocalProvision,
    /// Prices, the framework, transport.
    Prices,
    /// Block contracts.
    Blocks,
    /// The High Needs Block.
    HighNeeds,
    /// The run, and what is reported.
    Run,
    /// Correlations between uncertain numbers.
    Together,
}

impl Heading {
    /// Every group, in the order of the controls.
    pub const ALL: [Heading; 9] = [
        Heading::Start,
        Heading::Demand,
        Heading::Localities,
        Heading::LocalProvision,
        Heading::Prices,
        Heading::Blocks,
        Heading::HighNeeds,
        Heading::Run,
        Heading::Together,
    ];

    /// The title, here and above its controls.
    pub fn title(self) -> &'static str {
        match self {
            Heading::Start => "Starting point",
            Heading::Demand => "Demand",
            Heading::Localities => "Localities Model",
            Heading::LocalProvision => "Local provision",
            Heading::Prices => "Prices",
            Heading::Blocks => "Block contracts",
            Heading::HighNeeds => "High Needs budget",
            Heading::Run => "Run",
            Heading::Together => "How uncertain numbers move together",
        }
    }
}

impl From<Group> for Heading {
    fn from(group: Group) -> Heading {
        match group {
            Group::Demand => Heading::Demand,
            Group::Localities => Heading::Localities,
            Group::LocalProvision => Heading::LocalProvision,
            Group::Prices => Heading::Prices,
            Group::HighNeeds => Heading::HighNeeds,
        }
    }
}
