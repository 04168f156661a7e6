//! Leads from an address to the control of an assumption, which may lie in a closed section.

use super::folds::Folds;
use super::{Section, focus};
use crate::app::route::use_asked;
use crate::app::state::Desk;
use crate::evidence::rows;
use crate::scenario::{BlockPart, Control};
use std::rc::Rc;
use yew::prelude::*;

/// Opens the section of the control that the address names, as in `#/plan?control=demand.growth`, and moves the focus
/// to the control.
#[hook]
pub fn use_lead(desk: &Rc<Desk>, folds: &Folds) {
    let asked = use_asked("control");
    let wanted = use_state(|| None::<String>);
    {
        let (desk, folds, wanted) = (desk.clone(), folds.clone(), wanted.setter());
        use_effect_with(asked, move |path| {
            let rows = path.as_ref().map(|_| rows(&desk.scenario(), desk.published()));
            let row = rows.into_iter().flatten().find(|row| Some(row.path.as_str()) == path.as_deref());
            let found = row.and_then(|row| Some((row.path, row.control?)));
            if let Some((_, control)) = &found {
                folds.lead(Section::of(*control));
            }
            wanted.set(found.map(|(path, control)| id(&path, control)));
        });
    }
    // This runs after the section has been drawn.
    use_effect_with((*wanted).clone(), |wanted| {
        if let Some(id) = wanted {
            focus(id);
        }
    });
}

/// The id of a control's field. `path` distinguishes the fields of one control.
fn id(path: &str, control: Control) -> String {
    match control {
        Control::Lever(lever) => super::lever::id(lever),
        Control::Start => if path == "opening.base" { "base" } else { "pupils" }.to_owned(),
        Control::Counts(counts) => super::counts::id(counts),
        Control::LocalitiesStart(district) => ["start-", &district.to_string()].concat(),
        Control::SrpPolicy => "srp-unlocked".into(),
        Control::School(school) => {
            let end = if path.ends_with("opens") { "-opens" } else { "" };
            ["school-", &school.to_string(), end].concat()
        }
        Control::Extensions => "extensions".into(),
        Control::BreakAfter => "break-after".into(),
        Control::Travel => "travel-allowed".into(),
        Control::PriceYears => "price-years".into(),
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
            ["block-", &block.to_string(), &end].concat()
        }
        Control::Futures => "futures".into(),
        Control::Seed => "seed".into(),
    }
}
