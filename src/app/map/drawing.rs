//! Draws the map: each part of the county in its shade, with its figure and range.

use super::shades;
use crate::app::chart::{px, use_width};
use crate::app::part::prose;
use crate::cohort::Part;
use crate::council::Tile;
use crate::ensemble::Summary;
use crate::exchange::boundary::Boundaries;
use crate::picture::{Fit, Scale, Shades, Way, extent, ink, middle, neighbour, tiles};
use crate::scenario::Checked;
use crate::sentences::{Mapped, short_name};
use crate::words::tied;
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A part of the county and its figure.
#[derive(Clone, PartialEq)]
pub struct Figure {
    pub part: Part,
    pub s: Summary,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub scenario: Rc<Checked>,
    pub figures: Vec<Figure>,
    pub mapped: Mapped,
    /// A description for people who cannot see the map.
    pub label: String,
    /// The boundaries to draw instead of tiles.
    pub boundaries: Option<Rc<Boundaries>>,
}

/// The position of a part of the county, in the units of the picture.
struct Layout {
    /// The rectangles of its tiles: left, top, width, height.
    tiles: Vec<(f64, f64, f64, f64)>,
    /// The rectangles that join its tiles.
    joints: Vec<(f64, f64, f64, f64)>,
    /// The path data of its outline, instead of tiles.
    path: String,
    /// The middle of its text, and the width and height available for it.
    text: ((f64, f64), f64, f64),
}

const GAP: f64 = 4.0;
/// The largest width and the smallest height of a tile.
const WIDEST: f64 = 140.0;
const LOWEST: f64 = 62.0;

/// The element id of a part.
fn id(part: usize) -> String {
    ["map-part-", &part.to_string()].concat()
}

#[component]
pub fn Drawing(props: &Props) -> Html {
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let pointed = use_state(|| 0_usize);
    let current = (*pointed).min(props.figures.len().saturating_sub(1));
    let shades = shades(props.mapped, &props.figures);
    let drawn = (width > 0.0).then(|| draw(props, width, current, &pointed, &shades));
    html! {
        <div class="mapped">
            <div class="map-frame" ref={frame}>{ drawn.unwrap_or_default() }</div>
            <div class="map-side">
                { readout(props, current) }
                { legend(props, &shades) }
            </div>
        </div>
    }
}

fn draw(props: &Props, width: f64, current: usize, pointed: &UseStateHandle<usize>, shades: &Shades) -> Html {
    let (layouts, (wide, high), beyond) = match &props.boundaries {
        Some(boundaries) => {
            let (layouts, size) = outlined(props, boundaries, width);
            (layouts, size, Vec::new())
        }
        None => tiled(props, width),
    };
    let middles: Vec<(f64, f64)> = layouts.iter().map(|layout| layout.text.0).collect();
    let last = layouts.len().saturating_sub(1);
    let onkeydown = {
        let pointed = pointed.clone();
        Callback::from(move |event: KeyboardEvent| {
            let way = |way| neighbour(&middles, current, way);
            let to = match event.key().as_str() {
                "ArrowLeft" => way(Way::Left),
                "ArrowRight" => way(Way::Right),
                "ArrowUp" => way(Way::Up),
                "ArrowDown" => way(Way::Down),
                "Home" => Some(0),
                "End" => Some(last),
                _ => return,
            };
            event.prevent_default();
            if let Some(to) = to {
                pointed.set(to);
                // An element of a drawing can take the focus like any other.
                let element = document().get_element_by_id(&id(to));
                let _unmoved = element.map(|element| element.unchecked_into::<HtmlElement>().focus());
            }
        })
    };
    let spans = props.figures.iter().flat_map(|figure| [figure.s.p10, figure.s.p90]);
    let nought = props.mapped.is_change.then_some(0.0);
    let (low, high_end) = extent(spans.chain(nought));
    html! {
        <svg class={classes!("county", (wide < 560.0).then_some("tight"))} width={px(wide)} height={px(high)} role="listbox"
            aria-label={[&props.label, ". Arrow keys go from one to the next."].concat()} {onkeydown}>
            { for layouts.iter().zip(&props.figures).enumerate().map(|(index, (layout, figure))| {
                let shade = shades.colours[shades.index(props.mapped.shaded(&figure.s))];
                let point = {
                    let pointed = pointed.clone();
                    move || pointed.set(index)
                };
                let (focused, entered) = (point.clone(), point);
                let without = (!figure.part.dps_school).then_some("; no DPS school");
                let texts = texts(props, figure, layout);
                let said = props.mapped.named(texts.iter().map(|text| text.2.as_str()), &figure.part.name, &figure.s);
                let said = [&said, without.unwrap_or_default()].concat();
                html! {
                    <g key={index} id={id(index)} role="option" aria-selected={(index == current).to_string()}
                        tabindex={if index == current { "0" } else { "-1" }} aria-label={said}
                        class={if ink(shade) == 1 { "part light" } else { "part" }}
                        onfocus={Callback::from(move |_: FocusEvent| focused())}
                        onpointerenter={Callback::from(move |_: PointerEvent| entered())}>
                        { area(layout, shade) }
                        { unschooled(props, index, layout) }
                        { written(texts, props, figure, layout, (low, high_end)) }
                    </g>
                }
            }) }
            { for beyond.into_iter().map(|(name, (x, y, wide, high))| html! {
                <g key={name} class="beyond" aria-hidden="true">
                    <rect x={px(x)} y={px(y)} width={px(wide)} height={px(high)} rx="4" />
                    <text x={px(x + 0.5 * wide)} y={px(y + 0.5 * high + 4.0)} text-anchor="middle">{ name }</text>
                </g>
            }) }
        </svg>
    }
}

