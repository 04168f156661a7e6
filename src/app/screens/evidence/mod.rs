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

/// A page of the screen.
#[derive(Clone, Copy, PartialEq)]
enum Page {
    /// What the council has published, checked by arithmetic: its report and the counts of placements.
    Published,
    /// Whether the band holds what it says, in other councils and in this one.
    Promise,
    /// Every assumption, and what the model leaves out.
    Assumptions,
    /// Dates of policy, and what the words mean.
    Words,
}

impl Page {
    /// The pages that a council has, and what the links to them say. The checked report comes first.
    fn all(council: &Council) -> Vec<(Page, String)> {
        let (has_report, counts) = (council.facts().report.is_some(), council.counts().len());
        let published = match counts {
            _ if has_report => Some("The council’s report, checked".to_owned()),
            2.. => Some(sentences::counts_of_placements(counts)),
            _ => None,
        };
        let others = [
            (Page::Promise, "Does it keep its promise?"),
            (Page::Assumptions, "Every assumption"),
            (Page::Words, "Dates and words"),
        ];
        let published = published.map(|name| (Page::Published, name));
        published.into_iter().chain(others.map(|(page, name)| (page, name.to_owned()))).collect()
    }

    /// The ids of the headings of its parts, the first of which leads to it.
    fn parts(self) -> [&'static str; 2] {
        match self {
            Page::Published => ["audit-title", "counts-title"],
            Page::Promise => ["promise-title", "past-title"],
            Page::Assumptions => ["assumptions-title", "limits-title"],
            Page::Words => ["since-title", "glossary-title"],
        }
    }
}

/// How long the screen may take to be drawn, in milliseconds.
const PAUSE_MILLISECONDS: u32 = 50;

/// The page that the address asks for, with the row that it names. The focus moves to the row, term or part.
#[hook]
fn use_arrival(council: &'static Council) -> (Page, Option<AttrValue>) {
    let row = use_asked("row");
    let term = use_asked("term");
    let part = use_asked("part");
    let pages = Page::all(council);
    let (page, wanted) = match (&row, &term, &part) {
        // The path of an assumption has a full stop in it, the code of a figure of the report none.
        (Some(row), ..) => {
            let page = if row.contains('.') { Page::Assumptions } else { pages[0].0 };
            (page, Some(["row-", row].concat()))
        }
        (_, Some(term), _) => (Page::Words, Some(["term-", term].concat())),
        (_, _, Some(part)) => {
            let holds = |(page, _): &&(Page, String)| page.parts().contains(&part.as_str());
            (pages.iter().find(holds).unwrap_or(&pages[0]).0, Some(part.to_string()))
        }
        _ => (pages[0].0, None),
    };
    use_effect_with(wanted, |wanted| {
        let timeout = wanted.clone().map(|id| Timeout::new(PAUSE_MILLISECONDS, move || arrive(&id)));
        move || drop(timeout)
    });
    (page, row)
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
    let council = desk.scenario().council();
    let (page, row) = use_arrival(council);
    let rows = use_memo(desk.clone(), |desk| entries(&desk.scenario(), desk.published()));
    let story = use_memo(council.code, |_| council.facts().report.as_ref().map(story::story));
    let shown = match page {
        Page::Published => html! {
            <>
                if let Some(story) = &*story {
                    <div key="story">{ story.clone() }</div>
                }
                { counts::panel(council, desk.scenario().opening.base).unwrap_or_default() }
            </>
        },
        Page::Promise => html! {
            <>
                <Kept key="promise" council={council.code} />
                <Past key="past" pool={simulation.pool.clone()} scenario={desk.checked()} />
            </>
        },
        Page::Assumptions => html! {
            <>
                <Assumptions key="assumptions" rows={rows.clone()} {row} desk={desk.clone()} act={act.clone()} />
                { limits() }
            </>
        },
        Page::Words => html! { <>{ since::panel(council) }{ glossary::panel(council) }</> },
    };
    html! {
        <>
            <div class="answer" key="answer">
                <h1>{"Every figure, and the evidence for it"}</h1>
                <p class="lede">{ sentences::rests_on(&rows) }{"."}</p>
            </div>
            <nav key="parts" class="parts" aria-label="On this screen">
                <ul>
                    { for Page::all(council).into_iter().map(|(other, name)| {
                        let current = (other == page).then_some("true");
                        let [first, _] = other.parts();
                        html! { <li key={first}><a href={Route::Evidence.asking("part", first)} aria-current={current}>{ name }</a></li> }
                    }) }
                </ul>
            </nav>
            { shown }
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
