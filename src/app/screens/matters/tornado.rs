//! The inputs that swing a result most, as bars from one end of each to the other.

use crate::app::part::{Row, panel, table, twin};
use crate::app::route::Route;
use crate::decisions::{Effect, Input};
use crate::picture::extent;
use crate::questions::{ExplainedOutcome, Explanation, ToExplain};
use crate::sentences::{share, tornado as ends};
use crate::words::{decimal, quantity, quantity_range};
use yew::prelude::*;

/// The largest number of bars.
const BARS: usize = 10;
/// The room on each side of the bars for their numbers, as a percentage of the width.
const MARGIN: f64 = 17.0;

/// The bars with their twin, a table of every input.
pub fn tornado(answer: &Explanation, busy: bool) -> Html {
    let ToExplain { runs, outcome, .. } = &answer.question;
    let outcome = &runs.outcomes[*outcome];
    let sub = format!(
        "{} on average, where each assumption is near the low and near the high end of 8 in 10 futures. \
         Explains: the share of the variance that goes with the assumption alone.",
        outcome.title()
    );
    let body = html! {
        <>
            { bars(answer, outcome) }
            { twin(every(answer, outcome)) }
        </>
    };
    panel("tornado-title", "What moves it, and how far".into(), &sub, busy, body)
}

/// The range of the bars and their middle, in the unit of the result.
struct Along {
    low: f64,
    high: f64,
    mean: f64,
}

impl Along {
    fn new(answer: &Explanation) -> Along {
        let mean = answer.mean;
        let shown = answer.effects.iter().take(BARS);
        let ends = shown.flat_map(|(_, effect)| [effect.low.output.value, effect.high.output.value]);
        let (low, high) = extent(ends.chain([mean]));
        Along { low, high: if high > low { high } else { low + 1.0 }, mean }
    }

    /// The position of a value as a percentage of the width.
    fn at(&self, value: f64) -> f64 {
        MARGIN + (100.0 - 2.0 * MARGIN) * (value - self.low) / (self.high - self.low)
    }
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

fn bars(answer: &Explanation, outcome: &ExplainedOutcome) -> Html {
    let along = Along::new(answer);
    let mean = format!("average {}", outcome.series.value(answer.mean));
    html! {
        <>
            <div class="swing head" key="head" aria-hidden="true">
                <span class="what">{"Assumption"}</span>
                <svg width="100%" height="38">
                    { for [("low", "0", "start"), ("high", "100%", "end")].map(|(end, x, anchor)| html! {
                        <text key={end} class={end} {x} y="13" text-anchor={anchor}>
                            <tspan>{"■"}</tspan>{ format!(" where it is {end}") }
                        </text>
                    }) }
                    <text key="mean" x={percent(along.at(along.mean))} y="33" text-anchor="middle">{ mean }</text>
                </svg>
                <span class="share">{"Explains"}</span>
            </div>
            <ol class="swings" key="bars">
                { for answer.effects.iter().take(BARS).map(|(index, effect)| {
                    let input = answer.input(*index);
                    html! {
                        <li key={input.label.clone()} class="swing">
                            <span class="what">{ name(input) }<span class="at">{ reach(input, effect) }</span></span>
                            { bar(effect, outcome, &along, ends(input, effect, outcome.series)) }
                            <span class="share">{ share(effect.explained) }</span>
                        </li>
                    }
                }) }
            </ol>
        </>
    }
}

/// The name of an input, which links to its control where there is one.
fn name(input: &Input) -> Html {
    let Some(lever) = input.lever else { return html! { <span>{ input.label.clone() }</span> } };
    html! { <a href={Route::Plan.asking("control", lever.path())}>{ input.label.clone() }</a> }
}

/// The two ends of an input in words.
fn reach(input: &Input, effect: &Effect) -> String {
    if input.is_event {
        "happens or not".into()
    } else {
        quantity_range(effect.low.at, effect.high.at, input.places, input.unit)
    }
}

fn bar(effect: &Effect, outcome: &ExplainedOutcome, along: &Along, label: String) -> Html {
    let mean = along.at(along.mean);
    let ends = [("low", effect.low), ("high", effect.high)];
    let ends =
        ends.map(|(class, end)| (class, along.at(end.output.value), outcome.series.value(end.output.value)));
    // The number of each end stands on its outer side.
    let is_rising = effect.low.output.value <= effect.high.output.value;
    html! {
        <svg width="100%" height="44" role="img" aria-label={label}>
            <line key="mean" x1={percent(mean)} x2={percent(mean)} y1="-10" y2="54" />
            { for ends.into_iter().map(|(class, at, value)| {
                let is_left = (class == "low") == is_rising;
                let (anchor, dx) = if is_left { ("end", "-6") } else { ("start", "6") };
                html! {
                    <g key={class} {class}>
                        <rect x={percent(at.min(mean))} width={percent((at - mean).abs())} y="11" height="22" />
                        <text x={percent(at)} {dx} y="27" text-anchor={anchor}>{ value }</text>
                    </g>
                }
            }) }
        </svg>
    }
}

/// The table of every input.
fn every(answer: &Explanation, outcome: &ExplainedOutcome) -> Html {
    let heads = [
        "Assumption",
        "Explains",
        "Rank correlation",
        "Where it is low",
        "Result",
        "Where it is high",
        "Result ",
    ];
    let rows = answer.effects.iter().map(|(index, effect)| {
        let input = answer.input(*index);
        let at = |at: f64| {
            if input.is_event {
                format!("in {}% of futures", decimal(100.0 * at, 0))
            } else {
                quantity(at, input.places, input.unit)
            }
        };
        let Effect { low, high, .. } = effect;
        let [first, second] = [low, high].map(|end| outcome.series.value(end.output.value));
        let correlation = decimal(effect.rank_correlation, 2);
        Row::of(&input.label, [share(effect.explained), correlation, at(low.at), first, at(high.at), second])
    });
    table(format!("Every assumption and {}", outcome.name), "", &heads, rows.collect())
}
