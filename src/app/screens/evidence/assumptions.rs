//! Every assumption in one searchable table, grouped like the controls.

use super::Rows;
use crate::app::control::Remark;
use crate::app::part::panel;
use crate::app::route::Route;
use crate::app::state::{Action, Desk};
use crate::council::{Publication, publications};
use crate::evidence::{Entry, Heading, Search, Spread, found};
use crate::scenario::Source;
use crate::sentences;
use crate::words;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub rows: Rows,
    /// The row that the address names.
    pub row: Option<AttrValue>,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

#[component]
pub fn Assumptions(props: &Props) -> Html {
    let search = use_state(Search::default);
    {
        // An earlier search must not hide a row that the address names.
        let search = search.clone();
        use_effect_with(props.row.clone(), move |row| {
            if row.is_some() {
                search.set(Search::default());
            }
        });
    }
    let shown: Vec<&Entry> = props.rows.iter().filter(|row| found(row, &search)).collect();
    let body = html! {
        <>
            { tags(props.desk.scenario().council().facts().report.is_some()) }
            { find(&search, shown.len(), props.rows.len()) }
            if shown.is_empty() {
                <p key="none" class="none">{"Try a word of a name, a source, a date or a reason."}</p>
            } else {
                <div key="rows">{ table(props, &shown) }</div>
            }
        </>
    };
    panel("assumptions-title", "Every assumption".into(), "", false, body)
}

/// The meaning of the tags.
fn tags(has_report: bool) -> Html {
    let seed = has_report.then_some(Source::Seed);
    let tags = seed.into_iter().chain([Source::Sen2, Source::Ons, Source::Assumption]);
    html! {
        <ul class="tags" key="tags" aria-label="What the tags mean">
            { for tags.map(|source| html! {
                <li key={source.tag()}>{ badge(Some(source)) }{ source.meaning() }</li>
            }) }
            <li key="choice">{ badge(None) }{"your own choice: it needs no source"}</li>
        </ul>
    }
}

fn badge(source: Option<Source>) -> Html {
    let tag = source.map_or("CHOICE", Source::tag);
    html! { <span class={classes!("badge", ["from-", &tag.to_ascii_lowercase()].concat())}>{ tag }</span> }
}

/// The search field, and the number of rows found.
fn find(search: &UseStateHandle<Search>, shown: usize, all: usize) -> Html {
    let typed = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            search.set(Search { words: input.value(), ..(*search).clone() });
        })
    };
    let ticked = {
        let search = search.clone();
        Callback::from(move |only_changed| search.set(Search { only_changed, ..(*search).clone() }))
    };
    html! {
        <search class="find" key="find">
            <div>
                <label for="find">{"Search the assumptions"}</label>
                <input id="find" class="text" type="search" autocomplete="off" value={search.words.clone()} oninput={typed}
                    aria-describedby="found" />
            </div>
            { crate::app::control::checkbox("only-changed", "Only what you changed", search.only_changed, ticked) }
            <p id="found" role="status">{ sentences::matches(shown, all, &search.words) }</p>
        </search>
    }
}

/// The heads of the columns, which are also the labels on a card.
const HEADS: [&str; 6] = ["Assumption", "Value", "Range", "Source", "Date", "Why this value"];

/// Roles are given explicitly: on a narrow screen the rows are laid out as cards, and would lose them.
fn table(props: &Props, shown: &[&Entry]) -> Html {
    let groups = Heading::ALL.map(|heading| {
        let rows: Vec<&&Entry> = shown.iter().filter(|row| row.heading == heading).collect();
        let all = props.rows.iter().filter(|row| row.heading == heading).count();
        if rows.is_empty() {
            return html! {};
        }
        let count = if rows.len() == all {
            all.to_string()
        } else {
            [&rows.len().to_string(), " of ", &all.to_string()].concat()
        };
        html! {
            <tbody role="rowgroup" key={heading.title()}>
                <tr role="row" class="group-head">
                    <th role="columnheader" scope="colgroup" colspan="6">
                        { heading.title() }{" "}<span class="unit">{ count }</span>
                    </th>
                </tr>
                { for rows.into_iter().map(|row| line(props, row)) }
            </tbody>
        }
    });
    html! {
        <table role="table" class="assumptions" aria-labelledby="assumptions-title">
            <thead role="rowgroup">
                <tr role="row">{ for HEADS.map(|head| html! { <th role="columnheader" scope="col" key={head}>{ head }</th> }) }</tr>
            </thead>
            { for groups }
        </table>
    }
}

