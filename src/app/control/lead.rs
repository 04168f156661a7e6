//! Leads from another screen to the control of a lever, which may lie in a group that is shut.

use super::{Section, focus};
use crate::scenario::Lever;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How often it is tried, and the pause between two tries, in milliseconds.
const TRIES: u32 = 10;
const PAUSE_MILLISECONDS: u32 = 60;

/// Opens what the control lies in and moves the focus to it, once the Plan screen is there.
pub fn lead_to(lever: Lever) {
    open(lever, TRIES);
}

fn open(lever: Lever, tries: u32) {
    let next = Timeout::new(PAUSE_MILLISECONDS, move || {
        let id = super::lever::id(lever);
        let find = |within: &str| document().query_selector(&format!(".controls:not([hidden]) {within}"));
        if let Ok(Some(_)) = find(&format!("#{id}")) {
            return focus(&id);
        }
        // What is inside a group is there only once it is open.
        let shut = [Section::Levers(lever.group()), Section::More(lever.group())]
            .map(|section| find(&format!("[data-section='{section:?}']:not([open]) > summary")));
        let shut = shut.into_iter().find_map(|found| found.ok().flatten()?.dyn_into::<HtmlElement>().ok());
        if let Some(summary) = shut {
            summary.click();
        }
        if tries > 0 {
            open(lever, tries - 1);
        }
    });
    next.forget();
}
