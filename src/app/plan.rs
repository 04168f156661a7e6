//! The Plan screen: assumptions on the left, what follows from them on the right.

use super::about::about;
use super::behind::{facts, years};
use super::breakeven::breakeven;
use super::cards::cards;
use super::control::{MOST_FUTURES, panel};
use super::fans::fans;
use super::run_bar::run_bar;
use super::simulation::{Progress, Simulation};
use super::state::{Action, Desk};
use super::table::DistrictTable;
use super::view::View;
use crate::words::{self, millions};
use std::rc::Rc;
use yew::prelude::*;

/// The screen; `is_wide` where the controls stand beside the results.
pub fn plan(desk: &Rc<Desk>, simulation: &Simulation, act: &Callback<Action>, is_wide: bool) -> Html {
    let progress = simulation.progress;
    let outcomes = simulation.view.as_ref().map_or_else(Rc::default, |view| view.money.outcomes.clone());
    let busy = simulation.view.is_none() || progress.is_running();
    html! {
        <>
            <div class="workspace">
                { panel(desk, act, &outcomes, is_wide) }
                <main id="results" tabindex="-1" aria-busy={busy.to_string()}>
                    { for simulation.notices.iter().map(|notice| html! {
                        <p class="notice" role="status" key={notice.0.clone()}>{ notice.0.clone() }</p>
                    }) }
                    if let Some(view) = &simulation.view {
                        { results(view, progress) }
                    } else {
                        <p class="waiting">{"Simulating the first futures…"}</p>
                    }
                    { about(simulation.view.as_deref()) }
                </main>
            </div>
            { run_bar(simulation) }
        </>
    }
}

fn results(view: &Rc<View>, progress: Progress) -> Html {
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let headline = words::headline(card.january, opening, card.figures.summary.p50, card.above);
    html! {
        <>
            <div class="answer">
                <h1>{ headline.0 }</h1>
                if let Some(target) = &view.money.target {
                    <p class="lede">
                        { format!("In {} {} in the middle future. {}.", target.year,
                            balance(target.balance.summary.p50),
                            words::breakeven(target.breakeven, view.convergence.futures)) }
                    </p>
                }
            </div>
            { cards(view) }
            <p class={classes!("sure", (!progress.is_running() && !view.convergence.is_reached).then_some("warn"))}>
                <b>{"How sure is this? "}</b>
                if progress.is_running() {
                    { words::settling(progress.futures, progress.wanted) }
                } else {
                    { words::how_sure(view.convergence, MOST_FUTURES) }
                }
            </p>
            { facts(view) }
            { fans(view) }
            { breakeven(view) }
            { years(view) }
            <DistrictTable view={view.clone()} />
        </>
    }
}

/// The balance of the High Needs Block in words.
fn balance(value: f64) -> String {
    if value < 0.0 {
        format!("the High Needs Block spends {} more than its grant", millions(-value))
    } else {
        format!("the High Needs Block has {} to spare", millions(value))
    }
}
