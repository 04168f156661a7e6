//! Decides which worker runs which futures of a job.

use std::ops::Range;

/// The time in seconds that one order should take: short enough that a cancelled worker is free within 50 ms even with
/// a second order waiting, long enough that messages cost little.
const ORDER_SECONDS: f64 = 0.016;
/// The number of futures in a worker's first orders, before its pace is known: small, so that the first results come
/// early.
const FIRST_ORDER: u32 = 64;
/// Towards the end an order is this part of what is left, so that all workers finish together.
const PARTS: u32 = 4;
/// The smallest number of futures in an order: each order costs a message.
const LAST_ORDER: u32 = 16;
/// The largest number of futures in one order: their counts fill a few megabytes.
const LARGEST_ORDER: u32 = 2_000;

/// The orders of one job: those still to be handed out, and those that each worker has.
///
/// Each future is in exactly one place: to do, with one worker, or done. So none is lost with a worker, and none is
/// counted twice when a lost worker comes back.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The number of futures of each scenario; no order spans two scenarios.
    each: u32,
    to_do: Vec<Range<u32>>,
    with: Vec<(usize, Range<u32>)>,
    counted: u32,
    /// The number of futures in a worker's first orders.
    first: u32,
    /// The number of futures that one worker runs a second, once known.
    pace: Option<f64>,
}

impl Schedule {
    /// A job of several scenarios, one after another, with this many futures each. A future takes up to `runs` runs.
    #[allow(clippy::single_range_in_vec_init)] // one range to do, not a list of futures
    pub fn new(scenarios: u32, futures: u32, runs: u32) -> Schedule {
        Schedule {
            each: futures.max(1),
            to_do: vec![0..scenarios.saturating_mul(futures)],
            with: Vec::new(),
            counted: 0,
            first: (FIRST_ORDER / runs.max(1)).max(1),
            pace: None,
        }
    }

    /// The next order of a worker, which then holds it; `None` when nothing is left to hand out.
    pub fn next(&mut self, worker: usize) -> Option<Range<u32>> {
        while self.to_do.last().is_some_and(Range::is_empty) {
            self.to_do.pop();
        }
        let size = self.order_size();
        let left = self.to_do.last_mut()?;
        let size = size.min(((left.end - left.start) / PARTS).max(LAST_ORDER));
        let scenario_ends = (left.start / self.each + 1).saturating_mul(self.each);
        let end = left.start.saturating_add(size).min(left.end).min(scenario_ends);
        let order = left.start..end;
        left.start = end;
        self.with.push((worker, order.clone()));
        Some(order)
    }

