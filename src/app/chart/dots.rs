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
}

/// Columns of dots.
const COLUMNS: usize = 36;
/// Most room for a dot, in pixels.
const PITCH: f64 = 10.0;
/// Most height of a pile of dots, in pixels.
const TALLEST: f64 = 90.0;
/// Room below for the name of the mark, in pixels.
const LABEL: f64 = 17.0;

#[component]
pub fn DotPlot(props: &Props) -> Html {
    let frame = use_node_ref();
    let pitch = (use_width(frame.clone()) / COLUMNS as f64).min(PITCH);
    let (low, high) = props.domain;
    let dots = dot_plot(&props.values, low, high, COLUMNS, props.mark);
    let tallest = dots.iter().map(|dot| dot.height + 1).max().unwrap_or(1).max(5) as f64;
    // A tall pile stands closer, and its dots overlap.
    let rise = pitch.min(TALLEST / tallest);
    let ground = tallest * rise + 2.0;
    let (width, height) = (COLUMNS as f64 * pitch, ground + LABEL);
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
        <svg width={format!("{width:.0}")} height={format!("{height:.0}")} role="img" aria-label={props.label.clone()}>
            if (0.0..=width).contains(&mark) {
                <line class="mark" x1={format!("{mark:.1}")} x2={format!("{mark:.1}")} y1="0" y2={ground.to_string()} />
                <text x={format!("{mark:.1}")} y={format!("{:.1}", height - 4.0)} text-anchor={anchor}>{ props.mark_label.clone() }</text>
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
