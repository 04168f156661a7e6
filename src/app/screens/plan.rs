//! The Plan screen: the results of the assumptions.

use super::ScreenProps;
use crate::app::behind::{facts, years};
use crate::app::breakeven::breakeven;
use crate::app::cards::cards;
use crate::app::control::MOST_FUTURES;
use crate::app::council::FirstVisit;
use crate::app::fans::fans;
use crate::app::map::MapPanel;
use crate::app::part::term;
use crate::app::table::DistrictTable;
use crate::results::View;
use crate::sentences;
use crate::words::millions;
use std::rc::Rc;
use yew::prelude::*;

/// The Plan screen: the results of the assumptions, whose controls stand beside it.
#[component]
pub fn Plan(props: &ScreenProps) -> Html {
    let simulation = &props.simulation;
    match &simulation.view {
        Some(view) => results(view, props),
        None => html! { <p class="waiting">{"Simulating the first futures…"}</p> },
    }
}

fn results(view: &Rc<View>, props: &ScreenProps) -> Html {
    let progress = props.simulation.progress;
    let pool = &props.simulation.pool;
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let headline = sentences::headline(card.january, opening, card.figures.summary.p50, card.above);
    html! {
        <>
            <FirstVisit desk={props.desk.clone()} act={props.act.clone()} />
            <div class="answer">
                <h1>{ headline.0 }</h1>
                if let Some(target) = &view.money.target {
                    <p class="lede">
                        { format!("In {} the ", target.year) }{ term("High Needs Block") }
                        { format!(" {} in the middle future. {}. {}.", balance(target.balance.summary.p50),
                            sentences::breakeven(target.breakeven, view.convergence.futures), sentences::odds(target.breakeven)) }
                    </p>
                }
            </div>
            { cards(view) }
            <p class={classes!("sure", (!progress.is_running() && !view.convergence.is_reached).then_some("warn"))}>
                <b>{"How sure is this? "}</b>
                if progress.is_running() {
                    { sentences::settling(progress.futures, progress.wanted) }
                } else {
                    { sentences::how_sure(view.convergence, MOST_FUTURES) }
                }
            </p>
            { facts(view) }
            { fans(view) }
            { breakeven(view) }
            { years(view) }
            <MapPanel view={view.clone()} desk={props.desk.clone()} pool={pool.clone()} act={props.act.clone()} />
            <DistrictTable view={view.clone()} grouping={props.desk.grouping()} pool={pool.clone()} act={props.act.clone()} />
        </>
    }
}

/// The balance of the High Needs Block in words.
fn balance(value: f64) -> String {
    if value < 0.0 {
        format!("spends {} more than its grant", millions(-value))
    } else {
        format!("has {} to spare", millions(value))
    }
}
