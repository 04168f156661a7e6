//! A file as a grid: what stands above the headings, the headings, rows under them, the line of each row.
//!
//! Every text is kept once, and a row is numbers of texts: a file of 20 MB fits, and what a text means
//! is worked out once however often it stands there.

use super::heading::headings;
use super::number::{Number, number};
use super::records::{Records, bare, delimiter};
use super::text::{Encoding, decode};
use super::{MOST_COLUMNS, MOST_LINES, MOST_TEXT, Refusal};
use crate::scenario::Scenario;
use std::collections::HashMap;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Headings, trimmed.
    pub heads: Vec<String>,
    /// The line of the headings.
    pub head_line: usize,
    /// What stood above them, a text a row.
    pub titles: Vec<String>,
    /// The lines of notes below the last row, which are passed over.
    pub notes: Vec<usize>,
    /// The line of each row.
    pub lines: Vec<usize>,
    /// Numbers of texts, row by row.
    cells: Vec<u32>,
    /// The texts, each once, trimmed.
    pub texts: Vec<String>,
    /// What the file is written in.
    pub encoding: Encoding,
    /// What stands between fields.
    pub delimiter: u8,
    /// Rows that have more cells than there are headings.
    pub wide: Vec<usize>,
}

impl Grid {
    /// Reads a file.
    ///
    /// # Errors
    /// Where it is too large in any way, no text, or no table.
    pub fn read(bytes: &[u8], scenario: &Scenario) -> Result<Grid, Refusal> {
        let (text, encoding) = decode(bytes)?;
        let (delimiter, text) = delimiter(&text);
        let mut records = Records::new(text, delimiter);
        let (head_line, heads, titles) = headings(text, delimiter, scenario)?;
        if heads.len() < 2 {
            return Err(Refusal::OneColumn);
        }
        let mut grid = Grid {
            heads,
            head_line,
            titles,
            notes: Vec::new(),
            lines: Vec::new(),
            cells: Vec::new(),
            texts: Vec::new(),
            encoding,
            delimiter,
            wide: Vec::new(),
        };
        let mut known: HashMap<String, u32> = HashMap::new();
        let mut fields = Vec::new();
        while let Some(line) = records.read(&mut fields) {
            if let Some(line) = records.unclosed {
                return Err(Refusal::Unclosed(line));
            }
            if fields.iter().any(|field| field.len() > MOST_TEXT) {
                return Err(Refusal::LongText(line));
            }
            if fields.len() > MOST_COLUMNS {
                return Err(Refusal::Wide(line));
            }
            if line <= head_line || fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if grid.lines.len() == MOST_LINES {
                return Err(Refusal::Long);
            }
            let width = grid.heads.len();
            if fields.iter().skip(width).any(|field| !field.trim().is_empty()) {
                grid.wide.push(grid.lines.len());
            }
            grid.lines.push(line);
            for column in 0..width {
                let text = fields.get(column).map_or("", |field| bare(field));
                let number = known.get(text).copied().unwrap_or_else(|| {
                    let number = u32::try_from(grid.texts.len()).unwrap_or(u32::MAX);
                    known.insert(text.to_owned(), number);
                    grid.texts.push(text.to_owned());
                    number
                });
                grid.cells.push(number);
            }
        }
        grid.pass_over_notes();
        if grid.lines.is_empty() { Err(Refusal::NoRows) } else { Ok(grid) }
    }

    /// Takes notes off the end: rows with one cell of words, such as a source, below the last row with more.
    fn pass_over_notes(&mut self) {
        let width = self.heads.len();
        while self.lines.len() > 1 {
            let row = self.lines.len() - 1;
            let mut filled = (0..width).map(|column| self.text(row, column)).filter(|text| !text.is_empty());
            let is_note = match (filled.next(), filled.next()) {
                (Some(only), None) => matches!(number(only), Number::Bad(_)),
                _ => false,
            };
            if !is_note || self.wide.contains(&row) {
                break;
            }
            self.notes.extend(self.lines.pop());
            self.cells.truncate(row * width);
        }
        self.notes.reverse();
    }

    /// The number of the text in a row and a column.
    pub fn at(&self, row: usize, column: usize) -> usize {
        self.cells.get(row * self.heads.len() + column).map_or(0, |&text| text as usize)
    }

