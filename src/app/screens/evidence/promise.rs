//! Shows whether the band of 8 in 10 futures holds what it should: over England's councils, and council by council.

use crate::app::chart::{Beside, CurveChart, HeldChart, Spot, Written};
use crate::app::control::choice;
use crate::app::part::{Row, panel, table, twin};
use crate::council::England;
use crate::england::promise::SOURCE;
use crate::england::{CoverageRow, Listed, Promise};
use crate::evidence::{Fold, Hit, PROMISED};
use crate::sentences;
use crate::words::{decimal, range, whole};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// The January from which a council is shown at first.
const FIRST_SHOWN: u16 = 2022;
/// How long a choice must stand before its futures are run, in milliseconds, so that stepping through the list does not
/// run each.
const PAUSE_MILLISECONDS: u32 = 150;

#[derive(Properties, PartialEq)]
pub struct KeptProps {
    /// The code of the council that is shown at first.
    pub council: &'static str,
}

/// The panels on the band.
#[component]
pub fn Kept(props: &KeptProps) -> Html {
    let england = use_memo((), |()| England::published());
    let kept = use_memo((), |()| kept(&Promise::published(), &england));
    html! { <>{ (*kept).clone() }<Councils key={props.council} {england} council={props.council} /></> }
}

fn kept(promise: &Promise, england: &England) -> Html {
    let said = promise.sentences(england).join(" ");
    let groups = [
        ("Councils and years that the fit did not use", &promise.unseen),
        ("Councils that the fit did not use, all years", &promise.unseen_councils),
        ("All councils and years", &promise.all_councils),
        ("All councils and years, forecast as before", &promise.before),
    ];
    let spots: Vec<Spot> = promise.unseen.iter().map(spot).collect();
    let beside: Vec<Beside> =
        groups[2..].iter().filter_map(|(name, rows)| beside(name, rows, &promise.unseen)).collect();
    let level = Some((PROMISED, AttrValue::from("what the band should hold: 80 in 100")));
    let heads = [
        "Forecasts of",
        "Januaries ahead",
        "Forecasts",
        "In the band of 8 in 10, in 100",
        "In the band of 5 in 10, in 100",
        "Below it, in 100",
        "Above it, in 100",
        "Mean error (CRPS)",
    ];
    let rows = groups.iter().flat_map(|(name, rows)| rows.iter().map(|row| covered(name, row)));
    let body = html! {
        <>
            <p>{ said.clone() }</p>
            <CurveChart {spots} marks={Vec::new()} {beside} name={groups[0].0} {level} across="Januaries ahead"
                up={Written::In100} along={Written::Plain} band="19 in 20 repeats" label={said} />
            <p class="source">
                {"The band of the chart is the uncertainty from chance alone (1.96 binomial standard errors). Forecasts of one council or of one January tend to miss together, so the true uncertainty is larger than drawn."}
            </p>
            { twin(table("How many counts the band held".into(), "", &heads, rows.collect())) }
            <h3>{"Where what came lay among the futures"}</h3>
            <p>{ promise.evenness() }</p>
            { tenths(&promise.pit) }
            <p class="source">{"The line across each bar marks 10 in 100. "}{ SOURCE }</p>
        </>
    };
    let sub = "Forecasts of England’s councils with 100 placements or more, each from what was known in an earlier January, beside the later counts. Half of the councils and the years up to January 2023 were fitted; the others were not looked at before.";
    panel("promise-title", "Does it keep its promise?".into(), sub, false, body)
}

fn spot(row: &CoverageRow) -> Spot {
    let (y, margin) = (row.within_80, row.margin());
    Spot { x: f64::from(row.ahead), low: (y - margin).max(0.0), y, high: (y + margin).min(1.0) }
}

/// A line of the shares that were held; `None` where it lacks a point of the curve.
fn beside(name: &str, rows: &[CoverageRow], along: &[CoverageRow]) -> Option<Beside> {
    let height = |ahead| rows.iter().find(|row| row.ahead == ahead).map(|row| row.within_80);
    let heights: Option<Vec<f64>> = along.iter().map(|row| height(row.ahead)).collect();
    Some(Beside { name: name.to_owned(), heights: heights? })
}

fn covered(name: &str, row: &CoverageRow) -> Row {
    let [within_80, within_50, below, above] =
        [row.within_80, row.within_50, row.below, row.above].map(|share| decimal(100.0 * share, 1));
    let ahead = row.ahead.to_string();
    let key = [name, " ", &ahead].concat();
    let forecasts = whole(f64::from(row.forecasts));
    let cells = [ahead, forecasts, within_80, within_50, below, above, decimal(row.crps, 3)];
    Row { key, ..Row::of(name, cells) }
}

/// The share of the counts in each tenth of the futures, as bars.
fn tenths(pit: &[f64; 10]) -> Html {
    let most = pit.iter().copied().fold(0.1, f64::max);
    let rows = (1..).zip(pit).map(|(tenth, share)| {
        let head = match tenth {
            1 => "1 (lowest)".to_owned(),
            10 => "10 (highest)".to_owned(),
            _ => tenth.to_string(),
        };
        let mut row = Row::of(&head, [decimal(100.0 * share, 1)]);
        row.cells.insert(0, bar(100.0 * share / most, 10.0 / most));
        row
    });
    let heads = ["Tenth of the futures", "", "Later counts, in 100"];
    table("Later counts in each tenth of the futures".into(), "tenths", &heads, rows.collect())
}

