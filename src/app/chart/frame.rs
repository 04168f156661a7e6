//! What charts share around their curves: the numbers of the vertical axis, and the targets of the pointer.

use super::mark::{px, rule, text};
use crate::picture::{BEFORE_AXIS, Scale};
use yew::prelude::*;

/// The numbers of the vertical axis, formatted by `say`, each with a line from the first of `ends` to the second, in
/// pixels. The line of 0 has the class `zero`.
pub fn side(
    y: &Scale,
    ticks: &[f64],
    (left, right): (f64, f64),
    zero: &'static str,
    say: impl Fn(f64) -> String,
) -> Html {
    ticks
        .iter()
        .map(|&tick| {
            let at = y.at(tick);
            html! {
                <g key={tick.to_string()}>
                    { rule(if tick == 0.0 { zero } else { "grid" }, (left, at), (right, at)) }
                    { text("value", "", "end", (left - BEFORE_AXIS, at + 4.0), say(tick)) }
                </g>
            }
        })
        .collect()
}

/// Clears what is pointed at when the pointer leaves a chart.
pub fn leaving(point: &Callback<Option<usize>>) -> Callback<PointerEvent> {
    let point = point.clone();
    Callback::from(move |event: PointerEvent| {
        // A finger leaves as it is lifted, but what it pointed at stays readable.
        if event.pointer_type() != "touch" {
            point.emit(None);
        }
    })
}

/// The targets of the pointer: vertical strips, each given by its left edge and its width in pixels, from `top` to
/// `foot`.
pub fn targets(
    strips: impl IntoIterator<Item = (f64, f64)>,
    (top, foot): (f64, f64),
    point: &Callback<Option<usize>>,
) -> Html {
    html! {
        <g class="targets">
            { for strips.into_iter().enumerate().map(|(index, (left, width))| {
                let enter = point.reform(move |_: PointerEvent| Some(index));
                html! {
                    <rect key={index} x={px(left)} y={px(top)} width={px(width)} height={px(foot - top)}
                        onpointerenter={enter.clone()} onpointerdown={enter} />
                }
            }) }
        </g>
    }
}
