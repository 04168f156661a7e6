//! Questions about a file as a whole: what it counts, in which column, of which January.

use super::choices::{Asked, Choices};
use super::column::{Column, Kind, is_relative};
use super::columns::figures;
use super::date::january;
use super::grid::Grid;
use super::problem::shortened;
use super::questions::{Questions, options};
use super::rows::Rows;
use crate::field::January;
use crate::scenario::Scenario;

/// Asks which column counts the placements, where none is known to and some could; takes it for that.
/// True where that is not answered.
pub fn of_count(
    grid: &Grid,
    kind: Kind,
    columns: &mut [Column],
    choices: &Choices,
    questions: &mut Questions,
) -> bool {
    let is_counted = columns.iter().any(|column| matches!(column, Column::Count | Column::CountOf(_)));
    if kind != Kind::Placements || is_counted {
        return false;
    }
    let filled = |at: usize| grid.column(at).iter().filter(|(text, _)| !grid.texts[*text].is_empty()).count();
    let may_count = |at: &usize| {
        columns[*at] == Column::Ignored
            && !is_relative(&grid.heads[*at])
            && 2 * figures(grid, *at) > filled(*at)
    };
    let may: Vec<usize> = (0..columns.len()).filter(may_count).collect();
    if may.is_empty() {
        return false;
    }
    let name = |at: &usize| {
        let head = grid.heads[*at].as_str();
        if head.is_empty() {
            ["Column ", &(at + 1).to_string(), ", which has no heading"].concat()
        } else {
            ["“", head, "”"].concat()
        }
    };
    let ask = match may[..] {
        [only] => format!("Nothing says which column counts the placements. Is it {}?", name(&only)),
        _ => "Nothing says which column counts the placements. Which is it?".to_owned(),
    };
    let chosen = questions.ask(choices, "count", ask, options(may.iter().map(name)), true);
    match chosen.checked_sub(1).and_then(|at| may.get(at)) {
        Some(at) => {
            columns[*at] = Column::Count;
            false
        }
        None => true,
    }
}

/// Asks of which January the counts are, where they say that it is not the scenario's first. Gives the
/// January from which the scenario is to start, and whether that waits for an answer.
pub fn of_start(
    grid: &Grid,
    columns: &[Column],
    rows: &Rows,
    asked: &Asked,
    before: &Scenario,
    questions: &mut Questions,
) -> (Option<January>, bool) {
    let counts =
        columns.iter().zip(&grid.heads).filter(|(column, _)| **column == Column::Count).map(|(_, head)| head);
    let mut said = rows.said.iter().chain(counts).chain(&grid.titles).chain(std::iter::once(&asked.file));
    let Some((said, year)) = said.find_map(|text| Some((text, january(text)?))) else {
        return (None, false);
    };
    let first = before.horizon.opening_january;
    if year == first.0 {
        return (None, false);
    }
    let ask = format!(
        "“{}” is of the school year of January {year}; the scenario starts in {first}. How are the counts to be taken?",
        shortened(said)
    );
    let as_they_are = format!("As those of {first}");
    let told = if year > first.0 {
        options([format!("The scenario is to start in January {year}"), as_they_are])
    } else {
        options([as_they_are])
    };
    let count = told.len();
    let chosen = questions.ask(&asked.choices, "start", ask, told, true);
    ((count == 3 && chosen == 1).then_some(January(year)), chosen == 0)
}

/// Asks whether a table with years across the top is one of population, where nothing says so.
pub fn of_kind(
    grid: &Grid,
    kind: Kind,
    columns: &[Column],
    choices: &Choices,
    questions: &mut Questions,
) -> bool {
    let has = |column: Column| columns.contains(&column);
    let words = grid.titles.iter().chain(&grid.heads).map(|text| text.to_ascii_lowercase());
    let is_said = words.into_iter().any(|text| {
        ["population", "persons", "component", "projection", "snpp"].iter().any(|word| text.contains(word))
    });
    if kind != Kind::Population
        || choices.kind.is_some()
        || is_said
        || has(Column::Age)
        || has(Column::Phase)
        || has(Column::Population)
    {
        return false;
    }
    let ask = "Years stand across the top, and nothing says what is counted. Is it the school-age population? If not, choose above what the table is about.".to_owned();
    questions.ask(choices, "population", ask, options(["Yes, it is the population"]), true) == 0
}
