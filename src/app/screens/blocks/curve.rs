//! One block against the number of places bought.

use crate::app::chart::{CurveChart, Mark, Spot, Written};
use crate::app::state::Action;
use crate::app::study::{Stand, use_study};
use crate::contracts::{break_even_occupancy, critical_fractile};
use crate::decisions::offer::{FINE, Offer, job, spread_out};
use crate::decisions::{Aim, Curve, Point, Purse};
use crate::ensemble::{Gathered, Task};
use crate::scenario::{Block, BlockEdit, Checked, Edit};
use crate::words::{self, chance, places, short, thousands, tied, whole};
use crate::worker::{Job, Pool};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    /// The scenario as far as it bears on the block.
    pub scenario: Rc<Checked>,
    /// Which block.
    pub index: usize,
    /// Its volume in the scenario.
    pub volume: u32,
    pub aim: Aim,
    pub act: Callback<Action>,
    /// The controls.
    pub children: Html,
}

type Key = (Rc<Checked>, usize);

fn ask((scenario, index): &Key) -> Option<Job> {
    let block = scenario.blocks.get(*index)?.clone();
    let offer = Offer { name: block.name.clone(), block };
    let volumes = spread_out(scenario, &[offer], *index, FINE, *index);
    Some(job(scenario, Task::Volumes(volumes), scenario.run.futures))
}

fn read(_: &Key, aim: &Aim, job: &Job) -> Option<Curve> {
    let (Task::Volumes(volumes), Some(Gathered::Table(table))) = (job.task(), job.gathered(0)) else {
        return None;
    };
    Curve::read(volumes, 0, table, *aim)
}

#[component]
pub fn CurvePanel(props: &Props) -> Html {
    let key = (props.scenario.clone(), props.index);
    let study = use_study(&props.pool, key, props.aim, ask, read);
    let block = &props.scenario.blocks[props.index];
    let Some(curve) = &study.answer else {
        return html! {
            <>
                <h1>{ block.name.clone() }</h1>
                { props.children.clone() }
                <p class="waiting">{"Weighing every volume…"}</p>
            </>
        };
    };
    let (advice, said) = words::verdict(curve, props.volume, props.aim.purse);
    html! {
        <>
            <div class="answer" key="answer">
                <h1>{ block.name.clone() }</h1>
                <p class="lede"><b>{ advice }</b>{". "}{ tied(&said) }</p>
            </div>
            { props.children.clone() }
            <div class="beside" key="beside" aria-busy={study.stand.is_running().to_string()}>
                { chart(props, curve, study.stand) }
                <div class="stack">
                    { at(props, curve) }
                    { check(block, curve) }
                </div>
            </div>
        </>
    }
}

/// Per year of the term.
fn yearly(curve: &Curve, value: f64) -> f64 {
    value / curve.years.max(1) as f64
}

fn chart(props: &Props, curve: &Curve, stand: Stand) -> Html {
    let spots: Vec<Spot> = curve
        .points
        .iter()
        .map(|p| Spot {
            x: f64::from(p.volume),
            low: yearly(curve, p.p10),
            y: yearly(curve, p.saving),
            high: yearly(curve, p.p90),
        })
        .collect();
    let best = curve.best().volume;
    let last = curve.points[curve.points.len() - 1].volume;
    let mut marks = vec![Mark {
        x: f64::from(best),
        name: format!(
            "{}: {best}",
            if props.aim.caution > 0.0 { "Best with this caution" } else { "Best on average" }
        ),
        class: "best",
    }];
    if props.volume != best && props.volume > 0 && props.volume <= last {
        let name = format!("Yours: {}", props.volume);
        marks.push(Mark { x: f64::from(props.volume), name, class: "yours" });
    }
    let whose = match props.aim.purse {
        Purse::HighNeeds => "High Needs Block alone",
        Purse::Council => "whole council, with transport",
    };
    let label = format!(
        "Saving a year against places bought. Best at {}: {} on average.",
        places(best),
        thousands(yearly(curve, curve.best().saving))
    );
    let came = if stand.is_running() {
        format!("{} of {} futures so far", whole(f64::from(stand.futures)), whole(f64::from(stand.wanted)))
    } else {
        format!("{} futures in {} s", whole(curve.futures as f64), words::decimal(stand.seconds, 2))
    };
    html! {
        <section class="panel" aria-labelledby="curve-title">
            <h2 id="curve-title">{"Saving against spot prices, by places bought"}</h2>
            <p class="sub">
                { format!("£ a year over {} years, {whose}. Line: average. Band: 8 in 10 futures. {came}.", curve.years) }
            </p>
            <CurveChart {spots} {marks} across="places bought" up={Written::Thousands}
                along={Written::Whole} band="8 in 10" {label} />
            <details class="twin">
                <summary>{"As a table"}</summary>
                { table(curve) }
            </details>
        </section>
    }
}

