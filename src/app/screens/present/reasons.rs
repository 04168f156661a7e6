//! The slide on what matters most.

use super::scene::{Face, Scene, waits};
use crate::app::chart::view_box;
use crate::picture::{Scale, extent};
use crate::sentences::{self, share};
use crate::words::quantity_range;
use yew::prelude::*;

/// The number of bars on the slide.
const BARS: usize = 5;

pub fn matters(scene: &Scene) -> Face {
    let Some(why) = scene.why else { return waits("What matters most") };
    let outcome = &why.answer.question.runs.outcomes[why.answer.question.outcome];
    let most = why.answer.most().map(|(input, effect)| (input.label.as_str(), effect.explained));
    let shown: Vec<_> = why.answer.effects.iter().take(BARS).collect();
    let all = shown.iter().flat_map(|(_, effect)| [effect.low.output.value, effect.high.output.value]);
    let mean = why.answer.mean;
    let (low, high) = extent(all.chain([mean]));
    let (wide, room) = (if scene.is_narrow { 320.0 } else { 400.0 }, 58.0);
    let x = Scale::new((low, high), (room, wide - room));
    let rows = shown.iter().map(|(index, effect)| {
        let input = why.answer.input(*index);
        let reach = if input.is_event { "happens or not".into() } else { quantity_range(effect.low.at, effect.high.at, input.places, input.unit) };
        let is_rising = effect.low.output.value <= effect.high.output.value;
        let bars = [("low", effect.low.output.value), ("high", effect.high.output.value)].map(|(class, value)| {
            let is_left = (class == "low") == is_rising;
            let (anchor, at) = if is_left { ("end", x.at(value) - 5.0) } else { ("start", x.at(value) + 5.0) };
            html! {
                <g key={class} {class}>
                    <rect x={format!("{:.1}", x.at(value).min(x.at(mean)))} y="5" height="24" width={format!("{:.1}", (x.at(value) - x.at(mean)).abs())} />
                    <text x={format!("{at:.1}")} y="22" text-anchor={anchor}>{ outcome.series.value(value) }</text>
                </g>
            }
        });
        html! {
            <li key={input.label.clone()} class="cause">
                <span>{ input.label.clone() }<span class="at">{ reach }</span></span>
                <svg viewBox={view_box(wide, 34.0)} role="img" aria-label={sentences::tornado(input, effect, outcome.series)}>
                    { for bars }
                    <line key="mean" x1={format!("{:.1}", x.at(mean))} x2={format!("{:.1}", x.at(mean))} y1="0" y2="34" />
                </svg>
                <span class="share">{ share(effect.explained) }</span>
            </li>
        }
    });
    Face {
        title: sentences::what_matters(&outcome.name, most, why.parameters),
        sub: format!(
            "{} on average, where each assumption is low (pale) or high (dark), and what it explains",
            outcome.title()
        ),
        body: html! { <ol class="whys">{ for rows }</ol> },
        note: format!(
            "{}.\nWhere a bar is long, finding out more is worth the time; where chance rules, keep room to move.",
            sentences::doubt_and_chance(why.parameters)
        ),
        is_busy: scene.reasoning,
        ..Face::default()
    }
}
