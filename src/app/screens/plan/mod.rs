//! The Plan screen: three answers, the years to come, and the places.

mod places;

use super::ScreenProps;
use crate::app::behind::{facts, years};
use crate::app::breakeven::breakeven;
use crate::app::cards::{answers, more};
use crate::app::control::{MOST_FUTURES, switch};
use crate::app::council::FirstVisit;
use crate::app::fans::Fans;
use crate::app::map::MapPanel;
use crate::app::part::term;
use crate::app::route::Route;
use crate::app::study::use_study;
use crate::app::table::DistrictTable;
use crate::questions::Whole;
use crate::results::View;
use crate::scenario::Scenario;
use crate::sentences;
use places::SafePlaces;
use std::rc::Rc;
use yew::prelude::*;

/// The Plan screen: the results of the assumptions, whose controls stand beside it.
#[component]
pub fn Plan(props: &ScreenProps) -> Html {
    let is_table = use_state(|| false);
    let simulation = &props.simulation;
    let (open, home) = (props.desk.checked(), props.desk.home().clone());
    let is_done = simulation.view.is_some() && !simulation.progress.is_running();
    // The baseline is run beside the scenario once that has its figures, on as many futures from the same seed.
    // That they differ is found once an edit, not at every picture.
    let is_other = *use_memo((open.clone(), home.clone()), |(open, home)| {
        !open.is_like(&Scenario { run: open.run, ..Scenario::clone(home) })
    });
    let beside = (is_done && is_other).then(|| Whole {
        scenario: home,
        published: props.desk.published().clone(),
        run: open.run,
    });
    let study = use_study(&simulation.pool, beside);
    // Never the baseline of another run.
    let baseline = study.answer.filter(|_| study.is_settled);
    let turn = {
        let is_table = is_table.clone();
        Callback::from(move |at: usize| is_table.set(at == 1))
    };
    match &simulation.view {
        Some(view) => results(view, baseline.as_ref(), props, *is_table, &turn),
        None => html! { <p class="waiting">{"Simulating the first futures…"}</p> },
    }
}

fn results(
    view: &Rc<View>,
    baseline: Option<&Rc<View>>,
    props: &ScreenProps,
    is_table: bool,
    turn: &Callback<usize>,
) -> Html {
    let progress = props.simulation.progress;
    let pool = &props.simulation.pool;
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let headline = sentences::headline(card.january, opening, card.figures.summary.p50, card.above);
    let safe = html! {
        <SafePlaces key="safe" pool={pool.clone()} desk={props.desk.clone()} is_due={!progress.is_running()} />
    };
    html! {
        <>
            <FirstVisit desk={props.desk.clone()} act={props.act.clone()} />
            <div class="answer">
                <p class="subject">
                    { sentences::subject(&view.scenario.council().pupils(), view.span()) }
                    {" "}<span class="together">{"("}{ term("INMSS") }{")"}</span>
                </p>
                <h1>{ headline.0 }</h1>
            </div>
            { answers(view, baseline.map(Rc::as_ref), safe) }
            <Fans view={view.clone()} baseline={baseline.cloned()} />
            <p class={classes!("sure", (!progress.is_running() && !view.convergence.is_reached).then_some("warn"))}>
                <b>{"How sure is this? "}</b>
                if progress.is_running() {
                    { sentences::settling(progress.futures, progress.wanted) }
                } else {
                    { sentences::how_sure(view.convergence, MOST_FUTURES) }
                    {" "}<a href={Route::Future.fragment()}>{"Read one future, year by year"}</a>
                }
            </p>
            { facts(view) }
            <div class="switched">
                { switch("Where", &["Map", "Table"], usize::from(is_table), turn) }
                // Hidden and not gone: what was chosen there stays, and both are printed.
                <div key="map" hidden={is_table}>
                    <MapPanel view={view.clone()} desk={props.desk.clone()} pool={pool.clone()} act={props.act.clone()} />
                </div>
                <div key="table" hidden={!is_table}>
                    <DistrictTable view={view.clone()} grouping={props.desk.grouping()} pool={pool.clone()} act={props.act.clone()} />
                </div>
            </div>
            <details class="fold" id="more">
                <summary>{"More figures: spending, the contract, blocks, breakeven, who joins and who waits"}</summary>
                { more(view, baseline.map(Rc::as_ref)) }
                { breakeven(view) }
                { years(view) }
            </details>
        </>
    }
}
