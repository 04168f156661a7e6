//! Lists every result of a scenario: a period, a scope and a measure each, with its mean and percentiles.

use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::{COST_UNIT, Headline, Measure, Scope};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, Band, Channel, FinancialYear, Phase};
use crate::results::is_told;
use crate::scenario::Area;

/// The heads of the columns that identify a figure.
const IDENTITY: [&str; 7] = ["period_is", "period", "district", "need", "part", "measure", "unit"];
/// The heads of the columns of its statistics.
const STATISTICS: [&str; 7] = ["mean", "sd", "p10", "p25", "p50", "p75", "p90"];
/// The word for all districts, needs or parts.
const ALL: &str = "All";

/// One result.
pub struct Figure {
    /// What identifies the figure, in the order of the columns.
    identity: [String; 7],
    unit: Format,
    /// The statistics; `None` where the figure is a suppressed count of pupils.
    summary: Option<Summary>,
}

/// Every result of the outcome.
pub fn figures(outcome: &Outcome) -> Vec<Figure> {
    let shape = outcome.ensemble.shape();
    let scopes = scopes(outcome);
    let hidden = outcome.hidden();
    let mut figures = Vec::new();
    for measure in Measure::ALL {
        let (unit, format, size) = unit(measure);
        for time in 0..shape.times(measure) {
            let (is, period) = period(outcome, measure, time);
            for (scope, [district, need, part]) in &scopes {
                if shape.column(measure, time, *scope).is_none() {
                    continue;
                }
                let shown = measure != Measure::Stock || time > 0 || !hidden.contains(scope);
                let texts = [is, &period, district, need, part, measure.name(), unit];
                figures.push(Figure {
                    identity: texts.map(str::to_owned),
                    unit: format,
                    summary: shown
                        .then(|| Summary::from(outcome.ensemble.tally(measure, time, *scope)).scaled(size)),
                });
            }
        }
    }
    figures.extend(money(outcome));
    figures
}

/// The sums of money that are kept for the county alone.
fn money(outcome: &Outcome) -> impl Iterator<Item = Figure> {
    let figure = |is: &str, period: &str, name: &str, headline| {
        let spread =
            outcome.ensemble.known_spread(headline).filter(|_| is_told(&outcome.scenario, headline))?;
        Some(Figure {
            identity: [is, period, ALL, ALL, ALL, name, "pounds"].map(str::to_owned),
            unit: Format::Pounds,
            summary: Some(Summary::from(&spread)),
        })
    };
    let years = (0..outcome.ensemble.shape().years).flat_map(move |year| {
        let period = FinancialYear(outcome.ensemble.january(year).0).to_string();
        [
            ("in_year_balance", Headline::Balance(year)),
            ("alternatives_cost", Headline::Alternatives(year)),
            ("block_saving", Headline::BlockSaving(year)),
            ("spared_while_children_wait", Headline::WaitSaving(year)),
        ]
        .map(|(name, headline)| figure("financial year", &period, name, headline))
    });
    let year = outcome.scenario.agreement.as_ref().map(|agreement| agreement.break_even_in.0 + 1);
    let end = year.map_or_else(String::new, |year| year.to_string());
    let once = [
        ("eight framework years", "all", "contract_value", Headline::ContractValue),
        ("eight framework years", "all", "framework_spend", Headline::FrameworkSpend),
        ("31 March", &end, "deficit_agreement", Headline::DeficitAgreement),
        ("31 March", &end, "deficit_stability_grant", Headline::DeficitGrant),
    ];
    years.chain(once.map(|(is, period, name, headline)| figure(is, period, name, headline))).flatten()
}

/// A table with a row for each figure and statistic, as statistics programs expect it.
pub fn long(figures: &[Figure]) -> Sheet {
    let heads: Vec<&str> = IDENTITY.into_iter().chain(["statistic", "value"]).collect();
    let mut sheet = Sheet::new("Results", &heads);
    for figure in figures {
        for (name, value) in STATISTICS.into_iter().zip(figure.cells(Format::Plain)) {
            let mut row = figure.identity();
            row.extend([name.into(), value]);
            sheet.rows.push(row);
        }
    }
    sheet
}

