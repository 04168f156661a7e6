//! What a planner wants to hold, as chosen on the page.

use crate::decisions::goal::Wanted;
use crate::field::January;
use crate::scenario::Checked;

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
}