fn table(curve: &Curve) -> Html {
    let step = (curve.points.len() / 15).max(1);
    let shown =
        curve.points.iter().enumerate().filter(|(place, _)| place % step == 0 || *place == curve.best);
    html! {
        <div class="scroll" role="region" aria-label="Saving by places bought" tabindex="0">
            <table>
                <thead><tr>
                    <th scope="col">{"Places"}</th><th scope="col">{"Saved a year, average"}</th>
                    <th scope="col">{"8 in 10 futures"}</th><th scope="col">{"Worst 1 in 20, average"}</th>
                    <th scope="col">{"Pays for empty places"}</th><th scope="col">{"Places filled"}</th>
                </tr></thead>
                <tbody>
                    { for shown.map(|(_, p)| html! {
                        <tr key={p.volume}>
                            <th scope="row">{ p.volume }</th>
                            <td>{ thousands(yearly(curve, p.saving)) }</td>
                            <td>{ range(curve, p) }</td>
                            <td>{ thousands(yearly(curve, p.worst)) }</td>
                            <td>{ chance(p.pays) }</td>
                            <td>{ filled(p) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn range(curve: &Curve, point: &Point) -> String {
    tied(&format!("{} to {}", thousands(yearly(curve, point.p10)), thousands(yearly(curve, point.p90))))
}

fn filled(point: &Point) -> String {
    point.filled.map_or_else(|| "none bought".into(), |share| words::percent(100.0 * share))
}

/// What the planner's own volume does, and the button to take the best one.
fn at(props: &Props, curve: &Curve) -> Html {
    let (best, own) = (curve.best().volume, curve.at(props.volume));
    let index = props.index;
    let choose =
        props.act.reform(move |_: MouseEvent| Action::Edit(Edit::Block(index, BlockEdit::Volume(best))));
    let block = &props.scenario.blocks[index];
    let even = break_even_occupancy(block.discount.amount.central(), block.void_share.amount.central());
    let mut facts = vec![
        (
            "Average saving a year",
            format!(
                "{} ± {}",
                thousands(yearly(curve, own.saving)),
                thousands(yearly(curve, 1.96 * own.error))
            ),
        ),
        ("8 in 10 futures", range(curve, own)),
        ("Worst 1 in 20, average", thousands(yearly(curve, own.worst))),
        ("Paid a year for empty places, average", thousands(yearly(curve, own.void_cost))),
        ("Pays for empty places", chance(own.pays)),
    ];
    let beyond = format!("Pays over {} for them in all", thousands(props.aim.void_limit));
    let after = [
        ("Costs more than spot prices", chance(own.loses)),
        ("Places filled", filled(own)),
        ("Breaks even when filled to", words::percent(100.0 * even)),
        (
            "Discount that would justify it",
            own.break_even_discount
                .map_or_else(|| "none bought".into(), |d| format!("{}%", short(100.0 * d.max(0.0), 1))),
        ),
        ("Knowing the future would save, a year", thousands(yearly(curve, curve.perfect_information))),
    ];
    facts.push((beyond.as_str(), chance(own.pays_beyond)));
    facts.extend(after);
    html! {
        <section class="panel" aria-labelledby="at-title">
            <h2 id="at-title">{ format!("At {}", places(own.volume)) }</h2>
            <dl class="lines">
                { for facts.into_iter().map(|(name, value)| html! {
                    <div key={name.to_owned()}><dt>{ name.to_owned() }</dt><dd>{ tied(&value) }</dd></div>
                }) }
            </dl>
            if props.volume == best {
                <p key="used" class="sub" role="status">{"This is the best volume, and it is in the scenario."}</p>
            } else {
                <button key="use" type="button" class="action" onclick={choose}>{ format!("Use {}", places(best)) }</button>
            }
        </section>
    }
}

/// The textbook's answer beside ours.
fn check(block: &Block, curve: &Curve) -> Html {
    let central = |assumption: &crate::scenario::Assumption| assumption.amount.central();
    let (discount, void_share) = (central(&block.discount), central(&block.void_share));
    let fractile = critical_fractile(1.0, discount, void_share, 0.0);
    let said =
        words::textbook(curve, fractile, central(&block.refill), 1.0 - central(&block.minimum_occupancy));
    html! {
        <section class="panel" aria-labelledby="check-title">
            <h2 id="check-title">{"Check"}</h2>
            <p class="sub">{ said }</p>
            <p class="sub">
                {"Demand counts only pupils whom the block may take: not those directed elsewhere by a tribunal, kept in mainstream, in a local place or waiting. Every figure assumes that the contract is awarded."}
            </p>
        </section>
    }
}
