//! The map of the county, as tiles or by boundaries that the planner supplies, with shades for any figure.

mod drawing;
mod import;

use super::control::choice;
use super::geography::{by_which, use_sums};
use super::part::{Row, prose, table, twin};
use super::save::Save;
use super::state::{Action, Desk};
use super::store;
use crate::cohort::{COST_UNIT, Detail, Geography, Measure, Part, Scope};
use crate::ensemble::Summary;
use crate::exchange::boundary::Boundaries;
use crate::field::January;
use crate::picture::Shades;
use crate::questions::ScopeSums;
use crate::results::{Parts, View};
use crate::sentences::Mapped;
use crate::words::{Series, tied};
use crate::worker::Pool;
use drawing::{Drawing, Figure};
use import::Import;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub view: Rc<View>,
    pub desk: Rc<Desk>,
    pub pool: Pool,
    pub act: Callback<Action>,
}

/// A figure that the map can show.
struct Shown {
    of: Measure,
    is_change: bool,
}

const fn level(of: Measure) -> Shown {
    Shown { of, is_change: false }
}

/// Every figure, in the order of the list.
const SHOWN: [Shown; 11] = [
    Shown { of: Measure::Stock, is_change: true },
    level(Measure::Stock),
    level(Measure::Waiting),
    level(Measure::Joiners),
    level(Measure::Leavers),
    level(Measure::Potential),
    level(Measure::Localities),
    level(Measure::Srp),
    level(Measure::StateSpecial),
    level(Measure::Cost),
    level(Measure::Transport),
];

impl Shown {
    fn label(&self) -> &'static str {
        if self.is_change { "Change in placements since the start" } else { self.of.label() }
    }

    fn is_money(&self) -> bool {
        matches!(self.of, Measure::Cost | Measure::Transport)
    }

    fn mapped(&self) -> Mapped {
        let series = if self.is_money() { Series::Pounds } else { Series::Pupils };
        Mapped { label: self.label(), series, is_change: self.is_change }
    }

    /// The January, or the year that ends in it.
    fn when(&self, january: January) -> String {
        match self.of {
            Measure::Stock | Measure::Waiting => january.to_string(),
            _ => january.academic_year().to_string(),
        }
    }

    /// The kind of the year.
    fn beside(&self) -> &'static str {
        match self.of {
            Measure::Stock if self.is_change => "Pupils placed, less those placed at the start",
            Measure::Stock => "Pupils placed in January",
            Measure::Waiting => "Pupils, in January",
            Measure::Cost => "From the High Needs Block, financial year",
            Measure::Transport => "From the General Fund, financial year",
            _ => "Pupils, academic year",
        }
    }
}

/// The January shown at first.
const FIRST_SHOWN: January = January(2030);

