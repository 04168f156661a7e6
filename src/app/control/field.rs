//! The small fields of which controls are made.

use crate::field::SEPTEMBER;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// A checkbox with its label.
pub fn checkbox(id: &str, label: &str, checked: bool, change: Callback<bool>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        change.emit(input.checked());
    });
    html! {
        <span class="check" key={id.to_owned()}>
            <input type="checkbox" id={id.to_owned()} {checked} {onchange} />
            <label for={id.to_owned()}>{ label.to_owned() }</label>
        </span>
    }
}

/// A label and a list; `change` gets the position chosen.
pub fn choice(id: &str, label: &str, options: Vec<String>, chosen: usize, change: Callback<usize>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        change.emit(usize::try_from(select.selected_index()).unwrap_or(0));
    });
    html! {
        <div class="choice" key={id.to_owned()}>
            <label for={id.to_owned()}>{ label.to_owned() }</label>
            <select id={id.to_owned()} {onchange}>
                { for options.into_iter().enumerate().map(|(index, option)| html! {
                    <option key={index} selected={index == chosen}>{ option }</option>
                }) }
            </select>
        </div>
    }
}

/// A list of Septembers as decimal years. A date that is not among them comes first.
pub fn september(
    id: &str,
    label: &str,
    years: std::ops::RangeInclusive<u16>,
    date: f64,
    on_change: &Callback<f64>,
) -> Html {
    let mut dates: Vec<f64> = years.map(|year| f64::from(year) + SEPTEMBER).collect();
    let chosen = dates.iter().position(|other| (other - date).abs() < 0.01);
    if chosen.is_none() {
        dates.insert(0, date);
    }
    let options = dates.iter().map(|&date| crate::words::date(date)).collect();
    let on_change = on_change.reform(move |index: usize| dates.get(index).copied().unwrap_or(date));
    choice(id, label, options, chosen.unwrap_or(0), on_change)
}

/// A slider with its track.
pub struct Slider<'a> {
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub value: f64,
    /// The element that labels it.
    pub labelled_by: String,
    /// The element that describes it.
    pub described_by: String,
    /// Its value in words.
    pub says: String,
    /// The ends of the range and the published value, to be marked on the track.
    pub marks: Option<(f64, f64, f64)>,
    pub on_change: &'a Callback<f64>,
}

impl Slider<'_> {
    pub fn view(self) -> Html {
        let Slider { min, max, .. } = self;
        let at = |value: f64| ((value - min) / (max - min) * 100.0).clamp(0.0, 100.0);
        let oninput = self.on_change.reform(|event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            input.value_as_number()
        });
        html! {
            <div class="slider">
                <svg class="track" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="rail" x="0" y="8.5" width="100" height="3" />
                    if let Some((low, high, published)) = self.marks {
                        <rect class="range" x={at(low).to_string()} y="6" width={(at(high) - at(low)).to_string()} height="8" />
                        <line class="published" x1={at(published).to_string()} x2={at(published).to_string()} y1="1" y2="19" />
                    }
                </svg>
                <input type="range" min={min.to_string()} max={max.to_string()} step={self.step.to_string()}
                    value={self.value.to_string()} aria-labelledby={self.labelled_by}
                    aria-describedby={self.described_by} aria-valuetext={self.says} {oninput} />
            </div>
        }
    }
}

/// Buttons of which one is pressed: what is shown. `label` is what a screen reader calls them.
pub fn switch(label: &'static str, names: &[&'static str], shown: usize, turn: &Callback<usize>) -> Html {
    html! {
        <div class="switch" role="group" aria-label={label}>
            { for names.iter().enumerate().map(|(at, name)| {
                let onclick = turn.reform(move |_: MouseEvent| at);
                html! { <button key={*name} type="button" aria-pressed={(at == shown).to_string()} {onclick}>{ *name }</button> }
            }) }
        </div>
    }
}
