//! Who is placed where, and until when (M1, M3): counts of the pupils who leave at each January to come.

use super::ladder::RUNGS;
use super::shape::Shape;
use crate::contracts::PREMIUM_FROM;
use crate::field::{Age, Channel};

/// The number of spot channels: Lot A, Lot B and off the framework. Ways are how pupils are placed, as far as prices
/// tell them apart: the spot channels for those who pay no premium, the same for those who do, then one way for each
/// block.
pub const SPOT: usize = 3;
/// The spot channel, from 0 to 2, of a pupil on the framework (2) and with a Lot A provider (1). It is looked up and not
/// branched to: a processor cannot predict which way a pupil goes.
#[inline]
pub fn spot_way(spot: usize) -> usize {
    const WAYS: [u8; 4] = [2, 2, 1, 0];
    usize::from(WAYS[spot % 4])
}

/// How many seats there are in a January: one for each number of years that a pupil may stay on, and spot.
pub const ROWS: usize = 4 * RUNGS;
/// The position, among these seats, of a pupil who stays on for `stays` more years and is placed by `spot`.
#[inline]
pub fn row_of(stays: usize, spot: usize) -> usize {
    (4 * stays + spot) % ROWS
}

/// The way of the first block, and so the number of spot ways.
pub const BLOCKS: usize = 2 * SPOT;

/// The way of a pupil who joins in a January through a spot channel, from 0 to 2.
pub fn way_of(january: usize, spot: usize) -> usize {
    if january < PREMIUM_FROM { spot } else { SPOT + spot }
}

/// Where a pupil is entered who is placed in a January: positions in the ledger's table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seat {
    /// Where the row of the way begins.
    row: u32,
    /// Where those of the way who leave begin among the pupils of 16 and over.
    gone: u32,
    /// How far the way lies behind the first way of a January among the pupils of 16 and over.
    way: u32,
}

impl Seat {
    /// The seat of pupils who are placed elsewhere or not at all: the first row, of those missing from the first
    /// January on, which is never read.
    pub const NOBODY: Seat = Seat { row: 0, gone: 0, way: 0 };
}

/// A pupil to be entered in the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Placement {
    /// The cell of the pupil.
    pub cell: usize,
    /// The year of birth, as [`Ledger::birth`] numbers them.
    pub birth: usize,
    /// The way in which the pupil is placed.
    pub way: usize,
    /// The January in which the pupil is first missing.
    pub end: usize,
}

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
///
/// Behind it stand the pupils of 16 and over, whom a council carries to school less often: by January, way
/// and district how many come to be among them less how many leave, modulo 2^32. A pupil is entered twice, at
/// 16 or on joining, and on leaving; one who leaves before 16 is entered twice in the same place, for a branch
/// would cost more.
#[derive(Clone, Debug)]
pub struct Ledger {
    ways: usize,
    cells: usize,
    /// The district of each cell.
    district_of: Vec<u16>,
    districts: usize,
    /// How many columns a row has.
    width: usize,
    /// What makes a year of birth from an age and a step, so that none is negative: birth = age + lead - step.
    lead: usize,
    /// Where those placed in a January begin among the pupils of 16 and over of the January in which they are first
    /// placed at that age: a row for each January, a column for each year of birth.
    turns: Vec<u32>,
    /// Pupils by the January in which they are first missing; behind them the pupils of 16 and over.
    leaving: Vec<u32>,
    /// Where the pupils of 16 and over begin in it.
    older: usize,
    /// Pupils placed in the January last counted, a row for each way; then those of 16 and over, a row of districts for
    /// each way.
    now: Vec<u32>,
    /// Pupils placed in the January last counted, by way and phase.
    phases: Vec<[u32; 3]>,
}

impl Ledger {
    pub fn new(shape: Shape) -> Ledger {
        let ways = BLOCKS + shape.blocks;
        let births = Age::COUNT + shape.years + 1;
        let (cells, januaries) = (shape.cells(), shape.years + 2);
        let width = cells + births;
        let districts = shape.districts;
        let older = januaries * ways * width;
        let turns = (0..=shape.years).flat_map(|january| {
            (0..births).map(move |birth| {
                let from = (shape.years + PHASES[2]).saturating_sub(birth).max(january);
                #[allow(clippy::cast_possible_truncation)] // within the table, or past its end
                let turns = (older + from * ways * districts) as u32;
                turns
            })
        });
        Ledger {
            turns: turns.collect(),
            ways,
            cells,
            #[allow(clippy::cast_possible_truncation)] // within the limit on districts
            district_of: (0..cells).map(|cell| (cell / shape.needs) as u16).collect(),
            districts,
            width,
            lead: shape.years,
            leaving: vec![0; januaries * ways * (width + districts)],
            older,
            now: vec![0; ways * (width + districts)],
            phases: vec![[0; 3]; ways],
        }
    }

