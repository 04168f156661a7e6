//! Shows whether the block can break even: the arithmetic where that decides, and the sum that closes the gap.

use super::route::Route;
use super::save::Save;
use crate::decisions::Moves;
use crate::results::View;
use crate::sentences;
use yew::prelude::*;

pub fn breakeven(view: &View) -> Html {
    let Some(target) = &view.money.target else { return html! {} };
    let said = sentences::arithmetic(
        target.breakeven,
        target.balance.summary.p50,
        &Moves::of(&view.scenario),
        &target.movement,
        target.year,
    );
    let chance = sentences::breakeven(target.breakeven, view.convergence.futures);
    html! {
        <section class="panel" aria-labelledby="breakeven-title" id="breakeven">
            <h2 id="breakeven-title">{ format!("Can it break even by {}? {chance}", target.year) }</h2>
            <div class="arithmetic">
                if said.is_empty() {
                    <p key="chance">{"Chance decides: no single sum settles it."}</p>
                }
                { for said.into_iter().enumerate().map(|(index, sentence)| html! { <p key={index}>{ sentence }</p> }) }
                { for sentences::needed(&target.needed, target.year).map(|needed| html! { <p key="needed">{ needed }</p> }) }
                { for sentences::falls(&target.deficits, &target.agreement, &crate::app::file::date()).map(|falls| html! { <p key="falls">{ falls }</p> }) }
                <p key="more">
                    <a href={Route::Breakeven.fragment()}>{"What moves the balance, and the deficit year by year"}</a>
                </p>
            </div>
            <Save />
        </section>
    }
}
