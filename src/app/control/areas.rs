//! The editor of areas. There may be several ways to group the districts, and one is shown at a time.

use super::field::checkbox;
use super::{focus, focus_next};
use crate::app::geography::by_which;
use crate::app::state::{Action, Desk};
use crate::app::undo::text_of;
use crate::scenario::{Edit, GroupingEdit, Scenario, THE_REST, limits};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The form of an area that is being added or changed.
#[derive(Clone, PartialEq)]
struct Form {
    /// The position of the area; `None` for a new one.
    area: Option<usize>,
    name: String,
    districts: Vec<String>,
    /// The reason why the area is refused.
    refusal: Option<String>,
}

const NAME: &str = "area-name";
const ADD: &str = "add-area";
const NEW: &str = "add-grouping";

#[component]
pub fn Areas(props: &Props) -> Html {
    let Props { desk, act } = props;
    let form = use_state(|| None::<Form>);
    let scenario = desk.scenario();
    let groupings = scenario.groupings();
    let is_full = !scenario.has_room_for(1);
    let add = {
        let (act, form, count) = (act.clone(), form.clone(), groupings.len());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Edit(Edit::Grouping(GroupingEdit::Add)));
            act.emit(Action::ShowAreas(Some(count)));
            form.set(None);
        })
    };
    html! {
        <>
            <p class="help">
                {"Group districts into areas, such as the councils that may replace them, in as many ways as you like. Every screen and file shows the grouping chosen here."}
            </p>
            { by_which("areas-by", &scenario, desk.grouping(), act) }
            if let Some(at) = desk.grouping() {
                { grouping(at, &scenario, act, &form) }
            }
            <button key="add" type="button" class="secondary" id={NEW} aria-disabled={is_full.then_some("true")} onclick={add}>
                {"New grouping"}
            </button>
            { offered(desk, act) }
            if is_full {
                <p key="full" class="help">{ format!("A scenario has at most {} areas in all.", limits::AREAS.end()) }</p>
            }
        </>
    }
}

/// The options for new councils that are on offer, and not added yet.
fn offered(desk: &Desk, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let Some(reorganisation) = scenario.council().facts().reorganisation else { return html! {} };
    let count = scenario.groupings().len();
    let free = (reorganisation.options.iter()).filter(|option| {
        scenario.is_free_grouping(option.name, None) && scenario.has_room_for(option.areas.len())
    });
    let buttons = free.map(|option| {
        let act = act.clone();
        let add = Callback::from(move |_: MouseEvent| {
            act.emit(Action::Edit(Edit::Grouping(GroupingEdit::Option(option))));
            act.emit(Action::ShowAreas(Some(count)));
        });
        html! {
            <li key={option.name}>
                <button type="button" class="small" onclick={add}>{ ["Add ", option.name].concat() }</button>
                <p class="help">{ option.said }</p>
            </li>
        }
    });
    html! {
        <div key="offered">
            <p class="help">{ reorganisation.note }</p>
            <ul>{ for buttons }</ul>
        </div>
    }
}

/// The grouping that is shown: its name, its areas, and its buttons.
fn grouping(
    at: usize,
    scenario: &Rc<Scenario>,
    act: &Callback<Action>,
    form: &UseStateHandle<Option<Form>>,
) -> Html {
    let Some(grouping) = scenario.groupings().into_iter().nth(at) else { return html! {} };
    let edit = act.reform(|edit: GroupingEdit| Action::Edit(Edit::Grouping(edit)));
    let rename = {
        let (edit, scenario, known) = (edit.clone(), scenario.clone(), grouping.name.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if scenario.is_free_grouping(&input.value(), Some(at)) {
                edit.emit(GroupingEdit::Rename(at, input.value()));
            } else {
                // A name that is refused is replaced by the present one.
                input.set_value(&known);
            }
        })
    };
    let remove = {
        let (act, edit) = (act.clone(), edit.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::ShowAreas(None));
            edit.emit(GroupingEdit::Remove(at));
            // The button disappears with its grouping.
            focus(NEW);
        })
    };
    let open = |area: Option<usize>| {
        let known = area.and_then(|area| scenario.areas.get(area));
        let begun = Form {
            area,
            name: known.map_or_else(String::new, |area| area.name.clone()),
            districts: known.map_or_else(Vec::new, |area| area.districts.clone()),
            refusal: None,
        };
        let form = form.setter();
        Callback::from(move |_: MouseEvent| {
            form.set(Some(begun.clone()));
            focus_next(NAME);
        })
    };
    let names = |codes: &[String]| {
        let is_in = |d: &&crate::scenario::District| codes.contains(&d.code);
        let names = scenario.districts.list.iter().filter(is_in).map(|d| d.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let button = |said: &'static str, of: &str, onclick: Callback<MouseEvent>| {
        html! { <button key={said} type="button" class="small" {onclick}>{ said }<span class="hidden">{ [" ", of].concat() }</span></button> }
    };
    let row = |index: usize| {
        let area = &scenario.areas[index];
        let dissolve = {
            let edit = edit.clone();
            Callback::from(move |_: MouseEvent| {
                edit.emit(GroupingEdit::Dissolve(at, index));
                focus(ADD);
            })
        };
        html! {
            <li key={area.name.clone()}>
                <p><b>{ area.name.clone() }</b></p>
                <p class="help">{ names(&area.districts) }</p>
                <div class="row">
                    { button("Change", &area.name, open(Some(index))) }
                    if area.name != THE_REST {
                        { button("Remove", &area.name, dissolve) }
                    }
                </div>
            </li>
        }
    };
    html! {
        <div key={["grouping-", &at.to_string()].concat()} class="grouping">
            <label for="grouping-name">{"Name of this grouping"}</label>
            <input class="text" type="text" id="grouping-name" value={grouping.name.clone()} onchange={rename} />
            <ul>{ for grouping.areas.iter().map(|&index| row(index)) }</ul>
            if let Some(begun) = &**form {
                { area_form(at, scenario, begun, form, &edit) }
            } else {
                <div key="deeds" class="row">
                    <button key="add" type="button" class="small" id={ADD} onclick={open(None)}>{"Add an area"}</button>
                    <button key="remove" type="button" class="small" onclick={remove}>{"Remove this grouping"}</button>
                </div>
            }
        </div>
    }
}

