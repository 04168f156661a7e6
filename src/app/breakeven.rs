//! Can it break even? What moves the balance, and the arithmetic where that settles it.

use super::save::Save;
use crate::decisions::Moves;
use crate::ensemble::Summary;
use crate::picture::extent;
use crate::results::{Target, View};
use crate::sentences;
use crate::words::{self, Series, movement};
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
    let needed = sentences::needed(&target.needed, target.year);
    let chance = sentences::breakeven(target.breakeven, view.convergence.futures);
    html! {
        <section class="panel" aria-labelledby="breakeven-title" id="breakeven">
            <h2 id="breakeven-title">{ format!("Can it break even by {}? {chance}", target.year) }</h2>
            <div class="halves">
                { waterfall(target) }
                <div class="arithmetic">
                    if said.is_empty() {
                        <p key="chance">{"Chance decides: no single sum settles it. The table says what moves the balance in the middle futures."}</p>
                    }
                    { for said.into_iter().enumerate().map(|(index, sentence)| html! { <p key={index}>{ sentence }</p> }) }
                    if let Some(needed) = needed {
                        <p key="needed">{ needed }</p>
                    }
                    <h3 key="deficit">{ format!("Accumulated deficit at {}", target.year.last_day()) }</h3>
                    { deficit(&format!("Under the {}", target.agreement), &target.deficit_agreement) }
                    { deficit("Where a stability grant may clear most of the deficit of March 2026", &target.deficit_grant) }
                </div>
            </div>
            <Save />
        </section>
    }
}

fn deficit(regime: &str, s: &Summary) -> Html {
    html! {
        <p key={regime.to_owned()}>
            { regime.to_owned() }{": "}<b>{ Series::Pounds.value(s.p50) }</b>
            { format!(" in the middle future; 8 in 10 lie between {} and {}.",
                Series::Pounds.value(s.p10), Series::Pounds.value(s.p90)) }
        </p>
    }
}

/// A row for each part, drawn from where the one before it ends.
fn waterfall(target: &Target) -> Html {
    let parts = sentences::parts(&target.movement);
    let total = target.movement.balance();
    let mut rows = Vec::new();
    let mut from = 0.0;
    for (name, value) in parts {
        rows.push((name, value, from, from + value));
        from += value;
    }
    rows.push(("Balance", total, 0.0, total));
    let ends = rows.iter().flat_map(|row| [row.2, row.3]);
    let (low, high) = extent(ends.chain([0.0]));
    let at = |value: f64| if high > low { (value - low) / (high - low) * 100.0 } else { 0.0 };
    html! {
        <div class="scroll" role="region" aria-labelledby="breakeven-title" tabindex="0">
            <table class="waterfall">
                <caption>{ words::tied(&format!("Balance of {} in the middle futures. {}.", target.year, sentences::moved(&sentences::parts(&target.movement)))) }</caption>
                <thead><tr><th scope="col">{"Part"}</th><th scope="col">{"Amount"}</th><td></td></tr></thead>
                <tbody>
                    { for rows.into_iter().map(|(name, value, from, to)| html! {
                        <tr key={name}>
                            <th scope="row">{ name }</th>
                            <td>{ movement(value) }</td>
                            <td class="bar">
                                <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
                                    <rect class={if value < 0.0 { "worse" } else { "better" }} x={format!("{:.2}", at(from.min(to)))}
                                        y="2" width={format!("{:.2}", (at(to) - at(from)).abs())} height="12" />
                                    <line x1={format!("{:.2}", at(0.0))} x2={format!("{:.2}", at(0.0))} y1="0" y2="16" />
                                </svg>
                            </td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
