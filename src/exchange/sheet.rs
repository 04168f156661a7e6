//! A table on its way out: what its cells are, not how they look.

use super::suppress::MARK;
use std::ops::Range;

/// A table of cells under heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it is called, in 31 letters at most.
    pub name: String,
    /// Names of the columns.
    pub heads: Vec<String>,
    /// Rows, each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
    /// What a reader should know before the rest, above the heads; empty for nothing.
    pub lead: &'static str,
    /// What a reader should know of it, a sentence a line.
    pub notes: Vec<String>,
    /// Charts of it, for a workbook.
    pub graphs: Vec<Graph>,
}

impl Sheet {
    /// A table without rows.
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

    /// A table of names and values.
    pub fn of_facts(name: &str, heads: [&str; 2], facts: Vec<(String, String)>) -> Sheet {
        let mut sheet = Sheet::new(name, &heads);
        sheet.rows = facts.into_iter().map(|(name, value)| vec![name.into(), value.into()]).collect();
        sheet
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text, which no program may take for a formula.
    Text(String),
    /// A number, and how it is shown where a file can say so.
    Number(f64, Format),
}

impl Cell {
    /// What stands in place of a count that is suppressed.
    pub fn hidden() -> Cell {
        Cell::Text(MARK.into())
    }
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As it is: a year, a seed, an assumption.
    Plain,
    /// Whole, with separators.
    Whole,
    /// One decimal place.
    Tenths,
    /// A share from 0 to 1, in per cent.
    Percent,
    /// Whole pounds.
    Pounds,
}

/// A line chart of some rows of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// What its upright axis counts.
    pub axis: &'static str,
    /// Rows of the table.
    pub rows: Range<usize>,
    /// The column of its level axis.
    pub along: usize,
    /// Columns, each a line; the middle one is drawn in front.
    pub lines: Range<usize>,
    /// How its values are shown.
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