/// The reason why an area is refused; `None` where it is accepted.
fn refusal(at: usize, scenario: &Scenario, form: &Form) -> Option<String> {
    if !scenario.is_free_area(at, &form.name, form.area) {
        let most = limits::NAME.end();
        Some(format!("Enter a name of 1 to {most} characters that no other area of this grouping has."))
    } else if form.districts.is_empty() {
        Some("Tick at least one district.".into())
    } else if form.area.is_none() && !scenario.has_room_for(1) {
        Some(format!("A scenario has at most {} areas in all: remove one first.", limits::AREAS.end()))
    } else {
        None
    }
}

fn area_form(
    at: usize,
    scenario: &Rc<Scenario>,
    begun: &Form,
    form: &UseStateHandle<Option<Form>>,
    edit: &Callback<GroupingEdit>,
) -> Html {
    let set = {
        let set = form.setter();
        Callback::from(move |form: Form| set.set(Some(form)))
    };
    let oninput = {
        let begun = begun.clone();
        set.reform(move |event: InputEvent| Form {
            name: text_of(&event).unwrap_or_default(),
            refusal: None,
            ..begun.clone()
        })
    };
    let shut = {
        let form = form.setter();
        move || {
            form.set(None);
            focus_next(ADD);
        }
    };
    let cancel = {
        let shut = shut.clone();
        Callback::from(move |_: MouseEvent| shut())
    };
    let onsubmit = {
        let (scenario, begun, set, edit) = (scenario.clone(), begun.clone(), set.clone(), edit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let refusal = refusal(at, &scenario, &begun);
            if refusal.is_some() {
                set.emit(Form { refusal, ..begun.clone() });
                return focus(NAME);
            }
            edit.emit(GroupingEdit::Put(at, begun.area, begun.name.clone(), begun.districts.clone()));
            shut();
        })
    };
    let of = scenario.groupings().into_iter().nth(at).map_or_else(Vec::new, |grouping| grouping.areas);
    let tick = |(index, district): (usize, &crate::scenario::District)| {
        let holder =
            of.iter().filter_map(|&area| scenario.areas.get(area).filter(|_| Some(area) != begun.area));
        let holder =
            holder.clone().find(|area| area.name != THE_REST && area.districts.contains(&district.code));
        let label = match holder {
            Some(area) => [&district.name, " (now in ", &area.name, ")"].concat(),
            None => district.name.clone(),
        };
        let (code, before, set) = (district.code.clone(), begun.clone(), set.clone());
        let change = Callback::from(move |on: bool| {
            let mut next = Form { refusal: None, ..before.clone() };
            next.districts.retain(|other| *other != code);
            next.districts.extend(on.then(|| code.clone()));
            set.emit(next);
        });
        let is_ticked = begun.districts.contains(&district.code);
        checkbox(&["area-district-", &index.to_string()].concat(), &label, is_ticked, change)
    };
    html! {
        <form key="form" class="area-form" {onsubmit}>
            <label for={NAME}>{ if begun.area.is_some() { "Name of the area" } else { "Name of the new area" } }</label>
            <input class="text" type="text" id={NAME} autocomplete="off" value={begun.name.clone()} {oninput}
                aria-describedby="area-refusal" aria-invalid={begun.refusal.is_some().then_some("true")} />
            <fieldset class="ticks">
                <legend>{"Its districts"}</legend>
                { for scenario.districts.list.iter().enumerate().map(tick) }
            </fieldset>
            <p class="help">
                {"A district that you tick leaves its present area, and an area left without districts is removed. A district that you clear joins “The rest”."}
            </p>
            if let Some(refusal) = &begun.refusal {
                <p key="refusal" class="error" id="area-refusal" role="alert">{ refusal.clone() }</p>
            }
            <div key="ends" class="row">
                <button type="submit" class="action">{ if begun.area.is_some() { "Save the area" } else { "Add the area" } }</button>
                <button type="button" class="link" onclick={cancel}>{"Cancel"}</button>
            </div>
        </form>
    }
}
