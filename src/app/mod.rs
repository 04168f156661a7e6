//! The page (Yew): it edits the scenario, has it simulated, asks the questions of the screens, and shows the results.
//!
//! The state of the scenarios ([`state`]) goes down the tree as values, and edits come up as actions. A hook
//! ([`simulation`]) hands every checked scenario to the pool and returns a [`View`](crate::results::View). The address
//! ([`route`]) selects one of the [`screens`].

mod behind;
mod breakeven;
mod cards;
mod chart;
mod clerk;
mod control;
mod council;
mod fans;
mod file;
mod geography;
mod header;
mod held;
mod levers;
mod map;
mod media;
mod menu;
mod paper;
mod part;
mod progress;
mod quiet;
mod results;
mod route;
mod run_bar;
mod safe;
mod save;
mod screens;
mod share;
mod simulation;
mod state;
mod steps;
mod store;
mod study;
mod table;
mod undo;

use crate::scenario::Group;
use control::{Folds, PANEL, Section, focus, panel, use_folds, use_lead};
use file::Provenance;
use gloo::utils::document;
use header::{notices, skip, tabs, top};
use media::{STACKED, use_media};
use part::meanings;
use quiet::use_quiet;
use route::{MAIN, Route, use_route};
use run_bar::run_bar;
use screens::{Ahead, ScreenProps, Work, screen, use_work};
use simulation::{Simulation, use_simulation};
use state::{Action, Desk};
use std::cell::RefCell;
use std::rc::Rc;
use undo::use_undo_keys;
use yew::prelude::*;

/// The whole page. The scenario and its simulation live above the screens, so that a change of screen loses nothing and
/// runs nothing.
#[component]
pub fn App() -> Html {
    let route = use_route();
    let opened = use_memo((), |()| {
        let published = store::published();
        let opened = store::open(&published);
        let notice = store::unreadable_notice(opened.troubles);
        let desk = Desk::new(opened.shelf, published, store::grouping(), notice);
        (desk, Rc::new(RefCell::new(opened.kept)))
    });
    let desk = use_reducer({
        let opened = opened.clone();
        move || opened.0.clone()
    });
    let simulation = use_simulation(desk.checked(), desk.home());
    use_effect_with((route, desk.title()), |(route, title)| {
        document().set_title(&format!("{} - Sufficiency Planner: {title}", route.title()));
    });
    let is_stacked = use_media(STACKED);
    let is_wide = use_memo((), |()| {
        let window = web_sys::window();
        window.and_then(|w| w.inner_width().ok()?.as_f64()).is_some_and(|width| width >= 900.0)
    });
    let act = {
        let dispatcher = desk.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_undo_keys(act.clone());
    share::use_links(&desk, act.clone());
    council::use_baseline(desk.missing(), act.clone());
    use_effect_with(desk.wanted_grouping(), |grouping| store::keep_grouping(*grouping));
    let keeping = store::use_keeping(&opened.1, desk.history(), desk.home(), act.clone());
    let own = use_work();
    let desk = Rc::new((*desk).clone());
    let council = desk.scenario().council();
    // Where there is room, some controls are shown at once: of what is decided and of what is assumed.
    let at_first: &[Section] =
        if *is_wide { &[Section::Levers(Group::Localities), Section::Levers(Group::Demand)] } else { &[] };
    let folds = use_folds(at_first, desk.scenario().blocks.len());
    use_lead(&desk, &folds);
    let is_run = simulation.view.is_some() && !simulation.progress.is_running();
    let is_ahead = use_quiet(&simulation.pool, !is_run) && route != Route::Present;
    let provenance = Rc::new(Provenance::of(&simulation));
    let outcomes = simulation.view.as_ref().map_or_else(Rc::default, |view| view.money.outcomes.clone());
    // The panel is hidden and not removed, so that open sections and half-typed numbers stay.
    let controls = html! {
        <ContextProvider<Folds> key="folds" context={folds}>
            { panel(&desk, &act, &outcomes, route != Route::Plan) }
        </ContextProvider<Folds>>
    };
    let results = html! {
        <ContextProvider<Work> key="work" context={own}>
            if is_stacked && route == Route::Plan {
                { to_controls() }
            }
            { shown(route, ScreenProps { desk: desk.clone(), simulation: simulation.clone(), act: act.clone() }) }
        </ContextProvider<Work>>
    };
    html! {
        <ContextProvider<Rc<Provenance>> context={provenance}>
            { skip(route) }
            <div class="head">
                { top(route, &desk, keeping.state, &act) }
                { tabs(route) }
                { notices(&desk, &keeping, &act) }
            </div>
            <div class={classes!("workspace", (route != Route::Plan).then_some("alone"))}>
                { for if is_stacked { [results, controls] } else { [controls, results] } }
            </div>
            if is_ahead {
                <Ahead key="ahead" pool={simulation.pool.clone()} desk={desk.clone()} />
            }
            { run_bar(&simulation) }
            { meanings(council) }
        </ContextProvider<Rc<Provenance>>>
    }
}

/// The way from the answers to the controls, which on a phone stand below them.
fn to_controls() -> Html {
    let onclick = Callback::from(|_: MouseEvent| focus(PANEL));
    html! { <button key="to-controls" type="button" class="secondary to-controls" {onclick}>{"Change the assumptions"}</button> }
}

fn shown(route: Route, props: ScreenProps) -> Html {
    let Simulation { view, progress, notices, .. } = &props.simulation;
    let busy = view.is_none() || progress.is_running();
    html! {
        <main key="results" id={MAIN} tabindex="-1" aria-busy={busy.to_string()}>
            { for notices.iter().map(|notice| html! {
                <p class="notice" role="status" key={notice.0.clone()}>{ notice.0.clone() }</p>
            }) }
            { screen(route, props) }
        </main>
    }
}
