//! A box for typing a number.

use crate::words::{date, scaled, short};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: AttrValue,
    /// The name of the number, for messages about it.
    pub name: AttrValue,
    pub value: f64,
    /// The decimal places of a plain value; shares and money accept two more, as files hold them.
    #[prop_or_default]
    pub places: usize,
    pub min: f64,
    pub max: f64,
    /// Whether thousands are separated, which a seed for example does not want.
    #[prop_or(true)]
    pub grouped: bool,
    #[prop_or_default]
    pub unit: AttrValue,
    /// The element that labels it; otherwise a label with `for` does.
    #[prop_or_default]
    pub labelled_by: Option<AttrValue>,
    pub on_change: Callback<f64>,
}

/// The text that has been typed, while it differs from the value.
#[derive(Clone, PartialEq, Default)]
struct Draft {
    text: Option<String>,
    error: Option<String>,
}

/// The number of decimal places that are accepted; a number of whole things stays whole.
fn most_places(places: usize, unit: &str) -> usize {
    if unit == "%" || unit.starts_with('£') { places + 2 } else { places }
}

/// The number that was typed, in the unit of the box: `£60m`, `£60 million` and `60,000,000` are 60 in a box of
/// millions.
fn typed(text: &str, unit: &str, max: f64) -> Option<f64> {
    let (number, worth) = scaled(text.trim())?;
    let of_box = match unit {
        "£m" => 1e6,
        _ if unit.starts_with("£000") => 1e3,
        _ => 1.0,
    };
    let is_in_pounds = worth > 1.0 || number > max.max(1e5);
    Some(if is_in_pounds { number * worth / of_box } else { number })
}

/// Whether a number has no more decimal places than its box accepts, so that the box shows the number in use.
fn fits(value: f64, places: usize) -> bool {
    let shift = 10.0_f64.powi(i32::try_from(places).unwrap_or(0));
    (value * shift - (value * shift).round()).abs() < 1e-9
}

#[component]
pub fn NumberBox(props: &Props) -> Html {
    let draft = use_state(Draft::default);
    let most = most_places(props.places, &props.unit);
    let show = |value: f64| short(value, if fits(value, props.places) { props.places } else { most });
    // A year is not a quantity.
    let is_grouped = props.grouped && props.unit != "year";
    let shown = if is_grouped { show(props.value) } else { show(props.value).replace(',', "") };
    {
        // The value was changed elsewhere, so what was typed before no longer counts.
        let (draft, unit, max) = (draft.clone(), props.unit.clone(), props.max);
        use_effect_with(props.value.to_bits(), move |bits| {
            let typed = draft.text.as_deref().and_then(|text| typed(text, &unit, max));
            if typed.is_none_or(|typed| typed.to_bits() != *bits) {
                draft.set(Draft::default());
            }
        });
    }
    let oninput = {
        let draft = draft.clone();
        let (name, unit, min, max) = (props.name.clone(), props.unit.clone(), props.min, props.max);
        let limits = format!("a number from {} to {}", show(min), show(max));
        let (on_change, still) = (props.on_change.clone(), shown.clone());
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = input.value();
            let read = typed(&text, &unit, max);
            let value = read.filter(|value| fits(*value, most));
            let error = match value {
                Some(value) if (min..=max).contains(&value) => {
                    on_change.emit(value);
                    None
                }
                Some(_) => Some(format!("{name}: {text} is out of range.")),
                None if text.trim().is_empty() => Some(format!("{name} is empty.")),
                None if read.is_some() => Some(if most == 0 {
                    format!("{name}: {text} is not a whole number.")
                } else {
                    format!(
                        "{name}: {text} has too many decimal places; at most {most} {} used.",
                        if most == 1 { "is" } else { "are" }
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
        // A decimal year means little to most people, so its month is shown beside it.
        "year" => ("", date(props.value)),
        unit => ("", unit.to_owned()),
    };
    // The number keyboards of some telephones have no minus sign.
    let keys = if props.min < 0.0 { "text" } else { "decimal" };
    let error_id = format!("{}-error", props.id);
    let is_bad = draft.error.is_some();
    html! {
        <>
            <span class="box-and-unit">
                <span class="unit">{ prefix }</span>
                <input id={props.id.clone()} type="text" inputmode={keys} autocomplete="off"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it_in_the_unit_of_the_box() {
        for text in ["60", "£60m", "60m", "£60 million", "£60,000,000", "60,000k"] {
            assert_eq!(typed(text, "£m", 500.0), Some(60.0), "{text}");
        }
        assert_eq!(typed("£60.4m", "£m", 500.0), Some(60.4));
        assert_eq!(typed("£60k", "£000 over the term", 100_000.0), Some(60.0));
        assert_eq!(typed("1,784", "pupils", 10_000.0), Some(1784.0));
        assert_eq!(typed("2.75%", "%", 100.0), Some(2.75));
        assert_eq!(typed("60 miles", "£m", 500.0), None);
    }

    #[test]
    fn money_and_shares_take_what_files_hold_and_wholes_stay_whole() {
        assert!(fits(9.6, most_places(0, "£m")) && fits(2.75, most_places(1, "%")));
        assert!(!fits(12.5, most_places(0, "pupils")) && !fits(0.5, most_places(0, "in 100 futures")));
    }
}
