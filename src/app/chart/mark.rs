//! The marks of which charts are made.

use crate::picture::{Anchor, beside};
use yew::prelude::*;

/// A coordinate on a chart, in pixels.
pub fn px(value: f64) -> String {
    format!("{value:.1}")
}

/// A text on the chart; `anchor` is the end of the text that stands at its position.
pub fn text(key: &str, class: &'static str, anchor: &'static str, (x, y): (f64, f64), said: String) -> Html {
    html! { <text key={key.to_owned()} {class} x={px(x)} y={px(y)} text-anchor={anchor}>{ said }</text> }
}

/// The name of a vertical line at `x`, on the side where there is room on a chart that ends at `edge`.
pub fn name(class: &'static str, x: f64, y: f64, edge: f64, said: &str) -> Html {
    let (at, anchor) = beside(x, said, edge);
    text("name", class, if anchor == Anchor::Start { "start" } else { "end" }, (at, y), said.to_owned())
}

/// A straight line.
pub fn rule(class: &'static str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Html {
    html! { <line key={class} {class} x1={px(x1)} x2={px(x2)} y1={px(y1)} y2={px(y2)} /> }
}

/// A dot.
pub fn dot(key: String, class: &'static str, (x, y): (f64, f64), r: &'static str) -> Html {
    html! { <circle {key} {class} cx={px(x)} cy={px(y)} {r} /> }
}

/// The view box of a chart of this size, which shrinks on paper to the available width.
pub fn view_box(width: f64, height: f64) -> String {
    ["0 0 ", &px(width), " ", &px(height)].concat()
}
