//! What moves the balance from the gap of the base year, cause by cause.

// A study gets what it is asked and how it is looked at by reference, whatever they are.
#![allow(clippy::trivially_copy_pass_by_ref, clippy::ref_option, clippy::unnecessary_wraps)]

use crate::app::part::{Row, panel, table};
use crate::app::study::{progress, use_study};
use crate::decisions::breakeven::{Cause, causes, waterfall};
use crate::ensemble::Gathered;
use crate::scenario::Checked;
use crate::sentences::{cause, moved};
use crate::words::{millions, movement, tied};
use crate::worker::{Job, Pool};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
}

fn ask(scenario: &Rc<Checked>) -> Option<Job> {
    causes(scenario)
}

fn read(_: &Rc<Checked>, (): &(), job: &Job) -> Option<[f64; Cause::ALL.len()]> {
    let tables: Option<Vec<_>> = (0..5).map(|on| job.gathered(on).and_then(Gathered::table)).collect();
    job.is_complete().then(|| waterfall(&tables?)).flatten()
}

#[component]
pub fn Causes(props: &Props) -> Html {
    let study = use_study(&props.pool, props.scenario.clone(), (), ask, read);
    let body = study.answer.map_or_else(|| progress(study.stand, &study.stop), |parts| falls(&parts));
    panel(
        "causes-title",
        "What moves the balance of 2027/28".into(),
        "In the middle futures, each cause switched on after those above it, on the same futures",
        study.stand.is_running(),
        body,
    )
}

fn falls(parts: &[f64; Cause::ALL.len()]) -> Html {
    let mut from = 0.0;
    let mut rows: Vec<(&str, f64, f64, f64)> = Cause::ALL
        .iter()
        .zip(parts)
        .map(|(&of, &value)| {
            let before = from;
            from += value;
            (cause(of), value, before, from)
        })
        .collect();
    let said = moved(&rows.iter().map(|row| (row.0, row.1)).collect::<Vec<_>>());
    rows.push(("Balance", from, 0.0, from));
    let (low, high) = rows
        .iter()
        .flat_map(|row| [row.2, row.3])
        .fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let at = |value: f64| if high > low { (value - low) / (high - low) * 100.0 } else { 0.0 };
    let last = rows.len() - 1;
    let rows = rows.into_iter().enumerate().map(|(place, (name, value, from, to))| {
        let said = if place == last { millions(value) } else { movement(value) };
        Row { cells: vec![said.into(), bar(value, at(from), at(to), at(0.0))], ..Row::of(name, []) }
    });
    html! {
        <>
            <p>{ tied(&said) }{"."}</p>
            { table("What moves the balance".into(), "waterfall", &["Cause", "Amount", ""], rows.collect()) }
        </>
    }
}

/// A bar from one place to another, in hundredths of the width.
fn bar(value: f64, from: f64, to: f64, zero: f64) -> Html {
    let class = if value < 0.0 { "worse" } else { "better" };
    html! {
        <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
            <rect {class} x={format!("{:.2}", from.min(to))} y="2" width={format!("{:.2}", (to - from).abs())} height="12" />
            <line x1={format!("{zero:.2}")} x2={format!("{zero:.2}")} y1="0" y2="16" />
        </svg>
    }
}
