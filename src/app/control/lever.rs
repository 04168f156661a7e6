//! One lever: a number box and a slider with the published value as a tick and the range as a band.

use super::field::Slider;
use super::number::NumberBox;
use super::range::{RangeProps, Spread};
use super::remark::Remark;
use super::sourced::Sourced;
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::scenario::{Amount, Control, Lever, Scenario};
use crate::words::{quantity, quantity_range, short};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub lever: Lever,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The element id of a lever's number box.
pub fn id(lever: Lever) -> String {
    format!("lever-{lever:?}").to_ascii_lowercase()
}

#[component]
pub fn LeverControl(props: &Props) -> Html {
    let Props { lever, desk, act } = props;
    let lever = *lever;
    let scenario = desk.scenario();
    let reading = lever.read(&scenario);
    let bounds = lever.bounds(&scenario);
    let (min, max) = (*bounds.start(), *bounds.end());
    let id = id(lever);
    let label_id = format!("{id}-label");
    let help_id = format!("{id}-help");
    let set = act.reform(move |value: f64| Action::Set(lever, value));
    let basis = &lever.assumption(desk.published()).basis;
    let range = {
        let (scenario, bounds) = (scenario.clone(), lever.range_bounds(&scenario));
        let ask = Callback::from(move |(low, high)| lever.range(&scenario, low, high).map(Action::SetRange));
        let id = format!("range-{lever:?}").to_ascii_lowercase();
        let (places, unit) = (lever.places(), AttrValue::from(lever.unit()));
        RangeProps { id, reading, bounds, places, unit, ask, act: act.clone() }
    };
    // A lever is one line until it is first touched. It stays open then: were it to shut, what stands below it would move
    // under the pointer.
    let is_touched = use_state_eq(|| false);
    let onfocusin = {
        let set = is_touched.setter();
        Callback::from(move |_: FocusEvent| set.set(true))
    };
    let unit = lever.unit();
    let slider = Slider {
        min,
        max,
        step: lever.step(),
        value: reading.central,
        labelled_by: label_id.clone(),
        described_by: help_id.clone(),
        says: quantity(reading.central, lever.places(), unit),
        marks: Some((reading.low, reading.high, lever.published(&scenario, desk.published()))),
        on_change: &set,
    };
    html! {
        <div class={classes!("lever", (!*is_touched).then_some("brief"))} role="group" aria-labelledby={label_id.clone()} {onfocusin}>
            <Sourced of={lever.label()} tag={basis.source.tag()} basis={basis.clone()}>
                <label id={label_id.clone()} for={id.clone()}>{ lever.label() }</label>
            </Sourced>
            <p id={help_id} class="help">{ lever.help() }</p>
            if lever == Lever::Pooling {
                { presets(reading.central, &set) }
            }
            <div class="lever-body">
                <NumberBox id={id.clone()} name={lever.label()} value={reading.central}
                    places={lever.places()} {min} {max} {unit} on_change={set.clone()} />
                { slider.view() }
            </div>
            <Spread text={spread(lever, &scenario)} of={lever.label()} {range}>
                { why(lever.path(), lever.label()) }
                <Remark control={Control::Lever(lever)} desk={desk.clone()} act={act.clone()} field={id.clone()}
                    reasons={lever.label()} />
            </Spread>
        </div>
    }
}

/// Buttons for the rates of joining on which to rely, by name.
fn presets(now: f64, set: &Callback<f64>) -> Html {
    /// The weight on England, as a percentage.
    const PRESETS: [(&str, f64); 3] =
        [("Council’s own rates", 0.0), ("Pooled", 70.0), ("England’s rates", 100.0)];
    html! {
        <div class="presets" role="group" aria-label="Whose rates of joining">
            { for PRESETS.map(|(name, weight)| {
                let choose = set.reform(move |_: MouseEvent| weight);
                let is_chosen = (now - weight).abs() < 0.5;
                html! {
                    <button key={name} type="button" class="small" aria-pressed={is_chosen.to_string()} onclick={choose}>
                        { name }
                    </button>
                }
            }) }
        </div>
    }
}

/// The range of a lever in words.
fn spread(lever: Lever, scenario: &Scenario) -> String {
    let reading = lever.read(scenario);
    let amount = lever.assumption(scenario).amount;
    if amount.is_fixed() {
        return "The same in every future.".into();
    }
    let range = quantity_range(reading.low, reading.high, lever.places(), lever.unit());
    let Amount::SpikeAndSlab { spike, chance, .. } = amount else {
        return format!("Uncertain: {range}");
    };
    let odds = 1.0 / chance;
    let odds = if (odds - odds.round()).abs() < 0.01 {
        format!("1 chance in {}", short(odds, 0))
    } else {
        format!("{} chances in 100", short(100.0 * chance, 0))
    };
    let spike = if spike == 0.0 { "no effect".into() } else { quantity(spike, 2, "") };
    format!("Uncertain: {range}, and {odds} of {spike}")
}
