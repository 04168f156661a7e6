//! Results in the shape of the data tables of a local SEND reform plan: plans by provision (table 6) and, in
//! non-maintained and independent special schools, by primary need (table 7.5), each with the council's measures and
//! without them.
//!
//! The tables are those of 2026 as a firm names them that fills them in for councils; no copy of the form comes with
//! the planner.

use super::form::{MAINSTREAM_INDEPENDENT, NOT_SPLIT, need_lines};
use super::returns::{
    BEYOND, Entry, Figure, Line, NOT_MODELLED, OTHER_TYPES, lines_by_need, placed, says, table,
};
use super::{Format, Outcome, Sheet};
use crate::cohort::Scope;
use crate::field::January;
use crate::scenario::{Amount, Scenario};

/// The years of the tables. A year is that at whose end plans are counted: 2025 is the census of January 2026.
const YEARS: std::ops::RangeInclusive<u16> = 2025..=2029;
/// The rows of table 6.
const PROVISION: [&str; 14] = [
    "Early Years settings including PVIs",
    "Mainstream schools or academies",
    "Support bases in mainstream settings",
    "Specialist bases in mainstream settings",
    "Maintained special schools or special academies",
    MODELLED,
    "NMSS or independent schools - other suitable arrangements",
    "Alternative Provision",
    "Mainstream Post 16 provision",
    "Mainstream Post 16 specialist provision",
    "Specialist Post-16 institutions",
    "Elective Home Education (EHE)",
    "Other arrangements by LA (EOTAS)",
    "Other (including hospital schools where applicable)",
];
/// The row that is modelled.
const MODELLED: &str = "NMSS or independent schools - LA funded placements";
/// Whose wording the tables follow.
const FOLLOWS: &str = "The titles and rows follow the data tables of local SEND reform plans of 2026 (Department for Education) as those who fill them in for councils type them. Check them against the form.";

/// Takes out of a scenario what the council does about its numbers: the Localities Model, new local places and blocks.
/// What limits places stays.
fn without_measures(scenario: &mut Scenario) {
    scenario.localities.effect.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_places.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_openings.clear();
    scenario.local_provision.schools.clear();
    scenario.blocks.clear();
}

/// The tables, with measures and without.
///
/// # Errors
/// Where the futures without measures cannot be run; a sentence each.
pub fn reform_plan(outcome: &Outcome) -> Result<Vec<Sheet>, Vec<String>> {
    let mut plain = outcome.scenario.clone().into_inner();
    without_measures(&mut plain);
    let plain = Outcome::run(&plain.to_json(), &outcome.date, u32::MAX)?;
    let mut sheets = Vec::new();
    for (outcome, how) in [(outcome, "with measures"), (&plain, "without measures")] {
        sheets.push(by_provision(outcome, how));
        sheets.push(by_need(outcome, how));
    }
    Ok(sheets)
}

/// What is placed in each year of the tables.
fn of(outcome: &Outcome, hidden: &[Scope], scope: Scope) -> Vec<Entry> {
    let entry = |year: u16| match outcome.ensemble.index_of(January(year + 1)) {
        Some(january) => placed(outcome, hidden, january, scope),
        None => Entry::Says(BEYOND),
    };
    YEARS.map(entry).collect()
}

fn periods() -> Vec<String> {
    YEARS.map(|year| year.to_string()).collect()
}

fn by_provision(outcome: &Outcome, how: &str) -> Sheet {
    let (hidden, years) = (outcome.hidden(), periods());
    let lines = PROVISION.map(|row| {
        let entries =
            if row == MODELLED { of(outcome, &hidden, Scope::County) } else { says(NOT_MODELLED, &years) };
        (vec![row], entries)
    });
    let title = "6. Current and projected number of all CYP with EHC plans by provision";
    sheet(&["Table 6 ", how].concat(), title, lines.into(), OTHER_TYPES)
}

fn by_need(outcome: &Outcome, how: &str) -> Sheet {
    let hidden = outcome.hidden();
    let names = need_lines(&outcome.scenario);
    let lines = lines_by_need(&names, "Total", &periods(), |scope| of(outcome, &hidden, scope));
    let title = "7.5 Non-Maintained Special Schools or Independent Schools, by primary need";
    sheet(&["Table 7.5 ", how].concat(), title, lines, NOT_SPLIT)
}

fn sheet(name: &str, title: &str, lines: Vec<Line>, note: &str) -> Sheet {
    let mut sheet = table(name, &[title], &periods(), (Format::Tenths, Figure::MIDDLE), lines);
    sheet.lead = FOLLOWS;
    sheet.notes = vec![
        "A year stands for the census at its end: 2025 is January 2026.".into(),
        "Enter the middle future. Medians do not add up: the total has its own.".into(),
        note.into(),
        MAINSTREAM_INDEPENDENT.into(),
        "Without measures means without the Localities Model, new local places and blocks, on the same random numbers; \
         what limits places stays as it is."
            .into(),
        "Tables by age are not filled: the planner counts ages on 31 August before the school year, and the form may \
         want the age that is reached within it."
            .into(),
    ];
    sheet
}
