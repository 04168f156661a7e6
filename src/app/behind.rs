//! Explains a change in placements. Fewer placements are not a goal in themselves.

use super::part::prose;
use super::save::Save;
use super::table::cells;
use crate::cohort::Measure;
use crate::results::{BEHIND, View};
use crate::sentences;
use crate::words::{Series, range, whole};
use yew::prelude::*;

/// Four figures on the January that the first card reports.
pub fn facts(view: &View) -> Html {
    let reported = view.cards[0].january;
    let Some(now) = view.behind.iter().find(|row| row.january == reported) else { return html! {} };
    let count = |name, measure| now.summary(measure).map(|s| (name, whole(s.p50), range(s.p10, s.p90)));
    let (transport, pounds) = (&now.transport, Series::Pounds);
    let facts = [
        count(Measure::Waiting.label(), Measure::Waiting),
        count("Kept in mainstream that year by the Localities Model", Measure::Localities),
        count("Directed by tribunal or conceded that year", Measure::Tribunal),
        Some((
            "Transport that year, from the General Fund",
            pounds.value(transport.p50),
            pounds.range(transport.p10, transport.p90),
        )),
    ];
    html! {
        <section class="panel" aria-labelledby="behind-title">
            <h2 id="behind-title">{ format!("What is behind the placements of {reported}") }</h2>
            <p class="sub">{ prose("A fall in placements is not good in itself. The middle future of each, and in small print where 8 in 10 futures lie") }</p>
            <dl class="facts">
                { for facts.into_iter().flatten().map(|(name, value, range)| html! {
                    <div key={name}><dt>{ name }</dt><dd>{ value }<span>{ range }</span></dd></div>
                }) }
            </dl>
            if now.summary(Measure::Waiting).is_some() {
                <p class="source">{ sentences::runs_out(reported, now.runs_out) }{"."}</p>
            }
        </section>
    }
}

/// A table of every year and measure.
pub fn years(view: &View) -> Html {
    html! {
        <section class="panel" aria-labelledby="years-title">
            <h2 id="years-title">{"Who joins, who is diverted, who waits"}</h2>
            <p class="sub">{ prose("The middle future of each, and in small print where 8 in 10 futures lie") }</p>
            <div class="scroll" role="region" aria-labelledby="years-title" tabindex="0">
                <table class="cells behind">
                    <thead><tr>
                        <th key="january" scope="col">{"January"}</th>
                        { for BEHIND.map(|measure| html! { <th key={measure.head()} scope="col">{ measure.head() }</th> }) }
                    </tr></thead>
                    <tbody>
                        { for view.behind.iter().map(|row| html! {
                            <tr key={row.january.0}>
                                <th scope="row">{ row.january.0 }</th>
                                { cells(&row.counts) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <p class="source">
                {"Each in the academic year that the January falls in; waiting is counted in January. Of those who would join, a tribunal directs some; the Localities Model, SRPs and state special schools take others; the rest join or wait."}
            </p>
            <Save />
        </section>
    }
}
