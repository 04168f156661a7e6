//! The pupils who come for a place in a year: the joiners of the year (M4.1, M5), and pupils who come again.

use super::ladder::{Ladder, RUNGS};
use super::pupil::{Limits, Pupil};
use super::routes::{Thresholds, parts};
use crate::chance::Address;

/// What decides on the joiners of one year.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// The distribution of joiners' ages, by district.
    pub ages: &'a [Ladder],
    /// The distribution of the years that a pupil stays on after the present one, by age.
    pub stays: &'a [Ladder; RUNGS],
    /// What decides on the joiners of each cell.
    pub cells: &'a [CellTerms],
    /// What decides on the spot channel, by district.
    pub limits: &'a [Limits],
    /// The year of birth of age index 0.
    pub birth: usize,
}

/// What decides on the joiners of one cell and year.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellTerms {
    /// The cell.
    pub cell: u16,
    /// The district of the cell.
    pub district: u16,
    /// What may keep a joiner from joining.
    pub thresholds: Thresholds,
    /// The address of the words for age, stay and lot, one for each joiner.
    pub words: Address,
    /// The address of the words for route and channel, one for each joiner.
    pub routes: Address,
}

impl CellTerms {
    /// Makes the joiners: those who join from the first position in `next` on, the others from the
    /// second, each with its number beside it. Counts those directed by a tribunal.
    ///
    /// There is no branch in it that chance decides: one that a processor cannot predict costs as much as
    /// three joiners. And it is a function of its own, so that what it works with stays in registers.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // parts of a word
    fn make(
        &self,
        tables: &Tables,
        count: u32,
        next: &mut [usize; 2],
        pupils: &mut [Pupil],
        numbers: &mut [u32],
    ) -> u32 {
        let Tables { stays, birth, .. } = *tables;
        let numbers = &mut numbers[..pupils.len()];
        let Thresholds { tribunal, localities, local, .. } = self.thresholds;
        let ages = &tables.ages[usize::from(self.district)];
        let limits = tables.limits[usize::from(self.district)];
        let mut directed = 0;
        let words = self.words.words().zip(self.routes.words()).take(count as usize);
        for (joiner, (own, route)) in (0..).zip(words) {
            let [tribunals, keeps, wins, channel] = parts(route);
            // A difference below 0 has its uppermost bit set.
            let directs = tribunals.wrapping_sub(tribunal);
            let stays_out = (keeps.wrapping_sub(localities) | wins.wrapping_sub(local)) & !directs;
            directed += directs >> 31;
            let flags = limits.flags(directs, channel, own as u32 & 0xFFFF);
            let age = ages.at((own >> 32) as u32);
            let stays = stays[age % RUNGS].at((own >> 8) as u32);
            let next = &mut next[(stays_out >> 31) as usize];
            pupils[*next] = Pupil::new(self.cell, birth + age, stays, flags, own, route);
            numbers[*next] = joiner;
            *next += 1;
        }
        directed
    }
}

/// Pupils who come in a year, and room for them that is kept from year to year.
#[derive(Clone, Debug)]
pub struct Arrivals {
    /// Those who come again, then the joiners cell by cell; behind `count`, whatever was there before.
    pupils: Vec<Pupil>,
    /// How many pupils come.
    count: usize,
    /// Where the joiners of each cell begin among the pupils, and where those of the last end.
    starts: Vec<usize>,
    /// The number that each joiner has in its cell.
    numbers: Vec<u32>,
}

impl Arrivals {
    pub fn new(cells: usize) -> Arrivals {
        Arrivals { pupils: Vec::new(), count: 0, starts: vec![0; cells + 1], numbers: Vec::new() }
    }

    /// Begins a year with those who come again.
    pub fn begin(&mut self, again: impl Iterator<Item = Pupil>) {
        self.count = 0;
        for pupil in again {
            self.make_room(self.count + 1);
            self.pupils[self.count] = pupil;
            self.count += 1;
        }
    }

    /// Makes room for this many pupils.
    fn make_room(&mut self, pupils: usize) {
        if self.pupils.len() < pupils {
            self.pupils.resize(2 * pupils, Pupil::default());
            self.numbers.resize(2 * pupils, 0);
        }
    }

    /// All who come this year.
    pub fn all(&self) -> &[Pupil] {
        &self.pupils[..self.count]
    }

    /// The pupils of some cells, with their positions; joiners of the others are not even looked at.
    pub fn in_cells(&self, wanted: impl Fn(usize) -> bool + Copy) -> impl Iterator<Item = (u32, &Pupil)> {
        let again = (0..self.starts[0]).filter(move |&at| wanted(self.pupils[at].cell()));
        let cells = self.starts.windows(2).enumerate().filter(move |(cell, _)| wanted(*cell));
        #[allow(clippy::cast_possible_truncation)] // far fewer than 2^32
        again.chain(cells.flat_map(|(_, ends)| ends[0]..ends[1])).map(|at| (at as u32, &self.pupils[at]))
    }

    /// Makes the potential joiners of a year, by cell, and adds those who join to those who are here. Counts those
    /// directed by a tribunal and those who join, and hands over those who do not, each with its number in its cell.
    #[allow(clippy::too_many_arguments)] // what goes in, and what is counted by cell
    pub fn join(
        &mut self,
        tables: Tables,
        potential: &[u32],
        directed: &mut [u32],
        joiners: &mut [u32],
        mut divert: impl FnMut(Pupil, u32),
    ) {
        let begun = self.count;
        let total = potential.iter().sum::<u32>() as usize;
        // Those who do not join come behind all who might.
        self.make_room(begun + 2 * total);
        let mut next = [begun, begun + total];
        let counts = potential.iter().zip(directed).zip(joiners.iter_mut()).zip(&mut self.starts);
        for (terms, (((&count, directed), joiners), start)) in tables.cells.iter().zip(counts) {
            *start = next[0];
            *directed = terms.make(&tables, count, &mut next, &mut self.pupils, &mut self.numbers);
            #[allow(clippy::cast_possible_truncation)] // at most the count
            let joined = (next[0] - *start) as u32;
            *joiners = joined;
        }
        let [joined, held] = next;
        self.count = joined;
        if let Some(last) = self.starts.last_mut() {
            *last = joined;
        }
        let held = begun + total..held;
        for (&pupil, &number) in self.pupils[held.clone()].iter().zip(&self.numbers[held]) {
            divert(pupil, number);
        }
        for pupil in &self.pupils[..begun] {
            joiners[pupil.cell()] += 1;
        }
    }
}