fn line(props: &Props, row: &Entry) -> Html {
    let is_asked = props.row.as_deref() == Some(row.path.as_str());
    let cells = [value(row), range(row), source(row), dates(row), reason(props, row)];
    html! {
        <tr role="row" key={row.path.clone()} class={is_asked.then_some("asked-for")}>
            <th role="rowheader" scope="row" id={["row-", &row.path].concat()} tabindex="-1">
                { row.label.clone() }
                if row.is_changed { <span key="changed" class="badge changed">{"changed by you"}</span> }
                if row.control.is_some() {
                    <a key="change" class="why" href={Route::Plan.asking("control", &row.path)}>
                        {"Change it"}<span class="hidden">{ [": ", &row.label].concat() }</span>
                    </a>
                }
            </th>
            { for cells.into_iter().zip(&HEADS[1..]).map(|(cell, head)| html! {
                <td role="cell" key={*head} data-head={*head}>{ cell }</td>
            }) }
        </tr>
    }
}

fn value(row: &Entry) -> Html {
    html! {
        <>
            <b>{ words::tied(&row.value) }</b>
            if !row.value.ends_with(row.unit) && row.unit != "date" {
                <span key="unit" class="range">{ row.unit }</span>
            }
            if let Some(was) = &row.was {
                <span key="was" class="range">{ ["published: ", was].concat() }</span>
            }
        </>
    }
}

fn range(row: &Entry) -> Html {
    row.spread.as_ref().map_or_else(
        || html! { <span class="range">{ if row.source.is_some() { "the same in every future" } else { "" } }</span> },
        |spread| html! { <>{ bar(spread) }<span class="range">{ words::tied(&spread.range) }</span></> },
    )
}

/// The range on its own scale: a band, the value in use and the published one.
fn bar(spread: &Spread) -> Html {
    let at = |share: f64| words::decimal(100.0 * share, 1);
    html! {
        <svg class="reach" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <line class="rail" x1="0" x2="100" y1="7" y2="7" />
            <rect x={at(spread.low)} y="3" width={at((spread.high - spread.low).max(0.01))} height="8" />
            if let Some(published) = spread.published {
                <line key="published" class="published" x1={at(published)} x2={at(published)} y1="0" y2="14" />
            }
            <line key="central" class="central" x1={at(spread.central)} x2={at(spread.central)} y1="1" y2="13" />
        </svg>
    }
}

/// A publication's title, which links to it where its address is known.
pub fn cited(publication: &Publication, said: String) -> Html {
    match publication.address {
        Some(address) => html! {
            <a href={address} target="_blank" rel="noopener noreferrer" title={publication.title}>
                { said }<span class="hidden">{" (opens in a new tab)"}</span>
            </a>
        },
        None => said.into(),
    }
}

fn source(row: &Entry) -> Html {
    let behind: Vec<&Publication> = publications(&row.reference).collect();
    let (reference, besides) = match &behind[..] {
        [one] if one.address.is_some() => (cited(one, row.reference.clone()), &[][..]),
        all => (row.reference.clone().into(), all),
    };
    html! {
        <>
            { badge(row.source) }{ reference }
            { for besides.iter().map(|one| html! {
                <span class="range" key={one.title}>{ cited(one, one.title.into()) }</span>
            }) }
        </>
    }
}

fn dates(row: &Entry) -> Html {
    let mut dates: Vec<&str> = publications(&row.reference).map(|one| one.date).collect();
    dates.dedup();
    if dates.is_empty() {
        return html! { <span class="range">{"none"}</span> };
    }
    html! { <>{ for dates.into_iter().map(|date| html! { <span class="date" key={date}>{ date }</span> }) }</> }
}

fn reason(props: &Props, row: &Entry) -> Html {
    html! {
        <>
            { row.note.clone() }
            if let Some(control) = row.control {
                <Remark key="reason" {control} desk={props.desk.clone()} act={props.act.clone()} is_shared=true
                    field={["row-", &row.path].concat()} reasons={row.label.clone()} />
            }
        </>
    }
}