/// A bar of a share, with a line at the even share.
fn bar(share: f64, even: f64) -> Html {
    let (width, even) = (decimal(share, 1), decimal(even, 1));
    html! {
        <svg class="reach" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="2" {width} height="10" />
            <line class="published" x1={even.clone()} x2={even} y1="0" y2="14" />
        </svg>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    england: Rc<England>,
    /// The code of the council that is shown at first.
    council: &'static str,
}

/// The code of a council, and a January.
type Asked = (&'static str, u16);

/// A forecast for one council, compared with the counts that came.
#[component]
fn Councils(props: &Props) -> Html {
    let listed = use_memo((), |()| props.england.listed());
    let asked = use_state(|| (props.council, FIRST_SHOWN));
    let shown = use_state(|| None::<(Asked, Option<Rc<Fold>>)>);
    {
        let (england, shown) = (props.england.clone(), shown.setter());
        use_effect_with(*asked, move |&(code, from)| {
            let run = move || {
                let council = england.council(code);
                let fold = council.and_then(|council| Fold::of_council(&england, council, from));
                shown.set(Some(((code, from), fold.map(Rc::new))));
            };
            let timeout = Timeout::new(PAUSE_MILLISECONDS, run);
            move || drop(timeout)
        });
    }
    let is_busy = shown.as_ref().is_none_or(|(of, _)| of != &*asked);
    let answer = shown.as_ref().map(|((code, _), fold)| {
        let name = listed.iter().find(|council| council.code == *code).map_or("", |council| &council.name);
        (name.to_owned(), fold.clone())
    });
    let body = html! {
        <>
            { pick(&listed, &asked) }
            if let Some((name, fold)) = &answer {
                <div key="answer">{ beside_what_came(name, fold.as_deref()) }</div>
            }
        </>
    };
    let sub = "Choose a council and the January to start from. 2,000 futures are run from what had been published about it by then, with the error that recorded counts have. Councils with fewer than 100 placements can be chosen too, but are not counted above.";
    panel("promise-council-title", "One council at a time".into(), sub, is_busy, body)
}

/// The lists to choose from. A council that lacks the January starts from its latest.
fn pick(listed: &Rc<Vec<Listed>>, asked: &UseStateHandle<Asked>) -> Html {
    let (code, from) = **asked;
    let place = listed.iter().position(|council| council.code == code).unwrap_or(0);
    let starts = listed.get(place).map(|council| council.starts.clone()).unwrap_or_default();
    let start = starts.iter().position(|start| start.january == from).unwrap_or(0);
    let januaries = starts.iter().map(|start| {
        let small = if start.is_large { "" } else { ", under 100 placements" };
        [&start.january.to_string(), small].concat()
    });
    let januaries = januaries.collect();
    let names = listed.iter().map(|council| council.name.clone()).collect();
    let another = {
        let (listed, asked) = (listed.clone(), asked.clone());
        Callback::from(move |place: usize| {
            let Some(council) = listed.get(place) else { return };
            let same = council.starts.iter().find(|start| start.january == from);
            if let Some(start) = same.or(council.starts.last()) {
                asked.set((council.code, start.january));
            }
        })
    };
    let asked = asked.clone();
    let earlier = Callback::from(move |place: usize| {
        if let Some(start) = starts.get(place) {
            asked.set((code, start.january));
        }
    });
    html! {
        <div class="asked plain" key="asked">
            { choice("promise-council", "Council", names, place, another) }
            // Each council gets a list of its own, because an existing list would keep its choice.
            <div key={code}>{ choice("promise-from", "January to start from", januaries, start, earlier) }</div>
        </div>
    }
}

fn beside_what_came(name: &str, fold: Option<&Fold>) -> Html {
    let Some(fold) = fold else { return html! { <p>{"Nothing is published to start from."}</p> } };
    let heads =
        ["January", "Count that came", "8 in 10 futures", "5 in 10 futures", "Middle future", "In the band"];
    let rows = fold.hits.iter().map(|hit: &Hit| {
        let f = &hit.futures;
        let is_held = if hit.is_held() { "yes" } else { "no" };
        let cells = [
            whole(f64::from(hit.came)),
            range(f.p10, f.p90),
            range(f.p25, f.p75),
            whole(f.p50),
            is_held.to_owned(),
        ];
        Row::of(&hit.january.to_string(), cells)
    });
    html! {
        <>
            <p role="status">{ name }{": "}{ sentences::came(fold) }{"."}</p>
            <HeldChart folds={vec![fold.clone()]} />
            <p class="source">
                {"Band: 8 in 10 futures. Line: the middle future. Dots: the later count; a ring is outside the band. "}{ SOURCE }
            </p>
            { twin(table([name, ": later counts, and the band"].concat(), "", &heads, rows.collect())) }
        </>
    }
}
