//! Shows what the model would have forecast for past counts, and whether its bands hold what they should.

use crate::app::chart::{CurveChart, HeldChart, Spot, Written};
use crate::app::part::{Row, panel, table, twin};
use crate::app::progress::Progress;
use crate::app::study::{progress, use_study};
use crate::evidence::{Coverage, Fold, PROMISED};
use crate::questions::{BackTest, BandCheck};
use crate::scenario::Checked;
use crate::sentences;
use crate::words::{self, range, whole};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
}

#[component]
pub fn Past(props: &Props) -> Html {
    let past = use_study(&props.pool, Some(BackTest { scenario: props.scenario.clone() }));
    let cover = use_study(&props.pool, Some(BandCheck { scenario: props.scenario.clone() }));
    let waiting = |stage: Progress, stop: &Callback<()>| html! { <div class="chart-frame">{ progress(stage, stop) }</div> };
    let folds = past.answer.as_ref();
    let title = folds
        .map_or_else(|| "Would it have held the later counts?".to_owned(), |folds| sentences::tested(folds));
    let body = match folds {
        Some(folds) => held(folds),
        None => waiting(past.progress, &past.stop),
    };
    let covered = cover.answer.as_ref();
    let said = covered
        .map_or_else(|| "Does the band hold what it says?".to_owned(), |answer| sentences::covered(answer));
    let chart = match covered {
        Some(answer) => covers(answer, &said),
        None => waiting(cover.progress, &cover.stop),
    };
    html! {
        <>
            { panel("past-title", title, "The scenario’s path of joiners, started from each earlier count of the national census and the joiners known by then, without anything known later and without the plans of 2025. 10,000 futures from each start.", past.progress.is_running(), body) }
            { panel("cover-title", said, "4,000 futures of one run beside the band of another, with different random numbers. This tests the arithmetic of the band and not the assumptions, which the back-test tests.", cover.progress.is_running(), chart) }
        </>
    }
}

fn held(folds: &[Fold]) -> Html {
    let heads = ["From", "January", "Count that came", "8 in 10 futures", "Middle future", "In the band"];
    let rows = folds.iter().flat_map(|fold| {
        fold.hits.iter().map(|hit| {
            let f = &hit.futures;
            let is_held = if hit.is_held() { "yes" } else { "no" };
            let cells = [
                hit.january.0.to_string(),
                whole(f64::from(hit.came)),
                range(f.p10, f.p90),
                whole(f.p50),
                is_held.to_owned(),
            ];
            Row {
                key: format!("{} {}", fold.from.0, hit.january.0),
                ..Row::of(&sentences::opened(fold), cells)
            }
        })
    });
    html! {
        <>
            <HeldChart folds={folds.to_vec()} />
            <p class="source">
                {"Band: 8 in 10 futures. Line: the middle future. Dots: the later count; a ring is outside the band. Leaving rates and ages were worked out from 2024 and 2025. The back-test follows your scenario: change the path of joiners under Demand, and see how it would have done."}
            </p>
            { twin(table("Later counts, and the band".into(), "", &heads, rows.collect())) }
        </>
    }
}

fn covers(coverage: &[Coverage], said: &str) -> Html {
    let spots: Vec<Spot> = coverage
        .iter()
        .map(|one| Spot {
            x: f64::from(one.january.0),
            low: one.share - one.margin,
            y: one.share,
            high: one.share + one.margin,
        })
        .collect();
    let level = Some((PROMISED, AttrValue::from("what the band should hold: 80 in 100")));
    let rows = coverage.iter().map(|one| {
        let [share, margin] = [one.share, one.margin].map(|share| words::decimal(100.0 * share, 1));
        Row::of(&one.january.to_string(), [[&share, " in 100 ± ", &margin].concat()])
    });
    html! {
        <>
            <CurveChart {spots} marks={Vec::new()} {level} takes_in={Some((0.7, 0.9))} across="January" up={Written::In100}
                along={Written::Plain} band="19 in 20 repeats" label={said.to_owned()} />
            { twin(table("Futures in the band".into(), "", &["January", "In the band"], rows.collect())) }
        </>
    }
}
