//! Runs an ensemble on all cores of this computer, with the same result to the bit as on one.

use super::{BATCH, Batch, Ensemble, run_batch};
use crate::cohort::Compiled;
use crate::field::January;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

impl Ensemble {
    /// Runs the whole ensemble on as many threads as there are cores. The result is that of [`Ensemble::run`] to the
    /// bit, because nothing depends on which thread runs which futures. It is not available in the browser, which has
    /// no such threads.
    pub fn run_on_all_cores(model: &Compiled, opening: January, seed: u64, futures: u32) -> Ensemble {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut ensemble = Ensemble::new(model.shape(), opening, futures);
        let next = AtomicU32::new(0);
        std::thread::scope(|scope| {
            // The channel holds a limited number of batches, so that they do not pile up before the tally.
            let (done, batches) = mpsc::sync_channel::<Batch>(2 * cores);
            for _ in 0..cores {
                let (done, next) = (done.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let first = next.fetch_add(BATCH, Ordering::Relaxed);
                        if first >= futures {
                            return;
                        }
                        let batch = run_batch(model, seed, first, BATCH.min(futures - first));
                        if done.send(batch).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(done);
            for batch in batches {
                // These batches do not overlap, and none reaches beyond the last future.
                let absorbed = ensemble.absorb(&batch);
                debug_assert_eq!(absorbed, Ok(()));
            }
        });
        ensemble
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::Detail;
    use crate::scenario::Scenario;

    #[test]
    fn all_cores_give_the_bits_of_one() {
        let model = Compiled::new(&Scenario::kent().check().unwrap(), Detail::Main);
        let one = Ensemble::run(&model, January(2025), 9, 500);
        let all = Ensemble::run_on_all_cores(&model, January(2025), 9, 500);
        assert_eq!((all.futures(), all.digest()), (500, one.digest()));
    }
}
