//! Other savings by themselves: how much of what is planned is in the balance of a year, future by future (M9.2).

use super::compiled::Compiled;
use super::parameters::Parameters;
use crate::chance::{Future, QuantileCurve, Seeds};
use crate::high_needs::arrived;
use crate::scenario::Lever;

/// What becomes in one future of other savings that are planned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// What they come to a year once they are in place, in the unit of the plan.
    pub in_place: f64,
    /// The part of that which is in the balance, 0 to 1.
    pub in_time: f64,
    /// The share that would be there if they came on the day for which they are planned.
    pub in_time_if_prompt: f64,
}

impl Compiled {
    /// What becomes of other savings in the balance of the financial year `year` years after the opening one,
    /// in some futures of a seed. `planned` is how the savings are spread over the futures. Nothing is
    /// simulated: two of a future's parameters are drawn.
    pub fn savings_arrive(
        &self,
        planned: &QuantileCurve,
        year: usize,
        seeds: impl Into<Seeds>,
        futures: impl Iterator<Item = u32>,
    ) -> Vec<Arrival> {
        let seeds = seeds.into();
        let mut parameters = Parameters::new(self);
        let delay = &self.levers[Lever::SavingsDelay as usize];
        futures
            .map(|index| {
                let future = Future::new(seeds, index);
                parameters.vary(self, Lever::OtherSavings, planned, future);
                parameters.vary(self, Lever::SavingsDelay, delay, future);
                Arrival {
                    in_place: parameters.get(Lever::OtherSavings),
                    in_time: arrived(year, self.savings_from + parameters.get(Lever::SavingsDelay)),
                    in_time_if_prompt: arrived(year, self.savings_from),
                }
            })
            .collect()
    }
}
