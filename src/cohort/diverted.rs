//! Pupils who do not join: which way each goes, and who comes back.

use super::compiled::Compiled;
use super::parameters::Parameters;
use super::pupil::Pupil;
use super::routes::{Thresholds, parts, threshold};
use crate::scenario::Lever;

/// Ways for those who do not join: mainstream, SRP, state special, EOTAS.
pub const ROUTES: usize = 4;
const SRP: usize = 1;
const SPECIAL: usize = 2;
const EOTAS: usize = 3;

/// The diverted of one future.
#[derive(Clone, Debug)]
pub struct Diverted {
    /// Of this year by cell: by the Localities Model, to an SRP, to a state special school.
    pub localities: Vec<u32>,
    pub srp: Vec<u32>,
    pub special: Vec<u32>,
    /// Pupils in each alternative now.
    pub now: [u32; ROUTES],
    /// Pupils who leave it, by January.
    leaving: Vec<[u32; ROUTES]>,
    /// Those of last year who come back.
    returning: Vec<Pupil>,
    /// Below these a diverted pupil comes back, and does so through a tribunal.
    comes_back: u32,
    back_by_tribunal: u32,
    mix: [u32; ROUTES],
}

impl Diverted {
    pub fn new(model: &Compiled) -> Diverted {
        let shape = model.shape;
        Diverted {
            localities: vec![0; shape.cells()],
            srp: vec![0; shape.cells()],
            special: vec![0; shape.cells()],
            now: [0; ROUTES],
            leaving: vec![[0; ROUTES]; shape.years + 2],
            returning: Vec::new(),
            comes_back: 0,
            back_by_tribunal: 0,
            mix: model.local.mix.map(threshold),
        }
    }

    /// Begins a future.
    pub fn begin(&mut self, parameters: &Parameters) {
        self.now = [0; ROUTES];
        self.leaving.fill([0; ROUTES]);
        self.returning.clear();
        self.comes_back = threshold(parameters.get(Lever::Returns));
        self.back_by_tribunal = threshold(parameters.get(Lever::ReturnsByTribunal));
    }

    /// Begins a year: lets go those who are first missing in its January, and sends on those who
    /// come back.
    pub fn begin_year(&mut self, january: usize) -> impl Iterator<Item = Pupil> {
        for (now, gone) in self.now.iter_mut().zip(self.leaving[january]) {
            *now -= gone;
        }
        self.localities.fill(0);
        self.srp.fill(0);
        self.special.fill(0);
        self.returning.drain(..)
    }

    /// Takes a pupil who does not join in a year: the Localities Model comes first, a local place
    /// second. `localities` and `local` are the pupil's numbers that the thresholds decide on.
    #[inline(never)]
    pub fn take(
        &mut self,
        january: usize,
        pupil: Pupil,
        (localities, local): (u32, u32),
        thresholds: Thresholds,
        word: u64,
    ) {
        let cell = pupil.cell();
        let end = (january + 1 + pupil.stays()).min(self.leaving.len() - 1);
        let place = (local < thresholds.local).then_some(if local < thresholds.srp { SRP } else { SPECIAL });
        if localities >= thresholds.localities {
            let route = place.unwrap_or(SPECIAL);
            let counts = if route == SRP { &mut self.srp } else { &mut self.special };
            counts[cell] += 1;
            self.stay(route, end);
            return;
        }
        self.localities[cell] += 1;
        let [back, by_tribunal, mix, _] = parts(word);
        let route = self.mix.iter().position(|&upto| mix < upto).unwrap_or(EOTAS);
        if back >= self.comes_back {
            self.stay(route, end);
        } else if let Some(place) = place {
            // Comes back to the local place that it would have had in the first place.
            self.stay(place, end);
        } else {
            self.stay(route, end.min(january + 1));
            self.returning.push(pupil.with_tribunal(by_tribunal < self.back_by_tribunal));
        }
    }

    fn stay(&mut self, route: usize, end: usize) {
        self.now[route] += 1;
        self.leaving[end][route] += 1;
    }
}