fn area(layout: &Layout, shade: &'static str) -> Html {
    let rect = |(key, (x, y, wide, high), round): (usize, (f64, f64, f64, f64), &'static str)| {
        html! { <rect {key} x={px(x)} y={px(y)} width={px(wide)} height={px(high)} rx={round} fill={shade} /> }
    };
    let tiles = layout.tiles.iter().enumerate().map(|(key, tile)| (key, *tile, "4"));
    let joints = layout.joints.iter().enumerate().map(|(key, joint)| (1_000 + key, *joint, "0"));
    html! {
        <>
            if !layout.path.is_empty() {
                <path key="path" d={layout.path.clone()} fill={shade} fill-rule="evenodd" />
            }
            { for tiles.chain(joints).map(rect) }
        </>
    }
}

/// A dashed line around districts without a DPS school.
fn unschooled(props: &Props, index: usize, layout: &Layout) -> Html {
    let part = &props.figures[index].part;
    let districts = &props.scenario.districts.list;
    let tiles = layout.tiles.iter().zip(&part.districts).filter(|(_, at)| !districts[**at].dps_school);
    html! {
        <>
            { for tiles.enumerate().map(|(key, ((x, y, wide, high), _))| html! {
                <rect {key} class="without" x={px(x + 2.0)} y={px(y + 2.0)} width={px(wide - 4.0)} height={px(high - 4.0)} rx="3" />
            }) }
            if !layout.path.is_empty() && !part.dps_school {
                <path key="path" class="without" d={layout.path.clone()} />
            }
        </>
    }
}

