//! Who is placed where, and until when: counts of pupils that leave at each January to come.

use super::ladder::RUNGS;
use super::shape::Shape;
use crate::field::{Age, Channel};

/// How pupils are placed, as far as prices tell them apart: Lot A, Lot B and off the framework for
/// those placed by the first year, the same for those who joined later, then one for each block.
pub const SPOT: usize = 3;
/// The spot way of pupils on the framework (2) and in Lot A (1). Looked up and not branched to, for nobody
/// could foretell which way a pupil goes.
#[inline]
pub fn spot_way(spot: usize) -> usize {
    const WAYS: [u8; 4] = [2, 2, 1, 0];
    usize::from(WAYS[spot % 4])
}

/// A row for each number of years that a pupil may stay on, and spot.
pub const ROWS: usize = 4 * RUNGS;
/// Which of them is a pupil's.
#[inline]
pub fn row_of(stays: usize, spot: usize) -> usize {
    (4 * stays + spot) % ROWS
}

/// Among the rows of those placed, one for pupils who are placed elsewhere or not at all: the first, of those
/// missing from the first January on, which nobody looks at.
pub const NOBODY: u32 = 0;
/// The first way of a block.
pub const BLOCKS: usize = 2 * SPOT;

/// The channel of a way.
pub fn channel(way: usize) -> Channel {
    match way {
        BLOCKS.. => Channel::Block,
        _ => [Channel::LotA, Channel::LotB, Channel::OffFramework][way % SPOT],
    }
}

/// Counts of the pupils in each way, by cell and by year of birth, and by the January in which they
/// are first missing. Who is placed now follows from who is still to leave.
///
/// The table has a row a January and way; its columns are the cells, then the years of birth.
#[derive(Clone, Debug)]
pub struct Ledger {
    ways: usize,
    cells: usize,
    /// Columns.
    width: usize,
    /// Steps that pupils of age index 0 at the last step lie behind: birth = age + lead - step.
    lead: usize,
    leaving: Vec<u32>,
    /// Placed now, a row a way.
    now: Vec<u32>,
    /// The same by phase.
    phases: Vec<[u32; 3]>,
}

impl Ledger {
    pub fn new(shape: Shape) -> Ledger {
        let ways = BLOCKS + shape.blocks;
        let births = Age::COUNT + shape.years + 1;
        let (cells, januaries) = (shape.cells(), shape.years + 2);
        let width = cells + births;
        Ledger {
            ways,
            cells,
            width,
            lead: shape.years,
            leaving: vec![0; januaries * ways * width],
            now: vec![0; ways * width],
            phases: vec![[0; 3]; ways],
        }
    }

    pub fn clear(&mut self) {
        self.leaving.fill(0);
    }

    /// Everybody in it, to go back to by [`Ledger::restore`].
    pub fn save(&self, leaving: &mut Vec<u32>) {
        leaving.clone_from(&self.leaving);
    }

    /// Has in it who was there when it was saved.
    pub fn restore(&mut self, leaving: &[u32]) {
        self.leaving.copy_from_slice(leaving);
    }

    /// The counts of the January last counted, to go back to by [`Ledger::recall`].
    pub fn counted(&self) -> &[u32] {
        &self.now
    }

