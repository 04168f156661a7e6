//! Ways in: a file, a drop, a paste; and tables to fill in.

use super::{ADD, listed};
use crate::app::clerk::ask;
use crate::app::file::save;
use crate::app::part::{Row, table};
use crate::exchange::clerk::{Reply, Request};
use crate::exchange::import::Kind;
use crate::exchange::template_name;
use crate::scenario::Checked;
use std::rc::Rc;
use web_sys::{Blob, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// A panel to add a file in.
pub fn add(pasted: &str, take: &Callback<Vec<(String, Blob)>>, paste: &Callback<String>) -> Html {
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = listed(input.files());
            if !files.is_empty() {
                take.emit(files);
            }
            // The same file again is another choice.
            input.set_value("");
        })
    };
    let oninput = paste.reform(|event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.value()
    });
    let read = {
        let (take, text) = (take.clone(), pasted.to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !text.is_empty() {
                take.emit(vec![("Pasted table".into(), gloo::file::Blob::new(text.as_str()).into())]);
            }
        })
    };
    html! {
        <section class="panel add" key="add" aria-labelledby={ADD}>
            <h2 id={ADD} tabindex="-1">{"Add a table of counts"}</h2>
            <div class="ways">
                <div class="drop" key="file">
                    <label for="own-file">{"Choose files, or drop them anywhere on this page"}</label>
                    <input id="own-file" type="file" multiple=true accept=".csv,.txt,.tsv,.zip,text/csv,text/plain" {onchange} />
                    <p class="help">{"A CSV or “Unicode text” as Excel saves it, or the zip of DfE’s SEN2 release as downloaded, up to 30 MB. Counts only: a list of pupils (names, pupil numbers, dates of birth, full postcodes) is refused and not kept."}</p>
                </div>
                <form key="paste" onsubmit={read}>
                    <label for="own-text">{"Or paste cells copied from a spreadsheet, headings included"}</label>
                    <textarea id="own-text" rows="4" spellcheck="false" value={pasted.to_owned()} {oninput} />
                    <button type="submit" class="secondary" aria-disabled={pasted.is_empty().then_some("true")}>{"Read the pasted table"}</button>
                </form>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub scenario: Rc<Checked>,
}

/// Templates: what stands in each, and what it replaces.
const ROWS: [(Kind, &str, &str); 3] = [
    (
        Kind::Placements,
        "A line for each district, primary need, year group and channel: placements at the starting January, and what they cost a year. Leave out any column that you do not have.",
        "Pupils at the start; shares of districts and needs; ages; how pupils are placed; prices by channel",
    ),
    (
        Kind::Movements,
        "A line for each academic year and year group: pupils placed in January, joiners in the year, leavers at its end. Two years or more say how far years differ.",
        "Joiners a year by age, and how far that may be off; their needs; the chance of leaving by age",
    ),
    (
        Kind::Population,
        "A line for each district and phase (or age): school-age population in two years, in columns or in lines.",
        "How the number of children changes in each district",
    ),
];

/// Tables to fill in.
#[component]
pub fn Templates(props: &Props) -> Html {
    let errand = use_mut_ref(|| None);
    let failed = use_state(String::new);
    let rows = ROWS.iter().map(|&(kind, holds, replaces)| {
        let onclick = {
            let (errand, failed, scenario) = (errand.clone(), failed.setter(), props.scenario.clone());
            Callback::from(move |_: MouseEvent| {
                let failed = failed.clone();
                let request = Request::Template(kind, scenario.to_json());
                let asked = ask(&request, None, move |answer| match answer {
                    Ok((Reply::File { name, kind }, bytes)) => {
                        save(&bytes, &kind, &name);
                    }
                    Ok((Reply::Refused(reasons), _)) => failed.set(reasons.join(" ")),
                    Ok(_) => {}
                    Err(reason) => failed.set(reason),
                });
                *errand.borrow_mut() = Some(asked);
            })
        };
        let button = html! {
            <button type="button" class="link" {onclick}>
                <span class="hidden">{"Download the template "}</span>{ template_name(kind) }
            </button>
        };
        let cells = vec![Html::from(holds), Html::from(replaces)];
        Row { key: kind.label().into(), head: button, cells, class: "" }
    });
    html! {
        <section class="panel" aria-labelledby="templates-title">
            <h2 id="templates-title">{"Templates to fill in"}</h2>
            <p class="sub">{"They hold the scenario’s own districts and needs. Tables of your own work too, if a heading stands over each column. So do tables with needs, year groups or channels across the top, as a pivot table has them."}</p>
            { table("Templates".into(), "templates", &["Download", "What to fill in", "What it replaces"], rows.collect()) }
            <p class="error" role="alert" hidden={failed.is_empty()}>{ (*failed).clone() }</p>
            <p class="source"><b>{"Suppressed counts: "}</b>{"“<6”, “c” and “*” are taken for the middle of what they may be, 3 (an assumption), moved as far as the totals in the same file need. “Total” lines are otherwise a check only. In every file of results that this planner writes, counts under 6 are hidden, and others with them, so that nobody can work them out. A scenario file or a link holds the counts that were put in, small ones too: share it as you would share the table."}</p>
        </section>
    }
}
