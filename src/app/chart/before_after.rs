//! The distribution of a number over the futures before and after something is learnt.

use super::mark::{px, rule, text, view_box};
use super::{Written, use_width};
use crate::decisions::Histogram;
use crate::picture::{Scale, band, line, ticks};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub histogram: Histogram,
    /// The format of its values.
    pub written: Written,
    /// A sentence on what it shows.
    pub label: AttrValue,
}

const HEIGHT: f64 = 150.0;
const TOP: f64 = 22.0;
const FOOT: f64 = 128.0;
/// The room for the first and the last number below, in pixels.
const SIDE: f64 = 22.0;

#[component]
pub fn BeforeAfter(props: &Props) -> Html {
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let drawn = (width > 0.0).then(|| draw(props, width));
    html! { <div class="chart-frame small" ref={frame}>{ drawn.unwrap_or_default() }</div> }
}

fn draw(props: &Props, width: f64) -> Html {
    let Histogram { from, width: bin, prior, posterior } = &props.histogram;
    let to = from + bin * prior.len() as f64;
    let tallest = prior.iter().chain(posterior).copied().fold(0.0, f64::max);
    let (x, y) = (Scale::new((*from, to), (SIDE, width - SIDE)), Scale::new((0.0, tallest), (FOOT, TOP)));
    // Each bin has two corners at its top.
    let steps = |shares: &[f64]| -> Vec<(f64, f64)> {
        let corners = shares.iter().enumerate().flat_map(|(place, &share)| {
            [place, place + 1].map(|edge| (x.at(from + bin * edge as f64), y.at(share)))
        });
        corners.collect()
    };
    let area =
        |shares: &[f64]| band(&steps(shares).into_iter().map(|(x, y)| (x, FOOT, y)).collect::<Vec<_>>());
    let mean = |shares: &[f64]| {
        let weighed = shares.iter().enumerate().map(|(place, share)| (place as f64 + 0.5) * share);
        x.at(from + bin * weighed.sum::<f64>())
    };
    // The names stand on either side of the middle of the two, in the order of what they name.
    let (before, after) = (mean(prior), mean(posterior));
    let middle = (0.5 * (before + after)).clamp(110.0, (width - 110.0).max(110.0));
    let sides = [(middle - 8.0, "end"), (middle + 8.0, "start")];
    let [(before_at, before_end), (after_at, after_end)] =
        if after < before { [sides[1], sides[0]] } else { sides };
    let is_empty = posterior.iter().all(|share| *share <= 0.0);
    let marks = ticks(*from, to, 4).into_iter().filter(|tick| (*from..=to).contains(tick));
    html! {
        <svg width={width.to_string()} height={px(HEIGHT)} viewBox={view_box(width, HEIGHT)} role="img" aria-label={props.label.clone()}>
            <path key="before" class="band wide" d={area(prior)} />
            if !is_empty {
                <path key="after" class="band" d={area(posterior)} />
                <path key="line" class="median" d={line(steps(posterior))} />
                { text("after-name", "strong", after_end, (after_at, 12.0), "■ with the count".into()) }
            }
            { text("before-name", "before", before_end, (before_at, 12.0), "■ before".into()) }
            { rule("zero", (SIDE, FOOT), (width - SIDE, FOOT)) }
            { for marks.map(|tick| {
                text(&tick.to_string(), "", "middle", (x.at(tick), FOOT + 17.0), props.written.say(tick))
            }) }
        </svg>
    }
}
