//! Shows whether, and by how much, the High Needs Block misses balance.

mod causes;
mod outlook;

use super::ScreenProps;
use crate::app::levers::MapPanel;
use crate::app::part::{prose, term};
use crate::app::route::Route;
use crate::decisions::goal::Wanted;
use crate::questions::Kind;
use crate::sentences;
use crate::words;
use causes::Causes;
use outlook::{against_savings, deficits};
use yew::prelude::*;

/// The Breakeven screen.
#[component]
pub fn Breakeven(props: &ScreenProps) -> Html {
    let Some(view) = &props.simulation.view else {
        return html! {
            <>
                <h1>{"Can the High Needs Block break even?"}</h1>
                <p class="waiting">{"Simulating the first futures…"}</p>
            </>
        };
    };
    let Some(target) = &view.money.target else {
        return html! {
            <>
                <h1>{"Can the High Needs Block break even?"}</h1>
                <p>{ sentences::no_target(&view.scenario) }</p>
            </>
        };
    };
    let desk = &props.desk;
    let (pool, scenario) = (props.simulation.pool.clone(), desk.checked());
    let published = desk.published().clone();
    let said = sentences::breakeven(target.breakeven, view.convergence.futures);
    html! {
        <>
            <div class="answer">
                <h1>{ format!("{said} by {}", target.year) }</h1>
                <p class="lede">
                    { words::tied(&sentences::shortfall_sentence(target.year, &target.balance.summary)) }
                    {" "}{ sentences::odds(target.breakeven) }{". This is the "}{ term("in-year balance") }
                    {", which the "}{ prose(&target.agreement) }{" requires to break even by then."}
                </p>
                if let Some(needed) = sentences::needed(&target.needed, target.year) {
                    <p class="lede" key="needed">{ words::tied(&needed) }</p>
                }
                <p key="take"><a href={Route::Take.asking("of", Kind::Balance.word())}>{"What would it take? Each lever, or a pair, for a chance of your own"}</a></p>
            </div>
            { against_savings(props, view, target) }
            { deficits(&target.deficits, &target.agreement, props.simulation.progress.is_running()) }
            <Causes key="causes" pool={pool.clone()} scenario={scenario.clone()} />
            if let Some(wanted) = Wanted::agreed(&scenario) {
                <MapPanel key="map" {pool} {scenario} {published} {wanted} unasked=true />
            }
        </>
    }
}
