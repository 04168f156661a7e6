//! A table for export: the content of its cells, not their look.

use super::suppress::MARK;
use std::ops::Range;

/// A table of cells under heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name of the table, at most 31 characters.
    pub name: String,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows, each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
    /// A note to read before the table, above the heads; empty where there is none.
    pub lead: &'static str,
    /// Notes on the table, one sentence each.
    pub notes: Vec<String>,
    /// The charts of the table in a workbook.
    pub graphs: Vec<Graph>,
}

impl Sheet {
    /// Makes a table without rows.
    pub fn new(name: &str, heads: &[&str]) -> Sheet {
        let heads = heads.iter().map(|&head| head.to_owned()).collect();
        Sheet {
            name: name.to_owned(),
            heads,
            rows: Vec::new(),
            lead: "",
            notes: Vec::new(),
            graphs: Vec::new(),
        }
    }

    /// Makes a table of names and values.
    pub fn of_facts(name: &str, heads: [&str; 2], facts: Vec<(String, String)>) -> Sheet {
        let mut sheet = Sheet::new(name, &heads);
        sheet.rows = facts.into_iter().map(|(name, value)| vec![name.into(), value.into()]).collect();
        sheet
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// The cell is empty.
    Blank,
    /// A text, which no program may read as a formula.
    Text(String),
    /// A number, and the format in which it is shown where a file can say so.
    Number(f64, Format),
}

impl Cell {
    /// The cell that replaces a suppressed count.
    pub fn hidden() -> Cell {
        Cell::Text(MARK.into())
    }
}

/// The format of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The number as it is: a year, a seed, an assumption.
    Plain,
    /// A whole number with separators.
    Whole,
    /// One decimal place.
    Tenths,
    /// A share from 0 to 1, as a percentage.
    Percent,
    /// Whole pounds.
    Pounds,
}

/// A line chart of some rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The title.
    pub title: String,
    /// The label of the vertical axis.
    pub axis: &'static str,
    /// The rows of the table that are drawn.
    pub rows: Range<usize>,
    /// The column of the horizontal axis.
    pub along: usize,
    /// The columns, each one a line; the middle one is drawn in front.
    pub lines: Range<usize>,
    /// The format of the values.
    pub format: Format,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_owned().into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}
