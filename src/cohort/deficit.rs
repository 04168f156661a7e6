//! Draws the terms of the accumulated deficit other than the balances, future by future (M9.3, M9.4).

use super::compiled::Compiled;
use super::parameters::Parameters;
use crate::chance::{Future, QuantileCurve, Seeds};
use crate::high_needs::DeficitTerms;
use crate::scenario::Lever;

impl Compiled {
    /// The terms of the accumulated deficit in some futures of a seed. Contributions under the agreement come in the
    /// first `contributed` financial years. `others` are levers with another curve than the model's. Nothing is
    /// simulated: four of a future's parameters are drawn.
    pub fn deficit_terms(
        &self,
        contributed: usize,
        others: &[(Lever, QuantileCurve)],
        seeds: impl Into<Seeds>,
        futures: impl Iterator<Item = u32>,
    ) -> Vec<DeficitTerms> {
        let seeds = seeds.into();
        let mut parameters = Parameters::new(self);
        let levers = [Lever::OpeningDeficit, Lever::Contributions, Lever::GrantShare, Lever::GrantChance];
        let curves = levers.map(|lever| {
            let other = others.iter().find(|(other, _)| *other == lever).map(|(_, curve)| curve);
            (lever, other.unwrap_or(&self.levers[lever as usize]))
        });
        futures
            .map(|index| {
                let future = Future::new(seeds, index);
                for (lever, curve) in curves {
                    parameters.vary(self, lever, curve, future);
                }
                DeficitTerms {
                    opening: parameters.get(Lever::OpeningDeficit),
                    contribution: parameters.get(Lever::Contributions),
                    contributed,
                    before_grant: self.years_before_grant,
                    cleared: parameters.grant_comes.then(|| parameters.get(Lever::GrantShare)),
                }
            })
            .collect()
    }
}
