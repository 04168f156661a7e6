//! The progress of a job.

use crate::worker::{Job, Status, Ticket};

/// The progress of a job.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Progress {
    /// Whether futures are being run.
    pub status: Status,
    /// The number of futures that have come.
    pub futures: u32,
    /// The number of futures wanted.
    pub wanted: u32,
    /// The seconds taken so far.
    pub seconds: f64,
}

impl Progress {
    /// The progress of a ticket's job.
    pub fn of(ticket: &Ticket) -> Progress {
        let (futures, wanted) = ticket.look(Job::progress).unwrap_or_default();
        Progress { status: ticket.status(), futures, wanted, seconds: ticket.seconds().1 }
    }

    /// Whether what is shown is not final yet.
    pub fn is_running(self) -> bool {
        self.status == Status::Running
    }

    /// Whether some futures are missing and no more may come.
    pub fn is_partial(self) -> bool {
        matches!(self.status, Status::Running | Status::Stopped)
    }

    /// The share of the futures that have come, from 0 to 1; 0 where none are wanted.
    pub fn share(self) -> f64 {
        if self.wanted > 0 { f64::from(self.futures) / f64::from(self.wanted) } else { 0.0 }
    }
}
