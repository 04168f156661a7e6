//! What a planner wants to hold, as chosen on the page, and which levers may move for it.

use crate::decisions::goal::{Reach, Wanted};
use crate::field::January;
use crate::scenario::{Checked, Group, Lever};

/// The January that is asked about at first, where it is within the horizon.
const JANUARY: January = January(2030);

/// What a planner has chosen.
#[derive(Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Whether placements are wanted, or else the balance.
    pub placements: bool,
    /// The most pupils placed; none for as many as the scenario starts from.
    pub at_most: Option<u32>,
    /// The January in which they are counted.
    pub january: January,
}

impl Default for Chosen {
    fn default() -> Chosen {
        Chosen { placements: false, at_most: None, january: JANUARY }
    }
}

impl Chosen {
    /// What it comes to in a scenario, whose horizon may have changed since.
    pub fn wanted(self, scenario: &Checked) -> Wanted {
        if self.placements {
            Wanted::Placements { january: self.january(scenario), at_most: self.at_most(scenario) }
        } else {
            Wanted::Balance
        }
    }

    /// The January in which placements are counted: within the horizon, and after the opening one.
    pub fn january(self, scenario: &Checked) -> January {
        let horizon = scenario.horizon;
        let last = horizon.opening_january.plus(usize::from(horizon.years));
        self.january.clamp(horizon.opening_january.plus(1).min(last), last)
    }

    /// The most pupils placed.
    pub fn at_most(self, scenario: &Checked) -> u32 {
        self.at_most.unwrap_or_else(|| pupils(scenario.opening.pupils.amount.central().round()))
    }
}

/// A number of pupils, which the limits of a scenario keep far below the largest.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn pupils(number: f64) -> u32 {
    number as u32
}

/// Levers that may be picked: those that bear on what is wanted, main ones first.
pub fn levers_for(wanted: Wanted) -> Vec<Lever> {
    let groups = [Group::HighNeeds, Group::Localities, Group::LocalProvision, Group::Demand, Group::Prices];
    [true, false]
        .into_iter()
        .flat_map(|main| groups.into_iter().flat_map(move |group| Lever::of(group, main)))
        .filter(|&lever| wanted.bears(lever))
        .collect()
}

/// A lever with all of its scale.
pub fn whole_reach(lever: Lever, scenario: &Checked) -> Reach {
    let bounds = lever.bounds(scenario);
    Reach { lever, low: *bounds.start(), high: *bounds.end() }
}

/// The two levers that stand there at first.
pub fn usual(wanted: Wanted) -> [Lever; 2] {
    match wanted {
        Wanted::Balance => [Lever::OtherSavings, Lever::BudgetGrowth],
        Wanted::Placements { .. } => [Lever::Effect, Lever::Growth],
    }
}

/// The lever picked where it bears on what is wanted, and else the whole of the usual one.
pub fn picked(reach: Option<Reach>, wanted: Wanted, usual: Lever, scenario: &Checked) -> Reach {
    reach.filter(|reach| wanted.bears(reach.lever)).unwrap_or_else(|| whole_reach(usual, scenario))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn what_is_chosen_follows_the_scenario_into_a_shorter_horizon() {
        let mut kent = Scenario::kent();
        let placements = Chosen { placements: true, ..Chosen::default() };
        let wanted = placements.wanted(&kent.clone().check().unwrap());
        assert_eq!(wanted, Wanted::Placements { january: January(2030), at_most: 1_784 });
        kent.horizon.years = 2;
        let short = kent.check().unwrap();
        assert_eq!(placements.january(&short), January(2027));
        assert_eq!(Chosen::default().wanted(&short), Wanted::Balance);
    }

    #[test]
    fn a_lever_that_no_longer_bears_makes_way_for_the_usual_one() {
        let kent = Scenario::kent().check().unwrap();
        let placements = Wanted::Placements { january: January(2030), at_most: 1_800 };
        assert!(usual(Wanted::Balance).iter().all(|lever| levers_for(Wanted::Balance).contains(lever)));
        assert!(usual(placements).iter().all(|lever| levers_for(placements).contains(lever)));
        let savings = whole_reach(Lever::OtherSavings, &kent);
        assert_eq!(picked(Some(savings), Wanted::Balance, Lever::BudgetGrowth, &kent), savings);
        assert_eq!(picked(Some(savings), placements, Lever::Effect, &kent).lever, Lever::Effect);
    }
}
