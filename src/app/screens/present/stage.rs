//! The stage: how a slide stands there, what moves through the slides, and the bar above.

use super::face::Face;
use super::handout::hand_out;
use crate::deck::{Change, Kind, Slide};
use crate::shelf::file_name;
use crate::words::tied;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

/// What can be asked of the stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// So many slides on.
    By(isize),
    /// To one slide, out of editing.
    To(Kind),
    /// Edit the slides, or show them.
    Edit(bool),
    /// Let one future follow the other, or stop.
    Move(bool),
}

/// Whether a key belongs to what has the focus: a field, a slider, a list.
fn is_taken(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    target.dyn_ref::<HtmlInputElement>().is_some()
        || target.dyn_ref::<HtmlTextAreaElement>().is_some()
        || target.dyn_ref::<HtmlSelectElement>().is_some()
}

/// What a key asks for.
fn step_of(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowRight" | "ArrowDown" | "PageDown" => Step::By(1),
        "ArrowLeft" | "ArrowUp" | "PageUp" => Step::By(-1),
        "Home" => Step::By(isize::MIN),
        "End" => Step::By(isize::MAX),
        _ => return None,
    })
}

/// The arrow keys move through the slides, F fills the screen, Esc leaves that or the editing.
#[hook]
pub fn use_keys(go: Callback<Step>, stage: NodeRef, is_editing: bool) {
    use_effect_with((go, is_editing), move |(go, is_editing)| {
        let (go, is_editing) = (go.clone(), *is_editing);
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            if key.ctrl_key() || key.meta_key() || key.alt_key() {
                return;
            }
            match key.key().as_str() {
                "Escape" if document().fullscreen_element().is_some() => document().exit_fullscreen(),
                "Escape" if is_editing => go.emit(Step::Edit(false)),
                "f" | "F" if !is_editing && !is_taken(key) => fill_screen(&stage),
                name => {
                    if let Some(step) = step_of(name).filter(|_| !is_editing && !is_taken(key)) {
                        event.prevent_default();
                        go.emit(step);
                    }
                }
            }
        });
        move || drop(listener)
    });
}

fn fill_screen(stage: &NodeRef) {
    if let Some(stage) = stage.cast::<Element>() {
        // A browser that will not leaves the stage as it is.
        let _refused = stage.request_fullscreen();
    }
}

/// The buttons above the stage.
#[allow(clippy::too_many_arguments)] // what the buttons say and do
pub fn bar(
    title: &str,
    where_at: &str,
    is_editing: bool,
    can_undo: bool,
    is_kept: bool,
    stage: &NodeRef,
    go: &Callback<Step>,
    undo: &Callback<MouseEvent>,
    change: &Callback<Change>,
) -> Html {
    let to = |step: Step| go.reform(move |_: MouseEvent| step);
    let button = |label: &'static str, class: &'static str, is_off: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button key={label} type="button" {class} aria-disabled={is_off.then_some("true")} {onclick}>{ label }</button>
        }
    };
    let fill = {
        let stage = stage.clone();
        Callback::from(move |_: MouseEvent| fill_screen(&stage))
    };
    let print = Callback::from(|_: MouseEvent| {
        let _refused = window().print();
    });
    let handout = {
        let (stage, title) = (stage.clone(), title.to_owned());
        Callback::from(move |_: MouseEvent| {
            if let Some(stage) = stage.cast::<Element>() {
                let name = file_name(&title).replace(".json", "-slides.html");
                hand_out(&stage, &title, &name);
            }
        })
    };
    html! {
        <div class="deck-bar" key="bar">
            if is_editing {
                { button("Done", "action", false, to(Step::Edit(false))) }
                { button("Undo the last change", "secondary", !can_undo, undo.clone()) }
                { button("Put all slides back", "secondary", false, change.reform(|_: MouseEvent| Change::Reset)) }
                <span class="sub" key="kept" role="status">
                    { if is_kept { "Kept on this computer" } else { "Not kept: the browser has no room for it" } }
                </span>
            } else {
                <span class="row walk" key="walk">
                    { button("Previous", "secondary", false, to(Step::By(-1))) }
                    <b>{ where_at.to_owned() }</b>
                    { button("Next", "secondary", false, to(Step::By(1))) }
                </span>
                { button("Full screen", "action", false, fill) }
                { button("Edit slides", "secondary", false, to(Step::Edit(true))) }
                { button("Print", "secondary", false, print) }
                { button("Download handout", "secondary", false, handout) }
                <a key="report" href="#/report">{"Report to print"}</a>
            }
        </div>
    }
}

/// A slide on the stage, with the fields to edit it beside.
pub fn frame(
    slide: &Slide,
    face: &Face,
    is_now: bool,
    number: Option<String>,
    foot: &str,
    fields: Option<Html>,
) -> Html {
    let id = format!("slide-{}", slide.kind.name());
    let heading = format!("{id}-heading");
    let is_editing = fields.is_some();
    html! {
        <div key={slide.kind.name()} class={classes!("frame", is_now.then_some("now"), slide.hidden.then_some("left-out"))}>
            <section {id} class="slide" aria-labelledby={heading.clone()}
                aria-busy={face.is_busy.to_string()} inert={is_editing}>
                <div class="slide-in">
                    <div class="slide-head">
                        <h2 id={heading}>{ tied(&face.title(slide)) }</h2>
                        <p class="slide-sub">{ tied(&face.sub) }</p>
                    </div>
                    <div class="slide-body">{ face.body.clone() }</div>
                    { face.live.clone() }
                    <p class="slide-foot">
                        <span>{ foot.to_owned() }</span>
                        <span>{ number.unwrap_or_else(|| "hidden".into()) }</span>
                    </p>
                </div>
            </section>
            { fields.unwrap_or_default() }
        </div>
    }
}
