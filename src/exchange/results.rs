//! Makes the files of results.

use super::assumptions::assumptions;
use super::book::book;
use super::figures::{figures, long, wide};
use super::{Cell, Form, Outcome, Sheet, Wanted, balance, county, csv, places, reform, returns};
use crate::shelf::plain;

/// The largest number of futures of a scenario other than the open one.
const MOST_FUTURES: u32 = 10_000;
/// The largest number of scenarios besides the open one.
const MOST_OTHERS: usize = 11;
/// The media type of comma-separated text.
pub const CSV: &str = "text/csv;charset=utf-8";
/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to save.
pub struct File {
    /// The name of the file.
    pub name: String,
    /// The media type of the file.
    pub kind: &'static str,
    /// The content of the file.
    pub bytes: Vec<u8>,
}

/// Makes the file that is wanted.
///
/// # Errors
/// Sentences, where its futures cannot be run or are not those of the page.
pub fn file(wanted: &Wanted) -> Result<File, Vec<String>> {
    let outcome = Outcome::of(wanted)?;
    let (what, title) = match wanted.form {
        Form::Csv => ("results", "Results"),
        Form::Workbook => ("workbook", "Results and assumptions"),
        Form::DsgPlan => ("dsg-plan", "For the DSG management plan"),
        Form::Scap => ("scap", "For the school capacity survey"),
        Form::ReformPlan => ("reform-plan", "For the local SEND reform plan"),
    };
    let stem = [&plain(&outcome.scenario.name), "-", what, "-", &outcome.date].concat();
    if wanted.form == Form::Csv {
        let bytes = csv(&everything(&outcome)).into_bytes();
        return Ok(File { name: [&stem, ".csv"].concat(), kind: CSV, bytes });
    }
    let mut sheets = vec![about(title, &outcome)];
    sheets.extend(match wanted.form {
        Form::DsgPlan => returns::dsg_plan(&outcome),
        Form::Scap => vec![returns::scap(&outcome, wanted.non_maintained)],
        Form::ReformPlan => reform::reform_plan(&outcome)?,
        Form::Csv | Form::Workbook => {
            // An invalid scenario has no results; the rest of the workbook stands.
            let others: Vec<Outcome> = (wanted.others.iter().take(MOST_OTHERS))
                .filter_map(|other| Outcome::run(other, &wanted.date, MOST_FUTURES).ok())
                .collect();
            let mut sheets = vec![
                county::results(&outcome),
                county::blocks(&outcome),
                county::scenarios(&outcome, &others),
            ];
            sheets.extend(balance::sheets(&outcome));
            sheets.extend(places::sheets(&outcome));
            sheets.push(wide(&figures(&outcome)));
            sheets
        }
    });
    sheets.push(assumptions(&outcome));
    let bytes = book(title, &outcome, &sheets).map_err(|reason| vec![reason])?;
    Ok(File { name: [&stem, ".xlsx"].concat(), kind: XLSX, bytes })
}

/// A sheet on what the workbook is, and how its figures can be run again.
fn about(title: &str, outcome: &Outcome) -> Sheet {
    let mut facts = vec![("What this is".to_owned(), title.to_owned())];
    facts.extend(outcome.provenance());
    Sheet::of_facts("About", ["About this file", "Value"], facts)
}

/// Results, assumptions and provenance in one table. The first column says what a row holds, so that a program can
/// select the rows that it needs.
fn everything(outcome: &Outcome) -> Sheet {
    let mut results = long(&figures(outcome));
    let text_columns = results.heads.len() - 2;
    let mut heads = vec!["kind".to_owned()];
    heads.append(&mut results.heads);
    heads.push("note".into());
    let row = |kind: &str, mut cells: Vec<Cell>, note: Cell| {
        cells.insert(0, kind.into());
        cells.push(note);
        cells
    };
    let blank = Cell::Blank;
    let mut rows: Vec<Vec<Cell>> =
        results.rows.into_iter().map(|cells| row("result", cells, blank.clone())).collect();
    for assumption in assumptions(outcome).rows {
        let [_, path, shape, low, central, high, unit, source, reference, note, reason, changed] =
            &assumption[..]
        else {
            continue;
        };
        let said = |cell: &Cell| match cell {
            Cell::Text(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let named = |name: &str, cell: &Cell| said(cell).map(|text| [name, &text].concat());
        let mut why: Vec<String> = [shape, source, reference, note].into_iter().filter_map(said).collect();
        why.extend([named("your reason: ", reason), named("changed from: ", changed)].into_iter().flatten());
        let why = why.join("; ");
        for (name, value) in [("low", low), ("central", central), ("high", high)] {
            if *value == Cell::Blank {
                continue;
            }
            let mut cells = vec![blank.clone(); text_columns - 2];
            cells.extend([path.clone(), unit.clone(), name.into(), value.clone()]);
            rows.push(row("assumption", cells, why.as_str().into()));
        }
    }
    for (name, value) in outcome.provenance() {
        let mut cells = vec![blank.clone(); text_columns - 2];
        cells.extend([name.into(), blank.clone(), blank.clone(), blank.clone()]);
        rows.push(row("about", cells, value.into()));
    }
    Sheet { heads, rows, ..Sheet::new("Results", &[]) }
}
