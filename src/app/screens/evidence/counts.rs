//! Shows the published counts of placements, and why they differ.

use super::assumptions::cited;
use crate::app::part::{self, Row, table, term};
use crate::council::{Base, Council, Count, publications};
use crate::sentences;
use crate::words::{self, whole};
use yew::prelude::*;

/// The panel of a council's counts, largest first; `base` is the one with which the scenario starts. `None` for a
/// single count, which differs from no other.
pub fn panel(council: &Council, base: Base) -> Option<Html> {
    let mut counts = council.counts();
    if counts.len() < 2 {
        return None;
    }
    counts.sort_by_key(|count| std::cmp::Reverse(count.pupils));
    let most = counts.first().map_or(1, |count| count.pupils);
    let heads = ["Count", "", "What it counts", "When", "Source", "Why it differs"];
    let rows = counts.iter().map(|count| Row {
        key: count.pupils.to_string(),
        head: html! {
            <><b>{ whole(f64::from(count.pupils)) }</b>
                if count.base == base { <span key="used" class="badge changed">{"in use"}</span> }</>
        },
        cells: vec![
            bar(count, most),
            html! { <>{ count.label }<span class="range">{ count.kind.label() }</span></> },
            count.when.into(),
            source(count),
            count.why.into(),
        ],
        class: "",
    });
    let body = html! {
        <>
            <p class="sub">
                {"A stock, a year’s count and a plan’s starting number of "}{ term("INMSS") }{" placements cannot be subtracted from one another: the difference between two of them is not growth. Choose which one to start from under Starting point."}
            </p>
            { table(sentences::counts_of_placements(counts.len()), "counts", &heads, rows.collect()) }
        </>
    };
    Some(part::panel("counts-title", sentences::counted(&counts), "", false, body))
}

fn bar(count: &Count, most: u32) -> Html {
    let width = words::decimal(100.0 * f64::from(count.pupils) / f64::from(most.max(1)), 1);
    html! {
        <svg class="reach" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="2" {width} height="10" />
        </svg>
    }
}

fn source(count: &Count) -> Html {
    let publication = publications(count.reference).next();
    let said = count.reference.to_owned();
    html! {
        <>
            { publication.map_or_else(|| said.clone().into(), |publication| cited(publication, said.clone())) }
            <span class="range">{ count.known }</span>
        </>
    }
}
