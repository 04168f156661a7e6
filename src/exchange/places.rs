//! How many places to buy, as sheets of a workbook: what Blocks answers on arrival, from the same questions.

use super::{Cell, Format, Outcome, Sheet};
use crate::cohort::Geography;
use crate::decisions::portfolio::{Rung, Together, USUAL};
use crate::decisions::{Aim, Purse};
use crate::questions::{BlockAlone, BlockCurve, Ladders, Offers, Portfolio, Question, on_offer};
use crate::words;
use std::rc::Rc;

fn pounds(value: f64) -> Cell {
    Cell::Number(value.round(), Format::Pounds)
}

fn share(value: f64) -> Cell {
    Cell::Number(value, Format::Percent)
}

fn whole(value: u32) -> Cell {
    Cell::Number(f64::from(value), Format::Whole)
}

/// What a question is answered once all its futures have run.
fn answer<Q: Question>(asked: &Q) -> Option<Q::Answer> {
    let mut job = asked.job()?;
    job.finish();
    asked.read(&job)
}

/// The sheets, where the scenario has a block that buys places for joiners.
pub fn sheets(outcome: &Outcome) -> Vec<Sheet> {
    let blocks = on_offer(&outcome.scenario);
    let Some(&first) = blocks.first() else { return Vec::new() };
    [recommended(outcome, first), Some(curves(outcome, &blocks))].into_iter().flatten().collect()
}

/// The places worth buying in each district and need, on the terms of the block at a position.
fn recommended(outcome: &Outcome, pattern: usize) -> Option<Sheet> {
    let scenario = Rc::new(outcome.scenario.clone());
    let terms = scenario.blocks[pattern].clone();
    let offers = Offers::of_parts(scenario, &terms, Geography::Districts);
    let ladders = answer(&Ladders { offers: offers.clone(), purse: Purse::HighNeeds })?;
    let (at, portfolio) = Portfolio::of_rule(&offers, &ladders, USUAL, Purse::HighNeeds);
    let added = answer(&portfolio);
    let mut sheet = Sheet::new(
        "Recommended volumes",
        &[
            "Block",
            "Places",
            "Last place filled, share of futures",
            "Next place filled, share of futures",
            "Saved a year, all futures counted",
        ],
    );
    let often =
        |rung: Option<&Rung>| rung.map_or(Cell::Blank, |rung| share(f64::from(rung.of_100()) / 100.0));
    sheet.rows = (0..)
        .zip(offers.offers.iter().zip(&ladders))
        .map(|(place, (offer, ladder))| {
            let rungs = ladder.bought(USUAL);
            let each = at.iter().position(|at| *at == place).zip(added.as_ref());
            vec![
                offer.name.as_str().into(),
                whole(ladder.places(USUAL)),
                often(rungs.last()),
                often(ladder.rungs.get(rungs.len())),
                each.map_or(Cell::Blank, |(place, added)| pounds(added.each[place])),
            ]
        })
        .collect();
    let together = added.and_then(|added| added.groups.first().copied()).unwrap_or_default();
    let Together { places, saving, worst, loses, .. } = together;
    sheet.rows.push(vec![
        "All of it together".into(),
        whole(places),
        Cell::Blank,
        Cell::Blank,
        pounds(saving.value),
    ]);
    sheet.notes = vec![
        format!(
            "Every place that is filled in at least {USUAL} of 100 futures, behind the blocks of the scenario, on the terms of {}. Not hidden as counts are: they are places, and no children.",
            terms.name
        ),
        format!(
            "Together they cost more than spot prices in {}; in the worst 1 in 20 futures they save {} a year on average.",
            words::chance_in_100(loses),
            words::thousands(worst)
        ),
    ];
    Some(sheet)
}

/// What each block of the scenario does at each number of places.
fn curves(outcome: &Outcome, blocks: &[usize]) -> Sheet {
    let mut sheet = Sheet::new(
        "Volume curves",
        &[
            "Block",
            "Places",
            "Best",
            "Saved a year, average",
            "Saved a year, p10",
            "Saved a year, p90",
            "Saved a year, worst 1 in 20",
            "Costs more than spot prices, share of futures",
            "Pays for empty places, share of futures",
            "Places filled, average",
        ],
    );
    let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
    for &index in blocks {
        let block = BlockAlone::new(&outcome.scenario, index);
        let Some(weighed) = answer(&BlockCurve { block, aim }) else { continue };
        let years = weighed.curve.years.max(1) as f64;
        for (place, point) in weighed.curve.points.iter().enumerate() {
            let a_year = [point.saving, point.p10, point.p90, point.worst].map(|value| pounds(value / years));
            let mut row: Vec<Cell> =
                vec![outcome.scenario.blocks[index].name.as_str().into(), whole(point.volume)];
            row.push(if place == weighed.curve.best { "best".into() } else { Cell::Blank });
            row.extend(a_year);
            row.extend([share(point.loses), share(point.pays), point.filled.map_or(Cell::Blank, share)]);
            sheet.rows.push(row);
        }
    }
    sheet.notes = vec![
        "For the High Needs Block alone, without caution, each block as if awarded, behind the blocks before it."
            .into(),
    ];
    sheet
}