/// A text on a part: its class, its distance from the top, and its words.
type Text = (&'static str, f64, String);

/// The name, the figure and its range, as far as there is room for them.
fn texts(props: &Props, figure: &Figure, layout: &Layout) -> Vec<Text> {
    let ((_, y), wide, high) = layout.text;
    let is_tight = wide < 80.0;
    let s = &figure.s;
    let letter = if is_tight { 5.4 } else { 6.4 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few letters
    let letters = ((wide - 4.0) / letter).max(3.0) as usize;
    let figure_text = tied(&props.mapped.value(s.p50));
    let name = || short_name(&figure.part.name, letters);
    // Tiles are large enough for their text; outlines may not be.
    let least = if layout.path.is_empty() || is_tight { 54.0 } else { 73.0 };
    match high {
        ..15.0 => Vec::new(),
        high if high < least || wide < 46.0 => {
            if high >= 40.0 && wide >= 46.0 {
                vec![("name", y - 8.0, name()), ("figure little", y + 11.0, figure_text)]
            } else {
                vec![("figure little", y + 4.0, figure_text)]
            }
        }
        high => {
            let top = y - 0.5 * high;
            let (name_down, gap, figure_down) =
                if is_tight { (14.0, 15.0, 17.0) } else { (18.0, 0.25 * high, 22.0) };
            vec![
                ("name", top + name_down, name()),
                ("figure", top + gap + figure_down, figure_text),
                ("span", y + 0.5 * high - 16.0, tied(&props.mapped.small_range(s.p10, s.p90))),
            ]
        }
    }
}

/// The texts of a part, and its range as a bar where the range is written out.
fn written(texts: Vec<Text>, props: &Props, figure: &Figure, layout: &Layout, span: (f64, f64)) -> Html {
    let ((x, y), wide, high) = layout.text;
    let s = &figure.s;
    let has_bar = texts.iter().any(|text| text.0 == "span");
    // Without a space between two texts their numbers would be read as one.
    let texts = texts.into_iter().map(|(class, y, said)| {
        html! {
            <key={class}>
                <text {class} x={px(x)} y={px(y)} text-anchor="middle">{ said }</text>{" "}
            </>
        }
    });
    if !has_bar {
        return texts.collect();
    }
    let scale = Scale::new(span, (x - 0.5 * wide + 6.0, x + 0.5 * wide - 6.0));
    let (low, mid, end) = (scale.at(s.p10), scale.at(s.p50), scale.at(s.p90));
    let bar = y + 0.5 * high - 8.0;
    html! {
        <>
            { for texts }
            <line key="bar" class="bar" x1={px(low)} x2={px(end.max(low + 1.0))} y1={px(bar)} y2={px(bar)} />
            <circle key="dot" class="dot" cx={px(mid)} cy={px(bar)} r="3" />
            if props.mapped.is_change {
                <line key="nought" class="nought" x1={px(scale.at(0.0))} x2={px(scale.at(0.0))} y1={px(bar - 5.0)} y2={px(bar + 5.0)} />
            }
        </>
    }
}

type Rectangle = (f64, f64, f64, f64);
/// A neighbour that is not a district, by name.
type Neighbour = (&'static str, Rectangle);

/// The layout of every part as tiles, with the size of the map and the neighbours that are not districts.
fn tiled(props: &Props, width: f64) -> (Vec<Layout>, (f64, f64), Vec<Neighbour>) {
    let districts = &props.scenario.districts.list;
    let at: Vec<(&str, f64, f64)> =
        districts.iter().map(|d| (d.code.as_str(), d.longitude, d.latitude)).collect();
    let tile_map = props.scenario.council().facts().tile_map;
    let by_hand = tile_map.and_then(|map| map.tiles(at.iter().map(|(code, ..)| *code)));
    let beyond = by_hand.as_ref().and(tile_map).map_or(&[][..], |map| map.beyond);
    let tiles = by_hand.unwrap_or_else(|| tiles(&at));
    let most = |of: fn(&Tile) -> u8| 1.0 + f64::from(tiles.iter().map(of).max().unwrap_or(0));
    let (columns, rows) = (most(|tile| tile.0), most(|tile| tile.1));
    let wide = ((width - GAP * (columns - 1.0)) / columns).clamp(10.0, WIDEST);
    let high = (0.72 * wide).max(LOWEST);
    let corner = |(column, row): Tile| (f64::from(column) * (wide + GAP), f64::from(row) * (high + GAP));
    let rectangle = |tile: Tile| (corner(tile).0, corner(tile).1, wide, high);
    let layout = |figure: &Figure| {
        let own: Vec<Tile> = figure.part.districts.iter().map(|&district| tiles[district]).collect();
        let beside = |&(column, row): &Tile| {
            let (x, y) = corner((column, row));
            let right = own.contains(&(column + 1, row)).then_some((x + wide - 6.0, y, GAP + 12.0, high));
            let below = own.contains(&(column, row + 1)).then_some((x, y + high - 6.0, wide, GAP + 12.0));
            [right, below].into_iter().flatten().collect::<Vec<_>>()
        };
        Layout {
            tiles: own.iter().map(|tile| rectangle(*tile)).collect(),
            joints: own.iter().flat_map(beside).collect(),
            path: String::new(),
            text: text_layout(&own, rectangle),
        }
    };
    let layouts = props.figures.iter().map(layout).collect();
    let beyond = beyond.iter().map(|(name, tile)| (*name, rectangle(*tile))).collect();
    (layouts, (columns * (wide + GAP) - GAP, rows * (high + GAP) - GAP), beyond)
}

/// The position of the text of a part: in its tile nearest to the middle of the map and the tile beside that, if there
/// is one.
fn text_layout(own: &[Tile], rectangle: impl Fn(Tile) -> Rectangle) -> ((f64, f64), f64, f64) {
    let count = own.len().max(1) as f64;
    let mean = |of: fn(&Tile) -> u8| own.iter().map(|tile| f64::from(of(tile))).sum::<f64>() / count;
    let (x, y) = (mean(|tile| tile.0), mean(|tile| tile.1));
    let far = |tile: &&Tile| (f64::from(tile.0) - x).powi(2) + (f64::from(tile.1) - y).powi(2);
    let nearest = own.iter().min_by(|a, b| far(a).total_cmp(&far(b))).copied().unwrap_or((0, 0));
    let beside = [nearest.0.saturating_add(1), nearest.0.wrapping_sub(1)].map(|column| (column, nearest.1));
    let beside = beside.into_iter().find(|tile| own.contains(tile));
    let (left, top, wide, high) = rectangle(nearest);
    let (from, to) = beside.map_or((left, left + wide), |other| {
        let other = rectangle(other).0;
        (left.min(other), left.max(other) + wide)
    });
    ((f64::midpoint(from, to), top + 0.5 * high), to - from, high)
}

/// The layout of every part by the planner's boundaries, with the size of the map.
fn outlined(props: &Props, boundaries: &Boundaries, width: f64) -> (Vec<Layout>, (f64, f64)) {
    let (columns, rows) = (f64::from(boundaries.size.0), f64::from(boundaries.size.1.max(1)));
    let wide = width.min(860.0);
    let high = (wide * rows / columns.max(1.0)).clamp(120.0, 620.0);
    let fit = Fit::new(boundaries.size, (wide, high));
    let step = fit.at((1.0, 0.0)).0 - fit.at((0.0, 0.0)).0;
    let layout = |figure: &Figure| {
        let rings = || {
            figure.part.districts.iter().filter_map(|&at| boundaries.outlines.get(at)).flat_map(|o| &o.rings)
        };
        let roomiest = rings().map(middle).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
        let room = step * roomiest.1;
        // Text is wider than it is high.
        Layout {
            tiles: Vec::new(),
            joints: Vec::new(),
            path: fit.path(rings()),
            text: (fit.at(roomiest.0), 2.4 * room, 1.5 * room),
        }
    };
    (props.figures.iter().map(layout).collect(), (wide, high))
}

/// The figures of the part under the pointer, in words.
fn readout(props: &Props, current: usize) -> Html {
    let Some(figure) = props.figures.get(current) else { return html! {} };
    let said = props.mapped.spoken(&figure.part.name, &figure.s);
    let districts = &props.scenario.districts.list;
    let names = figure.part.districts.iter().filter_map(|&at| districts.get(at));
    let without: Vec<&str> = names.clone().filter(|d| !d.dps_school).map(|d| d.name.as_str()).collect();
    let members: Vec<&str> = names.map(|district| district.name.as_str()).collect();
    html! {
        <div class="readout">
            <p>{ tied(&said) }{"."}</p>
            if members.len() > 1 {
                <p key="members" class="sub">{ ["Its districts: ", &members.join(", "), "."].concat() }</p>
            }
            if !without.is_empty() {
                <p key="without" class="sub">{ prose(&["No DPS school in ", &without.join(", "), "."].concat()) }</p>
            }
        </div>
    }
}

/// The meaning of the shades and marks.
fn legend(props: &Props, shades: &Shades) -> Html {
    let bounds = &shades.bounds;
    // Changes that may go either way have the middle shade; where no change is clear, it is the only one.
    let is_clear = |figure: &Figure| props.mapped.direction(&figure.s).is_some();
    let is_either = |index: usize| props.mapped.is_change && index == shades.colours.len() / 2;
    let is_used =
        |index: usize| !props.mapped.is_change || is_either(index) || props.figures.iter().any(is_clear);
    let named = |index: usize| {
        if is_either(index) {
            return "may rise or fall, or no change".to_owned();
        }
        let low = index.checked_sub(1).and_then(|before| bounds.get(before)).copied();
        props.mapped.between(low, bounds.get(index).copied())
    };
    let any_without = props.figures.iter().flat_map(|figure| &figure.part.districts);
    let any_without = any_without.clone().any(|&at| !props.scenario.districts.list[at].dps_school);
    html! {
        <ul class="legend">
            { for shades.colours.iter().enumerate().rev().filter(|(index, _)| is_used(*index)).map(|(index, shade)| html! {
                <li key={index}>
                    <svg width="18" height="14" aria-hidden="true"><rect width="18" height="14" rx="2" fill={*shade} /></svg>
                    { tied(&named(index)) }
                </li>
            }) }
            <li key="span">
                <svg width="18" height="14" aria-hidden="true"><line class="bar" x1="1" x2="17" y1="7" y2="7" /><circle class="dot" cx="8" cy="7" r="3" /></svg>
                { if props.mapped.is_change { "8 in 10 futures, on one scale; stroke: no change" } else { "8 in 10 futures, on one scale" } }
            </li>
            if any_without {
                <li key="without">
                    <svg width="18" height="14" aria-hidden="true"><rect class="without" x="1" y="1" width="16" height="12" rx="2" /></svg>
                    {"No DPS school in 2025 (council report, paragraph 4.5)"}
                </li>
            }
        </ul>
    }
}
