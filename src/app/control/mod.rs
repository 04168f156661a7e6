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
