//! Sheets of a workbook on whether the High Needs Block breaks even and what moves it, from the futures that are in the
//! file anyway (M14.3).

use super::{Cell, Format, Outcome, Sheet};
use crate::decisions::breakeven::{Cause, Outlook, causes, fallen};
use crate::decisions::{EVEN, Savings};
use crate::field::FinancialYear;
use crate::sentences;
use crate::words;

/// The number of sums of other savings, besides none, for which the chance of balance is listed.
const SUMS: u32 = 30;
/// The chances for which the sum that brings them is listed.
const CHANCES: [f64; 5] = [0.3, EVEN, 0.7, 0.8, 0.9];

fn pounds(value: f64) -> Cell {
    Cell::Number(value, Format::Pounds)
}

fn share(value: f64) -> Cell {
    Cell::Number(value, Format::Percent)
}

/// The year of the agreement, where it is simulated.
fn agreed(outcome: &Outcome) -> Option<FinancialYear> {
    let ensemble = &outcome.ensemble;
    ensemble.shape().agreed_year.map(|index| FinancialYear(ensemble.january(index).0))
}

/// The sheets; none where the year of the agreement is not simulated.
pub fn sheets(outcome: &Outcome) -> Vec<Sheet> {
    [breakeven(outcome), goal(outcome), waterfall(outcome)].into_iter().flatten().collect()
}

/// How large the shortfall may be, and the first year in balance.
fn breakeven(outcome: &Outcome) -> Option<Sheet> {
    let outlook = Outlook::of(&outcome.ensemble)?;
    let year = agreed(outcome)?.to_string();
    let mut sheet = Sheet::new("Breakeven", &["What", "Year", "Shortfall over", "Share of futures"]);
    sheet.rows = outlook
        .curve
        .iter()
        .map(|&(shortfall, beyond)| {
            vec![
                "In-year shortfall is larger".into(),
                year.as_str().into(),
                pounds(shortfall.round()),
                share(beyond),
            ]
        })
        .collect();
    for (index, &first) in outlook.first.iter().enumerate() {
        let year = FinancialYear(outcome.ensemble.january(index).0).to_string();
        sheet.rows.push(vec!["First year in balance".into(), year.into(), Cell::Blank, share(first)]);
    }
    sheet.rows.push(vec!["In balance in no year".into(), Cell::Blank, Cell::Blank, share(outlook.never)]);
    sheet.notes = vec!["Before contributions. A negative shortfall is a surplus.".into()];
    Some(sheet)
}

/// How often each sum of other savings brings balance.
fn goal(outcome: &Outcome) -> Option<Sheet> {
    let scenario = &outcome.scenario;
    let savings = Savings::of(&outcome.ensemble, scenario, scenario)?;
    let year = agreed(outcome)?;
    let mut sheet = Sheet::new(
        "Goal seek",
        &[
            "What",
            "Other savings planned a year",
            "Breaks even, share of futures",
            "Of it too late, average",
            "The sum if none were late",
        ],
    );
    sheet.rows = CHANCES
        .iter()
        .map(|&chance| {
            let needed = savings.needed(chance);
            let sum = |sum: Option<f64>| sum.map_or(Cell::Blank, pounds);
            let what = match needed.planned {
                Some(_) => format!("To break even in {}", words::chance(chance)),
                None => format!(
                    "Out of reach: to break even in {}; share and lateness are those of {} a year",
                    words::chance(chance),
                    words::millions(needed.limit)
                ),
            };
            vec![
                what.into(),
                sum(needed.planned),
                share(needed.chance),
                pounds(needed.late.round()),
                sum(needed.prompt),
            ]
        })
        .collect();
    let limit = savings.needed(EVEN).limit;
    sheet.rows.extend((0..=SUMS).map(|place| {
        let planned = (limit * f64::from(place) / f64::from(SUMS)).round();
        vec![
            "Chance at a sum".into(),
            pounds(planned),
            share(savings.chance(planned)),
            Cell::Blank,
            Cell::Blank,
        ]
    }));
    sheet.notes = sentences::needed(&savings.needed(EVEN), year).into_iter().collect();
    Some(sheet)
}

/// What moves the balance in the middle futures, cause by cause, as the page has it.
fn waterfall(outcome: &Outcome) -> Option<Sheet> {
    let mut job = causes(&outcome.scenario)?;
    job.finish();
    let mut sheet = Sheet::new("Waterfall", &["Cause", "Adds to the balance", "Balance so far"]);
    let mut so_far = 0.0;
    sheet.rows = sentences::causes(&fallen(&job)?)[..Cause::ALL.len()]
        .iter()
        .map(|&(name, value)| {
            so_far += value;
            vec![name.into(), pounds(value.round()), pounds(so_far.round())]
        })
        .collect();
    sheet.notes = vec![format!("The middle tenth of the futures by their balance of {}.", agreed(outcome)?)];
    Some(sheet)
}
