//! Results in the form of two returns to the Department for Education: the DSG management plan's placement types and
//! bands of ages, and the years of the school capacity survey (SCAP).
//!
//! The model counts only placements in independent and non-maintained special schools. Where a return asks for more,
//! its cell says so and holds no number.

use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::{COST_UNIT, Headline, Measure, Scope};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, Band, FinancialYear, January, Phase};
use crate::results::is_told;

/// The entry where the model has no figure.
const NOT_MODELLED: &str = "Not modelled";
/// The entry where a return asks for nothing.
const NOT_ASKED: &str = "Not asked for";
/// The entry for a year after the last one that is simulated.
const BEYOND: &str = "After the last simulated year";
/// The type of placement that is modelled, under the name that both returns use.
const MODELLED: &str = "NMSS or independent";
/// The types of placement of the DSG management plan (template version 10, March 2025).
const TYPES: [&str; 7] = [
    "Mainstream schools or academies",
    "Resourced provision or SEN units",
    "Maintained special schools or special academies",
    MODELLED,
    "Hospital schools or alternative provision",
    "Post-16 and further education",
    "Other",
];
/// The types of specialist provision in SCAP's forecasts of pupils with plans.
const PROVISION: [&str; 5] = [
    "SEN units in mainstream schools",
    "Resourced provision in mainstream schools",
    "State-funded special schools",
    "Independent and non-maintained special schools",
    "Alternative provision",
];
/// The number of academic years that SCAP forecasts for each phase, from the year after that of the survey.
const SCAP_YEARS: [(Phase, &str, usize); 2] =
    [(Phase::Primary, "Primary, Reception to Year 6", 5), (Phase::Secondary, "Secondary, Years 7 to 11", 7)];

/// The source of the categories of each return. Their wording is that of one year, and the planner holds no copy of the
/// templates, so whoever fills one in must check.
const PLAN_FOLLOWS: &str = "The categories follow the DSG management plan template of the Department for Education, version 10 (26 March 2025). Check them against the template of the year.";
const SCAP_FOLLOWS: &str = "The categories follow the school capacity survey (SCAP) of the Department for Education: five academic years for primary, seven for secondary. Check them against the template of the year.";

/// The figures of a return: the median as the forecast, with its range below.
const FIGURES: [&str; 3] = ["Middle (p50)", "1 in 10 below (p10)", "1 in 10 above (p90)"];

/// An entry of a return for a period.
enum Entry {
    Figure(Summary),
    /// A count that is suppressed.
    Hidden,
    Says(&'static str),
}

/// A line of a return: its names, and an entry for each period.
type Line<'a> = (Vec<&'a str>, Vec<Entry>);

/// Makes a table with a column for each period. A line with figures takes three rows.
fn table(name: &str, names: &[&str], periods: &[String], format: Format, lines: Vec<Line>) -> Sheet {
    let mut heads = names.to_vec();
    heads.push("Figure");
    heads.extend(periods.iter().map(String::as_str));
    let mut sheet = Sheet::new(name, &heads);
    for (texts, entries) in lines {
        let has_figures = entries.iter().any(|entry| !matches!(entry, Entry::Says(_)));
        for (at, figure) in FIGURES.into_iter().enumerate().take(if has_figures { 3 } else { 1 }) {
            let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
            row.push(if has_figures { figure.into() } else { Cell::Blank });
            row.extend(entries.iter().map(|entry| match entry {
                Entry::Figure(of) => Cell::Number([of.p50, of.p10, of.p90][at], format),
                Entry::Hidden => Cell::hidden(),
                Entry::Says(words) => (*words).into(),
            }));
            sheet.rows.push(row);
        }
    }
    sheet
}

/// The same words in every period.
fn says(words: &'static str, periods: &[String]) -> Vec<Entry> {
    periods.iter().map(|_| Entry::Says(words)).collect()
}

/// Pupils placed, unless this is an opening count that is hidden.
fn placed(outcome: &Outcome, hidden: &[Scope], january: usize, scope: Scope) -> Entry {
    if january == 0 && hidden.contains(&scope) {
        return Entry::Hidden;
    }
    Entry::Figure(outcome.stock(january, scope))
}

/// The four tables of a DSG management plan.
pub fn dsg_plan(outcome: &Outcome) -> Vec<Sheet> {
    let ensemble = &outcome.ensemble;
    let shape = ensemble.shape();
    let januaries: Vec<String> =
        (0..shape.januaries()).map(|index| ensemble.january(index).to_string()).collect();
    let financial: Vec<String> =
        (0..shape.years).map(|year| FinancialYear(ensemble.january(year).0).to_string()).collect();
    let academic: Vec<String> =
        (0..shape.years).map(|year| AcademicYear(ensemble.january(year).0).to_string()).collect();
    let tables = [
        by_type(outcome, &januaries),
        by_age(outcome, &januaries),
        spending(outcome, &financial),
        moves(outcome, &academic),
    ];
    tables.map(|table| Sheet { lead: PLAN_FOLLOWS, ..table }).into()
}

/// Plans by type of placement.
fn by_type(outcome: &Outcome, januaries: &[String]) -> Sheet {
    let hidden = outcome.hidden();
    let modelled =
        || (0..januaries.len()).map(|index| placed(outcome, &hidden, index, Scope::County)).collect();
    let line = |kind| {
        let entries = if kind == MODELLED { modelled() } else { says(NOT_MODELLED, januaries) };
        (vec![kind], entries)
    };
    let lines = TYPES.map(line).into();
    let mut sheet = table("Plans by placement type", &["Placement type"], januaries, Format::Tenths, lines);
    sheet.notes = vec![
        "Not modelled: the planner simulates independent and non-maintained special schools alone. Enter the \
         council’s own figures for the other types."
            .into(),
        "Enter the middle future as the forecast, and keep the range for the narrative. The scenario is one plan: \
         save this again from a scenario without measures for the unmitigated forecast."
            .into(),
    ];
    sheet
}

