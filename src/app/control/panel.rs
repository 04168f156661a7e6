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

/// The id of the panel.
pub const PANEL: &str = "controls";

/// The panel of controls; `outcomes` are the results of each block.
pub fn panel(desk: &Rc<Desk>, act: &Callback<Action>, outcomes: &Rc<Vec<BlockYear>>, hidden: bool) -> Html {
    let is_changed = desk.is_changed();
    // Without changes the button does nothing but stays, so that it keeps the focus.
    let reset_all = act.reform(|_: MouseEvent| Action::ResetAll);
    html! {
        <section key="controls" id={PANEL} tabindex="-1" class="controls" aria-label="Assumptions" {hidden}>
            if !desk.problems().is_empty() {
                <div class="problems" role="alert" key="problems">
                    <p>{"The scenario cannot be run as it stands. The results shown are those of the last version that could."}</p>
                    <ul>{ for desk.problems().iter().map(|problem| html! {
                        <li key={problem.path.clone()}>{ problem.message() }</li>
                    }) }</ul>
                </div>
            }
            { for groups(&desk.scenario()).into_iter().map(|(kind, id, groups)| html! {
                <div key={id} role="group" aria-labelledby={id}>
                    <p class="kind" {id}>{ kind }</p>
                    { for groups.into_iter().map(|(section, title, value)| html! {
                        <Fold key={title} {section} {title} value={marked(value, section, desk)}>
                            <Inside {section} desk={desk.clone()} act={act.clone()} outcomes={outcomes.clone()} />
                        </Fold>
                    }) }
                </div>
            }) }
            <button key="reset" type="button" class="secondary" aria-disabled={(!is_changed).then_some("true")} onclick={reset_all}>
                {"Reset all to the published baseline"}
            </button>
        </section>
    }
}

/// A group of controls: its name, and the value that says most about it.
type Named = (Section, &'static str, String);

/// Every group, by what it is to the planner, with the id of that heading.
fn groups(scenario: &Scenario) -> [(&'static str, &'static str, Vec<Named>); 3] {
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
    let srp = says(Lever::SrpPlaces).replace("places", "SRP places");
    let pupils = words::pupils(scenario.opening.pupils.amount.central());
    let decided = vec![
        (Section::Levers(Group::Localities), "Localities Model", format!("effect {}", says(Lever::Effect))),
        (Section::Levers(Group::LocalProvision), "Local provision", srp),
        (Section::Blocks, "Block contracts", blocks),
        (Section::Levers(Group::HighNeeds), "High Needs budget", format!("gap {}", says(Lever::Gap))),
    ];
    let assumed = vec![
        (Section::Start, "Starting point", pupils),
        (Section::Levers(Group::Demand), "Demand", format!("growth {}", says(Lever::Growth))),
        (Section::Levers(Group::Prices), "Prices", says(Lever::Uplift)),
    ];
    let run = vec![
        (Section::Areas, "Areas", areas),
        (Section::Run, "Run", format!("{} futures", whole(f64::from(scenario.run.futures)))),
    ];
    [
        ("What you decide", "kind-decided", decided),
        ("What you assume", "kind-assumed", assumed),
        ("How it is shown and run", "kind-run", run),
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
