//! A small quantile dot plot: 50 equally likely futures, those beyond a mark in a darker colour.
//! Neither side is drawn as the bad one: fewer placements are no good in themselves.

use super::use_width;
use crate::picture::dot_plot;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Equally likely values, ascending.
    pub values: Vec<f64>,
    /// Where the scale begins and ends.
    pub domain: (f64, f64),
    /// Values above it are drawn darker.
    pub mark: f64,
    /// What the mark is.
    pub mark_label: AttrValue,
    /// What it shows, for who cannot see it.
    pub label: AttrValue,
    /// Drawn at this size and scaled to where it stands; else at the width there is.
    #[prop_or_default]
    pub size: Option<(f64, f64)>,
    /// What stands at the two ends of its ground, where that is drawn.
    #[prop_or_default]
    pub ends: Option<(AttrValue, AttrValue)>,
}

/// Columns of dots, and the fewest of a large plot.
const COLUMNS: usize = 36;
const FEWEST: usize = 18;
/// Most room for a dot, in pixels.
const PITCH: f64 = 10.0;
/// Most height of a pile of dots, in pixels.
const TALLEST: f64 = 90.0;
/// Room below for the name of the mark, in pixels.
const LABEL: f64 = 17.0;

#[component]
pub fn DotPlot(props: &Props) -> Html {
    let frame = use_node_ref();
    let measured = use_width(frame.clone());
    let (low, high) = props.domain;
    let most = props.size.map_or(TALLEST, |(_, height)| height - LABEL - 2.0);
    let piled = |columns: usize| {
        let dots = dot_plot(&props.values, low, high, columns, props.mark);
        let tallest = dots.iter().map(|dot| dot.height + 1).max().unwrap_or(1).max(5) as f64;
        (dots, tallest)
    };
    // Where there is room the dots are as large as their piles let them be.
    let columns = match props.size {
        Some((width, _)) if most > TALLEST => {
            let fits = |columns: &usize| piled(*columns).1 * width / *columns as f64 <= most;
            (FEWEST..COLUMNS).find(fits).unwrap_or(COLUMNS)
        }
        _ => COLUMNS,
    };
    let (dots, tallest) = piled(columns);
    let pitch = match props.size {
        Some((width, _)) => width / columns as f64,
        None => (measured / columns as f64).min(PITCH),
    };
    // A tall pile stands closer, and its dots overlap.
    let rise = pitch.min(most / tallest);
    let ground = if props.size.is_some() { most } else { tallest * rise } + 2.0;
    let (width, height) = (columns as f64 * pitch, ground + LABEL);
    let mark = (props.mark - low) / (high - low) * width;
    let anchor = if mark < 0.25 * width {
        "start"
    } else if mark > 0.75 * width {
        "end"
    } else {
        "middle"
    };
    html! {
        <div class="dots" ref={frame}>
        <svg width={format!("{width:.0}")} height={format!("{height:.0}")} viewBox={format!("0 0 {width:.0} {height:.0}")}
            role="img" aria-label={props.label.clone()}>
            if let Some((first, last)) = &props.ends {
                <line key="ground" class="mark" x1="0" x2={width.to_string()} y1={ground.to_string()} y2={ground.to_string()} />
                // Where the name of the mark stands there is no room for an end.
                if mark > 0.3 * width {
                    <text key="first" class="end" x="0" y={format!("{:.1}", height - 4.0)}>{ first.clone() }</text>
                }
                if mark < 0.7 * width {
                    <text key="last" class="end" x={width.to_string()} y={format!("{:.1}", height - 4.0)} text-anchor="end">{ last.clone() }</text>
                }
            }
            if (0.0..=width).contains(&mark) {
                <line key="mark" class="mark" x1={format!("{mark:.1}")} x2={format!("{mark:.1}")} y1="0" y2={ground.to_string()} />
                <text key="name" x={format!("{mark:.1}")} y={format!("{:.1}", height - 4.0)} text-anchor={anchor}>{ props.mark_label.clone() }</text>
            }
            { for dots.iter().enumerate().map(|(index, dot)| html! {
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
