//! Results in the form of two returns to the Department for Education: the DSG management plan's placement types,
//! bands of ages and needs, and the years of the school capacity survey (SCAP).
//!
//! The model counts only placements in independent and non-maintained special schools. Where a return asks for more,
//! its cell says so and holds no number.

use super::form::{MAINSTREAM_INDEPENDENT, NOT_SPLIT, need_lines};
use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::{COST_UNIT, Headline, Measure, Scope};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, Band, FinancialYear, January, Phase};
use crate::results::is_told;
use crate::words::percent_to;

/// The entry where the model has no figure.
pub(super) const NOT_MODELLED: &str = "Not modelled";
/// The entry where a return asks for nothing.
const NOT_ASKED: &str = "Not asked for";
/// The entry where the share of non-maintained special schools is not entered.
const TO_SPLIT: &str = "Not split";
/// The line that then holds the placements.
const UNSPLIT: &str = "Independent and non-maintained special schools, not split";
/// The entry for a year after the last one that is simulated.
pub(super) const BEYOND: &str = "After the last simulated year";
/// The type of placement that is modelled, under its name in the DSG management plan.
const MODELLED: &str = "Non-maintained special schools or independent (NMSS or independent) placements";
/// The sheets of the DSG management plan, one for each type of placement.
const TYPES: [&str; 7] = [
    "Mainstream schools or academies placements",
    "Resourced provision or SEN Units placements",
    "Maintained special schools or special academies placements",
    MODELLED,
    "Hospital schools or alternative provision (AP) placements",
    "Post 16 and further education (FE) placements",
    "Other placements or direct payments",
];
/// The types of specialist provision in SCAP's forecasts of pupils with plans, each with what the model has of it. In
/// SCAP non-maintained special schools are state-funded special schools.
const PROVISION: [(&str, Provision); 6] = [
    ("SEN units and resourced provision in mainstream schools", Provision::Other),
    ("Independent: independent special schools", Provision::IndependentSpecial),
    ("Independent: mainstream independent schools", Provision::Other),
    ("State funded special: non-maintained special schools", Provision::NonMaintained),
    ("State funded special: all others", Provision::Other),
    ("Alternative provision", Provision::Other),
];

/// What the model has of a type of provision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Provision {
    IndependentSpecial,
    NonMaintained,
    Other,
}

/// The number of academic years that SCAP forecasts for each phase, from the year after that of the survey.
const SCAP_YEARS: [(Phase, &str, usize); 2] =
    [(Phase::Primary, "Primary, Reception to Year 6", 5), (Phase::Secondary, "Secondary, Years 7 to 11", 7)];

/// The source of the categories of each return. Their wording is that of one year, and the planner holds no copy of the
/// templates, so whoever fills one in must check.
const PLAN_FOLLOWS: &str = "The names follow the DSG management plan template of the Department for Education as those who fill it in type them (version 5); the published guidance is for version 10 (26 March 2025). Check them against the template of the year.";
const SCAP_FOLLOWS: &str = "The categories follow the school capacity survey (SCAP) of the Department for Education: five academic years for primary, seven for secondary. Check them against the template of the year.";
/// What is said of types of placement that are not modelled.
pub(super) const OTHER_TYPES: &str = "Not modelled: the planner simulates independent and non-maintained special schools alone. Enter the council’s own figures for the other types.";

/// A figure of a return.
#[derive(Clone, Copy)]
pub(super) enum Figure {
    Mean,
    Middle,
    Low,
    High,
}

impl Figure {
    /// The median as the forecast, with its range below.
    pub(super) const MIDDLE: &[Figure] = &[Figure::Middle, Figure::Low, Figure::High];
    /// The mean first, which adds up over ages and needs, for forms that want it.
    const MEAN: &[Figure] = &[Figure::Mean, Figure::Middle, Figure::Low, Figure::High];

    fn label(self) -> &'static str {
        match self {
            Figure::Mean => "Mean (for the form)",
            Figure::Middle => "Middle (p50)",
            Figure::Low => "1 in 10 below (p10)",
            Figure::High => "1 in 10 above (p90)",
        }
    }

    fn of(self, summary: &Summary) -> f64 {
        match self {
            Figure::Mean => summary.mean,
            Figure::Middle => summary.p50,
            Figure::Low => summary.p10,
            Figure::High => summary.p90,
        }
    }
}

