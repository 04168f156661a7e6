//! The goal that a planner chooses on the page: the figure, the year, the number, and the levers that may move for it
//! (M14.4).

use crate::decisions::Moves;
use crate::decisions::goal::{Figure, Means, Reach, Regime, Side, Wanted};
use crate::field::{FinancialYear, January};
use crate::results::reported;
use crate::scenario::{Checked, Group, Lever};

/// The levers that a council can decide, or aim to achieve, in the order of the page.
const DECIDED: [Lever; 7] = [
    Lever::Effect,
    Lever::SrpPlaces,
    Lever::Participation,
    Lever::FeeProcess,
    Lever::OtherSavings,
    Lever::SavingsDelay,
    Lever::Contributions,
];

/// A kind of figure that a goal can be about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Pupils placed in a January.
    #[default]
    Placements,
    /// Spending on placements in a financial year.
    Spending,
    /// The contract value over the eight framework years.
    ContractValue,
    /// The in-year balance of a financial year.
    Balance,
    /// The accumulated deficit at the end of a financial year, under the agreement.
    DeficitAgreement,
    /// The accumulated deficit at the end of a financial year, where a stability grant may come.
    DeficitGrant,
}

impl Kind {
    /// Every kind in the order of the page, with its word in an address.
    const ALL: [(Kind, &str); 6] = [
        (Kind::Placements, "placements"),
        (Kind::Spending, "spending"),
        (Kind::ContractValue, "contract"),
        (Kind::Balance, "balance"),
        (Kind::DeficitAgreement, "deficit"),
        (Kind::DeficitGrant, "grant"),
    ];

    /// The kinds that a scenario has a figure for.
    pub fn offered(scenario: &Checked) -> Vec<Kind> {
        Kind::ALL.into_iter().map(|(kind, _)| kind).filter(|kind| !kind.years(scenario).is_empty()).collect()
    }

    /// The kind with a word in an address.
    pub fn named(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|(_, name)| *name == word).map(|(kind, _)| kind)
    }

    /// The word of the kind in an address.
    pub fn word(self) -> &'static str {
        Kind::ALL[self as usize].1
    }

    /// The figure in a year: the year of the January, or the year in which the financial year begins.
    pub fn figure(self, year: u16) -> Figure {
        let financial = FinancialYear(year);
        match self {
            Kind::Placements => Figure::Placements(January(year)),
            Kind::Spending => Figure::Spending(financial),
            Kind::ContractValue => Figure::ContractValue,
            Kind::Balance => Figure::Balance(financial),
            Kind::DeficitAgreement => Figure::Deficit(Regime::Agreement, financial),
            Kind::DeficitGrant => Figure::Deficit(Regime::Grant, financial),
        }
    }

    /// The years for which a scenario has the figure. The opening year is left out, and a contract value has a single
    /// entry.
    pub fn years(self, scenario: &Checked) -> Vec<u16> {
        let opening = scenario.horizon.opening_january.0;
        let last = opening + u16::from(scenario.horizon.years);
        let years = if self == Kind::ContractValue { opening..=opening } else { opening + 1..=last };
        years.filter(|&year| self.figure(year).position(scenario).is_some()).collect()
    }

    /// The year that the page proposes.
    fn usual_year(self, scenario: &Checked) -> u16 {
        let opening = scenario.horizon.opening_january;
        match self {
            Kind::Placements => opening.plus(reported(scenario.horizon).pop().unwrap_or(1)).0,
            _ => scenario.agreed_year().map_or(opening.0 + 1, |year| opening.plus(year).0),
        }
    }

    /// The number that the page proposes, in pupils or pounds.
    fn usual_value(self, scenario: &Checked) -> f64 {
        let facts = scenario.council().facts();
        let opening = scenario.opening.pupils.amount.central();
        let moves = Moves::of(scenario);
        let today = (moves.placements * moves.independent / 1e6).round() * 1e6;
        match self {
            Kind::Placements => facts.plan.map_or(opening, |plan| plan.end_from(opening)).round(),
            Kind::Spending => today,
            Kind::ContractValue => facts.report.map_or(8.0 * today, |report| report.ceiling),
            Kind::Balance => 0.0,
            Kind::DeficitAgreement | Kind::DeficitGrant => {
                (scenario.high_needs.opening_deficit.amount.central() / 1e6).round() * 1e6
            }
        }
    }
}

/// The choices of a planner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chosen {
    /// The figure.
    pub kind: Kind,
    /// The year; `None` for the proposed one.
    pub year: Option<u16>,
    /// The side of the number; `None` for the proposed one.
    pub side: Option<Side>,
    /// The number, in pupils or pounds; `None` for the proposed one.
    pub value: Option<f64>,
}

