//! Which row holds the headings: found by what rows look like, then by the words in them.
//!
//! Headings are texts, each another one, over columns of numbers. A row of figures is none, however many
//! names stand in it; a title is none, since nothing stands under most of it.

use super::across::names;
use super::column::heading;
use super::date::year;
use super::number::{Number, number};
use super::records::{Records, bare};
use super::{MOST_COLUMNS, MOST_TEXT, Refusal};
use crate::scenario::Scenario;
use std::collections::HashSet;

/// Rows that may hold the headings.
const FIRST: usize = 20;
/// Rows under a row that are looked at.
const UNDER: usize = 25;

/// The line of the headings, the headings, and what stands above them, a text a row.
pub fn headings(
    text: &str,
    delimiter: u8,
    scenario: &Scenario,
) -> Result<(usize, Vec<String>, Vec<String>), Refusal> {
    let rows = first_rows(text, delimiter)?;
    let numbers: Vec<Vec<bool>> =
        rows.iter().map(|(_, cells)| cells.iter().map(|cell| is_number(cell)).collect()).collect();
    let in_runs: Vec<Vec<bool>> = rows.iter().map(|(_, cells)| runs(cells)).collect();
    let mut best: Option<(i64, usize)> = None;
    for at in 0..rows.len().min(FIRST) {
        let score = score(&rows, (&numbers, &in_runs), at, scenario);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, at));
        }
    }
    let (_, at) = best.ok_or(Refusal::Empty)?;
    let (line, mut heads) = rows[at].clone();
    // Excel leaves empty columns behind.
    while heads.last().is_some_and(String::is_empty) {
        heads.pop();
    }
    let mut above = &rows[..at];
    if let Some((_, cells)) = above.last()
        && join(cells, &mut heads)
    {
        above = &above[..above.len() - 1];
    }
    let title = |(_, cells): &(usize, Vec<String>)| {
        cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    Ok((line, heads, above.iter().map(title).collect()))
}

/// Joins a row above the headings to them, where both are headings: a cell that was merged downwards leaves a blank
/// under it, and one that was merged to the right stands over headings that are the same. False where it is a title.
fn join(above: &[String], heads: &mut [String]) -> bool {
    let filled = above.iter().filter(|cell| !cell.is_empty());
    if filled.clone().count() < 2 || filled.clone().any(|cell| is_number(cell) && year(cell).is_none()) {
        return false;
    }
    let before = heads.to_vec();
    let mut over = "";
    for (column, head) in heads.iter_mut().enumerate() {
        let own = above.get(column).map_or("", String::as_str);
        if !own.is_empty() {
            over = own;
        }
        if head.is_empty() {
            own.clone_into(head);
        } else if !over.is_empty() && before.iter().filter(|other| *other == head).count() > 1 {
            *head = [over, " ", head].concat();
        }
    }
    *heads != *before
}

/// The first rows that are not blank, with their lines.
fn first_rows(text: &str, delimiter: u8) -> Result<Vec<(usize, Vec<String>)>, Refusal> {
    let mut records = Records::new(text, delimiter);
    let (mut fields, mut rows) = (Vec::new(), Vec::new());
    while rows.len() < FIRST + UNDER {
        let Some(line) = records.read(&mut fields) else { break };
        if let Some(line) = records.unclosed {
            return Err(Refusal::Unclosed(line));
        }
        if fields.len() > MOST_COLUMNS {
            return Err(Refusal::Wide(line));
        }
        if fields.iter().any(|field| field.len() > MOST_TEXT) {
            return Err(Refusal::LongText(line));
        }
        let cells: Vec<String> = fields.iter().map(|field| bare(field).to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line, cells));
        }
    }
    Ok(rows)
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && matches!(number(cell), Number::Known(_) | Number::Hidden(..) | Number::Share(_))
}

/// How much a row looks like headings.
fn score(
    rows: &[(usize, Vec<String>)],
    (numbers, runs): (&[Vec<bool>], &[Vec<bool>]),
    at: usize,
    scenario: &Scenario,
) -> i64 {
    let cells = &rows[at].1;
    let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    // Years and a run of ages or year groups are headings too.
    let in_run = |column: usize| {
        // Counts may run by chance; then those under them do not stand still either.
        runs[at].get(column) == Some(&true)
            && !(at + 1..rows.len().min(at + 1 + UNDER)).any(|row| runs[row].get(column) == Some(&true))
    };
    let is_text = |column: usize| !numbers[at][column] || year(&cells[column]).is_some() || in_run(column);
    let under = at + 1..rows.len().min(at + 1 + UNDER);
    let over_numbers = |column: usize| {
        let below = under.clone().filter(|row| rows[*row].1.get(column).is_some_and(|cell| !cell.is_empty()));
        let (mut all, mut figures) = (0, 0);
        for row in below {
            all += 1;
            figures += i64::from(numbers[row][column]);
        }
        all > 0 && 2 * figures > all
    };
    let count =
        |is: &dyn Fn(usize) -> bool| i64::try_from(filled().filter(|(at, _)| is(*at)).count()).unwrap_or(0);
    let texts = count(&is_text);
    let figures = count(&|column| !is_text(column));
    let contrast = count(&|column| is_text(column) && over_numbers(column));
    let different: HashSet<&str> = filled().map(|(_, cell)| cell.as_str()).collect();
    let same = texts + figures - i64::try_from(different.len()).unwrap_or(0);
    let known = cells.iter().filter(|cell| heading(cell).is_some()).count().max(names(cells, scenario));
    let known = i64::try_from(known).unwrap_or(0);
    let is_alone = i64::from(texts + figures < 2);
    2 * known + 2 * contrast + texts - 2 * figures - 3 * same - 10 * is_alone
}

/// Which cells belong to a run of at least four whole numbers, each one more than the one before.
fn runs(cells: &[String]) -> Vec<bool> {
    let values: Vec<Option<u16>> =
        cells.iter().map(|cell| cell.parse().ok().filter(|value| *value <= 25)).collect();
    let mut in_run = vec![false; cells.len()];
    let mut begin = 0;
    for at in 1..=cells.len() {
        let goes_on =
            at < cells.len() && values[at].is_some() && values[at] == values[at - 1].map(|last| last + 1);
        if !goes_on {
            if at - begin >= 4 && values[begin].is_some() {
                in_run[begin..at].fill(true);
            }
            begin = at;
        }
    }
    in_run
}
