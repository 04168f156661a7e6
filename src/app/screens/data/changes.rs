//! What an import would change, part by part, before and after.

use super::mapping::picker;
use crate::app::control::checkbox;
use crate::app::part::{Row, table};
use crate::exchange::import::{Change, Choices, Part, Preview};
use yew::prelude::*;

/// Rows from which a table is folded away.
const LONG: usize = 14;

/// The panel of changes.
pub fn changes(preview: &Preview, choices: &Choices, busy: bool, choose: &Callback<Choices>) -> Html {
    if preview.changes.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel" key="changes" aria-labelledby="changes-title" aria-busy={busy.to_string()}>
            <h2 id="changes-title">{"What would change"}</h2>
            <p class="sub">{"Now, and with your figures. Untick what is to stay as it is."}</p>
            { prices(preview, choices, choose) }
            { population(preview, choices, choose) }
            <div class="parts">{ for preview.changes.iter().map(|change| part(change, choices, choose)) }</div>
        </section>
    }
}

/// Which year's prices the costs are.
fn prices(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let Some(years) = &preview.price_years else { return html! {} };
    let pick = {
        let choices = choices.clone();
        choose.reform(move |index: usize| Choices { costs_of_opening_year: index == 0, ..choices.clone() })
    };
    let chosen = usize::from(!choices.costs_of_opening_year);
    html! {
        <p class="kind" key="prices">
            <span>{"The costs are those of "}</span>
            { picker("Academic year of the costs".into(), years.to_vec(), chosen, pick) }
        </p>
    }
}

/// Whether a projection of the population holds migration already.
fn population(preview: &Preview, choices: &Choices, choose: &Callback<Choices>) -> Html {
    if !preview.changes.iter().any(|change| change.part == Part::Population) {
        return html! {};
    }
    let change = {
        let choices = choices.clone();
        choose.reform(move |on: bool| Choices { includes_migration: on, ..choices.clone() })
    };
    let label =
        "The projection holds migration and new housing already (those of the ONS do): add nothing for them";
    checkbox("own-migration", label, choices.includes_migration, change)
}

fn part(change: &Change, choices: &Choices, choose: &Callback<Choices>) -> Html {
    let part = change.part;
    let tick = {
        let choices = choices.clone();
        choose.reform(move |on: bool| {
            let mut choices = choices.clone();
            choices.left_out.retain(|other| *other != part);
            if !on {
                choices.left_out.push(part);
            }
            choices
        })
    };
    let rows = change.rows.iter().map(|[of, before, after]| {
        let class = if before == after { "same" } else { "" };
        Row { class, ..Row::of(of, [before.clone(), after.clone()]) }
    });
    let class = if change.left_out { "before-after left-out" } else { "before-after" };
    let body = table(part.label().to_owned(), class, &["", "Now", "With your figures"], rows.collect());
    let id = ["own-part-", &(part as u8).to_string()].concat();
    html! {
        <div class="part" key={part.label()}>
            <h3>
                if change.waits {
                    { part.label() }
                } else {
                    { checkbox(&id, part.label(), !change.left_out, tick) }
                }
            </h3>
            <p class="help">{ change.note.clone() }</p>
            if change.rows.len() > LONG {
                <details class="twin" key="long">
                    <summary>{ ["Before and after, ", &change.rows.len().to_string(), " lines"].concat() }<span class="hidden">{ [": ", part.label()].concat() }</span></summary>
                    { body }
                </details>
            } else {
                { body }
            }
        </div>
    }
}
