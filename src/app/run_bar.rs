//! The state of the run, which is always visible.

use super::progress::Progress;
use super::simulation::Simulation;
use crate::sentences;
use crate::words::{decimal, whole};
use crate::worker::Status;
use yew::prelude::*;

pub fn run_bar(simulation: &Simulation) -> Html {
    let progress = simulation.progress;
    let spoken = match (progress.status, &simulation.view) {
        (Status::Complete, Some(view)) => {
            let card = &view.cards[0];
            let said = sentences::spoken_result(card.january, &card.figures.summary, progress.futures);
            let chance =
                view.money.target.as_ref().map(|t| sentences::breakeven(t.breakeven, progress.futures));
            chance.map_or(said.clone(), |chance| format!("{said} {chance}."))
        }
        (Status::Stopped, _) => run_state(progress),
        _ => String::new(),
    };
    let stop = simulation.stop.reform(|_: MouseEvent| ());
    let again = simulation.again.reform(|_: MouseEvent| ());
    let share = 100.0 * progress.share();
    html! {
        <footer class="run-bar" data-digest={simulation.view.as_ref().and_then(|view| view.digest.clone())}
            data-first-picture={simulation.first_picture.map(|seconds| format!("{seconds:.4}"))}>
            <svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" role="progressbar"
                aria-label="Futures simulated" aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={format!("{share:.0}")}>
                <rect class="rail" x="0" y="0" width="100" height="6" />
                <rect class="done" x="0" y="0" width={format!("{share:.2}")} height="6" />
            </svg>
            <span class="run-state">{ run_state(progress) }</span>
            // There is one button throughout, so that it keeps the focus.
            <button type="button" class="small" onclick={if progress.is_running() { stop } else { again }}>
                { if progress.is_running() { "Stop" } else { "Run again" } }
            </button>
            if let Some(view) = &simulation.view {
                <span class="fact" key="error">
                    { format!("Average known to ±{} pupils", decimal(view.convergence.margin(), 1)) }
                </span>
                <span class="fact" key="seed">{ format!("Seed {}", view.scenario.run.seed) }</span>
            }
            <span class="promise">{"Model output, not a forecast for any child."}</span>
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
