//! Each scenario on its own: its figure over the years, and its main figures.

use super::named;
use crate::app::chart::FanChart;
use crate::app::part::{Row, panel, ranged, table, twin};
use crate::ensemble::Summary;
use crate::picture::extent;
use crate::questions::SideBySide;
use crate::sentences::{self, quoted};
use crate::words::{Series, chance, tied};
use yew::prelude::*;

fn cell(series: Series, s: &Summary) -> Html {
    ranged(tied(&series.value(s.p50)).into(), tied(&series.range(s.p10, s.p90)))
}

/// The yardstick's figure over the years, one chart for each scenario on a common scale.
pub fn fans(answer: &SideBySide, busy: bool) -> Html {
    let yearly = answer.yardstick().yearly();
    let series = yearly.written();
    let takes_in = extent(answer.years.iter().flatten().flat_map(|(_, s)| [s.p10, s.p90]));
    // A sum that can be negative gets a line at 0.
    let line = (takes_in.0 < 0.0 && series == Series::Pounds).then_some(0.0);
    let charts = answer.names().zip(&answer.years).enumerate().map(|(place, (name, years))| {
        let last = years.last().map(|(year, s)| {
            let (year, middle) = (series.year(*year), series.value(s.p50));
            sentences::ends_at(&year, &middle, &series.range(s.p10, s.p90))
        });
        let said = last.unwrap_or_default();
        let label = format!("{}, {}: {said}", yearly.label(), quoted(name));
        html! {
            <div key={name.to_owned()}>
                <h3>{ named(answer, place) }</h3>
                <FanChart {series} futures={years.clone()} {line} {takes_in} {label} />
                <p>{ tied(&said) }{"."}</p>
            </div>
        }
    });
    let heads: Vec<&str> = ["Year"].into_iter().chain(answer.names()).collect();
    let rows = answer.years[answer.reference()].iter().enumerate().map(|(at, (year, _))| Row {
        cells: answer.years.iter().filter_map(|years| years.get(at)).map(|(_, s)| cell(series, s)).collect(),
        ..Row::of(&series.year(*year), [])
    });
    let title = format!("{} over the years", yearly.label());
    let sub = "One scale. Line: the middle future. Dark band: 5 in 10 futures; pale band: 8 in 10.";
    let body = html! {
        <>
            <div class="multiples">{ for charts }</div>
            { twin(table(title.clone(), "ranges", &heads, rows.collect())) }
        </>
    };
    panel("years-title", title, sub, busy, body)
}

/// The main figures of each scenario.
pub fn levels(answer: &SideBySide, busy: bool) -> Html {
    let labels: Vec<String> = answer.main.iter().map(|main| main.label()).collect();
    let breakeven = format!("Breaks even, {}", answer.money_year);
    let has_breakeven = answer.breakeven.iter().all(Option::is_some);
    let heads: Vec<&str> = ["Scenario"]
        .into_iter()
        .chain(labels.iter().map(String::as_str))
        .chain(has_breakeven.then_some(breakeven.as_str()))
        .collect();
    let rows = answer.names().enumerate().map(|(place, name)| {
        let figures = answer.main.iter().zip(&answer.levels[place]);
        let cells = figures.map(|(main, s)| cell(main.written(), s));
        let chance = answer.breakeven[place].map(|share| chance(share).into());
        Row { head: named(answer, place), cells: cells.chain(chance).collect(), ..Row::of(name, []) }
    });
    let title = "Main figures of each".to_owned();
    let sub = "The middle future, and in small print where 8 in 10 futures lie";
    panel("levels-title", title.clone(), sub, busy, table(title, "ranges", &heads, rows.collect()))
}
