//! What it would take: a goal as a sentence to fill in, what each lever would have to be for it, and what would have to
//! be true.

mod answer;
mod pull;
mod sentence;

use super::ScreenProps;
use crate::app::levers::{MapPanel, picker};
use crate::app::part::{Row, panel, table};
use crate::app::route::use_asked;
use crate::app::state::Action;
use crate::app::study::{Study, progress, use_study};
use crate::decisions::goal::{Found, Ground, Means, Reach, of_savings};
use crate::questions::{Chosen, Kind, Takes, WhatItTakes, decided, on_offer, picked, usual};
use crate::sentences;
use crate::words::{chance, tied};
use answer::{answer, hand_over};
use pull::Pull;
use sentence::{Said, sentence};
use std::rc::Rc;
use yew::prelude::*;

/// The screen.
#[component]
pub fn Take(props: &ScreenProps) -> Html {
    let said = use_state(|| Said { chosen: Chosen::default(), target: 0.5, is_achieved: false });
    let first = use_state(|| None::<Reach>);
    let second = use_state(|| None::<Reach>);
    let asked = use_asked("of");
    {
        let said = said.clone();
        use_effect_with(asked, move |asked| {
            if let Some(kind) = asked.as_ref().and_then(|word| Kind::named(word)) {
                said.set(Said { chosen: Chosen::of(kind), ..*said });
            }
        });
    }
    let change = {
        let said = said.clone();
        Callback::from(move |now: Said| said.set(now))
    };
    let desk = &props.desk;
    let pool = &props.simulation.pool;
    let (scenario, published) = (desk.checked(), desk.published().clone());
    let goal = said.goal(&scenario);
    let wanted = goal.wanted;
    let ground = Rc::new(Ground { scenario: scenario.clone(), published: published.clone(), goal });
    let means = decided(wanted, &scenario);
    // What an ordinary run says of other savings is one answer for every screen.
    let run = props.simulation.view.as_ref().filter(|view| view.scenario == scenario);
    let savings = run.and_then(|view| view.money.target.as_ref()).map(|target| target.savings.clone());
    // An answer stands with its own goal until that to the next has come, where the same futures have both.
    let answered = |study: &Study<Takes>| {
        let takes = study.answer.clone().filter(|takes| takes.ground.shares_futures(&ground))?;
        let of = |found: &Found| {
            let at_once =
                savings.as_ref().and_then(|savings| of_savings(&takes.ground, &found.means, savings));
            at_once.unwrap_or_else(|| found.clone())
        };
        Some(Takes { ground: takes.ground.clone(), found: takes.found.iter().map(of).collect() })
    };
    let all = use_study(pool, Some(WhatItTakes { ground: ground.clone(), means: Rc::new(means.clone()) }));
    let found = answered(&all);
    // The lever or the two that are looked at: one of the table's is in the answer already.
    let one = picked(*first, wanted, usual(wanted)[0], &scenario);
    let other = second.filter(|reach| wanted.figure.bears(reach.lever) && reach.lever != one.lever);
    let own: Means = [one].into_iter().chain(other).collect();
    let is_told = means.contains(&own);
    let question =
        (!is_told).then(|| WhatItTakes { ground: ground.clone(), means: Rc::new(vec![own.clone()]) });
    let study = use_study(pool, question);
    let apart = answered(&study);
    let (looked_into, progressing) = if is_told { (found.as_ref(), &all) } else { (apart.as_ref(), &study) };
    let looked_at = looked_into
        .and_then(|takes| Some((&takes.ground, takes.found.iter().find(|found| found.means == own)?)));
    let set_first = {
        let first = first.clone();
        Callback::from(move |reach: Option<Reach>| first.set(reach))
    };
    let set_second = {
        let second = second.clone();
        Callback::from(move |reach: Option<Reach>| second.set(reach))
    };
    let show = {
        let (set_first, set_second) = (set_first.clone(), set_second.clone());
        Callback::from(move |reach: Reach| {
            set_first.emit(Some(reach));
            set_second.emit(None);
        })
    };
    let lede = found.as_ref().map_or_else(
        || "Trying the levers out…".into(),
        |takes| sentences::within_reach(&takes.ground.goal, &takes.found),
    );
    let looking = html! {
        <>
            <div class="asked plain" key="asked">
                { picker("take-first", "By moving", Some(one), false, wanted, &scenario, &set_first) }
                { picker("take-second", "And", other, true, wanted, &scenario, &set_second) }
            </div>
            if let Some((ground, found)) = looked_at {
                <div key="found">{ answer(ground, found, desk, &props.act) }</div>
            } else {
                <div key="progress">{ progress(progressing.progress, &progressing.stop) }</div>
            }
        </>
    };
    let asking = html! {
        <>
            { sentence(*said, &scenario, &change) }
            { undo(props) }
            if all.progress.is_partial() {
                <div key="progress">{ progress(all.progress, &all.stop) }</div>
            }
            if let Some(takes) = &found {
                <div key="table">{ levers(takes, &own, props, &show) }</div>
                if !on_offer(&scenario).is_empty() {
                    <p key="discount" class="sub">
                        {"The discount of a block is not among these: it changes what that block’s places cost and nothing else. What each discount saves a year, and the lowest worth signing, stand on "}
                        <a href="#/blocks">{"Blocks"}</a>{"."}
                    </p>
                }
            }
        </>
    };
    html! {
        <>
            <div class="answer" key="answer">
                <h1>{"What would it take?"}</h1>
                <p class="lede" role="status">{ tied(&lede) }</p>
            </div>
            { panel("take-title", "By each lever that can be decided".into(),
                "Each by itself over all of its scale, on the same futures; what is out of reach says what even the best leaves",
                all.progress.is_running(), asking) }
            <Pull key="pull" simulation={props.simulation.clone()} desk={desk.clone()} act={props.act.clone()}
                said={*said} {change} />
            { panel("seek-title", "By a lever or a pair of your own".into(),
                "Choose what may move, and between which values you believe it can. Two levers move together, each the same share of its way.",
                study.progress.is_running(), looking) }
            <MapPanel key="map" pool={pool.clone()} {scenario} {published} {wanted} unasked=false />
        </>
    }
}

