//! A job in the pool, with its state.

use crate::worker::Job;
use std::rc::Rc;

/// The state of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Status {
    /// There is no job yet.
    #[default]
    Idle,
    /// Futures are being run.
    Running,
    /// All futures have come.
    Complete,
    /// The planner stopped the job; the results so far stay.
    Stopped,
}

/// A job in the pool, with its state and its times in seconds.
pub(super) struct Entry {
    pub(super) id: u32,
    pub(super) job: Job,
    pub(super) status: Status,
    pub(super) started: f64,
    pub(super) seconds: f64,
    pub(super) first_picture: Option<f64>,
    pub(super) on_change: Rc<dyn Fn()>,
}

impl Entry {
    pub(super) fn note_progress(&mut self) {
        let taken = now() - self.started;
        self.first_picture.get_or_insert(taken);
        if self.job.is_complete() && self.status == Status::Running {
            self.status = Status::Complete;
            self.seconds = taken;
        }
    }
}

/// The seconds since the page began.
pub(super) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |c| c.now() / 1_000.0)
}
