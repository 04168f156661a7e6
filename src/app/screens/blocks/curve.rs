//! One block against the number of places bought.

use super::in_thousands;
use crate::app::chart::{Beside, CurveChart, Mark, Spot, Written};
use crate::app::control::choice;
use crate::app::part::{Row, action, lines, panel, ranged, table, term, twin};
use crate::app::progress::Progress;
use crate::app::state::Action;
use crate::app::study::use_study;
use crate::contracts::{break_even_occupancy, critical_fractile};
use crate::decisions::negotiation::{Deal, Negotiation};
use crate::decisions::{Aim, Point, Purse, VolumeCurve};
use crate::questions::{BlockAlone, BlockCurve, BlockWeighed};
use crate::scenario::{Block, BlockEdit, Edit};
use crate::sentences;
use crate::words::{self, in_100, places, thousands, tied, whole};
use crate::worker::Pool;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub block: BlockAlone,
    /// Its volume in the scenario.
    pub volume: u32,
    pub aim: Aim,
    pub act: Callback<Action>,
    /// The controls.
    pub children: Html,
}

#[component]
pub fn CurvePanel(props: &Props) -> Html {
    let asked = BlockCurve { block: props.block.clone(), aim: props.aim };
    let study = use_study(&props.pool, Some(asked));
    let face = use_state_eq(Face::default);
    let block = props.block.terms();
    let Some(weighed) = &study.answer else {
        return html! {
            <>
                // The same elements as in the answer: the heading may have the focus, and keeps it.
                <div class="answer" key="answer">
                    <h2 class="large">{ block.name.clone() }</h2>
                    <p class="lede">{"Weighing every volume…"}</p>
                </div>
                { props.children.clone() }
                <div class="beside" key="beside" aria-busy="true"></div>
            </>
        };
    };
    let BlockWeighed { curve, negotiation } = &**weighed;
    let (advice, said) = sentences::verdict(curve, props.volume, props.aim);
    html! {
        <>
            <div class="answer" key="answer">
                <h2 class="large">{ block.name.clone() }</h2>
                <p class="lede"><b>{ advice }</b>{". "}{ tied(&said) }</p>
            </div>
            { props.children.clone() }
            <div class="beside beneath" key="beside" aria-busy={study.progress.is_running().to_string()}>
                { chart(props, curve, study.progress, &face) }
                { at(props, curve) }
                { check(block, curve) }
            </div>
            { deals(negotiation, props.aim, study.progress.is_running()) }
        </>
    }
}

/// Per year of the term.
fn yearly(curve: &VolumeCurve, value: f64) -> f64 {
    value / curve.years.max(1) as f64
}

/// What of a block is drawn against its volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Face {
    /// What it saves.
    #[default]
    Saving,
    /// How often it pays for empty places, and how often it loses.
    Risk,
    /// How full it is.
    Filled,
}

impl Face {
    const ALL: [Face; 3] = [Face::Saving, Face::Risk, Face::Filled];

    /// What it is called in the list to choose from.
    fn name(self) -> &'static str {
        match self {
            Face::Saving => "Saving",
            Face::Risk => "Risk",
            Face::Filled => "Places filled",
        }
    }

    fn spots(self, curve: &VolumeCurve) -> Vec<Spot> {
        let points = curve.points.iter();
        // Of no places none can be filled.
        let points = points.filter(|p| self != Face::Filled || p.filled.is_some());
        let spot = |p: &Point| {
            let x = f64::from(p.volume);
            let alone = |y| Spot { x, low: y, y, high: y };
            match self {
                Face::Saving => {
                    let [low, y, high] = [p.p10, p.saving, p.p90].map(|value| yearly(curve, value));
                    Spot { x, low, y, high }
                }
                Face::Risk => alone(p.pays),
                Face::Filled => alone(p.filled.unwrap_or_default()),
            }
        };
        points.map(spot).collect()
    }

    /// The lines beside the curve.
    fn beside(self, curve: &VolumeCurve, aim: Aim) -> Vec<Beside> {
        let line = |name: String, height: &dyn Fn(&Point) -> f64| Beside {
            name,
            heights: curve.points.iter().map(height).collect(),
        };
        match self {
            Face::Saving => vec![line("worst 1 in 20".into(), &|p| yearly(curve, p.worst))],
            Face::Risk => vec![
                line(format!("pays over {} for them in all", thousands(aim.void_limit)), &|p| p.pays_beyond),
                line("costs more than spot prices".into(), &|p| p.loses),
            ],
            Face::Filled => Vec::new(),
        }
    }
}

