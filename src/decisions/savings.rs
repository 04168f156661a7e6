//! Finds the other savings that would bring balance (M9.2).
//!
//! In each future the balance of the year of the agreement is linear in the sum planned: the balance without other
//! savings, plus the part of each pound that has arrived by then. So the futures of an ordinary run give the answer for
//! every sum.

use crate::cohort::{Arrival, Compiled, Detail, Headline};
use crate::ensemble::Ensemble;
use crate::scenario::{Checked, Lever, Scenario};

/// The share of the futures that counts as an even chance.
pub const EVEN: f64 = 0.5;

/// The balance of the year of the agreement as a function of the other savings planned, in each future so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Savings {
    /// The balance without other savings, in pounds.
    without: Vec<f64>,
    /// How much of each pound planned arrives in time.
    arrivals: Vec<Arrival>,
    /// The sum that the scenario plans, in pounds a year.
    entered: f64,
    /// The largest value of the lever, in pounds a year.
    limit: f64,
    /// The pounds in one unit of the lever's scale.
    unit: f64,
}

/// The other savings that bring balance as often as wanted. Sums are in pounds a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// The share of the futures, from 0 to 1, that should break even.
    pub target: f64,
    /// The smallest sum that has to be planned in total; `None` where no sum within the limit is enough.
    pub planned: Option<f64>,
    /// The largest sum that can be planned.
    pub limit: f64,
    /// The share of the futures, from 0 to 1, that break even with that sum, or with the limit where no sum is enough.
    pub chance: f64,
    /// The part of the sum that comes too late for the year, on average.
    pub late: f64,
    /// The smallest sum that would be enough if none came late; `None` where no sum within the limit would be.
    pub prompt: Option<f64>,
    /// The sum that the scenario already plans.
    pub entered: f64,
}

impl Savings {
    /// Reads the savings from an ensemble of a scenario; none where the year of the agreement is not simulated, or no
    /// future is there yet. `published` supplies a range where the scenario has none, as for its lever.
    pub fn of(ensemble: &Ensemble, scenario: &Checked, published: &Scenario) -> Option<Savings> {
        let year = ensemble.shape().agreed_year.filter(|_| ensemble.futures() > 0)?;
        let lever = Lever::OtherSavings;
        let mut one = (**scenario).clone();
        lever.set(&mut one, published, 1.0);
        let amount = lever.assumption(&one).amount;
        let unit = amount.central();
        let model = Compiled::new(scenario, Detail::Main);
        let mut arrivals = model.savings_arrive(&amount.curve(), year, scenario.run.seed, ensemble.indices());
        for arrival in &mut arrivals {
            arrival.in_place /= unit;
        }
        let balances = ensemble.values(Headline::Balance(year));
        Some(Savings {
            without: balances.zip(ensemble.values(Headline::OtherSavings)).map(|(a, b)| a - b).collect(),
            arrivals,
            entered: lever.assumption(scenario).amount.central(),
            limit: lever.bounds(scenario).end() * unit,
            unit,
        })
    }

    /// The number of futures.
    pub fn futures(&self) -> usize {
        self.without.len()
    }

    /// The pounds in one unit of the lever's scale.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// The balance of each future with a sum planned, in pounds.
    pub fn balances(&self, planned: f64) -> Vec<f64> {
        let arrived = |arrival: &Arrival| planned * arrival.in_place * arrival.in_time;
        self.without.iter().zip(&self.arrivals).map(|(without, arrival)| without + arrived(arrival)).collect()
    }

    /// The share of the futures, from 0 to 1, that break even with a sum planned.
    pub fn chance(&self, planned: f64) -> f64 {
        let balanced = self.balances(planned).into_iter().filter(|balance| *balance >= 0.0).count();
        balanced as f64 / self.futures() as f64
    }

    /// The smallest sum, in whole pounds, with which a share of the futures breaks even. Infinite where no sum does,
    /// and negative where even a negative sum would be enough.
    pub fn least(&self, target: f64) -> f64 {
        self.least_of(target, |arrival| arrival.in_place * arrival.in_time)
    }

    /// The same, where `there` gives the share of each planned pound that arrives in time, from 0 to 1.
    fn least_of(&self, target: f64, there: impl Fn(&Arrival) -> f64) -> f64 {
        let sum = |(&without, arrival): (&f64, &Arrival)| match there(arrival) {
            there if there > 0.0 => (-without / there).ceil(),
            _ if without < 0.0 => f64::INFINITY,
            _ => f64::NEG_INFINITY,
        };
        let mut sums: Vec<f64> = self.without.iter().zip(&self.arrivals).map(sum).collect();
        let count = (target * sums.len() as f64).ceil().clamp(1.0, sums.len() as f64);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the list
        let place = count as usize - 1;
        *sums.select_nth_unstable_by(place, f64::total_cmp).1
    }

