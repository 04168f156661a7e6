//! The menu of scenarios, behind the name of the open one.

use super::control::{focus, focus_next};
use super::council::names;
use super::file::download;
use super::results::{Results, WorkRef};
use super::share::{address, copy};
use super::state::{Action, Desk};
use super::undo::text_of;
use crate::council::Code;
use crate::scenario::holds_small_counts;
use crate::shelf::{Change, Entry, MOST_BYTES, MOST_LETTERS, TOO_LARGE, file_name, open};
use crate::words::whole;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::{Blob, File, FileReadError, callbacks::read_as_bytes};
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// The id of the button that opens the menu.
const BUTTON: &str = "scenario-menu";
/// The id of the field of its form.
const FIELD: &str = "scenario-text";

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// A page of the menu.
#[derive(Clone, Copy, PartialEq, Default)]
enum Page {
    #[default]
    Shut,
    List,
    Rename,
    Describe,
    /// The page with a link to the scenario, which is in the form's text.
    Link,
    /// The page of England's councils; the form's text is the search.
    Councils,
}

/// The open page, the text of its form, and the reason why it was refused.
#[derive(Clone, PartialEq, Default)]
struct Sheet {
    page: Page,
    text: String,
    refusal: Option<String>,
}

/// A request to the menu. There is one kind of message, so that its many buttons share their code.
#[derive(Clone)]
enum Deed {
    Turn(Page, String),
    /// Changes the shelf, then opens a page.
    Change(Change, Page),
    Save,
    /// Makes a link to the open scenario and copies it.
    Link,
    Pick,
    Type(String),
    Submit,
    /// Opens the baseline of a council.
    Council(Code),
}

#[component]
pub fn Menu(props: &Props) -> Html {
    let Props { desk, act } = props;
    let sheet = use_state(Sheet::default);
    let picker = use_node_ref();
    let reader = use_mut_ref(|| None);
    let work = WorkRef(use_mut_ref(|| None));
    let on = {
        let (desk, act, sheet, picker) = (desk.clone(), act.clone(), sheet.clone(), picker.clone());
        Callback::from(move |deed| perform(deed, &desk, &act, &sheet, &picker))
    };
    use_save_key(on.clone());
    let on_file = {
        let (act, on) = (act.clone(), on.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.item(0)) {
                *reader.borrow_mut() = take(&file.into(), act.clone());
                on.emit(Deed::Turn(Page::Shut, String::new()));
            }
            // Choosing the same file again must count as a change.
            input.set_value("");
        })
    };
    let is_open = sheet.page != Page::Shut;
    let shut = Deed::Turn(Page::Shut, String::new());
    let toggle = if is_open { shut.clone() } else { Deed::Turn(Page::List, String::new()) };
    let onkeydown = {
        let (on, shut) = (on.clone(), shut.clone());
        Callback::from(move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                on.emit(shut.clone());
            }
        })
    };
    html! {
        <div class="menu" {onkeydown}>
            <button type="button" id={BUTTON} class="scenario-name" aria-expanded={is_open.to_string()}
                onclick={press(&on, toggle)}>
                <span class="hidden">{"Scenario: "}</span><span class="name">{ desk.title() }</span>
            </button>
            <input type="file" ref={picker} hidden=true accept=".json,application/json" onchange={on_file} />
            if is_open {
                <div class="backdrop" key="backdrop" onclick={press(&on, shut)}></div>
                <div class="sheet" key="sheet" role="group" aria-label="Scenarios">
                    { match sheet.page {
                        Page::List => list(desk, act, &on, &work),
                        Page::Link => linked(&sheet, &on),
                        Page::Councils => councils(&sheet.text, &on),
                        _ => form(&sheet, &on),
                    } }
                </div>
            }
        </div>
    }
}