/// A table with a row for each figure and its statistics side by side, as readers expect it.
pub fn wide(figures: &[Figure]) -> Sheet {
    let heads: Vec<&str> = IDENTITY.into_iter().chain(STATISTICS).collect();
    let mut sheet = Sheet::new("Detail", &heads);
    sheet.rows = figures
        .iter()
        .map(|figure| {
            let format = if figure.unit == Format::Pounds { Format::Pounds } else { Format::Tenths };
            figure.identity().into_iter().chain(figure.cells(format)).collect()
        })
        .collect();
    sheet
}

impl Figure {
    fn identity(&self) -> Vec<Cell> {
        self.identity.iter().map(|text| text.as_str().into()).collect()
    }

    /// The statistics of a figure, in the order of their columns.
    fn cells(&self, format: Format) -> [Cell; 7] {
        self.summary.map_or_else(
            || std::array::from_fn(|_| Cell::hidden()),
            |s| [s.mean, s.sd, s.p10, s.p25, s.p50, s.p75, s.p90].map(|value| Cell::Number(value, format)),
        )
    }
}

/// The unit of a measure, its format, and the number of units that the ensemble counts as one.
fn unit(measure: Measure) -> (&'static str, Format, f64) {
    match measure {
        Measure::Cost | Measure::Transport => ("pounds", Format::Pounds, COST_UNIT),
        Measure::Occupied => ("places", Format::Tenths, 1.0),
        _ => ("pupils", Format::Tenths, 1.0),
    }
}

/// The kind of a period and its name: a January, an academic or a financial year.
fn period(outcome: &Outcome, measure: Measure, time: usize) -> (&'static str, String) {
    let january = |index: usize| outcome.ensemble.january(index).0;
    match measure {
        Measure::Stock => ("January", january(time).to_string()),
        Measure::Waiting | Measure::Occupied => ("January", january(time + 1).to_string()),
        Measure::Cost | Measure::Transport => ("financial year", FinancialYear(january(time)).to_string()),
        _ => ("academic year", AcademicYear(january(time)).to_string()),
    }
}

/// Every scope, with its district, need and part.
fn scopes(outcome: &Outcome) -> Vec<(Scope, [String; 3])> {
    let scenario = &outcome.scenario;
    let shape = outcome.ensemble.shape();
    let named = |district: Option<usize>, need: Option<usize>| {
        let districts = &scenario.districts.list;
        let district = district.and_then(|at| districts.get(at)).map_or(ALL, |found| found.name.as_str());
        let need = need.and_then(|at| scenario.needs.list.get(at)).map_or(ALL, |found| found.code.as_str());
        [district, need, ALL].map(str::to_owned)
    };
    let of = |part: &str, name: &str| [ALL.to_owned(), ALL.to_owned(), [part, ": ", name].concat()];
    let mut scopes = vec![(Scope::County, named(None, None))];
    scopes.extend((0..shape.districts).map(|d| (Scope::District(d), named(Some(d), None))));
    scopes.extend((0..shape.needs).map(|n| (Scope::Need(n), named(None, Some(n)))));
    scopes.extend((0..shape.cells()).map(|cell| {
        let (district, need) = (cell / shape.needs, cell % shape.needs);
        (Scope::Cell { district, need }, named(Some(district), Some(need)))
    }));
    scopes.extend(Phase::ALL.map(|phase| (Scope::Phase(phase), of("Phase", phase.label()))));
    scopes.extend(Channel::ALL.map(|way| (Scope::Channel(way), of("Channel", way.label()))));
    scopes.extend(Band::ALL.map(|band| (Scope::Band(band), of("Age", band.label()))));
    // Two groupings may each have an area of the same name.
    let whole = |area: &Area| match &area.grouping {
        Some(grouping) => [grouping, ", ", &area.name].concat(),
        None => area.name.clone(),
    };
    let areas = scenario.areas.iter().enumerate();
    scopes.extend(areas.map(|(a, area)| (Scope::Area(a), of("Area", &whole(area)))));
    let blocks = scenario.blocks.iter().enumerate();
    scopes.extend(blocks.map(|(b, block)| (Scope::Block(b), of("Block", &block.name))));
    scopes
}
