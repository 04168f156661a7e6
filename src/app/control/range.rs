//! The lowest and the highest value of an uncertain number.

use super::number::NumberBox;
use crate::app::state::Action;
use crate::scenario::Reading;
use std::ops::RangeInclusive;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub struct RangeProps {
    /// The beginning of the ids of the two boxes.
    pub id: String,
    /// The present range.
    pub reading: Reading,
    /// The bounds of both ends.
    pub bounds: RangeInclusive<f64>,
    /// The number of decimal places.
    pub places: usize,
    pub unit: AttrValue,
    /// The action for a lowest and a highest value, or the reason why there is none.
    pub ask: Callback<(f64, f64), Result<Action, String>>,
    pub act: Callback<Action>,
}

/// Two boxes, one for each end. An impossible range is refused in words, and nothing changes.
#[component]
pub fn RangeEditor(props: &RangeProps) -> Html {
    let reading = props.reading;
    let refused = use_state(|| None::<String>);
    {
        // A refusal is about the present value; once that changes it no longer applies.
        let refused = refused.clone();
        use_effect_with(reading, move |_| refused.set(None));
    }
    let change = {
        let (refused, act, ask) = (refused.clone(), props.act.clone(), props.ask.clone());
        move |low: f64, high: f64| match ask.emit((low, high)) {
            Ok(action) => {
                refused.set(None);
                act.emit(action);
            }
            Err(reason) => refused.set(Some(reason)),
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
                let id = format!("{}-{}", props.id, name.to_ascii_lowercase());
                html! {
                    <div key={name}>
                        <label for={id.clone()}>{ name }</label>
                        <NumberBox {id} name={format!("{name} value")} {value} places={props.places}
                            min={*props.bounds.start()} max={*props.bounds.end()} unit={props.unit.clone()} {on_change} />
                    </div>
                }
            }) }
            if let Some(reason) = &*refused {
                <p class="error" role="alert">{ reason.clone() }</p>
            }
        </div>
    }
}

/// A range in words with a button that opens and closes its boxes. `text` is the range, `of` the name of what it
/// belongs to.
#[derive(Properties, PartialEq)]
pub struct SpreadProps {
    pub text: String,
    pub of: AttrValue,
    pub range: RangeProps,
    /// The rest of the line.
    pub children: Html,
}

#[component]
pub fn Spread(props: &SpreadProps) -> Html {
    let editing = use_state(|| false);
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(!*editing))
    };
    html! {
        <>
            <div class="spread">
                { props.text.clone() }
                <button type="button" class="link" aria-expanded={editing.to_string()} onclick={toggle}>
                    { if *editing { "Close range" } else { "Change range" } }
                    <span class="hidden">{ format!(" of {}", props.of) }</span>
                </button>
                { props.children.clone() }
            </div>
            if *editing {
                <RangeEditor ..props.range.clone() />
            }
        </>
    }
}
