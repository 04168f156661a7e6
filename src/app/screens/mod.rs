//! The screens, one for each route.

mod about;
mod blocks;
mod breakeven;
mod compare;
mod data;
mod evidence;
mod future;
mod matters;
mod plan;
mod present;
mod report;
mod take;

pub use data::{Work, use_work};
pub use present::Ahead;

use super::route::Route;
use super::simulation::Simulation;
use super::state::{Action, Desk};
use std::rc::Rc;
use yew::prelude::*;

/// The properties of every screen.
#[derive(Clone, Properties, PartialEq)]
pub struct ScreenProps {
    /// The scenario and its problems.
    pub desk: Rc<Desk>,
    /// The latest picture of its futures.
    pub simulation: Simulation,
    /// The callback for edits.
    pub act: Callback<Action>,
}

/// The content of the main part of the page.
pub fn screen(route: Route, props: ScreenProps) -> Html {
    match route {
        Route::Plan => html! { <plan::Plan key="plan" ..props /> },
        Route::Blocks => html! { <blocks::Blocks key="blocks" ..props /> },
        Route::Breakeven => html! { <breakeven::Breakeven key="breakeven" ..props /> },
        Route::Take => html! { <take::Take key="take" ..props /> },
        Route::Future => html! { <future::Future key="future" ..props /> },
        Route::Matters => html! { <matters::Matters key="matters" ..props /> },
        Route::Compare => html! { <compare::Compare key="compare" ..props /> },
        Route::Data => html! { <data::Data key="data" ..props /> },
        Route::Present => html! { <present::Present key="present" ..props /> },
        Route::Report => html! { <report::Report key="report" ..props /> },
        Route::Evidence => html! { <evidence::Evidence key="evidence" ..props /> },
        Route::About => html! { <about::About key="about" ..props /> },
    }
}
