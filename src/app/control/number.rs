//! A box for typing a number.

use crate::words::{date, parse, short};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: AttrValue,
    /// What the number is, for a message about it.
    pub name: AttrValue,
    pub value: f64,
    /// Decimal places that it takes.
    #[prop_or_default]
    pub places: usize,
    pub min: f64,
    pub max: f64,
    /// Whether thousands are separated: not in a name such as a seed.
    #[prop_or(true)]
    pub grouped: bool,
    #[prop_or_default]
    pub unit: AttrValue,
    /// The element that names it; a label with `for` otherwise.
    #[prop_or_default]
    pub labelled_by: Option<AttrValue>,
    pub on_change: Callback<f64>,
}

/// What has been typed, while it differs from the value.
#[derive(Clone, PartialEq, Default)]
struct Draft {
    text: Option<String>,
    error: Option<String>,
}

/// Whether a number has no more decimal places than its box shows: what is shown is what is used.
fn fits(value: f64, places: usize) -> bool {
    let shift = 10.0_f64.powi(i32::try_from(places).unwrap_or(0));
    (value * shift - (value * shift).round()).abs() < 1e-9
}

#[component]
pub fn NumberBox(props: &Props) -> Html {
    let draft = use_state(Draft::default);
    let show = |value: f64| short(value, props.places);
    // A year is no quantity.
    let is_grouped = props.grouped && props.unit != "year";
    let shown = if is_grouped { show(props.value) } else { show(props.value).replace(',', "") };
    {
        // Moved from elsewhere: what was typed before no longer counts.
        let draft = draft.clone();
        use_effect_with(props.value.to_bits(), move |bits| {
            let typed = draft.text.as_deref().and_then(parse);
            if typed.is_none_or(|typed| typed.to_bits() != *bits) {
                draft.set(Draft::default());
            }
        });
    }
    let oninput = {
        let draft = draft.clone();
        let (name, min, max, places) = (props.name.clone(), props.min, props.max, props.places);
        let limits = format!("a number from {} to {}", show(min), show(max));
        let (on_change, still) = (props.on_change.clone(), shown.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = input.value();
            let value = parse(&text).filter(|value| fits(*value, places));
            let error = match value {
                Some(value) if (min..=max).contains(&value) => {
                    on_change.emit(value);
                    None
                }
                Some(_) => Some(format!("{name}: {text} is out of range.")),
                None if text.trim().is_empty() => Some(format!("{name} is empty.")),
                None if parse(&text).is_some() => Some(if places == 0 {
                    format!("{name}: {text} is not a whole number.")
                } else {
                    format!(
                        "{name}: {text} has too many decimal places; at most {places} {} used.",
                        if places == 1 { "is" } else { "are" }
                    )
                }),
                None => Some(format!("{name}: “{text}” is not a number.")),
            };
            let error = error.map(|error| format!("{error} Enter {limits}. Until then {still} is used."));
            draft.set(Draft { text: Some(text), error });
        })
    };
    let onblur = {
        let draft = draft.clone();
        Callback::from(move |_: FocusEvent| {
            if draft.error.is_none() {
                draft.set(Draft::default());
            }
        })
    };
    let (prefix, suffix) = match props.unit.as_str() {
        "£m" => ("£", "million".into()),
        "£" => ("£", String::new()),
        // A decimal year means little to most: the month it falls in stands beside it.
        "year" => ("", date(props.value)),
        unit => ("", unit.to_owned()),
    };
    let error_id = format!("{}-error", props.id);
    let is_bad = draft.error.is_some();
    html! {
        <>
            <span class="box-and-unit">
                <span class="unit">{ prefix }</span>
                <input id={props.id.clone()} type="text" inputmode="decimal" autocomplete="off"
                    class={classes!("number", is_bad.then_some("bad"))}
                    value={draft.text.clone().unwrap_or(shown)}
                    aria-labelledby={props.labelled_by.clone()}
                    aria-invalid={is_bad.then_some("true")}
                    aria-describedby={is_bad.then(|| error_id.clone())}
                    {oninput} {onblur} />
                <span class="unit">{ suffix }</span>
            </span>
            if let Some(error) = &draft.error {
                <p class="error" id={error_id} role="alert">{ error.clone() }</p>
            }
        </>
    }
}
