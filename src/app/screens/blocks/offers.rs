//! Blocks that might be bought, side by side: apart and joined, and by district and need.

use crate::app::geography::by_which;
use crate::app::part::{Row, panel, ranged, table};
use crate::app::progress::Progress;
use crate::app::state::Action;
use crate::app::study::{progress, use_study};
use crate::cohort::Geography;
use crate::decisions::offer::{Offer, apart_and_joined, cells};
use crate::decisions::{Aim, Point, VolumeCurve};
use crate::questions::{BestVolumes, BlockAlone, OfferCurves, Offers};
use crate::scenario::{Block, Checked, Edit};
use crate::words::{chance, decimal, places, range, tied, whole};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

/// What each offer does at its best volume; none for a block that never runs.
type Curves = Rc<Vec<Option<VolumeCurve>>>;

/// The best volume of each offer and what it does; none until all is known.
#[hook]
fn use_offers(pool: &Pool, offers: Offers, aim: Aim) -> (Option<Curves>, Progress, Callback<()>) {
    let first = use_study(pool, Some(BestVolumes { offers: offers.clone(), purse: aim.purse }));
    // The answer to an earlier question may still be there.
    let chosen = first.answer.filter(|chosen| chosen.offers == offers).map(|chosen| (*chosen).clone());
    // The best on average: caution asks for every future of every volume.
    let aim = Aim { caution: 0.0, ..aim };
    let second = use_study(pool, chosen.map(|chosen| OfferCurves { chosen, aim }));
    let (progress, stop) = if second.progress.wanted == 0 {
        (first.progress, first.stop)
    } else {
        (second.progress, second.stop)
    };
    (second.answer, progress, stop)
}

/// Pounds a year, in thousands: a column of a table.
fn yearly(curve: &VolumeCurve, value: f64) -> String {
    let thousands = value / curve.years.max(1) as f64 / 1_000.0;
    decimal(thousands, usize::from(thousands.abs() < 9.95))
}

#[derive(Properties, PartialEq)]
pub struct JoinedProps {
    pub pool: Pool,
    pub block: BlockAlone,
    pub aim: Aim,
}

/// The districts of a block apart and joined.
#[component]
pub fn Joined(props: &JoinedProps) -> Html {
    let BlockAlone { scenario, index } = &props.block;
    let (terms, behind) = (*index, *index);
    let offers = use_memo(props.block.clone(), |block| apart_and_joined(&block.scenario, block.terms()));
    let asked = Offers { scenario: scenario.clone(), offers: offers.clone(), terms, behind };
    let (answer, stage, stop) = use_offers(&props.pool, asked, props.aim);
    let sub = "The best volume of each on average, with the terms of this block. A shared block has fewer empty places for the same number of pupils, but its pupils may travel further.";
    let body = answer.map_or_else(|| progress(stage, &stop), |curves| joined(&offers, &curves));
    panel("joined-title", "Separate or together?".into(), sub, stage.is_running(), body)
}

fn joined(offers: &[Offer], curves: &[Option<VolumeCurve>]) -> Html {
    let rows: Vec<(&Offer, &VolumeCurve)> =
        offers.iter().zip(curves).filter_map(|(offer, curve)| Some((offer, curve.as_ref()?))).collect();
    let apart = rows.iter().filter(|(offer, _)| offer.block.districts.len() == 1);
    let together = rows.last().filter(|(offer, _)| offer.block.districts.len() != 1);
    let gain = together.filter(|_| rows.len() > 2).map(|(_, curve)| {
        let saving = |curve: &VolumeCurve| curve.best().saving / curve.years.max(1) as f64;
        saving(curve) - apart.map(|(_, curve)| saving(curve)).sum::<f64>()
    });
    let is_catchment = rows.iter().filter(|(offer, _)| offer.block.districts.len() != 1).count() == 1;
    let heads = [
        "Block",
        "Demand, median",
        "8 in 10 futures",
        "Best volume",
        "Saved a year, £000",
        "8 in 10 futures, £000",
        "Pays for empty places",
    ];
    let row = |(offer, curve): &(&Offer, &VolumeCurve)| {
        let (p, demand) = (curve.best(), &curve.term_demand);
        let cells = [
            whole(demand.percentile(0.5)),
            range(demand.percentile(0.1), demand.percentile(0.9)),
            p.volume.to_string(),
            yearly(curve, p.saving),
            tied(&format!("{} to {}", yearly(curve, p.p10), yearly(curve, p.p90))),
            chance(p.pays),
        ];
        let class = if offer.block.districts.len() == 1 { "" } else { "together" };
        Row { class, ..Row::of(&offer.name, cells) }
    };
    html! {
        <>
            { table("Separate or together".into(), "offers", &heads, rows.iter().map(row).collect()) }
            if let Some(gain) = gain.filter(|_| is_catchment) {
                <p class="source">{ said_of(gain) }</p>
            }
        </>
    }
}

