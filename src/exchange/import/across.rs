//! Tables with names across the top, as pivot tables have them: districts down, needs across. Each such
//! column counts the placements of what its heading names.

use super::value::{Field, Meaning, Sure, meaning};
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// What may stand across the top, in the order in which it is looked for.
pub const ACROSS: [Field; 5] = [Field::Need, Field::YearGroup, Field::Channel, Field::District, Field::Age];

/// What a heading surely names in a field. A bare number names nothing by itself.
pub fn named(field: Field, head: &str, scenario: &Scenario) -> Option<u16> {
    match meaning(field, head, scenario) {
        (Meaning::One(at), Sure::Yes) if head.chars().any(char::is_alphabetic) => Some(at),
        _ => None,
    }
}

/// How many different names of a field there are, where it is more than one.
pub fn count<'a>(
    field: Field,
    heads: impl Iterator<Item = &'a String>,
    scenario: &Scenario,
) -> Option<usize> {
    let found: BTreeSet<u16> = heads.filter_map(|head| named(field, head, scenario)).collect();
    Some(found.len()).filter(|names| *names > 1)
}

/// How many different names of one field stand in a row; 0 where there are no two.
pub fn names(row: &[String], scenario: &Scenario) -> usize {
    ACROSS.into_iter().filter_map(|field| count(field, row.iter(), scenario)).max().unwrap_or(0)
}
