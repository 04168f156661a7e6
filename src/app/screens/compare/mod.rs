//! Compares scenarios on the same futures.

mod levels;
mod paired;
mod picker;

use super::ScreenProps;
use crate::app::control::choice;
use crate::app::progress::Progress;
use crate::app::study::{Study, progress, use_study};
use crate::decisions::lineup::{Span, Yardstick, Yearly, misfit};
use crate::questions::{Comparison, Entry, FEWEST, Lineup, SideBySide, entries};
use crate::sentences::{left_out, quoted, which_is_best};
use crate::words::{decimal, tied, whole};
use crate::worker::Status;
use yew::prelude::*;

/// The number of scenarios compared before the planner chooses.
const AT_FIRST: usize = 4;

/// The Compare screen.
#[component]
pub fn Compare(props: &ScreenProps) -> Html {
    let offer = use_memo(props.desk.clone(), |desk| entries(&desk.checked(), desk.published(), desk.shelf()));
    let names = use_state(|| None::<Vec<String>>);
    let against = use_state(|| None::<String>);
    let wanted = use_state(|| None::<Yardstick>);
    let again = use_state(|| 0);

    let (offered, first) = &*offer;
    let named = |wanted: &[String]| offered.iter().filter(|entry| wanted.contains(&entry.name)).collect();
    let ticked: Vec<&Entry> = names.as_deref().map_or_else(|| offered.iter().take(AT_FIRST).collect(), named);
    let is_ticked = |name: &String| ticked.iter().position(|entry| entry.name == *name);
    let reference = against.as_ref().and_then(is_ticked).or_else(|| is_ticked(&offered[*first].name));
    let reference = reference.unwrap_or(0);
    let unfit = |entry: &&Entry| misfit(&entry.scenario, &ticked[reference].scenario);
    let fit: Vec<Entry> =
        ticked.iter().filter(|entry| unfit(entry).is_none()).map(|&entry| entry.clone()).collect();
    let yardsticks =
        ticked.get(reference).map(|entry| Span::of(&entry.scenario).yardsticks()).unwrap_or_default();
    let chosen = yardsticks
        .iter()
        .position(|&yardstick| match *wanted {
            Some(wanted) => yardstick == wanted,
            None => matches!(yardstick, Yardstick::Year(Yearly::Spending, _)),
        })
        .unwrap_or(0);

    let yardstick = yardsticks.get(chosen).copied().unwrap_or(Yardstick::BlockSaving);
    let set_against = fit.iter().position(|entry| ticked.get(reference) == Some(&entry)).unwrap_or(0);
    let asked = Lineup { scenarios: fit, run: props.desk.checked().run, again: *again };
    let pool = &props.simulation.pool;
    // A few futures of each come at once; the final answer is that of all futures.
    let question = |lineup| Some(Comparison { lineup, yardstick, reference: set_against });
    let quick = use_study(pool, question(asked.first()));
    let full = use_study(pool, question(asked.clone()));
    let of = |study: &Study<SideBySide>, asked: &Lineup| {
        study.answer.clone().filter(|answer| answer.asked.lineup == *asked)
    };
    let answer = of(&full, &asked).or_else(|| of(&quick, &asked.first())).or_else(|| full.answer.clone());
    let busy = full.progress.is_running();
    // Until the first answer nothing else on the screen shows that one is on its way.
    let waits =
        answer.is_none() && asked.scenarios.len() >= FEWEST && full.progress.status != Status::Stopped;
    let stop = Callback::from({
        let stops = [quick.stop, full.stop.clone()];
        move |()| stops.iter().for_each(|stop| stop.emit(()))
    });

    let left = ticked.iter().filter_map(|entry| {
        let said = left_out(&quoted(&entry.name), &quoted(&ticked[reference].name), unfit(entry)?);
        Some(html! { <p class="notice" key={entry.name.clone()}>{ said }</p> })
    });
    let labels = yardsticks.iter().map(|yardstick| yardstick.label()).collect();
    let measure = choice(
        "measure",
        "Compared by",
        labels,
        chosen,
        setter(&wanted, move |at: usize| yardsticks.get(at).copied().map(Some)),
    );
    let before = *again;
    let run_again = setter(&again, move |()| Some(before + 1));
    html! {
        <>
            { answer_in_words(answer.as_deref(), ticked.len()) }
            <div class="asked compared" key="asked" aria-busy={waits.to_string()}>
                { picker::scenarios(offered, &ticked, &setter(&names, |names| Some(Some(names)))) }
                { picker::reference(&ticked, reference, &setter(&against, |name| Some(Some(name)))) }
                <div key="measure">
                    { measure }
                    <p class="help">{ yardstick.note() }</p>
                    { stand(full.progress, &asked, &stop, &run_again) }
                </div>
            </div>
            <div key="left">{ for left }</div>
            if let Some(answer) = &answer {
                { results(answer, busy) }
            }
        </>
    }
}

/// A callback that sets a state to the result of `new`, if any.
fn setter<A: 'static, T: 'static>(
    state: &UseStateHandle<T>,
    new: impl Fn(A) -> Option<T> + 'static,
) -> Callback<A> {
    let set = state.setter();
    Callback::from(move |argument| {
        if let Some(value) = new(argument) {
            set.set(value);
        }
    })
}

/// The answer in words.
fn answer_in_words(answer: Option<&SideBySide>, ticked: usize) -> Html {
    let (headline, lede) = match answer {
        Some(answer) => {
            let names: Vec<&str> = answer.names().collect();
            which_is_best(&names, answer.reference(), &answer.compared, answer.yardstick())
        }
        None if ticked < FEWEST => ("Compare scenarios".into(), "Tick at least two scenarios.".into()),
        None => ("Compare scenarios".into(), "Running each scenario on the same futures…".into()),
    };
    html! {
        <div class="answer" key="answer">
            <h1>{ tied(&headline) }</h1>
            <p class="lede">{ tied(&lede) }</p>
        </div>
    }
}

/// The progress of the futures.
fn stand(came: Progress, asked: &Lineup, stop: &Callback<()>, again: &Callback<()>) -> Html {
    match came.status {
        Status::Complete => {
            let futures = whole(f64::from(asked.run.futures));
            let seconds = decimal(came.seconds, 2);
            let said = format!(
                "{} scenarios on the same {futures} futures in {seconds}\u{a0}s",
                asked.scenarios.len()
            );
            html! { <p class="sub" role="status" key="stand">{ said }</p> }
        }
        Status::Idle if asked.scenarios.len() < FEWEST => html! {},
        status => html! {
            <div key="stand">
                { progress(came, stop) }
                if status == Status::Stopped {
                    <button type="button" class="small" onclick={again.reform(|_: MouseEvent| ())}>{"Run again"}</button>
                }
            </div>
        },
    }
}

/// The name of a scenario in a table or above a chart.
fn named(answer: &SideBySide, place: usize) -> Html {
    let small = if place == answer.reference() { " reference" } else { "" };
    html! { <>{ answer.name(place).to_owned() }<span class="unit">{ small }</span></> }
}

fn results(answer: &SideBySide, busy: bool) -> Html {
    html! {
        <div class="stack" key="results">
            { paired::dots(answer, busy) }
            { paired::figures(answer, busy) }
            { levels::fans(answer, busy) }
            { levels::levels(answer, busy) }
        </div>
    }
}
