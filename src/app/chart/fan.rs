//! The fan chart: published history, if there is any, followed by the futures, year by year.

use super::frame::{leaving, side, targets};
use super::mark::{dot, name, px, rule, text, view_box};
use super::use_width;
use crate::ensemble::Summary;
use crate::picture::{Scale, aside, band, extent, line, room, ticks};
use crate::scenario::CHECKED_YEARS;
use crate::words::Series;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The series by which values are formatted.
    pub series: Series,
    /// The published values by year.
    #[prop_or_default]
    pub history: Vec<(u16, f64)>,
    /// The distribution of the futures by year.
    pub futures: Vec<(u16, Summary)>,
    /// A value that the scale includes and that is drawn as a line.
    #[prop_or_default]
    pub line: Option<f64>,
    /// The range that the scale includes besides the data.
    #[prop_or_default]
    pub takes_in: Option<(f64, f64)>,
    /// A line beside the futures, by year: the council's plan.
    #[prop_or_default]
    pub plan: Vec<(u16, f64)>,
    /// The middle future of another scenario, by year, drawn dashed.
    #[prop_or_default]
    pub ghost: Vec<(u16, f64)>,
    /// One of the futures, by year.
    #[prop_or_default]
    pub own: Vec<(u16, f64)>,
    /// Ranges beside the futures, by year, drawn hollow: those of 8 in 10 comparable councils.
    #[prop_or_default]
    pub outside: Vec<(u16, f64, f64)>,
    /// The dates to draw and name.
    #[prop_or_default]
    pub dates: Vec<Date>,
    /// A sentence on what it shows now.
    pub label: AttrValue,
    /// The size at which it is drawn and from which it is scaled; without one it is drawn at the available width.
    #[prop_or_default]
    pub size: Option<(f64, f64)>,
}

/// A date on the chart.
#[derive(Clone, PartialEq)]
pub struct Date {
    /// The date as a decimal year.
    pub when: f64,
    /// The name of the date.
    pub name: String,
    /// A short name of the date.
    pub short: String,
}

const TOP: f64 = 34.0;
const BOTTOM: f64 = 30.0;
/// The smallest distance between two labels on the right, in pixels.
const LABEL_GAP: f64 = 17.0;

#[component]
pub fn FanChart(props: &Props) -> Html {
    let frame = use_node_ref();
    let measured = use_width(frame.clone());
    let width = props.size.map_or(measured, |(width, _)| width);
    let pointed = use_state(|| None::<usize>);
    let point = {
        let pointed = pointed.clone();
        Callback::from(move |at| pointed.set(at))
    };
    let inside = if width > 0.0 && !props.futures.is_empty() {
        let place = Layout::new(props, width);
        html! {
            <svg width={width.to_string()} height={px(place.height)} viewBox={view_box(width, place.height)} role="img"
                aria-label={props.label.clone()} onpointerleave={leaving(&point)}>
                { axes(props, &place) }
                { unchecked(props, &place) }
                { dates(props, &place) }
                { bands(props, &place) }
                { beside(props, &place) }
                { labels(props, &place) }
                { reading(props, &place, *pointed) }
                { targets(columns(props, &place), (TOP, place.height - BOTTOM), &point) }
            </svg>
        }
    } else {
        html! {}
    };
    html! { <div class="chart-frame" ref={frame}>{ inside }</div> }
}

/// Round numbers that enclose all that is drawn.
fn value_ticks(
    history: &[(u16, f64)],
    futures: &[(u16, Summary)],
    besides: impl IntoIterator<Item = f64>,
) -> Vec<f64> {
    let values = history.iter().map(|(_, value)| *value).chain(besides);
    let spans = futures.iter().flat_map(|(_, s)| [s.p10, s.p90]);
    let (low, high) = extent(values.chain(spans));
    ticks(low, high, 5)
}

impl Props {
    /// The values that the scale includes besides history and futures.
    fn besides(&self) -> impl Iterator<Item = f64> {
        let ends = self.takes_in.into_iter().flat_map(|(low, high)| [low, high]);
        let outside = self.outside.iter().flat_map(|(_, low, high)| [*low, *high]);
        self.line
            .into_iter()
            .chain(ends)
            .chain(self.plan.iter().chain(&self.ghost).chain(&self.own).map(|(_, value)| *value))
            .chain(outside)
    }

    /// Whether the scale includes 0.
    pub fn takes_in_zero(&self) -> bool {
        let ticks = value_ticks(&self.history, &self.futures, self.besides());
        ticks[0] <= 0.0 && ticks[ticks.len() - 1] >= 0.0
    }

    /// The last year of the futures up to which forecasts could be checked; `None` where all could be.
    fn checked(&self) -> Option<u16> {
        let ((opened, _), (last, _)) = (self.futures.first()?, self.futures.last()?);
        // A financial year ends in the January that is as many years ahead.
        let ahead = CHECKED_YEARS - usize::from(self.series != Series::Pupils);
        let checked = opened + u16::try_from(ahead).ok()?;
        (checked < *last).then_some(checked)
    }
}

