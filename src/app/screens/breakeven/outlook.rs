//! How large the shortfall may be, when the balance is first reached, and what that leaves as a
//! deficit.

use super::ScreenProps;
use crate::app::chart::{CurveChart, Mark, Spot, Written};
use crate::app::part::{Row, lines, panel, table, twin};
use crate::decisions::breakeven::{Outlook, SHORTFALLS};
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::results::Target;
use crate::sentences;
use crate::words::{self, chance, millions};
use yew::prelude::*;

pub fn outlook(props: &ScreenProps, target: &Target) -> Html {
    let Some(Some(outlook)) = props.simulation.futures.look(Outlook::of) else { return html! {} };
    let busy = props.simulation.progress.is_running();
    html! {
        <div class="beside" key="outlook">
            { shortfalls(&outlook, target, busy) }
            <div class="stack">
                { first_year(props, &outlook, busy) }
                { deficits(target, busy) }
            </div>
        </div>
    }
}

fn shortfalls(outlook: &Outlook, target: &Target, busy: bool) -> Html {
    let spots: Vec<Spot> =
        outlook.curve.iter().map(|&(x, y)| Spot { x: x / 1e6, low: y, y, high: y }).collect();
    let middle = -target.balance.summary.p50;
    let name = if middle > 0.0 { "middle shortfall" } else { "middle surplus" };
    let marks =
        vec![Mark { x: middle / 1e6, name: format!("{name} {}", millions(middle.abs())), class: "yours" }];
    let said = SHORTFALLS.iter().zip(outlook.exceeds).map(|(limit, share)| (millions(*limit), chance(share)));
    let rows = said.map(|(limit, share)| Row::of(&format!("More than {limit}"), [share])).collect();
    let title = format!("How large may the shortfall of {} be?", target.year);
    let sub = "Share of the futures whose in-year shortfall is larger than each sum, before DfE and council contributions";
    let label = sentences::exceeded(
        &target.year.to_string(),
        &SHORTFALLS.into_iter().zip(outlook.exceeds).collect::<Vec<_>>(),
    );
    let curve = outlook.curve.iter().step_by(5);
    let numbers = curve.map(|&(limit, share)| Row::of(&millions(limit), [chance(share)])).collect::<Vec<_>>();
    let body = html! {
        <>
            <CurveChart {spots} {marks} takes_in={Some((0.0, 1.0))} across="shortfall" up={Written::In100}
                along={Written::Quantity(0, "£m")} label={label.clone()} />
            <p>{ label }{"."}</p>
            if let Some(said) = sentences::spared_by_waits(target.year, target.spared) {
                <p key="waits">{ words::tied(&said) }{"."}</p>
            }
            { table("Shortfalls".into(), "offers", &["Shortfall", "How often"], rows) }
            { twin(table("The curve".into(), "", &["Shortfall of more than", "How often"], numbers)) }
        </>
    };
    panel("shortfall-title", title, sub, busy, body)
}

fn first_year(props: &ScreenProps, outlook: &Outlook, busy: bool) -> Html {
    let first = props.desk.checked().horizon.opening_january.0;
    let years = (first..).zip(&outlook.first).filter(|(_, share)| **share > 0.0);
    let mut rows: Vec<Row> =
        years.map(|(year, share)| Row::of(&FinancialYear(year).to_string(), [chance(*share)])).collect();
    let last = FinancialYear(first + u16::try_from(outlook.first.len()).unwrap_or(1) - 1);
    rows.push(Row::of(&format!("Not by {last}"), [chance(outlook.never)]));
    let body = table("First year in balance".into(), "offers", &["Financial year", "How often"], rows);
    panel("first-title", "First year in balance".into(), "", busy, body)
}

fn deficits(target: &Target, busy: bool) -> Html {
    let said = |s: &Summary| format!("{} ({} to {})", millions(s.p50), millions(s.p10), millions(s.p90));
    let body = lines([
        (target.agreement.as_str(), said(&target.deficit_agreement)),
        ("A stability grant may clear 90% of March 2026’s", said(&target.deficit_grant)),
    ]);
    let title = format!("Accumulated deficit at {}", target.year.last_day());
    panel("deficit-title", title, "The middle future, and where 8 in 10 lie", busy, body)
}