/// What each lever would have to be, a row each, with its button where it meets the target.
fn levers(takes: &Takes, own: &Means, props: &ScreenProps, show: &Callback<Reach>) -> Html {
    let (ground, found) = (&takes.ground, &takes.found);
    let goal = &ground.goal;
    let row = |found: &Found| {
        let reach = found.means[0];
        let pick = show.reform(move |_: MouseEvent| reach);
        let is_shown = found.means == *own;
        let used = hand_over(ground, found, &props.desk, &props.act).map(|onclick| {
            html! { <button key="use" type="button" class="small" {onclick}>{"Use it"}<span class="hidden">{ format!(" in the scenario: {}", reach.lever.label()) }</span></button> }
        });
        let best = found.way.to.clone();
        let most = found.along.iter().find(|trial| trial.setting == best).map_or(0.0, |trial| trial.chance);
        Row {
            key: reach.lever.path().to_owned(),
            head: reach.lever.label().into(),
            cells: vec![
                sentences::value(&reach, found.present.setting[0]).into(),
                sentences::needed_of(goal, found).into(),
                chance(found.present.chance).into(),
                format!("{} at {}", chance(most), sentences::value(&reach, best[0])).into(),
                html! {
                    <span class="row">
                        <button key="show" type="button" class="small" aria-pressed={is_shown.to_string()} onclick={pick}>
                            {"Show"}<span class="hidden">{ format!(" {}", reach.lever.label()) }</span>
                        </button>
                        { used.unwrap_or_default() }
                    </span>
                },
            ],
            class: if is_shown { "chosen" } else { "" },
        }
    };
    let heads = ["Lever", "Now", "Needed", "As things are", "At its best", ""];
    table("What each lever would have to be".into(), "offers takes", &heads, found.iter().map(row).collect())
}

/// What was last taken over from here, for as long as it is the last thing done, with a way back.
fn undo(props: &ScreenProps) -> Html {
    let Some(last) = props.desk.history().undoes().filter(|_| props.desk.is_changed()) else {
        return html! {};
    };
    let undo = props.act.reform(|_: MouseEvent| Action::Undo);
    html! {
        <p class="row" role="status" key="undo">
            { format!("Last change of the scenario: {last}.") }
            <button type="button" class="small" onclick={undo}>{"Undo"}</button>
        </p>
    }
}
