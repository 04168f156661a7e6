//! Works out how many pupils would have to move from independent to state special schools to close the High Needs gap.
//! This is arithmetic without chance, and it bounds what any measure on placements can do.

use crate::scenario::Scenario;

/// The terms of the arithmetic, in pounds a year and pupils.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// The mean price of a placement in the second year.
    pub independent: f64,
    /// The cost of a place in a state special school, in the scenario's prices.
    pub state_special: f64,
    /// The in-year gap of the base year.
    pub gap: f64,
    /// The number of placements at the start.
    pub placements: f64,
}

impl Moves {
    /// The terms at a scenario's central values.
    pub fn of(scenario: &Scenario) -> Moves {
        let (prices, framework) = (&scenario.prices, &scenario.framework);
        let lot_a = framework.lot_a.amount.central();
        let on = lot_a * prices.lot_a.amount.central() + (1.0 - lot_a) * prices.lot_b.amount.central();
        let share = framework.opening_share.amount.central();
        Moves {
            independent: share * on + (1.0 - share) * prices.off_framework.amount.central(),
            state_special: scenario.alternatives.state_special.amount.central(),
            gap: scenario.high_needs.gap.amount.central(),
            placements: scenario.opening.pupils.amount.central(),
        }
    }

    /// The saving from one move, in pounds a year; negative where a move costs money.
    pub fn saving(&self) -> f64 {
        self.independent - self.state_special
    }

    /// The whole number of moves that would close the gap; none where a move saves nothing.
    pub fn needed(&self) -> Option<f64> {
        (self.saving() > 0.0).then(|| (self.gap / self.saving()).ceil().max(0.0))
    }

    /// Whether moving all pupils would close the gap.
    pub fn suffice(&self) -> bool {
        self.needed().is_some_and(|needed| needed <= self.placements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Amount, Lever};

    #[test]
    fn kents_gap_needs_more_moves_than_there_are_placements() {
        let moves = Moves::of(&Scenario::kent());
        assert!((moves.independent - 56_082.892).abs() < 0.001, "{}", moves.independent);
        assert!((moves.saving() - 31_830.892).abs() < 0.001);
        assert_eq!(moves.needed(), Some(1_885.0));
        assert!(!moves.suffice());
    }

    #[test]
    fn every_number_is_the_scenarios_own() {
        let published = Scenario::kent();
        let mut scenario = published.clone();
        Lever::Gap.set(&mut scenario, &published, 20.0);
        scenario.set_pupils(700);
        assert_eq!(Moves::of(&scenario).needed(), Some(629.0));
        assert!(Moves::of(&scenario).suffice());
        scenario.set_pupils(628);
        assert!(!Moves::of(&scenario).suffice());
        for price in ["lot_a", "lot_b", "off_framework"] {
            scenario = scenario.set(&format!("prices.{price}"), "20000").unwrap();
        }
        assert_eq!(Moves::of(&scenario).needed(), None, "a move that costs closes nothing");
        assert!(!Moves::of(&scenario).suffice());
        scenario.high_needs.gap.amount = Amount::Fixed(0.0);
        scenario.alternatives.state_special.amount = Amount::Fixed(1_000.0);
        assert_eq!(Moves::of(&scenario).needed(), Some(0.0));
    }
}
