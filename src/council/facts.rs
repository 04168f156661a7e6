//! What is known of one council beyond the national record.

use super::{Count, Event, Finding, Publication, Verdict};
use crate::field::January;

/// What is known of one council beyond the national record. Each part may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The text of its published baseline, a scenario file.
    pub baseline: Option<&'static str>,
    /// The published counts of its placements, in the order in which a planner is offered them.
    pub counts: &'static [Count],
    /// The publications behind its baseline and its counts.
    pub publications: &'static [Publication],
    /// What happened since, and what is to happen.
    pub events: &'static [Event],
    /// Terms with a special meaning in the council, each with that meaning.
    pub words: &'static [(&'static str, &'static str)],
    /// Other names of its districts in lower case, each with the name of the district.
    pub district_names: &'static [(&'static str, &'static str)],
    /// The layout of its districts as tiles.
    pub tile_map: Option<TileMap>,
    /// The report on its framework contract.
    pub report: Option<Report>,
    /// The council's own plan for placements.
    pub plan: Option<Plan>,
    /// What may become of it and its districts.
    pub reorganisation: Option<Reorganisation>,
    /// Share of its INMSS placements that are in non-maintained special schools, 0 to 1 (SEN2).
    pub non_maintained: Option<f64>,
    /// The decision on which pupils may take an SRP place.
    pub srp_decision: Option<Decision>,
}

impl Facts {
    /// A council of which nothing is known beyond the national record.
    pub const NONE: Facts = Facts {
        baseline: None,
        counts: &[],
        publications: &[],
        events: &[],
        words: &[],
        district_names: &[],
        tile_map: None,
        report: None,
        plan: None,
        reorganisation: None,
        non_maintained: None,
        srp_decision: None,
    };
}

/// Ways in which a council may be divided into new ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reorganisation {
    /// What the options are, and what is not known of them.
    pub note: &'static str,
    /// The options that can be shown.
    pub options: &'static [Division],
}

/// A division of a council's districts into areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// What it is called.
    pub name: &'static str,
    /// What it is, in a sentence or two.
    pub said: &'static str,
    /// Its areas: the name of each, and the codes of its districts.
    pub areas: &'static [(&'static str, &'static [&'static str])],
}

/// A decision of a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The name of the decision, for use within a sentence.
    pub name: &'static str,
    /// The reference by which it is cited.
    pub reference: &'static str,
    /// What the decision says.
    pub note: &'static str,
}

/// The position of a tile: column and row.
pub type Tile = (u8, u8);

/// The districts of a council as equal tiles, laid out by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileMap {
    /// Each district by its code.
    pub districts: &'static [(&'static str, Tile)],
    /// Neighbours that are not districts of the council, by name.
    pub beyond: &'static [(&'static str, Tile)],
}

impl TileMap {
    /// The tiles of some districts, by code; `None` where they are not the districts of this layout.
    pub fn tiles<'a>(&self, codes: impl ExactSizeIterator<Item = &'a str>) -> Option<Vec<Tile>> {
        let of = |code: &str| self.districts.iter().find(|(known, _)| *known == code).map(|(_, tile)| *tile);
        (codes.len() == self.districts.len()).then(|| codes.map(of).collect()).flatten()
    }
}

/// A council's report on its framework contract, worked through figure by figure.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// The title of the report, and how to read the sums of its audit.
    pub source: &'static str,
    /// The upper limit of the contract's value if numbers stay as they are, in pounds.
    pub ceiling: f64,
    /// The value of the contract if numbers fall as planned, in pounds.
    pub reduced: f64,
    /// The audit of its figures, in chapters.
    pub audit: fn() -> Vec<Chapter>,
    /// The places where its words contradict each other.
    pub inconsistencies: &'static [Inconsistency],
}

/// Findings of an audit that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// The subject of the chapter.
    pub title: &'static str,
    /// The conclusion of the chapter, in a sentence or two.
    pub conclusion: String,
    /// Its findings, in the order of the report.
    pub findings: Vec<Finding>,
}

impl Chapter {
    /// The number of its findings with a verdict.
    pub fn with(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

/// A place where a report contradicts itself, or another paper of the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inconsistency {
    /// The paragraphs of the report.
    pub paragraphs: &'static str,
    /// The contradiction, and what a reader should bear in mind.
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
    /// The source of its numbers, and which of them are assumed.
    pub source: &'static str,
}

impl Plan {
    /// The pupils of the plan in a January. Before its beginning and after its end the number is constant.
    pub fn at(&self, january: January) -> f64 {
        let (from, steps) = (f64::from(self.start), f64::from(self.to.0 - self.from.0));
        let taken = f64::from(january.0.clamp(self.from.0, self.to.0) - self.from.0);
        from + (self.end - from) * taken / steps
    }

    /// The number at which the plan's fall ends, in proportion to an opening number of pupils; the plan's own end where
    /// the opening number is no larger than its start.
    pub fn end_from(&self, opening: f64) -> f64 {
        let start = f64::from(self.start);
        if opening <= start { self.end } else { opening * self.end / start }
    }

    /// The plan's Januaries with their pupils, from its beginning to its end.
    pub fn by_january(&self) -> impl DoubleEndedIterator<Item = (January, f64)> + use<> {
        let plan = *self;
        (self.from.0..=self.to.0).map(January).map(move |january| (january, plan.at(january)))
    }
}