    /// Has the counts of an earlier January for those last counted.
    pub fn recall(&mut self, counted: &[u32], january: usize) {
        self.now.copy_from_slice(counted);
        self.tell_phases_apart(january);
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

    /// The rows of those placed on the spot market in a January: four for each number of years that a
    /// pupil stays on, one for each spot.
    pub fn rows(&self, shape: Shape, january: usize) -> [u32; ROWS] {
        let first = if january < 2 { 0 } else { SPOT };
        std::array::from_fn(|at| {
            let row = shape.first_missing(january, at / 4) * self.ways + first + spot_way(at);
            #[allow(clippy::cast_possible_truncation)] // within the table
            let place = (row * self.width) as u32;
            place
        })
    }

    /// Places a pupil in one of [`Ledger::rows`].
    #[inline]
    pub fn place_in(&mut self, row: u32, cell: usize, birth: usize) {
        self.enter(row as usize, cell, birth);
    }

    /// Places a pupil, who is first missing in January `end`.
    #[inline]
    pub fn place(&mut self, cell: usize, birth: usize, way: usize, end: usize) {
        self.enter((end * self.ways + way) * self.width, cell, birth);
    }

    #[inline]
    fn enter(&mut self, row: usize, cell: usize, birth: usize) {
        self.leaving[row + cell] += 1;
        self.leaving[row + self.cells + birth] += 1;
    }

    /// Counts those placed in a January, once everybody has been placed in it.
    #[inline(never)]
    pub fn count(&mut self, january: usize) {
        // Two rows at a time: the counts are fetched and put back half as often.
        let size = self.now.len();
        let rows = &self.leaving[(january + 1) * size..];
        let (first, pairs) = rows.split_at(rows.len() % (2 * size));
        if first.is_empty() {
            self.now.fill(0);
        } else {
            self.now.copy_from_slice(first);
        }
        for pair in pairs.chunks_exact(2 * size) {
            let (one, other) = pair.split_at(size);
            for ((now, one), other) in self.now.iter_mut().zip(one).zip(other) {
                *now += one + other;
            }
        }
        self.tell_phases_apart(january);
    }

    fn tell_phases_apart(&mut self, january: usize) {
        let first = self.lead - january;
        // Ages 4 to 10, 11 to 15, 16 and over stand one after the other.
        let [primary, secondary, post_16] = PHASES.map(|from| self.cells + first + from);
        for (phases, row) in self.phases.iter_mut().zip(self.now.chunks_exact(self.width)) {
            let sum = |ages: &[u32]| ages.iter().sum();
            *phases = [sum(&row[primary..secondary]), sum(&row[secondary..post_16]), sum(&row[post_16..])];
        }
    }

    /// Those who are first missing in a January, by cell.
    pub fn leavers(&self, january: usize, leavers: &mut [u32]) {
        leavers.fill(0);
        for row in self.leaving.chunks_exact(self.width).skip(january * self.ways).take(self.ways) {
            for (leavers, gone) in leavers.iter_mut().zip(row) {
                *leavers += gone;
            }
        }
    }

    /// Pupils in one way who are still there in a January, before anybody is placed in it.
    pub fn still_in(&self, way: usize, january: usize) -> u32 {
        let rows = self.leaving.chunks_exact(self.width).skip((january + 1) * self.ways + way);
        rows.step_by(self.ways).map(|row| row[..self.cells].iter().sum::<u32>()).sum()
    }

    /// Pupils placed in the January last counted, way by way: a count a cell.
    pub fn cells(&self) -> impl Iterator<Item = &[u32]> {
        self.now.chunks_exact(self.width).map(|row| &row[..self.cells])
    }

    /// The same of all ways together, by band of ages, where there is room for them.
    pub fn bands(&self, step: usize, bands: &mut [u32]) {
        if bands.is_empty() {
            return;
        }
        bands.fill(0);
        for row in self.now.chunks_exact(self.width) {
            for (age, count) in Age::all().zip(&row[self.cells + self.lead - step..]) {
                bands[age.band() as usize] += count;
            }
        }
    }

    /// Pupils placed in the January last counted, way by way, by phase.
    pub fn phases(&self) -> &[[u32; 3]] {
        &self.phases
    }
}

/// The age index at which each phase begins.
const PHASES: [usize; 3] = [0, 7, 12];

#[cfg(test)]
mod tests {
    use super::super::shape::Detail;
    use super::*;
    use crate::field::{Band, Phase};

    #[test]
    fn phases_begin_where_the_field_says() {
        for phase in Phase::ALL {
            let first = Age::all().find(|age| age.phase() == phase).unwrap();
            assert_eq!(first.index(), PHASES[phase as usize]);
        }
    }

    #[test]
    fn pupils_stay_until_their_january_and_grow_up_meanwhile() {
        let shape = Shape { years: 3, districts: 2, needs: 1, areas: 0, blocks: 1, detail: Detail::Main };
        let mut ledger = Ledger::new(shape);
        // Age 10 at the opening, first missing in the second January after.
        ledger.place(1, ledger.birth(6, 0), BLOCKS, 2);
        ledger.count(0);
        assert_eq!(ledger.phases()[BLOCKS], [1, 0, 0]);
        assert_eq!(ledger.cells().nth(BLOCKS), Some(&[0, 1][..]));
        assert_eq!([0, 1, 2].map(|january| ledger.still_in(BLOCKS, january)), [1, 1, 0]);
        let mut bands = [9; Band::ALL.len()];
        ledger.bands(0, &mut bands);
        assert_eq!(bands, [0, 1, 0, 0, 0]);
        ledger.count(1);
        ledger.bands(1, &mut bands);
        assert_eq!(bands, [0, 0, 1, 0, 0]);
        assert_eq!(ledger.phases()[BLOCKS], [0, 1, 0]);
        let mut leavers = [9; 2];
        ledger.leavers(2, &mut leavers);
        assert_eq!(leavers, [0, 1]);
        ledger.count(2);
        assert_eq!(ledger.phases()[BLOCKS], [0, 0, 0]);
    }
}
