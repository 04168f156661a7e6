//! The back-test: the forecast band from each earlier count, and the counts that came.

use super::frame::side;
use super::mark::{dot, px, text};
use super::use_width;
use crate::evidence::Fold;
use crate::picture::{Scale, band, extent, line, ticks};
use crate::sentences;
use crate::words::whole;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub folds: Vec<Fold>,
}

const TOP: f64 = 12.0;
const BOTTOM: f64 = 24.0;
const LEFT: f64 = 46.0;
const RIGHT: f64 = 14.0;
const HEIGHT: f64 = 190.0;
/// The smallest number of years ahead that a chart shows.
const FEWEST_YEARS: u16 = 3;

#[component]
pub fn HeldChart(props: &Props) -> Html {
    let values = props.folds.iter().flat_map(|fold| {
        let hits = fold.hits.iter().flat_map(|hit| [hit.futures.p10, hit.futures.p90, f64::from(hit.came)]);
        hits.chain([f64::from(fold.opening)])
    });
    let (low, high) = extent(values);
    // All charts reach equally many years ahead, so that they share a scale.
    let last = |fold: &Fold| fold.hits.last().map_or(0, |hit| hit.january.0 - fold.from.0);
    let years = props.folds.iter().map(last).fold(FEWEST_YEARS, u16::max);
    html! {
        <div class="multiples">
            { for props.folds.iter().map(|fold| html! {
                <Panel key={fold.from.0} fold={fold.clone()} {years} {low} {high} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    fold: Fold,
    years: u16,
    low: f64,
    high: f64,
}

#[component]
fn Panel(props: &PanelProps) -> Html {
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let fold = &props.fold;
    let drawn = (width > 0.0 && !fold.hits.is_empty()).then(|| draw(props, width));
    html! {
        <div>
            <h3>{ sentences::opened(fold) }</h3>
            <div class="chart-frame small" ref={frame}>{ drawn.unwrap_or_default() }</div>
        </div>
    }
}

fn draw(props: &PanelProps, width: f64) -> Html {
    let fold = &props.fold;
    let first = f64::from(fold.from.0);
    let up = ticks(props.low, props.high, 3);
    let y = Scale::new((up[0], up[up.len() - 1]), (HEIGHT - BOTTOM, TOP));
    let x = Scale::new((first, first + f64::from(props.years)), (LEFT, width - RIGHT));
    let opening = f64::from(fold.opening);
    let start = (x.at(first), y.at(opening), y.at(opening));
    let at = |year: u16| x.at(f64::from(year));
    let area: Vec<_> = std::iter::once(start)
        .chain(fold.hits.iter().map(|hit| (at(hit.january.0), y.at(hit.futures.p10), y.at(hit.futures.p90))))
        .collect();
    let middle = fold.hits.iter().map(|hit| (at(hit.january.0), y.at(hit.futures.p50)));
    let middle = line(std::iter::once((start.0, start.1)).chain(middle));
    let came = fold.hits.iter().map(|hit| (at(hit.january.0), y.at(f64::from(hit.came))));
    let came = line(std::iter::once((start.0, start.1)).chain(came));
    html! {
        <svg width={width.to_string()} height={px(HEIGHT)} role="img" aria-label={sentences::fold(fold)}>
            { side(&y, &up, (LEFT, width - RIGHT), "grid", whole) }
            { for (0..=props.years).map(|ahead| {
                let year = fold.from.0 + ahead;
                text(&["in ", &year.to_string()].concat(), "", "middle", (at(year), HEIGHT - 6.0), year.to_string())
            }) }
            <path key="band" class="band" d={band(&area)} />
            <path key="middle" class="median" d={middle} />
            <path key="came" class="history thin" d={came} />
            { dot("start".into(), "history-dot", (start.0, start.1), "3") }
            { for fold.hits.iter().map(|hit| {
                let class = if hit.is_held() { "history-dot" } else { "missed" };
                dot(hit.january.0.to_string(), class, (at(hit.january.0), y.at(f64::from(hit.came))), "4.5")
            }) }
        </svg>
    }
}
