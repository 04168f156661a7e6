//! Placements by district and need, with ranges.

use super::save::Save;
use super::view::View;
use crate::ensemble::Summary;
use crate::field::January;
use crate::scenario::Need;
use crate::words::{range, whole};
use js_sys::JsString;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub view: Rc<View>,
}

/// What the short names of needs stand for.
fn spelt_out(needs: &[Need]) -> String {
    let names: Vec<String> =
        needs.iter().map(|need| format!("{}: {}", need.code, lower_case(&need.name))).collect();
    format!(" {}.", names.join("; "))
}

/// A name in the middle of a sentence. The browser knows the capitals of every script already.
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
    let found = view.tables.iter().find(|table| table.january == *chosen);
    let Some(table) = found.or(view.tables.last()) else { return html! {} };
    let districts = &view.scenario.districts.list;
    let needs = &view.scenario.needs.list;
    let names = districts.iter().map(|district| (district.name.as_str(), district.dps_school));
    let any_without = districts.iter().any(|district| !district.dps_school);
    html! {
        <section class="panel" aria-labelledby="table-title">
            <div class="panel-head">
                <div>
                    <h2 id="table-title">{ format!("Placements by district and need, {}", table.january) }</h2>
                    <p class="sub">{"The middle future, and in small print where 8 in 10 futures lie"}</p>
                </div>
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
                        <th scope="col">{"District"}</th>
                        { for needs.iter().map(|need| html! {
                            <th scope="col" key={need.code.clone()}><abbr title={need.name.clone()}>{ need.code.clone() }</abbr></th>
                        }) }
                        <th scope="col">{"All needs"}</th>
                    </tr></thead>
                    <tbody>
                        { for names.chain([("All districts", true)]).zip(&table.rows).map(|((name, has_school), row)| html! {
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
                    {" “No DPS school”: no school under the present purchasing system stands in the district (council report, paragraph 4.5)."}
                }
            </p>
            <Save />
        </section>
    }
}

/// A row of counts: the middle future, and in small print where 8 in 10 futures lie.
pub fn cells(counts: &[Summary]) -> Html {
    html! {
        { for counts.iter().enumerate().map(|(column, s)| html! {
            <td key={column}><b>{ whole(s.p50) }</b>{" "}<span class="range">{ range(s.p10, s.p90) }</span></td>
        }) }
    }
}
