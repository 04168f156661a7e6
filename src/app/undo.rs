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

/// The two buttons, which say what they do.
pub fn undo_buttons(desk: &Desk, act: &Callback<Action>) -> Html {
    let history = desk.history();
    let button = |id: &'static str, name: &str, sign: &'static str, what: Option<&str>, action: Action| {
        let label = what.map_or_else(|| name.to_owned(), |what| [name, ": ", what].concat());
        // Where there is nothing to do it does nothing; it stays, so that the focus does.
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

/// What a notice says of a deletion just made, with a way back.
pub fn deletion(desk: &Desk, act: &Callback<Action>) -> Html {
    let Some(name) = desk.history().deleted() else { return html! {} };
    let act = act.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        act.emit(Action::Undo);
        // The notice goes with its button.
        focus("undo");
    });
    html! {
        <div class="notice" role="status" key="deleted">
            <p>{ format!("“{name}” is deleted.") }</p>
            <button type="button" class="small" {onclick}>{"Undo"}<span class="hidden">{" the deletion"}</span></button>
        </div>
    }
}

/// The text of a field that is typed in.
pub fn text_of(event: &Event) -> Option<String> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return (input.type_() == "text").then(|| input.value());
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

/// Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y do again. In a text field they are the browser's as long
/// as the field says something else than it did when it took the focus: a half-typed word is taken
/// back letter by letter. A number taken back so is no step, and the next Ctrl+Z is the planner's.
#[hook]
pub fn use_undo_keys(act: Callback<Action>) {
    use_effect_with((), move |()| {
        // What the field with the focus said at first; none where that is no longer known.
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
