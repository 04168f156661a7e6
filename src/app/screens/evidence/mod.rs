//! The evidence behind the figures, to be defended in a meeting.

mod assumptions;
mod counts;
mod glossary;
mod past;
mod promise;
mod since;
mod story;

use super::ScreenProps;
use crate::app::control::focus;
use crate::app::part::panel;
use crate::app::route::{Route, use_asked};
use crate::council::Council;
use crate::evidence::{LIMITS, entries};
use crate::sentences;
use assumptions::Assumptions;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use past::Past;
use promise::Kept;
use std::rc::Rc;
use yew::prelude::*;

/// The id of the heading of the report's audit.
const AUDIT: &str = "audit-title";
/// The id of the heading of the published counts.
const COUNTS: &str = "counts-title";
/// The parts of the screen: the id of each heading, and its entry in the list.
const PARTS: [(&str, &str); 8] = [
    ("assumptions-title", "Assumptions"),
    (AUDIT, "The council’s report, checked"),
    (COUNTS, "Counts of placements"),
    ("since-title", "Dates"),
    ("promise-title", "Does it keep its promise?"),
    ("past-title", "Back-test"),
    ("limits-title", "What is left out"),
    ("glossary-title", "Glossary"),
];

/// The parts that a council has.
fn parts(council: &Council) -> impl Iterator<Item = (&'static str, String)> {
    let (has_report, counts) = (council.facts().report.is_some(), council.counts().len());
    PARTS.into_iter().filter_map(move |(id, name)| match id {
        AUDIT if !has_report => None,
        COUNTS if counts < 2 => None,
        COUNTS => Some((id, sentences::counts_of_placements(counts))),
        _ => Some((id, name.into())),
    })
}

/// How long the screen may take to be drawn, in milliseconds.
const PAUSE_MILLISECONDS: u32 = 50;

/// Moves the focus to the row, term or part that the address names.
#[hook]
fn use_arrival() -> Option<AttrValue> {
    let row = use_asked("row");
    let term = use_asked("term");
    let part = use_asked("part");
    let wanted = match (&row, &term, &part) {
        (Some(row), ..) => Some(["row-", row].concat()),
        (_, Some(term), _) => Some(["term-", term].concat()),
        (_, _, Some(part)) => Some(part.to_string()),
        _ => None,
    };
    use_effect_with(wanted, |wanted| {
        let timeout = wanted.clone().map(|id| Timeout::new(PAUSE_MILLISECONDS, move || arrive(&id)));
        move || drop(timeout)
    });
    row
}

/// Gives an element the focus; headings become focusable only then.
fn arrive(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _unset = element.set_attribute("tabindex", "-1");
        focus(id);
    }
}

/// The Evidence screen.
#[component]
pub fn Evidence(props: &ScreenProps) -> Html {
    let ScreenProps { desk, act, simulation, .. } = props;
    let row = use_arrival();
    let rows = use_memo(desk.clone(), |desk| entries(&desk.scenario(), desk.published()));
    let council = desk.scenario().council();
    let story = use_memo(council.code, |_| council.facts().report.as_ref().map(story::story));
    html! {
        <>
            <div class="answer" key="answer">
                <h1>{"Every figure, and the evidence for it"}</h1>
                <p class="lede">{ sentences::rests_on(&rows) }{"."}</p>
            </div>
            <nav key="parts" class="parts" aria-label="On this screen">
                <ul>
                    { for parts(council).map(|(id, name)| html! {
                        <li key={id}><a href={Route::Evidence.asking("part", id)}>{ name }</a></li>
                    }) }
                </ul>
            </nav>
            <Assumptions key="assumptions" {rows} {row} desk={desk.clone()} act={act.clone()} />
            if let Some(story) = &*story {
                <div key="story">{ story.clone() }</div>
            }
            { counts::panel(council, desk.scenario().opening.base).unwrap_or_default() }
            { since::panel(council) }
            <Kept key="promise" council={council.code} />
            <Past key="past" pool={simulation.pool.clone()} scenario={desk.checked()} />
            { limits() }
            { glossary::panel(council) }
        </>
    }
}

fn limits() -> Html {
    let body = html! { <ul class="limits">{ for LIMITS.iter().map(|limit| html! { <li key={*limit}>{ *limit }</li> }) }</ul> };
    let said = [&LIMITS.len().to_string(), " things that the model leaves out or simplifies"].concat();
    panel("limits-title", said, "", false, body)
}

/// The rows of the table.
type Rows = Rc<Vec<crate::evidence::Entry>>;
