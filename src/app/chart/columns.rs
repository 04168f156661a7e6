//! A chart of yearly counts as columns, each with its number.

use super::mark::{px, rule, text, view_box};
use crate::words::whole;
use yew::prelude::*;

/// The room above a column for its number, and below for its year, in pixels.
const TOP: f64 = 20.0;
const FOOT: f64 = 20.0;
/// The share of its slot that a column fills.
const FILLED: f64 = 0.68;

/// Columns drawn at a size and scaled to where they stand; the last one has a style of its own. `label` says what they
/// show.
pub fn columns(values: &[(String, f64)], size: (f64, f64), label: String) -> Html {
    let (width, height) = size;
    let most = values.iter().map(|(_, value)| *value).fold(1.0, f64::max);
    let place = width / values.len().max(1) as f64;
    let ground = height - FOOT;
    let last = values.len().saturating_sub(1);
    html! {
        <div class="chart-frame">
        <svg class="columns" width={px(width)} height={px(height)} viewBox={view_box(width, height)} role="img" aria-label={label}>
            { for values.iter().enumerate().map(|(at, (name, value))| {
                let tall = (ground - TOP) * value / most;
                let (left, middle) = ((at as f64 + 0.5 * (1.0 - FILLED)) * place, (at as f64 + 0.5) * place);
                html! {
                    <g key={name.clone()} class={classes!((at == last).then_some("other"))}>
                        <rect x={px(left)} y={px(ground - tall)} width={px(FILLED * place)} height={px(tall)} />
                        { text("value", "strong", "middle", (middle, ground - tall - 6.0), whole(*value)) }
                        { text("name", "ink", "middle", (middle, height - 4.0), name.clone()) }
                    </g>
                }
            }) }
            { rule("zero", (0.0, ground), (width, ground)) }
        </svg>
        </div>
    }
}
