//! The pool: who runs which futures, progress, cancelling, and what is done about a worker that
//! fails.
//!
//! [`Schedule`] decides and can be tested anywhere; [`message`] is what page and worker say to each
//! other; the pool (browser only) carries it out over real workers.

pub mod message;
mod schedule;

#[cfg(feature = "browser")]
mod pool;
#[cfg(feature = "browser")]
pub use pool::{Notice, Pool, Status};

pub use schedule::Schedule;