impl Chosen {
    /// A figure with everything else as the page proposes.
    pub fn of(kind: Kind) -> Chosen {
        Chosen { kind, ..Chosen::default() }
    }

    /// The kind that applies in a scenario, which may not have the chosen one.
    pub fn kind(self, scenario: &Checked) -> Kind {
        if self.kind.years(scenario).is_empty() { Kind::Placements } else { self.kind }
    }

    /// The condition that applies in a scenario, whose horizon may have changed since.
    pub fn wanted(self, scenario: &Checked) -> Wanted {
        let kind = self.kind(scenario);
        let own = if kind == self.kind { self } else { Chosen::of(kind) };
        let years = kind.years(scenario);
        let year = own.year.unwrap_or_else(|| kind.usual_year(scenario));
        let year = match (years.first(), years.last()) {
            (Some(&first), Some(&last)) => year.clamp(first, last),
            _ => year,
        };
        let usual = if kind == Kind::Balance { Side::AtLeast } else { Side::AtMost };
        Wanted {
            figure: kind.figure(year),
            side: own.side.unwrap_or(usual),
            value: own.value.unwrap_or_else(|| kind.usual_value(scenario)),
        }
    }

    /// The year that applies in a scenario, for its list.
    pub fn year(self, scenario: &Checked) -> Option<u16> {
        let (kind, wanted) = (self.kind(scenario), self.wanted(scenario));
        kind.years(scenario).into_iter().find(|&year| kind.figure(year) == wanted.figure)
    }
}

/// A number from the council's own papers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    /// As many placements as at the start.
    Today,
    /// The plan's fall, in proportion to the stock with which the scenario starts.
    PlansFall,
    /// The plan's own number in its last January.
    PlansNumber,
    /// The report's upper limit of the contract value.
    Ceiling,
    /// The report's contract value if numbers fall as planned.
    Reduced,
    /// Balance in the year of the agreement.
    Breakeven,
}

/// The presets of a scenario, with the choices that each makes.
pub fn presets(scenario: &Checked) -> Vec<(Preset, Chosen)> {
    let facts = scenario.council().facts();
    let opening = scenario.opening.pupils.amount.central();
    let at = |kind: Kind, value: f64| Chosen { value: Some(value), ..Chosen::of(kind) };
    let last = Kind::Placements.usual_year(scenario);
    let mut all = vec![(Preset::Today, at(Kind::Placements, opening))];
    if let Some(plan) = facts.plan {
        all.push((Preset::PlansFall, at(Kind::Placements, plan.end_from(opening).round())));
        // The plan is met where no more pupils are placed than it has, and pupils are whole.
        all.push((Preset::PlansNumber, at(Kind::Placements, plan.at(January(last)).floor())));
    }
    if let Some(report) = facts.report {
        all.push((Preset::Ceiling, at(Kind::ContractValue, report.ceiling)));
        all.push((Preset::Reduced, at(Kind::ContractValue, report.reduced)));
    }
    if scenario.agreed_year().is_some() {
        all.push((Preset::Breakeven, Chosen::of(Kind::Balance)));
    }
    all.retain(|(_, chosen)| !chosen.kind.years(scenario).is_empty());
    all
}

/// The levers that a council can decide and that affect the goal, each over its whole scale.
pub fn decided(wanted: Wanted, scenario: &Checked) -> Vec<Means> {
    let bear = DECIDED.into_iter().filter(|&lever| wanted.figure.bears(lever));
    bear.map(|lever| vec![Reach::whole(lever, scenario)]).collect()
}

/// The levers that a planner may pick, among those that affect the goal: first those that a council can decide, then
/// main ones.
pub fn levers_for(wanted: Wanted) -> Vec<Lever> {
    let groups = [Group::HighNeeds, Group::Localities, Group::LocalProvision, Group::Demand, Group::Prices];
    let others = [true, false]
        .into_iter()
        .flat_map(|main| groups.into_iter().flat_map(move |group| Lever::in_group(group, main)))
        .filter(|lever| !DECIDED.contains(lever));
    DECIDED.into_iter().chain(others).filter(|&lever| wanted.figure.bears(lever)).collect()
}

/// The two levers that the page proposes.
pub fn usual(wanted: Wanted) -> [Lever; 2] {
    match wanted.figure {
        Figure::Balance(_) | Figure::Deficit(..) => [Lever::OtherSavings, Lever::BudgetGrowth],
        Figure::Placements(_) => [Lever::Effect, Lever::Growth],
        Figure::Spending(_) | Figure::ContractValue => [Lever::Effect, Lever::Uplift],
    }
}

