//! What is asked of the futures of a scenario, and the figures that come of it.

use super::batch::turn;
use super::{Batch, Ensemble, run_batch};
use crate::chance::{Future, Seeds};
use crate::cohort::{Bundle, Compiled, Settings, Shape, Simulator, VolumeLine, Volumes};
use crate::field::January;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What to report of each future.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// Everything, for an [`Ensemble`].
    Futures,
    /// Some columns of the record, and some of the headlines, for a [`Table`].
    Columns {
        /// Columns of the record.
        counts: Vec<u32>,
        /// Columns of the headlines.
        headlines: Vec<u32>,
    },
    /// Some columns of the record, and some of the headlines, under many settings of the levers, for a
    /// [`Table`]: setting after setting as they were given, a column a count or a headline.
    Sweep {
        /// The settings.
        settings: Settings,
        /// Columns of the record.
        counts: Vec<u32>,
        /// Columns of the headlines.
        headlines: Vec<u32>,
    },
    /// What blocks come to at other volumes, future by future, for a [`Table`]: its counts and figures
    /// are those of [`Volumes`].
    Volumes(Volumes),
    /// What bundles of them come to, future by future, for a [`Table`]: its figures are by bundle and [`VolumeLine`].
    Bundles(Volumes, Vec<Bundle>),
    /// What each volume comes to, added up over the futures: by candidate and volume the saving on placements and that on transport, in
    /// whole pounds, so that the order changes nothing, and the places filled over the years.
    VolumeSums(Volumes),
}

/// What is added up for each volume: the saving on placements, that on transport, and the places filled.
pub const SUMS: usize = 3;

/// Counts and values that a task brings of some futures, column after column.
pub type Figures = (Vec<u32>, Vec<f64>);

impl Task {
    /// Columns of counts and of values.
    fn widths(&self, shape: Shape) -> (usize, usize) {
        match self {
            Task::Futures => (shape.record(), shape.headlines()),
            Task::Columns { counts, headlines } => (counts.len(), headlines.len()),
            Task::Sweep { settings, counts, headlines } => {
                (settings.count() * counts.len(), settings.count() * headlines.len())
            }
            Task::Volumes(volumes) => (volumes.counts(), volumes.figures()),
            Task::Bundles(_, bundles) => (0, bundles.len() * VolumeLine::COUNT),
            Task::VolumeSums(volumes) => (0, volumes.figures() / VolumeLine::COUNT * SUMS),
        }
    }

    /// How many times a future may be run for it: what an order of so many futures may take.
    pub fn runs(&self) -> u32 {
        match self {
            Task::Sweep { settings, .. } => u32::try_from(settings.count()).unwrap_or(u32::MAX),
            // A bundle takes a small part of what a future takes.
            Task::Bundles(_, bundles) => 1 + u32::try_from(bundles.len() / 32).unwrap_or(0),
            _ => 1,
        }
    }

    /// Does it for the futures `first .. first + count` of a seed.
    pub fn run(&self, model: &Compiled, seeds: Seeds, first: u32, count: u32) -> Figures {
        match self {
            Task::Futures => run_batch(model, seeds, first, count).into_parts(),
            Task::Columns { counts, headlines } => columns(model, (counts, headlines), seeds, first, count),
            Task::Sweep { settings, counts, headlines } => {
                sweep(model, settings, (counts, headlines), seeds, first, count)
            }
            Task::Volumes(volumes) => self.weigh(model, volumes, seeds, first, count),
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

/// Weighs the volumes in each future, and hands over its counts and figures with its position.
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
        // A column that there is not is left blank.
        if let Some(&value) = row.get(from as usize) {
            column[at] = value;
        }
    }
}

/// Columns of counts and values of many futures. Those to be seen are the futures from the first on
/// up to the first that has not come, so that none of them is a blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    wanted: usize,
    /// Futures to be seen.
    seen: usize,
    /// Ranges that have come beyond those, ascending.
    beyond: Vec<Range<usize>>,
    counts: Vec<u32>,
    values: Vec<f64>,
}

impl Table {
    /// Futures to be seen.
    pub fn futures(&self) -> usize {
        self.seen
    }

    /// Whether all have come.
    pub fn is_complete(&self) -> bool {
        self.seen == self.wanted
    }

    /// How many columns of values there are.
    pub fn columns(&self) -> usize {
        self.values.len() / self.wanted.max(1)
    }

    /// A column of counts, one a future.
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

/// What a task has brought so far.
#[derive(Clone, Debug)]
pub enum Gathered {
    /// The result of [`Task::Futures`].
    Ensemble(Box<Ensemble>),
    /// The result of [`Task::Columns`], [`Task::Sweep`], [`Task::Volumes`] and [`Task::Bundles`].
    Table(Table),
    /// The result of [`Task::VolumeSums`]: the number of futures, and the sums.
    Sums(u32, Vec<f64>),
}

impl Gathered {
    /// Room for what a task brings of so many futures.
    pub fn new(task: &Task, shape: Shape, opening: January, futures: u32) -> Gathered {
        let (wide, long) = task.widths(shape);
        let rows = futures as usize;
        match task {
            Task::Futures => Gathered::Ensemble(Box::new(Ensemble::new(shape, opening, futures))),
            Task::VolumeSums(_) => Gathered::Sums(0, vec![0.0; long]),
            Task::Columns { .. } | Task::Sweep { .. } | Task::Volumes(_) | Task::Bundles(..) => {
                Gathered::Table(Table {
                    wanted: rows,
                    seen: 0,
                    beyond: Vec::new(),
                    counts: vec![0; rows * wide],
                    values: vec![0.0; rows * long],
                })
            }
        }
    }

    /// Takes in what came of some futures, each of which comes once. False where it does not fit.
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

    /// The ensemble, of a task that makes one.
    pub fn ensemble(&self) -> Option<&Ensemble> {
        if let Gathered::Ensemble(ensemble) = self { Some(ensemble) } else { None }
    }

    /// The table, of a task that makes one.
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
