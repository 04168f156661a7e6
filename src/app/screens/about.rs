//! Explains what the model is, what the figures are based on, and how another analyst can check them.

use super::ScreenProps;
use crate::program::PROGRAM;
use crate::results::View;
use crate::scenario::{Group, Lever, Scenario};
use crate::words::{self, decimal, quantity, quantity_range, whole};
use yew::prelude::*;

/// The About screen.
#[component]
pub fn About(props: &ScreenProps) -> Html {
    html! {
        <>
        <h1>{"About this model"}</h1>
        <div class="panel about">
            <p>
                {"This tool plans capacity and contracts. It ranks no child and decides no placement. The council’s duties to each child (Children and Families Act 2014, section 42; Education Act 1996, section 13) are not an assumption that can be changed here."}
            </p>
            <p>
                {"A fall in placements is not good in itself. Behind some of the ways to reach it stand children who wait, appeal, travel further or are educated otherwise than at school."}
            </p>
            <p>
                {"Each future runs year by year. First comes who would join. A tribunal directs some of them. The Localities Model, an SRP (specialist resource provision) or a state special school takes others. The rest are placed in a block, on the framework or off it, or they wait. Then come those who leave, what it all costs, and what that does to the High Needs Block. The General Fund pays for transport, which is kept apart."}
            </p>
            <p>
                {"Blocks of a published baseline are examples, not contracts. Many numbers are assumptions until the council enters its own. Each says so in its tag."}
            </p>
            <p>{"Everything is computed in this browser. Nothing you enter leaves this computer."}</p>
            if let Some(view) = &props.simulation.view {
                { assumptions(&view.scenario) }
                { facts(view) }
            }
            // All parts of the page and every export name the same build.
            <p key="program"><b>{"This program: "}</b>{ PROGRAM }{"."}</p>
        </div>
        </>
    }
}

/// The main assumptions behind the figures, for print.
fn assumptions(scenario: &Scenario) -> Html {
    let groups = [Group::Demand, Group::Localities, Group::LocalProvision, Group::Prices, Group::HighNeeds];
    let levers = groups.into_iter().flat_map(|group| Lever::in_group(group, true)).map(|lever| {
        let reading = lever.read(scenario);
        let (places, unit) = (lever.places(), lever.unit());
        let said = [lever.label(), ": ", &quantity(reading.central, places, unit)].concat();
        if reading.is_fixed() {
            return said;
        }
        [&said, " (", &quantity_range(reading.low, reading.high, places, unit), ")"].concat()
    });
    let start = [
        &words::pupils(scenario.opening.pupils.amount.central()),
        " at the start (",
        scenario.opening.base.label(scenario.council()),
        ")",
    ];
    html! {
        <>
            <h2 key="assumed">{"Main assumptions, with their uncertain ranges"}</h2>
            <ul key="assumptions">{ for std::iter::once(start.concat()).chain(levers).map(|said| html! { <li key={said.clone()}>{ said.clone() }</li> }) }</ul>
        </>
    }
}

/// The facts that another analyst needs to check the run.
fn facts(view: &View) -> Html {
    let convergence = view.convergence;
    html! {
        <p>
            <b>{"This run: "}</b>
            { format!("{} futures from seed {}. Standard error of the average: {} pupils, {}.",
                whole(f64::from(convergence.futures)), view.scenario.run.seed,
                decimal(convergence.standard_error, 1),
                words::percent_to(100.0 * convergence.relative_error, 2)) }
            if let Some(digest) = &view.digest {
                {" Fingerprint: "}<code>{ digest.clone() }</code>{", the same on every computer."}
            }
        </p>
    }
}
