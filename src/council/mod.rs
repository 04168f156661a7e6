//! What is known of a council and is not part of the model: its place in the national record, and what its own papers
//! say.
//!
//! [`record`] is the published record of all of England's councils; [`Facts`] are what is known of one council beyond
//! it. Any part may be missing, and for most councils nearly all are: then a screen shows nothing in its place.
//! [`kent`] holds the facts of the council that the planner opens with.

mod code;
mod count;
mod event;
mod facts;
mod finding;
pub mod kent;
mod publication;
pub mod record;

pub use code::Code;
pub use count::{Base, Count, Kind};
pub use event::Event;
pub use facts::{
    Chapter, Decision, Division, Facts, Inconsistency, Plan, Reorganisation, Report, Tile, TileMap,
};
pub use finding::{Finding, Quantity, Stated, Unit, Verdict};
pub use publication::{Publication, publications};
pub use record::{Council, England, FIRST, HISTORY_SOURCE, JANUARIES, LAST};

use std::sync::LazyLock;

/// The code of the council that the planner opens with. A scenario file that names no council is of this one.
pub const DEFAULT: &str = kent::CODE;

/// The councils of which anything is known beyond the record, by code.
static HELD: [(&str, &Facts); 1] = [(kent::CODE, &kent::FACTS)];

/// The record never changes, so it is read once.
static ENGLAND: LazyLock<England> = LazyLock::new(England::published);

/// The council with a code of the Office for National Statistics. Where the record does not have it, it is one without
/// a name and without facts.
pub fn by_code(code: &str) -> &'static Council {
    static UNKNOWN: Council = Council::unknown();
    ENGLAND.council(code).unwrap_or(&UNKNOWN)
}

impl Council {
    /// What is known of the council beyond the record.
    pub fn facts(&self) -> &'static Facts {
        HELD.iter().find(|(code, _)| *code == self.code).map_or(&Facts::NONE, |(_, facts)| facts)
    }

    /// The pupils that the council is responsible for, as the beginning of a sentence: `Kent pupils`.
    pub fn pupils(&self) -> String {
        if self.name.is_empty() { "Pupils".into() } else { format!("{} pupils", self.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::January;

    #[test]
    fn a_council_has_its_own_history_and_only_one_that_has_papers_has_facts() {
        let kent = by_code(DEFAULT);
        assert_eq!(kent.name, "Kent");
        assert_eq!(kent.history().first(), Some(&(January(2019), 891)));
        assert!(kent.facts().report.is_some() && kent.facts().plan.is_some());
        let essex = by_code("E10000012");
        assert_eq!((essex.name, essex.pupils()), ("Essex", "Essex pupils".into()));
        assert_eq!(essex.history().len(), JANUARIES);
        assert_ne!(essex.history(), kent.history());
        let facts = essex.facts();
        assert!(facts.baseline.is_none() && facts.report.is_none() && facts.plan.is_none());
        assert!(facts.tile_map.is_none() && facts.srp_decision.is_none());
    }

    #[test]
    fn a_council_that_nobody_knows_has_nothing_to_show() {
        let nobody = by_code("E99");
        assert_eq!((nobody.history(), nobody.pupils()), (Vec::new(), "Pupils".into()));
        assert!(nobody.facts().report.is_none());
    }
}
