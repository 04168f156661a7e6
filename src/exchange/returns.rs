//! Results in the shape of two returns to the Department for Education: the DSG management plan's
//! placement types and bands of ages, and the years of the school capacity survey (SCAP).
//!
//! The model counts placements in independent and non-maintained special schools alone. Where a return
//! asks for more, its cell says so instead of holding a number that nobody worked out.

use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::{COST_UNIT, Headline, Measure, Place};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, Band, FinancialYear, January, Phase};

/// What stands where the model has no figure.
const NOT_MODELLED: &str = "Not modelled: enter the council’s own figure";
/// The type of placement that is modelled, as both returns call it.
const MODELLED: &str = "NMSS or independent";
/// Types of placement of the DSG management plan (template version 10, March 2025).
const TYPES: [&str; 7] = [
    "Mainstream schools or academies",
    "Resourced provision or SEN units",
    "Maintained special schools or special academies",
    MODELLED,
    "Hospital schools or alternative provision",
    "Post-16 and further education",
    "Other",
];
/// Types of specialist provision of SCAP's forecasts of pupils with plans.
const PROVISION: [&str; 5] = [
    "SEN units in mainstream schools",
    "Resourced provision in mainstream schools",
    "State-funded special schools",
    "Independent and non-maintained special schools",
    "Alternative provision",
];
/// Academic years that SCAP forecasts for each phase, from the year after that of the survey.
const SCAP_YEARS: [(Phase, &str, usize); 2] =
    [(Phase::Primary, "Primary, Reception to Year 6", 5), (Phase::Secondary, "Secondary, Years 7 to 11", 7)];

/// Statistics of a return: the middle future stands in for the forecast, with its range beside it.
const STATISTICS: [&str; 3] = ["Middle (p50)", "1 in 10 below (p10)", "1 in 10 above (p90)"];

fn figures(of: &Summary, format: Format) -> [Cell; 3] {
    [of.p50, of.p10, of.p90].map(|value| Cell::Number(value, format))
}

/// A row that has no figures.
fn without(texts: &[&str]) -> Vec<Cell> {
    let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
    row.extend([NOT_MODELLED.into(), Cell::Blank, Cell::Blank]);
    row
}

/// The three tables of a DSG management plan.
pub fn dsg_plan(outcome: &Outcome) -> Vec<Sheet> {
    vec![by_type(outcome), by_age(outcome), spending(outcome)]
}

/// Plans by type of placement, January by January.
fn by_type(outcome: &Outcome) -> Sheet {
    let heads: Vec<&str> = ["Placement type", "January"].into_iter().chain(STATISTICS).collect();
    let mut sheet = Sheet::new("Plans by placement type", &heads);
    let hidden = outcome.hidden();
    for kind in TYPES {
        for index in 0..outcome.ensemble.shape().januaries() {
            let january = outcome.ensemble.january(index).0.to_string();
            if kind != MODELLED {
                sheet.rows.push(without(&[kind, &january]));
                continue;
            }
            sheet.rows.push(counted(outcome, &hidden, index, Place::County, &[kind, &january]));
        }
    }
    sheet.rows.extend(moves(outcome));
    sheet.notes = vec![
        "Enter the middle future as the forecast, and keep the range for the narrative. The scenario is one plan: \
         save it again from a scenario without measures for the unmitigated forecast."
            .into(),
        "The last rows are what the model knows of other types: pupils a year who would have joined and are placed \
         there instead. They are no count of everybody there."
            .into(),
    ];
    sheet
}

/// Pupils whom the measures place elsewhere, or who wait.
fn moves(outcome: &Outcome) -> impl Iterator<Item = Vec<Cell>> {
    let kinds = [
        (Measure::Localities, "Change: kept in mainstream by the Localities Model"),
        (Measure::Srp, "Change: placed in a specialist resource provision"),
        (Measure::StateSpecial, "Change: placed in a state special school"),
        (Measure::Waiting, "Waiting in January (educated otherwise)"),
    ];
    kinds.into_iter().flat_map(move |(measure, name)| {
        (0..outcome.ensemble.shape().years).map(move |year| {
            let of = Summary::from(outcome.ensemble.tally(measure, year, Place::County));
            let january = outcome.ensemble.january(year);
            let period = match measure {
                Measure::Waiting => outcome.ensemble.january(year + 1).0.to_string(),
                _ => AcademicYear(january.0).to_string(),
            };
            let texts: [Cell; 2] = [name.into(), period.into()];
            texts.into_iter().chain(figures(&of, Format::Tenths)).collect()
        })
    })
}

