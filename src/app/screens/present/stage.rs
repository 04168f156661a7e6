//! The stage: how a slide is shown, what moves through the slides, and the bar above.

use super::handout::hand_out;
use super::scene::{Face, Step};
use crate::deck::{Change, Slide};
use crate::shelf::file_name;
use crate::words::tied;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

/// Whether the focus is in something that is typed into, or chosen from.
fn is_field(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    target.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() != "range")
        || target.dyn_ref::<HtmlTextAreaElement>().is_some()
        || target.dyn_ref::<HtmlSelectElement>().is_some()
}

/// Whether the focus is on a slider, which the arrow keys, Home and End move.
fn is_slider(event: &KeyboardEvent) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some()
}

/// Whether the focus is on something that the space bar presses.
fn is_button(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches("button, a, summary").unwrap_or(false))
}

/// The step for a key. A clicker sends Page Up and Page Down, which always move the slides; so does the space bar,
/// unless the focus is on a button.
fn step_of(event: &KeyboardEvent) -> Option<Step> {
    Some(match event.key().as_str() {
        "PageDown" => Step::By(1),
        "PageUp" => Step::By(-1),
        " " if !is_button(event) => Step::By(if event.shift_key() { -1 } else { 1 }),
        _ if is_slider(event) => return None,
        "ArrowRight" | "ArrowDown" => Step::By(1),
        "ArrowLeft" | "ArrowUp" => Step::By(-1),
        "Home" => Step::By(isize::MIN),
        "End" => Step::By(isize::MAX),
        _ => return None,
    })
}

/// Takes the focus from a slider that a pointer has released, so that the arrow keys move through the slides again. A
/// slider that was reached by keyboard keeps it.
fn let_go_of_slider() {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    if let Some(slider) = focused.filter(|input| input.type_() == "range") {
        // Without the focus this does nothing.
        let _ignored = slider.blur();
    }
}

/// Moves through the slides by keys: arrows, Page Up and Page Down, the space bar. F fills the screen; Esc leaves the
/// full screen or the editing.
#[hook]
pub fn use_keys(go: Callback<Step>, stage: NodeRef, is_editing: bool) {
    use_effect_with((go, is_editing), move |(go, is_editing)| {
        let (go, is_editing) = (go.clone(), *is_editing);
        let options = EventListenerOptions::enable_prevent_default();
        let keys = EventListener::new_with_options(&document(), "keydown", options, move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            if key.ctrl_key() || key.meta_key() || key.alt_key() {
                return;
            }
            match key.key().as_str() {
                "Escape" if document().fullscreen_element().is_some() => document().exit_fullscreen(),
                "Escape" if is_editing => go.emit(Step::Edit(false)),
                _ if is_editing || is_field(key) => {}
                "f" | "F" => fill_screen(&stage),
                _ => {
                    if let Some(step) = step_of(key) {
                        event.prevent_default();
                        go.emit(step);
                    }
                }
            }
        });
        let pointer = EventListener::new(&document(), "pointerup", move |_| {
            if !is_editing {
                let_go_of_slider();
            }
        });
        move || drop((keys, pointer))
    });
}

/// Finger movements shorter than this are taps, in CSS pixels.
const SWIPE: f64 = 60.0;

/// Moves through the slides by swiping across the stage. A finger on a slider moves the slider.
#[hook]
pub fn use_swipes(go: Callback<Step>, stage: NodeRef, is_off: bool) {
    let from = use_mut_ref(|| None::<(f64, f64)>);
    use_effect_with((go, is_off), move |(go, is_off)| {
        let element = stage.cast::<Element>().filter(|_| !*is_off);
        let listeners = element.map(|stage| {
            let at = |event: &web_sys::Event| {
                let pointer = event.dyn_ref::<web_sys::PointerEvent>()?;
                let is_finger = pointer.pointer_type() == "touch";
                is_finger.then(|| (f64::from(pointer.client_x()), f64::from(pointer.client_y())))
            };
            let begins = {
                let from = from.clone();
                EventListener::new(&stage, "pointerdown", move |event| {
                    let is_slider =
                        event.target().is_some_and(|target| target.is_instance_of::<HtmlInputElement>());
                    from.replace(at(event).filter(|_| !is_slider));
                })
            };
            let go = go.clone();
            let ends = EventListener::new(&stage, "pointerup", move |event| {
                let Some(((x, y), (from_x, from_y))) = at(event).zip(from.take()) else { return };
                if (x - from_x).abs() > SWIPE.max(2.0 * (y - from_y).abs()) {
                    go.emit(Step::By(if x < from_x { 1 } else { -1 }));
                }
            });
            (begins, ends)
        });
        move || drop(listeners)
    });
}

/// Shows the stage alone. Where the browser refuses or cannot, the stage stays as it is and the slides still work.
fn fill_screen(stage: &NodeRef) {
    let Some(stage) = stage.cast::<Element>() else { return };
    let ask = js_sys::Reflect::get(&stage, &"requestFullscreen".into());
    let Some(ask) = ask.ok().and_then(|ask| ask.dyn_into::<js_sys::Function>().ok()) else { return };
    let promise = ask.call0(&stage).ok().and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok());
    if let Some(promise) = promise {
        // An unhandled refusal would be reported as an error of the page.
        let heard = Closure::once(|_refused: JsValue| ());
        let _settled = promise.catch(&heard);
        heard.forget();
    }
}

