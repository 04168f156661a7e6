//! The workers: which worker runs which futures, progress, cancelling, and what happens when a worker fails.
//!
//! A [`Job`] holds a task, hands it out piece by piece as its [`Schedule`] decides, and gathers the results; it can be
//! tested without a browser. [`message`] defines the messages between page and worker. Only the browser has a handle on
//! a single worker, which the clerk's errands use too, and the pool, which runs jobs on several workers in the order of
//! the queue.

mod job;
pub mod message;
mod schedule;

#[cfg(feature = "browser")]
pub mod handle;
#[cfg(feature = "browser")]
mod pool;
#[cfg(feature = "browser")]
pub use pool::{Notice, Pool, Status, Ticket};

pub use job::{Job, Piece};
pub use schedule::Schedule;
