//! Undo and redo: their buttons and their keys.

use super::control::focus;
use super::state::{Action, Desk};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

/// The two buttons, each labelled with what it does.
pub fn undo_buttons(desk: &Desk, act: &Callback<Action>) -> Html {
    let history = desk.history();
    let button = |id: &'static str, name: &str, sign: &'static str, what: Option<&str>, action: Action| {
        let label = what.map_or_else(|| name.to_owned(), |what| [name, ": ", what].concat());
        // Without a step the button does nothing but stays, so that it keeps the focus.
        let onclick = act.reform(move |_: MouseEvent| action.clone());
        html! {
            <button key={id} {id} type="button" class="bare" aria-label={label.clone()} title={label}
                aria-disabled={what.is_none().then_some("true")} {onclick}>{ sign }</button>
        }
    };
    html! {
        <>
            { button("undo", "Undo", "↶", history.undoes(), Action::Undo) }
            { button("redo", "Redo", "↷", history.redoes(), Action::Redo) }
        </>
    }
}

/// The notice of a deletion just made, with a button that restores what was deleted.
pub fn deletion(desk: &Desk, act: &Callback<Action>) -> Html {
    let Some(name) = desk.history().deleted() else { return html! {} };
    let act = act.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        act.emit(Action::Undo);
        // The notice disappears with its button.
        focus("undo");
    });
    html! {
        <div class="notice" role="status" key="deleted">
            <p>{ format!("“{name}” is deleted.") }</p>
            <button type="button" class="small" {onclick}>{"Undo"}<span class="hidden">{" the deletion"}</span></button>
        </div>
    }
}

/// The text of the field in which an event happened.
pub fn text_of(event: &Event) -> Option<String> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return (input.type_() == "text").then(|| input.value());
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

/// Undoes on Ctrl+Z and redoes on Ctrl+Shift+Z and Ctrl+Y. In a text field the browser handles these keys while the
/// text differs from what it was when the field took the focus, so that typing is undone letter by letter. A number
/// restored that way is not a step, and the next Ctrl+Z undoes the planner's.
#[hook]
pub fn use_undo_keys(act: Callback<Action>) {
    use_effect_with((), move |()| {
        // The text of the focused field when it took the focus; `None` where that is no longer known.
        let first: Rc<RefCell<Option<String>>> = Rc::default();
        let focused = {
            let first = first.clone();
            EventListener::new(&document(), "focusin", move |event| drop(first.replace(text_of(event))))
        };
        let typed = {
            let first = first.clone();
            EventListener::new(&document(), "input", move |event| {
                if text_of(event).is_some() && first.borrow().is_none() {
                    first.replace(Some("\0".into()));
                }
            })
        };
        let options = EventListenerOptions::enable_prevent_default();
        let pressed = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            if !(key.ctrl_key() || key.meta_key()) || key.alt_key() {
                return;
            }
            let action = match (key.key().as_str(), key.shift_key()) {
                ("z" | "Z", false) => Action::Undo,
                ("z" | "Z", true) | ("y" | "Y", false) => Action::Redo,
                _ => return,
            };
            let now = text_of(event);
            if now.is_some() && first.borrow().is_some() && now != *first.borrow() {
                return;
            }
            event.prevent_default();
            first.replace(None);
            act.emit(action);
        });
        move || drop((focused, typed, pressed))
    });
}
