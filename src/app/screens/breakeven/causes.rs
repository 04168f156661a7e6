//! What moves the balance from the gap of the base year, cause by cause.

use crate::app::part::{Row, panel, table};
use crate::app::study::{progress, use_study};
use crate::decisions::breakeven::Cause;
use crate::picture::extent;
use crate::questions::BalanceCauses;
use crate::scenario::Checked;
use crate::sentences::{causes, moved};
use crate::words::{millions, movement, tied};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
}

#[component]
pub fn Causes(props: &Props) -> Html {
    let study = use_study(&props.pool, Some(BalanceCauses { scenario: props.scenario.clone() }));
    let body = study.answer.map_or_else(|| progress(study.progress, &study.stop), |parts| falls(&parts));
    let year = props.scenario.agreement.as_ref().map(|agreement| format!(" of {}", agreement.break_even_in));
    panel(
        "causes-title",
        format!("What moves the balance{}", year.unwrap_or_default()),
        "In the middle futures, each cause switched on after those above it, on the same futures",
        study.progress.is_running(),
        body,
    )
}

fn falls(parts: &[f64; Cause::ALL.len()]) -> Html {
    let mut from = 0.0;
    let named = causes(parts);
    let said = moved(&named[..parts.len()]);
    let rows: Vec<(&str, f64, f64, f64)> = named
        .into_iter()
        .enumerate()
        .map(|(place, (name, value))| {
            let before = if place < parts.len() { from } else { 0.0 };
            from = before + value;
            (name, value, before, from)
        })
        .collect();
    let ends = rows.iter().flat_map(|row| [row.2, row.3]);
    let (low, high) = extent(ends.chain([0.0]));
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

/// A bar from one position to another, in hundredths of the width.
fn bar(value: f64, from: f64, to: f64, zero: f64) -> Html {
    let class = if value < 0.0 { "worse" } else { "better" };
    html! {
        <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
            <rect {class} x={format!("{:.2}", from.min(to))} y="2" width={format!("{:.2}", (to - from).abs())} height="12" />
            <line x1={format!("{zero:.2}")} x2={format!("{zero:.2}")} y1="0" y2="16" />
        </svg>
    }
}
