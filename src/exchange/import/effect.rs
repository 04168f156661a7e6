//! A scenario with the figures of a file in it.

use super::change::{Change, Part, compare};
use super::choices::Choices;
use super::column::Kind;
use super::figures::Figures;
use super::origin::Origin;
use super::{children, moves, placed};
use crate::scenario::Scenario;

/// The scenario that would come of it, and what that changes. Parts that the planner leaves out are
/// told but not changed.
pub fn effect(
    figures: &Figures,
    choices: &Choices,
    before: &Scenario,
    origin: &Origin,
) -> (Scenario, Vec<Change>) {
    let mut after = before.clone();
    let mut changes = Vec::new();
    for part in Part::ALL {
        let mut tried = after.clone();
        let Some(note) = change(part, figures, choices, &mut tried, origin) else { continue };
        let left_out = choices.left_out.contains(&part);
        changes.push(Change { part, rows: compare(part, before, &tried), note, left_out });
        if !left_out {
            after = tried;
        }
    }
    (after, changes)
}

/// Changes a part; how uncertain it remains, or none where the file says nothing of it.
fn change(
    part: Part,
    figures: &Figures,
    choices: &Choices,
    scenario: &mut Scenario,
    origin: &Origin,
) -> Option<String> {
    let is_of = match part {
        Part::Joiners | Part::JoinerNeeds | Part::Leaving => Kind::Movements,
        Part::Population => Kind::Population,
        _ => Kind::Placements,
    };
    if figures.kind != is_of {
        return None;
    }
    match part {
        Part::Pupils => placed::pupils(figures, scenario, origin),
        Part::Districts => placed::districts(figures, scenario, origin),
        Part::Needs => placed::needs(figures, scenario, origin),
        Part::Ages => placed::ages(figures, scenario, origin),
        Part::Channels => placed::channels(figures, scenario, origin),
        Part::Prices => placed::prices(figures, choices, scenario, origin),
        Part::Joiners => moves::joiners(figures, scenario, origin),
        Part::JoinerNeeds => moves::joiner_needs(figures, scenario, origin),
        Part::Leaving => moves::leaving(figures, scenario, origin),
        Part::Population => children::population(figures, choices, scenario, origin),
    }
}
