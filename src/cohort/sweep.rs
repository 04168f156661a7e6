//! Runs a scenario under many settings of a few levers (M14.4). What the levers do not affect is simulated once a
//! future and not once a setting. The result of each setting is to the bit that of the scenario run with it alone.

use crate::chance::QuantileCurve;
use crate::scenario::{Lever, Stage};
use serde::{Deserialize, Serialize};

/// Settings of a few levers, in the order in which least has to be simulated again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    turns: Vec<Turn>,
}

/// One setting, and what has to be done for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Turn {
    /// The position of the setting in the order in which it was given.
    place: u32,
    /// The first stage of a future that has to be simulated again after the turn before.
    pub from: Stage,
    /// The levers that differ from the turn before, each with its curve.
    changes: Vec<(u8, QuantileCurve)>,
}

impl Turn {
    pub fn place(&self) -> usize {
        self.place as usize
    }

    pub fn changes(&self) -> impl Iterator<Item = (Lever, &QuantileCurve)> {
        let lever = |at: &u8| Lever::all().nth(usize::from(*at));
        self.changes.iter().filter_map(move |(at, curve)| Some((lever(at)?, curve)))
    }
}

impl Settings {
    /// Takes settings of some levers: each has a curve for each lever, in their order.
    pub fn new(levers: &[Lever], settings: &[Vec<QuantileCurve>]) -> Settings {
        let mut order: Vec<usize> = (0..levers.len()).collect();
        order.sort_by_key(|&at| levers[at].stage());
        // Settings are numbered so that equal curves come next to each other, lever by lever.
        let mut known: Vec<Vec<&QuantileCurve>> = vec![Vec::new(); levers.len()];
        let mut rows: Vec<(Vec<usize>, u32)> = (0..)
            .zip(settings)
            .map(|(place, curves)| {
                let which = order.iter().map(|&at| {
                    let (known, curve) = (&mut known[at], &curves[at]);
                    known.iter().position(|&other| other == curve).unwrap_or_else(|| {
                        known.push(curve);
                        known.len() - 1
                    })
                });
                (which.collect(), place)
            })
            .collect();
        rows.sort();
        let mut turns: Vec<Turn> = Vec::with_capacity(rows.len());
        let mut before: Option<&Vec<usize>> = None;
        for (which, place) in &rows {
            let changed = |&(at, which): &(usize, &usize)| before.is_none_or(|before| before[at] != *which);
            let changed: Vec<usize> = which.iter().enumerate().filter(changed).map(|(at, _)| at).collect();
            let stages = changed.iter().map(|&at| levers[order[at]].stage());
            let from = if before.is_none() { Stage::Opening } else { stages.min().unwrap_or(Stage::Budget) };
            let curve = |&at: &usize| (levers[order[at]] as u8, known[order[at]][which[at]].clone());
            turns.push(Turn { place: *place, from, changes: changed.iter().map(curve).collect() });
            before = Some(which);
        }
        Settings { turns }
    }

    /// How many settings there are.
    pub fn count(&self) -> usize {
        self.turns.len()
    }

    /// The settings in the order in which least has to be simulated again.
    pub(super) fn turns(&self) -> &[Turn] {
        &self.turns
    }
}

/// The state of a future that a sweep keeps, to continue it from a later stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// The ledger with only the opening pupils.
    pub opened: Vec<u32>,
    /// The counts of the ledger by January.
    pub placed: Vec<Vec<u32>>,
}

impl Kept {
    pub fn note(&mut self, january: usize, counted: &[u32]) {
        if self.placed.len() <= january {
            self.placed.resize(january + 1, Vec::new());
        }
        self.placed[january].clear();
        self.placed[january].extend_from_slice(counted);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Compiled, Detail, Measure, Simulator};
    use super::*;
    use crate::chance::Future;
    use crate::scenario::Scenario;