/// Placements by band of ages.
fn by_age(outcome: &Outcome, januaries: &[String]) -> Sheet {
    let hidden = outcome.hidden();
    let mut lines: Vec<Line> = Vec::new();
    for band in Band::ALL {
        let entries = (0..januaries.len()).map(|index| placed(outcome, &hidden, index, Scope::Band(band)));
        lines.push((vec![MODELLED, band.label()], entries.collect()));
    }
    lines.extend(
        Band::ALL
            .map(|band| (vec!["All other placement types", band.label()], says(NOT_MODELLED, januaries))),
    );
    let mut sheet = table("Plans by age", &["Placement type", "Age"], januaries, Format::Tenths, lines);
    sheet.notes = vec![
        "Age is that at the start of the academic year, 31 August. The model begins with Reception: it counts nobody \
         under 4, and nobody who turns 25 before September."
            .into(),
    ];
    sheet
}

/// Spending by type of placement, and the balance.
fn spending(outcome: &Outcome, years: &[String]) -> Sheet {
    let ensemble = &outcome.ensemble;
    let spent = |year| Summary::from(ensemble.tally(Measure::Cost, year, Scope::County)).scaled(COST_UNIT);
    let modelled = || (0..years.len()).map(|year| Entry::Figure(spent(year))).collect();
    let line = |kind| (vec![kind], if kind == MODELLED { modelled() } else { says(NOT_MODELLED, years) });
    let mut lines: Vec<Line> = TYPES.map(line).into();
    for (name, headline) in [
        ("Alternatives of those diverted, all types", Headline::Alternatives as fn(usize) -> Headline),
        ("In-year balance of the High Needs Block before contributions", Headline::Balance),
    ] {
        if !is_told(&outcome.scenario, headline(0)) {
            lines.push((vec![name], says("not entered", years)));
            continue;
        }
        let figure = |year| Entry::Figure(Summary::from(&ensemble.spread(headline(year))));
        lines.push((vec![name], (0..years.len()).map(figure).collect()));
    }
    let mut sheet = table("Spending", &["Line"], years, Format::Pounds, lines);
    sheet.notes = vec![
        "Spending on placements is before contributions of health and social care. Transport is paid by the \
         General Fund and is not in it."
            .into(),
    ];
    sheet
}

/// The pupils whom the measures place in other types of placement, as far as the model knows them.
fn moves(outcome: &Outcome, years: &[String]) -> Sheet {
    let ensemble = &outcome.ensemble;
    let lines = [
        (Measure::Localities, "Kept in mainstream by the Localities Model"),
        (Measure::Srp, "Placed in a specialist resource provision"),
        (Measure::StateSpecial, "Placed in a state special school"),
        (Measure::Waiting, "Waiting in January, educated otherwise than at school"),
    ]
    .map(|(measure, name)| {
        let figure = |year| Entry::Figure(Summary::from(ensemble.tally(measure, year, Scope::County)));
        (vec![name], (0..years.len()).map(figure).collect())
    });
    let mut sheet = table("Placed elsewhere", &["Instead of joining"], years, Format::Tenths, lines.into());
    sheet.notes = vec![
        "Pupils of the academic year who would have joined an independent or non-maintained special school. They \
         are no count of everybody in the other types."
            .into(),
    ];
    sheet
}

/// SCAP's forecast: pupils with plans who need a specialist place, by phase, type and academic year.
pub fn scap(outcome: &Outcome) -> Sheet {
    let survey = survey_year(outcome);
    let most = SCAP_YEARS.iter().map(|(.., years)| *years).max().unwrap_or(0);
    let years: Vec<String> = (1..=most).map(|ahead| survey.plus(ahead).academic_year().to_string()).collect();
    let hidden = outcome.hidden();
    let mut lines: Vec<Line> = Vec::new();
    for (phase, name, asked) in SCAP_YEARS {
        for provision in PROVISION {
            let entry = |ahead: usize| match outcome.ensemble.index_of(survey.plus(ahead)) {
                _ if ahead > asked => Entry::Says(NOT_ASKED),
                _ if provision != PROVISION[3] => Entry::Says(NOT_MODELLED),
                Some(january) => placed(outcome, &hidden, january, Scope::Phase(phase)),
                None => Entry::Says(BEYOND),
            };
            lines.push((vec![name, provision], (1..=most).map(entry).collect()));
        }
    }
    let mut sheet = table("SCAP forecast", &["Phase", "Provision"], &years, Format::Tenths, lines);
    sheet.lead = SCAP_FOLLOWS;
    sheet.notes = vec![
        format!(
            "Forecasts run five academic years ahead for primary and seven for secondary, from the year after {}: \
             the academic year in which this file is made. Pupils are counted in January.",
            survey.academic_year()
        ),
        "Not modelled: the planner simulates independent and non-maintained special schools alone. Enter the \
         council’s own figures for the other types."
            .into(),
        "Post-16 placements (ages 16 and over) are in the workbook’s detail, as a phase of their own.".into(),
        "Enter the middle future as the forecast.".into(),
    ];
    sheet
}

/// The January of the academic year in which the file is made.
fn survey_year(outcome: &Outcome) -> January {
    let mut parts = outcome.date.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
    let (year, month) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    January(if month >= 9 { year.saturating_add(1) } else { year })
}
