//! What an import changes in a scenario, part by part: the same words before and after.

use super::value::age_name;
use crate::field::{Age, Phase};
use crate::scenario::{Amount, Assumption, Scenario};
use crate::words::{percent, percent_to, pounds, range, short, whole};
use serde::{Deserialize, Serialize};

/// A part of a scenario that an import can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The January from which the scenario starts.
    Start,
    /// How many pupils are placed at the start.
    Pupils,
    /// In which districts they live.
    Districts,
    /// Which needs they have.
    Needs,
    /// How old they are.
    Ages,
    /// How they are placed.
    Channels,
    /// What placements cost.
    Prices,
    /// How many join, by age.
    Joiners,
    /// Which needs those have who join.
    JoinerNeeds,
    /// Which leave, by age.
    Leaving,
    /// How the school-age population changes.
    Population,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 11] = [
        Part::Start,
        Part::Pupils,
        Part::Districts,
        Part::Needs,
        Part::Ages,
        Part::Channels,
        Part::Prices,
        Part::Joiners,
        Part::JoinerNeeds,
        Part::Leaving,
        Part::Population,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Part::Start => "First January",
            Part::Pupils => "Pupils at the start",
            Part::Districts => "Shares of the districts",
            Part::Needs => "Shares of the needs at the start",
            Part::Ages => "Ages at the start",
            Part::Channels => "How pupils are placed at the start",
            Part::Prices => "Prices by channel, a year",
            Part::Joiners => "Joiners a year, by age",
            Part::JoinerNeeds => "Shares of the needs among joiners",
            Part::Leaving => "Chance of leaving at the end of a year",
            Part::Population => "School-age population",
        }
    }
}

/// A part before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which part.
    pub part: Part,
    /// What it is of, before, after.
    pub rows: Vec<[String; 3]>,
    /// How uncertain it remains, and what was taken for granted.
    pub note: String,
    /// Whether the planner leaves it as it is.
    pub left_out: bool,
    /// Whether it stays as it is because a question is not answered.
    pub waits: bool,
}

/// A part before and after; rows that are blank in both are left out.
pub fn compare(part: Part, before: &Scenario, after: &Scenario) -> Vec<[String; 3]> {
    let (before, after) = (rows(part, before), rows(part, after));
    let pairs = before.into_iter().zip(after);
    let rows = pairs.map(|((label, before), (_, after))| [label, before, after]);
    rows.filter(|[_, before, after]| !before.is_empty() || !after.is_empty()).collect()
}

/// A part of a scenario in words: always the same labels in the same order.
fn rows(part: Part, scenario: &Scenario) -> Vec<(String, String)> {
    let pupils = scenario.opening.pupils.amount.central();
    match part {
        Part::Start => {
            vec![(
                "The pupils at the start are those of".into(),
                scenario.horizon.opening_january.to_string(),
            )]
        }
        Part::Pupils => vec![("All districts".into(), whole(pupils))],
        Part::Districts => {
            let list = scenario.districts.list.iter();
            shares(list.map(|district| (district.name.clone(), district.weight)).collect(), Some(pupils))
        }
        Part::Needs => {
            let list = scenario.needs.list.iter();
            shares(list.map(|need| (need.name.clone(), need.opening_weight)).collect(), Some(pupils))
        }
        Part::JoinerNeeds => {
            let list = scenario.needs.list.iter();
            shares(list.map(|need| (need.name.clone(), need.joiner_weight)).collect(), None)
        }
        Part::Ages => {
            let profile = &scenario.opening.age_profile;
            let total = profile.total().max(f64::MIN_POSITIVE);
            let told = |age: Age| match profile.at(age) {
                0.0 => String::new(),
                weight => short(weight / total * pupils, 1),
            };
            Age::all().map(|age| (age_name(age), told(age))).collect()
        }
        Part::Channels => vec![
            ("On the framework".into(), share(&scenario.framework.opening_share)),
            ("Of these, with Lot A providers".into(), share(&scenario.framework.lot_a)),
        ],
        Part::Prices => prices(scenario),
        Part::Joiners => joiners(scenario),
        Part::Leaving => {
            let bands = scenario.leaving.bands.iter();
            let row = |from: Age, to: Age, hazard: &Assumption| {
                let ages = if from == to { format!("Age {from}") } else { format!("Ages {from} to {to}") };
                (ages, share(hazard))
            };
            bands.map(|band| row(band.from_age, band.to_age, &band.hazard)).collect()
        }
        Part::Population => population(scenario),
    }
}

