//! Placements by district, or by area, and need, with ranges.

use super::geography::{by_which, use_sums};
use super::part::prose;
use super::save::Save;
use super::state::Action;
use crate::cohort::{Detail, Geography, Measure, Part, Scope};
use crate::ensemble::Summary;
use crate::field::January;
use crate::questions::ScopeSums;
use crate::results::View;
use crate::scenario::Need;
use crate::words::{range, whole};
use crate::worker::Pool;
use js_sys::JsString;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub view: Rc<View>,
    /// The grouping whose areas are shown; `None` for the districts.
    pub grouping: Option<usize>,
    pub pool: Pool,
    pub act: Callback<Action>,
}

/// The cells of areas, need by need, then the total of each area; the view does not have them.
fn of_areas(view: &View, parts: &[Part], at: usize) -> ScopeSums {
    let needs = view.scenario.needs.list.len();
    let cells = |part: &Part| -> Vec<Vec<Scope>> {
        let of = |need| part.districts.iter().map(|&district| Scope::Cell { district, need }).collect();
        (0..needs).map(of).chain([vec![part.scope]]).collect()
    };
    ScopeSums {
        scenario: view.scenario.clone(),
        detail: Detail::Main,
        measure: Measure::Stock,
        times: vec![at + 1],
        groups: parts.iter().flat_map(cells).collect(),
        at: 0,
    }
}

/// The meaning of the short names of needs.
fn spelt_out(needs: &[Need]) -> String {
    let names: Vec<String> =
        needs.iter().map(|need| format!("{}: {}", need.code, lower_case(&need.name))).collect();
    format!(" {}.", names.join("; "))
}

/// A name in lower case, for use within a sentence. The browser already knows the capitals of every script, so its code
/// is used.
fn lower_case(name: &str) -> String {
    JsString::from(name).to_lower_case().into()
}

/// The January shown at first.
const FIRST_SHOWN: January = January(2030);

#[component]
pub fn DistrictTable(props: &Props) -> Html {
    let view = &props.view;
    let chosen = use_state(|| FIRST_SHOWN);
    let on_change = {
        let chosen = chosen.clone();
        let januaries: Vec<January> = view.tables.iter().map(|table| table.january).collect();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let index = usize::try_from(select.selected_index()).unwrap_or(0);
            if let Some(january) = januaries.get(index) {
                chosen.set(*january);
            }
        })
    };
    let found = view.tables.iter().position(|table| table.january == *chosen);
    let at = found.unwrap_or(view.tables.len().saturating_sub(1));
    let geography = Geography::of(props.grouping, &view.scenario);
    let parts = geography.parts(&view.scenario);
    let is_areas = geography != Geography::Districts;
    let (summed, is_running) = use_sums(&props.pool, is_areas.then(|| of_areas(view, &parts, at)));
    let Some(table) = view.tables.get(at) else { return html! {} };
    let needs = &view.scenario.needs.list;
    let any_without = parts.iter().any(|part| !part.dps_school);
    let county = table.rows.last().cloned().unwrap_or_default();
    let rows: Vec<Vec<Summary>> = if is_areas {
        let sums = summed.iter().flat_map(|summed| summed.groups.chunks_exact(needs.len() + 1));
        sums.map(<[Summary]>::to_vec).chain([county]).collect()
    } else {
        table.rows.clone()
    };
    // Until the areas are counted, only the county is shown.
    let names = parts.iter().map(|part| (part.name.as_str(), part.dps_school));
    let names = names.take(rows.len().saturating_sub(1));
    html! {
        <section class="panel" aria-labelledby="table-title" aria-busy={is_running.to_string()}>
            <div class="panel-head">
                <div>
                    <h2 id="table-title">{ format!("Placements by {} and need, {}", geography.noun(), table.january) }</h2>
                    <p class="sub">{ prose("The middle future, and in small print where 8 in 10 futures lie") }</p>
                </div>
                { by_which("table-by", &view.scenario, props.grouping, &props.act) }
                <span class="pick">
                    <label for="table-january">{"January"}</label>
                    <select id="table-january" onchange={on_change}>
                        { for view.tables.iter().map(|option| html! {
                            <option key={option.january.0} selected={option.january == table.january}>{ option.january.0 }</option>
                        }) }
                    </select>
                </span>
            </div>
            <div class="scroll" role="region" aria-labelledby="table-title" tabindex="0">
                <table class="cells">
                    <thead><tr>
                        <th scope="col">{ geography.head() }</th>
                        { for needs.iter().map(|need| html! {
                            <th scope="col" key={need.code.clone()}><abbr title={need.name.clone()}>{ need.code.clone() }</abbr></th>
                        }) }
                        <th scope="col">{"All needs"}</th>
                    </tr></thead>
                    <tbody>
                        { for names.chain([("All districts", true)]).zip(&rows).map(|((name, has_school), row)| html! {
                            <tr key={name}>
                                <th scope="row">
                                    { name }
                                    if !has_school { <span class="flag">{" no DPS school"}</span> }
                                </th>
                                { cells(row) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <p class="source">
                {"Ranges do not add up: each total has its own, and is steadier than its parts. "}
                {"No count by district is published; the shares are estimates from population and deprivation until the council’s own are entered."}
                { spelt_out(&view.scenario.needs.list) }
                if any_without {
                    {" “No DPS school”: there is no school under the present purchasing system (council report, paragraph 4.5)."}
                }
            </p>
            <Save />
        </section>
    }
}

/// A row of counts: the median, with the range of 8 in 10 futures in small print.
pub fn cells(counts: &[Summary]) -> Html {
    html! {
        { for counts.iter().enumerate().map(|(column, s)| html! {
            <td key={column}><b>{ whole(s.p50) }</b>{" "}<span class="range">{ range(s.p10, s.p90) }</span></td>
        }) }
    }
}
