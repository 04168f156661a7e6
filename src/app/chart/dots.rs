//! A small quantile dot plot: equally likely futures, with those beyond a mark in a darker colour. Neither side is
//! drawn as the bad one, because fewer placements are not a goal in themselves.

use super::mark::px;
use super::use_width;
use crate::picture::{Scale, dot_plot};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Equally likely values, ascending.
    pub values: Vec<f64>,
    /// The ends of the scale.
    pub domain: (f64, f64),
    /// The value above which dots are darker.
    pub mark: f64,
    /// The name of the mark.
    pub mark_label: AttrValue,
    /// A description for people who cannot see it.
    pub label: AttrValue,
    /// The size at which it is drawn, with room for that many columns, and from which it is scaled; without one it is
    /// drawn at the available width.
    #[prop_or_default]
    pub size: Option<(f64, f64)>,
    #[prop_or(COLUMNS)]
    pub columns: usize,
    /// The labels at the two ends of the ground, where that is drawn.
    #[prop_or_default]
    pub ends: Option<(AttrValue, AttrValue)>,
}

/// The number of columns of dots where there is no size to fill.
const COLUMNS: usize = 36;
/// The largest room for a dot, in pixels.
const PITCH: f64 = 10.0;
/// The largest height of a pile of dots, in pixels.
const TALLEST: f64 = 90.0;
/// The room below for the name of the mark, in pixels.
const LABEL: f64 = 17.0;

/// The room for dots in a picture of a size.
pub fn room((width, height): (f64, f64)) -> (f64, f64) {
    (width, height - LABEL - 2.0)
}

/// The approximate width of a letter, in pixels.
const LETTER: f64 = 7.0;

fn wide(text: &str) -> f64 {
    LETTER * text.chars().count() as f64
}

/// The anchor of the name of a mark that keeps it on a picture of this width, and the ends of the name.
fn named(mark: f64, width: f64, name: &str) -> (&'static str, (f64, f64)) {
    let name = wide(name);
    match mark / width {
        share if share < 0.25 => ("start", (mark, mark + name)),
        share if share > 0.75 => ("end", (mark - name, mark)),
        _ => ("middle", (mark - 0.5 * name, mark + 0.5 * name)),
    }
}

#[component]
pub fn DotPlot(props: &Props) -> Html {
    let frame = use_node_ref();
    let measured = use_width(frame.clone());
    let most = props.size.map_or(TALLEST, |size| room(size).1);
    let piles = dot_plot(&props.values, props.domain, props.columns, props.mark);
    let tallest = piles.tallest().max(5) as f64;
    let columns = piles.columns as f64;
    let pitch = match props.size {
        Some((width, _)) => width / columns,
        None => (measured / columns).min(PITCH),
    };
    // The dots of a tall pile stand closer and overlap.
    let rise = pitch.min(most / tallest);
    let ground = if props.size.is_some() { most } else { tallest * rise } + 2.0;
    let (width, height) = (columns * pitch, ground + LABEL);
    let x = Scale::new(piles.ends, (0.0, width));
    let (mark, low, high) = (x.at(props.mark), x.at(props.domain.0), x.at(props.domain.1));
    let (anchor, (from, to)) = named(mark, width, &props.mark_label);
    html! {
        <div class="dots" ref={frame}>
        <svg width={format!("{width:.0}")} height={format!("{height:.0}")} viewBox={format!("0 0 {width:.0} {height:.0}")}
            role="img" aria-label={props.label.clone()}>
            if let Some((first, last)) = &props.ends {
                <line key="ground" class="mark" x1={px(low)} x2={px(high)} y1={ground.to_string()} y2={ground.to_string()} />
                // An end has no label where the name of the mark covers it.
                if low + wide(first) + LETTER < from {
                    <text key="first" class="end" x={px(low)} y={format!("{:.1}", height - 4.0)}>{ first.clone() }</text>
                }
                if to < high - wide(last) - LETTER {
                    <text key="last" class="end" x={px(high)} y={format!("{:.1}", height - 4.0)} text-anchor="end">{ last.clone() }</text>
                }
            }
            if (0.0..=width).contains(&mark) {
                <line key="mark" class="mark" x1={format!("{mark:.1}")} x2={format!("{mark:.1}")} y1="0" y2={ground.to_string()} />
                <text key="name" x={format!("{mark:.1}")} y={format!("{:.1}", height - 4.0)} text-anchor={anchor}>{ props.mark_label.clone() }</text>
            }
            { for piles.dots.iter().enumerate().map(|(index, dot)| html! {
                <circle
                    key={index}
                    class={classes!(dot.beyond.then_some("beyond"))}
                    cx={format!("{:.1}", (dot.column as f64 + 0.5) * pitch)}
                    cy={format!("{:.1}", ground - 1.0 - (dot.height as f64 + 0.5) * rise)}
                    r={format!("{:.1}", 0.4 * pitch)}
                />
            }) }
        </svg>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_mark_stays_on_the_picture() {
        for (mark, anchor, from) in
            [(0.0, "start", 0.0), (100.0, "middle", 72.0), (150.0, "middle", 122.0), (200.0, "end", 144.0)]
        {
            let (set, (left, right)) = named(mark, 200.0, "£105m in");
            assert_eq!((set, left, right), (anchor, from, from + 56.0), "{mark}");
        }
    }
}
