//! The handle on a job in the pool.

use super::Pool;
use super::entry::{Entry, Status, now};
use crate::worker::Job;

/// A job in the pool. Dropping the ticket removes the job, finished or not.
pub struct Ticket {
    pub(super) pool: Pool,
    pub(super) id: u32,
}

impl Ticket {
    fn entry<T>(&self, look: impl FnOnce(&Entry) -> T) -> Option<T> {
        self.pool.0.borrow().jobs.iter().find(|entry| entry.id == self.id).map(look)
    }

    /// The number of the job, which is unique within a pool.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// Gives read access to the job; `None` once it has been removed.
    pub fn look<T>(&self, look: impl FnOnce(&Job) -> T) -> Option<T> {
        self.entry(|entry| look(&entry.job))
    }

    /// The state of the job.
    pub fn status(&self) -> Status {
        self.entry(|entry| entry.status).unwrap_or_default()
    }

    /// The seconds until the job's first futures came, and the seconds since it began.
    pub fn seconds(&self) -> (Option<f64>, f64) {
        let seconds = |entry: &Entry| {
            let running = entry.status == Status::Running;
            (entry.first_picture, if running { now() - entry.started } else { entry.seconds })
        };
        self.entry(seconds).unwrap_or_default()
    }

    /// Stops the job; the results so far stay.
    pub fn stop(&self) {
        {
            let mut inner = self.pool.0.borrow_mut();
            if let Some(entry) = inner.jobs.iter_mut().find(|entry| entry.id == self.id)
                && entry.status == Status::Running
            {
                entry.status = Status::Stopped;
                entry.seconds = now() - entry.started;
            }
            inner.rest();
        }
        self.pool.hand_out();
        self.pool.changed(Some(self.id));
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let gone = {
            let mut inner = self.pool.0.borrow_mut();
            let at = inner.jobs.iter().position(|entry| entry.id == self.id);
            let gone = at.map(|at| inner.jobs.remove(at));
            inner.rest();
            gone
        };
        // Dropping the listener may call back here.
        drop(gone);
    }
}