    /// The sum that brings balance in a share of the futures, from 0 to 1.
    pub fn needed(&self, target: f64) -> Needed {
        let within = |sum: f64| (sum <= self.limit).then_some(sum.max(0.0));
        let planned = within(self.least(target));
        let sum = planned.unwrap_or(self.limit);
        let late = self.arrivals.iter().map(|arrival| arrival.in_place * (1.0 - arrival.in_time));
        Needed {
            target,
            planned,
            limit: self.limit,
            chance: self.chance(sum),
            late: sum * late.sum::<f64>() / self.futures() as f64,
            prompt: within(self.least_of(target, |arrival| arrival.in_place * arrival.in_time_if_prompt)),
            entered: self.entered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Spread;
    use crate::field::January;
    use crate::scenario::{Amount, Pert};

    const FUTURES: u32 = 2_000;

    fn kent(edit: impl FnOnce(&mut Scenario)) -> Checked {
        let mut kent = Scenario::kent();
        kent.run.futures = FUTURES;
        edit(&mut kent);
        kent.check().unwrap()
    }

    fn run(scenario: &Checked) -> Ensemble {
        let model = Compiled::new(scenario, Detail::Main);
        Ensemble::run(&model, January(2025), scenario.run.seed, scenario.run.futures)
    }

    fn savings(scenario: &Checked) -> Savings {
        Savings::of(&run(scenario), scenario, &Scenario::kent()).unwrap()
    }

    /// Savings that are uncertain, late, and entered in part.
    fn uncertain(kent: &mut Scenario) {
        kent.high_needs.other_savings.amount = Amount::Pert(Pert { min: 4e6, mode: 20e6, max: 30e6 });
    }

    #[test]
    fn the_balance_is_what_a_run_with_the_sum_gives_future_by_future() {
        let published = Scenario::kent();
        for edit in [|_: &mut Scenario| (), uncertain] {
            let scenario = kent(edit);
            let savings = savings(&scenario);
            for millions in [1.0, 37.5, 96.0, 150.0] {
                let planned = kent(|kent| {
                    edit(kent);
                    Lever::OtherSavings.set(kent, &published, millions);
                });
                let ran: Vec<f64> = run(&planned).values(Headline::Balance(2)).collect();
                let worked_out = savings.balances(millions * savings.unit());
                let furthest = ran.iter().zip(&worked_out).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                assert!(furthest < 0.01, "£{furthest} apart at £{millions}m");
            }
        }
    }

    #[test]
    fn the_sum_as_it_is_printed_brings_the_chance_that_it_is_said_to() {
        let published = Scenario::kent();
        for edit in [|_: &mut Scenario| (), uncertain] {
            let scenario = kent(|kent| {
                edit(kent);
                kent.run.futures = 10_000;
            });
            let needed = savings(&scenario).needed(EVEN);
            let planned = needed.planned.unwrap();
            assert!((needed.chance - EVEN).abs() < 1e-3, "{needed:?}");
            let printed = (planned / 1e6).round();
            let with = kent(|kent| {
                edit(kent);
                // Other chance than that from which the sum was worked out.
                kent.run.seed += 1;
                kent.run.futures = 10_000;
                Lever::OtherSavings.set(kent, &published, printed);
            });
            let reached = run(&with).breakeven().unwrap();
            assert!((reached - 0.5).abs() <= 0.02, "{reached} with £{printed}m");
        }
    }

    #[test]
    fn what_comes_late_is_the_difference_between_the_plan_and_what_is_there() {
        let savings = savings(&kent(|_| ()));
        let needed = savings.needed(EVEN);
        let planned = needed.planned.unwrap();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let there = mean(&savings.balances(planned)) - mean(&savings.balances(0.0));
        assert!((planned - there - needed.late).abs() < 1.0, "{needed:?}");
        // With all of it there, each pound is a pound: the middle shortfall.
        let middle = -Spread::new(savings.balances(0.0)).percentile(0.5);
        assert!((needed.prompt.unwrap() - middle).abs() < 0.1e6, "{needed:?} against {middle}");
        assert!(planned > middle + 5e6 && needed.late > 10e6);
    }

    #[test]
    fn a_sum_beyond_the_lever_is_none_and_says_what_the_most_brings() {
        let late = kent(|kent| kent.high_needs.other_savings_delay.amount = Amount::Fixed(1.9));
        let needed = savings(&late).needed(EVEN);
        assert_eq!((needed.planned, needed.limit), (None, 150e6));
        assert!(needed.chance < 0.01 && needed.prompt.is_some_and(|sum| sum < 100e6), "{needed:?}");
        let never = kent(|kent| kent.high_needs.other_savings_from = 2030.0);
        let needed = savings(&never).needed(EVEN);
        assert!(needed.planned.is_none() && needed.prompt.is_none() && needed.chance < 0.01, "{needed:?}");
    }

    #[test]
    fn a_block_in_balance_needs_nothing_and_a_short_horizon_has_no_answer() {
        let easy = kent(|kent| Lever::BudgetGrowth.set(kent, &Scenario::kent(), 15.0));
        let needed = savings(&easy).needed(EVEN);
        assert_eq!(needed.planned, Some(0.0));
        assert!(needed.chance > EVEN, "{needed:?}");
        let short = kent(|kent| kent.horizon.years = 2);
        assert!(Savings::of(&run(&short), &short, &Scenario::kent()).is_none());
    }
}
