//! Pull the outcome: what would have to be true in the futures that end at a number.

use super::sentence::Said;
use crate::app::control::Slider;
use crate::app::levers::assume;
use crate::app::part::{Row, panel, ranged, table};
use crate::app::route::Route;
use crate::app::simulation::Simulation;
use crate::app::state::{Action, Desk};
use crate::app::steps::use_steps;
use crate::decisions::Input;
use crate::ensemble::{Ensemble, Spread};
use crate::questions::{Chosen, DifferentInput, Drawing, Held, WouldBeTrue, range_of, takes_range};
use crate::scenario::{Checked, Lever};
use crate::sentences;
use crate::words::{chance, percent, quantity, quantity_range, tied};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub simulation: Simulation,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
    pub said: Said,
    pub change: Callback<Said>,
}

#[component]
pub fn Pull(props: &Props) -> Html {
    let scenario = props.desk.checked();
    let wanted = props.said.goal(&scenario).wanted;
    let view =
        props.simulation.view.clone().filter(|view| view.digest.is_some() && view.scenario == scenario);
    // The whole of a run, and not what has come of it: read once.
    let futures = props.simulation.futures.clone();
    let figures = use_memo((view.map(Held), wanted.figure), |(view, figure)| {
        let scenario = &view.as_ref()?.scenario;
        let read =
            |ensemble: &Ensemble| ensemble.is_complete().then(|| figure.in_run(ensemble, scenario)).flatten();
        let figures = futures.look(read).flatten()?;
        let spread = Spread::new(figures.clone());
        Some(Held(Rc::new((figures, [0.005, 0.995].map(|level| spread.percentile(level))))))
    });
    let drawn = use_steps(Some(scenario.clone()), Drawing::new, Drawing::step);
    let drawn = drawn.filter(|drawn| drawn.scenario == scenario);
    let both = (*figures).clone().zip(drawn);
    let found = use_memo((both, wanted), |(both, wanted)| {
        let (figures, drawn) = both.as_ref()?;
        Some((WouldBeTrue::of(&figures.0.0, *wanted, drawn), drawn.clone()))
    });
    let slider = (*figures).as_ref().map(|figures| {
        let unit = if wanted.figure.is_of_pupils() { 1.0 } else { 1e6 };
        let [low, high] = figures.0.1.map(|end| (end / unit).round());
        let said = props.said;
        let on_change = props.change.reform(move |value: f64| Said {
            chosen: Chosen { value: Some(value * unit), ..said.chosen },
            ..said
        });
        let slider = Slider {
            min: low,
            max: high.max(low + 1.0),
            step: 1.0,
            value: (wanted.value / unit).clamp(low, high),
            labelled_by: "pull-label".into(),
            described_by: "pulled".into(),
            says: sentences::bound(wanted),
            marks: None,
            on_change: &on_change,
        };
        slider.view()
    });
    let body = match &*found {
        None => html! { <p class="sub" role="status">{"Reading the futures…"}</p> },
        Some((found, drawn)) => html! {
            <>
                <p id="pulled" key="pulled" role="status">{ tied(&sentences::pulled(wanted, &found.pulled)) }</p>
                if found.inputs.is_empty() && !found.pulled.kept.are_few() {
                    <p key="nothing">{"No assumption is clearly otherwise in them: what brings them there is chance."}</p>
                }
                if let Some(first) = found.inputs.first() {
                    <p key="first"><b>{ tied(&sentences::otherwise(&drawn.inputs[first.different.input], &first.different)) }{"."}</b></p>
                    <div key="table">{ rows(props, &scenario, found, &drawn.inputs) }</div>
                }
            </>
        },
    };
    let body = html! {
        <>
            <div class="pull" key="slider">
                <span id="pull-label" class="label">{ format!("Pull {} to {}", sentences::figure(wanted.figure), sentences::bound(wanted)) }</span>
                { for slider }
            </div>
            <div key="found">{ body }</div>
        </>
    };
    panel(
        "pull-title",
        "What would have to be true?".into(),
        "The futures that have been run and end there, beside all of them: what is otherwise, the most telling first. It goes with the outcome; it need not be its cause.",
        false,
        body,
    )
}

fn rows(props: &Props, scenario: &Checked, found: &WouldBeTrue, inputs: &[Input]) -> Html {
    let row = |shown: &DifferentInput| {
        let input = &inputs[shown.different.input];
        let update = &shown.different.update;
        let say = |value: f64| {
            if input.is_event { chance(value) } else { quantity(value, input.places, input.unit) }
        };
        let range = if input.is_event {
            String::new()
        } else {
            quantity_range(update.posterior.p10, update.posterior.p90, input.places, input.unit)
        };
        let [low, high] = shown.ends.map(|end| (say(end.at), chance(end.output.value.clamp(0.0, 1.0))));
        let assumed = input.lever.map(|lever| {
            let range = if takes_range(lever, scenario) {
                range_of(lever, update, scenario)
            } else {
                // Where a chance of no effect stands beside the range, the value is taken as achieved.
                let bounds = lever.bounds(scenario);
                [lever.rounded(update.posterior.mean.clamp(*bounds.start(), *bounds.end())); 3]
            };
            assumed(props, lever, range)
        });
        Row {
            key: input.label.clone(),
            head: input.label.clone().into(),
            cells: vec![
                say(update.prior.mean).into(),
                ranged(say(update.posterior.mean).into(), range),
                format!("{} if {}, {} if {}", low.1, low.0, high.1, high.0).into(),
                percent(100.0 * shown.known).into(),
                html! {
                    <span class="row">
                        { assumed.unwrap_or_default() }
                        { for input.lever.map(|lever| html! {
                            <a key="why" href={Route::Evidence.asking("row", lever.path())}>{"Find out more"}<span class="hidden">{ format!(" about {}", input.label) }</span></a>
                        }) }
                    </span>
                },
            ],
            class: "",
        }
    };
    let heads = ["Assumption", "In all futures", "In these", "How often it holds", "Doubt it takes away", ""];
    table(
        "What is otherwise in these futures".into(),
        "offers takes",
        &heads,
        found.inputs.iter().map(row).collect(),
    )
}

fn assumed(props: &Props, lever: Lever, range: [f64; 3]) -> Html {
    let (desk, act) = (props.desk.clone(), props.act.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        assume(&desk, &act, &[(lever, range)], "It was not assumed.");
    });
    html! {
        <button key="assume" type="button" class="small" {onclick}>
            {"Assume this"}<span class="hidden">{ format!(" of {}", lever.label()) }</span>
        </button>
    }
}
