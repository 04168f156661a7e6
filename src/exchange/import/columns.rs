//! What the columns of a file are taken for at first.

use super::across::{ACROSS, count, named};
use super::column::{Column, Kind, guess, is_relative};
use super::grid::Grid;
use super::names::is_area_code;
use super::number::{Number, number};
use super::value::{Field, Meaning, meaning};
use crate::scenario::Scenario;

/// What the columns of a file hold, and what it is about, as far as headings and cells tell.
pub fn columns(grid: &Grid, kind: Option<Kind>, scenario: &Scenario) -> (Kind, Vec<Column>) {
    let (kind, mut columns) = guess(&grid.heads, kind);
    for (at, column) in columns.iter_mut().enumerate() {
        if !holds(grid, at, *column) {
            *column = Column::Ignored;
        }
    }
    if kind == Kind::Placements {
        across(grid, &mut columns, scenario);
    }
    let field = columns.iter().find_map(|column| match column {
        Column::CountOf(field) => Some(*field),
        _ => None,
    });
    label(grid, kind, field, &mut columns, scenario);
    if kind == Kind::Population {
        codes_alone(grid, &mut columns);
    }
    (kind, columns)
}

/// Takes columns with names across the top for counts of what they name.
fn across(grid: &Grid, columns: &mut [Column], scenario: &Scenario) {
    let counted = || (0..columns.len()).filter(|at| figures(grid, *at) > 0).map(|at| &grid.heads[at]);
    let Some(field) = ACROSS.into_iter().find(|field| count(*field, counted(), scenario).is_some()) else {
        return;
    };
    for (at, column) in columns.iter_mut().enumerate() {
        let found = meaning(field, &grid.heads[at], scenario).0;
        let is_named = matches!(found, Meaning::One(_) | Meaning::TotalOf(_) | Meaning::Band(..));
        let is_open =
            *column == Column::Ignored && !grid.heads[at].is_empty() && !is_relative(&grid.heads[at]);
        if (is_named || is_open) && figures(grid, at) > 0 {
            // A name that nobody knows is told, or its pupils would be lost without a word.
            *column = if found == Meaning::Total { Column::Count } else { Column::CountOf(field) };
        }
    }
}

/// Whether the cells of a column can be what its heading says: counts need numbers, names need words.
fn holds(grid: &Grid, at: usize, column: Column) -> bool {
    let texts = grid.column(at);
    let filled = texts.iter().filter(|(text, _)| !grid.texts[*text].is_empty()).count();
    if filled == 0 {
        return true;
    }
    let numbers = figures(grid, at);
    match column {
        Column::District => {
            texts.iter().any(|(text, _)| is_area_code(&grid.texts[*text])) || 2 * numbers <= filled
        }
        Column::Need | Column::Channel => 2 * numbers <= filled,
        Column::Count
        | Column::Placed
        | Column::Joiners
        | Column::Leavers
        | Column::Population
        | Column::PopulationIn => {
            // Shares are kept: that they are none is said.
            let is_share = |text: &str| matches!(number(text), Number::Share(_));
            numbers > 0
                || texts.iter().any(|(text, _)| is_share(&grid.texts[*text]))
                || !texts.iter().any(|(text, _)| is_plain_word(&grid.texts[*text]))
        }
        _ => true,
    }
}

fn is_plain_word(text: &str) -> bool {
    matches!(number(text), Number::Bad(_)) && !text.chars().any(|c| c.is_ascii_digit())
}

/// How many different texts of a column are numbers or suppressed ones.
pub fn figures(grid: &Grid, column: usize) -> usize {
    let texts = grid.column(column).into_iter();
    texts
        .filter(|(text, _)| matches!(number(&grid.texts[*text]), Number::Known(_) | Number::Hidden(..)))
        .count()
}

/// Takes columns of names without a telling heading, such as “Row Labels”, for what most of their names are.
fn label(grid: &Grid, kind: Kind, across: Option<Field>, columns: &mut [Column], scenario: &Scenario) {
    let labels = [
        (Field::District, Column::District),
        (Field::Need, Column::Need),
        (Field::YearGroup, Column::YearGroup),
        (Field::Channel, Column::Channel),
    ];
    for at in 0..columns.len() {
        if columns[at] != Column::Ignored {
            continue;
        }
        let texts = grid.column(at);
        let filled = texts.iter().filter(|(text, _)| !grid.texts[*text].is_empty()).count();
        let known = |field: Field| {
            let is_known = |text: &&(usize, usize)| named(field, &grid.texts[text.0], scenario).is_some();
            2 * texts.iter().filter(is_known).count() > filled
        };
        let is_free = |field: Field, column: Column| {
            kind.columns().contains(&column)
                && across != Some(field)
                && !columns.iter().any(|other| {
                    other.names() == Some(field) || (field == Field::YearGroup && *other == Column::Age)
                })
        };
        if let Some((_, found)) =
            labels.into_iter().find(|(field, column)| is_free(*field, *column) && known(*field))
        {
            columns[at] = found;
        }
    }
}

/// Where a column of codes says the district, names beside it say nothing more: those of areas elsewhere
/// need no attention.
fn codes_alone(grid: &Grid, columns: &mut [Column]) {
    let is_codes = |at: usize| {
        let texts = grid.column(at);
        texts.iter().all(|(text, _)| is_area_code(&grid.texts[*text]))
    };
    let Some(codes) = (0..columns.len()).find(|at| columns[*at] == Column::District && is_codes(*at)) else {
        return;
    };
    for (at, column) in columns.iter_mut().enumerate() {
        if at != codes && *column == Column::District {
            *column = Column::Ignored;
        }
    }
}