    /// Removes all pupils.
    pub fn clear(&mut self) {
        self.leaving.fill(0);
    }

    /// Saves the pupils in the ledger, for [`Ledger::restore`].
    pub fn save(&self, leaving: &mut Vec<u32>) {
        leaving.clone_from(&self.leaving);
    }

    /// Restores the pupils that [`Ledger::save`] saved.
    pub fn restore(&mut self, leaving: &[u32]) {
        self.leaving.copy_from_slice(leaving);
    }

    /// The counts of the January last counted, for [`Ledger::recall`] to go back to.
    pub fn counted(&self) -> &[u32] {
        &self.now
    }

    /// Replaces the counts by those of an earlier January.
    pub fn recall(&mut self, counted: &[u32], january: usize) {
        self.now.copy_from_slice(counted);
        self.tell_phases_apart(january);
    }

    /// The year of birth, as an index from 0, of a pupil of this age index at a step.
    #[inline]
    pub fn birth(&self, age: usize, step: usize) -> usize {
        age + self.lead - step
    }

    /// The age of a year of birth at a step; none where it is out of range.
    pub fn age(&self, birth: usize, step: usize) -> Option<Age> {
        (birth + step).checked_sub(self.lead).filter(|&age| age < Age::COUNT).map(Age::at)
    }

    /// The seats of those placed on the spot market in a January, in the order of [`row_of`].
    pub fn rows(&self, shape: Shape, january: usize) -> [Seat; ROWS] {
        std::array::from_fn(|at| {
            self.seat(way_of(january, spot_way(at)), shape.first_missing(january, at / 4))
        })
    }

    /// The seat of a way in the row of those first missing in January `end`.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // within the table
    fn seat(&self, way: usize, end: usize) -> Seat {
        let (row, way_of_older) = ((end * self.ways + way) * self.width, way * self.districts);
        let gone = self.older + end * self.ways * self.districts + way_of_older;
        Seat { row: row as u32, gone: gone as u32, way: way_of_older as u32 }
    }

