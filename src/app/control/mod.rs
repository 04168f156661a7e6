//! The controls of the scenario.

mod areas;
mod blocks;
mod counts;
mod field;
mod folds;
mod group;
mod inside;
mod lead;
mod lever;
mod number;
mod panel;
mod provision;
mod range;
mod remark;
mod run;
mod section;
mod sourced;
mod start;

pub use field::{Slider, checkbox, choice, switch};
pub use folds::{Folds, use_folds};
pub use group::Group;
pub use inside::Inside;
pub use lead::use_lead;
pub use number::NumberBox;
pub use panel::{PANEL, panel};
pub use remark::Remark;
pub use run::MOST_FUTURES;
pub use section::Section;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to an element.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // An element that cannot take the focus leaves the focus where it is.
        let _unmoved = element.focus();
    }
}

/// Moves the focus to an element that the present event brings onto the page or moves, before the browser hands over the
/// next key. An effect may come later than that: once all is drawn the page takes what the planner does meanwhile, and a
/// name typed straight after a key would be lost. Where earlier effects are still to come, the drawing waits for them, and
/// the focus for it.
pub fn focus_next(id: impl Into<String>) {
    let id = id.into();
    yew::platform::spawn_local(async move {
        let is_there = document().get_element_by_id(&id).is_some();
        focus(&id);
        Timeout::new(0, move || {
            let is_lost = document().active_element().is_none_or(|at| at.tag_name() == "BODY");
            if is_lost || !is_there {
                focus(&id);
            }
        })
        .forget();
    });
}
