//! Those who come for a place in a year: the joiners of the year, and whoever comes again.

use super::ladder::{BITS, Ladder, RUNGS};
use super::pupil::Pupil;
use super::routes::{Thresholds, parts};
use crate::chance::{Future, Purpose};

/// What decides on age and stay of the joiners of one year.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// Ages, by district.
    pub ages: &'a [Ladder],
    /// How many years a pupil of each age stays on after the present one.
    pub stays: &'a [Ladder; RUNGS],
    /// The district of each cell.
    pub district_of: &'a [u16],
    /// What may keep a joiner of each cell from joining.
    pub thresholds: &'a [Thresholds],
    /// The year of birth of age index 0.
    pub birth: usize,
    /// The January in which a joiner who stays no year more is first missing.
    pub first_missing: usize,
    /// The January beyond the last.
    pub outstays: usize,
}

impl Tables<'_> {
    /// A joiner, by the two words that are its own.
    #[inline]
    fn pupil(&self, cell: u16, word: u64, route: u64) -> Pupil {
        let ages = &self.ages[usize::from(self.district_of[usize::from(cell)])];
        #[allow(clippy::cast_possible_truncation)] // two times 24 bits
        let (age, stay) = ((word >> (64 - BITS)) as u32, (word >> 16) as u32 & ((1 << BITS) - 1));
        let age = ages.at(age);
        let end = (self.first_missing + self.stays[age % RUNGS].at(stay)).min(self.outstays);
        let by_tribunal = parts(route)[0] < self.thresholds[usize::from(cell)].tribunal;
        Pupil::new(cell, self.birth + age, end, by_tribunal, word, route)
    }
}

/// Those who come in a year, and room for them that is kept from year to year.
///
/// Joiners are made in two loops without a branch that chance decides: one for their words, one
/// for all that follows from these. A branch that cannot be foretold costs as much as a joiner.
#[derive(Clone, Debug)]
pub struct Arrivals {
    pupils: Vec<Pupil>,
    count: usize,
    /// Where the joiners of each cell begin among the pupils, and where those of the last end.
    starts: Vec<usize>,
    /// Potential joiners, cell after cell: their two words, and the cell.
    words: Vec<u64>,
    routes: Vec<u64>,
    cells: Vec<u16>,
    /// Which of them do not join.
    held: Vec<u32>,
}

impl Arrivals {
    pub fn new(cells: usize) -> Arrivals {
        Arrivals {
            pupils: Vec::new(),
            count: 0,
            starts: vec![0; cells + 1],
            words: Vec::new(),
            routes: Vec::new(),
            cells: Vec::new(),
            held: Vec::new(),
        }
    }

    /// Begins a year with those who come back.
    pub fn begin(&mut self, returning: impl Iterator<Item = Pupil>) {
        self.count = 0;
        returning.for_each(|pupil| self.push(pupil));
        self.starts.fill(self.count);
    }

    /// One more, who is no joiner of this year.
    pub fn push(&mut self, pupil: Pupil) {
        self.make_room(self.count + 1);
        self.pupils[self.count] = pupil;
        self.count += 1;
    }

    fn make_room(&mut self, pupils: usize) {
        if self.pupils.len() < pupils {
            self.pupils.resize(2 * pupils, Pupil::default());
        }
    }

    /// All of them.
    pub fn all(&self) -> &[Pupil] {
        &self.pupils[..self.count]
    }

    /// Those of some cells, with their positions; joiners of the others are not even looked at.
    pub fn of(&self, wanted: impl Fn(usize) -> bool + Copy) -> impl Iterator<Item = (u32, &Pupil)> {
        let (first, last) = (self.starts[0], self.starts[self.starts.len() - 1]);
        let others = (0..first).chain(last..self.count).filter(move |&at| wanted(self.pupils[at].cell()));
        let cells = self.starts.windows(2).enumerate().filter(move |(cell, _)| wanted(*cell));
        #[allow(clippy::cast_possible_truncation)] // far fewer than 2^32
        others.chain(cells.flat_map(|(_, ends)| ends[0]..ends[1])).map(|at| (at as u32, &self.pupils[at]))
    }

