//! Two options in one future after another (a hypothetical outcome plot), or in a dozen futures side by side where
//! nothing should move.

use super::mark::{px, rule, text, view_box};
use crate::picture::{Scale, extent};
use crate::words::Series;
use gloo::timers::callback::Interval;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The figures of both options, future by future.
    pub pairs: Rc<Vec<(f64, f64)>>,
    /// The names of the options.
    pub names: [AttrValue; 2],
    pub series: Series,
    /// Whether a larger figure is better.
    pub is_more_better: bool,
    pub size: (f64, f64),
    /// Whether one future follows another.
    pub is_moving: bool,
    /// A sentence on what it shows.
    pub label: AttrValue,
}

/// How long each future is shown, in milliseconds.
const FUTURE_MILLISECONDS: u32 = 500;
/// The number of futures side by side.
const STILL: usize = 12;

/// How often the first option is better in the futures so far, and the number of these.
fn so_far(pairs: &[(f64, f64)], is_more_better: bool) -> (usize, usize) {
    (pairs.iter().filter(|pair| is_first_better(**pair, is_more_better)).count(), pairs.len())
}

fn is_first_better((first, second): (f64, f64), is_more_better: bool) -> bool {
    if is_more_better { first > second } else { first < second }
}

#[component]
pub fn Outcomes(props: &Props) -> Html {
    let at = use_mut_ref(|| 0_usize);
    let turn = use_state(|| 0_usize);
    {
        let (turn, count) = (turn.setter(), props.pairs.len().max(1));
        use_effect_with(props.is_moving, move |is_moving| {
            let ticking = is_moving.then(|| {
                *at.borrow_mut() = 0;
                turn.set(0);
                Interval::new(FUTURE_MILLISECONDS, move || {
                    let next = (*at.borrow() + 1) % count;
                    *at.borrow_mut() = next;
                    turn.set(next);
                })
            });
            move || drop(ticking)
        });
    }
    let all = props.pairs.iter().flat_map(|pair| [pair.0, pair.1]);
    let (low, high) = extent(all);
    if low > high {
        return html! {};
    }
    let (width, height) = props.size;
    let inside = if props.is_moving {
        let shown = (*turn).min(props.pairs.len() - 1);
        moving(props, (low, high), shown)
    } else {
        props
            .pairs
            .iter()
            .take(STILL)
            .enumerate()
            .map(|(at, pair)| still(props, (low, high), at, *pair))
            .collect()
    };
    html! {
        <div class="chart-frame">
            <svg class="outcomes" width={px(width)} height={px(height)} viewBox={view_box(width, height)} role="img"
                aria-label={props.label.clone()}>{ inside }</svg>
        </div>
    }
}

/// One future, with a row for each option.
fn moving(props: &Props, domain: (f64, f64), shown: usize) -> Html {
    let (width, height) = props.size;
    let x = Scale::new(domain, (30.0, width - 30.0));
    let pair = props.pairs[shown];
    let first_better = is_first_better(pair, props.is_more_better);
    let (better, of) = so_far(&props.pairs[..=shown], props.is_more_better);
    let rows = [(pair.0, first_better), (pair.1, is_first_better((pair.1, pair.0), props.is_more_better))];
    let step = (height - 34.0) / 2.0;
    html! {
        <>
            { for rows.into_iter().zip(&props.names).enumerate().map(|(row, ((value, is_better), name))| {
                let y = step * (row as f64 + 0.62);
                html! {
                    <g key={row} class={classes!(is_better.then_some("better"))}>
                        { text("name", "ink", "start", (0.0, y - 30.0), name.to_string()) }
                        { rule("rail", (0.0, y), (width, y)) }
                        <rect key="mark" x={px(x.at(value) - 5.0)} y={px(y - 20.0)} width="10" height="40" rx="2" />
                        { text("value", "strong", "middle", (x.at(value), y + 36.0), props.series.value(value)) }
                    </g>
                }
            }) }
            { text("tally", "ink", "start", (0.0, height - 6.0),
                format!("Future {of} of {}. So far {} is better in {better}.", props.pairs.len(), props.names[0])) }
        </>
    }
}

/// One of a dozen futures.
fn still(props: &Props, domain: (f64, f64), at: usize, pair: (f64, f64)) -> Html {
    let (width, height) = props.size;
    let across = if width > 500.0 { 4 } else { 2 };
    let down = STILL.div_ceil(across);
    let (wide, tall) = (width / across as f64, height / down as f64);
    let (left, top) = ((at % across) as f64 * wide, (at / across) as f64 * tall);
    let x = Scale::new(domain, (left + 8.0, left + wide - 26.0));
    let first_better = is_first_better(pair, props.is_more_better);
    let rows = [(pair.0, first_better), (pair.1, is_first_better((pair.1, pair.0), props.is_more_better))];
    html! {
        <g key={at}>
            { text("which", "", "start", (left, top + 15.0), format!("Future {}", at + 1)) }
            { for rows.into_iter().enumerate().map(|(row, (value, is_better))| {
                let y = top + 0.44 * tall + 0.3 * tall * row as f64;
                html! {
                    <g key={row} class={classes!(is_better.then_some("better"))}>
                        { rule("rail", (left, y), (left + wide - 18.0, y)) }
                        <circle key="mark" cx={px(x.at(value))} cy={px(y)} r="6.5" />
                    </g>
                }
            }) }
        </g>
    }
}