fn chart(props: &Props, curve: &VolumeCurve, progress: Progress, face: &UseStateHandle<Face>) -> Html {
    let shown = **face;
    let best = curve.best();
    let last = curve.points[curve.points.len() - 1].volume;
    let mut marks = vec![Mark {
        x: f64::from(best.volume),
        name: format!(
            "{}: {}",
            if props.aim.caution > 0.0 { "Best with this caution" } else { "Best on average" },
            best.volume
        ),
        class: "best",
    }];
    if props.volume != best.volume && props.volume > 0 && props.volume <= last {
        let name = format!("Yours: {}", props.volume);
        marks.push(Mark { x: f64::from(props.volume), name, class: "yours" });
    }
    let whose = match props.aim.purse {
        Purse::HighNeeds => "High Needs Block alone",
        Purse::Council => "whole council, with transport",
    };
    let over = format!("over {} years", curve.years);
    let (title, what) = match shown {
        Face::Saving => (
            sentences::saves_most(best.volume, yearly(curve, best.saving), props.aim.caution),
            format!(
                "Saving against spot prices by places bought, £ a year {over}, {whose}. Band: 8 in 10 futures"
            ),
        ),
        Face::Risk => (
            sentences::risks(best),
            format!("How often the block pays for empty places by places bought, {over}{}", steps(props)),
        ),
        Face::Filled => (
            sentences::fills(best),
            format!("Share of the places filled by places bought, on average {over}"),
        ),
    };
    let came = if progress.is_running() {
        format!(
            "{} of {} futures so far",
            whole(f64::from(progress.futures)),
            whole(f64::from(progress.wanted))
        )
    } else {
        format!("{} futures in {} s", whole(curve.futures as f64), words::decimal(progress.seconds, 2))
    };
    let (up, band) = match shown {
        Face::Saving => (Written::Thousands, "8 in 10"),
        Face::Risk => (Written::In100, ""),
        Face::Filled => (Written::Percent, ""),
    };
    let names = Face::ALL.iter().map(|face| face.name().to_owned()).collect();
    let set = {
        let face = face.clone();
        Callback::from(move |place: usize| face.set(Face::ALL[place.min(Face::ALL.len() - 1)]))
    };
    let body = html! {
        <>
            { choice("curve-face", "Show", names, shown as usize, set) }
            <CurveChart spots={shown.spots(curve)} {marks} beside={shown.beside(curve, props.aim)}
                name={if shown == Face::Risk { "pays for any empty place" } else { "average" }}
                takes_in={(shown != Face::Saving).then_some((0.0, 1.0))}
                across="places bought" {up} along={Written::Whole} {band} label={title.clone()} />
            { twin(twin_table(curve, props.aim)) }
        </>
    };
    let name = &props.block.terms().name;
    panel("curve-title", tied(&title), &format!("{name}. {what}. {came}."), progress.is_running(), body)
}

/// Why it is at times less likely to pay with one place more.
fn steps(props: &Props) -> &'static str {
    if props.block.terms().minimum_occupancy.amount.central() < 1.0 {
        ". Where it falls, one more place may stand empty without being paid for"
    } else {
        ""
    }
}

fn twin_table(curve: &VolumeCurve, aim: Aim) -> Html {
    let step = (curve.points.len() / 15).max(1);
    let shown =
        curve.points.iter().enumerate().filter(|(place, _)| place % step == 0 || *place == curve.best);
    let beyond = format!("Pays over {}", thousands(aim.void_limit));
    let heads = [
        "Places",
        "Saved a year, average",
        "8 in 10 futures",
        "Worst 1 in 20, average",
        "Costs more than spot prices",
        "Pays for empty places",
        &beyond,
        "Places filled",
    ];
    let rows = shown.map(|(_, p)| {
        let [saving, worst] = [p.saving, p.worst].map(|value| thousands(yearly(curve, value)));
        let [loses, pays, beyond] = [p.loses, p.pays, p.pays_beyond].map(in_100);
        let filled = if p.filled.is_some() { filled(p) } else { "–".into() };
        Row::of(&p.volume.to_string(), [saving, range(curve, p), worst, loses, pays, beyond, filled])
    });
    table("Saving by places bought".into(), "", &heads, rows.collect())
}

