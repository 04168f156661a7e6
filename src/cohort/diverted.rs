//! Pupils who do not join: which alternative each goes to, and who comes back (M5.2 to M5.4, M5.9).

use super::compiled::Compiled;
use super::parameters::Parameters;
use super::pupil::Pupil;
use super::routes::{Thresholds, parts, threshold};
use super::shape::Shape;
use crate::scenario::Lever;

/// How many alternatives there are for those who do not join: mainstream, SRP, state special, EOTAS.
pub const ROUTES: usize = 4;
/// The position of SRPs among the alternatives, the first of the two kinds of local place; the other comes next.
const SRP: usize = 1;
/// The position among the counts by cell of those whom the Localities Model keeps; the local places come next.
const LOCALITIES: usize = 0;

/// The diverted of one future.
#[derive(Clone, Debug)]
pub struct Diverted {
    /// Pupils diverted this year by cell: by the Localities Model, to an SRP, to a state special school.
    counts: Vec<u32>,
    shape: Shape,
    /// Pupils in each alternative now; then those of them whom an SRP and a state special school displaced.
    now: [u32; ROUTES + 2],
    /// Pupils in each alternative by the January in which they are first missing; then those displaced, as in `now`.
    leaving: Vec<[u32; ROUTES + 2]>,
    /// Pupils diverted last year who come back.
    returning: Vec<Pupil>,
    /// A number below this means that a pupil diverted by the Localities Model comes back.
    comes_back: u32,
    /// A number below this means that it comes back through a tribunal.
    back_by_tribunal: u32,
    /// Thresholds of where those diverted by the Localities Model go, one for each alternative.
    mix: [u32; ROUTES],
}

impl Diverted {
    pub fn new(model: &Compiled) -> Diverted {
        let shape = model.shape;
        Diverted {
            counts: vec![0; 3 * shape.cells()],
            shape,
            now: [0; ROUTES + 2],
            leaving: vec![[0; ROUTES + 2]; shape.years + 2],
            returning: Vec::new(),
            comes_back: 0,
            back_by_tribunal: 0,
            mix: model.local.mix.map(threshold),
        }
    }

    /// Begins a future.
    pub fn begin(&mut self, parameters: &Parameters) {
        self.now = [0; ROUTES + 2];
        self.leaving.fill([0; ROUTES + 2]);
        self.returning.clear();
        self.comes_back = threshold(parameters.get(Lever::Returns));
        self.back_by_tribunal = threshold(parameters.get(Lever::ReturnsByTribunal));
    }

    /// Begins a year: lets go those who are first missing in its January, and hands over those who come back.
    pub fn begin_year(&mut self, january: usize) -> impl Iterator<Item = Pupil> {
        for (now, gone) in self.now.iter_mut().zip(self.leaving[january]) {
            *now -= gone;
        }
        self.counts.fill(0);
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
        let end = self.shape.first_missing(january, pupil.stays());
        let [back, by_tribunal, mix, _] = parts(word);
        // Where each goes is looked up and not branched to: a processor cannot predict it.
        let kept = usize::from(localities < thresholds.localities);
        let place = SRP + usize::from(local >= thresholds.srp);
        let mixed = self.mix[..ROUTES - 1].iter().map(|&upto| usize::from(mix >= upto)).sum();
        let route = [place, mixed][kept];
        self.counts[[place, LOCALITIES][kept] * self.shape.cells() + pupil.cell()] += 1;
        let comes_back = kept & usize::from(back < self.comes_back);
        if comes_back == 0 {
            self.stay(route, end);
            if kept == 0 {
                self.stay(ROUTES + place - SRP, end);
            }
        } else if local < thresholds.local {
            // Comes back to the local place that it would have had in the first place.
            self.stay(place, end);
            self.stay(ROUTES + place - SRP, end);
        } else {
            self.stay(route, end.min(january + 1));
            self.returning.push(pupil.with_tribunal(by_tribunal < self.back_by_tribunal));
        }
    }

    /// Pupils in each alternative now.
    pub fn now(&self) -> [u32; ROUTES] {
        std::array::from_fn(|route| self.now[route])
    }

    /// Pupils whom a local place keeps out of a placement now: in an SRP, in a state special school.
    pub fn in_local_places(&self) -> [u32; 2] {
        [self.now[ROUTES], self.now[ROUTES + 1]]
    }

    /// Pupils diverted this year by cell: by the Localities Model, to an SRP, to a state special school.
    pub fn counts(&self) -> [&[u32]; 3] {
        let (localities, places) = self.counts.split_at(self.shape.cells());
        let (srp, special) = places.split_at(self.shape.cells());
        [localities, srp, special]
    }

    /// Counts a pupil in an alternative until January `end`.
    fn stay(&mut self, route: usize, end: usize) {
        self.now[route] += 1;
        self.leaving[end][route] += 1;
    }
}