/// The picked lever where it affects the goal, otherwise the whole scale of the proposed one.
pub fn picked(reach: Option<Reach>, wanted: Wanted, usual: Lever, scenario: &Checked) -> Reach {
    reach.filter(|reach| wanted.figure.bears(reach.lever)).unwrap_or_else(|| Reach::whole(usual, scenario))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn kent(years: u8) -> Checked {
        let mut kent = Scenario::kent();
        kent.horizon.years = years;
        kent.check().unwrap()
    }

    #[test]
    fn what_is_chosen_follows_the_scenario_into_a_shorter_horizon() {
        let (whole, short) = (kent(9), kent(2));
        let wanted = Chosen::default().wanted(&whole);
        assert_eq!(
            wanted,
            Wanted { figure: Figure::Placements(January(2034)), side: Side::AtMost, value: 1_378.0 }
        );
        assert_eq!(Chosen::default().wanted(&short).figure, Figure::Placements(January(2027)));
        let later = Chosen {
            year: Some(2031),
            side: Some(Side::AtLeast),
            value: Some(-5e6),
            ..Chosen::of(Kind::Balance)
        };
        assert_eq!(
            later.wanted(&whole),
            Wanted { figure: Figure::Balance(FinancialYear(2031)), side: Side::AtLeast, value: -5e6 }
        );
        assert_eq!(later.wanted(&short).figure, Figure::Balance(FinancialYear(2026)));
        assert_eq!((later.year(&whole), later.year(&short)), (Some(2031), Some(2026)));
        // What a short run does not hold makes way, with its number.
        let contract = Chosen { value: Some(484e6), ..Chosen::of(Kind::ContractValue) };
        assert_eq!(contract.wanted(&short), Chosen::default().wanted(&short));
    }

    #[test]
    fn every_kind_that_is_offered_is_known_and_its_word_names_it() {
        let (whole, short) = (kent(9), kent(2));
        assert_eq!(Kind::offered(&whole).len(), 6);
        assert_eq!(Kind::offered(&short), [Kind::Placements, Kind::Spending, Kind::Balance]);
        for scenario in [&whole, &short] {
            for kind in Kind::offered(scenario) {
                assert!(Chosen::of(kind).wanted(scenario).figure.position(scenario).is_some(), "{kind:?}");
                assert_eq!(Kind::named(kind.word()), Some(kind));
            }
        }
        assert_eq!(Chosen::of(Kind::Balance).wanted(&whole), Wanted::agreed(&whole).unwrap());
    }

    #[test]
    fn presets_are_the_numbers_of_the_councils_own_papers() {
        let whole = kent(9);
        let value = |preset| {
            let found = presets(&whole).into_iter().find(|(other, _)| *other == preset);
            found.unwrap().1.wanted(&whole).value
        };
        assert_eq!(value(Preset::Today).to_bits(), 1_784.0_f64.to_bits());
        assert_eq!(value(Preset::PlansFall).to_bits(), 1_378.0_f64.to_bits());
        assert_eq!(value(Preset::PlansNumber).to_bits(), 905.0_f64.to_bits());
        assert_eq!(value(Preset::Ceiling).to_bits(), 876e6_f64.to_bits());
        assert_eq!(value(Preset::Reduced).to_bits(), 484e6_f64.to_bits());
        assert_eq!(presets(&kent(2)).len(), 3, "no contract, no agreement");
    }

    #[test]
    fn a_lever_that_no_longer_bears_makes_way_for_the_usual_one() {
        let kent = kent(9);
        for kind in Kind::offered(&kent) {
            let wanted = Chosen::of(kind).wanted(&kent);
            assert!(usual(wanted).iter().all(|lever| levers_for(wanted).contains(lever)), "{kind:?}");
            assert!(decided(wanted, &kent).iter().all(|means| wanted.figure.bears(means[0].lever)));
        }
        let balance = Chosen::of(Kind::Balance).wanted(&kent);
        let placements = Chosen::default().wanted(&kent);
        let savings = Reach::whole(Lever::OtherSavings, &kent);
        assert_eq!(picked(Some(savings), balance, Lever::BudgetGrowth, &kent), savings);
        assert_eq!(picked(Some(savings), placements, Lever::Effect, &kent).lever, Lever::Effect);
        let decided = |wanted| decided(wanted, &kent).iter().map(|means| means[0].lever).collect::<Vec<_>>();
        assert_eq!(decided(placements), [Lever::Effect, Lever::SrpPlaces]);
        assert!(
            decided(balance).contains(&Lever::SavingsDelay)
                && !decided(balance).contains(&Lever::Contributions)
        );
        assert!(decided(Chosen::of(Kind::DeficitGrant).wanted(&kent)).contains(&Lever::Contributions));
    }
}