fn range(curve: &VolumeCurve, point: &Point) -> String {
    tied(&format!("{} to {}", thousands(yearly(curve, point.p10)), thousands(yearly(curve, point.p90))))
}

fn filled(point: &Point) -> String {
    point.filled.map_or_else(|| "none bought".into(), |share| words::percent(100.0 * share))
}

/// The negotiator's card: what each volume is worth at each discount.
fn deals(card: &Negotiation, aim: Aim, is_running: bool) -> Html {
    let percents: Vec<String> = card.discounts.iter().map(|share| words::percent(100.0 * share)).collect();
    let cell = |deal: &Deal| {
        let class = if deal.saving < 0.0 { "costs" } else { "" };
        let figure = html! { <span {class}>{ in_thousands(deal.saving) }</span> };
        ranged(figure, in_100(deal.loses))
    };
    let rows = card.rows.iter().map(|row| {
        let lowest = row.lowest.map_or("none".into(), |share| words::percent_to(100.0 * share, 1));
        let cells = row.deals.iter().map(cell).chain([Html::from(lowest)]);
        Row { cells: cells.collect(), ..Row::of(&places(row.volume), []) }
    });
    let heads: Vec<&str> = ["Places"]
        .into_iter()
        .chain(percents.iter().map(String::as_str))
        .chain(["Lowest worth signing"])
        .collect();
    let title = sentences::worth_signing(card, aim.caution);
    let sub = "At each discount agreed: the saving a year on average where the block is signed, £000, and in small print in how many futures it costs more than spot prices. The other terms are as above. All from the futures of the curve.";
    panel(
        "deals-title",
        title,
        sub,
        is_running,
        table("Discounts and places".into(), "deals", &heads, rows.collect()),
    )
}

/// What the planner's own volume does, and the button to take the best one.
fn at(props: &Props, curve: &VolumeCurve) -> Html {
    let (best, own) = (curve.best().volume, curve.at(props.volume));
    let index = props.block.index;
    let choose =
        props.act.reform(move |_: MouseEvent| Action::Edit(Edit::Block(index, BlockEdit::Volume(best))));
    let block = props.block.terms();
    let even = break_even_occupancy(block.discount.amount.central(), block.void_share.amount.central());
    let per_year = |value| thousands(yearly(curve, value));
    let beyond = format!("Pays over {} for them in all", thousands(props.aim.void_limit));
    let justifies = own.break_even_discount;
    let facts = lines([
        ("Average saving a year", format!("{} ± {}", per_year(own.saving), per_year(own.margin()))),
        ("8 in 10 futures", range(curve, own)),
        ("Worst 1 in 20, average", per_year(own.worst)),
        ("Paid a year for empty places, average", per_year(own.void_cost)),
        ("Pays for empty places", in_100(own.pays)),
        (&beyond, in_100(own.pays_beyond)),
        ("Costs more than spot prices", in_100(own.loses)),
        ("Places filled", filled(own)),
        ("Breaks even when filled to", words::percent(100.0 * even)),
        (
            "Discount that would justify it",
            justifies.map_or_else(|| "none bought".into(), |d| words::percent(100.0 * d.max(0.0))),
        ),
        ("Knowing the future would save, a year", per_year(curve.perfect_information)),
    ]);
    let button = if props.volume == best {
        html! { <p key="used" class="sub" role="status">{"This is the best volume, and it is in the scenario."}</p> }
    } else {
        action(format!("Use {}", places(best)), choose)
    };
    panel(
        "at-title",
        format!("At {}", places(own.volume)),
        &block.name,
        false,
        html! { <>{ facts }{ button }</> },
    )
}

/// The textbook's answer beside ours.
fn check(block: &Block, curve: &VolumeCurve) -> Html {
    let central = |assumption: &crate::scenario::Assumption| assumption.amount.central();
    let (discount, void_share) = (central(&block.discount), central(&block.void_share));
    let fractile = critical_fractile(1.0, discount, void_share, 0.0);
    let said =
        sentences::textbook(curve, fractile, central(&block.refill), 1.0 - central(&block.minimum_occupancy));
    let body = html! {
        <p class="sub">
            {"Demand counts only pupils whom the block may take: not those directed elsewhere by a tribunal, kept in mainstream, in a local place or waiting. Every figure assumes that the "}{ term("block contract") }{" is awarded."}
        </p>
    };
    panel("check-title", "Check".into(), &said, false, body)
}
