//! The cost of pupils who are not placed, and of local places that keep nobody from a placement (M5.10, M5.11, M5.12).

use super::super::diverted::ROUTES;
use super::super::ledger::SPOT;
use super::super::parameters::Parameters;
use crate::contracts::PricePath;
use crate::scenario::Lever;

/// The pupils who are not placed in an academic year, and the local places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Elsewhere {
    /// Pupils in each alternative: mainstream, SRP, state special school, EOTAS.
    pub alternatives: [u32; ROUTES],
    /// The number of these whom a local place keeps out of a placement: in an SRP, in a state special school.
    pub in_local_places: [u32; 2],
    /// The number of local places open: in SRPs, in state special schools.
    pub local_places: [f64; 2],
    /// The number of pupils who wait for a placement, by the spot channel that each would have.
    pub waiting: [u32; SPOT],
}

/// Pounds a year for a pupil in each alternative, at prices of the opening year.
#[derive(Clone, Copy, Debug, Default)]
struct Prices {
    mainstream: f64,
    srp: f64,
    special: f64,
    eotas: f64,
    /// The growth of these prices, as a share a year.
    growth: f64,
}

/// The alternatives to a placement in one future, by step.
#[derive(Clone, Debug)]
pub(super) struct Alternatives {
    prices: Prices,
    elsewhere: Vec<Elsewhere>,
    /// The cost in pounds a year, including pupils who wait.
    cost: Vec<f64>,
    /// Pounds a year by which placements for the pupils who wait would cost more than their wait does.
    waits: Vec<f64>,
}

impl Alternatives {
    pub(super) fn new(steps: usize) -> Alternatives {
        Alternatives {
            prices: Prices::default(),
            elsewhere: vec![Elsewhere::default(); steps],
            cost: vec![0.0; steps],
            waits: vec![0.0; steps],
        }
    }

    /// Takes the prices of a future.
    pub(super) fn begin(&mut self, parameters: &Parameters) {
        let get = |lever| parameters.get(lever);
        self.prices = Prices {
            mainstream: get(Lever::CostMainstream),
            srp: get(Lever::CostSrp),
            special: get(Lever::CostSpecial),
            eotas: get(Lever::CostEotas),
            growth: get(Lever::CostGrowth),
        };
    }

    /// Notes the pupils who are not placed at a step.
    pub(super) fn note(&mut self, step: usize, elsewhere: Elsewhere) {
        self.elsewhere[step] = elsewhere;
    }

    /// Pounds that the alternatives cost in the academic year of a step.
    pub(super) fn cost(&self, step: usize) -> f64 {
        self.cost[step]
    }

    /// Pounds by which the year's balance is better because children wait.
    pub(super) fn waits(&self, step: usize) -> f64 {
        self.waits[step]
    }

    /// Costs the alternatives of a step:
    ///
    /// ```text
    /// growth^step x [ pupils x price + local places that keep nobody out x max(0, price - mainstream) + waiting x EOTAS ]
    /// ```
    ///
    /// A local place that keeps nobody out of a placement is taken by a child who would otherwise be in a mainstream
    /// school, so only the difference in cost counts.
    pub(super) fn cost_year(&mut self, placements: &PricePath, step: usize) {
        let Prices { mainstream, srp, special, eotas, growth } = self.prices;
        let elsewhere = self.elsewhere[step];
        let growth = (0..step).fold(1.0, |factor, _| factor * (1.0 + growth));
        let pupils = elsewhere.alternatives.iter().zip([mainstream, srp, special, eotas]);
        let sum: f64 = pupils.map(|(&count, price)| f64::from(count) * price).sum();
        let places: f64 = [srp, special]
            .into_iter()
            .zip(elsewhere.local_places.into_iter().zip(elsewhere.in_local_places))
            .map(|(price, (open, taken))| (price - mainstream).max(0.0) * (open - f64::from(taken)).max(0.0))
            .sum();
        let waiting = elsewhere.waiting.map(f64::from);
        let wait = growth * waiting.iter().sum::<f64>() * eotas;
        self.cost[step] = growth * (sum + places) + wait;
        let owed: f64 = waiting.iter().zip(placements.joined(step)).map(|(count, price)| count * price).sum();
        self.waits[step] = owed - wait;
    }
}
