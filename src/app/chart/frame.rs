//! What charts share around their curves: the numbers up the side, and what the pointer can read.

use super::mark::{px, rule, text};
use crate::picture::{BEFORE_AXIS, Scale};
use yew::prelude::*;

/// The numbers up the side as `say` writes them, each with a line across from the first of `ends`, in pixels, to
/// the second. The line of 0 looks like `zero`.
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

/// Forgets what is pointed at when the pointer leaves a chart.
pub fn leaving(point: &Callback<Option<usize>>) -> Callback<PointerEvent> {
    let point = point.clone();
    Callback::from(move |event: PointerEvent| {
        // A finger leaves as it is lifted; what it pointed at stays to be read.
        if event.pointer_type() != "touch" {
            point.emit(None);
        }
    })
}

/// What the pointer can hit: upright strips, each by its left edge and its width in pixels, from `top` down to `foot`.
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