/// Buttons in the corner of a full-screen stage, for presenters with neither keyboard nor clicker.
pub fn corner(where_at: &str, go: &Callback<Step>) -> Html {
    let to = |step: Step| go.reform(move |_: MouseEvent| step);
    let leave = Callback::from(|_: MouseEvent| document().exit_fullscreen());
    html! {
        <div class="corner" key="corner" role="group" aria-label="Slides">
            <button type="button" aria-label="Previous slide" onclick={to(Step::By(-1))}>{"‹"}</button>
            <span>{ where_at.to_owned() }</span>
            <button type="button" aria-label="Next slide" onclick={to(Step::By(1))}>{"›"}</button>
            <button type="button" onclick={leave}>{"Leave full screen"}</button>
        </div>
    }
}

/// A form in which a planner takes the slides away.
#[derive(Clone, Copy, PartialEq)]
enum Take {
    Print,
    Handout,
}

#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// The scenario's name.
    pub title: String,
    /// The position of the slide on the stage: `3 of 10`.
    pub where_at: String,
    /// The number of slides to be shown that have all their figures.
    pub ready: usize,
    /// The number of slides to be shown.
    pub shown: usize,
    pub is_editing: bool,
    pub can_undo: bool,
    pub is_kept: bool,
    pub stage: NodeRef,
    pub go: Callback<Step>,
    pub undo: Callback<MouseEvent>,
    pub change: Callback<Change>,
    /// Resets what a meeting tries, because what is taken away is the officers' answer.
    pub put_back: Callback<()>,
}

/// The buttons above the stage. Printing and the handout wait until every slide has its figures; a second press
/// cancels.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let wish = use_state(|| None::<Take>);
    let (ready, shown) = (props.ready, props.shown);
    {
        let (wish, stage, title) = (wish.clone(), props.stage.clone(), props.title.clone());
        use_effect_with((*wish, ready >= shown), move |(wanted, is_ready)| {
            let Some(take) = wanted.filter(|_| *is_ready) else { return };
            wish.set(None);
            match (take, stage.cast::<Element>()) {
                (Take::Print, _) => {
                    // A browser that cannot print does nothing.
                    let _refused = window().print();
                }
                (Take::Handout, Some(stage)) => {
                    hand_out(&stage, &title, &file_name(&title).replace(".json", "-slides.html"));
                }
                (Take::Handout, None) => {}
            }
        });
    }
    let to = |step: Step| props.go.reform(move |_: MouseEvent| step);
    let button = |label: String, class: &'static str, is_off: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button key={label.clone()} type="button" {class} aria-disabled={is_off.then_some("true")} {onclick}>{ label }</button>
        }
    };
    let fill = {
        let stage = props.stage.clone();
        Callback::from(move |_: MouseEvent| fill_screen(&stage))
    };
    let take = |take: Take, label: &'static str| {
        let is_wanted = *wish == Some(take);
        let label =
            if is_wanted { format!("Preparing slides: {ready} of {shown}") } else { label.to_owned() };
        let (wish, put_back) = (wish.clone(), props.put_back.clone());
        let press = Callback::from(move |_: MouseEvent| {
            put_back.emit(());
            wish.set((!is_wanted).then_some(take));
        });
        html! { <span key={if take == Take::Print { "print" } else { "handout" }}>{ button(label, "secondary", false, press) }</span> }
    };
    html! {
        <div class="deck-bar" key="bar">
            if props.is_editing {
                { button("Done".into(), "action", false, to(Step::Edit(false))) }
                { button("Undo the last change".into(), "secondary", !props.can_undo, props.undo.clone()) }
                { button("Put all slides back".into(), "secondary", false, props.change.reform(|_: MouseEvent| Change::Reset)) }
                <span class="sub" key="kept" role="status">
                    { if props.is_kept { "Kept on this computer" } else { "Not kept: the browser has no room for it" } }
                </span>
            } else {
                <span class="row walk" key="walk">
                    { button("Previous".into(), "secondary", false, to(Step::By(-1))) }
                    <b>{ props.where_at.clone() }</b>
                    { button("Next".into(), "secondary", false, to(Step::By(1))) }
                </span>
                { button("Full screen".into(), "action", false, fill) }
                { button("Edit slides".into(), "secondary", false, to(Step::Edit(true))) }
                { take(Take::Print, "Print") }
                { take(Take::Handout, "Download handout") }
                <a key="report" href="#/report">{"Report to print"}</a>
                <span class="hidden" role="status" key="preparing">
                    { wish.map(|_| format!("Preparing slides: {ready} of {shown}. It begins when all have their figures.")).unwrap_or_default() }
                </span>
            }
        </div>
    }
}

/// A slide on the stage, with the fields to edit it beside it.
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