    /// The potential joiners of a year, by cell: those who join come to those who are here. Counts
    /// those directed by a tribunal and those who join, and hands over those who do not, with the
    /// number that each has in its cell.
    pub fn join(
        &mut self,
        future: Future,
        year: u16,
        tables: Tables,
        potential: &[u32],
        directed: &mut [u32],
        joiners: &mut [u32],
        mut divert: impl FnMut(Pupil, u64, u32),
    ) {
        let total = potential.iter().sum::<u32>() as usize;
        self.make_room(self.count + total);
        if self.words.len() < total {
            self.words.resize(2 * total, 0);
            self.routes.resize(2 * total, 0);
            self.cells.resize(2 * total, 0);
            self.held.resize(2 * total, 0);
        }
        let mut at = 0;
        for (cell, ((&count, directed), thresholds)) in
            (0_u16..).zip(potential.iter().zip(directed).zip(tables.thresholds))
        {
            let here = at..at + count as usize;
            at = here.end;
            let place = u32::from(cell);
            *directed = fill(
                future.address(Purpose::JoinerAgeAndStay, year, place).words(),
                future.address(Purpose::JoinerRoute, year, place).words(),
                thresholds.tribunal,
                &mut self.words[here.clone()],
                &mut self.routes[here.clone()],
            );
            self.cells[here].fill(cell);
        }
        let begun = self.count;
        let (joined, held) = sort_out(
            tables,
            (&self.words[..total], &self.routes[..total], &self.cells[..total]),
            &mut self.pupils[begun..begun + total],
            &mut self.held[..total],
        );
        self.count += joined;
        joiners.copy_from_slice(potential);
        let mut begins = 0;
        let mut of = 0;
        for &held in &self.held[..held] {
            let at = held as usize;
            let (cell, word, route) = (self.cells[at], self.words[at], self.routes[at]);
            while of < usize::from(cell) {
                begins += potential[of];
                of += 1;
            }
            joiners[usize::from(cell)] -= 1;
            divert(tables.pupil(cell, word, route), route, held - begins);
        }
        let mut start = begun;
        for (place, &count) in self.starts.iter_mut().zip(&*joiners) {
            *place = start;
            start += count as usize;
        }
        if let Some(last) = self.starts.last_mut() {
            *last = start;
        }
        for pupil in &self.pupils[..begun] {
            joiners[pupil.cell()] += 1;
        }
    }
}

/// Draws the words of one cell's joiners, and counts those directed by a tribunal.
#[inline]
fn fill(
    mut from: impl Iterator<Item = u64>,
    mut routes_from: impl Iterator<Item = u64>,
    tribunal: u32,
    words: &mut [u64],
    routes: &mut [u64],
) -> u32 {
    let mut directed = 0;
    for (word, route) in words.iter_mut().zip(routes) {
        *word = from.next().unwrap_or_default();
        *route = routes_from.next().unwrap_or_default();
        directed += u32::from(parts(*route)[0] < tribunal);
    }
    directed
}

/// Makes the joiners, and lists those who do not join. A function of its own, so that all it works with stays in registers.
#[inline(never)]
fn sort_out(
    tables: Tables,
    (words, routes, cells): (&[u64], &[u64], &[u16]),
    pupils: &mut [Pupil],
    held: &mut [u32],
) -> (usize, usize) {
    let (mut joined, mut kept) = (0, 0);
    for (at, ((&word, &route), &cell)) in (0_u32..).zip(words.iter().zip(routes).zip(cells)) {
        let thresholds = &tables.thresholds[usize::from(cell)];
        let [tribunal, localities, local, _] = parts(route);
        pupils[joined] = tables.pupil(cell, word, route);
        held[kept] = at;
        // Both are written, and the next overwrites the one that is not so.
        let stays_out = ((localities < thresholds.localities) | (local < thresholds.local))
            & (tribunal >= thresholds.tribunal);
        joined += usize::from(!stays_out);
        kept += usize::from(stays_out);
    }
    (joined, kept)
}
