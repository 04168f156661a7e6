//! The page (Yew): it shows ensembles and edits the scenario, and computes nothing itself.
//!
//! One scenario state ([`state`]) goes down the tree as values, edits come up as actions; a hook
//! ([`simulation`]) hands every checked scenario to the pool and brings back a [`view`].

mod about;
mod behind;
mod breakeven;
mod cards;
mod chart;
mod control;
mod fans;
mod money;
mod plan;
mod run_bar;
mod simulation;
mod state;
mod store;
mod table;
mod view;

use simulation::use_simulation;
use state::{Action, Desk};
use std::rc::Rc;
use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    let desk = use_reducer(Desk::open);
    let simulation = use_simulation(desk.checked());
    // Saved as the planner goes.
    use_effect_with(desk.scenario(), |scenario| store::save(scenario));
    use_effect_with(desk.title(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("Sufficiency Planner: {title}"));
        }
    });
    let is_wide = use_memo((), |()| {
        let window = web_sys::window();
        window.and_then(|w| w.inner_width().ok()?.as_f64()).is_some_and(|width| width >= 900.0)
    });
    let act = {
        let dispatcher = desk.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    html! {
        <>
            <a class="skip" href="#results">{"Skip to the results"}</a>
            <header class="top">
                <span class="brand">{"Sufficiency Planner"}</span>
                <span class="scenario-name">{ desk.title() }</span>
                <nav aria-label="Screens">
                    <a href="#results" aria-current="page">{"Plan"}</a>
                    <a href="#about">{"About this model"}</a>
                </nav>
            </header>
            { plan::plan(&Rc::new((*desk).clone()), &simulation, &act, *is_wide) }
        </>
    }
}
