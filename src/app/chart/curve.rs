//! A curve with its band over a number that a planner chooses, such as places bought or the value of a lever.

use super::frame::{leaving, side, targets};
use super::mark::{dot, name, px, rule, text, view_box};
use super::use_width;
use crate::picture::{Scale, aside, band, extent, line, thinned, ticks};
use crate::words;
use yew::prelude::*;

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The number chosen.
    pub x: f64,
    /// The lower end of the band.
    pub low: f64,
    /// The height of the curve.
    pub y: f64,
    /// The upper end of the band.
    pub high: f64,
}

/// A choice that is marked on the curve.
#[derive(Clone, PartialEq)]
pub struct Mark {
    /// The number chosen.
    pub x: f64,
    /// The name of the choice.
    pub name: String,
    /// The class of the mark: `best`, `yours` or `now`.
    pub class: &'static str,
}

/// A line beside the curve.
#[derive(Clone, PartialEq)]
pub struct Beside {
    /// The name of the line.
    pub name: String,
    /// The heights of the line, one for each spot.
    pub heights: Vec<f64>,
}

/// The format of the numbers along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Written {
    /// Whole numbers.
    Whole,
    /// Pounds in thousands.
    Thousands,
    /// Years.
    Plain,
    /// Shares of futures, as a number in 100.
    In100,
    /// Shares, as percentages.
    Percent,
    /// A number with this many decimal places and this unit.
    Quantity(usize, &'static str),
}

