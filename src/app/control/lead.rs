//! Leads by an address to the control of an assumption, which may lie in a group that is shut.

use super::{Section, focus};
use crate::app::route::use_asked;
use crate::app::state::Desk;
use crate::evidence::rows;
use crate::scenario::{BlockPart, Control};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// How often it is tried, and the pause between two tries, in milliseconds.
const TRIES: u32 = 40;
const PAUSE_MILLISECONDS: u32 = 60;

/// Opens what the control lies in that the address asks for, as `#/plan?control=demand.growth`
/// does, and moves the focus to it, once the Plan screen is there.
#[hook]
pub fn use_lead(desk: &Rc<Desk>) {
    let desk = desk.clone();
    let asked = use_asked("control");
    use_effect_with(asked, move |path| {
        let rows = path.as_ref().map(|_| rows(&desk.scenario(), desk.published()));
        let row = rows.into_iter().flatten().find(|row| Some(row.path.as_str()) == path.as_deref());
        if let Some((row, control)) = row.and_then(|row| Some((row.path, row.control?))) {
            let (sections, id) = place(&row, control);
            open(sections, id, TRIES);
        }
    });
}

/// The groups that a control lies in, the outer one first, and its own id.
fn place(path: &str, control: Control) -> ([Section; 2], String) {
    use crate::scenario::Group::{LocalProvision, Localities, Prices};
    let within = |section: Section, id: &str| ([section, section], id.to_owned());
    match control {
        Control::Lever(lever) => {
            let group = lever.group();
            ([Section::Levers(group), Section::More(group)], super::lever::id(lever))
        }
        Control::Start => within(Section::Start, if path == "opening.base" { "base" } else { "pupils" }),
        Control::Counts(counts) => {
            let (outer, inner) = Section::of(counts);
            ([outer, inner], super::counts::id(counts))
        }
        Control::LocalitiesStart(district) => {
            let id = ["start-", &district.to_string()].concat();
            ([Section::Levers(Localities), Section::Districts], id)
        }
        Control::SrpPolicy => within(Section::Levers(LocalProvision), "srp-unlocked"),
        Control::School(school) => {
            let end = if path.ends_with("opens") { "-opens" } else { "" };
            within(Section::Levers(LocalProvision), &["school-", &school.to_string(), end].concat())
        }
        Control::Extensions => within(Section::Levers(Prices), "extensions"),
        Control::BreakAfter => within(Section::Levers(Prices), "break-after"),
        Control::Travel => within(Section::Levers(Prices), "travel-allowed"),
        Control::PriceYears => within(Section::Levers(Prices), "price-years"),
        Control::Block(block, part) => {
            let end = match part {
                BlockPart::Volume => String::new(),
                BlockPart::Kind => "-kind".into(),
                BlockPart::Districts => "-district-0".into(),
                BlockPart::Needs => "-need-0".into(),
                BlockPart::Start => "-start".into(),
                BlockPart::Years => "-term".into(),
                BlockPart::Term(term) => format!("-{term:?}"),
                BlockPart::Signed => "-signed".into(),
                BlockPart::NearHome => "-near".to_owned(),
            };
            ([Section::Blocks, Section::Block(block)], ["block-", &block.to_string(), &end].concat())
        }
        Control::Futures => within(Section::Run, "futures"),
        Control::Seed => within(Section::Run, "seed"),
    }
}

fn open(sections: [Section; 2], id: String, tries: u32) {
    let next = Timeout::new(PAUSE_MILLISECONDS, move || {
        let find = |within: &str| document().query_selector(&format!(".controls:not([hidden]) {within}"));
        if let Ok(Some(_)) = find(&["#", &id].concat()) {
            return focus(&id);
        }
        // What is inside a group is there only once it is open.
        let shut =
            sections.map(|section| find(&format!("[data-section='{section:?}']:not([open]) > summary")));
        let shut = shut.into_iter().find_map(|found| found.ok().flatten()?.dyn_into::<HtmlElement>().ok());
        if let Some(summary) = shut {
            summary.click();
        }
        if tries > 0 {
            open(sections, id, tries - 1);
        }
    });
    next.forget();
}
