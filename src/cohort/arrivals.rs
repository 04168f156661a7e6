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
    tables: &'a Tables<'a>,
    cell: u16,
    ages: &'a Ladder,
    thresholds: Thresholds,
    /// Where their words are.
    words: Address,
    routes: Address,
}

impl Joining<'_> {
    fn new<'a>(tables: &'a Tables<'a>, future: Future, year: u16, cell: u16) -> Joining<'a> {
        let place = u32::from(cell);
        Joining {
            tables,
            cell,
            ages: &tables.ages[usize::from(tables.district_of[usize::from(cell)])],
            thresholds: tables.thresholds[usize::from(cell)],
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
        let Tables { stays, birth, first_missing, outstays, .. } = *self.tables;
        let end = (first_missing + stays[age % RUNGS].at(stay)).min(outstays);
        let by_tribunal = parts(route)[0] < self.thresholds.tribunal;
        Pupil::new(self.cell, birth + age, end, by_tribunal, word, route)
    }

    /// Makes the joiners: those who join from the first position in `next` on, the others from the
    /// second, each with its number beside it. Counts those directed by a tribunal.
    ///
    /// There is no branch in it that chance decides: one that cannot be foretold costs as much as
    /// a joiner. And it is a function of its own, so that what it works with stays in registers.
    #[inline(never)]
    fn make(&self, count: u32, next: &mut [usize; 2], pupils: &mut [Pupil], numbers: &mut [u32]) -> u32 {
        let mut directed = 0;
        for joiner in 0..count {
            let route = self.routes.word(joiner);
            let [tribunal, localities, local, _] = parts(route);
            let Thresholds { tribunal: directs, localities: keeps, local: wins, .. } = self.thresholds;
            #[allow(clippy::needless_bitwise_bool)] // lazy ones branch
            let stays_out = ((localities < keeps) | (local < wins)) & (tribunal >= directs);
            let next = &mut next[usize::from(stays_out)];
            pupils[*next] = self.pupil(self.words.word(joiner), route);
            numbers[*next] = joiner;
            *next += 1;
            directed += u32::from(tribunal < directs);
        }
        directed
    }
}

/// Those who come in a year, and room for them that is kept from year to year.
#[derive(Clone, Debug)]
pub struct Arrivals {
    pupils: Vec<Pupil>,
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
            self.numbers.resize(2 * pupils, 0);
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
    #[allow(clippy::too_many_arguments)] // what goes in, and what is counted by cell
    pub fn join(
        &mut self,
        future: Future,
        year: u16,
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
        for (cell, (&count, directed)) in (0..).zip(potential.iter().zip(directed)) {
            let place = usize::from(cell);
            self.starts[place] = next[0];
            let joining = Joining::new(&tables, future, year, cell);
            *directed = joining.make(count, &mut next, &mut self.pupils, &mut self.numbers);
            #[allow(clippy::cast_possible_truncation)] // at most the count
            let joined = (next[0] - self.starts[place]) as u32;
            joiners[place] = joined;
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