/// An entry of a return for a period.
pub(super) enum Entry {
    Figure(Summary),
    /// A count that is suppressed.
    Hidden,
    Says(&'static str),
    /// Left empty for whoever fills in the form.
    Blank,
}

/// A line of a return: its names, and an entry for each period.
pub(super) type Line<'a> = (Vec<&'a str>, Vec<Entry>);

/// Makes a table with a column for each period. A line with figures takes a row for each kind of figure.
pub(super) fn table(
    name: &str,
    names: &[&str],
    periods: &[String],
    (format, figures): (Format, &[Figure]),
    lines: Vec<Line>,
) -> Sheet {
    let mut heads = names.to_vec();
    heads.push("Figure");
    heads.extend(periods.iter().map(String::as_str));
    let mut sheet = Sheet::new(name, &heads);
    for (texts, entries) in lines {
        let has_figures = entries.iter().any(|entry| matches!(entry, Entry::Figure(_) | Entry::Hidden));
        for figure in figures.iter().take(if has_figures { figures.len() } else { 1 }) {
            let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
            row.push(if has_figures { figure.label().into() } else { Cell::Blank });
            row.extend(entries.iter().map(|entry| match entry {
                Entry::Figure(of) => Cell::Number(figure.of(of), format),
                Entry::Hidden => Cell::hidden(),
                Entry::Says(words) => (*words).into(),
                Entry::Blank => Cell::Blank,
            }));
            sheet.rows.push(row);
        }
    }
    sheet
}

/// The same words in every period.
pub(super) fn says(words: &'static str, periods: &[String]) -> Vec<Entry> {
    periods.iter().map(|_| Entry::Says(words)).collect()
}

/// Pupils placed, unless this is an opening count that is hidden.
pub(super) fn placed(outcome: &Outcome, hidden: &[Scope], january: usize, scope: Scope) -> Entry {
    if january == 0 && hidden.contains(&scope) {
        return Entry::Hidden;
    }
    Entry::Figure(outcome.stock(january, scope))
}

/// The tables of a DSG management plan.
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
        by_need(outcome, &januaries),
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
    let shown = (Format::Tenths, Figure::MEAN);
    let mut sheet = table("Plans by placement type", &["Sheet of the form"], januaries, shown, lines);
    sheet.notes = vec![
        OTHER_TYPES.into(),
        "Enter the mean as the forecast, and keep the range for the narrative. The scenario is one plan: save this \
         again from a scenario without measures for the unmitigated forecast."
            .into(),
        MAINSTREAM_INDEPENDENT.into(),
    ];
    sheet
}

/// Placements by band of ages, as the sheet of the modelled type has them.
fn by_age(outcome: &Outcome, januaries: &[String]) -> Sheet {
    let hidden = outcome.hidden();
    let of =
        |scope: Scope| (0..januaries.len()).map(|index| placed(outcome, &hidden, index, scope)).collect();
    let named: [String; 5] = Band::ALL.map(|band| match band {
        Band::Under5 => band.label().to_owned(),
        _ => ["Age ", band.label()].concat(),
    });
    let mut lines: Vec<Line> = Band::ALL
        .iter()
        .zip(&named)
        .map(|(&band, name)| (vec![name.as_str()], of(Scope::Band(band))))
        .collect();
    lines.push((vec!["Total number by Age Group"], of(Scope::County)));
    let shown = (Format::Tenths, Figure::MEAN);
    let mut sheet =
        table("NMSS or independent by age", &["Number of EHCPs by age group"], januaries, shown, lines);
    sheet.notes = vec![
        ["For the sheet ", MODELLED, ". The other sheets are not modelled."].concat(),
        "Age is that on 31 August before the school year. The model begins with Reception: it counts nobody under 4, \
         and nobody who turns 25 before September."
            .into(),
    ];
    sheet
}

/// Placements by primary need, as the sheet of the modelled type has them.
fn by_need(outcome: &Outcome, januaries: &[String]) -> Sheet {
    let hidden = outcome.hidden();
    let of =
        |scope: Scope| (0..januaries.len()).map(|index| placed(outcome, &hidden, index, scope)).collect();
    let names = need_lines(&outcome.scenario);
    let lines = lines_by_need(&names, "Total number of EHCPs by primary need", januaries, of);
    let shown = (Format::Tenths, Figure::MEAN);
    let heads = ["Number of EHCPs by primary need"];
    let mut sheet = table("NMSS or independent by need", &heads, januaries, shown, lines);
    sheet.notes =
        vec![["For the sheet ", MODELLED, ". The other sheets are not modelled."].concat(), NOT_SPLIT.into()];
    sheet
}

