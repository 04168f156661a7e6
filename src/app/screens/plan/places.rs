//! How many places are safe to buy in blocks: the answer of the ladder of places, in a card.

use crate::app::route::Route;
use crate::app::state::Desk;
use crate::app::study::use_study;
use crate::cohort::Geography;
use crate::decisions::Purse;
use crate::decisions::portfolio::USUAL;
use crate::questions::{Ladders, Offers, Portfolio, patterns};
use crate::sentences;
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

/// What [`super::super::blocks`] answers on arrival: the usual rule, on the terms of the first block, given what the
/// scenario buys already.
#[component]
pub fn SafePlaces(props: &Props) -> Html {
    let scenario = props.desk.checked();
    let published = props.desk.published();
    let geography = Geography::of(props.desk.grouping(), &scenario);
    let offers = use_memo((scenario, published.clone(), geography), |(scenario, published, geography)| {
        let pattern = patterns(scenario, published).first().copied();
        pattern.map(|pattern| Offers::of_parts(scenario.clone(), pattern, *geography))
    });
    let asked = (*offers).clone().filter(|_| props.is_due);
    let climbed =
        use_study(&props.pool, asked.clone().map(|offers| Ladders { offers, purse: Purse::HighNeeds }));
    let ladders = climbed.answer.clone().filter(|_| climbed.is_settled);
    let portfolio = use_memo((asked, ladders), |(asked, ladders)| {
        let (asked, ladders) = asked.as_ref().zip(ladders.as_ref())?;
        Some(Portfolio::of_rule(asked, ladders, USUAL, Purse::HighNeeds).1)
    });
    let together = use_study(&props.pool, (*portfolio).clone());
    let is_offered = offers.is_some();
    let count = (*portfolio).as_ref().map(|asked| asked.blocks.iter().map(|block| block.volume).sum::<u32>());
    let all =
        together.answer.as_deref().and_then(|added| added.groups.first()).filter(|_| together.is_settled);
    let is_settled = !is_offered || count == Some(0) || all.is_some();
    let said = match count {
        _ if !is_offered => {
            "There is no block whose terms a place could have. Add one to see which places would be filled."
                .into()
        }
        Some(count) => sentences::buys(count, USUAL, all).1,
        None => "Working out which places would be filled…".into(),
    };
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
