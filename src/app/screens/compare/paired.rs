//! The differences future by future: drawn, counted, and as regret.

use super::named;
use crate::app::chart::DotPlot;
use crate::app::part::{Row, panel, table, term};
use crate::picture::extent;
use crate::questions::SideBySide;
use crate::sentences::{self, count, quoted, size, times};
use crate::words::{tied, whole};
use yew::prelude::*;

/// A dot plot of 50 equally likely differences for each scenario.
pub fn dots(answer: &SideBySide, busy: bool) -> Html {
    let reference = quoted(answer.name(answer.reference()));
    let series = answer.yardstick().written();
    let others = || (0..answer.compared.len()).filter(|&place| place != answer.reference());
    let all = others().flat_map(|place| answer.dots[place].iter().copied());
    let (low, high) = extent(all.chain([0.0]));
    let domain = if high > low { (low, high) } else { (-1.0, 1.0) };
    let one = |place: usize| {
        let (name, dots) = (answer.name(place).to_owned(), &answer.dots[place]);
        let difference = &answer.compared[place].difference;
        let said = sentences::difference(&reference, difference, series);
        let more = dots.iter().filter(|dot| **dot > 0.0).count();
        let label = format!("{name}: 50 equally likely futures, {more} with more than {reference}. {said}.");
        let list: Vec<String> = dots.iter().map(|dot| size(series, *dot)).collect();
        html! {
            <div key={name.clone()}>
                <h3>{ name }</h3>
                if difference.tied < 1.0 {
                    <DotPlot key="dots" values={dots.clone()} {domain} mark=0.0 mark_label="no difference" {label} />
                }
                <p key="said">{ tied(&said) }{"."}</p>
                if difference.tied < 1.0 {
                    <details class="twin" key="list">
                        <summary>{"The 50 differences as a list"}</summary>
                        <p>{ list.join("; ") }</p>
                    </details>
                }
            </div>
        }
    };
    let sub = format!(
        "The same futures for all, 50 of them drawn: each dot is one, the difference from {reference} in it. \
         Filled: more than {reference}. One scale."
    );
    let title = format!("{}: each less {reference}", answer.yardstick().label());
    let body = html! { <div class="multiples">{ for others().map(one) }</div> };
    panel("dots-title", title, &sub, busy, body)
}

const HEADS: [&str; 10] = [
    "Scenario",
    "Average difference",
    "8 in 10 futures",
    "Better in",
    "Same in",
    "Worse in",
    "Short of the best, average",
    "1 in 10 futures, at least",
    "Best of all in",
    "Pairing is worth",
];

/// The comparison in figures.
pub fn figures(answer: &SideBySide, busy: bool) -> Html {
    let series = answer.yardstick().written();
    let size = |value| size(series, value);
    let rows = answer.names().zip(&answer.compared).enumerate().map(|(place, (name, compared))| {
        let (difference, regret) = (&compared.difference, &compared.regret);
        let mean = difference.mean;
        let spread = [difference.p10, difference.p90].map(size);
        let average = if difference.tied < 1.0 {
            format!("{} ± {}", size(mean.value), size(mean.margin()))
        } else {
            size(mean.value)
        };
        let cells = [
            average,
            if difference.tied < 1.0 { spread.join(" to ") } else { size(difference.p10) },
            count(difference.better),
            count(difference.tied),
            count(difference.worse()),
            size(regret.mean.value),
            size(regret.p90),
            count(regret.best),
            difference.pairing.map_or_else(|| "–".into(), times),
        ];
        let cells = cells.map(|cell| tied(&cell));
        Row { head: named(answer, place), ..Row::of(name, cells) }
    });
    let title = "How often better, and what a choice may lose".to_owned();
    let sub = format!(
        "Counts of {} futures. “Short of the best”: what a scenario loses in a future against the one that turns out best there.",
        whole(f64::from(answer.asked.lineup.run.futures))
    );
    let body = html! {
        <>
            { table(title.clone(), "paired", &HEADS, rows.collect()) }
            <p class="source">{ pairing(answer) }{" Scenarios are compared on "}{ term("paired futures") }{"."}</p>
        </>
    };
    panel("paired-title", title, &sub, busy, body)
}

/// A sentence on the gain from running all scenarios on the same futures.
fn pairing(answer: &SideBySide) -> String {
    let worth = answer.compared.iter().filter_map(|compared| compared.difference.pairing);
    let futures = "“±” is the margin that this number of futures leaves, in 19 of 20 repeats.";
    let (low, high) = extent(worth);
    if low > high {
        return futures.into();
    }
    let many = if times(low) == times(high) {
        times(low)
    } else {
        format!("{} to {}", times(low).trim_end_matches(" times"), times(high))
    };
    format!(
        "{futures} The same futures for all: a difference is known as precisely as from {many} as many futures run apart."
    )
}
