//! The choice of the levers to move, and of the bounds that a planner believes.

use crate::app::control::{NumberBox, choice};
use crate::decisions::goal::{Reach, Wanted};
use crate::questions::levers_for;
use crate::scenario::Checked;
use yew::prelude::*;

/// A choice of a lever, or of none where that is allowed, with its bounds.
pub fn picker(
    id: &str,
    label: &str,
    reach: Option<Reach>,
    may_be_none: bool,
    wanted: Wanted,
    scenario: &Checked,
    on_change: &Callback<Option<Reach>>,
) -> Html {
    let all = levers_for(wanted);
    let first = usize::from(may_be_none);
    let mut names: Vec<String> = all.iter().map(|lever| lever.label().to_owned()).collect();
    if may_be_none {
        names.insert(0, "None".into());
    }
    let chosen = reach.and_then(|reach| all.iter().position(|&lever| lever == reach.lever));
    let wholes: Vec<Reach> = all.iter().map(|&lever| Reach::whole(lever, scenario)).collect();
    let pick = on_change
        .reform(move |place: usize| place.checked_sub(first).and_then(|place| wholes.get(place).copied()));
    html! {
        <div class="picker" key={id.to_owned()}>
            { choice(id, label, names, chosen.map_or(0, |place| place + first), pick) }
            if let Some(reach) = reach {
                <div class="row" key="bounds">
                    { for [("from", reach.low, true), ("to", reach.high, false)].map(|(name, value, is_low)| {
                        let id = format!("{id}-{name}");
                        let bounds = reach.lever.bounds(scenario);
                        let set = on_change.reform(move |value: f64| {
                            Some(if is_low { Reach { low: value, ..reach } } else { Reach { high: value, ..reach } })
                        });
                        let (min, max) =
                            if is_low { (*bounds.start(), reach.high) } else { (reach.low, *bounds.end()) };
                        html! {
                            <span class="bound" key={name}>
                                <label for={id.clone()}>{ name }<span class="hidden">{ format!(" ({})", reach.lever.label()) }</span></label>
                                <NumberBox {id} name={format!("The bound of {}", reach.lever.label())} {value}
                                    places={reach.lever.places()} {min} {max}
                                    unit={if is_low { "" } else { reach.lever.unit() }} on_change={set} />
                            </span>
                        }
                    }) }
                </div>
            }
        </div>
    }
}

/// The box for how often the condition must hold.
pub fn target_box(id: &'static str, target: f64, on_change: &Callback<f64>) -> Html {
    let set = on_change.reform(|hundredths: f64| hundredths / 100.0);
    html! {
        <div key={id}>
            <label for={id}>{"In at least"}</label>
            <NumberBox {id} name="How often it must hold" value={(100.0 * target).round()} min={1.0} max={99.0}
                unit="in 100 futures" on_change={set} />
        </div>
    }
}