fn said_of(gain: f64) -> String {
    let more = crate::words::thousands(gain.abs());
    if gain > 0.0 {
        format!("Together they save {more} a year more on average than apart.")
    } else {
        format!("Together they save {more} a year less on average than apart.")
    }
}

#[derive(Properties, PartialEq)]
pub struct RecommendedProps {
    pub pool: Pool,
    /// The scenario with the terms of one block and nothing bought.
    pub scenario: Rc<Checked>,
    pub aim: Aim,
    /// The grouping whose areas are shown; none for the districts.
    pub grouping: Option<usize>,
    pub act: Callback<Action>,
}

/// What to buy in each district and need, with nothing bought yet.
#[component]
pub fn Recommended(props: &RecommendedProps) -> Html {
    let scenario = &props.scenario;
    let geography = Geography::of(props.grouping, scenario);
    let offers = use_memo((scenario.clone(), geography), |(scenario, geography)| {
        cells(scenario, &scenario.blocks[0], *geography)
    });
    let asked = Offers { scenario: scenario.clone(), offers: offers.clone(), terms: 0, behind: 0 };
    let (answer, stage, stop) = use_offers(&props.pool, asked, props.aim);
    let came = answer.is_some() && !stage.is_running();
    let sub = "The best volume on average if nothing were bought yet, with the terms and phases of the block above; in small print what it saves a year, and of 100 futures how many pay for empty places and how many save money. Choose a cell to add its block to the scenario.";
    let body = html! {
        <>
            { by_which("volumes-by", scenario, props.grouping, &props.act) }
            { answer.map_or_else(|| progress(stage, &stop), |curves| grid(props, &offers, &curves)) }
            if came {
                <p class="source">
                    { geography.head() }{"s apart do not add up to the county: one block for all of them fills better. County-wide places are not taken to be near home. No count by district is published; the shares are estimates until the council’s own are entered."}
                </p>
            }
        </>
    };
    panel(
        "recommended-title",
        ["Recommended volumes by ", geography.noun(), " and need"].concat(),
        sub,
        stage.is_running(),
        body,
    )
}

fn grid(props: &RecommendedProps, offers: &[Offer], curves: &[Option<VolumeCurve>]) -> Html {
    let needs = &props.scenario.needs.list;
    let geography = Geography::of(props.grouping, &props.scenario);
    let parts = geography.parts(&props.scenario);
    let names = parts.iter().map(|part| part.name.clone()).chain(["One county block".into()]);
    let rows = offers.chunks_exact(needs.len()).zip(curves.chunks_exact(needs.len()));
    let saved = |curve: &VolumeCurve| curve.best().saving / curve.years.max(1) as f64;
    let apart: Vec<(u32, f64)> = (0..needs.len())
        .map(|need| {
            let column = curves.iter().skip(need).step_by(needs.len()).take(parts.len()).flatten();
            column.fold((0, 0.0), |(v, s), curve| (v + curve.best().volume, s + saved(curve)))
        })
        .collect();
    let mut body: Vec<Row> = names
        .zip(rows)
        .map(|(name, (offers, curves))| Row {
            cells: offers
                .iter()
                .zip(curves)
                .map(|(offer, curve)| cell(props, offer, curve.as_ref()))
                .collect(),
            ..Row::of(&name, [])
        })
        .collect();
    let apart = apart.into_iter().map(|(volume, saving)| {
        ranged(volume.to_string().into(), format!("£{}k", decimal(saving / 1_000.0, 0)))
    });
    body.push(Row {
        cells: apart.collect(),
        ..Row::of(&format!("{} {} blocks", parts.len(), geography.noun()), [])
    });
    let heads: Vec<&str> =
        [geography.head()].into_iter().chain(needs.iter().map(|need| need.code.as_str())).collect();
    table("Recommended volumes".into(), "cells volumes", &heads, body)
}

fn cell(props: &RecommendedProps, offer: &Offer, curve: Option<&VolumeCurve>) -> Html {
    let Some(curve) = curve else { return "none".into() };
    let point: Point = *curve.best();
    if point.volume == 0 {
        return ranged("0".into(), "none saves".into());
    }
    let block = Block { volume: point.volume, ..offer.block.clone() };
    let onclick =
        props.act.reform(move |_: MouseEvent| Action::Edit(Edit::PutBlock(Box::new(block.clone()))));
    let title = format!("Add {} for {} to the scenario", places(point.volume), offer.name);
    let button = html! {
        <button type="button" class="link" {onclick} aria-label={title.clone()} {title}>{ point.volume }</button>
    };
    let [pays, saves] = [point.pays, 1.0 - point.loses].map(|share| whole((100.0 * share).round()));
    ranged(button, format!("£{}k; {pays} empty, {saves} save", yearly(curve, point.saving)))
}