/// The layout at the present width.
struct Layout {
    x: Scale,
    y: Scale,
    ticks: Vec<f64>,
    years: Vec<u16>,
    left: f64,
    right: f64,
    width: f64,
    height: f64,
    is_narrow: bool,
}

impl Layout {
    fn new(props: &Props, width: f64) -> Layout {
        let is_narrow = width < 560.0;
        let height = props.size.map_or_else(|| (0.29 * width).clamp(290.0, 440.0), |(_, height)| height);
        let right = width - if is_narrow { 62.0 } else { 150.0 };
        let opened = props.futures[0].0;
        let first = props.history.first().map_or(opened, |(year, _)| (*year).min(opened));
        let last = props.futures[props.futures.len() - 1].0;
        let ticks = value_ticks(&props.history, &props.futures, props.besides());
        let left = aside(ticks.iter().map(|&tick| props.series.value(tick)));
        let domain = (ticks[0], ticks[ticks.len() - 1]);
        let span = usize::from(last - first);
        let most = room(right - left, &props.series.tick(last)).min(if is_narrow { 4 } else { 6 });
        Layout {
            x: Scale::new((f64::from(first), f64::from(last)), (left, right)),
            y: Scale::new(domain, (height - BOTTOM, TOP)),
            ticks,
            years: (first..=last).rev().step_by(span.div_ceil(most).max(1)).collect(),
            left,
            right,
            width,
            height,
            is_narrow,
        }
    }

    fn x(&self, year: u16) -> f64 {
        self.x.at(f64::from(year))
    }
}

fn axes(props: &Props, place: &Layout) -> Html {
    html! {
        <g class="axes">
            { side(&place.y, &place.ticks, (place.left, place.right), "grid", |tick| props.series.value(tick)) }
            { for place.years.iter().map(|&year| {
                let at = (place.x.at(f64::from(year)), place.height - 8.0);
                text(&["in ", &year.to_string()].concat(), "", "middle", at, props.series.tick(year))
            }) }
            if let Some(value) = props.line {
                { rule("zero", (place.left, place.y.at(value)), (place.right, place.y.at(value))) }
            }
        </g>
    }
}

/// Draws the years beyond those that could be checked.
fn unchecked(props: &Props, place: &Layout) -> Html {
    let Some(checked) = props.checked() else { return html! {} };
    let x = place.x(checked);
    let said = if place.is_narrow { "not checked" } else { "beyond six years: not checked" };
    html! {
        <g class="unchecked">
            <rect class="decor" x={px(x)} y={px(TOP)} width={px(place.right - x)} height={px(place.height - BOTTOM - TOP)} />
            { rule("", (x, TOP), (x, place.height - BOTTOM)) }
            { text("unchecked", "", "end", (place.right - 4.0, TOP + 12.0), said.into()) }
        </g>
    }
}

/// Draws the council's plan and the range of other councils.
fn beside(props: &Props, place: &Layout) -> Html {
    const HALF: f64 = 4.5;
    let plan = line(props.plan.iter().map(|(year, value)| (place.x(*year), place.y.at(*value))));
    let named = props.plan.get(props.plan.len() / 3);
    let ghost = line(props.ghost.iter().map(|(year, value)| (place.x(*year), place.y.at(*value))));
    html! {
        <g class="beside-futures">
            { for props.outside.iter().map(|(year, low, high)| {
                let (top, foot) = (place.y.at(*high), place.y.at(*low));
                html! {
                    <rect key={*year} class="outside" x={px(place.x(*year) - HALF)} y={px(top)} width={px(2.0 * HALF)}
                        height={px(foot - top)} />
                }
            }) }
            if !props.ghost.is_empty() {
                <path key="ghost" class="baseline" d={ghost} />
            }
            if !props.own.is_empty() {
                <path key="own" class="own" d={line(props.own.iter().map(|(year, value)| (place.x(*year), place.y.at(*value))))} />
            }
            if let Some((year, value)) = named {
                <path class="plan" d={plan} />
                { text("plan", "ink", "middle", (place.x(*year), place.y.at(*value) + 16.0),
                    if place.is_narrow { "plan".into() } else { "The council’s plan".into() }) }
            }
        </g>
    }
}

fn dates(props: &Props, place: &Layout) -> Html {
    html! {
        <g class="dates">
            { for props.dates.iter().enumerate().map(|(index, date)| {
                let x = place.x.at(date.when);
                // Neighbouring names stand on two lines.
                let y = 12.0 + 15.0 * (index % 2) as f64;
                let said = if place.is_narrow { &date.short } else { &date.name };
                html! {
                    <g key={date.name.clone()}>
                        { rule("", (x, y - 9.0), (x, place.height - BOTTOM)) }
                        { name("", x, y, place.width, said) }
                    </g>
                }
            }) }
        </g>
    }
}