    /// Opens the ledger for those who are placed in a January.
    #[inline]
    pub fn enter(&mut self, january: usize) -> Entry<'_> {
        let births = self.width - self.cells;
        Entry {
            leaving: &mut self.leaving,
            district_of: &self.district_of,
            turns: &self.turns[january * births..][..births],
        }
    }

    /// Enters a pupil who is placed in a January.
    #[inline]
    pub fn place(&mut self, january: usize, pupil: Placement) {
        let seat = self.seat(pupil.way, pupil.end);
        self.enter(january).place(seat, pupil.cell, pupil.birth);
    }

    /// Counts those placed in a January, once everybody has been placed in it and the January before has
    /// been counted.
    #[inline(never)]
    pub fn count(&mut self, january: usize) {
        // Two rows at a time: the counts are fetched and put back half as often.
        let size = self.ways * self.width;
        let (leaving, moves) = self.leaving.split_at(self.older);
        let (now, older) = self.now.split_at_mut(size);
        let rows = &leaving[(january + 1) * size..];
        let (first, pairs) = rows.split_at(rows.len() % (2 * size));
        if first.is_empty() {
            now.fill(0);
        } else {
            now.copy_from_slice(first);
        }
        for pair in pairs.chunks_exact(2 * size) {
            let (one, other) = pair.split_at(size);
            for ((now, one), other) in now.iter_mut().zip(one).zip(other) {
                *now += one + other;
            }
        }
        let moves = &moves[january * older.len()..][..older.len()];
        if january == 0 {
            older.copy_from_slice(moves);
        } else {
            older.iter_mut().zip(moves).for_each(|(older, moves)| *older = older.wrapping_add(*moves));
        }
        self.tell_phases_apart(january);
    }

    /// Adds up the counts of a January by phase.
    fn tell_phases_apart(&mut self, january: usize) {
        let first = self.lead - january;
        // Ages 4 to 10, 11 to 15, 16 and over stand one after the other.
        let [primary, secondary, post_16] = PHASES.map(|from| self.cells + first + from);
        let placed = &self.now[..self.ways * self.width];
        for (phases, row) in self.phases.iter_mut().zip(placed.chunks_exact(self.width)) {
            let sum = |ages: &[u32]| ages.iter().sum();
            *phases = [sum(&row[primary..secondary]), sum(&row[secondary..post_16]), sum(&row[post_16..])];
        }
    }

    /// Writes how many pupils are first missing in a January, by cell.
    pub fn leavers(&self, january: usize, leavers: &mut [u32]) {
        leavers.fill(0);
        let rows = self.leaving[..self.older].chunks_exact(self.width);
        for row in rows.skip(january * self.ways).take(self.ways) {
            for (leavers, gone) in leavers.iter_mut().zip(row) {
                *leavers += gone;
            }
        }
    }

    /// How many pupils of one way are still there in a January, before anybody is placed in it.
    pub fn still_in(&self, way: usize, january: usize) -> u32 {
        let rows = self.leaving[..self.older].chunks_exact(self.width);
        let rows = rows.skip((january + 1) * self.ways + way);
        rows.step_by(self.ways).map(|row| row[..self.cells].iter().sum::<u32>()).sum()
    }

    /// Pupils placed in the January last counted, way by way, by cell.
    pub fn cells(&self) -> impl Iterator<Item = &[u32]> {
        self.placed().chunks_exact(self.width).map(|row| &row[..self.cells])
    }

    /// Pupils of 16 and over placed in the January last counted, way by way, by district.
    pub fn older(&self) -> impl Iterator<Item = &[u32]> {
        self.now[self.ways * self.width..].chunks_exact(self.districts)
    }

    /// The rows of those placed in the January last counted, a row for each way.
    fn placed(&self) -> &[u32] {
        &self.now[..self.ways * self.width]
    }

    /// Writes the pupils placed in the January last counted, of all ways together, by band of ages; nothing where there
    /// is no room for them.
    pub fn bands(&self, step: usize, bands: &mut [u32]) {
        if bands.is_empty() {
            return;
        }
        bands.fill(0);
        for row in self.placed().chunks_exact(self.width) {
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

/// The ledger opened for the pupils who are placed in one January.
pub struct Entry<'a> {
    leaving: &'a mut [u32],
    district_of: &'a [u16],
    turns: &'a [u32],
}

impl Entry<'_> {
    /// Enters a pupil at one of the [`Ledger::rows`] of the January. No branch: a processor cannot predict who turns 16
    /// before leaving.
    #[inline]
    pub fn place(&mut self, seat: Seat, cell: usize, birth: usize) {
        let row = seat.row as usize;
        let district = usize::from(self.district_of[cell]);
        let turns = (self.turns[birth] + seat.way).min(seat.gone) as usize + district;
        let gone = seat.gone as usize + district;
        self.leaving[row + cell] += 1;
        self.leaving[row + self.district_of.len() + birth] += 1;
        self.leaving[turns] = self.leaving[turns].wrapping_add(1);
        self.leaving[gone] = self.leaving[gone].wrapping_sub(1);
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
        let shape = Shape {
            years: 3,
            districts: 2,
            needs: 1,
            areas: 0,
            blocks: 1,
            agreed_year: None,
            detail: Detail::Main,
        };
        let mut ledger = Ledger::new(shape);
        // Age 10 at the opening, first missing in the second January after.
        ledger.place(0, Placement { cell: 1, birth: ledger.birth(6, 0), way: BLOCKS, end: 2 });
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

    #[test]
    fn pupils_are_older_from_16_until_they_leave_wherever_they_live() {
        let shape = Shape {
            years: 4,
            districts: 3,
            needs: 2,
            areas: 0,
            blocks: 0,
            agreed_year: None,
            detail: Detail::Main,
        };
        let mut ledger = Ledger::new(shape);
        // Two years from 16, first missing in the fourth January; 17 already, for two; never 16 here.
        for (age, cell, end) in [(10, 2, 4), (13, 2, 2), (11, 5, 1)] {
            ledger.place(0, Placement { cell, birth: ledger.birth(age, 0), way: 1, end });
        }
        // Joins at 15 in the first January, and at 16 in the second.
        ledger.place(1, Placement { cell: 4, birth: ledger.birth(11, 1), way: 1, end: 5 });
        ledger.place(2, Placement { cell: 0, birth: ledger.birth(12, 2), way: 1, end: 3 });
        let older = (0..=4).map(|january| {
            ledger.count(january);
            ledger.older().nth(1).unwrap().to_vec()
        });
        assert_eq!(older.collect::<Vec<_>>(), [[0, 1, 0], [0, 1, 0], [1, 1, 1], [0, 1, 1], [0, 0, 1]]);
    }
}