    /// The text in a row and a column.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.texts.get(self.at(row, column)).map_or("", String::as_str)
    }

    /// The texts of a column, each once, in the order of their first row, with how many rows have it.
    pub fn column(&self, column: usize) -> Vec<(usize, usize)> {
        // By text: one more than its place among those found; 0 where it is not among them.
        let mut places = vec![0_usize; self.texts.len()];
        let mut found: Vec<(usize, usize)> = Vec::new();
        for row in 0..self.lines.len() {
            let text = self.at(row, column);
            if places[text] == 0 {
                found.push((text, 0));
                places[text] = found.len();
            }
            found[places[text] - 1].1 += 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Grid, Refusal> {
        Grid::read(text.as_bytes(), &Scenario::kent())
    }

    #[test]
    fn titles_above_and_empty_columns_beside_are_passed_over() {
        let grid = read("Placements, January 2025,,,\r\n\r\nDistrict,Need,Placements,,\r\nDover,ASD,9,,\r\n,,,,\r\n\r\nThanet,SEMH,7,,\r\n").unwrap();
        assert_eq!(grid.heads, ["District", "Need", "Placements"]);
        assert_eq!((grid.head_line, &grid.titles[..]), (3, &["Placements January 2025".to_owned()][..]));
        assert_eq!(grid.lines, [4, 7]);
        assert_eq!(grid.text(1, 0), "Thanet");
        assert_eq!(grid.column(1).len(), 2);
        assert!(grid.wide.is_empty());
    }

    #[test]
    fn headings_over_two_rows_are_joined() {
        let down = read("District,Placements by need,\n,ASD,SEMH\nDover,9,7\nThanet,8,6\n").unwrap();
        assert_eq!((down.heads, down.titles), (vec!["District".into(), "ASD".into(), "SEMH".into()], vec![]));
        let across =
            read("District,2023/24,,2024/25,\n,Placements,Cost,Placements,Cost\nDover,9,450000,8,420000\n")
                .unwrap();
        let heads = ["District", "2023/24 Placements", "2023/24 Cost", "2024/25 Placements", "2024/25 Cost"];
        assert_eq!((across.heads, across.head_line), (heads.map(String::from).to_vec(), 2));
        let title = read("Placements,,\nDistrict,Need,Placements\nDover,ASD,9\n").unwrap();
        assert_eq!((title.heads.len(), title.titles.len()), (3, 1), "a title is none");
    }

    #[test]
    fn a_separator_line_counts_as_a_line() {
        let grid = read("sep=;\r\nDistrict;Placements\r\nDover;9\r\n").unwrap();
        assert_eq!((grid.head_line, grid.lines), (2, vec![3]));
    }

    #[test]
    fn codes_and_guards_of_spreadsheets_are_taken_off() {
        let grid = read("District,Placements\n\"=\"\"E07000108\"\"\",9\n'=1+1,'-\n").unwrap();
        assert_eq!(grid.text(0, 0), "E07000108");
        assert_eq!((grid.text(1, 0), grid.text(1, 1)), ("=1+1", "-"));
    }

    #[test]
    fn what_is_too_large_or_no_table_is_refused() {
        let cases = [
            ("District\nDover\n".to_owned(), Refusal::OneColumn),
            ("District,Placements\n".to_owned(), Refusal::NoRows),
            ("District,Placements\nDover,\"9\n".to_owned(), Refusal::Unclosed(2)),
            (format!("District,Placements\nDover,{}\n", "9".repeat(MOST_TEXT + 1)), Refusal::LongText(2)),
            (format!("District,Placements\nDover{}\n", ",".repeat(MOST_COLUMNS)), Refusal::Wide(2)),
            (format!("District,Placements\n{}", "a,1\n".repeat(MOST_LINES + 1)), Refusal::Long),
        ];
        for (text, refusal) in cases {
            assert_eq!(read(&text).map(|grid| grid.lines.len()), Err(refusal));
        }
        assert_eq!(
            read(&format!("District,Placements\n{}", "a,1\n".repeat(MOST_LINES))).unwrap().lines.len(),
            MOST_LINES
        );
    }

    #[test]
    fn rows_longer_than_the_headings_are_noted() {
        assert_eq!(read("District,Placements\nDover,1,784\nThanet,5,\n").unwrap().wide, [0]);
    }
}
