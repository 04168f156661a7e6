//! Who is placed where, and until when: counts of pupils that leave at each January to come.

use super::shape::Shape;
use crate::field::Age;

/// How pupils are placed, as far as prices tell them apart: Lot A, Lot B and off the framework for
/// those placed by the first year, the same for those who joined later, then one for each block.
pub const SPOT: usize = 3;
/// The first way of a block.
pub const BLOCKS: usize = 2 * SPOT;

/// Counts of the pupils in each way by cell and by year of birth, and of those who will leave.
#[derive(Clone, Debug)]
pub struct Ledger {
    ways: usize,
    cells: usize,
    births: usize,
    /// Steps that pupils of age index 0 at the last step lie behind: birth = age + lead - step.
    lead: usize,
    /// Placed now, by cell and way.
    pub now: Vec<u32>,
    /// Placed now, by birth and way.
    pub now_by_birth: Vec<u32>,
    /// Leaving, by January, cell and way.
    leaving: Vec<u32>,
    /// Leaving, by January, birth and way.
    leaving_by_birth: Vec<u32>,
}

impl Ledger {
    pub fn new(shape: Shape) -> Ledger {
        let ways = BLOCKS + shape.blocks;
        let births = Age::COUNT + shape.years + 1;
        let columns = shape.years + 2;
        Ledger {
            ways,
            cells: shape.cells(),
            births,
            lead: shape.years,
            now: vec![0; shape.cells() * ways],
            now_by_birth: vec![0; births * ways],
            leaving: vec![0; columns * shape.cells() * ways],
            leaving_by_birth: vec![0; columns * births * ways],
        }
    }

    pub fn clear(&mut self) {
        self.now.fill(0);
        self.now_by_birth.fill(0);
        self.leaving.fill(0);
        self.leaving_by_birth.fill(0);
    }

    pub fn ways(&self) -> usize {
        self.ways
    }

    /// The year of birth, as an index, of a pupil of this age index at a step.
    #[inline]
    pub fn birth(&self, age: usize, step: usize) -> usize {
        age + self.lead - step
    }

    /// The age of a year of birth at a step; none where it is out of range.
    pub fn age(&self, birth: usize, step: usize) -> Option<Age> {
        (birth + step).checked_sub(self.lead).filter(|&age| age < Age::COUNT).map(Age::at)
    }

    /// Places a pupil, who is first missing in January `end`.
    #[inline]
    pub fn place(&mut self, cell: usize, birth: usize, way: usize, end: usize) {
        let by_cell = cell * self.ways + way;
        let by_birth = birth * self.ways + way;
        self.now[by_cell] += 1;
        self.now_by_birth[by_birth] += 1;
        self.leaving[end * self.cells * self.ways + by_cell] += 1;
        self.leaving_by_birth[end * self.births * self.ways + by_birth] += 1;
    }

    /// Lets go those who are first missing in this January; adds them up by cell.
    pub fn release(&mut self, january: usize, leavers: &mut [u32]) {
        let width = self.cells * self.ways;
        let gone = &self.leaving[january * width..][..width];
        for (now, gone) in self.now.iter_mut().zip(gone) {
            *now -= gone;
        }
        for (leavers, gone) in leavers.iter_mut().zip(gone.chunks_exact(self.ways)) {
            *leavers = gone.iter().sum();
        }
        let width = self.births * self.ways;
        let gone = &self.leaving_by_birth[january * width..][..width];
        for (now, gone) in self.now_by_birth.iter_mut().zip(gone) {
            *now -= gone;
        }
    }

    /// Pupils placed now, by cell and way.
    pub fn cells(&self) -> impl Iterator<Item = &[u32]> {
        self.now.chunks_exact(self.ways)
    }

    /// Pupils placed now in one way.
    pub fn in_way(&self, way: usize) -> u32 {
        self.now_by_birth.iter().skip(way).step_by(self.ways).sum()
    }
}
