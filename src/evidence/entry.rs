//! One row of the table of assumptions.

use crate::scenario::{Control, Group, Source};

/// One assumption, or one choice of the planner's, as the table shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands in a scenario file, and its address: `demand.growth`.
    pub path: String,
    /// The group of controls that it belongs to.
    pub heading: Heading,
    /// What it is called.
    pub label: String,
    /// Its value in words.
    pub value: String,
    /// How far it reaches; none where every future has the same.
    pub spread: Option<Spread>,
    /// What it counts.
    pub unit: &'static str,
    /// The kind of its source; none of a choice, which has none.
    pub source: Option<Source>,
    /// Paragraph, table or publication.
    pub reference: String,
    /// Why this value.
    pub note: String,
    /// What the planner gives as the reason; none where there is no room for one.
    pub rationale: Option<String>,
    /// The published value in words, where the planner's differs.
    pub was: Option<String>,
    /// Whether it differs from the published baseline.
    pub is_changed: bool,
    /// What changes it; none where only a scenario file can.
    pub control: Option<Control>,
    /// Its value to the last digit, to tell whether it was changed.
    pub(super) exact: String,
}

/// A range, drawn small: shares of the width, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Lower end.
    pub low: f64,
    /// The value in use.
    pub central: f64,
    /// Upper end.
    pub high: f64,
    /// The published value.
    pub published: Option<f64>,
    /// The range in words.
    pub said: String,
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

    /// What it is called, here and over its controls.
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
