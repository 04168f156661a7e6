//! The council's own counts, from a file as Excel writes it to a scenario that rests on them.
//!
//! [`read`] turns bytes into a [`Grid`] or refuses them: too large, no text, no table, or a list of
//! pupils, which is not taken in whatever it says. [`preview`] says what its columns and names are
//! taken for, every problem with its line, and what the import would change; the planner corrects it
//! by [`Choices`]. Nothing is changed here: the scenario that would come of it is handed back.

mod across;
mod ages;
mod ask;
mod change;
mod children;
mod choices;
mod column;
mod columns;
mod cost;
mod date;
mod effect;
mod figures;
mod given;
mod grid;
mod heading;
mod key;
mod lacks;
mod mark;
mod moves;
mod names;
mod needs;
mod number;
mod origin;
mod person;
mod placed;
mod preview;
mod problem;
mod question;
mod questions;
mod reader;
mod records;
mod rows;
mod sen2;
mod settle;
mod spread;
mod taken;
#[cfg(test)]
mod taken_tests;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use change::{Change, Part};
pub use choices::{Asked, Choices, Head, Name, Preview};
pub use column::{Column, Kind};
pub use grid::Grid;
pub use preview::{preview, preview_heard};
pub use problem::Problem;
pub use question::Question;
pub use records::{Records, delimiter};
pub use text::decode;
pub use value::{Field, Meaning};

use crate::scenario::Scenario;
use crate::words;
use std::fmt;

/// Bytes in a file.
pub const MOST_BYTES: usize = 30_000_000;
/// Rows under the headings.
pub const MOST_LINES: usize = 200_000;
/// Columns in a file.
pub const MOST_COLUMNS: usize = 100;
/// Bytes in a cell: no name or number is longer, and what is has lost a quotation mark.
pub const MOST_TEXT: usize = 2_000;

/// Why a file is not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has more than [`MOST_BYTES`].
    Large,
    /// It has more than [`MOST_LINES`].
    Long,
    /// A line has more than [`MOST_COLUMNS`].
    Wide(usize),
    /// A cell on a line has more than [`MOST_TEXT`].
    LongText(usize),
    /// A quotation mark on a line is never closed.
    Unclosed(usize),
    /// It is something else than text.
    NoText(&'static str),
    /// There is nothing in it.
    Empty,
    /// There is one column only.
    OneColumn,
    /// There is nothing under the headings.
    NoRows,
    /// It is about pupils one by one: which column says so, how, and on which lines.
    Pupils(String, &'static str, String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |number: usize| words::whole(number as f64);
        match self {
            Refusal::Large => write!(f, "It is larger than {} MB. Add the rows up before you save it: a line for each district, need and year group is enough.", MOST_BYTES / 1_000_000),
            Refusal::Long => write!(f, "It has more than {} lines. Add the rows up before you save it: a line for each district, need and year group is enough.", whole(MOST_LINES)),
            Refusal::Wide(line) => write!(f, "Line {line} has more than {MOST_COLUMNS} columns. Delete the columns that are not needed."),
            Refusal::LongText(line) => write!(f, "A cell on line {line} holds more than {} characters. A quotation mark may be missing on that line or above it.", whole(MOST_TEXT)),
            Refusal::Unclosed(line) => write!(f, "A quotation mark on line {line} is never closed. Delete it, or add the one that is missing."),
            Refusal::NoText(what) => write!(f, "It is {what}. In Excel choose Save As and the type “CSV UTF-8 (Comma delimited)”, then add that file."),
            Refusal::Empty => f.write_str("There is nothing in it."),
            Refusal::OneColumn => f.write_str("It has one column only. Columns are told apart by commas, semicolons, tabs or vertical bars, under a line of headings."),
            Refusal::NoRows => f.write_str("There are no lines under the headings."),
            Refusal::Pupils(column, why, lines) => write!(f, "It is a list of pupils: the column “{column}” {why} ({} {lines}). This planner takes counts only. The file was not kept. Count the pupils by district, need and year group, leave out every column about a person, and add that table.", if lines.contains([' ', ',']) { "lines" } else { "line" }),
        }
    }
}

impl std::error::Error for Refusal {}

/// Reads a file as a grid; the names of a scenario tell headings from what stands above them.
///
/// # Errors
/// Why it is not taken in.
pub fn read(bytes: &[u8], scenario: &Scenario) -> Result<Grid, Refusal> {
    let grid = Grid::read(bytes, scenario)?;
    person::check(&grid, scenario)?;
    Ok(grid)
}
