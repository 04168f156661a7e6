//! The first sheets of a workbook: the county's results, its blocks, and a comparison of the scenarios of the shelf.

use super::{Cell, Format, Graph, Outcome, Sheet};
use crate::cohort::{BlockLine, COST_UNIT, Headline, Measure, Scope};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, FinancialYear};
use crate::results::{BEHIND, OverTermAwarded, is_told};

/// The heads of the columns of results.
const HEADS: [&str; 9] = [
    "Measure",
    "Period",
    "Unit",
    "Average",
    "1 in 10 below (p10)",
    "1 in 4 below (p25)",
    "Middle (p50)",
    "1 in 4 above (p75)",
    "1 in 10 above (p90)",
];

fn cells(of: &Summary, format: Format) -> impl Iterator<Item = Cell> {
    [of.mean, of.p10, of.p25, of.p50, of.p75, of.p90]
        .into_iter()
        .map(move |value| Cell::Number(value, format))
}

fn row(name: &str, period: String, unit: &str, of: &Summary, format: Format) -> Vec<Cell> {
    let head: [Cell; 3] = [name.into(), period.into(), unit.into()];
    head.into_iter().chain(cells(of, format)).collect()
}

/// The county by year, with charts of placements, spending and balance.
pub fn results(outcome: &Outcome) -> Sheet {
    let mut sheet = Sheet::new("Results", &HEADS);
    let ensemble = &outcome.ensemble;
    let years = ensemble.shape().years;
    let january = |index: usize| ensemble.january(index).0;
    let county = |measure, time| Summary::from(ensemble.tally(measure, time, Scope::County));
    let financial = |index: usize| FinancialYear(january(index)).to_string();

    let rows = (0..=years).map(|index| {
        let name = "Placements in independent and non-maintained special schools";
        row(
            name,
            ensemble.january(index).to_string(),
            "pupils",
            &county(Measure::Stock, index),
            Format::Tenths,
        )
    });
    graphed(&mut sheet, "Placements, January by January", "Pupils", Format::Whole, rows);
    let rows = (0..years).map(|year| {
        let spent = county(Measure::Cost, year).scaled(COST_UNIT);
        row("Spending on placements", financial(year), "pounds", &spent, Format::Pounds)
    });
    graphed(&mut sheet, "Spending on placements by financial year", "Pounds", Format::Pounds, rows);
    let rows = (0..years).map(|year| {
        let balance = Summary::from(&ensemble.spread(Headline::Balance(year)));
        row("In-year balance of the High Needs Block", financial(year), "pounds", &balance, Format::Pounds)
    });
    if is_told(&outcome.scenario, Headline::Balance(0)) {
        graphed(&mut sheet, "In-year balance of the High Needs Block", "Pounds", Format::Pounds, rows);
    }

    for measure in BEHIND {
        sheet.rows.extend((0..years).map(|year| {
            let period = match measure {
                Measure::Waiting => ensemble.january(year + 1).to_string(),
                _ => AcademicYear(january(year)).to_string(),
            };
            row(measure.label(), period, "pupils", &county(measure, year), Format::Tenths)
        }));
    }
    sheet.rows.extend((0..years).map(|year| {
        let spent = county(Measure::Transport, year).scaled(COST_UNIT);
        row("Spending on transport (General Fund)", financial(year), "pounds", &spent, Format::Pounds)
    }));
    sheet.rows.extend((0..years).map(|year| {
        let spared = Summary::from(&ensemble.spread(Headline::WaitSaving(year)));
        row("Balance better because children wait", financial(year), "pounds", &spared, Format::Pounds)
    }));
    let agreement = outcome.scenario.agreement.as_ref();
    let end = agreement.map_or_else(String::new, |agreement| agreement.break_even_in.last_day());
    let under =
        agreement.map_or_else(String::new, |agreement| format!("Accumulated deficit, {}", agreement.name));
    for (name, period, headline) in [
        ("Contract value, every placement", "eight framework years", Headline::ContractValue),
        ("Contract value, through the framework", "eight framework years", Headline::FrameworkSpend),
        (under.as_str(), end.as_str(), Headline::DeficitAgreement),
        ("Accumulated deficit, stability grant", end.as_str(), Headline::DeficitGrant),
    ] {
        if let Some(spread) = ensemble.known_spread(headline).filter(|_| is_told(&outcome.scenario, headline))
        {
            sheet.rows.push(row(name, period.into(), "pounds", &Summary::from(&spread), Format::Pounds));
        }
    }
    let balanced_in = agreement.map_or_else(String::new, |agreement| agreement.break_even_in.to_string());
    if let Some(chance) = ensemble.breakeven() {
        let mut row: Vec<Cell> = ["Share of futures in balance", balanced_in.as_str(), "share"]
            .into_iter()
            .map(Cell::from)
            .collect();
        row.push(Cell::Number(chance, Format::Percent));
        row.resize(HEADS.len(), Cell::Blank);
        sheet.rows.push(row);
    }
    sheet.notes =
        vec!["Percentiles do not add up: each total has its own, and is steadier than its parts.".into()];
    sheet
}

/// Adds rows with a chart of them.
fn graphed(
    sheet: &mut Sheet,
    title: &str,
    axis: &'static str,
    format: Format,
    rows: impl Iterator<Item = Vec<Cell>>,
) {
    let first = sheet.rows.len();
    sheet.rows.extend(rows);
    let rows = first..sheet.rows.len();
    sheet.graphs.push(Graph { title: title.to_owned(), axis, rows, along: 1, lines: 4..9, format });
}

