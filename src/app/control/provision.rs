//! The controls of dates and places: the Localities Model by district, SRP policy, planned schools.

use super::field::{checkbox, september};
use super::number::NumberBox;
use super::remark::{Remark, edited};
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::scenario::{Control, Edit, Need, limits};
use crate::words::{percent, quantity_range, short};
use std::rc::Rc;
use yew::prelude::*;

/// The controls of when the Localities Model starts in each district.
pub fn starts(desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    html! {
        <>
            <p class="help">
                {"A district that starts later reaches half of the effect later by the same time. "}
                { why("districts.localities_start", "the start in each district") }
            </p>
            <div class="starts">
                { for scenario.districts.list.iter().enumerate().map(|(index, district)| {
                    let start = act.reform(move |date| Action::Edit(Edit::LocalitiesStart(index, date)));
                    let id = format!("start-{index}");
                    html! {
                        <div key={index}>
                            { september(&id, &district.name, 2025..=2033, district.localities_start, &start) }
                            { edited(Control::LocalitiesStart(index), desk, act, &id) }
                        </div>
                    }
                }) }
            </div>
            <div class="spread">
                <Remark control={Control::LocalitiesStart(0)} desk={desk.clone()} act={act.clone()} field="starts"
                    reasons="the start dates" is_shared=true />
            </div>
        </>
    }
}

/// The controls of whether SRPs admit the needs that policy excludes, and of the planned schools.
pub fn provision(desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let local = &scenario.local_provision;
    let excluded: Vec<&Need> = scenario.needs.list.iter().filter(|need| need.srp_excluded).collect();
    let decision =
        scenario.council().facts().srp_decision.map_or("the council’s policy", |decision| decision.name);
    let codes = excluded.iter().map(|need| need.code.as_str()).collect::<Vec<&str>>().join(", ");
    let suited: Vec<String> = excluded
        .iter()
        .map(|need| {
            format!("an SRP is assumed to suit {} of {} joiners", percent(100.0 * need.srp_share), need.code)
        })
        .collect();
    html! {
        <>
            if !excluded.is_empty() {
                <div class="lever" key="policy">
                    { checkbox("srp-unlocked", &format!("Admit {codes} to SRPs"), local.srp_unlocked,
                        act.reform(|on| Action::Edit(Edit::SrpUnlocked(on)))) }
                    <p class="help policy" role="status">
                        if local.srp_unlocked {
                            { format!("On. This departs from {decision}, which excludes {codes}; {}. Secondary SRPs \
                                take Years 7 to 11 only.", suited.join("; ")) }
                        } else {
                            { format!("Off, as policy has it: {decision} excludes {codes}, and secondary SRPs take \
                                Years 7 to 11 only.") }
                        }
                        {" "}{ why("local_provision.srp_unlocked", "whom SRPs admit") }
                    </p>
                    <div class="spread">
                        <Remark control={Control::SrpPolicy} desk={desk.clone()} act={act.clone()} field="srp-unlocked"
                            reasons="whom SRPs admit" />
                    </div>
                </div>
            }
            if !local.schools.is_empty() {
                <h3 key="schools">{"State special schools to come"}</h3>
            }
            { for local.schools.iter().enumerate().map(|(index, school)| {
                let id = format!("school-{index}");
                let label = format!("{id}-label");
                let places = act.reform(move |places| Action::Edit(Edit::SchoolPlaces(index, places)));
                let opens = act.reform(move |date| Action::Edit(Edit::SchoolOpens(index, date)));
                let amount = school.opens.amount;
                let (low, high) = amount.span();
                html! {
                    <div class="lever school" key={id.clone()} role="group" aria-labelledby={label.clone()}>
                        <label id={label} for={id.clone()}>{ school.name.clone() }</label>
                        <div class="row">
                            <NumberBox id={id.clone()} name={school.name.clone()} value={school.places.amount.central()}
                                min={0.0} max={*limits::PLACES.end()} unit="places" on_change={places} />
                            { september(&format!("{id}-opens"), "opening", 2026..=2036, amount.central(), &opens) }
                        </div>
                        <div class="spread">
                            if !amount.is_fixed() {
                                { format!("Uncertain: {}", quantity_range(low, high, 2, "year")) }
                            }
                            { why(&["local_provision.schools.", &index.to_string(), ".places"].concat(), &school.name) }
                            <Remark control={Control::School(index)} desk={desk.clone()} act={act.clone()} field={id}
                                reasons={school.name.clone()} />
                        </div>
                    </div>
                }
            }) }
            if let Some(steps) = local.schools.first().map(|school| &school.fill) {
                <p class="help" key="fill">
                    { format!("They fill over {} years: {} of the places in the first.", steps.len(),
                        percent(100.0 * steps.first().copied().unwrap_or(1.0))) }
                </p>
            }
        </>
    }
}

