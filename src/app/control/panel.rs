//! The controls of the Plan screen, group by group.

use super::folds::Fold;
use super::inside::Inside;
use super::section::Section;
use crate::app::state::{Action, Desk};
use crate::results::BlockYear;
use crate::scenario::{Control, Group, Lever, Scenario};
use crate::words::{self, quantity, whole};
use std::rc::Rc;
use yew::prelude::*;

/// The panel of controls; `outcomes` are the results of each block.
pub fn panel(desk: &Rc<Desk>, act: &Callback<Action>, outcomes: &Rc<Vec<BlockYear>>, hidden: bool) -> Html {
    let is_changed = desk.is_changed();
    // Without changes the button does nothing but stays, so that it keeps the focus.
    let reset_all = act.reform(|_: MouseEvent| Action::ResetAll);
    html! {
        <section key="controls" class="controls" aria-label="Assumptions" {hidden}>
            if !desk.problems().is_empty() {
                <div class="problems" role="alert" key="problems">
                    <p>{"The scenario cannot be run as it stands. The results shown are those of the last version that could."}</p>
                    <ul>{ for desk.problems().iter().map(|problem| html! {
                        <li key={problem.path.clone()}>{ problem.message() }</li>
                    }) }</ul>
                </div>
            }
            { for groups(&desk.scenario()).into_iter().map(|(section, title, value)| (section, title, marked(value, section, desk))).map(|(section, title, value)| html! {
                <Fold key={title} {section} {title} {value}>
                    <Inside {section} desk={desk.clone()} act={act.clone()} outcomes={outcomes.clone()} />
                </Fold>
            }) }
            <button key="reset" type="button" class="secondary" aria-disabled={(!is_changed).then_some("true")} onclick={reset_all}>
                {"Reset all to the published baseline"}
            </button>
        </section>
    }
}

/// Every group with its name and its most important value.
fn groups(scenario: &Scenario) -> [(Section, &'static str, String); 9] {
    let says = |lever: Lever| quantity(lever.read(scenario).central, lever.places(), lever.unit());
    let blocks = match scenario.blocks.len() {
        0 => "none".into(),
        1 => "1 block".into(),
        count => format!("{count} blocks"),
    };
    let areas = match scenario.groupings().len() {
        0 => "districts only".into(),
        1 => "1 grouping".into(),
        count => format!("{count} groupings"),
    };
    [
        (Section::Start, "Starting point", words::pupils(scenario.opening.pupils.amount.central())),
        (Section::Levers(Group::Demand), "Demand", format!("growth {}", says(Lever::Growth))),
        (Section::Levers(Group::Localities), "Localities Model", format!("effect {}", says(Lever::Effect))),
        (
            Section::Levers(Group::LocalProvision),
            "Local provision",
            says(Lever::SrpPlaces).replace("places", "SRP places"),
        ),
        (Section::Levers(Group::Prices), "Prices", says(Lever::Uplift)),
        (Section::Blocks, "Block contracts", blocks),
        (Section::Levers(Group::HighNeeds), "High Needs budget", format!("gap {}", says(Lever::Gap))),
        (Section::Areas, "Areas", areas),
        (Section::Run, "Run", format!("{} futures", whole(f64::from(scenario.run.futures)))),
    ]
}

/// The value of a group, and the number of its controls that are edited.
fn marked(value: String, section: Section, desk: &Desk) -> String {
    let scenario = desk.scenario();
    let is_inside = |control: &Control| {
        let innermost = Section::of(*control);
        innermost == section || innermost.outer() == Some(section)
    };
    let inside = Control::all(&scenario).filter(is_inside);
    match inside.filter(|control| control.is_changed(&scenario, desk.published())).count() {
        0 => value,
        count => [value, ", ".into(), count.to_string(), " edited".into()].concat(),
    }
}
