//! Blocks that might be bought, side by side: apart and joined, and by district and need.

use crate::app::control::choice;
use crate::app::geography::by_which;
use crate::app::part::{Row, panel, table, told};
use crate::app::progress::Progress;
use crate::app::state::{Action, Desk};
use crate::app::study::{progress, use_study};
use crate::cohort::Geography;
use crate::decisions::offer::{Offer, apart_and_joined, cells};
use crate::decisions::{Aim, Point, VolumeCurve};
use crate::questions::{BestVolumes, BlockAlone, OfferCurves, Offers, with_no_places};
use crate::scenario::{Block, Edit};
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
    pub desk: Rc<Desk>,
    /// The block whose terms and phases every offer has, by position.
    pub pattern: usize,
    pub aim: Aim,
    pub act: Callback<Action>,
}

/// What is bought where a next block is weighed.
#[derive(Clone, Copy, PartialEq)]
enum Given {
    /// The blocks of the scenario, which choose their pupils first.
    Bought,
    /// Nothing.
    Nothing,
}

/// What to buy next in each district and need.
#[component]
pub fn Recommended(props: &RecommendedProps) -> Html {
    let given = use_state(|| Given::Bought);
    let scenario = props.desk.checked();
    let geography = Geography::of(props.desk.grouping(), &scenario);
    let asked = use_memo(
        (scenario.clone(), props.pattern, geography, *given),
        |(scenario, pattern, geography, given)| {
            let (scenario, terms, behind) = match given {
                Given::Bought => (scenario.clone(), *pattern, scenario.blocks.len()),
                Given::Nothing => (with_no_places(scenario, *pattern), 0, 0),
            };
            let offers = Rc::new(cells(&scenario, &scenario.blocks[terms], *geography));
            Offers { scenario, offers, terms, behind }
        },
    );
    let (answer, stage, stop) = use_offers(&props.pool, (*asked).clone(), props.aim);
    let came = answer.is_some() && !stage.is_running();
    let sub = match *given {
        Given::Bought => {
            "The best volume on average of one block more, where the blocks of the scenario choose their pupils first, with the terms and phases of the block above; in small print what it saves a year, and of 100 futures how many pay for empty places and how many save money. Choose a cell to add its places to the scenario."
        }
        Given::Nothing => {
            "The best volume on average of a block by itself, as if nothing were bought, with the terms and phases of the block above; in small print what it saves a year, and of 100 futures how many pay for empty places and how many save money. Choose a cell to add its block to the scenario."
        }
    };
    let choose = {
        let given = given.clone();
        Callback::from(move |at: usize| given.set(if at == 0 { Given::Bought } else { Given::Nothing }))
    };
    let kinds = vec!["Given what is bought".to_owned(), "From nothing".into()];
    let body = html! {
        <>
            <div class="asked plain" key="given">
                { choice("volumes-given", "Recommend", kinds, usize::from(*given == Given::Nothing), choose) }
                { by_which("volumes-by", &scenario, props.desk.grouping(), &props.act) }
            </div>
            { added(props) }
            { answer.map_or_else(|| progress(stage, &stop), |curves| grid(props, &asked, &curves)) }
            if came {
                <p class="source">
                    { geography.head() }{"s apart do not add up to the county: one block for all of them fills better, and the pupils of one are not there for another. County-wide places are not taken to be near home. A hatched cell’s pupils may be taken by a block of the scenario. No count by district is published; the shares are estimates until the council’s own are entered."}
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

/// What the last click on a cell did, for as long as it is the last thing done, with a way back.
fn added(props: &RecommendedProps) -> Html {
    let last = props.desk.history().undoes().unwrap_or_default();
    let Some(block) = props.desk.scenario().blocks.iter().find(|block| Edit::put_is(last, block)).cloned()
    else {
        return html! {};
    };
    let undo = props.act.reform(|_: MouseEvent| Action::Undo);
    html! {
        <p class="row" role="status" key="added">
            { format!("Added: {} for {}. The cells are of the next block now.", places(block.volume), block.name) }
            <button type="button" class="small" onclick={undo}>{"Undo"}</button>
        </p>
    }
}

fn grid(props: &RecommendedProps, asked: &Offers, curves: &[Option<VolumeCurve>]) -> Html {
    let (scenario, offers) = (&asked.scenario, &asked.offers);
    let needs = &scenario.needs.list;
    let geography = Geography::of(props.desk.grouping(), scenario);
    let parts = geography.parts(scenario);
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
                .map(|(offer, curve)| cell(props, asked, offer, curve.as_ref()))
                .collect(),
            ..Row::of(&name, [])
        })
        .collect();
    let apart = apart.into_iter().map(|(volume, saving)| {
        told(
            volume.to_string().into(),
            (PLACES, volume),
            vec![(SAVED, format!("£{}k", decimal(saving / 1_000.0, 0)), "")],
        )
    });
    body.push(Row {
        cells: apart.collect(),
        ..Row::of(&format!("{} {} blocks", parts.len(), geography.noun()), [])
    });
    let heads: Vec<&str> =
        [geography.head()].into_iter().chain(needs.iter().map(|need| need.code.as_str())).collect();
    table("Recommended volumes".into(), "cells volumes", &heads, body)
}

/// What the figures of a cell are, in a file.
const PLACES: &str = "places";
const SAVED: &str = "saved a year";
const EMPTY: &str = "of 100 futures pay for empty places";
const SAVES: &str = "of 100 futures save money";

/// A cell: what is bought there already, and how much more is best.
fn cell(props: &RecommendedProps, asked: &Offers, offer: &Offer, curve: Option<&VolumeCurve>) -> Html {
    // Those that choose their pupils first: none where nothing is taken as bought.
    let bought = &asked.scenario.blocks[..asked.behind];
    let own = bought.iter().find(|block| block.name == offer.name);
    let is_next = asked.behind > 0;
    let is_covered = bought.iter().any(|block| block.name != offer.name && block.overlaps(&offer.block));
    let Some(curve) = curve else { return "–".into() };
    let point: Point = *curve.best();
    let held = own.map_or(0, |block| block.volume);
    let figure = if point.volume == 0 {
        let none = if is_next { "none more saves" } else { "none saves" };
        told(held.to_string().into(), (PLACES, held), vec![("note", none.into(), "")])
    } else {
        let block = Block { volume: held + point.volume, ..own.unwrap_or(&offer.block).clone() };
        let onclick =
            props.act.reform(move |_: MouseEvent| Action::Edit(Edit::PutBlock(Box::new(block.clone()))));
        let title = format!("Add {} for {} to the scenario", places(point.volume), offer.name);
        let more = if held > 0 { format!("{held} + {}", point.volume) } else { point.volume.to_string() };
        let button = html! {
            <button type="button" class="link" {onclick} aria-label={title.clone()} {title}>{ more }</button>
        };
        let [pays, saves] = [point.pays, 1.0 - point.loses].map(|share| whole((100.0 * share).round()));
        let amount = format!("£{}k", yearly(curve, point.saving));
        let others = vec![(SAVED, amount, "; "), (EMPTY, pays, " empty, "), (SAVES, saves, " save")];
        told(button, (PLACES, point.volume), others)
    };
    html! {
        <div class={classes!("offered", is_covered.then_some("covered"))}>
            { figure }
            if held > 0 { <span class="range" key="held"><span data-part="bought">{ held }</span>{" bought"}</span> }
            if is_covered { <span class="hidden" key="covered">{" (a block of the scenario takes some of these pupils)"}</span> }
        </div>
    }
}
