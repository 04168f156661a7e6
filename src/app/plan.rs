//! The Plan screen: assumptions on the left, what follows from them on the right.

use super::chart::{Date, DotPlot, FanChart, starts_at_zero};
use super::control::{MOST_FUTURES, Panel};
use super::simulation::{Progress, Simulation};
use super::state::{Action, Desk};
use super::table::DistrictTable;
use super::view::{Card, View};
use crate::published::{HISTORY_SOURCE, INMSS_HISTORY};
use crate::scenario::{Base, Group, Lever};
use crate::words::{self, chance, decimal, range, whole};
use crate::worker::Status;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<Desk>,
    pub simulation: Simulation,
    pub act: Callback<Action>,
}

#[component]
pub fn Plan(props: &Props) -> Html {
    let Props { desk, simulation, act } = props;
    let progress = simulation.progress;
    let busy = simulation.view.is_none() || progress.is_running();
    html! {
        <>
            <div class="workspace">
                <Panel desk={desk.clone()} act={act.clone()} />
                <main id="results" tabindex="-1" aria-busy={busy.to_string()}>
                    { for simulation.notices.iter().map(|notice| html! {
                        <p class="notice" role="status" key={notice.0.clone()}>{ notice.0.clone() }</p>
                    }) }
                    if let Some(view) = &simulation.view {
                        { results(view, progress) }
                    } else {
                        <p class="waiting">{"Simulating the first futures…"}</p>
                    }
                    { about(simulation.view.as_deref()) }
                </main>
            </div>
            <RunBar simulation={simulation.clone()} />
        </>
    }
}

fn results(view: &Rc<View>, progress: Progress) -> Html {
    let card = &view.cards[0];
    let opening = view.scenario.opening.pupils.amount.central();
    let headline = words::headline(card.january, opening, card.summary.p50, card.above);
    let (_, first) = view.county[0];
    let domain = dots_domain(view);
    html! {
        <>
            <h1>{ headline.0 }</h1>
            <div class="cards">
                { for view.cards.iter().map(|card| placements_card(card, domain, opening)) }
                <div class="card" key="sure">
                    <h2>{"How sure is this?"}</h2>
                    if progress.is_running() {
                        <p key="settling" class="sure">{ words::settling(progress.futures, progress.wanted) }</p>
                    } else {
                        <p key="verdict" class={classes!("sure", (!view.convergence.is_reached).then_some("warn"))}>
                            { words::how_sure(view.convergence, MOST_FUTURES) }
                        </p>
                    }
                </div>
            </div>
            <FanPanel view={view.clone()} opening={first.p50} />
            <DistrictTable view={view.clone()} />
        </>
    }
}

/// What the figures rest on, for a page on paper.
fn assumptions(view: &View) -> Html {
    let scenario = &view.scenario;
    let levers = Lever::of(Group::Demand, true)
        .map(|lever| {
            let reading = lever.read(scenario);
            let show = |value: f64| words::short(value, lever.places());
            let (label, central) = (lever.label().to_ascii_lowercase(), show(reading.central));
            let unit = lever.unit();
            let gap = if unit.starts_with('%') { "" } else { " " };
            if reading.is_fixed() {
                format!("{label} {central}{gap}{unit}")
            } else {
                let (low, high) = (show(reading.low), show(reading.high));
                format!("{label} {central}{gap}{unit} (uncertain: {low} to {high})")
            }
        })
        .collect::<Vec<String>>();
    html! {
        <p>
            <b>{"Main assumptions: "}</b>
            { format!("{} at the start ({}); {}.",
                words::pupils(scenario.opening.pupils.amount.central()), scenario.opening.base.label(), levers.join("; ")) }
        </p>
    }
}

/// What another analyst needs to check the run.
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
                {" Fingerprint: "}<code id="digest">{ digest.clone() }</code>{", the same on every computer."}
            }
        </p>
    }
}

/// One scale for the dots of all cards, so that they can be compared.
fn dots_domain(view: &View) -> (f64, f64) {
    let values = view.cards.iter().flat_map(|card| card.dots.iter().copied());
    let opening = view.scenario.opening.pupils.amount.central();
    let (low, high) = values.fold((opening, opening), |(low, high), value| (low.min(value), high.max(value)));
    if high > low { (low, high) } else { (low - 1.0, high + 1.0) }
}

