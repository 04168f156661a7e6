//! The task that a job sets for the futures of a scenario, and the figures that it returns.

use super::batch::turn;
use super::{Batch, Ensemble, run_batch};
use crate::chance::{Future, Seeds};
use crate::cohort::{Bundle, Compiled, Settings, Shape, Simulator, VolumeLine, Volumes};
use crate::field::January;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The results to report for each future.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// All counts and headlines, for an [`Ensemble`].
    Futures,
    /// Some columns of the record, and some of the headlines, for a [`Table`].
    Columns {
        /// The columns of the record.
        counts: Vec<u32>,
        /// The columns of the headlines.
        headlines: Vec<u32>,
    },
    /// Some columns of the record and some headlines under many settings of the levers, for a [`Table`]: setting by
    /// setting in the order given, with one column for each count or headline.
    Sweep {
        /// The settings.
        settings: Settings,
        /// The columns of the record.
        counts: Vec<u32>,
        /// The columns of the headlines.
        headlines: Vec<u32>,
    },
    /// The results of blocks at other volumes, future by future, for a [`Table`] with the counts and figures of
    /// [`Volumes`].
    Volumes(Volumes),
    /// The results of bundles of such blocks, future by future, for a [`Table`] with figures by bundle and
    /// [`VolumeLine`].
    Bundles(Volumes, Vec<Bundle>),
    /// The results of each volume added up over the futures: for each candidate and volume the saving on placements and
    /// the saving in transport, in whole pounds so that the order of addition does not matter, and the places filled
    /// over the years.
    VolumeSums(Volumes),
    /// Every count, then every headline, of the one future at this position, for a [`Table`] of one row.
    One(u32),
}

/// The number of sums for each volume: the saving on placements, the saving in transport, and the places filled.
pub const SUMS: usize = 3;

/// The counts and values that a task returns for some futures, column by column.
pub type Figures = (Vec<u32>, Vec<f64>);

impl Task {
    /// The number of columns of counts and of values.
    fn widths(&self, shape: Shape) -> (usize, usize) {
        match self {
            Task::Futures | Task::One(_) => (shape.record(), shape.headlines()),
            Task::Columns { counts, headlines } => (counts.len(), headlines.len()),
            Task::Sweep { settings, counts, headlines } => {
                (settings.count() * counts.len(), settings.count() * headlines.len())
            }
            Task::Volumes(volumes) => (volumes.counts(), volumes.figures()),
            Task::Bundles(_, bundles) => (0, bundles.len() * VolumeLine::COUNT),
            Task::VolumeSums(volumes) => (0, volumes.figures() / VolumeLine::COUNT * SUMS),
        }
    }

    /// How many times a task may run a future, which decides how long an order of futures may take.
    pub fn runs(&self) -> u32 {
        match self {
            Task::Sweep { settings, .. } => u32::try_from(settings.count()).unwrap_or(u32::MAX),
            // A bundle takes a small part of the time that a future takes.
            Task::Bundles(_, bundles) => 1 + u32::try_from(bundles.len() / 32).unwrap_or(0),
            _ => 1,
        }
    }

    /// Runs the task for futures `first .. first + count` of a seed.
    pub fn run(&self, model: &Compiled, seeds: Seeds, first: u32, count: u32) -> Figures {
        match self {
            Task::Futures => run_batch(model, seeds, first, count).into_parts(),
            Task::Columns { counts, headlines } => columns(model, (counts, headlines), seeds, first, count),
            Task::Sweep { settings, counts, headlines } => {
                sweep(model, settings, (counts, headlines), seeds, first, count)
            }
            Task::Volumes(volumes) => self.weigh(model, volumes, seeds, first, count),
            Task::One(index) => {
                let (mut counts, values) = run_batch(model, seeds, *index, 1).into_parts();
                // What follows the record is the future's digest.
                counts.truncate(model.shape().record());
                (counts, values)
            }
            Task::Bundles(volumes, bundles) => {
                let shape = model.shape();
                let futures = count as usize;
                let mut simulator = Simulator::weighing(model, volumes);
                let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
                let long = self.widths(shape).1;
                let (mut figures, mut out) = (vec![0.0; long], vec![0.0; futures * long]);
                for (at, index) in (first..first + count).enumerate() {
                    let room = (&mut record[..], &mut headlines[..]);
                    simulator.weigh_bundles(Future::new(seeds, index), bundles, room, &mut figures);
                    turn(&figures, long, 1, &mut out, futures, at);
                }
                (Vec::new(), out)
            }
            Task::VolumeSums(volumes) => {
                let mut sums = vec![0.0; self.widths(model.shape()).1];
                each(model, volumes, seeds, first..first + count, |_, _, figures| {
                    let lines = figures.chunks_exact(VolumeLine::COUNT);
                    for (sums, lines) in sums.chunks_exact_mut(SUMS).zip(lines) {
                        sums[0] += lines[VolumeLine::Saving as usize].round();
                        sums[1] += lines[VolumeLine::Transport as usize].round();
                        sums[2] += lines[VolumeLine::Occupied as usize].round();
                    }
                });
                (Vec::new(), sums)
            }
        }
    }

