//! A scenario with the figures of a file in it.

use super::change::{Change, Part, compare};
use super::choices::Choices;
use super::column::Kind;
use super::figures::{Figures, Unknown};
use super::origin::Origin;
use super::{children, moves, placed};
use crate::field::January;
use crate::scenario::Scenario;

/// The scenario that would come of it, and what that changes. Parts that the planner leaves out, or that
/// are not known before something is decided, are told but not changed. `start` is the January of the
/// counts, where it is to become the first one.
pub fn effect(
    figures: &Figures,
    start: Option<January>,
    choices: &Choices,
    before: &Scenario,
    origin: &Origin,
) -> (Scenario, Vec<Change>) {
    let mut after = before.clone();
    let mut changes = Vec::new();
    for part in Part::ALL {
        let mut tried = after.clone();
        let note = match part {
            Part::Start => begin(&mut tried, start),
            _ => change(part, figures, choices, &mut tried, origin),
        };
        let Some(mut note) = note else { continue };
        let waits = is_unknown(part, figures.unknown);
        if waits {
            note = ["Not known before the questions above are answered: it stays as it is. ", &note].concat();
        }
        let left_out = waits || choices.left_out.contains(&part);
        changes.push(Change { part, rows: compare(part, before, &tried), note, left_out, waits });
        if !left_out {
            after = tried;
        }
    }
    (after, changes)
}

/// Starts a scenario in another January, if in any.
pub fn begin(scenario: &mut Scenario, january: Option<January>) -> Option<String> {
    scenario.horizon.opening_january = january?;
    Some("All figures of the scenario that belong to the start are then those of this January: put in those that the file does not hold.".into())
}

/// Whether a part hangs on something that is not decided.
fn is_unknown(part: Part, unknown: Unknown) -> bool {
    unknown.counts
        || match part {
            Part::Ages | Part::Joiners | Part::Leaving => unknown.ages,
            Part::Prices => unknown.costs,
            _ => false,
        }
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
        Part::Start => None,
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