/// The controls of how long the framework runs, and which districts may use it.
pub fn framework(desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let framework = &scenario.framework;
    let extensions = (0..=4).map(|years: u8| years.to_string()).collect();
    let mut breaks = vec!["No".to_owned()];
    breaks.extend(
        (1..=8).map(|years: u8| format!("After {years} {}", if years == 1 { "year" } else { "years" })),
    );
    let year = |index: usize| u8::try_from(index).unwrap_or(0);
    let taken = act.reform(move |index| Action::Edit(Edit::Extensions(year(index))));
    let ended = act.reform(move |index| Action::Edit(Edit::BreakAfter((index > 0).then(|| year(index)))));
    let without: Vec<&str> = scenario
        .districts
        .list
        .iter()
        .filter(|district| !district.dps_school)
        .map(|district| district.name.as_str())
        .collect();
    html! {
        <>
            <h3>{"The framework"}</h3>
            <div class="pair">
                <div>
                    { super::field::choice("extensions", "Extensions taken, years", extensions,
                        usize::from(framework.extensions), taken) }
                    { edited(Control::Extensions, desk, act, "extensions") }
                </div>
                <div>
                    { super::field::choice("break-after", "Ended early", breaks,
                        framework.break_after.map_or(0, usize::from), ended) }
                    { edited(Control::BreakAfter, desk, act, "break-after") }
                </div>
            </div>
            <p class="help">
                { format!("It starts in September {}; no new placement is made through it from September {}. ",
                    framework.start, framework.end()) }
                { why("framework.extensions", "extensions and early end") }
            </p>
            if !without.is_empty() {
                <div key="travel">
                    { checkbox("travel-allowed", "Pupils may travel to a framework school in another district",
                        framework.travel_allowed, act.reform(|on| Action::Edit(Edit::TravelAllowed(on)))) }
                    { edited(Control::Travel, desk, act, "travel-allowed") }
                    <p class="help">
                        { format!("{} districts had no such school in 2025: {}. Without travel their children are \
                            placed off the framework. ", short(without.len() as f64, 0), without.join(", ")) }
                        { why("framework.travel_allowed", "travel to other districts") }
                    </p>
                </div>
            }
            <div key="price-years">
                { checkbox("price-years", "The known prices are averages of financial years",
                    desk.scenario().prices.of_financial_years,
                    act.reform(|on| Action::Edit(Edit::PricesOfFinancialYears(on)))) }
                { edited(Control::PriceYears, desk, act, "price-years") }
                <p class="help">
                    { "A budget’s price of a year is paid from its April on. Prices of academic years begin in \
                        September, and the summer term is still paid at the price of the year before. " }
                    { why("prices.of_financial_years", "the years of the known prices") }
                </p>
            </div>
            <div class="spread" key="reason">
                <Remark control={Control::Extensions} desk={desk.clone()} act={act.clone()} field="framework"
                    reasons="the framework’s terms" is_shared=true />
            </div>
        </>
    }
}