impl Written {
    pub(super) fn say(self, value: f64) -> String {
        match self {
            Written::Whole => words::whole(value),
            Written::Plain => words::whole(value).replace(',', ""),
            Written::Thousands => words::thousands(value),
            Written::In100 => format!("{} in 100", words::whole(100.0 * value)),
            Written::Percent => words::percent(100.0 * value),
            Written::Quantity(places, unit) => words::quantity(value, places, unit),
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub spots: Vec<Spot>,
    pub marks: Vec<Mark>,
    /// Lines beside the curve.
    #[prop_or_default]
    pub beside: Vec<Beside>,
    /// The name of the curve, where lines stand beside it.
    #[prop_or_default]
    pub name: AttrValue,
    /// A height that is drawn and included in the scale, and its name.
    #[prop_or_default]
    pub level: Option<(f64, AttrValue)>,
    /// The range that the scale includes besides the data.
    #[prop_or_default]
    pub takes_in: Option<(f64, f64)>,
    /// The label of the horizontal axis.
    pub across: AttrValue,
    /// The format of heights.
    pub up: Written,
    /// The format of the numbers chosen.
    pub along: Written,
    /// The name of the band in the reading under the pointer; empty where there is no band.
    #[prop_or_default]
    pub band: &'static str,
    /// A sentence on what it shows now.
    pub label: AttrValue,
}

const TOP: f64 = 40.0;
const BOTTOM: f64 = 34.0;
const RIGHT: f64 = 20.0;

struct Layout {
    x: Scale,
    y: Scale,
    across: Vec<f64>,
    up: Vec<f64>,
    left: f64,
    right: f64,
    height: f64,
}

impl Layout {
    fn new(props: &Props, width: f64) -> Layout {
        let height = (0.42 * width).clamp(280.0, 400.0);
        let (first, last) = extent(props.spots.iter().map(|spot| spot.x));
        let spots = props.spots.iter().flat_map(|spot| [spot.low, spot.y, spot.high]);
        let level = props.level.as_ref().map(|(level, _)| *level);
        let takes_in = props.takes_in.into_iter().flat_map(|(low, high)| [low, high]);
        let beside = props.beside.iter().flat_map(|line| &line.heights).copied();
        let (low, high) = extent(spots.chain(level).chain(takes_in).chain(beside));
        let up = ticks(low, high, 6);
        let (left, right) = (aside(up.iter().map(|&tick| props.up.say(tick))), width - RIGHT);
        let wanted = if width < 560.0 { 4 } else { 7 };
        let across = ticks(first, last, wanted).into_iter().filter(|&x| x >= first && x <= last);
        Layout {
            x: Scale::new((first, last), (left, right)),
            y: Scale::new((up[0], up[up.len() - 1]), (height - BOTTOM, TOP)),
            across: thinned(across.collect(), right - left, |x| props.along.say(x)),
            up,
            left,
            right,
            height,
        }
    }
}

#[component]
pub fn CurveChart(props: &Props) -> Html {
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let pointed = use_state(|| None::<usize>);
    let point = {
        let pointed = pointed.clone();
        Callback::from(move |at| pointed.set(at))
    };
    let drawn = (width > 0.0 && props.spots.len() > 1).then(|| {
        let place = Layout::new(props, width);
        html! {
            <svg width={width.to_string()} height={px(place.height)} viewBox={view_box(width, place.height)} role="img"
                aria-label={props.label.clone()} onpointerleave={leaving(&point)}>
                { axes(props, &place) }
                { curve(props, &place) }
                { beside(props, &place) }
                { marks(props, &place) }
                { reading(props, &place, *pointed) }
                { targets(strips(props, &place), (TOP, place.height - BOTTOM), &point) }
            </svg>
        }
    });
    html! { <>{ which(props) }<div class="chart-frame" ref={frame}>{ drawn.unwrap_or_default() }</div></> }
}

fn axes(props: &Props, place: &Layout) -> Html {
    let foot = place.height - BOTTOM;
    html! {
        <g class="axes">
            { side(&place.y, &place.up, (place.left, place.right), "zero", |tick| props.up.say(tick)) }
            { for place.across.iter().map(|&x| {
                text(&["at ", &x.to_string()].concat(), "", "middle", (place.x.at(x), foot + 16.0), props.along.say(x))
            }) }
            { text("across", "", "end", (place.right, place.height - 3.0), props.across.to_string()) }
        </g>
    }
}

fn curve(props: &Props, place: &Layout) -> Html {
    let at = |spot: &Spot| (place.x.at(spot.x), place.y.at(spot.y));
    let between: Vec<_> = props
        .spots
        .iter()
        .map(|spot| (place.x.at(spot.x), place.y.at(spot.low), place.y.at(spot.high)))
        .collect();
    html! {
        <g>
            <path key="band" class="band wide" d={band(&between)} />
            if let Some((level, name)) = &props.level {
                <g class="level" key="level">
                    { rule("", (place.left, place.y.at(*level)), (place.right, place.y.at(*level))) }
                    { text("name", "", "start", (place.left + 6.0, place.y.at(*level) - 5.0), name.to_string()) }
                </g>
            }
            <path key="curve" class="median" d={line(props.spots.iter().map(at))} />
        </g>
    }
}

/// The lines beside the curve.
fn beside(props: &Props, place: &Layout) -> Html {
    html! {
        <g class="also">
            { for props.beside.iter().map(|beside| {
                let points = props.spots.iter().zip(&beside.heights);
                let points = points.map(|(spot, &height)| (place.x.at(spot.x), place.y.at(height)));
                html! { <path key={beside.name.clone()} d={line(points)} /> }
            }) }
        </g>
    }
}

/// The legend of the lines, above the chart: at the ends of lines, which often meet, names would overlap.
fn which(props: &Props) -> Html {
    if props.beside.is_empty() {
        return html! {};
    }
    let names = [props.name.to_string()].into_iter().chain(props.beside.iter().map(|line| line.name.clone()));
    html! {
        <p class="key">
            { for names.enumerate().map(|(index, name)| html! {
                <span key={name.clone()}>
                    <svg width="28" height="10" aria-hidden="true">
                        <g class={if index == 0 { "" } else { "also" }}>
                            // The second of two lines beside the curve has its own style.
                            if index == 2 {
                                <path key="before" />
                            }
                            <path key="line" class={if index == 0 { "median" } else { "" }} d="M0 5H28" />
                        </g>
                    </svg>
                    { name }
                </span>
            }) }
        </p>
    }
}

fn marks(props: &Props, place: &Layout) -> Html {
    html! {
        <g class="marks">
            // Two names stand one above the other and in front of all lines, because one may have to cross the other's
            // line.
            { for props.marks.iter().enumerate().map(|(index, mark)| {
                let x = place.x.at(mark.x);
                html! {
                    <g key={mark.class} class={mark.class}>
                        { rule("", (x, 3.0 + 16.0 * index as f64), (x, place.height - BOTTOM)) }
                    </g>
                }
            }) }
            { for props.marks.iter().enumerate().map(|(index, mark)| html! {
                <g key={["name of ", mark.class].concat()} class={mark.class}>
                    { name("strong", place.x.at(mark.x), 12.0 + 16.0 * index as f64, place.right + RIGHT, &mark.name) }
                </g>
            }) }
        </g>
    }
}

fn reading(props: &Props, place: &Layout, pointed: Option<usize>) -> Html {
    let Some(spot) = pointed.and_then(|index| props.spots.get(index)) else { return html! {} };
    let x = place.x.at(spot.x);
    let mut said = Vec::new();
    if !props.band.is_empty() {
        said.push(format!("{}: {} to {}", props.band, props.up.say(spot.low), props.up.say(spot.high)));
    }
    said.extend(
        props.beside.iter().filter_map(|line| {
            Some(format!("{}: {}", line.name, props.up.say(*line.heights.get(pointed?)?)))
        }),
    );
    let longest = said.iter().map(|said| said.chars().count()).max().unwrap_or_default();
    let (width, height) = ((20.0 + 6.6 * longest as f64).max(200.0), 30.0 + 18.0 * said.len() as f64);
    let left = (x + 10.0).min(place.right - width).max(place.left);
    let foot = place.height - BOTTOM;
    let top = foot - 8.0 - height;
    html! {
        <g class="reading">
            { rule("", (x, TOP), (x, foot)) }
            { dot("dot".into(), "", (x, place.y.at(spot.y)), "4") }
            <rect key="box" x={px(left)} y={px(top)} width={px(width)} height={px(height)} rx="4" />
            { text("at", "strong", "start", (left + 10.0, top + 20.0),
                format!("{}: {}", props.along.say(spot.x), props.up.say(spot.y))) }
            { for said.into_iter().enumerate().map(|(row, said)| {
                text(&row.to_string(), "", "start", (left + 10.0, top + 38.0 + 18.0 * row as f64), said)
            }) }
        </g>
    }
}

/// The strip nearest to each spot: its left edge and its width in pixels.
fn strips(props: &Props, place: &Layout) -> Vec<(f64, f64)> {
    let all: Vec<f64> = props.spots.iter().map(|spot| place.x.at(spot.x)).collect();
    let edge = |index: usize| match index {
        0 => all[0],
        _ if index < all.len() => 0.5 * (all[index - 1] + all[index]),
        _ => all[all.len() - 1],
    };
    (0..all.len()).map(|index| (edge(index), edge(index + 1) - edge(index))).collect()
}
