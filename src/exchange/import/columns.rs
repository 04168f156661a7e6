//! What the columns of a file are taken for at first.

use super::across::{ACROSS, count, named};
use super::column::{Column, Kind, guess};
use super::grid::Grid;
use super::number::{Number, number};
use super::value::{Field, Meaning, meaning};
use crate::scenario::Scenario;

/// What the columns of a file hold, and what it is about, as far as headings and numbers tell.
pub fn columns(grid: &Grid, kind: Option<Kind>, scenario: &Scenario) -> (Kind, Vec<Column>) {
    let (kind, mut columns) = guess(&grid.heads, kind);
    let has_numbers = |at: usize| {
        let mut texts = grid.column(at).into_iter().map(|(text, _)| number(&grid.texts[text]));
        texts.any(|number| matches!(number, Number::Known(_) | Number::Hidden(..)))
    };
    let counted = || (0..columns.len()).filter(|at| has_numbers(*at)).map(|at| &grid.heads[at]);
    let field = ACROSS.into_iter().find(|field| count(*field, counted(), scenario).is_some());
    let Some(field) = field.filter(|_| kind == Kind::Placements) else { return (kind, columns) };
    for (at, column) in columns.iter_mut().enumerate() {
        let found = meaning(field, &grid.heads[at], scenario).0;
        let is_named = matches!(found, Meaning::One(_) | Meaning::TotalOf(_));
        let is_open = *column == Column::Ignored && !grid.heads[at].is_empty();
        if (is_named || is_open) && has_numbers(at) {
            // A name that nobody knows is told, or its pupils would be lost without a word.
            *column = if found == Meaning::Total { Column::Count } else { Column::CountOf(field) };
        }
    }
    label(grid, field, &mut columns, scenario);
    (kind, columns)
}

/// Takes a column of names without a telling heading, such as “Row Labels”, for what most of its names are.
fn label(grid: &Grid, across: Field, columns: &mut [Column], scenario: &Scenario) {
    let labels = [
        (Field::District, Column::District),
        (Field::Need, Column::Need),
        (Field::YearGroup, Column::YearGroup),
        (Field::Channel, Column::Channel),
    ];
    if columns.iter().any(|column| column.names().is_some()) {
        return;
    }
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| **column == Column::Ignored) {
        let texts = grid.column(at);
        let known = |field: Field| {
            let is_known = |text: &&(usize, usize)| named(field, &grid.texts[text.0], scenario).is_some();
            2 * texts.iter().filter(is_known).count() > texts.len()
        };
        if let Some((_, found)) = labels.into_iter().find(|(field, _)| *field != across && known(*field)) {
            *column = found;
            return;
        }
    }
}