/// A count of pupils placed, unless it is an opening count that is hidden.
fn counted(outcome: &Outcome, hidden: &[Place], january: usize, place: Place, texts: &[&str]) -> Vec<Cell> {
    let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
    if january == 0 && hidden.contains(&place) {
        row.extend([Cell::hidden(), Cell::hidden(), Cell::hidden()]);
    } else {
        row.extend(figures(&outcome.stock(january, place), Format::Tenths));
    }
    row
}

/// Placements by band of ages.
fn by_age(outcome: &Outcome) -> Sheet {
    let heads: Vec<&str> = ["Placement type", "Age", "January"].into_iter().chain(STATISTICS).collect();
    let mut sheet = Sheet::new("Plans by age", &heads);
    let hidden = outcome.hidden();
    for band in Band::ALL {
        for index in 0..outcome.ensemble.shape().januaries() {
            let january = outcome.ensemble.january(index).0.to_string();
            let texts = [MODELLED, band.label(), &january];
            sheet.rows.push(counted(outcome, &hidden, index, Place::Band(band), &texts));
        }
    }
    for band in Band::ALL {
        sheet.rows.push(without(&["All other placement types", band.label(), "all"]));
    }
    sheet.notes = vec![
        "Age is that at the start of the academic year, 31 August. The model begins with Reception: it counts nobody \
         under 4, and nobody who turns 25 before September."
            .into(),
    ];
    sheet
}

/// Spending by type of placement, and the balance.
fn spending(outcome: &Outcome) -> Sheet {
    let heads: Vec<&str> = ["Line", "Financial year"].into_iter().chain(STATISTICS).collect();
    let mut sheet = Sheet::new("Spending", &heads);
    let ensemble = &outcome.ensemble;
    let years = || {
        (0..ensemble.shape().years).map(|year| (year, FinancialYear(ensemble.january(year).0).to_string()))
    };
    for kind in TYPES {
        for (year, name) in years() {
            if kind != MODELLED {
                sheet.rows.push(without(&[kind, &name]));
                continue;
            }
            let of = Summary::from(ensemble.tally(Measure::Cost, year, Place::County)).scaled(COST_UNIT);
            let texts: [Cell; 2] = [kind.into(), name.into()];
            sheet.rows.push(texts.into_iter().chain(figures(&of, Format::Pounds)).collect());
        }
    }
    for (line, headline) in [
        ("Alternatives of those diverted, all types", Headline::Alternatives as fn(usize) -> Headline),
        ("In-year balance of the High Needs Block before contributions", Headline::Balance),
    ] {
        for (year, name) in years() {
            let of = Summary::from(&ensemble.spread(headline(year)));
            let texts: [Cell; 2] = [line.into(), name.into()];
            sheet.rows.push(texts.into_iter().chain(figures(&of, Format::Pounds)).collect());
        }
    }
    sheet.notes = vec![
        "Spending on placements is before contributions of health and social care. Transport is paid by the \
         General Fund and is not in it."
            .into(),
    ];
    sheet
}

/// SCAP's forecast: pupils with plans who need a specialist place, by phase, type and academic year.
pub fn scap(outcome: &Outcome) -> Sheet {
    let heads: Vec<&str> = ["Phase", "Provision", "Academic year"].into_iter().chain(STATISTICS).collect();
    let mut sheet = Sheet::new("SCAP forecast", &heads);
    let survey = survey_year(outcome);
    for (phase, name, years) in SCAP_YEARS {
        for provision in PROVISION {
            for ahead in 1..=years {
                let year = AcademicYear(survey.plus(ahead).0.saturating_sub(1));
                let texts = [name, provision, &year.to_string()];
                let index = outcome.ensemble.index_of(survey.plus(ahead));
                let row = match index {
                    _ if provision != PROVISION[3] => without(&texts),
                    Some(index) => counted(outcome, &outcome.hidden(), index, Place::Phase(phase), &texts),
                    None => beyond(&texts),
                };
                sheet.rows.push(row);
            }
        }
    }
    sheet.notes = vec![
        format!(
            "Forecasts run five academic years ahead for primary and seven for secondary, from the year after {}: \
             the academic year in which this file is made. Pupils are counted in January.",
            survey.academic_year()
        ),
        "Post-16 placements (ages 16 and over) are in the workbook’s detail, as a phase of their own.".into(),
        "Enter the middle future as the forecast. Check the types against the template of the year of the return."
            .into(),
    ];
    sheet
}

/// The January of the academic year in which the file is made.
fn survey_year(outcome: &Outcome) -> January {
    let mut parts = outcome.date.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    January(if month >= 9 { year.saturating_add(1) } else { year })
}

/// A row of a year after the last that is simulated.
fn beyond(texts: &[&str]) -> Vec<Cell> {
    let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
    row.extend(["After the last simulated year: lengthen the horizon".into(), Cell::Blank, Cell::Blank]);
    row
}
