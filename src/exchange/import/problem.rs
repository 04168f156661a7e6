//! What is wrong in a file, and on which lines.

use super::Grid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Problems that are shown; more are counted.
const MOST: usize = 300;
/// Runs of lines that are named; more are counted.
const RUNS: usize = 40;

/// Something that is wrong on some lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which lines, as `3, 7 and 9 to 20`.
    pub lines: String,
    /// The heading of the column; empty where it is the line as a whole.
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    /// What is wrong, and what to do or what was done.
    pub what: String,
}

/// Problems as they are found: the same ones are told once.
#[derive(Default)]
pub struct Problems(BTreeMap<(usize, String, String), Vec<usize>>);

/// In place of the number of a column: the line as a whole.
pub const LINE: usize = usize::MAX;

impl Problems {
    /// Notes one.
    pub fn add(&mut self, line: usize, column: usize, value: &str, what: &str) {
        self.0.entry((column, value.to_owned(), what.to_owned())).or_default().push(line);
    }

    /// All of them, the first line first.
    pub fn told(self, grid: &Grid) -> Vec<Problem> {
        let mut all: Vec<_> = self.0.into_iter().collect();
        all.sort_by_key(|(_, lines)| lines.first().copied());
        let more = all.len().saturating_sub(MOST);
        let mut told: Vec<Problem> = all
            .into_iter()
            .take(MOST)
            .map(|((column, value, what), lines)| Problem {
                lines: runs(&lines),
                column: grid.heads.get(column).cloned().unwrap_or_default(),
                value: shortened(&value),
                what,
            })
            .collect();
        if more > 0 {
            told.push(Problem {
                lines: String::new(),
                column: String::new(),
                value: String::new(),
                what: format!(
                    "There are {more} more problems of this kind. Is each column taken for what it is?"
                ),
            });
        }
        told
    }
}

/// A text that may be long, in a table.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// Lines in rising order, as `3, 7 and 9 to 20`.
pub fn runs(lines: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if line == *last || line == *last + 1 => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let more = runs.len().saturating_sub(RUNS);
    let mut told: Vec<String> = runs
        .into_iter()
        .take(RUNS)
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} to {last}"),
        })
        .collect();
    if more > 0 {
        told.push(format!("{more} more places"));
    }
    let last = told.pop().unwrap_or_default();
    if told.is_empty() { last } else { [&told.join(", "), " and ", &last].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_in_runs() {
        assert_eq!(runs(&[3]), "3");
        assert_eq!(runs(&[3, 7, 9, 10, 11, 12]), "3, 7 and 9 to 12");
        assert_eq!(runs(&[3, 4]), "3, 4");
        let many: Vec<usize> = (0..200).map(|at| 2 * at).collect();
        assert!(runs(&many).ends_with(" and 160 more places"));
    }
}
