//! What is held of one council beyond the national record.

use super::{Count, Finding, Publication, Verdict};
use crate::field::January;

/// What is held of one council beyond the national record. Each part may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The text of its published baseline, a scenario file.
    pub baseline: Option<&'static str>,
    /// The published counts of its placements, in the order that a planner is offered them.
    pub counts: &'static [Count],
    /// What its baseline and its counts rest on.
    pub publications: &'static [Publication],
    /// What words of the field mean in it, by the name of the term, where that is more than they mean elsewhere.
    pub words: &'static [(&'static str, &'static str)],
    /// Other names of its districts: what they are called, and what they are, in small letters.
    pub district_names: &'static [(&'static str, &'static str)],
    /// How its districts stand as tiles.
    pub tile_map: Option<TileMap>,
    /// The report on its framework contract.
    pub report: Option<Report>,
    /// Its own plan for placements.
    pub plan: Option<Plan>,
    /// The decision on who may take an SRP place.
    pub srp_decision: Option<Decision>,
}

impl Facts {
    /// Nothing.
    pub const NONE: Facts = Facts {
        baseline: None,
        counts: &[],
        publications: &[],
        words: &[],
        district_names: &[],
        tile_map: None,
        report: None,
        plan: None,
        srp_decision: None,
    };
}

/// A decision of a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// As it is named in a sentence.
    pub name: &'static str,
    /// As it is cited.
    pub reference: &'static str,
    /// What it says.
    pub note: &'static str,
}

/// Where a tile stands: column and row.
pub type Tile = (u8, u8);

/// The districts of a council as equal tiles, by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileMap {
    /// Each district by its code.
    pub districts: &'static [(&'static str, Tile)],
    /// Neighbours that are no districts of the council, by name.
    pub beyond: &'static [(&'static str, Tile)],
}

impl TileMap {
    /// The tiles of some districts, by code; none where they are not the ones that it lays out.
    pub fn tiles<'a>(&self, codes: impl ExactSizeIterator<Item = &'a str>) -> Option<Vec<Tile>> {
        let of = |code: &str| self.districts.iter().find(|(known, _)| *known == code).map(|(_, tile)| *tile);
        (codes.len() == self.districts.len()).then(|| codes.map(of).collect()).flatten()
    }
}

/// A council's report on its framework contract, worked through figure by figure.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// What it is, and how to read the sums of its audit.
    pub source: &'static str,
    /// Upper limit of the contract's value if numbers stay as they are, in pounds.
    pub ceiling: f64,
    /// Value of the contract if numbers fall as planned, in pounds.
    pub reduced: f64,
    /// Its figures, worked out again.
    pub audit: fn() -> Vec<Chapter>,
    /// Where its words do not fit together.
    pub inconsistencies: &'static [Inconsistency],
}

/// Findings of an audit that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// What it is about.
    pub title: &'static str,
    /// What it comes to, in a sentence or two.
    pub said: String,
    /// Its findings, in the order of the report.
    pub findings: Vec<Finding>,
}

impl Chapter {
    /// How many of its findings have a verdict.
    pub fn with(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

/// A place where a report does not fit itself, or another council paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inconsistency {
    /// Paragraphs of the report.
    pub paragraphs: &'static str,
    /// What does not fit, and what to take care of.
    pub text: &'static str,
}

/// A council's own plan for placements: a straight line from one number to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Pupils in the January in which it begins.
    pub start: u32,
    /// Pupils in the January in which it ends.
    pub end: f64,
    /// The January in which it begins.
    pub from: January,
    /// The January in which it ends.
    pub to: January,
    /// Where its numbers come from, and what in them is assumed.
    pub source: &'static str,
}

impl Plan {
    /// Its pupils in a January: as many as at its beginning before it, as many as at its end after it.
    pub fn at(&self, january: January) -> f64 {
        let (from, steps) = (f64::from(self.start), f64::from(self.to.0 - self.from.0));
        let taken = f64::from(january.0.clamp(self.from.0, self.to.0) - self.from.0);
        from + (self.end - from) * taken / steps
    }

    /// Where the plan's fall ends, taken in proportion from a number of pupils; its own end from no more pupils than it
    /// begins with.
    pub fn end_from(&self, opening: f64) -> f64 {
        let start = f64::from(self.start);
        if opening <= start { self.end } else { opening * self.end / start }
    }

    /// Its Januaries with their pupils, from its beginning to its end.
    pub fn by_january(&self) -> impl DoubleEndedIterator<Item = (January, f64)> + use<> {
        let plan = *self;
        (self.from.0..=self.to.0).map(January).map(move |january| (january, plan.at(january)))
    }
}