fn shares(weights: Vec<(String, f64)>, pupils: Option<f64>) -> Vec<(String, String)> {
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum::<f64>().max(f64::MIN_POSITIVE);
    let told = |weight: f64| {
        let share = percent_to(100.0 * weight / total, 1);
        match pupils {
            Some(pupils) => [&share, " (", &whole(weight / total * pupils), ")"].concat(),
            None => share,
        }
    };
    weights.into_iter().map(|(name, weight)| (name, told(weight))).collect()
}

/// A share, and where 8 in 10 futures lie, if it is uncertain.
fn share(of: &Assumption) -> String {
    let central = percent(100.0 * of.amount.central());
    if of.amount.is_fixed() {
        return central;
    }
    let (low, high) = of.amount.span();
    format!("{central} ({} to {})", percent(100.0 * low), percent(100.0 * high))
}

fn prices(scenario: &Scenario) -> Vec<(String, String)> {
    let opening = scenario.horizon.opening_january.academic_year();
    let next = scenario.horizon.opening_january.plus(1).academic_year();
    let prices = &scenario.prices;
    [
        ("Framework", opening, &prices.framework_opening),
        ("Off framework", opening, &prices.off_framework_opening),
        ("Framework, Lot A", next, &prices.lot_a),
        ("Framework, Lot B", next, &prices.lot_b),
        ("Off framework", next, &prices.off_framework),
    ]
    .into_iter()
    .map(|(what, year, price)| {
        let (low, high) = price.amount.span();
        let spread = if price.amount.is_fixed() { String::new() } else { format!(" ({})", range(low, high)) };
        (format!("{what}, {year}"), [pounds(price.amount.central()), spread].concat())
    })
    .collect()
}

fn joiners(scenario: &Scenario) -> Vec<(String, String)> {
    let demand = &scenario.demand;
    let told = |age: Age| match demand.joiners_by_age.at(age) {
        0.0 => String::new(),
        joiners => short(joiners, 1),
    };
    let mut rows: Vec<_> = Age::all().map(|age| (age_name(age), told(age))).collect();
    rows.push(("All ages".into(), short(demand.joiners_by_age.total(), 1)));
    rows.push(("At a stock of".into(), whole(demand.reference_pupils.amount.central())));
    let (low, high) = demand.joiner_scale.amount.span();
    let spread = match demand.joiner_scale.amount {
        Amount::Fixed(_) => "exact".into(),
        _ => format!("{} to {}", percent(100.0 * low), percent(100.0 * high)),
    };
    rows.push(("How far that may be off".into(), spread));
    rows
}

fn population(scenario: &Scenario) -> Vec<(String, String)> {
    let districts = &scenario.districts;
    let mut rows =
        vec![("Years compared".to_owned(), format!("{} to {}", districts.cohort_from, districts.cohort_to))];
    for district in &districts.list {
        for phase in Phase::ALL {
            let change = 100.0 * (district.cohort.at(phase) - 1.0);
            let sign = if change > 0.0 { "+" } else { "" };
            rows.push((
                format!("{}, {}", district.name, phase.label()),
                [sign, &percent_to(change, 1)].concat(),
            ));
        }
    }
    rows.push(("Added by migration and housing, a year".to_owned(), share(&scenario.demand.migration)));
    rows
}