fn bands(props: &Props, place: &Layout) -> Html {
    let between = |low: fn(&Summary) -> f64, high: fn(&Summary) -> f64| {
        let points: Vec<_> = props
            .futures
            .iter()
            .map(|(year, s)| (place.x(*year), place.y.at(low(s)), place.y.at(high(s))))
            .collect();
        band(&points)
    };
    let median = line(props.futures.iter().map(|(year, s)| (place.x(*year), place.y.at(s.p50))));
    let history = line(props.history.iter().map(|(year, value)| (place.x(*year), place.y.at(*value))));
    html! {
        <g>
            <path class="band wide" d={between(|s| s.p10, |s| s.p90)} />
            <path class="band" d={between(|s| s.p25, |s| s.p75)} />
            <path class="median" d={median} />
            <path class="history" d={history} />
            { for props.history.iter().map(|(year, value)| {
                dot(year.to_string(), "history-dot", (place.x(*year), place.y.at(*value)), "2.5")
            }) }
        </g>
    }
}

/// Draws names beside what they name, without overlap.
fn labels(props: &Props, place: &Layout) -> Html {
    let (_, last) = props.futures[props.futures.len() - 1];
    let (opened, opening) = props.futures[0];
    let x = place.right + 7.0;
    let floor = place.height - BOTTOM - 6.0;
    let middle = place.y.at(last.p50).min(floor - LABEL_GAP);
    let above = place.y.at(last.p90).min(middle - LABEL_GAP);
    let below = place.y.at(last.p10).max(middle + LABEL_GAP).min(floor);
    let say = |words: &str, value: f64| {
        let value = props.series.value(value);
        if place.is_narrow { value } else { format!("{words} {value}") }
    };
    let published = props.history.get(props.history.len() / 2);
    let starts_apart = props.history.last().is_some_and(|(_, v)| (v - opening.p50).abs() >= 1.0);
    let history_y = |y: f64| if y + 24.0 > floor { y - 10.0 } else { y + 18.0 };
    let start = props.series.value(opening.p50);
    let start = if place.is_narrow { start } else { format!("starts at {start}") };
    html! {
        <g class="labels">
            { text("above", "", "start", (x, above + 4.0), say("1 in 10 above", last.p90)) }
            { text("middle", "strong", "start", (x, middle + 4.0), say("middle", last.p50)) }
            { text("below", "", "start", (x, below + 4.0), say("1 in 10 below", last.p10)) }
            if let Some((year, value)) = published {
                { text("history", "ink", "start", (place.x(*year) + 8.0, history_y(place.y.at(*value))),
                    if place.is_narrow { "SEN2".into() } else { "Published (SEN2)".into() }) }
            }
            if starts_apart {
                { dot("start-dot".into(), "start", (place.x(opened), place.y.at(opening.p50)), "4") }
                { text("start", "strong", "end", (place.x(opened) - 8.0, place.y.at(opening.p50) - 6.0), start) }
            }
        </g>
    }
}

/// The figures of the year under the pointer, in words.
fn reading(props: &Props, place: &Layout, pointed: Option<usize>) -> Html {
    let Some((year, s)) = pointed.and_then(|index| props.futures.get(index)) else {
        return html! {};
    };
    let x = place.x(*year);
    let width = 190.0;
    let left = (x + 10.0).min(place.right - width).max(place.left);
    let foot = place.height - BOTTOM;
    let range = |low, high| props.series.range(low, high);
    html! {
        <g class="reading">
            { rule("", (x, TOP), (x, foot)) }
            { dot("dot".into(), "", (x, place.y.at(s.p50)), "4") }
            <rect key="box" x={px(left)} y={px(foot - 74.0)} width={px(width)} height="66" rx="4" />
            { text("year", "strong", "start", (left + 10.0, foot - 54.0),
                format!("{}: {}", props.series.year(*year), props.series.value(s.p50))) }
            { text("wide", "", "start", (left + 10.0, foot - 36.0), format!("8 in 10: {}", range(s.p10, s.p90))) }
            { text("band", "", "start", (left + 10.0, foot - 18.0), format!("5 in 10: {}", range(s.p25, s.p75))) }
        </g>
    }
}

/// One column for each year: its left edge and its width in pixels.
fn columns<'a>(props: &'a Props, place: &'a Layout) -> impl Iterator<Item = (f64, f64)> + 'a {
    let step =
        if props.futures.len() > 1 { place.x(props.futures[1].0) - place.x(props.futures[0].0) } else { 0.0 };
    props.futures.iter().map(move |(year, _)| (place.x(*year) - 0.5 * step, step))
}
