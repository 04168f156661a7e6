//! Every result as one long table: one row a period, place, measure and statistic.

use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::{COST_UNIT, Headline, Measure, Place};
use crate::ensemble::Summary;
use crate::field::{AcademicYear, Channel, FinancialYear, Phase};

/// Names of the columns.
const HEADS: [&str; 9] =
    ["period_is", "period", "district", "need", "part", "measure", "unit", "statistic", "value"];
/// All of a kind.
const ALL: &str = "All";

/// Every count and cost, by period and place, with its mean and percentiles.
pub fn tidy(outcome: &Outcome) -> Sheet {
    let mut sheet = Sheet::new("Results", &HEADS);
    let shape = outcome.ensemble.shape();
    let places = places(outcome);
    for measure in Measure::ALL {
        let unit = unit(measure);
        for time in 0..shape.times(measure) {
            let (is, period) = period(outcome, measure, time);
            for (place, [district, need, part]) in &places {
                if shape.column(measure, time, *place).is_none() {
                    continue;
                }
                let summary = Summary::from(outcome.ensemble.tally(measure, time, *place)).scaled(unit.1);
                let texts = [is, &period, district, need, part, measure.name(), unit.0];
                add(&mut sheet, &texts, &summary);
            }
        }
    }
    for year in 0..shape.years {
        let period = FinancialYear(outcome.ensemble.january(year).0).to_string();
        for (name, headline) in [
            ("in_year_balance", Headline::Balance(year)),
            ("alternatives_cost", Headline::Alternatives(year)),
            ("block_saving", Headline::BlockSaving(year)),
        ] {
            let summary = Summary::from(&outcome.ensemble.spread(headline));
            add(&mut sheet, &["financial year", &period, ALL, ALL, ALL, name, "pounds"], &summary);
        }
    }
    sheet
}

/// The unit of a measure, and how many of it the ensemble counts as one.
fn unit(measure: Measure) -> (&'static str, f64) {
    match measure {
        Measure::Cost | Measure::Transport => ("pounds", COST_UNIT),
        Measure::Occupied => ("places", 1.0),
        _ => ("pupils", 1.0),
    }
}

/// What a period is, and which: a January, an academic or a financial year.
fn period(outcome: &Outcome, measure: Measure, time: usize) -> (&'static str, String) {
    let january = |index: usize| outcome.ensemble.january(index).0;
    match measure {
        Measure::Stock => ("January", january(time).to_string()),
        Measure::Waiting | Measure::Occupied => ("January", january(time + 1).to_string()),
        Measure::Cost | Measure::Transport => ("financial year", FinancialYear(january(time)).to_string()),
        _ => ("academic year", AcademicYear(january(time)).to_string()),
    }
}

/// Every place, with its district, need and part.
fn places(outcome: &Outcome) -> Vec<(Place, [String; 3])> {
    let scenario = &outcome.scenario;
    let shape = outcome.ensemble.shape();
    let named = |district: Option<usize>, need: Option<usize>, part: &str, name: &str| {
        let districts = &scenario.districts.list;
        let district = district.and_then(|at| districts.get(at)).map_or(ALL, |found| found.name.as_str());
        let need = need.and_then(|at| scenario.needs.list.get(at)).map_or(ALL, |found| found.code.as_str());
        [district.to_owned(), need.to_owned(), [part, name].concat()]
    };
    let of = |part: &str, name: &str| named(None, None, part, name);
    let mut places = vec![(Place::County, of(ALL, ""))];
    places.extend((0..shape.districts).map(|d| (Place::District(d), named(Some(d), None, ALL, ""))));
    places.extend((0..shape.needs).map(|n| (Place::Need(n), named(None, Some(n), ALL, ""))));
    places.extend((0..shape.cells()).map(|cell| {
        let (district, need) = (cell / shape.needs, cell % shape.needs);
        (Place::Cell { district, need }, named(Some(district), Some(need), ALL, ""))
    }));
    places.extend(Phase::ALL.map(|phase| (Place::Phase(phase), of("Phase: ", phase.label()))));
    places.extend(Channel::ALL.map(|way| (Place::Channel(way), of("Channel: ", way.label()))));
    places.extend(
        scenario.areas.iter().enumerate().map(|(a, area)| (Place::Area(a), of("Area: ", &area.name))),
    );
    let blocks = scenario.blocks.iter().enumerate();
    places.extend(blocks.map(|(b, block)| (Place::Block(b), of("Block: ", &block.name))));
    places
}

/// A row a statistic.
fn add(sheet: &mut Sheet, texts: &[&str; 7], of: &Summary) {
    let Summary { mean, sd, p10, p25, p50, p75, p90 } = *of;
    let statistics =
        [("mean", mean), ("sd", sd), ("p10", p10), ("p25", p25), ("p50", p50), ("p75", p75), ("p90", p90)];
    sheet.rows.extend(statistics.map(|(name, value)| {
        let mut row: Vec<Cell> = texts.iter().map(|&text| text.into()).collect();
        row.extend([name.into(), Cell::Number(value, Format::Fine)]);
        row
    }));
}
