//! The names in a file, and what each is taken for.

use super::Grid;
use super::ages::beyond;
use super::choices::{Choices, Name};
use super::column::{Column, Kind};
use super::figures::{AGE, CHANNEL, DISTRICT, NEED};
use super::value::{Field, Meaning, Sure, meaning, names as names_of};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Different names of a file that are shown; a column with more is another one.
pub const MOST_NAMES: usize = 300;

/// Which part of a key a column tells, and in which field its names are looked up.
pub fn part(kind: Kind, column: Column) -> Option<(usize, Field)> {
    match column {
        Column::District => Some((DISTRICT, Field::District)),
        Column::Need => Some((NEED, Field::Need)),
        Column::Age | Column::Phase if kind == Kind::Population => Some((AGE, Field::Phase)),
        Column::YearGroup => Some((AGE, Field::YearGroup)),
        Column::Age => Some((AGE, Field::Age)),
        Column::Channel => Some((CHANNEL, Field::Channel)),
        _ => None,
    }
}

/// Which part of a key the names of a field tell.
pub fn part_of(field: Field) -> usize {
    match field {
        Field::District => DISTRICT,
        Field::Need => NEED,
        Field::YearGroup | Field::Age | Field::Phase => AGE,
        Field::Channel => CHANNEL,
    }
}

/// What a name means, and whether that is sure. A planner's word goes over the guess.
pub fn one_meaning(field: Field, name: &str, choices: &Choices, scenario: &Scenario) -> (Meaning, bool) {
    let chosen = choices.meanings.iter().find(|(of, text, _)| *of == field && text == name);
    let (found, sure) = match chosen {
        Some((_, _, Meaning::One(at) | Meaning::TotalOf(at)))
            if usize::from(*at) >= names_of(field, scenario).len() =>
        {
            (Meaning::Unknown, Sure::Guessed)
        }
        Some((_, _, chosen)) => (*chosen, Sure::Yes),
        None => meaning(field, name, scenario),
    };
    (found, sure == Sure::Yes && found != Meaning::Unknown)
}

/// What the texts of a column mean, by their number. A projection of the population holds ages and areas
/// that the planner does not plan for: they are passed over quietly.
pub fn meant(
    grid: &Grid,
    column: usize,
    (kind, field): (Kind, Field),
    choices: &Choices,
    scenario: &Scenario,
    names: &mut Vec<Name>,
) -> BTreeMap<usize, Meaning> {
    let mut meanings = BTreeMap::new();
    for (text, rows) in grid.column(column) {
        let name = &grid.texts[text];
        let (mut found, is_sure) = one_meaning(field, name, choices, scenario);
        if kind == Kind::Population {
            let is_beyond = match found {
                Meaning::Unknown => field == Field::Phase && beyond(name) || is_area_code(name),
                Meaning::Band(_, to) => to == 4,
                _ => false,
            };
            if is_beyond {
                found = Meaning::Out;
                meanings.insert(text, found);
                continue;
            }
        }
        meanings.insert(text, found);
        if names.len() <= MOST_NAMES {
            let head = grid.heads[column].clone();
            names.push(Name { field, head, text: name.clone(), rows, meaning: found, is_sure });
        }
    }
    meanings
}

/// A code of the Office for National Statistics: a letter and eight digits.
pub fn is_area_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
}
