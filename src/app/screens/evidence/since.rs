//! What happened since the baseline was published, and what is to happen.

use crate::app::file::date;
use crate::app::part::{self, Row, table};
use crate::council::Council;
use crate::words::{is_behind, long_date};
use yew::prelude::*;

/// The panel of a council's dates, the earliest first.
pub fn panel(council: &Council) -> Html {
    let today = date();
    let rows = council.events().into_iter().map(|event| Row {
        key: event.ahead.into(),
        head: html! {
            <><b>{ long_date(event.date) }</b>
                if !is_behind(event.date, &today) { <span class="badge changed">{"ahead"}</span> }</>
        },
        cells: vec![event.said(&today).into(), event.source.into()],
        class: "",
    });
    let body = html! {
        <>
            <p class="sub">
                {"None of these dates changes a figure by itself. Where one bears on an assumption, the note of that assumption says so."}
            </p>
            { table("What happened, and what is to happen".into(), "dates", &["Date", "What", "Source"], rows.collect()) }
        </>
    };
    part::panel("since-title", "What has happened since, and which dates lie ahead".into(), "", false, body)
}