    fn order_size(&self) -> u32 {
        self.pace.map_or(self.first, |pace| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
            let futures = (pace * ORDER_SECONDS).clamp(1.0, f64::from(LARGEST_ORDER)) as u32;
            futures
        })
    }

    /// Takes an order back from a worker. Returns true where the worker held it, so that it counts.
    pub fn done(&mut self, worker: usize, order: &Range<u32>, seconds: f64) -> bool {
        let Some(index) = self.with.iter().position(|(who, what)| *who == worker && what == order) else {
            return false;
        };
        self.with.swap_remove(index);
        self.counted += order.end - order.start;
        let futures = f64::from(order.end - order.start);
        if seconds > 0.0 && seconds.is_finite() {
            let now = futures / seconds;
            // The average of the old and the new pace is smooth and adapts quickly.
            self.pace = Some(self.pace.map_or(now, |pace| 0.5 * (pace + now)));
        }
        true
    }

    /// Takes back the orders of a lost worker, to be handed out before all others.
    pub fn lost(&mut self, worker: usize) {
        let (lost, kept) = self.with.drain(..).partition(|(who, _)| *who == worker);
        self.with = kept;
        let lost: Vec<(usize, Range<u32>)> = lost;
        self.to_do.extend(lost.into_iter().map(|(_, order)| order));
    }

    /// The number of futures that are done.
    pub fn counted(&self) -> u32 {
        self.counted
    }

    /// The number of orders that a worker holds.
    pub fn held_by(&self, worker: usize) -> usize {
        self.with.iter().filter(|(who, _)| *who == worker).count()
    }

    /// Whether every future is done.
    pub fn is_complete(&self) -> bool {
        self.with.is_empty() && self.to_do.iter().all(Range::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Happening {
        Asks(usize),
        Brings(usize, f64),
        Dies(usize),
        /// A worker that was given up on brings its last order after all.
        Haunts(usize),
    }

    fn happening() -> impl Strategy<Value = Happening> {
        let worker = 0..4_usize;
        prop_oneof![
            4 => worker.clone().prop_map(Happening::Asks),
            4 => (worker.clone(), prop_oneof![Just(0.0), 1e-6..0.5_f64])
                .prop_map(|(worker, seconds)| Happening::Brings(worker, seconds)),
            1 => worker.clone().prop_map(Happening::Dies),
            1 => worker.prop_map(Happening::Haunts),
        ]
    }

    proptest! {
        #[test]
        fn whatever_happens_each_future_is_counted_once(
            scenarios in 1..4_u32,
            each in 0..2_000_u32,
            story in prop::collection::vec(happening(), 0..200),
        ) {
            let mut schedule = Schedule::new(scenarios, each, 1);
            let futures = scenarios * each;
            let mut counted = vec![0; futures as usize];
            let mut held: Vec<(usize, Range<u32>)> = Vec::new();
            let mut ghosts: Vec<(usize, Range<u32>)> = Vec::new();
            let count = |order: &Range<u32>, counted: &mut Vec<i32>| {
                order.clone().for_each(|future| counted[future as usize] += 1);
            };
            for event in story {
                match event {
                    Happening::Asks(worker) => {
                        let order = schedule.next(worker);
                        if let Some(order) = &order {
                            prop_assert_eq!(order.start / each, (order.end - 1) / each);
                        }
                        held.extend(order.map(|order| (worker, order)));
                    }
                    Happening::Brings(worker, seconds) => {
                        if let Some(at) = held.iter().position(|(who, _)| *who == worker) {
                            let (_, order) = held.remove(at);
                            prop_assert!(schedule.done(worker, &order, seconds));
                            count(&order, &mut counted);
                        }
                    }
                    Happening::Dies(worker) => {
                        schedule.lost(worker);
                        prop_assert_eq!(schedule.held_by(worker), 0);
                        ghosts.extend(held.iter().filter(|(who, _)| *who == worker).cloned());
                        held.retain(|(who, _)| *who != worker);
                    }
                    Happening::Haunts(worker) => {
                        if let Some(at) = ghosts.iter().position(|(who, _)| *who == worker) {
                            let (_, order) = ghosts.remove(at);
                            let again = held.contains(&(worker, order.clone()));
                            if schedule.done(worker, &order, 0.01) {
                                prop_assert!(again);
                                held.retain(|kept| kept != &(worker, order.clone()));
                                count(&order, &mut counted);
                            }
                        }
                    }
                }
            }
            for (worker, order) in held {
                prop_assert!(schedule.done(worker, &order, 0.01));
                count(&order, &mut counted);
            }
            while let Some(order) = schedule.next(9) {
                prop_assert!(schedule.done(9, &order, 0.01));
                count(&order, &mut counted);
            }
            prop_assert!(schedule.is_complete());
            prop_assert!(counted.iter().all(|&times| times == 1));
        }
    }

    #[test]
    fn the_last_orders_are_small_so_that_all_workers_end_together() {
        let mut schedule = Schedule::new(1, 1_000, 1);
        let first = schedule.next(0).unwrap();
        schedule.done(0, &first, 0.0032);
        // 320 would take 16 ms; a quarter of the 936 left is less.
        let sizes: Vec<u32> =
            std::iter::from_fn(|| schedule.next(0)).map(|order| order.end - order.start).collect();
        assert_eq!(sizes[..3], [234, 175, 131]);
        assert!(sizes.windows(2).all(|pair| pair[1] <= pair[0]));
        assert!(sizes.iter().rev().skip(1).all(|&size| size >= LAST_ORDER), "{sizes:?}");
        assert!(sizes[sizes.len() - 1] <= LAST_ORDER);
        assert_eq!(sizes.iter().sum::<u32>(), 936);
    }

    #[test]
    fn orders_grow_to_the_pace_of_the_workers() {
        let mut schedule = Schedule::new(1, 1_000_000, 1);
        let first = schedule.next(0).unwrap();
        assert_eq!(first, 0..64);
        schedule.done(0, &first, 0.0032);
        // 20,000 futures a second: 16 ms are 320.
        assert_eq!(schedule.next(0), Some(64..384));
        let slow = 64..384;
        schedule.done(0, &slow, 3.2);
        assert_eq!(schedule.next(0).unwrap().len(), 160);
    }
}
