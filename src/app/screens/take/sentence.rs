//! The sentence to fill in: of which figure, when, how much, and how often.

use crate::app::control::{NumberBox, checkbox, choice};
use crate::app::levers::target_box;
use crate::decisions::goal::{Figure, Goal, Side};
use crate::field::{FinancialYear, January};
use crate::questions::{Chosen, Kind, Preset, presets};
use crate::scenario::{Checked, limits};
use crate::sentences;
use crate::words::{millions, whole};
use yew::prelude::*;

/// Sums of money that can be asked about, in millions of pounds.
const MILLIONS: f64 = 5_000.0;

/// What the sentence says, as far as it is no number of the scenario.
#[derive(Clone, Copy, PartialEq)]
pub struct Said {
    pub chosen: Chosen,
    pub target: f64,
    pub is_achieved: bool,
}

impl Said {
    /// The goal that it comes to in a scenario.
    pub fn goal(self, scenario: &Checked) -> Goal {
        let Said { chosen, target, is_achieved } = self;
        Goal { wanted: chosen.wanted(scenario), target, is_achieved }
    }
}

fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Placements => "placements",
        Kind::Spending => "spending on placements",
        Kind::ContractValue => "contract value over eight years",
        Kind::Balance => "the in-year balance",
        Kind::DeficitAgreement => "the deficit under the agreement",
        Kind::DeficitGrant => "the deficit where a grant may come",
    }
}

/// When a figure of a year is struck.
fn when(kind: Kind, year: u16) -> String {
    match kind.figure(year) {
        Figure::Placements(_) => January(year).to_string(),
        Figure::Deficit(..) => format!("31 March {}", year + 1),
        _ => FinancialYear(year).to_string(),
    }
}

/// The sentence, with the numbers of the council's own papers to fill in.
pub fn sentence(said: Said, scenario: &Checked, change: &Callback<Said>) -> Html {
    let chosen = said.chosen;
    let (kind, wanted) = (chosen.kind(scenario), chosen.wanted(scenario));
    let offered = Kind::offered(scenario);
    let kinds = offered.iter().map(|&kind| named(kind).to_owned()).collect();
    let place = offered.iter().position(|&other| other == kind).unwrap_or(0);
    let choose = change.reform(move |chosen: Chosen| Said { chosen, ..said });
    let pick = choose.reform(move |place: usize| Chosen::of(offered.get(place).copied().unwrap_or_default()));
    let years = kind.years(scenario);
    let year = chosen.year(scenario);
    let at = years.iter().position(|&other| Some(other) == year).unwrap_or(0);
    let names: Vec<String> = years.iter().map(|&year| when(kind, year)).collect();
    let has_years = kind != Kind::ContractValue;
    let set_year = choose.reform(move |place: usize| Chosen { year: years.get(place).copied(), ..chosen });
    let sides = vec!["at most".to_owned(), "at least".into()];
    let set_side = choose.reform(move |place: usize| Chosen {
        side: Some(if place == 0 { Side::AtMost } else { Side::AtLeast }),
        ..chosen
    });
    let is_of_pupils = wanted.figure.is_of_pupils();
    let unit = if is_of_pupils { 1.0 } else { 1e6 };
    let set_value = choose.reform(move |value: f64| Chosen { value: Some(value * unit), ..chosen });
    let (min, max) = if is_of_pupils { (0.0, *limits::PUPILS.end()) } else { (-MILLIONS, MILLIONS) };
    let set_target = change.reform(move |target: f64| Said { target, ..said });
    let set_achieved = change.reform(move |is_achieved: bool| Said { is_achieved, ..said });
    html! {
        <>
            <div class="asked plain sentence" key="sentence">
                { choice("take-figure", "To have", kinds, place, pick) }
                if has_years {
                    { choice("take-year", if is_of_pupils { "in" } else { "at" }, names, at, set_year) }
                }
                { choice("take-side", "of", sides, usize::from(wanted.side == Side::AtLeast), set_side) }
                <div key="value">
                    <label for="take-value">{"the number"}</label>
                    <NumberBox id="take-value" name="The number" value={wanted.value / unit} {min} {max}
                        places={usize::from(!is_of_pupils)} unit={if is_of_pupils { "pupils" } else { "£m" }}
                        on_change={set_value} />
                </div>
                { target_box("take-target", said.target, &set_target) }
            </div>
            <div class="row presets" key="presets">
                <span class="sub">{"Numbers of the council’s own papers:"}</span>
                { for presets(scenario).into_iter().map(|(preset, to)| {
                    let onclick = choose.reform(move |_: MouseEvent| to);
                    let said = preset_said(preset, to, scenario);
                    html! { <button type="button" class="small" key={said.clone()} {onclick}>{ said }</button> }
                }) }
            </div>
            { source(wanted.figure, scenario) }
            <div key="achieved">
                { checkbox("take-achieved", "Take a lever’s value as achieved: the same in every future", said.is_achieved, set_achieved) }
            </div>
        </>
    }
}

fn preset_said(preset: Preset, to: Chosen, scenario: &Checked) -> String {
    let value = to.wanted(scenario).value;
    match preset {
        Preset::Today => format!("as today, {}", whole(value)),
        Preset::PlansFall => format!("the Commissioning Plan’s fall, {}", whole(value)),
        Preset::PlansNumber => format!("its own number, {}", whole(value)),
        Preset::Ceiling => format!("the report’s upper limit, {}", millions(value)),
        Preset::Reduced => format!("the report’s value if numbers fall, {}", millions(value)),
        Preset::Breakeven => "breakeven".into(),
    }
}

/// Where the numbers of the council's plan come from, where they may be asked about.
fn source(figure: Figure, scenario: &Checked) -> Html {
    let opening = scenario.opening.pupils.amount.central();
    match (figure, &scenario.council().facts().plan) {
        (Figure::Placements(_), Some(plan)) => html! {
            <p key="source" class="sub">{ sentences::plan_source(plan, opening) }</p>
        },
        _ => html! {},
    }
}