#[component]
pub fn MapPanel(props: &Props) -> Html {
    let Props { view, desk, pool, act } = props;
    let chosen = use_state(|| (0_usize, FIRST_SHOWN));
    let kept = use_state(|| store::boundaries().map(Rc::new));
    let is_outlined = use_state(|| kept.is_some());
    let scenario = &view.scenario;
    let geography = Geography::of(desk.grouping(), scenario);
    let parts = geography.parts(scenario);
    let (measure, january) = *chosen;
    let shown = &SHOWN[measure];
    let found = view.parts.iter().position(|parts| parts.january == january);
    let at = found.unwrap_or(view.parts.len().saturating_sub(1));
    // The view has the stock; every other figure needs futures of its own.
    let sums = (shown.of != Measure::Stock).then(|| ScopeSums {
        scenario: scenario.clone(),
        detail: Detail::Full,
        measure: shown.of,
        times: (0..view.parts.len()).collect(),
        groups: parts.iter().map(|part| vec![part.scope]).chain([vec![Scope::County]]).collect(),
        at,
    });
    let (summed, is_running) = use_sums(pool, sums);
    let figures =
        figures(shown, view.parts.get(at), &parts, summed.as_ref().map(|summed| summed.groups.as_slice()));
    let Some(there) = view.parts.get(at) else { return html! {} };
    let pick_measure = {
        let chosen = chosen.clone();
        Callback::from(move |measure| chosen.set((measure, chosen.1)))
    };
    let pick_january = {
        let (chosen, all) =
            (chosen.clone(), view.parts.iter().map(|parts| parts.january).collect::<Vec<_>>());
        Callback::from(move |index: usize| {
            chosen.set((chosen.0, all.get(index).copied().unwrap_or(FIRST_SHOWN)));
        })
    };
    let labels = SHOWN.iter().map(|shown| shown.label().to_owned()).collect();
    let januaries = view.parts.iter().map(|parts| parts.january.0.to_string()).collect();
    let codes = scenario.districts.list.iter().map(|district| district.code.as_str());
    let boundaries = kept.as_ref().filter(|boundaries| *is_outlined && boundaries.are_of(codes)).cloned();
    let when = shown.when(there.january);
    let mapped = shown.mapped();
    let named: Vec<(&str, Summary)> =
        figures.iter().flatten().zip(&parts).map(|(s, part)| (part.name.as_str(), *s)).collect();
    let use_file = {
        let (kept, is_outlined) = (kept.clone(), is_outlined.clone());
        Callback::from(move |boundaries: Option<Rc<Boundaries>>| {
            is_outlined.set(boundaries.is_some());
            kept.set(boundaries);
        })
    };
    let outline = {
        let is_outlined = is_outlined.clone();
        Callback::from(move |()| is_outlined.set(!*is_outlined))
    };
    html! {
        <section class="panel" aria-labelledby="map-title" aria-busy={is_running.to_string()}>
            <h2 id="map-title">{ tied(&mapped.sentence(&when, geography.noun(), &named)) }</h2>
            <p class="sub">{ prose(&[shown.beside(), ", ", &when, ". ", &mapped.sureness(geography.noun(), &named)].concat()) }</p>
            <div class="asked plain">
                { choice("map-measure", "Show", labels, measure, pick_measure) }
                { choice("map-january", "January", januaries, at, pick_january) }
                { by_which("map-by", scenario, desk.grouping(), act) }
            </div>
            if let Some(figures) = &figures {
                <Drawing key="map" scenario={scenario.clone()} {mapped} label={[shown.label(), ", ", &when].concat()}
                    figures={figures.iter().zip(&parts).map(|(s, part)| Figure { part: part.clone(), s: *s }).collect::<Vec<_>>()}
                    boundaries={boundaries.clone()} />
                { twin(numbers(mapped, geography, &parts, figures, [shown.label(), ", ", &when].concat())) }
            } else {
                <p key="waiting" class="sub" role="status">{"Counting by district…"}</p>
            }
            if let Some(boundaries) = &boundaries {
                <p key="attribution" class="source">{ boundaries.attribution.clone() }</p>
            }
            <p key="source" class="source">
                {"No count by district is published; the shares are estimates from population and deprivation until the council’s own are entered."}
            </p>
            <Save key="save" />
            <Import key="import" scenario={scenario.clone()} kept={(*kept).clone()} is_outlined={boundaries.is_some()}
                {use_file} {outline} />
        </section>
    }
}

/// The figures of the parts, followed by that of the county; `None` until they have come.
fn figures(
    shown: &Shown,
    there: Option<&Parts>,
    parts: &[Part],
    summed: Option<&[Summary]>,
) -> Option<Vec<Summary>> {
    if shown.of != Measure::Stock {
        let unit = if shown.is_money() { COST_UNIT } else { 1.0 };
        return Some(summed?.iter().map(|s| s.scaled(unit)).collect());
    }
    let scopes = parts.iter().map(|part| part.scope).chain([Scope::County]);
    scopes.map(|scope| there?.summary(scope, shown.is_change)).collect()
}

/// The map as a table.
fn numbers(mapped: Mapped, geography: Geography, parts: &[Part], figures: &[Summary], label: String) -> Html {
    let names = parts.iter().map(|part| (part.name.as_str(), part.dps_school)).chain([("County", true)]);
    let rows = names.zip(figures).map(|((name, has_school), s)| {
        let range = [mapped.value(s.p10), mapped.value(s.p90)].join(" to ");
        let way = match mapped.direction(s) {
            Some(true) => "rise",
            Some(false) => "fall",
            None if mapped.is_change => "either",
            None => "",
        };
        let school = if has_school { "" } else { "none" };
        let mut cells = vec![mapped.value(s.p50), tied(&range), mapped.value(s.mean)];
        if mapped.is_change {
            cells.push(way.into());
        }
        cells.push(school.into());
        Row { cells: cells.into_iter().map(Html::from).collect(), ..Row::of(name, []) }
    });
    let mut heads = vec![geography.head(), "Middle future", "8 in 10 futures", "Average"];
    if mapped.is_change {
        heads.push("In 9 in 10 futures");
    }
    heads.push("DPS school");
    table(label, "years", &heads, rows.collect())
}

/// The shades for some figures.
fn shades(mapped: Mapped, figures: &[Figure]) -> Shades {
    let values: Vec<f64> = figures.iter().map(|figure| mapped.shaded(&figure.s)).collect();
    if mapped.is_change { Shades::either(&values) } else { Shades::rising(&values) }
}
