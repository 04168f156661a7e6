//! One lever: a number box and a slider with the published value as a tick and the range as a band.

use super::number::NumberBox;
use super::sourced::Sourced;
use crate::app::state::{Action, Desk};
use crate::scenario::Lever;
use crate::words::short;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub lever: Lever,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

#[component]
pub fn LeverControl(props: &Props) -> Html {
    let Props { lever, desk, act } = props;
    let lever = *lever;
    let scenario = desk.scenario();
    let reading = lever.read(&scenario);
    let bounds = lever.bounds(&scenario);
    let (min, max) = (*bounds.start(), *bounds.end());
    let id = format!("lever-{lever:?}").to_ascii_lowercase();
    let label_id = format!("{id}-label");
    let help_id = format!("{id}-help");
    let set = act.reform(move |value: f64| Action::Set(lever, value));
    let oninput = {
        let set = set.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            set.emit(input.value_as_number());
        })
    };
    let basis = &lever.assumption(desk.published()).basis;
    let is_changed = lever.is_changed(&scenario, desk.published());
    let editing = use_state(|| false);
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(!*editing))
    };
    let reset = {
        let (act, id) = (act.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Reset(lever));
            // The button goes, so the focus moves to what it reset.
            focus(&id);
        })
    };
    let show = |value: f64| short(value, lever.places());
    let unit = lever.unit();
    let spread = if reading.is_fixed() {
        "The same in every future.".to_owned()
    } else {
        format!("Uncertain: {} to {}", show(reading.low), show(reading.high))
    };
    html! {
        <div class="lever" role="group" aria-labelledby={label_id.clone()}>
            <Sourced of={lever.label()} tag={basis.source.tag()} basis={basis.clone()}>
                <label id={label_id.clone()} for={id.clone()}>{ lever.label() }</label>
            </Sourced>
            <p class="help" id={help_id.clone()}>{ lever.help() }</p>
            <div class="lever-body">
                <NumberBox id={id.clone()} name={lever.label()} value={reading.central}
                    places={lever.places()} {min} {max} {unit} on_change={set} />
                <div class="slider">
                    { track(lever, desk, min, max) }
                    <input type="range" min={min.to_string()} max={max.to_string()}
                        step={lever.step().to_string()} value={reading.central.to_string()}
                        aria-labelledby={label_id} aria-describedby={help_id}
                        aria-valuetext={format!("{} {unit}", show(reading.central))} {oninput} />
                </div>
            </div>
            <p class="spread">
                { spread }
                <button type="button" class="link" aria-expanded={editing.to_string()} onclick={toggle}>
                    { if *editing { "Close range" } else { "Change range" } }
                    <span class="hidden">{ format!(" of {}", lever.label()) }</span>
                </button>
                if is_changed {
                    <button type="button" class="link" onclick={reset}>
                        {"Reset"}<span class="hidden">{ format!(" {}", lever.label()) }</span>
                    </button>
                }
            </p>
            if *editing {
                <RangeEditor {lever} desk={desk.clone()} act={act.clone()} />
            }
        </div>
    }
}

fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot take the focus leaves it where it is.
        let _unmoved = element.focus();
    }
}

/// The band of the range and the tick of the published value, behind the slider.
fn track(lever: Lever, desk: &Desk, min: f64, max: f64) -> Html {
    let scenario = desk.scenario();
    let reading = lever.read(&scenario);
    let published = lever.published(&scenario, desk.published());
    let at = |value: f64| ((value - min) / (max - min) * 100.0).clamp(0.0, 100.0);
    let (low, high) = (at(reading.low), at(reading.high));
    html! {
        <svg class="track" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
            <rect class="rail" x="0" y="8.5" width="100" height="3" />
            <rect class="range" x={low.to_string()} y="6" width={(high - low).to_string()} height="8" />
            <line class="published" x1={at(published).to_string()} x2={at(published).to_string()} y1="1" y2="19" />
        </svg>
    }
}

#[derive(Properties, PartialEq)]
struct RangeProps {
    lever: Lever,
    desk: Rc<Desk>,
    act: Callback<Action>,
}

/// The lowest and the highest value of a lever.
#[component]
fn RangeEditor(props: &RangeProps) -> Html {
    let lever = props.lever;
    let scenario = props.desk.scenario();
    let reading = lever.read(&scenario);
    let bounds = lever.range_bounds(&scenario);
    let refused = use_state(|| None::<String>);
    {
        // A refusal is of the value there was; with another value it says nothing any more.
        let refused = refused.clone();
        use_effect_with(reading, move |_| refused.set(None));
    }
    let id = format!("range-{lever:?}").to_ascii_lowercase();
    let change = {
        let (refused, act, scenario) = (refused.clone(), props.act.clone(), scenario.clone());
        move |low: f64, high: f64| {
            // Tried on a copy first, so that a refusal can be told.
            match lever.set_range(&mut (*scenario).clone(), low, high) {
                Ok(()) => {
                    refused.set(None);
                    act.emit(Action::SetRange(lever, low, high));
                }
                Err(reason) => refused.set(Some(reason)),
            }
        }
    };
    let on_low = {
        let change = change.clone();
        Callback::from(move |low| change(low, reading.high))
    };
    let on_high = Callback::from(move |high| change(reading.low, high));
    html! {
        <div class="range-editor">
            { for [("Lowest", reading.low, on_low), ("Highest", reading.high, on_high)].map(|(name, value, on_change)| {
                let id = format!("{id}-{}", name.to_ascii_lowercase());
                html! {
                    <div key={name}>
                        <label for={id.clone()}>{ name }</label>
                        <NumberBox {id} name={format!("{name} value")} {value} places={lever.places()}
                            min={*bounds.start()} max={*bounds.end()} unit={lever.unit()} {on_change} />
                    </div>
                }
            }) }
            if let Some(reason) = &*refused {
                <p class="error" role="alert">{ reason.clone() }</p>
            }
        </div>
    }
}
