//! What must hold: the balance of the High Needs Block, or a number of placements.

use crate::app::control::{NumberBox, choice};
use crate::decisions::goal::Wanted;
use crate::field::January;
use crate::questions::Chosen;
use crate::scenario::{Checked, limits};
use crate::sentences;
use yew::prelude::*;

/// A number of pupils, which the limits of a scenario keep far below the largest.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pupils(number: f64) -> u32 {
    number as u32
}

/// The choice of what must hold, with the number and the January of placements.
pub fn choose(chosen: Chosen, scenario: &Checked, change: &Callback<Chosen>) -> Html {
    let by = scenario.agreement.as_ref().map(|agreement| format!(" in {}", agreement.break_even_in));
    let kinds = vec![
        format!("The High Needs Block breaks even{}", by.unwrap_or_default()),
        "Placements stay at or below a number".into(),
    ];
    let kind = change.reform(move |place: usize| Chosen { placements: place == 1, ..chosen });
    html! {
        <>
            { choice("goal-wanted", "What must hold?", kinds, usize::from(chosen.placements), kind) }
            if chosen.placements {
                { placements(chosen, scenario, change) }
            }
        </>
    }
}

fn placements(chosen: Chosen, scenario: &Checked, change: &Callback<Chosen>) -> Html {
    let opening = scenario.horizon.opening_january;
    let januaries: Vec<January> =
        (1..=usize::from(scenario.horizon.years)).map(|year| opening.plus(year)).collect();
    let january = chosen.january(scenario);
    let place = januaries.iter().position(|&other| other == january).unwrap_or(0);
    let names = januaries.iter().map(January::to_string).collect();
    let when = change.reform(move |place: usize| Chosen {
        january: januaries.get(place).copied().unwrap_or(january),
        ..chosen
    });
    let typed = change.reform(move |number: f64| Chosen { at_most: Some(pupils(number)), ..chosen });
    let fill = |at_most: Option<u32>| change.reform(move |_: MouseEvent| Chosen { at_most, ..chosen });
    // The plan is kept where no more pupils than it has are placed: a part of a pupil is none.
    let today = fill(None);
    let plan = scenario.council().facts().plan.map(|plan| fill(Some(pupils(plan.at(january).floor()))));
    html! {
        <>
            <div class="picker" key="number">
                <label for="goal-placements">{"At or below"}</label>
                <NumberBox id="goal-placements" name="The number of placements"
                    value={f64::from(chosen.at_most(scenario))} min={0.0} max={*limits::PUPILS.end()}
                    unit="pupils" on_change={typed} />
                <div class="row">
                    <button type="button" class="small" key="today" onclick={today}>{"Today's number"}</button>
                    if let Some(plan) = plan {
                        <button type="button" class="small" key="plan" onclick={plan}>{"The council's plan"}</button>
                    }
                </div>
            </div>
            { choice("goal-january", "Counted in", names, place, when) }
        </>
    }
}

/// Where the numbers of the council's plan come from, where they may be asked about.
pub fn source(wanted: Wanted, scenario: &Checked) -> Html {
    let opening = scenario.opening.pupils.amount.central();
    match (wanted, &scenario.council().facts().plan) {
        (Wanted::Placements { .. }, Some(plan)) => html! {
            <p key="source" class="sub">{ sentences::plan_source(plan, opening) }</p>
        },
        _ => html! {},
    }
}
