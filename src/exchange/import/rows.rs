//! Which rows of a file are used, and what stands in cells that merging left blank.

use super::Grid;
use super::choices::Choices;
use super::column::{Column, Kind, heading};
use super::columns::figures;
use super::date::year;
use super::key::key;
use super::number::{Number, number};
use super::questions::{Questions, options};
use crate::words::whole;
use std::collections::BTreeMap;

/// Different texts of a column by which rows may be chosen.
const MOST_TEXTS: usize = 15;
/// Columns by which rows may be chosen besides years.
const MOST_FILTERS: usize = 4;

/// Words of a total, in whatever column they stand.
const TOTALS: [&str; 6] = ["total", "totals", "grand total", "sub total", "subtotal", "overall total"];

/// The rows that are used.
pub struct Rows {
    /// By row: whether it is used.
    pub keep: Vec<bool>,
    /// The texts that were chosen, and years that are the same on every row.
    pub said: Vec<String>,
    /// Whether it waits for an answer which rows are used.
    pub waits: bool,
}

/// Asks which rows of a long table are wanted.
pub fn wanted(
    grid: &Grid,
    kind: Kind,
    columns: &[Column],
    choices: &Choices,
    questions: &mut Questions,
) -> Rows {
    let mut rows = Rows { keep: vec![true; grid.lines.len()], said: Vec::new(), waits: false };
    let mut filters = 0;
    for (at, column) in columns.iter().enumerate() {
        if *column != Column::Ignored {
            continue;
        }
        let mut texts: Vec<&str> =
            grid.column(at).iter().map(|(text, _)| grid.texts[*text].as_str()).collect();
        texts.retain(|text| !text.is_empty());
        let is_years = kind == Kind::Placements
            && !texts.is_empty()
            && texts.iter().all(|text| year(text).is_some())
            && (heading(&grid.heads[at]) == Some(Column::Year)
                || key(&grid.heads[at]).contains("year")
                || key(&grid.heads[at]).contains("period"));
        if is_years && texts.len() == 1 {
            rows.said.push(texts[0].to_owned());
            continue;
        }
        let is_few = (2..=MOST_TEXTS).contains(&texts.len()) && 2 * texts.len() <= grid.lines.len() + 1;
        let is_worded = 2 * figures(grid, at) < texts.len();
        if !is_years && (!is_few || !is_worded || filters == MOST_FILTERS) {
            continue;
        }
        filters += usize::from(!is_years);
        texts.sort_unstable();
        let id = ["only:", &at.to_string()].concat();
        let head = &grid.heads[at];
        let only = texts.iter().map(|text| ["Only “", text, "”"].concat());
        let chosen = if is_years {
            let ask =
                format!("The table has lines of {} years in “{head}”. Which are to be counted?", texts.len());
            questions.ask(choices, &id, ask, options(only), true)
        } else {
            let all = std::iter::once("All lines".to_owned()).chain(only).collect();
            questions.ask(choices, &id, format!("Which lines are to be counted, by “{head}”?"), all, false)
        };
        rows.waits |= is_years && chosen == 0;
        if let Some(only) = chosen.checked_sub(1).and_then(|at| texts.get(at)) {
            rows.said.push((*only).to_owned());
            for (row, keep) in rows.keep.iter_mut().enumerate() {
                *keep &= grid.text(row, at) == *only;
            }
        }
    }
    rows
}

/// Whether a row is a total by a word in a column that tells nothing else.
pub fn is_total(grid: &Grid, columns: &[Column], row: usize) -> bool {
    let words =
        |at: &usize| columns[*at] == Column::Ignored && TOTALS.contains(&key(grid.text(row, *at)).as_str());
    (0..columns.len()).any(|at| words(&at))
}

/// Whether any count stands on a row.
pub fn has_figures(grid: &Grid, columns: &[Column], row: usize) -> bool {
    let counts = |column: Column| {
        matches!(
            column,
            Column::Count
                | Column::CountOf(_)
                | Column::Placed
                | Column::Joiners
                | Column::Leavers
                | Column::Population
                | Column::PopulationIn
        )
    };
    let filled = |at: &usize| counts(columns[*at]) && number(grid.text(row, *at)) != Number::Blank;
    (0..columns.len()).any(|at| filled(&at))
}

/// What takes the place of blank cells in a column of names: by row the number of the text above.
pub type Above = BTreeMap<usize, usize>;

/// What is known of the blank cells of a column of names.
#[derive(Default)]
pub struct Blanks {
    /// What takes their place.
    pub above: Option<Above>,
    /// Whether it was asked: then the lines wait for the answer, or are left out by it.
    pub is_asked: bool,
    /// Whether it is not answered.
    pub waits: bool,
}

/// Asks what stands in the blank cells of a column of names where some are filled in above them. Rows of
/// which nothing else is known are no part of it.
pub fn above(
    grid: &Grid,
    column: usize,
    columns: &[Column],
    rows: &Rows,
    is_known: impl Fn(usize) -> bool,
    (choices, questions): (&Choices, &mut Questions),
) -> Blanks {
    let mut above = Above::new();
    let mut last = None;
    for row in 0..grid.lines.len() {
        let text = grid.at(row, column);
        if !grid.texts[text].is_empty() {
            last = Some(text);
        } else if let Some(last) = last.filter(|_| rows.keep[row] && has_figures(grid, columns, row))
            && !has_total_word(grid, row)
            && is_known(row)
        {
            above.insert(row, last);
        }
    }
    if above.is_empty() {
        return Blanks::default();
    }
    let id = ["above:", &column.to_string()].concat();
    let cells = match above.len() {
        1 => "1 cell of ".to_owned(),
        cells => [&whole(cells as f64), " cells of "].concat(),
    };
    let ask = format!(
        "{cells}“{}” are blank below filled ones, as merged cells leave them. What stands in them?",
        grid.heads[column]
    );
    let told = options(["The same as above", "Nothing that is known: leave these lines out"]);
    let chosen = questions.ask(choices, &id, ask, told, true);
    Blanks { above: (chosen == 1).then_some(above), is_asked: true, waits: chosen == 0 }
}

/// Whether any cell of a row begins or ends with a word of a total.
fn has_total_word(grid: &Grid, row: usize) -> bool {
    (0..grid.heads.len()).any(|at| {
        let key = key(grid.text(row, at));
        key.starts_with("total") || key.ends_with(" total") || key.ends_with(" totals")
    })
}
