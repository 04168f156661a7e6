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
                {"A fall in placements is not good in itself: children waiting, educated otherwise than at school, appealing or travelling further stand behind some of the ways to reach it."}
            </p>
            <p>
                {"Each future runs year by year: who would join; whom a tribunal directs; whom the Localities Model, an SRP (specialist resource provision) or a state special school takes; who is placed in a block, on the framework or off it, or waits; who leaves; what it all costs; and what that does to the High Needs Block. Transport is paid from the General Fund and is kept apart."}
            </p>
            <p>
                {"The two blocks at the start are examples, not contracts. Many numbers are assumptions until the council enters its own: each says so in its tag."}
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
    let levers = groups
        .into_iter()
        .flat_map(|group| Lever::in_group(group, true))
        .map(|lever| {
            let reading = lever.read(scenario);
            let (places, unit) = (lever.places(), lever.unit());
            let said = format!("{}: {}", lever.label(), quantity(reading.central, places, unit));
            if reading.is_fixed() {
                return said;
            }
            format!("{said} ({})", quantity_range(reading.low, reading.high, places, unit))
        })
        .collect::<Vec<String>>();
    html! {
        <p>
            <b>{"Main assumptions, with their uncertain ranges: "}</b>
            { format!("{} at the start ({}). {}.",
                words::pupils(scenario.opening.pupils.amount.central()), scenario.opening.base.label(scenario.council()), levers.join("; ")) }
        </p>
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