    fn weigh(&self, model: &Compiled, volumes: &Volumes, seeds: Seeds, first: u32, count: u32) -> Figures {
        let (wide, long) = self.widths(model.shape());
        let futures = count as usize;
        let mut out = (vec![0; futures * wide], vec![0.0; futures * long]);
        each(model, volumes, seeds, first..first + count, |at, counts, figures| {
            turn(counts, wide, 1, &mut out.0, futures, at);
            turn(figures, long, 1, &mut out.1, futures, at);
        });
        out
    }
}

/// Weighs the volumes in each future, and passes its counts, its figures and its position to `take`.
fn each(
    model: &Compiled,
    volumes: &Volumes,
    seeds: Seeds,
    futures: Range<u32>,
    mut take: impl FnMut(usize, &[u32], &[f64]),
) {
    let shape = model.shape();
    let mut simulator = Simulator::weighing(model, volumes);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    let (mut counts, mut figures) = (vec![0; volumes.counts()], vec![0.0; volumes.figures()]);
    for (at, index) in futures.enumerate() {
        let future = Future::new(seeds, index);
        simulator.weigh(future, (&mut record, &mut headlines), (&mut counts, &mut figures));
        take(at, &counts, &figures);
    }
}

fn columns(model: &Compiled, wanted: (&[u32], &[u32]), seeds: Seeds, first: u32, count: u32) -> Figures {
    let shape = model.shape();
    let futures = count as usize;
    let mut simulator = Simulator::new(model);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    let mut out = (vec![0; futures * wanted.0.len()], vec![0.0; futures * wanted.1.len()]);
    for (at, index) in (first..first + count).enumerate() {
        simulator.run(Future::new(seeds, index), &mut record, &mut headlines);
        pick(&record, wanted.0, &mut out.0, futures, at);
        pick(&headlines, wanted.1, &mut out.1, futures, at);
    }
    out
}

fn sweep(
    model: &Compiled,
    settings: &Settings,
    wanted: (&[u32], &[u32]),
    seeds: Seeds,
    first: u32,
    count: u32,
) -> Figures {
    let shape = model.shape();
    let futures = count as usize;
    let mut simulator = Simulator::new(model);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    let (wide, long) = (wanted.0.len() * futures, wanted.1.len() * futures);
    let mut out = (vec![0; settings.count() * wide], vec![0.0; settings.count() * long]);
    for (at, index) in (first..first + count).enumerate() {
        let future = Future::new(seeds, index);
        simulator.sweep(future, settings, &mut record, &mut headlines, |place, record, headlines| {
            if let Some(table) = out.0.get_mut(place * wide..(place + 1) * wide) {
                pick(record, wanted.0, table, futures, at);
            }
            if let Some(table) = out.1.get_mut(place * long..(place + 1) * long) {
                pick(headlines, wanted.1, table, futures, at);
            }
        });
    }
    out
}

/// Writes the wanted columns of a row into a table of `futures` rows, at row `at`.
fn pick<T: Copy>(row: &[T], wanted: &[u32], table: &mut [T], futures: usize, at: usize) {
    for (column, &from) in table.chunks_exact_mut(futures).zip(wanted) {
        // A column that does not exist stays blank.
        if let Some(&value) = row.get(from as usize) {
            column[at] = value;
        }
    }
}

/// The columns of counts and values of many futures. Only the futures before the first one that has not come are
/// visible, so that no value is a blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    wanted: usize,
    /// The number of visible futures.
    seen: usize,
    /// The ranges of futures that have come beyond those, ascending.
    beyond: Vec<Range<usize>>,
    counts: Vec<u32>,
    values: Vec<f64>,
}

impl Table {
    /// The number of visible futures.
    pub fn futures(&self) -> usize {
        self.seen
    }

    /// Whether all futures have come.
    pub fn is_complete(&self) -> bool {
        self.seen == self.wanted
    }

    /// The number of columns of values.
    pub fn columns(&self) -> usize {
        self.values.len() / self.wanted.max(1)
    }

    /// A column of counts, one value a future.
    pub fn counts(&self, column: usize) -> &[u32] {
        &self.counts[column * self.wanted..][..self.seen]
    }

    /// A column of values, one a future.
    pub fn values(&self, column: usize) -> &[f64] {
        &self.values[column * self.wanted..][..self.seen]
    }

