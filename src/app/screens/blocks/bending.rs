//! One block with fixed places, and the same with its places reviewed each September.

use super::in_thousands;
use crate::app::control::{NumberBox, choice};
use crate::app::part::{Row, panel, prose, table};
use crate::app::study::{progress, use_study};
use crate::cohort::Review;
use crate::decisions::Aim;
use crate::decisions::bending::{Bending, Side};
use crate::questions::{BlockAlone, BlockBending};
use crate::sentences;
use crate::words::{decimal, in_100, tied};
use crate::worker::Pool;
use yew::prelude::*;

/// The terms to begin with.
const USUAL: Review = Review { above: 0.95, below: 0.85, step: 0.2, most: 1.5, least: 0.5, notice: 1 };

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub block: BlockAlone,
    pub aim: Aim,
}

/// Is a block worth more that bends?
#[component]
pub fn BendingPanel(props: &Props) -> Html {
    let review = use_state(|| USUAL);
    let asked = BlockBending { block: props.block.clone(), review: *review, aim: props.aim };
    let study = use_study(&props.pool, Some(asked));
    let answer = study.answer.clone().filter(|_| study.is_settled);
    let set = {
        let review = review.clone();
        Callback::from(move |changed: Review| review.set(changed))
    };
    let title =
        answer.as_ref().map_or("Fixed, or reviewed each September?".into(), |found| sentences::bends(found));
    let sub = "A review each September looks at the January before: where the block was full enough, places are added at once; where it was too empty, places are taken off after the notice. All other terms are the same, and both are at their best number of places to begin with, on the same futures.";
    let body = html! {
        <>
            <div class="asked plain">{ terms(*review, &set) }</div>
            if let Some(found) = &answer {
                <p>{ prose(&tied(&sentences::bends_why(found))) }</p>
                { sides(found) }
            } else {
                { progress(study.progress, &study.stop) }
            }
        </>
    };
    panel("bending-title", tied(&title), sub, answer.is_none(), body)
}

/// The terms of the review.
fn terms(review: Review, set: &Callback<Review>) -> Html {
    let share = |id: &'static str,
                 name: &'static str,
                 unit: &'static str,
                 (min, max): (f64, f64),
                 value: f64,
                 put: fn(&mut Review, f64)| {
        let on_change = set.reform(move |percent: f64| {
            let mut changed = review;
            put(&mut changed, percent / 100.0);
            changed
        });
        html! {
            <div key={id}>
                <label for={id}>{ name }</label>
                <NumberBox {id} {name} value={(100.0 * value).round()} {min} {max} {unit} {on_change} />
            </div>
        }
    };
    #[allow(clippy::cast_possible_truncation)] // three choices
    let notice = set.reform(move |years: usize| Review { notice: years as u8, ..review });
    let years = ["At once", "A year later", "Two years later"].map(str::to_owned).to_vec();
    let first = "% of the first number";
    html! {
        <>
            { share("bend-above", "Add places from", "% filled", (50.0, 100.0), review.above, |r, v| r.above = v) }
            { share("bend-most", "Up to", first, (100.0, 300.0), review.most, |r, v| r.most = v) }
            { share("bend-below", "Take places off below", "% filled", (0.0, 100.0), review.below, |r, v| r.below = v) }
            { share("bend-least", "Down to", first, (0.0, 100.0), review.least, |r, v| r.least = v) }
            { share("bend-step", "At each review", first, (1.0, 100.0), review.step, |r, v| r.step = v) }
            { choice("bend-notice", "Fewer places", years, usize::from(review.notice), notice) }
        </>
    }
}

fn sides(found: &Bending) -> Html {
    let row = |name: &str, side: &Side| {
        let cells = [
            side.volume.to_string(),
            in_thousands(side.saving),
            tied(&format!("{} to {}", in_thousands(side.p10), in_thousands(side.p90))),
            in_thousands(side.worst),
            in_100(side.loses),
            in_thousands(side.void_cost),
            decimal(side.filled, 1),
        ];
        Row::of(name, cells)
    };
    let heads = [
        "Places",
        "Best first number",
        "Saved a year, £000",
        "8 in 10 futures, £000",
        "Worst 1 in 20, £000",
        "Costs more than spot prices",
        "Paid a year for empty places, £000",
        "Places filled, average",
    ];
    let rows = vec![row("Fixed", &found.fixed), row("Reviewed each September", &found.reviewed)];
    table("Fixed and reviewed places".into(), "", &heads, rows)
}