fn placements_card(card: &Card, domain: (f64, f64), opening: f64) -> Html {
    let above = card.dots.iter().filter(|dot| **dot > opening).count();
    let label = format!(
        "50 equally likely futures of {}: {above} have more than the {} placements of the start.",
        card.january,
        whole(opening)
    );
    html! {
        <div class="card" key={card.january.0}>
            <h2>{ format!("Placements, {}", card.january) }</h2>
            <p class="figure"><b>{ whole(card.summary.p50) }</b><span>{" in the middle future"}</span></p>
            <p>{ format!("8 in 10 futures lie between {} and {}. More than at the start in {}.",
                whole(card.summary.p10), whole(card.summary.p90), chance(card.above)) }</p>
            <DotPlot values={card.dots.clone()} {domain} mark={opening} mark_label={format!("start: {}", whole(opening))} {label} />
            <details class="twin">
                <summary>{"The 50 futures as a list"}</summary>
                <p>{ card.dots.iter().map(|dot| whole(*dot)).collect::<Vec<_>>().join("; ") }</p>
            </details>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FanProps {
    view: Rc<View>,
    opening: f64,
}

/// The framework's start (council report, paragraph 4.15), and the end of the Safety Valve agreement
/// (paragraph 2.3), in years.
const DATES: [Date; 2] = [
    Date { when: 2026.667, name: "Framework starts, September 2026", short: "Framework" },
    Date { when: 2028.247, name: "Safety Valve ends, March 2028", short: "Safety Valve ends" },
];

/// The fan chart with its table twin.
#[component]
fn FanPanel(props: &FanProps) -> Html {
    let as_table = use_state(|| false);
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let view = &props.view;
    let card = &view.cards[0];
    let sentence = words::fan_sentence(card.january, &card.summary);
    let base = view.scenario.opening.base;
    let history = INMSS_HISTORY.map(|(january, pupils)| (january, f64::from(pupils))).to_vec();
    html! {
        <section class="panel" aria-labelledby="fan-title">
            <div class="panel-head">
                <div>
                    <h2 id="fan-title">{ sentence.clone() }</h2>
                    <p class="sub">
                        {"Kent pupils placed in independent and non-maintained special schools, each January"}
                        if !*as_table { {". Dark band: 5 in 10 futures; pale band: 8 in 10"} }
                    </p>
                </div>
                <button type="button" class="link" onclick={toggle}>
                    { if *as_table { "Show as chart" } else { "Show as table" } }
                </button>
            </div>
            if *as_table {
                { fan_table(view) }
            } else {
                <FanChart
                    history={history.clone()}
                    futures={view.county.clone()}
                    dates={DATES.to_vec()}
                    label={sentence} />
            }
            <p class="source">
                { format!("History: {HISTORY_SOURCE}. ") }
                if history.last().is_some_and(|(_, published)| (props.opening - published).abs() >= 1.0) {
                    { if base == Base::Own {
                        format!("The simulation starts from {}, your own count. ", whole(props.opening))
                    } else {
                        format!("The simulation starts from {}, a different count: {} ", whole(props.opening), base.concept())
                    } }
                }
                if !*as_table && !starts_at_zero(&history, &view.county) {
                    {"The scale does not start at 0."}
                }
            </p>
        </section>
    }
}

fn fan_table(view: &View) -> Html {
    html! {
        <div class="scroll" role="region" aria-labelledby="fan-title" tabindex="0">
            <table class="years">
                <thead><tr>
                    <th scope="col">{"January"}</th>
                    <th scope="col">{"Published (SEN2)"}</th>
                    <th scope="col">{"Middle future"}</th>
                    <th scope="col">{"5 in 10 futures"}</th>
                    <th scope="col">{"8 in 10 futures"}</th>
                    <th scope="col">{"Average"}</th>
                </tr></thead>
                <tbody>
                    { for INMSS_HISTORY.iter().filter(|(january, _)| *january < view.county[0].0).map(|(january, pupils)| html! {
                        <tr key={january.0}>
                            <th scope="row">{ january.0 }</th>
                            <td>{ whole(f64::from(*pupils)) }</td>
                            { for (0..4).map(|column| html! { <td key={column}>{"–"}</td> }) }
                        </tr>
                    }) }
                    { for view.county.iter().map(|(january, s)| {
                        let published = INMSS_HISTORY.iter().find(|(when, _)| when == january);
                        html! {
                            <tr key={january.0}>
                                <th scope="row">{ january.0 }</th>
                                <td>{ published.map_or("–".into(), |(_, pupils)| whole(f64::from(*pupils))) }</td>
                                <td><b>{ whole(s.p50) }</b></td>
                                <td>{ range(s.p25, s.p75) }</td>
                                <td>{ range(s.p10, s.p90) }</td>
                                <td>{ whole(s.mean) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn about(view: Option<&View>) -> Html {
    html! {
        <section class="panel about" id="about" aria-labelledby="about-title">
            <h2 id="about-title">{"About this model"}</h2>
            <p>
                {"This tool plans capacity and contracts. It ranks no child and decides no placement. The council’s duties to each child (Children and Families Act 2014, section 42; Education Act 1996, section 13) are not an assumption that can be changed here."}
            </p>
            <p>
                {"A fall in placements is not good in itself: children waiting, educated otherwise than at school, appealing or travelling further stand behind some of the ways to reach it."}
            </p>
            <p>
                {"So far it simulates who is placed, who joins and who leaves, year by year. It does not yet simulate the Localities Model, local provision, prices, block contracts or the High Needs budget: what is shown is what may happen before any of them."}
            </p>
            <p>{"Everything is computed in this browser. Nothing you enter leaves this computer."}</p>
            if let Some(view) = view {
                { assumptions(view) }
                { facts(view) }
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct RunBarProps {
    simulation: Simulation,
}

/// How the run stands, always in sight.
#[component]
fn RunBar(props: &RunBarProps) -> Html {
    let simulation = &props.simulation;
    let progress = simulation.progress;
    let spoken = match (progress.status, &simulation.view) {
        (Status::Complete, Some(view)) => {
            let card = &view.cards[0];
            words::spoken_result(card.january, &card.summary, progress.futures)
        }
        (Status::Stopped, _) => run_state(progress),
        _ => String::new(),
    };
    let stop = simulation.stop.reform(|_: MouseEvent| ());
    let again = simulation.again.reform(|_: MouseEvent| ());
    let share = if progress.wanted > 0 {
        f64::from(progress.futures) / f64::from(progress.wanted) * 100.0
    } else {
        0.0
    };
    html! {
        <footer class="run-bar" data-first-picture={progress.first_picture.map(|seconds| format!("{seconds:.4}"))}>
            <svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" role="progressbar"
                aria-label="Futures simulated" aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={format!("{share:.0}")}>
                <rect class="rail" x="0" y="0" width="100" height="6" />
                <rect class="done" x="0" y="0" width={format!("{share:.2}")} height="6" />
            </svg>
            <span class="run-state">{ run_state(progress) }</span>
            // One button throughout, so that the focus stays on it.
            <button type="button" class="small" onclick={if progress.is_running() { stop } else { again }}>
                { if progress.is_running() { "Stop" } else { "Run again" } }
            </button>
            if let Some(view) = &simulation.view {
                <span class="fact" key="error">
                    { format!("Average known to ±{} pupils", decimal(1.96 * view.convergence.standard_error, 1)) }
                </span>
                <span class="fact" key="seed">{ format!("Seed {}", view.scenario.run.seed) }</span>
            }
            <span class="promise">{"Model output, not a forecast of any child’s placement. Nothing leaves this computer."}</span>
            <span class="hidden" role="status">{ spoken }</span>
        </footer>
    }
}

fn run_state(progress: Progress) -> String {
    let futures = whole(f64::from(progress.futures));
    let wanted = whole(f64::from(progress.wanted));
    match progress.status {
        Status::Idle => "Starting the simulation".into(),
        Status::Running => format!("{futures} of {wanted} futures"),
        Status::Complete => format!("{futures} futures in {} s", decimal(progress.seconds, 2)),
        Status::Stopped => format!("Stopped at {futures} of {wanted} futures"),
    }
}