/// Carries out a request.
fn perform(deed: Deed, desk: &Desk, act: &Callback<Action>, sheet: &UseStateHandle<Sheet>, picker: &NodeRef) {
    let current = desk.shelf().current();
    let turn = |page: Page, text: String| {
        sheet.set(Sheet { page, text, refusal: None });
        // The button that was pressed may disappear.
        if page == Page::Shut {
            focus(BUTTON);
        } else if page != Page::List {
            focus_next(FIELD);
        }
    };
    match deed {
        Deed::Turn(page, text) => turn(page, text),
        Deed::Council(code) => {
            act.emit(Action::Council(code));
            turn(Page::Shut, String::new());
        }
        Deed::Change(change, page) => {
            // The change is tried on a copy first, so that the menu can show why it is refused.
            let mut after = desk.shelf().clone();
            match after.apply(change.clone()) {
                Ok(()) => {
                    act.emit(Action::Shelf(change));
                    turn(page, after.current().name().to_owned());
                }
                Err(refusal) => {
                    sheet.set(Sheet { refusal: Some(refusal.to_string()), ..(**sheet).clone() });
                    focus(FIELD);
                }
            }
        }
        Deed::Save => {
            let text = Blob::new_with_options(current.checked().to_json().as_str(), Some("application/json"));
            download(text, &file_name(current.name()));
            if !desk.problems().is_empty() {
                act.emit(Action::Tell(vec![
                    "The file holds the scenario as it last ran, without the values that are wrong now."
                        .into(),
                ]));
            }
            // The key leaves the focus where it is.
            if sheet.page != Page::Shut {
                turn(Page::Shut, String::new());
            }
        }
        Deed::Link => {
            let text = match address(desk) {
                Ok(text) => text,
                Err(letters) => {
                    let refusal = [
                        "A link would have ",
                        &whole(letters as f64),
                        " letters, and some programs break those of more than ",
                        &whole(MOST_LETTERS as f64),
                        ". Send the scenario file instead.",
                    ];
                    let refusal = Some(refusal.concat());
                    return sheet.set(Sheet { page: Page::Link, text: String::new(), refusal });
                }
            };
            let sheet = sheet.clone();
            copy(&text.clone(), move |is_copied| {
                let outcome = if is_copied {
                    "The link is copied. It holds this scenario as it is now, and nothing of your others. No server sees what it says."
                } else {
                    "The browser does not let this page copy. The link is marked here: press Ctrl+C to copy it."
                };
                sheet.set(Sheet { page: Page::Link, text: text.clone(), refusal: Some(outcome.into()) });
                focus_next(FIELD);
            });
        }
        Deed::Pick => {
            if let Some(input) = picker.cast::<HtmlElement>() {
                input.click();
            }
        }
        Deed::Type(text) => sheet.set(Sheet { text, refusal: None, page: sheet.page }),
        Deed::Submit => {
            let text = sheet.text.clone();
            let change = if sheet.page == Page::Rename { Change::Rename } else { Change::Describe };
            perform(Deed::Change(change(current.id, text), Page::Shut), desk, act, sheet, picker);
        }
    }
}

fn press(on: &Callback<Deed>, deed: Deed) -> Callback<MouseEvent> {
    on.reform(move |_| deed.clone())
}

fn button(label: &'static str, on: &Callback<Deed>, deed: Deed) -> Html {
    html! { <button key={label} type="button" class="link" onclick={press(on, deed)}>{ label }</button> }
}

/// The list of scenarios, and the buttons for the open one.
fn list(desk: &Rc<Desk>, act: &Callback<Action>, on: &Callback<Deed>, work: &WorkRef) -> Html {
    let shelf = desk.shelf();
    let (current, reference) = (shelf.current(), shelf.reference().id);
    let id = current.id;
    let mut deeds = vec![
        ("Rename", Deed::Turn(Page::Rename, current.name().to_owned())),
        ("Describe", Deed::Turn(Page::Describe, current.note().to_owned())),
        ("Duplicate", Deed::Change(Change::Duplicate(id), Page::Rename)),
        ("Download file", Deed::Save),
        ("Copy link", Deed::Link),
    ];
    if shelf.entries().len() > 1 {
        deeds.push(("Delete", Deed::Change(Change::Delete(id), Page::Shut)));
    }
    if reference != id {
        deeds.push(("Use as the reference", Deed::Change(Change::Refer(id), Page::List)));
    }
    let others = [
        ("New from the baseline", Deed::Change(Change::Put(desk.published().clone()), Page::Rename)),
        ("Open file", Deed::Pick),
        ("Your council", Deed::Turn(Page::Councils, String::new())),
    ];
    html! {
        <>
            <ul key="list">{ for shelf.entries().iter().map(|entry| row(entry, id, reference, on)) }</ul>
            <div key="deeds" class="deeds" role="group" aria-label={["Do with ", current.name()].concat()}>
                { for deeds.into_iter().map(|(label, deed)| button(label, on, deed)) }
            </div>
            if holds_small_counts(current.scenario()) {
                <p key="small" class="unit">{"The file and the link hold your own counts, those under 6 too: share them as you would the table."}</p>
            }
            <p key="results" class="unit">{"Save results"}</p>
            <Results key="files" desk={desk.clone()} act={act.clone()} work={work.clone()} />
            <div key="others" class="deeds">
                { for others.into_iter().map(|(label, deed)| button(label, on, deed)) }
            </div>
        </>
    }
}

fn row(entry: &Entry, current: u32, reference: u32, on: &Callback<Deed>) -> Html {
    let choose = Deed::Change(Change::Choose(entry.id), Page::Shut);
    let beside = if entry.id == reference { "reference" } else { "" };
    html! {
        <li key={entry.id}>
            <button type="button" aria-current={(entry.id == current).then_some("true")} onclick={press(on, choose)}>
                <b>{ entry.name().to_owned() }</b>{" "}<span class="unit">{ beside }</span>
                <span class="note">{ entry.note().to_owned() }</span>
            </button>
        </li>
    }
}

