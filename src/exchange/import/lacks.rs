//! What a file lacks for any use, or has twice.

use super::column::{Column, Kind};
use super::given::Taken;
use super::grid::Grid;
use super::number::{Number, number};
use super::reader::Sums;
use super::value::Field;

/// What a file lacks for any use.
pub fn missing(taken: &Taken, sums: &Sums) -> Vec<String> {
    let Taken { grid, kind, columns, .. } = *taken;
    let has = |column: Column| columns.contains(&column);
    let mut missing = Vec::new();
    match kind {
        Kind::Placements
            if !columns.iter().any(|column| matches!(column, Column::Count | Column::CountOf(_))) =>
        {
            missing.push("No column is taken for the number of placements. Where needs, year groups or channels stand across the top, take each of their columns for “Placements, … in the heading”. If each line is a pupil, count them first: lists of pupils are not taken.");
        }
        Kind::Movements if !has(Column::Joiners) && !has(Column::Leavers) => {
            missing.push("No column is taken for joiners or for leavers.");
        }
        Kind::Movements if !has(Column::YearGroup) && !has(Column::Age) => {
            missing.push("No column is taken for year groups or ages.");
        }
        Kind::Population => {
            let years = columns.iter().filter(|column| **column == Column::PopulationIn).count();
            if !has(Column::District) {
                missing.push("No column is taken for districts.");
            }
            if years < 2 && !(has(Column::Population) && has(Column::Year)) {
                missing.push("There must be a column of population for each of two years at least, or one of years and one of population.");
            }
        }
        _ => {}
    }
    let mut missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
    let from = taken.scenario.horizon.opening_january;
    if kind == Kind::Population && sums.last_year().is_some_and(|last| last <= from.0) {
        missing.push(format!(
            "All its years lie before September {}, from which the scenario goes on: a later one is needed.",
            from.0
        ));
    }
    if missing.is_empty() && sums.used == 0 {
        missing.push(if sums.total_lines > 0 {
            "Every line is a total. If a column says “all” throughout, take it for “Not used”.".into()
        } else {
            "No line can be used: see the problems.".into()
        });
    }
    if kind == Kind::Placements && sums.used == 0 {
        missing.extend(shares(grid));
    }
    missing
}

/// What is to be said of a column of shares, which cannot be counted.
fn shares(grid: &Grid) -> Option<String> {
    let is_shares = |at: &usize| {
        let mut texts =
            grid.column(*at).into_iter().filter(|(text, _)| !grid.texts[*text].is_empty()).peekable();
        texts.peek().is_some() && texts.all(|(text, _)| matches!(number(&grid.texts[text]), Number::Share(_)))
    };
    let at = (0..grid.heads.len()).find(is_shares)?;
    Some(format!(
        "“{}” holds shares in per cent, and no numbers of pupils. Add the numbers, or multiply the shares by all pupils placed.",
        grid.heads[at]
    ))
}

/// Columns that two columns are taken for, where only one may be.
pub fn repeated(columns: &[Column]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if !column.may_repeat() && columns[..at].contains(column) {
            told.push(format!(
                "Two columns are taken for “{}”. Take one of them for “Not used”.",
                column.label()
            ));
        }
    }
    told.dedup();
    told.extend(crossed(columns));
    told
}

/// What stands in a column and across the top at once, or two things across the top: pupils would be
/// counted twice, or under two names.
fn crossed(columns: &[Column]) -> Option<String> {
    let mut across = columns.iter().filter_map(|column| match column {
        Column::CountOf(field) => Some(*field),
        _ => None,
    });
    let field: Field = across.next()?;
    if across.any(|other| other != field) {
        return Some("The headings are taken for names of two different things. Take the columns of one of them for “Not used”.".into());
    }
    let is_told = |column: &&Column| {
        column.names().is_some_and(|names| super::names::part_of(names) == super::names::part_of(field))
    };
    let told = columns.iter().find(is_told)?;
    Some(format!(
        "“{}” stands in a column, and the headings of other columns name it too. Take the one or the others for “Not used”.",
        told.label()
    ))
}
