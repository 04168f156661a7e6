//! Those who come for a place in a year: the joiners of the year, and whoever comes again.

use super::ladder::{BITS, Ladder, RUNGS};
use super::pupil::Pupil;
use super::routes::{Thresholds, parts};
use crate::chance::{Address, Future, Purpose};

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

/// What decides on the joiners of one cell and year.
#[derive(Clone, Copy)]
struct Joining<'a> {
    cell: u16,
    ages: &'a Ladder,
    stays: &'a [Ladder; RUNGS],
    thresholds: Thresholds,
    birth: usize,
    first_missing: usize,
    outstays: usize,
    /// Where their words are.
    words: Address,
    routes: Address,
}

impl Joining<'_> {
    fn new<'a>(tables: &Tables<'a>, future: Future, year: u16, cell: u16) -> Joining<'a> {
        let place = u32::from(cell);
        Joining {
            cell,
            ages: &tables.ages[usize::from(tables.district_of[usize::from(cell)])],
            stays: tables.stays,
            thresholds: tables.thresholds[usize::from(cell)],
            birth: tables.birth,
            first_missing: tables.first_missing,
            outstays: tables.outstays,
            words: future.address(Purpose::JoinerAgeAndStay, year, place),
            routes: future.address(Purpose::JoinerRoute, year, place),
        }
    }

    /// A joiner, by the two words that are its own.
    #[inline]
    fn pupil(&self, word: u64, route: u64) -> Pupil {
        #[allow(clippy::cast_possible_truncation)] // two times 24 bits
        let (age, stay) = ((word >> (64 - BITS)) as u32, (word >> 16) as u32 & ((1 << BITS) - 1));
        let age = self.ages.at(age);
        let end = (self.first_missing + self.stays[age % RUNGS].at(stay)).min(self.outstays);
        let by_tribunal = parts(route)[0] < self.thresholds.tribunal;
        Pupil::new(self.cell, self.birth + age, end, by_tribunal, word, route)
    }

    /// Makes the joiners and lists those of them who do not join; says how many of each there are,
    /// and how many are directed by a tribunal.
    ///
    /// There is no branch in it that chance decides: one that cannot be foretold costs as much as
    /// a joiner. And it is a function of its own, so that what it works with stays in registers.
    #[inline(never)]
    fn sort_out(&self, count: u32, pupils: &mut [Pupil], held: &mut [u64]) -> (u32, u32, u32) {
        let (mut joined, mut kept, mut directed) = (0_u32, 0_u32, 0);
        for joiner in 0..count {
            let route = self.routes.word(joiner);
            let [tribunal, localities, local, _] = parts(route);
            pupils[joined as usize] = self.pupil(self.words.word(joiner), route);
            held[kept as usize] = u64::from(self.cell) << 32 | u64::from(joiner);
            // Both are written; the next joiner overwrites the one that is not so.
            let stays_out = ((localities < self.thresholds.localities) | (local < self.thresholds.local))
                & (tribunal >= self.thresholds.tribunal);
            joined += u32::from(!stays_out);
            kept += u32::from(stays_out);
            directed += u32::from(tribunal < self.thresholds.tribunal);
        }
        (joined, kept, directed)
    }
}

/// Those who come in a year, and room for them that is kept from year to year.
#[derive(Clone, Debug)]
pub struct Arrivals {
    pupils: Vec<Pupil>,
    count: usize,
    /// Where the joiners of each cell begin among the pupils, and where those of the last end.
    starts: Vec<usize>,
    /// Cell and number of those who do not join.
    held: Vec<u64>,
}

impl Arrivals {
    pub fn new(cells: usize) -> Arrivals {
        Arrivals { pupils: Vec::new(), count: 0, starts: vec![0; cells + 1], held: Vec::new() }
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
        if self.held.len() < total {
            self.held.resize(2 * total, 0);
        }
        let begun = self.count;
        let mut kept = 0;
        for (cell, &count) in (0..).zip(potential) {
            let place = usize::from(cell);
            self.starts[place] = self.count;
            let joining = Joining::new(&tables, future, year, cell);
            let (joined, held, by_tribunal) =
                joining.sort_out(count, &mut self.pupils[self.count..], &mut self.held[kept..]);
            self.count += joined as usize;
            kept += held as usize;
            joiners[place] = joined;
            directed[place] = by_tribunal;
        }
        if let Some(last) = self.starts.last_mut() {
            *last = self.count;
        }
        for &held in &self.held[..kept] {
            #[allow(clippy::cast_possible_truncation)] // as they were put together
            let (cell, joiner) = ((held >> 32) as u16, held as u32);
            let joining = Joining::new(&tables, future, year, cell);
            let route = joining.routes.word(joiner);
            divert(joining.pupil(joining.words.word(joiner), route), route, joiner);
        }
        for pupil in &self.pupils[..begun] {
            joiners[pupil.cell()] += 1;
        }
    }
}