/// England's councils whose names contain the search.
fn councils(sought: &str, on: &Callback<Deed>) -> Html {
    let wanted = sought.trim().to_ascii_lowercase();
    let found: Vec<_> =
        names().iter().filter(|(name, _)| name.to_ascii_lowercase().contains(&wanted)).collect();
    let oninput = on.reform(|event: InputEvent| Deed::Type(text_of(&event).unwrap_or_default()));
    let count = match found.len() {
        0 => "No council of that name has placements in the record.".to_owned(),
        1 => "1 council".to_owned(),
        count => format!("{count} councils"),
    };
    html! {
        <>
            <label key="label" for={FIELD}>{"Your council"}</label>
            <input key="sought" id={FIELD} class="text" type="text" autocomplete="off" value={sought.to_owned()} {oninput} />
            <p key="count" class="unit" role="status">{ count }</p>
            <ul key="councils" class="councils">
                { for found.into_iter().map(|(name, code)| html! {
                    <li key={*name}><button type="button" onclick={press(on, Deed::Council(*code))}>{ *name }</button></li>
                }) }
            </ul>
            { button("Cancel", on, Deed::Turn(Page::Shut, String::new())) }
        </>
    }
}

/// Whether a link was copied, and the link itself.
fn linked(sheet: &Sheet, on: &Callback<Deed>) -> Html {
    let mark = Callback::from(|event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.select();
    });
    html! {
        <>
            <p key="outcome" role="status">{ sheet.refusal.clone() }</p>
            if !sheet.text.is_empty() {
                <label key="label" for={FIELD}>{"Link to this scenario"}</label>
                <input key="link" id={FIELD} class="text" type="text" readonly=true value={sheet.text.clone()} onfocus={mark} />
            }
            <div key="ends" class="row">
                { button("Close", on, Deed::Turn(Page::Shut, String::new())) }
                if sheet.text.is_empty() {
                    { button("Download file", on, Deed::Save) }
                }
            </div>
        </>
    }
}

/// Saves the scenario file on Ctrl+S.
#[hook]
fn use_save_key(on: Callback<Deed>) {
    let latest = use_mut_ref(|| on.clone());
    latest.replace(on);
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let is_save = matches!(key.key().as_str(), "s" | "S") && (key.ctrl_key() || key.meta_key());
            if is_save && !key.alt_key() && !key.shift_key() {
                event.prevent_default();
                let on = latest.borrow().clone();
                on.emit(Deed::Save);
            }
        });
        move || drop(listener)
    });
}

/// The form for a new name or a description of the open scenario.
fn form(sheet: &Sheet, on: &Callback<Deed>) -> Html {
    let label = if sheet.page == Page::Rename { "Name of the scenario" } else { "What it assumes, and why" };
    let onsubmit = on.reform(|event: SubmitEvent| {
        event.prevent_default();
        Deed::Submit
    });
    let oninput = on.reform(|event: InputEvent| Deed::Type(text_of(&event).unwrap_or_default()));
    let text = sheet.text.clone();
    html! {
        <form key={label} {onsubmit}>
            <label for={FIELD}>{ label }</label>
            if sheet.page == Page::Rename {
                <input key="name" id={FIELD} class="text" type="text" autocomplete="off" value={text} {oninput}
                    aria-describedby="scenario-refusal" />
            } else {
                <textarea key="note" id={FIELD} rows="5" value={text} {oninput} aria-describedby="scenario-refusal" />
            }
            if let Some(refusal) = &sheet.refusal {
                <p key="refusal" class="error" id="scenario-refusal" role="alert">{ refusal.clone() }</p>
            }
            <div key="ends" class="row">
                <button type="submit" class="action">{"Save"}</button>
                { button("Cancel", on, Deed::Turn(Page::Shut, String::new())) }
            </div>
        </form>
    }
}

/// Reads a file and adds its scenario to the shelf, or shows what is wrong with it.
fn take(file: &File, act: Callback<Action>) -> Option<gloo::file::callbacks::FileReader> {
    let name = file.name();
    let refused = move |mut reasons: Vec<String>| {
        reasons.insert(0, format!("“{name}” was not opened, and nothing has changed."));
        Action::Tell(reasons)
    };
    if file.size() > MOST_BYTES {
        act.emit(refused(vec![TOO_LARGE.into()]));
        return None;
    }
    Some(read_as_bytes(file, move |bytes: Result<Vec<u8>, FileReadError>| {
        let bytes = bytes.map_err(|_| vec!["The browser could not read it.".into()]);
        match bytes.and_then(open) {
            Ok((scenario, note)) => {
                act.emit(Action::Shelf(Change::Put(scenario)));
                if !note.is_empty() {
                    act.emit(Action::Tell(vec![note.into()]));
                }
            }
            Err(reasons) => act.emit(refused(reasons)),
        }
    }))
}
