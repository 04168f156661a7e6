//! An assumption of a planner: an amount with its unit and its source.

use super::{Amount, limits};
use derive::{Described, Read};
use serde::Serialize;

/// One assumption of a planner: an amount, and the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
pub struct Assumption {
    /// The value, or its distribution over the futures.
    pub amount: Amount,
    /// Unit, source and note.
    pub basis: Basis,
}

impl Assumption {
    /// Whether another assumption says the same. The rationale is left out of the comparison.
    pub(super) fn is_alike(&self, other: &Assumption) -> bool {
        self.amount == other.amount && self.basis.is_same(&other.basis)
    }
}

/// The evidence for a number or a table.
#[derive(Clone, Debug, PartialEq, Serialize, Read, Described)]
#[shared]
pub struct Basis {
    /// What it counts.
    pub unit: Unit,
    /// The kind of source, which the page shows as a tag.
    pub source: Source,
    /// The paragraph, table or publication that it comes from.
    #[limit(limits::NOTE)]
    pub reference: String,
    /// What the number counts and how it was found.
    #[limit(limits::NOTE)]
    pub note: String,
    /// The planner's reason for the value, in the planner's own words; empty where none is given.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[limit(limits::RATIONALE)]
    pub rationale: String,
}

impl Basis {
    /// Whether another basis is the same. The rationale is left out of the comparison.
    pub(super) fn is_same(&self, other: &Basis) -> bool {
        (self.unit, self.source, &self.reference, &self.note)
            == (other.unit, other.source, &other.reference, &other.note)
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A number of pupils on a date.
    Pupils,
    /// A number of pupils in an academic year.
    PupilsAYear,
    /// A share of a whole, 0 to 1.
    Share,
    /// Compound change a year: 0.02 is 2% a year.
    ShareAYear,
    /// A factor; 1 leaves everything as it is.
    Multiplier,
    /// A weight, which counts in proportion to the other weights of its list.
    Weight,
    /// The size of a gamma or Dirichlet distribution: the larger it is, the narrower the distribution.
    Size,
    /// School places.
    Places,
    /// A date in decimal years: 2028.5 is the middle of 2028.
    DecimalYear,
    /// A duration in years.
    Years,
    /// Pounds.
    Pounds,
    /// Pounds a pupil and academic year.
    PoundsAYear,
    /// Kilometres.
    Kilometres,
    /// A correlation, -1 to 1.
    Correlation,
}

impl Unit {
    /// What the number counts, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Unit::Pupils => "pupils",
            Unit::PupilsAYear => "pupils a year",
            Unit::Share => "share of a whole",
            Unit::ShareAYear => "change a year, compound",
            Unit::Multiplier => "times",
            Unit::Weight => "parts of a whole",
            Unit::Size => "how well known: more is closer",
            Unit::Places => "places",
            Unit::DecimalYear => "date",
            Unit::Years => "years",
            Unit::Pounds => "pounds",
            Unit::PoundsAYear => "pounds a pupil and year",
            Unit::Kilometres => "kilometres",
            Unit::Correlation => "correlation, −1 to 1",
        }
    }
}

/// The kind of source of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read, Described)]
#[serde(rename_all = "UPPERCASE")]
pub enum Source {
    /// The council's report of 18 November 2025 (decision 25/00065).
    Seed,
    /// Department for Education, SEN2 return, reporting year 2025.
    Sen2,
    /// Office for National Statistics.
    Ons,
    /// The council's own counts, imported by a planner.
    Council,
    /// No published source: a judgement, which the council should replace by a figure of its own.
    Assumption,
}

impl Source {
    /// The tag as the page shows it. Files call the council's report SEED, as they did from the first.
    pub fn tag(self) -> &'static str {
        match self {
            Source::Seed => "REPORT",
            Source::Sen2 => "SEN2",
            Source::Ons => "ONS",
            Source::Council => "COUNCIL",
            Source::Assumption => "ASSUMPTION",
        }
    }

    /// What the tag means.
    pub fn meaning(self) -> &'static str {
        match self {
            Source::Seed => "the council’s report of 18 November 2025",
            Source::Sen2 => "the Department for Education’s census of plans, January 2025",
            Source::Ons => "the Office for National Statistics",
            Source::Council => "the council’s own counts, imported",
            Source::Assumption => "a judgement, to be replaced by the council’s own figure",
        }
    }
}
