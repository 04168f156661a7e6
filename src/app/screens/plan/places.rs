//! How many places are safe to buy in blocks, in a card.

use crate::app::route::Route;
use crate::app::safe::{Safe, use_safe};
use crate::app::state::Desk;
use crate::words::{places, tied};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub desk: Rc<Desk>,
    /// Whether the scenario's own futures have all come: they go before.
    pub is_due: bool,
}

/// The third answer of the Plan: what the ladder of places answers on arrival.
#[component]
pub fn SafePlaces(props: &Props) -> Html {
    let Safe { count, said, is_offered, is_settled } = use_safe(&props.pool, &props.desk, props.is_due);
    html! {
        <section class="card" key="safe" aria-labelledby="safe-title" aria-busy={(!is_settled).to_string()}>
            <h2 id="safe-title">{"Places safe to buy in blocks"}</h2>
            <p class="figure">
                <b>{ count.map_or_else(|| "–".into(), places) }</b>
                <span>{ if is_offered { " more" } else { "" } }</span>
            </p>
            <p>{ tied(&said) }</p>
            <p class="source"><a href={Route::Blocks.fragment()}>{"Which places, and where?"}</a></p>
        </section>
    }
}
