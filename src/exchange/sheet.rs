//! A table on its way out: what its cells are, not how they look.

/// A table of cells under heads.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// Names of the columns.
    pub heads: Vec<String>,
    /// Rows, each as long as the heads.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// A table without rows.
    pub fn new(name: &str, heads: &[&str]) -> Sheet {
        let heads = heads.iter().map(|&head| head.to_owned()).collect();
        Sheet { name: name.to_owned(), heads, rows: Vec::new() }
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

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As it is: a year, a seed.
    Plain,
    /// Whole, with separators.
    Whole,
    /// One decimal place.
    Tenths,
    /// Up to four decimal places.
    Fine,
    /// A share from 0 to 1, in per cent.
    Percent,
    /// Whole pounds.
    Pounds,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}