    fn note(&mut self, came: Range<usize>) {
        let at = self.beyond.partition_point(|range| range.start < came.start);
        self.beyond.insert(at, came);
        let joined = self.beyond.iter().take_while(|range| {
            let joins = range.start <= self.seen;
            self.seen = self.seen.max(if joins { range.end } else { 0 });
            joins
        });
        let joined = joined.count();
        self.beyond.drain(..joined);
    }
}

/// The results of a task so far.
#[derive(Clone, Debug)]
pub enum Gathered {
    /// The result of [`Task::Futures`].
    Ensemble(Box<Ensemble>),
    /// The result of [`Task::Columns`], [`Task::Sweep`], [`Task::Volumes`], [`Task::Bundles`] and [`Task::One`].
    Table(Table),
    /// The result of [`Task::VolumeSums`]: the number of futures, and the sums.
    Sums(u32, Vec<f64>),
}

impl Gathered {
    /// Makes room for what a task returns for this many futures.
    pub fn new(task: &Task, shape: Shape, opening: January, futures: u32) -> Gathered {
        let (wide, long) = task.widths(shape);
        let rows = futures as usize;
        match task {
            Task::Futures => Gathered::Ensemble(Box::new(Ensemble::new(shape, opening, futures))),
            Task::VolumeSums(_) => Gathered::Sums(0, vec![0.0; long]),
            Task::Columns { .. }
            | Task::Sweep { .. }
            | Task::Volumes(_)
            | Task::Bundles(..)
            | Task::One(_) => Gathered::Table(Table {
                wanted: rows,
                seen: 0,
                beyond: Vec::new(),
                counts: vec![0; rows * wide],
                values: vec![0.0; rows * long],
            }),
        }
    }

    /// Adds the results of some futures, each of which comes once. Returns false where they do not fit.
    pub fn take(&mut self, range: &Range<u32>, (counts, values): Figures) -> bool {
        let new = range.end.saturating_sub(range.start);
        match self {
            Gathered::Ensemble(ensemble) => Batch::new(ensemble.shape(), range.start, counts, values)
                .filter(|batch| batch.range() == *range)
                .is_some_and(|batch| ensemble.absorb(&batch).is_ok()),
            Gathered::Table(table) => {
                let (first, new) = (range.start as usize, new as usize);
                let fits = first + new <= table.wanted
                    && counts.len() * table.wanted == table.counts.len() * new
                    && values.len() * table.wanted == table.values.len() * new;
                if fits {
                    put(&mut table.counts, table.wanted, first, &counts, new);
                    put(&mut table.values, table.wanted, first, &values, new);
                    table.note(first..first + new);
                }
                fits
            }
            Gathered::Sums(futures, sums) => {
                let fits = values.len() == sums.len();
                if fits {
                    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
                    *futures += new;
                }
                fits
            }
        }
    }

    /// The ensemble; `None` for a task that makes none.
    pub fn ensemble(&self) -> Option<&Ensemble> {
        if let Gathered::Ensemble(ensemble) = self { Some(ensemble) } else { None }
    }

    /// The table; `None` for a task that makes none.
    pub fn table(&self) -> Option<&Table> {
        if let Gathered::Table(table) = self { Some(table) } else { None }
    }
}

/// Copies columns of `new` rows into those of `futures` rows, from row `first` on.
fn put<T: Copy>(columns: &mut [T], futures: usize, first: usize, from: &[T], new: usize) {
    if new > 0 && futures > 0 {
        for (column, part) in columns.chunks_exact_mut(futures).zip(from.chunks_exact(new)) {
            column[first..first + new].copy_from_slice(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_shows_no_future_that_has_not_come() {
        let task = Task::Columns { counts: vec![0], headlines: vec![0, 1] };
        let shape = Shape {
            years: 1,
            districts: 1,
            needs: 1,
            areas: 0,
            blocks: 0,
            agreed_year: None,
            detail: crate::cohort::Detail::Main,
        };
        let mut gathered = Gathered::new(&task, shape, January(2025), 10);
        let figures = |range: &Range<u32>| {
            let counts: Vec<u32> = range.clone().collect();
            let values = (0..2).flat_map(|column| counts.iter().map(move |&c| f64::from(10 * column + c)));
            (counts.clone(), values.collect())
        };
        for (range, seen) in [(4..6, 0), (7..10, 0), (0..3, 3), (6..7, 3), (3..4, 10)] {
            let (mut odd, values) = figures(&range);
            odd.push(0);
            assert!(!gathered.take(&range, (odd, values)));
            assert!(gathered.take(&range, figures(&range)));
            assert_eq!(gathered.table().unwrap().futures(), seen, "{range:?}");
        }
        let table = gathered.table().unwrap();
        assert!(table.is_complete());
        assert_eq!(table.counts(0), (0..10).collect::<Vec<_>>());
        assert!((table.values(1)[7] - 17.0).abs() < 1e-12);
        assert!(!gathered.take(&(9..11), figures(&(9..11))), "beyond the last");
    }
}
