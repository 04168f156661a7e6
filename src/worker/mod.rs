//! The pool: who runs which futures, progress, cancelling, and what is done about a worker that
//! fails.
//!
//! A [`Job`] says what is asked, hands it out piece by piece as its [`Schedule`] decides, and gathers
//! what comes; it can be tested anywhere. [`message`] is what page and worker say to each other. In the
//! browser alone there are a handle on one worker, which the clerk's errands use too, and the pool,
//! which carries jobs out over several workers, those first in line first.

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