/// The lines of a form by need, and the one of all needs. A need that is not modelled is left empty in every period.
pub(super) fn lines_by_need<'a>(
    names: &'a [(String, Option<usize>)],
    all: &'a str,
    periods: &[String],
    of: impl Fn(Scope) -> Vec<Entry>,
) -> Vec<Line<'a>> {
    let blank = || periods.iter().map(|_| Entry::Blank).collect();
    let by_need = names.iter().map(|(name, need)| (name.as_str(), need.map(Scope::Need)));
    let lines = by_need.chain([(all, Some(Scope::County))]);
    lines.map(|(name, scope)| (vec![name], scope.map_or_else(blank, &of))).collect()
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
    let mut sheet = table("Spending", &["Line"], years, (Format::Pounds, Figure::MEAN), lines);
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
    let shown = (Format::Tenths, Figure::MEAN);
    let mut sheet = table("Placed elsewhere", &["Instead of joining"], years, shown, lines.into());
    sheet.notes = vec![
        "Pupils of the academic year who would have joined an independent or non-maintained special school. They \
         are no count of everybody in the other types."
            .into(),
    ];
    sheet
}

/// SCAP's forecast: pupils with plans who need a specialist place, by phase, type and academic year.
/// `non_maintained` is the share of the placements that are in non-maintained special schools, 0 to 1; without it
/// they stand in one line that is not split.
pub fn scap(outcome: &Outcome, non_maintained: Option<f64>) -> Sheet {
    let survey = survey_year(outcome);
    let most = SCAP_YEARS.iter().map(|(.., years)| *years).max().unwrap_or(0);
    let years: Vec<String> = (1..=most).map(|ahead| survey.plus(ahead).academic_year().to_string()).collect();
    let hidden = outcome.hidden();
    let mut lines: Vec<Line> = Vec::new();
    for (phase, name, asked) in SCAP_YEARS {
        let figures = |share: f64| {
            let entry = |ahead: usize| match outcome.ensemble.index_of(survey.plus(ahead)) {
                _ if ahead > asked => Entry::Says(NOT_ASKED),
                Some(january) => match placed(outcome, &hidden, january, Scope::Phase(phase)) {
                    Entry::Figure(summary) => Entry::Figure(summary.scaled(share)),
                    other => other,
                },
                None => Entry::Says(BEYOND),
            };
            (1..=most).map(entry).collect()
        };
        let all = |words: &'static str| {
            (1..=most).map(|ahead| Entry::Says(if ahead > asked { NOT_ASKED } else { words })).collect()
        };
        for (provision, part) in PROVISION {
            let entries = match (part, non_maintained) {
                (Provision::Other, _) => all(NOT_MODELLED),
                (Provision::IndependentSpecial, Some(share)) => figures(1.0 - share),
                (Provision::NonMaintained, Some(share)) => figures(share),
                (_, None) => all(TO_SPLIT),
            };
            lines.push((vec![name, provision], entries));
        }
        if non_maintained.is_none() {
            lines.push((vec![name, UNSPLIT], figures(1.0)));
        }
    }
    let heads = ["Phase", "Provision"];
    let mut sheet = table("SCAP forecast", &heads, &years, (Format::Tenths, Figure::MIDDLE), lines);
    sheet.lead = SCAP_FOLLOWS;
    sheet.notes = vec![
        format!(
            "Forecasts run five academic years ahead for primary and seven for secondary, from the year after {}: \
             the academic year in which this file is made. Pupils are counted in January.",
            survey.academic_year()
        ),
        match non_maintained {
            Some(share) => format!(
                "SCAP counts non-maintained special schools with state-funded special schools. {} of the placements \
                 are taken to be in them, in every year and phase alike: that is an assumption.",
                percent_to(100.0 * share, 1)
            ),
            None => "SCAP counts non-maintained special schools with state-funded special schools, and the planner \
                     has them with independent ones. Split the line that is not split by the council’s own counts, or \
                     enter the share before you save."
                .into(),
        },
        OTHER_TYPES.into(),
        "The survey asks for year groups: divide each phase by the council’s own ages. Post-16 placements (ages 16 and \
         over) are in the workbook’s detail, as a phase of their own."
            .into(),
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