    /// Kent with what is off by default switched on, so that every lever bears on something.
    fn kent() -> Scenario {
        let published = Scenario::kent();
        let mut kent = published.clone();
        for (lever, to) in [(Lever::Occupancy, 95.0), (Lever::Backfire, 20.0), (Lever::BandChance, 50.0)] {
            lever.set(&mut kent, &published, to);
        }
        kent.blocks.iter_mut().for_each(|block| block.signed = true);
        kent
    }

    fn bits(headlines: &[f64]) -> Vec<u64> {
        headlines.iter().map(|value| value.to_bits()).collect()
    }

    /// Every setting of a sweep against the scenario run by itself with it, in several futures.
    fn check(levers: &[Lever], settings: &[Vec<f64>]) {
        let base = kent();
        let scenarios: Vec<Scenario> = settings
            .iter()
            .map(|values| {
                let mut scenario = base.clone();
                for (lever, value) in levers.iter().zip(values) {
                    lever.set(&mut scenario, &base, *value);
                }
                scenario
            })
            .collect();
        let curves: Vec<Vec<QuantileCurve>> = scenarios
            .iter()
            .map(|scenario| levers.iter().map(|lever| lever.assumption(scenario).amount.curve()).collect())
            .collect();
        let model = Compiled::new(&base.check().unwrap(), Detail::Main).until(4);
        let shape = model.shape();
        let alone: Vec<Compiled> = scenarios
            .iter()
            .map(|scenario| model.clone().with_levers(scenario, levers.iter().copied()))
            .collect();
        let settings = Settings::new(levers, &curves);
        assert_eq!(settings.count(), scenarios.len());
        let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
        let mut simulator = Simulator::new(&model);
        for index in 0..3 {
            let future = Future::new(11, index);
            let mut found = vec![(Vec::new(), Vec::new()); scenarios.len()];
            simulator.sweep(future, &settings, &mut record, &mut headlines, |place, record, headlines| {
                found[place] = (shape.county(record, Measure::Stock), bits(headlines));
            });
            for (place, (found, alone)) in found.iter().zip(&alone).enumerate() {
                Simulator::new(alone).run(future, &mut record, &mut headlines);
                let expected = (shape.county(&record, Measure::Stock), bits(&headlines));
                assert_eq!(*found, expected, "{levers:?}, setting {place}, future {index}");
            }
        }
    }

    #[test]
    fn every_lever_comes_out_as_if_run_by_itself() {
        let base = kent();
        for lever in Lever::all() {
            let bounds = lever.bounds(&base);
            let (low, high) = (*bounds.start(), *bounds.end());
            check(&[lever], &[vec![high], vec![low], vec![0.6 * low + 0.4 * high], vec![high]]);
        }
    }

    #[test]
    fn so_do_levers_of_all_stages_together_in_any_order() {
        let levers = [Lever::OtherSavings, Lever::LotA, Lever::Uplift, Lever::Effect];
        let at = |place: u32| {
            let low_or_high = |bit: u32, low: f64, high: f64| if place >> bit & 1 == 0 { low } else { high };
            vec![
                low_or_high(2, 0.0, 90.0),
                low_or_high(0, 20.0, 60.0),
                low_or_high(3, 1.0, 8.0),
                low_or_high(1, 0.0, 30.0),
            ]
        };
        check(&levers, &(0..16).map(|place| at(place * 7 % 16)).collect::<Vec<_>>());
    }

    #[test]
    fn what_bears_on_the_balance_alone_has_nobody_placed_anew() {
        let curve = |value: f64| vec![QuantileCurve::Constant(value), QuantileCurve::Constant(2.0)];
        let levers = [Lever::OtherSavings, Lever::Effect];
        let settings = Settings::new(&levers, &[curve(1.0), curve(2.0), curve(1.0), curve(3.0)]);
        let stages: Vec<Stage> = settings.turns().iter().map(|turn| turn.from).collect();
        assert_eq!(stages, [Stage::Opening, Stage::Budget, Stage::Budget, Stage::Budget]);
        let places: Vec<usize> = settings.turns().iter().map(Turn::place).collect();
        assert_eq!(places, [0, 2, 1, 3]);
    }
}