/// The terms and the results of each block.
pub fn blocks(outcome: &Outcome) -> Sheet {
    let mut sheet = Sheet::new(
        "Blocks",
        &[
            "Block",
            "Districts",
            "Needs",
            "Phases at entry",
            "Places",
            "Starts, September",
            "Years",
            "Awarded, share of futures",
            "Places filled, where awarded",
            "Pays for empty places, where awarded",
            "Saving over its term: average",
            "Saving: 1 in 10 below",
            "Saving: middle",
            "Saving: 1 in 10 above",
            "Paid for empty places: average",
        ],
    );
    for (block, became) in outcome.scenario.blocks.iter().zip(outcome.blocks()) {
        let list = |names: Vec<&str>| if names.is_empty() { "All".to_owned() } else { names.join(", ") };
        let districts = outcome.scenario.districts.list.iter();
        let districts = districts.filter(|district| block.districts.contains(&district.code));
        let mut row: Vec<Cell> = vec![
            block.name.as_str().into(),
            list(districts.map(|district| district.name.as_str()).collect()).into(),
            list(block.needs.iter().map(String::as_str).collect()).into(),
            list(block.phases.iter().map(|phase| phase.label()).collect()).into(),
            Cell::Number(f64::from(block.volume), Format::Whole),
            Cell::Number(f64::from(block.start), Format::Plain),
            Cell::Number(f64::from(block.term), Format::Plain),
        ];
        row.push(Cell::Number(became.awarded(), Format::Percent));
        let over_term = |line| became.over_term_awarded(line);
        match over_term(BlockLine::Saving).zip(over_term(BlockLine::VoidCost)) {
            Some((OverTermAwarded(saving), OverTermAwarded(void_cost))) => {
                row.extend(
                    [became.filled(), became.pays()]
                        .map(|share| Cell::Number(share.unwrap_or_default(), Format::Percent)),
                );
                let money = [saving.mean, saving.p10, saving.p50, saving.p90, void_cost.mean];
                row.extend(money.map(|value| Cell::Number(value, Format::Pounds)));
            }
            None => row.resize(sheet.heads.len(), "never awarded".into()),
        }
        sheet.rows.push(row);
    }
    sheet.notes = vec![
        "Savings are against spot prices, over the block’s own term, in the futures in which it is awarded. A \
         negative saving is a loss."
            .into(),
    ];
    sheet
}

/// The scenarios of the shelf, the open one first, each on its own futures.
pub fn scenarios(open: &Outcome, others: &[Outcome]) -> Sheet {
    let mut sheet = Sheet::new(
        "Scenarios",
        &[
            "Scenario",
            "Description",
            "Futures",
            "Seed",
            "Digest",
            "January",
            "Placements: 1 in 10 below",
            "Placements: middle",
            "Placements: 1 in 10 above",
            "Financial year",
            "Spending: middle",
            "Balance: 1 in 10 below",
            "Balance: middle",
            "Balance: 1 in 10 above",
            "In balance, share of futures",
            "Contract value: middle",
        ],
    );
    for outcome in std::iter::once(open).chain(others) {
        let scenario = &outcome.scenario;
        let ensemble = &outcome.ensemble;
        let last = ensemble.shape().years;
        let placements = outcome.stock(last, Scope::County);
        let number = |value: f64, format| Cell::Number(value, format);
        let mut row: Vec<Cell> = vec![
            scenario.name.as_str().into(),
            scenario.note.clone().unwrap_or_default().into(),
            number(f64::from(scenario.run.futures), Format::Whole),
            // A seed may have more digits than a number of a spreadsheet.
            scenario.run.seed.to_string().into(),
            outcome.digest().into(),
            number(f64::from(ensemble.january(last).0), Format::Plain),
        ];
        row.extend(
            [placements.p10, placements.p50, placements.p90].map(|value| number(value, Format::Tenths)),
        );
        match ensemble.shape().agreed_year.filter(|&year| is_told(scenario, Headline::Balance(year))) {
            Some(year) => {
                row.push(FinancialYear(ensemble.january(year).0).to_string().into());
                let spent =
                    Summary::from(ensemble.tally(Measure::Cost, year, Scope::County)).scaled(COST_UNIT);
                let balance = Summary::from(&ensemble.spread(Headline::Balance(year)));
                let money = [spent.p50, balance.p10, balance.p50, balance.p90];
                row.extend(money.map(|value| number(value, Format::Pounds)));
                row.push(number(ensemble.breakeven().unwrap_or_default(), Format::Percent));
            }
            None => row.resize(sheet.heads.len() - 1, "not simulated".into()),
        }
        row.push(
            ensemble
                .known_spread(Headline::ContractValue)
                .filter(|_| is_told(scenario, Headline::ContractValue))
                .map_or("not simulated".into(), |spread| number(Summary::from(&spread).p50, Format::Pounds)),
        );
        sheet.rows.push(row);
    }
    sheet.notes = vec![
        "Each scenario is run on its own seed and number of futures, 10,000 at most for those that are not open. \
         Differences between them are best read on the screen Compare, which pairs future with future."
            .into(),
    ];
    sheet
}
