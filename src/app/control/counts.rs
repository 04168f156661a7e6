//! The tables of counts, which a planner replaces on the Your data screen: what each holds now, whether it is edited,
//! and the reset.

use super::remark::Remark;
use super::sourced::Sourced;
use crate::app::part::why;
use crate::app::route::Route;
use crate::app::state::{Action, Desk};
use crate::evidence::rows;
use crate::scenario::{Control, Counts};
use std::rc::Rc;
use yew::prelude::*;

/// The element id of the table's label, which takes the focus.
pub fn id(counts: Counts) -> String {
    ["counts-", &(counts as u8).to_string()].concat()
}

/// The rows of some tables.
pub fn counts(tables: &[Counts], desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let rows = rows(&desk.scenario(), desk.published());
    let table = |&counts: &Counts| {
        let row = rows.iter().find(|row| row.path == counts.path())?;
        let basis = counts.basis(&desk.scenario())?.clone();
        let (id, label) = (id(counts), counts.label());
        Some(html! {
            <div class="lever counts" key={label} role="group" aria-labelledby={id.clone()}>
                <Sourced of={label} tag={basis.source.tag()} {basis}>
                    <h3 id={id.clone()} tabindex="-1">{ label }</h3>
                </Sourced>
                <p class="help">{ row.value.clone() }</p>
                <div class="spread">
                    <a href={Route::Data.fragment()}>{"Replace"}<span class="hidden">{ [" ", label].concat() }</span></a>
                    { why(counts.path(), label) }
                    <Remark control={Control::Counts(counts)} desk={desk.clone()} act={act.clone()} field={id} reasons={label} />
                </div>
            </div>
        })
    };
    html! {
        <>
            <p class="help">{"Tables of counts. You can replace them with your own on the Your data screen."}</p>
            { for tables.iter().filter_map(table) }
        </>
    }
}
