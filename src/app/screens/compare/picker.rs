//! The choice of scenarios and of the reference.

use crate::questions::{Entry, FEWEST, MOST};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A checkbox or a toggle button.
struct Tick<'a> {
    kind: &'static str,
    id: String,
    label: &'a str,
    checked: bool,
    disabled: bool,
    change: Callback<bool>,
}

impl Tick<'_> {
    fn view(self) -> Html {
        let onchange = self.change.reform(|event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            input.checked()
        });
        html! {
            <span class="check" key={self.id.clone()}>
                <input type={self.kind} name={self.kind} id={self.id.clone()} checked={self.checked}
                    disabled={self.disabled} {onchange} />
                <label for={self.id}>{ self.label.to_owned() }</label>
            </span>
        }
    }
}

/// A group of these under a name.
fn group(class: &'static str, name: &'static str, small: &str, ticks: impl Iterator<Item = Html>) -> Html {
    html! {
        <fieldset {class} key={class}>
            <legend>{ name }{" "}<span class="unit">{ small.to_owned() }</span></legend>
            <div class="list">{ for ticks }</div>
        </fieldset>
    }
}

/// Checkboxes for all scenarios on offer; `pick` gets the names that are then ticked.
pub fn scenarios(offered: &[Entry], ticked: &[&Entry], pick: &Callback<Vec<String>>) -> Html {
    let is_full = ticked.len() >= MOST;
    let small = match ticked.len() {
        count if count < FEWEST => "tick two to six",
        MOST => "six is the most: untick one to tick another",
        _ => "two to six",
    };
    let ticks = offered.iter().enumerate().map(|(index, entry)| {
        let checked = ticked.contains(&entry);
        let (name, others) = (entry.name.clone(), ticked.iter().map(|entry| entry.name.clone()));
        let others: Vec<String> = others.filter(|other| *other != name).collect();
        let change = pick.reform(move |on: bool| {
            let own = on.then(|| name.clone());
            others.iter().cloned().chain(own).collect()
        });
        let id = format!("scenario-{index}");
        Tick { kind: "checkbox", id, label: &entry.name, checked, disabled: is_full && !checked, change }
            .view()
    });
    group("ticks", "Scenarios", small, ticks)
}

/// Buttons for the ticked scenarios; `pick` gets the name of the chosen one.
pub fn reference(ticked: &[&Entry], chosen: usize, pick: &Callback<String>) -> Html {
    let ticks = ticked.iter().enumerate().map(|(index, entry)| {
        let name = entry.name.clone();
        let change = pick.reform(move |_| name.clone());
        let id = format!("against-{index}");
        Tick { kind: "radio", id, label: &entry.name, checked: index == chosen, disabled: false, change }
            .view()
    });
    group("against", "Set against", "", ticks)
}
