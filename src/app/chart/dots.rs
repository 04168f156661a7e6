//! A small quantile dot plot: 50 equally likely futures, those beyond a mark in another colour.

use crate::picture::dot_plot;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Equally likely values, ascending.
    pub values: Vec<f64>,
    /// Where the scale begins and ends.
    pub domain: (f64, f64),
    /// Values above it are drawn in the warning colour.
    pub mark: f64,
    /// What it shows, for who cannot see it.
    pub label: AttrValue,
}

/// Columns of dots.
const COLUMNS: usize = 30;
/// Room for a dot, in pixels.
const PITCH: f64 = 7.0;

#[component]
pub fn DotPlot(props: &Props) -> Html {
    let (low, high) = props.domain;
    let dots = dot_plot(&props.values, low, high, COLUMNS, props.mark);
    let tallest = dots.iter().map(|dot| dot.height + 1).max().unwrap_or(1).max(5) as f64;
    let (width, height) = (COLUMNS as f64 * PITCH, tallest * PITCH + 2.0);
    let mark = (props.mark - low) / (high - low) * width;
    html! {
        <svg class="dots" viewBox={format!("0 0 {width} {height}")} role="img" aria-label={props.label.clone()}>
            if (0.0..=width).contains(&mark) {
                <line class="mark" x1={format!("{mark:.1}")} x2={format!("{mark:.1}")} y1="0" y2={height.to_string()} />
            }
            { for dots.iter().enumerate().map(|(index, dot)| html! {
                <circle
                    key={index}
                    class={classes!(dot.beyond.then_some("beyond"))}
                    cx={format!("{:.1}", (dot.column as f64 + 0.5) * PITCH)}
                    cy={format!("{:.1}", height - 1.0 - (dot.height as f64 + 0.5) * PITCH)}
                    r="2.8"
                />
            }) }
        </svg>
    }
}
